"""The Learn pages as data: complete, sourced, plain, and every number as the notes and the data files have it."""

import re
from collections.abc import Mapping

import pytest

from bonecheck.errors import EvidenceError
from bonecheck.evidence.effects import effect
from bonecheck.evidence.library import document, table
from bonecheck.words.effects import amount
from bonecheck.words.learn import (
    faq,
    filled,
    groups,
    next_topic,
    numbers,
    teach_back,
    text,
    topics,
)
from bonecheck.words.learn_pictures import picture, picture_keys
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
        "half_of_fractures",
    }  # fmt: skip


def test_every_text_has_a_topic_and_every_address_is_its_own():
    assert {file.stem for file in PATH.glob("*.md")} == set(topics())
    assert len({topic.address for topic in topics().values()}) == 14
    assert {topic.group for topic in topics().values()} == set(groups())


@EVERY_TOPIC
def test_a_topic_is_short_and_says_how_sure_it_is(topic):
    words = re.sub(r"[*\-]", "", topic.text).split()
    assert 120 <= len(words) <= 300
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
    assert len(table("prevalence")) == 6
    for row in table("prevalence"):
        printed = noted[row["sex"], row["age"]]
        for ours, theirs in (
            ("osteoporosis_percent", "osteoporosis_pct"),
            ("osteopenia_percent", "low_bone_mass_pct"),
            ("neither_percent", "neither_pct"),
        ):
            assert row[ours] == printed[theirs]
        rest = 100 - float(row["osteoporosis_percent"]) - float(row["osteopenia_percent"])
        assert float(row["neither_percent"]) == pytest.approx(rest)


# Numbers that stand in a text and in no table: what we say, and the words of the notes it comes from.
TYPED = [
    ("foods_to_limit", "two are a little over one US drink", "lifestyle", "2 UK units = 16 g = 1.1 US drinks"),
    ("foods_to_limit", "A tablespoon or two of milk", "lifestyle", "1–2 tablespoons of milk cancel it"),
    ("foods_to_limit", "a study of 61,433 women", "lifestyle", "61,433 women: no more fractures per cup"),
    ("foods_to_limit", "Up to 400 mg of caffeine a day", "lifestyle", "up to 400 mg/day is considered safe for most adults"),
    ("foods_to_limit", "a study of 69,735 women", "lifestyle", "69,735 women, 11.4 years: no link with BMD change or fracture"),
    ("foods_to_limit", "calls 20 ng/mL enough", "lifestyle", "IOM: enough at 20 ng/mL"),
    ("foods_to_limit", "above 40 ng/mL. The evidence does not support that", "lifestyle", "Keep vitamin D above 40 ng/mL | **Not supported**"),
    ("foods_to_limit", "is wary above 50", "lifestyle", "concern above 50"),
    ("foods_to_limit", "4,000 IU a day and more", "lifestyle", "4,000 / 10,000 IU vs 400 IU, 3 years | forearm density"),
    ("foods_to_limit", "More than two units a day", "lifestyle", "No rise up to 2 *units*/day"),
    ("can_it_be_reversed", "about 1 to 4 % on average", "lifestyle", "move the spine by about 1–4 % and the hip by 0–2 %"),
    ("can_it_be_reversed", "it rose by 0 to 2 %", "lifestyle", "move the spine by about 1–4 % and the hip by 0–2 %"),
    ("can_it_be_reversed", "in less than a year", "lifestyle", "in under a year"),
    ("can_it_be_reversed", "about as large as the noise of a scan", "lifestyle", "an average gain is about the size of the scan's own noise"),
    ("what_helps", "Out of 1,000 people there are about 850 falls", "lifestyle", "850 falls per 1,000 people a year"),
    ("what_helps", "twice a week for eight months", "lifestyle", "2 × 30 min/week, 8 months, supervised"),
    ("what_helps", "Fifty jumps a day", "lifestyle", "the same 50 jumps, 6 days a week, did nothing in 12–18 months"),
    ("does_it_hurt", "Only 8 out of 100 of them", "densitometry", "only 8 % reported one"),
    ("which_site", "about one in three older adults", "densitometry", "About a third of older adults fall in different classes"),
    ("dxa_scan", "women aged 67 and over", "densitometry", "Gourlay 2012, women 67+"),
    ("dxa_scan", "it took about one year", "densitometry", "| -2.00 to -2.49 | 1.1 (1.0-1.3) |"),
    ("causes", "An early menopause, before 40", "densitometry", "early menopause (under 40)"),
    ("men", "about two of three", "densitometry", "roughly a third of women and two thirds of men"),
    ("men", "found one in four of ten of its men", "densitometry", "51.3 % of women and 41.4 % of men"),
    ("men", "more than one in three men aged 50 and over", "densitometry", "| 50+ | 15.4 / 51.4 | 4.3 / 35.2 (read) |"),
    ("men", "in 4.6 years", "densitometry", "men 65+, 4.6 y"),
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
    assert "5 mg of prednisone a day or more, for 3 months" in topics()["causes"].text
    for said in (*(topic.text for topic in topics().values()), *(entry.answer for entry in faq())):
        assert not re.search(r"T-score[^.]*-\d", said)  # a true minus sign, as everywhere


def test_goals_are_those_of_the_tables():
    """US 1,000 mg, 1,200 for women from 51 and for all from 71, UK 700; vitamin D 600, 800 and 400 IU (notes, 2.1, 2.2)."""
    answers = {entry.key: entry.answer for entry in faq()}
    assert "1,000 mg a day, and 1,200 mg for women from 51 and for everybody from 71" in answers["calcium"]
    assert numbers()["calcium_us_female_51"] == numbers()["calcium_us_any_71"]
    assert "In the UK it is 700 mg" in answers["calcium"]
    assert "600 IU a day up to 70, and 800 IU from 71. The UK advises 400 IU" in answers["vitamin_d"]


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
    assert "down to 0.022" in picture("density").note


# ------------------------------------------------------------------ rules of the house


def test_a_gain_in_bone_density_is_never_turned_into_breaks():
    for key in ("density", "trials"):
        shown = picture(key)
        assert not re.search(r"fewer|prevent|chance of a break", f"{shown.title} {shown.alt} {shown.note}")
    assert "no trial has shown fewer breaks because training made bone denser" in topics()["what_helps"].text
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
