"""The words of what if: what moved and by how much, what did not and why, and no promise that no trial has made."""

import random
import re
from collections.abc import Iterator
from itertools import product

import pytest

from bonecheck import Report, assess
from bonecheck.answers.units import UnitSystem
from bonecheck.compare.projection import projections
from bonecheck.compare.what_if import Position, Settings, Start, levers, position_of, positions, start_of, supposed
from bonecheck.evidence.effects import effect
from bonecheck.outcomes import Concern
from bonecheck.plan.types import Level
from bonecheck.risk.chance import Chance, FractureKind, ModelRisk, Range
from bonecheck.words.effects import sentence as effect_sentence
from bonecheck.words.language import MINUS
from bonecheck.words.risk import licence_note
from bonecheck.words.what_if import (
    Moves,
    label,
    model_keys,
    notes,
    position_words,
    projection_sentence,
    table_columns,
    table_lines,
    told,
    trial_sentences,
    why_no_bar,
)
from tests.browser.people import ALL_OPEN, EVERY_MODEL, HALF_OPEN, WOMAN_OF_67
from tests.compare.test_what_if import REGION, start
from tests.people import TODAY, built, of_woman, plain, with_t

# A woman of 62 with no other risk and one T-score.
AT_2_1_BELOW = of_woman(62, **with_t(femoral_neck=-2.1))
NAMES = {"garvan": "Garvan", "qfracture_2012": "QFracture", "caroc_2010": "CAROC", "fracture_index": "FRACTURE Index"}


def begins(answers: dict) -> Start:
    check = built(answers)[0]
    return start_of(check, assess(check, on=TODAY))


def moved(begin: Start, **settings: Position) -> Report:
    return assess(supposed(begin, settings, on=TODAY), on=TODAY)


def said(begin: Start, *, hip: bool = False, **settings: Position) -> Moves:
    return told(begin, moved(begin, **settings), settings, UnitSystem.METRIC, hip=hip)


def lines(*parts: tuple[str, ...]) -> str:
    return plain("\n".join(line for part in parts for line in part))


def about(model: str, found: tuple[str, ...]) -> list[str]:
    """The lines that name this model first."""
    return [plain(line) for line in found if re.match(rf"\*\*[^*]*{model}", line)]


def chance_of(found: Report, model: str, kind: FractureKind, years: int = 10) -> Range | None:
    """The number of a model, read from the report and not through any words."""
    for risk in found.models:
        if isinstance(risk, ModelRisk) and risk.model == model:
            chance = risk.chance(kind, years)
            return None if chance is None else chance.you
    return None


# ------------------------------------------------------------------ moved


def test_each_moved_lever_is_told_with_both_ends_in_the_order_of_the_page():
    told_of = said(start("maria"), age=70.0, score=-2.5, training="2")
    assert [plain(line) for line in told_of.moved] == [
        "T-score, left hip (femoral neck): from -2.1 to -2.5",
        "Age: from 62 years to 70 years",
        "Strength training, days a week: from 0 to 2",
    ]


def test_what_was_not_given_is_supposed():
    assert [plain(line) for line in said(start("june"), score=-1.5, training="3").moved] == [
        "T-score, hip (femoral neck): not given, now -1.5",
        "Strength training, days a week: not given, now 3",
    ]


def test_nothing_moved_is_told_of_nothing():
    assert said(start("maria")) == Moves(moved=(), changed=(), stayed=())


def test_weights_are_told_in_the_units_of_the_reader():
    begin = start("robert")  # 79.4 kg are 175 lb, and 90 kg are 198.4
    told_of = told(begin, moved(begin, weight=90.0), {"weight": 90.0}, UnitSystem.US, hip=False)
    assert re.fullmatch(r"Weight: from 175 lb to 198(\.4)? lb", told_of.moved[0])


@pytest.mark.parametrize(
    ("servings", "words"), [(0.0, "0"), (3.5, "½"), (7.0, "1"), (10.5, "1½"), (14.0, "2"), (28.0, "4")]
)
def test_milk_is_told_in_glasses_a_day(servings, words):
    assert position_words(levers()["calcium"], servings, UnitSystem.METRIC) == words


def test_the_first_lever_is_called_by_the_score_that_counts():
    assert label(levers()["score"], start("anne")) == "Z-score, lower spine"
    assert label(levers()["score"], start("robert")) == "T-score, right hip (femoral neck)"


# ------------------------------------------------------------------ the class changes exactly at -2.5


def test_the_class_changes_at_2_5_below_and_not_before():
    """WHO: -2.5 or lower is the osteoporosis range."""
    before, at = said(begins(AT_2_1_BELOW), score=-2.4), said(begins(AT_2_1_BELOW), score=-2.5)
    assert "osteopenia range" in lines(before.changed)
    assert "osteoporosis range" not in lines(before.changed, before.stayed)
    assert "**The result:** The T-score that counts is -2.5." in lines(at.changed)
    assert "osteoporosis range" in lines(at.changed)


def test_the_normal_range_begins_at_1_below():
    below, at = said(begins(AT_2_1_BELOW), score=-1.1), said(begins(AT_2_1_BELOW), score=-1.0)
    assert "osteopenia range" in lines(below.changed)
    assert "osteopenia range" not in lines(at.changed)
    assert "normal range" in lines(at.changed)


def test_the_model_that_does_not_count_the_score_is_told_to_stay():
    told_of = said(start("maria"), score=-2.5)
    assert [plain(line) for line in about("QFracture", told_of.stayed)] == [
        "**QFracture** stays as it is: it does not count the T-score."
    ]
    assert about("QFracture", told_of.changed) == []
    assert about("Garvan", told_of.changed)


# ------------------------------------------------------------------ by how much


def test_by_how_much_agrees_with_both_numbers():
    begin = start("maria")
    before, after = (
        chance_of(found, "garvan", FractureKind.ANY).low for found in (begin.report, moved(begin, score=-2.5))
    )
    was, is_now = round(before), round(after)  # 17.4 and 20.x: no halves
    [line] = about("Garvan", said(begin, score=-2.5).changed)
    assert line == (
        f"**Garvan**, any bone: was {was}, now {is_now} out of 100 people in 10 years, {is_now - was} more."
    )


def test_fewer_is_told_as_fewer():
    begin = start("june")
    before, after = (
        chance_of(found, "qfracture_2012", FractureKind.MAJOR).low
        for found in (begin.report, moved(begin, cigarettes=0.0))
    )
    assert after < before
    [line] = about("QFracture", said(begin, cigarettes=0.0).changed)
    assert f"was {round(before)}, now {round(after)} out of 100 people in 10 years" in line
    assert line.endswith(f"{round(before) - round(after)} fewer.")


COUNTED = re.compile(r"was (\d+(?:\.\d+)?), now (\d+(?:\.\d+)?) out of 100 people in \d+ years, (less than 1|\d+) (more|fewer)\.")  # fmt: skip


def test_two_numbers_that_are_told_apart_look_apart_and_differ_by_what_is_said():
    checked = 0
    for _, told_of in walked():
        for line in told_of.changed:
            if ", now " not in line or "out of 100" not in line:
                continue
            both = re.search(r": was (.*), now (.*?) out of 100|was (.*), now (.*?) out of 100", line)
            was, is_now = both[1] or both[3], both[2] or both[4]
            assert was != is_now, line
            if found := COUNTED.search(line):
                was, is_now = float(found[1]), float(found[2])
                assert (is_now > was) == (found[4] == "more"), line
                if found[3] == "less than 1":
                    assert abs(is_now - was) < 1, line
                else:
                    assert abs(is_now - was) == int(found[3]), line
                checked += 1
    assert checked > 50


# ------------------------------------------------------------------ smoking


def test_the_models_that_do_not_count_smoking_are_named():
    told_of = said(start("carol"), cigarettes=0.0)
    assert about("QFracture", told_of.changed)
    assert [line for line in about("Garvan", told_of.stayed)] == [
        "**Garvan and CAROC** stay as they are: they do not count smoking."
    ]


def test_the_scan_is_told_not_to_move_with_smoking():
    assert "The T-score does not move with smoking. It is what the scan found." in lines(
        said(start("carol"), cigarettes=0.0).stayed
    )
    assert "does not move with smoking" not in lines(said(start("june"), cigarettes=0.0).stayed)  # there is no scan


def test_a_model_that_counts_a_step_without_a_change_is_not_called_blind():
    """QFracture counts smokers in bands of 1 to 9, 10 to 19, and 20 or more."""
    told_of = said(start("june"), cigarettes=9.0)
    assert about("QFracture", told_of.changed) == []
    assert about("QFracture", told_of.stayed) == [
        "**QFracture** stays as it is: it does count smoking, but this step does not change its result."
    ]


# ------------------------------------------------------------------ training and calcium


@pytest.mark.parametrize(("who", "key"), [*product(REGION, ("training", "calcium"))])
def test_no_number_out_of_100_moves_with_training_or_calcium(who, key):
    begin = start(who)
    for position in positions(key, begin):
        told_of = said(begin, **{key: position})
        assert not [line for line in told_of.changed if "out of 100" in line]
        assert f"**{key.capitalize()}** counts in no risk model here" in lines(told_of.stayed)


def test_training_says_what_trials_in_falls_found_and_that_denser_bone_is_no_proof_of_fewer_breaks():
    """R12.9: 0.73 (0.56 to 0.95) in people over 60, for breaks in a fall; R12.10: its grade was not read, so none is told."""
    told_of = said(start("maria"), training="3")
    stayed = lines(told_of.stayed)
    assert "Nobody has shown yet that this gain by itself leads to fewer broken bones." in stayed
    assert "people aged 60 and over" in stayed
    assert "broke a bone in a fall about 27 percent less often (likely 5 to 44 percent)" in stayed
    assert not re.search(r"\b(certainty|quality|grade)\b", stayed)
    assert "Strength training:** was" in lines(told_of.changed)


def test_calcium_is_told_to_work_once():
    stayed = lines(said(start("maria"), calcium=21.0).stayed)
    assert "raises bone density once" in stayed
    assert "no further gain" in stayed
    assert "Studies do not agree on what it does to broken bones." in stayed


def test_a_trial_is_told_in_its_own_words():
    [shown] = projections("training", start("maria").check.person, start("maria").report)
    found = trial_sentences(shown)
    for key in ("liftmor_spine", "liftmor_spine_control", "spine_later_after_last_period", "fractures_exercise"):
        assert effect_sentence(effect(key)) in found


PROMISES = re.compile(
    r"\b(?:prevent|protect|avoid|spare|sav)\w*\b|\bfewer (?:fractures|broken bones|breaks)|\b(?:lowers|cuts|reduces?)\b"
    r"|\b(?:strengthens?|rebuilds?|reverses?)\b|\bbones? will\b|\bwill not break\b",
    re.IGNORECASE,
)
NOT_SHOWN = re.compile(r"\b(?:not|nobody|no|never|may be chance|could be chance|do not agree)\b", re.IGNORECASE)
DIAGNOSIS = re.compile(r"\byou have\b|\byou(?:'|’)ve got\b|\byour osteoporosis\b", re.IGNORECASE)


@pytest.mark.parametrize("key", ["training", "calcium"])
def test_no_sentence_about_training_or_calcium_promises_fewer_broken_bones(key):
    for who in REGION:
        begin = start(who)
        now = moved(begin, **{key: positions(key, begin)[-1]})
        found = [*said(begin, **{key: positions(key, begin)[-1]}).stayed]
        for shown in projections(key, begin.check.person, now):
            found += [*trial_sentences(shown), projection_sentence(shown)]
        sentences = [part for line in found for part in re.split(r"(?<=[.])\s+", line)]
        assert any(key in sentence.lower() for sentence in sentences)
        guilty = [part for part in sentences if PROMISES.search(part) and not NOT_SHOWN.search(part)]
        assert guilty == [], who


def test_the_search_for_promises_would_find_one():
    for promise in ("Training leads to fewer broken bones.", "Milk prevents fractures.", "It lowers the risk."):
        assert PROMISES.search(promise)
        assert not NOT_SHOWN.search(promise)


ASKS_FIRST = "**Before more training:**"


def test_who_should_ask_first_before_training_is_told_so():
    """Robert broke a hip and fell twice; the woman of 67 broke her spine and is unsteady."""
    for begin in (start("robert"), begins(WOMAN_OF_67)):
        assert moved(begin, training="3").plan.exercise.level in {Level.STOP, Level.SUPERVISED}
        assert ASKS_FIRST in lines(said(begin, training="3").stayed)
        assert ASKS_FIRST not in lines(said(begin, falls="0").stayed)


def test_who_need_not_ask_is_not_told_to():
    assert moved(start("grace"), training="2").plan.exercise.level not in {Level.STOP, Level.SUPERVISED}
    assert ASKS_FIRST not in lines(said(start("grace"), training="2").stayed)


def test_a_warning_sign_of_back_pain_asks_first():
    signs = {**of_woman(62, **with_t(femoral_neck=-1.4)), "warning_signs": ["back_pain", "cannot_stand"]}
    assert moved(begins(signs), training="2").plan.exercise.level is Level.URGENT
    assert ASKS_FIRST in lines(said(begins(signs), training="2").stayed)


# ------------------------------------------------------------------ breaks


def test_a_supposed_break_says_which_bone():
    assert "The supposed break is a broken wrist" in lines(said(start("maria"), fractures="1").stayed)


def test_where_no_break_is_supposed_no_bone_is():
    assert "The supposed break" not in lines(said(start("robert"), fractures="0").stayed)


def test_breaks_that_cannot_count_at_a_supposed_age_are_said_to_matter():
    """Robert broke a hip at 71 or before; at 45 the app would not ask."""
    assert "They still matter for the real person." in lines(said(start("robert"), age=45.0).stayed)
    assert "still matter" not in lines(said(start("maria"), age=45.0).stayed)


def test_a_supposed_weight_is_no_advice_to_gain_weight():
    assert "does not say that putting on weight protects anybody" in lines(said(start("maria"), weight=80.0).stayed)


def test_before_50_the_lever_for_breaks_is_said_to_change_nothing():
    assert "not asked under 50, so it changes nothing" in lines(said(start("anne"), fractures="1").stayed)
    assert moved(start("anne"), fractures="1") == start("anne").report


def test_whether_breaks_are_asked_goes_by_the_supposed_age():
    """Anne is 44: at 60 a break since 50 counts. Maria is 62: at 45 it is not asked."""
    anne, maria = start("anne"), start("maria")
    assert moved(anne, age=60.0, fractures="1").models != moved(anne, age=60.0).models
    assert "changes nothing" not in lines(said(anne, age=60.0, fractures="1").stayed)
    assert moved(maria, age=45.0, fractures="2") == moved(maria, age=45.0)
    assert "not asked under 50, so it changes nothing" in lines(said(maria, age=45.0, fractures="2").stayed)
    assert "The supposed break" not in lines(said(maria, age=45.0, fractures="2").stayed)


def test_the_stage_of_menopause_moves_the_score_that_counts_and_no_other_model():
    told_of = said(start("anne"), menopause="postmenopausal")
    assert [plain(line) for line in told_of.moved] == ["Periods: from regular to stopped a year ago or more"]
    assert "**The result:** The T-score that counts" in lines(told_of.changed)
    assert "Under 45 the reason counts. The supposed one is menopause, as told by a doctor." in told_of.stayed
    at_51 = said(start("in transition"), menopause="premenopausal")
    assert about("QFracture", at_51.stayed) == ["**QFracture** stays as it is: it does not count menopause."]
    assert "the reason counts" not in lines(said(start("in transition"), menopause="postmenopausal").stayed)
    assert "the reason counts" not in lines(said(start("anne"), menopause="postmenopausal", age=45.0).stayed)


def test_the_stage_of_menopause_is_said_to_change_nothing_from_65_on():
    """The lever for the age is moved with it."""
    for age, changes_nothing in ((64.0, False), (65.0, True)):
        told_of = lines(said(start("anne"), menopause="transition", age=age).stayed)
        assert ("Periods: not asked from 65 on, so this changes nothing at this age." in told_of) is changes_nothing


def test_a_supposed_parent_moves_the_model_that_counts_it_and_the_others_are_named():
    told_of = said(start("maria"), family="mother")
    assert about("QFracture", told_of.changed)
    assert "**Garvan and CAROC** stay as they are: they do not count a parent’s broken hip." in told_of.stayed
    assert "Whether the mother was over 50 then is not supposed" in lines(told_of.stayed)
    assert "over 50" not in lines(said(start("maria"), family="father").stayed)


def test_a_supposed_illness_moves_the_model_that_counts_it_and_the_others_are_named():
    told_of = said(start("maria"), illness="type_2_diabetes")
    assert [plain(line) for line in told_of.moved] == ["One more illness: from none to type 2 diabetes"]
    assert about("QFracture", told_of.changed)
    assert "**Garvan and CAROC** stay as they are: they do not count illnesses." in told_of.stayed
    assert "The T-score does not move with illnesses." in lines(told_of.stayed)


# ------------------------------------------------------------------ what goes out


def test_what_is_left_out_is_told():
    maria = start("maria")
    assert "The bone density and the other score of this site are left out" in lines(said(maria, score=-1.9).stayed)
    assert "The Z-scores of the scan are left out" in lines(said(maria, age=70.0).stayed)
    with_frax = begins(EVERY_MODEL)
    assert "Your FRAX result is left out." in lines(said(with_frax, weight=50.0).stayed)
    assert "left out" not in lines(said(with_frax, falls="0").stayed)


def test_what_was_not_there_is_not_told_to_be_left_out():
    """Carol's report prints one T-score, and neither a bone density nor a Z-score."""
    carol = start("carol")
    assert "left out" not in lines(said(carol, age=61.0, weight=60.0).stayed)
    assert "left out" not in lines(said(carol, score=-1.6).stayed)


@pytest.mark.parametrize("score", [-5.0, -2.6, -0.5, 3.0])
def test_a_supposed_score_is_no_change_since_the_earlier_scan_and_the_real_loss_is_still_told(score):
    """Mei lost bone at the spine, 0.959 to 0.911 g/cm2. No score that is supposed takes that back, or tells another."""
    told_of = said(start("mei"), score=score)
    assert "What earlier scans tell of the lower spine is left out" in lines(told_of.stayed)
    assert "**Still true of the real scans:** Since 2023, your lower spine likely lost bone density" in told_of.stayed
    for word in ("went from", "likely", "moved less than the noise", "large for the time"):
        assert word not in lines(told_of.changed)


def test_where_no_loss_was_told_none_is_still_true():
    for who in ("gloria", "helen"):
        told_of = lines(said(start(who), score=-3.0).stayed)
        assert "What earlier scans tell of the left hip (femoral neck) is left out" in told_of
        assert "Still true" not in told_of
    assert "earlier scans" not in lines(said(start("maria"), score=-3.0).stayed)


def test_the_change_of_the_real_scans_is_no_news_of_another_lever():
    """On steroids the loss of the real scans has other words, and it is the same loss."""
    mei = start("mei")
    both = (mei.report, moved(mei, steroids="now"))
    before, after = ({found.key for found in each.findings} for each in both)
    assert "change_lower" in before
    assert "change_lower_on_steroids" in after
    told_of = lines(said(mei, steroids="now").changed)
    assert "likely lost" not in told_of
    assert "**Now also:** Steroids can thin bone" in told_of
    assert all("doctor" in {action.key for action in each.plan.actions} for each in both)  # the loss led there already
    assert "Talk with your doctor" not in told_of


def test_another_site_that_decides_now_is_told():
    assert "Another site is the lowest now" in lines(said(start("maria"), score=-1.0).stayed)  # her hip is at -1.5
    assert "Another site is the lowest now" not in lines(said(start("maria"), score=-2.0).stayed)


# ------------------------------------------------------------------ findings and the plan


def test_a_finding_to_raise_with_a_doctor_that_appears_is_told():
    """A hip or spine that broke in a minor fall at 60 is a reason to see a doctor at any T-score."""
    maria = start("maria")
    assert raised(moved(maria, fractures="1")) - raised(maria.report)
    assert "**Now also:**" in lines(said(maria, fractures="1").changed)
    assert "**Now also:**" not in lines(said(maria, falls="0").changed)


def test_a_finding_that_goes_with_a_lever_is_no_all_clear():
    robert = start("robert")
    assert raised(robert.report) - raised(moved(robert, fractures="0"))
    changed = lines(said(robert, fractures="0").changed)
    assert "no longer" not in changed.lower()
    assert "all clear" not in changed.lower()


def raised(found: Report) -> set[str]:
    """Findings that are more than a remark, but for the headline itself."""
    kinds = {outcome.key for outcome in found.findings if outcome.concern is not Concern.NONE_FOUND}
    return {key for key in kinds if not key.startswith("headline")}


def test_a_low_z_score_before_menopause_is_told_as_a_reason_to_look_for_a_cause():
    assert "look for a cause" in plain(lines(said(start("anne"), score=-2.0).changed))
    assert "look for a cause" not in plain(lines(said(start("anne"), score=-1.9).changed))


def test_a_line_of_the_plan_that_moves_is_told_with_both_ends():
    changed = lines(said(start("june"), cigarettes=0.0).changed)
    assert "**Not smoking:** was “Room to gain”, now “On target”." in changed


def test_several_levers_at_once_name_all_that_a_model_does_not_count():
    told_of = said(start("carol"), cigarettes=0.0, weight=75.0, falls="2")
    assert about("CAROC", told_of.stayed) == ["**CAROC** stays as it is: it does not count falls, weight or smoking."]
    assert about("Garvan", told_of.changed)  # falls
    assert about("QFracture", told_of.changed)
    assert "The T-score does not move with falls, weight and smoking." in lines(told_of.stayed)


def test_for_the_hip_the_numbers_are_those_of_the_hip():
    begin = start("maria")
    after = chance_of(moved(begin, score=-3.0), "garvan", FractureKind.HIP)
    [line] = about("Garvan", said(begin, hip=True, score=-3.0).changed)
    assert line.startswith("**Garvan**, hip: was ")
    assert f"now {round(after.low)} out of 100" in line


# ------------------------------------------------------------------ models that begin or end


def test_a_model_that_begins_or_ends_is_told_with_the_reason():
    begun = said(start("david"), age=60.0)  # Garvan was made from people of 60 and over
    assert "**Garvan** gives a number now:" in lines(begun.changed)
    ended = said(start("maria"), age=59.0)
    assert "**Garvan** gives no number now. This model was made for people aged 60 and over." in lines(ended.changed)


# ------------------------------------------------------------------ notes, and the table


def test_a_range_that_is_too_open_is_never_given_as_a_number():
    """She knows nothing but her age, her size and one T-score."""
    begin = begins(ALL_OPEN)
    wide = [risk for risk in begin.report.models if isinstance(risk, ModelRisk) and too_open(risk)]
    assert wide
    for position in (-4.0, -1.0, 0.5):
        now = moved(begin, score=position)
        told_of = told(begin, now, {"score": position}, UnitSystem.METRIC, hip=False)
        for risk in now.models:
            if isinstance(risk, ModelRisk) and too_open(risk):
                mine = about(NAMES.get(risk.model, "FRAX"), told_of.changed)
                assert not [line for line in mine if re.search(r"\d", line)], mine
                assert "out of 100" not in " ".join(mine)


def too_open(risk: ModelRisk) -> bool:
    """More than 50 of 100 people lie between the two ends: `range_too_open`."""
    chance = longest_by_hand(risk)
    return bool(risk.open_questions) and chance is not None and chance.you.high - chance.you.low > 50


def longest_by_hand(risk: ModelRisk) -> Chance | None:
    wider = [chance for chance in risk.chances if chance.kind not in {FractureKind.HIP, FractureKind.VERTEBRAL}]
    return max(wider, key=lambda chance: chance.years, default=None)


def test_a_model_without_a_number_says_why_and_nothing_else():
    assert list(notes(start("anne"), start("anne").report, "garvan", hip=False)) == []
    assert why_no_bar(start("anne").report, "garvan", hip=False).startswith("Garvan gives no number now. ")


def test_a_model_with_a_number_need_not_say_why():
    assert why_no_bar(start("maria").report, "garvan", hip=False) == ""


def test_a_range_too_open_to_draw_says_so_under_the_picture():
    report = begins({"age_years": 70, "sex": "female", "height_cm": 165.0, "weight_kg": 64.0, **with_t(femoral_neck=-1.8)}).report  # fmt: skip
    wide = [risk.model for risk in report.models if isinstance(risk, ModelRisk) and too_open(risk)]
    assert wide
    for model in wide:
        assert "so much is open" in why_no_bar(report, model, hip=False)


def test_a_model_with_a_number_says_what_it_sees_and_what_not():
    begin = begins(EVERY_MODEL)
    for model, name in NAMES.items():
        found = list(notes(begin, begin.report, model, hip=False))
        [sight] = [note for note in found if note.startswith(f"{name} sees ")]
        assert "It cannot see " in sight
        assert any(note.startswith("Full bar: now. Empty bar: the start.") for note in found)


def test_a_model_that_has_no_number_for_the_hip_says_so():
    found = why_no_bar(start("carol").report, "caroc_2010", hip=True)
    assert found == "CAROC gives no number now. It gives none for this break. Choose the other one."


def test_now_and_start_by_different_scores_are_not_drawn_on_one_line():
    begin = start("anne")
    assert "read by another score, so it is not drawn" in next(
        notes(begin, moved(begin, age=70.0), "qfracture_2012", hip=False)
    )


def test_the_notes_leave_the_words_of_the_licence_to_the_page():
    assert licence_note("qfracture_2012")
    found = " ".join(notes(start("maria"), start("maria").report, "qfracture_2012", hip=False))
    assert licence_note("qfracture_2012") not in found


def test_models_that_give_this_person_a_number_come_first_and_own_frax_is_no_choice():
    for who in REGION:
        begin = start(who)
        speaking = {risk.model for risk in begin.report.models if isinstance(risk, ModelRisk)}
        found = model_keys(begin.report)
        assert sorted(found) == sorted(NAMES)
        assert [key in speaking for key in found] == sorted((key in speaking for key in found), reverse=True)


def test_the_table_holds_both_results_and_every_number():
    begin = start("maria")
    now = moved(begin, score=-2.5)
    rows = {row[0]: row[1:] for row in table_lines(begin, now, hip=False)}
    assert len(table_columns()) == 3
    assert plain(rows["Result"][0]).startswith("The T-score that counts is -2.1.")
    assert plain(rows["Result"][1]).startswith("The T-score that counts is -2.5.")
    for number, found in enumerate((begin.report, now)):
        assert rows["Garvan"][number] == f"{chance_of(found, 'garvan', FractureKind.ANY).low:.1f}"


# ------------------------------------------------------------------ every sentence, for many


def walked() -> Iterator[tuple[Settings, Moves]]:
    """200 random settings of everybody, in words."""
    draw = random.Random(4711)
    everybody = [*(start(who) for who in REGION), begins(HALF_OPEN), begins(ALL_OPEN), begins(WOMAN_OF_67)]
    for number in range(200):
        begin = everybody[number % len(everybody)]
        settings = {key: draw.choice(positions(key, begin)) for key in draw.sample(list(levers()), draw.randint(1, 5))}
        settings = {key: place for key, place in settings.items() if place != position_of(key, begin)}
        units, hip = draw.choice(list(UnitSystem)), draw.random() < 0.3
        yield settings, told(begin, moved(begin, **settings), settings, units, hip=hip)


def test_every_sentence_is_whole():
    seen = 0
    for settings, told_of in walked():
        for line in (*told_of.moved, *told_of.changed, *told_of.stayed):
            assert not re.search(r"[{}]|\bNone\b|\bnan\b|\binf\b|  |\.\.|,\.|\( | \.", line), (settings, line)
            assert line == line.strip()
            assert line.count("**") % 2 == 0, line
            assert not DIAGNOSIS.search(line), line
            seen += 1
    assert seen > 1000


def test_what_is_told_to_have_moved_is_not_told_to_have_stayed():
    for settings, told_of in walked():
        for name in NAMES.values():
            changed = [line for line in told_of.changed if re.match(rf"\*\*{name}\*\*", line)]
            stayed = [line for line in told_of.stayed if re.match(r"\*\*.*stays? as", line) and name in line]
            assert not (changed and stayed), settings
        assert bool(told_of.moved) == bool(settings)


def test_a_negative_number_has_a_true_minus_sign():
    assert MINUS in said(start("maria"), score=-2.5).moved[0]
    for _, told_of in walked():
        assert not [line for line in (*told_of.moved, *told_of.changed) if re.search(r"(?<![\w-])-\d", line)]
