"""Draws two people side by side: on one line, in every model, and where they differ."""

from collections.abc import Iterable, Mapping

import streamlit as st

from bonecheck import Check
from bonecheck.answers.samples import sample, samples
from bonecheck.compare.side_by_side import InOneModel, in_every_model
from bonecheck.risk.chance import Chance, ModelRisk
from bonecheck.risk.shown import is_too_open
from bonecheck.scan.spectrum import shared
from bonecheck.ui import choices
from bonecheck.ui.pictures import beside_charts, charts, risk_charts
from bonecheck.ui.risk import HIP, WIDER
from bonecheck.ui.session import answers, kept, levers
from bonecheck.ui.session.audience import is_unread, reads_own
from bonecheck.ui.tables import table
from bonecheck.words import samples as sample_words
from bonecheck.words.language import message
from bonecheck.words.outcomes import words
from bonecheck.words.risk import licence_note, model_text, remark_words, sentence
from bonecheck.words.scan import spectrum_sentence
from bonecheck.words.side_by_side import (
    Someone,
    differences,
    refusals,
    site_lines,
    summary,
    table_columns,
    table_lines,
    text,
    unseen_break,
    verdict,
)

YOU, CHANGED = "you", "changed"


def page() -> None:
    """The whole page."""
    st.title(text("title"), anchor=False)
    st.markdown(text("intro"))
    st.page_link("pages/learn/worked_example.py", label=text("example"), icon=":material/balance:")
    changed = None if is_unread() else levers.changed_check()
    people = _people(is_changed=changed is not None)
    with st.container(horizontal=True, key="side_choices"):
        left = choices.from_list("side_left", people, first=_opened(people))
        right = choices.from_list("side_right", people, first=CHANGED if CHANGED in people else "diane")
    if left == right:
        st.markdown(text("same_person"))
        return
    sides = _side(left, people[left], changed), _side(right, people[right], changed)
    _line(sides)
    _risks(sides)
    _differences(sides)
    st.page_link("pages/results/what_if.py", label=text("what_if"), icon=":material/tune:")


def _people(*, is_changed: bool) -> Mapping[str, str]:
    """Everybody who can stand on a side: yourself, the person changed in What if, and every sample."""
    people = {person.key: sample_words.name(person.key) for person in samples()}
    if answers.has_own_answers() and reads_own():
        people = {YOU: text("you"), **people}
    if is_changed:
        key = kept.open_sample_key()
        changed = text("changed", name=sample_words.first_name(key)) if key else text("changed_you")
        people = {CHANGED: changed, **people}
    return people


def _opened(people: Mapping[str, str]) -> str:
    """Who stands on the left at first: the person on the screen."""
    key = kept.open_sample_key() or YOU
    return key if key in people else "carol"


def _side(key: str, who: str, changed: Check | None) -> Someone:
    check = _check(key, changed)
    name = {YOU: text("you_short"), CHANGED: text("changed_short")}
    first_name = who if key in name else sample_words.first_name(key)
    return Someone(who=first_name, in_short=name.get(key, first_name), check=check, report=answers.report(check))


def _check(key: str, changed: Check | None) -> Check:
    if key == YOU:
        return answers.own_check()
    return changed if key == CHANGED and changed is not None else sample(key).check


def _line(sides: tuple[Someone, Someone]) -> None:
    """Both on one line, or each on a line of their own where different scores count."""
    st.header(text("line_title"), anchor=False)
    first, second = sides
    drawn = [side for side in sides if side.report.spectrum is not None]
    scores = {side.report.spectrum.score for side in drawn if side.report.spectrum is not None}
    if len(scores) > 1:
        st.markdown(text("other_line", first=first.who, second=second.who))
    for number, group in enumerate([drawn] if len(scores) == 1 else [[side] for side in drawn]):
        people = [(side.in_short, side.report) for side in group]
        if (line := shared(report.spectrum for _, report in people)) is not None:
            said = [_spectrum_words(side) for side in group]
            drawing = beside_charts.spectrum(people, line, dark=charts.is_dark())
            charts.show(drawing, key=f"side_line_{number}", alt=" ".join(said))
    for side in sides:
        st.markdown(text("result", who=side.who, title=words(side.report.headline).title))
        if side not in drawn:
            st.markdown(text("no_line", who=side.who, why=words(side.report.headline).plain))
    columns, lines = site_lines(sides)
    if lines:
        with st.expander(message("picture_as_table"), type="compact", key="side_line_table"):
            table(text("line_title"), columns, lines)


def _spectrum_words(side: Someone) -> str:
    line = side.report.spectrum
    return "" if line is None else f"{side.who}: {spectrum_sentence(side.report, line)}"


def _risks(sides: tuple[Someone, Someone]) -> None:
    """Both in every model on one scale, whom each puts higher, and on what condition."""
    first, second = sides
    st.header(text("risk_title"), anchor=False)
    which = choices.one_of("side_which", {WIDER: message("risk_kind_wider"), HIP: message("risk_kind_hip")})
    found = in_every_model(first.report, second.report, hip=which == HIP)
    drawn = [(pair, *pair.told) for pair in found if any(pair.told)]
    if drawn:
        rows = [(_risk(pair), mine, other) for pair, mine, other in drawn]
        captions = (f"{{amount}} {first.in_short}", f"{{amount}} {second.in_short}")
        drawing = risk_charts.beside(rows, captions, dark=charts.is_dark(), absent=text("absent"))
        charts.show(drawing, key="side_risk", alt=" ".join(_pair_words(pair, sides) for pair, _, _ in drawn))
        st.caption(text("axis", first=first.who, second=second.who))
    else:
        st.markdown(text("no_risk"))
    with st.expander(message("picture_as_table"), type="compact", key="side_risk_table"):
        table(text("table"), table_columns(sides), table_lines(found))
    st.subheader(text("words_title"), anchor=False)
    st.markdown(summary(found, sides))
    for told in unseen_break(found, sides):
        st.markdown(told)
    lines = [line for pair in found if (line := verdict(pair, sides)) is not None]
    if lines:
        st.markdown("\n".join(f"- {line}" for line in lines))
    _conditions(first, [(pair.model, pair.first) for pair in found])
    _conditions(second, [(pair.model, pair.second) for pair in found])
    for pair in found:
        if note := licence_note(pair.model):
            with st.container(key="licence_note"):
                st.caption(note)


def _risk(pair: InOneModel) -> ModelRisk:
    """The model's answer for one of them: its name and what it sees are the same for both."""
    [(risk, _), *_] = [found for found in (pair.first, pair.second) if found is not None]
    return risk


def _pair_words(pair: InOneModel, sides: tuple[Someone, Someone]) -> str:
    found = [
        (side, number) for side, number in zip(sides, (pair.first, pair.second), strict=True) if number is not None
    ]
    return " ".join(f"{side.who}: {sentence(*number)}" for side, number in found if not is_too_open(*number))


def _conditions(side: Someone, found: Iterable[tuple[str, tuple[ModelRisk, Chance] | None]]) -> None:
    """What goes with this person's numbers, and why a model that speaks of the other has none."""
    refused = dict(refusals(side))
    for model, number in found:
        named = model_text(model).name
        about = {"who": side.who, "model": named}
        if number is None:
            st.caption(text("refused", why=refused.get(named, ""), **about))
            continue
        risk, chance = number
        if is_too_open(risk, chance):
            st.caption(text("too_open", **about))
        if chance.is_beyond_counting:
            st.caption(text("beyond", **about))
        for remark in risk.remarks:
            st.caption(text("condition", condition=remark_words(remark), **about))


def _differences(sides: tuple[Someone, Someone]) -> None:
    first, second = sides
    st.header(text("differ_title"), anchor=False)
    columns = [text("differ_column"), first.who, second.who]
    found, habits = (differences(first.check, second.check, answers.units(), habits=part) for part in (False, True))
    with st.container(key="side_differ"):
        if found:
            table(text("differ_title"), columns, map(list, found))
        elif not habits:
            st.markdown(text("differ_none"))
        if habits:
            with st.expander(text("habits_title"), type="compact"):
                table(text("habits_title"), columns, map(list, habits))
