"""What stands around every page: frame, style, menu, draft, focus, compression; nothing of a single page."""
