"""What if: a supposed person is read like any other, and nothing of the real one that no longer fits is read with them.

The expected check is built here by hand, on the typed objects, and not by the code that is tested.
"""

import csv
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise, product
from typing import Any

import pytest

from bonecheck import Check, Report, answers_from
from bonecheck.answers.dxa_report import DxaReport, EarlierScan, Side, SiteMeasurement, SkeletalSite
from bonecheck.answers.person import Answer, MenopausalStatus, PeriodsStopped, Person, Sex
from bonecheck.answers.risk_factors import (
    Checklist,
    GlucocorticoidUse,
    LastFracture,
    ParentHipFracture,
    RiskFactors,
    Smoking,
)
from bonecheck.answers.samples import sample, samples
from bonecheck.answers.units import UnitSystem
from bonecheck.compare.what_if import (
    Position,
    Settings,
    Start,
    is_raised,
    levers,
    mark_of,
    neighbour,
    offered,
    position_of,
    positions,
    start_of,
    supposed,
)
from bonecheck.risk.chance import ModelRisk
from bonecheck.scan.change import CannotTell, Verdict
from bonecheck.scan.score_choice import Score
from bonecheck.words.what_if import position_words
from tests.browser.people import EVERY_MODEL
from tests.people import DATA, TODAY, at, built, man, of_woman, report, scanned, unscanned, with_t, woman
from tests.risk.models.people import person as risk_person

OLD_MAN = scanned(
    man(75, height_cm=176.0, weight_kg=80.0), at("femoral_neck_left", t=-2.3, z=-0.4), at("total_hip_left", t=-1.9, z=0)
)
MILKS = of_woman(62, **with_t(femoral_neck=-1.7), **{"food_servings_per_week.milk_1_fat": 5.0, "food_servings_per_week.yogurt_plain_low_fat": 1.0})  # fmt: skip
# Two scans on one machine: of the spine, which a break spoils, 0.95 and 0.90 g/cm2, and of the hip 0.80 and 0.75.
BROKE_A_VERTEBRA = of_woman(
    66,
    has_scan="yes",
    scan_date="2026-05-01",
    scan_regions=["lumbar_spine", "total_hip_left"],
    fracture_since_50="yes",
    fracture_sites=["spine"],
    fracture_count="1",
    last_fracture="longer_ago",
    **{
        "lumbar_spine.vertebrae": "L1-L4",
        "lumbar_spine.t_score": -1.3,
        "lumbar_spine.bmd_g_cm2": 0.90,
        "total_hip_left.t_score": -1.6,
        "total_hip_left.bmd_g_cm2": 0.75,
        "earlier.1.scan_date": "2023-05-01",
        "earlier.1.same_machine": "yes",
        "earlier.1.lumbar_spine.vertebrae": "L1-L4",
        "earlier.1.lumbar_spine.bmd_g_cm2": 0.95,
        "earlier.1.total_hip_left.t_score": -1.2,
        "earlier.1.total_hip_left.bmd_g_cm2": 0.80,
    },
)
IN_TRANSITION = of_woman(
    51,
    **with_t(femoral_neck=-1.6),
    menopausal_status="transition",
    rheumatoid_arthritis="yes",
    conditions=["type_2_diabetes", "depression"],
)
# A woman of 66 of whom the FRACTURE Index speaks, too light to have no points for her weight.
OF_FRACTURE_INDEX = risk_person(age=66, neck=-1.8, height_cm=160, weight_kg=55)


@cache
def people() -> Mapping[str, Check]:
    """Everybody who is moved about here; the sample people as in their files."""
    return {
        **{person.key: person.check for person in samples()},
        "only age and sex": Check(person=Person(age_years=57, sex=Sex.FEMALE)),
        "man of 75": OLD_MAN,
        "with a FRAX result": after_menopause(built(EVERY_MODEL)[0]),
        "of the FRACTURE Index": after_menopause(built(OF_FRACTURE_INDEX)[0]),
        "drinks two kinds of milk": built(MILKS)[0],
        "broke a vertebra": after_menopause(built(BROKE_A_VERTEBRA)[0]),
        "in transition": built(IN_TRANSITION)[0],
    }


def after_menopause(check: Check) -> Check:
    """A woman over 64 who said so when she was asked, as in the files of the sample people."""
    return replace(check, person=replace(check.person, menopausal_status=MenopausalStatus.POSTMENOPAUSAL))


@cache
def start(who: str) -> Start:
    """Somebody as the page shows them."""
    check = built(answers_from(people()[who]))[0]
    return start_of(check, report(check))


def now(begins: Start, **settings: Position) -> Check:
    return supposed(begins, settings, on=TODAY)


# ------------------------------------------------------------------ the expected check, by hand

# Where each lever goes, as the page promises: first, last, step; or by name.
ENDS = {"score": (-5.0, 3.0, 0.1), "age": (20, 95, 1), "weight": (35, 140, 1), "cigarettes": (0, 40, 1), "calcium": (0.0, 28.0, 3.5)}  # fmt: skip
NAMED = {
    "falls": ("0", "1", "2", "3"),
    "fractures": ("0", "1", "2", "3"),
    "steroids": ("never", "past", "now"),
    "menopause": ("premenopausal", "transition", "postmenopausal"),
    "family": ("neither", "father", "mother", "both"),
    "illness": ("none", "type_2_diabetes", "type_1_diabetes", "rheumatoid_arthritis", "asthma_or_copd", "kidney_disease", "coeliac", "overactive_thyroid", "parkinsons"),
    "training": ("0", "1", "2", "3", "4"),
}  # fmt: skip
ENDS_FRAX = {
    "score",
    "age",
    "weight",
    "cigarettes",
    "fractures",
    "steroids",
    "family",
    "illness",
}  # what the FRAX site asks for
SIDES = {"femoral_neck_left": Side.LEFT, "total_hip_left": Side.LEFT, "femoral_neck_right": Side.RIGHT}
ORDER = (SkeletalSite.LUMBAR_SPINE, SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP, SkeletalSite.ONE_THIRD_RADIUS)
# The site whose score the first lever moves: the one that decides. Ruth's neck waits for its sign, so it is her hip;
# June and the woman of 57 have no scan, and most models read the femoral neck.
REGION = {
    "maria": "femoral_neck_left",
    "anne": "lumbar_spine",
    "robert": "femoral_neck_right",
    "june": "femoral_neck",
    "david": "femoral_neck_left",
    "ruth": "total_hip_left",
    "helen": "femoral_neck_left",
    "mei": "lumbar_spine",
    "gloria": "femoral_neck_left",
    "carol": "femoral_neck_left",
    "diane": "femoral_neck_left",
    "grace": "femoral_neck_left",
    "ellen": "femoral_neck_left",
    "arjun": "femoral_neck_left",
    "diego": "lumbar_spine",
    "only age and sex": "femoral_neck",
    "man of 75": "femoral_neck_left",
    "with a FRAX result": "femoral_neck",
    "of the FRACTURE Index": "femoral_neck",
    "drinks two kinds of milk": "femoral_neck",
    "broke a vertebra": "total_hip_left",
    "in transition": "femoral_neck",
}
BY_Z = {"anne", "diego"}  # before menopause; a man under 50


def grid(key: str) -> list[Position]:
    if key in NAMED:
        return list(NAMED[key])
    low, high, step = ENDS[key]
    return [round(low + number * step, 1) for number in range(round((high - low) / step) + 1)]


def by_hand(who: str, settings: Settings) -> Check:
    """What somebody would have answered if it were as supposed."""
    check = people()[who]
    person, risks, life, scan = check.person, check.risk_factors, check.lifestyle, check.dxa_report
    as_given = dict(check.as_given)
    has_scan = check.has_scan
    if "age" in settings:
        person = replace(person, age_years=int(settings["age"]))
        scan = scan and replace(scan, measurements=tuple(replace(m, z_score=None) for m in scan.measurements))
    if "weight" in settings:
        person = replace(person, weight_kg=float(settings["weight"]))
    if "score" in settings:
        scan, has_scan = _with_score(scan, who, float(settings["score"])), Answer.YES
    if "cigarettes" in settings:
        risks = _smoking(risks, int(settings["cigarettes"]))
    if "falls" in settings:
        risks = replace(risks, falls_12_months=int(settings["falls"]))
    if "fractures" in settings:
        risks = _broken(risks, int(settings["fractures"]), as_given.get("last_fracture"))
    if scan and who == "broke a vertebra" and (settings.get("fractures") == "0" or (person.age_years or 0) < 50):
        scan = without_earlier(scan, SkeletalSite.LUMBAR_SPINE)  # the real scans are of a broken spine
    if "steroids" in settings:
        risks = replace(risks, glucocorticoids=GlucocorticoidUse(settings["steroids"]))
        if settings["steroids"] == "never":
            risks = replace(risks, glucocorticoid_dose_mg_per_day=None, glucocorticoid_months=None)
    if "menopause" in settings:
        person = _at_stage(person, MenopausalStatus(settings["menopause"]))
    if "family" in settings:
        parent = ParentHipFracture(settings["family"])
        has_mother = parent in {ParentHipFracture.MOTHER, ParentHipFracture.BOTH}
        age_open = risks.mother_broke_hip_after_50 if has_mother else None
        risks = replace(risks, parent_hip_fracture=parent, mother_broke_hip_after_50=age_open)
    if "illness" in settings:
        risks = _ill(risks, settings["illness"])
    if "training" in settings:
        life = replace(life, resistance_days_per_week=int(settings["training"]))
    if "calcium" in settings:
        foods = {food: servings for food, servings in life.food_servings_per_week.items() if food not in all_milk()}
        groups = {**life.calcium_servings_per_week, "milk": float(settings["calcium"])}
        life = replace(life, food_servings_per_week=foods, calcium_servings_per_week=groups)
    if ENDS_FRAX & settings.keys():
        risks = replace(risks, frax_major_percent=None, frax_hip_percent=None)
    return replace(
        check,
        has_scan=has_scan,
        person=_asked_of_person(person),
        dxa_report=scan,
        risk_factors=_asked_of_risks(risks, person, has_scan),
        lifestyle=life,
        as_given=as_given,
    )


def _with_score(scan: DxaReport | None, who: str, value: float) -> DxaReport:
    region, score = REGION[who], "z_score" if who in BY_Z else "t_score"
    others = tuple(m for m in scan.measurements if m.region != region) if scan else ()
    before = next((m for m in scan.measurements if m.region == region), None) if scan else None
    site = next(site for site in ORDER if region.startswith(site))
    moved = SiteMeasurement(site=site, side=SIDES.get(region), vertebrae=before and before.vertebrae, **{score: value})
    found = sorted((*others, moved), key=lambda m: (ORDER.index(m.site), m.region))
    return without_earlier(replace(scan or DxaReport(), measurements=tuple(found)), site)


def without_earlier(scan: DxaReport, site: SkeletalSite) -> DxaReport:
    """Nobody here was scanned at both hips."""
    kept = (replace(each, measurements=tuple(m for m in each.measurements if m.site is not site)) for each in scan.earlier)  # fmt: skip
    return replace(scan, earlier=tuple(kept))


def _smoking(risks: RiskFactors, cigarettes: int) -> RiskFactors:
    if cigarettes:
        return replace(risks, smoking=Smoking.CURRENT, cigarettes_per_day=cigarettes)
    smoked = risks.smoking in {Smoking.CURRENT, Smoking.EX}
    return replace(risks, smoking=Smoking.EX if smoked else Smoking.NEVER, cigarettes_per_day=None)


def _broken(risks: RiskFactors, count: int, waiting: Any) -> RiskFactors:
    """When the last one was waits as given where no break is told, and counts again where one is supposed."""
    if count == 0:
        return replace(risks, fracture_since_50=Answer.NO, fracture_sites=None, fracture_count=None)
    named = risks.fracture_sites.ticked if risks.fracture_sites else ()
    grave_first = sorted(named or ("wrist",), key=lambda bone: bone not in {"hip", "spine"})
    bones = grave_first if count == 3 else grave_first[:count]  # 3 are 3 or more
    sites = Checklist(ticked=tuple(bones), others=Answer.NO)
    last = risks.last_fracture or (LastFracture(waiting) if waiting else None)
    return replace(risks, fracture_since_50=Answer.YES, fracture_sites=sites, fracture_count=count, last_fracture=last)


def _at_stage(person: Person, stage: MenopausalStatus) -> Person:
    """Under 45 a stage other than regular periods has a reason, and it is menopause; nobody here missed periods."""
    has_reason = stage is not MenopausalStatus.PREMENOPAUSAL and (person.age_years or 0) < 45
    reason = PeriodsStopped.MENOPAUSE if has_reason else None
    return replace(person, menopausal_status=stage, periods_stopped_because=reason)


def _ill(risks: RiskFactors, illness: Position) -> RiskFactors:
    if illness == "rheumatoid_arthritis":
        risks = replace(risks, rheumatoid_arthritis=Answer.YES)
    told = risks.conditions if risks.conditions and risks.conditions != Checklist(others=Answer.NOT_KNOWN) else None
    others = told.others if told else Answer.NO
    more = () if illness in {"none", "rheumatoid_arthritis"} else (illness,)
    return replace(risks, conditions=Checklist(ticked=((told.ticked if told else ()) + more), others=others))


def _asked_of_person(person: Person) -> Person:
    """From 65 on menopause is taken as past, and the stage is not asked; nor is its reason."""
    if (person.age_years or 0) < 65:
        return person
    return replace(person, menopausal_status=None, periods_stopped_because=None)


def _asked_of_risks(risks: RiskFactors, person: Person, has_scan: Answer | None) -> RiskFactors:
    """Breaks since 50 are asked from 50 on, those of the forties from 40 on; hormones by those without a scan."""
    age = person.age_years or 0
    if age < 50:
        risks = replace(risks, fracture_since_50=None, fracture_sites=None, fracture_count=None)
    if age < 40:
        none: dict[str, Any] = dict.fromkeys(("fracture_at_40_to_49", "fracture_sites_at_40_to_49", "fracture_count_at_40_to_49"))  # fmt: skip
        risks = replace(risks, **none)
    if risks.fracture_since_50 is not Answer.YES:  # nobody here broke a bone before 50
        risks = replace(risks, last_fracture=None)
    if has_scan is Answer.YES:
        risks = replace(risks, oestrogen_six_months=None)
    return risks


@cache
def all_milk() -> frozenset[str]:
    """Every kind of milk that can be named one by one, from the table of foods."""
    with (DATA / "reference" / "calcium_foods.csv").open(encoding="utf-8") as file:
        return frozenset(row["item"] for row in csv.DictReader(file) if row["group"] == "milk")


# ------------------------------------------------------------------ the promise


def settings_at_random(who: str, draw: random.Random) -> dict[str, Position]:
    """One to five levers, in the order in which somebody might move them, none at its start."""
    begins = start(who)
    chosen = draw.sample(list(offered(begins)), draw.randint(1, 5))
    moved = {key: draw.choice(grid(key) if key != "illness" else positions(key, begins)) for key in chosen}
    return {key: position for key, position in moved.items() if position != position_of(key, begins)}


WALKS = 20 * len(REGION)


def walks() -> Iterator[tuple[str, dict[str, Position]]]:
    draw = random.Random(20261122)
    for number in range(WALKS):
        who = list(REGION)[number % len(REGION)]
        yield who, settings_at_random(who, draw)


@pytest.mark.parametrize("who", REGION)
def test_a_supposed_person_is_read_like_somebody_who_answered_so(who):
    for settings in [settings for walker, settings in walks() if walker == who]:
        found, expected = report(supposed(start(who), settings, on=TODAY)), report(by_hand(who, settings))
        assert numbers(found) == numbers(expected), settings
        assert found.headline == expected.headline, settings
        assert classes(found) == classes(expected), settings
        assert found.plan.rows == expected.plan.rows, settings
        assert found == expected, settings


def classes(found: Report) -> list[tuple]:
    """Which site is in which range, and which decides."""
    return [(site.region, site.category, site.expected_range, site.decides) for site in found.sites]


def numbers(found: Report) -> list[tuple[str, tuple]]:
    """Every chance of every model, and why there is none."""
    return [
        (risk.model, risk.chances) if isinstance(risk, ModelRisk) else (risk.key, (risk.reason,))
        for risk in found.models
    ]


def test_the_walks_are_many_and_move_every_lever_to_both_sides():
    walked = list(walks())
    assert len(walked) == WALKS
    assert {key for _, settings in walked for key in settings} == set(levers())
    assert sum(bool(settings) for _, settings in walked) > 0.95 * WALKS  # the rest drew the place where they stand
    assert len({tuple(settings.items()) for _, settings in walked}) >= 0.9 * WALKS
    assert {who for who, settings in walked if "score" in settings and "age" in settings} >= {"anne"}


def test_the_order_in_which_levers_are_moved_does_not_matter():
    """A score that is supposed stands on the screen, whatever the age was moved to before or after."""
    for score, age in ((-2.5, 45.0), (-1.0, 40.0)):
        first, last = now(start("anne"), score=score, age=age), now(start("anne"), age=age, score=score)
        assert report(first) == report(last)
        assert [site.z_score for site in report(first).sites if site.region == "lumbar_spine"] == [score]


@pytest.mark.parametrize("who", REGION)
def test_with_nothing_moved_the_report_stays(who):
    assert report(now(start(who))) == start(who).report == report(start(who).check)


@pytest.mark.parametrize("who", REGION)
def test_a_lever_moved_back_to_its_start_has_moved_nothing(who):
    begins = start(who)
    there = {key: position for key in levers() if (position := position_of(key, begins)) is not None}
    assert report(supposed(begins, there, on=TODAY)) == begins.report


# ------------------------------------------------------------------ positions


def test_the_start_is_among_the_positions_and_they_rise():
    for who, key in product(REGION, set(levers()) - {"illness"}):
        begins = start(who)
        found, at_start = positions(key, begins), position_of(key, begins)
        assert at_start is None or at_start in found, (who, key)
        assert set(found) <= {*grid(key), at_start}, (who, key)
        left_out = set(grid(key)) - set(found)
        assert len(left_out) <= 1, (who, key)  # the one that lies close to the start
        assert at_start is None or all(abs(place - at_start) < ENDS[key][2] / 2 for place in left_out), (who, key)
        order = found if key not in NAMED else [NAMED[key].index(position) for position in found]
        assert all(one < other for one, other in pairwise(order)), (who, key)


@pytest.mark.parametrize("units", UnitSystem)
@pytest.mark.parametrize("key", levers())
def test_no_two_positions_are_called_the_same(key, units):
    """A slider tells its places apart by their words only."""
    for who in REGION:
        said = [position_words(levers()[key], position, units) for position in positions(key, start(who))]
        assert sorted({word for word in said if said.count(word) > 1}) == [], who


@pytest.mark.parametrize("key", levers())
def test_a_step_goes_to_the_next_position_and_stops_at_the_ends(key):
    begins = start("robert")  # 79.4 kg: a weight of his own between two positions
    found = positions(key, begins)
    for one, other in pairwise(found):
        assert neighbour(key, begins, one, 1) == other
        assert neighbour(key, begins, other, -1) == one
    assert neighbour(key, begins, found[0], -1) == found[0]
    assert neighbour(key, begins, found[-1], 1) == found[-1]


def test_a_weight_between_two_positions_takes_the_place_of_the_nearer_one():
    begins = start("robert")
    assert neighbour("weight", begins, 78.0, 1) == 79.4
    assert neighbour("weight", begins, 79.4, 1) == 80.0


def test_where_everybody_starts_is_what_they_answered():
    expected = {
        "maria": ("1", -2.1, 62, 61, 0, "0", "never", "postmenopausal", "neither", "none", "0", 7),
        "anne": ("0", -1.6, 44, 54, 0, None, "never", "premenopausal", "neither", "none", "1", None),
        "robert": ("2", -1.4, 71, 79.4, 0, "1", "past", None, "neither", "none", None, None),
        "june": ("0", None, 58, 52, 8, "0", "never", "postmenopausal", "mother", "none", None, None),
        "only age and sex": (None, None, 57, None, None, None, None, None, None, None, None, None),
    }
    assert {who: tuple(position_of(key, start(who)) for key in levers()) for who in expected} == expected


def test_i_do_not_know_is_no_position():
    unknown = dict.fromkeys(("smoking", "falls_12_months", "glucocorticoids", "fracture_since_50"), "not_known")
    check = built({"age_years": 62, "sex": "female", "weight_kg": "heavy", **unknown})[0]
    begins = start_of(check, report(check))
    for key in ("weight", "cigarettes", "falls", "steroids", "fractures"):
        assert position_of(key, begins) is None


def test_a_smoker_who_gave_no_number_stands_nowhere_and_not_at_none():
    check = built({"age_years": 62, "sex": "female", "smoking": "current"})[0]
    assert position_of("cigarettes", start_of(check, report(check))) is None


@pytest.mark.parametrize("who", REGION)
def test_the_first_lever_moves_the_score_that_counts_at_the_site_that_decides(who):
    begins = start(who)
    assert begins.region == REGION[who]
    assert begins.score is (Score.Z_SCORE if who in BY_Z else Score.T_SCORE)


def test_more_than_nothing_given_is_more():
    begins = start("only age and sex")
    assert not is_raised("training", begins, {"training": "0"})
    assert is_raised("training", begins, {"training": "1"})
    assert not is_raised("calcium", start("maria"), {"calcium": 3.5})  # 7 glasses a week
    assert is_raised("calcium", start("maria"), {"calcium": 10.5})


# ------------------------------------------------------------------ what a lever leaves alone, and what goes out


def site_of(check: Check, region: str) -> SiteMeasurement:
    assert check.dxa_report is not None
    [found] = [measurement for measurement in check.dxa_report.measurements if measurement.region == region]
    return found


def test_a_moved_score_leaves_the_other_sites_and_the_scan_as_they_are():
    check = now(start("maria"), score=-3.0)
    before = people()["maria"].dxa_report
    moved = site_of(check, "femoral_neck_left")
    assert (moved.t_score, moved.z_score, moved.bmd_g_cm2) == (-3.0, None, None)
    assert check.dxa_report == replace(before, measurements=(before.measurements[0], moved, before.measurements[2]))
    assert check.person == people()["maria"].person


def test_a_moved_spine_keeps_its_vertebrae():
    assert site_of(now(start("anne"), score=-2.4), "lumbar_spine").vertebrae == people()["anne"].dxa_report.measurements[0].vertebrae  # fmt: skip
    assert site_of(now(start("anne"), score=-2.4), "lumbar_spine").t_score is None


def test_a_number_that_waits_for_its_sign_waits_on_while_another_site_moves():
    check = now(start("ruth"), score=-2.0)
    assert check.as_given["femoral_neck_left.t_score"] == "2.2"
    assert site_of(check, "femoral_neck_left") == people()["ruth"].dxa_report.measurements[0]


def test_a_scan_that_is_supposed_is_one_site_and_nothing_else():
    check = now(start("june"), score=-1.5)
    assert check.has_scan is Answer.YES
    assert check.dxa_report == DxaReport(measurements=(SiteMeasurement(site=SkeletalSite.FEMORAL_NECK, t_score=-1.5),))


def test_the_printed_z_scores_go_out_where_the_age_moves_and_the_t_scores_stay():
    check = now(start("man of 75"), age=45.0)
    assert [(m.t_score, m.z_score) for m in check.dxa_report.measurements] == [(-2.3, None), (-1.9, None)]
    assert [m.z_score for m in now(start("maria"), age=40.0).dxa_report.measurements] == [None] * 3


# ------------------------------------------------------------------ earlier scans


SCANNED_TWICE = ["helen", "mei", "gloria", "broke a vertebra"]


def told_of_change(check: Check) -> dict[str, tuple]:
    """What is told of each site since the earlier scan."""
    return {site.region: (site.latest.verdict, site.latest.why, site.is_far) for site in report(check).changes}


@pytest.mark.parametrize("who", SCANNED_TWICE)
def test_a_supposed_score_beside_a_real_earlier_one_tells_no_change_and_the_other_sites_tell_theirs(who):
    """A lever at -5.0 is no fall of the T-score, which would send somebody to the doctor for what nobody measured."""
    real, region = told_of_change(start(who).check), start(who).region
    others = {site: told for site, told in real.items() if site != region}
    assert others
    assert region in real
    for score in positions("score", start(who)):
        if score != position_of("score", start(who)):
            supposed_one = now(start(who), score=score)
            assert told_of_change(supposed_one) == others
            assert "t_score_fell" not in {found.key for found in report(supposed_one).findings}


def test_no_other_lever_tells_another_change_of_the_real_scans():
    for who, key in product(SCANNED_TWICE, levers()):
        begins = start(who)
        for position in positions(key, begins) if key not in {"score", "age", "fractures"} else ():
            assert told_of_change(now(begins, **{key: position})) == told_of_change(begins.check), (who, key, position)


def test_an_age_at_which_bone_still_grew_tells_less_of_a_change_and_never_more():
    """Mei's scans are three years apart: at 22 the earlier one was made at 19."""
    for age, is_told in ((95, True), (24, True), (22, False)):
        verdict, *_ = told_of_change(now(start("mei"), age=age))["lumbar_spine"]
        assert (verdict == Verdict.LOWER) is is_told


@pytest.mark.parametrize("settings", [{"fractures": "0"}, {"age": 49}], ids=str)
def test_a_broken_spine_that_is_supposed_away_tells_no_change_of_the_real_one(settings):
    """0.95 to 0.90 g/cm2 would be a loss: 0.05 > 0.039. The hip, 0.80 to 0.75, lost 0.05 > 0.044 all the same."""
    begins = start("broke a vertebra")
    real = told_of_change(begins.check)
    assert real["lumbar_spine"][:2] == (Verdict.CANNOT_TELL, (CannotTell.SITE_DOUBTED,))
    assert real["total_hip_left"][0] is Verdict.LOWER
    assert told_of_change(now(begins, **settings)) == {"total_hip_left": real["total_hip_left"]}
    assert told_of_change(now(begins, fractures="3")) == real


def test_of_two_hips_the_one_whose_score_moves_loses_its_earlier_scan():
    """And where the earlier scan shows the other hip alone, that is no longer set beside a supposed score."""
    left, right = at("total_hip_left", t=-1.6, bmd=0.75), at("total_hip_right", t=-1.2, bmd=0.80)
    for both_now, expected in (((left, right), {"total_hip_right"}), ((left,), set())):
        before = EarlierScan(
            measurements=(at("total_hip_left", bmd=0.76), at("total_hip_right", bmd=0.86)),
            scan_date=date(2023, 5, 1),
            same_machine=Answer.YES,
        )
        check = scanned(woman(66), *both_now, scan_date=date(2026, 5, 1), earlier=(before,))
        begins = start_of(check, report(check))
        assert begins.region == "total_hip_left"
        assert told_of_change(now(begins, score=-2.0)).keys() == expected
    alone = EarlierScan(measurements=(at("total_hip_right", bmd=0.86),), scan_date=date(2023, 5, 1))
    check = scanned(woman(66), left, scan_date=date(2026, 5, 1), earlier=(alone,))
    assert told_of_change(check)["total_hip_left"][1][0] is CannotTell.OTHER_HIP
    assert told_of_change(now(start_of(check, report(check)), score=-2.0)) == {}


def test_a_man_of_75_moved_to_45_is_never_read_by_his_old_z_score():
    """Under 50 the Z-score counts, and his was against men of 75."""
    found = report(now(start("man of 75"), age=45.0))
    assert found.score is Score.Z_SCORE
    assert [site.z_score for site in found.sites] == [None, None]
    assert not any(site.decides or site.expected_range for site in found.sites)
    assert found.plan is not None
    other = replace(OLD_MAN, dxa_report=DxaReport(measurements=(at("femoral_neck_left", t=-2.3, z=-2.6),)))
    begins = start_of(other, report(other))
    assert report(now(begins, age=45.0)).headline == report(now(start("man of 75"), age=45.0)).headline


def test_the_age_takes_along_only_what_depends_on_it():
    before, after = start("maria").check, now(start("maria"), age=63.0)
    assert after.person == replace(before.person, age_years=63)
    assert after.risk_factors == before.risk_factors
    assert after.lifestyle == before.lifestyle


@pytest.mark.parametrize("key", sorted(ENDS_FRAX))
def test_ones_own_frax_result_goes_out_where_one_of_its_inputs_moves(key):
    begins = start("with a FRAX result")
    target = next(position for position in positions(key, begins) if position != position_of(key, begins))
    risks = now(begins, **{key: target}).risk_factors
    assert (risks.frax_major_percent, risks.frax_hip_percent) == (None, None)
    assert not isinstance(own_frax(report(now(begins, **{key: target}))), ModelRisk)


@pytest.mark.parametrize("key", sorted(set(ENDS) | set(NAMED) - ENDS_FRAX))
def test_ones_own_frax_result_stays_where_none_of_its_inputs_moves(key):
    begins = start("with a FRAX result")
    if key in ENDS_FRAX:
        there = position_of(key, begins)
        settings = {} if there is None else {key: there}
    else:
        settings = {key: next(place for place in reversed(positions(key, begins)) if place != position_of(key, begins))}
    risks = supposed(begins, settings, on=TODAY).risk_factors
    assert (risks.frax_major_percent, risks.frax_hip_percent) == (7.5, 3.1)
    assert isinstance(own_frax(report(supposed(begins, settings, on=TODAY))), ModelRisk)


def own_frax(found: Report) -> object:
    return found.models[-1]


def test_a_smoker_who_smokes_none_used_to_smoke():
    for who in ("june", "carol", "david"):
        risks = now(start(who), cigarettes=0.0).risk_factors
        assert (risks.smoking, risks.cigarettes_per_day) == (Smoking.EX, None)


def test_who_used_to_smoke_and_smokes_again_and_not_used_to_smoke():
    assert now(start("robert"), cigarettes=5.0).risk_factors.smoking is Smoking.CURRENT
    assert now(start("robert"), cigarettes=0.0).risk_factors.smoking is Smoking.EX


def test_who_never_smoked_never_smoked_at_none():
    assert now(start("maria"), cigarettes=0.0).risk_factors.smoking is Smoking.NEVER
    assert now(start("only age and sex"), cigarettes=0.0).risk_factors.smoking is Smoking.NEVER
    risks = now(start("maria"), cigarettes=20.0).risk_factors
    assert (risks.smoking, risks.cigarettes_per_day) == (Smoking.CURRENT, 20)


def test_more_breaks_keep_the_bones_that_were_named():
    risks = now(start("robert"), fractures="3").risk_factors
    assert risks.fracture_count == 3
    assert risks.fracture_sites == Checklist(ticked=("hip",), others=Answer.NO)


def test_of_several_bones_the_gravest_stay_where_fewer_are_supposed():
    told = Checklist(ticked=("wrist", "hip", "spine"), others=Answer.NO)
    begins = start("with a FRAX result")
    check = replace(begins.check, risk_factors=replace(begins.check.risk_factors, fracture_sites=told))
    begins = start_of(check, report(check))
    for count, bones in (("1", {"hip"}), ("2", {"hip", "spine"}), ("0", None)):
        sites = now(begins, fractures=count).risk_factors.fracture_sites
        assert (sites and set(sites.ticked)) == bones


@pytest.mark.parametrize("who", ["maria", "june", "only age and sex"])
def test_a_break_without_a_bone_is_a_wrist(who):
    risks = now(start(who), fractures="1").risk_factors
    assert risks.fracture_since_50 is Answer.YES
    assert risks.fracture_sites == Checklist(ticked=("wrist",), others=Answer.NO)


def test_a_break_of_a_bone_not_known_becomes_a_wrist():
    answers = {"age_years": 70, "sex": "female", "fracture_since_50": "yes", "fracture_sites": ["not_known"], "fracture_count": "1"}  # fmt: skip
    check = built(answers)[0]
    assert now(start_of(check, report(check)), fractures="2").risk_factors.fracture_sites.ticked == ("wrist",)


def test_no_breaks_leave_no_bones_behind():
    risks = now(start("robert"), fractures="0").risk_factors
    assert (risks.fracture_since_50, risks.fracture_sites, risks.fracture_count) == (Answer.NO, None, None)


def test_steroids_never_taken_have_no_dose_and_no_months():
    before = start("robert").check.risk_factors
    assert (before.glucocorticoid_dose_mg_per_day, before.glucocorticoid_months) == (10.0, 5.0)
    never, still = (now(start("robert"), steroids=position).risk_factors for position in ("never", "now"))
    assert (never.glucocorticoid_dose_mg_per_day, never.glucocorticoid_months) == (None, None)
    assert (still.glucocorticoid_dose_mg_per_day, still.glucocorticoid_months) == (10.0, 5.0)


STAGES = ("premenopausal", "transition", "postmenopausal", "not_known", "masked_by_hormones", "womb_removed")


@pytest.mark.parametrize(("age", "is_offered"), [(39, False), (40, True), (54, True), (55, False), (70, False)])
def test_periods_are_a_lever_at_ages_at_which_they_may_go_on_or_have_stopped(age, is_offered):
    """From 40, before which a menopause is doubted, to 54: from 55 on regular periods are."""
    for sex, here in (("female", is_offered), ("male", False), ("both", False)):
        check = built({"age_years": age, "sex": sex})[0]
        assert ("menopause" in offered(start_of(check, report(check)))) is here
    assert list(offered(start("anne"))) == list(levers())


@pytest.mark.parametrize(("stage", "is_offered"), [*zip(STAGES, (True, True, True, True, False, False), strict=True)])
def test_a_stage_that_hormones_or_an_operation_hide_is_not_supposed_away(stage, is_offered):
    check = built({"age_years": 50, "sex": "female", "menopausal_status": stage})[0]
    assert ("menopause" in offered(start_of(check, report(check)))) is is_offered


def test_a_supposed_menopause_under_45_has_menopause_as_its_reason_and_brings_the_t_score():
    """Anne is 44 and read by the Z-score; a menopause that a doctor has named is read by the T-score."""
    check = now(start("anne"), menopause="postmenopausal")
    assert check.person.periods_stopped_because is PeriodsStopped.MENOPAUSE
    assert report(check).score is Score.T_SCORE
    assert now(start("in transition"), menopause="postmenopausal").person.periods_stopped_because is None  # 51
    assert report(now(start("in transition"), menopause="premenopausal")).score is Score.Z_SCORE


def test_supposed_regular_periods_take_along_what_was_told_of_missed_ones():
    told = {"menopausal_status": "transition", "missed_periods": "yes", "periods_stopped_because": "illness"}
    check = built({"age_years": 42, "sex": "female", **told})[0]
    begins = start_of(check, report(check))
    assert begins.check.risk_factors.missed_periods is Answer.YES
    regular = now(begins, menopause="premenopausal")
    assert (regular.risk_factors.missed_periods, regular.person.periods_stopped_because) == (None, None)


def test_a_supposed_illness_comes_to_those_that_are_named():
    begins = start("in transition")
    assert {"type_2_diabetes", "rheumatoid_arthritis"}.isdisjoint(positions("illness", begins))
    before, after = begins.check.risk_factors, now(begins, illness="coeliac").risk_factors
    assert set(after.conditions.ticked) == {"type_2_diabetes", "depression", "coeliac"}
    assert after.rheumatoid_arthritis is before.rheumatoid_arthritis is Answer.YES
    with_arthritis = now(start("maria"), illness="rheumatoid_arthritis").risk_factors
    assert with_arthritis.rheumatoid_arthritis is Answer.YES
    assert with_arthritis.conditions == start("maria").check.risk_factors.conditions


def test_illnesses_that_were_not_asked_are_none_once_one_is_supposed():
    begins = start("only age and sex")
    assert position_of("illness", begins) is None
    for illness, ticked in (("none", set()), ("coeliac", {"coeliac"}), ("rheumatoid_arthritis", set())):
        conditions = now(begins, illness=illness).risk_factors.conditions
        assert (set(conditions.ticked), conditions.others) == (ticked, Answer.NO)


def test_an_illness_that_is_named_since_takes_the_supposed_one_back():
    marks = set()
    for ticked in ([], ["coeliac"], ["coeliac", "hiv"]):
        check = built({"age_years": 60, "sex": "female", "conditions": ticked or ["none"]})[0]
        marks.add(mark_of("illness", start_of(check, report(check))))
    assert len(marks) == 3


@pytest.mark.parametrize(("parent", "told"), [("neither", None), ("father", None), ("mother", Answer.YES)])
def test_a_supposed_parent_keeps_what_was_told_of_the_mother_as_far_as_it_is_asked(parent, told):
    answers = {"age_years": 60, "sex": "female", "parent_hip_fracture": "both", "mother_broke_hip_after_50": "yes"}
    check = built(answers)[0]
    assert now(start_of(check, report(check)), family=parent).risk_factors.mother_broke_hip_after_50 is told


def test_milk_takes_the_place_of_single_kinds_of_milk_and_of_nothing_else():
    before, after = people()["drinks two kinds of milk"].lifestyle, now(start("drinks two kinds of milk"), calcium=14.0).lifestyle  # fmt: skip
    assert set(before.food_servings_per_week) == {"milk_1_fat", "yogurt_plain_low_fat"}
    assert set(after.food_servings_per_week) == {"milk_1_fat", "yogurt_plain_low_fat"} - all_milk()
    assert after.calcium_servings_per_week == {**before.calcium_servings_per_week, "milk": 14.0}
    assert "milk_1_fat" in all_milk()


def test_training_moves_training_and_nothing_else():
    before, after = start("maria").check, now(start("maria"), training="4")
    assert replace(after.lifestyle, resistance_days_per_week=0) == before.lifestyle
    assert (after.person, after.dxa_report, after.risk_factors) == (
        before.person,
        before.dxa_report,
        before.risk_factors,
    )


def test_the_person_moved_about_stays_as_they_are():
    before = start("maria").check
    now(start("maria"), score=-3.0, age=80.0, calcium=0.0, cigarettes=10.0)
    assert start("maria").check == before
    assert sample("maria").check.person.age_years == 62


# ------------------------------------------------------------------ which model counts which lever


@cache
def moved_by_lever() -> Mapping[str, frozenset[str]]:
    """For each lever the models whose chances moved for anybody, at any position."""
    found: dict[str, set[str]] = {key: set() for key in levers()}
    for who in REGION:
        begins = start(who)
        before = chances(begins.report)
        for key in levers():
            places = positions(key, begins)
            for position in places[:: max(1, len(places) // 8)]:
                after = chances(report(now(begins, **{key: position})))
                found[key] |= {model for model in before if after[model] != before[model]}
    return {key: frozenset(models) for key, models in found.items()}


def chances(found: Report) -> dict[str, list[tuple]]:
    """What each published model says of the person."""
    said = {name: [] for name in ("garvan", "qfracture_2012", "caroc_2010", "fracture_index")}
    for risk in found.models:
        if isinstance(risk, ModelRisk) and risk.model in said:
            said[risk.model] = [(chance.kind, chance.years, chance.you) for chance in risk.chances]
    return said


@pytest.mark.parametrize("key", levers())
def test_a_model_moves_with_a_lever_if_and_only_if_it_is_said_to_count_it(key):
    assert moved_by_lever()[key] == set(levers()[key].seen_by)


def test_no_model_counts_training_or_calcium():
    assert moved_by_lever()["training"] == moved_by_lever()["calcium"] == frozenset()


def test_the_fracture_index_counts_a_break_of_a_woman_of_66():
    """One point, as printed: a fracture after 50."""
    begins = start("of the FRACTURE Index")
    before, after = (chances(found)["fracture_index"] for found in (begins.report, report(now(begins, fractures="1"))))
    assert before
    assert all(new[2].low > old[2].low for old, new in zip(before, after, strict=True))


# ------------------------------------------------------------------ people at the edges


def test_people_without_any_answer_can_still_be_moved():
    check = Check()
    begins = start_of(check, report(check))
    for key in levers():
        for position in (positions(key, begins)[0], positions(key, begins)[-1]):
            assert report(now(begins, **{key: position})).plan is not None


def test_a_scan_without_a_score_that_counts_moves_its_first_site():
    young = scanned(woman(44, None), at("lumbar_spine", t=-1.2, z=-1.0), at("total_hip", t=-0.4, z=-0.2))
    begins = start_of(young, report(young))
    assert begins.region == "lumbar_spine"
    assert begins.score is Score.T_SCORE
    assert start_of(unscanned(man(40)), report(unscanned(man(40)))).score is Score.Z_SCORE
