"""All pieces of the app on one page, for the tests to photograph. Run by its own small Streamlit; no way leads here."""

import streamlit as st

from bonecheck.ui import icons
from bonecheck.ui.shell import frame

st.set_page_config(page_title="Pieces", layout="centered")
frame.style()

st.title("The score is -2.0 in 100 of 1,000", anchor=False)
st.markdown(
    "Body type. **What matters is bold.** [A link](https://example.org/) in a sentence, and `1234567890` in a row."
)
st.caption("A quiet line in its own colour.")
st.html('<p class="display">-2.0</p>')
st.header("A chapter stands apart", anchor=False)
st.markdown("Its text follows close.")
st.subheader("A card title", anchor=False)
st.markdown("And its text.")

st.header("Things to tap", anchor=False)
st.button("The main way on", type="primary", width="stretch", icon=icons.ONWARD)
st.button("Another way", width="stretch")
st.button("A quiet way", type="tertiary", icon=icons.BACK)
with st.container(horizontal=True):
    for name in (
        "CHECK",
        "RESULTS",
        "PLAN",
        "LEARN",
        "CHANGE",
        "WHAT_IF",
        "COMPARE",
        "DOCTOR",
        "PRINT",
        "SAVE",
        "DELETE",
        "UNDO",
    ):
        st.markdown(f"{getattr(icons, name)} {name.lower()}")

st.header("Things to answer", anchor=False)
with st.container(key="q_typed"):
    st.html(
        '<p class="ask" id="ask_typed"><b>How tall are you?</b><span class="ask-hint">Hint: as it is now.</span></p>'
    )
    st.text_input("How tall are you?", placeholder="162 cm", label_visibility="collapsed")
st.radio("One of these", ["The first", "The second"], index=None)
st.pills("Several of these", ["One", "Two", "Three"], selection_mode="multi", default=["Two"])
st.checkbox("I will do this")
st.slider("A lever", 0, 10, 3)

st.header("Things to read", anchor=False)
with st.container(border=True):
    st.subheader("A card", anchor=False)
    st.markdown("One message.")
with st.expander("A fold"):
    st.markdown("What is in it.")
with st.expander("A quiet fold", type="compact"):
    st.markdown("What is in it.")
st.success("It is done.")
st.info("To know.")
st.error("This answer cannot be used.")
st.html(
    '<div class="bonecheck-bar"><span class="likely" style="width:70%"></span><span class="sure" style="width:40%"></span>'
    '<span class="goal" style="left:80%"></span></div>'
)
st.html(
    '<div class="pieces">'
    + "".join(
        f'<span style="background:var(--{name});display:inline-block;width:3rem;height:2rem;border:1px solid var(--rule)" title="{name}"></span>'
        for name in (
            "paper",
            "card",
            "you",
            "peer",
            "range-low",
            "range-between",
            "range-normal",
            "ink",
            "muted",
            "edge",
        )
    )
    + "</div>"
)
st.caption("All pieces end here.")
