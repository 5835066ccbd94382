"""Two people side by side: whom each model puts higher, where their answers differ, and nothing said that is not known."""

import re
from functools import cache
from itertools import combinations, permutations
from typing import Any

import pytest

from bonecheck import Check
from bonecheck.answers.questions import questions
from bonecheck.answers.samples import samples
from bonecheck.answers.units import UnitSystem
from bonecheck.compare.side_by_side import InOneModel, in_every_model
from bonecheck.compare.worked_example import comparison
from bonecheck.risk.chance import Chance, FractureKind, ModelRisk, Range
from bonecheck.words.questions import option_of
from bonecheck.words.risk import model_text
from bonecheck.words.side_by_side import (
    Someone,
    answer_words,
    differences,
    refusals,
    site_lines,
    summary,
    table_columns,
    table_lines,
    verdict,
)
from tests.browser.people import ALL_OPEN, EVERY_MODEL
from tests.people import built, plain, report
from tests.risk.models.people import person as risk_person

NAMES = {"garvan": "Garvan", "qfracture_2012": "QFracture", "caroc_2010": "CAROC", "fracture_index": "FRACTURE Index"}


@cache
def people() -> dict[str, Check]:
    made_up = {"open": ALL_OPEN, "every model": EVERY_MODEL, "nothing": {}}
    return {**{person.key: person.check for person in samples()}, **{who: built(given)[0] for who, given in made_up.items()}}  # fmt: skip


@cache
def side(who: str) -> Someone:
    name = who.capitalize()
    return Someone(who=name, in_short=name, check=people()[who], report=report(people()[who]))


def both(one: str, other: str) -> tuple[Someone, Someone]:
    return side(one), side(other)


def of(one: str, other: str, *, hip: bool = False) -> dict[str, InOneModel]:
    return {pair.model: pair for pair in in_every_model(side(one).report, side(other).report, hip=hip)}


def made_up(answers: dict[str, Any], who: str) -> Someone:
    check = built(answers)[0]
    return Someone(who=who, in_short=who, check=check, report=report(check))


# ------------------------------------------------------------------ the article: Carol and Diane

HIGHER = {"garvan": "Diane", "qfracture_2012": "Carol", "caroc_2010": None}


@pytest.mark.parametrize(("one", "other"), list(permutations(("carol", "diane"))))
@pytest.mark.parametrize("hip", [False, True])
def test_garvan_puts_diane_higher_qfracture_carol_and_caroc_neither(one, other, hip):
    found = of(one, other, hip=hip)
    expected = {model: who for model, who in HIGHER.items() if model != "caroc_2010" or not hip}  # CAROC has no hip
    people_ = both(one, other)
    assert {m: None if p.higher is None else people_[p.higher].who for m, p in found.items()} == expected
    if not hip:
        assert found["caroc_2010"].is_same


def test_the_verdicts_are_those_of_the_comparison_of_the_article():
    """There A is Carol and B is Diane; the models that both pages ask."""
    asked = {"garvan": "garvan", "qfracture": "qfracture_2012", "caroc": "caroc_2010"}
    rows = {row.key: row for row in comparison()}
    for key, model in asked.items():
        for pair in rows[key].pairs:
            hip = pair.kind is FractureKind.HIP
            found = of("carol", "diane", hip=hip)[model]
            assert {0: "A", 1: "B", None: ""}[found.higher] == pair.higher
            if model == "garvan":  # the samples drink a little wine, which QFracture counts
                carol, diane = found.told
                assert carol.you.low == pytest.approx(pair.a, abs=0.05)
                assert diane.you.low == pytest.approx(pair.b, abs=0.05)


def test_the_numbers_of_the_notes_stand_in_the_words():
    """Notes of the article: Garvan 10.8 and 13.1, QFracture 6.22 and 3.22 of 100."""
    sides = both("carol", "diane")
    said = {model: verdict(pair, sides) for model, pair in of("carol", "diane").items()}
    assert said["garvan"].startswith("**Garvan.** Higher: Diane, 13 against 11 out of 100 people in 10 years")
    assert said["qfracture_2012"].startswith("**QFracture.** Higher: Carol, 6 against 3 out of 100 people in 10")
    assert said["caroc_2010"].startswith("**CAROC.** Both the same: under 10 out of 100")
    for model, line in said.items():
        assert f"It cannot see {model_text(model).blind_to}." in line


def test_that_the_models_do_not_agree_is_said_first():
    found = in_every_model(side("carol").report, side("diane").report, hip=False)
    said = summary(found, both("carol", "diane"))
    assert said.startswith("**The models do not agree on who is higher.**")
    for part in ("QFracture: Carol.", "Garvan: Diane.", "CAROC: neither for sure."):
        assert part in said


def test_where_they_differ_is_exactly_where_they_were_made_to_differ():
    found = differences(people()["carol"], people()["diane"], UnitSystem.METRIC)
    assert [(question, plain(one), plain(other)) for question, one, other in found] == [
        ("T-score, left hip (femoral neck)", "-1.5", "-2.0"),
        ("Did your mother or father ever break a hip?", "Mother", "Neither"),
        ("Do you smoke?", "Yes", "Never"),
        ("Was your mother over 50 when she broke her hip?", "Yes", "not given"),
        ("How many cigarettes do you smoke a day?", "15 a day", "not given"),
    ]


def test_units_are_no_difference_between_people():
    maria, other = people()["maria"], built({"age_years": 62, "sex": "female", "units": "us"})[0]
    assert not [line for line in differences(maria, other, UnitSystem.US) if "unit" in line[0].lower()]


# ------------------------------------------------------------------ every pair, both ways


def all_differences(one: str, other: str, units: UnitSystem) -> tuple[tuple[str, str, str], ...]:
    """All that differs, and then the habits."""
    checks = people()[one], people()[other]
    return differences(*checks, units) + differences(*checks, units, habits=True)


PAIRS = list(combinations(people(), 2))


@pytest.mark.parametrize("hip", [False, True])
def test_who_is_higher_does_not_turn_on_who_stands_left(hip):
    checked = 0
    for one, other in PAIRS:
        there, back = of(one, other, hip=hip), of(other, one, hip=hip)
        assert list(there) == list(back)
        for model in there:
            mirrored = None if back[model].higher is None else 1 - back[model].higher
            assert there[model].higher == mirrored
            assert (there[model].first, there[model].second) == (back[model].second, back[model].first)
            assert there[model].is_same == back[model].is_same
            checked += there[model].higher is not None
    assert checked > 50


def test_who_is_higher_has_the_higher_number():
    for one, other in PAIRS:
        for pair in of(one, other).values():
            if pair.higher is not None:
                higher, lower = pair.told if pair.higher == 0 else pair.told[::-1]
                assert higher.you.low > lower.you.low
                assert higher.you.high > lower.you.high
                assert not pair.is_same


def test_two_with_one_exact_number_each_are_told_apart_unless_it_is_the_same():
    for one, other in PAIRS:
        for pair in of(one, other).values():
            one_, other_ = pair.told
            if one_ is None or other_ is None or one_.you.is_open or other_.you.is_open:
                continue
            assert (pair.higher is None) == (one_.you == other_.you)


def test_differences_are_the_same_from_both_sides():
    for one, other in PAIRS:
        there = all_differences(one, other, UnitSystem.METRIC)
        back = all_differences(other, one, UnitSystem.METRIC)
        assert there == tuple((question, first, second) for question, second, first in back)
        assert there
        assert len({question for question, _, _ in there}) == len(there)


def test_two_answers_that_differ_look_different():
    for one, other in PAIRS:
        for units in UnitSystem:
            same = [line for line in all_differences(one, other, units) if line[1] == line[2]]
            assert same == [], (one, other)


@pytest.mark.parametrize("who", people())
def test_nobody_differs_from_themselves(who):
    assert all_differences(who, who, UnitSystem.METRIC) == ()
    for pair in of(who, who).values():
        assert pair.higher is None


OPTIONS = {option_of(question, option) for question in questions().values() for option in question.options}
BROKEN = re.compile(r"[{}]|\bNone\b(?! of these|$)|\bnan\b|  |\.\.|\byou have (?:osteop|got)")


def test_every_word_is_whole_for_every_pair():
    seen = 0
    for one, other in permutations(people(), 2):
        sides = both(one, other)
        for hip in (False, True):
            found = in_every_model(sides[0].report, sides[1].report, hip=hip)
            said = [summary(found, sides), *filter(None, (verdict(pair, sides) for pair in found))]
            said += [cell for row in table_lines(found) for cell in row] + table_columns(sides)
            said += [cell for line in all_differences(one, other, UnitSystem.METRIC) for cell in line]
            said += [cell for line in site_lines(sides)[1] for cell in line]
            said += [part for side_ in sides for refused in refusals(side_) for part in refused]
            assert [line for line in said if BROKEN.search(line) or (line == "None" and line not in OPTIONS)] == []
            seen += len(said)
    assert seen > 5000


def test_each_model_is_named_once_and_those_that_speak_of_nobody_are_not():
    for one, other in PAIRS:
        speaking = {
            risk.model
            for who in (one, other)
            for risk in side(who).report.models
            if isinstance(risk, ModelRisk) and any(chance.kind is not FractureKind.HIP for chance in risk.chances)
        }
        assert {pair.model for pair in in_every_model(side(one).report, side(other).report, hip=False)} == speaking & {
            *NAMES,
            "own_frax",
        }


# ------------------------------------------------------------------ groups, and ranges that are too open


def test_a_higher_group_of_caroc_is_higher_though_the_groups_touch():
    """CAROC at 65: a woman at T -1.0 is low (under 10), at T -2.0 moderate (10 to 20), at T -4.0 high (over 20)."""
    groups = {t: made_up(risk_person(age=65, neck=t), f"at {t}") for t in (-1.0, -2.0, -4.0)}
    for less, more in ((-1.0, -2.0), (-2.0, -4.0), (-1.0, -4.0)):
        sides = groups[less], groups[more]
        [caroc] = [
            pair for pair in in_every_model(sides[0].report, sides[1].report, hip=False) if pair.model == "caroc_2010"
        ]
        assert caroc.higher == 1, (less, more)
        assert f"Higher: at {more}," in verdict(caroc, sides)


def test_two_in_one_group_are_in_the_same_place_and_nobody_is_higher():
    found = of("carol", "diane")["caroc_2010"]
    assert found.is_same
    assert found.higher is None


def test_a_range_that_is_too_open_is_never_shown_as_a_number():
    """She knows only her age, her size and a T-score: more than 50 lie between the ends of some models."""
    wide = {
        risk.model
        for risk in side("open").report.models
        if isinstance(risk, ModelRisk) and risk.model != "own_frax" and spread(risk) > 50
    }
    assert wide
    for other in ("carol", "helen", "every model"):
        found = of("open", other)
        sides = both("open", other)
        for model in wide & set(found):
            assert found[model].told[0] is None
            assert found[model].higher is None
            assert verdict(found[model], sides) is None
            [row] = [row for row in table_lines((found[model],))]
            assert row[1] == "too open"
            assert row[2] != "too open"
        assert not [name for name in (NAMES[model] for model in wide) if name in summary(tuple(found.values()), sides)]


def spread(risk: ModelRisk) -> float:
    chances = [chance for chance in risk.chances if chance.kind not in {FractureKind.HIP, FractureKind.VERTEBRAL}]
    longest: Chance = max(chances, key=lambda chance: chance.years)
    return longest.you.high - longest.you.low


def test_ranges_that_overlap_put_nobody_higher():
    first, second = (Chance(kind=FractureKind.ANY, years=10, you=Range(low, high)) for low, high in ((5, 12), (11, 20)))
    risk = next(risk for risk in side("carol").report.models if isinstance(risk, ModelRisk))
    pair = InOneModel(model="garvan", first=(risk, first), second=(risk, second))
    assert pair.higher is None
    assert not pair.is_same
    said = verdict(pair, both("carol", "diane"))
    assert said.startswith("**Garvan** cannot say for sure who is higher: Carol 5 to 12, Diane 11 to 20 out of")


def test_two_equal_ranges_that_open_answers_could_part_are_not_the_same_place():
    risk = next(risk for risk in side("carol").report.models if isinstance(risk, ModelRisk))
    wide = Chance(kind=FractureKind.ANY, years=10, you=Range(5, 12))
    pair = InOneModel(model="garvan", first=(risk, wide), second=(risk, wide))
    assert not pair.is_same
    assert pair.higher is None


# ------------------------------------------------------------------ Z against T, and people of whom no model speaks


def test_a_woman_read_by_z_scores_and_one_read_by_t_scores():
    anne, carol = both("anne", "carol")
    assert (anne.report.score, carol.report.score) == ("z_score", "t_score")
    assert summary(in_every_model(anne.report, carol.report, hip=False), (anne, carol)) == (
        "**No model gives both of them a number.**"
    )
    assert [pair for pair in in_every_model(anne.report, carol.report, hip=False) if pair.first is not None] == []
    assert dict(refusals(anne)).keys() >= {"Garvan", "CAROC"}
    columns, lines = site_lines((anne, carol))
    assert columns[0] == "Who"
    assert [line[0] for line in lines] == ["Anne", "Anne", "Anne", "Carol"]
    assert all(len(line) == len(columns) for line in lines)


def test_two_people_of_whom_no_model_speaks_have_no_pairs():
    found = in_every_model(side("nothing").report, side("anne").report, hip=False)
    assert found == ()
    assert summary(found, both("nothing", "anne")) == "**No model gives both of them a number.**"


def test_all_models_on_one_side_are_told_as_agreement():
    """Ellen broke a wrist, Diane did not; Ellen is older."""
    found = of("ellen", "diane")
    assert {pair.higher for pair in found.values() if pair.second is not None} == {0}
    said = summary(tuple(found.values()), both("ellen", "diane"))
    assert said == "**Higher in every model that gives both a number: Ellen.**"


def test_two_equal_people_cannot_be_told_apart():
    twin = Someone(who="Twin", in_short="Twin", check=people()["diane"], report=side("diane").report)
    found = in_every_model(side("diane").report, twin.report, hip=False)
    assert summary(found, (side("diane"), twin)) == "**No model that gives both a number can tell them apart.**"


# ------------------------------------------------------------------ answers as the person would say them


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("smoking", None, "not given"),
        ("conditions", [], "not given"),
        ("femoral_neck_left.t_score", -1.5, "-1.5"),
        ("femoral_neck_left.t_score", "2.2", "2.2"),
        ("cigarettes_per_day", 15, "15 a day"),
        ("sex", "female", "Female"),
        ("falls_12_months", "2", "2"),
    ],
)
def test_an_answer_is_said_as_the_person_would_say_it(key, given, words):
    assert plain(answer_words(key, given, UnitSystem.METRIC)).lower() == words.lower()


def test_lengths_and_weights_are_said_in_the_units_of_the_reader():
    """162 cm are 5 ft 3.8 in, and 61 kg are 134.5 lb."""
    assert answer_words("height_cm", 162.0, UnitSystem.METRIC).startswith("162")
    assert answer_words("height_cm", 162.0, UnitSystem.US).startswith("5")
    assert re.match(r"13[45]", answer_words("weight_kg", 61.0, UnitSystem.US))


def test_several_ticks_are_joined():
    said = answer_words("medicines", ["antidepressant", "acid_blocker"], UnitSystem.METRIC)
    assert " and " in said
    assert "_" not in said


@pytest.mark.parametrize(
    ("given", "said"), [("2026-06-02", "2 June 2026"), ("about 2020", "about 2020"), (None, "not given")]
)
def test_a_date_is_said_in_words(given, said):
    assert answer_words("scan_date", given, UnitSystem.METRIC) == said
