"""Places: where it happened, on a map and over time; each follows what is chosen on the other."""

import streamlit as st

from pages.parts.places import show_places
from pages.parts.style import show
from pages.parts.view import current_view, say_nothing_matches
from pages.words import places as say

view = current_view()
if not view.shown.n:
    show(f'<h1 class="dl-head">{say.HEAD}</h1>')
    say_nothing_matches(view)
    st.stop()
show_places()
