"""What can be wrong with a page as it stands on the screen, measured by axe and by the boxes that things take.

Each function wants a tab that stands still, and gives what it found wrong, in words.
"""

from itertools import combinations
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.browser.tab import Tab

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
LEAST_TARGET_PX = 24  # WCAG 2.2, 2.5.8

# Everything that can be hit, but links inside a sentence.
TARGETS = """() => [...document.querySelectorAll(
  '[data-testid=stMain] button, [data-testid=stRadioOption], [data-testid=stCheckbox] label,'
  + '[data-variant=segmented_control], [data-testid=stMain] summary, [data-testid=stMain] input[type=text],'
  + '[data-testid=stMain] input[type=search], [data-testid^=stPageLink] a'
)].filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((node) => [node.textContent.trim() || node.getAttribute('aria-label'), node.getBoundingClientRect()])
  .map(([name, box]) => ({ name, width: box.width, height: box.height, right: box.right }))"""

# Every picture that can be seen: its frame, its place, everything written in it with the size of the type as painted,
# its marks for people and sites, and how far down its bar reaches.
PICTURES = """within => [...document.querySelectorAll(`${within} .js-plotly-plot`)].filter((plot) => plot.checkVisibility()).map((plot) => {
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { what: node.textContent.trim() || 'mark', left, top, right, bottom };
  };
  const bar = Math.max(0, ...[...plot.querySelectorAll('.shapelayer path')].map((path) => path.getBoundingClientRect())
    .filter((one) => one.width > 20).map((one) => one.bottom));
  return {
    frame: box(plot.querySelector('.main-svg')),
    place: box(plot.closest('[data-testid=stElementContainer]')),
    texts: [...plot.querySelectorAll('text')].filter((text) => text.textContent.trim())
      .map((text) => ({ ...box(text), px: parseFloat(getComputedStyle(text).fontSize) * text.currentCSSZoom }))
      .filter((text) => text.right > text.left),
    marks: [...plot.querySelectorAll('.scatterlayer .points path')].map(box),
    bar,
  };
})"""


# The same of every still picture: of its two drawings the one that the page shows.
STILL = """within => [...document.querySelectorAll(`${within} svg[height]`)].filter((svg) => svg.parentElement.matches('.narrow, .wide')
  && svg.checkVisibility()).map((svg) => {
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { what: node.textContent.trim() || 'mark', left, top, right, bottom };
  };
  return {
    frame: box(svg),
    place: box(svg.closest('[data-testid=stElementContainer]')),
    texts: [...svg.querySelectorAll('text')]
      .map((text) => ({ ...box(text), px: parseFloat(getComputedStyle(text).fontSize) * text.currentCSSZoom })),
    marks: [...svg.querySelectorAll('.mark > g')].map(box),
    bar: 0,
  };
})"""


def serious(tab: Tab) -> list[str]:
    """The serious and critical violations that axe finds, each with its element and the reason."""
    answer = Axe().run(tab.page, options=OPTIONS).response
    assert answer["url"].startswith(tab.home)
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for violation in answer["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


def misfits(tab: Tab, *, at_least: int) -> list[str]:
    """What is wider than the window, and what is too small to be hit; `at_least` so many targets are there."""
    targets = tab.page.evaluate(TARGETS)
    page, window = tab.width()
    wrong = [f"only {len(targets)} things can be hit"] if len(targets) < at_least else []
    wrong += [f"the page is {page} wide, the window {window}"] if page != window else []
    return wrong + [
        f"{one['name']!r}: {one['width']:.0f} x {one['height']:.0f}, up to {one['right']:.0f} of {window}"
        for one in targets
        if min(one["width"], one["height"]) < LEAST_TARGET_PX or one["right"] > window
    ]


# ------------------------------------------------------------------ pictures


def pictures(tab: Tab, within: str = "body") -> list[dict[str, Any]]:
    """The painted pictures."""
    found: list[dict[str, Any]] = tab.page.evaluate(STILL if within == ".bone-line" else PICTURES, within)
    return found


def picture(tab: Tab, within: str) -> dict[str, Any]:
    """The only picture in its place."""
    [one] = pictures(tab, within)
    return one


def misplaced(drawn: dict[str, Any], width: int) -> list[str]:
    """What is clipped, and what lies over something else."""
    frame, texts, marks = drawn["frame"], drawn["texts"], drawn["marks"]
    wrong = [f"only {len(texts)} texts"] if len(texts) < 3 else []
    wrong += [f"the picture ends at {frame['right']:.0f} of {width}"] if frame["right"] > width else []
    wrong += [f"clipped: {box['what']}" for box in (*texts, *marks) if not inside(box, frame)]
    pairs = [*combinations(texts, 2), *((text, mark) for text in texts for mark in marks)]
    return wrong + [f"{one['what']} / {other['what']}" for one, other in pairs if overlap(one, other)]


def inside(box: dict[str, Any], frame: dict[str, Any]) -> bool:
    return (
        box["left"] >= frame["left"] - 0.5
        and box["right"] <= frame["right"] + 0.5
        and box["top"] >= frame["top"] - 0.5
        and box["bottom"] <= frame["bottom"] + 0.5
    )


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two boxes share more than the pixel that rounding and the air above capitals may cost."""
    wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return wide > 1 and high > 1
