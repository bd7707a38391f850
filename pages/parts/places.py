"""The parts of the page of places: a map and a timeline, each of which shows what is chosen on the other, and the lists.

Enters: the session's `View`. Leaves: elements on the page. What is chosen stands in the address; the stretch of time is the one
that the reader moved the timeline to, and until then all of it, with the events that have no date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data_prep.queries import fold
from data_prep.saying import date_words
from data_prep.selection import Selection
from data_prep.where import at_places, count_nowhere, count_together, first_and_last, known_places, within
from data_prep.windows import Window
from pages.charts.earth import Frame, frame_of
from pages.charts.map import HOLLOW, Sizes, crowded, draw_map, gather, map_height
from pages.parts.filters import EMPTY, open_event, set_days
from pages.parts.lanes import Asked, lay_out, show_lanes, whole_window
from pages.parts.live import forget_window, live_window
from pages.parts.picture import all_clicked, picture
from pages.parts.ruler import seen_width
from pages.parts.style import current_look, listed, plural, safe, show
from pages.parts.table import PAGE, ask_page, show_rows
from pages.parts.view import View, current_view, lead_to_timeline, say_filters, title_of_page
from pages.words import places as say

TIME, MAP, CHOSEN = "places_time", "map", "at"  # keys: of the timeline, of the map, of the chosen places
OFFERED = 1000  # places; the others are found by typing a name
NEARER = 0.7  # of the map with all places: when the map that leaves some out is worth it
NARROW = 500  # px of a phone, where a drag over the map moves the page


@dataclass(frozen=True)
class Seen:
    """What the page shows: the events that pass the filters, the places they name, which are chosen, the stretch of time."""

    view: View
    places: pd.DataFrame  # `where.known_places` of the events that pass
    chosen: tuple[int, ...]
    window: Window | None  # that the reader moved to

    @cached_property
    def in_time(self) -> Selection:
        """The events of the stretch of time."""
        return within(self.view.shown, self.window) if self.window else self.view.shown

    @cached_property
    def here(self) -> Selection:
        """The events at the chosen places, at all times; where none is chosen, those at any place."""
        return at_places(self.view.shown, self.chosen or self.places.index.tolist())

    @cached_property
    def placed(self) -> pd.DataFrame:
        """The places that have a point on the map, with n: their events at all times."""
        placed = self.places[self.places["lat"].notna()]
        return placed.assign(n=self.view.shown.per("places")[placed.index])

    @cached_property
    def days(self) -> pd.DataFrame:
        """The first and the last day of each place in the stretch of time."""
        return first_and_last(self.in_time)

    @cached_property
    def table(self) -> pd.DataFrame:
        """All places with n (events in the stretch of time), first and last; the chosen first, then those with most events."""
        table = self.places.join(self.days).assign(n=self.in_time.per("places")[self.places.index])
        return table.assign(chosen=table.index.isin(self.chosen)).sort_values(
            ["chosen", "n"], ascending=False, kind="stable"
        )


def look_at(view: View) -> Seen:
    """What is to be shown, by the address and by where the reader moved the timeline."""
    every = known_places(view.opened.timeline)
    places = every[view.shown.per("places")[every.index] > 0]
    moved = live_window(TIME, whole_window(view))
    return Seen(view, places, _ask_places(places), moved)


def _ask_places(places: pd.DataFrame) -> tuple[int, ...]:
    """The chosen places, by number; one that none of the events names is said."""
    names = list(dict.fromkeys(places["name"][:OFFERED]))
    asked = st.session_state.get(CHOSEN) or []
    named = st.multiselect(
        say.ASK,
        [*names, *(name for name in asked if name not in names)],
        key=CHOSEN,
        bind="query-params",
        placeholder=say.ANYWHERE,
        select_all=False,
        accept_new_options=True,
    )
    found: dict[int, None] = {}
    for name in named:
        mine = places.index[places["name"] == name]
        mine = mine if len(mine) else places.index[[fold(n) == fold(name) for n in places["name"]]]
        found |= dict.fromkeys(mine.tolist())
        if not len(mine):
            show(f'<p class="small mute">{safe(say.not_there(name))}</p>')
    return tuple(found)


def _choose(numbers: Sequence[int], places: pd.DataFrame) -> None:
    """In a callback: these places, and no others; the same ones again: none."""
    names = list(places["name"].reindex(list(numbers)).dropna())
    st.session_state[CHOSEN] = [] if names == (st.session_state.get(CHOSEN) or []) else names


@st.fragment
def show_places() -> None:
    """The whole page: what moves on it draws it anew, and leaves the frame alone."""
    if st.session_state.pop("beyond_places", None):
        st.rerun()  # the filters are the frame's
    if st.session_state.pop("open_on_timeline", None):
        lead_to_timeline()
    view = current_view()
    head = st.container()
    seen = look_at(view)
    with head:
        _say(seen)
    if seen.places.empty:
        show(f'<p class="dl-note">{say.NO_PLACE}</p>')
        return
    show_map(seen)
    show_time(seen)
    show_chosen(seen)
    show_list(seen)
    show_unplaced(seen)


def _say(seen: Seen) -> None:
    of, unplaced = seen.in_time, seen.places[seen.places["lat"].isna()]
    names = list(seen.places["name"].reindex(list(seen.chosen)))
    title_of_page(say.title_of_tab(listed(names, 3)))
    there = of.per("places")[seen.places.index] > 0
    unplaced = unplaced[of.per("places")[unplaced.index] > 0]
    nowhere, without = count_nowhere(of), at_places(of, unplaced.index.tolist()).n
    words = say.at_places(of.n - nowhere, int(there.sum()), _stretch(seen.window))
    show(f'<h1 class="dl-head">{say.HEAD}</h1>')
    show(f'<p class="dl-said">{safe(words)} <em>{safe(say.left_out(nowhere, len(unplaced), without))}</em></p>')
    say_filters(seen.view)


def _days(window: Window) -> tuple[Any, Any]:
    """The first and the last day of a stretch of time."""
    return tuple(np.datetime64(int(at), "ms").astype("datetime64[D]").item() for at in (window[0], window[1] - 1))


def _stretch(window: Window | None) -> str:
    if window is None:
        return ""
    a, b = (date_words(day.isoformat()) for day in _days(window))
    return a if a == b else f"{a} to {b}"


def show_map(seen: Seen) -> None:
    """The map, what its signs mean, and which part of the earth it shows."""
    if seen.placed.empty:
        show(f'<p class="dl-note">{say.NO_POINT}</p>')
        return
    frame = _ask_frame(seen)
    circles = _circles(seen, frame)
    sizes = Sizes.up_to(int(circles["every"].max()))
    inside = frame.holds(circles["lon"], circles["lat"])
    # While boxes are drawn, Streamlit lets no click choose: it is one or the other.
    drag, shown = frame.width > NARROW and st.toggle(say.BOX, key="map_box"), circles[inside]
    figure = draw_map(shown, frame, sizes, current_look(), chosen=seen.chosen, drag=drag).figure()
    there = seen.in_time.per("places")[seen.placed.index] > 0
    alt = say.of_map(int(there.sum()), at_places(seen.in_time, seen.placed.index.tolist()).n)
    picture(figure, MAP, alt, lambda: _clicked(seen), area=drag)
    _key(shown, sizes, sum(map(len, circles["places"][~inside])), drag)


def _clicked(seen: Seen) -> None:
    numbers = [int(number) for some in all_clicked(MAP) for number in some or ()]
    if numbers:
        _choose(numbers, seen.places)


def _ask_frame(seen: Seen) -> Frame:
    """Which part of the earth: where most events are if that is much nearer, all places, the whole of it, the chosen places."""
    width, some = seen_width(), seen.placed.loc[seen.placed.index.intersection(seen.chosen)]

    def frame(places: pd.DataFrame) -> Frame:
        return frame_of(places["lon"], places["lat"], width, map_height(width))

    ways = {say.MOST: frame(crowded(seen.placed)), say.EVERY: frame(seen.placed), say.WORLD: frame(seen.placed[:0])}
    if ways[say.MOST].per_px > NEARER * ways[say.EVERY].per_px:
        del ways[say.MOST]
    if len(some):
        ways[say.CHOSEN] = frame(some)
    if st.session_state.get("map_of") not in ways:
        st.session_state.pop("map_of", None)
    of = st.segmented_control(
        say.SHOW, list(ways), default=next(iter(ways)), required=True, key="map_of", bind="query-params", label_visibility="collapsed"
    )  # fmt: skip
    return ways[of]


def _circles(seen: Seen, frame: Frame) -> pd.DataFrame:
    """A row a circle, as `draw_map` takes it; `every`: its events at all times, by which circles are put together and sized."""
    placed = seen.placed
    groups = gather(placed, frame)
    heads = placed.iloc[[group[0] for group in groups]].join(seen.days)
    numbers, names = placed.index.to_numpy(), placed["name"].to_numpy()
    places = [numbers[group].tolist() for group in groups]
    every = count_together(seen.view.shown, places)
    now = count_together(seen.in_time, places) if seen.window else every
    others = [names[group[1:]].tolist() for group in groups]
    return heads.assign(n=now, every=every, places=places, others=others)


def _key(circles: pd.DataFrame, sizes: Sizes, outside: int, drag: bool) -> None:
    """What the signs of the map mean, in the signs themselves; what it leaves out, what can be done with it."""

    def disc(across: float, hollow: bool = False) -> str:
        fill = "transparent" if hollow else "var(--dl-mute)"
        style = f"display:inline-block;width:{across:.0f}px;height:{across:.0f}px;border-radius:50%;background:{fill};border:1.6px solid var(--dl-mute)"
        return f'<i style="{style}" aria-hidden="true"></i>'

    most = int(circles["every"].max())
    marks = [disc(float(sizes.across(n))) + f"{n:,}" for n in sizes.key(most)]
    if sizes.alike > 1:
        marks.insert(0, disc(float(sizes.across(1))) + say.alike(sizes.alike))
    parts = [f"<span>{mark}</span>" for mark in marks] + ['<span class="gap"></span>']
    hollow = circles["kind"].isin(HOLLOW)
    parts += [f"<span>{disc(10)}{say.FILLED}</span>"] * (not hollow.all())
    parts += [f"<span>{disc(10, True)}{say.HOLLOW}</span>"] * bool(hollow.any())
    if any(len(some) for some in circles["others"]):
        parts.append(f"<span>{say.GROUPED}</span>")
    hint = say.TOUCH_HINT if seen_width() <= NARROW else say.BOX_HINT if drag else say.HINT
    words = [say.outside(outside)] * (outside > 0) + [hint, say.BORDERS]
    show(f'<div class="dl-key">{"".join(parts)}</div><p class="small mute">{" ".join(words)}</p>')


def show_time(seen: Seen) -> None:
    """Strip and lanes of the events at the chosen places; where the reader moves it to is the stretch of time of the page."""
    laid = lay_out(seen.view, seen.here, Asked("places"), TIME)
    if laid is None:
        show(f'<p class="dl-note">{say.NO_DATE}</p>')
        return
    show_lanes(seen.view, laid, TIME, _open)
    if laid.detail.dense:
        show(f'<p class="small mute">{safe(say.dense(laid.detail.inside))}</p>')
    with st.container(horizontal=True):
        if seen.window:
            st.button(say.ALL_TIME, key="all_time", on_click=forget_window, args=(TIME,))
            st.button(say.KEEP_DAYS, key="keep_days", help=say.KEEP_DAYS_HELP, on_click=_keep_days, args=(seen,))
        if seen.chosen:
            if "place" in EMPTY:
                st.button(say.KEEP, key="keep_places", help=say.KEEP_HELP, on_click=_keep_places, args=(seen,))
            st.button(say.CLEAR, key="all_places", on_click=_choose, args=((), seen.places))


def _keep_places(seen: Seen) -> None:
    st.session_state["place"] = list(seen.places["name"].reindex(list(seen.chosen)))
    st.session_state["beyond_places"] = True


def _keep_days(seen: Seen) -> None:
    if seen.window:
        set_days(seen.view.opened, *_days(seen.window))
        forget_window(TIME)
        forget_window("picture")
        st.session_state["beyond_places"] = True


def _open(event_id: str) -> None:
    open_event(event_id)
    st.session_state["open_on_timeline"] = True


def show_chosen(seen: Seen) -> None:
    """The events at the chosen places in the stretch of time, the first ones first; a line opens its event."""
    if not seen.chosen:
        return
    rows = np.flatnonzero(at_places(seen.in_time, seen.chosen).mask)
    names = listed(list(seen.places["name"].reindex(list(seen.chosen))), 4)
    show(f"<h3>{safe(say.named(names, len(rows)))}</h3>")
    body = st.container()
    some = rows[ask_page(len(rows), PAGE, "here_page")]
    with body:
        show_rows(seen.view.opened, some, "here", _open)


def show_list(seen: Seen) -> None:
    """Every place of the map as a line: the same as the map, to be read, sorted and chosen from."""
    table = seen.table[seen.table["lat"].notna()]
    show(f"<h3>{say.KNOWN_PLACES}</h3>")
    body = st.container()
    part = table.iloc[ask_page(len(table), PAGE, "places_page")]
    with body:
        _lines(seen, part, "places_list")


def show_unplaced(seen: Seen) -> None:
    """The places that are not on the map, with the reason."""
    table = seen.table[seen.table["lat"].isna()]
    if table.empty:
        return
    show(f"<h3>{say.UNPLACED}: {plural(len(table), 'place')}</h3>")
    body = st.container()
    part = table.iloc[ask_page(len(table), PAGE, "unplaced_page")]
    with body:
        _lines(seen, part, "unplaced_list", why=True)


def _lines(seen: Seen, part: pd.DataFrame, key: str, why: bool = False) -> None:
    # To the month: of an event known to the month or year, the first and last day that are possible are no dates.
    when = [[date_words(day[:7]) if day else "" for day in part[end]] for end in ("first", "last")]
    kinds = [say.KIND.get(kind, kind) for kind in part["kind"]]
    columns = (part["name"], part["country"], kinds, part["n"], *when, part["why"])
    heads = (*say.LIST, say.WHY_NOT if why else say.WHY)
    lines = pd.DataFrame({head: list(column) for head, column in zip(heads, columns, strict=True)})
    numbers = part.index.tolist()
    turn = st.session_state.get(f"{key}_turn", 0)  # a new key: what was chosen in the list is then the page's

    def picked() -> None:
        at = st.session_state[f"{key}_{turn}"]["selection"]["rows"]
        if at:
            _choose([numbers[at[0]]], seen.places)
            st.session_state[f"{key}_turn"] = turn + 1

    st.dataframe(
        lines,
        key=f"{key}_{turn}",
        hide_index=True,
        height=min(38 + 35 * max(1, len(lines)), 420),
        alt=say.UNPLACED if why else say.KNOWN_PLACES,
        on_select=picked,
        selection_mode="single-row",
    )
