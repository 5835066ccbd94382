"""Earlier scans: told and taken out on My answers."""

from tests.pages.visitor import CHECK, MINE, RESULTS, Visitor

WOMAN = {
    "age_years": 66,
    "sex": "female",
    "menopausal_status": "postmenopausal",
    "has_scan": "yes",
    "scan_method": "dxa",
}
NOW = {
    **WOMAN,
    "scan_date": "2026-05-01",
    "scan_regions": ["lumbar_spine", "total_hip_left"],
    "lumbar_spine.vertebrae": "L1-L4",
    "lumbar_spine.bmd_g_cm2": 0.9,
    "total_hip_left.bmd_g_cm2": 0.75,
}
FIRST = {
    "earlier.1.scan_date": "2022-05-01",
    "earlier.1.same_machine": "yes",
    "earlier.1.total_hip_left.bmd_g_cm2": 0.8,
}
ADD, OUT = "Add an earlier scan", "Take this scan out"


def earlier_of(visitor):
    return {key: answer for key, answer in visitor.answers.items() if key.startswith("earlier.")}


def lines(visitor):
    """The lines of earlier scans on My answers."""
    return [fold.label.replace("**", "") for fold in visitor.app.expander if fold.label.startswith("Earlier scan")]


def test_an_earlier_scan_is_added_typed_changed_and_taken_out_and_the_others_stay():
    visitor = Visitor(NOW).open(MINE).press(ADD)
    assert earlier_of(visitor) == {}  # nothing is an answer until something is typed
    assert lines(visitor) == ["Earlier scan 1 no answer yet"]
    visitor.widget("earlier.1.scan_date.year").set_value("2023")
    visitor.run().give("earlier.1.same_machine", "yes").give("earlier.1.total_hip_left.bmd_g_cm2", "0,8")
    typed = {"scan_date": "2023", "same_machine": "yes", "total_hip_left.bmd_g_cm2": 0.8}
    assert earlier_of(visitor) == {f"earlier.1.{key}": answer for key, answer in typed.items()}
    visitor.press(ADD).give("earlier.2.lumbar_spine.t_score", "-1.3").give("earlier.2.scanner_make", "hologic")
    second = {"earlier.2.lumbar_spine.t_score": -1.3, "earlier.2.scanner_make": "hologic"}
    visitor.give("earlier.1.total_hip_left.bmd_g_cm2", "0.79")
    assert earlier_of(visitor)["earlier.1.total_hip_left.bmd_g_cm2"] == 0.79
    visitor.press_key("take_out_1")
    assert earlier_of(visitor) == second  # no other scan changes its number
    assert lines(visitor.open(RESULTS).open(MINE)) == ["Earlier scan 2 Hologic, lower spine"]
    visitor.press("Put earlier scan 1 back")
    assert earlier_of(visitor)["earlier.1.total_hip_left.bmd_g_cm2"] == 0.79
    assert earlier_of(visitor).items() >= second.items()


def test_a_number_that_was_taken_out_does_not_stand_in_the_scan_that_is_added_next():
    visitor = Visitor(NOW | FIRST).open(MINE).unfold("mine_earlier_1").press(OUT).press(ADD)
    assert earlier_of(visitor) == {}
    assert visitor.shown("earlier.2.total_hip_left.bmd_g_cm2") == ""


def test_a_slip_in_an_earlier_scan_is_told_beside_its_field():
    visitor = Visitor(NOW | FIRST).open(MINE).unfold("mine_earlier_1")
    visitor.give("earlier.1.total_hip_left.t_score", "1.8")
    assert "Plus or minus?" in visitor.messages("site_earlier-1-total_hip_left")[0]
    visitor.press("Use -1.8")
    assert visitor.answers["earlier.1.total_hip_left.t_score"] == -1.8


def test_numbers_of_an_earlier_hip_go_to_its_side_once_that_is_tapped():
    visitor = Visitor(NOW | {"earlier.1.femoral_neck.t_score": -1.9}).open(MINE).unfold("mine_earlier_1")
    visitor.widget("earlier.1.places").set_value(["femoral_neck_right"])
    visitor.run()
    assert earlier_of(visitor) == {"earlier.1.femoral_neck_right.t_score": -1.9}
    assert visitor.find("earlier.1.femoral_neck.t_score") is None


def test_the_noise_that_the_clinic_printed_is_asked_beside_earlier_scans_for_the_places_of_the_newest():
    visitor = Visitor(NOW | FIRST).open(MINE).unfold("mine_for_changes")
    visitor.give("total_hip.lsc_g_cm2", "0.06").give("scanner_model", "Horizon A")
    assert (visitor.answers["total_hip.lsc_g_cm2"], visitor.answers["scanner_model"]) == (0.06, "Horizon A")
    assert visitor.find("femoral_neck.lsc_g_cm2") is None


def test_vertebrae_of_an_earlier_scan_are_asked_with_what_follows_from_them():
    visitor = Visitor(NOW).open(MINE).press(ADD).give("earlier.1.lumbar_spine.vertebrae", "other")
    visitor.give("earlier.1.lumbar_spine.vertebrae_other", ["L2", "L3"])
    assert visitor.answers["earlier.1.lumbar_spine.vertebrae_other"] == ["L2", "L3"]


def test_the_check_asks_nothing_of_earlier_scans_and_neither_does_my_answers_without_a_scan():
    visitor = Visitor(NOW | FIRST)
    for page, _ in CHECK:
        asked = [element.key for element in visitor.open(page).inputs() if "earlier" in (element.key or "")]
        assert not asked
    assert ADD in visitor.open(MINE).buttons
    assert ADD not in Visitor({**WOMAN, "has_scan": "no"}).open(MINE).buttons
