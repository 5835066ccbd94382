"""A FRAX result that a person brings along: shown as typed, and beside the limits of the country it was made for.

Limits: fracture_models.md, section 7.1 (US: 20 % major or 3 % hip with osteopenia; UK: NOGG 2024).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck import Concern, Finding, NotAssessed
from bonecheck.answers.questions import NOT_KNOWN
from bonecheck.risk.chance import Range
from bonecheck.words.outcomes import words
from tests.risk.models.people import MANY, adults, person, refused, reported, risk, scan


def frax(major=None, hip=None, country="us", with_bmd="yes"):
    """The answers about a FRAX result; None is left out."""
    given = {
        "frax_major_percent": major,
        "frax_hip_percent": hip,
        "frax_country": country,
        "frax_with_bmd": with_bmd,
    }
    return {key: value for key, value in given.items() if value is not None}


def beside_the_limits(answers):
    """What is said about the limits: the key and concern of a finding, or the reason and question of none."""
    [found] = [outcome for outcome in reported(answers).outcomes if outcome.key.startswith("frax")]
    return (found.key, found.concern) if isinstance(found, Finding) else (found.reason, found.question)


BELOW, ABOVE = ("frax_us_below", Concern.NONE_FOUND), ("frax_us_above", Concern.SEE_A_CLINICIAN)
UK = {
    "low": ("frax_uk_low", Concern.NONE_FOUND),
    "between": ("frax_uk_between", Concern.WORTH_DISCUSSING),
    "high": ("frax_uk_high", Concern.SEE_A_CLINICIAN),
    "below": ("frax_uk_below", Concern.NONE_FOUND),
    "above": ("frax_uk_above", Concern.SEE_A_CLINICIAN),
}
OSTEOPENIC = person(age=67, neck=-1.8)


# ------------------------------------------------------------------ US


@pytest.mark.parametrize(
    ("major", "hip", "expected"),
    [
        (19.9, 2.9, BELOW),
        (20, 2.9, ABOVE),
        (20.1, 2.9, ABOVE),
        (19.9, 3, ABOVE),
        (19.9, 3.1, ABOVE),
        (0, 0, BELOW),
        (45, 15, ABOVE),
    ],
)
def test_somebody_with_osteopenia_reaches_a_us_limit_at_20_percent_major_or_3_percent_hip(major, hip, expected):
    assert beside_the_limits(OSTEOPENIC | frax(major, hip)) == expected


@pytest.mark.parametrize(
    ("t_score", "is_osteopenia"), [(-0.9, False), (-1.0, False), (-1.1, True), (-2.4, True), (-2.5, False)]
)
def test_the_us_limits_are_for_osteopenia_only(t_score, is_osteopenia):
    found = beside_the_limits(person(age=67, neck=t_score) | frax(25, 5))
    assert found == (ABOVE if is_osteopenia else ("frax_us_for_osteopenia", None))


@pytest.mark.parametrize(
    "somebody",
    [
        person(age=67),
        person(age=52, neck=-1.8, menopausal_status="premenopausal"),
        person(age=67, neck=-1.3, scanner_make="hologic", **{"femoral_neck.bmd_g_cm2": 0.5}),  # that is -3.0
        person(age=67) | scan(femoral_neck=-1.8, total_hip=-2.6),  # the lowest site decides
    ],
    ids=["no scan", "before menopause", "scores contradict each other", "osteoporosis elsewhere"],
)
def test_without_a_t_score_in_the_osteopenia_range_the_us_limits_say_nothing(somebody):
    assert beside_the_limits(somebody | frax(25, 5)) == ("frax_us_for_osteopenia", None)


@pytest.mark.parametrize(
    ("major", "hip", "expected"),
    [
        (19.9, None, ("frax_one_number", "frax_hip_percent")),
        (20, None, ABOVE),
        (None, 2.9, ("frax_one_number", "frax_major_percent")),
        (None, 3, ABOVE),
    ],
)
def test_one_us_number_alone_may_reach_a_limit_but_never_reassure(major, hip, expected):
    assert beside_the_limits(OSTEOPENIC | frax(major, hip)) == expected


# ------------------------------------------------------------------ UK

AT_67 = person(age=67)  # NOGG row 65-69: major 8.6 / 16.5 / 19.8, hip 1.4 / 3.5 / 4.2


@pytest.mark.parametrize(
    ("major", "hip", "verdict"),
    [
        (8.5, 1.3, "low"),
        (8.6, 1.3, "between"),
        (8.7, 1.3, "between"),
        (8.5, 1.4, "between"),
        (8.5, 1.5, "between"),
        (16.5, 3.5, "between"),  # the limit for treatment does not count without bone density
        (19.7, 1.3, "between"),
        (19.8, 1.3, "high"),
        (19.9, 1.3, "high"),
        (8.5, 4.1, "between"),
        (8.5, 4.2, "high"),
        (8.5, 4.3, "high"),
    ],
)
def test_without_bone_density_a_uk_result_stands_among_the_lower_and_upper_limit(major, hip, verdict):
    assert beside_the_limits(AT_67 | frax(major, hip, "uk", "no")) == UK[verdict]


@pytest.mark.parametrize(
    ("major", "hip", "verdict"),
    [
        (16.4, 3.4, "below"),
        (16.5, 3.4, "above"),
        (16.6, 3.4, "above"),
        (16.4, 3.5, "above"),
        (16.4, 3.6, "above"),
        (8.6, 1.4, "below"),  # the lower limit does not count with bone density
    ],
)
def test_with_bone_density_a_uk_result_stands_beside_one_limit(major, hip, verdict):
    assert beside_the_limits(AT_67 | frax(major, hip, "uk", "yes")) == UK[verdict]


@pytest.mark.parametrize(("age", "verdict"), [(64, "above"), (65, "below"), (69, "below"), (70, "below")])
def test_the_same_uk_result_is_read_by_age(age, verdict):
    """12.2 % is the limit from 60 to 64, 16.5 % from 65 on, 20.3 % from 70 on."""
    assert beside_the_limits(person(age=age) | frax(12.2, 1, "uk")) == UK[verdict]


@pytest.mark.parametrize("sex", ["female", "male", NOT_KNOWN])
def test_uk_limits_are_the_same_for_both_sexes_and_need_no_scan(sex):
    assert beside_the_limits(person(age=67, sex=sex) | frax(16.5, 3.4, "uk")) == UK["above"]


def test_uk_limits_start_at_50_and_need_the_age():
    assert beside_the_limits(person(age=50) | frax(7.3, 0.5, "uk")) == UK["above"]  # row 50-54: 7.3
    assert beside_the_limits(person(age=49) | frax(7.3, 0.5, "uk")) == ("frax_uk_from_50", None)
    without_age = {key: value for key, value in AT_67.items() if key != "age_years"}
    assert beside_the_limits(without_age | frax(7.3, 0.5, "uk")) == ("age_needed", "age_years")


@pytest.mark.parametrize("with_bmd", [None, NOT_KNOWN])
def test_a_uk_result_waits_until_we_know_whether_bone_density_was_entered(with_bmd):
    for major, hip in ((1, 0.1), (50, 20)):
        assert beside_the_limits(AT_67 | frax(major, hip, "uk", with_bmd)) == ("frax_with_bmd_open", "frax_with_bmd")


@pytest.mark.parametrize("with_bmd", [None, NOT_KNOWN, "no"])
def test_a_us_result_does_not_wait_for_it(with_bmd):
    assert beside_the_limits(OSTEOPENIC | frax(20, 2, "us", with_bmd)) == ABOVE


@pytest.mark.parametrize(
    ("major", "hip", "with_bmd", "expected"),
    [
        (16.4, None, "yes", ("frax_one_number", "frax_hip_percent")),
        (16.5, None, "yes", UK["above"]),
        (None, 3.4, "yes", ("frax_one_number", "frax_major_percent")),
        (None, 3.5, "yes", UK["above"]),
        (8.5, None, "no", ("frax_one_number", "frax_hip_percent")),
        (8.6, None, "no", UK["between"]),
        (None, 4.2, "no", UK["high"]),
    ],
)
def test_one_uk_number_alone_may_reach_a_limit_but_never_reassure(major, hip, with_bmd, expected):
    assert beside_the_limits(AT_67 | frax(major, hip, "uk", with_bmd)) == expected


# ------------------------------------------------------------------ other countries, other people


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("other", ("frax_other_country", None)),
        (None, ("frax_country_open", "frax_country")),
        (NOT_KNOWN, ("frax_country_open", "frax_country")),
    ],
)
def test_a_result_for_another_country_is_shown_beside_no_limits(country, expected):
    answers = OSTEOPENIC | frax(25, 5, country)
    assert beside_the_limits(answers) == expected
    assert len(risk(answers, "own_frax").chances) == 2


def test_without_a_result_nothing_is_said_of_limits():
    assert refused(OSTEOPENIC, "own_frax") == ("frax_not_given", "frax_major_percent")
    assert refused(OSTEOPENIC | frax(), "own_frax") == ("frax_not_given", "frax_major_percent")
    assert not [outcome for outcome in reported(OSTEOPENIC | frax()).outcomes if outcome.key.startswith("frax")]


@pytest.mark.parametrize("country", ["us", "uk"])
def test_on_a_bone_medicine_a_result_is_neither_shown_nor_judged(country):
    answers = OSTEOPENIC | frax(25, 5, country) | {"bone_medicine": "denosumab"}
    assert refused(answers, "own_frax") == ("model_on_bone_medicine", None)
    assert not [outcome for outcome in reported(answers).outcomes if outcome.key.startswith("frax")]


def test_the_limits_that_are_named_are_those_of_the_table():
    """Section 7.1."""
    us = words(finding_of(OSTEOPENIC | frax(20, 2)))
    assert "20 %" in us.plain
    assert "3 %" in us.plain
    without, with_bmd = (words(finding_of(AT_67 | frax(10, 2, "uk", said))) for said in ("no", "yes"))
    assert all(limit in without.plain for limit in ("8.6", "19.8", "1.4", "4.2"))
    assert all(limit in with_bmd.plain for limit in ("16.5", "3.5"))


def finding_of(answers):
    [found] = [outcome for outcome in reported(answers).findings if outcome.key.startswith("frax")]
    return found


# ------------------------------------------------------------------ the numbers themselves

tenths_of_percent = st.integers(0, 1000).map(lambda tenths: tenths / 10)


@given(
    adults(),
    st.tuples(tenths_of_percent, tenths_of_percent).map(sorted),
    st.sampled_from(["us", "uk", "other", NOT_KNOWN]),
    st.sampled_from(["yes", "no", NOT_KNOWN]),
)
@MANY
def test_the_numbers_never_change_whoever_brings_them(answers, percents, country, with_bmd):
    hip, major = percents
    found = risk(answers | frax(major, hip, country, with_bmd), "own_frax")
    assert [(one.kind, one.years, one.you) for one in found.chances] == [
        ("major", 10, Range(major, major)),
        ("hip", 10, Range(hip, hip)),
    ]
    for one in found.chances:
        assert (one.comparison, one.drivers, one.working, one.raised_to_hip) == (None, (), None, False)
    assert found.comparison is None
    assert "remark_frax_country" in {remark.key for remark in found.remarks}


def test_one_number_alone_is_shown_alone():
    assert [one.kind for one in risk(OSTEOPENIC | frax(12), "own_frax").chances] == ["major"]
    assert [one.kind for one in risk(OSTEOPENIC | frax(hip=2), "own_frax").chances] == ["hip"]


@given(adults(), tenths_of_percent, st.sampled_from(["us", "uk"]), st.sampled_from(["yes", "no"]))
@MANY
def test_every_result_is_either_judged_or_named_as_not_judged(answers, major, country, with_bmd):
    found = [
        outcome
        for outcome in reported(answers | frax(major, 0, country, with_bmd)).outcomes
        if outcome.key.startswith("frax")
    ]
    assert len(found) == 1
    assert isinstance(found[0], (Finding, NotAssessed))
    assert words(found[0]).plain
