"""Asks and draws: all that knows Streamlit or Plotly. Judges no answer and holds no sentence."""
