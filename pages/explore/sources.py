"""Sources: who tells what, who is first and who alone, and each article with its date, its marks, and what was left out."""

import streamlit as st

from pages.parts.articles import ask_article, show_article, show_list, show_problems
from pages.parts.sources import say_sources, show_coverage, show_outlets, tab_words
from pages.parts.view import current_view, say_filters, say_nothing_matches, title_of_page

view = current_view()
title_of_page(tab_words(view))
say_sources(view)
say_filters(view)
if not view.opened.articles["all"]:
    say_nothing_matches(view)
    show_problems(view)
    st.stop()

show_outlets(view)
left, right = st.columns([8, 7], gap="large")
with left:
    show_coverage(view)
    show_list(view)
    show_problems(view)
with right:
    article = ask_article(view)
    if article:
        show_article(view, article)
