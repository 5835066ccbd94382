"""Effects: as the studies print them, each alone, in words that claim no more than was measured."""

import ast
import re

import pytest

from bonecheck.evidence.effects import Kind, Measured, Unit, effect, effects
from bonecheck.evidence.library import citations, document, table
from bonecheck.plan.types import Level
from bonecheck.words.effects import sentence
from bonecheck.words.language import capital, filled
from bonecheck.words.medicines import medicine_words
from bonecheck.words.plan import row_words
from tests.people import PACKAGE, ROOT, golden_rows, man, notes, plain, report, unscanned, woman

# The notes, effects.csv: key here | intervention | population | site | effect | low | high | months | grade.

ROWS = {row["key"]: row for row in golden_rows("effects")}
# Not in that file: one absolute number (lifestyle_evidence.md, 4.4), and the Cochrane review of safer homes.
READ_ELSEWHERE = {
    "falls_exercise_fewer": (195, 144, 246, 850, None, "A"),
    "falls_home_high_risk": (0.62, 0.56, 0.70, None, None, "A"),
    "falls_home_others": (1.05, 0.96, 1.16, None, None, "A"),
    # lifestyle_evidence.md 4.2 and teaching.md
    "spine_exercise_light": (0.010, 0.005, 0.015, None, None, "B"),
    "neck_exercise_light": (0.011, 0.006, 0.016, None, None, "B"),
    "falls_exercise_breaks": (0.73, 0.56, 0.95, None, None, "B"),
    "vitamin_d_breaks_any": (0.98, 0.89, 1.08, None, 64, "B"),
    "vitamin_d_breaks_hip": (1.01, 0.70, 1.47, None, 64, "B"),
    "hormones_ended_any": (0.97, 0.87, 1.09, None, None, "B"),
    "estrogen_ended_any": (0.85, 0.73, 0.98, None, None, "B"),
    "alendronate_lower_spine": (0.45, 0.25, 0.84, None, None, "B"),
    "alendronate_lower_other": (0.83, 0.72, 0.97, None, None, "B"),
    "alendronate_lower_hip": (0.76, 0.43, 1.32, None, None, "B"),
    "alendronate_high_spine": (0.45, 0.28, 0.73, None, None, "B"),
    "alendronate_high_other": (0.80, 0.64, 0.99, None, None, "B"),
    "alendronate_high_hip": (0.49, 0.25, 0.96, None, None, "B"),
    "zoledronate_early_once": (0.59, 0.36, 0.97, 11.1, 120, "B"),
    "zoledronate_early_twice": (0.56, 0.34, 0.92, 11.1, 120, "B"),
}
# Where `teaching.md` has them, as it prints them.
IN_THE_NOTES = {
    "falls_exercise_breaks": "RR 0.73 (0.56-0.95), 10 trials",
    "vitamin_d_breaks_any": "any break HR 0.98 (0.89-1.08)",
    "vitamin_d_breaks_hip": "hip 1.01 (0.70-1.47)",
    "hormones_ended_any": "any break HR 0.97 (0.87-1.09)",
    "estrogen_ended_any": "estrogen alone 0.85 (0.73-0.98)",
    "alendronate_lower_spine": "clinical spine breaks RR 0.45 (0.25-0.84)",
    "alendronate_lower_other": "not spine 0.83 (0.72-0.97)",
    "alendronate_lower_hip": "hip no clear difference 0.76 (0.43-1.32)",
    "alendronate_high_spine": "clinical spine breaks RR 0.45 (0.28-0.73)",
    "alendronate_high_other": "not spine 0.80 (0.64-0.99)",
    "alendronate_high_hip": "hip 0.49 (0.25-0.96)",
    "zoledronate_early_once": "6.6 or 6.3 of 100, without 11.1 (RR 0.59, 0.36-0.97; 0.56, 0.34-0.92)",
    "zoledronate_early_twice": "6.6 or 6.3 of 100, without 11.1 (RR 0.59, 0.36-0.97; 0.56, 0.34-0.92)",
}
# Printed as 0.01 (-0.00 to 0.01): rounded like this the limits tell nothing, so they are left out.
WITHOUT_INTERVAL = {"neck_walking"}
# Plain numbers, out of 100 people: with, without, and as lifestyle_evidence.md, section 6, prints them.
OUT_OF_100 = {
    "zoledronate_osteopenia": (12.2, 19.0, "190 vs 122 of about 1,000"),  # 122 and 190 of 1,000
    "hormones_any": (8.6, 11.1, "8.6 vs 11.1 %"),
}
OUT_OF_100_ELSEWHERE = {"zoledronate_early_once": (6.6, 11.1, ""), "zoledronate_early_twice": (6.3, 11.1, "")}
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


OUTCOMES = {"BMD": "bmd", "volumetric BMD": "bmd", "rate of falls": "falls", "fractures": "fractures"}
UNITS = {
    Unit.RATIO: r"(rate|risk|hazard) ratio|relative risk",
    Unit.ODDS_RATIO: r"odds ratio",
    Unit.PERCENT: r"percent(?! per year)(?!age)",
    Unit.PERCENTAGE_POINTS: r"percentage points|no significant difference",  # from those who did not jump
    Unit.PERCENT_A_YEAR: r"percent per year",
    Unit.G_CM2: r"g/cm2 versus control",
    Unit.MG_CM3: r"mg HA/cm3",
}


def as_in_the_notes(key, row):
    """The columns of our table as a line of the notes has them."""
    value, low, high = numbers(row["effect"])
    if value is not None:
        low, high = number(row["ci_low"]), number(row["ci_high"])
    if key in WITHOUT_INTERVAL:
        low = high = None
    watched = "risk factor" in row["intervention"] or re.search("observational|cohort|cross-sectional", row["strength"])
    kind = Kind.WATCHED if watched else Kind.TRIAL
    return value, low, high, number(row["duration_months"]), row["strength"][0], OUTCOMES[row["outcome"]], kind


def test_every_effect_stands_here_as_in_the_notes():
    """Value, interval, length, certainty, outcome, kind, unit and source, line by line."""
    wrong = []
    for key, row in ROWS.items():
        told = effect(key)
        ours = told.value, told.low, told.high, told.months, told.strength, told.outcome, told.kind
        source = citations()[told.source]
        read_at = row["source"].split("//")[1].split("/")[0].removeprefix("www.")
        if (
            ours != as_in_the_notes(key, row)
            or not re.match(UNITS[told.unit], row["unit"])
            or read_at not in f"{source.link} {source.text}"  # the paper's own address, or the words say where
        ):
            wrong.append((key, ours, row))
    assert wrong == []


def test_an_effect_that_was_read_elsewhere_stands_as_printed_there():
    for key in READ_ELSEWHERE:
        told = effect(key)
        assert (told.value, told.low, told.high, told.without, told.months, told.strength) == READ_ELSEWHERE[key]


@pytest.mark.parametrize("key", IN_THE_NOTES)
def test_the_notes_hold_the_newer_effects(key):
    assert IN_THE_NOTES[key] in notes("teaching")


def test_plain_numbers_out_of_100_are_those_that_are_printed_and_no_others():
    """Worked out from a ratio they would be ours and not the study's."""
    for told in effects().values():
        with_it, without, _ = {**OUT_OF_100, **OUT_OF_100_ELSEWHERE}.get(told.key, (None, None, ""))
        assert told.with_it == with_it
        assert told.without == without or told.unit is Unit.FEWER_FALLS


def test_plain_numbers_agree_with_the_ratio_beside_them():
    """12.2 / 19.0 = 0.64 lies within 0.50 to 0.79, and 8.6 / 11.1 = 0.77 within 0.69 to 0.83; 0.59 and 0.57 likewise."""
    for key in OUT_OF_100 | OUT_OF_100_ELSEWHERE:
        told = effect(key)
        assert told.low < told.with_it / told.without < told.high


@pytest.mark.parametrize("printed", [*(printed for *_, printed in OUT_OF_100.values()), "2 points fewer"])
def test_the_notes_hold_these_plain_numbers(printed):
    """The last one is of alendronate, in the words on medicines: 2 fewer women out of 100."""
    assert printed in notes("lifestyle_evidence")


def test_no_effect_comes_from_nowhere():
    assert effects().keys() == ROWS.keys() | READ_ELSEWHERE.keys()
    assert len(effects()) == len(table("effects")) >= 69


def test_the_195_falls_fewer_are_the_ratio_of_077_on_850_falls():
    """850 falls x 0.77 = 654.5, printed as about 655; 850 - 655 = 195."""
    fewer, ratio = effect("falls_exercise_fewer"), effect("falls_exercise")
    assert fewer.without - round(850 * ratio.value + 0.5) == fewer.value == 195


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


def test_what_could_not_be_verified_is_not_here():
    for item in NOT_VERIFIED:
        assert [told.key for told in effects().values() if NOT_VERIFIED[item](told)] == []


# ------------------------------------------------------------------ no sums, no fractures from density, no future


KNOW_EFFECTS = [
    file
    for file in sorted([*PACKAGE.rglob("*.py"), *(ROOT / "pages").rglob("*.py")])
    if re.search(
        r"bonecheck\.(evidence\.effects|words\.(effects|learn_pictures)) import", file.read_text(encoding="utf-8")
    )
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


def test_nothing_outside_calculates_with_two_effects():
    assert {"plan.py", "learn_pictures.py", "projection.py"} <= {file.name for file in KNOW_EFFECTS}
    assert {file.name: found for file in KNOW_EFFECTS if (found := list(calculations(file.read_text())))} == {}


def test_bone_density_says_nothing_of_breaks():
    for told in OF_BMD:
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
    lengths = re.findall(r"(\d+)( and a half)? (months|years)(?! old| and over)", text)
    return [int(amount) * (12 if unit == "years" else 1) + (6 if half else 0) for amount, half, unit in lengths]


def test_no_sentence_goes_past_the_end_of_its_study():
    """What was done may name a time of its own: walking for more than 6 months."""
    for told in effects().values():
        longest = max(named_months(sentence(told).removeprefix(capital(told.what))), default=0)
        assert longest <= (told.months or 0)


TRIALS_WITH_A_LENGTH = [told for told in effects().values() if told.kind is Kind.TRIAL and told.months]


def test_a_trial_says_how_long_it_was():
    for told in TRIALS_WITH_A_LENGTH:
        said = re.findall(r"(?:after|within) (\d+(?: and a half)? (?:months|years))", sentence(told))
        [length] = [named_months(length) for length in said]
        assert length == [pytest.approx(told.months, abs=1)]  # 67 months are five and a half years
        assert ("within" in sentence(told)) == (told.outcome is Measured.FRACTURES)  # nobody broke a bone at the end


def test_a_sentence_says_in_whom_and_is_filled_in():
    for told in effects().values():
        said = sentence(told)
        assert told.who in said
        assert not re.search(r"[{}]|None|\bnan\b|  ", said)
        assert said[0] == said[0].upper()
        assert said.endswith(".")


def test_what_was_only_watched_is_told_as_a_link():
    for told in effects().values():
        natural = told.what == "time alone"  # time does cause it
        said = "This is a link. It need not be a cause." in sentence(told)
        assert said == (told.kind is Kind.WATCHED and not natural)


def test_a_difference_that_may_be_chance_says_so():
    """The interval takes in "no difference": 1 for a ratio of risks or odds, else 0."""
    for told in effects().values():
        none = 1 if told.unit in {Unit.RATIO, Unit.ODDS_RATIO} else 0
        crosses = told.low is not None and told.low <= none <= told.high
        assert ("This may be chance." in sentence(told)) == (crosses and told.value != 0)


def test_lower_is_told_as_lower():
    """Of a range both ends lie on one side; the words carry the sign, the number has none."""
    for told in effects().values():
        if told.outcome is Measured.BMD and told.value != 0:
            number = told.low if told.value is None else told.value
            said = sentence(told).split(" (likely")[0]
            assert (" lower than " in said or " fell by " in said) == (number < 0)
            assert (" higher than " in said) == (number > 0)
            assert not re.search(r"ended [-\u2212]|was [-\u2212]|by [-\u2212]", said)


def test_the_likely_range_holds_the_value():
    for told in effects().values():
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
        ("zoledronate_osteopenia", "Out of 100, about 12 broke a bone within 6 years. Without it about 19 did."),
        ("hormones_any", "Out of 100, about 9 broke a bone within 5 and a half years. Without it about 11 did."),
        ("fall_women", "about 142 breaks for every 100 in those with none (likely 133 to 151)"),
        ("fall_men", "about 153 breaks for every 100 in those with none (likely 141 to 167)"),
        ("dairy_care_home", "about 67 breaks for every 100 without it within 2 years (likely 48 to 93)"),
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


# ------------------------------------------------------------------ where they are told


def every_row():
    return [row for who in (woman(45), man(66)) for row in report(unscanned(who)).plan.rows]


@pytest.mark.parametrize("row", every_row(), ids=lambda row: row.key)
def test_what_a_line_is_worth_is_its_lead_and_then_one_effect_a_line(row):
    entry = document("checklist.toml")[row.key]
    lead, *told = row_words(row, Level.BUILD_UP).worth
    assert lead == filled(entry["worth"])
    assert told == [sentence(effect(key)) for key in entry["effects"]]


def test_every_number_on_medicines_is_one_effect_in_its_own_sentence():
    said = " ".join(words.plain for words in medicine_words())
    named = {key for key, told in effects().items() if sentence(told) in said}
    # Ratios of a trial ("55 for every 100") frighten and say nothing of how many; those on this page are out of 100.
    assert named == {"zoledronate_osteopenia", "zoledronate_early_once"}
    assert all("Out of 100" in sentence(effect(key)) for key in named)
    assert "for every 100" not in said
