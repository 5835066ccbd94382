"""Answers stay as given: back and forth, on other pages, beside a sample person; and go when they are to go."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonecheck.answers.as_given import clean
from bonecheck.answers.questions import questions
from bonecheck.ui.session import answers as session
from bonecheck.ui.session import kept, keys
from tests.pages.visitor import (
    ABOUT,
    CHECK,
    COACH,
    EVIDENCE,
    LIFESTYLE,
    RESULTS,
    RISKS,
    SCAN,
    SCREENS,
    START,
    Visitor,
)

GIVEN = (
    (ABOUT, None, {"age_years": "62", "sex": "female", "height_cm": "162", "menopausal_status": "postmenopausal"}),
    (SCAN, None, {"has_scan": "yes", "scan_regions": ["femoral_neck_left"]}),
    (SCAN, None, {"femoral_neck_left.t_score": "-2,1", "scanner_make": "hologic"}),
    (RISKS, 0, {"fracture_since_50": "no", "falls_12_months": "1", "warning_signs": ["none"]}),
    (RISKS, 1, {"smoking": "ex", "drinks_per_week.wine": "4"}),
    (RISKS, 2, {"conditions": ["coeliac", "epilepsy"], "rheumatoid_arthritis": "not_known"}),
    (RISKS, 3, {"glucocorticoids": "past"}),
    (LIFESTYLE, 1, {"calcium_servings_per_week.milk": "7"}),
    (LIFESTYLE, 2, {"salt_habit": "some"}),
)
KEPT = {
    "age_years": 62.0, "sex": "female", "height_cm": 162.0, "menopausal_status": "postmenopausal", "has_scan": "yes",
    "scan_regions": ["femoral_neck_left"], "femoral_neck_left.t_score": -2.1, "scanner_make": "hologic",
    "fracture_since_50": "no", "falls_12_months": "1", "warning_signs": ["none"], "smoking": "ex",
    "drinks_per_week.wine": 4.0, "conditions": ["coeliac", "epilepsy"], "rheumatoid_arthritis": "not_known",
    "glucocorticoids": "past", "calcium_servings_per_week.milk": 7.0, "salt_habit": "some",
}  # fmt: skip


def shown_in_the_check(visitor):
    """What the fields of the check show; a long list of ticks is one answer in several groups."""
    shown = {}
    for page, part in CHECK:
        for element in visitor.open(page, part).inputs():
            if element.type == "checkbox" or element.value in (None, "", []):
                continue
            key = element.key.partition("_")[2].partition(".group_")[0]
            shown[key] = [*shown.get(key, []), *element.value] if isinstance(element.value, list) else element.value
    return shown


def test_every_answer_is_kept_as_it_is_given_and_survives_a_tour_of_all_pages_by_the_menu():
    visitor = Visitor()
    for page, part, answers in GIVEN:
        visitor.open(page, part)
        for key, value in answers.items():
            visitor.give(key, value)
    assert visitor.answers == KEPT
    before = shown_in_the_check(visitor)
    assert set(before) == {*KEPT, "units"}
    for page, part in reversed(SCREENS):
        visitor.open(page, part)
    assert visitor.answers == KEPT
    assert shown_in_the_check(visitor) == before
    assert visitor.draft.keys() == {"answers", "place", "remember", "ask", "reload", "session"}
    assert visitor.draft["answers"] == KEPT
    assert visitor.draft["place"] == {"risk_factors": 3, "lifestyle": 2}


def test_answers_survive_going_all_the_way_back_and_forth_by_the_buttons():
    visitor = Visitor(KEPT).open(HEALTH).open(LIFESTYLE, 2)
    titles = [visitor.title]
    while visitor.title != "Understand your bone scan in five minutes":
        visitor.press("Back")
        titles.append(visitor.title)
    assert len(titles) == 10
    visitor.press("Go on with my check")
    for _ in range(8):
        visitor.press("Next")
    assert visitor.answers == KEPT
    assert visitor.title == titles[0]
    assert visitor.shown("salt_habit") == "some"


def test_the_part_of_a_page_stays_open_while_one_looks_at_another_page():
    assert Visitor().open(HEALTH).open(EVIDENCE).open(BONES).title == "Health conditions"


def test_a_double_click_on_next_does_not_skip_a_page():
    visitor = Visitor().open(ABOUT).press("Next")
    visitor.app.button(key="next").click()
    assert visitor.run().title == "Your scan"


def test_a_hidden_follow_up_question_keeps_its_answer_for_when_it_applies_again():
    visitor = Visitor().open(HEALTH).give("glucocorticoids", "now")
    visitor.give("glucocorticoid_dose_mg_per_day", "7.5").give("glucocorticoids", "never")
    assert visitor.find("glucocorticoid_dose_mg_per_day") is None
    visitor.give("glucocorticoids", "now")
    assert visitor.shown("glucocorticoid_dose_mg_per_day") == "7.5"


def test_none_of_these_and_the_items_push_each_other_out():
    visitor = Visitor().open(HEALTH).give("conditions", ["coeliac"]).give("conditions", ["coeliac", "none"])
    assert visitor.answers["conditions"] == visitor.shown("conditions") == ["none"]
    visitor.give("conditions", ["none", "lupus"])
    assert visitor.answers["conditions"] == ["lupus"]
    visitor.give("conditions", [])
    assert "conditions" not in visitor.answers


def test_fill_with_zeros_answers_only_what_is_still_open():
    visitor = Visitor().open(HABITS).give("drinks_per_week.wine", "4").press_key("zeros_drinks_per_week")
    drinks = {key: value for key, value in visitor.answers.items() if key.startswith("drinks_per_week.")}
    assert drinks.pop("drinks_per_week.wine") == 4.0
    assert set(drinks.values()) == {0.0}
    assert len(drinks) == 4
    assert visitor.shown("drinks_per_week.beer") == "0"


# ------------------------------------------------------------------ sample people


def test_a_sample_opens_with_one_click_and_leaving_it_brings_back_ones_own_answers():
    visitor = Visitor(KEPT)
    before = shown_in_the_check(visitor)
    visitor.open(COACH).press_key("client_open_robert")
    assert visitor.text("sample_badge").startswith(":material/person: **Sample: Robert, 71.**")
    assert "Delete my answers" not in visitor.buttons
    assert visitor.open(ABOUT).shown("age_years") == "71"
    visitor.give("age_years", "99")  # one may play with a sample
    assert visitor.answers == visitor.draft["answers"] == KEPT
    visitor.press("Leave")
    assert visitor.answers == KEPT
    assert shown_in_the_check(visitor) == before


def test_a_sample_opened_again_is_as_new_and_begin_leaves_it():
    visitor = Visitor(sample="maria").open(ABOUT).give("age_years", "99")
    assert visitor.open(START).press_key("open_maria").open(ABOUT).shown("age_years") == "62"
    visitor.open(START).press("Begin")
    assert (visitor.title, visitor.shown("age_years")) == ("About you", "")


# ------------------------------------------------------------------ delete


@pytest.mark.parametrize("page", [START, RISKS, RESULTS])
def test_delete_leaves_nothing_in_the_session_and_nothing_in_the_draft(page):
    marks = {"weight_kg": 61.73, "femoral_neck_left.t_score": -2.37, "height_cm": "very tall indeed"}
    visitor = Visitor({"has_scan": "yes", "scan_regions": ["femoral_neck_left"], **marks})
    for seen in (ABOUT, SCAN, page):
        visitor.open(seen)
    visitor.app.checkbox(key="w_remember").check()
    assert visitor.run().draft["remember"] is True
    visitor.press("Delete my answers")
    assert "Your answers are deleted" in visitor.messages("foot")[0]
    visitor.open(ABOUT).open(SCAN)
    assert visitor.answers == {}
    assert visitor.draft["answers"] is None
    assert visitor.draft["remember"] is False
    left = repr(visitor.app.session_state.to_dict())
    assert [mark for mark in ("61.73", "2.37", "very tall") if mark in left] == []
    assert visitor.open(RESULTS).title == "Your results"
    assert "Delete my answers" not in visitor.buttons
    visitor.open(ABOUT).give("age_years", "62")
    assert [box.value for box in visitor.app.checkbox] == [False]  # the wish to be remembered is forgotten as well


# ------------------------------------------------------------------ a draft that no person typed


class Session(dict):
    """Stands for st.session_state: items that can be read as attributes too."""

    def __getattr__(self, name):
        return self[name]


HOSTILE = {
    "unknown keys": {"evil": 1, "__class__": "x", "_own": {}, "age_years.t_score": 3, "moon.t_score": -1, "": 1, ".": 2},
    "wrong kinds": {"age_years": ["62"], "sex": 1, "menopausal_status": ["premenopausal"], "scan_regions": "heel",
                    "smoking": None, "height_cm": {"cm": 162}, "scan_date": 20240101, "conditions": [["none"]],
                    "weight_kg": True, "units": ["us"]},
    "options that do not exist": {"sex": "other", "scan_regions": ["skull"], "units": "imperial", "has_scan": "maybe"},
    "huge strings": {"age_years": "9" * 100_000, "height_cm": "x" * 101, "scan_date": "2024" * 1000},
    "numbers that are none": {"age_years": math.nan, "height_cm": math.inf, "weight_kg": -math.inf, "cola_per_week": 1e300},
}  # fmt: skip
NO_DRAFT = (None, 7, "text", [], {"answers": None}, {"answers": []}, {"place": [1]},
            {"answers": {}, "place": {"risk_factors": 99, "lifestyle": "2", "x": -1}})  # fmt: skip


def restored(payload, monkeypatch):
    """What the session holds after a browser handed up `payload`."""
    state = Session(_draft=Session(restored=payload))
    with monkeypatch.context() as patch:
        patch.setattr(session.st, "session_state", state)
        kept.restore_from("_draft")
    return state


def test_only_the_usable_part_of_a_draft_is_restored(monkeypatch):
    good = {"falls_12_months": "1", "lumbar_spine.t_score": -1.5}
    for kind, hostile in HOSTILE.items():
        payload = {"answers": {**hostile, **good}, "place": {"lifestyle": 1}, "remember": True}
        state = restored(payload, monkeypatch)
        assert state[keys.OWN] == good, kind
        assert (state[keys.PLACE], state[keys.REMEMBER]) == ({"lifestyle": 1}, True)
    for payload in NO_DRAFT:
        state = restored(payload, monkeypatch)
        assert (state[keys.OWN], state[keys.PLACE], state[keys.REMEMBER]) == ({}, {}, False), payload


STORED = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5)
    | st.sampled_from([option for question in questions().values() for option in question.options]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
KEYS = [*questions(), "units", "lumbar_spine.t_score", "lumbar_spine.vertebrae", "lumbar_spine.vertebrae_other",
        "total_hip.bmd_g_cm2", "drinks_per_week.wine", "heel.t_score"]  # fmt: skip


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=st.dictionaries(st.sampled_from(KEYS), STORED, max_size=25))
def test_whatever_a_browser_hands_up_every_page_still_opens(draft):
    visitor = Visitor(clean({"has_scan": "yes", "scan_regions": ["lumbar_spine", "total_hip"], **draft}))
    for page in (ABOUT, SCAN, RISKS, RESULTS):
        visitor.open(page)


def test_a_second_run_through_the_check_visits_every_part_again():
    def one_run():
        visitor.open(ABOUT)
        seen = []
        while len(seen) < 2 * len(CHECK):
            seen.append(visitor.title)
            if "Next" not in visitor.buttons:
                return seen
            visitor.press("Next")
        return seen

    visitor = Visitor({"age_years": 62})
    first = one_run()
    assert len(first) == len(CHECK)
    assert one_run() == first
