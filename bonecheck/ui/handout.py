"""Offers the page for the doctor: a PDF that is made when it is asked for, and kept nowhere."""

from datetime import date

import streamlit as st

from bonecheck import Check, Report
from bonecheck.handout.contents import Paper, page, paper_in
from bonecheck.ui.session import answers
from bonecheck.ui.session.visit import made_later
from bonecheck.words import interface


def download(report: Report) -> None:
    """The page of the open answers, on the paper of the country."""
    _offer(report, paper_in(answers.country()), interface.text("results.for_doctor"), key="for_doctor")


def on_each_paper(report: Report) -> None:
    """The same on either paper, where somebody prints on another one, and with all findings behind it where they are wanted."""
    with_findings = st.checkbox(interface.text("results.with_findings"), key="with_findings")
    with st.container(horizontal=True, gap="small"):
        for paper in Paper:
            label = interface.text(f"results.for_doctor_on.{paper}")
            _offer(report, paper, label, key=f"for_doctor_{paper}", with_findings=with_findings)


def _offer(report: Report, paper: Paper, label: str, *, key: str, with_findings: bool = False) -> None:
    check, problems = answers.check()
    unusable = sum(problem.stops for problem in problems)
    st.download_button(
        label,
        data=made_later(_made, report, check, date.today(), unusable, paper, with_findings),
        file_name="bone-check.pdf",
        mime="application/pdf",
        on_click="ignore",
        key=key,
    )


def _made(report: Report, check: Check, on: date, unusable: int, paper: Paper, with_findings: bool) -> bytes:
    from bonecheck.handout.pdf import pdf  # what sets and reads a PDF is not needed for the start

    return pdf(page(report, check, on=on, unusable=unusable, with_findings=with_findings), paper)
