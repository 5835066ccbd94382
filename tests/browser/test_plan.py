"""The plan, the meals and the Learn pages in a real browser: ticks that stay, a calendar file, and pages that fit."""

import re
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Download, Locator, expect
from pypdf import PdfReader

from bonecheck.answers.questions import questions
from bonecheck.ui.plan import PARTS
from bonecheck.words.language import message
from bonecheck.words.questions import option_of
from tests.browser.keyboard import Keyboard
from tests.browser.people import BUSY_PLAN, MAN_OF_58, WOMAN_OF_54, WOMAN_OF_67
from tests.browser.tab import A_WHILE, ELSEWHERE, Tab

WHICH_PART = message("plan_part")
TO_DO, THE_LIST, FOR_DOCTOR = (message(f"plan_part_{part}") for part in PARTS)
BALANCE, HOME, DOCTOR = (
    message("plan_will_do", what=option_of(questions()["will_do"], key)) for key in ("balance", "home", "doctor")
)
CALENDAR = message("plan_week_download")


@pytest.fixture(params=["computer", "phone"])
def device(request) -> Tab:
    """A computer, then a phone."""
    return request.getfixturevalue("tab" if request.param == "computer" else "phone")


def days_of(download: Download, folder: Path) -> dict[str, list[str]]:
    """The days of each thing in a downloaded calendar file; none for what is done once."""
    assert download.suggested_filename == "bone-plan.ics"
    download.save_as(folder / "plan.ics")
    events = Calendar.from_ical((folder / "plan.ics").read_bytes()).walk("VEVENT")
    assert all(type(event["dtstart"].dt) is date for event in events)
    return {str(event["summary"]): list(event.get("rrule", {}).get("byday", [])) for event in events}


# ------------------------------------------------------------------ from the results to the calendar


def test_two_ticks_the_week_and_the_calendar_file(device, tmp_path):
    tab = device.put_draft(WOMAN_OF_67).open("/plan")
    tab.tick_box(BALANCE).tick_box(HOME)
    shown = tab.page.locator(".week-entry")
    expect(shown).to_have_text(
        [re.compile("^Ask for a physiotherapist"), re.compile("^Balance"), re.compile("^Go through the home")]
    )
    expect(shown.nth(1).get_by_role("img")).to_have_accessible_name("Monday, Wednesday and Friday")
    with tab.page.expect_download() as download:
        tab.hit(tab.page.get_by_role("button", name=CALENDAR))
    assert days_of(download.value, tmp_path) == {
        "Bone plan: Balance": ["MO", "WE", "FR"],
        "Bone plan: Ask for a physiotherapist": [],  # she begins with help
        "Bone plan: Go through the home": [],
        "Bone plan: Look at the plan again, and repeat the check": [],
    }
    assert tab.kept()["will_do"] == ["balance", "home"]
    # Nothing of all that stands in an address, nor went to anybody else (which the fixture looks at).
    assert {address.removeprefix(tab.home) for address in tab.addresses} <= {ELSEWHERE, "/plan"}
    own = [url.removeprefix(tab.home) for url in tab.requests if url.startswith(tab.home)]
    assert len(own) > 5
    assert [url for url in own if re.search(r"balance|home_checked|will_do|spine|\?(?!streamlit)", url)] == []


def test_a_refresh_keeps_the_ticks_and_an_unticked_thing_is_gone(tab):
    tab.put_draft(WOMAN_OF_67).open("/plan").tick_box(BALANCE).tick_box(HOME).reload()
    expect(tab.box(BALANCE)).to_be_checked()
    expect(tab.box(HOME)).to_be_checked()
    expect(tab.box(DOCTOR)).not_to_be_checked()
    tab.look_at(WHICH_PART, THE_LIST).hit(line(tab, "balance"))  # the same thing on another part
    expect(tab.box(BALANCE)).to_be_checked()
    tab.tick_box(BALANCE, to=False).look_at(WHICH_PART, TO_DO)
    expect(tab.box(BALANCE)).not_to_be_checked()
    tab.reload()
    expect(tab.box(BALANCE)).not_to_be_checked()
    tab.keeps({**WOMAN_OF_67, "will_do": ["home"]})
    tab.tick_box(HOME, to=False).keeps(WOMAN_OF_67)
    expect(tab.page.locator(".st-key-week_boxes").get_by_role("checkbox")).to_have_count(3)
    expect(tab.page.get_by_role("button", name=CALENDAR)).to_have_count(0)


def test_two_quick_ticks_both_count(phone):
    phone.put_draft(WOMAN_OF_67).open("/plan")
    for label in (BALANCE, HOME):
        phone.page.get_by_test_id("stCheckbox").filter(has_text=label).locator("label").tap()
    phone.keeps({**WOMAN_OF_67, "will_do": ["balance", "home"]})


# ------------------------------------------------------------------ times, reminders and paper


def choose(tab: Tab, label: str, option: str) -> None:
    """Takes an option of a list, as a person does who opens it."""
    tab.hit(tab.page.get_by_role("combobox", name=label))
    tab.hit(tab.page.get_by_role("option", name=option, exact=True))
    tab.settle()


def test_a_time_and_a_reminder_come_into_the_file_and_are_gone_with_the_visit(device, tmp_path):
    answers = {**WOMAN_OF_54, "will_do": ["balance"]}
    tab = device.put_draft(answers).open("/plan")
    fold = tab.page.locator(".st-key-calendar details")
    expect(fold).not_to_have_attribute("open", "")
    tab.hit(fold.locator("summary"))
    choose(tab, message("plan_week_at_exercise"), "10 am")
    choose(tab, message("plan_week_remind"), "30 minutes before")
    with tab.page.expect_download() as download:
        tab.hit(tab.page.get_by_role("button", name=CALENDAR))
    download.value.save_as(tmp_path / "plan.ics")
    balance = Calendar.from_ical((tmp_path / "plan.ics").read_bytes()).walk("VEVENT")[0]
    assert (balance.decoded("dtstart").time(), balance["dtstart"].dt.tzinfo) == (time(10), None)
    assert [alarm.decoded("trigger") for alarm in balance.walk("VALARM")] == [timedelta(minutes=-30)]
    tab.keeps(answers)
    tab.reload()
    with tab.page.expect_download() as download:
        tab.hit(tab.page.get_by_role("button", name=CALENDAR))
    assert days_of(download.value, tmp_path)["Bone plan: Balance"] == ["MO", "WE", "FR"]  # on whole days


ALL_OF_IT = {
    **{key: answer for key, answer in WOMAN_OF_54.items() if not re.search("_per_|smoking|vitamin", key)},
    "will_do": list(questions()["will_do"].options),
}  # nothing is on target, so that each thing has its words


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_my_week_prints_on_one_sheet_with_all_seven_days_and_nothing_else(new_tab, paper, scheme):
    tab = new_tab()  # of its own: it is told to print nothing, and then to be paper
    tab.page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; }")
    tab.page.emulate_media(color_scheme=scheme)
    tab.put_draft(ALL_OF_IT).open("/plan")
    sheet = tab.page.locator(".week-sheet")
    expect(sheet).to_be_hidden()
    tab.hit(tab.page.get_by_role("button", name=message("plan_week_print")))
    tab.until(lambda: tab.page.evaluate("window.printed") == 1, "the browser is asked to print, once")
    tab.settle()
    tab.page.emulate_media(media="print", color_scheme=scheme)
    expect(sheet).to_be_visible()
    expect(sheet.locator("thead th")).to_have_text(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    rows = sheet.locator("tbody tr")
    expect(rows).to_have_count(tab.page.locator(".week-entry").count())
    walk, balance = (rows.filter(has_text=re.compile(f"^{name}")) for name in ("Walk", "Balance"))
    expect(walk.locator(".box")).to_have_count(7)
    assert balance.locator("td").evaluate_all("all => all.map((day) => day.querySelectorAll('.box').length)") == [
        1, 0, 1, 0, 1, 0, 0,
    ]  # fmt: skip
    # What ends a session stands on the sheet that lies beside the mat.
    expect(sheet).to_contain_text("ends the session")
    ink = sheet.locator("tbody th").first.evaluate("cell => getComputedStyle(cell).color")
    assert contrast(rgba(ink)[:3], (255, 255, 255)) >= 7
    printed = PdfReader(BytesIO(tab.page.pdf(format=paper)))
    assert len(printed.pages) == 1
    said = " ".join(printed.pages[0].extract_text().split())
    assert all(day in said for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    assert message("plan_week") in said
    assert not any(text in said for text in (message("plan_title"), BALANCE, "Learn"))
    # Once it is printed, the page prints as a whole again.
    tab.until(lambda: tab.page.locator(".week-entry").first.is_visible(), "the plan is there again, on paper as well")
    expect(sheet).to_be_hidden()


# ------------------------------------------------------------------ the checklist


def line(tab: Tab, key: str) -> Locator:
    """What opens a line of the checklist."""
    return tab.page.locator(f".st-key-row_{key} summary").first


NOT_TOLD = {
    **{key: value for key, value in WOMAN_OF_54.items() if key not in {"balance_days_per_week", "weight_kg"}},
    "falls_12_months": "1",
}


@pytest.mark.parametrize(
    ("key", "asked", "option"), [("balance", "balance_days_per_week", 3), ("home", "home_checked", 0)]
)
def test_an_answer_in_a_line_neither_closes_it_nor_moves_the_page_nor_takes_the_focus(device, key, asked, option):
    tab = device.put_draft(NOT_TOLD).open("/plan").look_at(WHICH_PART, THE_LIST)
    tab.hit(line(tab, key))
    choice = tab.page.locator(f".st-key-q_{asked} label").filter(has=tab.page.locator("input")).nth(option)
    choice.scroll_into_view_if_needed()
    before = (tab.scrolled(), choice.bounding_box()["y"])
    tab.hit(choice)
    expect(choice.locator("input")).to_be_checked()
    tab.settle(A_WHILE)
    expect(tab.page.locator(f".st-key-row_{key} details").first).to_have_attribute("open", "")
    assert (tab.scrolled(), choice.bounding_box()["y"]) == pytest.approx(before, abs=1)
    assert choice.locator("input").evaluate("input => input === document.activeElement")


def test_a_number_typed_in_a_line_stays_there_with_the_line(phone):
    phone.put_draft(NOT_TOLD).open("/plan").look_at(WHICH_PART, THE_LIST)
    phone.hit(line(phone, "protein"))
    field = phone.page.locator(".st-key-q_weight_kg input")
    field.fill("66")
    field.press("Enter")
    expect(phone.page.locator(".st-key-row_protein .now")).to_contain_text("of 66")
    expect(field).to_have_value(re.compile("66|146"))
    expect(field).to_be_focused()


@pytest.mark.parametrize("who", [WOMAN_OF_54, WOMAN_OF_67, MAN_OF_58, {"age_years": 62, "sex": "female"}])
def test_the_closed_checklist_is_short_and_each_line_is_high_enough_to_tap(phone, who):
    phone.put_draft(who).open("/plan").look_at(WHICH_PART, THE_LIST).settle()
    lines = phone.page.locator(
        ".st-key-lines_checklist > * > [class*='st-key-row_'], .st-key-lines_checklist > [class*='st-key-row_']"
    )
    assert lines.count() >= 6
    boxes = [lines.nth(number).bounding_box() for number in range(lines.count())]
    assert min(box["height"] for box in boxes) >= 48
    assert boxes[-1]["y"] + boxes[-1]["height"] + phone.scrolled() <= 1000
    # What stands at the right end never runs over what stands at the left.
    for number in range(lines.count()):
        title = lines.nth(number).locator("summary p").first.bounding_box()
        now = lines.nth(number).locator(".now > span:not(.unseen)").bounding_box()
        assert title["x"] + title["width"] <= now["x"] + 1


# ------------------------------------------------------------------ by keyboard alone


def test_the_whole_plan_by_keyboard_alone(tab, tmp_path):
    person = Keyboard(tab.put_draft(WOMAN_OF_67).open("/plan"))
    person.tick_box(BALANCE)
    person.tick_box(HOME)
    for part, label in zip(PARTS, (TO_DO, THE_LIST, FOR_DOCTOR), strict=True):
        person.look_at(WHICH_PART, label, back=True)
        expect(tab.page.locator(f".st-key-plan_{part}")).to_be_visible()
    person.look_at(WHICH_PART, TO_DO, back=True)
    person.go_to_button(CALENDAR)
    with tab.page.expect_download() as download:
        tab.page.keyboard.press("Enter")
    assert {"Bone plan: Balance", "Bone plan: Go through the home"} <= set(days_of(download.value, tmp_path))
    assert tab.clicks == 0


def test_a_line_of_the_checklist_opens_by_keyboard_and_keeps_the_focus(tab):
    tab.put_draft(WOMAN_OF_67).open("/plan").look_at(WHICH_PART, THE_LIST)
    line(tab, "balance").focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator(".st-key-row_balance details").first).to_contain_text("What it is worth")
    expect(tab.page.locator(".st-key-row_balance details").first).to_have_attribute("open", "")
    expect(line(tab, "balance")).to_be_focused()


def test_the_drawings_of_the_moves_are_seen_with_their_words_and_scroll_nothing_sideways(phone):
    phone.put_draft(WOMAN_OF_54).open("/plan")
    phone.hit(line(phone, "moves"))
    drawings = phone.page.locator("svg.move")
    expect(drawings).to_have_count(9)
    for number in range(9):
        drawing = drawings.nth(number)
        assert drawing.bounding_box()["width"] >= 240
        assert drawing.evaluate("svg => svg.getBBox().width") > 60  # something is drawn
        assert "Side view" in drawing.get_attribute("aria-label")
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_changing_the_part_moves_neither_the_page_nor_the_choice_under_the_finger(phone):
    phone.put_draft(BUSY_PLAN).open("/plan")
    for part in (*PARTS[1:], PARTS[0]):
        target = phone.view(WHICH_PART, message(f"plan_part_{part}"))
        before = target.bounding_box()["y"]
        phone.look_at(WHICH_PART, message(f"plan_part_{part}")).settle(A_WHILE)
        assert target.bounding_box()["y"] == pytest.approx(before, abs=1), part


def test_the_way_on_at_the_foot_of_a_part_leads_to_the_top_of_the_next_one(device):
    tab = device.put_draft(BUSY_PLAN).open("/plan")
    for label, part in zip((THE_LIST, FOR_DOCTOR), PARTS[1:], strict=True):
        tab.hit(tab.page.get_by_role("button", name=f"Next: {label}"))
        expect(tab.page.locator(f".st-key-plan_{part}")).to_be_visible()
        tab.has_focus("the heading", tag="H1")
        expect(tab.heading).to_be_in_viewport()
        assert tab.scrolled() == 0
        expect(tab.view(WHICH_PART, label)).to_be_checked()
    expect(tab.page.get_by_role("button", name="Next: ")).to_have_count(0)


# ------------------------------------------------------------------ bars that can be seen

COLOURS = """bar => {
  const of = (node) => getComputedStyle(node).backgroundColor;
  const widths = [...bar.children].map((node) => node.getBoundingClientRect().width);
  return {
    page: of(document.querySelector('[data-testid=stApp]')), track: of(bar), sure: of(bar.querySelector('.sure')),
    likely: getComputedStyle(bar.querySelector('.likely')).backgroundImage, goal: of(bar.querySelector('.goal')),
    halo: getComputedStyle(bar.querySelector('.goal')).boxShadow, widths,
    above: bar.getBoundingClientRect().top - bar.querySelector('.goal').getBoundingClientRect().top,
  };
}"""


def rgba(colour: str) -> tuple[float, float, float, float]:
    red, green, blue, *rest = (float(number) for number in re.findall(r"[\d.]+", colour))
    return red, green, blue, (rest or [1.0])[0]


def over(colour: str, ground: str) -> tuple[float, ...]:
    """A colour as it looks on another one."""
    *top, alpha = rgba(colour)
    return tuple(alpha * one + (1 - alpha) * other for one, other in zip(top, rgba(ground)[:3], strict=True))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The contrast of two colours after WCAG 2: from 1 (none) to 21."""

    def luminance(colour: tuple[float, ...]) -> float:
        parts = [part / 255 for part in colour[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)  # the well-known #777


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bars_and_the_marks_of_their_goals_can_be_seen(tab, scheme):
    """Parts of a picture need a contrast of 3 (WCAG 1.4.11); the mark of the goal also where it stands on the bar."""
    tab.page.emulate_media(color_scheme=scheme)
    tab.put_draft(MAN_OF_58).open("/plan").look_at(WHICH_PART, THE_LIST)
    for key in ("resistance", "alcohol", "protein", "walking", "calcium"):
        tab.hit(line(tab, key)).settle()
    bars = tab.page.locator(".bonecheck-bar")
    assert bars.count() >= 5
    for number in range(bars.count()):
        seen = bars.nth(number).evaluate(COLOURS)
        page, track = rgba(seen["page"])[:3], over(seen["track"], seen["page"])
        sure, goal = rgba(seen["sure"])[:3], rgba(seen["goal"])[:3]
        assert contrast(sure, track) >= 3
        assert contrast(goal, track) >= 3
        assert contrast(goal, page) >= 3
        [stripe, *_] = re.findall(r"rgb\([^)]+\)", seen["likely"])
        assert contrast(rgba(stripe)[:3], track) >= 3
        [halo] = re.findall(r"rgba?\([^)]+\)", seen["halo"])
        assert contrast(goal, rgba(halo)[:3]) >= 3  # a rim around the mark, since it may lie on a full bar
        assert seen["widths"][-1] >= 3
        assert seen["above"] >= 2  # and it sticks out
    # Not by colour alone: what is sure is full, what is likely is striped.
    drinks = tab.page.locator(".st-key-row_alcohol .bonecheck-bar").evaluate(COLOURS)
    protein = tab.page.locator(".st-key-row_protein .bonecheck-bar").evaluate(COLOURS)
    assert "repeating-linear-gradient" in protein["likely"]
    assert protein["widths"][0] > protein["widths"][1] > 0  # 23 to 79 g
    assert drinks["widths"][0] == drinks["widths"][1] > 0  # exactly 40.6 g
