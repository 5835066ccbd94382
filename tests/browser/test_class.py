"""A class in a real browser: every step fills every window, by keys, and nothing of a file stays anywhere."""

import pytest
from playwright.sync_api import expect

from bonecheck.words.classroom import text
from tests.browser.pages import CLASS_FILE
from tests.browser.presenting import is_at, press
from tests.browser.tab import Tab
from tests.browser.test_presenter import WINDOWS, faults
from tests.people import DATA

STEPS = {"demo": 4, "two hundred": 5, "twelve with long labels": 4}
# What is drawn without a word, such as the marks of falls, and reaches beyond the room of the picture.
BEYOND = """() => {
  const room = document.querySelector('.st-key-stage_picture').getBoundingClientRect();
  return [...document.querySelectorAll('.st-key-stage_picture [class^="stage-"] *')].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && (box.left < room.left - 3 || box.right > room.right + 3 || box.top < room.top - 3 || box.bottom > room.bottom + 3);
  }).map((node) => `beyond: ${node.tagName} ${node.getAttribute('class')}`);
}"""
SIZES = {"demo": None, "two hundred": 200, "twelve with long labels": 12}


def show(tab: Tab, people: int | None) -> Tab:
    """A class before the room: the made-up one by its address, or one of so many people from a file."""
    if people is None:
        return is_at(tab.open("/class?class=demo&step=1"), 1)
    head, *rows = (DATA / "class_of_30.csv").read_text(encoding="utf-8").splitlines()
    label = "{:03}" if people > 40 else "Person number {:02}"
    rows = [f"{label.format(number)},{rows[number % 30].partition(',')[2]}" for number in range(people)]
    file = {**CLASS_FILE, "buffer": "\n".join((head, *rows)).encode()}
    tab.open("/class").page.locator("input[type=file]").set_input_files(file)
    return is_at(tab.press(text("page", "wall")), 1)


@pytest.mark.parametrize("who", SIZES)
def test_nothing_is_cut_or_covered_at_any_step_in_any_window(tab, who):
    show(tab, SIZES[who])
    wrong, last = {}, STEPS[who]
    for number in range(1, last + 1):
        is_at(tab, number)
        for window in sorted(WINDOWS, reverse=number % 2):
            wrong[number, window] = faults(tab.resize(**WINDOWS[window]), window)
            wrong[number, window] += sorted({*tab.page.evaluate(BEYOND)})
        if number < last:
            press(tab, "ArrowRight")
    assert len(wrong) == last * len(WINDOWS)
    assert {place: found for place, found in wrong.items() if found} == {}


def test_keys_lead_through_the_steps_and_a_refresh_comes_back_to_the_one_that_is_open(tab):
    show(tab, None)
    for key, number in (("PageDown", 2), ("End", 4), ("ArrowRight", 4), ("ArrowLeft", 3), ("Home", 1)):
        is_at(press(tab, key), number).has_focus("the heading", tag="H1")
    is_at(press(tab, "ArrowRight"), 2)
    assert tab.page.url == f"{tab.home}/class?class=demo&step=2"
    is_at(tab.reload(), 2)
    tab.press("Leave").arrive("A class")
    assert tab.page.url == f"{tab.home}/class?class=demo"


def test_nothing_of_a_file_is_kept_and_loading_the_page_anew_forgets_it(tab, server):
    labels = CLASS_FILE["buffer"].replace(b"A4,71", b"Zebra-17,71")
    tab.open("/class").page.locator("input[type=file]").set_input_files({**CLASS_FILE, "buffer": labels})
    expect(tab.page.get_by_text("1 person is in.")).to_be_visible()
    tab.settle()
    for where in ("before", "after"):
        kept = str(tab.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])"))
        assert "Zebra" not in kept + server.output() + " ".join(tab.requests) + tab.page.url, where
        if where == "before":
            tab.reload()
    expect(tab.page.locator("input[type=file]")).to_be_attached()
    expect(tab.page.get_by_text("is in.")).to_have_count(0)
