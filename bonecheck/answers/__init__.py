"""What a person told us, as types, and how it is read, kept and saved; nothing here judges an answer."""
