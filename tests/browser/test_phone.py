"""On a phone of 390x844: the first screen of the results, the picture, typing a minus, the menu."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from bonecheck.answers.as_given import REGIONS
from tests.browser.conftest import PHONE
from tests.browser.people import THREE_SITES, WOMAN, scan

# Everything written in the picture, and every marker under the line, as the boxes they take on the screen.
PICTURE = """plot => {
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { what: node.textContent.trim() || 'marker', left, top, right, bottom };
  };
  const svg = box(plot.querySelector('.main-svg'));
  const bar = Math.max(...[...plot.querySelectorAll('.shapelayer path')].map((path) => path.getBBox())
    .filter((b) => b.width > 20).map((b) => b.y + b.height)) + svg.top;
  return {
    svg,
    texts: [...plot.querySelectorAll('text')].filter((t) => t.textContent.trim()).map(box),
    markers: [...plot.querySelectorAll('.scatterlayer .points path')].map(box).filter((m) => m.top > bar),
  };
}"""
SCANS = {
    "three sites": THREE_SITES,
    "six sites, all equal": scan(**dict.fromkeys(list(REGIONS)[:6], -1.7)),
    "six sites, two by two": scan(**dict(zip(list(REGIONS)[:6], (-2.5, -2.5, -1.0, -1.0, 0.3, 0.3), strict=True))),
    "from -6 to +4": scan(lumbar_spine=4.0, femoral_neck_left=-6.0, total_hip_left=-0.9),
    "all in the middle": scan(lumbar_spine=-1.0, femoral_neck=-0.9, total_hip=-1.1, one_third_radius=-1.2),
    "estimated and not counted": {
        **scan(lumbar_spine=-1.1, total_hip=-0.7),
        "scan_regions": ["lumbar_spine", "femoral_neck_right", "total_hip"],
        "lumbar_spine.vertebrae": "other",
        "lumbar_spine.vertebrae_other": ["L1"],
        "femoral_neck_right.bmd_g_cm2": 0.714,  # (0.714 - 0.858) / 0.120 = -1.2, in the middle of the line
    },
    "by Z-score": {
        **WOMAN,
        "age_years": 44,
        "menopausal_status": "premenopausal",
        "scan_regions": ["femoral_neck_left", "total_hip_right"],
        "femoral_neck_left.z_score": -2.0,
        "total_hip_right.z_score": 0.2,
    },
}


@pytest.mark.parametrize("who", ["maria", "anne", "robert"])
def test_a_samples_headline_and_whole_picture_stand_on_the_first_screen(phone, who):
    phone.open()
    phone.page.locator(f".st-key-open_{who} button").tap()
    on_the_first_screen(phone)


def test_ones_own_headline_and_whole_picture_stand_on_the_first_screen(phone):
    phone.put_draft(THREE_SITES).open("/results")
    on_the_first_screen(phone)


def on_the_first_screen(phone):
    chart = phone.chart().first
    assert phone.page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0
    header = phone.page.get_by_test_id("stHeader").bounding_box()
    for piece in (phone.heading, chart):
        box = piece.bounding_box()
        assert box["y"] >= header["y"] + header["height"] - 1
        assert box["y"] + box["height"] <= 844
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


@pytest.fixture(scope="module", params=[360, 390])
def phone_of_width(request, lasting_tab):
    return lasting_tab(**{**PHONE, "viewport": {"width": request.param, "height": 844}}), request.param


@pytest.fixture(scope="module")
def lasting_phone(lasting_tab):
    return lasting_tab(**PHONE)


@pytest.mark.parametrize("who", SCANS)
def test_nothing_in_the_picture_is_clipped_or_lies_over_something_else(phone_of_width, who):
    phone, width = phone_of_width
    phone.put_draft(SCANS[who]).open("/results")
    picture = phone.chart().first.evaluate(PICTURE)
    frame, texts, markers = picture["svg"], picture["texts"], picture["markers"]
    sites = SCANS[who]["scan_regions"]
    assert len(markers) == len(sites)
    assert len(texts) >= len(sites) + 2 + 5  # sites, bands, ticks
    assert frame["right"] <= width
    assert [box["what"] for box in (*texts, *markers) if not inside(box, frame)] == []
    everything = [*texts, *markers]
    assert [
        f"{one['what']} / {other['what']}"
        for number, one in enumerate(everything)
        for other in everything[number + 1 :]
        if overlap(one, other)
    ] == []
    assert phone.width() == (width, width)


def inside(box, frame):
    return (
        box["left"] >= frame["left"] - 0.5
        and box["right"] <= frame["right"] + 0.5
        and box["top"] >= frame["top"] - 0.5
        and box["bottom"] <= frame["bottom"] + 0.5
    )


def overlap(one, other):
    """Whether two boxes share more than the pixel that rounding and the air above capitals may cost."""
    wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return wide > 1 and high > 1


# ------------------------------------------------------------------ every page


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", {}),
        ("/about-you", {}),
        ("/your-scan", {}),
        *[("/risk-factors", {"risk_factors": part}) for part in range(4)],
        *[("/lifestyle", {"lifestyle": part}) for part in range(3)],
        ("/results", {}),
        ("/t-score-or-risk-factors", {}),
        ("/evidence", {}),
    ],
)
def test_no_page_is_wider_than_the_phone_with_every_site_and_every_message_on_it(lasting_phone, path, place):
    lasting_phone.put_draft(CROWDED, place).open(path)
    assert lasting_phone.width() == (390, 390)


CROWDED = {
    **scan(**dict.fromkeys(REGIONS, -1.7)),
    "total_hip.t_score": "1.8",
    "total_hip.bmd_g_cm2": "823",
    "one_third_radius.z_score": "not printed on the report I have here",
    "scan_regions": [*REGIONS, "heel", "finger", "whole_body"],
    "lumbar_spine.vertebrae": "other",
    "lumbar_spine.vertebrae_other": ["L1"],
    "fracture_since_50": "yes",
    "fracture_at_40_to_49": "yes",
    "parent_hip_fracture": "mother",
    "frax_major_percent": 5,
    "frax_hip_percent": 7.5,
    "smoking": "current",
    "glucocorticoids": "now",
    "height_cm": "1.7",
    "scan_date": "2999-01-01",
    "drinks_per_week.wine": "a glass or two, on most days of the week but never on Mondays",
}


# ------------------------------------------------------------------ typing a score


def test_a_score_field_is_plain_text_so_that_a_phone_offers_a_minus(phone):
    """The number keyboards of an iPhone (type=number, inputmode numeric or decimal) have no minus."""
    phone.put_draft(THREE_SITES).open("/your-scan")
    for site in THREE_SITES["scan_regions"]:
        for score in ("t_score", "z_score", "bmd_g_cm2"):
            field = phone.field(f"{site}.{score}")
            assert field.get_attribute("type") == "text"
            assert field.get_attribute("inputmode") in {None, "text"}
            assert field.get_attribute("pattern") is None


@pytest.mark.parametrize(("typed", "shown"), [("\u22121,8", "-1.8"), ("minus 1.8", "-1.8"), ("\u20132,45", "-2.45")])
def test_a_typographic_minus_a_comma_and_the_word_minus_are_understood(phone, typed, shown):
    phone.put_draft(THREE_SITES).open("/your-scan").type_in("total_hip_left.t_score", typed)
    expect(phone.field("total_hip_left.t_score")).to_have_value(shown)
    assert phone.kept()["total_hip_left.t_score"] == float(shown)


def test_the_three_figures_of_a_site_stand_in_one_row(phone):
    phone.put_draft(THREE_SITES).open("/your-scan")
    boxes = [phone.field(f"total_hip_left.{score}").bounding_box() for score in ("t_score", "z_score", "bmd_g_cm2")]
    assert len({box["y"] for box in boxes}) == 1
    assert all(left["x"] + left["width"] <= right["x"] for left, right in pairwise(boxes))
    assert all(box["width"] >= 80 for box in boxes)  # "-1.85" in large type


# ------------------------------------------------------------------ the menu


def test_the_menu_of_a_phone_leads_to_every_page(phone):
    phone.open()
    for title, heading in (("Results", "Your results"), ("Risk factors", "Bones and falls"), ("Evidence", "Evidence")):
        phone.page.get_by_test_id("stExpandSidebarButton").tap()
        phone.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).tap()
        expect(phone.heading).to_have_text(heading)
        expect(phone.page.get_by_test_id("stExpandSidebarButton")).to_be_visible()  # the menu has closed again
        phone.settle()
        assert phone.width() == (390, 390)
