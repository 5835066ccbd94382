"""What follows the page for the doctor: every finding and open point with its sources, and the numbers of the report."""

import re
from io import BytesIO

import msgspec
import pytest
from pypdf import PdfReader

from bonecheck import build
from bonecheck.evidence.library import citations, model
from bonecheck.handout.contents import Paper, page
from bonecheck.handout.pdf import pdf
from bonecheck.outcomes import Finding
from bonecheck.risk.chance import ModelRisk
from bonecheck.risk.screening.score_range import ScreeningScore
from bonecheck.words.language import cut_off, number, single_figures, texts
from bonecheck.words.outcomes import all_texts, words
from bonecheck.words.risk import licence_note, model_text, remark_words
from tests.handout.test_handout import FULLEST, NUMBER, PEOPLE, made, numbers_in, text_of
from tests.made_up import made_up
from tests.pages.visitor import BROKEN, NEVER
from tests.people import TODAY, report

MADE_UP = 10
OPEN, SOURCES, HEAD = "What could not be judged", "Sources1.", "Finding In clinical terms Sources"


def everybody():
    yield from PEOPLE.values()
    yield from (build(answers, today=TODAY)[0] for answers in made_up(MADE_UP))


def pages_of(check, paper=Paper.A4):
    return made(check, paper, with_findings=True).pages


def squeezed(text):
    """A text without its spaces: a line on paper may end at any of them, and after a slash."""
    return re.sub(r"\s", "", text)


def behind(check, paper=Paper.A4):
    """All that stands on the pages behind the first one, without their heads."""
    others = pages_of(check, paper)[1:]
    return "".join(
        squeezed(re.sub(r"^.*?date of birth: *\n", "", each.extract_text(), flags=re.DOTALL)) for each in others
    )


def test_the_first_page_stays_as_it_is_in_both_sizes_and_the_others_are_numbered():
    for check in everybody():
        for paper in Paper:
            first, *others = pages_of(check, paper)
            assert " ".join(first.extract_text().split()) == text_of(check, paper)
            assert others
            for place, other in enumerate(others, start=2):
                text = " ".join(other.extract_text().split())
                assert text.startswith("My bone check, for my doctor 22 November 2026")
                assert f"{place}/{len(others) + 1}" in text[:60]
                assert "My name and date of birth:" in text[:100]
                assert not NEVER.search(text)
                assert not BROKEN.search(text)
                assert not re.search(r"\*\*|\]\(", text)


def test_every_finding_stands_there_in_its_words_the_most_pressing_first_with_each_of_its_sources():
    for check in everybody():
        text, told = behind(check), report(check)
        cited = text.split(SOURCES)[-1]
        found = text.split(SOURCES)[0].split(squeezed(OPEN))[0].replace(squeezed(HEAD), "")  # again on each page
        in_order = sorted(told.findings, key=lambda each: -each.concern)
        said = [words(each) for each in in_order]
        longest = [each for each in said if len(each.title + each.clinical) > 700]  # may go on on the next page
        assert all(part.strip(".") in found for each in longest for part in squeezed(each.clinical).split(","))
        rows = [squeezed(each.title + each.clinical) for each in said if each not in longest]
        assert [row for row in rows if row not in found] == []
        assert [found.index(row) for row in rows] == sorted(found.index(row) for row in rows)
        for key in {key for each in told.findings for key in each.sources}:
            assert squeezed(citations()[key].text) in cited


def test_a_finding_is_followed_by_the_numbers_of_its_own_sources():
    made_page = page(report(FULLEST), FULLEST, on=TODAY, with_findings=True).findings
    found = {title: numbers for title, _, numbers in made_page.tables[0].rows}
    for each in report(FULLEST).findings:
        named = [made_page.sources[int(place) - 1].text for place in found[words(each).title].split(", ")]
        assert sorted(named) == sorted(citations()[key].text for key in each.sources)


def test_all_that_could_not_be_judged_stands_there_with_why():
    for check in everybody():
        text, told = behind(check), report(check)
        missing = text.split(squeezed(OPEN))[-1].split(SOURCES)[0]
        for outcome in told.not_assessed:
            assert squeezed(words(outcome).title) in missing
            assert squeezed(words(outcome).clinical) in missing
        assert (squeezed(OPEN) in text) == bool(told.not_assessed)
        assert "neverreadasano" in text or not told.not_assessed


def test_each_model_and_tool_stands_there_with_its_conditions_and_its_sources():
    for check in everybody():
        text, told = behind(check), report(check)
        cited = text.split(SOURCES)[-1]
        for risk in told.models:
            if isinstance(risk, ModelRisk):
                assert squeezed(model_text(risk.model).name) in text
                assert squeezed(licence_note(risk.model)) in text
                assert all(squeezed(remark_words(remark)) in text for remark in risk.remarks)
                assert all(squeezed(citations()[key].text) in cited for key in model_text(risk.model).sources)
        for tool in told.screening:
            if isinstance(tool, ScreeningScore):
                assert squeezed(citations()[model(tool.tool)["source"]].text) in cited


def of_rules(told):
    """The numbers of the texts themselves, which are the same for others: their own digits, cut-offs and figures."""
    raw = []
    for outcome in (*told.findings, *told.not_assessed):
        key = outcome.key if isinstance(outcome, Finding) else outcome.reason
        for name in ("outcomes", "not_assessed", "reasons"):
            for form in (key, f"{key}.one", outcome.key):
                if (text := all_texts(name).get(form)) is not None:
                    raw += [text.title, text.clinical]
    for kind in texts("names.toml").values():
        raw += [text for text in kind.values() if isinstance(text, str)]
    raw += [
        text
        for key, text in texts("messages.toml").items()
        if isinstance(text, str) and key.startswith(("risk_", "remark_", "tools_", "comparison_", "amount_"))
    ]
    raw += [licence_note(risk.model) for risk in told.models if isinstance(risk, ModelRisk)]
    for text in raw:
        yield from NUMBER.findall(text)
        for place in re.findall(r"\{(\w+)\}", text):
            if (figure := single_figures().get(place)) is not None:
                yield from NUMBER.findall(figure)
            elif place in texts("thresholds.toml"):
                yield from NUMBER.findall(cut_off(place))


def test_every_number_is_one_of_the_report_or_of_the_rule_that_it_stands_in():
    for check in everybody():
        told = report(check)
        allowed = set(of_rules(told)) | set(numbers_in(msgspec.to_builtins(told)))
        allowed |= set(numbers_in(msgspec.to_builtins(check.dxa_report)))
        allowed |= {number(float(f"{float(each):.2g}")) for each in allowed if each.startswith("0.0")}  # a small chance
        made_page = page(told, check, on=TODAY, with_findings=True).findings
        allowed |= {number(place) for place in range(1, len(made_page.sources) + 1)}
        text = " ".join(" ".join(each.extract_text().split()) for each in pages_of(check)[1:])
        text = re.sub(r"My bone check, for my doctor \d+ \w+ \d+, \d/\d", "", text).split(" Sources 1.")[0]
        text = re.sub(r"L\d|cm2", "", text)
        assert {found for found in NUMBER.findall(text) if found not in allowed} == set()


def kinds(element, found):
    """How often each kind of tag stands in a tree of tags."""
    element = element.get_object()
    if hasattr(element, "get"):
        found[element.get("/S")] = found.get(element.get("/S"), 0) + 1
        children = element.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            kinds(child, found)
    return found


def test_the_tables_are_tagged_and_their_head_stands_on_every_page_that_they_reach():
    reader = PdfReader(BytesIO(pdf(page(report(FULLEST), FULLEST, on=TODAY, with_findings=True), Paper.A4)))
    found = kinds(reader.trailer["/Root"]["/StructTreeRoot"], {})
    assert found["/TH"] == 6 + 3 + 2
    assert found["/Link"] > 10
    second, third = (" ".join(reader.pages[place].extract_text().split()) for place in (1, 2))
    assert HEAD in second
    assert HEAD in third


@pytest.mark.parametrize("name", ["the fullest", "nothing answered"])
def test_nothing_follows_where_nobody_asked_for_it(name):
    assert len(made(PEOPLE[name]).pages) == 1
