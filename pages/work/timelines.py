"""Timelines: which there are, and a new one from a folder."""

from pages.parts.style import safe, show
from pages.parts.timelines import ask_part, offer_new, show_known
from pages.parts.view import current_view
from pages.words import timelines as say

current_view()
show(f'<h1 class="dl-head">{safe(say.HEAD)}</h1>')
part = ask_part()
if part == "known":
    show_known()
else:
    offer_new()
