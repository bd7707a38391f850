"""A table that somebody made, held against the open timeline: numbers, picture, lists.

Enters: the session's `View`, the tables kept beside its timeline. Leaves: elements on the page. Filters do not count here: the table
is held against the whole timeline.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data_prep import compare as how
from data_prep.compare import Comparison, Pair, compare, read_rows
from data_prep.compare_text import as_csv
from data_prep.edtf import parse_edtf
from data_prep.expert import ExpertTable, kept_tables, read_kept, remove_table
from data_prep.queries import read_ids
from data_prep.saying import date_words
from data_prep.searching import fold
from pages.charts.compare import MOST, Mark, compare_figure
from pages.charts.frame import ms
from pages.parts.bring_in import bring_in, show_unread
from pages.parts.filters import open_event
from pages.parts.loading import Opened
from pages.parts.picture import clicked, picture
from pages.parts.ruler import seen_width
from pages.parts.style import current_look, safe, show
from pages.parts.table import PAGE, ask_page
from pages.parts.view import View
from pages.parts.which import is_local
from pages.words import compare as say
from pages.words import timelines as also

EXPORTED = 1000  # events that only the timeline has, in the file


def show_compare(view: View) -> None:
    """The tables that are kept, the chosen one against the timeline, and the way to bring in another."""
    directory = Path(view.opened.directory)
    if "take_table" in st.session_state:
        st.session_state["table"] = st.session_state.pop("take_table")
    names = kept_tables(directory)
    if not names:
        show(f'<p class="dl-said">{safe(say.INTRO)}</p>')
        if is_local():
            bring_in(directory)
        else:
            show(f'<p class="dl-note">{safe(say.NO_TABLES_HERE)} {safe(also.HOSTED)}</p>')
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = str(st.selectbox(say.TABLE, names, key="table", bind="query-params", width=320))
        if is_local():
            st.button(say.REMOVE, type="tertiary", on_click=_remove, args=(directory, name))
    if is_local():
        with st.expander(say.BRING_ANOTHER):
            bring_in(directory)
    table = read_kept(directory, name)
    if table is not None:
        _show_found(view.opened, table)


def _remove(directory: Path, name: str) -> None:
    try:
        remove_table(directory, name)
    except OSError as error:
        st.toast(str(error))


@st.cache_resource(show_spinner=say.COMPARING, max_entries=8)
def _compared(_opened: Opened, directory: str, stamp: str, name: str, _table: ExpertTable, told: int) -> Comparison:
    return compare(_opened.timeline, _opened.every.index, _table.events)


def _show_found(opened: Opened, table: ExpertTable) -> None:
    told = hash((table.file, *(str(e) for e in table.events)))
    found = _compared(opened, opened.directory, opened.stamp, table.name, table, told)
    numbers = found.numbers()
    show(f'<p class="dl-said">{safe(say.summary(table.name, numbers))} <em>{safe(say.details(numbers))}</em></p>')
    show_unread(table, say.left_out(len(table.problems)))
    _show_picture(opened, table, found)
    _show_lists(opened, table, found)
    with st.expander(say.HOW):
        show(f"<p>{safe(say.how(how.TOLERANCE, how.ALIKE, how.SURE))}</p>")


def _show_picture(opened: Opened, table: ExpertTable, found: Comparison) -> None:
    pair_of, row_pair = {p.expert: p for p in found.pairs}, {p.row: p for p in found.pairs}
    alone = found.only_machine[: max(0, MOST - len(found.pairs))]
    mine = sorted(range(len(found.events)), key=lambda n: (n not in pair_of, n))[:MOST]
    rows = [*(p.row for p in found.pairs if p.expert in set(mine)), *map(int, alone)]
    machine = read_rows(opened.timeline, np.asarray(rows, np.int32))
    marks = [_mark_of(found, n, pair_of.get(n)) for n in mine]
    marks += [_mark_of_row(row, machine[row], row_pair.get(row)) for row in rows]
    threads = [(f"t{p.expert}", f"r{p.row}", p.differs) for p in found.pairs if p.expert in set(mine)]
    lanes = (table.name, say.TIMELINE)
    figure = compare_figure(marks, threads, lanes, current_look(), seen_width())
    signs = {"both": "●", "alone": "○", "differ": "◆"}
    key = "".join(f'<span><b aria-hidden="true">{signs[k]}</b> {safe(words)}</span>' for k, words in say.LEGEND.items())
    show(f'<div class="dl-key">{key}</div>')

    def on_click() -> None:
        at = clicked("compare_picture")
        if isinstance(at, str) and at.startswith("r"):
            _open(opened, int(at[1:]))

    picture(figure, "compare_picture", say.alt(table.name, found.numbers()), on_click)
    undated = sum(m.start is None for m in marks)
    more = len(found.events) + len(found.pairs) + len(found.only_machine) - len(marks)
    show(f'<p class="mute small">{safe(say.undrawn(undated, more))}</p>')


def _mark_of(found: Comparison, n: int, pair: Pair | None) -> Mark:
    event = found.events[n]
    start, end = _reach(event.edtf)
    return Mark(f"t{n}", 0, _state(pair), start, end, event.title, date_words(event.edtf))


def _mark_of_row(row: int, event: dict[str, Any], pair: Pair | None) -> Mark:
    start, end = _reach(_text(event["date_edtf"]))
    return Mark(f"r{row}", 1, _state(pair), start, end, event["title"], date_words(_text(event["date_edtf"])))


def _reach(edtf: str | None) -> tuple[float | None, float | None]:
    """First moment and last of a date; a date that is open at one end stands at the other."""
    if edtf is None:
        return None, None
    when = parse_edtf(edtf).interval
    start, end = when.start or when.end, when.end or when.start
    return (None, None) if start is None or end is None else (float(ms([start])[0]), float(ms([end])[0]))


def _state(pair: Pair | None) -> str:
    return "alone" if pair is None else "differ" if pair.differs else "both"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _show_lists(opened: Opened, table: ExpertTable, found: Comparison) -> None:
    """The four lists, one at a time, with words to look for, and the file of all of them."""
    sizes = {
        "both": len(found.pairs) - len(found.differing), "differ": len(found.differing),
        "expert": len(found.only_expert), "machine": len(found.only_machine),
    }  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.segmented_control(
            say.WHICH,
            list(sizes),
            default="both",
            format_func=lambda k: f"{say.VERDICTS[k]} ({sizes[k]:,})",
            key="verdict",
            required=True,
        )
        words = st.text_input(say.SEARCH, key="compare_words", max_chars=100, width=240)
        st.space("stretch")
        st.download_button(
            say.DOWNLOAD,
            lambda: as_csv(opened.timeline, found, EXPORTED).encode("utf-8-sig"),
            "comparison.csv",
            "text/csv",
            type="tertiary",
            on_click="ignore",
            key="compare_csv",
        )
    lines = _lines(opened, found, str(chosen or "both"), fold(words or ""))
    if not len(lines):
        show(f'<p class="dl-note">{safe(say.NOTHING)}</p>')
        return
    body = st.container()
    some = lines.iloc[ask_page(len(lines), PAGE, "compare_page")]
    with body:
        _show_lines(opened, some, str(chosen))


def _lines(opened: Opened, found: Comparison, verdict: str, words: str) -> pd.DataFrame:
    """What a list holds, and of each line the row of its event in the timeline, -1 where it has none."""
    heads = say.HEADS
    if verdict == "expert":
        own = [found.events[n] for n in found.only_expert]
        lines = [
            {heads["row"]: e.row, heads["date"]: date_words(e.edtf), heads["title"]: e.title, "at": -1} for e in own
        ]
    else:
        pairs = [p for p in found.pairs if p.differs == (verdict == "differ")]
        rows = found.only_machine[:EXPORTED] if verdict == "machine" else [p.row for p in pairs]
        machine = read_rows(opened.timeline, np.asarray(rows, np.int32))
        theirs = [
            {
                heads["found_date"]: date_words(_text(machine[int(r)]["date_edtf"])),
                heads["found"]: machine[int(r)]["title"],
            }
            for r in rows
        ]
        mine = [
            {heads["row"]: e.row, heads["date"]: date_words(e.edtf), heads["title"]: e.title}
            for e in (found.events[p.expert] for p in pairs)
        ]
        why = [{heads["why"]: p.why} for p in pairs]
        lines = (
            [t | {"at": int(r)} for t, r in zip(theirs, rows, strict=True)]
            if verdict == "machine"
            else [m | t | w | {"at": p.row} for m, t, w, p in zip(mine, theirs, why, pairs, strict=True)]
        )
    kept = [line for line in lines if words in fold(" ".join(str(v) for v in line.values()))]
    return pd.DataFrame(kept)


def _show_lines(opened: Opened, lines: pd.DataFrame, verdict: str) -> None:
    """The lines, and of the chosen one why it is a pair and the way to its event."""
    chosen: dict[str, Any] = {} if verdict == "expert" else {"on_select": "rerun", "selection_mode": "single-row"}
    state = st.dataframe(
        lines.drop(columns="at"),
        key=f"compare_{verdict}",
        hide_index=True,
        height=min(38 + 35 * len(lines), 460),
        alt=say.VERDICTS[verdict],
        placeholder="",
        column_config={
            head: st.column_config.TextColumn(width=300) for head in (say.HEADS["title"], say.HEADS["found"])
        },
        **chosen,
    )
    if verdict == "expert":
        return
    at = state["selection"]["rows"]
    if not at or at[0] >= len(lines):
        show(f'<p class="mute small">{safe(say.CHOOSE)}</p>')
        return
    line = lines.iloc[at[0]]
    why = f"<h3>{safe(say.HEADS['why'])}</h3><p>{safe(line[say.HEADS['why']])}</p>" if say.HEADS["why"] in line else ""
    show(f"<p><b>{safe(line[say.HEADS['found']])}</b></p>{why}")
    st.button(say.OPEN, on_click=_open, args=(opened, int(line["at"])))


def _open(opened: Opened, row: int) -> None:
    """In a callback: this event in the timeline."""
    open_event(read_ids(opened.timeline, [row])[0])
    st.session_state["lead_home"] = True
