"""What a room reads of a class: no result of one person, nothing beyond a coach's role, and plain words."""

import re
from dataclasses import replace

import pytest

from bonecheck.cohort.class_file import Judge, demo_class
from bonecheck.cohort.classroom import FEWEST, Classroom, clinician_first, habits, like_the_trials, marks
from bonecheck.evidence.library import citations, document
from bonecheck.lead import Leads
from bonecheck.pictures.classroom import drawn
from bonecheck.words.bone_line import empty_line
from bonecheck.words.classroom import (
    FALLS,
    GROUPS,
    HABITS,
    MARKS,
    MOST_LETTERS,
    Z_MARKS,
    class_steps,
    private_words,
    text,
)
from tests.cohort.drawn import drawn as drawn_people
from tests.cohort.test_classroom import as_csv, read_class
from tests.people import TODAY
from tests.texts import NEVER, grade, said_within
from tests.words.test_role import NOT_FOR_A_COACH, READING


@pytest.fixture(scope="module")
def members():
    """The class of made-up people and a crowd of all kinds, each with a label that stands in no other text."""
    demo = Judge(demo_class(), TODAY).judge({}).members
    judge = Judge(read_class(as_csv(drawn_people(18, 60))), TODAY)
    crowd = judge.judge({}, [cell.place for cell in judge.judge({}).waiting]).members
    return tuple(replace(member, label=f"Qx{number:02}") for number, member in enumerate((*demo, *crowd)))


def steps(members):
    return {step.key: step for step in class_steps(Classroom(members=tuple(members)))}


def said(step):
    """All that a room can read of a step, and what is drawn."""
    in_tables = (cell for table in step.tables for row in (table.heads, *table.rows) for cell in row)
    return " ".join((step.message, *step.points, *step.small_print, drawn(step.picture), *in_tables))


def test_a_label_stands_in_no_step_but_that_on_training(members):
    for some in (members[:30], members):
        for key, step in steps(some).items():
            labels = set(re.findall(r"Qx\d\d", said(step)))
            assert labels == ({member.label for member in some} if key == GROUPS else set()), key


def test_with_its_labels_a_step_says_what_all_do_and_nothing_that_hangs_on_somebodys_result(members):
    """Two people who stand in one group may change places: nothing else on the wall moves."""
    some = members[:30]
    of = steps(some)[GROUPS]
    for card in of.picture.cards:
        first, *_, last = card.labels
        other = {first: last, last: first}
        swapped = [replace(member, label=other.get(member.label, member.label)) for member in some]
        again = steps(swapped)[GROUPS]
        assert [{*each.labels} for each in again.picture.cards] == [{*each.labels} for each in of.picture.cards]
        assert (again.message, again.points) == (of.message, of.points)
    texts = [part for card in of.picture.cards for part in (card.title, card.line)]
    assert {*texts} <= {line for _, line in said_within(document("classroom.toml")["groups"])}


def test_no_mark_tells_whose_it_is_or_where_it_was_measured(members):
    by_z_score = [member for member in members if marks([member]) and marks([member])[0].score == "z_score"]
    some = (*members, *by_z_score * FEWEST)
    of = steps(some)
    for key, found in zip((MARKS, Z_MARKS), marks(some), strict=True):
        picture = of[key].picture
        assert picture.line == empty_line(found.line, "")
        assert picture.line.marks == ()
        assert len(picture.places) == len(found.values)
        assert "<title" not in drawn(picture)


@pytest.mark.parametrize("people", [5, 30, 200])
@pytest.mark.parametrize("spread", [0.0, 0.1, 3.0])
def test_everybody_who_has_a_score_has_a_mark_however_many_share_it(members, people, spread):
    picture = steps(members)[MARKS].picture
    places = tuple(sorted(40 + spread * (number % 20) for number in range(people)))
    for svg in drawn(replace(picture, places=places)).split("<svg")[1:]:
        assert svg.partition('class="marks" d="')[2].partition('"')[0].count("M") == people


def test_where_only_a_few_would_be_seen_nothing_is_drawn_of_them(members):
    scored = [member for member in members if marks([member]) and marks([member])[0].score == "t_score"]
    low = [member for member in scored if marks([member])[0].in_band["osteoporosis"]]
    scored = [*low[:2], *(member for member in scored if member not in low)]
    assert not steps(scored[: FEWEST - 1]).keys() & {MARKS, HABITS}
    assert not steps(low * FEWEST).keys() & {MARKS}
    enough = steps(scored[:FEWEST])
    assert MARKS in enough
    assert HABITS in enough
    assert enough[MARKS].message == "Where 5 T-scores of this class lie"


def test_what_is_hidden_of_habits_stands_in_no_picture_and_no_table_and_is_said(members):
    some = members[:30]
    hidden = {habit.key for habit in habits(some) if not habit.may_be_shown}
    assert hidden
    step = steps(some)[HABITS]
    for key in hidden:
        title = document("checklist.toml")[key]["title"]
        assert title not in said(step)
        assert text("habits", key) in " ".join(step.points)


def test_the_sentence_and_the_table_tell_what_the_picture_shows(members):
    of = steps(members[:30])
    [t_score, *_] = marks(members[:30])
    low, between, high = t_score.in_band.values()
    assert f"T-score: {low} at −2.5 or lower, {between} between, {high} at −1.0 or higher." in of[MARKS].points[0]
    assert [row[1] for row in of[MARKS].tables[0].rows] == [str(count) for count in (low, between, high)]
    said_of_falls = "In 30 people of 60 and over: about 26 falls a year. With an exercise program, about 20."
    assert of[FALLS].message == said_of_falls
    assert [row[1] for row in of[FALLS].tables[0].rows] == ["26", "20"]
    assert (drawn(of[FALLS].picture).count("<i></i>"), drawn(of[FALLS].picture).count("fewer")) == (26 + 20, 6)
    assert "who live at home" in " ".join(of[FALLS].points)


@pytest.mark.parametrize(("count", "people", "without", "with_it"), [(1, 30, 26, 20), (9, 30, 26, 20), (10, 10, 9, 7)])
def test_falls_of_a_small_class_are_told_of_a_usual_one(members, count, people, without, with_it):
    step = steps([member for member in members if like_the_trials([member])][:count])[FALLS]
    wanted = (
        f"In {people} people of 60 and over: about {without} falls a year. With an exercise program, about {with_it}."
    )
    assert step.message == wanted
    assert ("This class is small" in " ".join(step.points)) == (count < people)


def test_falls_are_not_told_of_a_class_in_which_nobody_is_of_that_age(members):
    young = [member for member in members if not like_the_trials([member])]
    assert len(young) > FEWEST
    assert FALLS not in steps(young)


def test_of_more_people_than_can_be_read_only_counts_stand_on_the_wall(members):
    most = MOST_LETTERS // (len("Qx00") + 2)
    for count, shown in ((most, True), (most + 1, False)):
        step = steps(members[:count])[GROUPS]
        assert any(card.labels for card in step.picture.cards) == shown
        assert ("stands in the table" in " ".join(step.points)) != shown
        listed = " ".join(row[2] for row in step.tables[0].rows)
        assert all(member.label in listed for member in members[:count])


def test_a_room_is_read_no_result_and_told_nothing_that_only_a_clinician_may_say(members):
    for step in steps(members).values():
        spoken = [step.message, *step.points, *step.small_print]
        assert [line for line in spoken if READING.search(line) or NOT_FOR_A_COACH.search(line)] == []
        assert [key for key in step.sources if key not in citations()] == []


def test_the_private_list_names_what_a_reason_is_about_and_no_illness(members):
    called = clinician_first(members)
    rows = {private_words(member) for member in called}
    assert len(rows) > 5
    wrong = re.compile(r"osteop|fractur|cancer|disorder|steroid|denosumab|diabet|\{|None", re.IGNORECASE)
    assert [row for row in rows if wrong.search(" ".join(row))] == []
    groups = {reason.group for member in called for reason in member.report.lead.reasons}
    words = document("classroom.toml")["private"]
    assert groups <= words["reasons"].keys()
    assert words["reasons"].keys() == {*document("lead.toml")["order"]}
    assert {leads.value for leads in Leads if leads.calls} == words["when"].keys()


def test_the_words_are_plain_and_name_no_illness():
    lines = [line for _, line in said_within(document("classroom.toml"))]
    assert len(lines) > 80
    bare = [re.sub(r"\{\w+\}", "", line) for line in lines]
    assert [line for line in bare if NEVER.search(line) or re.search("osteop", line, re.IGNORECASE)] == []
    assert grade(lines) <= 8 - 1.5
    sentences = [part for line in lines for part in re.split(r"(?<=[.?!])\s", line)]
    assert [part for part in sentences if len(part.split()) > 25] == []
