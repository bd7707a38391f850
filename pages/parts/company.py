"""The part of the actors page that says who appears with whom: a network or a matrix, and the events of two.

Enters: the session's `View`, `About`. Leaves: a picture with its table; the pair that is listed stands in the address.
"""

import numpy as np
import pandas as pd
import streamlit as st

from data_prep.company import Company, find_company, shown_rows
from data_prep.detail import REST
from data_prep.queries import Choices
from pages.charts.network import Ties, network_figure
from pages.charts.together import together_figure
from pages.parts.actors import COMPARED, About, go_to_event, make_about, names_of
from pages.parts.picture import clicked, picture
from pages.parts.ruler import seen_width
from pages.parts.style import current_look, safe, show
from pages.parts.table import PAGE, ask_page, show_rows
from pages.parts.view import View
from pages.words import actors as say

NODES, ROWS = 24, 12  # actors that the eye can hold in a network, in a matrix
FEW = 12  # marks of a network on a phone


@st.cache_resource(show_spinner=False, max_entries=64)
def _company(_view: View, directory: str, stamp: str, choices: Choices, about: tuple[str, ...], most: int) -> Company:
    return find_company(_view.shown, about, most)


def show_company(view: View, about: About) -> None:
    """Who appears with whom, drawn as the reader likes; a click on two lists what they share."""
    show(f"<h3>{safe(say.COMPANY)}</h3>")
    drawn_as = st.segmented_control(
        say.VIEW_AS,
        say.VIEWS,
        default=say.NETWORK,
        required=True,
        key="company",
        bind="query-params",
        label_visibility="collapsed",
    )
    network, width = drawn_as != say.MATRIX, seen_width()
    most = ROWS if not network else FEW if width < 500 else NODES
    of = view.opened
    company = _company(view, of.directory, of.stamp, view.choices, about.actors, most)
    if not company.shared.any():
        show(f'<p class="mute">{safe(say.NO_COMPANY)}</p>')
        return
    pairs = company.pairs()
    best = [(of.names[a], of.names[b], n) for a, b, n in pairs[:5]]
    twin = pd.DataFrame([(of.names[a], of.names[b], n) for a, b, n in pairs], columns=["Actor", "With", "Events"])
    ties = _ties(view, about, company)
    alt = say.what_company(names_of(view, about), best)
    if network:
        figure = network_figure(ties, current_look(), min(width, 900), 480 if width > 500 else 420)
        picture(figure, "network", alt, lambda: _choose(view, about, "network"), twin)
    else:
        picture(_matrix(ties, min(width, 640)), "matrix", alt, lambda: _choose(view, about, "matrix"), twin)
    lines = int((np.triu(ties.shared) > 0).sum())
    read = say.how_to_read(len(company.actors), company.rest, lines, len(ties.lines()), network, len(about.actors))
    show(f'<p class="small mute" style="max-width:46rem">{safe(read)}</p>')
    _list_pair(view, pairs)


def _ties(view: View, about: About, company: Company) -> Ties:
    """The company as the pictures have it, with one more for all others."""
    of, n = view.opened, len(company.actors)
    names, types = [of.names[a] for a in company.actors], list(of.actors.loc[list(company.actors), "type"])
    if not company.rest:
        return Ties(company.actors, names, types, company.events, company.shared, len(about.actors))
    shared = np.zeros((n + 1, n + 1), np.int64)
    shared[:n, :n] = company.shared
    focus = len(about.actors)
    shared[:focus, n] = shared[n, :focus] = company.with_rest[:focus]
    return Ties(
        (*company.actors, REST), [*names, say.others(company.rest)], [*types, ""], (*company.events, 1), shared, focus
    )


def _matrix(ties: Ties, width: int) -> object:
    shared = {
        (ties.keys[i], ties.keys[j]): int(ties.shared[i, j])
        for i, j in zip(*np.nonzero(np.triu(ties.shared, 1)), strict=True)
    }
    names = dict(zip(ties.keys, ties.names, strict=True))
    return together_figure(shared, ties.keys, names, current_look(), set(ties.keys[: ties.focus]), width)


def _choose(view: View, about: About, key: str) -> None:
    """A mark was clicked: the page is about it, or compares it as well; or a line: the events of both are listed."""
    found = clicked(key)
    if isinstance(found, str) and found in view.opened.names and found not in about.actors:
        adds = 1 < len(about.actors) < COMPARED
        make_about(view, *(about.actors if adds else ()), found)
    elif isinstance(found, list) and len(found) == 2 and REST not in found:
        st.session_state["pair"] = _label(view, *found)


def _label(view: View, a: str, b: str) -> str:
    return say.listed([view.opened.labels[a], view.opened.labels[b]])


def _list_pair(view: View, pairs: list[tuple[str, str, int]]) -> None:
    """The events of two: chosen here or in the picture."""
    labels = {_label(view, a, b): (a, b, n) for a, b, n in pairs}
    if st.session_state.get("pair") not in labels:
        st.session_state.pop("pair", None)
    chosen = st.selectbox(
        say.PAIR, list(labels), index=None, key="pair", bind="query-params", placeholder=say.PAIR_NONE, width=440
    )
    if chosen is None:
        return
    a, b, n = labels[chosen]
    rows = np.intersect1d(shown_rows(view.shown, a), shown_rows(view.shown, b))
    with st.container(horizontal=True, vertical_alignment="center"):
        show(f"<h3>{safe(say.pair(view.opened.names[a], view.opened.names[b], n))}</h3>")
        st.button(say.COMPARE, type="tertiary", key="compare", on_click=make_about, args=(view, a, b))
    show_rows(view.opened, rows[ask_page(len(rows), PAGE, "pair_page")], "pair_list", go_to_event)
