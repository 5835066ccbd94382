"""The results page: what stands on the screen for whom, and that nothing open is passed over.

Which score counts, and the edges of the ranges, are the matter of tests/vignettes.
"""

import re

import plotly.graph_objects as go
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonecheck import Concern, NotAssessed
from bonecheck.answers.as_given import REGIONS
from bonecheck.answers.fronts import fronts
from bonecheck.answers.questions import question_of, questions
from bonecheck.evidence.library import document
from bonecheck.pictures.bone_layout import lay_out
from bonecheck.ui.pictures.bone_plot import drawing
from bonecheck.ui.session.place import SCREENS
from bonecheck.words.bone_line import bone_line
from bonecheck.words.outcomes import words
from bonecheck.words.questions import label_of
from tests.browser.people import knowing_nothing
from tests.made_up import made_up
from tests.pages.visitor import BONES, CHECK, PICTURE, RESULTS, SCAN, Visitor
from tests.people import NOT_ASKED_OF_HER, TODAY, built, plain, report
from tests.risk.models.people import person

NECK = {"has_scan": "yes", "scan_method": "dxa", "scan_regions": ["femoral_neck_left"]}
WOMAN = {"age_years": 62, "sex": "female", "menopausal_status": "postmenopausal", **NECK}
MAN_OF_49 = {"age_years": 49, "sex": "male", **NECK}
FOLDS = ("fold_picture", "fold_found", "fold_open")
T, Z = "femoral_neck_left.t_score", "femoral_neck_left.z_score"


# ------------------------------------------------------------------ the headline


@pytest.mark.parametrize(
    ("person", "scores", "headline"),
    [
        # Scores are classified as printed, never rounded first, and shown as typed (R4.1).
        (WOMAN, {T: "-2,45", Z: "-1.9"},
         "Your score, -2.45, is in the osteopenia range"),
        # -1.95 is above -2.0 (ISCD: -2.0 or lower is below); under 50 a man is read by his Z-score.
        (MAN_OF_49, {T: "-2.6", Z: "-1.95"},
         "Your Z-score, -1.95, is within the expected range for your age"),
    ],
    ids=["woman of 62", "man of 49"],
)  # fmt: skip
def test_what_was_typed_makes_the_headline(person, scores, headline):
    visitor = Visitor(person).open(SCAN)
    for key, typed in scores.items():
        visitor.give(key, typed)
    assert plain(visitor.open(RESULTS).title) == headline


def test_where_the_z_score_counts_no_t_score_class_stands_anywhere_on_the_page():
    visitor = Visitor({**MAN_OF_49, T: -2.6, Z: -1.9}).open(RESULTS).unfold(*FOLDS)
    assert "osteoporosis range" not in visitor.text()
    assert "For you the Z-score counts" in visitor.text()
    assert "your Z-scores are" in visitor.charts["spectrum"].alt


def test_two_sites_whose_printed_t_scores_fit_no_table_are_both_named():
    """0.606 g/cm2 at the neck and 0.759 at the hip give about -2.1 and -1.5 on a Hologic; the report prints other ones."""
    scan = scan_of({"femoral_neck_left": -2.6, "total_hip_left": -2.0}, scanner_make="hologic")
    scan |= {"femoral_neck_left.bmd_g_cm2": 0.606, "total_hip_left.bmd_g_cm2": 0.759}
    text = Visitor(scan).open(RESULTS).unfold("fold_found").text()
    for site in ("left hip (femoral neck)", "whole left hip"):
        assert f"The T-score and the bone density at your {site} do not quite fit" in text


# ------------------------------------------------------------------ unknown is not no


def missing(visitor):
    """What `assess()` could not judge."""
    outcomes = report(built(visitor.answers)[0]).outcomes
    return [outcome for outcome in outcomes if isinstance(outcome, NotAssessed)]


def everything_is_open(visitor):
    headline = report(built(visitor.answers)[0]).headline
    assert isinstance(headline, NotAssessed)
    assert not visitor.charts
    assert "range" not in visitor.title
    assert not re.search("No sign|fine|normal", visitor.title)
    visitor.unfold("fold_open")
    for subject in (
        "Whether a broken bone changes the picture", "Height loss",
        "Warning signs", "Health conditions", "Medicines", "Steroids", "Bone medicine",
    ):  # fmt: skip
        assert f"**{subject}.**" in visitor.text()
    assert not [block for block in visitor.app.expander if block.key == "fold_found"]


def test_i_do_not_know_to_every_question_of_the_check_is_not_a_clean_result():
    answers = {key: answer for key, answer in knowing_nothing().items() if questions()[key].applies({})}
    visitor = Visitor(answers).open(RESULTS)
    everything_is_open(visitor)
    # Only the signs that somebody is not sure of are pressing, with those that need care now named.
    assert [key.partition("_")[2] for key in visitor.containers("card_")] == ["signs_not_sure"]
    assert "Get care now" in visitor.text("pressing")


@pytest.mark.parametrize("answer", [{"has_scan": "yes"}, {"country": "uk"}])
def test_everything_skipped_is_not_a_clean_result(answer):
    """One bare answer, so that there is something to show results for."""
    everything_is_open(Visitor(answer).open(RESULTS))


def test_everything_that_could_not_be_assessed_stands_there_with_its_very_question():
    visitor = Visitor(knowing_nothing(**{**WOMAN, T: -3.0, Z: -2.4})).open(RESULTS).unfold("fold_open")
    assert len(missing(visitor)) > 6
    assert len(visitor.containers("open_")) == len(missing(visitor))
    for number, outcome in enumerate(missing(visitor)):
        assert words(outcome).title in visitor.text(f"open_{number}")
    visitor.unfold(*(block.key for block in visitor.app.expander if (block.key or "").startswith("answer_")))
    for outcome in missing(visitor):
        if outcome.question is not None:
            asked = "lumbar_spine.vertebrae" if outcome.question == "vertebrae" else outcome.question
            front = fronts().get(asked, asked)
            assert any(visitor.find(f"{front}{part}") is not None for part in ("", ".group_0", ".year")), asked


def test_a_question_answered_in_its_place_stays_there_until_the_page_is_left():
    """So that a second tick can follow the first: the list keeps its place, its name and what is open in it."""
    visitor = Visitor({**WOMAN, T: -2.1}).open(RESULTS).unfold("fold_open")
    before = [block.label for block in visitor.app.expander]
    visitor.unfold(*(block.key for block in visitor.app.expander if (block.key or "").startswith("answer_open_")))
    visitor.give("warning_signs", ["back_pain"])
    assert visitor.title == "Call your doctor today: back pain"
    gone = {label for label in before if label not in [block.label for block in visitor.app.expander]}
    assert gone <= {"For a sharper number"}  # beside such a sign no model has a number
    visitor.give("warning_signs", ["back_pain", "new_stoop"])
    assert visitor.answers["warning_signs"] == ["back_pain", "new_stoop"]
    visitor.open(BONES).open(RESULTS).unfold("fold_open")
    assert "Warning signs" not in visitor.text()


def test_what_belongs_before_a_clinician_never_waits_in_a_fold():
    pressing = {**WOMAN, T: -2.7, "bone_medicine": "denosumab", "denosumab_last_dose": "within_2_years",
                "fracture_since_50": "yes", "fracture_sites": ["hip"], "glucocorticoids": "now"}  # fmt: skip
    visitor = Visitor(pressing).open(RESULTS)
    found = [
        each for each in report(built(pressing)[0]).outcomes if getattr(each, "concern", 0) >= Concern.SEE_A_CLINICIAN
    ]
    assert len(found) >= 3
    for each in found:
        assert words(each).title in visitor.text()
    late = next(each for each in found if each.key == "denosumab_late")
    assert words(late).plain in visitor.text()  # in full: what to do today stands at its end


def test_the_first_screen_holds_line_picture_sentences_and_the_way_on_in_this_order():
    visitor = Visitor({**WOMAN, T: -2.1}).open(RESULTS)
    first = list(visitor.elements("results_first"))
    assert [element.type for element in first] == ["markdown", "plotly_chart", "markdown", "html"]
    assert 'class="bone-line"' in first[0].value  # stands until the other is drawn
    assert 'href="#first_steps"' in first[-1].proto.body
    assert any(
        'id="first_steps"' in element.proto.body
        for element in visitor.elements("results_steps")
        if element.type == "html"
    )
    assert len(visitor.links("results_steps")) == 3


def test_the_line_of_100_people_says_the_number_of_its_words():
    visitor = Visitor(person(age=62, neck=-1.8)).open(RESULTS)
    [grid] = [e.proto.body for e in visitor.elements("chance") if e.type == "html" and "hundred" in e.proto.body]
    told = re.search(r"about (\d+) break", grid)
    assert told
    assert grid.count('class="will"') == int(told[1])
    assert grid.count("<i ") == 100
    assert "Beside other women of 62, 1 puts you higher and 2 about level." in visitor.text("chance")


# ------------------------------------------------------------------ nothing that was not told

FALLS = re.compile(r"\b(?:fell|falls?|fallen|falling|unstead\w*|trip(?:ped|s)?)\b", re.IGNORECASE)
GROUPS = re.compile(r"\b(?:White|Black|Mexican|Asian|Chinese|Hispanic)\b")


def test_nothing_is_said_of_falls_groups_or_illnesses_that_were_not_told():
    """With all folds closed: what stands in them is about what was told, or asks.

    A minor fall is how a bone broke, and "without falls" a condition, of which nobody is told that it does not hold.
    """
    seen = 0
    for answers in made_up(40, seed=5):
        visitor = Visitor(answers).open(RESULTS)
        lines = [line for line in visitor.text().split("\n") if not line.startswith(("Others: ", "QFracture-2012"))]
        text = re.sub(r"(?:in )?a (?:minor|small) fall(?: or none)?", "", " ".join(lines)).replace(
            "and without falls", ""
        )
        told = str(answers)
        if (
            answers.get("falls_12_months", "0") in {"0", "not_known"}
            and "unsteady" not in told
            and answers.get("rises_from_chair") != "no"
        ):
            assert not FALLS.search(text), (FALLS.search(text), text)
            seen += 1
        if answers.get("ethnic_group") in {None, "not_known"}:
            assert not GROUPS.search(text), text
        for kind in ("condition", "medicine"):
            for key, name in document("names.toml")[kind].items():
                if key not in told and key not in {"other", "cancer", "rheumatoid_arthritis"}:
                    assert not re.search(rf"\b{re.escape(name)}\b", text), (name, text)
    assert seen > 10


def test_an_answer_that_could_not_be_used_is_never_dropped_in_silence():
    visitor = Visitor({**WOMAN, T: "1.8", Z: "low", "height_cm": "1.7"}).open(RESULTS)
    assert "Answers that need a look" in visitor.headings
    for key in (T, Z, "height_cm"):
        assert label_of(key) in visitor.text()
    visitor.unfold(*(block.key for block in visitor.app.expander if (block.key or "").startswith("answer_")))
    assert visitor.shown(T) == "1.8"


# ------------------------------------------------------------------ the spectrum


ALL_SITES = list(REGIONS)


def scan_of(scores, **more):
    answers = {**WOMAN, "scan_regions": list(scores), "lumbar_spine.vertebrae": "L1-L4", **more}
    return {**answers, **{f"{region}.t_score": score for region, score in scores.items()}}


def drawn(scores, *, dark=False):
    found = report(built(scan_of(scores))[0])
    return go.Figure(drawing(lay_out(bone_line(found, found.spectrum)), dark=dark))


def marks(figure):
    """The marks of the sites; what explains the line stands above 0."""
    return [trace for trace in figure.data if trace.mode == "markers" and trace.y[0] < 0]


def test_the_picture_its_alternative_text_the_sentence_and_the_table_in_the_fold_tell_the_same_scores():
    scores = {"lumbar_spine": -0.8, "femoral_neck_left": -2.1, "total_hip_left": 0.4}
    visitor = Visitor(scan_of(scores)).open(RESULTS).unfold("fold_picture")
    alt = visitor.charts["spectrum"].alt
    assert alt in visitor.text()
    cells = str(visitor.tables()["Your scan, site by site"])
    for shown in ("-0.8", "-2.1", "+0.4"):
        assert shown in plain(alt)
        assert shown in plain(cells)


def test_the_deciding_site_is_drawn_larger_than_all_others():
    by_place = {trace.x[0]: trace.marker for trace in marks(drawn({"lumbar_spine": -0.8, "femoral_neck_left": -2.1}))}
    assert by_place[-2.1].size > by_place[-0.8].size
    assert by_place[-2.1].symbol != by_place[-0.8].symbol  # no size or colour alone


def test_the_line_grows_so_that_no_marker_falls_off_it():
    low, high = drawn({"lumbar_spine": 4.0, "femoral_neck_left": -6.0}).layout.xaxis.range
    assert low < -6.0
    assert high > 4.0


# ------------------------------------------------------------------ any scan, and everything answered


SCORE = st.floats(-8, 8).map(lambda score: round(score, 1))
ONE_SCAN = st.fixed_dictionaries(
    {"age_years": st.integers(20, 95), "sex": st.sampled_from(["female", "male"]), "has_scan": st.just("yes")},
    optional={
        "menopausal_status": st.sampled_from(["premenopausal", "transition", "postmenopausal"]),
        "scan_regions": st.lists(st.sampled_from(list(questions()["scan_regions"].options)), unique=True),
        "scanner_make": st.sampled_from(["hologic", "ge_lunar", "norland"]),
        "lumbar_spine.vertebrae": st.sampled_from(["L1-L4", "L2-L4", "not_known"]),
        "fracture_since_50": st.sampled_from(["yes", "no"]),
        **{f"{region}.t_score": SCORE for region in ALL_SITES},
        **{f"{region}.z_score": SCORE for region in ALL_SITES},
        **{f"{region}.bmd_g_cm2": st.floats(0.3, 1.6).map(lambda bmd: round(bmd, 3)) for region in ALL_SITES},
    },
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=ONE_SCAN)
def test_any_scan_gives_a_results_page(answers):
    visitor = Visitor(answers).open(RESULTS)
    assert len(visitor.app.title) == 1


def test_every_question_can_be_answered_and_still_gives_a_full_results_page():
    visitor = Visitor()
    first = {"age_years": "62", "sex": "female", "menopausal_status": "postmenopausal", "has_scan": "yes", "smoking": "current",
             "glucocorticoids": "now", "scanner_make": "other", "scan_method": "dxa", "bone_medicine": "denosumab", "lumbar_spine.vertebrae": "other"}  # fmt: skip
    typed = {"age_years": "62", "height_cm": "160", "tallest_height_cm": "165", "weight_kg": "58", "t_score": "-3.1",
             "z_score": "-2.1", "bmd_g_cm2": "0.5", "vitamin_d_level_ng_ml": "50 nmol/L"}  # fmt: skip
    for page, _ in CHECK:
        visitor.open(page)
        if page == PICTURE:
            visitor.unfold("report_details")
        while (key := next_open(visitor)) is not None:
            question = question_of(key)
            options = [option for option in question.options if option not in {"none", "not_known"}]
            if question.kind == "gate":
                visitor.give(key, "yes")
            elif question.kind == "choice":
                visitor.give(key, first.get(key, options[0]))
            elif question.kind in {"choices", "joined"}:
                visitor.give(key, options[:2])
            elif question.kind == "date":
                visitor.give(key, TODAY.replace(year=2024))
            else:
                visitor.give(key, typed.get(question.key, "3"))
    visitor.open(RESULTS)
    assert visitor.charts["spectrum"].alt
    asked = {question_of(key).key for key in visitor.answers if key != "units"}
    in_the_check = {
        key
        for key, question in questions().items()
        if question.part in {*SCREENS, "scan_site", "report_details"} and question.kind != "joined"
    }
    of_other_ages = {key for key in in_the_check if key.startswith("fracture_") and key.endswith("before_40")}
    assert asked == in_the_check - NOT_ASKED_OF_HER - (of_other_ages - {"fracture_before_40"})


def next_open(visitor):
    """The first question on the page without an answer."""
    fields = {"text_input", "radio", "button_group", "date_input"}
    keys = (
        re.sub(r"\.(group_\d+|year)$", "", element.key.partition("_")[2])
        for element in visitor.inputs()
        if element.type in fields
    )
    return next((key for key in keys if key != "units" and not answered(visitor, key)), None)


def answered(visitor, key):
    """Whether a question has an answer, or what stands behind it has."""
    question = question_of(key)
    return key in visitor.answers or (
        question.kind == "joined" and bool(set(question.options) & visitor.answers.keys())
    )
