"""The parts of the Share page: what goes out, the formats, the link, the code for other pages.

Enters: the session's `View`. Leaves: elements on the page; files are made when they are asked for.
"""

import html
from dataclasses import replace

import streamlit as st

from data_prep.exports.cargo import Cargo
from data_prep.exports.formats import FORMATS, Format
from pages.parts.carry import MOST, address, cargo_of, filters_in_words, make_file
from pages.parts.style import safe, show
from pages.parts.view import View
from pages.words import share as say


def say_what_goes_out(view: View) -> None:
    """How many events a file will hold."""
    words = say.goes_out(view.shown.n, view.opened.every.n, view.shown.n_undated)
    show(f'<h1 class="dl-head">{say.HEAD}</h1><p class="dl-said" style="margin-top:.5rem">{safe(words)}</p>')


def show_formats(view: View) -> None:
    """A line per format: what it is for, and the file."""
    show(f'<h2 class="dl-section">{say.FILES}</h2>')
    with_text = st.toggle(say.WHOLE_ARTICLES, key="whole_articles")
    show(f'<p class="small mute">{safe(say.COPYRIGHT)}</p>')
    for form in FORMATS.values():
        _show_format(view, form, with_text and form.holds_text)
    _show_story(view)
    if view.shown.n > MOST:
        show(f'<p class="small mute">{safe(say.whole_by_command(MOST))}</p>')
        st.code(say.by_command(view.opened.directory, "csv"), language=None)


def _show_format(view: View, form: Format, with_text: bool) -> None:
    most = min(form.most or MOST, MOST)
    limit = f" {say.too_many(most)}" if view.shown.n > most else ""
    with st.container(horizontal=True, vertical_alignment="center", key=f"format_{form.name}"):
        st.download_button(
            say.download(form.label),
            lambda: make_file(form.name, _cargo(view, with_text)),
            f"{FILE}.{form.ending}",
            form.mime,
            key=f"download_{form.name}",
            on_click="ignore",
            width=200,
        )
        show(f'<p class="small mute">{safe(form.says + limit)}</p>')


def _show_story(view: View) -> None:
    """The summary: the story in N dates."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="format_story"):
        n = st.number_input(say.STORY_DATES, 5, 60, 10, key="story_dates", width=200)
        made = lambda: make_file("markdown", replace(_cargo(view), dates=int(n)))  # noqa: E731 — made only when asked for
        st.download_button(
            say.STORY, made, f"{FILE}-story.md", "text/markdown", key="download_story", on_click="ignore", width=200
        )
        show(f'<p class="small mute">{safe(say.STORY_SAYS)}</p>')


def _cargo(view: View, with_text: bool = False) -> Cargo:
    return cargo_of(view.opened, view.shown, filters_in_words(view), with_text)


FILE = "dateline"  # the name of every file, before its ending


def show_link() -> None:
    """The address of this view, on the Timeline."""
    show(f'<h2 class="dl-section">{say.LINK}</h2><p class="small mute">{say.LINK_SAYS}</p>')
    st.code(address(), language=None, wrap_lines=True)


def show_embed() -> None:
    """Code for another page: this dashboard, or the file."""
    show(f'<h2 class="dl-section">{say.EMBED}</h2><p class="small mute">{say.EMBED_SAYS}</p>')
    st.code(_frame(address({"embed": "true"})), language=None, wrap_lines=True)
    show(f'<p class="small mute">{say.EMBED_FILE}</p>')
    st.code(_frame(f"{FILE}.html"), language=None, wrap_lines=True)


def _frame(source: str) -> str:
    look = 'width="100%" height="700" style="border: 0" loading="lazy"'
    return f'<iframe src="{html.escape(source)}" title="{say.FRAME_TITLE}" {look}></iframe>'
