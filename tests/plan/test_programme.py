"""Twelve weeks of exercise: the milder column where help comes first, none where a doctor does, and drawings that show a safe form."""

import re
from math import atan2, degrees, hypot

import pytest

from bonecheck.evidence.entries import ExerciseProgramme
from bonecheck.evidence.library import document, table, whole
from bonecheck.plan.programme import programme
from bonecheck.plan.types import Level
from bonecheck.ui.pictures.moves import BACK, DRAWINGS, FOREARM, SHIN, THIGH, UPPER_ARM, svg
from bonecheck.words import programme as words
from tests.people import SEDENTARY, built, of_man, of_woman, planned, with_t

DATA = whole(ExerciseProgramme)
OSTEOPENIA = with_t(total_hip=-1.4)
STAGES = [(key, stage) for key, column in DATA.columns.items() for stage in column.stages]
LINES = [(key, line) for key, stage in STAGES for line in stage.lines]


def of(answers):
    return programme(planned(answers), built(answers)[0].person)


# ------------------------------------------------------------------ which column


@pytest.mark.parametrize(
    ("differs", "column"),
    [
        ({}, "full"),
        (SEDENTARY, "build_up"),
        ({"falls_12_months": "2"}, "supervised"),
        (with_t(total_hip=-2.5), "supervised"),
        (with_t(total_hip=-2.4), "full"),
        ({"fracture_since_50": "yes", "fracture_sites": ["spine"]}, "supervised"),
        ({"fracture_since_50": "yes", "fracture_sites": ["hip"]}, "supervised"),
        ({"rises_from_chair": "no"}, "supervised"),
        # An open answer that could call for help: the milder column, and not the one of the training she does.
        ({"exercise_cautions": ""}, "supervised"),
        ({"warning_signs": ""}, "supervised"),
    ],
)
def test_who_could_need_help_begins_with_a_physiotherapist(differs, column):
    found = of(of_woman(66, **OSTEOPENIA) | differs)
    assert found.column == column
    assert found.is_helped == (column == "supervised")
    assert words.waits(found) == ""


@pytest.mark.parametrize(
    ("differs", "waits"),
    [
        ({"warning_signs": ["cannot_stand"]}, ""),
        ({"warning_signs": ["back_pain"]}, "stop"),
        ({"exercise_cautions": ["heart_symptoms"]}, "stop"),
        ({"exercise_cautions": ["blood_pressure"]}, "held"),
        ({"exercise_cautions": ["new_pain"]}, "held"),
        ({"exercise_cautions": ["recent_surgery"], "falls_12_months": "2"}, "held"),
    ],
)
def test_where_a_doctor_comes_first_there_are_no_weeks(differs, waits):
    found = of(of_woman(66, **OSTEOPENIA) | differs)
    assert (found.column, found.waits) == (None, waits)
    assert bool(words.waits(found)) == bool(waits)  # at a sign that needs care now not a word on training


def test_who_may_eat_too_little_and_who_is_pregnant_get_no_weeks():
    runner = of_woman(33, "premenopausal", missed_periods="yes")
    assert of(runner).waits == "no_more"
    assert of(of_woman(33, "premenopausal", pregnancy="pregnant")).waits == "pregnant"
    assert of(of_woman(33, "premenopausal")).column is not None


def test_each_level_has_a_column_or_waits():
    in_columns = {level for column in DATA.columns.values() for level in column.levels}
    assert in_columns == {level.value for level in Level if not level.waits}


def test_after_menopause_impact_is_a_choice_and_before_it_a_goal():
    def impact(answers):
        found = of(answers)
        assert found.column == "build_up"
        return " ".join(line.text for line in words.lines(found, 0) if line.kind == "Impact")

    assert "a choice" in impact(of_woman(66, **OSTEOPENIA) | SEDENTARY)
    assert "a choice" not in impact(of_man(45) | SEDENTARY)


# ------------------------------------------------------------------ what it asks for


def test_the_weeks_run_from_1_to_12_in_three_stages():
    for column in DATA.columns.values():
        assert [stage.weeks for stage in column.stages] == [(1, 4), (5, 8), (9, 12)]


def test_no_line_asks_for_more_than_the_sources_name():
    """Clinical rules 16: 1 to 3 sets of 8 to 12, effort 5 to 8, holds of 3 to 5 seconds, about 50 impacts."""
    figure = {row["key"]: row for row in table("figures")}

    def most(key):
        return float(figure[key]["high"] or figure[key]["value"])

    for _, line in LINES:
        for name, (low, high) in line.ranges.items():
            if name in {"rounds", "repeats", "effort", "seconds"}:
                key = {"rounds": "sets", "seconds": "back_hold"}.get(name, name)
                assert float(figure[f"train_{key}"]["low"]) <= low <= high <= most(f"train_{key}"), line.text
            if name == "times":
                assert high <= most("train_impacts")
            if name == "days" and line.kind == "strength":
                assert low >= most("train_days")
                assert high <= 3  # two or three days, as both consensus statements say
            if name == "minutes":
                assert high <= most("train_walk" if line.kind == "walk" else "train_balance")


def test_nothing_gets_less_from_stage_to_stage():
    for column in DATA.columns.values():
        for before, after in zip(column.stages, column.stages[1:], strict=False):
            of_kind = {line.kind: line for line in after.lines}
            for line in before.lines:
                for name in {"days", "rounds", "minutes", "times"} & line.ranges.keys():
                    later = of_kind[line.kind].ranges.get(name)
                    assert later is None or later[1] >= line.ranges[name][1], (column.title, line.text)


def test_with_help_there_are_no_jumps_no_heavy_loads_and_nothing_from_the_floor():
    """R12.1 and R12.3; R16 names what is never done without a professional."""
    column = DATA.columns["supervised"]
    assert not [line for stage in column.stages for line in stage.lines if line.kind == "impact"]
    assert "heel_drop" not in {move for stage in column.stages for move in stage.moves}
    left_out = " ".join(column.leave_out).lower()
    for word in ("jumps", "heavy", "from the floor", "bending", "twisting", "sit-ups", "toe touches"):
        assert word in left_out
    told = " ".join(line.text for stage in column.stages for line in stage.lines).lower()
    assert not re.search(r"jump|hop|stamp|heavy|heel drop|effort", told)
    for key in {move for stage in column.stages for move in stage.moves}:
        if key in {"bridge", "back_hold"}:
            assert "bed" in DATA.moves[key].supervised
        if key in {"balance_stand", "heel_raise"}:
            assert "hands" in DATA.moves[key].supervised


def test_in_every_column_bending_under_load_and_very_heavy_sets_are_left_out():
    for key, column in DATA.columns.items():
        left_out = " ".join(column.leave_out)
        assert "with a weight" in left_out
        assert "Sit-ups and toe touches" in left_out
        assert key == "supervised" or "five of five" in left_out or "Five sets of five" in left_out


def test_the_rules_say_what_ends_a_session_and_that_the_way_is_our_own_choice():
    told = " ".join(words.rules())
    for part in ("Two days between", "New pain in the back, hip, groin or thigh", "ends the session", "get care now"):
        assert part in told
    assert "our own choice" in words.text("sure")
    assert words.text("note") == "This is general advice for bone health. It does not treat osteoporosis."
    for _, line in LINES:
        assert (line.certainty == "D") == ("design" in line.sources), line.text


def test_every_move_is_used_and_every_text_is_filled():
    assert {move for _, stage in STAGES for move in stage.moves} == DATA.moves.keys()
    for answers in (
        of_woman(66, **OSTEOPENIA),
        of_woman(66, **OSTEOPENIA) | SEDENTARY,
        of_woman(66, falls_12_months="2"),
    ):
        found = of(answers)
        said = [line.text for number in range(3) for line in words.lines(found, number)]
        said += [f"{move.how} {move.careful}" for move in words.moves(found)]
        said += [words.in_short(found, number) for number in range(3)]
        assert not re.search(r"[{}]|None", " ".join(said))
        assert words.sources(found)


def test_the_weeks_and_the_topic_on_training_name_the_same_amounts():
    """Learn tells the same build-up to everybody; the plan shows the own column. They must not differ."""
    rows = document("learn.toml")["pictures"]["training_weeks"]["rows"]
    of_learn = {first.split(",")[0]: [] for first, *_ in rows}
    for first, strength, _ in rows:
        of_learn[first.split(",")[0]].append(strength)
    for told, key in (("With a physiotherapist first", "supervised"), ("Building up", "build_up")):
        for said, stage in zip(of_learn[told], DATA.columns[key].stages, strict=True):
            [line] = [line for line in stage.lines if line.kind == "strength"]
            rounds = re.search(r"(\d)(?: to (\d))? rounds?", said)
            assert tuple(int(part or rounds[1]) for part in rounds.groups()) == line.ranges["rounds"]
            if effort := re.search(r"effort (\d)(?: to (\d)| of)", said):
                assert tuple(int(part or effort[1]) for part in effort.groups()) == line.ranges["effort"]


# ------------------------------------------------------------------ drawings


def test_each_move_has_a_drawing_and_each_drawing_a_move():
    assert DRAWINGS.keys() == DATA.moves.keys()


@pytest.mark.parametrize("move", DRAWINGS)
def test_a_figure_keeps_its_limbs_and_its_back_is_straight(move):
    """Head, shoulder and hip are in line in every pose, so that no drawing shows a rounded back."""
    for pose in DRAWINGS[move]().poses:
        assert hypot(pose.shoulder[0] - pose.hip[0], pose.shoulder[1] - pose.hip[1]) == pytest.approx(BACK, abs=1)
        assert hypot(pose.knee[0] - pose.hip[0], pose.knee[1] - pose.hip[1]) == pytest.approx(THIGH, abs=2)
        assert hypot(pose.knee[0] - pose.ankle[0], pose.knee[1] - pose.ankle[1]) == pytest.approx(SHIN, abs=2)
        arm = hypot(pose.hand[0] - pose.shoulder[0], pose.hand[1] - pose.shoulder[1])
        assert arm <= UPPER_ARM + FOREARM + 3
        back = degrees(atan2(pose.shoulder[1] - pose.hip[1], pose.shoulder[0] - pose.hip[0]))
        neck = degrees(atan2(pose.head[1] - pose.shoulder[1], pose.head[0] - pose.shoulder[0]))
        if move != "bridge":  # there the head lies on the floor while the hips are lifted
            assert abs((back - neck + 180) % 360 - 180) <= 12


def test_in_the_bridge_shoulder_hip_and_knee_are_in_line():
    lifted = DRAWINGS["bridge"]().poses[1]
    (x0, y0), (x1, y1), (x2, y2) = lifted.shoulder, lifted.hip, lifted.knee
    assert abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) / hypot(x2 - x0, y2 - y0) < 1


@pytest.mark.parametrize("move", DRAWINGS)
def test_a_drawing_takes_the_colour_of_the_text_and_says_what_it_shows(move):
    drawn = svg(move, DATA.moves[move].drawn)
    assert 'role="img"' in drawn
    assert "Side view" in drawn
    assert set(re.findall(r'(?:stroke|fill)="(.*?)"', drawn)) <= {"currentColor", "none"}
