"""The plan on screen: first steps, a checklist that blames nobody, ticks that stay, and the talk with the doctor.

What a plan holds for whom is the matter of tests/vignettes, test_first_actions.py, test_checklist.py,
test_exercise_level.py, test_doctor_talk.py and test_weekly_plan.py. Here: the screen shows that plan, whole.
"""

import re
from datetime import date, timedelta
from functools import cache
from html import unescape
from typing import Any

import pytest
import streamlit as st
from icalendar import Calendar

from bonecheck import from_json, to_json
from bonecheck.answers.as_given import answers_from
from bonecheck.answers.fronts import fronts
from bonecheck.evidence.library import citations, document
from bonecheck.plan.checklist import asks, group_of
from bonecheck.plan.programme import programme
from bonecheck.plan.types import Group
from bonecheck.plan.week import is_worth_planning
from bonecheck.ui.plan import CHECKLIST, DO, DOCTOR, PARTS
from bonecheck.words import programme as programme_words
from bonecheck.words.medicines import medicine_words
from bonecheck.words.plan import (
    action_words,
    doctor_question,
    level_words,
    next_scan_words,
    red_flags,
    row_sentence,
    row_short,
    row_words,
    summary,
)
from bonecheck.words.questions import label_of
from tests.browser.people import MAN_OF_58, MAN_OF_80, WOMAN_OF_33, WOMAN_OF_54, WOMAN_OF_62, WOMAN_OF_67
from tests.pages.visitor import ABOUT, BODY, HABITS, MEALS, PLAN, RESULTS, START, Visitor, said
from tests.people import built, counted, of_woman, planned, with_t

AGE_ONLY = {"age_years": 62, "sex": "female", "country": "us"}
PEOPLE: dict[str, dict[str, Any]] = {
    "woman of 54": WOMAN_OF_54,  # osteopenia, no training, little calcium
    "woman of 67": WOMAN_OF_67,  # a broken spine, falls, unsteady and afraid
    "man of 58": MAN_OF_58,  # smokes and drinks
    "woman of 33": WOMAN_OF_33,  # by Z-score, and her periods stopped
    "man of 80": MAN_OF_80,  # frail
    "woman of 62": WOMAN_OF_62,  # does all that matters most already
    "only age and sex": AGE_ONLY,
}
EVERYBODY = pytest.mark.parametrize("who", PEOPLE)
NO_FOOD = counted("calcium_servings_per_week")
STEPS = document("first_actions.toml")["actions"]
REASSURANCE = document("first_actions.toml")["words"]["reassurance"]
STATUS = document("checklist.toml")["words"]["status"]
TRAINING = {"balance", "resistance", "impact", "walking"}
DAYS = dict(zip(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
                ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))  # fmt: skip


def plan_of(answers: dict[str, Any], part: str = DO) -> Visitor:
    return Visitor(answers).open(PLAN, part)


@cache
def seen(who: str, part: str) -> Visitor:
    """A part of somebody's plan, to look at only."""
    return plan_of(PEOPLE[who], part)


def texts(visitor: Visitor) -> list[str]:
    """Every title and text of the page, in reading order."""
    return [element.value for element in visitor.elements() if said([element])]


def boxes(visitor: Visitor) -> dict[str, bool]:
    """What can be ticked on this page, and whether it is."""
    named = re.compile(r"w\d*_will_do\.(\w+)")  # those of the week stand there "again"
    found = [(named.fullmatch(element.key or ""), element) for element in visitor.inputs()]
    return {match[1]: element.value for match, element in found if match}


def tick(visitor: Visitor, *things: str, to: bool = True) -> Visitor:
    for thing in things:
        visitor.give(f"will_do.{thing}", to)
    return visitor


def htmls(visitor: Visitor, within: str | None = None) -> list[str]:
    return [element.proto.body for element in visitor.elements(within) if element.type == "html"]


def week(visitor: Visitor) -> dict[str, list[str]]:
    """The things to do on each day of the week on screen, and under "Once"."""
    visitor.open(PLAN, DO)
    found: dict[str, list[str]] = {}
    for body in htmls(visitor):
        if "week-entry" not in body:
            continue
        title = unescape(re.findall(r"<b>(.*?)</b>", body)[0])
        days = re.findall(r'aria-label="(.*?)"', body)
        for day in re.split(", | and ", days[0]) if days else ["Once"]:
            found.setdefault(day, []).append(title)
    order = [*DAYS, "Once"]
    return {day: found[day] for day in sorted(found, key=order.index)}


def bars(visitor: Visitor, line: str) -> list[str]:
    """The drawn bars of a line of the checklist."""
    return [body for body in htmls(visitor, f"row_{line}") if "bonecheck-bar" in body]


def opened(visitor: Visitor, *lines: str) -> Visitor:
    """Opens lines of the plan, as a tap on each does."""
    for line in lines:
        visitor.app.session_state[f"open_{line}"] = True
    return visitor.run()


def all_open(answers: dict[str, Any]) -> Visitor:
    """The checklist with every line open."""
    keys = [row.key for row in planned(answers).rows]
    return opened(plan_of(answers, CHECKLIST), "weak", "not_for_you", "begin", "country", *keys)


@cache
def lines_of(who: str) -> Visitor:
    """Somebody's checklist with every line open, to look at only."""
    return all_open(PEOPLE[who])


def now(visitor: Visitor, line: str) -> str:
    """What a closed line says at its right end."""
    [body, *_] = [body for body in htmls(visitor, f"row_{line}") if 'class="now"' in body]
    return unescape(re.sub("<i.*?</i>|<.*?>", "", body)).replace("\u00a0", " ").strip()


def as_list(lines: Any) -> str:
    return "\n".join(f"- {line}" for line in lines)


# ------------------------------------------------------------------ for whom it is


@pytest.mark.parametrize("given", [{}, {"units": "us"}])
def test_without_an_answer_every_part_says_kindly_what_it_needs_and_leads_to_the_beginning(given):
    visitor = Visitor(given)
    for part in PARTS:
        visitor.open(PLAN, part)
        assert visitor.title == "Your plan"
        assert "Answer a few questions first. You can skip any of them." in visitor.text()
        assert list(visitor.links().values()) == [ABOUT]
        assert list(visitor.inputs()) == []


def test_under_20_every_part_is_kind_and_plans_nothing_and_the_results_neither():
    visitor = Visitor({**WOMAN_OF_33, "age_years": 19, "will_do": ["balance"]})
    for part in PARTS:
        assert "Younger bones still grow" in visitor.open(PLAN, part).text()
        assert (visitor.headings, boxes(visitor)) == ([], {})
    assert "First steps for you" not in visitor.open(RESULTS).text()
    assert "Keep moving" not in visitor.text()
    visitor.app.session_state["answer_plan_age"] = True
    visitor.open(PLAN, DO).give("age_years", "20")
    assert "First steps for you" in visitor.headings
    assert "Younger bones still grow" not in visitor.text()


@EVERYBODY
def test_a_part_of_the_plan_shows_that_part_and_no_other(who):
    headings = {part: set(seen(who, part).headings) for part in PARTS}
    assert {"First steps for you", "My week"} <= headings[DO]
    assert headings[CHECKLIST] == set()  # the choice of parts names it
    assert {"Ask your doctor", "When to get help soon", "The next scan"} <= headings[DOCTOR]
    assert headings[DO] & headings[DOCTOR] == set()
    assert seen(who, CHECKLIST).containers("row_begin") == [""]


def test_denosumab_stands_on_every_part_of_the_plan():
    on_time = {"bone_medicine": "denosumab", "denosumab_last_dose": "within_6_months"}
    visitor, other = (Visitor({**WOMAN_OF_62, **taken}) for taken in (on_time, {"bone_medicine": "zoledronate"}))
    for part in PARTS:
        assert "Denosumab: do not stop or delay it without your doctor" in visitor.open(PLAN, part).text()
    assert "Denosumab: do not stop" not in other.open(PLAN, DO).text()


def test_a_gap_of_denosumab_stands_on_every_part_of_the_plan_and_speaks_of_no_calendar_date():
    visitor = Visitor({**WOMAN_OF_62, "bone_medicine_before": ["denosumab"], "denosumab_last_dose": "within_2_years"})
    for part in PARTS:
        read = visitor.open(PLAN, part).text()
        assert "Your denosumab has ended: call your doctor today" in read
        assert not re.search("Do not stop or delay it|next date in your calendar", read)


def test_which_part_is_open_is_no_answer_and_stays_while_moving_between_pages():
    visitor = Visitor(WOMAN_OF_54).open(PLAN).choose("plan_part", DOCTOR)
    assert "Ask your doctor" in visitor.headings
    assert "Ask your doctor" in visitor.open(ABOUT).open(PLAN).headings
    assert visitor.answers == WOMAN_OF_54


def test_a_way_on_leads_from_part_to_part_and_ends_at_the_last():
    visitor = plan_of(WOMAN_OF_54)
    ways = []
    for part in PARTS:
        assert visitor.containers("plan_") == [part]
        ways.append([button for button in visitor.buttons if button.startswith("Next: ")])
        if ways[-1]:
            visitor.press(ways[-1][0])
    assert ways == [["Next: Checklist"], ["Next: Doctor"], []]


# ------------------------------------------------------------------ first steps


@EVERYBODY
def test_the_first_steps_stand_in_order_each_with_why_and_how_to_begin(who):
    plan, here = planned(PEOPLE[who]), seen(who, DO)
    expected = [action.key for action in plan.actions]
    assert here.containers("action_") == expected
    assert len(expected) == 3
    for number, action in enumerate(plan.actions, start=1):
        text = action_words(action, plan.exercise.level)
        assert here.subheadings(f"action_{action.key}") == [f"{number}. {text.title}"]
        assert f"{text.why} **This week.** {text.begin}" in here.text(f"action_{action.key}")
    assert (REASSURANCE in here.text()) == (who == "woman of 62")


@pytest.mark.parametrize(
    "given", [{}, {"exercise_cautions": ["none"], "falls_12_months": "0", "rises_from_chair": "yes"}]
)
def test_nobody_reads_of_falls_or_unsteadiness_of_their_own_who_told_of_none(given):
    """Fault 4 of the review: words for another person."""
    told = Visitor({**WOMAN_OF_54, "age_years": 66, **given})
    own = re.compile(r"\b(you (?:fell|fall|feel unsteady)|I (?:fell|feel unsteady)|your falls?)\b", re.IGNORECASE)
    for part in (DO, DOCTOR):
        assert not own.search(told.open(PLAN, part).text())
    fell = told.open(PLAN, DOCTOR).text()
    assert "I fell in the last year." not in fell
    for differs, asked in (
        ({"falls_12_months": "1"}, "I fell in the last year."),
        ({"exercise_cautions": ["unsteady"]}, "I feel unsteady on my feet."),
    ):
        read = Visitor({**WOMAN_OF_54, "falls_12_months": "0", **differs}).open(PLAN, DOCTOR).text()
        assert asked in read
        assert len(own.findall(read)) == 1


def test_keep_moving_takes_fear_seriously_and_how_the_order_is_chosen_can_be_read():
    assert "**Keep moving.** It is good for people with any T-score" in seen("woman of 54", DO).text()
    afraid = seen("woman of 67", DO).text()
    assert "You said that you are afraid to move or to fall. Many people are." in afraid
    order = said(seen("woman of 54", DO).fold("How we chose the order"))
    assert "The rule is a list that anyone can read" in order


@pytest.mark.parametrize(
    ("sign", "what", "begin"), [("cannot_stand", "title_urgent", "begin_urgent"), ("back_pain", "title", "begin_stop")]
)
def test_with_a_warning_sign_there_is_one_step_and_no_training_anywhere(sign, what, begin):
    visitor = Visitor({**WOMAN_OF_62, "warning_signs": [sign], "will_do": ["balance", "impact"]})
    assert visitor.open(PLAN, DO).containers("action_") == ["doctor"]
    assert visitor.subheadings("action_doctor") == [STEPS["doctor"][what]]  # alone, so without a number
    assert f"**This week.** {STEPS['doctor'][begin]}" in visitor.text("action_doctor")
    assert "Keep moving" not in visitor.text()
    assert REASSURANCE not in visitor.text()
    assert visitor.containers("row_weeks_") == visitor.containers("row_moves") == []
    assert ("Twelve weeks of exercise" in visitor.headings) == (sign == "back_pain")  # that they can wait
    for part in PARTS:
        assert TRAINING & boxes(visitor.open(PLAN, part)).keys() == set()
    assert week(visitor) == {}
    visitor = all_open(visitor.answers)
    for line in TRAINING:
        assert f"**{STATUS['not_applicable']}.**" in visitor.text(f"row_{line}")
        first = "See a clinician first" if sign == "back_pain" else "Get care now."
        assert first in visitor.text(f"row_{line}")
        assert bars(visitor, line) == []
        assert (
            now(visitor, line).split(": ")[1].startswith("clinician first" if sign == "back_pain" else "get care now")
        )
    exercise = visitor.text("row_begin")
    assert not re.search("can keep doing|Learn first", exercise)
    if sign == "back_pain":
        assert "First see a clinician, then move on" in now(visitor, "begin")
        assert "moving will still be good for you" in exercise
    else:  # nothing but "get care now": no line on walking, no study of lifting, no questions for a later talk
        assert "Get care now" in now(visitor, "begin")
        assert not re.search("walk|lift|train", exercise, re.IGNORECASE)
        assert not re.search("walk|lift|train", visitor.open(PLAN, DO).text(), re.IGNORECASE)
        assert "Ask your doctor" not in texts(visitor.open(PLAN, DOCTOR))


# ------------------------------------------------------------------ the checklist


@EVERYBODY
def test_each_line_of_the_checklist_stands_there_once_in_the_order_of_what_asks_for_work(who):
    plan = planned(PEOPLE[who])
    closed, visitor = seen(who, CHECKLIST), lines_of(who)
    assert f"**{summary(plan.rows)}**" in closed.text()
    drawn = [key for key in visitor.containers("row_") if key in {row.key for row in plan.rows}]
    order = list(Group)
    assert [order.index(group_of(plan.row(key))) for key in drawn] == sorted(
        order.index(group_of(r)) for r in plan.rows
    )
    assert sorted(drawn) == sorted(row.key for row in plan.rows)
    assert closed.containers("row_")[0] == "begin"
    assert closed.containers("row_")[-1] == "country"
    apart = [row for row in plan.rows if group_of(row) in {Group.WEAK, Group.NOT_FOR_YOU}]
    assert not {row.key for row in apart} & set(closed.containers("row_"))  # behind a line that names them
    for row in apart:
        assert row_words(row, plan.exercise.level).title in now(closed, group_of(row))
    # Closed lines draw no field, and open ones each question once.
    assert [e.key for e in closed.inputs() if e.key not in {"plan_part", "w_remember"}] == []
    assert len(visitor.containers("q_")) == len(set(visitor.containers("q_")))


@EVERYBODY
def test_an_open_line_says_all_of_it_and_asks_its_own_questions(who):
    plan, visitor = planned(PEOPLE[who]), lines_of(who)
    level = plan.exercise.level
    for row in plan.rows:
        words, place = row_words(row, level), f"row_{row.key}"
        assert now(visitor, row.key) == f"{words.title}: {row_short(row)}. {words.status}.".replace("\u00a0", " ")
        text = visitor.text(place)
        for part in (f"**{words.status}.**", words.answer, words.target, words.remark, words.evidence, words.find_out):
            assert part in text
        assert f"**What it is worth**\n\n{as_list(words.worth)}" in text
        assert not words.how or f"**How**\n\n{as_list(words.how)}" in text
        assert all(citations()[source].text in said(visitor.fold("Sources", place)) for source in words.sources)
        for key in asks(row):
            front = fronts().get(key, key)
            asked_above = f"The question stands above: “{label_of(front)}”"
            assert front in visitor.containers("q_") or asked_above in text
        # A bar exactly where there is a number and a goal, and the same in words for whoever does not see it.
        heard = [unescape(label) for bar in bars(visitor, row.key) for label in re.findall(r'aria-label="(.*?)"', bar)]
        assert heard == ([row_sentence(row, level)] if row.answer and row.target else [])


@EVERYBODY
def test_only_what_makes_sense_for_this_person_can_be_ticked_and_nothing_is_ticked_for_them(who):
    plan = planned(PEOPLE[who])
    expected = {row.key for row in plan.rows if is_worth_planning(row, plan.exercise.level)}
    assert boxes(lines_of(who)) == dict.fromkeys(expected, False)
    assert boxes(seen(who, DO)).keys() <= expected | {"doctor"}
    assert boxes(seen(who, DOCTOR)) == {"doctor": False}
    assert not any(boxes(seen(who, DO)).values())
    assert "will_do" not in seen(who, DO).answers


def test_an_answer_in_a_line_neither_closes_nor_moves_it_and_its_question_stays():
    """The line has another group by then; it goes there when it is closed."""
    not_told = {key: value for key, value in WOMAN_OF_54.items() if key not in {"balance_days_per_week", "weight_kg"}}
    visitor = opened(plan_of({**not_told, "falls_12_months": "1"}, CHECKLIST), "balance", "protein")
    before = visitor.containers("row_")
    visitor.give("balance_days_per_week", "3").give("weight_kg", "66")
    assert visitor.containers("row_") == before
    assert visitor.shown("balance_days_per_week") == "3"
    assert visitor.shown("weight_kg") == "66 kg"
    assert "3 of 3 days" in now(visitor, "balance")
    assert "On target." in now(visitor, "balance")
    visitor.app.session_state["open_balance"] = False
    visitor.run()
    assert visitor.containers("row_") != before
    assert "**On target.**" in opened(visitor, "balance").text("row_balance")


def test_the_country_is_the_one_of_the_browser_until_it_is_told_and_goals_follow_it():
    no_country = {key: value for key, value in WOMAN_OF_54.items() if key != "country"}
    visitor = Visitor(no_country, locale="en-US").open(PLAN, CHECKLIST)
    assert now(visitor, "country") == "Goals for: United States"
    assert "1,200" in now(visitor, "calcium")
    opened(visitor, "country").give("country", "uk")
    assert now(visitor, "country") == "Goals for: United Kingdom"
    assert "700" in now(visitor, "calcium")


@pytest.mark.parametrize(
    ("line", "given", "expected"),
    [
        # The bar reaches a quarter past the goal, so the goal stands at 100 / 1.25 = 80 %.
        ("resistance", {"resistance_days_per_week": "1"}, {"sure": 40, "likely": 40, "goal": 80}),
        # Beyond that the answer fills the bar and the goal moves to the left: 16 of 40.6 g.
        ("alcohol", counted("drinks_per_week", beer=20), {"sure": 100, "likely": 100, "goal": 39.4}),
    ],
)
def test_the_bar_is_as_long_as_the_answer_and_marks_the_goal(line, given, expected):
    [bar] = bars(all_open({**WOMAN_OF_54, **given}), line)
    drawn = re.findall(r'class="(\w+)" style="(?:width|left):([\d.]+)%', bar)
    assert {part: float(percent) for part, percent in drawn} == pytest.approx(expected, abs=0.06)


def test_what_is_not_known_is_never_held_against_the_person():
    visitor = all_open({**AGE_ONLY, "weight_kg": 66, "falls_12_months": "1"})
    assert STATUS["below"] not in "\n".join(visitor.strings())
    for row in planned(visitor.answers).rows:
        assert f"**{STATUS['unknown']}.** You: not answered" in visitor.text(f"row_{row.key}")


def test_the_line_of_calcium_leads_to_the_meals_and_knows_what_is_filled_in_there():
    """250 mg of all other food and 28 glasses of milk: 250 + 4 x 295 = 1,430 mg, above 1,200."""
    visitor = opened(plan_of({**WOMAN_OF_54, **NO_FOOD}, CHECKLIST), "calcium")
    assert f"**{STATUS['below']}.**" in visitor.text("row_calcium")
    assert list(visitor.links("row_calcium").values()) == [MEALS]
    visitor.open(MEALS).give("calcium_servings_per_week.milk", "28").open(PLAN, CHECKLIST)
    assert f"**{STATUS['met']}.**" in opened(visitor, "calcium").text("row_calcium")


# ------------------------------------------------------------------ ticks


@pytest.mark.parametrize("part", [DO, CHECKLIST])
def test_a_tick_puts_a_thing_into_the_week_from_wherever_it_is_ticked(part):
    visitor = opened(Visitor(WOMAN_OF_54).open(PLAN, part), "resistance")
    tick(visitor, "resistance")
    assert visitor.answers["will_do"] == ["resistance"]
    assert week(visitor) == {"Tuesday": ["Strength"], "Friday": ["Strength"]}


def test_the_week_lists_its_days_in_order_and_what_is_done_once_at_the_end():
    visitor = tick(plan_of(WOMAN_OF_67), "doctor", "balance", "home")
    assert list(week(visitor).items()) == [
        ("Monday", ["Balance"]),
        ("Wednesday", ["Balance"]),
        ("Friday", ["Balance"]),
        ("Once", ["Call for an appointment", "Ask for a physiotherapist", "Go through the home"]),
    ]  # she begins with help, and so asks for it
    assert any("Later as someone who knows bones shows." in body for body in htmls(visitor))


def test_an_empty_week_shows_the_boxes_of_the_first_steps_and_a_tick_there_is_the_tick_of_the_step():
    visitor = Visitor(WOMAN_OF_54).open(PLAN, DO)
    assert "What you tick stands here with its days" in visitor.text("week_boxes")
    again = {e.label: e for e in visitor.elements("week_boxes") if e.type == "checkbox"}
    assert list(again) == ["Train my strength", "Get enough calcium", "Walk a little more"]
    next(iter(again.values())).set_value(True)
    visitor.run()
    assert boxes(visitor)["resistance"] is True
    assert week(visitor) == {"Tuesday": ["Strength"], "Friday": ["Strength"]}


def test_a_tick_is_the_same_tick_on_every_part():
    visitor = tick(plan_of(WOMAN_OF_67), "balance", "doctor")
    assert boxes(visitor.open(PLAN, DOCTOR)) == {"doctor": True}
    assert boxes(opened(visitor.open(PLAN, CHECKLIST), "balance")) == {"balance": True}
    tick(visitor, "balance", to=False)
    assert boxes(visitor.open(PLAN, DO)) == {"doctor": True, "balance": False, "home": False}
    tick(visitor.open(PLAN, DOCTOR), "doctor", to=False)
    assert boxes(visitor.open(PLAN, DO)) == {"doctor": False, "balance": False, "home": False}
    assert "will_do" not in visitor.answers
    assert week(visitor) == {}


def test_ticks_survive_other_pages_other_answers_and_the_saved_file():
    visitor = tick(plan_of(WOMAN_OF_54), "resistance", "calcium")
    for part in reversed(PARTS):
        visitor.open(PLAN, part)
    visitor.open(MEALS).open(BODY).give("weight_kg", "70").open(PLAN, DO)
    assert boxes(visitor) == {"resistance": True, "calcium": True, "walking": False}
    assert visitor.draft["answers"]["will_do"] == ["resistance", "calcium"]
    again = Visitor(answers_from(from_json(to_json(built(visitor.answers)[0]))))
    assert boxes(again.open(PLAN, DO)) == boxes(visitor)
    assert week(again) == week(visitor) != {}


def test_a_loaded_file_brings_its_own_ticks_and_no_others():
    other = to_json(built({**WOMAN_OF_54, "will_do": ["calcium"]})[0])
    visitor = Visitor({**WOMAN_OF_54, "will_do": ["resistance"]}).open(START).upload(other).open(PLAN, DO)
    assert boxes(visitor) == {"resistance": False, "calcium": True, "walking": False}


def test_ticks_of_a_sample_person_never_touch_ones_own():
    own = {**WOMAN_OF_54, "will_do": ["resistance"]}
    visitor = opened(Visitor(own, sample="maria").open(PLAN, CHECKLIST), "calcium", "balance")
    assert not any(boxes(visitor).values())
    tick(visitor, "calcium", "balance")
    assert set(week(visitor)) == {"Monday", "Wednesday", "Friday", "Sunday"}
    assert visitor.answers == visitor.draft["answers"] == own
    visitor.press("Leave")
    assert week(visitor) == {"Tuesday": ["Strength"], "Friday": ["Strength"]}
    visitor.open(START).press_key("open_maria").open(PLAN, DO)
    assert not any(boxes(visitor).values())


def test_a_ticked_thing_that_is_no_longer_safe_leaves_the_week_and_comes_back_with_its_tick():
    before_menopause = {**WOMAN_OF_54, "age_years": 46, "menopausal_status": "premenopausal"}
    visitor = tick(opened(plan_of(before_menopause, CHECKLIST), "impact", "calcium"), "impact", "calcium")
    visitor.open(HABITS).give("exercise_cautions", ["new_pain"])
    assert week(visitor) == {"Sunday": ["Plan calcium for the week"]}
    assert "impact" not in boxes(opened(visitor.open(PLAN, CHECKLIST), "not_for_you", "impact"))
    visitor.open(HABITS).give("exercise_cautions", ["none"])
    assert set(week(visitor)) == {"Monday", "Tuesday", "Thursday", "Saturday", "Sunday"}


# ------------------------------------------------------------------ the calendar file

AGAIN = "Bone plan: Look at the plan again, and repeat the check"


@pytest.fixture
def downloads(monkeypatch):
    """The files that the last pages offered, by their names."""
    offered: dict[str, bytes] = {}
    draw = st.download_button

    def offer(label: str, data: Any, file_name: str, **more: Any) -> bool:
        offered[file_name] = data() if callable(data) else data
        return draw(label, data=data, file_name=file_name, **more)

    monkeypatch.setattr(st, "download_button", offer)
    return offered


def events(file: bytes) -> dict[str, Any]:
    return {str(event["summary"]): event for event in Calendar.from_ical(file).walk("VEVENT")}


def test_the_calendar_file_holds_what_was_ticked_on_its_days_and_nothing_else(downloads):
    visitor = plan_of(WOMAN_OF_67)
    week(visitor)
    assert downloads.keys() == set()  # nothing is ticked
    shown = week(tick(visitor.open(PLAN, DO), "doctor", "balance"))
    found = events(downloads["bone-plan.ics"])
    again = found.pop(AGAIN)
    assert set(found) == {f"Bone plan: {thing}" for things in shown.values() for thing in things}
    balance, doctor = found["Bone plan: Balance"], found["Bone plan: Call for an appointment"]
    assert balance["rrule"]["byday"] == [DAYS[day] for day, things in shown.items() if "Balance" in things]
    assert balance["rrule"]["freq"] == ["WEEKLY"]
    assert "rrule" not in doctor
    for event in found.values():
        assert type(event["dtstart"].dt) is date  # a whole day
        assert 0 < (event["dtstart"].dt - event["dtstamp"].dt.date()).days <= 7
    assert balance["rrule"]["until"][0] - balance["dtstamp"].dt.date() == timedelta(weeks=12)
    assert again["dtstart"].dt == balance["rrule"]["until"][0]  # then it is time to look again


def test_an_unticked_thing_leaves_the_calendar_file(downloads):
    visitor = Visitor({**WOMAN_OF_54, "will_do": ["resistance", "calcium"]}).open(PLAN, DO)
    week(tick(visitor, "calcium", to=False))
    assert set(events(downloads["bone-plan.ics"])) == {"Bone plan: Strength", AGAIN}
    visitor.open(PLAN, DO)
    del downloads["bone-plan.ics"]
    week(tick(visitor, "resistance", to=False))
    assert "bone-plan.ics" not in downloads


def test_a_time_and_a_reminder_go_into_the_file_and_nowhere_else(downloads):
    visitor = plan_of({**WOMAN_OF_54, "will_do": ["doctor", "balance", "walking"]})
    kept = visitor.draft
    visitor.choose("plan_week_at_exercise", "10:00").choose("plan_week_remind", "minutes_15")
    found = events(downloads["bone-plan.ics"])
    balance = found["Bone plan: Balance"]
    assert (balance["dtstart"].dt.hour, balance["dtstart"].dt.minute, balance["dtstart"].dt.tzinfo) == (10, 0, None)
    assert type(found["Bone plan: Walk"]["dtstart"].dt) is date  # a walk has a time of its own
    assert [alarm.decoded("trigger") for alarm in balance.walk("VALARM")] == [timedelta(minutes=-15)]
    assert "It reminds at 9 am, or the evening before." in visitor.text("calendar")
    assert visitor.draft == kept
    # Without a time there is no "15 minutes before" any more.
    visitor.choose("plan_week_at_exercise", "")
    assert not any(event.walk("VALARM") for event in events(downloads["bone-plan.ics"]).values())


def test_only_what_was_ticked_is_asked_for_its_time():
    def asked(*ticked):
        visitor = plan_of({**WOMAN_OF_54, "will_do": list(ticked)})
        return {element.key for element in visitor.elements("calendar") if element.type == "selectbox"}

    assert asked("doctor") == {"plan_week_remind"}
    assert asked("doctor", "walking") == {"plan_week_remind", "plan_week_at_walk"}


# ------------------------------------------------------------------ the week on paper


def sheet(answers: dict[str, Any], *ticked: str) -> tuple[dict[str, list[bool]], str]:
    """The rows of the sheet, each with the days that have a box; and what stands below them."""
    [body] = htmls(plan_of({**answers, "will_do": list(ticked)}), "week_sheet")
    rows = re.findall(r'<tr><th scope="row"><b>(.*?)\.</b>.*?</th>(.*?)</tr>', body)
    boxes = {title: ["box" in cell for cell in re.findall(r"<td.*?</td>", cells)] for title, cells in rows}
    return boxes, unescape(body.partition("</table>")[2])


def test_the_sheet_has_a_box_for_each_day_on_which_a_thing_is_done():
    boxes, _ = sheet(WOMAN_OF_67, "balance", "walking", "home")
    assert boxes == {
        "Ask for a physiotherapist": [True],
        "Balance": [True, False, True, False, True, False, False],
        "Go through the home": [True],
        "Walk": [True] * 7,
    }


@pytest.mark.parametrize("who", ["woman of 54", "woman of 67"])
def test_who_trains_from_the_sheet_reads_there_what_to_leave_out_and_what_ends_a_session(who):
    found = programme(planned(PEOPLE[who]), built(PEOPLE[who])[0].person)
    _, below = sheet(PEOPLE[who], "balance")
    assert all(line in below for line in (*programme_words.leave_out(found), *programme_words.rules()))
    _, below = sheet(PEOPLE[who], "calcium")
    assert "ends the session" not in below
    assert "It is education, and no treatment advice." in below


def test_in_a_pregnancy_the_sheet_still_says_what_ends_a_session():
    """There is no column of the programme for her, so no line on what it leaves out."""
    pregnant = {**WOMAN_OF_33, "missed_periods": "no", "pregnancy": "pregnant"}
    boxes, below = sheet(pregnant, "walking")
    assert boxes["Walk"] == [True] * 7
    assert "ends the session" in below
    assert "Leave out" not in below


# ------------------------------------------------------------------ exercise


@EVERYBODY
def test_the_exercise_level_comes_with_its_reasons_and_with_what_is_safe_to_keep_learn_and_ask(who):
    visitor, level = lines_of(who), level_words(planned(PEOPLE[who]).exercise)
    assert now(visitor, "begin") == f"How to begin: {level.title}"
    text = visitor.text("row_begin")
    assert level.lead in text
    for title, lines in (
        ("Is it safe for me?", level.safe), ("Why this level", level.reasons), ("Learn first", level.learn),
        ("Most people at this level can keep doing", level.keep), ("Ask about first", level.ask),
    ):  # fmt: skip
        assert (f"**{title}**\n\n{as_list(lines)}" in text) if lines else (f"**{title}**" not in text)
    assert "No expert body names a T-score below which exercise is forbidden." in text
    assert ("could change this" in text) == bool(planned(PEOPLE[who]).exercise.open_questions)


def test_with_a_spine_fracture_the_spine_is_neither_rounded_nor_twisted():
    text = lines_of("woman of 67").text("row_begin")
    assert "Hinge at the hips instead of rounding the back. Turn with your feet instead of twisting." in text
    assert "before you lift heavy, jump or run" in text


@pytest.mark.parametrize("key", ["exercise_cautions", "warning_signs"])
def test_an_open_question_that_could_change_the_level_is_asked_where_it_stands_and_stays_for_more_ticks(key):
    """Somebody who trains, and would be on the highest level with that answer."""
    visitor = plan_of({name: value for name, value in WOMAN_OF_62.items() if name != key})
    assert "1 open answer could change this." in visitor.text()
    assert "With a physiotherapist" in visitor.text()
    visitor.press("Answer them")
    assert now(visitor, "begin") == "How to begin: Begin gently while something is open"
    assert "Heavy lifting and jumping: not before that is settled." in visitor.text("row_begin")
    visitor.app.session_state[f"answer_level_{key}"] = True
    visitor.run()
    sign = {"exercise_cautions": "unsteady", "warning_signs": "new_stoop"}[key]
    visitor.give(key, [sign])
    assert visitor.shown(key) == [sign]
    assert "could change this" not in visitor.text("row_begin")


def test_the_study_of_heavy_lifting_is_told_with_what_it_was_not_and_with_its_numbers():
    label = "The heavy-lifting study LIFTMOR: what it was, and what it was not"
    visitor = plan_of(WOMAN_OF_54, CHECKLIST)
    visitor.app.session_state["liftmor"] = True
    told = said(opened(visitor, "begin").fold(label))
    was, rest = told.split("**What it was not**")
    was_not, numbers = rest.split("**Its numbers**")
    assert all(fact in was for fact in ("101 women after menopause", "below -1.0", "A trainer stood beside them"))
    assert all(fact in was_not for fact in ("no home program", "must be supervised", "did not count broken bones"))
    # Watson 2018: +2.9 % at the spine against -1.2 %; +0.3 % at the neck against -1.9 %. MEDEX-OP: +1.9 % at the spine.
    for number in ("2.9 % higher", "1.2 % lower", "0.3 % higher", "1.9 % lower", "1.9 % higher"):
        assert number in numbers
    assert "They cannot be added up" in numbers
    assert all(citations()[source].text in numbers for source in ("liftmor", "liftmor_m", "medex_op"))


@EVERYBODY
def test_the_twelve_weeks_stand_by_level_each_with_what_is_left_out_and_what_ends_a_session(who):
    answers = PEOPLE[who]
    found = programme(planned(answers), built(answers)[0].person)
    visitor = opened(plan_of(answers), "weeks_0", "weeks_1", "weeks_2", "moves")
    if found.data is None:
        assert programme_words.waits(found) in visitor.text()
        assert visitor.containers("row_weeks_") == []
        return
    assert programme_words.column_text(found, "lead") in visitor.text()
    for number in range(3):
        read = visitor.text(f"row_weeks_{number}")
        assert all(f"- **{line.kind}.** {line.text}" in read for line in programme_words.lines(found, number))
        assert all(left_out in read for left_out in programme_words.leave_out(found))
        assert all(rule in read for rule in programme_words.rules())
        assert "It does not treat osteoporosis." in read
    moves = programme_words.moves(found)
    assert visitor.containers("move_") == [move.key for move in moves]
    for move in moves:
        drawn, how = [e.value for e in visitor.elements(f"move_{move.key}") if e.type == "markdown"]
        assert drawn.startswith("<svg")
        assert move.drawn in unescape(drawn)
        assert how == f"{move.how} {move.careful}"
    assert visitor.links("moves_drawn")  # the whole text on training stands under Learn
    closed = plan_of(answers).text()
    assert "<svg" not in closed


# ------------------------------------------------------------------ the doctor


@EVERYBODY
def test_for_the_doctor_stand_this_persons_questions_the_red_flags_the_next_scan_and_medicines_in_a_fold(who):
    visitor, plan, flags = seen(who, DOCTOR), planned(PEOPLE[who]), [red_flags(when) for when in ("now", "soon")]
    read = texts(visitor)
    asked = [line for text in read for line in text.splitlines()]
    assert [line for line in asked if line in {f"- {doctor_question(key)}" for key in plan.doctor_questions}] == [
        f"- {doctor_question(key)}" for key in plan.doctor_questions
    ]  # all of them, in order; those after the sixth in a fold
    soon, scan = (read.index(title) for title in ("When to get help soon", "The next scan"))
    for flag in flags:
        assert f"**{flag.lead}**\n\n{as_list(flag.signs)}" in read[soon:scan]
    assert read[scan + 1] == next_scan_words(plan.next_scan)
    told = [f"**{text.title}**\n\n{text.plain}" for text in medicine_words()]
    assert not set(told) & set(read)
    folded = Visitor(PEOPLE[who])
    folded.app.session_state["medicines"] = True
    assert [text for text in texts(folded.open(PLAN, DOCTOR)) if text in told] == told


def test_a_reminder_to_ask_for_the_next_scan_stands_where_a_day_can_be_named(downloads):
    scanned_today = date.today()
    answers = {**of_woman(70, **with_t(total_hip=-2.2)), "scan_date": scanned_today.isoformat()}
    visitor = plan_of(answers, DOCTOR)
    [event] = events(downloads["next-check-up.ics"]).values()
    day = event["dtstart"].dt
    assert (day.year, day.month) == (scanned_today.year + 2, scanned_today.month)
    labels = [e.proto.label for e in visitor.elements("ask_later") if e.type == "download_button"]
    assert labels == [f"Remind me to ask, on {day.day} {day:%B} {day.year}"]
    assert "2 years after your scan. Ask sooner after a broken bone" in visitor.text("ask_later")
    downloads.clear()
    for without in ({"scan_date": ""}, {"total_hip.t_score": -2.5}, {"bone_medicine": "not_known"}):
        plan_of(answers | without, DOCTOR)
        assert "next-check-up.ics" not in downloads, without


# What no text on medicines may do: tell somebody to start or to stop one.
ADVICE = re.compile(
    r"(?:^|[.!?:*-]\s+|\*\*\s*)(?:please )?(?:start|stop|begin|take|try|use|quit|switch|change|ask for a (?:drug|medicine))\b"
    r"|\byou (?:should|must|need to|have to|ought to|can|could) (?:now )?(?:start|stop|begin|take|try|use|quit|switch|change)\b",
    re.IGNORECASE | re.MULTILINE,
)


def test_medicines_are_told_without_a_word_to_start_or_stop_one():
    told = "\n".join(f"**{text.title}**\n\n{text.plain}" for text in medicine_words())
    for name in ("Hormone therapy", "Bisphosphonates", "Denosumab, raloxifene, teriparatide and romosozumab"):
        assert name in told
    assert "We never say start, stop or change. A doctor weighs" in told
    asked = [text["text"] for text in document("doctor_talk.toml")["questions"].values()]
    assert [text for text in (told, *asked) if ADVICE.search(text)] == []
    for advice in ("Start alendronate.", "It helps. Stop denosumab.", "You should take a tablet.", "- Take hormones"):
        assert ADVICE.search(advice)
