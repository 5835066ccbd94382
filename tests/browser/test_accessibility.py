"""Axe finds nothing serious on any page; targets can be hit; the focus is where the reader is."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from bonecheck.ui.plan import PARTS
from bonecheck.words.language import message
from bonecheck.words.learn import topics
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.people import BUSY_PLAN, EVERY_MODEL, THREE_SITES, WOMAN_OF_54
from tests.browser.tab import Tab
from tests.browser.test_risk import choose

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
SCREENS = [
    ("/", {}),
    ("/coaches", {}),
    ("/about-you", {}),
    ("/your-scan", {}),
    *[("/risk-factors", {"risk_factors": part}) for part in range(4)],
    *[("/lifestyle", {"lifestyle": part}) for part in range(3)],
    ("/results", {}),
    ("/what-if", {}),
    ("/side-by-side", {}),
    ("/t-score-or-risk-factors", {}),
    ("/evidence", {}),
]
WITH_PICTURES = {"/results", "/what-if", "/side-by-side", "/t-score-or-risk-factors"}
# Follow-up questions, ticks, remarks and messages on every page, and a results page with every kind of card.
BUSY = {
    **THREE_SITES,
    "scan_regions": [*THREE_SITES["scan_regions"], "total_hip_right", "heel"],
    "total_hip_right.t_score": "1.8",
    "height_cm": "1.7",
    "tallest_height_cm": 170,
    "fracture_since_50": "yes",
    "fracture_sites": ["hip", "wrist"],
    "warning_signs": ["cannot_stand", "back_pain"],
    "smoking": "current",
    "drinks_per_week.wine": "a few",
    "conditions": ["coeliac", "lupus"],
    "glucocorticoids": "now",
    "medicines": ["antidepressant"],
    "fracture_at_40_to_49": "yes",
    "fracture_sites_at_40_to_49": ["wrist", "not_known"],
    "fracture_count_at_40_to_49": "2",
    "parent_hip_fracture": "mother",
    "frax_major_percent": 5,
    "frax_hip_percent": 7.5,
    "cola_per_week": "lots",
    "walking_minutes_per_day": "5000",
    "protein_portions_per_day": 3,
}


@pytest.fixture(scope="module", params=["light", "dark"])
def room(request, lasting_tab):
    """A tab in a light or a dark browser."""
    return lasting_tab(color_scheme=request.param)


@pytest.mark.parametrize(("path", "place"), SCREENS)
def test_axe_finds_nothing_serious_on_a_computer_or_a_phone(room, path, place):
    room.page.set_viewport_size(DESKTOP["viewport"])
    room.put_draft(BUSY, place).open(path)
    if path in WITH_PICTURES:
        room.chart()
        unfold(room)
    found = serious(room)
    room.page.set_viewport_size(PHONE["viewport"])
    room.settle()
    assert found + serious(room) == []


def unfold(tab: Tab) -> None:
    """Opens all that is folded; again where a fold was drawn anew meanwhile."""
    folded = tab.page.locator("[data-testid=stMain] details:not([open]) > summary")

    def is_open() -> bool:
        folded.evaluate_all("folds => folds.forEach((fold) => fold.click())")
        tab.settle().page.wait_for_timeout(200)  # long enough for a click to open its fold
        return folded.count() == 0

    tab.until(is_open, "everything is unfolded")


def test_axe_finds_nothing_serious_in_any_view_of_the_risk_panel(room):
    """A woman of whom every model speaks: bars, 100 people, words and table, everything unfolded."""
    room.page.set_viewport_size(DESKTOP["viewport"])
    room.put_draft(EVERY_MODEL).open("/results").chart()
    views = room.page.get_by_role("radiogroup", name=message("risk_view"), exact=True)
    found = []
    for view in ("bars", "people", "words", "table"):
        views.get_by_role("radio", name=message(f"view_{view}"), exact=True).click()
        room.settle()
        unfold(room)
        found += serious(room)
    room.page.set_viewport_size(PHONE["viewport"])
    room.settle()
    assert found + serious(room) == []


@pytest.mark.parametrize("part", PARTS)
def test_axe_finds_nothing_serious_on_any_part_of_the_plan(room, part):
    room.page.set_viewport_size(DESKTOP["viewport"])
    room.put_draft(BUSY_PLAN).open("/plan")
    choose(room, message("plan_part"), message(f"plan_part_{part}"))
    unfold(room)
    found = serious(room)
    room.page.set_viewport_size(PHONE["viewport"])
    room.settle()
    assert found + serious(room) == []


def test_axe_finds_nothing_serious_on_the_plan_of_somebody_who_answered_little(room):
    """Nothing in the week, and a button to the question on every line."""
    room.page.set_viewport_size(PHONE["viewport"])
    room.put_draft({"age_years": 62, "sex": "female"}).open("/plan")
    found = []
    for part in ("checklist", "week"):
        choose(room, message("plan_part"), message(f"plan_part_{part}"))
        found += serious(room)
    assert found == []


def test_axe_finds_nothing_serious_in_the_meals_with_a_fold_open_and_a_search(room):
    room.page.set_viewport_size(DESKTOP["viewport"])
    room.put_draft(WOMAN_OF_54).open("/meals").chart()
    room.page.locator(".st-key-fold_milk summary").click()
    room.page.locator(".st-key-foods_of_milk input").first.wait_for()
    room.settle()
    found = serious(room)
    room.page.set_viewport_size(PHONE["viewport"])
    room.settle()
    found += serious(room)
    search = room.page.locator(".st-key-meals_search input")
    search.fill("cheese")
    search.press("Enter")
    expect(room.page.locator(".st-key-fold_milk")).to_have_count(0)
    room.settle()
    assert found + serious(room) == []


LEARN = ["/topics", "/questions", "/check-yourself"]
TOPICS = [f"/{topic.address}" for topic in topics().values()]


@pytest.mark.parametrize("path", [*LEARN, *TOPICS])
def test_axe_finds_nothing_serious_on_the_learn_pages(room, path):
    """In a light phone and on a dark computer: the topics are many, and built alike."""
    dark = room.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    room.page.set_viewport_size(DESKTOP["viewport"] if dark else PHONE["viewport"])
    room.put_draft({}).open(path)
    if path == "/check-yourself":
        for question in room.page.get_by_role("radiogroup").all():
            question.get_by_test_id("stRadioOption").first.click()
            room.settle()
    painted(room, pictures_of(path))
    unfold(room)
    assert serious(room) == []


def pictures_of(path: str) -> int:
    """How many charts a page of Learn has; one of the pictures is a list of sentences."""
    topic = next((topic for topic in topics().values() if path == f"/{topic.address}"), None)
    return len(set(topic.pictures) - {"models"}) if topic else 0


def painted(tab: Tab, pictures: int) -> None:
    """Waits until so many charts are painted."""
    for number in range(pictures):
        tab.page.locator(".js-plotly-plot").nth(number).locator(".main-svg").first.wait_for()
    tab.settle()


def serious(tab: Tab) -> list[str]:
    """The serious and critical violations on the page, each with its element and the reason."""
    answer = Axe().run(tab.page, options=OPTIONS).response
    assert answer["url"].startswith(tab.home)
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for violation in answer["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


def test_axe_would_find_a_field_without_a_name(tab):
    tab.open("/about-you")
    tab.page.evaluate("document.querySelector('[data-testid=stMain] h1').insertAdjacentHTML('afterend', '<input>')")
    assert [line for line in serious(tab) if line.startswith("label: <input>")]


# ------------------------------------------------------------------ titles

START = "bonecheck: understand your bone scan"
TITLES = """
window.titles = [];
new MutationObserver(() => {
  if (window.titles.at(-1) !== document.title) window.titles.push(document.title);
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


@pytest.fixture(scope="module")
def reader(lasting_tab):
    return lasting_tab()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", START),
        ("/coaches", "For coaches · bonecheck"),
        ("/about-you", "About you · bonecheck"),
        ("/your-scan", "Your scan · bonecheck"),
        ("/risk-factors", "Risk factors · bonecheck"),
        ("/lifestyle", "Lifestyle · bonecheck"),
        ("/results", "Results · bonecheck"),
        ("/plan", "My plan · bonecheck"),
        ("/meals", "Calcium in your meals · bonecheck"),
        ("/what-if", "What if? · bonecheck"),
        ("/side-by-side", "Side by side · bonecheck"),
        ("/topics", "All topics · bonecheck"),
        ("/questions", "Common questions · bonecheck"),
        ("/check-yourself", "Check yourself · bonecheck"),
        *[(f"/{topic.address}", f"{topic.title} · bonecheck") for topic in list(topics().values())[:2]],
        ("/t-score-or-risk-factors", "T-score or risk factors · bonecheck"),
        ("/evidence", "Evidence · bonecheck"),
    ],
)
def test_every_page_opened_by_its_address_says_in_its_title_which_it_is(reader, path, title):
    expect(reader.open(path).page).to_have_title(title)


def test_the_title_goes_along_from_page_to_page_and_stays_while_answering(tab):
    tab.page.add_init_script(TITLES)
    tab.open().step("Begin", "About you").choose("sex", "female").step("Next", "Your scan")
    tab.page.go_back()
    expect(tab.heading).to_have_text("About you")
    expect(tab.page).to_have_title("About you · bonecheck")
    titles = tab.page.evaluate("window.titles")
    assert titles[titles.index(START) :] == [
        START, "About you · bonecheck", "Your scan · bonecheck", "About you · bonecheck",
    ]  # fmt: skip


# ------------------------------------------------------------------ targets

# Everything that can be hit, but links inside a sentence.
TARGETS = """() => [...document.querySelectorAll(
  '[data-testid=stMain] button, [data-testid=stRadioOption], [data-testid=stCheckbox] label,'
  + '[data-testid=stMain] summary, [data-testid=stMain] input[type=text], [data-testid=stMain] input[type=search],'
  + '[data-testid^=stPageLink] a'
)].filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((node) => [node.textContent.trim() || node.getAttribute('aria-label'), node.getBoundingClientRect()])
  .map(([name, box]) => ({ name, width: box.width, height: box.height, right: box.right }))"""


@pytest.fixture(scope="module")
def lasting_phone(lasting_tab):
    return lasting_tab(**PHONE)


@pytest.mark.parametrize(("path", "place"), SCREENS)
def test_every_target_is_at_least_24_pixels_wide_and_high_on_a_phone(lasting_phone, path, place):
    lasting_phone.put_draft(BUSY, place).open(path)
    targets = lasting_phone.page.evaluate(TARGETS)
    assert len(targets) >= 5
    assert [target for target in targets if min(target["width"], target["height"]) < 24] == []


# ------------------------------------------------------------------ focus


def test_a_link_from_the_results_puts_the_keyboard_on_its_question_and_leaves_it_there(tab):
    tab.put_draft({key: answer for key, answer in THREE_SITES.items() if key != "scanner_make"}).open("/results")
    tab.page.locator("[class*=st-key-open_]").filter(has_text="Warning signs").get_by_role("button").click()
    expect(tab.heading).to_have_text("Bones and falls")
    tab.until(lambda: tab.focused()["name"].startswith("Sudden or severe back pain"), "the question has the focus")
    pill = tab.pill("warning_signs", "back_pain")
    expect(pill).to_be_in_viewport()
    tab.page.keyboard.press("Space")
    expect(pill).to_have_attribute("aria-pressed", "true")
    tab.settle()
    tab.page.wait_for_timeout(300)  # a jump to the heading would come now
    expect(pill).to_be_focused()
    expect(pill).to_be_in_viewport()


@pytest.mark.parametrize(
    ("subject", "heading", "role"),
    [
        ("Whether a broken bone changes the picture", "Bones and falls", "radio"),
        ("Your age at the scan", "Your scan", "spinbutton"),
        ("Height loss", "About you", "text"),
    ],
)
def test_a_link_from_the_results_reaches_every_kind_of_question(tab, subject, heading, role):
    """The page of the question is opened for the first time here, so its fields arrive after it."""
    tab.put_draft(THREE_SITES).open("/results")
    tab.page.locator("[class*=st-key-open_]").filter(has_text=subject).get_by_role("button").click()
    expect(tab.heading).to_have_text(heading)
    tab.until(lambda: tab.focused()["role"] == role, "the question has the focus")
    question = tab.page.locator("[class*=st-key-q_]").filter(has=tab.page.locator(":focus"))
    expect(question).to_be_in_viewport()


def test_after_a_step_inside_a_page_the_reader_is_at_its_top(phone):
    phone.open("/risk-factors").step("Next", "Family and habits")
    phone.until(lambda: phone.focused()["tag"] == "H1", "the heading has the focus")
    expect(phone.heading).to_be_in_viewport()
    assert phone.page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0


def test_the_picture_is_one_named_figure_for_a_screen_reader(tab):
    tab.put_draft(THREE_SITES).open("/results").chart()
    figure = tab.page.get_by_role("figure", name="your T-scores are:")
    expect(figure).to_have_count(1)
    sentence = figure.get_attribute("aria-label")
    assert "left femoral neck −2.1 (osteopenia), the one that counts" in sentence
    expect(tab.page.get_by_test_id("stCaptionContainer").filter(has_text=sentence)).to_be_visible()


def test_the_page_can_be_enlarged_with_two_fingers(phone):
    content = phone.open().page.locator("meta[name=viewport]").get_attribute("content")
    assert "user-scalable=no" not in content
    assert "maximum-scale" not in content


def test_a_table_wider_than_the_phone_scrolls_by_itself_and_by_keyboard(phone):
    phone.put_draft(THREE_SITES).open("/results")
    phone.page.get_by_text("The picture as a table").first.tap()
    table = phone.page.get_by_role("region", name="Your scan, site by site")
    table.focus()
    expect(table).to_be_focused()
    assert phone.width() == (390, 390)
