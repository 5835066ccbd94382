"""Presenter mode on the pages: one switch, a step by button at a time, small print that is folded but there, and notes.

What is said at each step to whom is the matter of tests/words/test_presenter.py.
"""

import pytest

from bonecheck.answers.samples import sample, samples
from bonecheck.evidence.library import document
from bonecheck.ui.session import keys
from bonecheck.words.presenter import ROLES, STEPS, comes_up, notes, steps
from bonecheck.words.presenter import text as words
from bonecheck.words.risk import licence_note
from tests.pages.visitor import ABOUT, COACH, MEALS, PLAN, RESULTS, START, WHAT_IF, Visitor, said
from tests.people import built, of_woman, report, with_t

OWN = {"age_years": 55, "sex": "female"}
NEXT, BACK, AGAIN = (words("words", key) for key in ("next", "back", "again"))
SOME_PAGES = (START, ABOUT, RESULTS, PLAN, MEALS, WHAT_IF, COACH)


def switch(visitor):
    """The switch of presenter mode, or None where it is not offered."""
    return next((element for element in visitor.elements() if element.type == "toggle"), None)


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
    """Which step is open, as its caption says; None where there is none."""
    captions = [element.value for element in visitor.elements() if element.type == "caption"]
    return next((int(text.split()[1]) for text in captions if text.startswith("Step ")), None)


# ------------------------------------------------------------------ the switch


def test_who_fills_in_their_own_answers_sees_no_switch_but_on_the_page_for_coaches():
    visitor = Visitor(OWN)
    assert [page for page in SOME_PAGES if switch(visitor.open(page)) is not None] == [COACH]


def test_who_opens_an_example_sees_no_switch_either():
    visitor = Visitor(OWN, sample="maria")
    assert [page for page in SOME_PAGES if switch(visitor.open(page)) is not None] == [COACH]


def test_the_switch_stays_in_reach_until_it_is_off_and_presenting_is_no_answer():
    visitor = turn(Visitor(OWN).open(COACH))
    assert [page for page in SOME_PAGES if not switch(visitor.open(page)).value] == []
    assert visitor.answers == OWN
    assert not {keys.PRESENTING, keys.STEP} & set(visitor.draft["place"])
    turn(visitor.open(START))
    assert switch(visitor) is None
    assert switch(visitor.open(RESULTS)) is None


# ------------------------------------------------------------------ the steps


# By T-score, by Z-score, without a scan, and with an earlier one.
@pytest.mark.parametrize("client", ["maria", "anne", "june", "mei"])
def test_a_client_is_told_step_by_step_by_the_buttons_with_the_small_print_and_the_notes_folded(client):
    visitor, told = presenting(client), steps(report(sample(client).check))
    for number, step in enumerate(told, start=1):
        assert at(visitor) == number
        assert visitor.title == step.message
        assert all(point in visitor.text("presenter_points") for point in step.points)
        small_print = said(visitor.fold(words("words", "small_print")))
        assert all(text in small_print for text in step.small_print)
        assert notes("coach", step.key).say in said(visitor.fold(words("words", "notes")))
        assert ("QFracture: out of 100" in visitor.text()) <= (licence_note("qfracture_2012") in visitor.text())
        visitor.press(NEXT if number < len(told) else AGAIN)
    assert at(visitor) == 1


def test_the_steps_show_the_line_the_sites_and_the_people():
    visitor = presenting("maria")
    assert [said for said in visitor.strings() if 'class="bone-line" role="img" aria-label="On a line from' in said]
    sites = visitor.press(NEXT).tables()[words("titles", "number")]
    assert all("Does it count?" in site for site in sites)
    assert len(sites) == 3
    alt = visitor.press(NEXT).charts["presenter_people"].alt
    assert "out of 100 women who answer like you, about 17" in alt


@pytest.mark.parametrize(
    ("client", "densities"), [("mei", "0.959 0.911"), ("gloria", "0.798 0.774"), ("helen", "0.654 0.788")]
)
def test_whether_it_has_changed_is_one_picture_of_the_site_that_decides(client, densities):
    """Its bone density over time; the answer and its why are the words for who does not see it."""
    visitor = presenting(client).press(NEXT).press(NEXT)
    told = steps(report(sample(client).check))[2]
    assert list(visitor.charts) == ["presenter_changed"]
    picture = visitor.charts["presenter_changed"]
    assert picture.alt == " ".join((told.message, *told.points))
    labels = visitor.labels("presenter_changed")
    assert set(densities.split()) <= set(labels)
    assert any("noise around" in label for label in labels) == (client != "helen")  # no noise where nothing is told


def test_without_an_earlier_scan_there_is_no_step_on_change():
    visitor = presenting("maria").press(NEXT).press(NEXT)
    assert "Step 3 of 6: beside people like you" in [
        element.value for element in visitor.elements() if element.type == "caption"
    ]
    assert list(visitor.charts) == ["presenter_people"]


def test_an_earlier_scan_that_is_taken_out_at_the_last_step_leaves_the_last_step():
    own = of_woman(66, **with_t(total_hip=-2.3)) | {"earlier.1.total_hip.t_score": -1.8}
    visitor = presenting_own(own, "clinician")
    for _ in range(6):
        visitor.press(NEXT)
    assert at(visitor) == 7
    without = {key: answer for key, answer in own.items() if not key.startswith("earlier")}
    visitor.app.session_state[keys.OWN] = without
    assert at(visitor.open(START).open(RESULTS)) == 6


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
    assert switch(visitor).value
    assert at(visitor) == 1


def client(visitor):
    """Who is on screen."""
    return visitor.app.session_state[keys.SAMPLE_KEY]


def test_the_whole_wall_is_shown_by_one_tap_a_client_and_each_begins_at_the_first_step():
    everybody = [person.key for person in samples()]
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
    assert "Next client" in presenting("maria").buttons
    assert "Next client" not in Visitor(OWN, sample="maria").open(RESULTS).buttons
    assert "Next client" not in presenting_own(of_woman(66, **with_t(femoral_neck=-1.3))).buttons


def test_leaving_the_client_ends_presenting_and_shows_no_answers_of_ones_own():
    """The audience still looks at the screen."""
    own = of_woman(66, **with_t(femoral_neck=-1.3))
    visitor = presenting("maria", own).press(NEXT).press_key("leave_sample")
    assert visitor.answers == own
    assert visitor.title == "For coaches"
    assert not switch(visitor).value
    assert "1.3" not in visitor.text()
    assert "−1.3" in visitor.open(RESULTS).title


def test_off_is_the_usual_page_and_on_again_the_first_step():
    visitor = turn(presenting("maria").press(NEXT))
    assert at(visitor) is None
    assert visitor.charts["spectrum"]
    assert at(turn(visitor.open(COACH)).open(RESULTS)) == 1


def test_without_answers_there_is_the_usual_page():
    visitor = turn(Visitor().open(COACH)).open(RESULTS)
    assert at(visitor) is None
    assert "Answer a few questions first" in visitor.text()


def test_a_sign_that_needs_care_now_stands_above_every_step():
    visitor = presenting_own(of_woman(66, **with_t(femoral_neck=-2.7), warning_signs=["cannot_stand"]))
    for _ in STEPS:
        text = visitor.text()
        assert -1 < text.find("get urgent care now") < text.index(visitor.title)
        visitor.press(NEXT if NEXT in visitor.buttons else AGAIN)


# ------------------------------------------------------------------ the role, with somebody's own answers

HER = of_woman(66, **with_t(femoral_neck=-2.7, total_hip=-1.8))
READING = ("osteoporosis range", "osteopenia range", "normal range", "counts", "of 100 women", "lower bone density", "moves", "T-score like yours", "Because of")  # fmt: skip


def walk(visitor):
    """The titles of all steps, and all that stands on them without notes and foot."""
    titles, texts = [], []
    while True:
        titles.append(visitor.title)
        texts.append("\n".join([visitor.title, visitor.text("presenter_points"), said(visitor.fold(words("words", "small_print")))]))  # fmt: skip
        if NEXT not in visitor.buttons:
            return titles, "\n".join(texts)
        visitor.press(NEXT)


def test_a_coach_shows_of_own_answers_where_the_numbers_lie_first_steps_and_questions_and_reads_no_result():
    visitor = presenting_own(HER)
    drawn = next(each for each in visitor.strings() if 'class="bone-line"' in each)
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
    assert "out of 100" in text


def test_made_up_people_are_told_in_all_steps_by_a_coach():
    titles, _ = walk(presenting("maria", HER))
    assert titles == [step.message for step in steps(report(sample("maria").check))]


def test_what_cannot_wait_and_what_could_not_be_used_stand_on_a_coachs_screen_as_well():
    urgent = presenting_own({**HER, "warning_signs": ["chest_pain"]})
    assert "now: get care now" in urgent.text()
    lost = presenting_own({**of_woman(66, **with_t(femoral_neck=-2.2)), "femoral_neck.t_score": "2.2"})
    assert "2.2 has no sign" in lost.text("presenter_points")


def test_without_a_scan_a_coach_shows_no_number():
    visitor = presenting_own(OWN)
    assert visitor.title == words("unread", "no_line")


# ------------------------------------------------------------------ the next person

REAL = "Real answers on this screen"


def test_real_answers_are_named_wherever_an_audience_may_see_them_and_made_up_ones_are_not():
    visitor = presenting_own(HER)
    for page in (RESULTS, PLAN, ABOUT, WHAT_IF):
        assert REAL in visitor.open(page).text("sample_badge")
        assert "Next person" in visitor.buttons
    assert REAL not in presenting("maria", HER).text()
    assert REAL not in Visitor(HER).open(RESULTS).text()
    assert REAL not in turn(Visitor().open(COACH)).open(ABOUT).text()


def test_the_next_person_finds_none_of_the_answers_and_begins_the_check_with_presenter_mode_on():
    visitor = presenting_own(HER).press_key("next_person")
    assert visitor.answers == HER  # it has asked
    visitor.press_key("next_person_now")
    assert visitor.title == "About you"
    assert visitor.answers == {}
    assert visitor.draft["answers"] is None
    assert switch(visitor).value
    assert "Deleted. Ready for the next person." in visitor.messages()
    assert not {"Undo", "Next person"} & set(visitor.buttons)
    assert not any(key in visitor.app.session_state for key in (keys.DELETED, keys.FORMER))
    assert "2.7" not in visitor.open(RESULTS).text()
    assert not visitor.messages()


def test_next_person_asks_once_and_keep_changes_nothing_nor_does_the_question_wait_on_another_page():
    visitor = presenting_own(HER).press_key("next_person").press_key("next_person_keep")
    assert visitor.answers == HER
    assert "next_person" in {button.key for button in visitor.app.button}
    visitor.press_key("next_person").open(PLAN)
    assert "next_person_now" not in {button.key for button in visitor.app.button}


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
