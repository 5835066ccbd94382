"""Risk in context on the results page: who speaks for whom, and that picture, words and table tell the same."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import product
from typing import Any

import pytest

from bonecheck.answers.questions import question_of
from bonecheck.evidence.library import citations
from bonecheck.words.language import message
from bonecheck.words.risk import licence_note, model_text
from tests.browser.people import AGE_AND_SIZE, ALL_OPEN, EVERY_MODEL, HALF_OPEN, MANY_BREAKS, knowing_nothing
from tests.browser.people import FRAX as FRAX_WITH_BMD
from tests.pages.test_answers_kept import draft_of
from tests.pages.test_every_page import NEVER
from tests.pages.visitor import ABOUT, RESULTS, RISKS, SCAN, START, Visitor
from tests.risk.models.people import person, scan

TITLE = message("risk_title")
NAMES = {
    "garvan": "Garvan",
    "qfracture_2012": "QFracture",
    "caroc_2010": "CAROC",
    "fracture_index": "FRACTURE Index",
    "own_frax": "Your FRAX result",
}
GARVAN, QFRACTURE, CAROC, INDEX, FRAX = NAMES.values()
MEDICINES = sorted(question_of("bone_medicine").options.keys() - {"none", "not_known"})
SIZE = {"sex": "female", "age_years": 70, "height_cm": 165, "weight_kg": 66}
PEOPLE: dict[str, dict[str, Any]] = {
    "woman of 52 without a scan": person(age=52, height_cm=165, weight_kg=66),
    "woman of 62 at T -1.8": person(age=62, neck=-1.8),
    "woman of 78 with three breaks and three falls": MANY_BREAKS,
    "the same with a FRAX result": EVERY_MODEL,
    "man of 70 with a FRAX result": person("male", 70, -2.5, **FRAX_WITH_BMD),
    "man of 45": person("male", 45, -1.5),
    "knows only age, sex and size": AGE_AND_SIZE,
    "knows only age, sex, size and T-score": ALL_OPEN,
    "left a few questions open": HALF_OPEN,
    "knows nothing": knowing_nothing(),
}
OLD, WITH_FRAX = "woman of 78 with three breaks and three falls", "the same with a FRAX result"
KNOWS_SIZE, KNOWS_SCORE = "knows only age, sex and size", "knows only age, sex, size and T-score"
SOME_OPEN = "left a few questions open"
SPOKEN_TO = {
    "woman of 52 without a scan",
    "woman of 62 at T -1.8",
    WITH_FRAX,
    "man of 70 with a FRAX result",
    KNOWS_SIZE,
    KNOWS_SCORE,
    SOME_OPEN,
}

# ------------------------------------------------------------------ reading the page


def results_of(answers: Mapping[str, Any]) -> Visitor:
    return Visitor(dict(answers)).open(RESULTS)


def panel(visitor: Visitor) -> list[Any]:
    """Everything in the panel, in reading order, folded parts too."""
    found: list[Any] = []
    inside = False
    for element in visitor.elements():
        if element.type in {"header", "divider"}:
            inside = element.type == "header" and element.value == TITLE
        if inside:
            found.append(element)
    return found


def said(elements: list[Any]) -> str:
    kinds = {"header", "subheader", "markdown", "caption"}
    return "\n".join(element.value for element in elements if element.type in kinds)


def tables(elements: list[Any]) -> dict[str, list[dict[str, str]]]:
    """The tables by name; each row by the names of its columns."""
    found = {}
    for element in elements:
        html = element.proto.body if element.type == "html" else ""
        if "bonecheck-table" in html:
            columns, *rows = [
                [unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
                for row in re.findall(r"<tr>(.*?)</tr>", html)
            ]
            name = unescape(re.findall(r'aria-label="(.*?)"', html)[0])
            found[name] = [dict(zip(columns, row, strict=True)) for row in rows]
    return found


def fold(visitor: Visitor, label: str) -> list[Any]:
    """What stands in the folded part of the panel with this name."""
    [block] = [block for block in visitor.app.expander if block.label == label]
    elements, blocks = [], list(block.children.values())
    while blocks:
        node = blocks.pop(0)
        if hasattr(node, "children"):
            blocks = [*node.children.values(), *blocks]
        else:
            elements.append(node)
    return elements


def choices(visitor: Visitor) -> dict[str, Any]:
    """The choices in the panel, by key without "risk_"."""
    return {e.key.removeprefix("risk_"): e for e in panel(visitor) if e.type == "button_group"}


def choose(visitor: Visitor, **wanted: Any) -> Visitor:
    for key, value in wanted.items():
        choices(visitor)[key].set_value(value)
        visitor.run()
        assert choices(visitor)[key].value == value
    return visitor


def chosen(visitor: Visitor) -> dict[str, Any]:
    return {key: element.value for key, element in choices(visitor).items()}


def speaking(visitor: Visitor) -> list[str]:
    """The models that can be looked at closer."""
    found = choices(visitor)
    if "model" in found:
        return list(found["model"].options)
    text = said(panel(visitor))
    return re.findall(rf"{message('risk_closer')}\n\*\*(.+)\*\*", text)


def refused(visitor: Visitor) -> dict[str, str]:
    """The models that say nothing, with the reason on the page: folded, but open where no model speaks."""
    label = message("risk_not_for_you")
    folded = label in [block.label for block in visitor.app.expander]
    lines = re.findall(r"\*\*(.+?)\.\*\* (.+)", said(fold(visitor, label) if folded else panel(visitor)))
    return {name: why for names, why in lines for name in re.split(", | and ", names)}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the panel shows for one set of choices."""

    text: str
    pictures: Mapping[str, tuple[dict[str, Any], str]]
    tables: Mapping[str, list[dict[str, str]]]
    strings: tuple[str, ...]


def look(visitor: Visitor) -> Seen:
    elements = panel(visitor)
    drawn = [element for element in elements if element.type == "plotly_chart"]
    return Seen(
        text=said(elements),
        pictures={chart.key: (json.loads(chart.proto.spec), chart.proto.alt) for chart in drawn},
        tables=tables(elements),
        strings=tuple(visitor.strings()),
    )


def too_open(shown: Seen) -> set[str]:
    """The models of which the page says that so much is open."""
    lines = re.findall(r"(?m)^(.+): so much is open that the range says very little yet\.$", shown.text)
    return {name for names in lines for name in re.split(", | and ", names)}


WHICH, WHEN, VIEWS = ("wider", "hip"), (10, 5), ("bars", "people", "words", "table")


@cache
def every_look(who: str) -> dict[tuple[str, int, str, str], Seen]:
    """The panel for every set of choices: which break, years, model, view."""
    visitor = results_of(PEOPLE[who])
    models = [key for key, name in NAMES.items() if name in speaking(visitor)]
    found = {}
    for which, when in product(WHICH, WHEN):
        choose(visitor, which=which, when=when)
        for model in models:
            if len(models) > 1:
                choose(visitor, model=model)
            for view in VIEWS:
                found[which, when, model, view] = look(choose(visitor, view=view))
    return found


# ------------------------------------------------------------------ numbers in words, in labels and in cells

AMOUNT = r"(?:about|between|fewer|more|over|under|any|\d)[^,]*?"
SENTENCE = re.compile(
    rf"(?P<name>{'|'.join(NAMES.values())}): out of 100 (?P<people>\w+) who answer like you, (?P<will>{AMOUNT}) break .+?"
    rf" within (?P<years>\d+) years\. (?P<will_not>.+?) do not\."
    rf"(?: Out of 100 .+?, (?P<other>{AMOUNT}) do, and (?P<other_not>{AMOUNT}) do not\.)?"
)
FEW, MOST = {"fewer than 1", "under 1"}, {"more than 99", "99+"}


def ends(text: str) -> tuple[float, float]:
    """How many out of 100 at least and at most: "about 11", "between 3 and 12", "3 to 12", "under 10", "99+"."""
    text = text.strip().lower()
    if text == "any number":
        return 0, 100
    if span := re.fullmatch(r"between (.+) and (.+)|(.+) to (.+)", text):
        low, high = filter(None, span.groups())
        return _end(low), _end(high)
    if text not in FEW | MOST and (group := re.fullmatch(r"(under|over) (\d+)", text)):
        return (0, float(group[2])) if group[1] == "under" else (float(group[2]), 100)
    return _end(text), _end(text)


def _end(text: str) -> float:
    return 0 if text in FEW else 100 if text in MOST else float(text.removeprefix("about "))


def is_cell_of(cell: str, words: str) -> bool:
    """Whether a number with a decimal, as tables have it, is the one that words or labels round."""
    return all(abs(exact - whole) <= 0.5 + 0.05 for exact, whole in zip(ends(cell), ends(words), strict=True))


def both_ways(will: str, will_not: str) -> list[float]:
    """100 twice: what will and what will not happen, from either end."""
    (low, high), (least, most) = ends(will), ends(will_not)
    return [low + most, high + least]


def plain(label: str) -> str:
    return re.sub(r"<.*?>", "", label)


def labels(figure: Mapping[str, Any]) -> list[str]:
    return [plain(note["text"]) for note in figure["layout"]["annotations"]]


def side_by_side_labels(figure: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """For each model in the picture: the amounts at its bars."""
    found: dict[str, dict[str, str]] = {}
    for label in labels(figure):
        name = label.partition(":")[0]
        if name in NAMES.values():
            found[name] = {}
        elif bar := re.fullmatch(r"(.+) (like you|to compare)", label):
            found[list(found)[-1]]["will" if bar[2] == "like you" else "other"] = bar[1]
    return found


def closer_labels(figure: Mapping[str, Any]) -> dict[str, str]:
    """The amounts in the bars or the 100 people: you will, will not; the others will, will not."""
    amounts = re.findall(
        r"(?:: |, |\n)([^,:\n]+?) will( not)?(?=$|,|\n)", "\n" + "\n".join(labels(figure)), re.MULTILINE
    )
    keys = ("will", "will_not", "other", "other_not")
    return dict(zip(keys, (amount for amount, _ in amounts), strict=False))


def sentences(text: str) -> dict[str, dict[str, str]]:
    """The sentences about chances in a text, by model."""
    return {found["name"]: found.groupdict() for found in SENTENCE.finditer(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("about 11", (11, 11)), ("11", (11, 11)), ("between 3 and 12", (3, 12)), ("3 to 12", (3, 12)), ("under 1", (0, 0)),
     ("between fewer than 1 and 12", (0, 12)), ("under 1 to 99+", (0, 100)), ("under 10", (0, 10)),
     ("over 20", (20, 100)), ("any number", (0, 100)), ("7.5", (7.5, 7.5)), ("More than 99", (100, 100))],
)  # fmt: skip
def test_these_tests_read_amounts_as_people_do(text, expected):
    assert ends(text) == expected


# ------------------------------------------------------------------ who speaks, who does not, and why

TOO_YOUNG = "This model was made for people aged {} and over.".format
NEEDS_SCAN = "This model needs a T-score from a DXA scan of the hip."
NO_FRAX = "You gave none. FRAX has a site of its own"
FOR_WOMEN = "This model was made for women only."
AGAINST_WOMEN = "This model needs a T-score against young women, for men too. You said that your report uses young men."
NO_SEX = "We need the sex on your health record"
TAKES_MEDICINE = "You take a medicine for your bones."

EXPECTED = {
    "woman of 52 without a scan": (
        [QFRACTURE],
        {GARVAN: TOO_YOUNG(60), CAROC: NEEDS_SCAN, INDEX: TOO_YOUNG(65), FRAX: NO_FRAX},
    ),
    "woman of 62 at T -1.8": ([GARVAN, QFRACTURE, CAROC], {INDEX: TOO_YOUNG(65), FRAX: NO_FRAX}),
    OLD: ([GARVAN, QFRACTURE, CAROC, INDEX], {FRAX: NO_FRAX}),
    WITH_FRAX: ([GARVAN, QFRACTURE, CAROC, INDEX, FRAX], {}),
    "man of 70 with a FRAX result": ([GARVAN, QFRACTURE, FRAX], {CAROC: AGAINST_WOMEN, INDEX: FOR_WOMEN}),
    "man of 45": ([QFRACTURE], {GARVAN: TOO_YOUNG(60), CAROC: TOO_YOUNG(50), INDEX: FOR_WOMEN, FRAX: NO_FRAX}),
    KNOWS_SIZE: ([QFRACTURE], {GARVAN: NEEDS_SCAN, CAROC: NEEDS_SCAN, INDEX: NEEDS_SCAN, FRAX: NO_FRAX}),
    KNOWS_SCORE: ([GARVAN, QFRACTURE, CAROC, INDEX], {FRAX: NO_FRAX}),
    SOME_OPEN: ([GARVAN, QFRACTURE, CAROC, INDEX], {FRAX: NO_FRAX}),
    "knows nothing": ([], {GARVAN: NO_SEX, QFRACTURE: NO_SEX, CAROC: NO_SEX, INDEX: NO_SEX, FRAX: NO_FRAX}),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_each_model_speaks_or_says_why_it_does_not_fit_this_person(who):
    visitor = results_of(PEOPLE[who])
    spoke, reasons = EXPECTED[who]
    assert speaking(visitor) == spoke
    said_why = refused(visitor)
    assert said_why.keys() == reasons.keys()
    assert {name: why for name, why in said_why.items() if not why.startswith(reasons[name])} == {}


def has_no_number(visitor: Visitor) -> None:
    shown = look(visitor)
    assert (shown.pictures, shown.tables, choices(visitor)) == ({}, {}, {})
    assert message("risk_no_model") in shown.text
    assert not re.search(r"out of 100|about \d|between \d", shown.text)


@pytest.mark.parametrize("medicine", MEDICINES)
def test_somebody_on_a_bone_medicine_sees_no_number_and_reads_why(medicine):
    visitor = results_of(person(age=70, neck=-2.6, bone_medicine=medicine, **FRAX_WITH_BMD))
    has_no_number(visitor)
    assert refused(visitor).keys() == set(NAMES.values())
    assert [why for why in refused(visitor).values() if not why.startswith(TAKES_MEDICINE)] == []
    assert "Go to the question" not in [element.label for element in panel(visitor) if element.type == "button"]


def test_somebody_who_knows_nothing_at_all_sees_no_number():
    has_no_number(results_of(PEOPLE["knows nothing"]))


@pytest.mark.parametrize("who", sorted(SPOKEN_TO))
def test_a_model_that_does_not_fit_stands_in_no_picture_table_or_sentence(who):
    names = EXPECTED[who][1].keys()
    for shown in every_look(who).values():
        drawn = [*(alt for _, alt in shown.pictures.values()), *(str(figure) for figure, _ in shown.pictures.values())]
        cells = [cell for row in shown.tables.get(TITLE, []) for cell in row.values()]
        assert [name for name in names for text in (*drawn, *cells) if name in text] == []
        assert not sentences(shown.text).keys() & names


@pytest.mark.parametrize("who", sorted(SPOKEN_TO))
def test_the_sum_of_people_is_that_of_the_persons_own_sex(who):
    for shown in every_look(who).values():
        for alt in (alt for _, alt in shown.pictures.values()):
            people = {found["people"] for found in sentences(alt).values()}
            assert people == {"men" if PEOPLE[who]["sex"] == "male" else "women"}


def test_somebody_whose_sex_is_not_known_is_called_neither_woman_nor_man():
    visitor = results_of(knowing_nothing(age_years=70, **FRAX_WITH_BMD))
    assert speaking(visitor) == [FRAX]
    read = [alt for _, alt in look(visitor).pictures.values()] + [said(panel(visitor))]
    assert [text for text in read if re.search(r"100 (?:women|men)\b", text)] == []


def test_the_link_beside_a_reason_leads_to_the_question_that_would_change_it():
    for answers, question in (
        (PEOPLE["woman of 62 at T -1.8"], "frax_major_percent"),
        (PEOPLE["knows nothing"], "sex"),
        (PEOPLE["woman of 52 without a scan"], "has_scan"),
    ):
        visitor = results_of(answers)
        links = [element.key for element in panel(visitor) if element.type == "button" and "model" in element.key]
        asked = set()
        for key in links:
            visitor.open(RESULTS).press_key(key)
            asked |= {key for key in ("frax_major_percent", "sex", "has_scan") if visitor.find(key)}
        assert question in asked


# ------------------------------------------------------------------ the numbers, by hand

# fracture_models.md, section 5.1: b_age, b_T, b_prior, b_falls, S0 in 5 and 10 years.
DUBBO = {
    ("female", "any"): (0.0321, -0.4022, 0.5691, 0.2038, {5: 0.995750118, 10: 0.990905138}),
    ("female", "hip"): (0.0507, -0.8417, 0.8127, 0.3614, {5: 0.999896685, 10: 0.999793070}),
    ("male", "any"): (0.0883, -0.2986, 0.8454, 0.0981, {5: 0.999921076, 10: 0.999848975}),
    ("male", "hip"): (0.107, -1.007, 0.599, 0.212, {5: 0.999998862, 10: 0.999997778}),
}


def dubbo(sex: str, kind: str, years: int, age: int, t: float, breaks: int = 0, falls: int = 0) -> float:
    """The Garvan equation as our notes print it [percent]; any fracture never under the hip."""
    b_age, b_t, b_breaks, b_falls, survival = DUBBO[sex, kind]
    own = 100 * (1 - survival[years] ** math.exp(b_age * age + b_t * t + b_breaks * breaks + b_falls * falls))
    return own if kind == "hip" else max(own, dubbo(sex, "hip", years, age, t, breaks, falls))


ONE_BREAK = {"fracture_since_50": "yes", "fracture_sites": ["wrist"], "fracture_count": "1"}


@pytest.mark.parametrize("years", WHEN)
@pytest.mark.parametrize(
    ("sex", "age", "t", "breaks", "falls", "average"),
    [
        ("female", 62, -1.8, 0, 0, -1.3),
        ("female", 70, -2.5, 1, 1, -1.7),  # section 5.2: 21.2201 and 40.0505, hip 9.0934 and 17.3837
        ("male", 70, -2.5, 1, 1, -2.5),  # 18.6821 and 32.6820, hip 5.5243 and 10.5024; compared at his own T-score
    ],
)
def test_garvans_number_on_screen_is_that_of_its_equation(years, sex, age, t, breaks, falls, average):
    """The average T-scores of women stand in the sentence beside the number; fracture_models.md 5.1 for the rest."""
    visitor = results_of(person(sex, age, t, falls_12_months=str(falls), **(ONE_BREAK if breaks else {})))
    choose(visitor, when=years)
    for which, kind in (("wider", "any"), ("hip", "hip")):
        shown = look(choose(visitor, which=which))
        [row] = [row for row in shown.tables[TITLE] if row["Model"] == GARVAN]
        assert float(row["Like you"]) == pytest.approx(dubbo(sex, kind, years, age, t, breaks, falls), abs=0.0501)
        assert float(row["To compare"]) == pytest.approx(dubbo(sex, kind, years, age, average), abs=0.0501)
        if sex == "female":
            assert f"the average T-score for that age (\u2212{-average})" in shown.text


def test_qfractures_number_on_screen_is_that_of_the_notes():
    """fracture_models.md, section 3: woman of 60, BMI 25, white: 3.2192 and 0.6248; with a parent 5.5234 and 0.6248."""
    for more, major, hip in (({}, "3.2", "0.6"), ({"parent_hip_fracture": "father"}, "5.5", "0.6")):
        visitor = results_of(person(age=60, **more))
        cells = [look(choose(visitor, which=which)).tables[TITLE][0]["Like you"] for which in WHICH]
        assert cells == [major, hip]


@pytest.mark.parametrize(
    ("age", "t", "more", "group", "not_group"),
    [
        (62, -2.2, {}, "under 10", "Over 90"),  # from 60: low above -2.3
        (62, -2.3, {}, "between 10 and 20", "Between 80 and 90"),  # a score at the limit is in the higher group
        (
            78,
            -2.8,
            {"fracture_since_50": "yes", "fracture_sites": ["hip"], "fracture_count": "1"},
            "over 20",
            "Under 80",
        ),  # a broken hip: high
    ],
)
def test_carocs_group_on_screen_is_that_of_its_table(age, t, more, group, not_group):
    """fracture_models.md, section 6."""
    visitor = choose(results_of(person(age=age, neck=t, **more)), model="caroc_2010", view="words")
    found = sentences(said(panel(visitor)))[CAROC]
    assert (found["will"], found["will_not"]) == (group, not_group)


def test_the_fracture_index_on_screen_is_that_of_its_points():
    """Section 8: age 75-79 3, T under -2.5 4, a break 1: 8 points; 27.5, hip 8.7, spine 11.2 in 5 years."""
    visitor = choose(results_of(PEOPLE[OLD]), when=5, model="fracture_index", view="table")
    cells = {row["Which break"]: row["Like you"] for row in look(visitor).tables[INDEX]}
    exact = {kind: re.findall(r"\((.+)\)", cell) for kind, cell in cells.items()}
    assert exact == {"Any bone but the spine": ["27.5"], "Hip": ["8.7"], "The spine": ["11.2"]}


# ------------------------------------------------------------------ where the panel stands

POORLY = re.compile(r"Under 65, tools of this kind tell \w+ apart poorly\.")


def headings(visitor: Visitor) -> list[str]:
    return [element.value for element in visitor.elements() if element.type == "header"]


@pytest.mark.parametrize("age", [62, 64])
def test_under_65_the_findings_come_first_and_the_panel_says_that_models_tell_people_apart_poorly(age):
    visitor = results_of(person(age=age, neck=-1.8))
    order = headings(visitor)
    assert order.index("What we found") < order.index(TITLE)
    assert POORLY.search(said(panel(visitor)))


@pytest.mark.parametrize(
    ("who", "above"), [("woman of 52 without a scan", message("tools_title")), ("man of 45", "What we found")]
)
def test_under_65_the_panel_stands_below_what_was_found_for_these_people_too(who, above):
    order = headings(results_of(PEOPLE[who]))
    assert order.index(above) < order.index(TITLE)
    assert order[order.index(TITLE) :] == [TITLE, "What we could not judge"]


@pytest.mark.parametrize("age", [65, 78])
def test_from_65_on_the_panel_stands_above_the_findings(age):
    visitor = results_of(person(age=age, neck=-1.8))
    order = headings(visitor)
    assert order.index(TITLE) < order.index("What we found")
    assert not POORLY.search(visitor.text())


@pytest.mark.parametrize("age", [62, 70])
@pytest.mark.parametrize(
    "more",
    [
        {"bone_medicine": "denosumab"},
        {"glucocorticoids": "now", "glucocorticoid_dose_mg_per_day": 10, "glucocorticoid_months": 12},
        {"fracture_since_50": "yes", "fracture_sites": ["hip"], "fracture_count": "1"},
    ],
    ids=["denosumab", "steroids", "a broken hip"],
)
def test_what_belongs_before_a_doctor_stands_above_all_numbers(age, more):
    visitor = results_of(person(age=age, neck=-1.8, **more))
    lines = visitor.text().split("\n")
    urgent = [number for number, line in enumerate(lines) if "**Please see your doctor**" in line]
    assert urgent
    assert max(urgent) < lines.index(TITLE)
    assert headings(visitor).index("What matters most") < headings(visitor).index(TITLE)


def test_a_sign_that_needs_care_now_stands_above_all_numbers():
    visitor = results_of(person(age=70, neck=-1.8, warning_signs=["cannot_stand"]))
    lines = visitor.text().split("\n")
    assert [n for n, line in enumerate(lines) if "**Get care now**" in line][-1] < lines.index(visitor.title)


# ------------------------------------------------------------------ the licence of QFracture


@pytest.mark.parametrize("who", sorted(SPOKEN_TO))
def test_the_whole_disclaimer_stands_on_the_page_with_every_score_of_qfracture(who):
    note = licence_note("qfracture_2012")
    assert "Copyright 2012 ClinRisk Ltd." in note
    assert (
        "Inaccurate implementations of risk scores can lead to wrong patients being given the wrong treatment." in note
    )
    for shown in every_look(who).values():
        assert any(row["Model"] == QFRACTURE for row in shown.tables[TITLE])
        assert shown.text.count(note) == 1


@pytest.mark.parametrize(
    "answers",
    [
        person(age=70, neck=-2.0, height_cm=150, weight_kg=30),  # BMI 13: refused
        person(age=101, neck=-2.0),
        person(age=70, neck=-2.0, bone_medicine="zoledronate"),
        knowing_nothing(age_years=70, sex="female", **FRAX_WITH_BMD),
        knowing_nothing(),
    ],
    ids=["BMI of 13", "at 101", "on a bone medicine", "only FRAX", "knows nothing"],
)
def test_without_a_score_of_qfracture_its_disclaimer_is_nowhere(answers):
    visitor = results_of(answers)
    assert QFRACTURE in refused(visitor)
    assert "ClinRisk" not in "\n".join(visitor.strings())


# ------------------------------------------------------------------ choices


@pytest.mark.parametrize("who", sorted(SPOKEN_TO))
def test_every_choice_of_break_years_model_and_view_shows_something(who):
    looks = every_look(who)
    assert len(looks) == 2 * 2 * 4 * len(EXPECTED[who][0])
    for (_, _, model, view), shown in looks.items():
        rows = {row["Model"] for row in shown.tables[TITLE]}
        assert ("risk_side_by_side" in shown.pictures) == bool(rows - too_open(shown))
        if NAMES[model] not in too_open(shown):
            assert (view in {"bars", "people"}) == (f"risk_{view}" in shown.pictures)
        assert (view == "words") == (f"#### {NAMES[model]}: out of 100" in shown.text)
        assert (view == "table") == (NAMES[model] in shown.tables)


def test_only_one_way_to_look_is_open_at_a_time_and_one_always_is():
    visitor = results_of(PEOPLE[WITH_FRAX])
    assert chosen(visitor) == {"which": "wider", "when": 10, "model": "garvan", "view": "bars"}
    assert {key: element.proto.required for key, element in choices(visitor).items()} == dict.fromkeys(
        chosen(visitor), True
    )


CHOICES = {"which": "hip", "when": 5, "model": "fracture_index", "view": "people"}


def test_the_choices_stay_while_one_looks_at_other_pages():
    visitor = choose(results_of(PEOPLE[OLD]), **CHOICES)
    for page in (ABOUT, START, SCAN):
        visitor.open(page).open(RESULTS)
        assert chosen(visitor) == CHOICES
    assert "risk_people" in look(visitor).pictures


def test_the_choices_are_no_answers_and_are_not_kept_with_them():
    visitor = results_of(PEOPLE[OLD])
    answers, draft = dict(visitor.answers), draft_of(visitor)
    choose(visitor, **CHOICES)
    assert visitor.answers == answers
    assert draft_of(visitor) == draft
    assert "risk_" not in json.dumps(draft_of(visitor)["answers"])
    assert chosen(results_of(PEOPLE[OLD]))["which"] == "wider"  # the next visitor starts afresh


@pytest.mark.parametrize(
    ("page", "key", "answer", "left"),
    [
        (ABOUT, "age_years", "63", [GARVAN, QFRACTURE, CAROC]),  # FRACTURE Index: from 65
        (SCAN, "has_scan", "no", [QFRACTURE]),
        (ABOUT, "sex", "male", [GARVAN, QFRACTURE, CAROC]),
    ],
)
def test_a_model_that_no_longer_fits_makes_room_for_one_that_does(page, key, answer, left):
    visitor = choose(results_of(PEOPLE[OLD]), **CHOICES)
    visitor.open(page).give(key, answer).open(RESULTS)
    assert speaking(visitor) == left
    now = chosen(visitor)
    assert now.get("model", "qfracture_2012") in NAMES
    assert {k: now[k] for k in ("which", "when", "view")} == {"which": "hip", "when": 5, "view": "people"}
    assert "risk_people" in look(visitor).pictures


def test_with_a_bone_medicine_all_choices_are_gone_and_without_it_they_are_back():
    visitor = choose(results_of(PEOPLE[OLD]), **CHOICES)
    visitor.open(RISKS, 3).give("bone_medicine", "zoledronate").open(RESULTS)
    has_no_number(visitor)
    visitor.open(RISKS, 3).give("bone_medicine", "none").open(RESULTS)
    assert chosen(visitor)["which"] in WHICH


def test_a_model_that_has_no_hip_number_is_not_said_to_have_one_at_another_time():
    """CAROC gives one number: major fractures in 10 years."""
    for when in WHEN:
        shown = every_look("woman of 62 at T -1.8")["hip", when, "garvan", "bars"]
        assert CAROC not in [row["Model"] for row in shown.tables[TITLE]]
        assert not re.search(rf"{CAROC}.*: another number of years", shown.text)


# ------------------------------------------------------------------ one person, the same facts everywhere


@pytest.mark.parametrize("who", sorted(SPOKEN_TO))
def test_all_models_side_by_side_have_the_same_numbers_in_the_picture_its_words_and_its_table(who):
    first = next(iter(every_look(who)))[2]
    for which, when in product(WHICH, WHEN):
        shown = every_look(who)[which, when, first, "bars"]  # the upper half is the same for every model and view
        rows = {row["Model"]: row for row in shown.tables[TITLE]}
        figure, alt = shown.pictures.get("risk_side_by_side", ({"layout": {"annotations": []}}, ""))
        drawn, told = side_by_side_labels(figure), sentences(alt)
        assert drawn.keys() == told.keys() == rows.keys() - too_open(shown), (which, when)
        for name, amounts in drawn.items():
            assert int(told[name]["years"]) == int(rows[name]["Years"]) == when
            assert ends(amounts["will"]) == ends(told[name]["will"])
            assert is_cell_of(rows[name]["Like you"], amounts["will"])
            if name == FRAX:
                assert (told[name]["other"], rows[name]["To compare"]) == (None, "")
                continue
            assert ends(amounts["other"]) == ends(told[name]["other"])
            assert is_cell_of(rows[name]["To compare"], amounts["other"])


@pytest.mark.parametrize("who", sorted(SPOKEN_TO))
def test_one_result_has_the_same_numbers_as_bars_as_100_people_in_words_and_as_a_table(who):
    looks = every_look(who)
    for which, when, model in {key[:3] for key in looks}:
        bars, people, words, table = (looks[which, when, model, view] for view in VIEWS)
        [told] = sentences(words.text).values()
        assert told["name"] == NAMES[model]
        assert any(is_row_of(row, told) for row in table.tables[NAMES[model]])
        for shown, key in ((bars, "risk_bars"), (people, "risk_people")):
            if key not in shown.pictures:
                assert NAMES[model] in too_open(shown)
                continue
            figure, alt = shown.pictures[key]
            assert f"#### {alt}\n" in words.text
            assert {part: ends(amount) for part, amount in closer_labels(figure).items()} == {
                part: ends(told[part]) for part in ("will", "will_not", "other", "other_not") if told[part]
            }


def is_row_of(row: Mapping[str, str], told: Mapping[str, str]) -> bool:
    in_words, _, exact = row["Like you"].rstrip(")").partition(" (")
    return (
        row["Years"] == told["years"]
        and ends(in_words) == ends(told["will"])
        and is_cell_of(exact, told["will"])
        and ends(row["Like you, not"]) == ends(told["will_not"])
        and (not told["other"] or ends(row["To compare"]) == ends(told["other"]))
    )


@pytest.mark.parametrize("who", sorted(SPOKEN_TO))
def test_those_who_will_and_those_who_will_not_are_100_together(who):
    for (_, _, model, view), shown in every_look(who).items():
        for told in (s for text in (shown.text, *(alt for _, alt in shown.pictures.values())) for s in sentences(text).values()):  # fmt: skip
            assert both_ways(told["will"], told["will_not"]) == [100, 100], told
            if told["other"]:
                assert both_ways(told["other"], told["other_not"]) == [100, 100], told
        for row in shown.tables.get(NAMES[model], []) if view == "table" else []:
            assert both_ways(row["Like you"].partition(" (")[0], row["Like you, not"]) == [100, 100], row


@pytest.mark.parametrize("score", [-1.5, -2.2, -2.8])
@pytest.mark.parametrize("age", [66, 72, 78])
def test_the_fracture_indexs_halves_are_not_rounded_up_both_ways(age, score):
    """Its table has 16.5 and 27.5: 17 will and 83 will not, not 17 and 84."""
    visitor = choose(results_of(person(age=age, neck=score)), when=5, model="fracture_index", view="table")
    for row in look(visitor).tables[INDEX]:
        assert both_ways(row["Like you"].partition(" (")[0], row["Like you, not"]) == [100, 100], row


@pytest.mark.parametrize("who", sorted(SPOKEN_TO))
def test_the_hip_is_never_above_the_wider_number_anywhere_on_screen(who):
    looks = every_look(who)
    compared = 0
    for which, when, model in {key[:3] for key in looks}:
        cells = {
            (row["Which break"], row["Years"]): row for row in looks[which, when, model, "table"].tables[NAMES[model]]
        }
        for (kind, years), hip in cells.items():
            wider = [row for (other, time), row in cells.items() if time == years and other not in {"Hip", "The spine"}]
            for row in wider if kind == "Hip" else []:
                for column in ("Like you", "To compare"):
                    if hip[column]:
                        (h_low, h_high), (w_low, w_high) = (
                            ends(part[column].partition(" (")[0]) for part in (hip, row)
                        )
                        assert (h_low <= w_low, h_high <= w_high) == (True, True), (hip, row)
                        compared += 1
        wide, narrow = (
            side_by_side_labels(looks[side, when, model, "bars"].pictures["risk_side_by_side"][0])
            if "risk_side_by_side" in looks[side, when, model, "bars"].pictures
            else {}
            for side in WHICH
        )
        for name in wide.keys() & narrow.keys():
            for part, amount in narrow[name].items():
                assert all(h <= w for h, w in zip(ends(amount), ends(wide[name][part]), strict=True)), name
    assert compared


RAISED = message("risk_hip_raised", models=GARVAN)
BEYOND = message("risk_beyond", models=GARVAN)


def test_where_the_equation_of_the_hip_is_higher_the_wider_number_is_raised_and_the_page_says_so():
    """Section 5.2: man of 60, T -4, three falls, 10 years: hip 13.5, any 12.5."""
    hip = dubbo("male", "hip", 10, 60, -4.0, 0, 3)
    assert hip == pytest.approx(13.5, abs=0.05)
    visitor = results_of(person("male", 60, -4.0, falls_12_months="3"))
    for which in WHICH:
        shown = look(choose(visitor, which=which))
        [row] = [row for row in shown.tables[TITLE] if row["Model"] == GARVAN]
        assert float(row["Like you"]) == pytest.approx(hip, abs=0.0501)
        assert (RAISED in shown.text) == (which == "wider")
        assert BEYOND not in shown.text
    assert RAISED not in every_look("woman of 62 at T -1.8")["wider", 10, "garvan", "bars"].text


def test_where_a_model_contradicts_itself_high_up_no_count_is_named():
    """78, T -2.8, three and three, 10 years: any 97.0, hip 97.9. So only "over 50", whichever break and view."""
    assert dubbo("female", "hip", 10, 78, -2.8, 3, 3) == pytest.approx(97.9, abs=0.05)
    for (_, _, model, view), shown in every_look(WITH_FRAX).items():
        assert BEYOND in shown.text
        assert RAISED not in shown.text
        [row] = [row for row in shown.tables[TITLE] if row["Model"] == GARVAN]
        assert row["Like you"] == "over 50"
        if (model, view) == ("garvan", "words"):
            assert sentences(shown.text)[GARVAN]["will"] == "over 50"
        if (model, view) == ("garvan", "table"):
            assert {row["Like you"].partition(" (")[0] for row in shown.tables[GARVAN]} == {"over 50"}


def test_where_no_count_is_named_the_sum_and_the_factors_name_none_either():
    shown = every_look(WITH_FRAX)["wider", 10, "garvan", "bars"]
    assert not re.search(r"9\d\.\d out of 100", shown.text)
    cells = [row.get("Without it, out of 100", "") for row in shown.tables.get(message("risk_drivers"), [])]
    assert [cell for cell in cells if re.fullmatch(r"[\d.]+", cell) and float(cell) > 50] == []


# ------------------------------------------------------------------ 100 people


def groups(figure: Mapping[str, Any]) -> Iterator[list[tuple[float, float, str]]]:
    """The people of each group: where they stand, and whether they will, may, or will not."""
    marks = []
    for trace in figure["data"]:
        marker = trace["marker"]
        full = marker["color"] == marker["line"]["color"]
        what = "will" if full else "may" if marker["symbol"] == "circle-dot" else "will not"
        marks += [(x, y, what) for x, y in zip(trace["x"], trace["y"], strict=True)]
    for first in (0, 11.5):
        if group := [mark for mark in marks if first <= mark[0] < first + 11]:
            yield group


@pytest.mark.parametrize("who", sorted(SPOKEN_TO))
def test_the_100_people_are_100_and_as_many_of_them_full_as_the_words_say(who):
    for (_, _, model, view), shown in every_look(who).items():
        if view != "people" or NAMES[model] in too_open(shown):
            continue
        figure = shown.pictures["risk_people"][0]
        said_of = closer_labels(figure)
        drawn = list(groups(figure))
        assert len(drawn) == (1 if model == "own_frax" else 2)
        for group, who_says in zip(drawn, ("will", "other"), strict=False):
            assert len(group) == len({(x, y) for x, y, _ in group}) == 100
            count = [what for _, _, what in group].count
            low, high = (math.floor(end + 0.5) for end in ends(said_of[who_says]))
            assert count("will") == low, (model, said_of)
            if not said_of[who_says].startswith("over"):
                assert count("will") + count("may") == high, (model, said_of)


def test_of_those_whom_a_group_leaves_open_nobody_is_drawn_as_one_who_will_not():
    """ "Over 20 will, under 80 will not": 20 for sure, and of the other 80 the model does not tell."""
    figure = every_look(WITH_FRAX)["wider", 10, "caroc_2010", "people"].pictures["risk_people"][0]
    assert closer_labels(figure)["will_not"] == "under 80"
    count = [what for _, _, what in next(groups(figure))].count
    assert (count("will"), count("will not")) == (20, 0)


def test_a_ring_looks_the_same_whether_or_not_somebody_will():
    """A group in which nobody will, beside one in which somebody does."""
    none = person("male", 45)  # QFracture: 0.2 of 100 break a hip (section 3: 0.3 at 60)
    few = person("male", 80)
    edges = []
    for answers in (none, few):
        visitor = choose(results_of(answers), which="hip", view="people")
        rings = [trace for trace in look(visitor).pictures["risk_people"][0]["data"] if trace["x"] and trace["marker"]["color"] != trace["marker"]["line"]["color"]]  # fmt: skip
        edges.append({ring["marker"]["line"]["color"] for ring in rings})
    assert edges[0] == edges[1]


# ------------------------------------------------------------------ what is open


def test_a_range_names_the_questions_that_would_narrow_it_and_leads_there():
    visitor = choose(results_of(PEOPLE[KNOWS_SCORE]), view="words")
    text = said(panel(visitor))
    low, high = dubbo("female", "any", 10, 70, -1.8), dubbo("female", "any", 10, 70, -1.8, 3, 3)
    assert ends(sentences(text)[GARVAN]["will"]) == (round(low), round(high))
    assert "The range is there because of open answers. We do not read them as a no." in text
    # Breaks weigh 3 x 0.5691, falls 3 x 0.2038.
    assert f"“{question_of('fracture_since_50').label}” and “{question_of('falls_12_months').label}”." in text
    visitor.press_key("go_risk_open")
    assert visitor.title == "Bones and falls"
    assert visitor.find("fracture_since_50") is not None


def test_each_answer_narrows_the_range_until_it_is_one_number_and_the_link_is_gone():
    """From section 5.2: 70, T -2.5, one break, one fall: 40.0505."""
    visitor = choose(results_of(knowing_nothing(**SIZE, **scan(femoral_neck=-2.5))), view="words")
    widths = []
    for key, answer in (("fracture_since_50", "yes"), ("fracture_count", "1"), ("falls_12_months", "1")):
        low, high = ends(sentences(said(panel(visitor)))[GARVAN]["will"])
        widths.append(high - low)
        assert "go_risk_open" in [element.key for element in panel(visitor)]
        visitor.open(RISKS).give(key, answer).open(RESULTS)
    assert widths == sorted(widths, reverse=True)
    assert look(visitor).tables[TITLE][0]["Like you"] == "40.1"
    assert "go_risk_open" not in [element.key for element in panel(visitor)]
    assert "The range is there because of open answers" not in said(panel(visitor))


@pytest.mark.parametrize("who", [KNOWS_SIZE, KNOWS_SCORE])
def test_whoever_knows_only_age_sex_and_size_is_told_that_so_much_is_open_and_sees_no_picture_of_it(who):
    visitor = results_of(PEOPLE[who])
    assert QFRACTURE in too_open(look(visitor))
    for view in ("bars", "people"):
        shown = look(choose(visitor, view=view))
        assert QFRACTURE not in str(shown.pictures)
    assert too_open(look(results_of(PEOPLE[OLD]))) == set()
    assert "go_risk_open" in [element.key for element in panel(visitor)]


def test_a_single_number_is_not_called_a_range():
    """The equation of a woman's hip does not count her parents (section 3), so there the open answer leaves no range."""
    answers = person(age=60) | {"parent_hip_fracture": "not_known", "parent_osteoporosis": "not_known"}
    visitor = results_of(answers)
    low, high = ends(look(visitor).tables[TITLE][0]["Like you"])
    assert (low, high) == (3.2, 5.5)
    assert "The range is there because of open answers" in said(panel(visitor))
    choose(visitor, which="hip")
    assert look(visitor).tables[TITLE][0]["Like you"] == "0.6"
    assert "The range is there because of open answers" not in said(panel(visitor))


# ------------------------------------------------------------------ on what condition, and what no model sees


@pytest.mark.parametrize(
    ("more", "condition"),
    [
        ({"bone_medicine": "not_known"}, "This fits only if you take no bone medicine. You have not said yet."),
        ({"ethnic_group": "not_known"}, f"{QFRACTURE}: You gave no group."),
        ({"scan_date": "2019-01-15"}, "It uses a scan that is more than 5 years old."),
    ],
)
def test_the_condition_of_a_number_stands_beside_the_picture_and_before_the_closer_look(more, condition):
    text = said(panel(results_of(person(age=70, neck=-1.8, **more))))
    assert condition in text
    assert text.index(condition) < text.index(message("risk_closer"))


def test_a_man_whose_report_does_not_say_its_reference_reads_what_each_number_takes_for_granted():
    text = said(panel(results_of(person("male", 70, -1.8, t_score_reference="not_known"))))
    assert f"{GARVAN}: This fits if your report compares you with young men." in text
    assert f"{CAROC}: This fits if your report compares you with young women." in text


def test_what_no_model_counts_is_said_beside_the_numbers():
    text = said(
        panel(results_of(person(age=70, neck=-1.8, conditions=["eating_disorder"], medicines=["acid_blocker"])))
    )
    assert "You told us about anorexia and acid blockers. None of these models counts that." in text
    assert "None of these models counts that" not in said(panel(results_of(person(age=70, neck=-1.8))))


@pytest.mark.parametrize("who", PEOPLE)
def test_no_fold_in_the_panel_is_empty(who):
    folds = {block.label: len(block.children) for block in results_of(PEOPLE[who]).app.expander}
    assert [label for label, count in folds.items() if not count] == []


# ------------------------------------------------------------------ about this number


@pytest.mark.parametrize("model", NAMES)
def test_about_this_number_tells_whom_it_was_made_from_how_sure_it_is_its_limits_and_every_source(model):
    visitor = choose(results_of(PEOPLE[WITH_FRAX]), when=5 if model == "fracture_index" else 10, model=model)
    about = said(fold(visitor, message("risk_about")))
    text = model_text(model)
    for part in (text.made_from, text.accuracy, text.limits, text.sees, text.blind_to):
        assert part in about
    assert text.sources
    for source in text.sources:
        assert citations()[source].text in about
        assert citations()[source].link in about


def test_about_garvan_and_qfracture_stands_what_the_notes_say():
    """fracture_models.md, sections 3 and 5."""
    visitor = results_of(PEOPLE[WITH_FRAX])
    facts = {
        "garvan": (
            "1,358 women and 858 men",
            "aged 60 and over",
            "426 women and 149 men",
            "0.75",
            "0.85",
            "0.62 to 0.64",
        ),
        "qfracture_2012": ("aged 30 to 100", "5.4 million", "0.81", "0.74", "0.92", "0.89", "0.58 to 0.64"),
        "caroc_2010": ("aged 50 and over in Canada", "under 10, 10 to 20, and over 20", "second hand"),
        "fracture_index": ("women aged 65 and over",),
    }
    for model, expected in facts.items():
        about = said(fold(choose(visitor, model=model), message("risk_about")))
        assert [fact for fact in expected if fact not in about] == []


FORMULA = re.compile(r"Sum: (\S+)\. Chance = 100 × \(1 − ([\d.]+) \^ \(e \^ sum\)\) = ([\d.]+) out of 100\.")


def number(text: str) -> float:
    return float(text.replace("\u2212", "-"))


def term(text: str) -> float:
    """The value of a term as the page prints it."""
    for printed, python in (("×", "*"), ("\u2212", "-"), ("^", "**"), ("ln(", "log(")):
        text = text.replace(printed, python)
    return float(eval(text, {"log": math.log}))


def test_the_formula_of_a_woman_of_60_at_minus_2_5_gives_the_number_beside_it():
    """By hand: 0.0321 x 60 + -0.4022 x -2.5 = 2.9315; 100 x (1 - 0.990905138 ^ e^2.9315) = 15.7483 (section 5.2)."""
    visitor = results_of(person(age=60, neck=-2.5))
    lines = look(visitor).tables[message("risk_working")]
    assert {line["Part"] for line in lines} == {"Age", "T-score"}
    assert sum(term(line["Term"]) for line in lines) == pytest.approx(2.9315, abs=1e-9)
    assert [number(line["Adds"]) for line in lines] == pytest.approx([0.0321 * 60, 0.4022 * 2.5], abs=1e-9)
    [(total, survival, percent)] = FORMULA.findall(said(fold(visitor, message("risk_about"))))
    assert (number(total), percent) == (2.9315, "15.7")
    assert 100 * (1 - float(survival) ** math.exp(number(total))) == pytest.approx(15.7483, abs=0.005)
    assert sentences(look(visitor).pictures["risk_bars"][1])[GARVAN]["will"] == "about 16"


@pytest.mark.parametrize("who", ["woman of 62 at T -1.8", WITH_FRAX, "man of 70 with a FRAX result"])
def test_each_formula_on_screen_gives_the_number_that_it_prints(who):
    found = 0
    for (which, when, model, view), shown in every_look(who).items():
        if view != "bars" or model not in {"garvan", "qfracture_2012"}:
            continue
        if message("risk_beyond", models=NAMES[model]) in shown.text and not FORMULA.findall(shown.text):
            found += 1  # where no count is named, none is worked out
            continue
        [(total, survival, percent)] = FORMULA.findall(shown.text)
        lines = shown.tables[message("risk_working")]
        assert sum(number(line["Adds"]) for line in lines) == pytest.approx(number(total), abs=0.0002)
        worked_out = 100 * (1 - float(survival) ** math.exp(number(total)))
        assert worked_out == pytest.approx(float(percent), abs=0.06), (which, when, model, shown.text)
        found += 1
    assert found == 8


@pytest.mark.parametrize(
    "who", ["woman of 52 without a scan", "woman of 62 at T -1.8", WITH_FRAX, "man of 70 with a FRAX result"]
)
def test_each_term_on_screen_adds_what_stands_beside_it(who):
    for (which, when, model, view), shown in every_look(who).items():
        if view == "bars" and model in {"garvan", "qfracture_2012"}:
            for line in shown.tables[message("risk_working")]:
                assert term(line["Term"]) == pytest.approx(number(line["Adds"]), abs=0.001), (which, when, model, line)


def test_open_answers_stand_in_the_formula_as_open_and_its_ends_are_those_of_the_range():
    """70, T -1.8: 0.0321 x 70 + 0.4022 x 1.8 = 2.97096, and with three breaks and falls 2.3187 more."""
    visitor = results_of(PEOPLE[KNOWS_SCORE])
    lines = {line["Part"]: line for line in look(visitor).tables[message("risk_working")]}
    assert {part: line["Term"] for part, line in lines.items() if line["Term"] == "open"}.keys() == {
        "Breaks since 50",
        "Falls in the last year",
    }
    assert lines["Breaks since 50"]["Adds"] == "between 0 and 1.7073"  # 3 x 0.5691
    about = said(fold(visitor, message("risk_about")))
    assert "Sum: 2.971 to 5.2897." in about
    low, high = dubbo("female", "any", 10, 70, -1.8), dubbo("female", "any", 10, 70, -1.8, 3, 3)
    assert f"= between {low:.1f} and {high:.1f} out of 100." in about


# ------------------------------------------------------------------ what moves this number


def drivers(who: str, model: str, **ways: Any) -> dict[str, dict[str, str]]:
    visitor = choose(results_of(PEOPLE[who]), model=model, **ways)
    return {row["Factor"]: row for row in tables(fold(visitor, message("risk_drivers")))[message("risk_drivers")]}


def test_what_moves_garvan_is_told_as_times_and_without_it():
    """e^0.5691 = 1.77, e^0.2038 = 1.23, and e^(0.4022 x (2.8 - 1.7)) = 1.56 beside women of her age (-1.7)."""
    visitor = choose(results_of(person(age=70, neck=-2.8, falls_12_months="1", **ONE_BREAK)), model="garvan")
    rows = tables(fold(visitor, message("risk_drivers")))[message("risk_drivers")]
    found = {row["Factor"]: row for row in rows}
    times = {factor: row["What it does"] for factor, row in found.items()}
    assert times == {"Breaks since 50": "1.77 times", "Falls in the last year": "1.23 times", "T-score": "1.56 times"}
    without = {factor: float(row["Without it, out of 100"]) for factor, row in found.items()}
    assert without == pytest.approx(
        {
            "Breaks since 50": dubbo("female", "any", 10, 70, -2.8, 0, 1),
            "Falls in the last year": dubbo("female", "any", 10, 70, -2.8, 1, 0),
            "T-score": dubbo("female", "any", 10, 70, -1.7, 1, 1),
        },
        abs=0.0501,
    )


def test_what_moves_the_fracture_index_is_told_in_points():
    """Section 8: T -2.8 4 points, one more than the average -2.1; a break 1; so 8 points, without either 7: 19.8."""
    found = drivers(OLD, "fracture_index", when=5)
    assert {factor: row["What it does"] for factor, row in found.items()} == {
        "T-score": "1 point",
        "A break after 50": "1 point",
    }
    assert {row["Without it, out of 100"] for row in found.values()} == {"19.8"}


def test_needing_ones_arms_is_two_points():
    visitor = results_of(person(age=70, neck=-1.5, rises_from_chair="no"))
    choose(visitor, when=5, model="fracture_index")
    text = {row["Factor"]: row["What it does"] for row in look(visitor).tables[message("risk_drivers")]}
    assert text["Arms needed to get up"] == "2 points"
    assert message("risk_drivers_points") in said(panel(visitor))


def test_what_moves_caroc_is_told_in_steps():
    """Section 6: a break after 40 moves up one group; of the spine or hip, or more than one, to the highest."""
    found = drivers(OLD, "caroc_2010")
    steps = {factor: row["What it does"] for factor, row in found.items()}
    assert steps == {"A break since 40": "up 1", "A broken spine or hip": "up 2", "More than one break": "up 2"}
    # At 78 women are moderate from -1.2 down to above -2.9; either break alone still makes it high.
    assert found["A broken spine or hip"]["Without it, out of 100"] == "over 20"


def test_a_frax_result_is_not_taken_apart():
    visitor = choose(results_of(PEOPLE[WITH_FRAX]), model="own_frax")
    assert said(fold(visitor, message("risk_drivers"))) == "FRAX does not show its sum, so we cannot take it apart."
    assert message("risk_working") not in look(visitor).tables


def test_somebody_like_the_comparison_person_reads_that_nothing_differs_and_why_the_t_score_is_not_there():
    visitor = results_of(person("male", 70, -2.5))  # a man is compared at his own T-score
    expected = f"{message('risk_drivers_t_score')}\n{message('risk_drivers_none')}"
    assert said(fold(visitor, message("risk_drivers"))) == expected


def test_an_open_factor_is_told_from_nothing_to_all_it_may_do():
    """One break 1.77, three 5.51: e^0.5691 and e^1.7073; none is 1."""
    found = drivers(KNOWS_SCORE, "garvan")
    assert found["Breaks since 50"]["What it does"] == "1 to 5.51 times (open)"
    assert found["Breaks since 50"]["Without it, out of 100"] == ""


# ------------------------------------------------------------------ a FRAX result of one's own


@pytest.mark.parametrize(("typed", "shown", "rest"), [("7.5", "7.5", "92.5"), ("12", "12", "88"), ("7,5", "7.5", "92.5"), ("0.4", "0.4", "99.6")])  # fmt: skip
def test_a_frax_result_is_shown_exactly_as_typed(typed, shown, rest):
    visitor = Visitor(PEOPLE[OLD]).open(RISKS, 3).give("frax_major_percent", typed).open(RESULTS)
    choose(visitor, model="own_frax", view="words")
    now = look(visitor)
    told = sentences(now.text)[FRAX]
    assert (told["will"], told["will_not"]) == (shown, rest)
    assert side_by_side_labels(now.pictures["risk_side_by_side"][0])[FRAX] == {"will": shown}
    assert [row["Like you"] for row in now.tables[TITLE] if row["Model"] == FRAX] == [shown]
    assert closer_labels(look(choose(visitor, view="bars")).pictures["risk_bars"][0]) == {
        "will": shown,
        "will_not": rest,
    }


@pytest.mark.parametrize(
    ("frax", "finding"),
    [
        # Section 7.1: from 70 on with bone density 20.3 and 5.4; without it 11.1 and 24.4, 2.6 and 6.5.
        ((20.2, 5.3, "uk", "yes"), "Your FRAX result is under the UK limit for your age"),
        ((20.3, 5.3, "uk", "yes"), "Your FRAX result is at or above a UK limit for your age"),
        ((20.2, 5.4, "uk", "yes"), "Your FRAX result is at or above a UK limit for your age"),
        ((11.0, 2.5, "uk", "no"), "Your FRAX result is under the lower UK limit for your age"),
        ((11.1, 2.5, "uk", "no"), "Your FRAX result is between the two UK limits for your age"),
        ((24.4, 2.5, "uk", "no"), "Your FRAX result is at or above the upper UK limit for your age"),
        # Osteopenia in the US: 20 and 3.
        ((19.9, 2.9, "us", "yes"), "Your FRAX result is under the US limits"),
        ((20.0, 2.9, "us", "yes"), "Your FRAX result reaches a US limit"),
        ((12.0, 3.0, "us", "yes"), "Your FRAX result reaches a US limit"),
    ],
)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_frax_result_stands_beside_the_limits_of_its_country(sex, frax, finding):
    neck = None if frax[3] == "no" else -1.8  # with a scan of the hip FRAX should have the bone density
    visitor = results_of(person(sex, 70, neck, **frax_of(*frax)))
    assert finding in [element.value for element in visitor.elements() if element.type == "subheader"]


def frax_of(major: float, hip: float, country: str, with_bmd: str) -> dict[str, Any]:
    return {
        "frax_major_percent": major,
        "frax_hip_percent": hip,
        "frax_country": country,
        "frax_with_bmd": with_bmd,
    }


@pytest.mark.parametrize(
    ("neck", "more", "why"),
    [
        (-1.8, {**ONE_BREAK, "fracture_sites": ["hip"]}, "a broken hip or spine counts more than that number"),
        (-1.8, {"fracture_since_50": "not_known"}, "or it is still open if you had one"),
        (-2.6, {}, "your T-score is in the osteoporosis range"),
        (-1.8, {"frax_with_bmd": "no"}, "your bone density was not entered"),
    ],
    ids=["a broken hip", "breaks not known", "T -2.6", "without bone density"],
)
def test_a_low_frax_result_is_no_comfort_against_what_counts_more(neck, more, why):
    visitor = results_of(person(age=70, neck=neck, **{**frax_of(5, 1, "uk", "yes"), **more}))
    assert why in visitor.text()
    titles = [element.value for element in visitor.elements() if element.type == "subheader"]
    assert [title for title in titles if title.startswith("Your FRAX result is under")] == []


def test_a_frax_hip_result_above_the_major_one_is_refused_beside_the_field_with_both_numbers():
    visitor = Visitor(person(age=70, neck=-1.8)).open(RISKS, 3).give("frax_major_percent", "5")
    visitor.give("frax_hip_percent", "7.5")
    [problem] = [text for text in visitor.messages("q_frax_hip_percent") if "above" in text]
    assert [float(percent) for percent in re.findall(r"([\d.]+) %", problem)] == [7.5, 5]
    assert visitor.shown("frax_hip_percent") == "7.5"  # nothing typed is lost
    visitor.open(RESULTS)
    assert "Answers that need a look" in headings(visitor)
    choose(visitor, which="hip")
    assert FRAX not in side_by_side_labels(look(visitor).pictures["risk_side_by_side"][0])
    assert not re.search(r"(?<!\d)7\.5(?! %)", said(panel(visitor)))


def test_a_frax_hip_result_equal_to_the_major_one_is_taken():
    visitor = Visitor(person(age=70, neck=-1.8)).open(RISKS, 3).give("frax_major_percent", "5")
    assert visitor.give("frax_hip_percent", "5").messages("q_frax_hip_percent") == []


# ------------------------------------------------------------------ words


@pytest.mark.parametrize("who", PEOPLE)
def test_no_text_of_these_peoples_results_diagnoses_scares_or_starts_a_medicine(who):
    read = list(results_of(PEOPLE[who]).strings())
    if who in SPOKEN_TO:
        read += [text for shown in every_look(who).values() for text in shown.strings]
    assert [text for text in read if NEVER.search(text)] == []


@pytest.mark.parametrize("medicine", MEDICINES)
def test_no_text_for_somebody_on_a_bone_medicine_diagnoses_or_starts_one(medicine):
    read = results_of(person(age=70, neck=-2.6, bone_medicine=medicine)).strings()
    assert [text for text in read if NEVER.search(text)] == []
