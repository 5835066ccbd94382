"""What if: levers that move the picture and never an answer, and that show what `assess()` says of such a person.

How a supposed person is read, and every sentence, are the matter of tests/compare/ and tests/words/.
"""

import random
import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from bonecheck import assess
from bonecheck.compare.what_if import offered, positions, start_of, supposed
from bonecheck.evidence.library import document
from bonecheck.ui.session import keys
from bonecheck.words.chance_steps import spoken
from bonecheck.words.outcomes import words
from bonecheck.words.risk import licence_note
from bonecheck.words.what_if import table_lines
from tests.browser.people import ALL_OPEN, EVERY_MODEL
from tests.pages.visitor import ABOUT, COACH, PLAN, RESULTS, WHAT_IF, Visitor
from tests.people import built, of_woman, plain, with_t

OWN = of_woman(62, **with_t(femoral_neck=-2.1), resistance_days_per_week="1")
MODELS = ("garvan", "qfracture_2012", "caroc_2010", "fracture_index")
NOTHING_MOVED = "Nothing is moved yet. Now and start are the same."
CHART = "what_if_chart"


def sample_page(key: str, own: dict[str, Any] | None = None) -> Visitor:
    return Visitor(own, sample=key).open(WHAT_IF)


def own_page(answers: dict[str, Any] = OWN) -> Visitor:
    return Visitor(answers).open(WHAT_IF)


def moved(visitor: Visitor) -> dict[str, Any]:
    """The levers that the session holds as moved."""
    return {key: place for key, (place, _) in visitor.app.session_state.get(keys.WHAT_IF, {}).items()}


def sliders(visitor: Visitor) -> list[str]:
    """The levers with a slider that the last run drew."""
    return [element.key.split(".")[1] for element in visitor.elements() if element.type == "select_slider"]


def shown(visitor: Visitor, *keys: str) -> tuple[Any, ...]:
    return tuple(visitor.shown(f"what_if.{key}") for key in keys)


def told(visitor: Visitor) -> str:
    """The words below the picture, without their tags."""
    pieces = [element.proto.body for element in visitor.elements("what_if_words") if element.type == "html"]
    [prose] = [piece for piece in pieces if "bonecheck-prose" in piece]
    return plain(unescape(re.sub(r"<.*?>", "\n", prose)))


def facts(visitor: Visitor) -> dict[str, list[str]]:
    """The fold "as a table": of each line the start and now."""
    rows = visitor.tables("what_if_words")["Start and now"]
    return {row[""]: [row["Start"], row["Now"]] for row in rows}


def drawn(visitor: Visitor, who: str) -> list[str]:
    """The labels of the picture that begin like this."""
    return [label for label in visitor.labels(CHART) if label.startswith(who)]


# ------------------------------------------------------------------ without answers, and under 20


def test_without_an_answer_the_page_says_what_it_needs_and_leads_to_the_sample_people():
    visitor = Visitor().open(WHAT_IF)
    assert "Answer a few questions first, or open a sample person." in visitor.text()
    assert COACH in visitor.links().values()
    assert (sliders(visitor), visitor.charts) == ([], {})


def test_from_20_on_there_is_something_to_move():
    visitor = own_page({"age_years": 19, "sex": "female"})
    assert "adults of 20 and over" in visitor.text()
    assert (sliders(visitor), visitor.charts) == ([], {})
    assert shown(own_page({"age_years": 20, "sex": "female"}), "age") == (20,)


# ------------------------------------------------------------------ the levers


def test_falls_come_first_each_lever_has_a_button_on_both_sides_and_it_is_no_forecast():
    visitor = sample_page("maria")
    of_maria = [
        "falls", "score", "age", "weight", "cigarettes", "fractures", "steroids", "family", "illness", "training", "calcium",
    ]  # fmt: skip
    assert sliders(visitor) == of_maria
    assert sliders(sample_page("anne")).count("menopause") == 1  # she is 44
    for key in of_maria:
        label = visitor.widget(f"what_if.{key}").label
        assert {f"Less: {label}", f"More: {label}"} <= set(visitor.buttons)
    assert "made-up changes to look at, not a forecast" in visitor.text()


def test_every_lever_stands_where_the_person_answered():
    visitor = sample_page("robert")
    keys = ("score", "age", "weight", "cigarettes", "falls", "fractures", "steroids")
    assert shown(visitor, *keys) == (-1.4, 71, 79.4, 0, "2", "1", "past")
    assert visitor.find("what_if.training") is None  # not answered
    assert NOTHING_MOVED in told(visitor)


def test_a_slider_moves_the_result_and_the_start_stays_in_picture_words_and_table():
    visitor = sample_page("maria").slide("score", -2.5)
    assert moved(visitor) == {"score": -2.5}
    start, now = (plain(text) for text in facts(visitor)["Result"])
    assert start == "The T-score that counts is -2.1. A report with this T-score is in the osteopenia range."
    assert now == "The T-score that counts is -2.5. A report with this T-score is in the osteoporosis range."
    written = " ".join(visitor.labels(CHART))
    assert "Now: -2.5" in written
    assert re.search(r"Start: Left hip \(neck\) -2\.1", written)
    alt = plain(visitor.charts[CHART].alt)
    assert "left hip (femoral neck) -2.5 (osteoporosis), the one that counts" in alt
    assert "left hip (femoral neck) -2.1 (osteopenia), the one that counts" in alt
    assert re.search(r"\bNow: .*\bStart: ", alt)  # whoever hears the picture has the same two people


def test_every_lever_moves_by_its_slider_and_by_its_buttons_and_stops_at_its_ends():
    visitor = own_page()
    begins = start_of(*read(OWN))
    for key in offered(begins):
        before = shown(visitor, key)[0]
        *_, near, last = positions(key, begins)
        visitor.slide(key, near)
        assert moved(visitor) == {key: near}
        for _ in range(2):  # the second press finds the end
            visitor.press_key(f"what_if_more_{key}")
            assert moved(visitor) == {key: last}
        assert shown(visitor.press_key(f"what_if_less_{key}"), key) == (near,)
        assert moved(visitor.slide(key, before)) == {}


@pytest.mark.parametrize("glasses_a_week", [4, 5])
def test_a_lever_moves_and_the_milk_stays(glasses_a_week):
    """Half a glass a day is 3.5 a week; a slider that calls two places the same cannot tell where it stands."""
    visitor = own_page(OWN | {"calcium_servings_per_week.milk": glasses_a_week})
    visitor.slide("score", -3.0).slide("falls", "2")
    assert moved(visitor) == {"score": -3.0, "falls": "2"}
    assert shown(visitor, "calcium") == (glasses_a_week,)
    visitor.press_key("what_if_more_calcium").slide("score", -2.0)
    assert moved(visitor) == {"calcium": 7.0, "score": -2.0, "falls": "2"}


def test_what_was_not_given_is_supposed_by_one_button_and_then_moves_like_any_other():
    visitor = sample_page("june")
    assert "T-score, hip (femoral neck).** Not given." in visitor.text()
    assert visitor.find("what_if.score") is None
    visitor.press_key("suppose_score")
    assert moved(visitor) == {"score": -1.5}
    assert "T-score, hip (femoral neck): not given, now -1.5" in told(visitor)
    assert "osteopenia range" in facts(visitor)["Result"][1]
    visitor.slide("score", -2.6).press_key("what_if_more_score")
    assert moved(visitor) == {"score": -2.5}
    assert "osteoporosis range" in facts(visitor)["Result"][1]


def test_one_press_brings_every_lever_back():
    visitor = sample_page("june").press_key("suppose_score").slide("age", 70).slide("cigarettes", 0)
    assert set(moved(visitor)) == {"score", "age", "cigarettes"}
    visitor.press_key("what_if_reset")
    assert moved(visitor) == {}
    assert shown(visitor, "age", "cigarettes") == (58, 8)
    assert visitor.find("what_if.score") is None
    assert NOTHING_MOVED in told(visitor)


def reset_of(visitor: Visitor) -> Any:
    [button] = [element for element in visitor.elements("what_if_shown") if element.key == "what_if_reset"]
    return button


def test_the_way_back_stands_beside_the_picture_and_is_open_while_something_is_moved():
    visitor = sample_page("maria")
    assert reset_of(visitor).disabled
    assert not reset_of(visitor.slide("score", -2.5)).disabled
    assert not reset_of(visitor.slide("falls", "2")).disabled
    assert not reset_of(visitor.slide("score", -2.1)).disabled
    assert reset_of(visitor.press_key("what_if_less_falls")).disabled
    assert not reset_of(visitor.press_key("what_if_more_falls")).disabled
    assert reset_of(visitor.press_key("what_if_reset")).disabled


def test_while_presenting_one_tap_leads_back_to_the_step_that_was_left():
    visitor = sample_page("maria")
    assert "Go on presenting" not in visitor.links("what_if_shown")
    assert "answers stay as they are" in visitor.text()
    visitor.app.session_state[keys.PRESENTING], visitor.app.session_state[keys.STEP] = True, 3
    for _ in range(2):
        assert visitor.open(WHAT_IF).links("what_if_shown") == {"Go on presenting": RESULTS}
        assert "answers stay as they are" not in visitor.text()  # the room is for the picture
        assert visitor.slide("falls", "2").open(RESULTS).containers("presenter_step_") == ["moves"]


def test_only_what_moves_is_sent_again():
    """A slider sends the picture and its words; a button its own lever with them."""
    visitor = sample_page("maria").give("what_if.score", -2.5)
    assert (list(visitor.app.title), sliders(visitor)) == ([], [])
    visitor = sample_page("maria")
    visitor.app.button(key="what_if_less_score").click()
    visitor.run()
    assert (list(visitor.app.title), sliders(visitor)) == ([], ["score"])
    visitor.whole().app.button(key="what_if_reset").click()
    visitor.run()
    assert "score" in sliders(visitor)
    assert shown(visitor, "score") == (-2.1,)


# ------------------------------------------------------------------ nobody's answers move


def test_ones_own_answers_the_draft_and_the_address_stay_as_they_are():
    visitor = own_page()
    before = visitor.draft
    visitor.slide("score", -3.0).slide("age", 80).slide("training", "4").choose("what_if_model", "qfracture_2012")
    assert len(moved(visitor)) == 3
    assert visitor.answers == OWN
    assert visitor.draft == before
    assert dict(visitor.app.query_params) == {}
    assert visitor.open(ABOUT).shown("age_years") == "62"
    assert "-2.1, is in the osteopenia range" in plain(visitor.open(RESULTS).title)


def test_the_levers_stand_where_they_were_left_after_a_look_at_another_page():
    visitor = own_page().slide("score", -2.9).slide("falls", "2").open(PLAN).open(WHAT_IF)
    assert moved(visitor) == {"score": -2.9, "falls": "2"}
    assert shown(visitor, "score", "falls") == (-2.9, "2")


def test_leaving_a_sample_person_moves_every_lever_back_and_brings_back_ones_own_answers():
    visitor = sample_page("maria", OWN).slide("score", -4.0).slide("age", 90)
    visitor.press_key("leave_sample").open(WHAT_IF)
    assert moved(visitor) == {}
    assert visitor.answers == OWN
    assert shown(visitor, "score", "age") == (-2.1, 62)
    assert NOTHING_MOVED in told(visitor)


def test_another_sample_person_starts_from_their_own_answers():
    visitor = sample_page("maria").slide("age", 90).open(COACH).press_key("client_open_robert").open(WHAT_IF)
    assert moved(visitor) == {}
    assert shown(visitor, "age") == (71,)


def test_an_answer_changed_on_another_page_moves_its_lever_and_no_other():
    visitor = own_page().slide("score", -2.8).slide("age", 63).slide("age", 62)
    visitor.open(ABOUT).give("age_years", "70").open(WHAT_IF)
    assert moved(visitor) == {"score": -2.8}
    assert shown(visitor, "age", "score") == (70, -2.8)


def test_two_visitors_have_levers_of_their_own():
    one, other = sample_page("maria"), sample_page("maria")
    one.slide("score", -4.0)
    assert moved(other.run()) == {}
    assert shown(other, "score") == (-2.1,)


# ------------------------------------------------------------------ what is shown is what assess() says


def read(answers):
    """A person's check and report of today, as the page reads them."""
    check = built({**answers, "units": "metric"})[0]
    return check, assess(check, on=date.today())


@pytest.mark.parametrize("who", ["maria", "june"])
def test_a_walk_through_the_levers_shows_what_assess_says_of_each_supposed_person(who):
    """June had no scan."""
    visitor, draw = sample_page(who), random.Random(who)
    start = start_of(*read(visitor.app.session_state[keys.SAMPLE]))
    for key in draw.sample(list(offered(start)), 6):
        if visitor.find(f"what_if.{key}") is None:
            visitor.press_key(f"suppose_{key}")
        visitor.slide(key, draw.choice([place for place in positions(key, start) if place != shown(visitor, key)[0]]))
        now = assess(supposed(start, moved(visitor), on=date.today()), on=date.today())
        assert facts(visitor)["Result"][1] == words(now.headline).title, moved(visitor)
        assert facts(visitor) == {line[0]: list(line[1:]) for line in table_lines(start, now, hip=False)}


# ------------------------------------------------------------------ the picture


def test_the_numbers_of_the_picture_stand_in_its_alternative_text_for_each_model():
    visitor = sample_page("maria").slide("score", -2.5).slide("age", 70)
    for model in ("garvan", "qfracture_2012"):
        visitor.choose("what_if_model", model)
        bars = [label for label in visitor.labels(CHART) if re.match(r"(now|start) \d", label)]
        assert len(bars) == 2
        for bar in bars:
            low, _, high = bar.partition(" ")[2].partition(" to ")
            assert (f"between {low} and {high} " if high else f"about {low} ") in visitor.charts[CHART].alt


def test_a_range_too_open_to_be_drawn_is_not_heard_either():
    """She knows only her age, her size and a T-score; with breaks and falls supposed Garvan has one number."""
    visitor = own_page(ALL_OPEN).choose("what_if_model", "garvan")
    for key in ("fractures", "falls"):
        visitor.press_key(f"suppose_{key}").slide(key, "3")
    assert not [label for label in drawn(visitor, "start ") if re.match(r"start \d", label)]
    assert visitor.charts[CHART].alt.count("Garvan:") == 1


def test_what_cannot_be_drawn_is_left_out_and_said():
    without_scan = sample_page("june")
    assert drawn(without_scan, "now ")
    assert not drawn(without_scan, "Now: ")
    other_score = sample_page("anne").slide("age", 70)  # 44: by Z-score; at 70 by T-score
    assert "read by another score, so it is not drawn" in told(other_score)
    assert not drawn(other_score, "Start: ")
    nothing = own_page({"age_years": 25, "sex": "female"})
    assert "There is nothing to draw now." in nothing.text()
    assert not nothing.charts


def test_a_site_that_is_moved_past_another_one_is_drawn_where_it_is_now():
    """Maria's neck decides at -2.1, and her hip is at -1.5: at -1.5 the neck still decides, and above it the hip."""
    visitor = sample_page("maria")
    assert not drawn(visitor, "Moved: ")
    assert not drawn(visitor.slide("score", -1.6), "Moved: ")
    visitor.slide("score", -0.5)
    assert drawn(visitor, "Now: ") == ["Now: -1.5"]
    assert "Moved: Left hip (neck) -0.5" in " ".join(visitor.labels(CHART))  # in two lines where there is no room
    [mark] = [trace for trace in visitor.figure(CHART)["data"] if trace.get("x") == [-0.5]]
    assert mark["mode"] == "markers"
    assert "left hip (femoral neck) -0.5" in plain(visitor.charts[CHART].alt)
    assert not drawn(visitor.slide("score", -2.1).slide("age", 63), "Moved: ")


def model_of(visitor: Visitor) -> str:
    return str(visitor.app.session_state["what_if_model"])


def test_with_somebody_made_up_it_begins_with_the_model_of_the_stage_and_another_can_be_chosen():
    """Carol: her mother and her smoking are what QFracture counts and Garvan does not."""
    visitor = sample_page("carol")
    assert model_of(visitor) == document("presenter.toml")["one_for_all"]["model"] == "qfracture_2012"
    assert "QFracture:" in visitor.charts[CHART].alt
    assert model_of(visitor.choose("what_if_model", "garvan").slide("falls", "2")) == "garvan"
    assert model_of(visitor.open(RESULTS).open(WHAT_IF)) == "garvan"
    visitor.open(COACH).press_key("client_open_diane").open(WHAT_IF)  # the next one begins again as told
    assert model_of(visitor) == "qfracture_2012"


def test_while_presenting_own_answers_it_begins_with_the_model_of_the_stage_as_well():
    own = EVERY_MODEL
    seen = spoken(assess(built(own)[0], on=date.today()))
    assert seen is not None
    visitor = Visitor(own)
    visitor.app.session_state[keys.PRESENTING], visitor.app.session_state["presenter_role"] = True, "clinician"
    assert model_of(visitor.open(WHAT_IF)) == seen[0].model


def test_the_hip_can_be_chosen_and_the_table_follows():
    visitor = sample_page("maria").slide("score", -3.0)
    any_bone = facts(visitor)["Garvan"]
    hip = facts(visitor.choose("what_if_which", "hip"))["Garvan"]
    assert all(float(one) < float(other) for one, other in zip(hip, any_bone, strict=True))
    assert "break a hip" in visitor.charts[CHART].alt
    assert "CAROC" not in facts(visitor)


def test_the_licence_stands_beside_every_number_of_qfracture_and_beside_no_other():
    visitor = own_page(EVERY_MODEL)
    for model in MODELS:
        visitor.choose("what_if_model", model)
        assert ("licence_note" in visitor.containers("")) == (model == "qfracture_2012")
        if model == "qfracture_2012":
            assert visitor.text("licence_note") == licence_note(model)
            assert "Copyright 2012 ClinRisk" in visitor.slide("age", 70).text("licence_note")


# ------------------------------------------------------------------ trials


def trials(visitor: Visitor) -> set[str]:
    return {key for key in visitor.charts if key.startswith("trial_")}


def test_more_training_shows_the_trial_and_less_says_that_there_is_none():
    visitor = own_page(of_woman(62, **with_t(femoral_neck=-1.4), resistance_days_per_week="2"))
    title = "What training did to bone density in its trial"
    assert title not in visitor.headings
    assert title in visitor.slide("training", "3").headings
    alt = plain(visitor.charts["trial_training"].alt)
    assert all(number in alt for number in ("over 8 months", "+2.9 %", "-1.2 %"))
    assert {"+2.9 %", "-1.2 %"} <= set(visitor.labels("trial_training"))
    assert "They are no forecast for one person, and they stop where the trial stopped." in visitor.text()
    assert "no trial here asked for less" in visitor.slide("training", "1").text()
    assert trials(visitor) == set()


def test_a_trial_comes_and_goes_with_its_lever_and_no_other_lever_shows_one():
    visitor = sample_page("maria").slide("score", -3.0).slide("steroids", "now")
    assert trials(visitor) == set()
    assert trials(visitor.slide("training", "3").slide("calcium", 21.0)) == {"trial_training", "trial_calcium"}
    assert trials(visitor.press_key("what_if_reset")) == set()
