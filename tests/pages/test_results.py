"""The results page: what stands on the screen for whom, and that nothing open is passed over."""

import json
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonecheck import NotAssessed, assess, build
from bonecheck.answers.as_given import REGIONS
from bonecheck.answers.questions import question_of, questions
from bonecheck.ui.pictures.charts import spectrum_figure
from bonecheck.words.outcomes import words
from tests.pages.visitor import ABOUT, LIFESTYLE, RESULTS, RISKS, SCAN, SCREENS, START, Visitor
from tests.people import TODAY, plain

NO_PLACE = "We cannot show your place on the T-score line yet"
NECK = {"has_scan": "yes", "scan_regions": ["femoral_neck_left"]}
WOMAN = {"age_years": 62, "sex": "female", "menopausal_status": "postmenopausal", **NECK}
T, Z = "femoral_neck_left.t_score", "femoral_neck_left.z_score"


def headline(person, t=None, z=None):
    """The headline on the screen after typing the scores."""
    visitor = Visitor({**NECK, **person}).open(SCAN)
    for key, typed in ((T, t), (Z, z)):
        if typed is not None:
            visitor.give(key, typed)
    return plain(visitor.open(RESULTS).title)


# ------------------------------------------------------------------ the edges, as densitometry.md section 1 has them


@pytest.mark.parametrize(
    ("typed", "printed", "range_name"),
    [
        ("-0.9", "-0.9", "normal"),
        ("-1.0", "-1.0", "normal"),  # -1.0 itself is normal
        ("-1.04", "-1.0", "normal"),  # scores are classified as printed, to one decimal
        ("-1.05", "-1.1", "osteopenia"),
        ("-1.1", "-1.1", "osteopenia"),
        ("-2.4", "-2.4", "osteopenia"),
        ("-2.44", "-2.4", "osteopenia"),
        ("-2.45", "-2.5", "osteoporosis"),
        ("-2.5", "-2.5", "osteoporosis"),  # -2.5 itself is osteoporosis
        ("-2,5", "-2.5", "osteoporosis"),
        ("-2.6", "-2.6", "osteoporosis"),
    ],
)
def test_a_t_score_at_the_edge_lands_in_its_range_on_screen(typed, printed, range_name):
    shown = headline(WOMAN, t=typed)
    assert shown.startswith(f"The T-score that counts is {printed}.")
    assert f"in the {range_name} range" in shown


@pytest.mark.parametrize(
    ("typed", "printed", "where"),
    [
        ("-1.9", "-1.9", "within"),
        ("-1.94", "-1.9", "within"),
        ("-1.95", "-2.0", "below"),
        ("-2.0", "-2.0", "below"),  # ISCD: -2.0 or lower
        ("-2.1", "-2.1", "below"),
        ("+0.4", "+0.4", "within"),
    ],
)
def test_a_z_score_at_the_edge_lands_within_or_below_what_is_expected(typed, printed, where):
    shown = headline({"age_years": 44, "sex": "female", "menopausal_status": "premenopausal"}, z=typed)
    assert shown == f"The Z-score that counts is {printed}. That is {where} the expected range for your age."


@pytest.mark.parametrize(
    ("person", "score"),
    [
        ({"age_years": 49, "sex": "male"}, "Z"),
        ({"age_years": 50, "sex": "male"}, "T"),
        ({"age_years": 52, "sex": "female", "menopausal_status": "premenopausal"}, "Z"),
        ({"age_years": 48, "sex": "female", "menopausal_status": "transition"}, "T"),
        ({"age_years": 44, "sex": "female", "menopausal_status": "postmenopausal"}, "T"),
        ({"age_years": 70, "sex": "female"}, "T"),
        ({"age_years": 20, "sex": "male"}, "Z"),
    ],
    ids=[
        "man of 49",
        "man of 50",
        "premenopausal at 52",
        "in transition",
        "early menopause",
        "woman of 70",
        "man of 20",
    ],
)
def test_the_score_that_counts_for_this_person_makes_the_headline(person, score):
    shown = headline(person, t="-2.6", z="-1.9")
    expected = {
        "T": "The T-score that counts is -2.6. A report with this T-score is in the osteoporosis range.",
        "Z": "The Z-score that counts is -1.9. That is within the expected range for your age.",
    }
    assert shown == expected[score]


@pytest.mark.parametrize(
    "person",
    [{"age_years": 49, "sex": "male"}, {"age_years": 52, "sex": "female", "menopausal_status": "premenopausal"}],
)
def test_where_the_z_score_counts_no_t_score_class_stands_anywhere_on_the_page(person):
    visitor = Visitor({**NECK, **person, T: -2.6, Z: -1.9}).open(RESULTS)
    assert "osteoporosis range" not in visitor.text()
    assert "For you the Z-score counts" in visitor.text()
    assert "your Z-scores are" in visitor.chart.alt


def test_a_z_score_of_minus_2_names_causes_and_tests_to_ask_about():
    visitor = Visitor({**WOMAN, T: -2.6, Z: -2.0}).open(RESULTS)
    assert "A Z-score of −2.0 is a reason to look for a cause" in visitor.text()
    assert "vitamin D" in visitor.text()


def test_a_broken_hip_counts_whatever_the_t_score():
    visitor = Visitor({**WOMAN, T: -0.3, "fracture_since_50": "yes", "fracture_sites": ["hip"]}).open(RESULTS)
    expected = "The T-score that counts is -0.3. That is in the normal range. Your broken bone matters more."
    assert plain(visitor.title) == expected
    assert "A doctor may diagnose osteoporosis, whatever the T-score" in visitor.text()


# ------------------------------------------------------------------ unknown is not no


def not_known_everywhere(**given):
    """A visitor who says "I don't know" to every question that takes it, on every screen."""
    visitor = Visitor(given)
    for page, part in SCREENS:
        if page not in {ABOUT, SCAN, RISKS, LIFESTYLE}:
            continue
        visitor.open(page, part)
        for key, question in questions().items():
            if key in visitor.answers or visitor.find(key) is None or "not_known" not in question.options:
                continue
            visitor.give(key, "not_known" if question.kind == "choice" else ["not_known"])
    return visitor


def test_i_do_not_know_to_everything_is_not_a_clean_result():
    visitor = not_known_everywhere()
    said = {key for key, answer in visitor.answers.items() if answer in ("not_known", ["not_known"])}
    choices = {key for key, question in questions().items() if "not_known" in question.options}
    # Asked only after another answer, or once for each site of a scan:
    follow_ups = {key for key in choices if questions()[key].asked_if or questions()[key].part == "scan_site"}
    assert said >= choices - follow_ups
    everything_open(visitor.open(RESULTS))


def test_everything_skipped_is_not_a_clean_result():
    """One bare answer, so that there is something to show results for."""
    visitor = Visitor({"has_scan": "yes"}).open(RESULTS)
    assert "**We do not know yet which score counts for you.**" in visitor.text()
    everything_open(visitor)
    everything_open(Visitor({"country": "uk"}).open(RESULTS))


def everything_open(visitor):
    report = assess(build(visitor.answers, today=TODAY)[0], on=TODAY)
    assert isinstance(report.headline, NotAssessed)
    assert visitor.title == words(report.headline).title
    assert not visitor.app.get("plotly_chart")
    assert "range" not in visitor.title
    text = visitor.text()
    for subject in (
        "Whether a broken bone changes the picture", "Height loss",
        "Warning signs", "Health conditions", "Medicines", "Steroids", "Bone medicine",
    ):  # fmt: skip
        assert f"**{subject}.**" in text
    assert "What we found" not in text
    open_points = [key for key in (f"open_{number}" for number in range(30)) if has(visitor, key)]
    assert len(open_points) >= 7
    for key, outcome in zip(open_points, open_points_of(visitor), strict=True):
        doors = [e.label for e in visitor.elements(key) if e.type == "button"]
        assert doors == ([] if outcome.question is None else ["Go to the question"])


def has(visitor, key):
    try:
        visitor.container(key)
    except AssertionError:
        return False
    return True


@pytest.mark.parametrize(("t_score", "z_score"), [(-0.5, 0.2), (-3.0, -2.4)])
def test_everything_that_could_not_be_assessed_stands_there_with_a_link_to_its_question(t_score, z_score):
    """As `assess()` lists it; and each link opens a page that asks the very question."""
    visitor = not_known_everywhere(**{**WOMAN, T: t_score, Z: z_score}).open(RESULTS)
    report = assess(build(visitor.answers, today=TODAY)[0], on=TODAY)
    missing = [outcome for outcome in report.outcomes if isinstance(outcome, NotAssessed)]
    assert len(missing) > 6
    for number, outcome in enumerate(missing):
        assert words(outcome).title in visitor.text(f"open_{number}")
        if outcome.question is None:
            continue
        visitor.press_key(f"go_open_{number}")
        asked = "lumbar_spine.vertebrae" if outcome.question == "vertebrae" else outcome.question
        assert visitor.find(asked) is not None, f"{visitor.title} does not ask {asked}"
        visitor.open(RESULTS)


def test_the_link_of_an_open_point_leads_to_the_right_part_of_a_page():
    visitor = Visitor({**WOMAN, T: -1.5}).open(RESULTS)
    numbers = {outcome.question: number for number, outcome in enumerate(open_points_of(visitor))}
    for question in ("warning_signs", "conditions", "medicines", "bone_medicine", "height_cm"):
        visitor.open(RESULTS).press_key(f"go_open_{numbers[question]}")
        assert visitor.find(question) is not None


def open_points_of(visitor):
    report = assess(build(visitor.answers, today=TODAY)[0], on=TODAY)
    return [outcome for outcome in report.outcomes if isinstance(outcome, NotAssessed)]


def test_an_answer_that_could_not_be_used_is_never_dropped_in_silence():
    visitor = Visitor({**WOMAN, T: "1.8", Z: "low", "height_cm": "1.7"}).open(RESULTS)
    text = visitor.text()
    assert "Answers that need a look" in text
    for key in (T, Z, "height_cm"):
        assert question_of(key).label in text
    visitor.press("Go to the question", within="unusable_1")
    assert visitor.title == "Your scan"
    assert visitor.shown(T) == "1.8"


# ------------------------------------------------------------------ the spectrum


ALL_SITES = list(REGIONS)


def scan_of(scores, **more):
    answers = {**WOMAN, "scan_regions": list(scores), "lumbar_spine.vertebrae": "L1-L4", **more}
    return {**answers, **{f"{region}.t_score": score for region, score in scores.items()}}


@pytest.mark.parametrize("key", ["maria", "anne", "robert"])
def test_the_alt_text_of_the_picture_is_the_sentence_under_it(key):
    visitor = Visitor().open(START).press_key(f"open_{key}")
    assert visitor.chart.alt
    under = [element.value for element in visitor.elements() if element.type == "caption"]
    assert any(caption.startswith(visitor.chart.alt) for caption in under)


def test_the_picture_the_sentence_and_the_table_tell_the_same_scores():
    scores = {"lumbar_spine": -0.8, "femoral_neck_left": -2.1, "total_hip_left": 0.4}
    visitor = Visitor(scan_of(scores)).open(RESULTS)
    figure = json.loads(visitor.chart.spec)
    drawn = " ".join(note["text"] for note in figure["layout"]["annotations"])
    table = "\n".join(text for text in visitor.strings() if "<table>" in text and "T-score" in text)
    for shown in ("\u22120.8", "\u22122.1", "+0.4"):
        assert shown in drawn
        assert shown in visitor.chart.alt
        assert shown in table
    marks = [trace["x"][0] for trace in figure["data"] if trace["mode"] == "markers" and trace["y"][0] < 0]
    assert sorted(marks) == [-2.1, -0.8, 0.4]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("score", [-6.0, -2.5, -1.0, 0.0, 4.0])
def test_markers_of_sites_with_equal_scores_never_overlap(score, dark):
    """One unit of y is one pixel; the largest marker is a diamond of 16 with an edge of 2."""
    check = build(scan_of(dict.fromkeys(ALL_SITES, score)), today=TODAY)[0]
    report = assess(check, on=TODAY)
    figure = spectrum_figure(report, report.spectrum, dark=dark)
    low, high = figure.layout.yaxis.range
    assert high - low == figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    marks = [trace for trace in figure.data if trace.mode == "markers" and trace.y[0] < 0]
    heights = sorted(trace.y[0] for trace in marks)
    assert len(marks) == len(ALL_SITES)
    largest = max(trace.marker.size + 2 * trace.marker.line.width for trace in marks)
    assert min(upper - lower for lower, upper in pairwise(heights)) > largest
    assert low < heights[0] - largest / 2
    labels = [note.y for note in figure.layout.annotations if note.y < 0]
    assert sorted(labels) == heights  # each label in the lane of its marker


def test_the_deciding_site_is_drawn_larger_than_all_others_and_comes_first():
    report = assess(build(scan_of({"lumbar_spine": -0.8, "femoral_neck_left": -2.1}), today=TODAY)[0], on=TODAY)
    figure = spectrum_figure(report, report.spectrum, dark=False)
    first, second = [trace for trace in figure.data if trace.mode == "markers" and trace.y[0] < 0]
    assert (first.x[0], second.x[0]) == (-2.1, -0.8)
    assert first.marker.size > second.marker.size
    assert first.marker.symbol != second.marker.symbol  # no size or colour alone


def test_the_line_grows_so_that_no_marker_falls_off_it():
    report = assess(build(scan_of({"lumbar_spine": 4.0, "femoral_neck_left": -6.0}), today=TODAY)[0], on=TODAY)
    low, high = spectrum_figure(report, report.spectrum, dark=False).layout.xaxis.range
    assert low < -6.0
    assert high > 4.0


# ------------------------------------------------------------------ the same finding twice


def test_two_sites_whose_printed_t_scores_fit_no_table_are_both_named():
    """0.606 g/cm2 at the neck and 0.759 at the hip give about -2.1 and -1.5 on a Hologic; the report prints other ones."""
    scan = scan_of({"femoral_neck_left": -2.6, "total_hip_left": -2.0}, scanner_make="hologic")
    scan |= {"femoral_neck_left.bmd_g_cm2": 0.606, "total_hip_left.bmd_g_cm2": 0.759}
    text = Visitor(scan).open(RESULTS).text()
    for site in ("left femoral neck", "left total hip"):
        assert f"The T-score and the bone density at your {site} do not quite fit" in text


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


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=ONE_SCAN)
def test_any_scan_gives_a_results_page(answers):
    visitor = Visitor(answers).open(RESULTS)
    assert len(visitor.app.title) == 1


# ------------------------------------------------------------------ everything answered


def test_every_question_answered_still_gives_a_full_results_page():
    visitor = Visitor()
    longest_path(visitor)
    visitor.open(RESULTS)
    assert plain(visitor.title).startswith("The T-score that counts is -3.1")
    assert visitor.chart.alt
    asked = {question_of(key).key for key in visitor.answers if key != "units"}
    in_the_check = {key for key, question in questions().items() if question.part not in {"meals", "plan"}}
    # Not asked of her: without a scan only; men; women under 45.
    assert asked == in_the_check - {"oestrogen_six_months", "t_score_reference", "missed_periods"}


def longest_path(visitor):
    """Answers every question there is, each by its longest way, and ticks all that can be ticked."""
    first = {"age_years": "62", "sex": "female", "menopausal_status": "postmenopausal", "has_scan": "yes", "fracture_since_50": "yes", "smoking": "current",
             "glucocorticoids": "now", "scanner_make": "other"}  # fmt: skip
    typed = {"age_years": "62", "height_cm": "160", "tallest_height_cm": "165", "weight_kg": "58", "t_score": "-3.1",
             "z_score": "-2.1", "bmd_g_cm2": "0.5", "vitamin_d_level_ng_ml": "50 nmol/L"}  # fmt: skip
    for page, part in SCREENS:
        if page not in {ABOUT, SCAN, RISKS, LIFESTYLE}:
            continue
        visitor.open(page, part)
        while (widget := next((w for w in visitor.inputs() if is_open(w, visitor)), None)) is not None:
            key = widget.key.partition("_")[2]
            question = question_of(key)
            if question.kind in {"choice", "choices"}:
                options = [option for option in question.options if option not in {"none", "not_known"}]
                given = first.get(key, "other" if question.key == "vertebrae" else options[0])
                visitor.give(key, given if question.kind == "choice" else options)
            elif question.kind == "date":
                visitor.give(key, TODAY.replace(year=2024))
            else:
                visitor.give(key, typed.get(question.key, "3"))


def is_open(widget, visitor):
    return (
        widget.type in {"text_input", "radio", "button_group", "date_input"}
        and widget.key != "w_units"
        and widget.key.partition("_")[2] not in visitor.answers
    )
