"""Draws the Evidence page: thresholds, reference tables, questions and sources, as they stand in `data/`."""

from collections.abc import Iterable, Iterator

import streamlit as st

from bonecheck.answers.questions import questions
from bonecheck.evidence.library import (
    citations,
    content,
    data_bytes,
    document,
    model,
    model_names,
    table_names,
    threshold,
    thresholds,
)
from bonecheck.evidence.library import table as evidence_table
from bonecheck.ui import cards
from bonecheck.ui.tables import table
from bonecheck.words.evidence import rule
from bonecheck.words.language import capital, message, name
from bonecheck.words.questions import unit_of

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
    st.warning(message("not_reviewed", unreviewed=unreviewed, rules=len(thresholds())))
    _thresholds()
    _tables()
    _models()
    _plan()
    _questions()
    _sources()
    st.markdown(data_bytes("CHANGES.md").decode())


def _thresholds() -> None:
    st.header("Rules and cut-offs", anchor=False)
    for entry in thresholds().values():
        with st.container(border=True):
            st.subheader(entry.label, anchor=False)
            not_for = f"\n\nNot for: {entry.not_for}." if entry.not_for else ""
            st.markdown(f"**{capital(entry.measure)} {rule(entry)}**\n\nFor: {entry.applies_to}.{not_for}")
            reviewed = entry.reviewed_by or "no clinician yet"
            st.caption(
                f"Source: {_source(entry.source)} ({entry.where}). In force since {entry.in_force:%Y-%m-%d}. "
                f"Certainty {entry.certainty}. Reviewed by: {reviewed}."
            )


def _tables() -> None:
    st.header("Reference tables", anchor=False)
    for key in table_names():
        rows = evidence_table(key)
        title = capital(key.replace("_", " "))
        with st.expander(f"{title} ({len(rows)} rows)"):
            columns = list(rows[0])
            table(
                title,
                [capital(column.replace("_", " ")) for column in columns],
                ([row[column] for column in columns] for row in rows),
            )


def _models() -> None:
    st.header("Published risk models and tools", anchor=False)
    for key in model_names():
        entry = model(key)
        with st.expander(entry["name"]):
            st.markdown(f"Source: {_source(entry['source'])}.")
            table(entry["name"], ["Part", "Value"], _leaves("", {k: v for k, v in entry.items() if k != "source"}))


def _leaves(path: str, value: object) -> Iterator[list[str]]:
    """Every number and word of a nested table with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{path}, {key}" if path else key, inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _leaves(f"{path} {number}", inner)
    else:
        yield [path.replace("_", " "), str(value)]


def _plan() -> None:
    """The rules of the plan, as they stand in `first_actions.toml` and `exercise_levels.toml`."""
    st.header("The rules of the plan", anchor=False)
    actions, levels = document("first_actions.toml"), document("exercise_levels.toml")
    with st.expander("What to do first"):
        st.markdown(message("plan_order", age=int(threshold("balance_age").value)))
        table(
            "What to do first",
            ["Step", "Worth", "Comes before all others with", "Only with", "Not with"],
            (
                [
                    entry["title"],
                    str(entry.get("benefit", "")),
                    *(_claims(entry.get(part, ())) for part in ("leads_if", "only_if", "not_if")),
                ]
                for entry in actions["actions"].values()
            ),
        )
    with st.expander("How to begin with exercise"):
        table(
            "How to begin with exercise",
            ["What holds", "Level"],
            (
                [capital(name("claim", claim)), levels["levels"][entry["level"]]["title"]]
                for claim, entry in levels["reasons"].items()
            ),
        )
        st.markdown(f"{levels['about']['note']} Sources:")
        cards.show_sources(levels["about"]["sources"])


def _claims(claims: Iterable[str]) -> str:
    return "; ".join(name("claim", claim) for claim in claims)


def _questions() -> None:
    st.header("What we ask", anchor=False)
    with st.expander(f"All {len(questions())} questions, why we ask, and what an answer may be"):
        table(
            "All questions",
            ["Question", "Why", "From", "To", "Unit"],
            (
                [entry.label, entry.why, _end(entry.lowest), _end(entry.highest), unit_of(entry)]
                for entry in questions().values()
            ),
        )


def _end(limit: float | None) -> str:
    return "" if limit is None else f"{limit:g}"


def _sources() -> None:
    st.header("Sources", anchor=False)
    for entry in citations().values():
        link = f" [Open]({entry.link})" if entry.link else ""
        st.markdown(f"- {entry.text} *{capital(_READ_WORDS[entry.read])}.*{link}")


def _source(key: str) -> str:
    entry = citations()[key]
    return f"[{entry.text.rstrip('.')}]({entry.link})" if entry.link else entry.text.rstrip(".")
