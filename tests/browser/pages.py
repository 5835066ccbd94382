"""Every page of the app, opened as somebody may find it, with all that can be looked at on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import expect

from bonecheck.ui.check import PICTURE, SCAN
from bonecheck.ui.plan import PARTS
from bonecheck.ui.session.place import SCREENS
from bonecheck.words.classroom import text as said_of_class
from bonecheck.words.interface import text
from bonecheck.words.language import message, name
from bonecheck.words.learn import topics
from tests.browser.people import BUSY, BUSY_PLAN, CROWDED, EVERY_MODEL, SCANS_OVER_TIME, WOMAN_OF_54
from tests.browser.presenting import is_at, present, press
from tests.browser.reports import OF_MANY_ROWS
from tests.browser.tab import Tab

Looks = Iterator[tuple[str, int]]  # what is looked at, and how many things can be hit there at the least


CLASS_FILE = {
    "name": "class.csv",
    "mimeType": "text/csv",
    "buffer": b"id,age_years,sex,femoral_neck.t_score,weight_kg,warning_signs\n"
    b"A1,62,female,1.8,61.5,none\nA2,sixty,female,-1.7,60,none\nA3,70,m,-2.1,80,none\nA4,71,female,-2.8,60,back_pain\n",
}
# Pictures of topics that are lists of sentences with their table.
SENTENCES = {"models", "training_weeks", "calcium_foods"}


@dataclass(frozen=True)
class View:
    """A page as somebody finds it who opens it with these answers, and what there is to look at, one by one."""

    path: str
    title: str
    answers: dict[str, Any]
    heading: str | None = None
    pictures: int | None = None
    targets: int = 5
    look: Callable[[Tab], Looks] | None = None

    def looks(self, tab: Tab) -> Looks:
        """Opens the page, and comes back for each look at it, the tab standing still."""
        tab.put_draft(self.answers).open(self.path)
        expect(tab.page).to_have_title(self.title)
        if self.heading is not None:
            expect(tab.heading).to_have_text(self.heading)
        if self.pictures is not None:
            expect(tab.charts).to_have_count(self.pictures)
        expect(tab.page.get_by_role("dialog")).to_have_count(0)
        yield from self.look(tab) if self.look else [("as opened", self.targets)]


def risk_panel(tab: Tab) -> Looks:
    """Bars, 100 people, words and table of a woman of whom every model speaks."""
    tab.open_fold("chances")
    expect(tab.page.locator("[data-variant=segmented_control]")).to_have_count(2 + 2 + 5 + 4)
    for view in ("bars", "people", "words", "table"):
        tab.look_at(message("risk_view"), message(f"view_{view}"))
        yield view, 13


def changes(tab: Tab) -> Looks:
    """The fold on changes, with a picture for each site, also where only T-scores are there."""
    tab.open_fold("changed")
    expect(tab.charts).to_have_count(1 + 3)
    yield "over time", 8


def plan(*parts: str) -> Callable[[Tab], Looks]:
    """Parts of the plan; each has the row of parts, and something at its foot."""

    def look(tab: Tab) -> Looks:
        for part in parts:
            tab.look_at(message("plan_part"), message(f"plan_part_{part}"))
            yield part, len(PARTS) + 3

    return look


def meals(tab: Tab) -> Looks:
    """The meals with a fold open, and with a search."""
    tab.hit(tab.page.locator(".st-key-fold_milk summary"))
    foods = tab.page.locator(".st-key-foods_of_milk input")
    expect(foods).not_to_have_count(0)
    tab.settle()
    yield "a fold open", 10 + foods.count()
    search = tab.page.locator(".st-key-meals_search input")
    search.fill("cheese")
    search.press("Enter")
    expect(tab.page.locator(".st-key-fold_milk")).to_have_count(0)
    expect(tab.page.locator(".st-key-meals_foods")).to_contain_text("heese")
    tab.settle()
    yield "a search", 8


def report(tab: Tab) -> Looks:
    """The ways in for a report, and one of many rows to be confirmed, with a row that is changed."""
    yield "the ways in", 4
    tab.page.get_by_role("textbox", name=text("bring.paste")).fill(OF_MANY_ROWS)
    tab.step(text("bring.read"), text("bring.check_title"))
    yield "to be confirmed", 10
    tab.hit(tab.page.locator("[class*=st-key-change_scan] button"))
    tab.hit(tab.page.locator("[class*=st-key-offer_femoral_neck_left] button[kind=tertiary]"))
    yield "a row being changed", 15


def quiz(tab: Tab) -> Looks:
    """The questions, each answered in two ways, with the feedback and its link."""
    groups = tab.page.get_by_role("radiogroup")
    for which in ("first", "last"):
        for number in range(groups.count()):
            tab.hit(getattr(groups.nth(number).get_by_test_id("stRadioOption"), which))
        links = tab.page.locator("[data-testid=stPageLink]:not(.st-key-bar *)")
        expect(links).to_have_count(3 + 2)  # one beside each feedback, two at the end
        yield f"{which} answers", 3 * 2 + 5


def a_class(tab: Tab) -> Looks:
    """A class with cells that need a word, and the list for the coach alone; then who trains with whom, before a room."""
    tab.page.locator("input[type=file]").set_input_files(CLASS_FILE)
    expect(tab.page.locator("[class*=st-key-class_cell_][class*=_ways]")).to_have_count(3)
    tab.hit(tab.page.locator(".st-key-class_private label"))
    expect(tab.page.locator(".st-key-class_private_list")).to_be_visible()
    tab.settle()
    yield "cells", 15
    tab.press(said_of_class("page", "wall"))
    is_at(tab, 1)
    yield "who trains with whom", 3


def steps(tab: Tab) -> Looks:
    """The first steps of presenter mode."""
    present(tab, "maria")
    yield "step 1", 3
    for number in (2, 3):
        is_at(press(tab, "ArrowRight"), number)
        yield f"step {number}", 3


def _views() -> dict[str, View]:
    def view(path: str, title: str, answers: dict[str, Any], **more: Any) -> View:
        return View(path, f"{title} · bonecheck", answers, **more)

    def check(screen: str, answers: dict[str, Any], **more: Any) -> View:
        address = screen.replace("_", "-")
        return view(f"/{address}", text(f"menu.{address}"), answers, **more)

    return {
        "start": View("/", "bonecheck: understand your bone scan", CROWDED),
        "coaches": view("/coaches", "For coaches", BUSY),
        "class": view("/class", "A class", {}, look=a_class),
        **{
            name("part", screen): check(screen, CROWDED, heading=name("part", screen))
            for screen in SCREENS
            if screen != PICTURE
        },
        "bring a report": view("/bring-report", "Bring your report", WOMAN_OF_54 | {"has_scan": "yes"}, look=report),
        "scan without a report": check(SCAN, {"age_years": 62, "sex": "female", "has_scan": "no"}),
        "picture": check(PICTURE, BUSY, heading=name("part", PICTURE)),
        "my answers": view("/my-answers", "My answers", BUSY),
        "results": view("/results", "Results", BUSY),
        "results of every site": view("/results", "Results", CROWDED),
        "results with changes": view("/results", "Results", SCANS_OVER_TIME, look=changes),
        "my answers with earlier scans": view("/my-answers", "My answers", SCANS_OVER_TIME),
        "results of nobody": view("/results", "Results", {}, heading="Your results", targets=1),
        "results of every model": view("/results", "Results", EVERY_MODEL, look=risk_panel),
        "plan": view("/plan", "My plan", BUSY_PLAN, look=plan(*PARTS)),
        # Nothing in the week, and a question in every line:
        "plan of few answers": view(
            "/plan", "My plan", {"age_years": 62, "sex": "female"}, look=plan("do", "checklist")
        ),
        "meals": view("/meals", "Calcium in your meals", WOMAN_OF_54, look=meals),
        "what if": view("/what-if", "What if?", BUSY),
        "side by side": view("/side-by-side", "Side by side", BUSY),
        "all topics": view("/topics", "All topics", {}, targets=3),
        "common questions": view("/questions", "Common questions", {}, targets=3),
        "check yourself": view("/check-yourself", "Check yourself", {}, look=quiz),
        **{
            topic.address: view(
                f"/{topic.address}", topic.title, {}, targets=3, pictures=len(set(topic.pictures) - SENTENCES)
            )
            for topic in topics().values()
        },
        "worked example": view("/t-score-or-risk-factors", "T-score or risk factors", BUSY),
        "evidence": view("/evidence", "Evidence", BUSY, heading="Evidence"),
        "presenter": view("/coaches", "For coaches", {}, look=steps),
    }


VIEWS = _views()
