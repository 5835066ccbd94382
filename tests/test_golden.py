"""Values that papers and reports print, against what the package says."""

import csv
from collections import Counter

import pytest

from bonecheck.answers.as_given import answers_from
from bonecheck.answers.dxa_report import ReportedScores, ScannerMake, SkeletalSite
from bonecheck.answers.person import MenopausalStatus, Sex
from bonecheck.scan.densitometry import (
    Bmd,
    BmdCategory,
    Population,
    TScore,
    age_matched_reference,
    one_decimal,
    standardised_bmd_g_cm2,
    young_adult_reference,
)
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import peers
from tests.people import (
    GOLDEN,
    SHARED_REFERENCE,
    at,
    built,
    deciding,
    finding,
    finding_keys,
    man,
    not_assessed,
    report,
    said,
    scanned,
    woman,
)

HOLOGIC, GE_LUNAR = ScannerMake.HOLOGIC, ScannerMake.GE_LUNAR
MAKES = {"Hologic": HOLOGIC, "GE Lunar": GE_LUNAR, "Norland": ScannerMake.NORLAND}


def rows(name, folder=GOLDEN):
    with (folder / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


EXAMPLES = rows("tscore_worked_examples.csv")


def make_of(row):
    return next(make for printed, make in MAKES.items() if row["device"].startswith(printed))


def region_of(row):
    return "lumbar_spine" if row["site"].startswith("lumbar_spine") else row["site"]


def printed_t(row):
    """The T-score of a row as the report prints it; a remark may stand behind it."""
    return float(row["t_printed"].split()[0])


def reference_of(row):
    site = next(site for site in SkeletalSite if row["site"].startswith(site))
    return young_adult_reference(site, Sex.FEMALE, make_of(row))


def whole_report(name, person, **scan):
    """A report of the worked examples as a whole check."""
    own = [row for row in EXAMPLES if row["report"] == name]
    sites = [at(region_of(row), t=printed_t(row), bmd=float(row["bmd_g_cm2"])) for row in own]
    return scanned(person, *sites, scanner_make=make_of(own[0]), **scan)


def row_name(row):
    return f"{row['report']}_{row['site']}"


# ------------------------------------------------------------------ worked T-scores


def test_all_seventeen_worked_sites_are_here():
    assert Counter(row["report"] for row in EXAMPLES) == {"A1": 5, "B2": 2, "B1": 5, "HL7": 5}
    assert all(row["source"] for row in EXAMPLES)


@pytest.mark.parametrize("name", ["tscore_worked_examples.csv", "sbmd_equations.csv", "data/bone_quality_korea.csv"])
def test_the_copy_is_the_reference_as_it_stands(name):
    """Where the reference folder is not beside the checkout the copy stands alone, and is tested below."""
    copy = rows(name.rpartition("/")[2])
    original = rows(name, SHARED_REFERENCE) if SHARED_REFERENCE.exists() else copy
    assert copy
    assert [{key: row[key] for key in original[0]} for row in copy] == original


@pytest.mark.parametrize("row", EXAMPLES, ids=row_name)
def test_a_bone_density_gives_the_worked_t_score(row):
    reference = reference_of(row)
    assert (reference.mean_g_cm2, reference.sd_g_cm2) == (float(row["ref_mean_tried"]), float(row["ref_sd_tried"]))
    computed = reference.t_score(Bmd(g_cm2=float(row["bmd_g_cm2"]), site=reference.site, make=reference.make)).sd
    assert computed == pytest.approx(float(row["t_computed"]), abs=0.0005)
    assert one_decimal(computed) == float(row["t_rounded"])


@pytest.mark.parametrize("row", EXAMPLES, ids=row_name)
def test_a_printed_t_score_fits_its_bone_density_as_explained(row):
    printed, computed = printed_t(row), float(row["t_rounded"])
    difference = round(abs(printed - computed), 1)
    check = scanned(woman(), at(region_of(row), t=printed, bmd=float(row["bmd_g_cm2"])), scanner_make=make_of(row))
    [said] = [outcome for outcome in report(check).findings if outcome.key.startswith("reference_")]
    match row["explanation"].partition(", differs by "):
        case "fits exactly", _, _:
            assert (difference, said.key) == (0.0, "reference_fits")
        case "within 0.2", _, _:
            assert 0 < difference <= 0.2
            assert said.key == "reference_fits"
        case "sign lost", _, _:
            assert printed == -computed
            assert said.key == "reference_sign_lost"
        case "another reference", _, by:
            assert (difference, said.key) == (float(by), "reference_differs")
            assert (said.values["printed"], said.values["computed"]) == (printed, computed)
        case other:
            pytest.fail(f"no such explanation: {other}")


def test_report_a1_has_its_lowest_score_at_the_spine_and_fits_the_tables_at_all_five_sites():
    a1 = report(whole_report("A1", woman(60)))
    assert a1.headline.key == "headline_t_osteoporosis"
    assert a1.headline.values["score"] == -3.0
    assert deciding(a1) == ["lumbar_spine"]
    assert len(finding(a1, "reference_fits").values["sites"]) == 5
    assert not finding_keys(a1) & {"reference_differs", "reference_sign_lost"}
    # The report itself says "low" at -2.1 and "moderately low" from -1.3 to -1.8; the WHO classes are these.
    assert {site.t_score: site.category for site in a1.sites} == {
        -3.0: BmdCategory.OSTEOPOROSIS,
        -1.3: BmdCategory.OSTEOPENIA,
        -1.6: BmdCategory.OSTEOPENIA,
        -2.1: BmdCategory.OSTEOPENIA,
        -1.8: BmdCategory.OSTEOPENIA,
    }


def test_report_b2_is_caught_with_its_lost_minus_sign():
    b2 = report(whole_report("B2", woman(60)))
    assert finding(b2, "reference_sign_lost").values["site"] == "total_hip_left"
    assert finding(b2, "reference_sign_lost").values["computed"] == -0.8
    assert finding(b2, "reference_fits").values["sites"] == ("lumbar_spine",)


def test_report_b2_typed_without_a_sign_is_stopped_and_told_which_sign_fits():
    check, problems = built(
        {
            "sex": "female",
            "age_years": 60,
            "has_scan": "yes",
            "scan_regions": ["total_hip_left"],
            "scanner_make": "hologic",
            "total_hip_left.t_score": "0.8",
            "total_hip_left.bmd_g_cm2": "0.841",
        }
    )
    [problem] = problems
    assert problem.stops
    assert problem.corrections == ("-0.8", "+0.8")
    assert "fits -0.8 better" in said(problem)
    assert check.dxa_report.measurements[0].t_score is None


@pytest.mark.parametrize(
    ("bmd", "site", "percent_printed"), [(0.841, SkeletalSite.TOTAL_HIP, 89), (1.090, SkeletalSite.LUMBAR_SPINE, 104)]
)
def test_the_percentages_that_report_b2_prints_are_of_our_young_adult_mean(bmd, site, percent_printed):
    assert round(100 * bmd / young_adult_reference(site, Sex.FEMALE, HOLOGIC).mean_g_cm2) == percent_printed


def test_report_b1_uses_other_reference_people_at_all_five_sites_and_its_own_scores_count():
    b1 = report(whole_report("B1", woman(60)))
    assert [outcome.key for outcome in b1.findings if outcome.key.startswith("reference_")] == ["reference_differs"] * 5
    assert b1.headline.values["score"] == -1.9  # printed; the tables would have said -1.6
    assert deciding(b1) == ["femoral_neck_right"]


def test_the_hl7_sample_of_a_woman_of_34_gets_no_t_score_class():
    young = woman(34, MenopausalStatus.PREMENOPAUSAL)
    hl7 = report(whole_report("HL7", young, reported_scores=ReportedScores.T_SCORE))
    assert hl7.score is Score.Z_SCORE
    assert not any(outcome.key.startswith("headline_t") for outcome in hl7.findings)
    assert {site.category for site in hl7.sites} == {None}
    assert "report_used_other_score" in finding_keys(hl7)


def test_the_hl7_sample_calls_minus_one_osteopenic_but_it_is_normal():
    """The same figures in a woman after menopause: -1.0 at both necks is normal, -1.4 at the hip decides."""
    hl7 = report(whole_report("HL7", woman(60)))
    by_region = {site.region: site.category for site in hl7.sites}
    assert by_region["femoral_neck_left"] is by_region["femoral_neck_right"] is BmdCategory.NORMAL
    assert deciding(hl7) == ["total_hip_right"]
    assert [outcome.values["site"] for outcome in hl7.findings if outcome.key == "reference_differs"] == [
        "total_hip_right"
    ]


# ------------------------------------------------------------------ people of the same age


@pytest.mark.parametrize(
    "row", rows("women_by_age.csv"), ids=lambda row: f"{row['site']}_{row['population']}_{row['age_as_printed']}"
)
def test_women_in_the_middle_of_their_decade_have_the_printed_mean(row):
    reference = age_matched_reference(
        SkeletalSite(row["site"]), Sex.FEMALE, HOLOGIC, Population(row["population"]), float(row["mid_age_years"])
    )
    assert reference.mean_g_cm2 == pytest.approx(float(row["mean_g_cm2"]), abs=1e-9)
    assert reference.sd_g_cm2 == pytest.approx(float(row["sd_g_cm2"]), abs=1e-9)


def test_the_age_tables_hold_every_printed_decade():
    assert Counter(row["site"] for row in rows("women_by_age.csv")) == {
        "femoral_neck": 21,
        "total_hip": 5,
        "lumbar_spine": 6,
    }


@pytest.mark.parametrize(("age", "average_t"), [(55, -1.01), (65, -1.5), (75, -2.0), (85, -2.4)])
def test_the_average_white_woman_has_this_t_score_at_the_femoral_neck(age, average_t):
    """Densitometry notes, section 3.1, last line."""
    printed_decimals = 2 if average_t == -1.01 else 1
    group = peers(SkeletalSite.FEMORAL_NECK, woman(age), age)
    assert round(group.mean, 3) == pytest.approx(average_t, abs=0.5 * 10**-printed_decimals)


def test_a_white_woman_of_55_with_a_standardised_hip_of_850_has_a_z_score_of_about_minus_0_19():
    """The page prints -0.18; (850 - 876) / 139 = -0.19. http://courses.washington.edu/bonephys/opbmdtz.html"""
    hologic_g_cm2 = (0.850 - 0.006) / 1.008
    bmd = Bmd(g_cm2=hologic_g_cm2, site=SkeletalSite.TOTAL_HIP, make=HOLOGIC)
    assert standardised_bmd_g_cm2(bmd) == pytest.approx(0.850)
    reference = age_matched_reference(SkeletalSite.TOTAL_HIP, Sex.FEMALE, HOLOGIC, Population.WHITE, 55)
    assert reference.z_score(bmd).sd == pytest.approx(-0.19, abs=0.01)


# ------------------------------------------------------------------ makers of scanners


@pytest.mark.parametrize(
    "row",
    [row for row in rows("sbmd_equations.csv") if row["site"] != "trochanter"],
    ids=lambda row: f"{row['site']}_{row['device']}",
)
@pytest.mark.parametrize("g_cm2", [0.6, 1.0])
def test_a_bone_density_is_standardised_as_printed(row, g_cm2):
    bmd = Bmd(g_cm2=g_cm2, site=SkeletalSite(row["site"]), make=MAKES[row["device"]])
    assert standardised_bmd_g_cm2(bmd) == pytest.approx(float(row["a"]) + float(row["b"]) * g_cm2, abs=1e-9)


@pytest.mark.parametrize(
    ("make", "slope", "centre"),
    [(HOLOGIC, 1.0550, 0.972), (GE_LUNAR, 0.9683, 1.100), (ScannerMake.NORLAND, 0.9743, 0.969)],
)
def test_a_spine_is_standardised_around_the_printed_centre(make, slope, centre):
    bmd = Bmd(g_cm2=0.9, site=SkeletalSite.LUMBAR_SPINE, make=make)
    assert standardised_bmd_g_cm2(bmd) == pytest.approx(slope * (0.9 - centre) + 1.0436, abs=1e-6)


def test_nine_of_the_twelve_standardising_equations_are_for_sites_that_count():
    assert Counter(row["site"] for row in rows("sbmd_equations.csv")) == {
        "femoral_neck": 3,
        "trochanter": 3,
        "total_hip": 3,
        "lumbar_spine": 3,
    }


@pytest.mark.parametrize("lunar_g_cm2", [0.9, 1.0, 1.1, 1.2])
def test_a_spine_reads_about_11_7_percent_lower_on_hologic_than_on_lunar(lunar_g_cm2):
    """Rough: the figure is an average, http://dx.doi.org/10.1007/s00198-009-1062-3. Both standardise to the same."""
    standard = standardised_bmd_g_cm2(Bmd(g_cm2=lunar_g_cm2, site=SkeletalSite.LUMBAR_SPINE, make=GE_LUNAR))
    hologic_g_cm2 = (standard - 1.0436) / 1.0550 + 0.972
    assert 100 * (1 - hologic_g_cm2 / lunar_g_cm2) == pytest.approx(11.7, abs=1.0)


@pytest.mark.parametrize("make", [GE_LUNAR, ScannerMake.NORLAND])
@pytest.mark.parametrize("site", [site for site in SkeletalSite if site is not SkeletalSite.ONE_THIRD_RADIUS])
def test_young_women_on_another_scanner_are_the_hologic_women_converted(site, make):
    """Same standardised mean and spread, to the third decimal that the table prints."""
    hologic, other = young_adult_reference(site, Sex.FEMALE, HOLOGIC), young_adult_reference(site, Sex.FEMALE, make)
    equations = {(row["site"], row["device"]): (float(row["a"]), float(row["b"])) for row in rows("sbmd_equations.csv")}
    names = {make: name for name, make in MAKES.items()}
    (a0, b0), (a1, b1) = equations[site, "Hologic"], equations[site, names[make]]
    assert other.mean_g_cm2 == pytest.approx((a0 + b0 * hologic.mean_g_cm2 - a1) / b1, abs=0.00051)
    assert other.sd_g_cm2 == pytest.approx(b0 * hologic.sd_g_cm2 / b1, abs=0.00051)


# ------------------------------------------------------------------ 969 real people, Kim and Kim 2022


def korean_check(row):
    """A row as a check. The neck density is left out: it is not the routine one (see the notes on the data)."""
    age, male = int(row["Age(years)"]), row["Sex(M=1, W=2)"] == "1"

    def number(column):
        return float(row[column]) if row[column] not in {"", "NA"} else None

    return scanned(
        man(age) if male else woman(age, None),
        at("lumbar_spine", t=number("Lumbar spine LS T-score"), bmd=number("L spine BMD(g/cm2)")),
        at("total_hip", t=number("Total hip T-score"), bmd=number("Total hip BMD(g/cm2)")),
        at("femoral_neck", t=number("Femur neck T-score")),
        scanner_make=HOLOGIC,
    )


@pytest.fixture(scope="module")
def koreans():
    """Every row as a check with its report."""
    checks = [korean_check(row) for row in rows("bone_quality_korea.csv")]
    return [(check, report(check)) for check in checks]


def lowest_printed(check):
    return min(site.t_score for site in check.dxa_report.measurements if site.t_score is not None)


def test_all_969_koreans_are_assessed(koreans):
    assert Counter(check.person.sex for check, _ in koreans) == {Sex.MALE: 452, Sex.FEMALE: 517}


YOUNG_WOMEN = {"lumbar_spine": (1.047, 0.110), "total_hip": (0.942, 0.122)}  # Hologic, mean and SD


def by_the_density(site):
    """The T-score that the bone density of a woman gives, worked out by hand."""
    mean, sd = YOUNG_WOMEN[site.region]
    return round((site.bmd_g_cm2 - mean) / sd + 1e-9, 1)


def withheld(check):
    """Whether no range may be named: a site in doubt may belong to a lower one, or stands beside an all-clear.

    Its T-score may be the printed one, with or without a lost minus sign, or that of the bone density with an error of 0.4.
    """
    lowest, doubtful = lowest_beyond_doubt(check), in_doubt(check)
    if not doubtful or (lowest is not None and lowest <= -2.5):
        return False
    if lowest is None or lowest >= -1.0:
        return True
    sites = [site for site in check.dxa_report.measurements if site.region in doubtful]
    return any(round(min(-abs(site.t_score), by_the_density(site) - 0.4), 1) <= -2.5 for site in sites)


def in_doubt(check):
    """Regions of a woman whose printed T-score is far from the one that her bone density gives.

    More than 1.5 away, more than 0.7 on the other side of zero, or in a better range by more than 0.4 from its edge.
    """
    if check.person.sex is Sex.MALE:
        return set()
    return {
        site.region
        for site in check.dxa_report.measurements
        if site.region in YOUNG_WOMEN and site.t_score is not None and site.bmd_g_cm2 is not None
        for computed in [by_the_density(site)]
        for edge in [-1.0 if site.t_score >= -1.0 else -2.5 if site.t_score > -2.5 else -99.0]
        if round(abs(site.t_score - computed), 1) > (0.7 if site.t_score * computed < 0 else 1.5)
        or round(edge - computed, 1) > 0.4
        if site.t_score > -2.5 or computed > -2.5
    }


def lowest_beyond_doubt(check):
    doubtful = in_doubt(check)
    return min(
        (
            site.t_score
            for site in check.dxa_report.measurements
            if site.t_score is not None
            if site.region not in doubtful
        ),
        default=None,
    )


@pytest.mark.parametrize(
    ("sex", "normal", "osteopenia", "osteoporosis"), [("male", 242, 164, 46), ("female", 89, 239, 189)]
)
def test_koreans_fall_into_the_counted_classes(koreans, sex, normal, osteopenia, osteoporosis):
    """By their lowest printed score, whether or not it is read."""
    classes = Counter(TScore(lowest_printed(check)).category for check, _ in koreans if check.person.sex == sex)
    assert classes == {"normal": normal, "osteopenia": osteopenia, "osteoporosis": osteoporosis}


def is_far_above(check):
    """These reports print no Z-score, so the T-score stands in for it."""
    sites = [site for site in check.dxa_report.measurements if site.region not in in_doubt(check)]
    return any(site.t_score is not None and site.t_score > 2.5 for site in sites)


@pytest.mark.parametrize("sex", [Sex.MALE, Sex.FEMALE])
def test_koreans_get_the_headline_of_their_class_unless_a_site_in_doubt_may_be_lower(koreans, sex):
    for check, assessed in koreans:
        if check.person.sex is not sex:
            continue
        lowest = lowest_beyond_doubt(check)
        if withheld(check):
            assert assessed.headline.reason == "t_and_bmd_conflict"
            continue
        key = "osteoporosis" if lowest <= -2.5 else "osteopenia" if lowest < -1.0 else "normal"
        is_high = key == "normal" and is_far_above(check)
        assert assessed.headline.key == ("headline_far_above" if is_high else f"headline_t_{key}")


def test_a_site_in_doubt_withholds_the_range_of_a_woman_only_where_it_could_change_it(koreans):
    """28 of 517 women lost the range to such a site; in 16 both numbers of it led to the same one."""
    assert sum(withheld(check) for check, _ in koreans) == 12


@pytest.mark.parametrize(
    ("edge", "people", "key"), [(-1.0, 33, "headline_t_normal"), (-2.5, 23, "headline_t_osteoporosis")]
)
def test_koreans_on_an_edge_fall_on_its_right_side(koreans, edge, people, key):
    on_edge = [(check, assessed) for check, assessed in koreans if lowest_printed(check) == edge]
    assert len(on_edge) == people
    assert {
        assessed.headline.key for check, assessed in on_edge if not in_doubt(check) and not is_far_above(check)
    } == {key}


def test_the_lowest_printed_t_score_of_every_korean_decides(koreans):
    """The one exception: a site in doubt does not count, and stops the headline where it could change the range."""
    for check, assessed in koreans:
        lowest = lowest_beyond_doubt(check)
        if withheld(check):
            assert assessed.headline.reason == "t_and_bmd_conflict"
            assert deciding(assessed) == []
        else:
            assert assessed.headline.key == "headline_far_above" or assessed.headline.values["score"] == lowest
            assert {site.t_score for site in assessed.sites if site.decides} == {lowest}


def test_no_korean_is_without_a_class_or_a_named_reason(koreans):
    for check, assessed in koreans:
        for site in assessed.sites:
            doubtful = site.region in in_doubt(check)
            assert (site.held == "t_and_bmd_conflict") == doubtful
            assert (site.category is None) == (site.t_score is None or doubtful)
            assert site.category in {None, TScore(site.t_score or 0.0).category}
            assert (("site", "t_and_bmd_conflict") in not_assessed(assessed)) == bool(in_doubt(check))
        named = {reason for _, reason in not_assessed(assessed)}
        assert "no_usable_score" not in named


def test_korean_bone_densities_that_no_one_has_are_stopped_and_rare_ones_questioned(koreans):
    """The data notes name them: spine 3.091 and 2.310 (no T-score), 1.807 (T 6.6), hip 0.251 (T -6.2)."""
    stopped, questioned, contradicted = Counter(), Counter(), Counter()
    for check, _ in koreans:
        _, problems = built(answers_from(check))
        for problem in problems:
            region, _, score = problem.question.partition(".")
            if score == "t_score":
                contradicted[check.person.sex] += 1
                assert region in in_doubt(check)
                continue
            bmd = {at.region: at.bmd_g_cm2 for at in check.dxa_report.measurements}[region]
            (stopped if problem.stops else questioned)[bmd] += 1
    assert stopped == {3.091: 1, 2.310: 1}
    assert {1.807, 0.251} <= {round(bmd, 3) for bmd in questioned}
    assert all(bmd < 0.35 or bmd > 1.7 for bmd in questioned)
    assert contradicted == {Sex.FEMALE: sum(len(in_doubt(check)) for check, _ in koreans)}
