"""Every sentence: keys and values in, text out. The only room that knows a language; it draws nothing."""
