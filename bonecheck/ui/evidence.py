"""Draws the Evidence page: thresholds, reference tables, questions and sources, as they stand in `data/`."""

from collections.abc import Iterable

import streamlit as st

from bonecheck.evidence import citations, content, table, table_names, thresholds
from bonecheck.questions import questions

_READ_WORDS = {
    "original": "read in the original",
    "abstract": "read in an abstract or on a table page",
    "second hand": "read in another text that quotes it",
    "design": "our own choice",
}


def page() -> None:
    """The whole page."""
    st.title("Evidence", anchor=False)
    st.markdown(content("evidence_intro"))
    unreviewed = sum(not threshold.reviewed_by for threshold in thresholds().values())
    st.warning(f"No clinician has reviewed {unreviewed} of the {len(thresholds())} rules below yet.")
    _thresholds()
    _tables()
    _limits()
    _sources()


def _thresholds() -> None:
    st.header("Rules and cut-offs", anchor=False)
    for entry in thresholds().values():
        with st.container(border=True):
            st.subheader(entry.label, anchor=False)
            not_for = f"\n\nNot for: {entry.not_for}." if entry.not_for else ""
            st.markdown(f"**{_sentence(entry.measure)} {entry.rule}**\n\nFor: {entry.applies_to}.{not_for}")
            reviewed = entry.reviewed_by or "no clinician yet"
            st.caption(
                f"Source: {_source(entry.source)} ({entry.where}). In force since {entry.in_force:%Y-%m-%d}. "
                f"Certainty {entry.certainty}. Reviewed by: {reviewed}."
            )


def _tables() -> None:
    st.header("Reference tables", anchor=False)
    for title in table_names():
        rows = table(title)
        with st.expander(f"{_sentence(title.replace('_', ' '))} ({len(rows)} rows)"):
            columns = list(rows[0])
            st.markdown(markdown_table(columns, ([row[column] for column in columns] for row in rows)))


def _limits() -> None:
    st.header("What each answer may be", anchor=False)
    with st.expander("Limits of the questions"):
        st.markdown(
            markdown_table(
                ["Question", "From", "To", "Unit"],
                (
                    [entry.label, f"{entry.lowest:g}", f"{entry.highest:g}", entry.unit]
                    for entry in questions().values()
                    if entry.lowest is not None and entry.highest is not None
                ),
            )
        )


def _sources() -> None:
    st.header("Sources", anchor=False)
    for entry in citations().values():
        link = f" [Open]({entry.link})" if entry.link else ""
        st.markdown(f"- {entry.text} *{_sentence(_READ_WORDS[entry.read])}.*{link}")


def _source(key: str) -> str:
    entry = citations()[key]
    return f"[{entry.text.rstrip('.')}]({entry.link})" if entry.link else entry.text.rstrip(".")


def markdown_table(columns: list[str], rows: Iterable[list[str]]) -> str:
    """A Markdown table: a real table for screen readers, without loading pandas."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") or " " for cell in line) + " |" for line in lines)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
