"""The promise of the first page, counted on the real pages: the picture within a minute and a half, the results within five.

The model: 200 words a minute, 1.5 s a tap, 3 s a typed number, 1 s a page. What stands on every page (the line on top, the
bar and the line at the foot) is read once, and what is written in a picture is seen, not read.
"""

from dataclasses import dataclass, field

import pytest

from tests.browser.tab import Tab
from tests.browser.walk import LAST_YEAR

WORDS_A_SECOND, TAP_S, NUMBER_S, PAGE_S = 200 / 60, 1.5, 3.0, 1.0
PICTURE_S, RESULTS_S = 90.0, 300.0
READ = """() => {
  const page = document.querySelector('[data-testid=stMain]').cloneNode(true);
  page.querySelectorAll('.st-key-bar, .st-key-foot, svg, style, script').forEach((e) => e.remove());
  document.body.append(page);
  const words = page.innerText.split(/\\s+/).filter((word) => /\\w/.test(word)).length;
  page.remove();
  return words;
}"""


@dataclass
class Counted:
    """Somebody at the app, and what it cost them so far."""

    tab: Tab
    words: int = 0
    taps: int = 0
    numbers: int = 0
    pages: int = 0
    log: list[tuple[str, int]] = field(default_factory=list)

    def look(self) -> None:
        """Reads the page that is open, with all that the answers on it have opened."""
        words = self.tab.page.evaluate(READ)
        self.words += words
        self.pages += 1
        self.log.append((self.tab.heading.inner_text(), words))

    def step(self, button: str, heading: str) -> None:
        self.look()
        self.tab.step(button, heading)
        self.taps += 1

    def choose(self, **answers: str) -> None:
        for key, value in answers.items():
            self.tab.choose(key, value)
            self.taps += 1

    def tick(self, key: str, value: str) -> None:
        self.tab.tick(key, value)
        self.taps += 1

    def type_in(self, **answers: str) -> None:
        for key, text in answers.items():
            self.tab.type_in(key.replace("__", "."), text)
            self.numbers += 1

    @property
    def seconds(self) -> float:
        return self.words / WORDS_A_SECOND + TAP_S * self.taps + NUMBER_S * self.numbers + PAGE_S * self.pages


@pytest.fixture
def somebody(new_tab):
    return Counted(new_tab(viewport={"width": 390, "height": 844}).open())


def the_rest(person: Counted, steroids: str, falls: str) -> None:
    """Bones and falls from the question after the breaks, health, body and habits."""
    person.tick("warning_signs", "none")
    person.choose(falls_12_months=falls, rises_from_chair="yes")
    person.step("Next", "Your health")
    person.choose(glucocorticoids=steroids)
    if steroids == "now":
        person.type_in(glucocorticoid_dose_mg_per_day="7.5", glucocorticoid_months="24")
    person.choose(bone_medicine_gate="no", parent_hip_fracture="neither", long_illness="no", frax_at_hand="no")
    person.step("Next", "Your body")
    person.type_in(height_cm="163 cm", tallest_height_cm="166 cm", weight_kg="63 kg")
    person.step("Next", "Your habits")
    person.choose(smoking="ex", drinks_alcohol="no", resistance_days_per_week="0", balance_days_per_week="0")
    person.tick("exercise_cautions", "none")


def test_a_woman_of_62_with_a_paper_report_of_three_sites_and_a_broken_wrist(somebody):
    somebody.step("I have my scan report", "About you")
    somebody.type_in(age_years="62")
    somebody.choose(sex="female", menopausal_status="postmenopausal")
    somebody.step("Next", "Your scan")
    somebody.type_in(lumbar_spine__t_score="-0.9", femoral_neck__t_score="-2.1", total_hip__t_score="-1.6")
    somebody.choose(by_another_way="no")
    somebody.tab.pick_year("scan_date", LAST_YEAR)
    somebody.taps += 1
    somebody.step("Show me my picture", "Your picture")
    assert somebody.seconds <= PICTURE_S, somebody
    somebody.step("Go on: 2 minutes", "Bones and falls")
    somebody.tick("broken_bone", "fracture_since_50")
    somebody.tick("fracture_sites", "wrist")
    somebody.choose(fracture_count="1", last_fracture="longer_ago")
    the_rest(somebody, "never", "0")
    somebody.step("See my results", "Talk to your doctor: a broken wrist and a score of −2.1")
    assert somebody.seconds <= RESULTS_S, somebody


def test_a_man_of_71_without_a_report_on_steroids_who_fell_twice(somebody):
    somebody.step("I have no report", "About you")
    somebody.type_in(age_years="71")
    somebody.choose(sex="male")
    somebody.step("Next", "Bones and falls")
    somebody.tick("broken_bone", "none")
    the_rest(somebody, "now", "2")
    somebody.look()
    somebody.tab.press("See my results")
    assert somebody.seconds <= RESULTS_S, somebody
