"""The parts of the actors page that are about roles: which part an actor has in events, which titles it is given.

Enters: the session's `View`, `About`. Leaves: two pictures, each with its table.
"""

import pandas as pd
import streamlit as st

from data_prep.company import shown_rows
from data_prep.edtf import parse_edtf
from data_prep.one_actor import count_over_time
from data_prep.queries import read_actors
from data_prep.saying import date_words
from data_prep.windows import Window, with_air
from pages.charts.frame import MS_DAY, ms
from pages.charts.overview import period_words
from pages.charts.strips import Held, Strip, strips_figure, titles_figure
from pages.parts.actors import About, all_parts, names_of
from pages.parts.event_panel import text_or_none
from pages.parts.picture import picture
from pages.parts.ruler import seen_width
from pages.parts.style import current_look, safe, show
from pages.parts.view import View
from pages.words import actors as say

DRAWN = 8  # titles of one actor


def show_counts(view: View, about: About) -> None:
    """How many events in each month, quarter or year, of each actor and by the part that it has in them."""
    if about.own.main is None:
        return
    strips, twin = _strips(view, about, about.own.main)
    if not strips:
        return
    show(f"<h3>{safe(say.HOW_OFTEN)}</h3>")
    figure = strips_figure(strips, about.own.main, current_look(), seen_width())
    picture(figure, "parts", say.what_strips(names_of(view, about)), twin=twin)
    show(f'<p class="small mute">{safe(say.ONE_SCALE)}</p>')


def _strips(view: View, about: About, span: Window) -> tuple[list[Strip], pd.DataFrame]:
    strips, tables = [], []
    for actor, name, parts in zip(about.actors, names_of(view, about), all_parts(view, about), strict=True):
        rows = {say.ALL: shown_rows(about.own, actor)} | {w: parts.in_role(*roles) for roles, w in say.ROLES.items()}
        for words, mine in rows.items():
            counts = count_over_time(about.own, mine, span)
            if counts.empty:
                continue
            strong = words == say.ALL
            strips.append(Strip(name if strong and len(about.actors) > 1 else words, counts, strong))
            when = [period_words(*ends) for ends in zip(counts["start"], counts["end"], strict=True)]
            tables.append(pd.DataFrame({"Actor": name, "Part": words, "When": when, "Events": counts["n"]}))
    return strips, pd.concat(tables) if tables else pd.DataFrame()


def have_titles(view: View, about: About) -> bool:
    """Whether a source gives any of them a title."""
    return any(len(roles) for roles in read_actors(view.opened.timeline, about.actors)["roles"])


def show_titles(view: View, about: About, width: int) -> None:
    """Titles with the first and the last date at which each was seen, as bars and as a table."""
    who = read_actors(view.opened.timeline, about.actors)
    all_titles = [
        (str(a["name"]), str(r["role"]), text_or_none(r["first"]), text_or_none(r["last"]))
        for a in who.to_dict("records")
        for r in a["roles"]
    ]
    rows = [(name, role, date_words(first), date_words(last)) for name, role, first, last in all_titles]
    twin = pd.DataFrame(rows, columns=say.TITLES_HEADS)
    held = [h for title in all_titles if (h := _held(*title)) is not None]
    drawn = [h for name in dict.fromkeys(h.whose for h in held) for h in _longest([x for x in held if x.whose == name])]
    show(f"<h3>{safe(say.TITLES)}</h3>")
    if drawn:
        ends = [(h.start / MS_DAY, h.end / MS_DAY) for h in drawn]
        window = with_air(min(a for a, _ in ends), max(b for _, b in ends))
        picture(
            titles_figure(drawn, window, current_look(), width, named=len(about.actors) > 1),
            "titles",
            say.what_titles(len(drawn)),
            twin=twin,
        )
    else:
        st.dataframe(twin, hide_index=True, alt=say.what_titles(len(twin)))
    left = len(all_titles) - len(drawn)
    says = [say.ONCE] * any(h.once for h in drawn) + [say.more_titles(left)] * (left > 0)
    if says:
        show(f'<p class="small mute">{safe(" ".join(says))}</p>')


def _longest(held: list[Held]) -> list[Held]:
    """Those seen over the longest time, by their first date."""
    return sorted(sorted(held, key=lambda h: h.start - h.end)[:DRAWN], key=lambda h: (h.start, h.end))


def _held(whose: str, title: str, first: str | None, last: str | None) -> Held | None:
    """A title on the axis of time; None where no date is known."""
    days = [day for edtf in (first, last) if edtf for day in _ends(edtf)]
    if not days:
        return None
    once = not first or not last or first == last
    words = date_words(first or last) if once else f"{date_words(first)} to {date_words(last)}"
    return Held(title, whose, min(days), max(days), words, once)


def _ends(edtf: str) -> list[float]:
    interval = parse_edtf(edtf).interval
    return [float(v) for v in ms([day for day in (interval.start, interval.end) if day is not None])]
