"""The Learn pages as data: complete, sourced, plain, and every number as the notes and the data files have it."""

import re
from collections.abc import Mapping

import pytest

from bonecheck.errors import EvidenceError
from bonecheck.evidence.effects import effect
from bonecheck.evidence.library import content, document, table
from bonecheck.words.effects import amount
from bonecheck.words.figures import numbers
from bonecheck.words.learn import (
    faq,
    filled,
    groups,
    next_topic,
    teach_back,
    text,
    topics,
)
from bonecheck.words.learn_pictures import picture, picture_keys
from bonecheck.words.medicines import medicine_words
from bonecheck.words.plan import red_flags
from tests.people import DATA, ROOT, golden_rows, notes
from tests.texts import NEVER, grade, texts_within
from tests.texts import filled as as_read

PATH = DATA / "content" / "learn"
EVERY_TOPIC = pytest.mark.parametrize("topic", topics().values(), ids=lambda topic: topic.key)


# ------------------------------------------------------------------ complete


def test_the_topics_that_were_asked_for_are_there():
    assert set(topics()) == {
        "t_score_ranges", "t_and_z", "which_site", "causes", "what_helps", "can_it_be_reversed", "does_it_hurt",
        "foods_to_limit", "osteopenia_and_osteoporosis", "menopause", "men", "dxa_scan", "frax_and_models",
        "half_of_fractures", "lower_range", "falls", "how_to_train", "calcium_foods",
    }  # fmt: skip


def test_every_text_has_a_topic_and_every_address_is_its_own():
    assert {file.stem for file in PATH.glob("*.md")} == set(topics())
    assert len({topic.address for topic in topics().values()}) == 18
    assert {topic.group for topic in topics().values()} == set(groups())


@EVERY_TOPIC
def test_a_topic_is_short_and_says_how_sure_it_is(topic):
    words = re.sub(r"[*\-]", "", topic.text).split()
    assert 120 <= len(words) <= 330  # what a page shares with the plan, such as the urgent signs, counts as well
    assert "How sure is this?" in topic.text
    assert not re.search(r"[{}\[\]]", topic.text)
    assert (ROOT / topic.used_in).is_file()


def test_topics_follow_one_another_to_the_end():
    keys = list(topics())
    assert [next_topic(topic).key for topic in list(topics().values())[:-1]] == keys[1:]
    assert next_topic(topics()[keys[-1]]) is None


def test_the_questions_people_ask_are_answered():
    asked = " ".join(entry.question for entry in faq())
    for word in (
        "reversed",
        "hurt",
        "avoid",
        "Osteopenia or",
        "medicine",
        "lifting",
        "calcium",
        "vitamin D",
        "next scan",
        "walking",
    ):
        assert word in asked
    assert len(faq()) >= 10


def test_a_text_that_wants_an_unknown_number_is_refused():
    with pytest.raises(EvidenceError, match=r"content/learn/men.md: wants the number 'no_such_number'"):
        filled("About {no_such_number}.", "content/learn/men.md")


# ------------------------------------------------------------------ numbers


def test_the_shares_of_fractures_are_as_in_the_notes():
    noted = notes("densitometry")
    share = {row["key"]: row["percent"] for row in table("fracture_share")}
    breaks = [share[f"geelong_breaks_{part}"] for part in ("osteoporosis", "osteopenia", "normal")]
    women = [share[f"geelong_women_{part}"] for part in ("osteoporosis", "osteopenia", "normal")]
    assert "fractures: {} % osteoporosis, {} % osteopenia, {} % normal".format(*breaks) in noted
    assert "(women: {}, {}, {} %)".format(*women) in noted
    [manitoba] = [row for row in table("fracture_share") if row["key"] == "manitoba"]
    assert f"{manitoba['percent']}-{manitoba['percent_to']} % of fractures in women without osteoporosis" in noted
    assert f"{share['nora']} % of women with a fracture had T above -2.5" in noted


def test_the_prevalence_is_as_in_the_notes_and_only_rows_that_were_read():
    noted = {
        ({"F": "female", "M": "male"}[row["sex"]], row["age"]): row
        for row in golden_rows("bmd_prevalence")
        if row["sex"] != "all" and "Wright 2014" in row["source"] and row["status"] == "read"
    }
    older = [row for row in table("prevalence") if row["survey"] == "2005-2010"]
    assert len(older) == 6
    for row in older:
        printed = noted[row["sex"], row["age"]]
        for ours, theirs in (
            ("osteoporosis_percent", "osteoporosis_pct"),
            ("osteopenia_percent", "low_bone_mass_pct"),
            ("neither_percent", "neither_pct"),
        ):
            assert row[ours] == printed[theirs]
        rest = 100 - float(row["osteoporosis_percent"]) - float(row["osteopenia_percent"])
        assert float(row["neither_percent"]) == pytest.approx(rest)


def test_the_newer_survey_is_as_in_the_notes():
    """2017-2018, 50 and over: women 19.6 % osteoporosis, 51.5 % low; men 4.4 and 33.5."""
    assert "women 19.6 % osteoporosis, 51.5 % low; men 4.4 and 33.5" in notes("teaching")
    newer = {row["sex"]: row for row in table("prevalence") if row["survey"] == "2017-2018"}
    shares = {sex: (row["osteoporosis_percent"], row["osteopenia_percent"]) for sex, row in newer.items()}
    assert shares == {"female": ("19.6", "51.5"), "male": ("4.4", "33.5")}
    assert [row[1:3] for row in picture("women_and_men").rows] == [shares["female"], shares["male"]]


# Single figures: the value that a text is filled with, the notes that hold it, and their words.
FIGURES = [
    ("alendronate_high_spine_fewer", "6", "teaching", "spine 6 fewer out of 100, hip 1, wrist 2"),
    ("alendronate_high_hip_fewer", "1", "teaching", "spine 6 fewer out of 100, hip 1, wrist 2"),
    ("alendronate_high_wrist_fewer", "2", "teaching", "spine 6 fewer out of 100, hip 1, wrist 2"),
    ("alendronate_lower_spine_with", "2", "teaching", "about 2 instead of 4 out of 100"),
    ("alendronate_lower_spine_without", "4", "teaching", "about 2 instead of 4 out of 100"),
    ("whi_breaks_fewer", "46", "teaching", "46 fewer breaks (hip 6)"),
    ("whi_hip_fewer", "6", "teaching", "46 fewer breaks (hip 6)"),
    ("whi_breast", "8", "teaching", "8 more breast cancers"),
    ("whi_stroke", "9", "teaching", "9 strokes"),
    ("whi_lung_clot", "9", "teaching", "9 clots in the lung"),
    ("whi_leg_clot", "12", "teaching", "12 in the leg"),
    ("whi_gallbladder", "20", "teaching", "20 gallbladder"),
    ("hormones_best_under_age", "60", "lifestyle_evidence", "under 60 or within 10 years of menopause"),
    ("hormones_best_within", "10", "lifestyle_evidence", "under 60 or within 10 years of menopause"),
    ("thigh_breaks", "11", "teaching", "11 (7-14) per 10,000 people a year"),
    ("thigh_breaks_low", "7", "teaching", "11 (7-14) per 10,000 people a year"),
    ("thigh_breaks_high", "14", "teaching", "11 (7-14) per 10,000 people a year"),
    ("thigh_breaks_from", "4", "teaching", "after 4 or more years"),
    ("denosumab_earliest", "7", "teaching", "7 months after the last dose"),
    ("review_tablets", "5", "teaching", "5 years of tablets or 3 of infusions"),
    ("review_drip", "3", "teaching", "5 years of tablets or 3 of infusions"),
    ("reid_broken_before", "24", "lifestyle_evidence", "24 % already had a non-vertebral fracture"),
    ("after_break_one_year", "7", "teaching", "7.1 % (6.9-7.2) broke again within 12 months"),
    ("after_break_two_years", "12", "teaching", "12.0 % (11.8-12.1) within 24"),
    ("spine_picture_height", "4", "teaching", "4 cm height loss, stooped back"),
    ("steroid_check_mg", "2.5", "teaching", "2.5 mg a day or more for over 3 months"),
    ("steroid_check_months", "3", "teaching", "2.5 mg a day or more for over 3 months"),
    ("diabetes_t_score", "−2.0", "teaching", "read T -2.0 as -2.5"),
    ("early_menopause_before", "45", "teaching", "Menopause before 45"),
    ("premature_before", "40", "teaching", "Premature ovarian insufficiency: under 40"),
    ("menopause_t_score", "−1.8", "teaching", "T -1.8 or lower under 65"),
    ("menopause_t_score_under", "65", "teaching", "T -1.8 or lower under 65"),
    ("men_scan_age", "70", "teaching", "| men 70+ | all |"),
    ("men_scan_risk_age", "50", "teaching", "| men 50-69 | low weight, fracture as an adult, smoking"),
    ("men_clinic_cause", "75", "teaching", "234 men with osteoporosis in one clinic, 75 % had a cause"),
    ("reported_spine_break", "8", "densitometry", "only 8 % reported one"),
    ("sites_differ", "3", "densitometry", "About a third of older adults fall in different classes"),
    ("women_50_64_osteoporosis", "13.1", "teaching", "Women 65+ 27.1, 50-64 13.1"),
    ("women_65_osteoporosis", "27.1", "teaching", "Women 65+ 27.1, 50-64 13.1"),
    ("geelong_number", "616", "densitometry", "616 women 60-94, total hip"),
    ("falls_breaks_trials", "10", "teaching", "10 trials, 4,047 people"),
    ("falls_breaks_people", "4,047", "teaching", "10 trials, 4,047 people"),
    ("falls_review_2024", "15", "teaching", "falls down 15 %"),
    ("men_loss_years", "4.6", "densitometry", "men 65+, 4.6 y"),
    ("scan_minutes", "15", "teaching", "about 15 minutes"),
    ("scan_no_calcium_hours", "24", "teaching", "no calcium tablet for 24 hours"),
    ("rescan_no_sooner", "2", "teaching", "under 2 years is too soon for most"),
    ("rescan_new_zealand", "5", "teaching", "New Zealand: not more often than 5 years with T above -2.0"),
    ("rescan_us_normal", "10", "teaching", "US: up to 10 years for healthy women 67+ with a normal score"),
    ("rescan_on_treatment_low", "1", "teaching", "On treatment: every 1-3 years"),
    ("rescan_on_treatment_high", "3", "teaching", "On treatment: every 1-3 years"),
    ("rescan_on_steroids_low", "1", "teaching", "Steroids: every 1-2 years"),
    ("rescan_on_steroids_high", "2", "teaching", "Steroids: every 1-2 years"),
    ("vitamin_d_bone_disease_low", "30", "teaching", "30 to 50 with known or suspected bone disease"),
    ("vitamin_d_bone_disease_high", "50", "teaching", "30 to 50 with known or suspected bone disease"),
    ("vitamin_d_asked_about", "40", "lifestyle_evidence", "Keep vitamin D above 40 ng/mL | **Not supported**"),
    ("uk_vitamin_d_at_risk", "800", "teaching", "vitamin D 800 IU if low or at risk"),
    ("pills_vitamin_d", "400", "teaching", "up to 400 IU with up to 1,000 mg calcium"),
    ("pills_calcium", "1,000", "teaching", "up to 400 IU with up to 1,000 mg calcium"),
    ("alcohol_units", "2", "lifestyle_evidence", "No rise up to 2 *units*/day"),
    ("alcohol_unit", "8", "lifestyle_evidence", "2 UK units = 16 g = 1.1 US drinks"),  # 16 g / 2
    ("coffee_people", "61,433", "lifestyle_evidence", "61,433 women: no more fractures per cup"),
    ("coffee_cups", "4", "lifestyle_evidence", "4+ cups went with 2–4 % lower BMD"),
    ("sodium_tip", "2,300", "lifestyle_evidence", "under 2,300 mg/day as a general-health tip"),
    ("canada_scan_all", "70", "teaching", "70+ all"),
    ("canada_scan_one_risk", "65", "teaching", "65+ with 1"),
    ("canada_scan_two_risks", "50", "teaching", "| Canada 50-64 | fracture, or 2 risk factors"),
    ("uk_frax_first", "50", "teaching", "| UK 50+ | FRAX first when any risk factor"),
    ("salt_people", "69,735", "lifestyle_evidence", "69,735 women, 11.4 years: no link with BMD change"),
    ("forearm_dose", "4,000", "lifestyle_evidence", "4,000 / 10,000 IU vs 400 IU, 3 years | forearm density"),
    ("protein_older_low", "1.0", "teaching", "ESPEN 2014 (healthy older people, at least 1.0-1.2)"),
    ("protein_older_high", "1.2", "teaching", "ESPEN 2014 (healthy older people, at least 1.0-1.2)"),
    ("train_days", "2", "teaching", "| strength, all | 2 or more days a week"),
    ("train_repeats_low", "8", "teaching", "1-3 sets of 8-12 at a load that allows 8-12"),
    ("train_repeats_high", "12", "teaching", "1-3 sets of 8-12 at a load that allows 8-12"),
    ("train_sets_low", "1", "teaching", "1-3 sets of 8-12 at a load that allows 8-12"),
    ("train_sets_high", "3", "teaching", "1-3 sets of 8-12 at a load that allows 8-12"),
    ("train_effort_low", "5", "teaching", "effort 5-8 of 10"),
    ("train_effort_high", "8", "teaching", "effort 5-8 of 10"),
    ("train_back_hold_low", "3", "teaching", "holds of 3-5 seconds"),
    ("train_back_hold_high", "5", "teaching", "holds of 3-5 seconds"),
    ("train_balance_low", "15", "teaching", "15-20 minutes daily"),
    ("train_balance_high", "20", "teaching", "15-20 minutes daily"),
    ("train_impacts", "50", "teaching", "up to about 50 on most days"),
    ("train_walk", "20", "teaching", "20 minutes brisk walking a day"),
]  # fmt: skip
# Worked out: Geelong 26.9 / 14.5 = 1.855, beside 56.5 / 48.0 = 1.177 and 16.6 / 37.6 = 0.441; 100 - 12 = 88. And the
# figures whose notes are those of other tables.
WORKED_OUT = {
    "geelong_each_beside_osteopenia": "1.6",  # 1.855 / 1.177 = 1.58
    "geelong_each_beside_normal": "4",  # 1.855 / 0.441 = 4.2
    "after_break_two_years_not": "88",
}
ELSEWHERE = {"calcium_at_once", "protein_rda", "rescan_rough_from"}  # meals, thresholds.csv, time_to_osteoporosis.csv


@pytest.mark.parametrize(("key", "said", "file", "words"), FIGURES, ids=[figure[0] for figure in FIGURES])
def test_a_single_figure_is_as_in_the_notes(key, said, file, words):
    assert numbers()[key] == said
    assert words in notes(file)


def test_every_single_figure_is_held_to_something():
    assert {key: numbers()[key] for key in WORKED_OUT} == WORKED_OUT
    held = {re.sub("_(low|high)$", "", key) for key, *_ in FIGURES} | {*WORKED_OUT} | ELSEWHERE
    assert {row["key"] for row in table("figures")} == held


def test_no_number_on_medicines_is_typed_by_hand():
    """Denominators, and the ages of the women of one trial, apart."""
    typed = re.sub(
        r"\{\w+\}|Out of 100|[Oo]f 10,000|out of 100|of 100 women|women of 50 to 79", "", content("medicines")
    )
    assert re.findall(r"\d+", typed) == []


# Numbers that stand in a text and in no table: what we say, and the words of the notes it comes from.
TYPED = [
    ("foods_to_limit", "A tablespoon or two of milk", "lifestyle", "1–2 tablespoons of milk cancel it"),
    ("foods_to_limit", "are a little over one US drink", "lifestyle", "2 UK units = 16 g = 1.1 US drinks"),
    ("what_helps", "twice a week for eight months", "lifestyle", "2 × 30 min/week, 8 months, supervised"),
    ("what_helps", "Fifty jumps a day", "lifestyle", "the same 50 jumps, 6 days a week, did nothing in 12–18 months"),
    ("dxa_scan", "it took about one year", "densitometry", "| -2.00 to -2.49 | 1.1 (1.0-1.3) |"),
    ("half_of_fractures", "women aged 60 and over", "densitometry", "616 women 60-94, total hip"),
    ("t_score_ranges", "agreed since 1994", "densitometry", "WHO classes (T-score)"),
]  # fmt: skip


def test_a_number_that_stands_in_a_text_only_is_as_in_the_notes():
    files = {"lifestyle": notes("lifestyle_evidence"), "densitometry": notes("densitometry")}
    missing = [row for row in TYPED if row[1] not in topics()[row[0]].text or row[3] not in files[row[2]]]
    assert missing == []


def test_cut_offs_in_the_texts_are_those_that_the_check_uses():
    assert numbers()["t_score_normal"] == "−1.0"
    assert numbers()["t_score_osteoporosis"] == "−2.5"
    assert "−1.0 itself is normal" in topics()["t_score_ranges"].text
    assert "−2.5 itself is in this range" in topics()["t_score_ranges"].text
    assert "With 2.5 mg of prednisone a day or more for over 3 months" in topics()["causes"].text  # ACR 2022
    for said in (*(topic.text for topic in topics().values()), *(entry.answer for entry in faq())):
        assert not re.search(r"T-score[^.]*-\d", said)  # a true minus sign, as everywhere


def test_goals_are_those_of_the_tables():
    """US 1,000 mg, 1,200 for women from 51 and for all from 71, UK 700; vitamin D 600, 800 and 400 IU (notes, 2.1, 2.2)."""
    answers = {entry.key: entry.answer for entry in faq()}
    assert "1,000 mg a day, and 1,200 mg for women from 51 and for everybody from 71" in answers["calcium"]
    assert numbers()["calcium_us_female_51"] == numbers()["calcium_us_any_71"]
    assert "In the UK it is 700 mg, in Australia up to 1,300 mg." in answers["calcium"]
    assert "In Europe, EFSA names 950 mg from 25 on." in answers["calcium"]
    assert "600 IU a day up to 70, and 800 IU from 71, food counted. The UK advises 400 IU" in answers["vitamin_d"]
    assert "No more than 4,000 IU a day" in answers["vitamin_d"]


def test_the_european_goal_is_that_of_the_notes():
    assert "Europe (EFSA): 1,000 at 18-24, and 950 from 25" in notes("teaching")
    goals = {row["age_from_years"]: row["target"] for row in table("calcium_targets") if row["body"] == "eu"}
    assert goals == {"18": "1000", "25": "950"}


def test_the_scan_page_says_who_is_offered_one_in_three_countries():
    said = topics()["dxa_scan"].text
    assert "**US:** women from 65 on" in said
    assert "**Canada:** everybody from 70 on; from 65 with one risk, from 50 with two." in said
    assert "**UK:** from 50 on with any risk, FRAX comes first. A scan follows if it is in between or high." in said
    assert "At any age it is a topic after a minor-fall break" in said


def test_the_loss_around_menopause_is_as_printed():
    """Sowers 2010: 1.7, 3.3 and 1.1 % a year at the spine; Greendale 2012: 10.6 and 9.1 % in ten years."""
    said = topics()["menopause"].text
    assert re.findall(r"([\d.]+) %", said) == ["1.7", "3.3", "1.1", "10.6", "9.1"]
    assert [bar.value for bar in picture("menopause").bars] == [1.7, 3.3, 1.1]


def test_the_heavy_lifting_trial_is_told_with_its_other_group_and_its_hip():
    """LIFTMOR: spine +2.9 against -1.2, femoral neck +0.3 against -1.9 %; one trial, with a coach."""
    said = topics()["what_helps"].text
    assert "The spine gained 2.9 %, the femoral neck 0.3 %. The group with light exercise lost 1.2 % and 1.9 %." in said
    assert "with a coach" in said


def test_jumps_are_split_before_and_after_menopause():
    said = topics()["what_helps"].text
    assert "raised hip density before menopause. After menopause the same jumps did nothing for it." in said


def test_falls_are_counted_in_1000_people():
    """850 less 195 is 655; 850 x 0.72 = 612, about 610, from 850 x 0.56 = 476 to 850 x 0.93 = 790.5."""
    rows = {row[0]: row[1:] for row in picture("falls").rows}
    assert rows["Without exercise"][0] == "850"
    assert rows["Any exercise"] == ("655", "605 to 705")  # 850 x 0.71 = 603.5 and 850 x 0.83 = 705.5
    assert int(rows["Without exercise"][0]) - int(amount(effect("falls_exercise_fewer"))) == int(
        rows["Any exercise"][0]
    )
    assert rows["Balance and strength"] == ("610", "475 to 790")


def test_the_woman_of_75_follows_from_the_tables():
    """(0.619 - 0.858) / 0.120 = -1.99, so -2.0; at the mean of her age her Z-score is 0."""
    assert [row[-1] for row in picture("t_and_z_line").rows] == ["−2.0", "0.0"]
    assert "T-score is about −2.0" in topics()["t_and_z"].text


def test_the_noise_beside_a_gain_is_that_of_the_notes():
    hospitals = [
        float(row["lsc_g_cm2"])
        for row in golden_rows("lsc")
        if row["site"] == "lumbar_spine" and row["quantity"] == "facility LSC in use"
    ]
    assert picture("density").mark.value == max(hospitals)
    smallest = [row["lsc_g_cm2"] for row in golden_rows("lsc") if row["lsc_g_cm2"].startswith("0.022-")]
    assert len(smallest) == 1
    assert "down to 0.022." in picture("density").note


def test_hard_training_is_drawn_with_the_hip_where_it_gained_nothing():
    """Kistler-Fischbacher 2021: light as good as moderate; at the femoral neck no gain was shown with hard training."""
    bars = {bar.title: (bar.value, bar.said) for bar in picture("density").bars}
    assert bars["Femoral neck, hard training"] == (0.0, "none shown")
    assert bars["Spine, light training"][0] == 0.010
    assert bars["Femoral neck, light training"][0] == bars["Femoral neck, moderate training"][0] == 0.011


def test_times_that_their_authors_do_not_trust_are_drawn_as_one():
    """16.8 and 17.3 years: the lower score would look slower."""
    assert [row[1] for row in picture("rescan").rows] == ["more than 15", "more than 15", "4.7", "1.1"]


# ------------------------------------------------------------------ what could delay care


URGENT = red_flags("now").signs


def test_there_is_one_list_of_urgent_signs_and_it_is_shown_where_somebody_asks_about_pain():
    hurt = {entry.key: entry.answer for entry in faq()}["hurt"]
    for said in (topics()["does_it_hurt"].text, hurt):
        for flag in (*URGENT, *red_flags("soon").signs):
            assert flag in said
        for word in ("thigh", "groin", "loose tooth", "denosumab"):
            assert word in said
    for file in PATH.glob("*.md"):
        assert "put weight on" not in file.read_text(encoding="utf-8")
        assert "fever" not in file.read_text(encoding="utf-8")


def test_medicine_is_named_for_the_osteoporosis_range_and_after_a_break_before_the_limits_of_frax():
    _intro, lines, high, lower, *_ = medicine_words()
    assert lines.plain.index("After a hip or spine break") < lines.plain.index("T-score of −2.5 or lower")
    assert lines.plain.index("T-score of −2.5 or lower") < lines.plain.index("FRAX")
    assert "osteoporosis range, or after a spine break" in high.title
    assert "lower risk" in lower.title
    answer = {entry.key: entry.answer for entry in faq()}["medicine"]
    assert "after a hip or spine break in a minor fall, and at a T-score of −2.5 or lower" in answer
    assert "not on the T-score alone" not in answer


def test_hormones_are_told_with_harms_beside_gains_out_of_the_same_number():
    [hormones] = [text.plain for text in medicine_words() if text.title.startswith("Hormone therapy")]
    for said in ("Of 10,000 women, each year", "46 fewer", "8 more** had breast cancer", "9 more** had a stroke"):
        assert said in hormones
    assert "155" not in hormones
    assert "no more breaks than in women who never took them" in hormones


def test_men_hear_of_a_scan_from_both_sides():
    said = topics()["men"].text
    assert "finds too little evidence" in said
    assert "does not speak of men with a break in a minor fall" in said
    assert "one for all men from 70. From 50 they advise it with low weight" in said


def test_type_2_diabetes_and_steroids_and_early_menopause_are_not_played_down():
    causes = topics()["causes"].text
    assert "In type 2, bones break more easily than the T-score says." in causes
    assert "With a high dose, ask now" in causes
    assert "before 45?** Please see a doctor about it." in topics()["menopause"].text
    assert "With these it often reads too low." in topics()["frax_and_models"].text


def test_training_says_what_ends_a_session_and_what_is_our_own():
    said = topics()["how_to_train"].text
    assert "new pain in the back, hip, groin or thigh" in said
    assert "do not train. Get care." in said
    assert "With chest pain or bad breathlessness, get care now." in said
    assert "are our own choice" in said
    first_with_help = [row for row in picture("training_weeks").rows if row[0].startswith("With a physiotherapist")]
    assert len(first_with_help) == 3
    assert not [row for row in first_with_help if re.search("hop|stamp|impacts|effort", " ".join(row))]


def test_the_foods_of_the_page_are_those_of_the_table():
    """Milk 293, Cheddar 201, tofu set with calcium sulfate 434, sardines 325, kale 94 mg (notes, calcium_foods.csv)."""
    rows = {row[0]: row[2] for row in picture("calcium_foods").rows}
    assert len(rows) == 12
    printed = {row["food"]: row["calcium_mg_per_serving"] for row in golden_rows("calcium_foods")}
    assert rows.items() <= printed.items()
    assert rows["Milk, 2 % fat"] == "293"


# ------------------------------------------------------------------ rules of the house


def test_a_gain_in_bone_density_is_never_turned_into_breaks():
    for key in ("density", "trials"):
        shown = picture(key)
        assert not re.search(r"fewer|prevent|chance of a break", f"{shown.title} {shown.alt} {shown.note}")
    assert "No trial has shown fewer breaks because training made bone denser" in topics()["what_helps"].text
    assert "None could show that denser bone from training led to fewer breaks." in topics()["can_it_be_reversed"].text


def test_effects_are_never_added_up():
    assert "do not simply add up" in topics()["what_helps"].text
    assert "They do not add up." in picture("falls").note
    each_alone = [850 * effect(key).value for key in document("learn.toml")["pictures"]["falls"]["lines"]]
    assert [bar.value for bar in picture("falls").bars] == pytest.approx([850, *each_alone])


def test_the_answer_to_can_it_be_reversed_promises_nothing():
    for said in (topics()["can_it_be_reversed"].text, {entry.key: entry.answer for entry in faq()}["reversed"]):
        assert "obody can promise" in said
        assert "can be slowed" in said
        assert not re.search(r"revers", said)


@pytest.mark.parametrize("key", picture_keys())
def test_a_picture_is_told_in_full(key):
    shown = picture(key)
    assert shown.rows
    assert all(len(row) == len(shown.columns) for row in shown.rows)
    assert shown.alt or shown.points
    said = " ".join([shown.title, shown.alt, shown.note, *shown.points, *(cell for row in shown.rows for cell in row)])
    assert not re.search(r"[{}]|None|nan", said)


def test_every_bar_lies_within_its_likely_range():
    drawn = [bar for key in picture_keys() for bar in picture(key).bars]
    assert len(drawn) > 15
    assert all(bar.low <= bar.value <= bar.high for bar in drawn if bar.low is not None)


# ------------------------------------------------------------------ check yourself


@pytest.mark.parametrize("entry", teach_back(), ids=lambda entry: entry.key)
def test_a_question_has_one_right_option_and_kind_feedback_for_each(entry):
    assert sum(option.not_sure for option in entry.options) == 1  # "I don't know" is always an answer
    feedback = [option.feedback for option in entry.options]
    assert len(set(feedback)) == len(feedback) == 4
    for said in feedback:
        assert len(said.split()) >= 10
        assert not re.search(r"\b(wrong|incorrect|mistake|fail|false|sorry)\b", said, re.IGNORECASE)


def test_the_right_options_are_right():
    right = {entry.key: next(option.text for option in entry.options if option.right) for entry in teach_back()}
    assert right["lower"] == min(("−1.2", "−2.7"), key=lambda text: float(text.replace("−", "-")))
    assert right["which_score"] == "The Z-score"
    assert right["no_risk"].startswith("No. There is a chance")


def test_there_are_three_questions():
    assert len(teach_back()) == 3


# ------------------------------------------------------------------ words


def pieces(text):
    """A text in paragraphs and points of lists, without its marks."""
    return [piece for line in text.splitlines() if (piece := re.sub(r"[*]|^- ", "", line).strip())]


PAGES: Mapping[str, list[str]] = {
    **{
        f"topic {topic.key}": [*pieces(topic.text), topic.title, topic.summary, topic.link]
        for topic in topics().values()
    },
    "common questions": [text for entry in faq() for text in (entry.question, *pieces(entry.answer))],
    "check yourself": [
        text
        for entry in teach_back()
        for text in (entry.question, *(part for option in entry.options for part in (option.text, option.feedback)))
    ],
    "the pages themselves": [*document("learn.toml")["page"].values(), *groups().values()],
    "pictures": [text for _, text in texts_within(document("learn.toml")["pictures"])],
}
EVERY_PAGE = pytest.mark.parametrize("page", PAGES)
# The name that people search for; the text beneath it does not promise that.
ASKED = re.compile(r"Can it be reversed\?")


@EVERY_PAGE
def test_a_page_reads_at_grade_8_or_lower(page):
    """The bar stands as much lower as in test_evidence.py, where the fixture says why."""
    assert grade(PAGES[page]) <= 8 - 1.5


@EVERY_PAGE
def test_no_sentence_is_longer_than_25_words(page):
    long = [
        sentence
        for text in PAGES[page]
        for sentence in re.split(r"(?<=[.?!:])\s+", as_read(text))
        if len(sentence.split()) > 25
    ]
    assert long == []


def test_nothing_scares_blames_diagnoses_or_prescribes():
    said = [(page, ASKED.sub("", piece)) for page, pieces_of_it in PAGES.items() for piece in pieces_of_it]
    assert [found for found in said if NEVER.search(found[1])] == []


def test_short_texts_are_there():
    assert text("next", title="Men") == "Next: Men"
