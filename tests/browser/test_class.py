"""A class in a real browser: every step fills every window, by keys, and nothing of a file stays anywhere."""

import pytest
from playwright.sync_api import expect

from bonecheck.words.classroom import text
from tests.browser.pages import CLASS_FILE
from tests.browser.presenting import is_at, press
from tests.browser.tab import Tab
from tests.browser.test_presenter import WINDOWS, faults
from tests.people import DATA

WALL = text("page", "wall")
# Whose steps are looked at: how many people, how many steps, and in which windows.
CLASSES = {
    "demo": (None, 4, WINDOWS),
    "two hundred": (200, 5, ("shared", "phone")),
    "forty with long labels": (40, 5, ("old projector", "phone")),
}
# What is drawn without a word, such as the marks of falls, and reaches beyond the room of the picture.
BEYOND = """() => {
  const room = document.querySelector('.st-key-stage_picture').getBoundingClientRect();
  return [...document.querySelectorAll('.st-key-stage_picture [class^="stage-"] *')].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && (box.left < room.left - 3 || box.right > room.right + 3 || box.top < room.top - 3 || box.bottom > room.bottom + 3);
  }).map((node) => `beyond: ${node.tagName} ${node.getAttribute('class')}`);
}"""


def bring(tab: Tab, data: bytes) -> Tab:
    """A file is chosen on the page of a class."""
    tab.open("/class").page.locator("input[type=file]").set_input_files({**CLASS_FILE, "buffer": data})
    expect(tab.page.locator(".st-key-class_remove")).to_be_visible()
    return tab.settle()


def show(tab: Tab, people: int | None) -> Tab:
    """A class before the room: the made-up one by its address, or one of so many people from a file."""
    if people is None:
        return is_at(tab.open("/class?class=demo&step=1"), 1)
    head, *rows = (DATA / "class_of_30.csv").read_text(encoding="utf-8").splitlines()
    label = "{:03}" if people > 40 else "Badge {:02}"
    by_z_score = [row for row in rows if ",44,female," in row]
    rows = [*(row.replace(",-0.6,", f",{z},") for row in by_z_score for z in (-2.3, -1.2, -0.6, 0.1)), *rows]
    rows = [f"{label.format(number)},{rows[number % len(rows)].partition(',')[2]}" for number in range(people)]
    return is_at(bring(tab, "\n".join((head, *rows)).encode()).press(WALL), 1)


@pytest.mark.parametrize("who", CLASSES)
def test_nothing_is_cut_or_covered_at_any_step_in_any_window(tab, who):
    people, last, windows = CLASSES[who]
    show(tab, people)
    wrong = {}
    for number in range(1, last + 1):
        is_at(tab, number)
        for window in sorted(windows, reverse=number % 2):
            wrong[number, window] = faults(tab.resize(**WINDOWS[window]), window)
            wrong[number, window] += sorted({*tab.page.evaluate(BEYOND)})
        if number < last:
            press(tab, "ArrowRight")
    assert len(wrong) == last * len(windows)
    assert {place: found for place, found in wrong.items() if found} == {}


def test_keys_lead_through_the_steps_and_a_refresh_comes_back_to_the_one_that_is_open(tab):
    show(tab, None)
    for key, number in (("PageDown", 2), ("End", 4), ("ArrowLeft", 3)):
        is_at(press(tab, key), number).has_focus("the heading", tag="H1")
    assert tab.page.url == f"{tab.home}/class?class=demo&step=3"
    is_at(tab.reload(), 3)
    tab.press("Leave").arrive("A class")
    assert tab.page.url == f"{tab.home}/class?class=demo"


def test_nothing_of_a_file_is_kept_what_single_rows_hold_is_shut_before_the_room_and_a_refresh_forgets_all(tab, server):
    bring(tab, CLASS_FILE["buffer"].replace(b"A4,71", b"Zebra-17,71"))
    cells = tab.page.locator("[class*=st-key-class_cell_][class*=_ways]")
    expect(cells).to_have_count(3)
    is_at(tab.press(WALL), 1).press("Leave").arrive("A class")
    expect(tab.page.get_by_text(text("cells", "title"))).to_be_visible()
    expect(cells).to_have_count(0)
    kept = str(tab.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])"))
    assert "Zebra" not in kept + server.output() + " ".join(tab.requests) + tab.page.url
    assert tab.reload().page.url == f"{tab.home}/class"
    expect(tab.page.locator("input[type=file]")).to_be_attached()
    expect(tab.page.get_by_text("is in.")).to_have_count(0)


def test_cells_are_put_right_by_keyboard_one_after_the_other(tab):
    bring(tab, CLASS_FILE["buffer"])
    first = tab.page.locator(".st-key-class_cell_2_femoral_neck_t_score")
    first.get_by_role("button", name="Use -1.8").focus()
    tab.page.keyboard.press("Enter")
    expect(first).to_have_count(0)
    expect(tab.page.locator(".st-key-class_cell_3_age_years_ways button").first).to_be_focused()
    age = tab.page.get_by_role("textbox", name="Row 3, age_years: what is right?")
    age.fill("60")
    age.press("Enter")
    expect(tab.page.locator(".st-key-class_cell_4_sex_ways button").first).to_be_focused()
    tab.settle().press("Leave this cell out")
    expect(tab.page.get_by_text("4 people are in.")).to_be_visible()
    expect(tab.page.get_by_role("button", name=WALL)).to_be_focused()
