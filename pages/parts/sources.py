"""The parts of the sources page that look at all sources: who tells what, who is first, who is alone.

Enters: the session's `View`. Leaves: elements on the page; a click in the picture opens an article at an event. Columns of the
picture and lines of the list of articles carry the same numbers.
"""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data_prep.coverage import (
    PERHAPS,
    PLACES,
    UNSTATED,
    By,
    Coverage,
    busiest_sources,
    count_outlets,
    most_told,
    read_cells,
    read_coverage,
    read_sources,
)
from data_prep.queries import Choices, read_events
from data_prep.saying import date_words
from data_prep.selection import Rows
from pages.charts.coverage import coverage_figure
from pages.charts.frame import shorten
from pages.charts.tokens import outlet_sign
from pages.parts.disagreements import text_or_none
from pages.parts.filters import open_event
from pages.parts.picture import clicked, picture
from pages.parts.ruler import seen_width
from pages.parts.style import badge, current_look, safe, show, sign
from pages.parts.table import ask_page
from pages.parts.view import View
from pages.words import sources as say

KEY = "cover"  # of the picture
LINES, COLUMNS = 40, 12  # events and sources that one picture can hold
MOST = 2_000  # events that can be paged through
NAMED = 34  # characters of a title that stands for an outlet


def say_sources(view: View) -> None:
    """How many articles and outlets, how many events are told by more than one, how the dates of publication are known."""
    of, shown = view.opened.articles, view.shown
    outlets = int((_counted(view)["number"] != UNSTATED).sum())
    show(f'<h1 class="dl-head">{safe(say.head(of["all"], outlets))}</h1>')
    head = say.told(shown.n_several, shown.n) if shown.n else say.NONE_MATCHES
    show(f'<p class="dl-said" style="margin-top:.5rem">{safe(head)} <em>{safe(say.bases(of))}</em></p>')


def tab_words(view: View) -> str:
    """What the browser's tab says of the page."""
    return say.head(view.opened.articles["all"], int((_counted(view)["number"] != UNSTATED).sum()))


def show_coverage(view: View) -> None:
    """Which source tells of which event, a page of events at a time, those told by most sources first."""
    if not view.shown.n:
        return
    show(f"<h2 class=dl-part>{say.WHO_TELLS}</h2>")
    by = ask_columns(view)
    coverage = _coverage(view, view.opened.directory, view.opened.stamp, by)
    rows, sources = _chosen(view, view.opened.directory, view.opened.stamp, view.choices, by)
    if not len(rows):
        return
    body = st.container()
    page = rows[ask_page(len(rows), LINES, "cover_page")]
    events = read_events(view.opened.timeline, page).set_index("row").loc[page.tolist()].reset_index()
    columns = named_sources(read_sources(view.opened.timeline, sources, by), by)
    cells = read_cells(view.opened.timeline, coverage, page.tolist(), by)
    cells = cells[cells["source"].isin(sources)]
    cells = cells.assign(
        event=cells["row"].map({row: n for n, row in enumerate(page.tolist())}),
        source=cells["source"].map({source: n for n, source in enumerate(sources)}),
        place=[PLACES[p] for p in cells["place"]],
    )
    cells["says"] = [say.place(of, delay) for of, delay in zip(cells["place"], cells["delay"], strict=True)]
    with body:
        show(key_of_sources(columns["kind"].tolist()))
        selected = st.session_state.get("event") or None
        figure = coverage_figure(events, columns, cells, current_look(), selected, half(8 / 15))
        picture(
            figure, KEY, say.matrix_alt(len(events), len(columns), by), _choose, matrix_twin(events, columns, cells)
        )
    left_out = say.not_drawn(len(sources), _n_sources(view, by), view.opened.articles["copies"], by)
    if left_out:
        show(f'<p class="small mute">{safe(left_out)}</p>')


def ask_columns(view: View) -> By:
    """Outlets or articles as columns; articles where most of them state no outlet."""
    table = _counted(view)
    stated = table[table["number"] != UNSTATED]
    mostly = len(stated) > 1 and stated["articles"].sum() * 2 >= table["articles"].sum()
    options = [say.OUTLETS, say.ARTICLES]
    chosen = st.segmented_control(
        say.COLUMNS,
        options,
        default=options[0] if mostly else options[1],
        required=True,
        key="columns",
        bind="query-params",
        label_visibility="collapsed",
    )
    return "articles" if chosen == say.ARTICLES else "outlets"


def named_sources(sources: pd.DataFrame, by: By) -> pd.DataFrame:
    """`name` and `kind` of each column; an article that states no outlet is called by its title."""
    names = [
        text_or_none(s["outlet"]) or (f"“{shorten(str(s['title']), NAMED)}”" if by == "articles" else say.NO_OUTLET)
        for s in sources.to_dict("records")
    ]
    return sources.assign(name=names)


def matrix_twin(events: pd.DataFrame, columns: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """The picture in words: a line an event, a column a source."""
    out = pd.DataFrame(
        {say.DATE: [date_words(text_or_none(d)) for d in events["date_edtf"]], say.EVENT: events["title"].tolist()}
    )
    for n, name in enumerate(columns["name"]):
        said = dict(zip(cells["event"][cells["source"] == n], cells["says"][cells["source"] == n], strict=True))
        out[f"{n + 1} {name}"] = [said.get(event, "") for event in range(len(events))]
    return out


def key_of_sources(kinds: list[Any]) -> str:
    """What the signs and the letters mean."""
    signs = "".join(
        f"<span>{sign(None, hollow=hollow, shape=shape)}{say.SIGNS[what]}</span>"
        for what, hollow, shape in (("first", False, "square"), ("later", True, "square"), ("alone", False, ""))
    )
    letters = dict.fromkeys(outlet_sign(text_or_none(kind)) for kind in kinds)
    badges = "".join(f"<span>{badge(kind, letter)}{safe(say.kind(kind))}</span>" for kind, letter in letters)
    return f'<div class="dl-key">{signs}</div><div class="dl-key" style="margin-top:.3rem">{badges}</div>'


def half(share: float) -> int:
    """The px of a column beside another; on a phone they stand one below the other."""
    width = seen_width()
    return width if width < 640 else int(width * share) - 20


def _choose() -> None:
    found = clicked(KEY)
    if isinstance(found, list) and len(found) == 2:
        open_event(str(found[0]))
        st.session_state["open_article"] = str(found[1])


def show_outlets(view: View) -> None:
    """A line an outlet: articles, events, first, alone, copies, how long after the first; sorted by a click on a head."""
    if not view.shown.n:
        return
    table = _counted(view)
    kinds = [outlet_sign(text_or_none(kind)) for kind in table["kind"]]
    lines = table.assign(
        outlet=[text_or_none(o) or say.NO_OUTLET for o in table["outlet"]],
        kind=[f"{letter} {say.kind(kind)}" for kind, letter in kinds],
    )[list(say.HEADS)]
    show(f"<h2 class=dl-part>{say.BY_OUTLET}</h2>")
    hues = {f"{letter} {say.kind(kind)}": current_look().outlet[kind] for kind, letter in kinds}
    config: dict[str, Any] = {
        name: st.column_config.Column(
            head, help=help_, width=190 if name == "outlet" else 125 if name == "kind" else 70
        )
        for name, (head, help_) in say.HEADS.items()
    }
    config["delay"] = st.column_config.NumberColumn(
        *say.HEADS["delay"][:1], help=say.HEADS["delay"][1], format="%.0f", width=70
    )
    coloured: Any = lines.style.map(lambda kind: f"color: {hues[kind]}; font-weight: 600", subset=["kind"])
    st.dataframe(
        coloured,
        key="by_outlet",
        hide_index=True,
        column_config=config,
        alt=say.OUTLETS_ALT,
        placeholder="",
        height=min(38 + 35 * len(lines), 248),
    )
    says = []
    if (table["number"] == UNSTATED).any():
        says.append(say.UNSTATED_APART)
    coverage = _coverage(view, view.opened.directory, view.opened.stamp, "outlets")
    unsure = len(np.unique(coverage.row[(coverage.place == PERHAPS) & view.shown.mask[coverage.row]]))
    says.append(say.not_dated(unsure))
    show(f'<p class="small mute">{safe(" ".join(s for s in says if s))}</p>')


def _counted(view: View) -> pd.DataFrame:
    return _by_outlet(view, view.opened.directory, view.opened.stamp, view.choices)


def _n_sources(view: View, by: By) -> int:
    """How many columns there could be."""
    return view.opened.articles["all"] - view.opened.articles["copies"] if by == "articles" else len(_counted(view))


@st.cache_resource(show_spinner=False, max_entries=4)
def _coverage(_view: View, directory: str, stamp: str, by: By) -> Coverage:
    return read_coverage(_view.opened.timeline, by)


@st.cache_resource(show_spinner=False, max_entries=32)
def _chosen(_view: View, directory: str, stamp: str, choices: Choices, by: By) -> tuple[Rows, list[int]]:
    """The events that can be paged through, and the sources that are columns."""
    coverage, shown = _coverage(_view, directory, stamp, by), _view.shown
    sources = busiest_sources(coverage, shown.mask, COLUMNS, by)
    return most_told(coverage, shown.mask, shown.index.rank, MOST), sources


@st.cache_resource(show_spinner=False, max_entries=32)
def _by_outlet(_view: View, directory: str, stamp: str, choices: Choices) -> pd.DataFrame:
    coverage = _coverage(_view, directory, stamp, "outlets")
    return count_outlets(_view.opened.timeline, coverage, _view.shown.mask)
