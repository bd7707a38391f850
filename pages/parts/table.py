"""The table twin: everything the picture says, as rows, sortable, and as a file.

Enters: events (`queries.find_events`), names of actors. Leaves: a table on the page and a CSV to download.
"""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.charts.dates import date_words
from pages.charts.tokens import GROUPS, STATUS, group_of, kind_label
from pages.parts.event_panel import text_or_none
from pages.parts.style import show

MOST = 20_000  # rows sent to the browser; the file has all


def event_rows(events: pd.DataFrame, names: Mapping[str, str], outlets: Mapping[str, str]) -> pd.DataFrame:
    """Events as people read them, one row each; `outlets` names articles."""
    dates = [text_or_none(e) for e in events["date_edtf"]]
    return pd.DataFrame(
        {
            "Date": [date_words(d) for d in dates],
            "Event": events["title"].to_numpy(),
            "Kind": [f"{GROUPS[group_of(k)]} ({kind_label(k).lower()})" for k in events["kind"]],
            "Status": [STATUS[s][1] for s in events["status"]],
            "Who": [", ".join(names.get(a, a) for a in who) for who in events["actors"]],
            "Where": [", ".join(p) for p in events["places"]],
            "Sources": [len(s) for s in events["sources"]],
            "Outlets": [", ".join(dict.fromkeys(outlets.get(a, a) for a in s)) for s in events["sources"]],
            "Disagree": [", ".join(dict.fromkeys(str(d["field"]) for d in rows)) for rows in events["disagrees"]],
            "From": events["date_start"].dt.date.to_numpy(),
            "Before": events["date_end"].dt.date.to_numpy(),
            "EDTF": [d or "" for d in dates],
            "Id": events["event_id"].to_numpy(),
        }
    )


def as_csv(rows: pd.DataFrame) -> bytes:
    """A CSV that spreadsheets open as text: a cell that would be read as a formula gets an apostrophe before it."""
    inert = rows.copy()
    for column in inert.select_dtypes(["object", "str"]):
        inert[column] = [
            f"'{v}" if isinstance(v, str) and v.startswith(("=", "+", "-", "@", "\t", "\r")) else v
            for v in inert[column]
        ]
    return inert.to_csv(index=False).encode("utf-8-sig")


def table_twin(
    events: pd.DataFrame, names: Mapping[str, str], outlets: Mapping[str, str], title: str = "The same as a table"
) -> None:
    """The rows, sortable by their heads, and the file of them."""
    rows = event_rows(events.head(MOST), names, outlets)
    with st.container(horizontal=True, vertical_alignment="center"):
        show(f"<h3>{title}</h3>")
        st.space("stretch")
        whole = lambda: as_csv(event_rows(events, names, outlets))  # noqa: E731 — made only when asked for
        st.download_button(
            "Download CSV", whole, "events.csv", "text/csv", type="tertiary", on_click="ignore", key="csv"
        )
    # Dates sort by their first day: the words stand beside it.
    shown = rows[["From", "Date", "Event", "Kind", "Status", "Who", "Sources", "Disagree"]]
    st.dataframe(
        shown,
        hide_index=True,
        height=min(38 + 35 * max(1, len(rows)), 420),
        alt="Table of the events shown in the timeline",
        column_config={
            "From": st.column_config.DateColumn("First day", format="YYYY-MM-DD", width=95),
            "Date": st.column_config.TextColumn(width=130),
            "Event": st.column_config.TextColumn(width=330),
            "Kind": st.column_config.TextColumn(width=150),
            "Status": st.column_config.TextColumn(width=130),
            "Who": st.column_config.TextColumn(width=180),
            "Sources": st.column_config.NumberColumn(width=70),
            "Disagree": st.column_config.TextColumn("Disagree on", width=100),
        },
    )
