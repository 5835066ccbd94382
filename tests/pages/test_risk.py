"""Risk in context on the results page: who speaks for whom, and that picture, words and table tell the same.

What each model says of whom is the matter of tests/fracture_risk, and how a chance is said that of
tests/words/test_risk.py.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import Any

import plotly.graph_objects as go
import pytest

from bonecheck.answers.fronts import fronts
from bonecheck.answers.questions import question_of
from bonecheck.evidence.library import citations
from bonecheck.risk.chance import Chance, ModelRisk
from bonecheck.risk.shown import as_shown, is_too_open
from bonecheck.ui.pictures import risk_charts
from bonecheck.words import interface
from bonecheck.words.language import joined, message
from bonecheck.words.outcomes import words
from bonecheck.words.questions import label_of
from bonecheck.words.risk import amount, amount_not, exact, licence_note, model_text, sentence, short
from tests.browser.people import AGE_AND_SIZE, ALL_OPEN, EVERY_MODEL, HALF_OPEN, MANY_BREAKS, knowing_nothing
from tests.browser.people import FRAX as FRAX_WITH_BMD
from tests.pages.visitor import ABOUT, BONES, HEALTH, RESULTS, SCAN, Visitor, said, tables
from tests.people import built, report
from tests.risk.models.people import person, scan

TITLE, COUNTED = message("risk_title"), interface.text("results.chances")
NAMES = {
    "garvan": "Garvan",
    "qfracture_2012": "QFracture",
    "caroc_2010": "CAROC",
    "fracture_index": "FRACTURE Index",
    "own_frax": "Your FRAX result",
}
GARVAN, QFRACTURE, CAROC, INDEX, FRAX = NAMES.values()
MEDICINES = sorted(set(question_of("bone_medicine").options) - {"none", "not_known"})
SIZE = {"sex": "female", "age_years": 70, "height_cm": 165, "weight_kg": 66}
ONE_BREAK = {"fracture_since_50": "yes", "fracture_sites": ["wrist"], "fracture_count": "1"}
OLD, WITH_FRAX = "woman of 78 with three breaks and three falls", "the same with a FRAX result"
KNOWS_SIZE, KNOWS_SCORE = "knows only age, sex and size", "knows only age, sex, size and T-score"
SOME_OPEN, WOMAN_OF_62, KNOWS_NOTHING = "left a few questions open", "woman of 62 at T -1.8", "knows nothing"
PEOPLE: dict[str, dict[str, Any]] = {
    "woman of 52 without a scan": person(age=52, height_cm=165, weight_kg=66),
    WOMAN_OF_62: person(age=62, neck=-1.8),
    OLD: MANY_BREAKS,
    WITH_FRAX: EVERY_MODEL,
    "man of 70 with a FRAX result": person("male", 70, -2.5, **FRAX_WITH_BMD),
    "man of 45": person("male", 45, -1.5),
    KNOWS_SIZE: AGE_AND_SIZE,
    KNOWS_SCORE: ALL_OPEN,
    SOME_OPEN: HALF_OPEN,
    KNOWS_NOTHING: knowing_nothing(),
}
WHICH, WHEN, VIEWS = ("wider", "hip"), (10, 5), ("bars", "people", "words", "table")


def results_of(answers: Mapping[str, Any]) -> Visitor:
    return Visitor(dict(answers)).open(RESULTS).unfold("fold_chances")


@cache
def seen(who: str) -> Visitor:
    """Somebody's results, to look at only."""
    return results_of(PEOPLE[who])


def risks(answers: Mapping[str, Any]) -> dict[str, ModelRisk]:
    """The models that speak of somebody."""
    return {risk.model: risk for risk in report(built(answers)[0]).models if isinstance(risk, ModelRisk)}


# ------------------------------------------------------------------ reading the panel


def panel(visitor: Visitor) -> list[Any]:
    """Everything in the panel, in reading order, folded parts too."""
    return visitor.fold(COUNTED)


def text_of(visitor: Visitor) -> str:
    return said(panel(visitor))


def rows_of(visitor: Visitor, name: str = TITLE) -> list[dict[str, str]]:
    return tables(panel(visitor)).get(name, [])


def like_you(visitor: Visitor, model: str = GARVAN) -> str:
    """The number of a model in the table of all."""
    [row] = [row for row in rows_of(visitor) if row["Model"] == model]
    return row["Like you"]


def choices(visitor: Visitor) -> dict[str, Any]:
    """The choices in the panel, by key without "risk_"."""
    return {e.key.removeprefix("risk_"): e for e in panel(visitor) if e.type == "button_group"}


def chosen(visitor: Visitor) -> dict[str, Any]:
    return {key: element.value for key, element in choices(visitor).items()}


def choose(visitor: Visitor, **wanted: Any) -> Visitor:
    for key, value in wanted.items():
        visitor.choose(f"risk_{key}", value)
        assert chosen(visitor)[key] == value
    return visitor


def speaking(visitor: Visitor) -> list[str]:
    """The models that can be looked at closer."""
    found = choices(visitor)
    if "model" in found:
        return list(found["model"].options)
    return re.findall(rf"{message('risk_closer')}\n\*\*(.+)\*\*", text_of(visitor))


def refused(visitor: Visitor) -> dict[str, str]:
    """The models that say nothing, with the reason on the page: folded, but open where no model speaks."""
    before, label, after = text_of(visitor).partition(f"**{message('risk_not_for_you')}**")
    lines = re.findall(r"\*\*(.+?)\.\*\* (.+)", after if label else before)
    return {name: why for names, why in lines for name in re.split(", | and ", names)}


def drivers(visitor: Visitor) -> dict[str, tuple[str, str]]:
    """What each factor does, and the number without it."""
    rows = tables(visitor.fold(message("risk_drivers")))[message("risk_drivers")]
    return {row["Factor"]: (row["What it does"], row.get("Without it, out of 100", "")) for row in rows}


# ------------------------------------------------------------------ who speaks, who does not, and why

TOO_YOUNG = "This model was made for people aged {} and over.".format
NEEDS_SCAN = "This model needs a T-score from a DXA scan of the hip."
NO_FRAX = "You gave none. FRAX has a site of its own"
FOR_WOMEN = "This model was made for women only."
AGAINST_WOMEN = "This model needs a T-score against young women, for men too. You said that your report uses young men."
NO_SEX = "We need the sex on your health record"

REFUSED: dict[str, dict[str, str]] = {
    "woman of 52 without a scan": {GARVAN: TOO_YOUNG(60), CAROC: NEEDS_SCAN, INDEX: TOO_YOUNG(65), FRAX: NO_FRAX},
    WOMAN_OF_62: {INDEX: TOO_YOUNG(65), FRAX: NO_FRAX},
    OLD: {FRAX: NO_FRAX},
    WITH_FRAX: {},
    "man of 70 with a FRAX result": {CAROC: AGAINST_WOMEN, INDEX: FOR_WOMEN},
    "man of 45": {GARVAN: TOO_YOUNG(60), CAROC: TOO_YOUNG(50), INDEX: FOR_WOMEN, FRAX: NO_FRAX},
    KNOWS_SIZE: {GARVAN: NEEDS_SCAN, CAROC: NEEDS_SCAN, INDEX: NEEDS_SCAN, FRAX: NO_FRAX},
    KNOWS_SCORE: {FRAX: NO_FRAX},
    SOME_OPEN: {FRAX: NO_FRAX},
    KNOWS_NOTHING: {GARVAN: NO_SEX, QFRACTURE: NO_SEX, CAROC: NO_SEX, INDEX: NO_SEX, FRAX: NO_FRAX},
}


@pytest.mark.parametrize("who", PEOPLE)
def test_each_model_speaks_with_its_licence_or_says_why_it_does_not_fit_and_shows_nothing(who):
    visitor, why = seen(who), REFUSED[who]
    assert speaking(visitor) == [name for name in NAMES.values() if name not in why]
    found = refused(visitor)
    assert found.keys() == why.keys()
    assert {name: reason for name, reason in found.items() if not reason.startswith(why[name])} == {}

    pictures = " ".join(chart.spec + chart.alt for key, chart in visitor.charts.items() if key.startswith("risk_"))
    assert [name for name in why if name in pictures or name in [row["Model"] for row in rows_of(visitor)]] == []
    note = licence_note("qfracture_2012")
    assert "Copyright 2012 ClinRisk Ltd." in note
    beside_a_score = (
        "QFracture" in "\n".join(visitor.strings()).partition('class="chances"')[2].partition("</table>")[0]
    )
    assert visitor.text("chance").count(note) == beside_a_score
    assert text_of(visitor).count(note) == (QFRACTURE not in why)
    assert ("ClinRisk" in "\n".join(visitor.strings())) == (QFRACTURE not in why)
    if pictures:
        sexes = set(re.findall(r"out of 100 (\w+) who answer like you", pictures))
        assert sexes == {"men" if PEOPLE[who]["sex"] == "male" else "women"}
    assert [block.label for block in visitor.app.expander if not block.children and not block.key] == []


def has_no_number(visitor: Visitor) -> bool:
    """Neither in short, nor in the fold."""
    nothing = not [key for key in visitor.charts if key.startswith("risk_")] and not tables(panel(visitor))
    in_short = "\n".join(visitor.strings())
    unsaid = not re.search(r"out of 100|about \d|between \d", text_of(visitor)) and 'class="chances"' not in in_short
    return nothing and unsaid and choices(visitor) == {}


def test_somebody_who_knows_nothing_at_all_sees_no_number():
    assert has_no_number(seen(KNOWS_NOTHING))


def test_somebody_on_a_bone_medicine_sees_no_number_and_reads_why():
    visitor = results_of(person(age=70, neck=-2.6, bone_medicine="zoledronate", **FRAX_WITH_BMD))
    assert has_no_number(visitor)
    assert refused(visitor).keys() == set(NAMES.values())
    assert all(why.startswith("You take a medicine for your bones.") for why in refused(visitor).values())
    spoken = {medicine: risks(person(age=70, neck=-2.6, bone_medicine=medicine, **FRAX_WITH_BMD)) for medicine in MEDICINES}  # fmt: skip
    assert {medicine: found for medicine, found in spoken.items() if found} == {}


def test_somebody_whose_sex_is_not_known_is_called_neither_woman_nor_man():
    visitor = results_of(knowing_nothing(age_years=70, **FRAX_WITH_BMD))
    assert speaking(visitor) == [FRAX]
    read = [chart.alt for key, chart in visitor.charts.items() if key.startswith("risk_")] + [text_of(visitor)]
    assert [text for text in read if re.search(r"100 (?:women|men)\b", text)] == []


@pytest.mark.parametrize(
    ("who", "question"),
    [(WOMAN_OF_62, "frax_major_percent"), (KNOWS_NOTHING, "sex"), ("woman of 52 without a scan", "has_scan")],
)
def test_the_question_that_would_change_a_reason_stands_on_the_page_and_is_answered_there(who, question):
    visitor = results_of(PEOPLE[who])
    folds = [block.key for block in visitor.app.expander if (block.key or "").startswith("answer_")]
    front = fronts().get(question, question)
    assert visitor.unfold(*folds).find(front) is not None


# ------------------------------------------------------------------ the same chance everywhere


def chances() -> Iterator[tuple[ModelRisk, Chance]]:
    """Every chance that somebody is shown, but those of which the page says that so much is open."""
    for answers in PEOPLE.values():
        for risk in risks(answers).values():
            for chance in map(as_shown, risk.chances):
                if not is_too_open(risk, chance):
                    yield risk, chance


def numbers(text: str) -> list[float]:
    """The numbers in a text, in order."""
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def test_words_and_labels_name_the_same_numbers_both_ways():
    wrong, told = [], 0
    for risk, chance in chances():
        for part in filter(None, (chance.you, chance.comparison)):
            in_words = numbers(amount(chance, part)), numbers(amount_not(chance, part))
            in_pictures = numbers(short(chance, part)), numbers(short(chance, part, will=False))
            wrong += [(risk.model, chance, part)] if in_words != in_pictures else []
            told += 1
    assert wrong == []
    assert told > 50


def test_the_100_people_are_100_and_as_many_of_them_full_as_the_words_say():
    for risk, chance in chances():
        marks = []
        for trace in go.Figure(risk_charts.people(chance, dark=False)).data:
            full = trace.marker.color == trace.marker.line.color
            what = "will" if full else "may" if trace.marker.symbol == "circle-dot" else "will not"
            marks += [(x, y, what) for x, y in zip(trace.x, trace.y, strict=True)]
        parts = [part for part in (chance.you, chance.comparison) if part is not None]
        assert len(marks) == 100 * len(parts)
        for part, left in zip(parts, (0, 11.5), strict=False):
            group = [mark for mark in marks if left <= mark[0] < left + 11]
            assert len({(x, y) for x, y, _ in group}) == 100
            count = [what for _, _, what in group].count
            low, high = (math.floor(end + 0.5) for end in (part.low, part.high))
            # Of those whom a group leaves open nobody is drawn as one who will not.
            assert (count("will"), count("will") + count("may")) == (low, high), (risk.model, chance)


def test_a_ring_looks_the_same_whether_or_not_somebody_will():
    """A group in which nobody will, beside one in which somebody does; QFracture at 45: 0.2 of 100 break a hip."""
    edges = []
    for age in (45, 80):
        chance = risks(person("male", age))["qfracture_2012"].number_for(hip=True, years=10)
        figure = go.Figure(risk_charts.people(as_shown(chance), dark=False))
        rings = [t for t in figure.data if t.x and t.marker.color != t.marker.line.color]
        edges.append({ring.marker.line.color for ring in rings})
    assert edges[0] == edges[1]


@pytest.mark.parametrize("who", [WITH_FRAX, SOME_OPEN])
def test_every_choice_shows_the_chances_of_the_report_in_picture_words_and_table(who):
    visitor, models = results_of(PEOPLE[who]), risks(PEOPLE[who])
    for which, when in product(WHICH, WHEN):
        choose(visitor, which=which, when=when)
        rows = {
            risk: as_shown(chance)
            for risk in models
            if (chance := models[risk].number_for(hip=which == "hip", years=when)) is not None
        }
        all_models_stand_side_by_side(visitor, models, rows)
        # CAROC gives one number: major fractures in 10 years. So its hip is not put off to another time.
        for key, is_for_another_time in (("risk_other_years", True), ("risk_other_break", False)):
            silent = [risk for risk in models if risk not in rows]
            put_off = [any(models[r].number_for(hip=which == "hip", years=years) for years in WHEN) for r in silent]
            named = [NAMES[r] for r, later in zip(silent, put_off, strict=True) if later is is_for_another_time]
            assert not named or message(key, models=joined(named)) in text_of(visitor)
    for which, when in (("wider", 10), ("hip", 5)):
        choose(visitor, which=which, when=when)
        for risk in models.values():
            choose(visitor, model=risk.model)
            chance = as_shown(risk.number_for(hip=which == "hip", years=when) or risk.chances[0])
            for view in VIEWS:
                one_stands_closer(choose(visitor, view=view), risk, chance, view)


def all_models_stand_side_by_side(
    visitor: Visitor, models: Mapping[str, ModelRisk], rows: Mapping[str, Chance]
) -> None:
    """The upper half of the panel: the picture, its words, its table, its licence."""
    assert [(row["Model"], row["Years"], row["Like you"], row["To compare"]) for row in rows_of(visitor)] == [
        (
            NAMES[model],
            str(chance.years),
            exact(chance, chance.you),
            exact(chance, chance.comparison) if chance.comparison else "",
        )
        for model, chance in rows.items()
    ]
    drawn = {model: chance for model, chance in rows.items() if not is_too_open(models[model], chance)}
    assert visitor.charts["risk_side_by_side"].alt == " ".join(sentence(models[m], c) for m, c in drawn.items())
    labels = [label for label in visitor.labels("risk_side_by_side") if label.endswith((" like you", " to compare"))]
    assert labels == [
        label
        for chance in drawn.values()
        for label in (
            f"{short(chance, chance.you)} like you",
            *([f"{short(chance, chance.comparison)} to compare"] if chance.comparison else []),
        )
    ]
    assert text_of(visitor).count(licence_note("qfracture_2012")) == ("qfracture_2012" in rows)


def one_stands_closer(visitor: Visitor, risk: ModelRisk, chance: Chance, view: str) -> None:
    """One result in one view, and in no other at the same time."""
    too_open, told = is_too_open(risk, chance), sentence(risk, chance)
    pictures = {key: visitor.charts[key].alt for key in ("risk_bars", "risk_people") if key in visitor.charts}
    assert pictures == ({f"risk_{view}": told} if view in {"bars", "people"} and not too_open else {})
    if pictures:
        labels = " ".join(visitor.labels(f"risk_{view}"))
        for part in filter(None, (chance.you, chance.comparison)):
            assert f"{short(chance, part)} will" in labels
            assert f"{short(chance, part, will=False)} will not" in labels
    assert (f"#### {told}" in text_of(visitor)) == (view == "words")
    rows = rows_of(visitor, NAMES[risk.model])
    assert bool(rows) == (view == "table")
    if rows:
        assert [(row["Years"], row["Out of 100, do"], row["Do not"]) for row in rows] == [
            (str(each.years), f"{amount(each, each.you)} ({exact(each, each.you)})", amount_not(each, each.you))
            for each in map(as_shown, risk.chances)
        ]


# ------------------------------------------------------------------ the numbers, by hand

# fracture_models.md, section 5.1: b_age, b_T, b_prior, b_falls, S0 in 10 years.
DUBBO = {
    ("female", "any"): (0.0321, -0.4022, 0.5691, 0.2038, 0.990905138),
    ("female", "hip"): (0.0507, -0.8417, 0.8127, 0.3614, 0.999793070),
    ("male", "hip"): (0.107, -1.007, 0.599, 0.212, 0.999997778),
}


def dubbo(sex: str, kind: str, age: int, t: float, breaks: int = 0, falls: int = 0) -> float:
    """The Garvan equation for 10 years as our notes print it [percent]."""
    b_age, b_t, b_breaks, b_falls, survival = DUBBO[sex, kind]
    return 100 * (1 - survival ** math.exp(b_age * age + b_t * t + b_breaks * breaks + b_falls * falls))


def test_garvans_number_on_screen_is_that_of_its_equation():
    """The average T-score of women of 62 is -1.3."""
    visitor = results_of(PEOPLE[WOMAN_OF_62])
    for which, kind in (("wider", "any"), ("hip", "hip")):
        [row] = [row for row in rows_of(choose(visitor, which=which)) if row["Model"] == GARVAN]
        assert float(row["Like you"]) == pytest.approx(dubbo("female", kind, 62, -1.8), abs=0.0501)
        assert float(row["To compare"]) == pytest.approx(dubbo("female", kind, 62, -1.3), abs=0.0501)
    assert "the average T-score for that age (\u22121.3)" in text_of(visitor)


def test_where_the_equation_of_the_hip_is_higher_the_wider_number_is_raised_and_the_page_says_so():
    """Section 5.2: man of 60, T -4, three falls, 10 years: hip 13.5, any 12.5."""
    hip = dubbo("male", "hip", 60, -4.0, 0, 3)
    assert hip == pytest.approx(13.5, abs=0.05)
    visitor = results_of(person("male", 60, -4.0, falls_12_months="3"))
    for which in WHICH:
        assert float(like_you(choose(visitor, which=which))) == pytest.approx(hip, abs=0.0501)
        assert (message("risk_hip_raised", models=GARVAN) in text_of(visitor)) == (which == "wider")
        assert message("risk_beyond", models=GARVAN) not in text_of(visitor)


def test_where_a_model_contradicts_itself_high_up_no_count_is_named():
    """78, T -2.8, three and three, 10 years: any 97.0, hip 97.9. So only "over 50", also in sum and factors."""
    assert dubbo("female", "hip", 78, -2.8, 3, 3) == pytest.approx(97.9, abs=0.05)
    visitor = results_of(PEOPLE[WITH_FRAX])
    for which in WHICH:
        choose(visitor, which=which)
        assert message("risk_beyond", models=GARVAN) in text_of(visitor)
        assert message("risk_hip_raised", models=GARVAN) not in text_of(visitor)
        assert like_you(visitor) == "over 50"
        assert not re.search(r"9\d\.\d out of 100", text_of(visitor))
        assert {without for _, without in drivers(visitor).values()} == {""}
    visitor = results_of(PEOPLE[WITH_FRAX] | {"fracture_sites": ["wrist", "not_known"]})
    for which in WHICH:
        choose(visitor, which=which)
        assert message("risk_beyond", models=GARVAN) in text_of(visitor)
        assert said(visitor.fold(message("risk_drivers"))) == message("risk_drivers_withheld"), "a bone not named"


# ------------------------------------------------------------------ where the panel stands


def test_under_65_the_numbers_are_called_a_rough_guide_at_once_and_the_fold_says_why():
    poorly = re.compile(r"Under 65, tools that look for low bone density tell \w+ apart poorly\.")
    for age in (64, 65):
        visitor = results_of(person(age=age, neck=-1.8))
        assert bool(poorly.search(text_of(visitor))) == (age < 65)
        assert (message("chance_rough") in visitor.text("chance")) == (age < 65)
    without_scan = seen("woman of 52 without a scan").headings
    assert without_scan.index(message("tools_title")) < without_scan.index(TITLE)


@pytest.mark.parametrize(
    "more",
    [
        {"bone_medicine": "denosumab"},
        {"glucocorticoids": "now", "glucocorticoid_dose_mg_per_day": 10, "glucocorticoid_months": 12},
        {"fracture_since_50": "yes", "fracture_sites": ["hip"], "fracture_count": "1"},
        {"warning_signs": ["cannot_stand"]},
    ],
    ids=["denosumab", "steroids", "a broken hip", "a sign that needs care now"],
)
def test_what_belongs_before_a_doctor_stands_above_all_numbers(more):
    visitor = results_of(person(age=70, neck=-1.8, **more))
    lines = visitor.text().split("\n")
    pressing = [
        n for n, line in enumerate(lines) if line.startswith((":material/stethoscope:", ":material/emergency:"))
    ]
    assert pressing
    assert max(pressing) < lines.index(TITLE)


# ------------------------------------------------------------------ choices

CHOICES = {"which": "hip", "when": 5, "model": "fracture_index", "view": "people"}


def test_one_way_to_look_is_always_open():
    assert chosen(seen(WITH_FRAX)) == {"which": "wider", "when": 10, "model": "garvan", "view": "bars"}
    assert all(element.proto.required for element in choices(seen(WITH_FRAX)).values())


def test_the_choices_stay_while_one_looks_at_another_page_and_are_no_answers():
    visitor = results_of(PEOPLE[OLD])
    answers, draft = dict(visitor.answers), visitor.draft["answers"]
    choose(visitor, **CHOICES).open(ABOUT).open(RESULTS).unfold("fold_chances")
    assert chosen(visitor) == CHOICES
    assert "risk_people" in visitor.charts
    assert (visitor.answers, visitor.draft["answers"]) == (answers, draft)
    assert "risk_" not in json.dumps(draft)
    assert chosen(results_of(PEOPLE[OLD]))["which"] == "wider"  # the next visitor starts afresh


@pytest.mark.parametrize(
    ("page", "key", "answer", "left"),
    [
        (ABOUT, "age_years", "63", [GARVAN, QFRACTURE, CAROC]),  # FRACTURE Index: from 65
        (SCAN, "femoral_neck.t_score", "", [QFRACTURE]),
    ],
)
def test_a_model_that_no_longer_fits_makes_room_for_one_that_does(page, key, answer, left):
    visitor = (
        choose(results_of(PEOPLE[OLD]), **CHOICES).open(page).give(key, answer).open(RESULTS).unfold("fold_chances")
    )
    assert speaking(visitor) == left
    assert {key: chosen(visitor)[key] for key in ("which", "when", "view")} == {"which": "hip", "when": 5, "view": "people"}  # fmt: skip
    assert "risk_people" in visitor.charts


def test_with_a_bone_medicine_all_choices_are_gone_and_without_it_they_are_back():
    visitor = choose(results_of(PEOPLE[OLD]), **CHOICES)
    assert has_no_number(
        visitor.open(HEALTH)
        .give("bone_medicine_gate", "yes")
        .give("bone_medicine", "zoledronate")
        .open(RESULTS)
        .unfold("fold_chances")
    )
    visitor.open(HEALTH).give("bone_medicine_gate", "no").open(RESULTS).unfold("fold_chances")
    assert chosen(visitor)["which"] in WHICH


# ------------------------------------------------------------------ what is open


def test_a_range_names_the_questions_that_would_narrow_it_and_leads_there():
    visitor = choose(results_of(PEOPLE[KNOWS_SCORE]), view="words")
    text = text_of(visitor)
    low, high = dubbo("female", "any", 70, -1.8), dubbo("female", "any", 70, -1.8, 3, 3)
    assert high - low > 50  # 16 to 84: so wide that no number is said
    assert f"{GARVAN}: so much is open that the range says very little yet." in text
    assert "The range is there because of open answers. We do not read them as a no." in text
    # Breaks weigh 3 x 0.5691, falls 3 x 0.2038.
    assert f"“{label_of('fracture_since_50')}” and “{label_of('falls_12_months')}”." in text
    visitor.unfold("fold_chances")
    visitor.unfold(*(block.key for block in visitor.app.expander if (block.key or "").startswith("answer_")))
    assert visitor.find("falls_12_months") is not None


def test_each_answer_narrows_the_range_until_it_is_one_number_and_the_link_is_gone():
    """From section 5.2: 70, T -2.5, one break, one fall: 40.0505."""
    visitor = results_of(knowing_nothing(**SIZE, **scan(femoral_neck=-2.5)))
    widths = []
    for key, answer in (("broken_bone", ["fracture_since_50"]), ("fracture_count", "1"), ("falls_12_months", "1")):
        low, high = numbers(like_you(visitor))
        widths.append(high - low)
        visitor.open(BONES).give(key, answer).open(RESULTS).unfold("fold_chances")
    assert widths == sorted(widths, reverse=True)
    assert like_you(visitor) == "40.1"
    assert "The range is there because of open answers" not in text_of(visitor)


def test_whoever_knows_only_age_sex_and_size_is_told_that_so_much_is_open_and_sees_no_picture_of_it():
    visitor = results_of(PEOPLE[KNOWS_SIZE])
    for view in ("bars", "people"):
        choose(visitor, view=view)
        assert message("risk_too_open", models=QFRACTURE) in text_of(visitor)
        assert not [key for key in visitor.charts if key.startswith("risk_")]
    assert message("chance_too_open", count=3) in visitor.text("chance")
    assert [fold for fold in visitor.app.expander if (fold.key or "").startswith("answer_number_")]


def test_a_single_number_is_not_called_a_range():
    """The equation of a woman's hip does not count her parents (section 3), so there the open answer leaves no range."""
    visitor = results_of(person(age=60) | {"parent_hip_fracture": "not_known", "parent_osteoporosis": "not_known"})
    for which, number, is_range in (("wider", "between 3.2 and 5.5", True), ("hip", "0.6", False)):
        assert like_you(choose(visitor, which=which), QFRACTURE) == number
        assert ("The range is there because of open answers" in text_of(visitor)) == is_range


# ------------------------------------------------------------------ on what condition, and what no model sees


@pytest.mark.parametrize(
    ("answers", "conditions"),
    [
        (person(age=70, neck=-1.8, bone_medicine="not_known", ethnic_group="not_known", scan_date="2019-01-15"),
         ("This fits only if you took no bone medicine in the last 2 years. You have not said yet.", f"{QFRACTURE}: You told us no ethnic group.",
          "It uses a scan that is more than 5 years old.")),
        (person("male", 70, -1.8, t_score_reference="not_known"),
         (f"{GARVAN}: This fits if your report compares you with young men.",
          f"{CAROC}: This fits if your report compares you with young women.")),
        (person(age=70, neck=-1.8, conditions=["eating_disorder"], medicines=["acid_blocker"]),
         ("You told us about an eating disorder and acid blockers. None of these models counts that.",)),
    ],
    ids=["not known and old", "man whose report does not say its reference", "what no model counts"],
)  # fmt: skip
def test_on_what_condition_a_number_fits_stands_beside_the_picture_and_before_the_closer_look(answers, conditions):
    text = text_of(results_of(answers))
    for condition in conditions:
        assert -1 < text.find(condition) < text.index(message("risk_closer")), condition
        assert condition not in text_of(seen(WOMAN_OF_62))


# ------------------------------------------------------------------ about this number, and what moves it


def test_about_this_number_tells_whom_it_was_made_from_how_sure_it_is_its_limits_and_every_source():
    visitor = results_of(PEOPLE[WITH_FRAX])
    for model in NAMES:
        about = said(choose(visitor, model=model).fold(message("risk_about")))
        text = model_text(model)
        for part in (text.made_from, text.accuracy, text.limits, text.sees, text.blind_to):
            assert part in about
        for source in text.sources:
            assert citations()[source].text in about
            assert citations()[source].link in about


def test_about_each_model_stands_what_the_notes_say():
    """fracture_models.md, sections 3, 5, 6 and 8."""
    facts = {
        "garvan": ("1,358 women and 858 men", "aged 60 and over", "426 women and 149 men", "0.75", "0.85", "0.62 to 0.64"),
        "qfracture_2012": ("aged 30 to 100", "5.4 million", "0.81", "0.74", "0.92", "0.89", "0.58 to 0.64"),
        "caroc_2010": ("aged 50 and over in Canada", "under 10, 10 to 20, and over 20", "second hand"),
        "fracture_index": ("women aged 65 and over",),
    }  # fmt: skip
    for model, expected in facts.items():
        text = model_text(model)
        told = f"{text.made_from} {text.accuracy} {text.limits} {text.sees} {text.blind_to}"
        assert [fact for fact in expected if fact not in told] == [], model


def test_open_answers_stand_in_the_formula_as_open_and_its_ends_are_those_of_the_range():
    """70, T -1.8: 0.0321 x 70 + 0.4022 x 1.8 = 2.97096, and with three breaks and falls 2.3187 more."""
    visitor = seen(KNOWS_SCORE)
    lines = {line["Part"]: (line["Term"], line["Adds"]) for line in rows_of(visitor, message("risk_working"))}
    assert {part for part, (term, _) in lines.items() if term == "open"} == {"Breaks since 50", "Falls in the last year"}  # fmt: skip
    assert lines["Breaks since 50"][1] == "between 0 and 1.7073"  # 3 x 0.5691
    about = said(visitor.fold(message("risk_about")))
    assert "Sum: 2.971 to 5.2897." in about
    low, high = dubbo("female", "any", 70, -1.8), dubbo("female", "any", 70, -1.8, 3, 3)
    assert f"= between {low:.1f} and {high:.1f} out of 100." in about
    # One break 1.77, three 5.51: e^0.5691 and e^1.7073; none is 1.
    assert drivers(visitor)["Breaks since 50"] == ("1 to 5.51 times (open)", "")


def test_what_moves_a_model_of_points_or_of_groups_is_told_in_points_or_steps():
    """Section 8: T -2.8 4 points, one more than the average -2.1; a break 1; so 8 points, without either 7: 19.8.

    Section 6: a break after 40 moves up one group; of the spine or hip, or more than one, to the highest. At 78 women
    are moderate from -1.2 down to above -2.9; either break alone still makes it high.
    """
    other_bones = {"fracture_sites": ["wrist", "rib", "pelvis"], "last_fracture": "longer_ago"}
    visitor = choose(results_of(PEOPLE[OLD] | other_bones), model="fracture_index", when=5)
    assert drivers(visitor) == {"T-score": ("1 point", "19.8"), "A break after 50": ("1 point", "19.8")}
    assert message("risk_drivers_points") in text_of(visitor)
    hip_and_spine = {"fracture_sites": ["wrist", "hip", "spine"]}
    found = drivers(results_of(PEOPLE[OLD] | hip_and_spine))  # CAROC alone, in its highest group
    assert {factor: steps for factor, (steps, _) in found.items()} == {
        "A break since 40": "up 1",
        "A broken spine or hip": "up 2",
        "More than one break": "up 2",
    }
    assert found["A broken spine or hip"][1] == "over 20"


def test_where_there_is_nothing_to_take_apart_the_page_says_so():
    visitor = choose(results_of(PEOPLE[WITH_FRAX]), model="own_frax")
    assert said(visitor.fold(message("risk_drivers"))) == "FRAX does not show its sum, so we cannot take it apart."
    assert rows_of(visitor, message("risk_working")) == []
    like_the_others = results_of(person("male", 70, -2.5))  # a man is compared at his own T-score
    expected = f"{message('risk_drivers_t_score')}\n{message('risk_drivers_none')}"
    assert said(like_the_others.fold(message("risk_drivers"))) == expected


# ------------------------------------------------------------------ a FRAX result of one's own


def frax_of(major: float, hip: float, country: str, with_bmd: str) -> dict[str, Any]:
    return {"frax_major_percent": major, "frax_hip_percent": hip, "frax_country": country, "frax_with_bmd": with_bmd}


def test_a_frax_result_is_shown_exactly_as_typed():
    visitor = (
        Visitor(PEOPLE[OLD])
        .open(HEALTH)
        .give("frax_at_hand", "yes")
        .give("frax_major_percent", "7,5")
        .open(RESULTS)
        .unfold("fold_chances")
    )
    choose(visitor, model="own_frax", view="words")
    assert re.search(rf"{FRAX}: out of 100 women who answer like you, 7\.5 break .*92\.5 do not", text_of(visitor))
    assert "7.5 like you" in visitor.labels("risk_side_by_side")
    assert like_you(visitor, FRAX) == "7.5"


def test_a_frax_result_stands_beside_the_limits_of_its_country():
    """From 70 on with bone density 20.3 and 5.4 (section 7.1); every limit is the matter of test_own_frax.py."""
    for major, finding in ((20.2, "is under the UK limit"), (20.3, "is at or above a UK limit")):
        visitor = results_of(person(age=70, neck=-1.8, **frax_of(major, 5.3, "uk", "yes")))
        visitor.unfold("fold_found")
        assert f"Your FRAX result {finding} for your age" in visitor.text()


def test_a_low_frax_result_is_no_comfort_against_what_counts_more():
    low = frax_of(5, 1, "uk", "yes")
    for neck, more, why in (
        (-1.8, {**ONE_BREAK, "fracture_sites": ["hip"]}, "a broken spine or hip"),
        (-1.8, {"fracture_since_50": "not_known"}, "an open answer could change what that means"),
        (-2.6, {}, "a T-score in the osteoporosis range"),
        (-1.8, {"frax_with_bmd": "no"}, "your bone density was not entered"),
    ):
        found = report(built(person(age=70, neck=neck, **{**low, **more}))[0])
        [outcome] = [outcome for outcome in found.outcomes if outcome.key.startswith("frax")]
        assert why in words(outcome).plain
        assert not [f for f in found.findings if words(f).title.startswith("Your FRAX result is under")]
    visitor = results_of(person(age=70, neck=-2.6, **low)).unfold("fold_found")
    assert "a T-score in the osteoporosis range" in visitor.text()
    assert not [title for title in visitor.subheadings() if title.startswith("Your FRAX result is under")]


# ------------------------------------------------------------------ what must not comfort


def test_after_a_broken_hip_only_the_model_that_sees_it_keeps_its_bar():
    hip = person(age=70, neck=-0.5, **{**ONE_BREAK, "fracture_sites": ["hip"], "last_fracture": "within_2_years"})
    visitor = results_of(hip)
    assert {GARVAN, QFRACTURE} <= refused(visitor).keys(), "no number after a broken hip"
    assert "To compare, in Garvan" not in text_of(visitor)
    # CAROC sees the hip and is in its highest group. Section 6: -1.7, the average woman of 70, is not above -1.7, so
    # moderate.
    assert [label for label in visitor.labels("risk_side_by_side") if "to compare" in label] == ["10 to 20 to compare"]


def test_where_a_bone_is_not_named_the_panel_says_once_what_it_does_not_see_and_draws_nobody_to_compare_with():
    unnamed = person(age=70, neck=-0.5, **{**ONE_BREAK, "fracture_sites": ["not_known"], "last_fracture": "longer_ago"})
    text = text_of(results_of(unnamed))
    assert text[: text.index(message("risk_closer"))].count("does not see which bone broke, or when") == 1
    assert "To compare, in Garvan" not in text


@pytest.mark.parametrize(("age", "first"), [(84, 10), (85, 5)])
def test_from_85_on_the_panel_begins_with_5_years_and_says_why(age, first):
    visitor = results_of(person(age=age, neck=-1.8))
    text = text_of(visitor)
    assert f"Out of 100 people, in {first} years" in text
    assert ("It does not count that people may die of other causes." in text) == (first == 5)


def test_over_90_the_panel_has_no_number_and_says_how_doctors_see_it():
    visitor = results_of(person(age=91, neck=-1.8, **frax_of(5, 1, "uk", "yes")))
    assert has_no_number(visitor)
    assert "not made for people over 90. At that age doctors treat the risk as high." in text_of(visitor)


@pytest.mark.parametrize(
    ("model", "youngest"), [("garvan", 60), ("qfracture_2012", 30), ("caroc_2010", 50), ("fracture_index", 65), ("own_frax", 40)]
)  # fmt: skip
def test_each_model_says_from_which_age_to_which_it_is_shown(model, youngest):
    visitor = choose(results_of(PEOPLE[WITH_FRAX]), model=model)
    assert f"Ages: we show it from {youngest} to 90." in said(visitor.fold(message("risk_about")))


def test_a_frax_hip_result_above_the_major_one_is_refused_beside_the_field_with_both_numbers():
    visitor = (
        Visitor(person(age=70, neck=-1.8)).open(HEALTH).give("frax_at_hand", "yes").give("frax_major_percent", "5")
    )
    assert visitor.give("frax_hip_percent", "5").messages("q_frax_hip_percent") == []
    visitor.give("frax_hip_percent", "7.5")
    [problem] = [text for text in visitor.messages("q_frax_hip_percent") if "above" in text]
    assert re.findall(r"([\d.]+) %", problem) == ["7.5", "5"]
    assert visitor.shown("frax_hip_percent") == "7.5"  # nothing typed is lost
    visitor.open(RESULTS).unfold("fold_chances")
    assert "Answers that need a look" in visitor.headings
    choose(visitor, which="hip")
    assert FRAX not in [row["Model"] for row in rows_of(visitor)]
    assert not re.search(r"(?<!\d)7\.5(?! %)", text_of(visitor))


def test_who_told_a_group_that_a_model_lacks_reads_so_beside_the_number_and_of_no_open_answer():
    """Gloria is a Black American; QFracture has groups of the UK alone."""
    told = Visitor(sample="gloria").open(RESULTS).text("chance")
    assert "QFracture: It knows groups of the UK only" in told
    assert "open answer" not in told
