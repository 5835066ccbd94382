"""The frame of bonecheck: page settings, menu, the draft from the browser, the page, and the focus."""

from pathlib import Path

import streamlit as st

from bonecheck.ui import check, learn
from bonecheck.ui.session import place
from bonecheck.ui.shell import discovery, draft, focus, frame, menu, ways

first_visit_to_server = discovery.is_on()  # only under `streamlit run`; the ASGI entry turns it off beforehand
check_pages = [menu.page(f"check/{screen}", screen.replace("_", "-")) for screen in check.SCREENS]
topics = learn.topic_pages()
ways_and_pages = {
    "": [
        menu.page("check/start", "start", default=True),
        menu.page("coach/coach", "coaches"),
        menu.page("coach/side_by_side", "side-by-side"),
    ],
    "check": [*check_pages, menu.page("results/my_answers", "my-answers")],
    "results": [menu.page("results/results", "results"), menu.page("results/what_if", "what-if")],
    "plan": [menu.page("results/plan", "plan"), menu.page("results/meals", "meals")],
    "learn": [
        menu.page("learn/learn", "topics"),
        menu.page("learn/questions", "questions"),
        menu.page("learn/check_yourself", "check-yourself"),
        *topics,
        menu.page("learn/worked_example", "t-score-or-risk-factors"),
        menu.page("learn/evidence", "evidence"),
    ],
}
page = st.navigation(ways_and_pages, position="hidden")
st.set_page_config(  # only here, where the page is known: an earlier title would flash up at every rerun
    page_title=menu.tab_title(page),
    page_icon=str(Path(__file__).parent / "bonecheck" / "ui" / "icon.png"),
    layout="centered",
)
frame.style()
place.open_page(page.url_path)
ways.show(next(way for way, pages in ways_and_pages.items() if page in pages))
# Pages that show no answers need not wait for the browser to hand over its draft.
NO_ANSWERS = {"", "t-score-or-risk-factors", "evidence", "coaches", "topics", "questions", "check-yourself"} | {
    topic.url_path for topic in topics
}
if draft.sync(reload=first_visit_to_server) or page.url_path in NO_ANSWERS:
    frame.head(on_check=page in check_pages, for_coaches=page.url_path == "coaches")
    page.run()
    frame.foot()
    focus.move(page.url_path)
else:
    st.skeleton(height=300)
