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
from bonecheck.evidence.library import citations, document
from bonecheck.plan.week import is_worth_planning
from bonecheck.ui.plan import CHECKLIST, DOCTOR, EXERCISE, FIRST, PARTS, WEEK
from bonecheck.words.medicines import medicine_words
from bonecheck.words.plan import (
    action_words,
    doctor_question,
    level_words,
    next_scan_words,
    red_flags,
    row_cells,
    row_sentence,
    row_words,
    summary,
)
from bonecheck.words.questions import label_of
from tests.browser.people import MAN_OF_58, MAN_OF_80, WOMAN_OF_33, WOMAN_OF_54, WOMAN_OF_62, WOMAN_OF_67
from tests.pages.visitor import ABOUT, MEALS, PLAN, RESULTS, START, Visitor, said
from tests.people import built, counted, planned

AGE_ONLY = {"age_years": 62, "sex": "female"}
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


def plan_of(answers: dict[str, Any], part: str = FIRST) -> Visitor:
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
    named = re.compile(r"w\d*_will_do\.(.+)")
    found = [(named.fullmatch(element.key or ""), element) for element in visitor.inputs()]
    return {match[1]: element.value for match, element in found if match}


def tick(visitor: Visitor, *things: str, to: bool = True) -> Visitor:
    for thing in things:
        visitor.give(f"will_do.{thing}", to)
    return visitor


def week(visitor: Visitor) -> dict[str, list[str]]:
    """The things to do under each day of the week on screen, and under "Once"."""
    found = {}
    for text in texts(visitor.open(PLAN, WEEK)):
        if match := re.fullmatch(r"\*\*(\w+)\*\*\n\n((?:- .+\n?)+)", text):
            found[match[1]] = re.findall(r"- \*\*(.+?)\.\*\*", match[2])
    return found


def bars(visitor: Visitor, line: str) -> list[str]:
    """The drawn bars of a line of the checklist."""
    html = [element.proto.body for element in visitor.elements(f"row_{line}") if element.type == "html"]
    return [body for body in html if "bonecheck-bar" in body]


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
    visitor.open(PLAN).press("Go to the question")
    visitor.give("age_years", "20").open(PLAN, FIRST)
    assert "First steps for you" in visitor.headings
    assert "Younger bones still grow" not in visitor.text()


@EVERYBODY
def test_a_part_of_the_plan_shows_that_part_and_no_other(who):
    first_heading = {
        FIRST: "First steps for you",
        CHECKLIST: "Checklist",
        EXERCISE: "How to begin with exercise",
        WEEK: "My week",
        DOCTOR: "Ask your doctor",
    }
    for part in PARTS:
        headings = seen(who, part).headings
        assert [heading for heading in headings if heading in first_heading.values()] == [first_heading[part]]


def test_denosumab_stands_on_every_part_of_the_plan():
    on_time = {"bone_medicine": "denosumab", "denosumab_last_dose": "within_6_months"}
    visitor, other = (Visitor({**WOMAN_OF_62, **taken}) for taken in (on_time, {"bone_medicine": "zoledronate"}))
    for part in PARTS:
        assert "Denosumab: do not stop or delay it without your doctor" in visitor.open(PLAN, part).text()
    assert "Denosumab: do not stop" not in other.open(PLAN, FIRST).text()


def test_a_gap_of_denosumab_stands_on_every_part_of_the_plan_and_speaks_of_no_calendar_date():
    visitor = Visitor({**WOMAN_OF_62, "bone_medicine_before": ["denosumab"], "denosumab_last_dose": "within_2_years"})
    for part in PARTS:
        read = visitor.open(PLAN, part).text()
        assert "Your denosumab has ended: call your doctor today" in read
        assert not re.search("Do not stop or delay it|next date in your calendar", read)


def test_which_part_is_open_is_no_answer_and_stays_while_moving_between_pages():
    visitor = Visitor(WOMAN_OF_54).open(PLAN).choose("plan_part", WEEK)
    assert "My week" in visitor.headings
    assert "My week" in visitor.open(ABOUT).open(PLAN).headings
    assert visitor.answers == WOMAN_OF_54
    assert not visitor.draft["place"].get("plan")


def test_a_way_on_leads_from_part_to_part_and_ends_at_the_last():
    visitor = plan_of(WOMAN_OF_54)
    ways = []
    for part in PARTS:
        assert visitor.containers("plan_") == [part]
        ways.append([button for button in visitor.buttons if button.startswith("Next: ")])
        if ways[-1]:
            visitor.press(ways[-1][0])
    assert ways == [["Next: Checklist"], ["Next: Exercise"], ["Next: My week"], ["Next: For the doctor"], []]


# ------------------------------------------------------------------ first steps, and on the results


@EVERYBODY
def test_the_first_steps_stand_in_order_each_with_why_and_how_to_begin_here_and_on_the_results(who):
    plan, here, results = planned(PEOPLE[who]), seen(who, FIRST), Visitor(PEOPLE[who]).open(RESULTS)
    expected = [action.key for action in plan.actions]
    assert here.containers("action_") == results.containers("action_") == expected
    assert len(expected) == 3
    for number, action in enumerate(plan.actions, start=1):
        text = action_words(action, plan.exercise.level)
        assert here.subheadings(f"action_{action.key}") == [f"{number}. {text.title}"]
        shown = here.text(f"action_{action.key}")
        assert f"**Why it is here.** {text.why}\n" in shown
        assert f"**This week.** {text.begin}" in shown
        assert results.text(f"action_{action.key}") == shown
    assert results.text("keep_moving") == here.text("keep_moving")
    assert (REASSURANCE in here.text()) == (who == "woman of 62")


def test_keep_moving_takes_fear_seriously_and_how_the_order_is_chosen_can_be_read():
    assert "Moving is good for people with any T-score." in seen("woman of 54", FIRST).text("keep_moving")
    afraid = seen("woman of 67", FIRST).text("keep_moving")
    assert "You said that you are afraid to move or to fall. Many people are." in afraid
    assert "moving is good for you" in afraid
    order = said(seen("woman of 54", FIRST).fold("How we chose the order"))
    assert "The rule is a list that anyone can read" in order


@pytest.mark.parametrize("age", [64, 65])  # from 65 on the chances stand above the findings
def test_the_results_lead_with_first_steps_and_that_moving_is_good_above_every_chance(age):
    visitor = Visitor({**WOMAN_OF_54, "age_years": age}).open(RESULTS)
    read = texts(visitor)
    assert read.index("First steps for you") < read.index("Keep moving") < read.index("Your chance of a broken bone")
    # No number of chance stands above them, neither in a picture nor in words.
    above = list(visitor.elements())
    above = above[: [getattr(element, "value", None) for element in above].index("First steps for you")]
    assert [element.key for element in above if element.type == "plotly_chart"] == ["spectrum"]
    assert "who answer like you" not in said(above)
    assert PLAN in visitor.links().values()


def test_below_the_urgent_card_and_what_needs_a_doctor_come_the_first_steps():
    read = texts(Visitor({**WOMAN_OF_67, "warning_signs": ["cannot_stand"]}).open(RESULTS))
    urgent = next(place for place, text in enumerate(read) if text.startswith("Hip pain and you cannot"))
    assert urgent < read.index("Your results") < read.index("What matters most") < read.index("First steps for you")


@pytest.mark.parametrize(
    ("sign", "what", "begin"), [("cannot_stand", "title_urgent", "begin_urgent"), ("back_pain", "title", "begin_stop")]
)
def test_with_a_warning_sign_there_is_one_step_and_no_training_anywhere(sign, what, begin):
    visitor = Visitor({**WOMAN_OF_62, "warning_signs": [sign], "will_do": ["balance", "impact"]})
    for page, part in ((RESULTS, None), (PLAN, FIRST)):
        assert visitor.open(page, part).containers("action_") == ["doctor"]
        assert visitor.subheadings("action_doctor") == [STEPS["doctor"][what]]  # alone, so without a number
        assert f"**This week.** {STEPS['doctor'][begin]}" in visitor.text("action_doctor")
        assert "Keep moving" not in visitor.text()
        assert REASSURANCE not in visitor.text()
    for part in PARTS:
        assert TRAINING & boxes(visitor.open(PLAN, part)).keys() == set()
    assert week(visitor) == {}
    visitor.open(PLAN, CHECKLIST)
    for line in TRAINING:
        assert f"**{STATUS['not_applicable']}**" in visitor.text(f"row_{line}")
        first = "See a clinician first" if sign == "back_pain" else "Get care now."
        assert first in visitor.text(f"row_{line}")
        assert bars(visitor, line) == []
    exercise = visitor.open(PLAN, EXERCISE).text("exercise_level")
    assert not re.search("can keep doing|Learn first", exercise)
    if sign == "back_pain":
        assert "First see a clinician, then move on" in exercise
        assert "moving will still be good for you" in exercise
    else:  # nothing but "get care now": no line on walking, no study of lifting, no questions for a later talk
        assert "Get care now" in exercise
        assert not re.search("walk|lift|train", f"{exercise} {visitor.text()}", re.IGNORECASE)
        assert "Ask your doctor" not in texts(visitor.open(PLAN, DOCTOR))


# ------------------------------------------------------------------ the checklist


@EVERYBODY
def test_each_line_of_the_checklist_stands_there_whole_and_the_table_tells_the_same(who):
    plan, visitor = planned(PEOPLE[who]), seen(who, CHECKLIST)
    level = plan.exercise.level
    assert visitor.containers("row_") == [row.key for row in plan.rows]
    assert {row.key for row in plan.rows[-3:]} == {"cola", "caffeine", "sodium"}
    assert "weak or disputed evidence" in visitor.text()
    assert f"**{summary(plan.rows)}**" in visitor.text()
    assert [list(row.values()) for row in visitor.tables()["Checklist"]] == [row_cells(row, level) for row in plan.rows]
    for row in plan.rows:
        words, place = row_words(row, level), f"row_{row.key}"
        assert visitor.subheadings(place) == [words.title]
        text = visitor.text(place)
        assert re.search(rf"^:material/\w+: \*\*{words.status}\*\*$", text, re.MULTILINE)
        for part in (words.answer, words.target, words.remark, words.evidence, words.find_out):
            assert part in text
        fold = said(visitor.fold(f"{words.title}: what it is worth, and how", place))
        assert f"**What it is worth**\n\n{as_list(words.worth)}" in fold
        assert not words.how or f"**How**\n\n{as_list(words.how)}" in fold
        assert all(citations()[source].text in fold for source in words.sources)
        # A bar exactly where there is a number and a goal, and the same in words for whoever does not see it.
        heard = [unescape(label) for bar in bars(visitor, row.key) for label in re.findall(r'aria-label="(.*?)"', bar)]
        assert heard == ([row_sentence(row, level)] if row.answer and row.target else [])


@EVERYBODY
def test_only_what_makes_sense_for_this_person_can_be_ticked_and_nothing_is_ticked_for_them(who):
    plan = planned(PEOPLE[who])
    expected = {row.key for row in plan.rows if is_worth_planning(row, plan.exercise.level)}
    assert boxes(seen(who, CHECKLIST)) == dict.fromkeys(expected, False)
    assert boxes(seen(who, FIRST)).keys() <= expected | {"doctor"}
    assert boxes(seen(who, DOCTOR)) == {"doctor": False}
    assert boxes(seen(who, EXERCISE)) == boxes(seen(who, WEEK)) == {}
    assert not any(boxes(seen(who, FIRST)).values())
    assert "will_do" not in seen(who, FIRST).answers


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
    [bar] = bars(plan_of({**WOMAN_OF_54, **given}, CHECKLIST), line)
    drawn = re.findall(r'class="(\w+)" style="(?:width|left):([\d.]+)%', bar)
    assert {part: float(percent) for part, percent in drawn} == pytest.approx(expected, abs=0.06)


ASKS = {
    "balance": "balance_days_per_week", "home": "home_checked", "resistance": "resistance_days_per_week",
    "impact": "impact_days_per_week", "walking": "walking_minutes_per_day", "smoking": "smoking",
    "alcohol": "drinks_per_week.beer", "calcium": "calcium_servings_per_week.milk",
    "protein": "protein_portions_per_day", "vitamin_d": "vitamin_d_supplement_iu_per_day",
    "cola": "cola_per_week", "caffeine": "caffeine_drinks_per_day.black_tea", "sodium": "salt_habit",
}  # fmt: skip


def test_what_is_not_known_is_never_held_against_the_person_and_leads_to_its_question():
    visitor = Visitor({**AGE_ONLY, "weight_kg": 66, "falls_12_months": "1"})
    assert set(visitor.open(PLAN, CHECKLIST).containers("row_")) == set(ASKS)
    assert STATUS["below"] not in "\n".join(visitor.strings())
    for line, asked in ASKS.items():
        text = visitor.open(PLAN, CHECKLIST).text(f"row_{line}")
        assert f"**{STATUS['unknown']}**" in text
        assert "You: not answered" in text
        visitor.press_key(f"go_row_{line}")
        assert visitor.find(asked) is not None, f"{visitor.title} does not ask {asked}"


def test_the_line_of_calcium_leads_to_the_meals_and_knows_what_is_filled_in_there():
    """250 mg of all other food and 28 glasses of milk: 250 + 4 x 295 = 1,430 mg, above 1,200."""
    visitor = plan_of({**WOMAN_OF_54, **NO_FOOD}, CHECKLIST)
    assert f"**{STATUS['below']}**" in visitor.text("row_calcium")
    assert list(visitor.links("row_calcium").values()) == [MEALS]
    visitor.open(MEALS).give("calcium_servings_per_week.milk", "28").open(PLAN, CHECKLIST)
    assert f"**{STATUS['met']}**" in visitor.text("row_calcium")


# ------------------------------------------------------------------ ticks


@pytest.mark.parametrize(("page", "part"), [(RESULTS, None), (PLAN, FIRST), (PLAN, CHECKLIST)])
def test_a_tick_puts_a_thing_into_the_week_from_wherever_it_is_ticked(page, part):
    visitor = tick(Visitor(WOMAN_OF_54).open(page, part), "resistance")
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
    assert "Later as someone who knows bones shows." in visitor.text()


def test_an_empty_week_says_where_to_tick():
    assert "Nothing is ticked yet." in seen("woman of 54", WEEK).text()


def test_a_tick_is_the_same_tick_on_every_part_and_page():
    visitor = tick(plan_of(WOMAN_OF_67), "balance", "doctor")
    assert boxes(visitor.open(PLAN, DOCTOR)) == {"doctor": True}
    assert boxes(visitor.open(RESULTS)) == {"doctor": True, "balance": True, "home": False}
    assert boxes(visitor.open(PLAN, CHECKLIST))["balance"] is True
    tick(visitor, "balance", to=False)
    assert boxes(visitor.open(PLAN, FIRST)) == {"doctor": True, "balance": False, "home": False}
    tick(visitor.open(PLAN, DOCTOR), "doctor", to=False)
    assert boxes(visitor.open(RESULTS)) == {"doctor": False, "balance": False, "home": False}
    assert "will_do" not in visitor.answers
    assert week(visitor) == {}


def test_ticks_survive_other_pages_other_answers_and_the_saved_file():
    visitor = tick(plan_of(WOMAN_OF_54), "resistance", "calcium")
    for part in reversed(PARTS):
        visitor.open(PLAN, part)
    visitor.open(MEALS).open(ABOUT).give("weight_kg", "70").open(PLAN, FIRST)
    assert boxes(visitor) == {"resistance": True, "calcium": True, "walking": False}
    assert visitor.draft["answers"]["will_do"] == ["resistance", "calcium"]
    again = Visitor(answers_from(from_json(to_json(built(visitor.answers)[0]))))
    assert boxes(again.open(PLAN, FIRST)) == boxes(visitor)
    assert week(again) == week(visitor) != {}


def test_a_loaded_file_brings_its_own_ticks_and_no_others():
    other = to_json(built({**WOMAN_OF_54, "will_do": ["calcium"]})[0])
    visitor = Visitor({**WOMAN_OF_54, "will_do": ["resistance"]}).open(START).upload(other).open(PLAN, FIRST)
    assert boxes(visitor) == {"resistance": False, "calcium": True, "walking": False}


def test_ticks_of_a_sample_person_never_touch_ones_own():
    own = {**WOMAN_OF_54, "will_do": ["resistance"]}
    visitor = Visitor(own, sample="maria").open(PLAN, CHECKLIST)
    assert not any(boxes(visitor).values())
    tick(visitor, "calcium", "balance")
    assert set(week(visitor)) == {"Monday", "Wednesday", "Friday", "Sunday"}
    assert visitor.answers == visitor.draft["answers"] == own
    visitor.press("Leave")
    assert week(visitor) == {"Tuesday": ["Strength"], "Friday": ["Strength"]}
    visitor.open(START).press_key("open_maria").open(PLAN, CHECKLIST)
    assert not any(boxes(visitor).values())


def test_a_ticked_thing_that_is_no_longer_safe_leaves_the_week_and_comes_back_with_its_tick():
    before_menopause = {**WOMAN_OF_54, "age_years": 46, "menopausal_status": "premenopausal"}
    visitor = tick(plan_of(before_menopause, CHECKLIST), "impact", "calcium")
    visitor.open(HABITS).give("exercise_cautions", ["new_pain"])
    assert week(visitor) == {"Sunday": ["Plan calcium for the week"]}
    assert "impact" not in boxes(visitor.open(PLAN, CHECKLIST))
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
    assert downloads.keys() == {"bonecheck.json"}  # nothing is ticked
    shown = week(tick(visitor.open(PLAN, FIRST), "doctor", "balance"))
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
    visitor = Visitor({**WOMAN_OF_54, "will_do": ["resistance", "calcium"]}).open(PLAN, FIRST)
    week(tick(visitor, "calcium", to=False))
    assert set(events(downloads["bone-plan.ics"])) == {"Bone plan: Strength", AGAIN}
    del downloads["bone-plan.ics"]
    week(tick(visitor.open(PLAN, FIRST), "resistance", to=False))
    assert "bone-plan.ics" not in downloads


# ------------------------------------------------------------------ exercise


@EVERYBODY
def test_the_exercise_level_comes_with_its_reasons_and_with_what_is_safe_to_keep_learn_and_ask(who):
    visitor, level = seen(who, EXERCISE), level_words(planned(PEOPLE[who]).exercise)
    assert visitor.subheadings("exercise_level") == [level.title]
    text = visitor.text("exercise_level")
    assert level.lead in text
    for title, lines in (
        ("Is it safe for me?", level.safe), ("Why this level", level.reasons), ("Learn first", level.learn),
        ("Most people at this level can keep doing", level.keep), ("Ask about first", level.ask),
    ):  # fmt: skip
        assert (f"**{title}**\n\n{as_list(lines)}" in text) if lines else (f"**{title}**" not in text)
    assert "No expert body names a T-score below which exercise is forbidden." in text
    assert ("Open answers that could change this" in text) == bool(planned(PEOPLE[who]).exercise.open_questions)


def test_with_a_spine_fracture_the_spine_is_neither_rounded_nor_twisted():
    text = seen("woman of 67", EXERCISE).text("exercise_level")
    assert "Hinge at the hips instead of rounding the back. Turn with your feet instead of twisting." in text
    assert "before you lift heavy, jump or run" in text


@pytest.mark.parametrize("key", ["exercise_cautions", "warning_signs"])
def test_an_open_question_that_could_change_the_level_is_named_and_linked(key):
    """Somebody who trains, and would be on the highest level with that answer."""
    visitor = plan_of({name: value for name, value in WOMAN_OF_62.items() if name != key}, EXERCISE)
    assert visitor.subheadings("exercise_level") == ["Begin gently while something is open"]
    assert "Open answers that could change this: 1." in visitor.text("exercise_level")
    assert "Heavy lifting and jumping: not before that is settled." in visitor.text("exercise_level")
    visitor.press(label_of(key), within="exercise_level")
    assert visitor.find(key) is not None


def test_the_study_of_heavy_lifting_is_told_with_what_it_was_not_and_with_its_numbers():
    label = "The heavy-lifting study LIFTMOR: what it was, and what it was not"
    told = said(seen("woman of 54", EXERCISE).fold(label))
    was, rest = told.split("**What it was not**")
    was_not, numbers = rest.split("**Its numbers**")
    assert all(fact in was for fact in ("101 women after menopause", "below -1.0", "A trainer stood beside them"))
    assert all(fact in was_not for fact in ("no home program", "must be supervised", "did not count broken bones"))
    # Watson 2018: +2.9 % at the spine against -1.2 %; +0.3 % at the neck against -1.9 %. MEDEX-OP: +1.9 % at the spine.
    for number in ("2.9 % higher", "1.2 % lower", "0.3 % higher", "1.9 % lower", "1.9 % higher"):
        assert number in numbers
    assert "They cannot be added up" in numbers
    assert all(citations()[source].text in numbers for source in ("liftmor", "liftmor_m", "medex_op"))


# ------------------------------------------------------------------ the doctor


@EVERYBODY
def test_for_the_doctor_stand_this_persons_questions_the_red_flags_the_next_scan_and_medicines(who):
    visitor, plan, flags = seen(who, DOCTOR), planned(PEOPLE[who]), [red_flags(when) for when in ("now", "soon")]
    read = texts(visitor)
    assert as_list(doctor_question(key) for key in plan.doctor_questions) in read
    soon, scan, medicines = (
        read.index(title) for title in ("When to get help soon", "The next scan", "Medicines and hormones")
    )
    for flag in flags:
        assert f"**{flag.lead}**\n\n{as_list(flag.signs)}" in read[soon:scan]
    assert read[scan + 1] == next_scan_words(plan.next_scan)
    told = [f"**{text.title}**\n\n{text.plain}" for text in medicine_words()]
    assert read[medicines + 1 :][: len(told)] == told


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
