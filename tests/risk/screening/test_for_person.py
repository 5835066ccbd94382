"""What the tools say to one woman: for whom they are, and that an open answer is never read as a no."""

from dataclasses import replace
from itertools import chain, combinations, combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.answers.person import Answer, EthnicGroup, MenopausalStatus, PeriodsStopped, Person, Sex
from bonecheck.answers.risk_factors import Checklist, FractureSite, GlucocorticoidUse, HormoneTherapy, RiskFactors
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.scan_advice import scan_advised
from bonecheck.risk.screening import TOOLS, before_a_scan
from bonecheck.risk.screening.score_range import RiskGroup, ScreeningScore
from tests.people import finding_keys, man, report, unscanned, woman
from tests.risk.screening.people import broken, chinese_woman, ends, told, white_woman

ASIAN = {
    EthnicGroup.CHINESE,
    EthnicGroup.OTHER_ASIAN,
    EthnicGroup.INDIAN,
    EthnicGroup.PAKISTANI,
    EthnicGroup.BANGLADESHI,
}
BLACK = {EthnicGroup.BLACK_AFRICAN, EthnicGroup.BLACK_AMERICAN, EthnicGroup.BLACK_CARIBBEAN}
AFTER_MENOPAUSE = {"ost", "osta", "score", "abone"}
NAMES = {tool.TOOL for tool in TOOLS}


def refusals(found):
    """Reason, question and values of each tool that could not be used."""
    return {
        name: (outcome.reason, outcome.question, dict(outcome.values))
        for name, outcome in found.items()
        if isinstance(outcome, NotAssessed)
    }


# ------------------------------------------------------------------ for whom


def test_a_chinese_woman_past_menopause_hears_from_every_tool():
    found = told(chinese_woman())
    assert refusals(found) == {}
    assert all(outcome.tool == name for name, outcome in found.items())


def test_a_refused_tool_is_named():
    assert {outcome.key for outcome in told(man(weight_kg=None)).values()} == {f"tool_{name}" for name in NAMES}


def test_a_man_hears_that_the_other_tools_are_for_women():
    assert refusals(told(man(70, weight_kg=60.0))) == dict.fromkeys(NAMES - {"ost"}, ("tool_for_women", None, {}))


@pytest.mark.parametrize(
    ("kg", "index", "points_to"), [(71.9, 3, Answer.YES), (72.0, 4, Answer.NO), (72.1, 4, Answer.NO)]
)
def test_ost_points_to_a_scan_for_a_man_under_4(kg, index, points_to):
    """R11.2: (71.9 - 52) / 5 = 3.98, cut to 3; the limit of women is 2."""
    ost = told(man(52, weight_kg=kg))["ost"]
    assert (ost.low, ost.high, ost.points_to_a_scan, ost.limit, ost.comparison) == (index, index, points_to, 4, "<")
    assert ("scan_advised_for" in finding_keys(report(unscanned(man(52, weight_kg=kg))))) is (points_to is Answer.YES)


@pytest.mark.parametrize(
    ("person", "refused"),
    [
        (man(49, weight_kg=60.0), ("tool_age_men", None, {})),
        (man(None, weight_kg=60.0), ("age_needed", "age_years", {})),
        (man(55, weight_kg=None), ("weight_needed", "weight_kg", {})),
    ],
)
def test_ost_of_a_man_needs_his_weight_and_the_age_of_the_rule(person, refused):
    assert refusals(told(person))["ost"] == refused


@pytest.mark.parametrize(
    ("age", "because", "refusal"),
    [
        (25, None, ("tool_after_menopause", "periods_stopped_because", {})),
        (25, PeriodsStopped.NOT_KNOWN, ("tool_after_menopause", "periods_stopped_because", {})),
        (25, PeriodsStopped.HORMONES, ("tool_after_menopause", None, {})),
        (44, PeriodsStopped.ILLNESS, ("tool_after_menopause", None, {})),
        (44, PeriodsStopped.MENOPAUSE, None),
        (25, PeriodsStopped.OVARIES_REMOVED, None),
        (45, None, None),
    ],
)
def test_under_45_periods_that_stopped_are_no_menopause_for_a_tool_unless_a_doctor_said_so(age, because, refusal):
    """R7.1."""
    refused = refusals(told(chinese_woman(age=age, periods_stopped_because=because)))
    expected = {} if refusal is None else dict.fromkeys(AFTER_MENOPAUSE, refusal)
    assert {name: refused[name] for name in AFTER_MENOPAUSE & refused.keys()} == expected


@pytest.mark.parametrize("sex", [None, Sex.NOT_KNOWN])
def test_a_person_who_gave_no_sex_is_asked_for_it(sex):
    person = Person(sex=sex, age_years=70, weight_kg=60.0, ethnic_group=EthnicGroup.CHINESE)
    assert refusals(told(person)) == dict.fromkeys(NAMES, ("sex_needed", "sex", {}))


def test_a_woman_who_gave_no_age_or_weight_is_asked_for_it():
    no_age = refusals(told(chinese_woman(age=None)))
    no_weight = refusals(told(chinese_woman(weight_kg=None)))
    assert no_age == dict.fromkeys(NAMES, ("age_needed", "age_years", {}))
    assert no_weight == dict.fromkeys(NAMES, ("weight_needed", "weight_kg", {}))


@pytest.mark.parametrize("stage", [None, *MenopausalStatus])
def test_a_woman_of_54_counts_as_past_menopause_only_if_she_said_so(stage):
    refused = refusals(told(chinese_woman(age=54, stage=stage)))
    if stage is MenopausalStatus.POSTMENOPAUSAL:
        assert refused == {}
    else:
        question = "menopausal_status" if stage in {None, MenopausalStatus.NOT_KNOWN} else None  # not asked again
        assert refused == dict.fromkeys(AFTER_MENOPAUSE, ("tool_after_menopause", question, {}))


@pytest.mark.parametrize("age", [55, 56, 65])
@pytest.mark.parametrize("stage", [None, *MenopausalStatus])
def test_a_woman_of_55_counts_as_past_menopause_unless_she_gave_another_stage(stage, age):
    """As her T-score counts from that age on, without a stage."""
    refused = refusals(told(chinese_woman(age=age, stage=stage)))
    if stage in {MenopausalStatus.PREMENOPAUSAL, MenopausalStatus.TRANSITION}:
        assert refused == dict.fromkeys(AFTER_MENOPAUSE, ("tool_after_menopause", None, {}))
    else:
        assert refused == {}


@pytest.mark.parametrize(("age", "refused"), [(44, True), (45, False), (46, False)])
def test_orai_starts_at_45_with_or_without_menopause(age, refused):
    found = refusals(told(white_woman(age=age, stage=MenopausalStatus.PREMENOPAUSAL)))
    assert found.get("orai") == (("tool_age", None, {"age": 45}) if refused else None)


@pytest.mark.parametrize("group", [None, *EthnicGroup])
def test_osta_is_for_asian_women(group):
    refused = refusals(told(white_woman(ethnic_group=group)))
    if group in ASIAN:
        assert "osta" not in refused
    else:
        question = "ethnic_group" if group in {None, EthnicGroup.NOT_KNOWN} else None
        assert refused == {"osta": ("tool_for_asian_women", question, {})}


# ------------------------------------------------------------------ whether it points to a scan


@pytest.mark.parametrize(
    ("weight", "index", "points_to"), [(69.9, 1, Answer.YES), (70.0, 2, Answer.NO), (70.1, 2, Answer.NO)]
)
def test_ost_points_to_a_scan_for_a_light_woman_of_60(weight, index, points_to):
    """0.2 x (69.9 - 60) = 1.98, 2, 2.02; under 2."""
    ost = told(white_woman(weight_kg=weight))["ost"]
    assert (ost.low, ost.high, ost.points_to_a_scan, ost.unknown) == (index, index, points_to, ())
    assert (ost.limit, ost.comparison, ost.groups) == (2, "<", ())


@pytest.mark.parametrize(
    ("age", "weight", "points", "points_to"),
    [(60, 65.0, 8, Answer.NO), (65, 70.0, 9, Answer.YES), (65, 69.0, 12, Answer.YES)],
)
def test_orai_points_to_a_scan_from_nine_points_on(age, weight, points, points_to):
    """On oestrogen: 5 + 3; 9 + 0; 9 + 3."""
    orai = told(white_woman(age, weight))["orai"]
    assert (*ends(orai), orai.points_to_a_scan) == (points, points, points_to)


@pytest.mark.parametrize(
    ("weight", "points", "points_to"),
    [(80.0, 6, Answer.YES), (84.0, 5, Answer.NO), (78.0, 6, Answer.YES), (77.0, 7, Answer.YES)],
)
def test_score_points_to_a_scan_from_six_points_on(weight, points, points_to):
    """5 + 18 - 17 (80 kg is 176.4 lb); 84 kg 185.2 lb; 78 kg 172.0 lb; 77 kg 169.8 lb."""
    score = told(white_woman(60, weight))["score"]
    assert (*ends(score), score.points_to_a_scan) == (points, points, points_to)


@pytest.mark.parametrize(
    ("age", "weight", "took_it", "points", "points_to"),
    [
        (65, 63.5, Answer.YES, 0, Answer.NO),
        (65, 63.4, Answer.YES, 1, Answer.NOT_KNOWN),  # another source says from one point on
        (66, 63.4, Answer.YES, 2, Answer.YES),
        (66, 63.4, Answer.NO, 3, Answer.YES),
    ],
)
def test_abone_points_to_a_scan_from_two_points_on_and_one_is_open(age, weight, took_it, points, points_to):
    abone = told(white_woman(age, weight), oestrogen_six_months=took_it)["abone"]
    assert (*ends(abone), abone.points_to_a_scan) == (points, points, points_to)


@pytest.mark.parametrize(
    ("weight", "low", "high", "groups"),
    [
        (60.0, 0, 0, [RiskGroup.LOW]),
        (59.0, -1, 0, [RiskGroup.LOW, RiskGroup.MEDIUM]),  # -0.2: 0 and 0; parts 11 (11.8) - 12
        (55.0, -1, -1, [RiskGroup.MEDIUM]),
        (40.0, -4, -4, [RiskGroup.MEDIUM]),
        (38.0, -5, -4, [RiskGroup.MEDIUM, RiskGroup.HIGH]),  # -4.4: -4 and -4; parts 7 (7.6) - 12
        (37.5, -5, -4, [RiskGroup.MEDIUM, RiskGroup.HIGH]),  # -4.5: -4; -5
        (35.0, -5, -5, [RiskGroup.HIGH]),
    ],
)
def test_osta_names_every_group_that_its_sources_allow_for_a_woman_of_60(weight, low, high, groups):
    osta = told(chinese_woman(60, weight))["osta"]
    assert (*ends(osta), list(osta.groups)) == (low, high, groups)


def test_osta_claims_no_limit_for_a_scan():
    osta = told(chinese_woman(80, 40.0))["osta"]
    assert (osta.limit, osta.points_to_a_scan, osta.unknown) == (None, None, ())


# ------------------------------------------------------------------ hormones, ethnic group, arthritis


@pytest.mark.parametrize(
    ("therapy", "not_now", "never"),
    [
        (HormoneTherapy.OESTROGEN_ONLY, (0, 0), (0, 0)),
        (HormoneTherapy.COMBINED, (0, 0), (0, 0)),
        (HormoneTherapy.PAST, (2, 2), (0, 0)),
        (HormoneTherapy.NONE, (2, 2), (1, 1)),
        (HormoneTherapy.BIRTH_CONTROL, (0, 2), (0, 1)),  # some holds oestrogen, and is no therapy
        (HormoneTherapy.TESTOSTERONE, (2, 2), (0, 1)),
        (HormoneTherapy.BLOCKER, (2, 2), (0, 1)),
        (HormoneTherapy.NOT_KNOWN, (0, 2), (0, 1)),
        (None, (0, 2), (0, 1)),
    ],
)
def test_hormones_now_ever_or_never(therapy, not_now, never):
    """A woman of 60 and 90 kg (198.4 lb): ORAI 5 + 0, SCORE 5 + 18 - 19 = 4."""
    found = told(white_woman(60, 90.0), hormone_therapy=therapy)
    assert ends(found["orai"]) == (5 + not_now[0], 5 + not_now[1])
    assert ends(found["score"]) == (4 + never[0], 4 + never[1])
    open_question = ("hormone_therapy",) if therapy in {None, HormoneTherapy.NOT_KNOWN} else ()
    assert found["orai"].unknown == found["score"].unknown == open_question


@pytest.mark.parametrize("group", [None, *EthnicGroup])
def test_score_adds_five_for_a_woman_who_is_not_black(group):
    """18 - 19 = -1 for a black woman of 60 and 90 kg."""
    score = told(white_woman(60, 90.0, ethnic_group=group))["score"]
    if group in {None, EthnicGroup.NOT_KNOWN}:
        assert (*ends(score), score.unknown) == (-1, 4, ("ethnic_group",))
    else:
        points = -1 if group in BLACK else 4
        assert (*ends(score), score.unknown) == (points, points, ())


@pytest.mark.parametrize(
    ("answer", "added"), [(Answer.NO, (0, 0)), (Answer.YES, (4, 4)), (Answer.NOT_KNOWN, (0, 4)), (None, (0, 4))]
)
def test_score_adds_four_for_a_woman_with_rheumatoid_arthritis(answer, added):
    score = told(white_woman(60, 90.0), rheumatoid_arthritis=answer)["score"]
    assert ends(score) == (4 + added[0], 4 + added[1])


@pytest.mark.parametrize(
    ("answer", "range_"), [(Answer.YES, (1, 1)), (Answer.NO, (2, 2)), (Answer.NOT_KNOWN, (1, 2)), (None, (1, 2))]
)
def test_abone_adds_one_for_a_woman_who_never_took_oestrogen(answer, range_):
    abone = told(white_woman(60, 60.0), oestrogen_six_months=answer)["abone"]
    assert ends(abone) == range_
    assert abone.unknown == (() if range_[0] == range_[1] else ("oestrogen_six_months",))


def test_a_range_across_the_limit_says_that_it_is_not_known():
    """ABONE 1 to 2 against 2; ORAI 8 to 10 against 9 (55-64 5, 60-69.9 kg 3)."""
    found = told(white_woman(60, 62.0), oestrogen_six_months=None, hormone_therapy=None)
    assert (*ends(found["abone"]), found["abone"].points_to_a_scan) == (1, 2, Answer.NOT_KNOWN)
    assert (*ends(found["orai"]), found["orai"].points_to_a_scan) == (8, 10, Answer.NOT_KNOWN)


def test_a_range_on_one_side_of_the_limit_is_an_answer():
    """ORAI of a woman of 80 and 55 kg: 15 + 9 is past 9 with and without hormones; of 50 and 80 kg: 0 to 2."""
    assert told(white_woman(80, 55.0), hormone_therapy=None)["orai"].points_to_a_scan is Answer.YES
    assert told(white_woman(50, 80.0), hormone_therapy=None)["orai"].points_to_a_scan is Answer.NO


# ------------------------------------------------------------------ SCORE: how many fractures


def fractures(age=60, **answers):
    """Least and greatest points for fractures, and the questions that would tell more."""
    person = white_woman(age, 90.0, periods_stopped_because=PeriodsStopped.MENOPAUSE)
    [without, score] = [told(person, **given_)["score"] for given_ in ({}, answers)]
    return score.low - without.low, score.high - without.high, score.unknown


UPPER_ARM, WRIST, HIP, RIB, SPINE = (
    FractureSite.UPPER_ARM,
    FractureSite.WRIST,
    FractureSite.HIP,
    FractureSite.RIB,
    FractureSite.SPINE,
)


@pytest.mark.parametrize(
    ("sites", "count", "expected"),
    [
        (broken(WRIST), 1, (4, 4, ())),
        (broken(WRIST), 2, (8, 8, ())),  # the same wrist twice, or both
        (broken(WRIST), 3, (12, 12, ())),
        (broken(WRIST), None, (4, 12, ("fracture_count",))),
        (broken(WRIST, HIP), 2, (8, 8, ())),
        (broken(WRIST, HIP, RIB), None, (12, 12, ())),  # three already
        (broken(WRIST, HIP), 1, (8, 8, ())),  # one fall, two bones
        (broken(WRIST, SPINE), 2, (4, 4, ())),
        (broken(WRIST, SPINE), 3, (4, 12, ())),  # which bone broke again is not asked
        (broken(UPPER_ARM, SPINE), 3, (0, 0, ())),
        (broken(UPPER_ARM), None, (0, 0, ())),
        (None, 1, (0, 4, ("fracture_sites",))),
        (None, 2, (0, 8, ("fracture_sites",))),
        (None, None, (0, 12, ("fracture_sites", "fracture_count"))),
        (broken(others=Answer.NOT_KNOWN), 1, (0, 4, ("fracture_sites",))),
        (broken(WRIST, others=Answer.NOT_KNOWN), 1, (4, 4, ())),
        (broken(WRIST, others=Answer.NOT_KNOWN), 2, (4, 8, ("fracture_sites",))),
        (broken(SPINE, others=Answer.NOT_KNOWN), 2, (0, 4, ("fracture_sites",))),
        (broken(SPINE, others=Answer.NOT_KNOWN), 1, (0, 0, ())),
    ],
)
def test_the_breaks_of_wrist_hip_or_rib_since_50(sites, count, expected):
    """Four points each, twelve at most."""
    since_50 = {"fracture_since_50": Answer.YES, "fracture_sites": sites, "fracture_count": count}
    assert fractures(**since_50) == expected


@pytest.mark.parametrize("answer", [None, Answer.NOT_KNOWN])
def test_a_woman_who_did_not_say_whether_a_bone_broke_may_have_every_point(answer):
    assert fractures(fracture_since_50=answer) == (0, 12, ("fracture_since_50",))
    assert fractures(fracture_at_40_to_49=answer) == (0, 12, ("fracture_at_40_to_49",))
    assert fractures(fracture_since_50=answer, fracture_at_40_to_49=answer)[2] == (
        "fracture_since_50",
        "fracture_at_40_to_49",
    )


def test_a_break_between_40_and_49_may_have_been_before_45():
    wrist = {"fracture_at_40_to_49": Answer.YES, "fracture_sites_at_40_to_49": broken(WRIST)}
    assert fractures(**wrist, fracture_count_at_40_to_49=1) == (0, 4, ())
    assert fractures(**wrist) == (0, 12, ("fracture_count_at_40_to_49",))
    assert fractures(fracture_at_40_to_49=Answer.YES, fracture_sites_at_40_to_49=broken(SPINE)) == (0, 0, ())


def test_breaks_of_both_times_add_up():
    early = {"fracture_sites_at_40_to_49": broken(HIP), "fracture_count_at_40_to_49": 1}
    late = {"fracture_sites": broken(WRIST), "fracture_count": 1}
    assert fractures(fracture_since_50=Answer.YES, fracture_at_40_to_49=Answer.YES, **early, **late) == (4, 8, ())


def test_three_breaks_since_50_leave_nothing_to_ask():
    three = {"fracture_since_50": Answer.YES, "fracture_sites": broken(WRIST), "fracture_count": 3}
    assert fractures(**three, fracture_at_40_to_49=None) == (12, 12, ())


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (44, ()),
        (45, ("fracture_at_40_to_49",)),
        (49, ("fracture_at_40_to_49",)),
        (50, ("fracture_since_50", "fracture_at_40_to_49")),
    ],
)
def test_a_woman_is_asked_only_about_years_that_she_has_lived(age, expected):
    assert fractures(age, fracture_since_50=None, fracture_at_40_to_49=None)[2] == expected


BONES = (WRIST, HIP, UPPER_ARM, SPINE)
LIVES = [breaks for many in range(8) for breaks in combinations_with_replacement(BONES, many)]
TICKS = list(chain.from_iterable(combinations(BONES, many) for many in range(len(BONES) + 1)))


def fits(breaks, sites, count):
    """Whether a woman with these breaks would have answered so."""
    if not breaks or (count is not None and min(len(breaks), 3) != count):
        return False
    if sites is None:
        return True
    bones = set(breaks)
    return set(sites.ticked) <= bones if sites.others is Answer.NOT_KNOWN else set(sites.ticked) == bones


@pytest.mark.parametrize("count", [None, 1, 2, 3])
@pytest.mark.parametrize(
    "sites", [None, *(Checklist(ticked=t, others=o) for t in TICKS for o in (Answer.NO, Answer.NOT_KNOWN))]
)
def test_the_range_is_that_of_all_lives_that_fit_the_answers(sites, count):
    """Every list of up to seven breaks of four bones is tried: no narrower range is right, and no wider one."""
    points = [
        4 * min(3, sum(bone in {WRIST, HIP} for bone in breaks)) for breaks in LIVES if fits(breaks, sites, count)
    ]
    found = fractures(fracture_since_50=Answer.YES, fracture_sites=sites, fracture_count=count)
    if points:
        assert found[:2] == (min(points), max(points))


# ------------------------------------------------------------------ an open answer is never a no

UNTOLD = {
    "fracture_since_50": (None, Answer.NOT_KNOWN),
    "fracture_sites": (None, Checklist()),
    "fracture_count": (None,),
    "fracture_at_40_to_49": (None, Answer.NOT_KNOWN),
    "fracture_sites_at_40_to_49": (None, Checklist()),
    "fracture_count_at_40_to_49": (None,),
    "rheumatoid_arthritis": (None, Answer.NOT_KNOWN),
    "hormone_therapy": (None, HormoneTherapy.NOT_KNOWN),
    "oestrogen_six_months": (None, Answer.NOT_KNOWN),
}
yes_or_no = st.sampled_from([Answer.YES, Answer.NO])
bones = st.sets(st.sampled_from(list(FractureSite)), min_size=1).map(lambda sites: broken(*sorted(sites)))


@st.composite
def all_told(draw):
    """Risk factors with every question answered that is asked, and no fewer breaks than bones."""
    since_50, forties = draw(yes_or_no), draw(yes_or_no)
    answers = {
        "fracture_since_50": since_50,
        "fracture_at_40_to_49": forties,
        "rheumatoid_arthritis": draw(yes_or_no),
        "hormone_therapy": draw(st.sampled_from([h for h in HormoneTherapy if h is not HormoneTherapy.NOT_KNOWN])),
        "oestrogen_six_months": draw(yes_or_no),
    }
    for broke, ending in ((since_50, ""), (forties, "_at_40_to_49")):
        if broke is Answer.YES:
            sites = draw(bones)
            answers[f"fracture_sites{ending}"] = sites
            answers[f"fracture_count{ending}"] = draw(st.integers(min(3, len(sites.ticked)), 3))
    return answers


@given(
    told_all=all_told(),
    hidden=st.sets(st.sampled_from(sorted(UNTOLD))),
    last=st.booleans(),
    age=st.integers(45, 99),
    weight=st.floats(35, 150),
    group=st.sampled_from([g for g in EthnicGroup if g is not EthnicGroup.NOT_KNOWN]),
    hide_group=st.booleans(),
)
def test_what_a_woman_leaves_open_only_widens_the_range(told_all, hidden, last, age, weight, group, hide_group):
    open_ = {key: UNTOLD[key][-1 if last else 0] for key in hidden}
    person = woman(age, weight_kg=weight, ethnic_group=group)
    vague = replace(person, ethnic_group=None) if hide_group else person
    known = before_a_scan(person, RiskFactors(**told_all))
    for before, after in zip(known, before_a_scan(vague, RiskFactors(**{**told_all, **open_})), strict=True):
        if isinstance(after, NotAssessed):
            assert after.key == "tool_osta"
            continue
        assert after.low <= before.low <= before.high <= after.high
        assert set(after.unknown) <= hidden | {"ethnic_group"}
        assert after.points_to_a_scan in {before.points_to_a_scan, Answer.NOT_KNOWN}
        if not after.unknown:  # nothing that matters was left open
            assert ends(after) == ends(before)


@given(told_all=all_told(), age=st.integers(45, 99), weight=st.floats(35, 150))
def test_a_woman_who_answered_everything_is_asked_nothing_more(told_all, age, weight):
    for outcome in before_a_scan(chinese_woman(age, weight), RiskFactors(**told_all)):
        assert outcome.unknown == ()


@pytest.mark.parametrize("sex", [Sex.BOTH])
def test_a_report_against_both_sexes_is_read_by_no_tool(sex):
    tools = before_a_scan(replace(white_woman(60, 60.0), sex=sex), RiskFactors())
    assert {(tool.reason, tool.question) for tool in tools} == {("made_for_one_sex", None)}


@given(age=st.integers(45, 99), weight=st.floats(35, 150), more=st.floats(0, 50))
def test_a_heavier_woman_is_never_nearer_to_a_scan(age, weight, more):
    order = [Answer.NO, Answer.NOT_KNOWN, Answer.YES]
    light, heavy = told(white_woman(age, weight)), told(white_woman(age, weight + more))
    for name in NAMES - {"osta"}:
        assert order.index(heavy[name].points_to_a_scan) <= order.index(light[name].points_to_a_scan)


# ------------------------------------------------------------------ together


def said_no(tool, points_to_a_scan=Answer.NO, unknown=()):
    return ScreeningScore(
        tool=tool, low=3, high=3, comparison="<", limit=2, points_to_a_scan=points_to_a_scan, unknown=unknown
    )


def test_one_open_tool_keeps_the_advice_on_a_scan_open_whatever_the_others_say():
    """Unknown is not no: three tools that point nowhere do not settle the fourth."""
    tools = [
        said_no("ost"),
        said_no("orai"),
        said_no("score", Answer.NOT_KNOWN, ("rheumatoid_arthritis",)),
        said_no("abone"),
    ]
    [advice] = scan_advised(woman(58), RiskFactors(), Answer.NO, tools)
    assert (advice.reason, advice.question) == ("scan_tools_open", "rheumatoid_arthritis")
    [advice] = scan_advised(woman(58), RiskFactors(), Answer.NO, [tool for tool in tools if tool.tool != "score"])
    assert (advice.reason, advice.question) == ("scan_reasons_open", "fracture_since_50")


def test_no_tool_points_to_a_scan_is_said_only_once_every_reason_is_answered_and_nothing_else_was_measured():
    """R3.10, section 11: open reasons and results of other methods leave the advice alive."""
    none = Checklist(ticked=(), others=Answer.NO)
    told = RiskFactors(
        fracture_since_50=Answer.NO,
        fracture_at_40_to_49=Answer.NO,
        fracture_before_40=Answer.NO,
        conditions=none,
        medicines=none,
        glucocorticoids=GlucocorticoidUse.NEVER,
    )
    tools = [said_no("ost"), said_no("orai")]
    assert [advice.key for advice in scan_advised(woman(58), told, Answer.NO, tools)] == ["scan_not_pointed_to"]
    open_one = replace(told, medicines=None)
    [advice] = scan_advised(woman(58), open_one, Answer.NO, tools)
    assert (advice.reason, advice.question) == ("scan_reasons_open", "medicines")
    for risks in (told, open_one):
        [advice] = scan_advised(woman(58), risks, Answer.NO, tools, measured_otherwise=True)
        assert advice.key == "scan_dxa_instead"
