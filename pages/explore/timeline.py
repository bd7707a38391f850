"""Timeline: the sentence, the key, the strip, the lanes, the open event, the table."""

from pages.charts.tokens import group_of
from pages.parts.style import key_of_signs, safe, show
from pages.parts.table import table_twin
from pages.parts.timeline import choose_window, pick_event, show_picture, step_through
from pages.parts.view import current_view, say_filters, say_nothing_matches, say_what_is_shown, title_of

view = current_view()
shown, opened = view.shown, view.opened
picked = pick_event(view)
window = choose_window(view, picked)

show(f'<h1 class="dl-head">{safe(title_of(opened))}</h1>')
if shown.empty:
    say_nothing_matches(view)
else:
    say_what_is_shown(view, window)
    say_filters(view)
    key_of_signs({group_of(k) for k in shown["kind"]}, set(shown["status"]))
    show_picture(view, window, picked)
step_through(view, picked)
if not shown.empty:
    table_twin(shown, opened.names, opened.outlets)
