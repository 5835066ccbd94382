"""The results page: what stands on the screen for whom, and that nothing open is passed over.

Which score counts, and the edges of the ranges, are the matter of tests/vignettes.
"""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonecheck import NotAssessed
from bonecheck.answers.as_given import REGIONS
from bonecheck.answers.questions import question_of, questions
from bonecheck.ui.pictures.charts import spectrum_figure
from bonecheck.words.outcomes import words
from bonecheck.words.questions import label_of
from tests.browser.people import knowing_nothing
from tests.pages.visitor import CHECK, RESULTS, SCAN, Visitor
from tests.people import NOT_ASKED_OF_HER, TODAY, built, plain, report

NECK = {"has_scan": "yes", "scan_method": "dxa", "scan_regions": ["femoral_neck_left"]}
WOMAN = {"age_years": 62, "sex": "female", "menopausal_status": "postmenopausal", **NECK}
MAN_OF_49 = {"age_years": 49, "sex": "male", **NECK}
T, Z = "femoral_neck_left.t_score", "femoral_neck_left.z_score"


# ------------------------------------------------------------------ the headline


@pytest.mark.parametrize(
    ("person", "scores", "headline"),
    [
        # Scores are classified as printed, never rounded first, and shown as typed (R4.1).
        (WOMAN, {T: "-2,45", Z: "-1.9"},
         "The T-score that counts is -2.45. A report with this T-score is in the osteopenia range."),
        # -1.95 is above -2.0 (ISCD: -2.0 or lower is below); under 50 a man is read by his Z-score.
        (MAN_OF_49, {T: "-2.6", Z: "-1.95"},
         "The Z-score that counts is -1.95. That is within the expected range for your age."),
    ],
    ids=["woman of 62", "man of 49"],
)  # fmt: skip
def test_what_was_typed_makes_the_headline(person, scores, headline):
    visitor = Visitor(person).open(SCAN)
    for key, typed in scores.items():
        visitor.give(key, typed)
    assert plain(visitor.open(RESULTS).title) == headline


def test_where_the_z_score_counts_no_t_score_class_stands_anywhere_on_the_page():
    visitor = Visitor({**MAN_OF_49, T: -2.6, Z: -1.9}).open(RESULTS)
    assert "osteoporosis range" not in visitor.text()
    assert "For you the Z-score counts" in visitor.text()
    assert "your Z-scores are" in visitor.charts["spectrum"].alt


def test_two_sites_whose_printed_t_scores_fit_no_table_are_both_named():
    """0.606 g/cm2 at the neck and 0.759 at the hip give about -2.1 and -1.5 on a Hologic; the report prints other ones."""
    scan = scan_of({"femoral_neck_left": -2.6, "total_hip_left": -2.0}, scanner_make="hologic")
    scan |= {"femoral_neck_left.bmd_g_cm2": 0.606, "total_hip_left.bmd_g_cm2": 0.759}
    text = Visitor(scan).open(RESULTS).text()
    for site in ("left femoral neck", "left total hip"):
        assert f"The T-score and the bone density at your {site} do not quite fit" in text


# ------------------------------------------------------------------ unknown is not no


def missing(visitor):
    """What `assess()` could not judge."""
    outcomes = report(built(visitor.answers)[0]).outcomes
    return [outcome for outcome in outcomes if isinstance(outcome, NotAssessed)]


def everything_is_open(visitor):
    headline = report(built(visitor.answers)[0]).headline
    assert isinstance(headline, NotAssessed)
    assert visitor.title == words(headline).title
    assert not visitor.charts
    assert "range" not in visitor.title
    for subject in (
        "Whether a broken bone changes the picture", "Height loss",
        "Warning signs", "Health conditions", "Medicines", "Steroids", "Bone medicine",
    ):  # fmt: skip
        assert f"**{subject}.**" in visitor.text()
    assert "What we found" not in visitor.text()


def test_i_do_not_know_to_every_question_of_the_check_is_not_a_clean_result():
    visitor = Visitor()
    for page, part in CHECK:
        visitor.open(page, part)
        for key, question in questions().items():
            if "not_known" in question.options and visitor.find(key) is not None:
                visitor.give(key, "not_known" if question.kind == "choice" else ["not_known"])
    # All but those asked only after another answer, or once for each site of a scan.
    asked_of_all = {
        key: answer
        for key, answer in knowing_nothing().items()
        if not questions()[key].asked_if and questions()[key].part != "scan_site"
    }
    assert visitor.answers.items() >= asked_of_all.items()
    everything_is_open(visitor.open(RESULTS))


@pytest.mark.parametrize("answer", [{"has_scan": "yes"}, {"country": "uk"}])
def test_everything_skipped_is_not_a_clean_result(answer):
    """One bare answer, so that there is something to show results for."""
    visitor = Visitor(answer).open(RESULTS)
    everything_is_open(visitor)
    assert ("**We do not know yet which score counts for you.**" in visitor.text()) == ("has_scan" in answer)


def test_everything_that_could_not_be_assessed_stands_there_with_a_link_that_leads_to_its_very_question():
    visitor = Visitor(knowing_nothing(**{**WOMAN, T: -3.0, Z: -2.4})).open(RESULTS)
    assert len(missing(visitor)) > 6
    assert len(visitor.containers("open_")) == len(missing(visitor)) + 1  # and the link to the plan
    for number, outcome in enumerate(missing(visitor)):
        assert words(outcome).title in visitor.text(f"open_{number}")
        doors = [element.label for element in visitor.elements(f"open_{number}") if element.type == "button"]
        assert doors == ([] if outcome.question is None else ["Go to the question"])
        if doors:
            visitor.press_key(f"go_open_{number}")
            asked = "lumbar_spine.vertebrae" if outcome.question == "vertebrae" else outcome.question
            assert visitor.find(asked) is not None, f"{visitor.title} does not ask {asked}"
            visitor.open(RESULTS)


def test_an_answer_that_could_not_be_used_is_never_dropped_in_silence():
    visitor = Visitor({**WOMAN, T: "1.8", Z: "low", "height_cm": "1.7"}).open(RESULTS)
    assert "Answers that need a look" in visitor.headings
    for key in (T, Z, "height_cm"):
        assert label_of(key) in visitor.text()
    visitor.press("Go to the question", within="unusable_1")
    assert visitor.title == "Your scan"
    assert visitor.shown(T) == "1.8"


# ------------------------------------------------------------------ the spectrum


ALL_SITES = list(REGIONS)


def scan_of(scores, **more):
    answers = {**WOMAN, "scan_regions": list(scores), "lumbar_spine.vertebrae": "L1-L4", **more}
    return {**answers, **{f"{region}.t_score": score for region, score in scores.items()}}


def drawn(scores, *, dark=False):
    found = report(built(scan_of(scores))[0])
    return spectrum_figure(found, found.spectrum, dark=dark)


def marks(figure):
    """The marks of the sites; what explains the line stands above 0."""
    return [trace for trace in figure.data if trace.mode == "markers" and trace.y[0] < 0]


def test_the_picture_its_alternative_text_the_sentence_under_it_and_the_table_tell_the_same_scores():
    scores = {"lumbar_spine": -0.8, "femoral_neck_left": -2.1, "total_hip_left": 0.4}
    visitor = Visitor(scan_of(scores)).open(RESULTS)
    alt = visitor.charts["spectrum"].alt
    assert [e for e in visitor.elements() if e.type == "caption" and e.value.startswith(alt)]
    cells = str(visitor.tables()["Your scan, site by site"])
    for shown in ("-0.8", "-2.1", "+0.4"):
        assert shown in " ".join(visitor.labels("spectrum"))
        assert shown in plain(alt)
        assert shown in plain(cells)
    data = visitor.figure("spectrum")["data"]
    places = [trace["x"][0] for trace in data if trace["mode"] == "markers" and trace["y"][0] < 0]
    assert sorted(places) == [-2.1, -0.8, 0.4]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("score", [-6.0, -1.0, 4.0])
def test_markers_of_sites_with_equal_scores_never_overlap(score, dark):
    """One unit of y is one pixel; the largest marker is a diamond of 16 with an edge of 2."""
    figure = drawn(dict.fromkeys(ALL_SITES, score), dark=dark)
    low, high = figure.layout.yaxis.range
    assert high - low == figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    heights = sorted(trace.y[0] for trace in marks(figure))
    assert len(heights) == len(ALL_SITES)
    largest = max(trace.marker.size + 2 * trace.marker.line.width for trace in marks(figure))
    assert min(upper - lower for lower, upper in pairwise(heights)) > largest
    assert low < heights[0] - largest / 2
    labels = [note.y for note in figure.layout.annotations if note.y < 0]
    assert sorted(labels) == heights  # each label in the lane of its marker


def test_the_deciding_site_is_drawn_larger_than_all_others_and_comes_first():
    first, second = marks(drawn({"lumbar_spine": -0.8, "femoral_neck_left": -2.1}))
    assert (first.x[0], second.x[0]) == (-2.1, -0.8)
    assert first.marker.size > second.marker.size
    assert first.marker.symbol != second.marker.symbol  # no size or colour alone


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
    first = {"age_years": "62", "sex": "female", "menopausal_status": "postmenopausal", "has_scan": "yes", "fracture_since_50": "yes", "smoking": "current",
             "glucocorticoids": "now", "scanner_make": "other", "scan_method": "dxa", "fracture_before_40": "yes", "bone_medicine": "denosumab", "lumbar_spine.vertebrae": "other"}  # fmt: skip
    typed = {"age_years": "62", "height_cm": "160", "tallest_height_cm": "165", "weight_kg": "58", "t_score": "-3.1",
             "z_score": "-2.1", "bmd_g_cm2": "0.5", "vitamin_d_level_ng_ml": "50 nmol/L"}  # fmt: skip
    for page, part in CHECK:
        visitor.open(page, part)
        while (key := next_open(visitor)) is not None:
            question = question_of(key)
            options = [option for option in question.options if option not in {"none", "not_known"}]
            if question.kind == "choice":
                visitor.give(key, first.get(key, options[0]))
            elif question.kind == "choices":
                visitor.give(key, options[:2])
            elif question.kind == "date":
                visitor.give(key, TODAY.replace(year=2024))
            else:
                visitor.give(key, typed.get(question.key, "3"))
    visitor.open(RESULTS)
    assert plain(visitor.title).startswith("Your broken bone says more than the score. The T-score that counts is -3.1")
    assert visitor.charts["spectrum"].alt
    asked = {question_of(key).key for key in visitor.answers if key != "units"}
    in_the_check = {key for key, question in questions().items() if question.part not in {"meals", "plan"}}
    assert asked == in_the_check - NOT_ASKED_OF_HER


def next_open(visitor):
    """The first question on the page without an answer."""
    fields = {"text_input", "radio", "button_group", "date_input"}
    keys = (
        element.key.partition("_")[2].partition(".group_")[0] for element in visitor.inputs() if element.type in fields
    )
    return next((key for key in keys if key not in visitor.answers and key != "units"), None)
