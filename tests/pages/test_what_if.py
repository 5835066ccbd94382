"""What if: levers that move the picture and never an answer, and that show what `assess()` says of such a person."""

import json
import random
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest

from bonecheck import Report, assess
from bonecheck.compare.what_if import levers
from bonecheck.evidence.library import threshold
from bonecheck.risk.chance import FractureKind, ModelRisk
from bonecheck.ui.session import keys
from bonecheck.words.outcomes import words
from bonecheck.words.risk import licence_note
from tests.browser.people import ALL_OPEN, EVERY_MODEL
from tests.compare.test_what_if import REGION, by_hand, grid
from tests.pages.test_every_page import NEVER
from tests.pages.test_risk import tables
from tests.pages.visitor import ABOUT, COACH, PLAN, RESULTS, SIDE_BY_SIDE, WHAT_IF, Visitor
from tests.people import of_woman, plain, with_t

OWN = of_woman(62, **with_t(femoral_neck=-2.1), resistance_days_per_week="1")
NAMES = {"garvan": "Garvan", "qfracture_2012": "QFracture", "caroc_2010": "CAROC", "fracture_index": "FRACTURE Index"}
NOTHING_MOVED = "Nothing is moved yet. Now and start are the same."


def sample_page(key: str, own: dict[str, Any] | None = None) -> Visitor:
    return Visitor(own).open(COACH).press_key(f"client_open_{key}").open(WHAT_IF)


def own_page(answers: dict[str, Any] = OWN) -> Visitor:
    return Visitor(dict(answers)).open(WHAT_IF)


def moved(visitor: Visitor) -> dict[str, Any]:
    """The levers that the session holds as moved."""
    return {key: place for key, (place, _) in visitor.app.session_state.get(keys.WHAT_IF, {}).items()}


def lever_of(element: Any) -> str:
    """The lever of a slider."""
    return element.key.split(".")[1]


def said(visitor: Visitor) -> str:
    """The words below the picture, without their tags."""
    pieces = [element.proto.body for element in visitor.elements("what_if_words") if element.type == "html"]
    [words_] = [piece for piece in pieces if "bonecheck-prose" in piece]
    return plain(unescape(re.sub(r"<.*?>", "\n", words_)))


def moved_part(visitor: Visitor) -> str:
    """What was moved."""
    return said(visitor).partition("This moved")[0].partition("This did not move")[0]


def facts(visitor: Visitor) -> dict[str, list[str]]:
    """The fold "as a table": of each line the start and now."""
    rows = tables(list(visitor.elements("what_if_words")))["Start and now"]
    return {row[""]: [row["Start"], row["Now"]] for row in rows}


def choose(visitor: Visitor, key: str, value: str) -> Visitor:
    [bar] = [element for element in visitor.elements() if element.key == key]
    bar.set_value(value)
    return visitor.run().whole()


def figure(visitor: Visitor, key: str = "what_if_chart") -> dict[str, Any]:
    return json.loads(visitor.picture(key).spec)


def labels(drawn: dict[str, Any]) -> list[str]:
    """What is written in a picture, without its tags."""
    return [plain(re.sub(r"<.*?>", "", said["text"])) for said in drawn["layout"]["annotations"]]


# ------------------------------------------------------------------ without answers, and under 20


def test_without_an_answer_the_page_says_what_it_needs_and_leads_to_the_sample_people():
    visitor = Visitor().open(WHAT_IF)
    assert "Answer a few questions first, or open a sample person." in visitor.text()
    assert "coaches" in [element.proto.page for element in visitor.elements() if element.type == "page_link"]
    assert not [element for element in visitor.elements() if element.type in {"select_slider", "plotly_chart"}]


def test_under_20_there_is_nothing_to_move():
    visitor = own_page({"age_years": 17, "sex": "female"})
    assert "adults of 20 and over" in visitor.text()
    assert not [element for element in visitor.elements() if element.type in {"select_slider", "plotly_chart"}]
    assert visitor.answers == {"age_years": 17, "sex": "female"}


def test_at_20_there_is():
    assert own_page({"age_years": 20, "sex": "female"}).find("what_if.age").value == 20


# ------------------------------------------------------------------ the levers


def test_there_are_nine_levers_each_with_a_button_on_both_sides():
    visitor = sample_page("maria")
    assert [lever_of(element) for element in visitor.elements() if element.type == "select_slider"] == [
        "score", "age", "weight", "cigarettes", "falls", "fractures", "steroids", "training", "calcium",
    ]  # fmt: skip
    for key in levers():
        label = visitor.widget(f"what_if.{key}").label
        assert f"Less: {label}" in visitor.buttons
        assert f"More: {label}" in visitor.buttons


def test_every_lever_stands_where_the_person_answered():
    visitor = sample_page("robert")
    expected = {"score": -1.4, "age": 71, "weight": 79.4, "cigarettes": 0, "falls": "2", "fractures": "1", "steroids": "past"}  # fmt: skip
    assert {key: visitor.shown(f"what_if.{key}") for key in expected} == expected
    assert visitor.find("what_if.training") is None  # not answered
    assert NOTHING_MOVED in said(visitor)


def test_a_slider_moves_the_result_and_the_start_stays():
    visitor = sample_page("maria").slide("score", -2.5)
    assert moved(visitor) == {"score": -2.5}
    start, now = facts(visitor)["Result"]
    assert "The T-score that counts is -2.1. A report with this T-score is in the osteopenia range." in plain(start)
    assert "The T-score that counts is -2.5. A report with this T-score is in the osteoporosis range." in plain(now)


def test_the_buttons_go_one_step_and_stop_at_the_end():
    visitor = sample_page("maria").press_key("what_if_less_score")
    assert visitor.shown("what_if.score") == -2.2
    visitor.press_key("what_if_more_score")
    assert moved(visitor) == {}
    visitor.press_key("what_if_less_cigarettes")  # none already
    assert moved(visitor) == {}
    assert visitor.shown("what_if.cigarettes") == 0
    visitor.slide("falls", "3").press_key("what_if_more_falls")
    assert moved(visitor) == {"falls": "3"}


@pytest.mark.parametrize("key", levers())
def test_every_lever_moves_by_its_slider_and_by_its_buttons(key):
    visitor = own_page()
    place = visitor.shown(f"what_if.{key}")
    target = grid(key)[-2]
    visitor.slide(key, target)
    assert moved(visitor) == {key: target}
    assert visitor.press_key(f"what_if_more_{key}").shown(f"what_if.{key}") == grid(key)[-1]
    assert moved(visitor) == {key: grid(key)[-1]}
    assert moved(visitor.slide(key, place)) == {}


@pytest.mark.parametrize("glasses_a_week", [2, 4, 5])
def test_a_lever_moves_and_the_milk_stays(glasses_a_week):
    """Half a glass a day is 3.5 a week; a slider that calls two places the same cannot tell where it stands."""
    visitor = own_page(OWN | {"calcium_servings_per_week.milk": glasses_a_week})
    assert visitor.shown("what_if.calcium") == glasses_a_week
    visitor.slide("score", -3.0).slide("falls", "2")
    assert moved(visitor) == {"score": -3.0, "falls": "2"}
    assert visitor.shown("what_if.calcium") == glasses_a_week


def test_a_step_away_from_4_glasses_a_week_holds_while_another_lever_moves():
    visitor = own_page(OWN | {"calcium_servings_per_week.milk": 4}).press_key("what_if_more_calcium")
    assert moved(visitor) == {"calcium": 7.0}
    assert moved(visitor.slide("score", -3.0)) == {"calcium": 7.0, "score": -3.0}


def test_what_was_not_given_is_supposed_by_one_button():
    visitor = sample_page("june")
    assert "T-score, femoral neck.** Not given." in visitor.text()
    assert visitor.find("what_if.score") is None
    visitor.press_key("suppose_score")
    assert visitor.shown("what_if.score") == -1.5
    assert moved(visitor) == {"score": -1.5}
    assert "T-score, femoral neck: not given, now -1.5" in moved_part(visitor)
    assert "osteopenia range" in facts(visitor)["Result"][1]


def test_a_lever_that_is_supposed_moves_like_any_other():
    visitor = sample_page("june").press_key("suppose_score").slide("score", -2.6).press_key("what_if_more_score")
    assert moved(visitor) == {"score": -2.5}
    assert "osteoporosis range" in facts(visitor)["Result"][1]


def test_supposing_is_a_move():
    visitor = sample_page("june").press_key("suppose_training")
    assert moved(visitor) == {"training": visitor.shown("what_if.training")}
    assert f"Strength training, days a week: not given, now {visitor.shown('what_if.training')}" in moved_part(visitor)


def test_one_press_brings_every_lever_back():
    visitor = sample_page("june").press_key("suppose_score").slide("age", 70).slide("cigarettes", 0)
    assert set(moved(visitor)) == {"score", "age", "cigarettes"}
    visitor.press_key("what_if_reset")
    assert moved(visitor) == {}
    assert (visitor.shown("what_if.age"), visitor.shown("what_if.cigarettes")) == (58, 8)
    assert visitor.find("what_if.score") is None
    assert NOTHING_MOVED in said(visitor)


def test_only_what_moves_is_sent_again():
    """A slider sends the picture and its words; a button its own lever with them."""
    visitor = sample_page("maria").give("what_if.score", -2.5)
    assert not visitor.app.title
    assert not [element for element in visitor.elements() if element.type == "select_slider"]
    visitor = sample_page("maria")
    visitor.app.button(key="what_if_less_score").click()
    visitor.run()
    assert not visitor.app.title
    assert [lever_of(element) for element in visitor.elements() if element.type == "select_slider"] == ["score"]  # fmt: skip


# ------------------------------------------------------------------ nobody's answers move


def draft_sent(visitor: Visitor) -> str:
    [component] = [element for element in visitor.elements() if element.key == "_draft"]
    return str(component.proto)


def test_ones_own_answers_and_the_draft_stay_as_they_are():
    visitor = own_page()
    before = draft_sent(visitor)
    visitor.slide("score", -3.0).slide("age", 80).slide("cigarettes", 20).slide("training", "4").slide("calcium", 28.0)
    assert len(moved(visitor)) == 5
    assert visitor.answers == OWN
    assert draft_sent(visitor) == before
    assert "what_if" not in draft_sent(visitor)
    assert visitor.open(ABOUT).shown("age_years") == "62"
    assert "The T-score that counts is -2.1." in plain(visitor.open(RESULTS).title)


def test_the_levers_stand_where_they_were_left_after_a_look_at_another_page():
    visitor = own_page().slide("score", -2.9).slide("falls", "2")
    visitor.open(PLAN).open(WHAT_IF)
    assert moved(visitor) == {"score": -2.9, "falls": "2"}
    assert (visitor.shown("what_if.score"), visitor.shown("what_if.falls")) == (-2.9, "2")


def test_leaving_a_sample_person_moves_every_lever_back_and_brings_back_ones_own_answers():
    visitor = sample_page("maria", OWN).slide("score", -4.0).slide("age", 90)
    visitor.press_key("leave_sample").open(WHAT_IF)
    assert moved(visitor) == {}
    assert visitor.answers == OWN
    assert (visitor.shown("what_if.score"), visitor.shown("what_if.age")) == (-2.1, 62)
    assert NOTHING_MOVED in said(visitor)


def test_another_sample_person_starts_from_their_own_answers():
    visitor = sample_page("maria").slide("age", 90).open(COACH).press_key("client_open_robert").open(WHAT_IF)
    assert moved(visitor) == {}
    assert visitor.shown("what_if.age") == 71


def test_an_answer_changed_after_a_move_moves_the_start_and_not_the_lever():
    visitor = own_page().slide("score", -2.8).open(ABOUT).give("age_years", "70").open(WHAT_IF)
    assert visitor.shown("what_if.age") == 70
    assert visitor.shown("what_if.score") == -2.8
    assert "Age" not in moved_part(visitor)


def test_a_lever_follows_an_answer_that_is_changed_on_another_page():
    visitor = own_page().open(ABOUT).give("age_years", "70").open(WHAT_IF)
    assert moved(visitor) == {}
    assert visitor.shown("what_if.age") == 70


def test_a_lever_that_was_moved_back_follows_an_answer_that_is_changed():
    visitor = own_page().slide("age", 63).slide("age", 62).open(ABOUT).give("age_years", "70").open(WHAT_IF)
    assert moved(visitor) == {}
    assert visitor.shown("what_if.age") == 70


def test_nothing_stands_in_the_address():
    visitor = sample_page("maria").slide("score", -2.5)
    choose(visitor, "what_if_model", "qfracture_2012")
    assert dict(visitor.app.query_params) == {}


def test_two_visitors_have_levers_of_their_own():
    one, other = sample_page("maria"), sample_page("maria")
    one.slide("score", -4.0)
    assert moved(other.run()) == {}
    assert other.shown("what_if.score") == -2.1


# ------------------------------------------------------------------ what is shown is what assess() says


def cell(found: Report, model: str) -> str:
    """A model's number as the table writes it, read from the report."""
    for risk in found.models:
        if isinstance(risk, ModelRisk) and risk.model == model:
            wider = [chance for chance in risk.chances if chance.kind not in {FractureKind.HIP, FractureKind.VERTEBRAL}]
            chance = max(wider, key=lambda chance: chance.years)
            low, high = chance.you.low, chance.you.high
            if risk.open_questions and high - low >= threshold("range_too_open").value:
                return "too open"
            if chance.is_beyond_counting:
                return "over"
            if chance.in_groups:
                return "under" if low == 0 else "over" if high == 100 else f"between {low:g} and {high:g}"
            ends = [f"{end:.1f}" for end in (low, high)]
            return ends[0] if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"
    return "no number"


WALKERS = ("maria", "anne", "robert", "june", "ruth", "carol")


@pytest.mark.parametrize("who", WALKERS)
def test_a_walk_through_the_levers_shows_what_assess_says_of_each_supposed_person(who):
    """10 settings each, 60 in all, one lever after the other, a number for every model of the table."""
    visitor, draw, settings = sample_page(who), random.Random(who), {}
    for _ in range(10):
        key = draw.choice(list(levers()))
        if visitor.find(f"what_if.{key}") is None:
            visitor.press_key(f"suppose_{key}")
        settings[key] = draw.choice([place for place in grid(key) if place != visitor.shown(f"what_if.{key}")])
        visitor.slide(key, settings[key])
        model = draw.choice(list(NAMES))
        choose(visitor, "what_if_model", model)
        real = {key: place for key, place in settings.items() if key in moved(visitor)}
        assert moved(visitor) == real
        found = assess(by_hand(who, real), on=date.today())
        shown = facts(visitor)
        assert shown["Result"][1] == words(found.headline).title, real
        number = shown.get(NAMES[model], ["", "no number"])[1]
        assert re.sub(r"^(under|over) .*", r"\1", number) == cell(found, model), (real, model)


def test_the_walkers_are_sample_people_of_every_kind():
    assert len(WALKERS) * 10 == 60
    assert set(WALKERS) <= set(REGION)


# ------------------------------------------------------------------ the picture


def test_the_picture_draws_now_and_the_start_and_says_both():
    visitor = sample_page("maria").slide("score", -2.5)
    drawn = labels(figure(visitor))
    [now], [start] = ([label for label in drawn if label.startswith(who)] for who in ("Now: ", "Start: "))
    assert now.endswith(" -2.5")
    assert start.endswith(" -2.1")
    alt = plain(visitor.picture("what_if_chart").alt)
    assert "left femoral neck -2.5 (osteoporosis), the one that counts" in alt
    assert "left femoral neck -2.1 (osteopenia), the one that counts" in alt


@pytest.mark.parametrize("model", ["garvan", "qfracture_2012"])
def test_the_numbers_of_the_picture_stand_in_its_alternative_text(model):
    visitor = sample_page("maria").slide("score", -2.5).slide("age", 70)
    choose(visitor, "what_if_model", model)
    drawn, alt = labels(figure(visitor)), visitor.picture("what_if_chart").alt
    bars = [label for label in drawn if re.match(r"(now|start) \d", label)]
    assert len(bars) == 2
    for bar in bars:
        amount = bar.partition(" ")[2]
        low, _, high = amount.partition(" to ")
        assert (f"between {low} and {high} " if high else f"about {low} ") in alt


def test_the_alternative_text_says_which_numbers_are_now_and_which_the_start():
    """Whoever hears the picture has the same two people as who sees it."""
    alt = sample_page("maria").slide("score", -2.5).picture("what_if_chart").alt
    assert re.search(r"\bnow\b", alt, re.IGNORECASE)
    assert re.search(r"\bstart\b", alt, re.IGNORECASE)


def test_a_range_too_open_to_be_drawn_is_not_heard_either():
    """She knows only her age, her size and a T-score; with breaks and falls supposed Garvan has one number."""
    visitor = own_page(ALL_OPEN)
    choose(visitor, "what_if_model", "garvan")
    for key in ("fractures", "falls"):
        visitor.press_key(f"suppose_{key}").slide(key, "3")
    assert not [label for label in labels(figure(visitor)) if re.match(r"start \d", label)]
    assert visitor.picture("what_if_chart").alt.count("Garvan:") == 1


def test_without_a_scan_only_the_risk_is_drawn():
    visitor = sample_page("june")
    assert [label for label in labels(figure(visitor)) if label.startswith("now ")]
    assert not [label for label in labels(figure(visitor)) if label.startswith("Now: ")]


def test_where_there_is_nothing_to_draw_the_page_says_why():
    visitor = own_page({"age_years": 25, "sex": "female"})
    assert "There is nothing to draw now." in visitor.text()
    assert not visitor.app.get("plotly_chart")


def test_a_score_of_the_other_kind_is_not_drawn_on_the_same_line():
    visitor = sample_page("anne").slide("age", 70)
    assert "read by another score, so it is not drawn" in said(visitor)
    assert not [label for label in labels(figure(visitor)) if label.startswith("Start: ")]


def test_the_hip_can_be_chosen_and_the_table_follows():
    visitor = sample_page("maria").slide("score", -3.0)
    any_bone = facts(visitor)["Garvan"]
    choose(visitor, "what_if_which", "hip")
    hip = facts(visitor)["Garvan"]
    assert all(float(one) < float(other) for one, other in zip(hip, any_bone, strict=True))
    assert "break a hip" in visitor.picture("what_if_chart").alt
    assert "CAROC" not in facts(visitor)


# ------------------------------------------------------------------ the licence


def licence(visitor: Visitor) -> str:
    return visitor.text("licence_note")


def test_the_licence_stands_beside_every_number_of_qfracture_and_beside_no_other():
    visitor = own_page(EVERY_MODEL)
    for model in NAMES:
        choose(visitor, "what_if_model", model)
        for which in ("wider", "hip"):
            choose(visitor, "what_if_which", which)
            if model == "qfracture_2012":
                assert licence(visitor) == licence_note("qfracture_2012")
                assert "Copyright 2012 ClinRisk" in licence(visitor)
                assert licence(visitor.slide("age", 20 if which == "hip" else 70))
            else:
                with pytest.raises(AssertionError, match="no container licence_note"):
                    licence(visitor)


# ------------------------------------------------------------------ trials


def test_more_training_shows_the_trial_and_less_says_that_there_is_none():
    visitor = own_page(of_woman(62, **with_t(femoral_neck=-1.4), resistance_days_per_week="2"))
    assert "what_if" not in " ".join(headers(visitor))
    visitor.slide("training", "3")
    assert "What training did to bone density in its trial" in headers(visitor)
    alt = plain(visitor.picture("trial_training").alt)
    for number in ("over 8 months", "+2.9 %", "-1.2 %"):
        assert number in alt
    assert {"+2.9 %", "-1.2 %"} <= set(labels(figure(visitor, "trial_training")))
    assert "They are no forecast for one person, and they stop where the trial stopped." in visitor.text()
    visitor.slide("training", "1")
    assert "no trial here asked for less" in visitor.text()
    assert not [chart for chart in visitor.app.get("plotly_chart") if chart.key == "trial_training"]


def test_a_trial_goes_away_with_its_lever():
    visitor = sample_page("maria").slide("training", "3").slide("calcium", 21.0)
    assert {"trial_training", "trial_calcium"} <= {chart.key for chart in visitor.app.get("plotly_chart")}
    visitor.press_key("what_if_reset")
    assert {chart.key for chart in visitor.app.get("plotly_chart")} == {"what_if_chart"}


def test_no_other_lever_shows_a_trial():
    visitor = sample_page("maria")
    for key, place in (("score", -3.0), ("age", 70), ("weight", 50), ("cigarettes", 10), ("falls", "3"), ("steroids", "now")):  # fmt: skip
        visitor.slide(key, place)
    assert {chart.key for chart in visitor.app.get("plotly_chart")} == {"what_if_chart"}


def headers(visitor: Visitor) -> list[str]:
    return [element.value for element in visitor.elements() if element.type == "header"]


# ------------------------------------------------------------------ every sentence


def pages_of_many() -> Iterator[Visitor]:
    for who in ("maria", "anne", "june", "robert"):
        visitor = sample_page(who)
        yield visitor
        for key, place in (("age", 78), ("weight", 45), ("falls", "3"), ("steroids", "now")):
            visitor.slide(key, place)
        yield visitor
    yield own_page({"age_years": 62})
    yield own_page({"sex": "male"})


def test_no_word_of_the_page_is_broken_or_a_diagnosis():
    for visitor in pages_of_many():
        for line in visitor.strings():
            assert not NEVER.search(line), line
        assert not re.search(r"\{\w*\}|\bNone\b|\bnan\b", visitor.text())


def test_the_page_says_that_it_is_no_forecast():
    assert "made-up changes to look at, not a forecast" in sample_page("maria").text()


def test_from_side_by_side_the_changed_person_can_be_seen():
    visitor = sample_page("maria").slide("score", -3.0).open(SIDE_BY_SIDE)
    assert "Maria, changed" in visitor.app.selectbox(key="side_right").options
