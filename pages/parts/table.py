"""The table twin: everything the picture says, as rows, a page at a time, and as a file.

Enters: a timeline, the rows of the events that pass the filters, names of actors. Leaves: a table on the page, and a CSV that is
made when it is asked for (`carry.py`).
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data_prep.queries import read_events
from data_prep.saying import date_words
from data_prep.selection import Selection
from pages.charts.tokens import GROUPS, STATUS, group_of, kind_label
from pages.parts.brief import star_all
from pages.parts.carry import cargo_of, make_file
from pages.parts.disagreements import text_or_none
from pages.parts.loading import Opened
from pages.parts.style import safe, show
from pages.words import share as say

PAGE = 50  # rows sent to the browser at a time


def event_rows(events: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Events (`queries.read_events`) as people read them, one row each."""
    dates = [text_or_none(e) for e in events["date_edtf"]]
    return pd.DataFrame(
        {
            "Date": [date_words(d) for d in dates],
            "Event": events["title"].to_numpy(),
            "Kind": [f"{GROUPS[group_of(k)]} ({kind_label(k).lower()})" for k in events["kind"]],
            "Status": [STATUS[s][1] for s in events["status"]],
            "Who": [", ".join(names.get(a, a) for a in who) for who in events["actors"]],
            "Sources": events["n_sources"].to_numpy(),
            "Outlets": [", ".join(some) for some in events["outlets"]],
            "Disagree": [", ".join(fields) for fields in events["disagrees"]],
            "From": events["date_start"].dt.date.to_numpy(),
            "Before": events["date_end"].dt.date.to_numpy(),
            "EDTF": [d or "" for d in dates],
            "Id": events["event_id"].to_numpy(),
        }
    )


def ask_page(n: int, size: int, key: str) -> slice:
    """Which of `n` lines are shown, `size` at a time, with the way to the others."""
    pages = -(-n // size)
    if pages < 2:
        return slice(0, size)
    if st.session_state.get(key, 1) > pages:  # there are fewer than before
        st.session_state[key] = pages
    with st.container(horizontal=True, vertical_alignment="center"):
        at = (st.session_state.get(key, 1) - 1) * size
        show(f'<p class="mute small">{at + 1:,} to {min(at + size, n):,} of {n:,}</p>')
        st.pagination(pages, key=key)
    return slice(at, at + size)


def table_twin(opened: Opened, shown: Selection, title: str = say.SAME_AS_TABLE) -> None:
    """The rows, a page at a time, sortable by their heads, and the file of them; those that are ticked can be starred."""
    rows = np.flatnonzero(shown.mask)
    with st.container(horizontal=True, vertical_alignment="center"):
        show(f"<h3>{safe(title)}</h3>")
        st.space("stretch")
        whole = lambda: make_file("csv", cargo_of(opened, shown))  # noqa: E731 — made only when asked for
        st.download_button(
            say.DOWNLOAD_CSV, whole, "events.csv", "text/csv", type="tertiary", on_click="ignore", key="csv"
        )
    body = st.container()
    some = rows[ask_page(len(rows), PAGE, "table_page")]
    with body:
        # Ticks are of these rows: under the key of other rows they would mean other events.
        ticked = show_rows(opened, some, f"table_{shown.digest[-12:]}_{some[0] if len(some) else 0}")
        if ticked:
            st.button(say.star_some(len(ticked)), key="star_ticked", on_click=star_all, args=(opened, ticked))


def show_rows(opened: Opened, rows: Any, key: str, on_pick: Callable[[str], None] | None = None) -> list[str]:
    """Some events as a table, sortable by its heads; `on_pick` gets the event_id of a line that is chosen.

    Without it lines can be ticked: the event_ids of those that are.
    """
    lines = event_rows(read_events(opened.timeline, rows), opened.names)

    def picked() -> None:
        at = st.session_state[key]["selection"]["rows"]
        if at and on_pick is not None:
            on_pick(str(lines["Id"].iloc[at[0]]))

    mode = "single-row" if on_pick else "multi-row"
    # Dates sort by their first day: the words stand beside it.
    seen = st.dataframe(
        lines.assign(From=[str(day) if pd.notna(day) else "" for day in lines["From"]])[
            ["From", "Date", "Event", "Kind", "Status", "Who", "Sources", "Disagree"]
        ],
        key=key,
        hide_index=True,
        height=min(38 + 35 * max(1, len(lines)), 420),
        alt=say.TABLE_ALT,
        column_config={
            "From": st.column_config.TextColumn(say.FIRST_DAY, width=95),
            "Date": st.column_config.TextColumn(width=130),
            "Event": st.column_config.TextColumn(width=330),
            "Kind": st.column_config.TextColumn(width=150),
            "Status": st.column_config.TextColumn(width=130),
            "Who": st.column_config.TextColumn(width=180),
            "Sources": st.column_config.NumberColumn(width=70),
            "Disagree": st.column_config.TextColumn(say.DISAGREE_ON, width=100),
        },
        on_select=picked if on_pick else "rerun",
        selection_mode=mode,
    )
    return [str(lines["Id"].iloc[at]) for at in seen["selection"]["rows"] if at < len(lines)]
