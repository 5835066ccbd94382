"""Reads and checks everything in `data/`; knows no person."""
