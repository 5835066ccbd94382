"""Plotly figures made from a report; no widgets and no session."""
