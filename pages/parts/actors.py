"""The parts of the actors page.

Enters: the session's `View`, one or two actor_ids. Leaves: elements on the page; both actors stand in the address.
"""

from collections import Counter

import pandas as pd
import streamlit as st

from pages.charts.axis import whole_span
from pages.charts.dates import date_words
from pages.charts.frame import dated
from pages.charts.lanes import lanes_figure
from pages.charts.together import together_figure
from pages.parts.event_panel import source_blocks, text_or_none
from pages.parts.filters import actor_labels, open_event
from pages.parts.level import drawn_of, lay_by_actor
from pages.parts.picture import clicked, picture
from pages.parts.ruler import seen_width
from pages.parts.style import current_look, listed, plural, safe, show
from pages.parts.view import View

MOST_WORDS = 12  # sources quoted before the rest is folded away
ANYONE = "with anyone"


def ask_actors(view: View) -> tuple[str, str | None]:
    """Whom the page is about, and with whom; the choice is among actors of the events shown, the most frequent first."""
    counts = Counter(a for who in view.shown["actors"] for a in set(who))
    labels = {name: a for name, a in actor_labels(view.opened).items() if a in counts}
    ranked = sorted(labels, key=lambda name: -counts[labels[name]])[:2000]
    left, right = st.columns([1, 1], gap="small")
    focus = labels[left.selectbox("Actor", ranked, key="person", bind="query-params")]
    partners = Counter(a for who in view.shown["actors"] if focus in who for a in set(who) - {focus})
    company = sorted((n for n in ranked if labels[n] in partners), key=lambda n: -partners[labels[n]])
    with_whom = right.selectbox("Together", [ANYONE, *company], key="with", bind="query-params")
    return focus, labels.get(with_whom)


def own_events(events: pd.DataFrame, focus: str, other: str | None) -> pd.DataFrame:
    """The events of one actor, or of both."""
    return events[[focus in who and (other is None or other in who) for who in events["actors"]]]


def say_who(view: View, focus: str, other: str | None, own: pd.DataFrame) -> None:
    """Name, what it is, how many events, with whom."""
    names, rows = view.opened.names, view.opened.actors.set_index("actor_id")
    title = names[focus] + (f" and {names[other]}" if other else "")
    what = "" if other else _what(rows.loc[focus])
    partners = Counter(a for who in own["actors"] for a in set(who) - {focus, other})
    company = listed([names.get(a, a) for a, _ in partners.most_common(9)], 5) or ("nobody else")
    also = "also with" if other else "with"
    undated = int((~dated(own)).sum())
    tail = f"; {undated} {'has' if undated == 1 else 'have'} no date" if undated else ""
    head = f"{plural(len(own), 'event')}{' together' if other else ''}, {also} {company}"
    show(
        f'<h1 class="dl-head">{safe(title)}</h1><p class="dl-said" style="margin-top:.5rem">{safe(what)} <em>{safe(head + tail)}.</em></p>'
    )


def _what(actor: "pd.Series[str]") -> str:
    roles = list(actor["roles"])
    if roles:
        words = str(roles[0]["role"])
        return words[0].upper() + words[1:] + "."
    return f"{str(actor['type']).capitalize()}."


def show_own_timeline(view: View, own: pd.DataFrame, focus: str, other: str | None) -> None:
    """The actor's own lanes: the actor, those who appear most with it, the others on one lane."""
    span = whole_span(own)
    if span is None:
        show('<p class="dl-note">None of these events has a date; they stand in the table.</p>')
        return
    first = (focus, other) if other else (focus,)
    laid, picked = lay_by_actor(own, view.opened.actors, most=6, first=first), st.session_state.get("event") or None
    what, width = drawn_of(own, laid, span, picked), seen_width()
    figure = lanes_figure(
        **what, lanes=laid.lanes, window=span, look=current_look(), width=width, selected=picked, named=10
    )
    picture(
        figure,
        "own",
        f"{len(own)} events of {view.opened.names[focus]} over time; the table below holds the same",
        _open,
    )


def _open() -> None:
    event = clicked("own")
    if isinstance(event, str):
        open_event(event)
        st.switch_page("pages/explore/timeline.py")


def show_roles(view: View, actor: str) -> None:
    """Titles with the dates at which each was seen."""
    row = view.opened.actors.set_index("actor_id").loc[actor]
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


def show_spellings(view: View, actor: str, spellings: pd.DataFrame) -> None:
    """Every spelling seen, how often and in which outlets."""
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
    partners = Counter(a for who in view.shown["actors"] if focus in who for a in dict.fromkeys(who) if a != focus)
    if not partners:
        return
    chosen = [focus, *(a for a, _ in partners.most_common(most - 1))]
    width = min(seen_width(), 460) if seen_width() < 640 else int(seen_width() * 5 / 11) - 40
    show("<h3>Who appears with whom</h3>")
    figure = together_figure(view.shown, chosen, view.opened.names, current_look(), focus, width)
    best = ", ".join(f"{view.opened.names.get(a, a)} {n}" for a, n in partners.most_common(5))
    picture(figure, "together", f"Events shared with {view.opened.names[focus]}: {best}")


def show_words(view: View, focus: str, other: str | None, reports: pd.DataFrame) -> None:
    """What was said by the actor, then what is said about it, sentence by sentence."""
    name = safe(view.opened.names[focus])
    rows = reports.drop_duplicates(["article_id", "start", "end"]).to_dict("records")
    said = [r for r in rows if r["speaker"] == focus]
    about = [r for r in rows if r["speaker"] != focus]
    both = f"{name} and {safe(view.opened.names[other])}" if other else name
    for head, mine in ((f"Said by {name}", said), (f"Said about {both}", about)):
        if mine:
            show(f"<h3>{head}</h3>{source_blocks(mine[:MOST_WORDS])}")
            if len(mine) > MOST_WORDS:
                with st.expander(f"{len(mine) - MOST_WORDS:,} more"):
                    show(source_blocks(mine[MOST_WORDS : MOST_WORDS + 100]))
    if not rows:
        show('<p class="mute">No sentence of the sources is kept for these events.</p>')
