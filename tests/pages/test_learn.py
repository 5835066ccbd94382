"""The Learn pages on screen: every topic opens by itself, with its pictures, its sources, and a way into the app.

Texts and numbers are the matter of tests/words/test_learn.py.
"""

import re

import plotly.graph_objects as go
import pytest

from bonecheck.evidence.library import citations
from bonecheck.ui.pictures.learn_charts import drawing
from bonecheck.ui.session.place import SCREENS
from bonecheck.words.learn import faq, groups, next_topic, teach_back, topics
from bonecheck.words.learn_pictures import picture, picture_keys
from tests.pages.visitor import CHECK_YOURSELF, LEARN, QUESTIONS, RESULTS, Visitor
from tests.people import ROOT

DRAWN = tuple(key for key in picture_keys() if not picture(key).points)  # those with points are lists of sentences
NO_FILL = "rgba(0,0,0,0)"
APP = (ROOT / "app.py").read_text(encoding="utf-8")
PAGES = {f"check/{screen}": screen.replace("_", "-") for screen in SCREENS} | dict(
    re.findall(r'menu.page\("([\w/]+)", "([\w-]+)"', APP)
)


# ------------------------------------------------------------------ topics


@pytest.mark.parametrize("topic", topics().values(), ids=lambda topic: topic.key)
def test_a_topic_opens_before_the_draft_is_there_with_its_text_pictures_sources_and_ways_on(topic):
    page = Visitor(restored=False).open(topic.address)
    assert page.title == topic.title
    assert list(page.inputs()) == []
    assert all(text in page.text() for text in topic.parts[::2])
    assert "**How sure is this?**" in page.text()
    assert all(citations()[source].text in page.text() for source in topic.sources)

    # Each picture is told in a sentence for everybody, and as a table.
    drawn = {key.removeprefix("learn_"): chart for key, chart in page.charts.items()}
    assert list(drawn) == [key for key in topic.pictures if key in DRAWN]
    for key, chart in drawn.items():
        assert chart.alt == picture(key).alt
        assert picture(key).alt in page.text()
    in_tables = [list(row.values()) for rows in page.tables().values() for row in rows]
    assert in_tables == [list(row) for key in topic.pictures for row in picture(key).rows]

    # Where the app uses it, all topics, and the next one.
    links = page.links()
    file = topic.used_in.removeprefix("pages/").removesuffix(".py")
    assert PAGES[file] == links[topic.link]
    assert links["All topics"] == LEARN
    following = next_topic(topic)
    expected = {} if following is None else {f"Next: {following.title}": following.address}
    assert {label: page for label, page in links.items() if label.startswith("Next")} == expected


def test_every_picture_stands_on_a_topic():
    assert {key for topic in topics().values() for key in topic.pictures} == set(picture_keys())


def test_the_models_are_told_with_what_they_cannot_see():
    said = Visitor().open(topics()["frax_and_models"].address).text()
    for sentence in ("**QFracture** sees", "It cannot see your T-score", "**Garvan** sees"):
        assert sentence in said


# ------------------------------------------------------------------ pictures


def figure_of(shown, *, dark):
    """The figure, checked by Plotly."""
    return go.Figure(drawing(shown, dark=dark))


def test_no_picture_has_words_too_long_for_a_phone():
    """At 360 px some 300 are left; a letter of 14 px is about 6.6 wide on average, so 46 letters fit."""
    for key in DRAWN:
        for dark in (False, True):
            notes = figure_of(picture(key), dark=dark).layout.annotations
            labels = [re.sub("<.*?>", "", note.text) for note in notes]
            assert labels
            assert [label for label in labels if len(label) > 46] == [], key


def bars(key):
    return [shape for shape in figure_of(picture(key), dark=False).layout.shapes if shape.type == "rect"]


def test_a_gain_is_drawn_beside_the_noise_of_a_scan():
    shapes = figure_of(picture("density"), dark=False).layout.shapes
    [noise] = [shape for shape in shapes if shape.line.dash == "dash"]
    assert noise.x0 == noise.x1 == 0.039
    # Spine hard, moderate, light; femoral neck moderate, light; spine walking; femoral neck hard: none shown.
    assert [bar.x1 for bar in bars("density")] == [0.031, 0.012, 0.01, 0.011, 0.011, 0.01, 0]


def test_falls_are_drawn_out_of_1000_people_as_rate_times_850():
    """850 x 0.77, 0.76, 0.72, 0.77 and 0.58; first the row without exercise, hollow."""
    without, *others = bars("falls")
    assert without.x1 == 850
    assert without.fillcolor == NO_FILL
    assert [bar.x1 for bar in others] == pytest.approx([654.5, 646.0, 612.0, 654.5, 493.0])
    assert all(bar.fillcolor != NO_FILL for bar in others)


def test_the_compared_group_of_a_trial_is_hollow_and_loss_goes_left():
    found = {bar.x1: bar.fillcolor == NO_FILL for bar in bars("trials")}
    assert found == {2.9: False, -1.2: True, 0.3: False, -1.9: True, 1.9: False, -0.6: True, 0.0: False}


def test_the_ranges_stand_in_every_stack_with_the_lowest_to_the_left():
    """Geelong's breaks: osteoporosis 26.9, osteopenia from there to 26.9 + 56.5 = 83.4, normal to 100."""
    stretches = [(bar.x0, bar.x1) for bar in bars("fracture_share")[3:]]  # after the three squares of the legend
    assert stretches[3:6] == [(0, 26.9), (26.9, pytest.approx(83.4)), (pytest.approx(83.4), pytest.approx(100.0))]
    # Manitoba: 100 - 67.8 sure, up to 100 - 59.7 by the bone, the rest not split.
    assert [end for _, end in stretches[6:9]] == pytest.approx([32.2, 40.3, 100.0])
    assert [end for _, end in stretches[9:]] == pytest.approx([18.0, 18.0, 100.0])


def test_nobody_stands_on_the_line_that_explains_the_ranges_and_the_lowest_site_of_a_person_is_the_diamond():
    explained = figure_of(picture("t_score_line"), dark=False)
    assert not [trace for trace in explained.data if trace.mode == "markers"]
    named = " ".join(note.text for note in explained.layout.annotations)
    assert all(name in named for name in ("Osteoporosis", "Osteopenia", "Normal"))
    [diamond] = [t for t in figure_of(picture("site_line"), dark=False).data if t.marker.symbol == "diamond"]
    assert list(diamond.x) == [-2.1]  # Maria: spine -0.8, femoral neck -2.1, total hip -1.5


# ------------------------------------------------------------------ index, common questions, check yourself


def test_the_index_lists_every_topic_once_under_its_heading_and_the_menu_stays_short():
    page = Visitor(restored=False).open(LEARN)
    assert page.headings == list(groups().values())
    links = page.links()
    expected = [topic for group in groups() for topic in topics().values() if topic.group == group]
    in_order = {label: address for label, address in links.items() if label.startswith("**")}
    assert list(in_order.items()) == [(f"**{topic.title}**", topic.address) for topic in expected]
    assert all(topic.summary in page.text() for topic in expected)
    assert {QUESTIONS, CHECK_YOURSELF} <= set(links.values())
    assert all(topic.title not in APP for topic in expected)


def test_every_common_question_is_answered_with_sources_and_a_way_on():
    page = Visitor(restored=False).open(QUESTIONS)
    for entry in faq():
        card = page.text(f"faq_{entry.key}")
        for text in (entry.question, entry.answer, *(citations()[source].text for source in entry.sources)):
            assert text in card
        assert topics()[entry.topic].address in page.links(f"faq_{entry.key}").values()


def test_to_check_oneself_nothing_is_chosen_and_every_choice_has_its_own_feedback_and_is_no_answer():
    page = Visitor().open(CHECK_YOURSELF)
    assert [radio.value for radio in page.app.radio] == [None] * 3
    every = [option for entry in teach_back() for option in entry.options]
    assert not [option for option in every if option.feedback in page.text()]
    for entry in teach_back():
        for option in entry.options:
            card = page.choose(f"look_teach_back_{entry.key}", option.text).text(f"teach_back_{entry.key}")
            assert f"**{option.opening}** {option.feedback}" in card
            assert [other.text for other in entry.options if other.feedback in card] == [option.text]
            assert topics()[entry.topic].address in page.links(f"teach_back_{entry.key}").values()
    assert page.answers == {}
    assert RESULTS in page.links().values()
