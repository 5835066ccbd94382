"""Earlier scans: told and taken out on My answers, read on the results in words, as a table and as pictures."""

import re
from datetime import date
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from bonecheck import to_json
from bonecheck.scan.change import Machine, SiteChanges
from bonecheck.ui.pictures.change_chart import drawing
from bonecheck.ui.pictures.change_layout import lay_out
from bonecheck.ui.pictures.change_svg import filling
from bonecheck.words.outcomes import words
from tests.everybody import people_with_earlier_scans
from tests.pages.visitor import BRING, CHECK, MINE, RESULTS, Visitor
from tests.people import TODAY, built, finding, plain, report

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
    return [fold.label.replace("**", "") for fold in visitor.app.expander if fold.label.startswith("Earlier scan ")]


def over_time(visitor):
    """What stands in the fold on changes."""
    visitor.unfold("fold_changed")
    return plain(visitor.text("results_folds"))


@pytest.mark.parametrize(("present", "newest"), [("2025", 2025), ("2024-05-01", 2024), (None, date.today().year)])
def test_the_years_of_an_earlier_scan_begin_with_that_of_the_present_one_and_go_back_ten(present, newest):
    told = {key: answer for key, answer in NOW.items() if key != "scan_date"}
    visitor = Visitor(told | ({"scan_date": present} if present else {})).open(MINE).press(ADD)
    offered = visitor.widget("earlier.1.scan_date.year").options
    assert offered == [*(str(newest - ago) for ago in range(10)), "Other date"]


def test_an_earlier_scan_is_added_typed_changed_and_taken_out_and_the_others_stay():
    visitor = Visitor(NOW).open(MINE).press(ADD)
    assert earlier_of(visitor) == {}  # nothing is an answer until something is typed
    assert lines(visitor) == ["Earlier scan 1: no answer yet"]
    visitor.widget("earlier.1.scan_date.year").set_value("2023")
    visitor.run().give("earlier.1.same_machine", "yes").give("earlier.1.total_hip_left.bmd_g_cm2", "0,8")
    typed = {"scan_date": "2023", "same_machine": "yes", "total_hip_left.bmd_g_cm2": 0.8}
    assert earlier_of(visitor) == {f"earlier.1.{key}": answer for key, answer in typed.items()}
    visitor.press(ADD).give("earlier.2.lumbar_spine.t_score", "-1.3").give("earlier.2.scanner_make", "hologic")
    second = {"earlier.2.lumbar_spine.t_score": -1.3, "earlier.2.scanner_make": "hologic"}
    assert "Since 2023, your whole left hip likely lost bone density." in over_time(visitor.open(RESULTS))
    visitor.open(MINE).unfold("mine_earlier_1").give("earlier.1.total_hip_left.bmd_g_cm2", "0.79")
    assert "Since 2023, your whole left hip moved less than the noise" in over_time(visitor.open(RESULTS))
    visitor.open(MINE).unfold("mine_earlier_1")
    assert earlier_of(visitor)["earlier.1.total_hip_left.bmd_g_cm2"] == 0.79
    visitor.press_key("take_out_1")
    assert earlier_of(visitor) == second  # no other scan changes its number
    assert lines(visitor.open(RESULTS).open(MINE)) == ["Earlier scan 2: Hologic"]
    visitor.press("Put earlier scan 1 back")
    assert earlier_of(visitor)["earlier.1.total_hip_left.bmd_g_cm2"] == 0.79
    assert earlier_of(visitor).items() >= second.items()


def test_a_number_that_was_taken_out_does_not_stand_in_the_scan_that_is_added_next():
    visitor = Visitor(NOW | FIRST).open(MINE).unfold("mine_earlier_1").press(OUT).press(ADD)
    assert earlier_of(visitor) == {}
    assert visitor.shown("earlier.2.total_hip_left.bmd_g_cm2") == ""


REPORT = """DXA BONE DENSITY
Date of scan: 14 May 2026
Left total hip: BMD 0.745 g/cm2, T-score -2.0
Previous scan 12 March 2021: Lumbar spine L1-L4 T-score -1.9.
"""
TAKE = "All correct: use these"


def test_the_scans_of_a_report_that_waits_never_mix_with_one_that_is_added_meanwhile():
    visitor = Visitor(NOW).paste(REPORT).open(MINE).press(ADD)
    visitor.give("earlier.2.total_hip_left.bmd_g_cm2", "0.8").open(BRING).press(TAKE)
    assert {key: answer for key, answer in earlier_of(visitor).items() if key.startswith("earlier.2.")} == {
        "earlier.2.total_hip_left.bmd_g_cm2": 0.8
    }
    assert earlier_of(visitor)["earlier.1.scan_date"] == "2021-03-12"


def test_the_scans_of_a_report_never_mix_with_one_that_was_taken_out_and_comes_back():
    visitor = Visitor(NOW | FIRST).open(MINE).unfold("mine_earlier_1").press(OUT)
    visitor.paste(REPORT).press(TAKE).open(MINE).press("Put earlier scan 1 back")
    assert {key for key in earlier_of(visitor) if key.startswith("earlier.1.")} == FIRST.keys()
    assert earlier_of(visitor)["earlier.1.scan_date"] == FIRST["earlier.1.scan_date"]
    assert earlier_of(visitor)["earlier.2.scan_date"] == "2021-03-12"


def test_a_double_click_on_putting_a_scan_back_does_no_harm():
    def twice():
        from bonecheck.ui.session import answers, earlier

        answers.answers()["earlier.1.scanner_make"] = "hologic"
        for each in (earlier.take_out, earlier.put_back):
            each(1)
            each(1)
        assert answers.answers()["earlier.1.scanner_make"] == "hologic"

    assert not AppTest.from_function(twice).run().exception


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
    visitor = Visitor(NOW | FIRST).open(MINE).unfold("mine_report_details")
    visitor.give("total_hip.lsc_g_cm2", "0.06").give("scanner_model", "Horizon A")
    assert (visitor.answers["total_hip.lsc_g_cm2"], visitor.answers["scanner_model"]) == (0.06, "Horizon A")
    assert visitor.find("femoral_neck.lsc_g_cm2") is None


def test_the_scores_of_a_place_and_its_noise_may_be_open_at_once():
    visitor = Visitor(NOW | FIRST).open(MINE).unfold("mine_report_details", "mine_lumbar_spine")
    assert visitor.shown("lumbar_spine.bmd_g_cm2") == "0.9"
    assert visitor.find("lumbar_spine.lsc_g_cm2") is not None


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


# ------------------------------------------------------------------ from a file that was saved before

FORMER = {
    **WOMAN,
    "age_years": 63,
    "scan_date": "2023-05-01",
    "scan_regions": ["total_hip_left"],
    "total_hip_left.bmd_g_cm2": 0.82,
    "total_hip_left.t_score": -1.0,
}


def bring(visitor, data, page=MINE):
    """Chooses a saved file on My answers; `data` are its bytes or the answers in it."""
    visitor.open(page).press("From a file")
    [field] = [element for element in visitor.elements() if element.type == "file_uploader"]
    field.upload("bonecheck.json", data if isinstance(data, bytes) else to_json(built(data)[0]), "application/json")
    return visitor.run()


def test_a_saved_file_gives_its_scan_as_an_earlier_one_once():
    visitor = bring(Visitor(NOW), FORMER)
    assert visitor.messages() == [
        "1 scan was added from the file. Say if it was made on the machine of your newest one."
    ]
    added = {"scan_date": "2023-05-01", "total_hip_left.bmd_g_cm2": 0.82, "total_hip_left.t_score": -1.0}
    assert earlier_of(visitor) == {f"earlier.1.{key}": answer for key, answer in added.items()}
    assert lines(visitor) == ["Earlier scan 1: 1 May 2023"]
    assert bring(visitor, FORMER).messages() == ["What this file tells of scans is here already. Nothing was added."]
    assert len(lines(visitor)) == 1
    visitor.unfold("mine_earlier_1").give("earlier.1.same_machine", "yes")
    assert "Since 2023, your whole left hip likely lost bone density." in over_time(visitor.open(RESULTS))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{not json", "This file could not be read."),
        (b'{"schema_version": 99}', "This file was saved by a newer bonecheck"),
        ({**WOMAN, "has_scan": "no"}, "This file has no scan with a number in it."),
        (FORMER | {"sex": "male"}, "This file names another sex than you do here."),
        (FORMER | {"age_years": 70}, "In this file the age is 70, and here it is 66."),
        (FORMER | {"scan_method": "ct"}, "The scan in this file is no DXA"),
        (NOW, "What this file tells of scans is here already."),
        (FORMER | {"scan_date": "2026-05-01", "age_years": 66}, "This file has a scan of the same day"),
    ],
)
def test_a_file_that_gives_no_earlier_scan_is_answered_with_one_message_and_nothing_is_lost(data, said):
    visitor = bring(Visitor(NOW | FIRST), data)
    [message] = visitor.messages()
    assert message.startswith(said)
    assert visitor.answers == NOW | FIRST


def test_more_scans_than_can_be_kept_are_refused_as_a_whole():
    told = dict(NOW)
    for number in range(1, 21):
        told |= {f"earlier.{number}.scan_date": f"{2000 + number}", f"earlier.{number}.lumbar_spine.t_score": -1.0}
    visitor = bring(Visitor(told), FORMER)
    assert visitor.messages() == ["More than 20 earlier scans cannot be read. Keep those that matter most."]
    assert visitor.answers == told


def test_a_file_with_a_newer_scan_is_opened_instead_and_one_can_go_back():
    newer = FORMER | {"scan_date": "2026-10-01", "age_years": 66}
    visitor = bring(Visitor(NOW | FIRST), newer)
    [message] = visitor.messages()
    assert message.startswith("This file has a newer scan than the one here: 1 October 2026. Nothing was added.")
    assert visitor.answers == NOW | FIRST
    visitor.press("Open this file instead")
    assert visitor.messages() == ["Your answers were loaded from the file."]
    assert visitor.answers["scan_date"] == "2026-10-01"
    assert earlier_of(visitor) == {}
    visitor.press("Bring back my former answers")
    assert visitor.answers == NOW | FIRST
    assert "Open this file instead" not in visitor.open(MINE).press("From a file").buttons


def test_a_newer_file_is_offered_no_more_once_the_page_was_left():
    visitor = bring(Visitor(NOW | FIRST), FORMER | {"scan_date": "2026-10-01", "age_years": 66})
    assert "Open this file instead" in visitor.buttons
    assert "Open this file instead" not in visitor.open(RESULTS).open(MINE).press("From a file").buttons


def test_scans_of_a_file_never_mix_with_one_that_was_taken_out_nor_with_a_report_that_waits():
    visitor = Visitor(NOW | FIRST).open(MINE).unfold("mine_earlier_1").press(OUT).paste(REPORT)  # this one has 2
    bring(visitor, FORMER)
    assert {key.split(".")[1] for key in earlier_of(visitor)} == {"3"}


# ------------------------------------------------------------------ several scans

SECOND = {"earlier.2.scan_date": "2019", "earlier.2.total_hip_left.bmd_g_cm2": 0.81}


def test_several_earlier_scans_stand_in_one_fold_in_which_each_stays_as_it_was_left():
    visitor = Visitor(NOW | FIRST | SECOND).open(MINE)
    assert lines(visitor) == []
    visitor.unfold("mine_earlier", "mine_earlier_2")
    assert len(lines(visitor)) == 2
    assert visitor.shown("earlier.2.scanner_make") is None
    for is_open in (False, True):
        visitor.app.session_state["mine_earlier"] = is_open
        visitor.run()
    assert visitor.find("earlier.2.scanner_make") is not None
    assert visitor.find("earlier.1.scanner_make") is None


def test_the_fold_around_them_opens_for_a_scan_that_is_added_and_goes_with_the_last_but_one():
    visitor = Visitor(NOW | FIRST).open(MINE)
    assert len(lines(visitor)) == 1
    visitor.press(ADD).give("earlier.2.scanner_make", "hologic")
    assert len(lines(visitor)) == 2
    visitor.press_key("take_out_2")
    assert len(lines(visitor)) == 1
    assert not [fold for fold in visitor.app.expander if fold.key == "mine_earlier"]


# ------------------------------------------------------------------ on the results

SPINE = {"earlier.1.lumbar_spine.bmd_g_cm2": 0.91, "earlier.1.lumbar_spine.vertebrae": "L1-L4"}
TABLE = "Your scans over time"


def test_each_site_has_its_answer_and_its_why_and_what_is_lost_comes_first():
    """0.800 to 0.748 is more than the published 0.044 of the hip; 0.91 to 0.90 is less than the 0.039 of the spine."""
    visitor = Visitor(NOW | FIRST | SPINE | {"total_hip_left.bmd_g_cm2": 0.748}).open(RESULTS)
    text = over_time(visitor)
    assert visitor.containers("changed_") == ["total_hip_left", "lumbar_spine"]
    hip, spine = (plain(visitor.text(f"changed_{region}")) for region in ("total_hip_left", "lumbar_spine"))
    assert "Since 2022, your whole left hip likely lost bone density." in hip
    assert "From 0.800 to 0.748 g/cm2, -0.052. The noise of the scan is 0.044." in hip
    assert "Since 2022, your lower spine moved less than the noise of the scan." in spine
    assert text.count("likely lost bone density") == text.count("A step of this size") == 1


def test_what_is_said_of_a_change_stands_once_on_the_page():
    """Neither among the other findings nor among what is open; and before a clinician it stands above, not in the fold."""
    told = NOW | FIRST | SPINE | {"earlier.1.same_machine": "no", "total_hip_left.t_score": -1.2}
    visitor = Visitor(told).open(RESULTS).unfold("fold_changed", "fold_found", "fold_open")
    assert visitor.text().count("The scans come from different machines") == 1
    on_steroids = Visitor(NOW | FIRST | {"glucocorticoids": "now"}).open(RESULTS).unfold("fold_changed", "fold_found")
    title = words(finding(report(built(on_steroids.answers)[0]), "change_lower_on_steroids")).title
    assert title in on_steroids.text("pressing")
    assert "steroids can cost bone" not in on_steroids.text("results_folds")
    assert "Since 2022, your whole left hip likely lost bone density." in on_steroids.text("results_folds")


def test_a_large_drop_in_less_than_a_year_is_never_called_one_that_cannot_be_told():
    visitor = Visitor(NOW | FIRST | {"earlier.1.scan_date": "2025-09-01", "total_hip_left.bmd_g_cm2": 0.6}).open(
        RESULTS
    )
    assert "Please talk to your doctor soon" in visitor.text("pressing")
    assert "The drop at your whole left hip since 2025 is large." in over_time(visitor)
    assert "A later scan tells more" not in visitor.text()
    assert visitor.tables()[TABLE][0]["To the newest"] == "A large drop"


def test_the_answer_that_would_tell_a_change_is_given_in_its_place_and_stays_there():
    visitor = Visitor(NOW | FIRST | SPINE | {"earlier.1.same_machine": "not_known"}).open(RESULTS)
    assert "Only scans from one and the same machine can be compared." in over_time(visitor)
    asked = [fold.key for fold in visitor.app.expander if (fold.key or "").startswith("answer_changed_")]
    assert asked == ["answer_changed_lumbar_spine_0"]  # for both sites, once
    visitor.unfold(*asked).give("earlier.1.same_machine", "yes")
    assert "Since 2022, your whole left hip likely lost bone density." in over_time(visitor)
    assert visitor.shown("earlier.1.same_machine") == "yes"


def test_two_steps_within_the_noise_that_together_are_not_are_both_said():
    """0.800, 0.775, 0.755 at the hip: 0.025 and 0.020 are below 0.044, and 0.045 is not."""
    steps = {
        "earlier.2.scan_date": "2024-05-01",
        "earlier.2.same_machine": "yes",
        "earlier.2.total_hip_left.bmd_g_cm2": 0.775,
        "total_hip_left.bmd_g_cm2": 0.755,
    }
    text = over_time(Visitor(NOW | FIRST | steps).open(RESULTS))
    assert "Since 2024, your whole left hip moved less than the noise of the scan." in text
    assert "Since 2022, your whole left hip likely lost bone density, all steps taken together." in text


def test_t_scores_alone_get_their_own_words_and_a_picture_without_noise():
    told = {key: answer for key, answer in NOW.items() if "bmd" not in key} | {"lumbar_spine.t_score": -1.3}
    told |= {"earlier.1.scan_date": "2022", "earlier.1.lumbar_spine.t_score": -1.2}
    visitor = Visitor(told).open(RESULTS)
    assert "T-scores alone do not tell a change" in over_time(visitor)
    figure = visitor.figure("over_time_lumbar_spine")
    assert [shape["type"] for shape in figure["layout"]["shapes"]] == ["line"]  # the machine is not told: two rulers
    assert visitor.labels("over_time_lumbar_spine")[:3] == ["-1.2", "-1.3", "T-score"]


def test_where_the_z_score_counts_no_t_score_is_shown_over_time():
    told = {"age_years": 40, "sex": "male", "has_scan": "yes", "scan_method": "dxa", "scan_date": "2026"}
    told |= {"lumbar_spine.t_score": -2.6, "lumbar_spine.z_score": -1.3, "earlier.1.lumbar_spine.t_score": -2.2}
    visitor = Visitor(told | {"earlier.1.scan_date": "2022"}).open(RESULTS).unfold("fold_changed")
    assert "over_time_lumbar_spine" not in visitor.charts
    assert "T-score" not in visitor.tables()[TABLE][0]


def test_the_way_to_earlier_scans_stands_on_the_results_before_there_is_one():
    visitor = Visitor(NOW | {"total_hip_left.t_score": -1.2}).open(RESULTS).unfold("fold_picture")
    assert visitor.links("results_folds")["Compare with an earlier scan"] == "my-answers"
    assert not [fold for fold in visitor.app.expander if fold.key == "fold_changed"]


# ------------------------------------------------------------------ the picture


def test_picture_sentence_and_table_tell_the_same():
    visitor = Visitor(NOW | FIRST).open(RESULTS)
    text, figure = over_time(visitor), visitor.figure("over_time_total_hip_left")
    alt = plain(visitor.charts["over_time_total_hip_left"].alt)
    assert alt in text.replace("**", "")
    then, now = visitor.tables()[TABLE]
    for number in (then["BMD, g/cm2"], now["BMD, g/cm2"], plain(then["Change"]), then["Noise"]):
        assert number in alt
    assert visitor.labels("over_time_total_hip_left")[:2] == [row["BMD, g/cm2"] for row in (then, now)]
    [band] = figure["layout"]["shapes"]
    assert (band["y0"], band["y1"]) == (pytest.approx(0.8 - 0.044), pytest.approx(0.8 + 0.044))


def everyone_over_time():
    for check in people_with_earlier_scans():
        for site in report(check).changes:
            if (laid := lay_out(site, TODAY, with_t=True)) is not None:
                yield site, laid


def test_a_picture_has_no_number_that_is_not_in_the_report_and_a_band_only_beside_a_verdict():
    seen = 0
    for site, laid in everyone_over_time():
        seen += 1
        measured = {look.measured.bmd_g_cm2 for look in site.looks} | {look.measured.t_score for look in site.looks}
        assert {mark.value for mark in laid.marks} <= measured
        assert {float(plain(mark.label)) for mark in laid.marks if mark.label} <= measured
        assert (laid.band is not None) == any(change.is_told for change in site.to_now)
        notes = drawing(laid, dark=True)["layout"]["annotations"]
        allowed = {str(look.scanned)[:4] for look in site.looks} | {plain(mark.label) for mark in laid.marks} | {"2"}
        assert {float(plain(mark.t_score).removeprefix("T ")) for mark in laid.marks if mark.t_score} <= measured
        said = " ".join(plain(re.sub("<.*?>", "", note["text"])) for note in notes)
        assert set(re.findall(r"[-+]?\d[\d.]*", said)) <= allowed  # "g/cm2" has the 2
    assert seen > 20


def test_the_newest_scan_lies_outside_the_band_exactly_where_all_steps_together_have_a_verdict():
    for site, laid in everyone_over_time():
        if laid.band is not None:
            whole = site.in_all or site.latest
            is_outside = not laid.band.low + 1e-9 < laid.marks[-1].value < laid.band.high - 1e-9
            assert is_outside == (whole.verdict != "same"), whole


def test_the_t_score_that_was_printed_stands_at_each_scan_where_t_scores_count():
    """No scale at the right: the next report may stand on other reference people."""
    scores = {"total_hip_left.t_score": -1.6, "earlier.1.total_hip_left.t_score": -1.2}
    [hip] = [each for each in report(built(NOW | FIRST | scores)[0]).changes if each.region == "total_hip_left"]
    assert [plain(mark.t_score) for mark in lay_out(hip, TODAY, with_t=True).marks] == ["T -1.2", "T -1.6"]
    assert [mark.t_score for mark in lay_out(hip, TODAY, with_t=False).marks] == ["", ""]
    figure = Visitor(NOW | FIRST | scores).open(RESULTS).unfold("fold_changed").figure("over_time_total_hip_left")
    ticks = [plain(re.sub("<.*?>", " ", tick)).split() for tick in figure["layout"]["xaxis"]["ticktext"]]
    assert ticks == [["2022", "T", "-1.2"], ["2026", "T", "-1.6"]]


def test_the_way_of_the_average_is_drawn_as_it_is_told_and_stands_in_the_table():
    """White women from 56 to 66 at the spine: 0.952 - 0.993. From the scan of 0.930 that leads to 0.889."""
    told = {**WOMAN, "scanner_make": "hologic", "scan_date": "2026-05-01", "scan_regions": ["lumbar_spine"]}
    told |= {"lumbar_spine.vertebrae": "L1-L4", "lumbar_spine.bmd_g_cm2": 0.85, "age_years": 67}
    told |= {"earlier.1.scan_date": "2016-05-01", "earlier.1.same_machine": "yes"}
    told |= {"earlier.1.lumbar_spine.bmd_g_cm2": 0.93, "earlier.1.lumbar_spine.vertebrae": "L1-L4"}
    visitor = Visitor(told).open(RESULTS)
    text, figure = over_time(visitor), visitor.figure("over_time_lumbar_spine")
    sentence = "From the age of 56 to 66, the average of White US women goes down by about 0.04 g/cm2."
    assert text.count(sentence) == 1
    assert sentence in plain(visitor.charts["over_time_lumbar_spine"].alt)
    assert plain(visitor.tables()[TABLE][0]["Average, by age"]) == "-0.04"
    way = figure["data"][0]
    assert (way["y"], way["line"]["dash"]) == ([0.93, pytest.approx(0.889)], "dot")
    assert way["x"] == [figure["data"][-1]["x"][0], figure["data"][-1]["x"][-1]]
    shifts = {note["text"]: note.get("yshift") for note in figure["layout"]["annotations"]}
    assert shifts["<b>0.930</b>"] > 0 > shifts["<b>0.850</b>"]  # the dots strike no number
    assert "Dotted: the average, by age" in visitor.labels("over_time_lumbar_spine")


def test_no_way_of_an_average_is_drawn_where_none_is_known():
    for site, laid in everyone_over_time():
        known = site.since_first is not None and site.since_first.average is not None
        assert (laid.average is not None) == known


def test_machines_are_told_apart_by_shape():
    told = NOW | FIRST | {"earlier.2.total_hip_left.bmd_g_cm2": 0.85, "earlier.2.scan_date": "2019"}
    told |= {"earlier.2.same_machine": "no", "earlier.3.total_hip_left.bmd_g_cm2": 0.78, "earlier.3.scan_date": "2024"}
    [site] = [each for each in report(built(told)[0]).changes if each.region == "total_hip_left"]
    laid = lay_out(site, TODAY, with_t=True)
    assert [mark.machine for mark in laid.marks] == [Machine.OTHER, Machine.NEWEST, Machine.NOT_KNOWN, Machine.NEWEST]
    symbols = drawing(laid, dark=False)["data"][-1]["marker"]["symbol"]
    assert (len(set(symbols)), symbols[1]) == (3, symbols[3])


def test_between_two_machines_stands_a_break_and_nothing_looks_higher_or_lower_across_it():
    """0.654 and 0.788 of two machines at one height, on two rulers; the way from 0.800 to 0.750 of one machine stays."""
    told = NOW | {
        "earlier.1.total_hip_left.bmd_g_cm2": 0.65,
        "earlier.1.scan_date": "2019",
        "earlier.1.same_machine": "no",
    }
    two = next(each for each in report(built(told)[0]).changes if each.region == "total_hip_left")
    laid = lay_out(two, TODAY, with_t=True)
    old, new = laid.marks
    assert old.value < new.value
    assert old.height == pytest.approx(new.height)
    [edge] = laid.breaks
    assert old.at < edge < new.at
    assert laid.joined == ()
    words = "do not compare across this line"
    assert any(words in note["text"] for note in drawing(laid, dark=False)["layout"]["annotations"])
    assert [shape["type"] for shape in drawing(laid, dark=False)["layout"]["shapes"]] == ["line"]
    still = filling(laid, "")
    assert still.count('class="break"') == 2 * still.count(words) == 4  # in two shapes, each with its key

    told |= {"earlier.2.total_hip_left.bmd_g_cm2": 0.8, "earlier.2.scan_date": "2022", "earlier.2.same_machine": "yes"}
    three = next(each for each in report(built(told)[0]).changes if each.region == "total_hip_left")
    laid = lay_out(three, TODAY, with_t=True)
    assert len(laid.breaks) == len(laid.joined) == 1
    _, before, after = laid.marks
    assert (before.height, after.height) == (pytest.approx(before.value), pytest.approx(after.value))


def test_another_hip_does_not_stand_in_the_picture_and_a_scan_without_a_date_neither():
    def laid(**earlier) -> SiteChanges:
        told = (
            NOW | {"scan_regions": ["total_hip_left"]} | {f"earlier.1.{key}": value for key, value in earlier.items()}
        )
        [site] = [each for each in report(built(told)[0]).changes if each.region == "total_hip_left"]
        return lay_out(site, date(2026, 11, 22), with_t=True)

    assert laid(**{"total_hip_right.bmd_g_cm2": 0.8, "scan_date": "2022", "same_machine": "yes"}) is None
    assert laid(**{"total_hip_left.bmd_g_cm2": 0.8, "same_machine": "yes"}) is None
    assert len(laid(**{"total_hip_left.bmd_g_cm2": 0.8, "scan_date": "2022", "same_machine": "yes"}).marks) == 2


def test_numbers_of_twenty_scans_do_not_touch_and_the_newest_is_always_written():
    told = dict(NOW)
    for number in range(1, 21):
        told |= {f"earlier.{number}.total_hip_left.bmd_g_cm2": 0.7 + number / 1000}
        told |= {f"earlier.{number}.scan_date": f"{2004 + number}-05-01", f"earlier.{number}.same_machine": "yes"}
    [site] = report(built(told)[0]).changes
    laid = lay_out(site, TODAY, with_t=True)
    written = [mark.at for mark in laid.marks if mark.label]
    width = laid.across[1] - laid.across[0]
    assert len(laid.marks) == 21
    assert laid.marks[-1].label == "0.750"
    assert min(later - sooner for sooner, later in pairwise(written)) > 0.1 * width


def test_of_two_scans_of_one_year_one_number_is_written():
    told = NOW | FIRST | {"earlier.1.scan_date": "2022", "earlier.2.scan_date": "2022"}
    told |= {"earlier.2.total_hip_left.bmd_g_cm2": 0.79, "earlier.2.same_machine": "yes"}
    [site] = [each for each in report(built(told)[0]).changes if each.region == "total_hip_left"]
    laid = lay_out(site, TODAY, with_t=True)
    assert sorted(mark.year for mark in laid.marks) == ["", "2022", "2026"]
    assert sorted(mark.value for mark in laid.marks) == [0.75, 0.79, 0.8]
