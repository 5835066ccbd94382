"""Makes the page for the doctor as a PDF, in memory: always one page, and behind it all findings where they are wanted."""

import os
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore
from typing import Literal

import msgspec
import typst
from pypdf import PdfReader

from bonecheck.handout.contents import Page, Paper, last_to_give_way, shorter, with_more_of

_SOURCE = Path(__file__).with_name("page.typ")
_AT_ONCE = BoundedSemaphore(os.cpu_count() or 1)
_TAGGED: Literal["ua-1"] = "ua-1"  # refuses a picture without words, and a letter that no type has


def pdf(whole_page: Page, paper: Paper) -> bytes:
    """The page as PDF. What gives way on a full page, and in which order, stands in `data/handout.toml`."""
    page, made = _fitted(whole_page, paper)
    return made if page.findings is None else _set(page, paper)[1]


def one_page(whole_page: Page, paper: Paper) -> Page:
    """What one sheet has room for, and all findings as they are."""
    return replace(settable(whole_page, paper), given_by=whole_page.given_by, label=whole_page.label)


def settable(whole_page: Page, paper: Paper) -> Page:
    """The same, without a name or a label that no type of ours can set."""
    return _fitted(whole_page, paper)[0]


def together(pages: Sequence[Page], paper: Paper) -> bytes:
    """Pages of many people, each as `settable` gives it, as one PDF."""
    return _compiled(pages, paper)


def _fitted(whole_page: Page, paper: Paper) -> tuple[Page, bytes]:
    """What one sheet has room for, with the findings behind it; and that one sheet without them."""
    wanted = replace(whole_page, findings=None)
    sheets = (found for page in shorter(wanted) if (found := _on_one_sheet(page, paper)) is not None)
    if (fitting := next(sheets, None)) is None:
        raise AssertionError("what never gives way is longer than a page")
    page, made = fitting
    for part in last_to_give_way():  # a large part that gave way may leave room for those that did before it
        for fuller in with_more_of(part, page, wanted):
            if (again := _on_one_sheet(fuller, paper)) is not None:
                page, made = again
                break
    return replace(page, findings=whole_page.findings), made


def _on_one_sheet(page: Page, paper: Paper) -> tuple[Page, bytes] | None:
    page, made = _set(page, paper)
    return (page, made) if len(PdfReader(BytesIO(made)).pages) == 1 else None


def _set(page: Page, paper: Paper) -> tuple[Page, bytes]:
    """The page as it can be set; a name or label that no type of ours can set is left to be written by hand."""
    for settable in (page, replace(page, given_by=""), replace(page, label=""), replace(page, given_by="", label="")):
        try:
            return settable, _compiled([settable], paper)
        except typst.TypstError:
            if not page.given_by and not page.label:
                raise
    raise AssertionError("a page without a name or a label cannot be set")


def _compiled(pages: Sequence[Page], paper: Paper) -> bytes:
    inputs = {"pages": msgspec.json.encode(pages).decode(), "paper": paper.value}
    with _AT_ONCE:
        made: bytes = typst.compile(_SOURCE, sys_inputs=inputs, ignore_system_fonts=True, pdf_standards=_TAGGED)
    return made
