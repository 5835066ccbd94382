"""Presenter mode as a coach drives it."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.tab import Tab


def present(tab: Tab, client: str) -> Tab:
    """From the page for coaches to the first step of this client, in presenter mode."""
    turn(tab.open("/coaches"))
    return is_at(show(tab, client), 1)


def turn(tab: Tab) -> Tab:
    """Turns presenter mode on or off."""
    return tab.hit(tab.page.locator(".st-key-sample_badge label"))


def show(tab: Tab, client: str) -> Tab:
    """A coach puts a client on the screen: by the usual page, or on the stage."""
    tab.hit(tab.page.locator(f".st-key-client_open_{client} button"))
    expect(tab.page.locator(".st-key-sample_badge [data-testid=stMarkdown], .st-key-stage_bar")).to_be_visible()
    return tab.settle()


def caption(tab: Tab) -> Locator:
    """The line that says which step is open."""
    return tab.page.locator(".st-key-stage_dots [data-testid=stCaptionContainer]")


def is_at(tab: Tab, number: int) -> Tab:
    """Waits for a step."""
    expect(caption(tab)).to_have_text(re.compile(f"^{number} of "))
    return tab.settle()


def press(tab: Tab, key: str) -> Tab:
    """Presses a key that may be a step."""
    tab.not_too_soon()
    tab.page.keyboard.press(key)
    return tab.settle().stepped()
