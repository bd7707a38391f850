"""Bringing in a table that somebody made: the file, which column is which, how its first rows are read.

Enters: an uploaded file, what the reader chooses. Leaves: the table kept beside the open timeline. Refuses what `expert_tables.py`
refuses, in its words; the table is kept only when every date has one meaning.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from data_prep.expert import (
    FIELDS,
    ExpertTable,
    find_ambiguous,
    guess_columns,
    keep_table,
    read_events,
)
from data_prep.expert_tables import LARGEST, Table, read_table
from data_prep.saying import date_words
from pages.parts.style import safe, show
from pages.words import compare as say

FIRST = 8  # rows of the preview
KINDS = ["csv", "tsv", "txt", "xlsx", "json"]


def bring_in(directory: Path) -> None:
    """The whole way from a file to a kept table."""
    given = st.file_uploader(say.UPLOAD, KINDS, key="expert_file", max_upload_size=LARGEST // 1_000_000)
    if given is None:
        return
    data = given.getvalue()
    try:
        table = read_table(data, given.name)
        if len(table.sheets) > 1:
            table = read_table(data, given.name, st.selectbox(say.SHEET, table.sheets, key="expert_sheet"))
    except ValueError as error:
        show(f'<p class="dl-note" role="alert">{safe(error)}</p>')
        return
    columns = _ask_columns(table)
    order = _ask_order(table, columns)
    name = st.text_input(say.NAME, Path(given.name).stem[:60], key="expert_name", help=say.NAME_HELP, max_chars=60)
    try:
        read = read_events(table, name, given.name, columns, order or "")
    except ValueError as error:
        show(f'<p class="dl-note" role="alert">{safe(error)}</p>')
        return
    _preview(table, read)
    if st.button(say.KEEP, type="primary", disabled=order is None or not read.events):
        _keep(directory, read)


def _keep(directory: Path, read: ExpertTable) -> None:
    try:
        keep_table(directory, read)
    except (OSError, ValueError) as error:
        show(f'<p class="dl-note" role="alert">{safe(say.CANNOT_KEEP)}{safe(error)}</p>')
        return
    st.session_state["take_table"] = read.name
    st.session_state.pop("expert_file", None)
    st.rerun()


def _ask_columns(table: Table) -> dict[str, str]:
    """Which column is which: guessed, and the reader's to change."""
    show(f"<h3>{safe(say.COLUMNS_HEAD)}</h3>")
    guessed = guess_columns(table.columns)
    mark = hash(tuple(table.columns))  # another table is another question
    chosen = {}
    with st.container(horizontal=True, gap="small"):
        for field in FIELDS:
            at = table.columns.index(guessed[field]) + 1 if field in guessed else 0
            options = [say.NO_COLUMN, *table.columns]
            picked = st.selectbox(say.FIELDS[field], options, index=at, key=f"expert_{field}_{mark}", width=190)
            if picked in table.columns:
                chosen[field] = picked
    return chosen


def _ask_order(table: Table, columns: Mapping[str, str]) -> str | None:
    """What comes first in 03/04/2024; "" where no date has two meanings, None as long as the reader has not said."""
    doubtful = find_ambiguous(table, columns)
    if not doubtful:
        return ""
    show(f'<p class="dl-note">{safe(say.ambiguous(str(doubtful[0]), len(doubtful) - 1))}</p>')
    said = st.radio(say.ORDER, list(say.ORDERS), index=None, format_func=lambda o: say.ORDERS[o], key="expert_order")
    return str(said) if said else None


def _preview(table: Table, read: ExpertTable) -> None:
    """The first rows, each as an event or with what is wrong; then all that is wrong."""
    show(f"<h3>{safe(say.PREVIEW)}</h3>")
    show(f'<p class="small">{safe(say.readable(len(read.events), len(read.problems)))}</p>')
    events, problems = {e.row: e for e in read.events}, {p.row: p for p in read.problems}
    lines = [
        {
            say.HEADS["row"]: row.number,
            say.FIELDS["date"]: str(row.cells.get(read.columns.get("date", ""), "")),
            say.HEADS["read"]: date_words(e.edtf, long=True) if (e := events.get(row.number)) else "",
            say.FIELDS["title"]: e.title if e else "",
            say.FIELDS["actors"]: ", ".join(e.actors) if e else "",
            say.FIELDS["place"]: e.place if e else "",
            say.HEADS["problem"]: problems[row.number].found if row.number in problems else "",
        }
        for row in table.rows[:FIRST]
    ]
    st.dataframe(pd.DataFrame(lines), hide_index=True, key="expert_preview", alt=say.PREVIEW)
    show_unread(read, say.unread(len(read.problems)))


def show_unread(read: ExpertTable, head: str) -> None:
    """The rows that were left out: which, what was found, what is accepted."""
    if read.problems:
        with st.expander(head):
            rows = [{say.HEADS["row"]: p.row, say.HEADS["problem"]: f"{p.found}; {p.accepted}"} for p in read.problems]
            st.dataframe(pd.DataFrame(rows), hide_index=True, key="expert_unread", alt=head)
