"""Effects: as the studies print them, each alone, in words that claim no more than was measured."""

import ast
import csv
import math
import operator
import re
import statistics
from functools import reduce

import pytest

from bonecheck.errors import EvidenceError
from bonecheck.evidence.effects import Kind, Measured, Unit, effect, effects
from bonecheck.evidence.library import citations, document, table
from bonecheck.plan.types import Level
from bonecheck.words.effects import sentence
from bonecheck.words.language import capital
from bonecheck.words.plan import medicine_words, row_words
from tests.people import PACKAGE, ROOT, SHARED_REFERENCE, man, plain, report, unscanned, woman

# The notes, effects.csv: key here | intervention | population | site | effect | low | high | months | grade.
READ = """
falls_exercise | exercise, all types | community, 60+ |  | 0.77 | 0.71 | 0.83 |  | A
falls_balance | balance and functional exercise | community, 60+ |  | 0.76 | 0.7 | 0.82 |  | A
falls_balance_and_strength | multiple types (balance + resistance) | community, 60+ |  | 0.72 | 0.56 | 0.93 |  | A
falls_tai_chi | tai chi | community, 60+ |  | 0.77 | 0.61 | 0.97 |  | B
falls_balance_3_hours | balance and functional exercise, 3+ h/week | community, 60+ |  | 0.58 | 0.45 | 0.76 |  | B
spine_exercise_moderate | exercise, moderate intensity | healthy postmenopausal women | lumbar spine | 0.012 | 0.008 | 0.017 |  | A
spine_exercise_high | exercise, high intensity | healthy postmenopausal women | lumbar spine | 0.031 | 0.012 | 0.049 |  | B
neck_exercise_moderate | exercise, moderate intensity | healthy postmenopausal women | femoral neck | 0.011 | 0.007 | 0.015 |  | A
spine_combined_programs | exercise, combined programmes | postmenopausal women | lumbar spine | 3.22 | 1.8 | 4.64 |  | B
neck_leg_strength | exercise, progressive leg resistance | postmenopausal women | femoral neck | 1.03 | 0.24 | 1.82 |  | B
fractures_exercise | exercise, any | postmenopausal women | any | 0.61 | 0.23 | 1.64 |  | C
liftmor_spine | HiRIT (supervised heavy resistance + impact, 2 x 30 min/week) | postmenopausal women, T < -1.0, mean age 65 | lumbar spine | 2.9 | 2.1 | 3.7 | 8 | B
liftmor_spine_control | low-intensity home exercise (control arm) | postmenopausal women, T < -1.0, mean age 65 | lumbar spine | -1.2 | -2.0 | -0.4 | 8 | B
liftmor_neck | HiRIT (supervised heavy resistance + impact, 2 x 30 min/week) | postmenopausal women, T < -1.0, mean age 65 | femoral neck | 0.3 | -0.4 | 1.0 | 8 | B
liftmor_neck_control | low-intensity home exercise (control arm) | postmenopausal women, T < -1.0, mean age 65 | femoral neck | -1.9 | -2.6 | -1.2 | 8 | B
liftmor_men_spine | HiRIT (supervised heavy resistance + impact, 2 x 30 min/week) | men, mean age 67, mean FN T -1.6 | lumbar spine | 4.1 | 2.7 | 5.5 | 8 | B
liftmor_men_spine_control | usual life (non-randomised control) | men, mean age 67, mean FN T -1.6 | lumbar spine | 0.9 | -0.7 | 2.5 | 8 | B
medex_spine | HiRIT (supervised heavy resistance + impact, 2 x 30 min/week) | postmenopausal women, T <= -1.0, no bone medicine | lumbar spine | 1.9 | 1.1 | 2.7 | 8 | B
medex_spine_control | low-intensity Pilates-based | postmenopausal women, T <= -1.0, no bone medicine | lumbar spine | -0.6 | -1.4 | 0.2 | 8 | B
medex_neck | HiRIT (supervised heavy resistance + impact, 2 x 30 min/week) | postmenopausal women, T <= -1.0, no bone medicine | femoral neck | 0.0 | -1.4 | 1.4 | 8 | B
spine_walking | walking only | peri- and postmenopausal women | lumbar spine | 0.01 | 0.0 | 0.02 |  | B
neck_walking | walking only | peri- and postmenopausal women | femoral neck | 0.01 | 0.0 | 0.01 |  | B
hip_jumps_before_menopause | 50 vertical jumps, 6 days/week | premenopausal women | femoral (hip region) | 2.8 |  |  | 5 | B
hip_jumps_after_menopause | 50 vertical jumps, 6 days/week | postmenopausal women | spine and hip | 0 |  |  | 12 | B
activity_hip | most versus least physically active | adults | hip | 0.61 | 0.54 | 0.69 |  | C
calcium_food_one_year | calcium from food | adults over 50 | total hip, total body | 0.6 to 1.0 |  |  | 12 | A
calcium_food_two_years | calcium from food | adults over 50 | hip, spine, total body | 0.7 to 1.8 |  |  | 24 | A
calcium_tablets | calcium supplements | adults over 50 | five sites | 0.7 to 1.8 |  |  | 30 | A
calcium_and_d_hip | calcium 1000 mg + vitamin D 400 IU | postmenopausal women 50-79 | hip | 0.88 | 0.72 | 1.08 | 84 | A
calcium_and_d_any | calcium 1000 mg + vitamin D 400 IU | postmenopausal women 50-79 | any | 0.96 | 0.91 | 1.02 | 84 | A
dairy_care_home | extra dairy (562 mg calcium, 12 g protein) | care-home residents, mean age 86, low intakes | any | 0.67 | 0.48 | 0.93 | 24 | A
vitamin_d_high_dose | vitamin D3 4000 versus 400 IU | healthy adults 55-70 | radius | -3.9 | -6.5 | -1.3 | 36 | B
vitamin_d_low_hip | risk factor: lowest versus highest 25(OH)D | adults | hip | 1.58 | 1.41 | 1.77 |  | C
protein_hip | protein above 0.8 g/kg | adults 65+ (4 cohorts) | hip | 0.89 | 0.84 | 0.94 |  | C
smoking_hip | risk factor: current smoking | men and women | hip | 1.84 | 1.52 | 2.22 |  | C
smoking_any | risk factor: current smoking | men and women | any | 1.25 | 1.15 | 1.36 |  | C
smoking_past_hip | risk factor: past smoking | men and women | hip | 1.19 | 1.06 | 1.34 |  | C
smoking_stopped_hip | stopping smoking for 10 years | women | hip | 0.7 | 0.5 | 0.9 | 120 | C
alcohol_hip | risk factor: alcohol over 2 units/day | men and women | hip | 1.68 | 1.19 | 2.36 |  | C
alcohol_any | risk factor: alcohol over 2 units/day | men and women | any | 1.23 | 1.06 | 1.43 |  | C
underweight_women_hip | risk factor: underweight (BMI < 18.5) | women | hip | 2.35 | 2.1 | 2.6 |  | C
underweight_men_hip | risk factor: underweight (BMI < 18.5) | men | hip | 2.45 | 1.9 | 3.17 |  | C
fall_women | risk factor: fall in past year | women | any clinical | 1.42 | 1.33 | 1.51 |  | C
fall_men | risk factor: fall in past year | men | any clinical | 1.53 | 1.41 | 1.67 |  | C
coffee_women_bmd | risk factor: coffee 4+ versus under 1 cup/day | women | depends on site | 2 to 4 lower |  |  |  | C
coffee_women_hip | risk factor: coffee, each 200 ml/day | women | hip | 0.97 | 0.95 | 1.0 |  | C
coffee_men_hip | risk factor: coffee, each 200 ml/day | men | hip | 1.02 | 0.99 | 1.06 |  | C
coffee_case_control_hip | risk factor: coffee, highest versus lowest | women | hip | 1.547 | 1.152 | 2.077 |  | C
coffee_cohorts_hip | risk factor: coffee, highest versus lowest | adults (10 cohorts) | hip | 1.13 | 0.86 | 1.48 |  | C
cola_women_neck | risk factor: daily cola versus under 1 a month | women | femoral neck | -3.7 |  |  |  | C
soda_women_hip | risk factor: soda, highest intake | postmenopausal women | hip | 1.26 | 1.01 | 1.56 |  | C
spine_before_last_period | no action (natural change) | women, 2 years before final period | lumbar spine | -1.7 |  |  | 12 | B
spine_after_last_period | no action (natural change) | women, 2 years after final period | lumbar spine | -3.3 |  |  | 12 | B
spine_later_after_last_period | no action (natural change) | women, 2 to 7 years after final period | lumbar spine | -1.1 |  |  | 12 | B
neck_before_last_period | no action (natural change) | women, FSH stage 3 (about 2 years before final period) | femoral neck | -0.55 |  |  | 12 | B
neck_after_last_period | no action (natural change) | women, FSH stage 4 (after menopause) | femoral neck | -0.72 |  |  | 12 | B
spine_ten_years | no action (natural change) | women, 5 years before to 5 years after final period | lumbar spine | -10.6 |  |  | 120 | B
neck_ten_years | no action (natural change) | women, 5 years before to 5 years after final period | femoral neck | -9.1 |  |  | 120 | B
neck_men_65 | no action (natural change) | men 65 and over | femoral neck | -1.72 |  |  | 55 | B
hip_placebo_vitamin_d | placebo arm of vitamin D trial | US men 50+ and women 55+, not selected for low BMD | total hip | -0.95 |  |  | 24 | B
hip_placebo_hormones | placebo arm of hormone therapy trial | US women 50-79 | total hip | 0.14 |  |  | 36 | B
hormones_hip_bmd | MHT (oestrogen + progestin) | postmenopausal women 50-79 | total hip | 3.7 |  |  | 36 | A
hormones_any | MHT (oestrogen + progestin) | postmenopausal women 50-79 | any | 0.76 | 0.69 | 0.83 | 67 | A
hormones_stopped_hip | stopping MHT versus continuing | postmenopausal women | hip | 1.55 | 1.36 | 1.77 | 78 | C
alendronate_spine_breaks | alendronate | postmenopausal women, primary prevention | vertebral | 0.55 | 0.38 | 0.8 |  | A
zoledronate_osteopenia | zoledronate 5 mg every 18 months | women 65+, osteopenia | any fragility | 0.63 | 0.5 | 0.79 | 72 | A
"""
COLUMNS = ("intervention", "population", "site", "effect", "ci_low", "ci_high", "duration_months", "strength")
ROWS = {
    line.split(" | ")[0]: dict(zip(COLUMNS, line.split(" | ")[1:], strict=True)) for line in READ.split("\n") if line
}
# Not in that file: one absolute number (lifestyle_evidence.md, 4.4), and the Cochrane review of safer homes.
READ_ELSEWHERE = {
    "falls_exercise_fewer": (195, 144, 246, 850, None, "A"),
    "falls_home_high_risk": (0.62, 0.56, 0.70, None, None, "A"),
    "falls_home_others": (1.05, 0.96, 1.16, None, None, "A"),
}
# Printed as 0.01 (-0.00 to 0.01): rounded like this the limits tell nothing, so they are left out.
WITHOUT_INTERVAL = {"neck_walking"}
# Plain numbers, out of 100 people: with, without, and as lifestyle_evidence.md, section 6, prints them.
OUT_OF_100 = {
    "zoledronate_osteopenia": (12.2, 19.0, "190 vs 122 of about 1,000"),  # 122 and 190 of 1,000
    "hormones_any": (8.6, 11.1, "8.6 vs 11.1 %"),
}
EVERY_EFFECT = pytest.mark.parametrize("told", effects().values(), ids=effects())
OF_BMD = [told for told in effects().values() if told.outcome is Measured.BMD]


def numbers(text):
    """Value, low and high of a cell: a number, a range such as "0.6 to 1.0", or "2 to 4 lower"."""
    ends = [float(part) for part in re.findall(r"-?[0-9.]+", text)]
    if len(ends) == 1:
        return ends[0], None, None
    low, high = (-max(ends), -min(ends)) if text.endswith("lower") else ends
    return None, low, high


def number(text):
    return float(text) if text else None


# ------------------------------------------------------------------ as the studies print them


@pytest.mark.parametrize("key", ROWS)
def test_an_effect_stands_here_as_in_the_notes(key):
    row, told = ROWS[key], effect(key)
    value, low, high = numbers(row["effect"])
    if value is not None:
        low, high = number(row["ci_low"]), number(row["ci_high"])
    if key in WITHOUT_INTERVAL:
        low = high = None
    assert (told.value, told.low, told.high) == (value, low, high)
    assert told.months == number(row["duration_months"])
    assert told.certainty == row["strength"]


@pytest.mark.parametrize("key", READ_ELSEWHERE)
def test_an_effect_that_was_read_elsewhere_stands_as_printed_there(key):
    told = effect(key)
    assert (told.value, told.low, told.high, told.without, told.months, told.certainty) == READ_ELSEWHERE[key]


def test_plain_numbers_out_of_100_are_those_that_are_printed_and_no_others():
    """Worked out from a ratio they would be ours and not the study's."""
    for told in effects().values():
        with_it, without, _ = OUT_OF_100.get(told.key, (None, None, ""))
        assert told.with_it == with_it
        assert told.without == without or told.unit is Unit.FEWER_FALLS


@pytest.mark.parametrize("key", OUT_OF_100)
def test_plain_numbers_agree_with_the_ratio_beside_them(key):
    """12.2 / 19.0 = 0.64 lies within 0.50 to 0.79, and 8.6 / 11.1 = 0.77 within 0.69 to 0.83."""
    told = effect(key)
    assert told.low < told.with_it / told.without < told.high


@pytest.mark.skipif(not SHARED_REFERENCE.exists(), reason="the notes are not beside this checkout")
@pytest.mark.parametrize("printed", [*(printed for *_, printed in OUT_OF_100.values()), "2 points fewer"])
def test_the_notes_hold_these_plain_numbers(printed):
    """The last one is of alendronate, in the words on medicines: 2 fewer women out of 100."""
    assert printed in (SHARED_REFERENCE / "lifestyle_evidence.md").read_text(encoding="utf-8")


def test_no_effect_comes_from_nowhere():
    assert effects().keys() == ROWS.keys() | READ_ELSEWHERE.keys()
    assert len(effects()) == len(table("effects")) >= 69


def test_the_195_falls_fewer_are_the_ratio_of_077_on_850_falls():
    """850 falls x 0.77 = 654.5, printed as about 655; 850 - 655 = 195."""
    fewer, ratio = effect("falls_exercise_fewer"), effect("falls_exercise")
    assert fewer.without - round(850 * ratio.value + 0.5) == fewer.value == 195


@pytest.mark.skipif(not SHARED_REFERENCE.exists(), reason="the notes are not beside this checkout")
@pytest.mark.parametrize("key", ROWS)
def test_the_notes_hold_this_line_of_the_same_outcome_and_unit(key):
    with (SHARED_REFERENCE / "effects.csv").open(encoding="utf-8", newline="") as lines:
        found = [
            row
            for row in csv.DictReader(lines)
            if all(row[column] == ROWS[key][column] for column in COLUMNS[:-1])
            and row["strength"].startswith(ROWS[key]["strength"])
        ]
    [row] = found
    told = effect(key)
    outcomes = {"BMD": "bmd", "volumetric BMD": "bmd", "rate of falls": "falls", "fractures": "fractures"}
    assert outcomes[row["outcome"]] == told.outcome
    units = {
        Unit.RATIO: r"(rate|risk|hazard) ratio|relative risk",
        Unit.ODDS_RATIO: r"odds ratio",
        Unit.PERCENT: r"percent(?! per year)(?!age)",
        Unit.PERCENTAGE_POINTS: r"percentage points|no significant difference",  # from those who did not jump
        Unit.PERCENT_A_YEAR: r"percent per year",
        Unit.G_CM2: r"g/cm2 versus control",
        Unit.MG_CM3: r"mg HA/cm3",
    }
    assert re.match(units[told.unit], row["unit"])
    is_watched = "risk factor" in row["intervention"] or re.search(
        "observational|cohort|cross-sectional", row["strength"]
    )
    assert (told.kind is Kind.WATCHED) == bool(is_watched)
    assert citations()[told.source].link.split("//")[1].split("/")[0] in row["source"]


NOT_VERIFIED = {  # lifestyle_evidence.md, section 10, and the "do not draw" of section 6
    "protein and bone density": lambda told: "protein" in told.what and told.outcome is Measured.BMD,
    "tai chi and bone density": lambda told: "tai chi" in told.what and told.outcome is Measured.BMD,
    "vitamin D alone and fractures in VITAL": lambda told: told.source == "vital_2020" and told.outcome != "bmd",
    "calcium with vitamin D, pooled without an interval": lambda told: told.source in {"yao_2019", "zhao_2017"},
    "drinking less alcohol": lambda told: "alcohol" in told.what and told.kind is Kind.TRIAL,
    "medicines tried in osteoporosis only": lambda told: re.search(
        "denosumab|raloxifene|teriparatide|romosozumab", told.what
    ),
    "zoledronate and bone density": lambda told: "zoledronate" in told.what and told.outcome is Measured.BMD,
}


@pytest.mark.parametrize("item", NOT_VERIFIED)
def test_what_could_not_be_verified_is_not_here(item):
    assert [told.key for told in effects().values() if NOT_VERIFIED[item](told)] == []


# ------------------------------------------------------------------ no sums, no fractures from density, no future


@pytest.mark.parametrize(
    "calculate",
    [
        lambda one, other: one + other,
        lambda one, other: one - other,
        lambda one, other: one * other,
        lambda one, other: one * 2,
        lambda one, other: 2 * one,
        lambda one, other: one / other,
        lambda one, other: sum([one, other]),
        lambda one, other: math.fsum([one, other]),
        lambda one, other: math.prod([one, other]),
        lambda one, other: statistics.fmean([one, other]),
        lambda one, other: reduce(operator.add, [one, other]),
        lambda one, other: float(one),
        lambda one, other: max(one, other),
    ],
)
def test_two_effects_cannot_be_added_up(calculate):
    with pytest.raises(TypeError):
        calculate(effect("spine_exercise_moderate"), effect("calcium_food_two_years"))


KNOW_EFFECTS = [
    file
    for file in sorted([*PACKAGE.rglob("*.py"), *(ROOT / "pages").rglob("*.py")])
    if re.search(r"bonecheck(\.| import )(effects|learn_pictures)", file.read_text(encoding="utf-8"))
]
SUMS = {"sum", "fsum", "prod", "mean", "fmean", "accumulate", "reduce", "add", "mul"}


def numbers_of_effects(node):
    """Where the value or an end of an effect is read: not the value of a threshold, `threshold(...).value`."""
    return [
        part
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute)
        and part.attr in {"value", "low", "high", "without", "with_it"}
        and not (isinstance(part.value, ast.Call) and "threshold" in ast.unparse(part.value))
    ]


def calculations(source):
    """Every calculation that brings two numbers of effects together, as it is written."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp) and numbers_of_effects(node.left) and numbers_of_effects(node.right):
            yield ast.unparse(node)
        if isinstance(node, ast.AugAssign) and numbers_of_effects(node.value):
            yield ast.unparse(node)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in SUMS:
            yield from (ast.unparse(node) for part in node.args if numbers_of_effects(part))


@pytest.mark.parametrize("file", KNOW_EFFECTS, ids=lambda file: file.name)
def test_nothing_outside_calculates_with_two_effects(file):
    assert list(calculations(file.read_text(encoding="utf-8"))) == []


def test_the_files_that_show_effects_are_looked_at():
    assert {"plan_wording.py", "learn_pictures.py"} <= {file.name for file in KNOW_EFFECTS}


@pytest.mark.parametrize(
    "source",
    [
        "effect('a').value + effect('b').value",
        "total += effect(key).value",
        "sum(effect(key).value for key in keys)",
        "math.prod([effect(key).value for key in keys])",
        "one.value * other.low",
        "(1 - one.value) * (1 - other.value)",
        "one.without - one.with_it",
    ],
)
def test_such_a_calculation_would_be_found(source):
    assert list(calculations(source))


@pytest.mark.parametrize("source", ["threshold('a').value + threshold('b').value", "-(told.value or 0.0)"])
def test_a_harmless_calculation_is_not_found(source):
    assert list(calculations(source)) == []


@pytest.mark.parametrize("told", OF_BMD, ids=lambda told: told.key)
def test_bone_density_says_nothing_of_breaks(told):
    assert re.search("break|broke|fracture", sentence(told), flags=re.IGNORECASE) is None
    assert "one density" in sentence(told)


def test_only_fractures_and_falls_that_were_counted_are_told_as_such():
    """As breaks for every 100 elsewhere, as people out of 100 who broke a bone, or as odds."""
    for told in effects().values():
        said = sentence(told)
        of_breaks = r" breaks for every 100|Out of 100, about \d+ broke a bone|The odds of ([a-z]+ )?breaks were "
        assert bool(re.search(of_breaks, said)) == (told.outcome is Measured.FRACTURES)
        assert (" falls " in said) == (told.outcome is Measured.FALLS)


def named_months(text):
    """Every length of time in a sentence, in months; ages are none."""
    lengths = re.findall(r"(\d+) (months|years)(?! old| and over)", text)
    return [int(amount) * (12 if unit == "years" else 1) for amount, unit in lengths]


@EVERY_EFFECT
def test_no_sentence_goes_past_the_end_of_its_study(told):
    """What was done may name a time of its own: walking for more than 6 months."""
    longest = max(named_months(sentence(told).removeprefix(capital(told.what))), default=0)
    assert longest <= (told.months or 0)


TRIALS_WITH_A_LENGTH = [told for told in effects().values() if told.kind is Kind.TRIAL and told.months]


@pytest.mark.parametrize("told", TRIALS_WITH_A_LENGTH, ids=lambda told: told.key)
def test_a_trial_says_how_long_it_was(told):
    said = re.findall(r"after (\d+ (?:months|years))", sentence(told))
    assert [named_months(length) for length in said] == [[told.months]]


def test_trials_with_a_length_are_many():
    assert len(TRIALS_WITH_A_LENGTH) >= 23


@EVERY_EFFECT
def test_a_sentence_says_in_whom_and_is_filled_in(told):
    said = sentence(told)
    assert told.who in said
    assert not re.search(r"[{}]|None|\bnan\b|  ", said)
    assert said[0] == said[0].upper()
    assert said.endswith(".")


@EVERY_EFFECT
def test_what_was_only_watched_is_told_as_a_link(told):
    natural = told.what == "time alone"  # time does cause it
    said = "This is a link. It need not be a cause." in sentence(told)
    assert said == (told.kind is Kind.WATCHED and not natural)


@EVERY_EFFECT
def test_a_difference_that_may_be_chance_says_so(told):
    """The interval takes in "no difference": 1 for a ratio of risks or odds, else 0."""
    none = 1 if told.unit in {Unit.RATIO, Unit.ODDS_RATIO} else 0
    crosses = told.low is not None and told.low <= none <= told.high
    assert ("This may be chance." in sentence(told)) == (crosses and told.value != 0)


@EVERY_EFFECT
def test_lower_is_told_as_lower(told):
    """Of a range both ends lie on one side; the words carry the sign, the number has none."""
    if told.outcome is Measured.BMD and told.value != 0:
        number = told.low if told.value is None else told.value
        said = sentence(told).split(" (likely")[0]
        assert (" lower than " in said or " fell by " in said) == (number < 0)
        assert (" higher than " in said) == (number > 0)
        assert not re.search(r"ended [-\u2212]|was [-\u2212]|by [-\u2212]", said)


@EVERY_EFFECT
def test_the_likely_range_holds_the_value(told):
    if told.low is not None:
        assert told.low < told.high
        assert told.value is None or told.low <= told.value <= told.high


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("coffee_women_bmd", "was 2 to 4 % lower than in women with less than one"),
        ("cola_women_neck", "was 3.7 % lower than in women with less than one a month"),
        ("liftmor_spine", "ended 2.9 % higher than at the start after 8 months (likely 2.1 to 3.7)"),
        ("liftmor_spine_control", "ended 1.2 % lower than at the start after 8 months (likely 0.4 to 2)"),
        ("liftmor_neck", "(likely -0.4 to +1). This may be chance."),
        # No difference from those who did not jump; that is not "stayed as it was".
        ("hip_jumps_after_menopause", "ended no different from without it after 12 months."),
        ("medex_neck", "stayed as it was after 8 months (likely -1.4 to +1.4)"),
        ("vitamin_d_high_dose", "ended 3.9 mg/cm3 lower than with 400 IU a day after 3 years (likely 1.3 to 6.5)"),
        ("calcium_food_one_year", "ended 0.6 to 1.0 % higher than without it after 12 months"),
        ("spine_combined_programs", "ended 3.2 % higher than without it (likely 1.8 to 4.6)"),  # 3.22 (1.8 to 4.64)
        ("neck_walking", "Walking alone for more than 6 months, in women around and after menopause."),
        ("neck_walking", "ended 0.01 g/cm2 higher than without it."),
        # An odds ratio is no ratio of risks, so it is not told as so many for every 100.
        ("fractures_exercise", "The odds of breaks were 0.61 times those without it (likely 0.23 to 1.64). This may"),
        ("coffee_case_control_hip", "odds of hip breaks were 1.55 times those of those who drink least (likely 1.15"),
        ("zoledronate_osteopenia", "Out of 100, about 12 broke a bone after 6 years. Without it about 19 did."),
        ("hormones_any", "Out of 100, about 9 broke a bone after 67 months. Without it about 11 did."),
        ("fall_women", "about 142 breaks for every 100 in those with none (likely 133 to 151)"),
        ("fall_men", "about 153 breaks for every 100 in those with none (likely 141 to 167)"),
        ("dairy_care_home", "about 67 breaks for every 100 without it after 2 years (likely 48 to 93)"),
        ("falls_exercise_fewer", "about 195 fewer falls a year (likely 144 to 246). Without it there were 850."),
        ("falls_tai_chi", "about 77 falls for every 100 without it (likely 61 to 97)"),
        ("falls_home_others", "about 105 falls for every 100 without it (likely 96 to 116). This may be chance."),
        ("smoking_hip", "about 184 hip breaks for every 100 in people who do not smoke (likely 152 to 222)"),
        ("neck_men_65", "ended 1.72 % lower than at the start after 55 months"),  # 4.6 years
    ],
)
def test_an_effect_in_words(key, said):
    assert said in plain(sentence(effect(key)))


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("resistance", "fractures_exercise"),
        ("balance", "fall_women"),
        ("balance", "fall_men"),
        ("calcium", "dairy_care_home"),
    ],
)
def test_what_a_line_rests_on_is_shown_there(line, key):
    """Fewer breaks from exercise are not shown, a fall goes with breaks, and dairy food helped in care homes."""
    assert key in document("checklist.toml")[line]["effects"]


def test_an_effect_without_a_number_or_with_an_unknown_unit_is_refused(monkeypatch):
    [row] = [dict(row) for row in table("effects") if row["key"] == "smoking_hip"]
    for wrong, named in (
        ({"unit": "bones"}, "'bones'"),
        ({"kind": "guess"}, "'guess'"),
        ({"outcome": "age"}, "'age'"),
        ({"value": "", "low": ""}, "neither a value nor a range"),
        ({"value": "many"}, "many"),
    ):
        monkeypatch.setattr("bonecheck.evidence.effects.table", lambda name, row={**row, **wrong}: (row,))
        with pytest.raises(EvidenceError, match=r"effects\.csv: \[smoking_hip\]") as caught:
            effects.__wrapped__()
        assert named in str(caught.value)


# ------------------------------------------------------------------ where they are told


def every_row():
    return [row for who in (woman(45), man(66)) for row in report(unscanned(who)).plan.rows]


@pytest.mark.parametrize("row", every_row(), ids=lambda row: row.key)
def test_what_a_line_is_worth_is_its_lead_and_then_one_effect_a_line(row):
    entry = document("checklist.toml")[row.key]
    lead, *told = row_words(row, Level.BUILD_UP).worth
    assert lead == entry["worth"]
    assert told == [sentence(effect(key)) for key in entry["effects"]]


def test_every_number_on_medicines_is_one_effect_in_its_own_sentence():
    said = " ".join(words.plain for words in medicine_words())
    named = {key for key, told in effects().items() if sentence(told) in said}
    expected = {"hormones_any", "hormones_stopped_hip", "alendronate_spine_breaks", "zoledronate_osteopenia"}
    assert named == expected
    for key in expected:
        said = said.replace(sentence(effect(key)), "")
    # What is left: "out of 100 people", NAMS 2022 (under 60, within 10 years), alendronate (2 fewer out of 100), the
    # T-scores, the two limits of FRAX.
    assert re.findall(r"-?\d+(?:\.\d+)?", said) == ["100", "60", "10", "2", "100", "-1.0", "-2.5", "3", "20"]
