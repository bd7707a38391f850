"""Timeline: the sentence, the key, the strip, the lanes, the open event, the table."""

from pages.parts.steps import say_unknown_event, step_through
from pages.parts.style import safe, show
from pages.parts.table import table_twin
from pages.parts.timeline import pick_event, show_timeline
from pages.parts.view import current_view, say_nothing_matches

view = current_view()
picked = pick_event(view)

show(f'<h1 class="dl-head">{safe(view.opened.title)}</h1>')
say_unknown_event(picked)
if not view.shown.n:
    say_nothing_matches(view)
else:
    show_timeline()
step_through(view, picked)
if view.shown.n:
    table_twin(view.opened, view.shown)
