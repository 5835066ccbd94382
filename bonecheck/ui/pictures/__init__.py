"""Pictures, made from a report or from keys and numbers: Plotly figures and still drawings; no widgets."""
