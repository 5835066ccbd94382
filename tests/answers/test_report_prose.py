"""Dictated sentences of our own making: limits, earlier scans, words between; right, or left out."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonecheck.answers.report_import.bring import read_pasted
from tests.answers.report_made import Row
from tests.answers.test_report_layouts import wrong

NAMES = {
    ("lumbar_spine", "L1-L4", None): ("lumbar spine (L1-L4)", "AP spine L1-L4", "L1-L4 lumbar spine", "L1–L4"),
    ("hip", "neck", "left"): ("left femoral neck", "femoral neck of the left hip", "left hip femoral neck", "L FN", "femoral neck (left)"),
    ("hip", "total", "right"): ("right total hip", "total right hip", "R TH", "total hip (right)", "total hip, right"),
    ("forearm", "radius_33", "left"): ("left forearm (1/3 radius)", "left 33% radius", "left one-third radius"),
}  # fmt: skip
BEFORE = (
    "{place}: T-score {t}", "{place} T-score = {t}", "The T-score of the {place} is {t}", "{place} shows a T-score of {t}",
    "{place}: BMD {bmd} g/cm2, T-score {t}", "{place} T-score {t} (BMD {bmd} g/cm²)", "The {place} has a T-score of {t} SD",
    "{place} T {t}", "T-score {place}: {t}", "{place}, T-score {t}", "{place}: BMD {bmd} g/cm2 with a T-score of {t} and a Z-score of {z}",
)  # fmt: skip
BEHIND = (
    "T-score of {t} at the {place}",
    "T-score {t} ({place})",
    "a T-score of {t} in the {place}",
    "T-score is {t} for the {place}",
)
TAILS = (
    "", " (osteopenia)", ", previously {old}", " (prior {old})", ", compared to {old} in 2019", " (was {old} in 2019)",
    ", in the osteopenic range (-1.0 to -2.5)", " (normal > -1.0)", "; the least significant change is 2.8%",
    ", a decrease of 3.1% from baseline", ", unchanged from {old}", ". Previous T-score {old}", ". On the prior scan it was {old}",
    ", down from {old}", " versus {old} previously",
)  # fmt: skip
NOISE = (
    "WHO: osteoporosis is a T-score of -2.5 or lower.", "Normal: T-score at or above -1.0.", "Treat if T-score < -2.5.",
    "Z-score -2.0 or lower is below the expected range for age.", "TBS 1.21, TBS T-score -2.9.", "Follow up in 2 years.",
    "FRAX: major osteoporotic fracture 12%, hip fracture 2.4%.", "25-OH vitamin D 22 ng/mL.", "Height 160.2 cm, weight 62.5 kg.",
    "Osteopenia: T-score between -1.0 and -2.5.", "Mother had a T-score of unknown value.", "Precision error 1.0%, LSC 2.8%.",
)  # fmt: skip
scores = st.integers(-49, 29).map(lambda tenth: tenth / 10)


@st.composite
def dictations(draw):
    """A text and what it says of the present scan."""
    rows, sentences = [], []
    for place in draw(st.lists(st.sampled_from(sorted(NAMES, key=str)), min_size=1, max_size=4, unique=True)):
        t, z, old = draw(scores), draw(scores), draw(scores)
        bmd = draw(st.integers(400, 1500)) / 1000
        pattern = draw(st.sampled_from(BEFORE + BEHIND))
        said = pattern + draw(st.sampled_from(TAILS))
        name = draw(st.sampled_from(NAMES[place]))
        mark = draw(st.sampled_from(("-", "\u2212", "minus ")))
        show = lambda value: f"{mark if value < 0 else ''}{abs(value):.1f}"  # noqa: B023, E731
        sentences.append(said.format(place=name, t=show(t), z=show(z), old=show(old), bmd=f"{bmd:.3f}"))
        rows.append(Row(*place, bmd if "{bmd}" in pattern else None, t, z if "{z}" in pattern else None))
    for noise in draw(st.lists(st.sampled_from(NOISE), max_size=3)):
        sentences.insert(draw(st.integers(0, len(sentences))), noise.rstrip("."))
    joint = draw(st.sampled_from((". ", ".\n", "\n", ".\n\n", "; ", ", ", " and ")))
    return joint.join(sentences) + ".", rows


@given(dictations())
@settings(derandomize=True, max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_dictation_is_read_right_or_left_out(dictation):
    text, rows = dictation
    assert wrong(read_pasted(text), rows) == [], text


def test_plain_sentences_are_read():
    read = there = 0
    for pattern in BEFORE + BEHIND:
        for place, names in NAMES.items():
            for name in names:
                report = read_pasted(pattern.format(place=name, t="-1.9", z="-0.4", bmd="0.702") + ".")
                assert wrong(report, [Row(*place, 0.702, -1.9, -0.4)]) == [], (pattern, name)
                read += sum(row.t_score == -1.9 for row in report.rows)
                there += 1
    assert read >= 0.95 * there
