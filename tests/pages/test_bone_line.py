"""The bone line: both renderers say the same, and on the narrowest page no label touches another."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonecheck import assess, build
from bonecheck.answers.as_given import REGIONS
from bonecheck.answers.samples import samples
from bonecheck.pictures import bone_svg, look
from bonecheck.pictures.bone_layout import NARROW, WIDE, Layout, lay_out, width_of
from bonecheck.scan.spectrum import of_100_lower
from bonecheck.ui.pictures import bone_plot
from bonecheck.words.bone_line import Kind, bone_line, example_line, person_site
from tests.people import NOTHING_ELSE, ROOT, TODAY, at, finding, finding_keys, plain, report, scanned, woman

SCORE = st.decimals(-6, 4, places=1).map(float)
SCANS = st.dictionaries(st.sampled_from(list(REGIONS)), st.tuples(SCORE, st.none() | SCORE), min_size=1, max_size=6)
HARD = {
    "four within 0.1": dict.fromkeys(list(REGIONS)[:4], -1.7) | {"total_hip_left": -1.8},
    "T -5": {"lumbar_spine": -5.0, "total_hip_left": -4.1},
    "+4.2": {"lumbar_spine": 4.2, "femoral_neck_left": -0.1},
    "forearm alone": {"one_third_radius": -2.9},
    "six equal": dict.fromkeys(list(REGIONS)[:6], -1.0),
    "from -6 to +4": {"lumbar_spine": 4.0, "femoral_neck_left": -6.0, "total_hip_left": -0.9},
}


def scan(scores, **more):
    """A woman of 62 with these T-scores, or T-scores and Z-scores."""
    both = {region: given if isinstance(given, tuple) else (given, None) for region, given in scores.items()}
    answers = {
        "age_years": 62,
        "sex": "female",
        "menopausal_status": "postmenopausal",
        "has_scan": "yes",
        "scan_method": "dxa",
        "scan_regions": list(both),
        "lumbar_spine.vertebrae": "L1-L4",
        **{f"{region}.t_score": t for region, (t, _) in both.items()},
        **{f"{region}.z_score": z for region, (_, z) in both.items() if z is not None},
        **more,
    }
    return assess(build(answers, today=TODAY)[0], on=TODAY)


def everybody():
    """Samples, and the whole people of the vignettes."""
    import tomllib

    for person in samples():
        yield person.key, assess(person.check, on=TODAY)
    for file in sorted(Path(ROOT, "tests/vignettes").glob("*.toml")):
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        answers = (NOTHING_ELSE if told.get("nothing_else") else {}) | told["answers"]
        yield file.stem, assess(build(answers, today=TODAY)[0], on=TODAY)


def drawn_on(found, width=NARROW):
    return lay_out(bone_line(found, found.spectrum), width)


# ------------------------------------------------------------------ both renderers say the same


def in_svg(drawn: str) -> tuple[set[tuple[str, float]], set[tuple[str, float]]]:
    """The texts of a still drawing with their places in percent, and its marks with theirs."""
    texts = re.findall(r'<text x="([-\d.]+)%"[^>]*>([^<]+)</text>', drawn)
    marks = re.findall(r'<svg x="([-\d.]+)%"[^>]*class="mark (\w+)">', drawn)
    return {(text, float(at)) for at, text in texts}, {(kind, float(at)) for at, kind in marks}


def in_plotly(laid: Layout) -> tuple[set[tuple[str, float]], set[tuple[str, float]]]:
    """The same of a figure, its values turned into percent of its axis."""
    drawn = bone_plot.drawing(laid, dark=False)
    low, high = drawn["layout"]["xaxis"]["range"]

    def percent(value):
        return round(100 * (value - low) / (high - low), 2)

    texts = {(re.sub("</?b>", "", note["text"]), percent(note["x"])) for note in drawn["layout"]["annotations"]}
    places = [percent(trace["x"][0]) for trace in drawn["data"] if trace["mode"] == "markers"]
    by_place = {mark.at: mark.kind for mark in laid.line.marks}
    assert set(places) == set(by_place)
    return texts, {(str(by_place[place]), place) for place in places}


def say_the_same(found):
    if found.spectrum is None:
        return
    line = bone_line(found, found.spectrum)
    for width in (NARROW, WIDE):
        laid = lay_out(line, width)
        still_texts, still_marks = in_svg(bone_svg.svg(laid))
        texts, marks = in_plotly(laid)
        assert {(text.replace("&#x27;", "'"), at) for text, at in still_texts} == texts
        assert {at for _, at in still_marks} == {at for _, at in marks}
        assert len(still_marks) <= len(line.marks)
    for mark in line.marks:
        words = " ".join(text.text for text in laid.texts)
        for part in mark.label.split():
            assert part in words


@pytest.mark.parametrize(("who", "found"), [pytest.param(*each, id=each[0]) for each in everybody()])
def test_both_renderers_say_the_same_of_samples_and_vignettes(who, found):
    say_the_same(found)


@settings(max_examples=60, deadline=None)
@given(scores=SCANS)
def test_both_renderers_say_the_same_of_any_scan(scores):
    say_the_same(scan(scores))


# ------------------------------------------------------------------ nothing touches on the narrowest page


def boxes(laid: Layout, width: float):
    """Every text as a box, by the widths of the typeface, with the marks that hang below the bar."""
    for text in laid.texts:
        wide = width_of(text.text, text.size, is_bold=text.is_bold)
        left = text.at * width / 100 + text.shift - {"start": 0, "middle": wide / 2, "end": wide}[text.anchor]
        yield text.text, left, text.y - text.size / 2, left + wide, text.y + text.size / 2
    for pin in laid.pins:
        x = pin.mark.at * width / 100
        yield f"mark of {pin.mark.label}", x - 6, pin.y - 6, x + 6, pin.y + 6


def crossed(laid: Layout, width: float) -> list[str]:
    """Labels through which the line of a mark runs that hangs deeper."""
    texts = [box for box in boxes(laid, width) if not box[0].startswith("mark of ")]
    return [
        f"{what} crossed by {pin.mark.label}"
        for pin in laid.pins
        for what, left, top, right, bottom in texts
        if left < pin.mark.at * width / 100 < right and top < pin.y and bottom > laid.bar_bottom
    ]


def touching(laid: Layout, width: float) -> list[str]:
    placed = list(boxes(laid, width))
    wrong = [f"clipped: {what}" for what, left, _, right, _ in placed if left < -0.6 or right > width + 0.6]
    for one, other in combinations(placed, 2):
        wide = min(one[3], other[3]) - max(one[1], other[1])
        high = min(one[4], other[4]) - max(one[2], other[2])
        if wide > 1 and high > 1:
            wrong.append(f"{one[0]} / {other[0]}")
    return wrong


@pytest.mark.parametrize("name", HARD)
def test_no_label_touches_another_in_the_hard_cases(name):
    found = scan(HARD[name])
    for width in (NARROW, 354, 560):
        assert touching(drawn_on(found), width) == []
    assert touching(drawn_on(found, WIDE), WIDE) == []


@settings(max_examples=80, deadline=None)
@given(scores=SCANS, width=st.integers(NARROW, 760))
def test_no_label_touches_another_in_any_scan_at_any_width(scores, width):
    found = scan(scores)
    if found.spectrum is None:
        return
    laid = drawn_on(found)
    assert touching(laid, width) == []
    # A report has spine, two hips and a forearm; with more, or with a remark on a label, a line may run behind a label.
    if len(scores) <= 4 and not any("," in mark.label for mark in laid.line.marks):
        assert crossed(laid, width) == []


# ------------------------------------------------------------------ what stands on it


def marks(found):
    return {mark.kind: mark for mark in bone_line(found, found.spectrum).marks}


def test_the_person_is_the_site_that_decides_and_other_sites_are_named_by_the_part_of_the_body():
    line = bone_line(*(lambda found: (found, found.spectrum))(scan({"lumbar_spine": -0.9, "femoral_neck_left": -1.8})))
    person, other = line.marks
    assert (person.kind, person.value, plain(person.label)) == (Kind.PERSON, -1.8, "You: -1.8")
    assert (other.kind, other.value) == (Kind.SITE, -0.9)
    assert plain(other.label) == "Lower spine -0.9"
    assert (line.lower, line.scale, line.higher) == ("thinner bone", "T-score", "denser bone")


def test_a_t_score_that_is_not_used_stands_as_an_empty_mark():
    """Fault 17: the score that she was afraid of was nowhere."""
    unused = marks(report(scanned(woman(45, "premenopausal"), at("femoral_neck", t=-1.8, z=-1.6))))[Kind.NOT_USED]
    assert unused.value == -1.8
    assert plain(unused.label) == "T -1.8: not used before menopause"


def test_no_mark_is_called_settled_where_no_score_is():
    undecided = marks(report(scanned(woman(45, None), at("femoral_neck", t=-1.9, z=-1.6))))[Kind.PERSON]
    assert undecided.hollow
    assert "not settled" in undecided.beside


def test_a_score_far_above_average_is_the_mark_where_the_headline_speaks_of_it_and_is_not_called_normal():
    found = scan({"lumbar_spine": 4.2, "femoral_neck_left": -0.1})
    assert found.headline.key == "headline_far_above"
    line = bone_line(found, found.spectrum)
    assert line.marks[0].value == 4.2
    [band] = [band for band in line.bands if band.left <= line.marks[0].at <= band.right]
    assert band.label == "Far above average"
    assert "far above average" in line.marks[0].beside
    assert not any("Normal" in told for told in line.marks[0].told)


def test_ranges_are_called_ranges_and_no_illness():
    found = scan({"lumbar_spine": -0.9})
    assert [band.label for band in bone_line(found, found.spectrum).bands] == [
        "Osteoporosis range",
        "Osteopenia range",
        "Normal range",
    ]


# ------------------------------------------------------------------ people of the same age: one source, never two


@settings(max_examples=80, deadline=None)
@given(t=SCORE, z=st.none() | SCORE, age=st.integers(50, 90))
def test_the_hill_and_the_finding_tell_the_same_number(t, z, age):
    """What is shaded below the person is the normal curve at their Z-score: exactly the number that the finding says."""
    from statistics import NormalDist

    found = scan({"femoral_neck_left": (t, z)}, age_years=age)
    if found.spectrum is None:
        return
    line = bone_line(found, found.spectrum)
    told = finding(found, "same_age") if "same_age" in finding_keys(found) else None
    if line.compared is None or line.compared.upto is None:
        return
    assert told is not None
    assert line.compared.label.startswith(f"{told.values['lower']} of 100 ")
    below = NormalDist(line.compared.at, line.compared.reach).cdf(line.compared.upto)
    assert of_100_lower(100 * below) == pytest.approx(told.values["lower"], abs=1)


def test_without_a_finding_most_people_of_that_age_stand_as_a_bracket():
    found = scan({"femoral_neck_left": -2.1})
    compared = bone_line(found, found.spectrum).compared
    assert (compared.upto, compared.label) == (None, "most US women of 62")


def test_an_earlier_scan_says_whose_age_it_is():
    found = scan({"femoral_neck_left": (-2.1, -0.7)}, scan_date="2023-11-01")
    assert "women of 59 (at your scan)" in bone_line(found, found.spectrum).compared.label


def test_no_group_is_said_of_a_person_who_gave_none():
    found = scan({"femoral_neck_left": -2.1})
    line = bone_line(found, found.spectrum)
    assert "White" not in line.compared.label
    assert "(reference group: White)" in line.alt


def test_nobody_is_compared_where_no_table_and_no_z_score_tells():
    found = scan({"femoral_neck_left": -2.1}, sex="male")
    assert bone_line(found, found.spectrum).compared is None


def test_the_example_on_start_says_that_it_is_one():
    [maria] = [person for person in samples() if person.key == "maria"]
    found = assess(maria.check, on=TODAY)
    line = example_line(found, found.spectrum)
    [mark] = line.marks
    assert mark.label.startswith("Example")
    assert "your" not in line.alt.casefold()
    assert mark.value == person_site(found, found.spectrum).t_score


# ------------------------------------------------------------------ colours


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_person_and_every_line_stand_out_from_every_range_and_the_page(mode):
    """WCAG 1.4.11: 3:1; 1.4.3: 4.5:1 for type."""
    grounds = [*(colours[mode] for colours in look.BAND.values()), look.PAPER[mode]]
    for ground in grounds:
        assert contrast(look.ACCENT[mode], ground) >= 3
        assert contrast(look.INK[mode], ground) >= 4.5
    assert contrast(look.FAINT[mode], look.PAPER[mode]) >= 3
    for type_colour in (look.PEERS, look.MUTED, look.ACCENT, look.INK):
        assert contrast(type_colour[mode], look.PAPER[mode]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_tint_grows_towards_low_in_both_themes(mode):
    """The contrast with the page, which is what the eye and grey print see, falls from the low end to the normal one."""
    order = [contrast(look.BAND[key][mode], look.PAPER[mode]) for key in ("osteoporosis", "osteopenia", "normal")]
    assert order == sorted(order, reverse=True)
    assert order[0] > 1.3 * order[1]


def test_no_range_is_red():
    for colours in look.BAND.values():
        for colour in colours.values():
            red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
            assert red <= 1.15 * max(green, blue)
