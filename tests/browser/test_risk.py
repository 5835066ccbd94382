"""Risk in context in a real browser: labels that fit, choices by keyboard and touch, and a page that stays where it is."""

import json

import pytest
from playwright.sync_api import expect

from bonecheck.words.language import message
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.keyboard import FAR
from tests.browser.people import AGE_AND_SIZE, ALL_OPEN, EVERY_MODEL, HALF_OPEN, MANY_BREAKS
from tests.browser.tab import Tab
from tests.browser.test_phone import inside, overlap

WHICH, WHEN, MODEL, VIEW = (message(f"risk_{key}") for key in ("which", "when", "model", "view"))
ANY, HIP = message("risk_kind_wider"), message("risk_kind_hip")
TEN, FIVE = (message("risk_years", years=years) for years in (10, 5))
BARS, PEOPLE, WORDS, TABLE = (message(f"view_{view}") for view in ("bars", "people", "words", "table"))
OF_ALL = ["Garvan", "QFracture", "CAROC", "FRACTURE Index"]
WHOM = {"three breaks": EVERY_MODEL, "half open": HALF_OPEN, "all open": ALL_OPEN}
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"

# Everything written in a picture, and its marks for people, as the boxes they take on the screen.
BOXES = """plot => {
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { what: node.textContent.trim() || 'mark', left, top, right, bottom };
  };
  const svg = box(plot.querySelector('.main-svg'));
  const seen = (b) => b.right > b.left;
  return {
    svg: { ...svg, room: plot.clientWidth },
    texts: [...plot.querySelectorAll('text')].filter((t) => t.textContent.trim()).map(box).filter(seen),
    marks: [...plot.querySelectorAll('.scatterlayer .points path')].map(box),
  };
}"""


def option(tab: Tab, group: str, label: str):
    return tab.page.get_by_role("radiogroup", name=group, exact=True).get_by_role("radio", name=label, exact=True)


def choose(tab: Tab, group: str, label: str) -> None:
    target = option(tab, group, label)
    target.tap() if tab.touch else target.click()
    expect(target).to_be_checked()
    tab.settle()


def chosen(tab: Tab) -> list[str]:
    bars = tab.page.get_by_role("radiogroup").filter(has=tab.page.locator("[data-variant=segmented_control]"))
    return [radio.inner_text().strip() for radio in bars.get_by_role("radio", checked=True).all()]


def results(tab: Tab, answers: dict) -> Tab:
    tab.put_draft(answers).open("/results")
    tab.page.locator(".st-key-risk_view").wait_for()
    return tab.settle()


def boxes(tab: Tab, key: str) -> dict:
    """The painted picture, as wide as its place."""
    plot = tab.page.locator(f".st-key-{key} .js-plotly-plot")
    plot.locator(".main-svg").first.wait_for()
    found: list[dict] = []

    def stands() -> bool:
        found.append(plot.evaluate(BOXES))
        svg = found[-1]["svg"]
        return len(found) > 1 and found[-2] == found[-1] and abs(svg["right"] - svg["left"] - svg["room"]) < 1

    tab.until(stands, f"{key} stands still")
    return found[-1]


def misplaced(drawn: dict, width: int) -> list[str]:
    """What is clipped, and what lies over something else."""
    frame, texts, marks = drawn["svg"], drawn["texts"], drawn["marks"]
    assert frame["right"] <= width
    assert len(texts) >= 3
    clipped = [f"{box['what']} ends at {box['right']:.0f} of {frame['right']:.0f}" for box in (*texts, *marks) if not inside(box, frame)]  # fmt: skip
    pairs = [(one, other) for number, one in enumerate(texts) for other in (*texts[number + 1 :], *marks)]
    return clipped + [f"{one['what']} / {other['what']}" for one, other in pairs if overlap(one, other)]


@pytest.fixture(scope="module", params=[(360, "light"), (390, "light"), (1280, "light"), (360, "dark")], ids=str)
def window(request, lasting_tab):
    """A browser of one width, light or dark."""
    width, scheme = request.param
    size = DESKTOP if width == DESKTOP["viewport"]["width"] else {**PHONE, "viewport": {"width": width, "height": 844}}
    return lasting_tab(**size, color_scheme=scheme), width, scheme


def is_drawn(tab: Tab, picture: str) -> bool:
    """Whether this picture is there; of a range that is too open there is none."""
    return tab.page.locator(f".st-key-risk_{picture}").count() == 1


@pytest.mark.parametrize("who", WHOM)
def test_no_label_of_the_risk_pictures_is_missing_clipped_or_over_another(window, who):
    """At the least width for every choice; wider pictures have the same labels, and there the first choices will do."""
    tab, width, scheme = window
    everything = (width, scheme) == (360, "light") or who == "all open"  # of whom few choices have a picture
    results(tab, WHOM[who])
    found = {}
    for which in (HIP, ANY) if everything else (ANY,):
        choose(tab, WHICH, which)
        for when in (FIVE, TEN) if everything else (TEN,):
            choose(tab, WHEN, when)
            if is_drawn(tab, "side_by_side"):
                found[which, when] = misplaced(boxes(tab, "risk_side_by_side"), width)
    models = {"three breaks": [*OF_ALL, "Your FRAX result"], "half open": OF_ALL, "all open": ["FRACTURE Index"]}[who]
    for model in models if everything else ["QFracture"]:
        choose(tab, MODEL, model)
        for view, picture in ((PEOPLE, "people"), (BARS, "bars")):
            choose(tab, VIEW, view)
            if is_drawn(tab, picture):
                drawn = boxes(tab, f"risk_{picture}")
                found[model, view] = misplaced(drawn, width)
                ticks = {box["what"] for box in drawn["texts"]} & {"0", "25", "50", "75", "100"}
                if view == BARS and not {"0", "100"} <= ticks:
                    found[model, "scale"] = [f"it runs from 0 to 100, but only {sorted(ticks)} stand there"]
    assert len(found) >= 3
    assert {what: wrong for what, wrong in found.items() if wrong} == {}
    assert tab.width() == (width, width)


# ------------------------------------------------------------------ choosing


@pytest.fixture(scope="module")
def desk(lasting_tab):
    """One tab at 1280x800; each opening of a page in it is a new visit."""
    return lasting_tab()


@pytest.fixture(scope="module")
def hand(lasting_tab):
    """One tab on a phone."""
    return lasting_tab(**PHONE)


def tab_to(tab: Tab, group: str) -> None:
    for _ in range(FAR):
        tab.page.keyboard.press("Tab")
        if tab.focused()["group"] == group:
            return
    raise AssertionError(f"Tab does not lead to {group!r}")


def test_every_choice_is_made_by_keyboard_and_the_focus_stays_on_it(desk):
    tab = results(desk, EVERY_MODEL)
    for group, steps, label in ((WHICH, 1, HIP), (WHEN, 1, FIVE), (MODEL, 3, "FRACTURE Index"), (VIEW, 1, PEOPLE)):
        tab_to(tab, group)
        for _ in range(steps):
            tab.page.keyboard.press("ArrowRight")
        before = tab.page.evaluate(SCROLLED)
        tab.page.keyboard.press("Space")
        expect(option(tab, group, label)).to_be_checked()
        tab.settle()
        tab.page.wait_for_timeout(300)  # a jump to the heading would come now
        expect(option(tab, group, label)).to_be_focused()
        expect(option(tab, group, label)).to_be_in_viewport()
        assert tab.page.evaluate(SCROLLED) == before
    assert chosen(tab) == [HIP, FIVE, "FRACTURE Index", PEOPLE]
    # Section 8 of the notes: 8 points, 8.7 of 100 break a hip in 5 years.
    figure = tab.page.locator(".st-key-risk_people").get_by_role("figure")
    assert "FRACTURE Index: out of 100 women who answer like you, about 9 break a hip within 5 years." in (
        figure.get_attribute("aria-label")
    )
    for label in (WORDS, TABLE):
        tab.page.keyboard.press("ArrowRight")
        tab.page.keyboard.press("Space")
        expect(option(tab, VIEW, label)).to_be_checked()
        tab.settle()
        expect(option(tab, VIEW, label)).to_be_focused()
    expect(tab.page.get_by_role("region", name="FRACTURE Index", exact=True)).to_contain_text("The spine")


def test_a_choice_does_not_move_the_page_nor_the_choice_under_the_finger(hand):
    phone = results(hand, EVERY_MODEL)
    for group, label in ((WHICH, HIP), (WHEN, FIVE), (MODEL, "QFracture"), (VIEW, PEOPLE), (VIEW, TABLE), (VIEW, BARS)):
        target = option(phone, group, label)
        target.scroll_into_view_if_needed()
        before = phone.page.evaluate(SCROLLED), target.bounding_box()["y"]
        choose(phone, group, label)
        phone.page.wait_for_timeout(300)
        after = phone.page.evaluate(SCROLLED), target.bounding_box()["y"]
        assert after == pytest.approx(before, abs=1), label


def test_two_quick_taps_both_count(hand):
    phone = results(hand, EVERY_MODEL)
    option(phone, WHICH, HIP).tap()
    option(phone, WHEN, FIVE).tap()
    phone.settle()
    phone.page.wait_for_timeout(300)
    phone.settle()
    assert chosen(phone)[:2] == [HIP, FIVE]
    alt = phone.page.locator(".st-key-risk_side_by_side").get_by_role("figure").get_attribute("aria-label")
    assert "break a hip within 5 years" in alt
    assert "within 10 years" not in alt


def test_what_one_has_opened_stays_open_while_one_chooses(desk):
    tab = results(desk, EVERY_MODEL)
    about = tab.page.locator("details").filter(has_text=message("risk_about"))
    about.locator("summary").click()
    expect(about).to_have_attribute("open", "")
    choose(tab, WHEN, FIVE)
    choose(tab, VIEW, PEOPLE)
    expect(about).to_have_attribute("open", "")
    choose(tab, MODEL, "QFracture")
    expect(about).to_contain_text("family doctors in the UK")


def go(tab: Tab, menu: str, title: str) -> None:
    """To another page by the menu at the top."""
    tab.page.get_by_role("button", name=menu, exact=True).click()
    tab.page.get_by_role("menuitem", name=title).or_(tab.page.get_by_role("link", name=title)).first.click()
    tab.settle()


def test_the_choices_stay_while_one_looks_at_another_page_and_are_kept_nowhere(desk):
    tab = results(desk, MANY_BREAKS)
    wanted = [HIP, FIVE, "CAROC", TABLE]
    for group, label in zip((WHICH, WHEN, MODEL, VIEW), wanted, strict=True):
        choose(tab, group, label)
    kept, before = tab.stores(), len(tab.addresses)
    go(tab, "Learn", "Evidence")
    expect(tab.heading).to_have_text("Evidence")
    go(tab, "Your results", "Results")
    tab.page.locator(".st-key-risk_view").wait_for()
    assert chosen(tab) == wanted
    tab.page.go_back()
    expect(tab.heading).to_have_text("Evidence")
    tab.page.go_forward()
    tab.page.locator(".st-key-risk_view").wait_for()
    tab.settle()
    assert chosen(tab) == wanted
    assert tab.stores() == kept
    with tab.page.expect_download() as saved:
        tab.page.get_by_role("button", name="Save my answers as a file").click()
    for text in (saved.value.path().read_text(encoding="utf-8"), json.dumps(tab.stores())):
        assert "caroc" not in text
        assert "risk_" not in text.replace("risk_factors", "")
    assert {address.removeprefix(tab.home) for address in tab.addresses[before:]} == {"/results", "/evidence"}


def test_a_model_that_no_longer_fits_makes_room_without_a_crash(desk):
    tab = results(desk, MANY_BREAKS)
    choose(tab, MODEL, "FRACTURE Index")
    go(tab, "Your check", "About you")
    tab.type_in("age_years", "63")  # FRACTURE Index: from 65 on
    go(tab, "Your results", "Results")
    tab.page.locator(".st-key-risk_bars .main-svg").first.wait_for()
    assert option(tab, MODEL, "FRACTURE Index").count() == 0
    assert chosen(tab)[2] == "Garvan"
    go(tab, "Your check", "About you")
    tab.type_in("age_years", "59")  # Garvan: from 60 on
    go(tab, "Your results", "Results")
    expect(tab.page.get_by_role("radiogroup", name=MODEL)).to_contain_text("QFracture")
    assert tab.page.get_by_test_id("stException").count() == 0
    assert tab.page.get_by_role("alert").count() == 0


def test_a_link_in_the_panel_puts_the_keyboard_on_its_question(hand):
    phone = results(hand, AGE_AND_SIZE)
    phone.page.locator(".st-key-go_risk_open button").tap()
    expect(phone.heading).to_have_text("Health conditions")  # ticking none of these would narrow QFracture most
    phone.until(lambda: phone.focused()["group"].startswith("Have you been told"), "the question has the focus")
    results(phone, MANY_BREAKS)
    phone.page.get_by_text(message("risk_not_for_you")).tap()
    phone.page.locator("[class*=st-key-go_model_] button").first.tap()
    expect(phone.heading).to_have_text("Medicines")
    phone.until(lambda: phone.focused()["name"].startswith("Your FRAX result"), "the field has the focus")


def test_each_choice_is_large_enough_for_a_finger_and_stands_within_the_screen(window):
    tab, width, _ = window
    results(tab, EVERY_MODEL)
    sizes = [radio.bounding_box() for radio in tab.page.locator("[data-variant=segmented_control]").all()]
    assert len(sizes) == 2 + 2 + 5 + 4
    assert min(min(size["width"], size["height"]) for size in sizes) >= 24
    assert max(size["x"] + size["width"] for size in sizes) <= width
