"""Speed and weight of bonecheck, each figure beside a bare Streamlit page or plain Python in the same run."""
