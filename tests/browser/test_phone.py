"""On a phone of 390x844: the first screen of the results, the picture, typing a minus."""

import re
from itertools import combinations, pairwise

import pytest
from playwright.sync_api import expect

from bonecheck.answers.as_given import REGIONS
from bonecheck.words.interface import text
from tests.browser.faults import LEAST_TARGET_PX, misplaced, overlap, pictures
from tests.browser.people import THREE_SITES, WOMAN, scan
from tests.browser.presenting import show

SCANS = {
    "three sites": THREE_SITES,
    "six sites, all equal": scan(**dict.fromkeys(list(REGIONS)[:6], -1.7)),
    "six sites, two by two": scan(**dict(zip(list(REGIONS)[:6], (-2.5, -2.5, -1.0, -1.0, 0.3, 0.3), strict=True))),
    "four within 0.1": scan(lumbar_spine=-1.7, femoral_neck_left=-1.7, total_hip_left=-1.6, total_hip_right=-1.6),
    "T -5": scan(lumbar_spine=-5.0, total_hip_left=-4.1),
    "+4.2": scan(lumbar_spine=4.2, femoral_neck_left=-0.1),
    "forearm alone": {**scan(one_third_radius=-2.9), "scan_method": "dxa"},
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


def test_headline_and_whole_picture_stand_on_the_first_screen(phone):
    """Of the example, of clients whose first line is longer, and of oneself."""
    phone.open().hit(phone.page.locator("[class*=st-key-open_] button"))
    expect(phone.charts.first).to_be_visible()
    on_the_first_screen(phone.settle())
    for who in ("anne", "robert", "david"):
        on_the_first_screen(show(phone.as_new().open("/coaches"), who))
    on_the_first_screen(phone.put_draft(THREE_SITES).open("/results"))


def on_the_first_screen(phone):
    assert phone.scrolled() == 0
    header = phone.page.get_by_test_id("stHeader").bounding_box()
    for piece in (phone.heading, phone.charts.first):
        box = piece.bounding_box()
        assert box["y"] >= header["y"] + header["height"] - 1
        assert box["y"] + box["height"] <= 844
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("who", SCANS)
def test_nothing_in_the_picture_is_clipped_or_lies_over_something_else(phone, who):
    """As Plotly draws it on the results, and as it stands still in the check; on the narrowest phone and on a laptop."""
    phone.put_draft(SCANS[who])
    wrong = {}
    for page, within in (("/results", ".st-key-spectrum"), ("/picture", ".bone-line")):
        phone.open(page)
        for width in (320, 390, 1280):
            [drawn] = pictures(phone.resize(width, 844), within)
            sites = len([key for key in SCANS[who] if key.endswith((".t_score", ".z_score", ".bmd_g_cm2"))])
            wrong[page, width] = misplaced(drawn, width) + [
                f"two marks at {one['left']:.0f}"
                for one, other in combinations(drawn["marks"], 2)
                if overlap(one, other)
            ]
            assert len(drawn["marks"]) == sites
            assert len(drawn["texts"]) >= sites + 2 + 3  # sites, ranges, and which way is which
            assert phone.width() == (width, width)
    assert not any(wrong.values()), wrong


# ------------------------------------------------------------------ typing a score


def test_a_score_field_is_plain_text_and_never_without_a_minus(phone, tab):
    """The figures of an iPhone have no minus, so a key for it stands beside them; where there is none, all keys are there."""
    for device in (phone, tab):
        device.put_draft(THREE_SITES).open("/your-scan")
        for site in THREE_SITES["scan_regions"]:
            for score in ("t_score", "z_score"):
                field = device.field(f"{site}.{score}")
                assert field.get_attribute("type") == "text"
                assert field.get_attribute("pattern") is None
                with_key = minus(device, f"{site}.{score}").count() == 1
                assert (
                    field.get_attribute("inputmode") == "decimal" if with_key else not field.get_attribute("inputmode")
                )
                assert with_key is (device is phone)


def minus(tab, key):
    """The key for a minus of a score."""
    return tab.page.locator(f".st-key-q_{key.replace('.', '-')}").get_by_role("button", name=text("check.minus"))


def test_the_key_for_a_minus_turns_the_sign_before_and_after_the_figure_is_typed(phone):
    key = "total_hip_left.t_score"
    without = {other: answer for other, answer in THREE_SITES.items() if other != key}
    phone.put_draft(without).open("/your-scan").hit(phone.field(key)).hit(minus(phone, key))
    expect(phone.field(key)).to_be_focused()
    phone.page.keyboard.type("1.5")
    phone.page.keyboard.press("Enter")
    phone.keeps({**without, key: -1.5})
    # A sign that was forgotten is asked for, beside a field for the bone density; the key still belongs to its figure.
    phone.settle().type_in(key, "1.5")
    expect(phone.field("total_hip_left.bmd_g_cm2")).to_be_visible()
    # A field that was drawn anew stands behind the key in the page, and may not lie over it.
    phone.field(key).evaluate("""field => {
        const box = field.closest('[class*="st-key-q_"]');
        box.append([...box.children].find(part => part.contains(field)));
    }""")
    phone.hit(minus(phone, key))  # with a figure in the field the key is read at once
    expect(phone.field(key)).to_have_value(re.compile("^[-\u2212]1.5$"))
    phone.keeps({**without, key: -1.5})


def test_a_typographic_minus_a_comma_and_the_word_minus_are_understood(phone):
    phone.put_draft(THREE_SITES).open("/your-scan")
    for typed, shown in (("\u22121,8", "-1.8"), ("minus 1.7", "-1.7"), ("\u20132,45", "-2.45")):
        phone.type_in("total_hip_left.t_score", typed)
        expect(phone.field("total_hip_left.t_score")).to_have_value(shown)
        phone.keeps({**THREE_SITES, "total_hip_left.t_score": float(shown)})


def test_the_figures_of_a_site_stand_in_one_row_and_are_read_in_full_beside_their_keys(phone):
    scores = {"t_score": -1.85, "z_score": -0.45, "bmd_g_cm2": 0.759}
    phone.put_draft({**THREE_SITES, **{f"total_hip_left.{score}": said for score, said in scores.items()}})
    phone.open("/your-scan")
    for width in (390, 360, 320):
        phone.resize(width, 844)
        fields = [phone.field(f"total_hip_left.{score}") for score in scores]
        boxes = [field.bounding_box() for field in fields]
        assert len({box["y"] for box in boxes}) == 1
        assert all(left["x"] + left["width"] <= right["x"] for left, right in pairwise(boxes))
        assert [field.input_value() for field in fields] == [str(said) for said in scores.values()]
        assert [field.evaluate("field => field.scrollWidth > field.clientWidth") for field in fields] == [False] * 3
        for score in ("t_score", "z_score"):
            key = minus(phone, f"total_hip_left.{score}").bounding_box()
            assert phone.field(f"total_hip_left.{score}").evaluate(END) <= key["x"]
            assert min(key["width"], key["height"]) >= LEAST_TARGET_PX


# Where the room for the figure ends.
END = """field => field.getBoundingClientRect().right - parseFloat(getComputedStyle(field).paddingRight)"""
