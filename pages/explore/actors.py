"""Actors: one, or two or three compared: own timeline, parts and titles, company, words, spellings."""

import streamlit as st

from pages.parts.actor_roles import have_titles, show_counts, show_titles
from pages.parts.actors import ask_about, follow, names_of, say_who, show_own_timeline, show_spellings
from pages.parts.company import show_company
from pages.parts.quotes import show_quotes
from pages.parts.ruler import column_width
from pages.parts.style import safe, show
from pages.parts.table import table_twin
from pages.parts.view import current_view, say_filters, say_nothing_matches, title_of_page
from pages.words import actors as say

follow()
view = current_view()
if not len(view.shown.actors):
    show(f'<h1 class="dl-head">{say.PAGE}</h1>')
    say_nothing_matches(view) if not view.shown.n else show(f'<p class="dl-note">{safe(say.NOBODY)}</p>')
    st.stop()

about = ask_about(view)
title_of_page(say.listed(names_of(view, about)))
say_who(view, about)
say_filters(view)
show_own_timeline(view, about)
show_company(view, about)
show_counts(view, about)
if have_titles(view, about):
    left, right = st.columns([5, 6], gap="large")
    with left:
        show_titles(view, about, column_width(5 / 11))
    with right:
        show_quotes(view, about)
else:
    show_quotes(view, about)
show_spellings(view, about)
table_twin(view.opened, about.own, say.EVENTS_TABLE)
