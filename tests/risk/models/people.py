"""People for the risk models, as the answers they give: short builders, so that a test names only what it is about."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bonecheck import NotAssessed, Report
from bonecheck.answers.questions import question_of
from bonecheck.risk.chance import Chance, FractureKind, ModelRisk
from tests.people import built, report

MANY = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
MODELS = ("garvan", "qfracture_2012", "caroc_2010", "fracture_index", "own_frax")
DRINKS = ("beer", "strong_beer", "wine", "spirits", "fortified")

# Everything that a model asks, answered, and nothing that raises a risk.
NO_RISK_FACTOR: dict[str, Any] = {
    "fracture_since_50": "no",
    "fracture_at_40_to_49": "no",
    "fracture_before_40": "no",
    "last_fracture": "longer_ago",
    "falls_12_months": "0",
    "rises_from_chair": "yes",
    "care_home": "no",
    "parent_hip_fracture": "neither",
    "parent_osteoporosis": "no",
    "smoking": "never",
    **{f"drinks_per_week.{drink}": 0 for drink in DRINKS},
    "ethnic_group": "white",
    "rheumatoid_arthritis": "no",
    "conditions": ["none"],
    "medicines": ["none"],
    "glucocorticoids": "never",
    "bone_medicine": "none",
    "bone_medicine_before": ["none"],
}
OF_WOMEN = {"hormone_therapy": "none", "menopausal_status": "postmenopausal"}
BMI_25 = {"height_cm": 175, "weight_kg": 76.5625}  # 76.5625 / 1.75^2 = 25, without a rest in binary

# What gives a person each flag of QFracture.
GIVES: dict[str, dict[str, Any]] = {
    "b_antidepressant": {"medicines": ["antidepressant"]},
    "b_anycancer": {"conditions": ["cancer"]},
    "b_asthmacopd": {"conditions": ["asthma_or_copd"]},
    "b_carehome": {"care_home": "yes"},
    "b_corticosteroids": {"glucocorticoids": "now"},
    "b_cvd": {"conditions": ["heart_or_stroke"]},
    "b_dementia": {"conditions": ["dementia"]},
    "b_endocrine": {"conditions": ["hyperparathyroidism"]},
    "b_epilepsy2": {"conditions": ["epilepsy"]},
    "b_falls": {"falls_12_months": "2"},
    "b_fracture4": {"fracture_since_50": "yes", "fracture_sites": ["wrist"], "fracture_count": "1"},
    "b_hrt_oest": {"hormone_therapy": "oestrogen_only"},
    "b_liver": {"conditions": ["liver_disease"]},
    "b_malabsorption": {"conditions": ["coeliac"]},
    "b_parkinsons": {"conditions": ["parkinsons"]},
    "b_ra_sle": {"rheumatoid_arthritis": "yes"},
    "b_renal": {"conditions": ["kidney_disease"]},
    "b_type1": {"conditions": ["type_1_diabetes"]},
    "b_type2": {"conditions": ["type_2_diabetes"]},
    "fh_osteoporosis": {"parent_hip_fracture": "father"},
}
TICKED = {"conditions", "medicines"}
ONLY_MEN, ONLY_WOMEN = {"b_carehome"}, {"b_endocrine", "b_hrt_oest"}


def flags_of(sex: str) -> list[str]:
    """The flags that QFracture has for this sex."""
    return sorted(GIVES.keys() - (ONLY_MEN if sex == "female" else ONLY_WOMEN))


def scan(**t_scores: float | None) -> dict[str, Any]:
    """A scan with these T-scores."""
    regions = [region for region, t_score in t_scores.items() if t_score is not None]
    found: dict[str, Any] = {"has_scan": "yes", "scan_regions": regions}
    if "lumbar_spine" in regions:
        found["lumbar_spine.vertebrae"] = "L1-L4"
    return found | {f"{region}.t_score": t_scores[region] for region in regions}


def person(sex: str = "female", age: int = 70, neck: float | None = None, **more: Any) -> dict[str, Any]:
    """Somebody with BMI 25 and no risk factor; a man's scan compares him with young men unless told otherwise."""
    answers = {"sex": sex, "age_years": age, **BMI_25, **NO_RISK_FACTOR}
    answers |= OF_WOMEN if sex == "female" else {}
    answers |= {"has_scan": "no"} if neck is None else scan(femoral_neck=neck)
    answers |= {"t_score_reference": "men"} if sex == "male" and neck is not None else {}
    return answers | more


def adding(answers: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """`answers` and what is said on top; ticks are added to those that stand there."""
    found = {**answers, **said}
    for key in TICKED & said.keys():
        found[key] = sorted({*answers.get(key, []), *said[key]} - {"none"})
    return found


def lacking(answers: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """`answers` without the risk factor that `said` would give."""
    found, harmless = dict(answers), NO_RISK_FACTOR | OF_WOMEN
    for key in harmless.keys() & said.keys():
        left = [item for item in answers[key] if item not in said[key]] or ["none"]
        found[key] = left if key in TICKED else harmless[key]
    return found


def with_flags(answers: Mapping[str, Any], *flags: str) -> dict[str, Any]:
    """`answers` and what gives each of these flags of QFracture."""
    found = dict(answers)
    for flag in flags:
        found = adding(found, GIVES[flag])
    return found


def reported(answers: Mapping[str, Any], **risks: Any) -> Report:
    """The report on these answers; `risks` sets fields of the risk factors that no single answer gives."""
    assert all(question_of(key) for key in answers)
    check, problems = built(answers)
    assert not [problem for problem in problems if problem.stops]
    return report(replace(check, risk_factors=replace(check.risk_factors, **risks)))


def results(answers: Mapping[str, Any], **risks: Any) -> dict[str, ModelRisk | NotAssessed]:
    """What each model makes of the person, in the order of the report."""
    models = reported(answers, **risks).models
    found = {m.model if isinstance(m, ModelRisk) else m.key.removeprefix("model_"): m for m in models}
    assert tuple(found) == MODELS
    return found


def risk(answers: Mapping[str, Any], model: str, **risks: Any) -> ModelRisk:
    """What one model says."""
    found = results(answers, **risks)[model]
    assert isinstance(found, ModelRisk), found
    return found


def chance(answers: Mapping[str, Any], model: str, kind: str, years: int, **risks: Any) -> Chance:
    found = risk(answers, model, **risks).chance(FractureKind(kind), years)
    assert found is not None
    return found


def one_number(answers: Mapping[str, Any], model: str, kind: str, years: int, **risks: Any) -> float:
    """The chance of somebody whose answers leave nothing open."""
    you = chance(answers, model, kind, years, **risks).you
    assert not you.is_open
    return you.low


def refused(answers: Mapping[str, Any], model: str) -> tuple[str, str | None]:
    """Why a model says nothing, and the question that would change it."""
    found = results(answers)[model]
    assert isinstance(found, NotAssessed), found
    return found.reason, found.question


def remark_keys(answers: Mapping[str, Any], model: str) -> set[str]:
    return {remark.key for remark in risk(answers, model).remarks}


# ------------------------------------------------------------------ made-up people who know everything

yes_or_no = st.sampled_from(["yes", "no"])
# No spine and no hip, after which no model but CAROC gives a number.
bones = st.lists(st.sampled_from(["wrist", "upper_arm", "pelvis", "rib", "other"]), unique=True, min_size=1, max_size=3)


@st.composite
def broken_bones(draw: Any, suffix: str) -> dict[str, Any]:
    """Breaks of a time of life: which, and at least as many as there are bones."""
    if draw(yes_or_no) == "no":
        return {f"fracture_{suffix}": "no"}
    broken = draw(bones)
    many = {"since_50": ("fracture_sites", "fracture_count")}
    sites, count = many.get(suffix, (f"fracture_sites_{suffix}", f"fracture_count_{suffix}"))
    return {f"fracture_{suffix}": "yes", sites: broken, count: str(draw(st.integers(len(broken), 3)))}


@st.composite
def risk_answers(draw: Any, sex: str) -> dict[str, Any]:
    """Every question that a model asks of this sex, answered."""
    items = {
        key: [item for item in question_of(key).options if item not in {"none", "not_known"}]
        for key in ("conditions", "medicines")
    }
    answers = {
        **draw(broken_bones("since_50")),
        **draw(broken_bones("at_40_to_49")),
        **draw(broken_bones("before_40")),
        "falls_12_months": draw(st.sampled_from("0123")),
        "rises_from_chair": draw(yes_or_no),
        "care_home": draw(yes_or_no),
        "parent_hip_fracture": draw(st.sampled_from(["mother", "father", "both", "neither"])),
        "mother_broke_hip_after_50": draw(yes_or_no),
        "parent_osteoporosis": draw(yes_or_no),
        "smoking": draw(st.sampled_from(["never", "ex", "current"])),
        "cigarettes_per_day": draw(st.integers(0, 60)),
        **{f"drinks_per_week.{drink}": draw(st.integers(0, 12)) for drink in DRINKS},
        "rheumatoid_arthritis": draw(yes_or_no),
        **{
            key: draw(st.lists(st.sampled_from(items[key]), unique=True, max_size=4)) or ["none"]
            for key in ("conditions", "medicines")
        },
        "glucocorticoids": draw(st.sampled_from(["now", "past", "never"])),
        "glucocorticoid_dose_mg_per_day": draw(st.sampled_from([2.5, 5, 7.4, 7.5, 20])),
        "glucocorticoid_months": draw(st.sampled_from([0, 2, 3, 12])),
        "bone_medicine": "none",
        "bone_medicine_before": ["none"],
        "last_fracture": "longer_ago",
    }
    if sex == "female":
        answers["hormone_therapy"] = draw(st.sampled_from(["none", "oestrogen_only", "combined", "past"]))
    return answers


@st.composite
def adults(draw: Any, youngest: int = 50, oldest: int = 84) -> dict[str, Any]:
    """Women and men with a scan, whose answers are all known; the risk factors are those of `risk_answers`.

    Up to 84 every model that has ten years gives them.
    """
    sex = draw(st.sampled_from(["female", "male"]))
    t_scores = st.integers(-45, 10).map(lambda tenths: tenths / 10)
    answers = person(sex, draw(st.integers(youngest, oldest)))
    answers |= scan(**{region: draw(t_scores) for region in ("femoral_neck", "total_hip", "lumbar_spine")})
    answers |= {"t_score_reference": draw(st.sampled_from(["men", "women", "not_known"]))} if sex == "male" else {}
    answers |= {"height_cm": draw(st.integers(155, 165)), "weight_kg": draw(st.integers(55, 85))}  # BMI 20.2 to 35.4
    groups = [group for group in question_of("ethnic_group").options if group not in {"black_american", "not_known"}]
    return answers | {"ethnic_group": draw(st.sampled_from(groups))} | draw(risk_answers(sex))
