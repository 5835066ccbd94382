"""The page for the doctor as a web page: the same words as on paper, escaped, and nothing from elsewhere."""

import re
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from bonecheck.handout.contents import Paper, Picture, page
from bonecheck.handout.logo import logo
from bonecheck.handout.pdf import one_page, pdf
from bonecheck.handout.web import web
from tests.handout.test_findings import squeezed
from tests.handout.test_handout import FULLEST, PEOPLE, every_kind, made, text_of
from tests.handout.test_logo import picture
from tests.pages.visitor import BROKEN, NEVER
from tests.people import TODAY, report

HOSTILE = '</style></title><script>alert(1)</script><img src=x onerror="alert(2)">&amp; {{ 7 * 7 }} \'"'


class Read(HTMLParser):
    """What a web page says outside its pictures, its elements, and the words of its pictures."""

    EMPTY = ("meta", "col", "img", "link", "br", "hr", "input")

    def __init__(self, file):
        super().__init__()
        self.said, self.tags, self.alts, self.within = [], [], [], []
        self.number = 0
        self.feed(file.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.within.append(tag)
        self.number = 0 if tag == "ol" else self.number + 1 if tag == "li" else self.number
        if self.within[-2:] == ["ol", "li"]:
            self.said.append(f"{self.number}.")  # which a browser writes by itself

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.within.pop() == tag

    def handle_data(self, data):
        if self.within[-2:] == ["svg", "title"] and self.within.count("svg") == 1:
            self.alts.append(data)
        elif not {"svg", "style", "head"} & set(self.within):
            self.said.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.said).split())


def read(check, **more):
    return Read(web(page(report(check), check, on=TODAY, **more), Paper.A4))


HEADED = {
    "signs": "signs",
    "steps": "steps",
    "questions": "questions",
    "numbers": "rows",
}  # a title, and what it is over


def told_by(part):
    """Every text of a page, in any depth."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from told_by(each)
    elif is_dataclass(part) and not isinstance(part, Picture):
        without = {f"{title}_title" for title, under in HEADED.items() if not getattr(part, under, ())}
        for field in fields(part):
            if field.name not in {"language", "font", "shares", "link", *without}:
                yield from told_by(getattr(part, field.name))


def test_it_says_what_the_paper_says_in_the_same_order():
    for check in every_kind():
        without_picture = replace(page(report(check), check, on=TODAY, unusable=2), line=())
        on_paper = PdfReader(BytesIO(pdf(without_picture, Paper.A4))).pages[0].extract_text()
        assert squeezed(Read(web(without_picture, Paper.A4)).text) == squeezed(on_paper)


def test_every_text_of_the_page_and_of_the_findings_stands_there_and_nothing_that_may_not():
    for check in every_kind():
        told = page(report(check), check, on=TODAY, given_by="Dr. Example", with_findings=True)
        seen = Read(web(told, Paper.A4))
        text = squeezed(seen.text)
        assert [said for said in told_by(one_page(told, Paper.A4)) if squeezed(said) not in text] == []
        assert not NEVER.search(seen.text)
        assert not BROKEN.search(seen.text)
        assert seen.within == []


def test_it_holds_no_script_and_asks_nobody_for_anything():
    told = page(report(FULLEST), FULLEST, on=TODAY, logo=logo(picture()), with_findings=True)
    file = web(told, Paper.A4)
    for tag, attributes in Read(file).tags:
        assert tag not in {"script", "link", "iframe", "object", "embed", "form", "base", "img"}
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        if "href" in attributes:
            assert tag == "a" or attributes["href"].startswith("data:image/png;base64,")
            assert tag != "a" or re.match(r"https?://", attributes["href"])
    assert b"default-src 'none'" in file
    assert not re.search(rb"url\(|@import", file)


@pytest.mark.parametrize(
    "name", [HOSTILE, "\u202e" + HOSTILE, "שלום <b>רב</b>", "a" * 500, "\U0001f600\n\n", "张伟", "e" + "\u0301" * 400]
)
def test_a_hostile_name_is_shown_as_it_stands_and_does_nothing(name):
    seen, usual = read(FULLEST, given_by=name, logo=logo(picture())), read(FULLEST, logo=logo(picture()))
    assert [tag for tag, _ in seen.tags if tag not in {"bdi", "span"}] == [
        tag for tag, _ in usual.tags if tag not in {"bdi", "span"}
    ]
    assert "49" not in seen.text.split("Given by:")[1][:80]
    shown = page(report(FULLEST), FULLEST, on=TODAY, given_by=name).given_by
    assert f"Given by: {shown}".strip() in seen.text
    assert "\u202e" not in seen.text
    assert len(shown) <= 60


def test_its_language_its_headings_and_the_words_of_its_picture_are_told():
    seen = read(PEOPLE["maria"], with_findings=True)
    assert ("html", {"lang": "en"}) in seen.tags
    headings = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch(r"h\d", tag)]
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    [told] = page(report(PEOPLE["maria"]), PEOPLE["maria"], on=TODAY).line
    assert seen.alts == [told.alt]


def test_what_gives_way_on_paper_gives_way_here_so_that_it_prints_on_one_page():
    whole = page(report(FULLEST), FULLEST, on=TODAY)
    assert whole.line
    assert [tag for tag, _ in read(FULLEST).tags if tag == "svg"] == []
    assert len(made(FULLEST).pages) == 1
    assert "thinner bone" not in text_of(FULLEST)
