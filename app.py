"""The frame of bonecheck: page settings, menu, the draft from the browser, the page, and the focus."""

from pathlib import Path

import streamlit as st

from bonecheck.ui import learn
from bonecheck.ui.session import place
from bonecheck.ui.shell import discovery, draft, focus, frame

first_visit_to_server = discovery.is_on()  # only under `streamlit run`; the ASGI entry turns it off beforehand
check = [
    st.Page("pages/check/about_you.py", title="About you", url_path="about-you"),
    st.Page("pages/check/your_scan.py", title="Your scan", url_path="your-scan"),
    st.Page("pages/check/risk_factors.py", title="Risk factors", url_path="risk-factors"),
    st.Page("pages/check/lifestyle.py", title="Lifestyle", url_path="lifestyle"),
]
topics = learn.topic_pages()
page = st.navigation(
    {
        "": [
            st.Page("pages/check/start.py", title="Start", url_path="start", default=True),
            st.Page("pages/coach/coach.py", title="For coaches", url_path="coaches"),
        ],
        "Your check": check,
        "Your results": [
            st.Page("pages/results/results.py", title="Results", url_path="results"),
            st.Page("pages/results/plan.py", title="My plan", url_path="plan"),
            st.Page("pages/results/meals.py", title="Calcium in your meals", url_path="meals"),
            st.Page("pages/results/what_if.py", title="What if?", url_path="what-if"),
            st.Page("pages/coach/side_by_side.py", title="Side by side", url_path="side-by-side"),
        ],
        "Learn": [
            st.Page("pages/learn/learn.py", title="All topics", url_path="topics"),
            st.Page("pages/learn/questions.py", title="Common questions", url_path="questions"),
            st.Page("pages/learn/check_yourself.py", title="Check yourself", url_path="check-yourself"),
            *topics,
            st.Page(
                "pages/learn/worked_example.py", title="T-score or risk factors", url_path="t-score-or-risk-factors"
            ),
            st.Page("pages/learn/evidence.py", title="Evidence", url_path="evidence"),
        ],
    },
    position="top",
)
st.set_page_config(  # only here, where the page is known: an earlier title would flash up at every rerun
    page_title=f"{page.title} · bonecheck" if page.url_path else "bonecheck: understand your bone scan",
    page_icon=str(Path(__file__).parent / "bonecheck" / "ui" / "icon.png"),
    layout="centered",
)
frame.style()
# Pages that show no answers need not wait for the browser to hand over its draft.
NO_ANSWERS = {"", "t-score-or-risk-factors", "evidence", "coaches", "topics", "questions", "check-yourself"} | {
    topic.url_path for topic in topics
}
if draft.sync(reload=first_visit_to_server) or page.url_path in NO_ANSWERS:
    place.open_page(page.url_path)
    frame.head(on_check=page in check, for_coaches=page.url_path == "coaches")
    page.run()
    frame.foot()
    focus.move(page.url_path)
else:
    st.skeleton(height=300)
