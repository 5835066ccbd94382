"""No page about a person is longer than three screens of a phone while its folds are closed."""

import pytest

from bonecheck.answers.as_given import answers_from
from bonecheck.answers.samples import sample
from bonecheck.ui.session.place import SCREENS
from tests.browser.people import SCANS_OVER_TIME

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
WITH_SCANS = ("your-scan", "results", "plan", "my-answers", "what-if")  # the pages that earlier scans can make longer


EARLIER = {key: answer for key, answer in SCANS_OVER_TIME.items() if key.startswith("earlier.1.")}
# Without the slip in one of them, which stands on the results until it is put right.
THREE_EARLIER = {
    key: answer for key, answer in SCANS_OVER_TIME.items() if key.startswith("earlier.") and answer != "1.4"
}


@pytest.mark.parametrize(
    ("who", "more", "pages"),
    [
        ("maria", {}, PAGES),
        ("ellen", {}, PAGES),
        *(("ellen", earlier, WITH_SCANS) for earlier in (EARLIER, THREE_EARLIER)),
    ],
)
def test_every_page_of_somebody_who_answered_all_is_at_most_three_screens_long(phone, who, more, pages):
    phone.put_draft(answers_from(sample(who).check) | more)
    found = {page: phone.open(f"/{page}").page.evaluate(HEIGHT) for page in pages}
    assert {page: height for page, height in found.items() if height > THREE_SCREENS_PX} == {}
