"""Share: what goes out, as which file; the link and the code for other pages."""

from pages.parts.brief import show_brief
from pages.parts.share import say_what_goes_out, show_embed, show_formats, show_link
from pages.parts.view import current_view, say_filters, say_nothing_matches

view = current_view()
say_what_goes_out(view)
if not view.shown.n:
    say_nothing_matches(view)
else:
    say_filters(view)
    show_formats(view)
show_brief()
show_link()
show_embed()
