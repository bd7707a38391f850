"""Actors: one actor with spellings, roles, own timeline, company and words; or what two did together."""

import streamlit as st

from pages.parts.actors import (
    ask_actors,
    own_events,
    say_who,
    show_company,
    show_own_timeline,
    show_roles,
    show_spellings,
    show_words,
)
from pages.parts.style import show
from pages.parts.table import table_twin
from pages.parts.view import current_view, say_filters, say_nothing_matches

view = current_view()
if not len(view.shown.actors):
    show('<h1 class="dl-head">Actors</h1>')
    say_nothing_matches(view) if not view.shown.n else show(
        '<p class="dl-note">None of these events names an actor.</p>'
    )
    st.stop()

focus, other = ask_actors(view)
own = own_events(view.shown, focus, other)
say_who(view, focus, other, own)
say_filters(view)
show_own_timeline(view, own, focus, other)

left, right = st.columns([5, 6], gap="large")
with left:
    for actor in (focus, other) if other else (focus,):
        show_roles(view, actor)
        show_spellings(view, actor)
    show_company(view, focus)
with right:
    show_words(view, focus, other, own)
table_twin(view.opened, own, "These events as a table")
