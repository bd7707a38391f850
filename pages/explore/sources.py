"""Sources: who tells what, and each article with its date, how that is known, and its marks."""

import streamlit as st

from pages.parts.sources import ask_article, say_sources, show_article, show_coverage, show_list, show_problems
from pages.parts.view import current_view, say_filters, say_nothing_matches

view = current_view()
say_sources(view)
say_filters(view)
if not view.opened.articles["all"]:
    say_nothing_matches(view)
    show_problems(view)
    st.stop()

left, right = st.columns([8, 7], gap="large")
with left:
    show_coverage(view)
    show_list(view)
    show_problems(view)
with right:
    article = ask_article(view)
    if article:
        show_article(view, article)
