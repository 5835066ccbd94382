"""The stage before a room: clients by name, one model for all of them, pairs, and pictures that add up."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace

import pytest

from bonecheck.answers.as_given import answers_from
from bonecheck.answers.samples import sample, samples
from bonecheck.evidence.library import document
from bonecheck.pictures.bone_layout import NARROW, WIDE, lay_out
from bonecheck.risk.chance import Chance, FractureKind, ModelRisk, Range
from bonecheck.risk.shown import is_too_open, out_of_100
from bonecheck.ui import icons
from bonecheck.words.bone_line import Kind
from bonecheck.words.chance_steps import spoken
from bonecheck.words.presenter import steps
from bonecheck.words.risk import model_text
from bonecheck.words.samples import first_name
from bonecheck.words.scan import site_table
from bonecheck.words.stage import FEW, MANY, Dot, count_words, crowd, scale_of
from bonecheck.words.step import ACTIONS, BESIDE, CHANGED, DOCTOR, MOVES, NUMBER, WHERE, Bubbles, Cards, for_a_room
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
    """All that is written or drawn at a step and in its small print, but for what stands in quotes.

    Without a client's own questions, and without first steps, which speak to whoever takes them.
    """
    drawn = () if isinstance(step.picture, Bubbles | Cards) else step.picture
    every = strings((step.message, step.points, step.quoted, step.fine, step.small_print, drawn))
    return [re.sub("“[^”]*”", "", text) for text in every]


@EVERYBODY
def test_a_room_hears_of_a_client_by_name_and_never_as_you(client):
    told = shown(client)
    found = {(key, text) for key, step in told.items() for text in read_in(step) if re.search(r"\byou(rs?|rself)?\b", text, re.IGNORECASE)}  # fmt: skip
    assert found == set()
    assert first_name(client) in " ".join(step.message for step in told.values())


@EVERYBODY
def test_nothing_of_a_client_stands_in_quotes_in_sight_and_what_does_in_the_small_print_is_explained(client):
    """“Keep it up” is what a coach says."""
    for step in shown(client).values():
        drawn = () if isinstance(step.picture, Bubbles) else step.picture
        drawn = replace(drawn, alt="") if hasattr(drawn, "alt") else drawn
        in_sight = " ".join(strings((step.message, step.points, step.quoted, drawn)))
        assert "“" not in in_sight.replace("“Keep it up”", "")
        if any("“" in line for line in step.small_print):
            assert step.small_print[0].startswith("In quotation marks: what bonecheck says to")


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
        ("QFracture, can read too low: 10 of 100", 100, 10),
        ("Garvan, can read too low: 31 of 100", 100, 31),
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
    assert (
        carol[WHERE].message
        == "Diane’s T-score is the lower one: −2.0. Carol’s is −1.5. Both are in the osteopenia range."
    )
    assert [mark.value for mark in carol[WHERE].picture.marks] == [-1.5, -2.0]
    assert [each.title for each in carol[BESIDE].picture.crowds] == ["Carol: 6 of 100", "Diane: 3 of 100"]
    assert "about 6 break" in carol[BESIDE].message
    assert carol[BESIDE].message.endswith("Like Diane: about 3.")
    assert NUMBER not in carol


def test_beside_a_pair_the_model_that_puts_them_the_other_way_round_is_heard_as_well():
    """Garvan sees the T-score and neither smoking nor family: 11 for Carol, 13 for Diane."""
    line = next(point for point in shown("carol")[BESIDE].points if point.startswith("Garvan"))
    assert "about 11 of 100 for Carol, about 13 for Diane" in line
    assert "T-score" in line


def test_each_of_a_pair_has_one_colour_and_one_size_in_every_picture():
    """Rust is Diane's: nobody else of the two grids may have it."""
    where, both = shown("carol")[WHERE].picture, shown("carol")[BESIDE].picture
    assert [(mark.kind, mark.label, mark.hollow) for mark in where.marks] == [
        (Kind.PERSON, "Carol: −1.5", False),
        (Kind.SECOND, "Diane: −2.0", False),
    ]
    for width in (NARROW, WIDE):
        laid = lay_out(where, width)
        carol, diane = (mark.at * width / 100 for mark in where.marks)
        assert carol - diane >= 2 * (laid.reach - 3)  # without the halo in the colour of the page
        sizes = {text.text: text.size for text in laid.texts}
        assert sizes["Carol: −1.5"] == sizes["Diane: −2.0"]
    marks = [{dot: count for dot, count, _ in each.marks} for each in both.crowds]
    assert marks == [{Dot.MORE: 6, Dot.NONE: 94}, {Dot.MORE: 3, Dot.NONE: 97}]
    assert [each.is_second for each in both.crowds] == [False, True]
    assert both.keys == ((Dot.NONE, "no break"),)
    assert shown("carol")[MOVES].picture.of_pair  # the others there are not Diane
    assert not shown("june")[MOVES].picture.of_pair


def test_the_last_line_beside_a_pair_is_the_lesson_and_names_what_counts_beside_the_t_score():
    """Carol's mother broke a hip, and Carol smokes; her T-score is the higher one."""
    line = shown("carol")[BESIDE].points[-1]
    assert line.startswith("Diane has the lower T-score and, by QFracture, the lower number: smoking and a parent")


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
    assert [(rung.score, rung.said) for rung in rungs] == [
        ("−1.6", "could be read"),
        ("−2.2 or +2.2", "is not settled"),
    ]
    assert rungs[1].kind is Kind.EITHER
    assert None not in {rungs[1].at, rungs[1].or_at}


def test_before_a_room_a_score_without_its_sign_has_both_places_and_there_is_nothing_to_choose():
    """Ruth's hip (neck) may be -2.2 or +2.2; the other hip score is not called hers."""
    ruth = shown("ruth")
    assert ruth[WHERE].message == "Plus or minus? We do not guess."
    marks = {mark.label: (mark.value, mark.hollow) for mark in ruth[WHERE].picture.marks}
    assert marks["Ruth: −2.2?"] == (-2.2, True)
    assert marks["or +2.2?"] == (2.2, True)
    assert not any(mark.kind is Kind.PERSON for mark in ruth[WHERE].picture.marks)
    said = " ".join(strings((ruth[WHERE].points, ruth[NUMBER].points, ruth[NUMBER].quoted)))
    assert "choose" not in said
    assert "not counted" not in " ".join(marks)
    assert "−2.2 better" in said


def test_what_the_person_typed_without_a_sign_is_theirs_to_choose_on_their_own_screen():
    _, problems = built(answers_from(sample("ruth").check))
    own = {step.key: step for step in steps(REPORTS["ruth"], problems)}
    assert any("Please check your report and choose" in line for line in own[NUMBER].quoted)
    assert any(mark.label.endswith("about −2.2, not settled") for mark in own[WHERE].picture.marks)


@pytest.mark.parametrize(
    ("client", "said"),
    [
        ("arjun", "may read too high: a broken vertebra"),
        ("robert", "may read too high: much higher than the hip"),
        ("maria", "may read too high: much higher than the hip"),
        ("grace", "is higher"),
    ],
)
def test_a_spine_in_doubt_is_nowhere_called_higher_alone_and_the_question_about_it_is_in_sight(client, said):
    """R2.10: a broken vertebra at any value. R2.9: 1.0 above the hip from 60 on; Grace is 62, and hers lies 0.2 above."""
    found, told = REPORTS[client], shown(client)
    spine = next(rung for rung in told[NUMBER].picture.rungs if rung.site == "Lower spine")
    assert spine.said == said
    is_in_doubt = said != "is higher"
    [row] = [row for row in site_table(found) if row["site"].startswith("Lower spine")]
    assert row["counts"] == ("yes; " + said if is_in_doubt else "yes")
    [mark] = [mark for mark in told[WHERE].picture.marks if mark.label.startswith("Lower spine")]
    assert mark.label.endswith("may read too high") == is_in_doubt
    asked = any("spine score read too high" in question for question in told[DOCTOR].picture.said)
    assert asked == is_in_doubt


def test_a_broken_vertebra_is_named_beside_a_spine_that_decides_as_well():
    answers = {
        **of_woman(66, **with_t(femoral_neck=-1.2, lumbar_spine=-1.9)),
        "fracture_since_50": "yes",
        "fracture_sites": ["spine"],
    }
    found = report(built(answers)[0])
    spine = steps(found)[1].picture.rungs[-1]
    assert (spine.kind, spine.said) == (Kind.PERSON, "this one counts, and may read too high: a broken vertebra")
    assert next(row for row in site_table(found) if row["site"].startswith("Lower spine"))["counts"].startswith("decides; may")  # fmt: skip


@pytest.mark.parametrize(("client", "first"), [("maria", "One question first: does any of these apply now? Unsteady"), ("anne", "2 questions first:")])  # fmt: skip
def test_what_is_asked_before_the_first_steps_is_named_and_not_only_pointed_at(client, first):
    step = shown(client)[ACTIONS]
    assert step.points[0].startswith(first)
    assert "high blood pressure" in step.points[0]
    assert not re.search(r"[.?] [a-z]", step.points[0])
    assert any("while a question is open" in card.begin for card in step.picture.cards)


def test_where_as_many_of_the_others_break_a_bone_nothing_is_said_to_move_the_number():
    """A woman of 70 at -1.8, by Garvan 16 of 100, and 16 of the others: "1 more" beside them would make no sense."""
    told = {step.key: step for step in steps(report(built(of_woman(70, **with_t(femoral_neck=-1.8)))[0]))}
    others, rest = (count for _, count, _ in told[BESIDE].picture.crowds[0].marks)
    assert others + rest == FEW
    assert MOVES not in told


def test_each_first_step_has_a_sign():
    assert set(document("first_actions.toml")["actions"]) == set(icons.FIRST_STEPS)


@pytest.mark.parametrize(
    ("client", "said"),
    [
        ("mei", "Since 2023, Mei’s lower spine likely lost bone density."),
        ("gloria", "Since 2024, Gloria’s left hip (femoral neck) moved less than the noise of the scan."),
        ("helen", "We cannot tell if Helen’s left hip (femoral neck) has changed."),
    ],
)
def test_a_change_is_told_of_the_client_and_not_to_them(client, said):
    assert shown(client)[CHANGED].message == said
