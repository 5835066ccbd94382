"""Draws the Learn pages: the index, one page for each topic, common questions, and questions to check oneself."""

import streamlit as st

from bonecheck.ui import cards
from bonecheck.ui.pictures import learn_charts
from bonecheck.words.learn import TeachBack, Topic, faq, groups, next_topic, teach_back, text, topics

INDEX, QUESTIONS, CHECK = (f"pages/learn/{page}.py" for page in ("learn", "questions", "check_yourself"))


def topic_pages() -> list[st.Page]:
    """A page with its own address for each topic; reached by link, so that the menu stays short."""
    return [_page_of(topic) for topic in topics().values()]


def index() -> None:
    """All topics, each with one line."""
    st.title(text("title"), anchor=False)
    st.markdown(text("intro"))
    with st.container(gap="xxsmall"):
        st.page_link(QUESTIONS, label=text("questions_link"), icon=":material/help:")
        st.page_link(CHECK, label=text("check_link"), icon=":material/task_alt:")
    for group, heading in groups().items():
        st.header(heading, anchor=False)
        for topic in topics().values():
            if topic.group == group:
                with st.container(gap="xxsmall", key=f"topic_{topic.key}"):
                    st.page_link(_page_of(topic), label=f"**{topic.title}**")
                    st.markdown(topic.summary)


def topic_page(topic: Topic) -> None:
    """One topic: its text, its pictures, where the app uses it, its sources, and the next one."""
    st.title(topic.title, anchor=False)
    for place, part in enumerate(topic.parts):
        if place % 2:  # texts and pictures take turns
            learn_charts.show(part)
        else:
            st.markdown(part)
    st.header(text("used_title"), anchor=False)
    st.page_link(topic.used_in, label=topic.link, icon=":material/arrow_forward:")
    with st.expander(text("sources_title"), key=f"sources_{topic.key}"):
        cards.show_sources(topic.sources)
    with st.container(gap="xxsmall"):
        if (following := next_topic(topic)) is not None:
            st.page_link(_page_of(following), label=text("next", title=following.title), icon=":material/east:")
        st.page_link(INDEX, label=text("back"), icon=":material/list:")


def questions() -> None:
    """Common questions with short answers."""
    st.title(text("questions_title"), anchor=False)
    st.markdown(text("questions_intro"))
    for entry in faq():
        with st.container(border=True, key=f"faq_{entry.key}"):
            st.header(entry.question, anchor=False)
            st.markdown(entry.answer)
            more(entry.topic)
            with st.expander(text("sources_title"), type="compact"):
                cards.show_sources(entry.sources)
    st.page_link(INDEX, label=text("back"), icon=":material/list:")


def check_yourself() -> None:
    """Questions to see whether the pages were clear. What is chosen stays in the view and is no answer."""
    st.title(text("check_title"), anchor=False)
    st.markdown(text("check_intro"))
    for entry in teach_back():
        with st.container(border=True, key=f"teach_back_{entry.key}"):
            _ask(entry)
    st.markdown(text("check_done"))
    st.page_link("pages/results/results.py", label=text("results"), icon=":material/arrow_forward:")
    st.page_link(INDEX, label=text("back"), icon=":material/list:")


def _ask(entry: TeachBack) -> None:
    chosen = st.radio(
        entry.question, [option.text for option in entry.options], index=None, key=f"look_teach_back_{entry.key}"
    )
    for option in entry.options:
        if option.text == chosen:
            icon = "check_circle" if option.right else "lightbulb"
            st.markdown(f":material/{icon}: **{option.opening}** {option.feedback}")
            more(entry.topic)


def more(key: str) -> None:
    """The way to a topic."""
    topic = topics()[key]
    st.page_link(_page_of(topic), label=text("more", title=topic.title), icon=":material/arrow_forward:")


def _page_of(topic: Topic) -> st.Page:
    return st.Page(lambda: topic_page(topic), title=topic.title, url_path=topic.address, visibility="hidden")
