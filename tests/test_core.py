"""The short check tells the same as all answers: what the core leaves out changes no warning, and hardly a first line."""

from collections import Counter

from bonecheck import Concern, Finding
from bonecheck.answers.as_given import REGIONS, answers_from
from bonecheck.answers.questions import of_earlier, question_of, questions
from bonecheck.answers.samples import samples
from bonecheck.ui.session.place import SCREENS
from tests.made_up import made_up
from tests.people import built, report
from tests.test_vignettes import VIGNETTES, answers_of

CORE = {key for key, question in questions().items() if question.part in SCREENS}
SAME = 0.98
# Whole people whose first line hangs on what is not asked at once, and why that is so.
LATER = {
    "l1_alone": "the row says L1 to L4; other vertebrae are told in the fold below it",
    "heel_only": "the kind of scan tells it, which these answers leave open",
    "field_06_heel_only_68f": "the same",
    "neck_minus_0_9_with_the_density_of_minus_2_1": "bone density is asked beside a T-score above zero only",
}


def core_of(answers):
    """What the screens of the check ask of these answers, the picture's own question and that of the maker included."""
    kept = {}
    for key, answer in answers.items():
        region, _, score = key.partition(".")
        typed = answers.get(f"{region}.t_score")
        guarded = typed is None or isinstance(typed, str) or typed > 0
        of_site = region in REGIONS and (
            score in {"t_score", "z_score", "z_score_other_sex"} or (score == "bmd_g_cm2" and guarded)
        )
        if key in {"units", "country"} or of_site or question_of(key).key in CORE:
            kept[key] = answer
    if any(key.endswith(".bmd_g_cm2") for key in kept) and "scanner_make" in answers:
        kept["scanner_make"] = answers["scanner_make"]
    if "site_doubts" in answers and report(built(kept)[0]).headline_comforts:
        kept["site_doubts"] = answers["site_doubts"]
    return kept


def told(answers):
    """The headline, the findings for a doctor, the first step and the exercise level."""
    found = report(built(answers)[0])
    headline, plan = found.headline, found.plan
    return {
        "headline": (headline.key, getattr(headline, "concern", None), getattr(headline, "reason", None)),
        "warnings": {o.key for o in found.outcomes if isinstance(o, Finding) and o.concern >= Concern.SEE_A_CLINICIAN},
        "first step": plan and plan.actions and plan.actions[0].key,
        "level": plan and plan.exercise.level,
    }


def compared(people):
    same, lost, other = Counter(), [], []
    for name, given in people.items():
        # Earlier scans are told in a place of their own, for their own question: the check neither asks nor loses them.
        answers = {key: answer for key, answer in given.items() if not of_earlier(key)[0]}
        full, short = told(answers), told(core_of(answers))
        same.update(what for what in full if full[what] == short[what])
        lost += [(name, key) for key in full["warnings"] - short["warnings"]]
        other += [name for _ in [1] if full["headline"] != short["headline"]]
    return same, lost, other


def test_the_core_says_the_same_of_five_hundred_made_up_people_and_loses_no_warning():
    same, lost, _ = compared({str(number): answers for number, answers in enumerate(made_up(500))})
    assert lost == []
    assert {what: count for what, count in same.items() if count < SAME * 500} == {}


def test_the_core_says_the_same_of_every_sample_person():
    same, lost, _ = compared({person.key: answers_from(person.check) for person in samples()})
    assert lost == []
    assert same["headline"] == same["warnings"] == len(samples())


def test_the_core_says_the_same_of_every_vignette_but_for_those_whose_reason_is_named():
    _, lost, other = compared({name: answers_of(vignette) for name, vignette in VIGNETTES.items()})
    assert lost == []
    assert set(other) <= set(LATER)
