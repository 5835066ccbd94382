"""Plotly figures, made from a report or from keys and numbers; no widgets and no session."""
