"""Presenter mode on the pages: one switch, a step by button at a time, small print and notes off the stage but there.

What is said at each step to whom is the matter of tests/words/test_presenter.py and test_stage.py.
"""

import re
from html import escape

import pytest
import streamlit as st

from bonecheck import to_json
from bonecheck.answers.samples import sample, samples
from bonecheck.evidence.library import document
from bonecheck.ui.prose import JOINER
from bonecheck.ui.session import kept, keys
from bonecheck.words.language import message
from bonecheck.words.plan import action_words, doctor_question, doctor_words
from bonecheck.words.presenter import ROLES, comes_up, notes, steps
from bonecheck.words.risk import licence_note
from bonecheck.words.samples import first_name
from bonecheck.words.stage import text as words
from bonecheck.words.step import STEPS
from tests.pages.test_answers_kept import Session
from tests.pages.visitor import (
    ABOUT,
    ABOUT_A_PERSON,
    COACH,
    MEALS,
    MINE,
    PICTURE,
    PLAN,
    RESULTS,
    SIDE_BY_SIDE,
    START,
    WHAT_IF,
    Visitor,
    said,
)
from tests.people import built, of_woman, report, with_t
from tests.words.test_role import OWN as PEOPLE
from tests.words.test_role import QUOTED
from tests.words.test_role import READING as OF_A_RESULT

OWN = {"age_years": 55, "sex": "female"}
NEXT, BACK, AGAIN, NEXT_CLIENT, LEAVE = (
    words("words", key) for key in ("next", "back", "again", "next_client", "leave")
)
SOME_PAGES = (START, ABOUT, RESULTS, PLAN, MEALS, WHAT_IF, COACH)


def switch(visitor):
    """The switch of presenter mode, or None where it is not offered."""
    return next((element for element in visitor.elements() if element.type == "toggle"), None)


def pressable(visitor):
    """The keys of all buttons, also of those behind another one."""
    return {button.key for button in visitor.app.button}


def turn(visitor):
    """Turns presenter mode on or off."""
    switch(visitor).set_value(not switch(visitor).value)
    return visitor.run()


def presenting(client, own=OWN):
    """A coach who shows a client in presenter mode."""
    return turn(Visitor(own).open(COACH)).press_key(f"client_open_{client}")


def presenting_own(answers, role="coach"):
    """Somebody's own answers in presenter mode, by one of the roles. By way of the first page, as AppTest confuses the choice of role of two
    pages; browsers do not.
    """
    return turn(Visitor(answers).open(COACH)).choose("presenter_role", role).open(START).open(RESULTS)


def at(visitor):
    """Which step is open, as the line of dots says; None off the stage."""
    captions = [element.value for element in visitor.elements() if element.type == "caption"]
    return next((int(found[1]) for text in captions if (found := re.fullmatch(r"(\d) of \d", text))), None)


def told_of(client):
    """The steps of a client, as they are told to a room."""
    partner = sample(client).beside
    pair = None if partner is None else (first_name(partner), report(sample(partner).check))
    return steps(report(sample(client).check), who=first_name(client), partner=pair)


def pictures(visitor):
    """The pictures on the stage, as they are drawn."""
    return [text for text in visitor.strings() if 'class="stage-' in text]


# ------------------------------------------------------------------ the switch


def test_who_fills_in_their_own_answers_sees_no_switch_but_on_the_page_for_coaches():
    visitor = Visitor(OWN)
    assert [page for page in SOME_PAGES if switch(visitor.open(page)) is not None] == [COACH]


def test_who_opens_an_example_sees_no_switch_either():
    visitor = Visitor(OWN, sample="maria")
    assert [page for page in SOME_PAGES if switch(visitor.open(page)) is not None] == [COACH]


def test_the_switch_stays_in_reach_until_it_is_off_and_presenting_is_no_answer():
    visitor = turn(Visitor().open(COACH))
    assert [page for page in SOME_PAGES if not switch(visitor.open(page)).value] == []
    assert visitor.answers == {}
    turn(visitor.open(START))
    assert switch(visitor) is None
    assert switch(visitor.open(RESULTS)) is None


def test_with_real_answers_the_way_out_that_asks_stands_in_place_of_the_switch():
    """Off by a switch, all results would follow on the wall."""
    visitor = turn(Visitor(OWN).open(COACH))
    assert [page for page in SOME_PAGES if switch(visitor.open(page)) or "leave_keep" not in pressable(visitor)] == []
    assert visitor.answers == OWN


# ------------------------------------------------------------------ the steps


# By T-score, by Z-score, without a scan, with an earlier one, with a broken hip, and beside somebody else.
@pytest.mark.parametrize("client", ["maria", "anne", "june", "mei", "robert", "carol"])
def test_a_client_is_told_step_by_step_with_small_print_and_notes_beside(client):
    visitor, told = presenting(client), told_of(client)
    for number, step in enumerate(told, start=1):
        assert at(visitor) == number
        assert visitor.title.replace(JOINER, "") == step.message
        assert all(point in visitor.text("presenter_points") for point in (*step.points, *step.fine))
        assert len(pictures(visitor)) == 1
        small_print = said(visitor.fold(words("words", "small_print")))
        assert all(text in small_print for text in step.small_print)
        assert notes("coach", step.key).say in said(visitor.fold(words("words", "notes")))
        assert ("QFracture: out of 100" in visitor.text()) <= (licence_note("qfracture_2012") in visitor.text())
        visitor.press(NEXT if number < len(told) else AGAIN)
    assert at(visitor) == 1


def test_each_picture_has_a_sentence_for_who_does_not_see_it_and_a_table_in_the_small_print():
    visitor, told = presenting("maria"), told_of("maria")
    for step in told[:4]:
        [drawn] = pictures(visitor)
        assert f'role="img" aria-label="{escape(step.picture.alt)}"' in drawn
        assert visitor.tables()
        visitor.press(NEXT)


@pytest.mark.parametrize(
    ("client", "densities"), [("mei", "0.959 0.911"), ("gloria", "0.798 0.774"), ("helen", "0.654 0.788")]
)
def test_whether_it_has_changed_is_one_picture_of_the_site_that_decides(client, densities):
    """Its bone density over time; the answer and its why are the words for who does not see it."""
    visitor = presenting(client).press(NEXT).press(NEXT)
    step = told_of(client)[2]
    [picture] = pictures(visitor)
    assert escape(" ".join((step.message, *step.points))) in picture
    assert set(densities.split()) <= set(re.findall(r">([^<>]+)</text>", picture))
    assert ("noise around" in picture) == (client != "helen")  # no noise where nothing is told
    assert "your" not in " ".join(re.findall(r">([^<>]+)</text>", picture))


def test_the_last_step_stays_the_last():
    """A clicker that is pressed once more must not begin again: there is no Next to press."""
    visitor = presenting("june")
    for _ in told_of("june")[1:]:
        visitor.press(NEXT)
    assert at(visitor) == len(told_of("june"))
    assert NEXT not in visitor.buttons
    assert AGAIN in visitor.buttons


def test_a_dot_leads_to_its_step():
    visitor = presenting("maria").press_key("stage_dot_there_4")
    assert at(visitor) == 5
    assert at(visitor.press_key("stage_dot_there_0")) == 1


def test_an_earlier_scan_that_is_taken_out_at_the_last_step_leaves_the_last_step():
    own = of_woman(66, **with_t(total_hip=-2.3)) | {"earlier.1.total_hip.t_score": -1.8}
    visitor = presenting_own(own, "clinician")
    while NEXT in visitor.buttons:
        visitor.press(NEXT)
    last = at(visitor)
    without = {key: answer for key, answer in own.items() if not key.startswith("earlier")}
    visitor.app.session_state[keys.OWN] = without
    assert at(visitor.open(START).open(RESULTS)) == last - 1


def test_back_leads_back_and_is_off_at_the_first_step_and_a_double_click_skips_none():
    visitor = presenting("maria")
    assert visitor.app.button(key="presenter_back").disabled
    visitor.press(NEXT)
    visitor.app.button(key="presenter_next").click()
    assert at(visitor.run()) == 2
    assert at(visitor.press(NEXT)) == 3
    assert at(visitor.press(BACK)) == 2


def test_another_client_begins_at_the_first_step_and_is_presented_as_well():
    visitor = presenting("maria").press(NEXT).press(NEXT)
    visitor.open(COACH).press_key("client_open_david")
    assert at(visitor) == 1


def client(visitor):
    """Who is on screen."""
    return visitor.app.session_state[keys.SAMPLE_KEY]


def test_the_whole_wall_is_shown_by_one_tap_a_client_and_each_begins_at_the_first_step():
    """But whoever stood beside the one before on the same slide."""
    everybody = [person.key for person in samples() if person.key != "diane"]
    visitor = presenting(everybody[0], OWN)
    shown = [client(visitor)]
    for _ in everybody[1:]:
        visitor.press(NEXT).press_key("next_client")
        assert at(visitor) == 1
        shown.append(client(visitor))
    assert shown == everybody
    assert client(visitor.press_key("next_client")) == everybody[0]
    assert visitor.answers == OWN


def test_the_next_client_keeps_to_what_the_wall_was_narrowed_to():
    visitor = turn(Visitor(OWN).open(COACH)).choose("client_filter", "man").press_key("client_open_robert")
    shown = [client(visitor.press_key("next_client")) for _ in range(4)]
    assert shown == ["david", "arjun", "diego", "robert"]


def test_the_next_client_of_one_who_came_by_a_link_is_the_next_one_of_the_filter():
    visitor = turn(Visitor(OWN).open(COACH)).choose("client_filter", "pair").press_key("client_open_carol")
    visitor.app.session_state[keys.SAMPLE_KEY] = "june"
    assert client(visitor.press_key("next_client")) == "carol"


def test_only_who_presents_a_client_is_offered_the_next_one():
    visitor = presenting("maria")
    assert visitor.buttons.count(NEXT_CLIENT) == 1
    assert NEXT_CLIENT not in visitor.open(PLAN).buttons  # the stage has it, and nothing else
    assert NEXT_CLIENT not in Visitor(OWN, sample="maria").open(RESULTS).buttons
    assert NEXT_CLIENT not in presenting_own(of_woman(66, **with_t(femoral_neck=-1.3))).buttons


def test_leaving_a_client_with_no_own_answers_ends_presenting():
    visitor = presenting("maria", {}).press(NEXT).press(LEAVE)
    assert visitor.title == "For coaches"
    assert not switch(visitor).value
    assert visitor.draft["stage"] is None
    assert "Answer a few questions first" in visitor.open(RESULTS).text()


def test_the_wall_of_clients_is_one_tap_from_the_stage_and_presenting_goes_on():
    for visitor in (presenting("maria", {}), presenting_own(HER)):
        assert visitor.links("stage_bar")["Clients"] == "coaches"
    assert switch(presenting("maria", {}).open(COACH)).value


SHOW_RESULTS, SHOW_ANSWERS = "Show my results", "Show the answers"


def covered(visitor):
    """The pages that show one's own answers and do not wait to be asked for them, and what is read on Start."""
    asks = {page: (SHOW_ANSWERS if page in {ABOUT, PICTURE, MINE} else SHOW_RESULTS) for page in
            (RESULTS, PLAN, WHAT_IF, MEALS, ABOUT, PICTURE, MINE)}  # fmt: skip
    open_ones = [page for page, label in asks.items() if label not in visitor.open(page).buttons or "2.7" in visitor.text() or readings(visitor)]  # fmt: skip
    sides = visitor.open(SIDE_BY_SIDE).app.selectbox(key="side_left").options
    return open_ones + readings(visitor.open(START)) + list(sides[len(samples()) :])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", [RESULTS, PLAN, COACH])
def test_who_leaves_a_client_before_own_answers_goes_on_presenting_and_is_asked_what_becomes_of_them(page, role):
    """They may be a client's, and the audience still looks at the screen."""
    visitor = turn(Visitor(HER).open(COACH)).choose("presenter_role", role).press_key("client_open_maria").open(START)
    visitor.open(page)
    assert switch(visitor) is None
    visitor.press_key("leave_stage" if page == RESULTS else "leave_sample")
    assert visitor.title == "For coaches"
    assert "2.7" not in visitor.text()
    assert switch(visitor) is None
    assert {"leave_keep", "leave_delete", "next_person_now"} <= pressable(visitor)
    assert visitor.draft["stage"] == {"step": 0, "role": role}
    assert REAL in visitor.open(START).open(RESULTS).text("stage_bar")
    if role == "coach":
        found = {place: readings(visitor.open(*place)) for place in READ_PAGES}
        assert {place: told for place, told in found.items() if told} == {}
    assert covered(visitor.open(COACH).press_key("leave_keep")) == []


def test_behind_a_client_no_switch_ends_presenting_on_any_page():
    visitor = presenting("maria", HER)
    assert [page for page in SOME_PAGES if switch(visitor.open(page)) is not None] == []


@pytest.mark.parametrize("page", [RESULTS, MINE])
def test_kept_answers_are_covered_until_they_are_asked_for_also_after_a_refresh(page, refreshed):
    visitor = presenting_own(HER).press_key("leave_keep")
    assert covered(visitor) == []
    after = refreshed(HER, visitor.draft["stage"])
    assert covered(after) == []
    assert [place for place in READ_PAGES if readings(after.open(*place))] == []
    after.open(page).press_key("open_curtain")
    assert after.draft["stage"] is None
    assert after.open(RESULTS).charts["spectrum"]
    assert readings(after.open(PLAN, "do"))


def test_whoever_comes_by_a_link_over_own_answers_at_home_gets_them_back_by_one_tap(refreshed):
    """A link alone presents: nobody is held in presenter mode, and nothing is read where a client's answers lie."""
    visitor = refreshed(HER, None, {"client": "maria", "step": "2"}).open(START).open(RESULTS)
    assert visitor.draft["stage"] == {"covered": True, "role": None}
    at_once = refreshed(HER, visitor.draft["stage"]).open(RESULTS)
    assert SHOW_RESULTS in at_once.buttons
    visitor.press_key("leave_stage")
    assert visitor.title == "For coaches"
    assert not switch(visitor).value
    assert covered(visitor) == []
    assert visitor.open(RESULTS).press_key("open_curtain").charts["spectrum"]


def test_who_comes_by_a_link_without_own_answers_and_checks_afterwards_finds_no_curtain():
    visitor = Visitor()
    visitor.app.query_params.update({"client": "maria", "step": "2"})
    visitor.open(RESULTS).press_key("leave_stage")
    visitor.app.query_params.clear()
    visitor.app.session_state[keys.OWN] = HER
    assert visitor.open(RESULTS).charts["spectrum"]


def test_a_link_in_the_tab_of_a_presenter_of_own_answers_ends_presenting_by_no_leave(refreshed):
    stage = presenting_own(HER).draft["stage"]
    for query in ({"client": "maria", "step": "2"}, {"client": "maria"}):
        visitor = refreshed(HER, stage, query).open(START).open(RESULTS)
        visitor.press_key("leave_stage" if "step" in query else "leave_sample")
        visitor.app.query_params.clear()  # as the page itself has written its address by then
        visitor.open(START).open(RESULTS)
        assert readings(visitor) == []
        assert (REAL in visitor.text()) == ("step" in query)


def test_answers_that_are_deleted_while_presenting_and_brought_back_are_covered():
    visitor = presenting_own(HER).open(PLAN).delete_all()
    assert covered(visitor.open(START).press("Undo")) == []


def test_who_answers_after_kept_answers_were_deleted_finds_no_curtain():
    visitor = presenting_own(HER).press_key("leave_keep").open(START).delete_all().press_key("forget_for_good")
    visitor.app.session_state[keys.OWN] = HER
    assert visitor.open(RESULTS).charts["spectrum"]


def test_all_that_a_client_answered_is_covered_before_an_audience_until_it_is_asked_for():
    for role in ROLES:
        visitor = presenting_own(HER, role).open(MINE)
        assert visitor.containers("mine_") == []
        assert "2.7" not in visitor.plain()
        assert visitor.press_key("open_curtain").containers("mine_part_")
        assert SHOW_ANSWERS in visitor.open(PLAN).open(MINE).buttons
    assert presenting("maria", HER).open(MINE).containers("mine_part_")
    assert Visitor(HER).open(MINE).containers("mine_part_")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", [RESULTS, PLAN, ABOUT, COACH])
def test_who_leaves_with_real_answers_and_keeps_them_is_led_off_them_and_finds_them_at_home(page, role):
    own = of_woman(66, **with_t(femoral_neck=-1.3))
    visitor = presenting_own(own, role).press(NEXT).open(page)
    assert "These answers are real" in said(visitor.fold(LEAVE))
    visitor.press_key("leave_keep")
    assert visitor.title == "For coaches"
    assert not switch(visitor).value
    assert "1.3" not in visitor.text()
    assert visitor.answers == visitor.draft["answers"] == own
    assert visitor.draft["stage"] == {"covered": True, "role": role}
    assert visitor.open(START).open(RESULTS).press_key("open_curtain").charts["spectrum"]
    assert visitor.draft["stage"] is None
    assert at(turn(visitor.open(COACH)).open(START).open(RESULTS)) == 1


@pytest.mark.parametrize("page", [RESULTS, PLAN, ABOUT, COACH])
def test_who_leaves_with_real_answers_and_deletes_them_leaves_none_behind(page):
    visitor = presenting_own(HER).open(page).press_key("leave_delete")
    assert visitor.title == "For coaches"
    assert visitor.messages() == ["Deleted."]
    assert not switch(visitor).value
    assert visitor.answers == {}
    assert visitor.draft["answers"] is None
    assert "Undo" not in visitor.buttons
    assert not any(key in visitor.app.session_state for key in (keys.DELETED, keys.FORMER))
    assert "2.7" not in visitor.open(RESULTS).text()


# ------------------------------------------------------------------ loaded anew


@pytest.fixture
def refreshed(monkeypatch):
    """A tab after F5 whose browser hands up these answers and this stage; its address is all that the first run knows."""

    def tab(answers, stage, query=()):
        visitor = Visitor(restored=False)
        visitor.app.query_params.update(query)
        visitor.open(RESULTS)
        of_address = (keys.SAMPLE_KEY, keys.PRESENTING, keys.BY_LINK)
        kept_there = {key: visitor.app.session_state[key] for key in of_address if key in visitor.app.session_state}
        state = Session(**kept_there, _draft=Session(restored={"answers": answers, "stage": stage}))
        with monkeypatch.context() as patch:
            patch.setattr(st, "session_state", state)
            kept.restore_from("_draft")
        del state["_draft"]
        for key in kept_there:
            del visitor.app.session_state[key]
        for key, value in state.items():
            visitor.app.session_state[key] = value
        return visitor

    return tab


@pytest.mark.parametrize("role", ROLES)
def test_presenting_own_answers_goes_on_where_it_was_after_a_refresh(role, refreshed):
    stage = presenting_own(HER, role).press(NEXT).draft["stage"]
    assert stage == {"step": 1, "role": role}
    after = refreshed(HER, stage)
    assert at(after.open(RESULTS)) == 2
    assert ("Out of 100" in walk(after)[1]) == (role == "clinician")


def test_the_next_person_is_still_before_an_audience_after_a_refresh(refreshed):
    visitor = presenting_own(HER).press_key("next_person_now")
    after = refreshed({}, visitor.draft["stage"])
    assert switch(after.open(ABOUT)).value


@pytest.mark.parametrize("stage", [None, {}, [], "1", {"step": "1"}, {"step": -1}, {"step": len(STEPS)}, {"step": True}, {"step": 1.0}, {"role": "clinician"}, {"step": None, "role": "coach"}, {"covered": 1}])  # fmt: skip
def test_what_a_browser_hands_up_and_we_did_not_write_presents_nothing(stage, refreshed):
    after = refreshed(HER, stage)
    assert at(after.open(RESULTS)) is None
    assert after.charts["spectrum"]


def test_a_role_that_there_is_not_is_taken_for_a_coach(refreshed):
    after = refreshed(HER, {"step": 0, "role": "surgeon"})
    assert after.open(RESULTS).title == words("unread", "where")


def test_the_address_decides_on_the_step_of_a_client_and_whether_they_are_presented(refreshed):
    for query, step in (({"client": "maria", "step": "3"}, 3), ({"client": "maria"}, None)):
        after = refreshed(HER, {"step": 1, "role": "coach"}, query)
        assert at(after.open(RESULTS)) == step


def test_who_checks_at_home_has_nothing_of_a_stage_kept():
    visitor = Visitor(HER)
    assert [page for page in SOME_PAGES if visitor.open(page).draft["stage"] is not None] == []


def test_without_answers_there_is_the_usual_page():
    visitor = turn(Visitor().open(COACH)).open(RESULTS)
    assert at(visitor) is None
    assert "Answer a few questions first" in visitor.text()


def test_a_sign_that_needs_care_now_stands_above_every_step():
    visitor = presenting_own(of_woman(66, **with_t(femoral_neck=-2.7), warning_signs=["cannot_stand"]))
    for _ in STEPS:
        places = [key for key in visitor.containers("") if key.startswith(("stage_urgent", "presenter_step_"))]
        assert places[0] == "stage_urgent"
        assert "get urgent care now" in visitor.text("stage_urgent")
        visitor.press(NEXT if NEXT in visitor.buttons else AGAIN)


# ------------------------------------------------------------------ the role, with somebody's own answers

HER = of_woman(66, **with_t(femoral_neck=-2.7, total_hip=-1.8))
READING = ("osteoporosis range", "osteopenia range", "normal range", "counts", "of 100 women", "lower bone density", "moves", "T-score like yours", "Because of")  # fmt: skip


def walk(visitor):
    """The titles of all steps, and all that is read on the stage and in its small print, without the notes."""
    titles, texts = [], []
    while True:
        titles.append(visitor.title.replace(JOINER, ""))
        in_notes = said(visitor.fold(words("words", "notes")))
        assert in_notes in visitor.text("stage")
        texts.append("\n".join([titles[-1], visitor.text("stage").replace(in_notes, ""), *pictures(visitor)]))
        if NEXT not in visitor.buttons:
            return titles, "\n".join(texts)
        visitor.press(NEXT)


def test_a_coach_shows_of_own_answers_where_the_numbers_lie_first_steps_and_questions_and_reads_no_result():
    visitor = presenting_own(HER)
    [drawn] = pictures(visitor)
    assert "Hip (neck) −2.7" in drawn
    assert "Whole hip −1.8" in drawn
    assert 'class="mark person"' not in drawn
    assert visitor.tables() == {}
    titles, text = walk(visitor)
    assert titles[0] == words("unread", "where")
    assert len(titles) == 3
    assert [each for each in READING if each in text.replace("Which of them counts", "")] == []


def test_a_licensed_clinician_reads_all_steps_of_own_answers():
    visitor = presenting_own(HER, "clinician")
    titles, text = walk(visitor)
    assert titles == [step.message for step in steps(report(built(HER)[0]))]
    assert "Out of 100" in text


def test_made_up_people_are_told_in_all_steps_by_a_coach():
    titles, _ = walk(presenting("maria", HER))
    assert titles == [step.message for step in told_of("maria")]


def test_what_cannot_wait_and_what_could_not_be_used_stand_on_a_coachs_screen_as_well():
    urgent = presenting_own({**HER, "warning_signs": ["chest_pain"]})
    assert "now: get care now" in urgent.text("stage_urgent")
    assert urgent.title == message("headline_care_first_title")
    lost = presenting_own({**of_woman(66, **with_t(femoral_neck=-2.2)), "femoral_neck.t_score": "2.2"})
    assert "2.2 has no sign" in lost.text("presenter_points")


def test_without_a_scan_a_coach_shows_no_number():
    visitor = presenting_own(OWN)
    assert visitor.title == words("unread", "no_line")


READ_PAGES = (*ABOUT_A_PERSON, (START, None))
# What looks like a reading and is none: a question, how habits stand, a food.
NO_READING = re.compile(
    r"Is it safe for me\?|\d+ fine · |\d % fat|what you have now|T-score line with an example on it.*"
)
QUESTIONS = {doctor_question(key) for key in document("doctor_talk.toml")["questions"]}


def readings(visitor):
    """What the open page reads of a result, without sources, drawings and what a client may ask the doctor."""
    drawn = [text for text in visitor.strings() if 'class="bone-line"' in text or 'class="stage-' in text]
    alts = [alt for text in drawn for alt in re.findall('aria-label="([^"]*)"', text)]
    lines = [
        line.removeprefix("- ") for line in visitor.text().splitlines() if not re.search(r"\[Link\]|<svg|<div", line)
    ]
    told = [NO_READING.sub("", QUOTED.sub("", line)) for line in (*lines, *alts) if line not in QUESTIONS]
    return [line for line in told if OF_A_RESULT.search(line)] + [key for key in visitor.charts if key != "meals_bar"]


@pytest.mark.parametrize("who", ["maria", "anne", "arjun", "grace", "spine broke lately", "on tablets", "far above", "urgent", "under 20", "FRAX alone", "hip lost on steroids"])  # fmt: skip
def test_no_page_reads_a_result_of_own_answers_where_a_coach_presents(who):
    visitor = presenting_own(PEOPLE[who])
    found = {}
    for page, part in READ_PAGES:
        visitor.open(page, part)
        if part == "checklist" and "row_begin" in visitor.containers(""):
            visitor.unfold("open_begin")
        found[page, part] = readings(visitor)
    assert {place: told for place, told in found.items() if told} == {}


@pytest.mark.parametrize(("role", "presents"), [("clinician", True), ("coach", False)])
def test_a_clinician_and_whoever_is_at_home_read_the_same_pages_in_full(role, presents):
    """And the list of readings finds them there."""
    visitor = presenting_own(HER, role) if presents else Visitor(HER)
    pages = [(RESULTS, None), (PICTURE, None), (PLAN, "do"), (WHAT_IF, None)]
    assert [place for place in pages if not readings(visitor.open(*place))] == []
    assert doctor_words("next_scan_title") in visitor.open(PLAN, "doctor").headings
    assert "you" in visitor.open(SIDE_BY_SIDE).app.selectbox(key="side_left").options[0].lower()


def test_what_if_says_to_a_coach_why_it_shows_nothing_and_leads_to_somebody_made_up():
    visitor = presenting_own(HER).open(WHAT_IF)
    assert "Those of a client are for a doctor to read" in visitor.text()
    assert "Open a sample person" in visitor.links()
    assert visitor.app.get("select_slider") == []
    shown = presenting("maria", HER).open(WHAT_IF)
    assert shown.charts["what_if_chart"]


def test_own_answers_stand_beside_nobody_where_a_coach_presents_also_behind_a_client():
    """Those moved in What if at home neither."""
    visitor = Visitor(HER).open(WHAT_IF).slide("score", -1.0)
    assert len(visitor.open(SIDE_BY_SIDE).app.selectbox(key="side_left").options) == len(samples()) + 2
    turn(visitor.open(COACH))
    for room in (visitor, presenting("maria", HER)):
        assert len(room.open(SIDE_BY_SIDE).app.selectbox(key="side_left").options) == len(samples())
        assert "2.7" not in room.plain()


def test_the_plan_that_a_coach_shows_keeps_first_steps_checklist_and_questions():
    visitor = presenting_own(HER)
    plan = report(built(HER)[0]).plan
    said_there = {part: visitor.open(PLAN, part).text() for part in ("do", "checklist", "doctor")}
    assert all(action_words(action, plan.exercise.level).begin in said_there["do"] for action in plan.actions)
    assert visitor.open(PLAN, "checklist").containers("row_")
    assert all(doctor_question(key) in said_there["doctor"] for key in plan.doctor_questions[:6])
    assert doctor_words("next_scan_title") not in visitor.open(PLAN, "doctor").headings


# ------------------------------------------------------------------ the next person

REAL = "Real answers on this screen"


def offers_next_person(visitor):
    """Whether there is a way to the next person, behind a button that asks."""
    return "next_person_now" in pressable(visitor)


def test_real_answers_are_named_wherever_an_audience_may_see_them_and_made_up_ones_are_not():
    visitor = presenting_own(HER)
    for page, line in (
        (RESULTS, "stage_bar"),
        (PLAN, "sample_badge"),
        (ABOUT, "sample_badge"),
        (WHAT_IF, "sample_badge"),
    ):
        assert REAL in visitor.open(page).text(line)
        assert offers_next_person(visitor)
    assert REAL not in presenting("maria", HER).text()
    assert REAL not in Visitor(HER).open(RESULTS).text()
    assert REAL not in turn(Visitor().open(COACH)).open(ABOUT).text()


def test_the_next_person_finds_none_of_the_answers_and_begins_the_check_with_presenter_mode_on():
    visitor = presenting_own(HER)
    assert "Delete these answers" in said(visitor.fold("Next person"))  # it asks
    visitor.press_key("next_person_now")
    assert visitor.title == "About you"
    assert visitor.answers == {}
    assert visitor.draft["answers"] is None
    assert switch(visitor).value
    assert "Deleted. Ready for the next person." in visitor.messages()
    assert "Undo" not in visitor.buttons
    assert not offers_next_person(visitor)
    assert not any(key in visitor.app.session_state for key in (keys.DELETED, keys.FORMER))
    assert "2.7" not in visitor.open(RESULTS).text()
    assert not visitor.messages()


def test_who_presents_a_client_begins_with_the_next_person_on_the_first_page_and_goes_on_presenting():
    """A leave would have led to the page for coaches, with presenter mode off."""
    visitor = presenting("maria", {}).open(START).press("I have my scan report")
    assert visitor.title == "About you"
    assert visitor.answers == {"has_scan": "yes"}
    assert REAL in visitor.text("sample_badge")


def test_a_saved_file_that_is_opened_before_an_audience_is_not_read_to_it():
    visitor = presenting("maria", {}).open(START)
    [field] = [element for element in visitor.elements() if element.type == "file_uploader"]
    field.upload("bonecheck.json", to_json(built(HER)[0]), "application/json")
    assert visitor.run().open(RESULTS).title == words("unread", "where")
    assert REAL in visitor.text("stage_bar")


# ------------------------------------------------------------------ notes


def test_the_notes_of_a_step_are_for_the_chosen_role_and_tell_the_clients_story():
    visitor = presenting("maria")
    assert "she wonders which one to believe" in visitor.text()
    assert set(document("presenter.toml")["roles"]) == set(ROLES)
    assert notes("clinician", "where").say in visitor.choose("presenter_role", "clinician").text()
    assert notes("clinician", "number").ask in visitor.press(NEXT).text()


def test_a_coach_can_read_all_notes_on_their_own_phone():
    text = Visitor(OWN).open(COACH).text()
    missing = [part for step in STEPS for part in ("say", "do_not_say", "ask") if getattr(notes("coach", step), part) not in text]  # fmt: skip
    assert missing == []
    assert all(line in text for line in comes_up("coach"))
