"""The week: only what was ticked, only what is safe, and a calendar file that any calendar reads."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bonecheck.evidence import document
from bonecheck.plan import Level, Row, Status, Strength
from bonecheck.questions import questions
from bonecheck.weekly_plan import Entry, calendar_file, is_worth_planning, may_be_planned, weekly_plan
from tests.people import TODAY, line, of_woman, planned

WEEK = document("weekly_plan.toml")
ENTRIES = WEEK["entries"]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
EXERCISE = {"balance", "resistance", "impact", "walking"}
ALL = sorted(ENTRIES)
ONE_WEEK = [TODAY + timedelta(days=ahead) for ahead in range(7)]


def keys(entries):
    return [entry.key for entry in entries]


def events(entries, on):
    return Calendar.from_ical(calendar_file(entries, on=on)).walk("VEVENT")


# ------------------------------------------------------------------ what stands in the week


def test_only_what_was_ticked_stands_in_the_week():
    assert keys(weekly_plan(["resistance", "balance"], Level.FULL)) == ["balance", "resistance"]
    assert weekly_plan([], Level.FULL) == ()
    assert weekly_plan(["no such thing"], Level.FULL) == ()


@pytest.mark.parametrize(
    ("level", "missing"),
    [(Level.STOP, EXERCISE), (Level.SUPERVISED, {"impact"}), (Level.BUILD_UP, set()), (Level.FULL, set())],
)
def test_no_training_before_the_clinician_and_no_jumps_without_help(level, missing):
    """Also where the tick is older than the answer that changed the level."""
    assert set(keys(weekly_plan(ALL, level))) == ENTRIES.keys() - missing
    assert {key for key in ALL if not may_be_planned(key, level)} == missing


def test_who_begins_with_help_trains_as_the_physiotherapist_showed():
    for entry in weekly_plan(["balance", "resistance"], Level.SUPERVISED):
        assert "physiotherapist showed" in entry.text
    for entry in weekly_plan(["balance", "resistance"], Level.FULL):
        assert "physiotherapist" not in entry.text


@pytest.mark.parametrize("key", ["doctor", "home", "smoking"])
def test_a_call_or_a_walk_through_the_home_is_done_once(key):
    [entry] = weekly_plan([key], Level.FULL)
    assert entry.once


def test_strength_has_a_day_between():
    """Lifestyle notes 4.5: two or three days; the checklist says with a day between."""
    [entry] = weekly_plan(["resistance"], Level.FULL)
    places = [DAYS.index(day) for day in entry.days]
    assert len(places) == 2
    assert all(after - before >= 2 for before, after in pairwise([*places, places[0] + 7]))


@pytest.mark.parametrize(("key", "target"), [("balance", 3), ("resistance", 2), ("impact", 4), ("walking", 7)])
def test_the_days_of_the_week_reach_the_target(key, target):
    [entry] = weekly_plan([key], Level.FULL)
    assert len(entry.days) >= target


# ------------------------------------------------------------------ what is offered


def row(key, status):
    return Row(key=key, status=status, strength=Strength.WEAK, question=key)


@pytest.mark.parametrize("key", sorted(EXERCISE))
def test_training_on_target_is_worth_keeping_up(key):
    assert is_worth_planning(row(key, Status.MET), Level.FULL)
    assert is_worth_planning(row(key, Status.BELOW), Level.FULL)
    assert not is_worth_planning(row(key, Status.BELOW), Level.STOP)


@pytest.mark.parametrize("key", ["smoking", "alcohol", "cola", "caffeine", "sodium", "home", "vitamin_d"])
def test_nobody_plans_to_give_up_what_is_no_habit(key):
    assert not is_worth_planning(row(key, Status.MET), Level.FULL)


@pytest.mark.parametrize("key", ["alcohol", "cola", "caffeine", "sodium"])
def test_what_is_too_much_can_be_brought_down(key):
    assert is_worth_planning(row(key, Status.ABOVE), Level.FULL)


@pytest.mark.parametrize("key", ["calcium", "vitamin_d"])
def test_nobody_plans_more_of_what_is_too_much_already(key):
    assert not is_worth_planning(row(key, Status.ABOVE), Level.FULL)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("key", document("checklist.toml")["rows"])
def test_what_has_no_target_is_not_offered(key, level):
    assert not is_worth_planning(row(key, Status.NOT_APPLICABLE), level)


def test_a_runner_without_periods_is_offered_no_training():
    plan = planned(of_woman(33, "premenopausal", missed_periods="yes", resistance_days_per_week="0"))
    offered = {key for key in EXERCISE if is_worth_planning(line(plan, key), plan.exercise.level)}
    assert offered <= {"walking"}  # she walks 40 minutes already


# ------------------------------------------------------------------ the calendar file


@pytest.mark.parametrize("on", ONE_WEEK, ids=lambda on: f"{on:%a}")
@pytest.mark.parametrize("entry", weekly_plan(ALL, Level.FULL), ids=lambda entry: entry.key)
def test_an_entry_stands_on_its_days_from_tomorrow_on(entry, on):
    """The first of its days that comes after today, within a week."""
    [event] = events([entry], on)
    first = event.decoded("dtstart")
    days_to_come = [on + timedelta(days=ahead) for ahead in range(1, 8)]
    assert first == next(day for day in days_to_come if DAYS[day.weekday()] in entry.days)
    assert not hasattr(first, "hour")  # a whole day
    assert event.decoded("dtend") == first + timedelta(days=1)
    assert str(event["transp"]) == "TRANSPARENT"


@pytest.mark.parametrize("on", ONE_WEEK, ids=lambda on: f"{on:%a}")
@pytest.mark.parametrize("entry", weekly_plan(ALL, Level.FULL), ids=lambda entry: entry.key)
def test_an_entry_repeats_for_twelve_weeks_or_stands_once(entry, on):
    [event] = events([entry], on)
    if entry.once:
        assert "rrule" not in event
        return
    rule = event["rrule"]
    assert rule["freq"] == ["WEEKLY"]
    assert rule["byday"] == list(entry.days)
    assert rule["until"] == [on + timedelta(days=7 * 12)]
    assert WEEK["weeks"] == 12


def occurrences(event, on):
    """The days that a weekly rule names, counted out by hand."""
    if "rrule" not in event:
        return [event.decoded("dtstart")]
    first, [until], days = event.decoded("dtstart"), event["rrule"]["until"], event["rrule"]["byday"]
    every_day = [first + timedelta(days=ahead) for ahead in range((until - first).days + 1)]
    return [day for day in every_day if DAYS[day.weekday()] in days]


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)), st.sampled_from(weekly_plan(ALL, Level.FULL)))
def test_each_day_of_the_week_comes_twelve_times(on, entry):
    """From tomorrow to the same weekday in 12 weeks there are 84 days, 12 of each."""
    [event] = events([entry], on)
    found = occurrences(event, on)
    assert len(found) == (1 if entry.once else 12 * len(entry.days))
    assert min(found) > on
    assert max(found) <= on + timedelta(weeks=12)


def test_the_same_plan_on_the_same_day_is_the_same_file():
    week = weekly_plan(ALL, Level.FULL)
    assert calendar_file(week, on=TODAY) == calendar_file(week, on=TODAY)
    names = [str(event["uid"]) for event in events(week, TODAY)]
    assert len(set(names)) == len(names) == len(week)
    tomorrow = {str(event["uid"]) for event in events(week, TODAY + timedelta(days=1))}
    assert not tomorrow & set(names)


def test_the_file_is_a_calendar_by_the_book():
    """RFC 5545: version and product, lines of at most 75 bytes that end with CRLF, a stamp in UTC."""
    content = calendar_file(weekly_plan(ALL, Level.FULL), on=TODAY)
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"VERSION:2.0\r\n" in content
    assert b"PRODID:" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"DTSTAMP:20261122T000000Z" in content
    assert b"DTSTART;VALUE=DATE:" in content


def test_an_empty_week_is_a_calendar_without_entries():
    assert events([], TODAY) == []


def test_the_file_holds_nothing_of_the_person_but_what_was_ticked():
    """Each text stands in the data file word for word; no score, no answer, no name."""
    for level in Level:
        week = weekly_plan(ALL, level)
        for event, entry in zip(events(week, TODAY), week, strict=True):
            own = ENTRIES[entry.key]
            assert str(event["summary"]) == f"{WEEK['prefix']}{own['title']}"
            assert str(event["description"]) in {
                f"{own[text]} {WEEK['note']}" for text in ("text", "supervised") if text in own
            }
            assert set(event) <= {"UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "TRANSP", "RRULE"}


def test_two_people_with_the_same_ticks_get_the_same_file():
    levels = {planned(of_woman(66)).exercise.level, planned(of_woman(54)).exercise.level}
    [level] = levels
    assert calendar_file(weekly_plan(["walking"], level), on=TODAY) == calendar_file(
        weekly_plan(["walking"], Level.FULL), on=TODAY
    )


def test_commas_and_umlauts_come_through():
    entry = Entry(key="x", title="Gehen, üben; ruhen", text="Zehn Minuten\nam Tag", days=("MO",), once=False)
    [event] = events([entry], TODAY)
    assert str(event["summary"]).endswith("Gehen, üben; ruhen")
    assert str(event["description"]).startswith("Zehn Minuten\nam Tag")


# ------------------------------------------------------------------ the data are complete


def test_every_tick_has_an_entry_and_every_entry_a_tick():
    assert ENTRIES.keys() == questions()["will_do"].options.keys()
    assert ENTRIES.keys() - {"doctor"} == set(document("checklist.toml")["rows"])
    assert list(WEEK["days"]) == DAYS


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_is_filled_in(key):
    entry = ENTRIES[key]
    assert entry.keys() <= {"days", "once", "title", "text", "supervised", "keeps", "lowers"}
    assert entry["days"]
    assert [day for day in DAYS if day in entry["days"]] == entry["days"]
    assert entry["title"]
    assert entry["text"].endswith(".")
    assert not ("keeps" in entry and "lowers" in entry)


def test_what_is_for_help_is_said_only_where_help_is_needed():
    for key in EXERCISE - {"impact"}:
        assert ("supervised" in ENTRIES[key]) == (key != "walking")
