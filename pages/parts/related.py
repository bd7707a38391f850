"""The related events of the open one: each a button that opens it, and why it stands there in words.

Enters: the timeline, the open event, what is to be done when one is chosen. Leaves: elements on the page.
"""

from collections.abc import Callable

import streamlit as st

from data_prep.queries import read_signs
from data_prep.related import Related, find_related
from data_prep.saying import date_words
from pages.charts.frame import shorten
from pages.parts.disagreements import text_or_none
from pages.parts.loading import Opened
from pages.parts.style import as_label, listed, safe, show
from pages.words import panel as say

LONG = 90  # characters of a title on a button


def show_related(opened: Opened, row: int, on_open: Callable[[int], None]) -> None:
    """Before, after, the same actors, the same kind and place; nothing where there is none."""
    found = _related(opened, opened.directory, opened.stamp, row)
    if not found:
        return
    signs = read_signs(opened.timeline, [r.row for r in found]).set_index("row")
    show(f"<h3>{say.RELATED}</h3>")
    with st.container(key="related", gap=None):
        for r in found:
            sign = signs.loc[r.row]
            date = date_words(text_or_none(sign["date_edtf"]))
            shared = listed([opened.names.get(a, a) for a in r.shared], 4)
            st.button(
                as_label(f"{date} — {shorten(str(sign['title']), LONG)}"),
                key=f"related_{r.row}",
                type="tertiary",
                on_click=on_open,
                args=(r.row,),
            )
            show(
                f'<p class="small mute"><b>{say.GROUPS[r.why]}</b> · '
                f"{safe(say.related_why(r.why, shared, r.place, r.days, r.rough))}</p>"
            )


@st.cache_data(show_spinner=False, max_entries=500)
def _related(_opened: Opened, directory: str, stamp: str, row: int) -> list[Related]:
    return find_related(_opened.every.index, row)
