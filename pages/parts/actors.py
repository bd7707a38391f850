"""The parts of the actors page: whom it is about, their own timeline, how they are spelt.

Enters: the session's `View`. Leaves: `About`, elements on the page; whom it is about stands in the address.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import pandas as pd
import streamlit as st

from data_prep.company import any_of
from data_prep.detail import NOBODY, Plan, plan_lanes, see
from data_prep.one_actor import Parts, find_spellings, read_parts
from data_prep.queries import read_actors
from data_prep.saying import date_words
from data_prep.selection import Selection
from pages.charts.lanes import lanes_figure
from pages.charts.sides import Lane, Lanes, lanes_by_actor
from pages.parts.event_panel import text_or_none
from pages.parts.filters import find_actor, open_event
from pages.parts.lanes import drawn_of
from pages.parts.picture import clicked, picture
from pages.parts.ruler import seen_width
from pages.parts.style import current_look, safe, show
from pages.parts.view import View, lead_to_timeline
from pages.words import actors as say

MOST = 1000  # actors offered; the others are found by typing
COMPARED = 3  # actors that one page can be about
SPELT, LINKED = 12, 4  # spellings listed, articles linked for each
LANES = 6


@dataclass(frozen=True, slots=True)
class About:
    """The actors that the page is about, and their events: of any of them, or only those of all together."""

    actors: tuple[str, ...]
    own: Selection
    shared: bool


def ask_about(view: View) -> About:
    """Whom the page is about; offered are actors of the events shown, the most frequent first. By itself: the busiest."""
    names = {view.opened.labels[a]: a for a, _ in view.shown.busiest(MOST)}
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    with left:
        asked = st.multiselect(
            say.CHOOSE,
            [*names, *(name for name in st.session_state.get("person", []) if name not in names)],
            key="person",
            bind="query-params",
            max_selections=COMPARED,
            accept_new_options=True,
            select_all=False,
            placeholder=next(iter(names)),
            help=say.CHOOSE_HELP,
        )
        found = [names.get(name) or find_actor(view.opened, name) for name in asked]
        for actor in (a for a in found if a and not _has_events(view, a)):
            show(f'<p class="dl-note">{safe(say.NOT_SHOWN.format(view.opened.names[actor]))}</p>')
    actors = tuple(dict.fromkeys(a for a in found if a and _has_events(view, a))) or (view.shown.busiest(1)[0][0],)
    with right:
        shared = len(actors) > 1 and st.toggle(say.SHARED, key="all_of_them", bind="query-params")
    return About(actors, _all_of(view.shown, actors) if shared else any_of(view.shown, actors), bool(shared))


def _has_events(view: View, actor: str) -> bool:
    return bool(view.shown.per_actor[view.shown.index.actors.at[actor]])


def _all_of(shown: Selection, actors: tuple[str, ...]) -> Selection:
    for actor in actors:
        shown = shown.of_actor(actor)
    return shown


def make_about(view: View, *actors: str) -> None:
    """In a callback: the page is about these."""
    st.session_state["person"] = [view.opened.labels[a] for a in actors]


def names_of(view: View, about: About) -> list[str]:
    """What the actors of the page are called."""
    return [view.opened.names[a] for a in about.actors]


def say_who(view: View, about: About) -> None:
    """Name, what it is, how many events, with whom; of several, how many each has."""
    names, own = names_of(view, about), about.own
    partners = own.busiest(len(own.actors), about.actors)
    company = [view.opened.names[a] for a, _ in partners[: 5 if len(partners) <= 5 else 4]]
    if len(names) == 1:
        first = _what(read_actors(view.opened.timeline, about.actors).iloc[0])
    else:
        counts = [(name, view.shown.of_actor(a).n) for name, a in zip(names, about.actors, strict=True)]
        first = say.each_and_shared(counts, _all_of(view.shown, about.actors).n)
    head = say.head(own.n, about.shared, company, len(partners) - len(company), own.n_undated)
    show(
        f'<h1 class="dl-head">{safe(say.listed(names))}</h1>'
        f'<p class="dl-said" style="margin-top:.5rem">{safe(first)} <em>{safe(head)}</em></p>'
    )


def _what(actor: "pd.Series[str]") -> str:
    roles = list(actor["roles"])
    words = str(roles[0]["role"] if roles else actor["type"])
    return f"{words[0].upper()}{words[1:]}."


def show_own_timeline(view: View, about: About) -> None:
    """Lanes of their own, those of the page first; then those who appear most with them, the others on one lane."""
    own, window = about.own, about.own.main
    if window is None:
        show(f'<p class="dl-note">{safe(say.UNDATED if own.n else say.NO_SHARED)}</p>')
        return
    plan = plan_lanes(own, "actors", LANES, about.actors)
    detail = see(own, plan, window, width=seen_width())
    figure = lanes_figure(
        **drawn_of(view.opened, plan, detail),
        lanes=_lanes(view, about, plan),
        window=window,
        look=current_look(),
        width=seen_width(),
        selected=st.session_state.get("event") or None,
        named=10,
    )
    picture(figure, "own", say.what_timeline(own.n, names_of(view, about)), _open)
    if says := say.not_drawn(detail.before, detail.after, detail.dense):
        show(f'<p class="small mute">{safe(says)}</p>')


def _lanes(view: View, about: About, plan: Plan) -> Lanes:
    counts = dict(zip(plan.keys, plan.counts, strict=True))
    with_them = [key for key in plan.keys if key not in about.actors]
    who = view.opened.actors.loc[with_them].reset_index().assign(n=[counts[key] for key in with_them])
    own = tuple(Lane(actor, view.opened.names[actor], True) for actor in about.actors if actor in counts)
    return Lanes((own, *lanes_by_actor(who, plan.rest, NOBODY in plan.times).sides))


def _open() -> None:
    event = clicked("own")
    if isinstance(event, str):
        go_to_event(event)


def go_to_event(event_id: str) -> None:
    """In a callback: open an event on the timeline."""
    open_event(event_id)
    st.session_state["to_timeline"] = True


def follow() -> None:
    """Go where a callback wants to: it cannot change the page by itself."""
    if st.session_state.pop("to_timeline", False):
        lead_to_timeline()


@st.cache_resource(show_spinner=False, max_entries=200)
def parts_of(_view: View, directory: str, stamp: str, actor: str) -> Parts:
    """The parts that an actor has in all events; read once."""
    return read_parts(_view.opened.timeline, actor)


def all_parts(view: View, about: About) -> list[Parts]:
    """The parts of each actor of the page."""
    return [parts_of(view, view.opened.directory, view.opened.stamp, actor) for actor in about.actors]


@st.cache_data(show_spinner=False, max_entries=200)
def _spellings(_view: View, directory: str, stamp: str, actor: str) -> pd.DataFrame:
    return find_spellings(_view.opened.timeline, actor)


def show_spellings(view: View, about: About) -> None:
    """Every spelling: how often, from when to when, in which articles, why it is this actor's."""
    who = read_actors(view.opened.timeline, about.actors).set_index("actor_id")
    for actor in about.actors:
        spellings = _spellings(view, view.opened.directory, view.opened.stamp, actor)
        reasons = {r["alias"]: r["why"] for r in who.at[actor, "why"]}
        if spellings.empty:
            continue
        lines = "".join(_spelling(r, reasons) for r in spellings.head(SPELT).to_dict("records"))
        head = "".join(f'<th scope="col">{safe(h)}</th>' for h in say.WRITTEN)
        left = len(spellings) - SPELT
        more = f'<p class="mute small">{safe(say.more_spellings(left))}</p>' if left > 0 else ""
        title = safe(say.spelt(view.opened.names[actor], len(spellings)))
        show(
            f'<h3>{title}</h3><div class="dl-scroll" tabindex="0" role="region" aria-label="{title}">'
            f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>{more}</div>"
        )


def _spelling(r: dict[Any, Any], reasons: dict[str, str]) -> str:
    links = ", ".join(
        f'<a href="sources?article={quote_plus(str(a["article_id"]))}" target="_self">{safe(a["outlet"] or say.OUTLET_UNKNOWN)}</a>'
        for a in r["articles"][:LINKED]
    )
    if (left := r["n_articles"] - min(len(r["articles"]), LINKED)) > 0:
        links += f' <span class="mute">{safe(say.more_outlets(left))}</span>'
    dates = "".join(f"<td class=date>{safe(date_words(text_or_none(r[end])))}</td>" for end in ("first", "last"))
    why = reasons.get(r["spelling"]) or r["why"]
    return f"<tr><td>{safe(r['spelling'])}</td><td class=num>{r['n']:,}</td>{dates}<td>{links}</td><td class=mute>{safe(why)}</td></tr>"
