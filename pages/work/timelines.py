"""Timelines: which there are, a new one from a folder, a table made by hand held against the open one."""

from pages.parts.compare import show_compare
from pages.parts.style import safe, show
from pages.parts.timelines import ask_part, offer_new, show_known
from pages.parts.view import current_view
from pages.words import timelines as say

view = current_view()
show(f'<h1 class="dl-head">{safe(say.HEAD)}</h1>')
part = ask_part()
if part == "known":
    show_known()
elif part == "new":
    offer_new()
else:
    show_compare(view)
