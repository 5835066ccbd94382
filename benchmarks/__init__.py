"""Speed and weight of bonecheck, each figure beside that of a bare Streamlit page in the same run."""
