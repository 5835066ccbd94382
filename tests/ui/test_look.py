"""The colours of the pictures are those of the theme."""

import tomllib

import pytest

from bonecheck.pictures import look
from tests.people import ROOT

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_pictures_have_the_colours_of_the_theme(mode):
    assert look.INK[mode] == THEME[mode]["textColor"]
    assert look.PAPER[mode] == THEME[mode]["backgroundColor"]
    assert look.ACCENT[mode] == THEME[mode]["linkColor"]
    assert [look.ACCENT[mode], look.PEERS[mode]] == THEME[mode]["chartCategoricalColors"][:2]
