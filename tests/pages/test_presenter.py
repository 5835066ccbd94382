"""Presenter mode on the pages: one switch, six steps by button, small print that is folded but there, and notes."""

import pytest

from bonecheck.answers.samples import samples
from bonecheck.ui.session import keys
from bonecheck.words import presenter
from bonecheck.words.presenter import ROLES, STEPS, notes, said
from bonecheck.words.risk import licence_note
from tests.browser.people import WOMAN_OF_33
from tests.pages.test_every_page import NEVER
from tests.pages.visitor import COACH, PAGES, RESULTS, START, Visitor
from tests.people import of_woman, with_t

OWN = {"age_years": 55, "sex": "female"}
NEXT, BACK, AGAIN = (said("words", key) for key in ("next", "back", "again"))


def switch(visitor):
    """The switch of presenter mode, or None where it is not offered."""
    return next((element for element in visitor.elements() if element.type == "toggle"), None)


def turn(visitor):
    """Turns presenter mode on or off."""
    switch(visitor).set_value(not switch(visitor).value)
    return visitor.run()


def presenting(client, own=OWN):
    """A coach who shows a client in presenter mode."""
    return turn(Visitor(own).open(COACH).press_key(f"client_open_{client}"))


def presenting_own(answers):
    """Somebody's own answers in presenter mode. By way of the first page, as AppTest confuses the choice of role of two
    pages; browsers do not.
    """
    return turn(Visitor(answers).open(COACH)).open(START).open(RESULTS)


def at(visitor):
    """Which step is open, as its caption says; None where there is none."""
    captions = [element.value for element in visitor.elements() if element.type == "caption"]
    return next((int(text.split()[1]) for text in captions if text.startswith("Step ") and " of 6" in text), None)


# ------------------------------------------------------------------ the switch


def test_who_fills_in_their_own_answers_sees_no_switch():
    visitor = Visitor(OWN)
    assert [page for page in PAGES if switch(visitor.open(page)) is not None] == [COACH]


def test_beside_a_client_there_is_a_switch_on_every_page():
    visitor = Visitor(OWN).open(COACH).press_key("client_open_maria")
    assert [page for page in PAGES if switch(visitor.open(page)) is None] == []
    assert not switch(visitor).value


def test_the_switch_stays_in_reach_until_it_is_off():
    visitor = turn(Visitor(OWN).open(COACH))
    assert [page for page in PAGES if not switch(visitor.open(page)).value] == []
    turn(visitor.open(START))
    assert switch(visitor) is None
    assert switch(visitor.open(RESULTS)) is None


def test_presenting_is_no_answer():
    visitor = presenting("maria").press(NEXT)
    assert visitor.answers == OWN
    assert not {keys.PRESENTING, keys.STEP} & set(visitor.app.session_state.get(keys.PLACE, {}))


# ------------------------------------------------------------------ the steps


@pytest.mark.parametrize("person", samples(), ids=lambda person: person.key)
def test_every_client_is_told_in_six_steps_by_the_buttons(person):
    visitor = presenting(person.key)
    for number in range(1, 7):
        assert at(visitor) == number
        assert len(visitor.app.title) == 1
        assert said("words", "small_print") in [fold.label for fold in visitor.app.expander]
        assert said("words", "notes") in [fold.label for fold in visitor.app.expander]
        assert len(visitor.app.expander[0].markdown) >= 1
        visitor.press(NEXT if number < 6 else AGAIN)
    assert at(visitor) == 1


def test_back_leads_back_and_is_off_at_the_first_step():
    visitor = presenting("maria")
    assert visitor.app.button(key="presenter_back").disabled
    visitor.press(NEXT).press(NEXT)
    assert at(visitor) == 3
    assert at(visitor.press(BACK)) == 2


def test_a_double_click_skips_no_step():
    visitor = presenting("maria").press(NEXT)
    visitor.app.button(key="presenter_next").click()
    assert at(visitor.run()) == 2


def test_another_client_begins_at_the_first_step_and_is_presented_as_well():
    visitor = presenting("maria").press(NEXT).press(NEXT)
    visitor.open(COACH).press_key("client_open_david")
    assert switch(visitor).value
    assert at(visitor) == 1


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
    visitor = presenting("maria").press(NEXT)
    turn(visitor)
    assert at(visitor) is None
    assert visitor.chart
    assert at(turn(visitor)) == 1


def test_without_answers_there_is_the_usual_page():
    visitor = turn(Visitor().open(COACH)).open(RESULTS)
    assert at(visitor) is None
    assert "Answer a few questions first" in visitor.text()


def test_a_sign_that_needs_care_now_stands_above_every_step():
    answers = of_woman(66, **with_t(femoral_neck=-2.7), warning_signs=["cannot_stand"])
    visitor = presenting_own(answers)
    for _ in STEPS:
        text = visitor.text()
        assert "get urgent care now" in text
        assert text.index("get urgent care now") < text.index(visitor.title)
        visitor.press(NEXT if NEXT in visitor.buttons else AGAIN)


def test_the_steps_show_the_line_the_sites_and_the_people():
    visitor = presenting("maria")
    assert visitor.chart.alt.startswith("On a line from")
    assert "Does it count?" in "".join(visitor.press(NEXT).strings())
    picture = visitor.press(NEXT).picture("presenter_people")
    assert "out of 100 women who answer like you, about 17" in picture.alt


@pytest.mark.parametrize("person", samples(), ids=lambda person: person.key)
def test_the_note_of_the_licence_stands_wherever_a_number_of_qfracture_does(person):
    visitor = presenting(person.key)
    for number in range(6):
        text = visitor.text()
        assert ("QFracture: out of 100" not in text) or (licence_note("qfracture_2012") in text)
        assert not any(NEVER.search(string) for string in visitor.strings())
        visitor.press(NEXT if number < 5 else AGAIN)


def test_a_person_by_z_score_is_told_by_z_score():
    visitor = presenting_own(WOMAN_OF_33)
    assert "Z-score" in visitor.title
    assert "osteop" not in visitor.title


# ------------------------------------------------------------------ notes


def test_the_notes_of_a_step_are_for_the_chosen_role_and_tell_the_clients_story():
    visitor = presenting("maria")
    assert notes("coach", "where").say in visitor.text()
    assert "she wonders which one to believe" in visitor.text()
    role = next(element for element in visitor.elements() if element.key == "presenter_role")
    role.set_value("clinician")
    assert notes("clinician", "where").say in visitor.run().text()
    assert notes("clinician", "number").ask in visitor.press(NEXT).text()


def test_a_coach_can_read_all_notes_on_their_own_phone():
    text = Visitor(OWN).open(COACH).text()
    for step in STEPS:
        for part in ("say", "do_not_say", "ask"):
            assert getattr(notes(ROLES[0], step), part) in text


def test_the_role_of_a_coach_does_not_interpret():
    text = " ".join(f"{notes('coach', step).say} {notes('coach', step).ask}" for step in STEPS)
    for word in ("your T-score means", "you have osteo", "interpret", "diagnos"):
        assert word not in text


def test_every_role_of_the_words_is_offered():
    assert set(presenter.document("presenter.toml")["roles"]) == set(ROLES)
