"""The frame: page set-up, the open timeline, the shared filters, navigation.

Started with `streamlit run dashboard.py`; with `-- --timeline DIR`, or `DATELINE_TIMELINE`, on another timeline than the
examples. Pages find what they need in `st.session_state["view"]`.
"""

import streamlit as st

from pages.parts.cold_start import close_wrong_notice, is_first_session
from pages.words.frame import PAGES

st.set_page_config(
    page_title=st.session_state.get("title", "Dateline"), page_icon="⏤", layout="wide", initial_sidebar_state="auto"
)
st.session_state.setdefault("cold", is_first_session())
page = st.navigation(
    [
        st.Page(f"pages/{file}.py", title=title, url_path=title.lower(), default=not n, help=words)
        for n, (file, title, words) in enumerate(PAGES)
    ],
    position="top",
)
if st.session_state["cold"]:
    close_wrong_notice()

# The pages are made known before the rest is loaded, which takes seconds at a cold start: until then Streamlit takes every
# address but the first page's for one that does not exist, and whatever made the page run again would lead to the first.
from data_prep.saying import write_dates_for  # noqa: E402
from pages.parts.filters import ask_filters, clear_filters, hold_event  # noqa: E402
from pages.parts.help import offer_help, say_build, show_tour  # noqa: E402
from pages.parts.loading import offer_newer, open_or_explain, selection_of  # noqa: E402
from pages.parts.ruler import measure  # noqa: E402
from pages.parts.style import STYLE, show  # noqa: E402
from pages.parts.view import View, title_of_page  # noqa: E402
from pages.parts.which import ask_timeline, lead_home, remember_opened, say_unknown  # noqa: E402
from pages.words.filters import CLEAR  # noqa: E402

st.html(STYLE)
write_dates_for(st.context.locale)
with st.sidebar:
    show('<p class="dl-brand">Dateline<i>—</i></p>')
    directory = ask_timeline()
opened = open_or_explain(directory)
remember_opened(opened)
with st.sidebar:
    choices = ask_filters(opened)
    st.button(CLEAR, type="tertiary", on_click=clear_filters, disabled=not choices.any)
    hold_event(opened)
    offer_help()
shown = selection_of(opened, opened.directory, opened.stamp, choices) if choices.any else opened.every
st.session_state["view"] = View(opened, choices, shown)
if st.session_state.get("titled") != (page.url_path, opened.title):  # a page may call itself by what it shows
    st.session_state["titled"] = (page.url_path, opened.title)
    title_of_page("")
lead_home("pages/explore/timeline.py")
say_unknown()
offer_newer(opened)
measure()
show_tour()
say_build(opened)
page.run()
