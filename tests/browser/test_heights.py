"""No page about a person is longer than three screens of a phone while its folds are closed."""

import pytest

from bonecheck.answers.as_given import answers_from
from bonecheck.answers.samples import sample
from bonecheck.ui.session.place import SCREENS

THREE_SCREENS_PX = 3 * 844
HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
PAGES = (
    "",
    *(screen.replace("_", "-") for screen in SCREENS),
    "bring-report",
    "results",
    "plan",
    "my-answers",
    "what-if",
    "meals",
)


@pytest.mark.parametrize("who", ["maria", "ellen"])
def test_every_page_of_somebody_who_answered_all_is_at_most_three_screens_long(phone, who):
    phone.put_draft(answers_from(sample(who).check))
    found = {page: phone.open(f"/{page}").settle().page.evaluate(HEIGHT) for page in PAGES}
    assert {page: height for page, height in found.items() if height > THREE_SCREENS_PX} == {}
