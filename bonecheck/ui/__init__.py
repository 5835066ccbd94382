"""The part of bonecheck that knows Streamlit."""
