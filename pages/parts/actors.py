"""The parts of the actors page.

Enters: the session's `View`, one or two actor_ids. Leaves: elements on the page; both actors stand in the address.
"""

from itertools import combinations
from typing import Any

import pandas as pd
import streamlit as st

from data_prep.detail import plan_lanes, see
from data_prep.queries import find_spellings, read_actors, read_ids, read_reports
from data_prep.selection import Selection
from pages.charts.dates import date_words
from pages.charts.lanes import lanes_figure
from pages.charts.together import together_figure
from pages.parts.event_panel import source_blocks, text_or_none
from pages.parts.filters import find_actor, open_event
from pages.parts.lanes import drawn_of, lanes_of
from pages.parts.picture import clicked, picture
from pages.parts.ruler import seen_width
from pages.parts.style import current_look, listed, plural, safe, show
from pages.parts.table import ask_page
from pages.parts.view import View

MOST = 1000  # actors offered; the others are found by typing
TOLD = 12  # events whose sources are quoted at a time
ANYONE = "with anyone"


def ask_actors(view: View) -> tuple[str, str | None]:
    """Whom the page is about, and with whom; offered are actors of the events shown, the most frequent first."""
    left, right = st.columns([1, 1], gap="small")
    with left:
        focus = _ask_actor(view, "Actor", "person", view.shown, []) or view.shown.busiest(1)[0][0]
    with right:
        other = _ask_actor(view, "Together", "with", view.shown.of_actor(focus), [focus])
    return focus, other if other != focus else None


def _ask_actor(view: View, label: str, key: str, among: Selection, without: list[str]) -> str | None:
    """One of the actors of some events, by name; None for anyone, or for one that none of them names, which is said."""
    names = {view.opened.labels[a]: a for a, _ in among.busiest(MOST, without)}
    options = [*([ANYONE] if without else []), *names]
    if (now := st.session_state.get(key)) and now not in options:
        options.append(now)
    name = st.selectbox(label, options, key=key, bind="query-params", accept_new_options=True)
    actor = None if name in (None, ANYONE) else names.get(name) or find_actor(view.opened, name)
    if actor and not among.per_actor[among.index.actors.at[actor]]:
        st.caption("None of the events shown names both." if without else "None of the events shown names this actor.")
        return None
    return actor


def own_events(shown: Selection, focus: str, other: str | None) -> Selection:
    """The events of one actor, or of both."""
    own = shown.of_actor(focus)
    return own.of_actor(other) if other else own


def say_who(view: View, focus: str, other: str | None, own: Selection) -> None:
    """Name, what it is, how many events, with whom."""
    names = view.opened.names
    title = names[focus] + (f" and {names[other]}" if other else "")
    what = "" if other else _what(read_actors(view.opened.timeline, [focus]).iloc[0])
    partners = own.busiest(len(own.actors), [a for a in (focus, other) if a])
    company = listed([names[a] for a, _ in partners[:5]], 5) or "nobody else"
    if (more := len(partners) - 5) > 0:
        company = f"{', '.join(names[a] for a, _ in partners[:4])} and {more + 1:,} more"
    also = "also with" if other else "with"
    tail = f"; {own.n_undated:,} {'has' if own.n_undated == 1 else 'have'} no date" if own.n_undated else ""
    head = f"{plural(own.n, 'event')}{' together' if other else ''}, {also} {company}"
    show(
        f'<h1 class="dl-head">{safe(title)}</h1><p class="dl-said" style="margin-top:.5rem">{safe(what)} <em>{safe(head + tail)}.</em></p>'
    )


def _what(actor: "pd.Series[str]") -> str:
    roles = list(actor["roles"])
    if roles:
        words = str(roles[0]["role"])
        return words[0].upper() + words[1:] + "."
    return f"{str(actor['type']).capitalize()}."


def show_own_timeline(view: View, own: Selection, focus: str, other: str | None) -> None:
    """The actor's own lanes: the actor, those who appear most with it, the others on one lane."""
    if own.span is None:
        show('<p class="dl-note">None of these events has a date; they stand in the table.</p>')
        return
    plan = plan_lanes(own, "actors", 6, (focus, other) if other else (focus,))
    what = drawn_of(view.opened, plan, see(own, plan, own.span, width=seen_width()))
    figure = lanes_figure(
        **what,
        lanes=lanes_of(view.opened, plan),
        window=own.span,
        look=current_look(),
        width=seen_width(),
        selected=st.session_state.get("event") or None,
        named=10,
    )
    alt = f"{own.n:,} events of {view.opened.names[focus]} over time; the table below holds the same"
    picture(figure, "own", alt, _open)


def _open() -> None:
    event = clicked("own")
    if isinstance(event, str):
        open_event(event)
        st.switch_page("pages/explore/timeline.py")


def show_roles(view: View, actor: str) -> None:
    """Titles with the dates at which each was seen."""
    row = read_actors(view.opened.timeline, [actor]).iloc[0]
    if not len(row["roles"]):
        return
    lines = "".join(
        f"<tr><td>{safe(r['role'])}</td><td class=date>{safe(_first_to_last(r))}</td></tr>" for r in row["roles"]
    )
    show(f"<h3>{safe(view.opened.names[actor])}, in the sources</h3><table>{lines}</table>")


def _first_to_last(role: dict[str, str | None]) -> str:
    first, last = text_or_none(role.get("first")), text_or_none(role.get("last"))
    if first and last and first != last:
        return f"{date_words(first)} to {date_words(last)}"
    return date_words(first or last) if first or last else "no date"


@st.cache_data(show_spinner=False, max_entries=200)
def _spellings(_view: View, directory: str, stamp: str, actor: str) -> pd.DataFrame:
    return find_spellings(_view.opened.timeline, actor)


def show_spellings(view: View, actor: str) -> None:
    """Every spelling seen, how often and in which outlets."""
    spellings = _spellings(view, view.opened.directory, view.opened.stamp, actor)
    if spellings.empty:
        return
    lines = "".join(
        f"<tr><td>{safe(r['spelling'])}</td><td class=num>{r['n']}×</td><td class=mute>{safe(listed(list(r['outlets']), 4))}</td></tr>"
        for r in spellings.head(20).to_dict("records")
    )
    n = len(spellings)
    more = f'<p class="mute small">and {n - 20} more</p>' if n > 20 else ""
    name = safe(view.opened.names[actor])
    show(f"<h3>{name}, written {'one way' if n == 1 else f'{n} ways'}</h3><table>{lines}</table>{more}")


def show_company(view: View, focus: str, most: int = 9) -> None:
    """Who appears with whom, among those who appear most with the actor."""
    own = view.shown.of_actor(focus)
    partners = own.busiest(most - 1, [focus])
    if not partners:
        return
    chosen = [focus, *(a for a, _ in partners)]
    theirs = {a: view.shown.of_actor(a) for a in chosen}
    shared = {(a, b): int((theirs[a].mask & theirs[b].mask).sum()) for a, b in combinations(chosen, 2)}
    width = min(seen_width(), 460) if seen_width() < 640 else int(seen_width() * 5 / 11) - 40
    show("<h3>Who appears with whom</h3>")
    names = view.opened.names
    figure = together_figure({k: n for k, n in shared.items() if n}, chosen, names, current_look(), focus, width)
    best = ", ".join(f"{names[a]} {n:,}" for a, n in partners[:5])
    picture(figure, "together", f"Events shared with {names[focus]}: {best}")


def show_words(view: View, focus: str, other: str | None, own: Selection) -> None:
    """What was said by the actor, then what is said about it, sentence by sentence, some events at a time."""
    name = safe(view.opened.names[focus])
    body = st.container()
    some = own.ranked()[ask_page(own.n, TOLD, "words_page")]
    reports = read_reports(view.opened.timeline, *read_ids(view.opened.timeline, some.tolist()))
    mine: Any = [focus in who or by == focus for who, by in zip(reports["actors"], reports["speaker"], strict=True)]
    rows = reports[mine].drop_duplicates(["article_id", "start", "end"]).to_dict("records")
    said = [r for r in rows if r["speaker"] == focus]
    about = [r for r in rows if r["speaker"] != focus]
    both = f"{name} and {safe(view.opened.names[other])}" if other else name
    with body:
        for head, some_rows in ((f"Said by {name}", said), (f"Said about {both}", about)):
            if some_rows:
                show(f"<h3>{head}</h3>{source_blocks(some_rows)}")
        if not rows:
            show('<p class="mute">No sentence of the sources is kept for these events.</p>')
