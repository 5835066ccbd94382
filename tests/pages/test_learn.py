"""The Learn pages on screen: every topic opens by itself, with its pictures, its sources, and a way into the app."""

import json
import re

import pytest

from bonecheck.evidence.library import citations
from bonecheck.ui.pictures.learn_charts import figure
from bonecheck.words.learn import faq, groups, next_topic, teach_back, topics
from bonecheck.words.learn_pictures import Picture, picture, picture_keys
from tests.pages.visitor import CHECK_YOURSELF, LEARN, QUESTIONS, Visitor
from tests.people import ROOT

EVERY_TOPIC = pytest.mark.parametrize("topic", topics().values(), ids=lambda topic: topic.key)
DRAWN = tuple(key for key in picture_keys() if key != "models")  # that one is a list of sentences
EVERY_PICTURE = pytest.mark.parametrize("key", DRAWN)
NO_FILL = "rgba(0,0,0,0)"


def opened(topic, **how):
    return Visitor(**how).open(f"topic/{topic.address}")


def links(visitor, within=None):
    return {
        element.proto.label: element.proto.page for element in visitor.elements(within) if element.type == "page_link"
    }


def tables(visitor):
    return [text for text in visitor.strings() if "bonecheck-table" in text]


# ------------------------------------------------------------------ topics


@EVERY_TOPIC
def test_a_topic_opens_cold_and_before_the_browser_has_handed_over_its_draft(topic):
    page = opened(topic, restored=False)
    assert page.title == topic.title
    assert page.answers == {}
    assert list(page.inputs()) == []
    assert topic.parts[0] in page.text()
    assert "**How sure is this?**" in page.text()


@EVERY_TOPIC
def test_a_topic_names_every_source(topic):
    said = opened(topic).text()
    for source in topic.sources:
        assert citations()[source].text in said


@EVERY_TOPIC
def test_a_topic_leads_to_where_the_app_uses_it_and_on(topic):
    found = links(opened(topic))
    app = (ROOT / "app.py").read_text(encoding="utf-8")
    assert re.search(rf'"{re.escape(topic.used_in)}",[^)]*url_path="{found[topic.link]}"', app)
    assert found["All topics"] == "topics"
    following = next_topic(topic)
    expected = {} if following is None else {f"Next: {following.title}": following.address}
    assert {label: page for label, page in found.items() if label.startswith("Next")} == expected


@EVERY_TOPIC
def test_a_topic_shows_its_pictures_in_words_and_as_tables(topic):
    page = opened(topic)
    drawn = {chart.key.removeprefix("learn_"): chart.proto for chart in page.app.get("plotly_chart")}
    assert tuple(drawn) == tuple(key for key in topic.pictures if key in DRAWN)
    for key, chart in drawn.items():
        assert chart.alt == picture(key).alt
        assert picture(key).alt in page.text()  # a sentence for everybody, not for screen readers only
    assert len(tables(page)) == len(topic.pictures)
    for key, html in zip(topic.pictures, tables(page), strict=True):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html)
        shown = picture(key)
        assert len(cells) == len(shown.columns) * (1 + len(shown.rows))


def test_every_picture_stands_on_a_topic():
    assert {key for topic in topics().values() for key in topic.pictures} == set(picture_keys())


def test_the_models_are_told_with_what_they_cannot_see():
    said = opened(topics()["frax_and_models"]).text()
    assert "**QFracture** sees" in said
    assert "It cannot see your T-score" in said
    assert "**Garvan** sees" in said


# ------------------------------------------------------------------ pictures


def drawn(shown: Picture, *, dark=False):
    found = figure(shown, dark=dark)
    assert found is not None
    return found


@EVERY_PICTURE
@pytest.mark.parametrize("dark", [False, True])
def test_a_picture_has_no_words_too_long_for_a_phone(key, dark):
    """At 360 px some 300 are left; a letter of 14 px is about 6.6 wide on average, so 46 letters fit."""
    labels = [re.sub("<.*?>", "", label.text) for label in drawn(picture(key), dark=dark).layout.annotations]
    assert labels
    assert [label for label in labels if len(label) > 46] == []


def bars(key):
    return [shape for shape in drawn(picture(key)).layout.shapes if shape.type == "rect"]


def test_a_gain_is_drawn_beside_the_noise_of_a_scan():
    chart = drawn(picture("density"))
    [noise] = [shape for shape in chart.layout.shapes if shape.line.dash == "dash"]
    assert noise.x0 == noise.x1 == 0.039
    assert [bar.x1 for bar in bars("density")] == [0.031, 0.012, 0.011, 0.01]


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
    assert stretches[3:6] == [
        (0, 26.9),
        (26.9, pytest.approx(83.4)),
        (pytest.approx(83.4), pytest.approx(100.0)),
    ]
    # Manitoba: 100 - 67.8 sure, up to 100 - 59.7 by the bone, the rest not split.
    assert [end for _, end in stretches[6:9]] == pytest.approx([32.2, 40.3, 100.0])
    assert [end for _, end in stretches[9:]] == pytest.approx([18.0, 18.0, 100.0])


def test_nobody_stands_on_the_line_that_explains_the_ranges():
    spec = json.loads(drawn(picture("t_score_line")).to_json())
    assert not [trace for trace in spec["data"] if trace["mode"] == "markers"]
    assert len(drawn(picture("t_score_line")).layout.shapes) == 3


def test_the_lowest_site_of_the_sample_person_is_the_diamond():
    spec = json.loads(drawn(picture("site_line")).to_json())
    [diamond] = [trace for trace in spec["data"] if trace.get("marker", {}).get("symbol") == "diamond"]
    assert diamond["x"] == [-2.1]  # Maria: spine -0.8, femoral neck -2.1, total hip -1.5


# ------------------------------------------------------------------ index and common questions


def test_the_index_lists_every_topic_once_under_its_heading():
    page = Visitor(restored=False).open(LEARN)
    assert [header.value for header in page.app.header] == list(groups().values())
    found = links(page)
    assert [label for label in found if label.startswith("**")] == [
        f"**{topic.title}**" for group in groups() for topic in topics().values() if topic.group == group
    ]
    for topic in topics().values():
        assert found[f"**{topic.title}**"] == topic.address
        assert topic.summary in page.text()
    assert {"questions", "check-yourself"} <= set(found.values())


def test_the_menu_stays_short():
    """Topics are reached from the index; only the index, questions, check and what was there stand in the menu."""
    app = (ROOT / "app.py").read_text(encoding="utf-8")
    assert all(topic.title not in app for topic in topics().values())


def test_every_common_question_is_answered_with_sources_and_a_way_on():
    page = Visitor(restored=False).open(QUESTIONS)
    for entry in faq():
        card = page.text(f"faq_{entry.key}")
        assert entry.question in card
        assert entry.answer in card
        assert all(citations()[source].text in card for source in entry.sources)
        assert topics()[entry.topic].address in links(page, f"faq_{entry.key}").values()


# ------------------------------------------------------------------ check yourself


def test_nothing_is_chosen_for_the_person_and_no_feedback_stands_there_before():
    page = Visitor(restored=False).open(CHECK_YOURSELF)
    assert [radio.value for radio in page.app.radio] == [None] * 3
    assert not [option for entry in teach_back() for option in entry.options if option.feedback in page.text()]


@pytest.mark.parametrize(
    ("entry", "option"),
    [(entry, option) for entry in teach_back() for option in entry.options],
    ids=lambda part: getattr(part, "key", None) or getattr(part, "text", ""),
)
def test_every_choice_gets_its_own_feedback_and_is_not_kept_as_an_answer(entry, option):
    page = Visitor().open(CHECK_YOURSELF)
    page.app.radio(key=f"look_teach_back_{entry.key}").set_value(option.text)
    page.run()
    card = page.text(f"teach_back_{entry.key}")
    assert f"**{option.opening}** {option.feedback}" in card
    assert [other.text for other in entry.options if other.feedback in card] == [option.text]
    assert topics()[entry.topic].address in links(page, f"teach_back_{entry.key}").values()
    assert page.answers == {}
