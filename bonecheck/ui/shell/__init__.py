"""What stands around every page: frame, style, draft, focus, compression."""
