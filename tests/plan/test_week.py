"""The week: only what was ticked, only what is safe, and a calendar file that any calendar reads."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bonecheck.answers.questions import questions
from bonecheck.evidence.library import document
from bonecheck.plan.types import ChecklistLine, ExerciseLevel, Level, Plan, Status, Strength
from bonecheck.plan.week import (
    Entry,
    Manner,
    Reminder,
    begins,
    is_worth_planning,
    may_be_planned,
    reminders,
    slots_in,
    weekly_plan,
)
from bonecheck.words import week as week_words
from bonecheck.words.language import filled
from bonecheck.words.plan import will_keep
from bonecheck.words.week import EntryWords, calendar_file, check_up_file, entry_words, reminder_words, time_words
from tests.people import SEDENTARY, TODAY, line, of_woman, planned, with_t

WEEK = document("weekly_plan.toml")
ENTRIES = WEEK["entries"]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
EXERCISE = {"balance", "resistance", "impact", "walking"}
ALL = sorted(questions()["will_do"].options)


@cache
def at_level(level: Level) -> Plan:
    """A plan at this level in which nothing is on target yet."""
    return replace(planned({}), exercise=ExerciseLevel(level=level, reasons=(), open_questions=()), rows=())


FULL, SUPERVISED = at_level(Level.FULL), at_level(Level.SUPERVISED)


def keys(entries):
    return [entry.key for entry in entries]


def all_events(entries, on, **chosen):
    return Calendar.from_ical(calendar_file(entries, on=on, **chosen)).walk("VEVENT")


def events(entries, on, **chosen):
    """Those of the week, without the day on which to look again."""
    return [event for event in all_events(entries, on, **chosen) if not str(event["uid"]).startswith("look-again")]


# ------------------------------------------------------------------ what stands in the week


def test_only_what_was_ticked_stands_in_the_week():
    assert keys(weekly_plan(["resistance", "balance"], FULL)) == ["balance", "resistance"]
    assert weekly_plan([], FULL) == ()
    assert weekly_plan(["no such thing"], FULL) == ()


@pytest.mark.parametrize(
    ("level", "missing"),
    [
        (Level.URGENT, EXERCISE),
        (Level.STOP, EXERCISE),
        (Level.SUPERVISED, {"impact"}),
        (Level.OPEN, {"impact"}),
        (Level.BUILD_UP, set()),
        (Level.FULL, set()),
    ],
)
def test_no_training_before_the_clinician_and_no_jumps_without_help(level, missing):
    """Also where the tick is older than the answer that changed the level."""
    assert set(keys(weekly_plan(ALL, at_level(level)))) - {"physiotherapist"} == set(ALL) - missing
    assert {key for key in ALL if not may_be_planned(key, level)} == missing


def test_who_begins_with_help_begins_gently_and_goes_on_as_the_physiotherapist_shows():
    """The first visit may be weeks away, so the text names what is fine until then."""
    _, *training = weekly_plan(["balance", "resistance"], SUPERVISED)
    assert keys(training) == ["balance", "resistance"]
    for entry in training:
        assert "Later as someone who knows bones shows." in entry_words(entry).text
    for entry in weekly_plan(["balance", "resistance"], FULL):
        assert "physiotherapist" not in entry_words(entry).text


@pytest.mark.parametrize("ticked", sorted(EXERCISE - {"impact"}))
def test_who_begins_with_help_and_plans_to_train_is_reminded_to_ask_for_it(ticked):
    """Once, and first of the week; nobody else, and nobody who plans no training."""
    asked, training = weekly_plan([ticked], SUPERVISED)
    assert (asked.key, training.key) == ("physiotherapist", ticked)
    assert asked.once
    for level in (Level.URGENT, Level.STOP, Level.OPEN, Level.BUILD_UP, Level.FULL):
        assert "physiotherapist" not in keys(weekly_plan([ticked], at_level(level)))


@pytest.mark.parametrize("ticked", ["smoking", "calcium", "doctor", "home", "impact"])
def test_who_plans_no_training_with_help_is_not_sent_for_it(ticked):
    """Jumps do not count: they are not planned with help."""
    assert "physiotherapist" not in keys(weekly_plan([ticked], SUPERVISED))


def test_what_is_on_target_already_goes_on_as_it_is():
    """She trains three days a week: beginner's words would be less than she does."""
    ticked = ["balance", "resistance", "walking"]
    well = planned(of_woman(66, **with_t(total_hip=-1.4)))
    assert {entry_words(entry).text for entry in weekly_plan(ticked, well)} == {"Go on as you do."} == {WEEK["kept"]}
    begins = planned(of_woman(66, **SEDENTARY, **with_t(total_hip=-1.4)))
    assert {entry_words(entry).text for entry in weekly_plan(ticked, begins)} == {
        filled(ENTRIES[key]["text"]) for key in ticked
    }


@pytest.mark.parametrize("key", ["doctor", "home", "smoking", "vitamin_d"])
def test_a_call_or_a_walk_through_the_home_is_done_once(key):
    [entry] = weekly_plan([key], FULL)
    assert entry.once


def test_strength_has_a_day_between():
    """Lifestyle notes 4.5: two or three days; the checklist says with a day between."""
    [entry] = weekly_plan(["resistance"], FULL)
    places = [DAYS.index(day) for day in entry.days]
    assert len(places) == 2
    assert all(after - before >= 2 for before, after in pairwise([*places, places[0] + 7]))


@pytest.mark.parametrize(("key", "target"), [("balance", 3), ("resistance", 2), ("impact", 4), ("walking", 7)])
def test_the_days_of_the_week_reach_the_target(key, target):
    [entry] = weekly_plan([key], FULL)
    assert len(entry.days) >= target


# ------------------------------------------------------------------ what is offered


def row(key, status):
    return ChecklistLine(key=key, status=status, strength=Strength.WEAK, question=key)


@pytest.mark.parametrize("key", sorted(EXERCISE))
def test_training_on_target_is_worth_keeping_up(key):
    assert is_worth_planning(row(key, Status.MET), Level.FULL)
    assert is_worth_planning(row(key, Status.BELOW), Level.FULL)
    assert not is_worth_planning(row(key, Status.BELOW), Level.STOP)


@pytest.mark.parametrize("key", ["smoking", "alcohol"])
def test_smoking_and_drinking_are_offered_only_to_who_told_of_them(key):
    """Who would rather not say is not told to stop."""
    assert not is_worth_planning(row(key, Status.UNKNOWN), Level.FULL)
    plan = planned({})
    assert line(plan, key).status is Status.UNKNOWN
    assert not is_worth_planning(line(plan, key), plan.exercise.level)
    told = planned(of_woman(66, smoking="current", **{"drinks_per_week.beer": 20.0}))
    assert is_worth_planning(line(told, key), told.exercise.level)


@pytest.mark.parametrize("key", ["calcium", "vitamin_d", "protein", "balance", "resistance", "walking", "impact"])
def test_what_was_not_answered_is_offered_otherwise(key):
    """To find out is worth an entry, and training is good for everybody."""
    assert is_worth_planning(row(key, Status.UNKNOWN), Level.FULL)


@pytest.mark.parametrize("key", ["smoking", "alcohol", "cola", "caffeine", "sodium", "home", "vitamin_d", "calcium"])
def test_nobody_plans_to_give_up_what_is_no_habit(key):
    assert not is_worth_planning(row(key, Status.MET), Level.FULL)


@pytest.mark.parametrize("key", ["alcohol", "cola", "caffeine", "sodium"])
def test_what_is_too_much_can_be_brought_down(key):
    assert is_worth_planning(row(key, Status.ABOVE), Level.FULL)


@pytest.mark.parametrize("key", ["calcium", "vitamin_d"])
def test_nobody_plans_more_of_what_is_too_much_already(key):
    assert not is_worth_planning(row(key, Status.ABOVE), Level.FULL)


def test_what_has_no_target_is_not_offered():
    lines = [row(key, Status.NOT_APPLICABLE) for key in document("checklist.toml")["rows"]]
    assert not any(is_worth_planning(line, level) for line in lines for level in Level)


def test_a_runner_without_periods_is_offered_no_training():
    plan = planned(of_woman(33, "premenopausal", missed_periods="yes", resistance_days_per_week="0"))
    offered = {key for key in EXERCISE if is_worth_planning(line(plan, key), plan.exercise.level)}
    assert offered <= {"walking"}  # she walks 40 minutes already


# ------------------------------------------------------------------ the calendar file


def occurrences(event, on):
    """The days that a weekly rule names, counted out by hand."""
    if "rrule" not in event:
        return [event.decoded("dtstart")]
    first, [until], days = event.decoded("dtstart"), event["rrule"]["until"], event["rrule"]["byday"]
    every_day = [first + timedelta(days=ahead) for ahead in range((until - first).days + 1)]
    return [day for day in every_day if DAYS[day.weekday()] in days]


@settings(max_examples=60)
@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)), st.sampled_from(weekly_plan(ALL, FULL)))
def test_each_day_of_the_week_comes_twelve_times(on, entry):
    """From tomorrow to the same weekday in 12 weeks there are 84 days, 12 of each; the first is the first that comes."""
    [event] = events([entry], on)
    first, found = event.decoded("dtstart"), occurrences(event, on)
    days_to_come = [on + timedelta(days=ahead) for ahead in range(1, 8)]
    assert first == next(day for day in days_to_come if DAYS[day.weekday()] in entry.days)
    assert not hasattr(first, "hour")  # a whole day
    assert event.decoded("dtend") == first + timedelta(days=1)
    assert str(event["transp"]) == "TRANSPARENT"
    assert ("rrule" in event) != entry.once
    assert len(found) == (1 if entry.once else 12 * len(entry.days))
    assert min(found) == first > on
    assert max(found) <= on + timedelta(weeks=12)


def test_the_same_plan_on_the_same_day_is_the_same_file():
    week = weekly_plan(ALL, FULL)
    assert calendar_file(week, on=TODAY) == calendar_file(week, on=TODAY)
    names = [str(event["uid"]) for event in events(week, TODAY)]
    assert len(set(names)) == len(names) == len(week)
    tomorrow = {str(event["uid"]) for event in events(week, TODAY + timedelta(days=1))}
    assert not tomorrow & set(names)


def test_the_file_is_a_calendar_by_the_book():
    """RFC 5545: version and product, lines of at most 75 bytes that end with CRLF, a stamp in UTC."""
    content = calendar_file(weekly_plan(ALL, FULL), on=TODAY)
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"VERSION:2.0\r\n" in content
    assert b"PRODID:" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"DTSTAMP:20261122T000000Z" in content
    assert b"DTSTART;VALUE=DATE:" in content


def test_an_empty_week_is_a_calendar_without_entries():
    assert events([], TODAY) == []


@settings(max_examples=10)
@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_the_calendar_ends_with_a_day_to_look_again(on):
    """12 weeks of 7 days after today, on the last day of the plan, once."""
    week = weekly_plan(ALL, FULL)
    *_, last = all_events(week, on)
    assert len(all_events(week, on)) == len(week) + 1
    assert last.decoded("dtstart") == on + timedelta(days=84)
    assert last.decoded("dtend") == on + timedelta(days=85)
    assert str(last["summary"]) == f"Bone plan: {WEEK['look_again']}"
    assert "repeat the check" in last["summary"]
    assert str(last["description"]) == WEEK["note"]
    assert "rrule" not in last
    assert all(max(occurrences(event, on)) <= last.decoded("dtstart") for event in events(week, on))


def test_the_file_holds_nothing_of_the_person_but_what_was_ticked():
    """Each text stands in the data file word for word, its numbers filled in; no score, no answer, no name."""
    people = [*(at_level(level) for level in Level), planned(of_woman(66))]
    for plan in people:
        week = weekly_plan(ALL, plan)
        for event, entry in zip(events(week, TODAY), week, strict=True):
            own = ENTRIES[entry.key]
            assert str(event["summary"]) == f"Bone plan: {own['title']}"
            assert str(event["description"]) in {
                f"{filled(text)} {WEEK['note']}" for text in (own["text"], own.get("supervised"), WEEK["kept"]) if text
            }
            assert set(event) <= {"UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "TRANSP", "RRULE"}


def test_two_people_with_the_same_ticks_and_habits_get_the_same_file():
    """Nothing of age or scan stands in it."""
    one, other = planned(of_woman(66, **SEDENTARY)), planned(of_woman(54, **SEDENTARY))
    assert calendar_file(weekly_plan(ALL, one), on=TODAY) == calendar_file(weekly_plan(ALL, other), on=TODAY)


def test_commas_and_umlauts_come_through(monkeypatch):
    said = EntryWords(title="Gehen, üben; ruhen", text="Zehn Minuten\nam Tag")
    monkeypatch.setattr(week_words, "entry_words", lambda entry: said)
    [event] = events([Entry(key="x", manner=Manner.USUAL, days=("MO",), once=False)], TODAY)
    assert str(event["summary"]).endswith("Gehen, üben; ruhen")
    assert str(event["description"]).startswith("Zehn Minuten\nam Tag")


# ------------------------------------------------------------------ times of day and reminders

NINE_AND_FIVE = {"exercise": "09:00", "walk": "17:00"}
CHOSEN = st.fixed_dictionaries({}, optional={slot: st.sampled_from(list(WEEK["times"])) for slot in NINE_AND_FIVE})
TIMED = [Reminder.ON_TIME, Reminder.MINUTES_15, Reminder.MINUTES_30]


def alarms(event):
    """When an event reminds, counted from its beginning."""
    found = event.walk("VALARM")
    assert all(str(alarm["action"]) == "DISPLAY" for alarm in found)
    assert all(str(alarm["description"]) == str(event["summary"]) for alarm in found)
    return [alarm.decoded("trigger") for alarm in found]


def rings(event):
    """The moments of its first day at which an event reminds; a whole day begins at midnight."""
    first = event.decoded("dtstart")
    begin = first if isinstance(first, datetime) else datetime.combine(first, time())
    return [begin + after for after in alarms(event)]


def test_only_exercise_and_walks_can_have_a_time_and_each_only_where_it_was_ticked():
    assert slots_in(weekly_plan(ALL, FULL)) == ("exercise", "walk")
    assert slots_in(weekly_plan(["balance", "doctor"], FULL)) == ("exercise",)
    assert slots_in(weekly_plan(["walking"], FULL)) == ("walk",)
    assert slots_in(weekly_plan([key for key in ALL if key not in EXERCISE], FULL)) == ()


def test_a_time_is_local_and_the_same_time_on_each_of_its_days():
    """No zone and no Z: nine in the morning is nine wherever the calendar is read, in summer and in winter."""
    week = weekly_plan(ALL, FULL)
    content = calendar_file(week, on=TODAY, at=NINE_AND_FIVE)
    balance, walk = (
        next(event for event in events(week, TODAY, at=NINE_AND_FIVE) if str(event["uid"]).startswith(key))
        for key in ("balance", "walking")
    )
    # 2026-11-22 is a Sunday.
    assert b"DTSTART:20261123T090000\r\nDURATION:PT15M\r\n" in content
    assert b"RRULE:FREQ=WEEKLY;UNTIL=20270214T090000;BYDAY=MO,WE,FR\r\n" in content
    assert b"TZID" not in content
    assert (walk.decoded("dtstart"), walk.decoded("duration")) == (datetime(2026, 11, 23, 17), timedelta(minutes=10))
    for event in (balance, walk):
        assert not event.keys() & {"DTEND", "TRANSP"}


def test_a_walk_of_ten_minutes_takes_ten_minutes():
    """As its text says; balance is not longer than its own "15 to 20 minutes"."""
    walk, balance = (weekly_plan([key], FULL)[0] for key in ("walking", "balance"))
    assert "Ten minutes" in entry_words(walk).text
    assert walk.minutes == 10
    assert "15 to 20 minutes" in entry_words(balance).text
    assert balance.minutes == 15


@settings(max_examples=60)
@given(
    st.dates(date(2026, 1, 1), date(2040, 12, 31)),
    st.sets(st.sampled_from(ALL)),
    CHOSEN,
    st.sampled_from(list(Reminder)),
)
def test_no_choice_moves_a_thing_to_another_day_or_gives_it_another_name(on, ticked, at, remind):
    """What has no chosen time stands as before, and the last repeat is on the same day."""
    week = weekly_plan(ticked, FULL)
    for plain, event in zip(all_events(week, on), all_events(week, on, at=at, remind=remind), strict=True):
        assert [event[part] for part in ("uid", "summary", "description")] == [
            plain[part] for part in ("uid", "summary", "description")
        ]
        begins_at, whole_day = event.decoded("dtstart"), plain.decoded("dtstart")
        is_timed = isinstance(begins_at, datetime)
        assert (begins_at.date() if is_timed else begins_at) == whole_day
        key = str(event["uid"]).rpartition("-")[0]
        slot = next((entry.slot for entry in week if entry.key == key), None)
        assert is_timed == (slot in at)
        if is_timed and "rrule" in event:
            [until], [last] = event["rrule"]["until"], plain["rrule"]["until"]
            assert type(until) is type(begins_at)  # RFC 5545, 3.3.10: of one kind with DTSTART
            assert (until.date(), until.time(), until.tzinfo) == (last, begins_at.time(), None)
            assert event["rrule"]["byday"] == plain["rrule"]["byday"]
        if not is_timed:
            assert event.decoded("dtend") == plain.decoded("dtend")


@settings(max_examples=60)
@given(st.sets(st.sampled_from(ALL)), CHOSEN)
def test_no_two_things_stand_at_the_same_minute_and_none_before_the_chosen_time(ticked, at):
    week = weekly_plan(ticked, FULL)
    found = {entry.key: entry for entry in week}
    starts = begins(week, at)
    assert starts.keys() == {entry.key for entry in week if entry.slot in at}
    minute = {key: begin.hour * 60 + begin.minute for key, begin in starts.items()}
    for key in starts:
        assert starts[key] >= time.fromisoformat(at[found[key].slot])
        assert minute[key] + found[key].minutes <= 24 * 60
        for other in starts.keys() - {key}:
            if set(found[key].days) & set(found[other].days):
                apart = minute[other] - minute[key]
                assert apart >= found[key].minutes or -apart >= found[other].minutes


def test_one_after_the_other_by_hand():
    """Balance at 9 takes 15 minutes; strength shares Friday with it, and takes 30; impact shares a day with both."""
    week = weekly_plan(["balance", "resistance", "impact", "walking"], FULL)
    assert begins(week, NINE_AND_FIVE) == {
        "balance": time(9),
        "resistance": time(9, 15),
        "impact": time(9, 45),
        "walking": time(17),
    }
    assert begins(weekly_plan(["impact"], FULL), NINE_AND_FIVE) == {"impact": time(9)}


@pytest.mark.parametrize(
    ("remind", "timed", "whole_day"),
    [  # on a Monday, 2026-11-23
        (Reminder.NONE, [], []),
        (Reminder.ON_TIME, [datetime(2026, 11, 23, 7)], [datetime(2026, 11, 23, 9)]),
        (Reminder.MINUTES_15, [datetime(2026, 11, 23, 6, 45)], [datetime(2026, 11, 23, 9)]),
        (Reminder.MINUTES_30, [datetime(2026, 11, 23, 6, 30)], [datetime(2026, 11, 23, 9)]),
        (Reminder.EVENING_BEFORE, [datetime(2026, 11, 22, 20)], [datetime(2026, 11, 22, 20)]),
    ],
)
def test_a_reminder_rings_when_it_says(remind, timed, whole_day):
    """What stands on a whole day never rings at midnight."""
    doctor, balance = events(weekly_plan(["doctor", "balance"], FULL), TODAY, at={"exercise": "07:00"}, remind=remind)
    assert (rings(balance), rings(doctor)) == (timed, whole_day)


@pytest.mark.parametrize(
    ("remind", "rung"),
    [(Reminder.ON_DAY, datetime(2027, 2, 14, 9)), (Reminder.EVENING_BEFORE, datetime(2027, 2, 13, 20))],
)
def test_without_a_time_the_whole_days_remind_as_well(remind, rung):
    *_, again = all_events(weekly_plan(["balance"], FULL), TODAY, remind=remind)
    assert rings(again) == [rung]  # 84 days after 2026-11-22


def test_a_time_brings_the_reminders_that_need_one():
    assert set(reminders(timed=False)) == {Reminder.NONE, Reminder.ON_DAY, Reminder.EVENING_BEFORE}
    assert set(reminders(timed=True)) == {Reminder.NONE, *TIMED, Reminder.EVENING_BEFORE}
    assert {reminder_words(each) for timed in (True, False) for each in reminders(timed=timed)} == {
        "No reminder", "At the time", "On the day, at 9 am", "15 minutes before", "30 minutes before",
        "The evening before, at 8 pm",
    }  # fmt: skip


def test_each_time_is_called_by_its_hour():
    assert time_words("") == "No time: the whole day"
    for at in WEEK["times"]:
        said, half = time_words(at).split()
        assert int(said) % 12 == int(at[:2]) % 12
        assert half == ("noon" if at == "12:00" else "am" if at < "12:00" else "pm")


def test_a_file_with_times_and_reminders_is_one_by_the_book():
    content = calendar_file(weekly_plan(ALL, FULL), on=TODAY, at=NINE_AND_FIVE, remind=Reminder.MINUTES_30)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"BEGIN:VALARM") == content.count(b"BEGIN:VEVENT") == len(weekly_plan(ALL, FULL)) + 1
    for event in Calendar.from_ical(content).walk("VEVENT"):
        assert set(event) <= {
            "UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "TRANSP", "RRULE",
        }  # fmt: skip
        assert ("DTEND" in event) != ("DURATION" in event)  # RFC 5545, 3.6.1: never both


# ------------------------------------------------------------------ a reminder to ask for the next scan


def test_the_reminder_of_the_next_scan_is_one_entry_that_names_no_scan():
    """A calendar is often shared."""
    content = check_up_file(date(2030, 5, 4), on=TODAY)
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["summary"]) == "Ask the doctor about the next check-up"
    assert str(event["description"]) == WEEK["note"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2030, 5, 4), date(2030, 5, 5))
    assert rings(event) == [datetime(2030, 5, 4, 9)]
    assert "rrule" not in event
    said = content.decode().lower()
    assert not any(word in said for word in ("scan", "osteo", "density", "t-score", "dxa", "fracture"))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_reminder_that_is_made_twice_is_the_same_entry():
    first, second = (
        Calendar.from_ical(check_up_file(date(2030, 5, 4), on=on)).walk("VEVENT")[0]
        for on in (TODAY, TODAY + timedelta(days=40))
    )
    assert first["uid"] == second["uid"]
    assert first["dtstart"].dt == second["dtstart"].dt


# ------------------------------------------------------------------ the data are complete


def test_every_tick_has_an_entry_and_every_entry_a_tick():
    """The physiotherapist comes in by itself."""
    assert ENTRIES.keys() - {"physiotherapist"} == set(questions()["will_do"].options)
    assert ENTRIES.keys() - {"doctor", "physiotherapist"} == set(document("checklist.toml")["rows"])
    assert list(WEEK["days"]) == DAYS


def test_what_may_be_kept_up_has_its_words():
    kept = [key for key in ENTRIES if ENTRIES[key].get("keeps")]
    assert [will_keep(key) for key in kept] == ["balance", "strength training", "protein", "impact", "walking"]


def test_whoever_begins_with_help_has_words_of_their_own():
    """Every training that can be planned with help: balance, strength, and walking at a steady pace."""
    with_help = {key for key in ENTRIES if "supervised" in ENTRIES[key]}
    assert with_help == {key for key in EXERCISE if may_be_planned(key, Level.SUPERVISED)}
    assert with_help == {"balance", "resistance", "walking"}
    [_, walk] = weekly_plan(["walking"], SUPERVISED)
    assert "steady" in entry_words(walk).text
    assert "brisk" not in entry_words(walk).text
