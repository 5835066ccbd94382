"""Answers stay as given: back and forth, on other pages, beside a sample person; and go when they are to go."""

import math
from time import monotonic

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonecheck.answers.as_given import clean
from bonecheck.answers.questions import questions
from bonecheck.ui.session import answers as session
from bonecheck.ui.session import kept, keys
from tests.pages.visitor import (
    ABOUT,
    BODY,
    BONES,
    CHECK,
    COACH,
    EVIDENCE,
    HABITS,
    HEALTH,
    MINE,
    PICTURE,
    RESULTS,
    SCAN,
    SCREENS,
    START,
    Visitor,
)

GIVEN = (
    (ABOUT, {"age_years": "62", "sex": "female", "menopausal_status": "postmenopausal"}),
    (SCAN, {"has_scan": "yes", "total_hip.t_score": "-2,1"}),
    (PICTURE, {"scanner_make": "hologic"}),
    (BONES, {"broken_bone": ["none"], "falls_12_months": "1", "warning_signs": ["none"]}),
    (HEALTH, {"glucocorticoids": "past", "long_illness": "yes", "rheumatoid_arthritis": "not_known"}),
    (HEALTH, {"conditions": ["coeliac", "epilepsy"]}),
    (BODY, {"height_cm": "162"}),
    (HABITS, {"smoking": "ex", "drinks_alcohol": "yes", "drinks_per_week.wine": "4"}),
)
KEPT = {
    "age_years": 62.0, "sex": "female", "menopausal_status": "postmenopausal", "has_scan": "yes",
    "total_hip.t_score": -2.1, "scanner_make": "hologic", "fracture_since_50": "no", "fracture_at_40_to_49": "no",
    "fracture_before_40": "no", "falls_12_months": "1", "warning_signs": ["none"], "glucocorticoids": "past",
    "long_illness": "yes", "conditions": ["coeliac", "epilepsy"], "rheumatoid_arthritis": "not_known",
    "height_cm": 162.0, "smoking": "ex", "drinks_alcohol": "yes", "drinks_per_week.wine": 4.0,
    **{f"drinks_per_week.{other}": 0.0 for other in ("beer", "strong_beer", "spirits", "fortified")},
}  # fmt: skip
JOINED = {"fracture_since_50", "fracture_at_40_to_49", "fracture_before_40"}  # asked as one list, `broken_bone`


def shown_in_the_check(visitor):
    """What the fields of the check show; a long list of ticks is one answer in several groups."""
    shown = {}
    for page, _ in CHECK:
        visitor.open(page)
        for element in (visitor.unfold("report_details") if page == PICTURE else visitor).inputs():
            if element.type == "checkbox" or element.value in (None, "", []):
                continue
            key = element.key.partition("_")[2].partition(".group_")[0]
            shown[key] = [*shown.get(key, []), *element.value] if isinstance(element.value, list) else element.value
    return shown


def test_every_answer_is_kept_as_it_is_given_and_survives_a_tour_of_all_pages_by_the_menu():
    visitor = Visitor()
    for page, answers in GIVEN:
        visitor.open(page)
        if page == PICTURE:
            visitor.unfold("report_details")
        for key, value in answers.items():
            visitor.give(key, value)
    assert visitor.answers == KEPT
    before = shown_in_the_check(visitor)
    assert set(before) - {"units", "scan_regions"} == {*KEPT, "broken_bone"} - JOINED - {"has_scan"}
    for page, part in reversed(SCREENS):
        visitor.open(page, part)
    assert visitor.answers == KEPT
    assert shown_in_the_check(visitor) == before
    assert visitor.draft.keys() == {"answers", "place", "remember", "stage", "ask", "reload", "session"}
    assert visitor.draft["answers"] == KEPT
    assert visitor.draft["place"] == "habits"


def test_answers_survive_going_all_the_way_back_and_forth_by_the_buttons():
    visitor = Visitor(KEPT).open(HABITS)
    titles = [visitor.title]
    while visitor.title != "Understand your bone scan":
        visitor.press("Back")
        titles.append(visitor.title)
        assert len(titles) < 10
    assert len(titles) == 8
    visitor.press("Go on: About you")
    while visitor.title != titles[0]:
        visitor.press_key("next")
    assert visitor.answers == KEPT
    assert visitor.shown("smoking") == "ex"


def test_one_goes_on_where_one_left():
    visitor = Visitor(KEPT).open(HEALTH).open(EVIDENCE).open(START).press("Go on: Your health")
    assert visitor.title == "Your health"


def test_a_gate_opens_and_closes_what_is_behind_it_and_loses_nothing_told_there():
    visitor = Visitor().open(HEALTH)
    assert visitor.find("conditions.group_0") is None
    visitor.give("long_illness", "yes").give("conditions", ["coeliac"]).give("medicines", ["heparin"])
    visitor.give("long_illness", "no")
    assert visitor.find("conditions.group_0") is None
    assert (visitor.answers["conditions"], visitor.answers["medicines"]) == (["none"], ["none"])
    assert (visitor.answers["rheumatoid_arthritis"], visitor.answers["hormone_therapy"]) == ("no", "none")
    visitor.give("long_illness", "yes")
    assert (visitor.answers["conditions"], visitor.answers["medicines"]) == (["coeliac"], ["heparin"])
    assert "rheumatoid_arthritis" not in visitor.answers  # it was never answered by itself


def test_what_waits_behind_a_closed_gate_is_gone_when_all_answers_are_deleted():
    visitor = Visitor().open(HEALTH).give("long_illness", "yes").give("conditions", ["coeliac"])
    visitor.give("long_illness", "no")
    assert "coeliac" in repr(visitor.app.session_state.to_dict())
    visitor.delete_all()
    assert "coeliac" not in repr(visitor.app.session_state.to_dict())


def test_one_list_of_breaks_answers_each_age_that_applies():
    visitor = Visitor({"age_years": 45}).open(BONES)
    assert list(visitor.widget("broken_bone").options) == [
        "At 40 to 49",
        "At 18 to 39",
        "No",
        "Not sure",
    ]
    visitor.give("broken_bone", ["fracture_before_40"]).give("fracture_sites_before_40", ["spine"])
    assert visitor.answers["fracture_before_40"] == "yes"
    assert visitor.answers["fracture_at_40_to_49"] == "no"
    visitor.give("broken_bone", ["fracture_before_40", "none"])
    assert (visitor.answers["fracture_before_40"], visitor.shown("broken_bone")) == ("no", ["none"])
    assert visitor.find("fracture_sites_before_40") is None
    visitor.give("broken_bone", ["not_known"])
    assert visitor.answers["fracture_before_40"] == "not_known"


def test_a_double_click_on_next_does_not_skip_a_page():
    visitor = Visitor().open(ABOUT).press("Next")
    visitor.app.session_state[keys.STEPPED] = monotonic() + 60  # as if no time had passed, however busy the machine
    visitor.app.button(key="next").click()
    assert visitor.run().title == "Your scan"


def test_a_hidden_follow_up_question_keeps_its_answer_for_when_it_applies_again():
    visitor = Visitor().open(HEALTH).give("glucocorticoids", "now")
    visitor.give("glucocorticoid_dose_mg_per_day", "7.5").give("glucocorticoids", "never")
    assert visitor.find("glucocorticoid_dose_mg_per_day") is None
    visitor.give("glucocorticoids", "now")
    assert visitor.shown("glucocorticoid_dose_mg_per_day") == "7.5"


def test_none_of_these_and_the_items_push_each_other_out():
    visitor = Visitor().open(HEALTH).give("long_illness", "yes")
    visitor.give("conditions", ["coeliac"]).give("conditions", ["coeliac", "none"])
    assert visitor.answers["conditions"] == visitor.shown("conditions") == ["none"]
    visitor.give("conditions", ["none", "lupus"])
    assert visitor.answers["conditions"] == ["lupus"]
    visitor.give("conditions", [])
    assert "conditions" not in visitor.answers


def test_a_row_of_my_answers_stays_open_while_its_numbers_change_one_after_the_other():
    visitor = Visitor(
        {
            "age_years": 62,
            "sex": "female",
            "menopausal_status": "postmenopausal",
            "has_scan": "yes",
            "femoral_neck.t_score": -2.6,
            "femoral_neck.z_score": -1.1,
        }
    ).open(MINE)
    visitor.unfold("mine_femoral_neck").give("femoral_neck.t_score", "-2.7")
    assert [fold for fold in visitor.app.expander if fold.key == "mine_femoral_neck" and "T-score −2.6" in fold.label]
    assert visitor.give("femoral_neck.z_score", "-1.3").answers["femoral_neck.t_score"] == -2.7
    assert visitor.answers["femoral_neck.z_score"] == -1.3


def test_one_kind_of_drink_after_a_yes_sets_the_others_to_a_zero_that_can_be_seen_and_changed():
    visitor = Visitor().open(HABITS).give("drinks_alcohol", "yes")
    assert not [key for key in visitor.answers if key.startswith("drinks_per_week.")]  # a yes alone tells no amount
    visitor.give("drinks_per_week.wine", "4")
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
    assert "Delete my answers" not in visitor.more().buttons
    assert visitor.open(ABOUT).shown("age_years") == "71"
    visitor.give("age_years", "99")  # one may play with a sample
    assert visitor.answers == visitor.draft["answers"] == KEPT
    visitor.press("Leave")
    assert visitor.answers == KEPT
    assert shown_in_the_check(visitor) == before


def test_a_sample_opened_again_is_as_new_and_begin_leaves_it():
    visitor = Visitor(sample="maria").open(ABOUT).give("age_years", "99")
    assert visitor.open(START).press_key("open_maria").open(ABOUT).shown("age_years") == "62"
    visitor.open(START).press("I have no report")
    assert (visitor.title, visitor.shown("age_years")) == ("About you", "")


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
NO_DRAFT = (None, 7, "text", [], {"answers": None}, {"answers": []}, {"place": [1]}, {"answers": {}, "place": "evil"})


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
        payload = {"answers": {**hostile, **good}, "place": "habits", "remember": True}
        state = restored(payload, monkeypatch)
        assert state[keys.OWN] == good, kind
        assert (state[keys.PLACE], state[keys.REMEMBER]) == ("habits", True)
    for payload in NO_DRAFT:
        state = restored(payload, monkeypatch)
        assert (state[keys.OWN], state.get(keys.PLACE), state[keys.REMEMBER]) == ({}, None, False), payload


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
    for page in (ABOUT, SCAN, BONES, HEALTH, RESULTS):
        visitor.open(page)


def test_a_second_run_through_the_check_visits_every_screen_again():
    def one_run():
        visitor.open(ABOUT)
        seen = [visitor.title]
        while "See my results" not in visitor.buttons:
            visitor.press_key("next")
            seen.append(visitor.title)
            assert len(seen) <= len(CHECK)
        return seen

    visitor = Visitor({"age_years": 66, "sex": "female", "has_scan": "yes", "total_hip.t_score": -1.2})
    first = one_run()
    assert len(first) == len(CHECK)
    assert one_run() == first
    visitor.answers["has_scan"] = "no"  # without a report neither scan nor picture is on the way
    assert len(one_run()) == len(CHECK) - 2
