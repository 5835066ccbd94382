"""What a person reads: no minus sign gets lost, and the picture is said in words."""

from datetime import date

import pytest

from bonecheck import Concern, Finding
from bonecheck.answers.dxa_report import ScanMethod, ScannerMake, Vertebra
from bonecheck.answers.person import Answer, MenopausalStatus, Person
from bonecheck.answers.risk_factors import Checklist, RiskFactors
from bonecheck.evidence.library import threshold
from bonecheck.words.language import message, shown, signed
from bonecheck.words.outcomes import named, words
from bonecheck.words.scan import site_table, spectrum_sentence
from tests.people import at, man, report, scanned, spine, woman

YOUNG_WOMAN = woman(35, MenopausalStatus.PREMENOPAUSAL)
MINUS = "\u2212"  # a hyphen may be torn off at the end of a line; a minus sign may not


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-2.5, f"{MINUS}2.5"),
        (-1.0, f"{MINUS}1.0"),
        (0.0, "0.0"),
        (0.4, "0.4"),
        (3.8, "3.8"),
        (-3, f"{MINUS}3"),
        (50, "50"),
    ],
)
def test_a_score_keeps_its_minus_sign_and_its_decimal(value, text):
    assert shown(value) == text


@pytest.mark.parametrize(("score", "text"), [(-1.8, f"{MINUS}1.8"), (0.4, "+0.4"), (0.0, "0.0"), (-0.0, "0.0")])
def test_a_score_on_the_line_always_has_its_sign(score, text):
    assert signed(score) == text


@pytest.mark.parametrize("t", [-1.0, -1.8, -2.5])
def test_the_headline_says_the_t_score_with_its_sign(t):
    said = words(report(scanned(woman(), at("total_hip", t))).headline)
    assert f"{MINUS}{abs(t)}" in said.title
    assert f"{MINUS}{abs(t)}" in said.clinical
    assert "whole hip" in said.plain


def test_an_estimated_headline_says_that_it_is_an_estimate():
    printed = report(scanned(woman(), at("femoral_neck", t=-2.1)))
    estimated = report(scanned(woman(), at("femoral_neck", bmd=0.606), scanner_make=ScannerMake.HOLOGIC))
    assert "We estimate" in words(estimated.headline).title
    assert "worked one out" in words(estimated.headline).plain
    assert "estimated" in words(estimated.headline).clinical
    said = words(printed.headline)
    assert "estimate" not in said.title + said.plain + said.clinical
    assert "worked one out" not in said.plain


def test_a_headline_at_its_longest_is_said_in_whole_sentences():
    """An old scan, a site that could not be read, a broken hip."""
    risks = RiskFactors(fracture_since_50=Answer.YES, fracture_sites=Checklist(ticked=("hip",), others=Answer.NO))
    sites = at("total_hip_left", -1.8), at("femoral_neck_left", z=-0.4)
    scan = {"scan_date": date(1998, 3, 1), "scan_method": ScanMethod.DXA}
    headline = report(scanned(woman(80), *sites, risks=risks, **scan)).headline
    said = words(headline)
    assert headline.values == {
        "score": -1.8,
        "score_name": "t_score",
        "sites": ("total_hip_left",),
        "fracture": "major",
        "bones": ("hip",),
        "not_read": ("femoral_neck_left",),
        "year": 1998,
    }
    assert said.title.startswith("Your broken bone says more than the score. The T-score that counts is")
    assert said.title.endswith("is in the osteopenia range.")
    assert said.plain.startswith(
        "It was measured at your whole left hip in 1998. Not every site on your scan could be read. "
        "You told us about a broken hip."
    )
    assert (
        said.clinical == f"Deciding T-score {MINUS}1.8 (whole left hip) in 1998: WHO class low bone mass (osteopenia)."
    )


def test_an_estimate_says_how_far_it_may_be_off_as_the_rule_has_it():
    estimated = report(scanned(woman(), at("femoral_neck", bmd=0.606), scanner_make=ScannerMake.HOLOGIC)).headline
    assert f"may be off by {threshold('estimate_margin').value}." in words(estimated).plain


def test_a_list_of_keys_without_a_kind_of_name_is_refused():
    with pytest.raises(TypeError, match="colours"):
        named({"colours": ("red", "blue")})


def test_what_is_open_says_why():
    said = words(report(scanned(Person(), at("total_hip", -1.4))).headline)
    assert said.title
    assert "sex" in said.plain


def test_braces_that_a_person_typed_do_no_harm():
    assert "{given} {0}" in message("not_an_option", given="{given} {0}")


# ------------------------------------------------------------------ the picture in words


def in_words(check):
    assessed = report(check)
    return spectrum_sentence(assessed, assessed.spectrum)


def test_every_site_of_the_picture_is_said_with_its_score_and_the_one_that_counts():
    text = in_words(scanned(woman(), at("lumbar_spine", t=-0.4), at("femoral_neck_left", t=-2.6)))
    assert f"lower spine {MINUS}0.4 (normal)" in text
    assert f"left hip (femoral neck) {MINUS}2.6 (osteoporosis), the one that counts" in text
    assert text.count("the one that counts") == 1


def test_the_picture_of_a_young_woman_speaks_of_people_of_her_age():
    text = in_words(scanned(YOUNG_WOMAN, at("total_hip", t=-2.6, z=-1.2)))
    assert f"Z-scores are: whole hip {MINUS}1.2 (within the expected range for age)" in text
    assert f"T {MINUS}2.6: not used before menopause" in text
    assert "People of your age and sex" in text


def test_a_single_vertebra_is_said_not_to_count():
    text = in_words(scanned(woman(), spine((Vertebra.L1,), -3.0), at("total_hip", -1.2)))
    assert f"lower spine {MINUS}3.0, not counted" in text


def test_peers_are_said_with_their_spread():
    """White women of 65 at the neck: mean (0.681 - 0.858) / 0.120 = -1.475, SD 0.119 / 0.120 = 0.99."""
    text = in_words(scanned(woman(65), at("femoral_neck", -1.0)))
    assert f"US women aged 65 (reference group: White) have {MINUS}1.5 at the hip (femoral neck)" in text
    assert f"between {MINUS}2.5 and {MINUS}0.5" in text


def test_the_table_has_the_facts_of_the_picture_for_every_site():
    check = scanned(
        woman(65),
        at("lumbar_spine", t=-1.4, z=0.2),
        at("femoral_neck_left", t=-2.1, bmd=0.606),
        at("one_third_radius", t=-2.9),
        scanner_make=ScannerMake.HOLOGIC,
    )
    rows = site_table(report(check))
    assert [row["site"] for row in rows] == ["Lower spine (L1-L4)", "Left hip (femoral neck)", "Forearm"]
    assert [row["t_score"] for row in rows] == [f"{MINUS}1.4", f"{MINUS}2.1", f"{MINUS}2.9"]
    assert [row["range"] for row in rows] == ["osteopenia", "osteopenia", ""]  # the forearm is not sorted beside a hip
    assert [row["counts"] for row in rows] == ["yes", "decides", "shown beside the others"]
    assert [row["bmd"] for row in rows] == ["", "0.606", ""]
    assert rows[0]["z_score"] == "+0.2"
    assert rows[1]["z_score"] == f"{MINUS}0.6 (estimated)"  # (0.606 - 0.681) / 0.119 = -0.63
    assert [row["noise"] for row in rows] == ["±0.4", "±0.5", "not known"]  # 0.039 / 0.110, 0.055 / 0.120


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ("L1 L2 L3 L4", "Lower spine (L1-L4)"),
        ("L1 L2 L3", "Lower spine (L1-L3)"),
        ("L2 L3 L4", "Lower spine (L2-L4)"),
        ("L1 L3", "Lower spine (L1, L3)"),
        ("L1 L2", "Lower spine (L1, L2)"),
        ("L1 L2 L4", "Lower spine (L1, L2, L4)"),
        ("L4 L1 L2 L3", "Lower spine (L1-L4)"),
        ("L2", "Lower spine (L2)"),
        ("", "Lower spine"),
    ],
)
def test_vertebrae_are_named_as_a_report_names_them(levels, said):
    named = tuple(Vertebra(level) for level in levels.split()) or None
    [row] = site_table(report(scanned(woman(), spine(named, -1.2))))
    assert row["site"] == said


def test_the_table_of_a_young_man_has_no_t_score_class():
    [row] = site_table(report(scanned(man(40), at("total_hip", t=-2.6, z=-2.1))))
    assert row["range"] == "below the expected range for age"
    assert "osteoporosis" not in " ".join(row.values())


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (("scan_worth_asking", {"count": 2, "tools": 4}), "2 of 4 tools that doctors use before a scan point to one"),
        (("scan_worth_asking", {"count": 1, "tools": 4}), "1 of 4 tools that doctors use before a scan points to one"),
        (("scan_not_pointed_to", {"count": 4}), "We tried 4 tools that doctors use"),
        (("scan_not_pointed_to", {"count": 1}), "We tried 1 tool that doctors use"),
    ],
    ids=lambda part: "",
)
def test_one_tool_is_spoken_of_in_the_singular(found, said):
    key, values = found
    assert words(Finding(key=key, concern=Concern.NONE_FOUND, sources=(), values=values)).plain.startswith(said)
