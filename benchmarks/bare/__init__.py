"""Streamlit pages with nothing in them, to compare with."""
