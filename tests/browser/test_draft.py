"""The draft in the person's own browser: nothing is lost that should stay, nothing stays that should go."""

import json

import pytest
from playwright.sync_api import expect

from bonecheck.words.interface import text
from bonecheck.words.language import message
from tests.browser.people import THREE_SITES
from tests.browser.walk import HEADLINE

REMEMBER = text("frame.remember")
NO_RESULTS = text("results.title")


@pytest.fixture
def answered(tab, new_tab):
    """A tab of its own, which may be closed, with two answers on the first page of questions."""
    return new_tab(tab.page.context).open("/about-you").type_in("age_years", "62").choose("sex", "female")


def both_there(tab):
    expect(tab.field("age_years")).to_have_value("62")
    expect(tab.option("sex", "female")).to_be_checked()


def remember(tab, *, to=True):
    tab.more().tick_box(REMEMBER, to=to)
    tab.until(lambda: (tab.stores()[1] is not None) is to, "the answers are remembered, or no longer")


# ------------------------------------------------------------------ nothing is lost


def test_an_answer_is_in_the_browser_the_moment_it_is_given(tab):
    tab.open("/about-you")
    assert tab.stores() == [None, None]
    tab.type_in("age_years", "62")
    tab.keeps({"age_years": 62})
    tab.choose("sex", "female")
    tab.keeps({"age_years": 62, "sex": "female"})
    tab.type_in("age_years", "very old")
    tab.keeps({"age_years": "very old", "sex": "female"})


def test_an_answer_typed_and_left_by_next_is_kept_too(tab):
    tab.open("/body")
    tab.field("weight_kg").fill("61.7")
    tab.step("Next", "Your habits")
    tab.keeps({"weight_kg": 61.7})


def test_a_refresh_loses_nothing(answered):
    both_there(answered.reload())


def test_a_refresh_in_the_middle_of_the_check_stays_there_and_the_first_page_leads_on_from_there(tab):
    tab.open("/bones-and-falls").step("Next", "Your health").choose("parent_hip_fracture", "father").reload()
    expect(tab.heading).to_have_text("Your health")
    expect(tab.option("parent_hip_fracture", "father")).to_be_checked()
    tab.open("/").step("Go on: Your health", "Your health")


def test_a_refresh_leaves_open_what_was_opened_by_an_answer_with_all_that_was_told_behind_it(tab):
    tab.open("/habits").choose("drinks_alcohol", "yes").reload()
    expect(tab.option("drinks_alcohol", "yes")).to_be_checked()
    tab.type_in("drinks_per_week.wine", "4").reload()
    expect(tab.option("drinks_alcohol", "yes")).to_be_checked()
    expect(tab.field("drinks_per_week.wine")).to_have_value("4")
    others = dict.fromkeys(("beer", "strong_beer", "spirits", "fortified"), 0)
    tab.keeps(
        {"drinks_alcohol": "yes", "drinks_per_week.wine": 4} | {f"drinks_per_week.{k}": n for k, n in others.items()}
    )


def test_one_list_of_broken_bones_stands_as_it_was_ticked_after_a_refresh(tab):
    """Its ticks are answers to several questions, and are read from them again."""
    told = {"fracture_since_50": "yes", "fracture_at_40_to_49": "no", "fracture_before_40": "no"}
    tab.open("/bones-and-falls").tick("broken_bone", "fracture_since_50").keeps(told).tick("fracture_sites", "hip")
    tab.reload()
    expect(tab.pill("broken_bone", "fracture_since_50")).to_have_attribute("aria-pressed", "true")
    expect(tab.pill("broken_bone", "none")).to_have_attribute("aria-pressed", "false")
    expect(tab.pill("fracture_sites", "hip")).to_have_attribute("aria-pressed", "true")
    tab.keeps({**told, "fracture_sites": ["hip"]})


def test_what_could_not_be_read_is_still_there_after_a_refresh_with_its_message(tab):
    tab.open("/body").type_in("height_cm", "1.7").reload()
    expect(tab.field("height_cm")).to_have_value("1.7")
    expect(tab.page.locator(".st-key-q_height_cm").get_by_role("alert")).to_contain_text("You typed 1.7.")


def test_the_browsers_back_and_forward_buttons_lose_nothing(answered):
    both_there(answered.step("Next", "Your scan").choose("has_scan", "no").back("About you"))
    answered.forward("Your scan")
    expect(answered.option("has_scan", "no")).to_be_checked()


def test_a_restarted_server_loses_nothing_and_swallows_no_click(new_tab, own_server):
    server = own_server()
    tab = new_tab(home=server.url).open("/about-you").type_in("age_years", "62").choose("sex", "female")
    server.stop()
    tab.page.locator("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])").wait_for(state="attached")
    asked = tab.page.evaluate("window.__bonecheckAsked")
    server.start()
    tab.until(
        lambda: tab.page.evaluate("window.__bonecheckAsked") != asked, "the tab hands its draft to the new server"
    )
    both_there(tab.settle())
    tab.choose("menopausal_status", "postmenopausal")
    tab.keeps({"age_years": 62, "sex": "female", "menopausal_status": "postmenopausal"})
    both_there(tab.reload())


def test_a_saved_file_can_be_loaded_again_in_another_browser(tab, phone, tmp_path):
    tab.put_draft(THREE_SITES).open("/results")
    with tab.page.expect_download() as download:
        tab.more().press(text("frame.save"))
    assert download.value.suggested_filename == "bonecheck.json"
    file = tmp_path / "bonecheck.json"
    download.value.save_as(file)
    assert json.loads(file.read_bytes())["schema_version"] == 2
    other = choose_file(phone, file)
    expect(other.page.get_by_text("Your answers were loaded from the file.")).to_be_in_viewport()
    other.keeps({**THREE_SITES, "units": "metric"})  # the country that was guessed is no answer
    other.step(text("start.results"), HEADLINE)


def choose_file(tab, file):
    tab.open().hit(tab.page.locator("summary").filter(has_text=text("start.file")))
    return tab.choose_file(file)


# ------------------------------------------------------------------ this tab only, or 30 days if asked


def test_a_second_tab_knows_nothing_of_the_first(answered, new_tab):
    second = new_tab(answered.page.context).open("/about-you")
    expect(second.field("age_years")).to_have_value("")
    assert second.stores() == [None, None]


def test_a_closed_tab_takes_the_answers_with_it(answered, new_tab):
    context = answered.page.context
    answered.page.close()
    again = new_tab(context).open("/about-you")
    expect(again.field("age_years")).to_have_value("")


def test_a_second_tab_has_the_answers_when_they_are_remembered(answered, new_tab):
    remember(answered)
    in_tab, for_longer = answered.stores()
    assert in_tab is None
    assert for_longer["answers"] == {"age_years": 62, "sex": "female"}
    context = answered.page.context
    answered.page.close()
    second = new_tab(context).open("/about-you")
    both_there(second)
    expect(second.more().box(REMEMBER)).to_be_checked()


def test_no_longer_remembered_answers_move_back_to_the_tab(answered):
    remember(answered)
    remember(answered, to=False)
    in_tab, for_longer = answered.stores()
    assert for_longer is None
    assert in_tab["answers"] == {"age_years": 62, "sex": "female"}


def test_an_empty_second_tab_never_erases_what_the_first_one_remembers(tab, new_tab):
    """The second tab was open before anything was remembered, and then walks through the pages."""
    second = new_tab(tab.page.context).open("/bones-and-falls")
    tab.open("/about-you").type_in("age_years", "62")
    remember(tab)
    second.step("Next", "Your health").step("Next", "Your body")
    assert second.stores()[1]["answers"] == {"age_years": 62}
    second.type_in("weight_kg", "61.7").keeps({"weight_kg": 61.7})
    assert second.stores()[1]["answers"] == {"age_years": 62}


def test_remembered_answers_of_29_days_are_still_there(tab):
    tab.put_draft(THREE_SITES, remembered=True, days_old=29).open("/results")
    expect(tab.heading).to_have_text(HEADLINE)


def test_remembered_answers_of_31_days_are_ignored_and_erased(tab):
    tab.put_draft(THREE_SITES, remembered=True, days_old=31).open("/results")
    expect(tab.heading).to_have_text(NO_RESULTS)
    assert tab.stores() == [None, None]


# ------------------------------------------------------------------ delete


@pytest.mark.parametrize("remembered", [False, True])
def test_delete_leaves_both_stores_empty_and_a_refresh_brings_nothing_back(tab, remembered):
    tab.put_draft(THREE_SITES, remembered=remembered).open("/results")
    expect(tab.heading).to_have_text(HEADLINE)
    tab.delete_all()
    expect(tab.heading).to_have_text(NO_RESULTS)
    tab.until(lambda: tab.stores() == [None, None], "both stores are empty")
    tab.reload()
    expect(tab.heading).to_have_text(NO_RESULTS)
    assert tab.stores() == [None, None]


def test_delete_in_one_tab_also_erases_what_another_tab_remembered(answered, new_tab):
    remember(answered)
    second = new_tab(answered.page.context).open("/about-you")
    both_there(second)
    second.delete_all()
    second.until(lambda: second.stores() == [None, None], "both stores are empty")


@pytest.fixture
def both_remember(answered, new_tab):
    """Two tabs of one browser with the same remembered answers."""
    remember(answered)
    second = new_tab(answered.page.context).open("/about-you")
    both_there(second)
    return answered, second


@pytest.mark.parametrize("how", ["delete", "untick"])
def test_what_one_tab_no_longer_remembers_the_other_does_not_write_back(both_remember, how):
    first, second = both_remember
    second.delete_all() if how == "delete" else second.more().tick_box(REMEMBER, to=False)
    second.until(lambda: second.stores()[1] is None, "nothing is remembered")
    expect(first.more().box(REMEMBER)).not_to_be_checked()
    both_there(first.settle())
    first.choose("menopausal_status", "postmenopausal")
    all_three = {"age_years": 62, "sex": "female", "menopausal_status": "postmenopausal"}
    first.keeps(all_three)
    assert first.stores()[1] is None
    both_there(first.reload())
    remember(first)  # asked for again, in this tab
    assert first.stores()[1]["answers"] == all_three


def test_after_delete_new_remembered_answers_are_safe_from_the_other_tab(both_remember):
    first, second = both_remember
    second.delete_all().type_in("age_years", "70")
    remember(second)
    first.choose("menopausal_status", "postmenopausal")
    all_three = {"age_years": 62, "sex": "female", "menopausal_status": "postmenopausal"}
    first.keeps(all_three)
    assert first.stores()[1]["answers"] == {"age_years": 70}


def test_delete_says_so_where_one_looks(phone):
    phone.put_draft(THREE_SITES).open("/about-you").delete_all()
    expect(phone.page.get_by_text(message("deleted"))).to_be_in_viewport()


def test_a_sample_person_is_never_kept(tab):
    tab.open().hit(tab.page.locator("[class*=st-key-open_] button").first)
    expect(tab.charts.first).to_be_visible()
    assert tab.stores() == [None, None]
    tab.reload()  # the address names them
    expect(tab.charts.first).to_be_visible()
    assert tab.stores() == [None, None]
    tab.open("/results")
    expect(tab.heading).to_have_text(NO_RESULTS)


# ------------------------------------------------------------------ what no person typed


HOSTILE = [
    "{not json",
    "null",
    '"text"',
    "[]",
    {"answers": "text"},
    {
        "answers": {"evil": 1, "sex": ["female"], "height_cm": {"cm": 162}, "age_years": "9" * 5000},
        "place": {"habits": 77},
    },
    {"answers": {}, "place": "../results"},
    {"answers": None, "place": None},
]


def test_a_damaged_or_hostile_draft_is_as_good_as_none(tab):
    for draft in HOSTILE:
        tab.as_new().put_raw_draft(draft).open("/about-you")
        expect(tab.field("age_years"), str(draft)).to_have_value("")
        expect(tab.more().button(text("frame.delete")), str(draft)).to_have_count(0)
        tab.type_in("age_years", "62")
        tab.keeps({"age_years": 62})


def test_the_good_part_of_a_hostile_draft_is_kept_and_the_rest_is_erased(tab):
    tab.put_draft({**THREE_SITES, "evil": "<script>alert(1)</script>", "moon.t_score": -3}).open("/results")
    expect(tab.heading).to_have_text(HEADLINE)
    tab.keeps(THREE_SITES)


# ------------------------------------------------------------------ two people


def test_two_people_at_the_same_time_never_see_each_others_answers(tab, phone):
    """Two browsers; their steps are interleaved on one server."""
    anna, boris = tab, phone
    for person in (anna, boris):
        person.open("/about-you")
    anna.type_in("age_years", "70")
    boris.type_in("age_years", "55")
    anna.choose("sex", "female")
    boris.choose("sex", "male")
    for person, score in ((anna, "-2.6"), (boris, "-0.4")):
        person.step("Next", "Your scan").choose("has_scan", "yes").type_in("total_hip.t_score", score)
    anna.open("/results")
    boris.open("/results")
    expect(anna.heading).to_contain_text("−2.6")
    expect(boris.heading).to_contain_text("−0.4")
    anna.until(lambda: anna.kept()["age_years"] == 70, "hers is kept")
    boris.until(lambda: boris.kept()["age_years"] == 55, "his is kept")
    assert "−0.4" not in anna.page.locator("body").inner_text()
    assert "−2.6" not in boris.page.locator("body").inner_text()
    anna.delete_all()
    boris.reload()
    expect(boris.heading).to_contain_text("−0.4")


# ------------------------------------------------------------------ files on a phone


def test_the_message_about_a_bad_file_is_on_the_screen_of_a_phone(phone):
    choose_file(phone, {"name": "bonecheck.json", "mimeType": "application/json", "buffer": b"{not json"})
    expect(phone.page.get_by_role("alert")).to_contain_text("This file could not be read.")
    expect(phone.page.get_by_role("alert")).to_be_in_viewport()
