"""How a typed answer is read."""

from typing import NamedTuple

import pytest

from bonecheck.answers.questions import question_of, questions
from bonecheck.answers.typed import check_stored, read_typed, shown_number
from bonecheck.answers.units import UnitSystem
from bonecheck.errors import ImplausibleValue
from bonecheck.words.questions import advice_of
from tests.people import plain, refusal

METRIC, US = UnitSystem.METRIC, UnitSystem.US
T_KEY = "femoral_neck.t_score"


def typed(key, text, units=METRIC):
    return read_typed(question_of(key), text, units)


class Refused(NamedTuple):
    """What a person sees beside a field, and what is offered."""

    said: str
    corrections: tuple[str, ...]


def refused(key, text, units=METRIC):
    with pytest.raises(ImplausibleValue) as caught:
        typed(key, text, units)
    return Refused(refusal(caught.value, key, units), caught.value.corrections)


def says_what_is_expected(error, key, given, low, high):
    """Whether a message says what was given, both limits with their unit, and what to try."""
    text = plain(error.said)
    return all(part in text for part in (f"You typed {plain(given)}.", f"{low} to {high}", advice_of(question_of(key))))


# ------------------------------------------------------------------ scores and their sign


@pytest.mark.parametrize(
    "text",
    [
        "-1.8",
        "-1,8",
        "\u22121.8",  # the typographic minus
        "\u22121,8",
        "\u20131.8",  # en dash, as pasted from a text
        "\u20141.8",
        "\ufe631.8",
        "\uff0d1.8",
        "minus 1.8",
        "Minus 1,8",
        "MINUS 1.8",
        "negative 1.8",
        "- 1.8",
        "  -1.8  ",
        "-1.80",
        "-1.8 SD",
    ],
)
def test_a_t_score_of_minus_1_8_is_read_however_it_is_typed(text):
    assert typed(T_KEY, text) == -1.8


@pytest.mark.parametrize("text", ["+1.8", "+1,8", "plus 1.8", "Positive 1.8", "+ 1.8"])
def test_a_plus_sign_is_taken_at_its_word(text):
    assert typed(T_KEY, text) == 1.8


@pytest.mark.parametrize("score", ["t_score", "z_score"])
@pytest.mark.parametrize("text", ["1.8", "1,8", "0.1", ".5", "8"])
def test_a_score_without_a_sign_is_questioned_and_never_silently_normal(score, text):
    error = refused(f"total_hip.{score}", text)
    number = text.replace(",", ".").removeprefix("0")
    number = f"{float(number):g}"
    assert error.corrections == (f"-{number}", f"+{number}")
    assert "Plus or minus?" in error.said
    assert text in error.said


@pytest.mark.parametrize("text", ["0", "0.0", "-0", "-0.0"])
def test_a_score_of_zero_needs_no_sign(text):
    assert typed(T_KEY, text) == 0


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("18", ("-1.8", "+1.8")),  # the sign is open too
        ("-18", ("-1.8",)),
        ("\u221218", ("-1.8",)),
        ("+18", ("+1.8",)),
        ("-25", ("-2.5",)),
        ("25", ("-2.5", "+2.5")),
    ],
)
def test_a_t_score_that_lost_its_decimal_point_is_refused_with_what_was_meant(text, meant):
    error = refused(T_KEY, text)
    assert error.corrections == meant
    assert says_what_is_expected(error, T_KEY, text, "-8", "8 SD")


@pytest.mark.parametrize("text", ["-8.1", "+8.1", "-9", "-100", "800"])
def test_a_t_score_that_no_one_has_is_refused(text):
    assert says_what_is_expected(refused(T_KEY, text), T_KEY, text, "-8", "8 SD")


@pytest.mark.parametrize("text", ["-8", "+8", "-7.9"])
def test_the_most_extreme_t_scores_are_let_through(text):
    assert typed(T_KEY, text) == float(text)


@pytest.mark.parametrize("text", ["low", "osteopenia", "--1.8", "-1.8-", "1.8.2", "-1,8,2", "?", "-", ".", "1-2"])
def test_words_are_no_t_score(text):
    error = refused(T_KEY, text)
    assert f"“{text}”" in error.said
    assert "A T-score looks like -1.8." in error.said


# ------------------------------------------------------------------ bone density


@pytest.mark.parametrize(
    "text", ["0.823", "0,823", ".823", "0.823 g/cm2", "0.823 g/cm²", "0.823 gm/cm2", "0.823 G/CM2"]
)
def test_a_bone_density_is_read_however_it_is_typed(text):
    assert typed("total_hip.bmd_g_cm2", text) == 0.823


@pytest.mark.parametrize(
    "unit", ["gms/cm2", "gm/cm²", "g/cm^2", "gm/sq-cm", "g/sq cm", "g/sq. cm", "grams/cm2", "g per cm2", "g/cm2."]
)
def test_a_bone_density_is_read_in_the_units_that_reports_print(unit):
    assert typed("total_hip.bmd_g_cm2", f"0.842 {unit}") == 0.842


@pytest.mark.parametrize(
    "text", ["86 mg/cm3", "86 mg/cm³", "86 mg/cc", "110 mg/ml", "0.086 g/cm3", "86", "110", "400", "10"]
)
def test_a_ct_density_never_becomes_grams_a_square_centimetre(text):
    """Bare numbers up to the highest CT density of a living adult (400) may be one."""
    error = refused("lumbar_spine.bmd_g_cm2", text)
    assert error.corrections == ()
    assert "CT density" in error.said


@pytest.mark.parametrize(("text", "grams"), [("401", "0.401"), ("350 mg/cm2", "0.35")])
def test_a_number_above_any_ct_density_or_with_its_unit_is_taken_for_milligrams(text, grams):
    assert refused("total_hip.bmd_g_cm2", text).corrections == (grams,)


@pytest.mark.parametrize("text", ["(-1.8)", "-1.8*", "-1.8.", "[−1.8]", "-1.8 SD", "(-1.8)*", "-1.8 †"])
def test_a_score_is_read_as_reports_print_it(text):
    assert typed(T_KEY, text) == -1.8


@pytest.mark.parametrize("text", ["(1.8)", "1.8*", "1.8."])
def test_brackets_are_no_minus_sign(text):
    assert refused(T_KEY, text).corrections == ("-1.8", "+1.8")


@pytest.mark.parametrize(("key", "said"), [("t_score", "70 % or less"), ("bmd_g_cm2", "70 %"), ("z_score", "no range")])
def test_a_percentage_is_explained_and_never_made_a_score(key, said):
    error = refused(f"lumbar_spine.{key}", "68%")
    assert error.corrections == ()
    assert said in error.said


@pytest.mark.parametrize("text", ["823", "823 mg/cm2", "823 mg/cm²", "823.0"])
def test_a_bone_density_of_823_is_taken_for_milligrams_and_asked(text):
    error = refused("total_hip.bmd_g_cm2", text)
    assert error.corrections == ("0.823",)
    assert "mg/cm2" in error.said


@pytest.mark.parametrize(
    ("text", "let_through"),
    [("9", False), ("2.21", False), ("2.2", True), ("0.2", True), ("0.19", False), ("-0.8", False)],
)
def test_a_bone_density_that_no_adult_has_is_refused(text, let_through):
    if let_through:
        assert typed("total_hip.bmd_g_cm2", text) == float(text)
    else:
        error = refused("total_hip.bmd_g_cm2", text)
        assert says_what_is_expected(error, "total_hip.bmd_g_cm2", text, "0.2", "2.2 g/cm2")


# ------------------------------------------------------------------ age


@pytest.mark.parametrize(
    ("text", "age"), [("62", 62), ("62 years", 62), ("62.0", 62), ("1", 1), ("120", 120), ("7", 7)]
)
def test_an_age_in_whole_years_is_read(text, age):
    assert typed("age_years", text) == age


@pytest.mark.parametrize("text", ["150", "0", "-62", "1,964", "121"])
def test_an_age_that_no_one_has_is_refused(text):
    assert says_what_is_expected(refused("age_years", text), "age_years", text, "1", "120 years")


def test_an_age_of_61_and_a_half_is_asked_for_in_whole_years():
    error = refused("age_years", "61.5")
    assert error.said == "You typed 61.5. We need a whole number of years."
    assert error.corrections == ("61",)


# ------------------------------------------------------------------ height and weight

FIVE_FOOT_FOUR = 64 * 2.54


@pytest.mark.parametrize("units", UnitSystem)
@pytest.mark.parametrize(
    "text",
    [
        "5'4\"",
        "5'4",
        "5 ft 4 in",
        "5ft4in",
        "5 feet 4 inches",
        "5 foot 4",
        "5\u2032 4\u2033",
        "5\u20194\u201d",
        "5' 4''",
        "64 in",
        "64 inches",
        '64"',
        "162.56 cm",
        "162,56 cm",
        "1.6256 m",
    ],
)
def test_a_woman_of_5_foot_4_may_type_it_in_any_unit(text, units):
    assert typed("height_cm", text, units) == pytest.approx(FIVE_FOOT_FOUR)


@pytest.mark.parametrize(
    ("text", "units", "cm"),
    [
        ("162", METRIC, 162),
        ("64", US, FIVE_FOOT_FOUR),
        ("162,5", METRIC, 162.5),
        ("5'11.5\"", US, 71.5 * 2.54),
        ("6'", US, 72 * 2.54),
    ],
)
def test_a_bare_height_is_in_the_units_chosen(text, units, cm):
    assert typed("height_cm", text, units) == pytest.approx(cm)


@pytest.mark.parametrize(
    ("text", "units", "meant"),
    [
        ("1.7", METRIC, "170 cm"),
        ("1,62", METRIC, "162 cm"),
        ("5.4", METRIC, "5 ft 4 in"),
        ("5.4", US, "5 ft 4 in"),
        ("5.10", US, "5 ft 10 in"),
        ("5,11", US, "5 ft 11 in"),
        ("6", US, "6 ft 0 in"),
        ("170", US, "170 cm"),
    ],
)
def test_a_height_in_the_wrong_unit_is_refused_with_what_was_meant(text, units, meant):
    error = refused("height_cm", text, units)
    assert error.corrections == (meant,)
    limits = ("100 cm", "230 cm") if units is METRIC else ("3 ft 3.5 in", "7 ft 6.5 in")
    assert says_what_is_expected(error, "height_cm", text, *limits)
    assert typed("height_cm", meant, units) > 100


@pytest.mark.parametrize("text", ["5 ft 14 in", "5'12", "170 kg", "5 ft 4 cm", "17 hands"])
def test_a_height_with_a_slip_in_it_is_not_guessed(text):
    assert f"We do not know the unit in “{text}”" in refused("height_cm", text).said


@pytest.mark.parametrize("text", ["5.75", "3.5", "2.5", "9", "95"])
def test_a_height_that_could_mean_several_things_is_refused_without_a_guess(text):
    assert refused("height_cm", text, US).corrections == ()


def test_the_limits_of_height_are_said_in_the_persons_own_units():
    """100 cm is 39.4 in, to the half inch 3 ft 3.5 in; 230 cm is 90.6 in, to the half inch 7 ft 6.5 in."""
    assert says_what_is_expected(refused("height_cm", "50", METRIC), "height_cm", "50", "100 cm", "230 cm")
    assert says_what_is_expected(refused("height_cm", "20", US), "height_cm", "20", "3 ft 3.5 in", "7 ft 6.5 in")


@pytest.mark.parametrize(
    ("text", "units", "kg"),
    [
        ("65", METRIC, 65),
        ("65,5 kg", US, 65.5),
        ("143", US, 143 * 0.45359237),
        ("143 lb", METRIC, 143 * 0.45359237),
        ("143 lbs.", METRIC, 143 * 0.45359237),
        ("10 st 4 lb", METRIC, 144 * 0.45359237),  # a stone is 14 pounds
        ("10st 4", US, 144 * 0.45359237),
        ("10 stone", METRIC, 140 * 0.45359237),
        ("10 st", METRIC, 140 * 0.45359237),
    ],
)
def test_a_weight_may_be_typed_in_kilograms_pounds_or_stones(text, units, kg):
    assert typed("weight_kg", text, units) == pytest.approx(kg)


@pytest.mark.parametrize("text", ["10 st 14 lb", "10 st 20", "65 g"])
def test_a_weight_with_a_slip_in_it_is_not_guessed(text):
    assert f"We do not know the unit in “{text}”" in refused("weight_kg", text).said


# ------------------------------------------------------------------ other units


@pytest.mark.parametrize(
    ("text", "units", "ng_ml"),
    [
        ("20 ng/mL", METRIC, 20),
        ("50 nmol/L", US, 50 / 2.496),  # Yao 2019
        ("50 nmol/l", METRIC, 50 / 2.496),
        ("20ng/ml", US, 20),
    ],
)
def test_a_vitamin_d_level_is_read_in_either_unit(text, units, ng_ml):
    assert typed("vitamin_d_level_ng_ml", text, units) == pytest.approx(ng_ml)


@pytest.mark.parametrize("units", UnitSystem)
@pytest.mark.parametrize("text", ["50", "20", "30.5"])
def test_a_vitamin_d_level_without_a_unit_is_asked_for_it_in_every_country(text, units):
    """20 ng/mL is 50 nmol/L: taken for the other unit, a fair level looks very low, and a low one fair."""
    error = refused("vitamin_d_level_ng_ml", text, units)
    assert error.corrections == (f"{text} nmol/L", f"{text} ng/mL")
    assert "Which unit" in error.said
    assert text in error.said
    nmol, ng = (typed("vitamin_d_level_ng_ml", correction, units) for correction in error.corrections)
    assert ng == float(text)
    assert nmol == pytest.approx(float(text) / 2.496)


@pytest.mark.parametrize("text", ["800 IU", "800", "20 mcg", "20 µg", "20 μg", "20 ug"])
def test_20_micrograms_of_vitamin_d_are_800_units(text):
    assert typed("vitamin_d_supplement_iu_per_day", text) == 800


def test_1000_units_of_vitamin_d_typed_with_a_comma_are_not_one_unit():
    assert typed("vitamin_d_supplement_iu_per_day", "1,000 IU") == 1000


def test_1200_milligrams_of_calcium_typed_with_a_comma_are_1200():
    assert typed("calcium_supplement_mg_per_day", "1,200 mg") == 1200


@pytest.mark.parametrize(
    ("key", "text", "number"),
    [
        ("glucocorticoid_months", "24 months", 24),
        ("glucocorticoid_months", "24", 24),
        ("glucocorticoid_dose_mg_per_day", "7,5 mg", 7.5),
        ("glucocorticoid_dose_mg_per_day", "5 mg/day", 5),
        ("glucocorticoid_dose_mg_per_day", "5 mg a day", 5),
        ("walking_minutes_per_day", "30 min", 30),
        ("frax_major_percent", "12%", 12),
        ("drinks_per_week.wine", "3 per week", 3),
        ("age_years", "62 years old", 62),
        ("age_years", "62 yrs", 62),
        ("frax_hip_percent", "2.9 percent", 2.9),
        ("frax_major_percent", "12 per cent", 12),
        ("glucocorticoid_dose_mg_per_day", "7.5 mg daily", 7.5),
        ("glucocorticoid_dose_mg_per_day", "7.5 mg every day", 7.5),
        ("glucocorticoid_months", "6 years", 72),
        ("glucocorticoid_months", "4 months", 4),
        ("walking_minutes_per_day", "1 1/2 hours", 90),
        ("vitamin_d_supplement_iu_per_day", "1000 IU daily", 1000),
        ("vitamin_d_supplement_iu_per_day", "25 mcg a day", 1000),
        ("calcium_supplement_mg_per_day", "1,200 mg", 1200),
        ("protein_portions_per_day", "2 1/2", 2.5),
        ("protein_portions_per_day", "2\u00bd", 2.5),
        ("protein_portions_per_day", "\u00be a day", 0.75),
        ("cola_per_week", "\u00bd", 0.5),
        ("glucocorticoid_months", "1 1/2 years", 18),
    ],
)
def test_a_number_may_carry_the_unit_we_asked_for(key, text, number):
    assert typed(key, text) == number


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("glucocorticoid_months", "2 weeks"),
        ("cola_per_week", "2 a day"),
        ("protein_portions_per_day", "14 a week"),
        ("calcium_supplement_mg_per_day", "3500 mg weekly"),
        ("glucocorticoid_dose_mg_per_day", "5 g"),
        ("age_years", "61 months"),
        ("calcium_supplement_mg_per_day", "1 g"),
        ("total_hip.t_score", "-1.8 g/cm2"),
        ("drinks_per_week.wine", "3 bottles"),
        ("vitamin_d_supplement_iu_per_day", "1 tablet"),
        ("weight_kg", "65 or so"),
    ],
)
def test_another_unit_than_asked_for_is_never_ignored(key, text):
    """Steroids for "2 years" read as 2 months would hide a warning."""
    error = refused(key, text)
    assert f"We do not know the unit in “{text}”" in error.said
    assert advice_of(question_of(key)) in error.said


# ------------------------------------------------------------------ what may mean two things is asked


@pytest.mark.parametrize("text", ["-2/5", "-2 1/2", "+1/2", "-\u00bd", "-2\u00bd"])
def test_a_score_is_never_read_from_a_fraction(text):
    """ "/" stands beside "." on the keyboard: -2/5 read as -0.4 would turn the osteoporosis range into a normal one."""
    for score in ("t_score", "z_score"):
        assert refused(f"femoral_neck.{score}", text).corrections == ()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        *(("femoral_neck.bmd_g_cm2", text) for text in ("6/8", "1/2", "0 3/4")),
        *(("frax_major_percent", text) for text in ("8/2", "1/2", "12 1/2")),
        *(("glucocorticoid_months", text) for text in ("2/3", "5/6", "1 5/2", "0/8")),
        *(("glucocorticoid_dose_mg_per_day", text) for text in ("5/6", "7/5")),
        ("drinks_per_week.wine", "2/3"),
        ("age_years", "8/2"),
    ],
)
def test_two_numbers_with_a_stroke_are_no_number(key, text):
    refused(key, text)


def test_a_half_alone_is_offered_and_not_taken():
    """Somebody may mean one to two."""
    assert refused("cola_per_week", "1/2").corrections == ("0.5",)
    assert refused("glucocorticoid_months", "1/2 year").corrections == ("0.5 year",)
    assert typed("glucocorticoid_months", "0.5 year") == 6


def test_a_small_dose_with_a_comma_is_no_thousand():
    assert typed("glucocorticoid_dose_mg_per_day", "0,125 mg") == 0.125
    assert typed("glucocorticoid_dose_mg_per_day", "0.250 mg") == 0.25
    assert typed("vitamin_d_supplement_iu_per_day", "50,000") == 50000


@pytest.mark.parametrize("text", ["1.200.000", "1.200,5", "1,200,5"])
def test_a_number_of_no_country_is_refused(text):
    assert refused("calcium_supplement_mg_per_day", text).corrections == ()


@pytest.mark.parametrize(
    ("key", "text", "corrections"),
    [
        ("calcium_supplement_mg_per_day", "1.200 mg", ("1200 mg", "1.2 mg")),
        ("calcium_supplement_mg_per_day", "1.000", ("1000", "1")),
        ("vitamin_d_supplement_iu_per_day", "1.000 IU", ("1000 IU", "1 IU")),
        ("vitamin_d_supplement_iu_per_day", "20.000 IU a day", ("20000 IU a day", "20 IU a day")),
        ("glucocorticoid_dose_mg_per_day", "7.500 mg", ("7500 mg", "7.5 mg")),
        ("calcium_supplement_mg_per_day", "+1.200 mg", ("1200 mg", "1.2 mg")),
    ],
)
def test_a_point_before_three_digits_may_part_thousands_and_is_asked_about(key, text, corrections):
    """ "1.000 IU" read as 1 IU would hide an overdose, and "1.200 mg" read as 1200 would invent one."""
    error = refused(key, text)
    assert error.corrections == corrections
    assert text in error.said


@pytest.mark.parametrize("key", ["calcium_supplement_mg_per_day", "vitamin_d_supplement_iu_per_day"])
@pytest.mark.parametrize(("text", "number"), [("1.25", 1.25), ("1.2500", 1.25), ("0.5", 0.5), ("1,000", 1000)])
def test_other_points_and_commas_are_plain(key, text, number):
    assert typed(key, text) == number


def test_a_weight_or_a_score_with_three_decimals_is_no_thousand():
    assert typed("weight_kg", "65.200") == 65.2
    assert typed("total_hip.bmd_g_cm2", "0.823") == 0.823


@pytest.mark.parametrize("text", ["5 ft 4 1/2 in", "5 ft 4\u00bd in", "5'4\u00bd\"", "5 4 1/2", "5 ft. 4.5 in."])
def test_half_inches_are_read_however_they_are_typed(text):
    assert typed("height_cm", text) == pytest.approx(64.5 * 2.54)


@pytest.mark.parametrize("units", [METRIC, US])
@pytest.mark.parametrize(("text", "inches"), [("5 4", 64), ("5 11", 71), ("4 9", 57), ("6 0", 72)])
def test_feet_and_inches_may_be_parted_by_a_blank(text, inches, units):
    assert typed("height_cm", text, units) == pytest.approx(inches * 2.54)


@pytest.mark.parametrize("text", ["5 12", "5 99", "2 4"])
def test_what_is_no_feet_and_inches_is_refused(text):
    refused("height_cm", text, US)


def test_half_a_foot_is_offered_in_inches():
    assert refused("height_cm", "5 1/2", METRIC).corrections == ("5 ft 6 in",)


def test_centimetres_typed_where_feet_are_asked_are_asked_about():
    assert refused("height_cm", "164", US).corrections == ("164 cm",)


@pytest.mark.parametrize(
    ("text", "corrections"),
    [("54", ("5 ft 4 in", "54 in")), ("59", ("5 ft 9 in", "59 in")), ("54.0", ("5 ft 4 in", "54 in"))],
)
def test_two_digits_that_may_be_feet_and_inches_are_asked_about(text, corrections):
    assert refused("height_cm", text, US).corrections == corrections
    assert typed("height_cm", corrections[0], US) != typed("height_cm", corrections[1], US)


@pytest.mark.parametrize("text", ["60", "64", "49"])
def test_other_bare_inches_are_taken_as_typed(text):
    assert typed("height_cm", text, US) == pytest.approx(float(text) * 2.54)


# ------------------------------------------------------------------ numbers from a file, and shown numbers


@pytest.mark.parametrize(
    ("key", "value", "given"),
    [
        ("total_hip.t_score", 18.0, "18 SD"),
        ("total_hip.bmd_g_cm2", 823, "823 g/cm2"),
        ("age_years", 150, "150 years"),
        ("height_cm", 1.7, "1.7 cm"),
        ("total_hip.t_score", float("nan"), "nan SD"),
        ("total_hip.t_score", float("inf"), "inf SD"),
    ],
)
def test_a_stored_number_that_no_one_has_is_refused(key, value, given):
    with pytest.raises(ImplausibleValue) as caught:
        check_stored(question_of(key), value)
    assert f"You typed {given}." in refusal(caught.value, key)


NUMBERS = [question for question in questions().values() if question.kind in {"number", "whole_number"}]


@pytest.mark.parametrize("question", NUMBERS, ids=lambda question: question.key)
@pytest.mark.parametrize("units", UnitSystem)
def test_what_a_field_shows_can_be_typed_back(question, units):
    """Within what the shown decimals leave out."""
    for share in (0.05, 0.31, 0.5, 0.77):
        stored = question.lowest + share * (question.highest - question.lowest)
        stored = float(round(stored)) if question.kind == "whole_number" else stored
        text = shown_number(question, stored, units)
        if question.signed and stored > 0:
            assert text.startswith("+")
        again = read_typed(question, text, units)
        half_step = {"height": 0.25 * 2.54, "weight": 0.05, "vitamin_d_level": 0.05, "vitamin_d_dose": 0.5}
        assert again == pytest.approx(stored, abs=half_step.get(question.quantity, 0.0005) + 1e-9)


@pytest.mark.parametrize(
    ("key", "stored", "units", "shown"),
    [
        ("height_cm", FIVE_FOOT_FOUR, US, "5 ft 4 in"),
        ("height_cm", FIVE_FOOT_FOUR, METRIC, "162.6 cm"),
        ("height_cm", 71.9 * 2.54, US, "6 ft 0 in"),
        ("weight_kg", 65.0, US, "143.3 lb"),
        ("vitamin_d_level_ng_ml", 20.0, METRIC, "49.9 nmol/l"),
        ("femoral_neck.t_score", 0.4, METRIC, "+0.4"),
        ("femoral_neck.t_score", -1.8, US, "-1.8"),
        ("femoral_neck.bmd_g_cm2", 0.823, US, "0.823"),
    ],
)
def test_a_stored_number_is_shown_in_the_persons_units(key, stored, units, shown):
    assert shown_number(question_of(key), stored, units) == shown


@pytest.mark.parametrize("key", ["nonsense", "femoral_neck_left.nonsense", "ankle.t_score", "drinks_per_week.absinthe"])
def test_a_question_that_is_not_asked_is_not_found(key):
    with pytest.raises(KeyError):
        question_of(key)


# ------------------------------------------------------------------ who is asked what


@pytest.mark.parametrize(
    ("key", "answers", "asked"),
    [
        ("menopausal_status", {"sex": "female", "age_years": 64}, True),
        ("menopausal_status", {"sex": "female", "age_years": 65}, False),
        ("menopausal_status", {"sex": "female"}, True),  # the open age hides nothing
        ("menopausal_status", {"sex": "female", "age_years": "sixty"}, True),
        ("menopausal_status", {"sex": "male", "age_years": 50}, False),
        ("fracture_since_50", {"age_years": 49}, False),
        ("fracture_since_50", {"age_years": 50}, True),
        ("fracture_since_50", {}, True),
        ("fracture_at_40_to_49", {"age_years": 39}, False),
        ("fracture_at_40_to_49", {"age_years": 40}, True),
        ("fracture_sites", {"fracture_since_50": "yes"}, True),
        ("fracture_sites", {"fracture_since_50": "not_known"}, False),
        ("glucocorticoid_months", {"glucocorticoids": "past"}, True),
        ("glucocorticoid_months", {"glucocorticoids": "never"}, False),
        ("scan_regions", {"has_scan": "yes"}, True),
        ("scan_regions", {"has_scan": "no"}, False),
        ("hormone_therapy", {"sex": "male"}, True),
        ("periods_stopped_because", {"sex": "female", "age_years": 44, "menopausal_status": "postmenopausal"}, True),
        ("periods_stopped_because", {"sex": "female", "age_years": 45, "menopausal_status": "postmenopausal"}, False),
        ("periods_stopped_because", {"sex": "female", "age_years": 44, "menopausal_status": "premenopausal"}, False),
        ("pregnancy", {"sex": "female", "age_years": 54}, True),
        ("pregnancy", {"sex": "female", "age_years": 55}, False),
        ("pregnancy", {"sex": "male", "age_years": 30}, False),
        ("last_fracture", {"fracture_before_40": "yes"}, True),
        ("last_fracture", {"age_years": 60, "fracture_since_50": "yes"}, True),
        ("last_fracture", {"age_years": 45, "fracture_since_50": "yes"}, False),
        ("last_fracture", {"fracture_before_40": "not_known"}, False),
        ("denosumab_last_dose", {"bone_medicine": "denosumab"}, True),
        ("denosumab_last_dose", {"bone_medicine": "none", "bone_medicine_before": ["zoledronate", "denosumab"]}, True),
        ("denosumab_last_dose", {"bone_medicine": "none", "bone_medicine_before": ["zoledronate"]}, False),
        ("bone_medicine_signs", {"bone_medicine": "raloxifene", "bone_medicine_before": ["none"]}, False),
        ("fracture_before_40", {"age_years": 39}, True),
        ("fracture_before_40", {"age_years": 70}, True),  # QFracture counts breaks at any adult age
        ("fracture_sites_at_40_to_49", {"fracture_at_40_to_49": "yes"}, True),
        ("fracture_sites_at_40_to_49", {"fracture_at_40_to_49": "yes", "age_years": 39}, False),
        ("fracture_count_at_40_to_49", {"fracture_at_40_to_49": "no"}, False),
        ("mother_broke_hip_after_50", {"parent_hip_fracture": "both"}, True),
        ("mother_broke_hip_after_50", {"parent_hip_fracture": "father"}, False),
        ("oestrogen_six_months", {"sex": "female", "has_scan": "not_known"}, True),
        ("oestrogen_six_months", {"sex": "female", "has_scan": "yes"}, False),
        ("oestrogen_six_months", {"sex": "male", "has_scan": "no"}, False),
        ("t_score_reference", {"sex": "male", "has_scan": "yes"}, True),
        ("t_score_reference", {"sex": "female", "has_scan": "yes"}, False),
        ("frax_with_bmd", {"frax_major_percent": 12.0}, True),
        ("frax_with_bmd", {"frax_major_percent": "a lot"}, True),
        ("frax_with_bmd", {}, True),  # asked with the other two, and only "if you have a FRAX result"
    ],
)
def test_only_those_are_asked_whom_a_question_is_about(key, answers, asked):
    assert questions()[key].applies(answers) is asked


# ------------------------------------------------------------------ density of a CT


@pytest.mark.parametrize("text", ["86", "86 mg/cm3", "86 mg/cm\u00b3", "86 mg/cm^3", "86 mg/cc"])
def test_the_density_of_a_ct_is_read_with_or_without_its_unit(text):
    assert typed("ct_density_mg_cm3", text) == 86


@pytest.mark.parametrize("text", ["62 years", "0.086 g/cm2", "86 mg"])
def test_another_unit_than_that_of_a_ct_is_refused(text):
    said = refused("ct_density_mg_cm3", text).said
    assert f"We do not know the unit in “{text}”." in said
    assert "Type the number in mg/cm3" in said


@pytest.mark.parametrize("key", [key for key, asked in questions().items() if asked.unit])
def test_a_unit_that_nobody_uses_is_refused_in_every_field_and_never_breaks_it(key):
    site = f"femoral_neck.{key}" if questions()[key].part == "scan_site" else key
    with pytest.raises(ImplausibleValue):
        typed(f"{site}.{questions()[key].item_keys[0]}" if questions()[key].item_keys else site, "20 parsecs")
