"""A report on its way in: by phone and by keyboard, with its waits; and what the browser and the server keep of it."""

import contextlib
import os
import re
import signal

import pytest
from playwright.sync_api import expect

from bonecheck.words.interface import text
from tests.answers import photo_made
from tests.browser.keyboard import Keyboard
from tests.browser.reports import NAME, OF_A_PORTAL, OF_MANY_ROWS
from tests.browser.test_five_minutes import Counted

BRING, READ, TAKE = text("start.bring"), text("bring.read"), text("bring.all_right")
PAGE, CHECKED, PICTURE = text("menu.bring-report"), text("bring.check_title"), "Your picture"
CONFIRMED_S = 45.0


@pytest.fixture
def somebody(new_tab):
    return Counted(new_tab(viewport={"width": 390, "height": 844}).open())


def paste(tab, report):
    tab.page.get_by_role("textbox", name=text("bring.paste")).fill(report)
    return tab.step(READ, CHECKED)


def say(tab, offer, choice):
    return tab.hit(tab.page.locator(f".st-key-offer_{offer}").get_by_role("radio", name=text(f"bring.{choice}")))


def test_a_portal_text_is_the_confirmed_picture_within_45_seconds(somebody):
    """The line of the report beside each number is compared at a glance, as pictures are: its words are not counted."""
    somebody.step(BRING, PAGE)
    somebody.words = somebody.taps = somebody.pages = 0  # "I have my report" is said; from here it counts
    somebody.look()
    paste(somebody.tab, OF_A_PORTAL)
    somebody.taps += 2  # into the field, where "paste" is another tap, and "Read it"
    say(somebody.tab, "you", "right")
    somebody.taps += 2
    somebody.tab.page.add_style_tag(content=".read-from { display: none }")
    somebody.step(TAKE, PICTURE)
    assert somebody.seconds <= CONFIRMED_S, somebody


def test_the_whole_way_by_keyboard_alone(tab):
    keyboard = Keyboard(tab.open())
    keyboard.step(BRING, PAGE)
    keyboard.go_to_field(text("bring.paste"))
    tab.page.keyboard.insert_text(OF_A_PORTAL)
    keyboard.step(READ, CHECKED)
    keyboard.look_at("You: is this right?", text("bring.right"))
    keyboard.step(TAKE, PICTURE)


def test_what_is_in_doubt_is_decided_first_and_the_button_leads_there(phone):
    phone.put_draft({"age_years": 67, "sex": "female", "has_scan": "yes"}).open("/bring-report")
    paste(phone, OF_MANY_ROWS)
    first = phone.page.locator("[class*=st-key-offer_]").first
    expect(first).to_contain_text("2.3 has no sign")
    phone.not_too_soon()
    phone.press(TAKE).stepped()
    expect(first.locator(":focus")).to_have_count(1)
    expect(first).to_be_in_viewport()
    expect(phone.heading).to_have_text(CHECKED)


def test_sixteen_rows_hold_on_a_phone(phone):
    phone.put_draft({"age_years": 67, "sex": "female", "has_scan": "yes"}).open("/bring-report")
    paste(phone, OF_MANY_ROWS)
    page, window = phone.width()
    assert page == window
    expect(phone.page.locator("[class*=st-key-offer_] dl")).to_have_count(6)  # spine, two necks, two hips, forearm
    expect(phone.page.locator(".st-key-not_used")).to_contain_text("(10)")
    expect(phone.page.locator(".st-key-not_understood")).to_contain_text("minus 3.9")


def test_a_field_in_which_a_number_is_changed_has_its_name_and_on_a_phone_a_key_for_the_minus(phone):
    phone.put_draft({"age_years": 67, "sex": "female", "has_scan": "yes"}).open("/bring-report")
    paste(phone, OF_MANY_ROWS)
    offer = phone.page.locator("[class*=st-key-offer_femoral_neck_left]")
    phone.hit(offer.locator("button[kind=tertiary]"))
    field = phone.page.get_by_role("textbox", name="Left hip (femoral neck), T-score")
    expect(field).to_have_value("2.3")
    phone.hit(offer.get_by_role("button", name="Minus sign").first)
    expect(field).to_have_value(re.compile("[-\u2212]2.3"))
    expect(offer.locator("dl")).to_contain_text("minus 2.3")


def test_the_file_field_asks_a_phone_for_its_camera_and_an_iphone_for_a_jpeg(phone):
    accepted = phone.open("/bring-report").page.locator("input[type=file]").get_attribute("accept")
    assert {"image/jpeg", "image/png", "image/webp", "application/pdf"} <= set(accepted.split(","))
    assert "image/*" not in accepted  # would let an iPhone send a kind that nobody else can open


def test_nothing_of_a_report_is_kept_but_the_numbers_that_were_confirmed(tab, server):
    tab.open("/bring-report")
    paste(tab, OF_A_PORTAL)
    assert NAME not in str(tab.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])"))
    say(tab, "you", "right").step(TAKE, PICTURE)
    kept = str(tab.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])"))
    assert "lumbar_spine.t_score" in kept
    for trace in (NAME, "4711", "0.812 g/cm2", "BONE DENSITY"):
        assert trace not in kept, trace
        assert trace not in server.output(), trace
        assert trace not in " ".join(tab.requests), trace


# ------------------------------------------------------------------ photos: waiting, stopping, one after the other


@pytest.fixture(scope="module")
def a_photo():
    """A page of a spine by one of the big makers, as a telephone sees it."""
    made = photo_made.hologic_spine(3)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": photo_made.as_jpeg(photo_made.photo(photo_made.rendered(made, 2400), 3))}  # fmt: skip


KNOWN = {"age_years": 67, "sex": "female", "has_scan": "yes"}
WAIT_S = 4.0  # for a page on two cores, as `make bench` measures it


def test_a_photo_is_the_confirmed_picture_within_60_seconds(somebody, a_photo):
    tab = somebody.tab.put_draft(KNOWN).open("/bring-report")
    somebody.look()
    tab.choose_file(a_photo).arrive(CHECKED)
    somebody.taps += 3  # Upload, the camera, and its picture
    strip = tab.page.locator(".read-from img").first
    assert strip.evaluate("image => image.complete && image.naturalWidth > 300")
    assert re.search(r"Total.*-2.5", strip.get_attribute("alt"))
    somebody.step(TAKE, PICTURE)
    assert somebody.seconds + WAIT_S <= 60, somebody


@pytest.fixture
def child(server):
    """Waits for the process that reads a picture, and lets it sleep, so that there is time to look."""
    asleep = []

    def put_to_sleep(tab):
        tab.until(lambda: server.children("photo_child"), "a picture is being read")
        asleep.extend(server.children("photo_child"))
        for process in asleep:
            os.kill(process, signal.SIGSTOP)

    yield put_to_sleep
    for process in asleep:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)


def test_reading_can_be_stopped_and_whoever_comes_next_is_told_the_place_and_then_read(new_tab, server, child, a_photo):
    first, second = (new_tab().put_draft(KNOWN).open("/bring-report") for _ in range(2))
    bring(first, a_photo)
    child(first)
    expect(first.main).to_contain_text("Reading your report")
    bring(second, a_photo)
    expect(second.main).to_contain_text("Before you: 1")
    first.page.locator(".st-key-stop button").click()
    expect(first.page.locator("input[type=file]")).to_have_count(1)
    second.arrive(CHECKED)
    assert server.children("photo_child") == []
    expect(first.heading).to_have_text(PAGE)


def bring(tab, photo):
    """Chooses a file, and does not wait until it is read."""
    tab.page.locator("input[type=file]").set_input_files(photo)
