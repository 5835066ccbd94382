"""Presenter mode: steps that are never empty and say what the report says, for everybody, and notes for two roles."""

import re

import pytest

from bonecheck.answers.as_given import answers_from
from bonecheck.answers.samples import samples
from bonecheck.evidence.library import document
from bonecheck.outcomes import Finding
from bonecheck.risk.chance import FractureKind, ModelRisk
from bonecheck.risk.shown import as_shown, is_too_open, is_too_open_for_a_room
from bonecheck.words.bone_line import Kind
from bonecheck.words.chance_steps import spoken
from bonecheck.words.change import clinical_lines
from bonecheck.words.language import name
from bonecheck.words.outcomes import all_texts, words
from bonecheck.words.plan import action_words, doctor_question, red_flags
from bonecheck.words.presenter import ROLES, changed_site, comes_up, notes, steps
from bonecheck.words.risk import licence_note, model_text, short
from bonecheck.words.stage import Dot
from bonecheck.words.step import ACTIONS, BESIDE, CHANGED, DOCTOR, MOVES, NUMBER, STEPS, WHERE, Lines
from tests.browser.people import AGE_AND_SIZE, ALL_OPEN, EVERY_MODEL, HALF_OPEN, MAN_OF_80, MANY_BREAKS
from tests.people import built, of_woman, plain, report, with_t


def twice(then, now, **more):
    """A woman of 66 with bone densities of an earlier scan, and with bone density and T-score of the present one."""
    vertebrae = {key: "L1-L4" for key in ("lumbar_spine.vertebrae", "earlier.1.lumbar_spine.vertebrae")}
    return of_woman(
        66,
        **{
            "has_scan": "yes",
            "scan_regions": list(now),
            "scan_date": "2026-06-01",
            "earlier.1.scan_date": "2023-06-01",
            "earlier.1.same_machine": "yes",
            **{f"{region}.bmd_g_cm2": bmd for region, (bmd, _) in now.items()},
            **{f"{region}.t_score": t for region, (_, t) in now.items()},
            **{f"earlier.1.{region}.bmd_g_cm2": bmd for region, bmd in then.items()},
            **(vertebrae if "lumbar_spine" in now else {}),
            **more,
        },
    )


# Published noise: spine 0.039, total hip 0.044 g/cm2. The hip decides in each; 0.200 in three years is far above noise.
HIP, SPINE = "total_hip_left", "lumbar_spine"
BOTH_NOW = {SPINE: (0.900, -1.3), HIP: (0.730, -1.7)}
SCANNED_TWICE = {
    "hip lost": twice({SPINE: 0.910, HIP: 0.780}, BOTH_NOW),
    "hip the same, spine lost": twice({SPINE: 0.950, HIP: 0.740}, BOTH_NOW),
    "hip the same, spine gained": twice({SPINE: 0.850, HIP: 0.740}, BOTH_NOW),
    "spine fell far": twice({SPINE: 1.100, HIP: 0.740}, BOTH_NOW),
    "hip lost on steroids": twice({SPINE: 0.910, HIP: 0.780}, BOTH_NOW, glucocorticoids="now"),
    "spine seen before alone": twice({SPINE: 0.910}, BOTH_NOW),
    "no dates": twice({HIP: 0.780}, BOTH_NOW, **{"earlier.1.scan_date": ""}),
    "T-scores fell": {**of_woman(66, **with_t(total_hip=-2.3)), "earlier.1.total_hip.t_score": -1.2},
}
# People at the edges of what can be judged.
EDGES = {
    "nothing but an age": {"age_years": 62},
    "nothing but a sex": {"sex": "male"},
    "under 20": {"age_years": 17, "sex": "female", "has_scan": "yes", **with_t(femoral_neck=-2.0)},
    "under 20, no scan": {"age_years": 12, "sex": "male", "has_scan": "no"},
    "by Z-score": of_woman(35, "premenopausal", **with_t(femoral_neck=-2.0)),
    "which score is open": {"age_years": 52, "sex": "female", "has_scan": "yes", **with_t(femoral_neck=-2.0)},
    "scan not at hand": of_woman(62, has_scan="not_known"),
    "no model": of_woman(62, **with_t(femoral_neck=-2.0), bone_medicine="denosumab"),
    "knows nothing": AGE_AND_SIZE,
    "knows one T-score": ALL_OPEN,
    "knows half": HALF_OPEN,
    "urgent": of_woman(66, **with_t(femoral_neck=-2.7), warning_signs=["cannot_stand"]),
    "not urgent, and no training": of_woman(66, exercise_cautions=["new_pain"]),
    "many breaks": MANY_BREAKS,
    "every model": EVERY_MODEL,
    "frail, no scan": MAN_OF_80,
    "lost minus": {**of_woman(66, **with_t(total_hip=-1.0)), "total_hip.t_score": "1.8"},
    "FRAX alone": {
        **of_woman(41, "premenopausal", height_cm=200.0, weight_kg=70.0),
        "frax_major_percent": 7.5,
        "frax_hip_percent": 1.1,
        "frax_country": "uk",
        "frax_with_bmd": "no",
    },
}


def reported(answers):
    check, problems = built(answers)
    return report(check), problems


EVERYBODY = {
    **{person.key: (report(person.check), ()) for person in samples()},
    **{who: reported(answers) for who, answers in (EDGES | SCANNED_TWICE).items()},
}
EVERYONE = pytest.mark.parametrize("who", EVERYBODY)


def told(who):
    return {step.key: step for step in steps(*EVERYBODY[who])}


@EVERYONE
def test_the_steps_are_those_that_have_something_to_say_and_none_is_empty(who):
    found, _ = EVERYBODY[who]
    told_steps = steps(*EVERYBODY[who])
    has_number = spoken(found) is not None
    expected = {
        WHERE: True,
        NUMBER: found.spectrum is not None,
        CHANGED: bool(found.changes),
        BESIDE: True,
        MOVES: has_number and any(step.key == MOVES for step in told_steps),
        ACTIONS: found.plan is not None,
        DOCTOR: True,
    }
    assert [step.key for step in told_steps] == [key for key in STEPS if expected[key]]
    for step in told_steps:
        assert len(step.message) > 10
        assert step.picture is not None or step.key == CHANGED
        assert all(
            text.strip() and "{" not in text for text in (step.message, *step.points, *step.quoted, *step.small_print)
        )
        assert len(set(step.points)) == len(step.points)


def test_what_moves_a_number_is_a_step_where_something_does_and_nothing_weighs_more():
    """Anne has no number, Ellen one that leaves out what weighs more, Ruth one that nothing moves by a whole person."""
    moved = {who for who in EVERYBODY if MOVES in told(who)}
    assert {"maria", "june", "carol", "david"} <= moved
    assert not {"anne", "ellen", "robert", "ruth", "FRAX alone", "no model"} & moved


@EVERYONE
def test_a_message_is_short_enough_for_a_wall(who):
    assert [step.message for step in steps(*EVERYBODY[who]) if len(step.message.split()) > 35] == []
    assert all(len(step.points) <= 6 for step in steps(*EVERYBODY[who]))


@EVERYONE
def test_the_first_step_says_the_headline_of_the_report(who):
    found, _ = EVERYBODY[who]
    assert told(who)[WHERE].message == words(found.headline).title
    everything = " ".join([*told(who)[WHERE].points, *told(who)[WHERE].small_print])
    assert words(found.headline).plain in everything


@EVERYONE
def test_the_actions_and_the_questions_are_those_of_the_plan(who):
    """Questions on medicines come last of those in sight: on a coach's screen the coach is heard saying them."""
    found, _ = EVERYBODY[who]
    if found.plan is None:
        assert ACTIONS not in told(who)
        assert "people under 20" in told(who)[DOCTOR].message
        return
    said = [action_words(action, found.plan.exercise.level) for action in found.plan.actions]
    if said:
        assert [(card.title, card.begin) for card in told(who)[ACTIONS].picture.cards] == [(each.title, each.begin) for each in said]  # fmt: skip
    keys = found.plan.doctor_questions
    first = (*keys[:3], "spine_reads_high") if "spine_reads_high" in keys[4:] else keys[:4]  # the ladder has said so
    asked, expected = ([doctor_question(key) for key in some] for some in (keys, first))
    expected = expected or list(red_flags("now").signs)  # where care is needed now there is nothing to ask
    step = told(who)[DOCTOR]
    assert sorted(step.picture.said) == sorted(expected)
    assert all(question in " ".join([*step.picture.said, *step.small_print]) for question in asked)


def test_a_question_on_a_medicine_comes_last():
    assert "a medicine for my bones" in told("robert")[DOCTOR].picture.said[-1]
    assert "hormone therapy" in told("june")[DOCTOR].picture.said[-1]


@EVERYONE
def test_the_number_on_the_wall_is_one_of_a_model_and_never_one_that_is_too_open(who):
    found, _ = EVERYBODY[who]
    shown = spoken(found)
    if shown is None:
        fitting = [risk for risk in found.models if isinstance(risk, ModelRisk)]
        assert all(any(is_too_open_for_a_room(risk, as_shown(each)) for each in risk.chances) for risk in fitting)
        return
    risk, chance = shown
    assert risk in found.models
    assert chance in [as_shown(given) for given in risk.chances]
    assert not is_too_open_for_a_room(risk, chance)
    step = told(who)[BESIDE]
    assert step.message.startswith(("Out of 1", f"By {model_text(risk.model).name}, "))
    assert step.points[0].startswith(f"{model_text(risk.model).name}. ")
    assert f"within {chance.years} years" in step.message
    if "1,000" not in step.message:
        assert short(chance, chance.you).split(" to ")[0].removeprefix("under ").removesuffix("+") in step.message


@EVERYONE
def test_every_model_that_fits_stands_in_the_small_print_and_every_other_with_its_reason(who):
    found, _ = EVERYBODY[who]
    step = told(who)[BESIDE]
    everything = " ".join([*step.points, *step.small_print])
    for outcome in found.models:
        if isinstance(outcome, ModelRisk):
            assert f"{model_text(outcome.model).name}: " in " ".join(step.small_print)
        else:
            assert words(outcome).title in everything
            assert words(outcome).plain in everything


@EVERYONE
def test_where_a_score_of_a_licensed_model_stands_its_note_stands_as_well_and_in_sight_with_the_one_that_is_shown(who):
    note, shown = licence_note("qfracture_2012"), spoken(EVERYBODY[who][0])
    for step in steps(*EVERYBODY[who]):
        if any(text.startswith("QFracture: out of 100") for text in step.small_print):
            assert note in step.small_print
        if step.key in {BESIDE, MOVES} and shown is not None:
            assert (note in step.fine) == (shown[0].model == "qfracture_2012")


def test_a_number_that_contradicts_itself_is_no_count_and_says_so_in_sight():
    found, _ = reported({**MANY_BREAKS, "age_years": 90, "femoral_neck_left.t_score": -4.8})
    assert any(
        chance.is_beyond_counting for risk in found.models if isinstance(risk, ModelRisk) for chance in risk.chances
    )
    [step] = [step for step in steps(found) if step.key == BESIDE]
    assert any("contradict each other" in point for point in step.points)


def test_under_65_the_number_is_called_rough_in_sight():
    assert any(point.startswith("Under 65") for point in told("maria")[BESIDE].points)
    assert not any(point.startswith("Under 65") for point in told("helen")[BESIDE].points)


def test_what_no_model_counts_stands_in_sight():
    found, _ = reported(of_woman(70, **with_t(femoral_neck=-1.8), conditions=["eating_disorder"]))
    [step] = [step for step in steps(found) if step.key == BESIDE]
    assert any("None of these models counts that" in point for point in step.points)


def test_the_model_that_sees_what_sets_a_person_apart_speaks_and_the_other_is_not_hidden():
    """Carol smokes and her mother broke a hip: Garvan sees neither, and disagrees."""
    assert [spoken(EVERYBODY[who][0])[0].model for who in ("carol", "maria")] == ["qfracture_2012", "garvan"]
    assert any(text.startswith("Garvan: out of 100 women") for text in told("carol")[BESIDE].small_print)
    assert "a parent" in told("carol")[MOVES].message


NO_HEIGHT_LOST = {"tallest_height_cm": 175.26}  # Robert's height; after so much lost height no model compares


def test_the_strongest_factor_comes_first():
    """Robert with a wrist in place of his hip, and long ago: Garvan multiplies by e^0.845 for the break (section 5.1)."""
    [robert] = [person for person in samples() if person.key == "robert"]
    wrist = answers_from(robert.check) | {"fracture_sites": ["wrist"], "last_fracture": "longer_ago"} | NO_HEIGHT_LOST
    told_steps = {step.key: step for step in steps(*reported(wrist))}
    assert told_steps[MOVES].message == "By Garvan, this moves your number most: breaks since 50."
    assert [bar.label for bar in told_steps[MOVES].picture.bars][1:3] == ["Breaks since 50", "Falls in the last year"]


def test_after_a_broken_hip_no_number_is_told_and_the_reason_is():
    """Robert broke a hip, which Garvan does not see; "hardly anything sets you apart" would comfort falsely."""
    robert = told("robert")
    assert MOVES not in robert
    assert "says more than the models count" in robert[BESIDE].picture.said[0]
    assert any("broken spine or hip" in line and "Garvan" in line for line in robert[BESIDE].small_print)
    assert not any("who answer like you" in line for line in (*robert[BESIDE].small_print, *robert[WHERE].small_print))


# Garvan: 44 to 83 of 100, as one break or three or more are meant; FRACTURE Index says much less, and sees no falls.
COUNT_SKIPPED = of_woman(
    74,
    **with_t(femoral_neck=-2.6, total_hip=-2.4),
    fracture_since_50="yes",
    fracture_sites=["wrist"],
    last_fracture="longer_ago",
    falls_12_months="1",
) | {"fracture_count": ""}


def test_where_one_open_answer_leaves_a_wide_range_before_a_room_the_question_stands_in_its_place():
    """The number of breaks was skipped: no range of 40 people, nor the number of a model that says less, in its place."""
    found, _ = reported(COUNT_SKIPPED)
    [garvan] = [risk for risk in found.models if isinstance(risk, ModelRisk) and risk.model == "garvan"]
    chance = garvan.chance(FractureKind.ANY, 10)
    assert not is_too_open(garvan, chance)  # for one reader it stands on Results
    assert chance.you.high - chance.you.low > 20
    step = {step.key: step for step in steps(found)}[BESIDE]
    in_sight = " ".join((step.message, *step.points, *getattr(step.picture, "said", ())))
    assert "How many breaks since 50?" in in_sight
    assert "within" not in in_sight
    settled, _ = reported(COUNT_SKIPPED | {"fracture_count": "1"})
    assert "break a bone" in {step.key: step for step in steps(settled)}[BESIDE].message


def test_a_model_that_waits_and_may_say_less_is_named_with_its_question():
    points = told("knows one T-score")[BESIDE].points
    assert any(
        "wait for an answer" in point and "Since you turned 50, have you broken a bone" in point for point in points
    )


# Why nobody is told a chance, in sight, by what was answered.
WHY = {
    "robert": "says more than the models count",
    "arjun": "without a bone medicine",
    "no model": "without a bone medicine",
    "urgent": "a doctor should look at it first",
    "anne": "made for older people",
    "diego": "made for older people",
    "under 20": "made for older people",
    "knows nothing": "Still open: “Have you been told you have any of these?",
    "count of breaks skipped": "Still open: “How many breaks since 50?”.",
    "nothing but an age": "No model fits as things stand",
    "stopped a medicine": "one may still be at work",
    "over 90": "not made for people over 90",
    "hip far above": "can read too high",
}
MORE = {
    "count of breaks skipped": COUNT_SKIPPED,
    "stopped a medicine": of_woman(72, bone_medicine="none", bone_medicine_before=["zoledronate"], bone_medicine_last_dose="within_2_years"),
    "over 90": of_woman(93, has_scan="no"),
    "hip far above": of_woman(70, height_cm=200.0, weight_kg=45.0, **with_t(total_hip=4.2, femoral_neck=4.4)),
}  # fmt: skip


@pytest.mark.parametrize("who", WHY)
def test_why_there_is_no_chance_stands_in_sight(who):
    found = reported(MORE[who]) if who in MORE else EVERYBODY[who]
    step = {step.key: step for step in steps(*found)}[BESIDE]
    assert spoken(found[0]) is None
    in_sight = step.picture.said if isinstance(step.picture, Lines) else step.points
    assert WHY[who] in " ".join(in_sight)
    assert isinstance(step.picture, Lines) == (step.message == "We name no chance here.")


def test_each_reason_for_no_chance_is_one_that_a_model_gives():
    assert document("presenter.toml")["no_chance"].keys() <= all_texts("reasons").keys()


def test_before_a_room_the_step_without_a_chance_names_whose_it_is_not():
    by_name = {step.key: step for step in steps(*EVERYBODY["arjun"], who="Arjun")}
    assert by_name[BESIDE].message == "We name no chance for Arjun."


def test_where_a_bone_is_not_named_nobody_is_compared_with_and_nothing_is_taken_apart():
    """It may have been a hip."""
    [robert] = [person for person in samples() if person.key == "robert"]
    unnamed = (
        answers_from(robert.check) | {"fracture_sites": ["not_known"], "last_fracture": "longer_ago"} | NO_HEIGHT_LOST
    )
    told_steps = {step.key: step for step in steps(*reported(unnamed))}
    assert MOVES not in told_steps
    assert any("leaves out something that weighs more" in line for line in told_steps[BESIDE].small_print)
    assert any("does not see which bone broke, or when" in point for point in told_steps[BESIDE].points)
    assert {dot for dot, _, _ in told_steps[BESIDE].picture.crowds[0].marks} == {Dot.MORE, Dot.NONE}


def test_a_factor_that_hardly_moves_the_number_is_only_in_the_small_print():
    assert MOVES not in told("ruth")
    lines = told("ruth")[BESIDE].small_print
    assert any(text.startswith("Height and weight (BMI): makes it higher, 1.02 times") for text in lines)


def test_the_number_that_counts_is_named_with_its_site_and_its_reason():
    assert told("maria")[NUMBER].message == "The number that counts is −2.1, at your left hip (femoral neck)"
    assert told("anne")[NUMBER].points[0] == "Before menopause doctors read the Z-score."
    assert any(point.startswith("Plus or minus? 1.8") for point in told("lost minus")[WHERE].quoted)


def test_without_a_scan_the_first_step_says_whether_to_ask_for_one():
    step = told("june")[WHERE]
    assert "No scan yet" in step.message
    assert any("People like you are usually offered a bone density scan" in line for line in step.picture.said)


def test_a_broken_hip_that_leads_the_headline_does_not_hide_that_there_is_no_scan():
    broke = of_woman(70, has_scan="no", fracture_since_50="yes", fracture_sites=["hip"])
    step = {step.key: step for step in steps(*reported(broke))}[WHERE]
    assert "broken bone" in step.message
    assert "scan" in " ".join((*step.picture.said, *step.small_print))


# ------------------------------------------------------------------ whether it has changed


SAME_MEANS = "A step of this size can come from the scan itself. A small true change may hide in it."
LOSS_MEANS = "The drop is bigger than the noise of the scan. Some loss comes with age, and more in the years around menopause. Ask your doctor what could be behind yours."  # fmt: skip


@pytest.mark.parametrize(
    ("who", "region", "message", "points"),
    [
        (
            "helen",
            "femoral_neck_left",
            "We cannot tell if your left hip (femoral neck) has changed.",
            ["The scans come from different machines, and no two read quite the same. Ask if the next scan can be made on the machine of your newest one."],
        ),
        (
            "mei",
            SPINE,
            "Since 2023, your lower spine likely lost bone density.",
            ["From 0.959 to 0.911 g/cm2, -0.048. The noise of the scan is 0.039.", LOSS_MEANS],
        ),
        (
            "gloria",
            "femoral_neck_left",
            "Since 2024, your left hip (femoral neck) moved less than the noise of the scan.",
            ["From 0.798 to 0.774 g/cm2, -0.024. The noise of the scan is 0.055.", SAME_MEANS],
        ),
        (
            "hip lost",
            HIP,
            "Since 2023, your whole left hip likely lost bone density.",
            ["From 0.780 to 0.730 g/cm2, -0.050. The noise of the scan is 0.044.", LOSS_MEANS],
        ),
        (
            "spine seen before alone",
            SPINE,
            "Since 2023, your lower spine moved less than the noise of the scan.",
            ["From 0.910 to 0.900 g/cm2, -0.010. The noise of the scan is 0.039.", SAME_MEANS],
        ),
        (
            "hip the same, spine gained",
            HIP,
            "Since 2023, your whole left hip moved less than the noise of the scan.",
            ["From 0.740 to 0.730 g/cm2, -0.010. The noise of the scan is 0.044.", SAME_MEANS],
        ),
    ],
)  # fmt: skip
def test_the_step_on_change_answers_for_the_site_that_decides_and_says_why(who, region, message, points):
    assert changed_site(EVERYBODY[who][0]).region == region
    step = told(who)[CHANGED]
    assert plain(step.message) == message
    assert [plain(point) for point in step.points] == points


def test_a_loss_elsewhere_stands_beneath_a_hip_that_stayed():
    """The hip decides, and "less than the noise" alone would comfort falsely: the spine lost 0.05 g/cm2."""
    step = told("hip the same, spine lost")[CHANGED]
    assert step.message.startswith("Since 2023, your whole left hip moved less than the noise")
    assert step.points[-1:] == ("Since 2023, your lower spine likely lost bone density",)


@pytest.mark.parametrize(
    ("who", "region", "key"),
    [
        ("spine fell far", SPINE, "change_far"),
        ("hip lost on steroids", HIP, "change_lower_on_steroids"),
        ("T-scores fell", "total_hip", "t_score_fell"),
    ],
)
def test_what_a_doctor_should_hear_of_leads_the_step_on_change_with_what_to_do(who, region, key):
    found = EVERYBODY[who][0]
    [heard] = [outcome for outcome in found.findings if outcome.key == key]
    step = told(who)[CHANGED]
    assert changed_site(found).region == region
    assert (step.message, step.points[0]) == (words(heard).title, words(heard).plain)
    assert "stands above" not in " ".join((step.message, *step.points))


@pytest.mark.parametrize("who", [who for who, (found, _) in EVERYBODY.items() if found.changes])
def test_every_site_and_each_line_for_the_doctor_stands_on_the_step_on_change(who):
    found, step = EVERYBODY[who][0], told(who)[CHANGED]
    everything = " ".join((step.message, *step.points, *step.small_print))
    assert [each.region for each in found.changes if name("region", each.region) not in everything] == []
    assert set(clinical_lines(found)) <= set(step.small_print)


def test_without_a_model_people_of_the_same_age_stand_in():
    assert told("anne")[BESIDE].message.startswith("Of 100 people of your age and sex, about 6 have lower bone density")
    assert spoken(EVERYBODY["anne"][0]) is None


def test_an_urgent_sign_comes_before_all_else():
    step = told("urgent")[ACTIONS]
    assert step.message.startswith("Get care now")
    assert len(getattr(step.picture, "cards", step.picture.said if hasattr(step.picture, "said") else ())) == 1


def test_who_does_everything_right_hears_so():
    assert told("grace")[ACTIONS].message == "You do what helps. Keep it up."


def test_the_ladder_has_every_site_the_highest_first_and_one_filled_mark():
    ladder = told("maria")[NUMBER].picture
    assert [(rung.score, rung.kind) for rung in ladder.rungs] == [("−0.8", Kind.SITE), ("−1.5", Kind.SITE), ("−2.1", Kind.PERSON)]  # fmt: skip
    assert all(rung.is_hollow == (rung.kind is not Kind.PERSON) for rung in ladder.rungs)
    assert all(rung.site in ladder.alt and rung.score in ladder.alt for rung in ladder.rungs)


def test_the_t_score_that_anne_read_stands_struck_out_beside_the_z_score_that_counts():
    rungs = told("anne")[NUMBER].picture.rungs
    assert [rung.score for rung in rungs if rung.kind is Kind.PERSON] == ["−1.6"]
    assert [(rung.score, rung.said, rung.at) for rung in rungs if rung.kind is Kind.NOT_USED] == [("T −1.9", "T-score: not used here", None)]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("step", STEPS)
def test_each_role_has_something_to_say_not_to_say_and_to_ask_at_each_step(role, step):
    note = notes(role, step)
    assert all(len(text) > 20 for text in (note.say, note.do_not_say, note.ask))
    assert note.do_not_say.startswith("Do not ")
    assert "?" in note.ask


def test_the_notes_of_the_two_roles_differ_and_only_a_clinician_interprets():
    for step in STEPS:
        assert notes("coach", step) != notes("clinician", step)
    assert "interpret" not in " ".join(notes("coach", step).say for step in STEPS)
    assert "interpret" in notes("clinician", DOCTOR).say


@pytest.mark.parametrize("role", ROLES)
def test_what_comes_up_in_a_room_is_answered_in_each_role_and_the_signs_that_cannot_wait_are_there(role):
    said = comes_up(role)
    when = document("presenter.toml")["comes_up_when"]
    assert set(document("presenter.toml")["comes_up"][role]) == set(when)
    assert all(any(what in line for line in said) for what in when.values())
    signs = [*red_flags("now").signs, *red_flags("soon").signs]
    assert all(sign in " ".join(said[-2:]) for sign in signs)


def test_a_coach_listens_sends_pain_to_a_clinician_and_says_nothing_on_tablets():
    told = document("presenter.toml")["comes_up"]["coach"]
    assert "listen" in told["tears"]
    assert "a clinician soon" in told["new_pain"]
    assert "doctor or pharmacist" in told["tablets"]
    assert not re.search(r"\b(take|keep taking|skip|lower|switch|safe|fine)\b", told["tablets"])


def test_the_people_at_the_edges_are_as_different_as_their_names_say():
    reports = {who: found for who, (found, _) in EVERYBODY.items()}
    assert reports["under 20"].plan is None
    assert reports["by Z-score"].score == "z_score"
    assert isinstance(reports["urgent"].headline, Finding)
    assert not any(isinstance(risk, ModelRisk) for risk in reports["no model"].models)
    assert spoken(reports["knows nothing"]) is None
    assert any(isinstance(risk, ModelRisk) for risk in reports["knows nothing"].models)
    assert spoken(reports["FRAX alone"])[0].model == "own_frax"
    assert reports["FRAX alone"].headline.key.startswith("report")
    assert reports["nothing but an age"].sites == ()


def test_titles_that_end_with_a_full_stop_are_told_as_sentences():
    titles = {key: found.title for name in ("outcomes", "not_assessed") for key, found in all_texts(name).items()}
    sentences = document("presenter.toml")["titles_that_are_sentences"]["keys"]
    assert sorted(sentences) == sorted(key for key, title in titles.items() if title.endswith("."))
