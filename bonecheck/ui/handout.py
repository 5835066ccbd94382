"""Offers the page for the doctor: a PDF or a web page that is made when it is asked for, and kept nowhere."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from bonecheck import Check, Report
from bonecheck.errors import UnreadableFile
from bonecheck.evidence.library import whole
from bonecheck.evidence.pages import Handout
from bonecheck.handout.contents import Paper, page, paper_in
from bonecheck.ui.prose import literal
from bonecheck.ui.session import answers
from bonecheck.ui.session.keys import LOGO
from bonecheck.ui.session.visit import made_later
from bonecheck.words import interface
from bonecheck.words.problems import error_words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the page is to have beside what everybody's has. It lives in the fields alone: no answer, draft or file holds it."""

    given_by: str = ""
    logo: str = ""
    with_findings: bool = False


def download(report: Report) -> None:
    """The page of the open answers, on the paper of the country."""
    _offer(report, paper_in(answers.country()), interface.text("results.for_doctor"), key="for_doctor")


def on_each_paper(report: Report) -> None:
    """The same on either paper, where somebody prints on another one, and as a web page.

    With all findings behind it and with who gives it, where that is wanted.
    """
    with_findings = st.checkbox(interface.text("results.with_findings"), key="with_findings")
    given_by, logo = giver()
    wanted = _Wanted(given_by=given_by, logo=logo, with_findings=with_findings)
    with st.container(horizontal=True, gap="small"):
        for paper in Paper:
            label = interface.text(f"results.for_doctor_on.{paper}")
            _offer(report, paper, label, key=f"for_doctor_{paper}", wanted=wanted)
        as_web = interface.text("results.for_doctor_web")
        _offer(report, paper_in(answers.country()), as_web, key="for_doctor_web", kind="html", wanted=wanted)


def giver() -> tuple[str, str]:
    """Who gives the page, by name and by logo, where they say it."""
    with st.expander(interface.text("results.giver"), type="compact"):
        given_by = st.text_input(interface.text("results.giver_name"), key="given_by", max_chars=whole(Handout).letters)
        return given_by, _logo()


def _logo() -> str:
    """The logo that was chosen; one that cannot be used is told, and the page is made without it."""
    most = whole(Handout).logo.megabytes
    label = interface.text("results.giver_logo", megabytes=most)
    if (file := st.file_uploader(label, max_upload_size=most, key="giver_logo")) is None:
        st.session_state.pop(LOGO, None)
        return ""
    from bonecheck.handout.logo import logo  # what reads pictures is needed where there is one

    drawn: dict[str, str] = st.session_state.get(LOGO, {})
    try:
        drawn = {file.file_id: drawn[file.file_id] if file.file_id in drawn else logo(file.getvalue())}
    except UnreadableFile as error:
        st.error(literal(error_words(error)))
        return ""
    st.session_state[LOGO] = drawn  # a large picture is not drawn anew at every run
    return drawn[file.file_id]


def _offer(
    report: Report, paper: Paper, label: str, *, key: str, kind: str = "pdf", wanted: _Wanted = _Wanted()
) -> None:
    check, problems = answers.check()
    unusable = sum(problem.stops for problem in problems)
    st.download_button(
        label,
        data=made_later(_made, report, check, date.today(), unusable, paper, wanted, kind),
        file_name=f"bone-check.{kind}",
        mime={"pdf": "application/pdf", "html": "text/html"}[kind],
        on_click="ignore",
        key=key,
    )


def _made(report: Report, check: Check, on: date, unusable: int, paper: Paper, wanted: _Wanted, kind: str) -> bytes:
    from bonecheck.handout.pdf import pdf  # what sets and reads a PDF is not needed for the start
    from bonecheck.handout.web import web

    made = page(
        report,
        check,
        on=on,
        unusable=unusable,
        given_by=wanted.given_by,
        logo=wanted.logo,
        with_findings=wanted.with_findings,
    )
    return {"pdf": pdf, "html": web}[kind](made, paper)
