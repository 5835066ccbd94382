"""A class from a CSV: what is read, what waits for a word, and what a room sees of all together."""

import csv
from collections import Counter
from io import StringIO

import pytest

from bonecheck import assess, build
from bonecheck.answers.person import Answer
from bonecheck.cohort.class_file import Judge, demo_class, read_class, template
from bonecheck.cohort.classroom import (
    FEWEST,
    MOST,
    Habit,
    Together,
    clinician_first,
    group_of,
    groups,
    habits,
    like_the_trials,
    marks,
)
from bonecheck.cohort.columns import columns_in
from bonecheck.errors import UnreadableFile
from bonecheck.evidence.library import document
from bonecheck.plan.class_falls import class_falls
from bonecheck.plan.types import Level, Status, WaitsFor
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import score_of
from tests.cohort.drawn import drawn
from tests.cohort.rows import NAMES
from tests.people import TODAY

SIGNED = {column.name for column in columns_in()[1:] if column.question.signed}
SCAN = {column.name for column in columns_in()[1:] if column.question.part == "scan_site" and column.is_number}
HEAD = "id;age_years;sex;menopausal_status;femoral_neck.t_score;weight_kg;warning_signs"
WOMAN = "A1;62;female;postmenopausal;-1.8;61.5;none"


def sheet(*rows, head=HEAD):
    return read_class("\n".join((head, *rows)).encode())


def judged(*rows, head=HEAD, **said):
    return Judge(sheet(*rows, head=head), TODAY).judge(said.pop("typed", {}), **said)


def as_csv(people):
    """Answers as the text of a CSV."""
    names = sorted({key for answers in people for key in answers} & NAMES)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", *names])
    for number, answers in enumerate(people):
        cells = [answers.get(name, "") for name in names]
        writer.writerow([f"p{number}", *(";".join(cell) if isinstance(cell, list) else cell for cell in cells)])
    return text.getvalue().encode()


@pytest.fixture(scope="module")
def demo():
    return Judge(demo_class(), TODAY).judge({})


@pytest.fixture(scope="module")
def crowd():
    """People of every kind, with cells left out where they are wrong."""
    judge = Judge(read_class(as_csv(drawn(16, 90, wrong=0.02))), TODAY)
    waiting = judge.judge({}).waiting
    return judge.judge({}, [cell.place for cell in waiting])


# ------------------------------------------------------------------ reading


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_table_is_read_with_each_separator_and_with_the_mark_that_spreadsheets_write(mark, between):
    text = mark + "\n".join((HEAD, WOMAN)).replace(";", between)
    [row] = read_class(text.encode()).rows
    assert (row.number, row.label) == (2, "A1")
    assert row.cells["femoral_neck.t_score"] == "-1.8"


def test_rows_have_the_numbers_of_the_spreadsheet_and_blank_ones_are_none():
    rows = sheet(WOMAN, "", ";;;;;;", "B2;70;male;;;;").rows
    assert [(row.number, row.label) for row in rows] == [(2, "A1"), (5, "B2")]


def test_a_row_without_a_label_or_with_that_of_another_is_told_apart_by_its_number():
    rows = sheet(WOMAN, WOMAN, WOMAN.removeprefix("A1")).rows
    assert [row.label for row in rows] == ["A1 #2", "A1 #3", "#4"]


def test_a_column_that_we_do_not_know_is_named_and_nothing_of_it_is_kept():
    found = sheet(f"{WOMAN};Anna Example", head=f"{HEAD};name")
    assert found.not_read == ("name",)
    assert "Anna" not in str(found)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "cohort_no_column"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "cohort_no_column"),
        (b"PK\3\4\0\0\0xl/workbook.xml\n\0", "cohort_no_column"),
        (b"name,years\nAnna,62\n", "cohort_no_column"),
        (b"id,age_years\n", "class_empty"),
        (b"id,age_years\n,\n\n", "class_empty"),
        (b"id,age_years,age_years\nA1,62,63\n", "class_column_twice"),
    ],
)
def test_what_is_no_class_is_refused(data, key):
    with pytest.raises(UnreadableFile) as caught:
        read_class(data)
    assert caught.value.key == key


def test_two_hundred_people_are_a_class_and_one_more_is_for_the_command():
    rows = [f"p{number};62;female;;;;" for number in range(MOST + 1)]
    assert len(sheet(*rows[:MOST]).rows) == MOST == 200
    with pytest.raises(UnreadableFile) as caught:
        sheet(*rows)
    assert caught.value.key == "class_too_many"


def test_the_template_has_known_columns_and_its_example_is_no_person():
    with pytest.raises(UnreadableFile) as caught:
        read_class(template())
    assert caught.value.key == "class_empty"
    filled = template() + b"A1" + b"," * template().partition(b"\n")[0].count(b",") + b"\n"
    assert read_class(filled.replace(b"\nA1,", b"\nA1,62")).not_read == ()
    judge = Judge(read_class(template().replace(b"example", b"A1")), TODAY)
    assert judge.judge({}).waiting == ()


# ------------------------------------------------------------------ cells that need a word


def test_a_score_without_its_sign_is_asked_about_as_in_the_form():
    [cell] = judged(WOMAN.replace("-1.8", "1.8")).waiting
    assert (cell.problem.key, cell.problem.corrections) == ("plus_or_minus", ("-1.8", "+1.8"))
    for sure in ("+1.8", "-1.8", "0", "0.0", "\u22121.8"):
        assert judged(WOMAN.replace("-1.8", sure)).waiting == (), sure


@pytest.mark.parametrize(
    ("was", "wrong", "key", "right"),
    [
        ("62", "sixty", "not_a_number", "62"),
        ("female", "w", "not_an_option", "female"),
        ("61.5", "61,5", "decimal_comma", "61.5"),
        ("61.5", "6.15", "out_of_range", "61.5"),
        ("none", '"none;gout"', "not_an_option", "none"),
        ("-1.8", "-18", "out_of_range", "-1.8"),
    ],
)
def test_a_row_waits_for_a_wrong_cell_and_comes_in_as_if_it_had_been_right(was, wrong, key, right):
    judge = Judge(sheet(WOMAN.replace(was, wrong), WOMAN.replace("A1", "B2")), TODAY)
    first = judge.judge({})
    assert [member.label for member in first.members] == ["B2"]
    [cell] = first.waiting
    assert (cell.row, cell.given, cell.problem.key) == (2, wrong.strip('"'), key)
    mended = judge.judge({cell.place: right})
    assert mended.waiting == ()
    assert [member.report for member in mended.members] == [judged(WOMAN).members[0].report] * 2


def test_what_is_typed_in_place_of_a_cell_is_read_as_in_the_form_and_may_be_wrong_again():
    judge = Judge(sheet(WOMAN.replace("61.5", "x")), TODAY)
    place = (2, "weight_kg")
    [again] = judge.judge({place: "6000"}).waiting
    assert (again.given, again.problem.key) == ("6000", "out_of_range")
    [member] = judge.judge({place: "61,5"}).members  # a decimal comma is plain where a person types it
    assert member.check.person.weight_kg == 61.5


def test_a_score_that_is_left_out_holds_its_site_and_the_others_are_no_all_clear():
    row = "A1;62;female;postmenopausal;-18;61.5;none;-0.4"
    judge = Judge(sheet(row, head=f"{HEAD};total_hip.t_score"), TODAY)
    [member] = judge.judge({}, [(2, "femoral_neck.t_score")]).members
    assert member.report.headline.reason == "not_read_yet"
    assert not marks([member])
    assert len(member.bad) == 1


def test_a_row_that_is_left_out_is_counted_and_one_of_too_many_cells_is_named():
    found = judged(WOMAN, WOMAN.replace("A1", "B2"), f"{WOMAN};1;2", rows_out={3})
    assert [member.row for member in found.members] == [2]
    assert (found.left_out, found.broken) == ((3,), (4,))


def test_a_cell_that_is_used_and_may_be_a_slip_is_named():
    [member] = judged(WOMAN.replace("postmenopausal", "premenopausal")).members
    [odd] = member.odd
    assert (odd.row, odd.column, odd.problem.stops) == (2, "menopausal_status", False)
    assert judged(WOMAN).members[0].odd == ()


def test_not_known_in_place_of_a_number_tells_nothing():
    [member] = judged(WOMAN.replace("61.5", "not_known")).members
    assert member.check.person.weight_kg is None


def test_every_row_is_judged_as_assess_judges_that_person():
    """A column names its unit, so a number needs none; but a score above zero needs its sign, as where it is typed."""
    people = [
        {key: answer for key, answer in answers.items() if key in NAMES and answer != ""}
        for answers in drawn(17, 40, wrong=0)
    ]
    members = {member.label: member for member in Judge(read_class(as_csv(people)), TODAY).judge({}).members}
    compared = 0
    for number, answers in enumerate(people):
        unsigned = {key: str(answer) for key, answer in answers.items() if key in SIGNED and answer > 0}
        has_numbers = {"has_scan": "yes"} if any(key in SCAN for key in answers) else {}
        check, problems = build({**has_numbers, **answers, **unsigned}, today=TODAY)
        stops = any(problem.stops for problem in problems)
        assert (f"p{number}" in members) == (not stops)
        if not stops:
            compared += 1
            assert members[f"p{number}"].report == assess(check, on=TODAY)
    assert compared >= 10


# ------------------------------------------------------------------ what a room sees


def test_the_class_of_made_up_people_is_whole_and_has_somebody_at_every_level(demo):
    assert (len(demo.members), demo.waiting, demo.not_read) == (30, (), ())
    levels = {member.report.plan.exercise.level for member in demo.members}
    waits = {member.report.plan.exercise.waits_for for member in demo.members}
    assert levels == {*Level}
    assert waits == {*WaitsFor}
    assert {*groups(demo.members)} == {*Together}
    assert {mark.score for mark in marks(demo.members)} == {Score.T_SCORE, Score.Z_SCORE}
    assert all(count for count in marks(demo.members)[0].in_band.values())


def test_whoever_waits_for_a_clinician_or_begins_with_help_begins_one_to_one(crowd, demo):
    members = (*crowd.members, *demo.members)
    seen = Counter()
    for member in members:
        plan = member.report.plan
        level = None if plan is None else plan.exercise.level
        seen[level] += 1
        careful = level in {None, Level.URGENT, Level.STOP, Level.SUPERVISED}
        careful = careful or plan.exercise.waits_for is not WaitsFor.HELP
        if careful:
            assert group_of(member) is Together.ONE_TO_ONE
        elif group_of(member) is not Together.ONE_TO_ONE:  # who is pregnant waits too, at any level
            wanted = {Level.OPEN: "gently", Level.BUILD_UP: "build_up", Level.FULL: "go_on"}
            assert group_of(member) == wanted[level]
    assert seen.keys() == {None, *Level}


def test_everybody_stands_in_one_group_and_every_count_is_of_all(crowd, demo):
    for classroom in (crowd, demo):
        labels = [label for of_group in groups(classroom.members).values() for label in of_group]
        assert sorted(labels) == sorted(member.label for member in classroom.members)
        assert {sum(habit.counts) for habit in habits(classroom.members)} == {len(classroom.members)}


def test_a_habit_is_counted_as_each_persons_own_checklist_judges_it(demo):
    lines = {habit.key: habit for habit in habits(demo.members)}
    weak = {*document("checklist.toml")["last"]}
    assert [*lines] == [key for key in document("checklist.toml")["rows"] if key not in weak]
    for key, habit in lines.items():
        of_each = Counter(member.report.plan.row(key).status for member in demo.members)
        assert habit.met == of_each[Status.MET]
        assert habit.room == of_each[Status.BELOW] + of_each[Status.ABOVE]
        assert habit.unknown == of_each[Status.UNKNOWN]


def test_a_mark_is_the_deciding_score_and_its_band_that_of_the_persons_own_report(crowd, demo):
    for classroom in (crowd, demo):
        by_score = {Score.T_SCORE: [], Score.Z_SCORE: []}
        for member in classroom.members:
            report = member.report
            deciding = next((site for site in report.sites if site.decides), None)
            if deciding is not None and report.score in by_score:
                of_report = deciding.category if report.score is Score.T_SCORE else deciding.expected_range
                if of_report is not None:
                    by_score[report.score].append((score_of(deciding, report.score), str(of_report)))
        for found in marks(classroom.members):
            wanted = by_score[found.score]
            assert [*found.values] == sorted(value for value, _ in wanted)
            assert +Counter(found.in_band) == Counter(band for _, band in wanted)
            assert found.line.low <= found.values[0]
            assert found.values[-1] <= found.line.high


def habit(key, *counts):
    return Habit(key=key, **dict(zip(("met", "room", "unknown", "no_goal"), counts, strict=True)))


@pytest.mark.parametrize(("few", "shown"), [(0, True), (1, False), (FEWEST - 1, False), (FEWEST, True)])
def test_what_is_nobody_elses_business_is_shown_only_where_no_part_is_a_few_people(few, shown):
    for place in range(4):
        counts = [10, 10, 10, 10]
        counts[place] = few
        assert [habit(key, *counts).may_be_shown for key in ("smoking", "alcohol")] == [shown, shown]
    assert habit("balance", 1, 1, 1, 1).may_be_shown


def test_what_is_nobody_elses_business_is_not_shown_where_it_would_be_said_of_everybody():
    assert not habit("smoking", 0, 30, 0, 0).may_be_shown
    assert habit("smoking", 30, 0, 0, 0).may_be_shown
    assert habit("balance", 0, 30, 0, 0).may_be_shown


@pytest.mark.parametrize(
    ("scores", "shown"),
    [([-1.2] * 4 + [-2.7], True), ([-1.2] * 3 + [-2.7], False), ([-1.2, -1.3, -1.4, -1.9, -2.4, -2.4], False)],
)
def test_a_line_is_shown_of_five_and_more_who_do_not_all_lie_in_one_range(scores, shown):
    rows = [WOMAN.replace("A1", f"A{n}").replace("-1.8", str(score)) for n, score in enumerate(scores)]
    [found] = marks(judged(*rows).members)
    assert len(found.values) == len(scores)
    assert found.may_be_shown is shown


@pytest.mark.parametrize(
    ("people", "without", "with_it"), [(1, 0.85, 0.655), (30, 25.5, 19.65), (200, 170, 131), (1000, 850, 655)]
)
def test_falls_are_those_of_the_review_for_so_many_people(people, without, with_it):
    """850 falls a year in 1,000 people, and 195 (144 to 246) fewer."""
    found = class_falls(people)
    assert found.without == pytest.approx(without)
    assert found.with_it == pytest.approx(with_it)
    assert found.low == pytest.approx((850 - 246) * people / 1000)
    assert found.high == pytest.approx((850 - 144) * people / 1000)
    assert found.found.source == "cochrane_falls_2019"


def test_those_like_the_people_of_the_trials_are_sixty_and_over_and_live_at_home():
    head = "id;age_years;sex;care_home"
    found = judged("A1;59;female;no", "A2;60;female;no", "A3;80;male;", "A4;80;male;yes", "A5;;male;no", head=head)
    assert like_the_trials(found.members) == 2
    assert found.members[3].check.risk_factors.care_home is Answer.YES


# ------------------------------------------------------------------ for the coach alone


def test_all_whom_their_own_first_line_or_plan_sends_to_a_clinician_are_on_the_list(crowd, demo):
    for classroom in (crowd, demo):
        called = [member.label for member in clinician_first(classroom.members)]
        for member in classroom.members:
            exercise = member.report.plan.exercise if member.report.plan else None
            waits = exercise is not None and exercise.level in {Level.URGENT, Level.STOP}
            if member.report.lead.leads.calls or waits:
                assert member.label in called
        assert 0 < len(called) < len(classroom.members)
