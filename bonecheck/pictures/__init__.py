"""Pictures that page and paper share: where each thing stands, its colours, and a still drawing. Knows no Streamlit."""
