"""A file that was chosen: its bytes, of which Streamlit then keeps nothing."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from bonecheck.ui.session.keys import FILES


def field_key(name: str) -> str:
    """The end of the key of a file field; a new one after each file, so that the same file can be chosen again."""
    return f"{name}_{st.session_state.get(FILES, 0)}"


def taken_from(field: str) -> bytes | None:
    """The bytes in a file field, which is then another one; None where they were taken already.

    Streamlit calls a field's callback once more where the run that it began was interrupted.
    """
    if (file := st.session_state.get(field)) is None:
        return None
    data: bytes = file.getvalue()
    st.session_state[FILES] = st.session_state.get(FILES, 0) + 1
    context = get_script_run_ctx()
    if context is not None and hasattr(context.uploaded_file_mgr, "remove_file"):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=file.file_id)
    return data
