"""The stage before a room: clients by name, one model for all of them, pairs, and pictures that add up."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass

import pytest

from bonecheck.answers.as_given import answers_from
from bonecheck.answers.samples import sample, samples
from bonecheck.evidence.library import document
from bonecheck.risk.chance import Chance, FractureKind, ModelRisk, Range
from bonecheck.risk.shown import is_too_open, out_of_100
from bonecheck.ui import icons
from bonecheck.words.chance_steps import spoken
from bonecheck.words.presenter import steps
from bonecheck.words.risk import model_text
from bonecheck.words.samples import first_name
from bonecheck.words.stage import FEW, MANY, Dot, count_words, crowd, scale_of
from bonecheck.words.step import BESIDE, CHANGED, MOVES, NUMBER, WHERE, Bubbles, for_a_room
from tests.people import built, of_woman, report, with_t

REPORTS = {person.key: report(person.check) for person in samples()}
EVERYBODY = pytest.mark.parametrize("client", list(REPORTS))


def shown(client):
    """The steps of a client, as a room sees them."""
    partner = sample(client).beside
    pair = None if partner is None else (first_name(partner), REPORTS[partner])
    _, problems = built(answers_from(sample(client).check))
    return {step.key: step for step in steps(REPORTS[client], problems, who=first_name(client), partner=pair)}


def strings(part):
    """Every text in a part of a step."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        yield from (text for each in part for text in strings(each))
    elif is_dataclass(part):
        yield from (text for field in fields(part) for text in strings(getattr(part, field.name)))


def read_in(step):
    """All that is written or drawn at a step and in its small print, but for what stands in quotes."""
    drawn = () if isinstance(step.picture, Bubbles) else step.picture  # a client's own questions
    every = strings((step.message, step.points, step.quoted, step.fine, step.small_print, drawn))
    return [re.sub("“[^”]*”", "", text) for text in every]


@EVERYBODY
def test_a_room_hears_of_a_client_by_name_and_never_as_you(client):
    told = shown(client)
    found = {(key, text) for key, step in told.items() for text in read_in(step) if re.search(r"\byou(rs?|rself)?\b", text, re.IGNORECASE)}  # fmt: skip
    assert found == set()
    assert first_name(client) in " ".join(step.message for step in told.values())


@pytest.mark.parametrize(("client", "people"), [("anne", "people of Anne’s age"), ("diego", "people of Diego’s age"), ("gloria", "Black US women of 66 (at Gloria’s scan)"), ("maria", "White US women of 62")])  # fmt: skip
def test_beside_whom_a_client_stands_on_the_line_is_said_by_name(client, people):
    assert people in shown(client)[WHERE].picture.compared.label


def test_what_quotes_a_question_is_quoted_itself_by_single_marks():
    assert for_a_room("You may ask “Is it safe for me?”.", "Maria") == "“You may ask ‘Is it safe for me?’.”"
    assert for_a_room("Ask: “Is it safe for you?”", "Maria") == "Ask: “Is it safe for you?”"
    assert for_a_room("You may ask “Is it safe for me?”.", None) == "You may ask “Is it safe for me?”."


def numbers_given():
    """How many clients get a number, by model, breaks and years."""
    return Counter(
        (risk.model, chance.kind, chance.years)
        for found in REPORTS.values()
        for risk in found.models
        if isinstance(risk, ModelRisk)
        for chance in risk.chances
        if not is_too_open(risk, chance)
    )


def test_all_clients_are_told_by_the_model_breaks_and_years_that_give_most_of_them_a_number():
    rule = document("presenter.toml")["one_for_all"]
    given = numbers_given()
    widest = [FractureKind.ANY, FractureKind.MAJOR, FractureKind.NON_VERTEBRAL, FractureKind.VERTEBRAL, FractureKind.HIP]  # fmt: skip
    best = max(given, key=lambda each: (given[each], -widest.index(each[1]), each[2]))
    assert (rule["model"], rule["breaks"], rule["years"]) == best


@EVERYBODY
def test_a_client_is_told_by_another_model_only_where_that_one_gives_no_number_and_then_it_is_said(client):
    found = spoken(REPORTS[client], first_name(client))
    if found is None:
        return
    rule = document("presenter.toml")["one_for_all"]
    risk, chance = found
    is_usual = (risk.model, chance.kind, chance.years) == (rule["model"], rule["breaks"], rule["years"])
    gives = any(
        isinstance(each, ModelRisk) and each.model == rule["model"] and not is_too_open(each, each.chance(FractureKind(rule["breaks"]), rule["years"]))
        for each in REPORTS[client].models
    )  # fmt: skip
    assert is_usual == gives
    [line, *_] = shown(client)[BESIDE].points
    assert ("the same model for every client" in line) == is_usual
    assert ("gives " + first_name(client) + " no number" in line) != is_usual


@EVERYBODY
def test_where_another_model_says_more_that_stands_in_sight(client):
    """QFracture sees no scan: its number alone would comfort falsely. Ellen: 10 by it, 31 by Garvan."""
    step = shown(client).get(BESIDE)
    found = spoken(REPORTS[client], first_name(client))
    if step is None or found is None or sample(client).beside:
        return
    most = max(
        (
            out_of_100(chance.you.low)
            for risk in REPORTS[client].models
            if isinstance(risk, ModelRisk) and risk is not found[0]
            for chance in risk.chances
            if chance.kind is not FractureKind.VERTEBRAL and not is_too_open(risk, chance) and not chance.in_groups
        ),
        default=0,
    )
    if most >= 2 * found[1].you.high:  # both at one size
        [risk] = [risk.model for risk in REPORTS[client].models if isinstance(risk, ModelRisk) and says(risk, most)]
        assert step.picture.crowds[0].title.startswith(model_text(found[0].model).name)
        before, after = step.message.split(". By ", 1)
        assert before.startswith(f"By {model_text(found[0].model).name}, ")
        assert after.startswith(f"{model_text(risk).name}, ")
        per = 10 if "1,000" in step.message else 1
        assert any(f"about {count} break" in after for count in range(most * per - per // 2, most * per + 1))
    elif most > out_of_100(found[1].you.high):
        assert any(point.startswith("Another model says more.") and f"{most} of 100" in point for point in step.points)


def says(risk, count):
    return any(out_of_100(chance.you.low) == count and not chance.in_groups for chance in risk.chances)


def test_after_a_broken_bone_the_picture_is_not_of_the_mildest_model_alone():
    """Ellen: two grids of one size, each of which says that it can read too low; CAROC, which answers in groups, in a line."""
    step = shown("ellen")[BESIDE]
    ten, thirty_one = step.picture.crowds
    assert [(each.title, each.of, each.marks[0][1]) for each in (ten, thirty_one)] == [
        ("QFracture: can read too low", 100, 10),
        ("Garvan: can read too low", 100, 31),
    ]
    assert any("CAROC: over 20 of 100" in point for point in step.points)


def test_a_group_that_a_model_does_not_have_is_told_and_is_no_missing_answer():
    """Gloria told that she is a Black American; QFracture has groups of the UK alone, of which two may fit."""
    steps_of_gloria = shown("gloria")
    for key in (BESIDE, MOVES):
        assert any("groups of the UK only" in point for point in steps_of_gloria[key].points)
    everything = " ".join(
        " ".join((step.message, *step.points, getattr(step.picture, "alt", ""))) for step in steps_of_gloria.values()
    )
    assert "Not answered yet" not in everything
    assert "an answer is open" not in everything
    assert "the others" not in steps_of_gloria[MOVES].picture.alt.lower()  # of her group, they are as open as she is


# ------------------------------------------------------------------ pairs


def test_carol_and_diane_stand_on_one_slide_by_one_model_whoever_was_opened():
    carol, diane = shown("carol"), shown("diane")
    for key in (WHERE, BESIDE):
        assert (carol[key].message, carol[key].picture) == (diane[key].message, diane[key].picture)
    assert carol[WHERE].message == "Diane’s T-score is the lower one: −2.0. Carol’s is −1.5."
    assert [mark.value for mark in carol[WHERE].picture.marks] == [-1.5, -2.0]
    assert [each.title for each in carol[BESIDE].picture.crowds] == ["Carol", "Diane"]
    assert "about 6 break" in carol[BESIDE].message
    assert carol[BESIDE].message.endswith("Like Diane: about 3.")
    assert NUMBER not in carol


def test_beside_a_pair_the_model_that_puts_them_the_other_way_round_is_heard_as_well():
    """Garvan sees the T-score and neither smoking nor family: 11 for Carol, 13 for Diane."""
    line = next(point for point in shown("carol")[BESIDE].points if point.startswith("Garvan"))
    assert "about 11 of 100 for Carol, about 13 for Diane" in line
    assert "T-score" in line


def test_partners_are_partners_of_each_other():
    for person in samples():
        if person.beside is not None:
            assert sample(person.beside).beside == person.key


# ------------------------------------------------------------------ grids, bars and signs


def chance(you, other=None, **more):
    low, high = you if isinstance(you, tuple) else (you, you)
    beside = None if other is None else Range(other, other)
    return Chance(kind=FractureKind.MAJOR, years=10, you=Range(low, high), comparison=beside, **more)


MODEL = ModelRisk(model="qfracture_2012", sex="female", age_years=62, chances=())


@pytest.mark.parametrize(
    ("given", "marks"),
    [
        (chance(17.4, 10.7), {Dot.OTHERS: 11, Dot.MORE: 6, Dot.NONE: 83}),
        (chance((6.6, 11.2), 3.7), {Dot.OTHERS: 4, Dot.MORE: 3, Dot.MAY: 4, Dot.NONE: 89}),
        (chance(5.0, 9.0), {Dot.OTHERS: 5, Dot.FEWER: 4, Dot.NONE: 95}),  # the 4 do not either
        (chance((5.0, 12.0), 9.0), {Dot.OTHERS: 5, Dot.MAY: 7, Dot.NONE: 88}),
        (chance(3.2, 3.2), {Dot.OTHERS: 3, Dot.NONE: 97}),
        (chance(31.4), {Dot.MORE: 31, Dot.NONE: 69}),
        (chance(0.2, 0.1), {Dot.NONE: 100}),
        (chance((10, 20), 10, in_groups=True), {Dot.MORE: 10, Dot.MAY: 10, Dot.NONE: 80}),
        (chance(99.8), {Dot.MORE: 100}),
    ],
)
def test_a_grid_has_a_mark_for_each_of_100_people(given, marks):
    drawn = crowd(MODEL, given, FEW, None)
    assert sum(count for _, count, _ in drawn.marks) == FEW
    assert {dot: int(said.split()[0]) for dot, _, said in drawn.marks} == marks


@pytest.mark.parametrize(
    ("given", "of"),
    [
        (chance(2.9, 0.9), MANY),
        (chance(3.0, 0.9), FEW),
        (chance((1.0, 3.5), 0.9), FEW),
        (chance((0, 2), in_groups=True), FEW),
        (chance(1.1, as_typed=True), FEW),
    ],
)
def test_fewer_than_3_of_100_are_told_out_of_1000_where_the_model_counts_so_finely(given, of):
    assert scale_of([given]) == of


def test_david_who_smokes_differs_from_the_others_and_it_can_be_seen():
    """By QFracture 1.24 of 100 against 0.88: "1 and 1" would prove that smoking does not matter."""
    step = shown("david")[BESIDE]
    assert "Out of 1,000 men who answer like David, about 12" in step.message
    assert "About 988 do not" in step.message
    [drawn] = step.picture.crowds
    assert {dot: count for dot, count, _ in drawn.marks} == {Dot.OTHERS: 9, Dot.MORE: 3, Dot.NONE: 988}


def test_both_frames_of_a_number_add_up():
    given = chance((1.1, 2.3))
    assert count_words(given, given.you, MANY) == "between 11 and 23"
    assert count_words(given, given.you, MANY, will=False) == "between 977 and 989"
    assert count_words(chance(0.02), Range(0.02, 0.02), MANY) == "fewer than 1"


def test_bars_end_at_the_number_of_the_person_and_begin_where_it_would_be_without():
    """June by QFracture: 6.60; 3.86 without the parent, 5.27 with the weight of the others, 6.02 without smoking."""
    picture = shown("june")[MOVES].picture
    factors = [(round(bar.start, 1), bar.said) for bar in picture.bars if not bar.is_person and not bar.is_others]
    assert factors == [(3.9, "3 more"), (5.3, "1 more"), (6.0, "1 more")]
    person = picture.bars[-1]
    assert all(bar.end == person.end for bar in picture.bars if not bar.is_others)
    assert person.said == "7 of 100"
    assert picture.most >= person.upto


def test_an_open_answer_never_lets_a_settled_one_move_the_number_most():
    """Maria has not said whether a parent broke a hip, which may weigh more than her fall."""
    step = shown("maria")[MOVES]
    assert "as far as it is answered" in step.message
    assert any(point.startswith("Not answered yet: a parent") for point in step.points)


def test_what_could_not_be_read_is_not_settled_and_nothing_is_called_higher_than_it():
    """Ruth typed 2.2 without its minus: "does not count" would say the reverse, for it may be the one that counts."""
    rungs = shown("ruth")[NUMBER].picture.rungs
    assert [(rung.score, rung.said) for rung in rungs] == [("−1.6", "could be read"), ("about −2.2", "is not settled")]
    assert any("2.2" in line for line in shown("ruth")[NUMBER].quoted)


def test_where_as_many_of_the_others_break_a_bone_nothing_is_said_to_move_the_number():
    """A woman of 70 at -1.8, by Garvan 16 of 100, and 16 of the others: "1 more" beside them would make no sense."""
    told = {step.key: step for step in steps(report(built(of_woman(70, **with_t(femoral_neck=-1.8)))[0]))}
    others, rest = (count for _, count, _ in told[BESIDE].picture.crowds[0].marks)
    assert others + rest == FEW
    assert MOVES not in told


def test_each_first_step_has_a_sign():
    assert set(document("first_actions.toml")["actions"]) == set(icons.FIRST_STEPS)


def test_a_change_that_speaks_to_the_client_stands_in_quotes():
    assert shown("mei")[CHANGED].message == "Mei: “Since 2023, your lower spine likely lost bone density.”"
