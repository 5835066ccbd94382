"""Tables copied one cell a line, column by column or row by row: each site gets its own numbers, or none."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonecheck.answers.report_import.bring import read_pasted
from bonecheck.answers.report_import.found import Reason
from tests.answers.report_made import LANGUAGES, Row, Style
from tests.answers.test_report_layouts import PLACES, wrong

KINDS = ("bmd", "t", "z")
scores = st.integers(-60, 30).map(lambda tenth: tenth / 10)
densities = st.integers(300, 1700).map(lambda thousandth: thousandth / 1000)


@st.composite
def stacks(draw):
    """Sites and measures one below another; `gaps` says how an empty cell is copied."""
    style = Style(language=draw(st.sampled_from(sorted(LANGUAGES))), minus=draw(st.sampled_from(("-", "\u2212"))))
    named = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=5, unique=True))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, unique=True))
    gap = draw(st.sampled_from((None, None, "", "-", "\u2014", "n/a")))
    rows = []
    for site, region, side in named:
        values = {"bmd": draw(densities), "t": draw(scores), "z": draw(scores)}
        kept = [kind for kind in kinds if gap is None or draw(st.booleans())]
        rows.append(Row(site, region, side, *(values[kind] if kind in kept else None for kind in KINDS)))
    return style, rows, kinds, gap


def cells_of(style, row, kinds, gap):
    shown = {"bmd": style.density(row.bmd), "t": style.score(row.t), "z": style.score(row.z)}
    return [shown[kind] or gap or "" for kind in kinds]


def label(style, kind):
    return dict(zip(KINDS, style.words()[3:6], strict=True))[kind]


def column_wise(style, rows, kinds, gap):
    table = [cells_of(style, row, kinds, gap) for row in rows]
    columns = [[label(style, kind), *(line[at] for line in table)] for at, kind in enumerate(kinds)]
    return [[style.name(row) for row in rows], *columns]


def row_wise(style, rows, kinds, gap):
    heads = [label(style, kind) for kind in kinds]
    return [heads, *([style.name(row), *cells_of(style, row, kinds, gap)] for row in rows)]


def text_of(blocks, between, top):
    """Each cell on its line; where nothing is copied for an empty one, its line is gone."""
    return top + between.join(cell for block in blocks for cell in block if cell)


layouts = st.sampled_from((column_wise, row_wise))
betweens = st.sampled_from(("\n", "\n", "\n\n", "\n \n"))
tops = st.sampled_from(("", "", "Region\n", "Site\n", "DXA report\n\n"))


@given(made=stacks(), layout=layouts, between=betweens, top=tops)
@settings(derandomize=True, max_examples=800, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_stack_of_cells_is_read_right_or_left_out(made, layout, between, top):
    style, rows, kinds, gap = made
    text = text_of(layout(style, rows, kinds, gap), between, top)
    found = read_pasted(text)
    assert wrong(found, rows) == [], text
    assert found.earlier == ()


@given(made=stacks(), layout=layouts, top=tops, dice=st.randoms(use_true_random=False))
@settings(derandomize=True, max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_stack_that_lost_some_of_its_lines_is_read_right_or_left_out(made, layout, top, dice):
    """A number that is lost with its line leaves no gap behind."""
    style, rows, kinds, gap = made
    blocks = layout(style, rows, kinds, gap)
    lost = {dice.randrange(1, 4) for _ in range(dice.choice((1, 2)))}
    spoilt = [[cell for n, cell in enumerate(block) if at == 0 or n == 0 or n not in lost or dice.random() < 0.5] for at, block in enumerate(blocks)]  # fmt: skip
    text = text_of(spoilt, "\n", top)
    assert wrong(read_pasted(text), rows) == [], text


@pytest.mark.parametrize("layout", [column_wise, row_wise])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_stack_is_read_in_every_language(layout, language):
    style = Style(language=language)
    rows = [Row(*place, (80 + at) / 100, (-15 - at) / 10, (-5 - at) / 10) for at, place in enumerate(PLACES)]
    found = read_pasted(text_of(layout(style, rows, KINDS, None), "\n", ""))
    read = {(str(row.site), row.side and str(row.side), row.region): (row.bmd_g_cm2, row.t_score, row.z_score) for row in found.rows}  # fmt: skip
    assert read == {(row.site, row.side, row.region): (row.bmd, row.t, row.z) for row in rows}
    assert found.not_understood == ()


@pytest.mark.parametrize("text", [
    "Region\nL1-L4\nFemoral neck\nTotal hip\nBMD\n0.812\n0.642\n0.771\nT-score\n-2.1\n-1.4",  # one number is gone
    "Lumbar spine\nLeft hip\nT-score\n-3.1",
    "Lumbar spine\nLeft hip\nT-score\n-3.1\n-\n-1.9",
    "Lumbar spine L1-L4\nLeft femoral neck\n-3.1\n-1.9\nT-score",  # the word stands below its numbers
    "L1-L4\nTotal hip\nT-score\nZ-score\n-2.1\n-1.4",  # which column is empty?
    "L1-L4\nT-score\nZ-score\n-2.1",
    "Region\nBMD\nT-score\nL1-L4\n0.812\n-2.1\nTotal hip\n-1.4",
    "Hip\nFemoral neck\nT-score\n-1.9",  # the neck of the hip, or the second of two rows
    "L1-L4\nTotal hip\nT-score\n-2.1\n14",
    "L1-L4\nTotal hip\nBMD\nfoo\nbar\nbaz\nLeft hip\nNeck\nT-score\n-1.2",
])  # fmt: skip
def test_a_stack_whose_counts_do_not_fit_gives_no_number_and_is_listed(text):
    report = read_pasted(text)
    assert (report.rows, report.earlier) == ((), ())
    assert Reason.COLUMNS_DO_NOT_FIT in {piece.reason for piece in report.not_understood}


def test_a_word_for_the_class_below_each_row_or_behind_the_last_column_changes_nothing():
    report = read_pasted("L1-L4\nT-score\n-2.1\nOsteopenia\nLeft total hip\nT-score\n-1.4\nOsteopenia")
    assert [row.t_score for row in report.rows] == [-2.1, -1.4]
    report = read_pasted("L1-L4\nLeft total hip\nT-score\n-2.1\n-1.4\nOsteopenia")
    assert [row.t_score for row in report.rows] == [-2.1, -1.4]


@pytest.mark.parametrize("text", ["Total hip T-score:\n-\n1.7", "Total hip T-score:\n\n-\n\n1.7", "Total hip T-score\n\n1.7"])  # fmt: skip
def test_a_number_far_below_its_word_is_listed(text):
    report = read_pasted(text)
    assert (report.rows, len(report.not_understood)) == ((), 1)
