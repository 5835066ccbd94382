"""The list of hazards names tests that are there."""

import re

import pytest

from bonecheck.evidence.entries import Hazard
from bonecheck.evidence.library import entries
from tests.people import TESTS

NAMED = sorted({test for hazard in entries(Hazard).values() for test in hazard.tests})


@pytest.mark.parametrize("test", NAMED)
def test_each_test_that_guards_against_a_hazard_is_there(test):
    file, _, name = test.partition("::")
    assert re.search(rf"^def {name}\(", (TESTS / file).read_text(encoding="utf-8"), re.MULTILINE)
