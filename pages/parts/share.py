"""The parts of the Share page: what goes out, the formats, the link, the code for other pages.

Enters: the session's `View`. Leaves: elements on the page; files are made when they are asked for.
"""

import html

import streamlit as st

from data_prep.exports.formats import FORMATS, Format
from pages.parts.carry import MOST, address, cargo_of, filters_in_words, make_file
from pages.parts.style import safe, show
from pages.parts.view import View
from pages.words import share as say


def say_what_goes_out(view: View) -> None:
    """How many events a file will hold."""
    words = say.goes_out(view.shown.n, view.opened.every.n, view.shown.n_undated)
    show(f'<h1 class="dl-head">{say.HEAD}</h1><p class="dl-said">{safe(words)}</p>')


def show_formats(view: View) -> None:
    """A line per format: what it is for, and the file."""
    show(f'<h2 class="dl-part">{say.FILES}</h2>')
    with_text = st.toggle(say.WHOLE_ARTICLES, key="whole_articles")
    show(f'<p class="small mute">{safe(say.COPYRIGHT)}</p>')
    for form in FORMATS.values():
        _show_format(view, form, with_text and form.holds_text)
    if view.shown.n > MOST:
        show(f'<p class="small mute">{safe(say.whole_by_command(MOST))}</p>')
        st.code(say.by_command(view.opened.directory, "csv"), language=None)


def _show_format(view: View, form: Format, with_text: bool) -> None:
    most = min(form.most or MOST, MOST)
    limit = f" {say.too_many(most)}" if view.shown.n > most else ""
    with st.container(horizontal=True, vertical_alignment="center", key=f"format_{form.name}"):
        st.download_button(
            say.download(form.label),
            lambda: make_file(form.name, cargo_of(view.opened, view.shown, filters_in_words(view), with_text)),
            f"{FILE}.{form.ending}",
            form.mime,
            key=f"download_{form.name}",
            on_click="ignore",
            width=200,
        )
        show(f'<p class="small mute">{safe(form.says + limit)}</p>')


FILE = "dateline"  # the name of every file, before its ending


def show_link() -> None:
    """The address of this view, on the Timeline."""
    show(f'<h2 class="dl-part">{say.LINK}</h2><p class="small mute">{say.LINK_SAYS}</p>')
    st.code(address("timeline"), language=None, wrap_lines=True)


def show_embed() -> None:
    """Code for another page: this dashboard, or the file."""
    show(f'<h2 class="dl-part">{say.EMBED}</h2><p class="small mute">{say.EMBED_SAYS}</p>')
    st.code(_frame(address("timeline", {"embed": "true"})), language="html", wrap_lines=True)


def _frame(source: str) -> str:
    look = 'width="100%" height="700" style="border: 0" loading="lazy"'
    return f'<iframe src="{html.escape(source)}" title="{say.FRAME_TITLE}" {look}></iframe>'
