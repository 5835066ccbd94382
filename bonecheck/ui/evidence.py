"""Draws the Evidence page: thresholds, reference tables, questions and sources, as they stand in `data/`."""

from collections.abc import Iterable, Iterator

import streamlit as st

from bonecheck.answers.questions import questions
from bonecheck.evidence.entries import Threshold
from bonecheck.evidence.library import (
    citations,
    model,
    model_names,
    table_names,
    threshold,
    thresholds,
)
from bonecheck.evidence.library import table as evidence_table
from bonecheck.ui import cards
from bonecheck.ui.tables import table
from bonecheck.words.effects import unit_words
from bonecheck.words.evidence import cut_off_text, rule
from bonecheck.words.interface import heads, text
from bonecheck.words.language import capital, filled, message, name, prose, texts
from bonecheck.words.questions import label_of, unit_of, why_of


def page() -> None:
    """The whole page."""
    st.title(text("evidence.title"), anchor=False)
    st.markdown(prose("evidence_intro"))
    unreviewed = sum(not threshold.reviewed_by for threshold in thresholds().values())
    st.warning(message("not_reviewed", unreviewed=unreviewed, rules=len(thresholds())))
    _thresholds()
    _tables()
    _models()
    _plan()
    _questions()
    _sources()
    _hazards()
    st.markdown(prose("changes"))


def _thresholds() -> None:
    st.header(text("evidence.rules"), anchor=False)
    for entry in thresholds().values():
        with st.container(border=True):
            st.subheader(cut_off_text(entry, "label"), anchor=False)
            lines = [
                text("evidence.rule", measure=capital(cut_off_text(entry, "measure")), rule=rule(entry)),
                text("evidence.applies_to", who=cut_off_text(entry, "applies_to")),
                *([text("evidence.not_for", who=cut_off_text(entry, "not_for"))] if entry.not_for else []),
            ]
            st.markdown("\n\n".join(lines))
            st.caption(f"{_rule_source(entry)} {_reviewed(entry)}")


def _rule_source(entry: Threshold) -> str:
    return text(
        "evidence.rule_source",
        source=_source(entry.source),
        where=cut_off_text(entry, "where"),
        how_read=_how_read(entry.source),
        in_force=entry.in_force.isoformat(),
        certainty=entry.certainty,
    )


def _reviewed(entry: Threshold) -> str:
    return text("evidence.reviewed" if entry.reviewed_by else "evidence.not_reviewed", who=entry.reviewed_by)


def _tables() -> None:
    st.header(text("evidence.tables"), anchor=False)
    for key in table_names():
        rows = evidence_table(key)
        title = capital(key.replace("_", " "))
        with st.expander(text("evidence.table", table=title, count=len(rows))):
            columns = list(rows[0])
            table(
                title,
                [*(capital(column.replace("_", " ")) for column in columns), text("evidence.how_read")],
                ([*(_cell(key, column, row[column]) for column in columns), _how_read(row["source"])] for row in rows),
            )


def _cell(name_of_table: str, column: str, printed: str) -> str:
    """A cell as it stands in the table; units of effects are keys there."""
    return unit_words(printed) if (name_of_table, column) == ("effects", "unit") else printed


def _models() -> None:
    st.header(text("evidence.models"), anchor=False)
    for key in model_names():
        entry = model(key)
        with st.expander(entry["name"]):
            st.markdown(text("evidence.model_source", source=_source(entry["source"])))
            table(
                entry["name"], heads("evidence.model"), _leaves("", {k: v for k, v in entry.items() if k != "source"})
            )


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
    st.header(text("evidence.plan"), anchor=False)
    actions, levels = texts("first_actions.toml"), texts("exercise_levels.toml")
    with st.expander(text("evidence.actions_title")):
        st.markdown(message("plan_order", age=int(threshold("balance_age").value)))
        table(
            text("evidence.actions_title"),
            heads("evidence.actions"),
            (
                [
                    entry["title"],
                    str(entry.get("benefit", "")),
                    *(_claims(entry.get(part, ())) for part in ("leads_if", "only_if", "not_if")),
                ]
                for entry in actions["actions"].values()
            ),
        )
    with st.expander(text("evidence.levels_title")):
        table(
            text("evidence.levels_title"),
            heads("evidence.levels"),
            (
                [capital(_claim(claim)), levels["levels"][entry["level"]]["title"]]
                for claim, entry in levels["reasons"].items()
            ),
        )
        st.markdown(text("evidence.levels_note", note=levels["about"]["note"]))
        cards.show_sources(levels["about"]["sources"])


def _claims(claims: Iterable[str]) -> str:
    return "; ".join(map(_claim, claims))


def _claim(key: str) -> str:
    return filled(name("claim", key))


def _questions() -> None:
    st.header(text("evidence.questions"), anchor=False)
    with st.expander(text("evidence.questions_fold", count=len(questions()))):
        table(
            text("evidence.questions_title"),
            heads("evidence.question"),
            (
                [label_of(entry.key), why_of(entry), _end(entry.lowest), _end(entry.highest), unit_of(entry)]
                for entry in questions().values()
            ),
        )


def _end(limit: float | None) -> str:
    return "" if limit is None else f"{limit:g}"


def _sources() -> None:
    st.header(text("evidence.sources"), anchor=False)
    for entry in citations().values():
        place = "evidence.source_with_link" if entry.link else "evidence.source"
        st.markdown(f"- {text(place, source=entry.text, how_read=_how_read(entry.key), link=entry.link)}")


def _how_read(source: str) -> str:
    return text(f"evidence.read.{citations()[source].read}")


def _hazards() -> None:
    st.header(text("evidence.hazards"), anchor=False)
    st.markdown(text("evidence.hazards_intro"))
    for told in texts("hazards.toml").values():
        with st.expander(told["harm"]):
            for part in ("cause", "guards", "left"):
                st.markdown(text(f"evidence.hazard.{part}", text=told[part]))
            st.caption(text("evidence.hazard.tests", names=", ".join(f"`{test}`" for test in told["tests"])))


def _source(key: str) -> str:
    entry = citations()[key]
    return f"[{entry.text.rstrip('.')}]({entry.link})" if entry.link else entry.text.rstrip(".")
