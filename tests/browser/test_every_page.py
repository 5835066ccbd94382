"""Every page, in a light phone and on a dark computer: axe finds nothing serious, all fits, and all can be hit."""

import pytest

from tests.browser.conftest import DESKTOP
from tests.browser.faults import misfits, serious
from tests.browser.pages import VIEWS
from tests.browser.tab import Tab


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_can_be_used_on_a_light_phone(phone, view):
    wrong, (wide, narrow) = {}, (390, 360)
    for look, at_least in VIEWS[view].looks(phone):
        unfold(phone)
        wrong[look] = serious(phone) + misfits(phone, at_least=at_least)
        phone.resize(narrow, 844)
        wrong[look] += misfits(phone, at_least=at_least)
        wide, narrow = narrow, wide  # the next look begins at the width where this one ended
    assert wrong
    assert {look: found for look, found in wrong.items() if found} == {}


# Topics are built alike: those without a picture differ in their sentences alone, and one of them stands for all.
PLAIN = [title for title, view in VIEWS.items() if view.pictures == 0]
ON_A_COMPUTER = [view for view in VIEWS if view not in PLAIN[1:]]


@pytest.mark.parametrize("view", ON_A_COMPUTER)
def test_every_page_can_be_used_on_a_dark_computer(tab, view):
    tab.page.emulate_media(color_scheme="dark")
    wrong = {}
    for look, at_least in VIEWS[view].looks(tab):
        unfold(tab)
        wrong[look] = serious(tab) + misfits(tab, at_least=at_least)
    assert wrong
    assert {look: found for look, found in wrong.items() if found} == {}


def unfold(tab: Tab) -> None:
    """Opens all that is folded; again where a fold was drawn anew because another one was opened."""
    folded = tab.page.locator("[data-testid=stMain] details:not([open]) > summary")

    def is_open() -> bool:
        folded.evaluate_all("folds => folds.forEach((fold) => fold.click())")
        tab.settle()
        return folded.count() == 0

    tab.until(is_open, "everything is unfolded")


def test_axe_and_the_measures_would_find_a_fault(tab):
    """A field without a name, a button that is too small, and a line that is too wide."""
    tab.open("/about-you")
    assert serious(tab) + misfits(tab, at_least=5) == []
    tab.page.evaluate(
        """document.querySelector('[data-testid=stMain] h1').insertAdjacentHTML('afterend',
          '<input><button style="width: 12px; height: 12px; padding: 0">?</button><p style="width: 3000px">wide</p>')"""
    )
    assert [line for line in serious(tab) if line.startswith("label: <input>")]
    found = " ".join(misfits(tab, at_least=5))
    assert "'?': 12 x 12" in found
    assert f"the window {DESKTOP['viewport']['width']}" in found
    assert misfits(tab, at_least=1000)
