"""Draws whether bone has changed: for each site the answer, what would tell it, and its scans over time; then the table."""

from datetime import date

import streamlit as st

from bonecheck import Report
from bonecheck.scan.score_choice import Score
from bonecheck.ui import cards
from bonecheck.ui.pictures import change_chart, charts
from bonecheck.ui.pictures.change_layout import lay_out
from bonecheck.ui.session import place
from bonecheck.ui.tables import table
from bonecheck.words.change import SiteWords, change_table, changes_in_words, clinical_lines, here, losses_first
from bonecheck.words.interface import text
from bonecheck.words.language import name
from bonecheck.words.outcomes import words
from bonecheck.words.scan import filled_columns


def over_time(report: Report) -> None:
    """All that earlier scans tell, but what belongs before a clinician, which stands above on the page.

    No site moves while the page is open: an answer that is given beside one may turn it into a loss.
    """
    for said in changes_in_words(report, place.gathered("changed", losses_first(report))):
        _site(said, with_t=report.score is Score.T_SCORE)
    for found in here(report):
        if "sites" not in found.values:  # it is about all of them
            st.markdown(f"**{words(found).title}.** {words(found).plain}")
    as_table(report)
    to_earlier_scans("results.more_earlier")
    of_averages = [change.average.source for site in report.changes for change in site.to_now if change.average]
    sources = dict.fromkeys([*(source for found in here(report) for source in found.sources), *of_averages])
    cards.details("\n\n".join(clinical_lines(report)), tuple(sources))


def as_table(report: Report) -> None:
    """A row for each scan of each site."""
    rows = change_table(report)
    columns = filled_columns(rows)
    heads = [name("change_column", column) for column in columns]
    table(text("results.scans"), heads, ([row[column] for column in columns] for row in rows))


def to_earlier_scans(label: str) -> None:
    """The way to where earlier scans are told."""
    st.page_link("pages/results/my_answers.py", label=text(label), icon=":material/arrow_forward:")


def _site(said: SiteWords, *, with_t: bool) -> None:
    region = said.site.region
    with st.container(key=f"changed_{region}", gap="small"):
        st.markdown(" ".join(filter(None, (f"**{said.answer}**", said.why, said.average))))
        for meaning in said.meaning:
            st.markdown(meaning)
        missing = [said.question] if said.question else []
        for number, question in enumerate(place.gathered(f"changed_{region}", missing)):
            cards.answer_here(question, f"changed_{region}_{number}", is_missed=question in missing)
        if (layout := lay_out(said.site, date.today(), with_t=with_t)) is not None:
            drawn = change_chart.drawing(layout, dark=charts.is_dark())
            charts.show(drawn, key=f"over_time_{region}", alt=said.sentence, config=charts.STILL)
