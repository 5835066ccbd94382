"""The frame of bonecheck: page settings, menu, the draft from the browser, the page, and the focus."""

from pathlib import Path

import streamlit as st

from bonecheck.ui import check, class_stage, learn, presenter
from bonecheck.ui.session import link, place, visit
from bonecheck.ui.shell import address, audience, discovery, draft, focus, frame, menu, uploads, ways

NO_ANSWERS = {
    "",
    "coaches",
    "class",
}  # pages that show none, like those of Learn: they need not wait for the browser's draft


def ways_and_pages() -> menu.Pages:
    """The ways through the app, and the pages that lie on them."""
    return {
        "": [
            menu.page("check/start", "start", default=True),
            menu.page("coach/coach", "coaches"),
            menu.page("coach/classroom", "class"),
            menu.page("coach/side_by_side", "side-by-side"),
        ],
        "check": [
            *(menu.page(f"check/{screen}", screen.replace("_", "-")) for screen in check.SCREENS),
            menu.page("check/bring_report", "bring-report"),
            menu.page("results/my_answers", "my-answers"),
        ],
        "results": [menu.page("results/results", "results"), menu.page("results/what_if", "what-if")],
        "plan": [menu.page("results/plan", "plan"), menu.page("results/meals", "meals")],
        "learn": [
            menu.page("learn/learn", "topics"),
            menu.page("learn/questions", "questions"),
            menu.page("learn/check_yourself", "check-yourself"),
            *learn.topic_pages(),
            menu.page("learn/worked_example", "t-score-or-risk-factors"),
            menu.page("learn/evidence", "evidence"),
        ],
    }


uploads.keep_in_memory()
with visit.in_its_language():
    first_visit_to_server = discovery.is_on()  # only under `streamlit run`; the ASGI entry turns it off beforehand
    pages_of = menu.of_visit(ways_and_pages)
    page = st.navigation(pages_of, position="hidden")
    st.set_page_config(  # only here, where the page is known: an earlier title would flash up at every rerun
        page_title=menu.tab_title(page),
        page_icon=str(Path(__file__).parent / "bonecheck" / "ui" / "icon.png"),
        layout="centered",
    )
    link.follow(page.url_path)  # before the style: it may begin to present
    frame.style()
    place.open_page(page.url_path)
    way = next(way for way, pages in pages_of.items() if page in pages)
    ways.show(way)
    if draft.sync(reload=first_visit_to_server) or way == "learn" or page.url_path in NO_ANSWERS:
        frame.head(
            on_check=place.screen_at(page.url_path) is not None,
            for_coaches=page.url_path == "coaches",
            on_stage=presenter.takes(page.url_path) or class_stage.takes(page.url_path),
        )
        if not audience.curtain(page.url_path):
            page.run()
        frame.foot()
        focus.move(page.url_path)
        address.keep()
    else:
        st.skeleton(height=300)
