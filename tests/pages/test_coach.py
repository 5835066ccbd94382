"""The page for coaches: every sample client in one tap, and back to one's own answers in one."""

import re

from bonecheck.answers.person import MenopausalStatus
from bonecheck.answers.samples import MARKS, marks, samples
from bonecheck.evidence.library import document
from bonecheck.words import samples as told
from bonecheck.words.lead import lead_words
from bonecheck.words.outcomes import words
from bonecheck.words.presenter import notes
from bonecheck.words.step import STEPS
from tests.pages.test_presenter import turn
from tests.pages.visitor import COACH, EXAMPLE, PLAN, RESULTS, SIDE_BY_SIDE, START, Visitor
from tests.people import plain, report

OWN = {"age_years": 55, "sex": "female"}
# What each client is made for, by how the headline begins.
SHOWN = {
    "maria": "The T-score that counts is -2.1.",  # spine -0.8, neck -2.1
    "anne": "The Z-score that counts is",
    "david": "The T-score that counts is -1.6.",
    "helen": "The T-score that counts is -1.8.",
    "mei": "The T-score that counts is -1.2.",
    "gloria": "The T-score that counts is -0.7. That is in the normal range.",
    "carol": "The T-score that counts is -1.5.",
    "diane": "The T-score that counts is -2.0.",
    "grace": "The T-score that counts is -1.4.",
    "ellen": "The T-score that counts is -1.9. A report with this T-score is in the osteopenia range. Your broken bone",
    "arjun": "Your broken bone says more than the score. The T-score that counts is -2.8.",
    "diego": "The Z-score that counts is -1.5.",
}


def test_each_client_teaches_something_else_and_shows_what_they_are_made_for():
    people = {person.key: person for person in samples()}
    assert len(people) >= 8
    assert len({told.teaches(key) for key in people}) == len({told.first_name(key) for key in people}) == len(people)
    headlines = {key: plain(words(report(person.check).headline).title) for key, person in people.items()}
    assert len(set(headlines.values())) == len(people)
    assert {key: headlines[key] for key, begins in SHOWN.items() if not headlines[key].startswith(begins)} == {}


def test_every_client_is_one_tap_away():
    visitor = Visitor(OWN).open(COACH)
    for person in samples():
        visitor.open(COACH).press_key(f"client_open_{person.key}")
        badge = visitor.text("sample_badge")
        assert f"Sample: {told.name(person.key)}." in badge
        assert "Nothing is kept" in badge
        assert plain(visitor.title) == plain(lead_words(report(person.check)))
        # Ruth lost a minus sign; that is what she is for.
        assert ("Answers that need a look" in visitor.headings) == (person.key == "ruth")
    assert visitor.answers == OWN


def test_a_client_stays_from_page_to_page_and_is_gone_after_one_tap():
    visitor = Visitor(OWN).open(COACH).press_key("client_open_maria")
    for page in (PLAN, RESULTS, COACH):
        assert "Sample: Maria, 62." in visitor.open(page).text("sample_badge")
    visitor.press_key("client_open_david")  # one takes the place of another
    assert "Sample: David, 58." in visitor.text("sample_badge")
    visitor.press_key("leave_sample")
    assert "Leave" not in visitor.buttons
    assert visitor.answers == OWN


def test_the_lost_minus_sign_of_a_client_is_questioned_and_not_read():
    visitor = Visitor(sample="ruth").open(RESULTS)
    assert "Plus or minus? 2.2 has no sign." in visitor.text()
    assert "normal range" not in visitor.title


def test_the_first_page_leads_to_one_example_and_the_others_stand_for_coaches():
    """Somebody who comes for their own report need not read everybody's story."""
    visitor = Visitor().open(START)
    [example] = [button for button in visitor.buttons if button.startswith("Example")]
    assert example.endswith("Maria, 62")


def test_the_comparison_of_the_article_is_one_tap_away_and_the_role_is_said():
    visitor = Visitor().open(COACH)
    assert list(visitor.links("coach_example").values()) == [EXAMPLE, SIDE_BY_SIDE]
    assert "Refer: questions about a result, a medicine or a new pain belong to a clinician." in visitor.text()


def cards(visitor):
    """Whose cards stand on the wall."""
    return visitor.containers("client_card_")


def test_a_card_is_one_button_with_the_line_and_the_story_and_says_no_punch_line():
    visitor = Visitor().open(COACH)
    assert cards(visitor) == [person.key for person in samples()]
    for person in samples():
        card = f"client_card_{person.key}"
        button, about = visitor.elements(card)
        assert (button.type, button.label) == ("button", told.name(person.key))
        assert told.story(person.key).replace("'", "&#x27;") in about.value
        assert ('class="bone-small" role="img"' in about.value) == (person.key != "june")
        assert told.teaches(person.key) not in about.value


def test_what_a_client_shows_is_folded_for_the_coach_and_gone_while_an_audience_looks_on():
    visitor = Visitor().open(COACH)
    fold = visitor.fold(document("coach.toml")["for_coach"])
    assert all(told.teaches(person.key) in fold[0].value for person in samples())
    shown = turn(visitor).text()
    assert [person.key for person in samples() if told.teaches(person.key) in shown] == []
    assert len(cards(visitor)) == len(samples())


# Who is found by each filter, by reading the stories: what a filter promises is true of whoever it shows.
FOUND = {
    "no_scan": {"june"},
    "broken_bone": {"robert", "ellen", "arjun"},
    "man": {"robert", "david", "arjun", "diego"},
    "before_menopause": {"anne"},
    "bone_medicine": {"arjun"},
    "steroids": {"diego"},
    "scans_over_time": {"helen", "mei", "gloria"},
    "pair": {"carol", "diane"},
}


def test_each_filter_shows_those_of_whom_it_is_true_and_no_others():
    assert {mark: {person.key for person in samples() if mark in marks(person)} for mark in MARKS} == FOUND
    words = document("coach.toml")
    assert set(words["filters"]) == {"all", *MARKS}
    assert set(words["chips"]) == set(MARKS)
    visitor = Visitor().open(COACH)
    for mark in FOUND:
        assert set(cards(visitor.choose("client_filter", mark))) == FOUND[mark]
    assert len(cards(visitor.choose("client_filter", "all"))) == len(samples())


def test_the_story_bears_out_what_the_chips_say():
    stories = {person.key: told.story(person.key) for person in samples()}
    said = {"no_scan": "no scan yet", "broken_bone": r"\bbroke\b", "bone_medicine": "medicine for his bones", "steroids": "steroid tablets"}  # fmt: skip
    for mark, pattern in said.items():
        mine = {key for key, story in stories.items() if re.search(pattern, re.sub("Her mother broke", "", story))}
        assert mine == FOUND[mark]
    statuses = {person.key: person.check.person.menopausal_status for person in samples()}
    assert statuses["anne"] is MenopausalStatus.PREMENOPAUSAL


def test_a_pair_names_each_other():
    beside = {person.key: person.beside for person in samples() if person.beside is not None}
    assert {other: one for one, other in beside.items()} == beside
    text = Visitor().open(COACH).text("client_card_carol")
    assert "goes with Diane" in text


def test_the_notes_open_alone_in_a_window_of_their_own_and_need_nothing_of_the_visit():
    assert "(coaches?notes)" in Visitor().open(COACH).text()
    visitor = Visitor(restored=False)
    visitor.app.query_params["notes"] = ""
    visitor.open(COACH)
    assert visitor.title == "Presenter notes"
    assert all(notes("coach", step).say in visitor.text() for step in STEPS)
    assert all(told.teaches(person.key) in visitor.text() for person in samples())
    assert cards(visitor) == []
    assert notes("clinician", "beside").say in visitor.choose("presenter_role", "clinician").text()
