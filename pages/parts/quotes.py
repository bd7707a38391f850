"""The part of the actors page with the sources' sentences: what is said by an actor, and about it.

Enters: the session's `View`, `About`. Leaves: sentences with outlet, date, status, verb; quoted words are on the marker.
"""

from typing import Any
from urllib.parse import quote_plus

import numpy as np
import pandas as pd
import streamlit as st

from data_prep.queries import read_reports, read_signs
from data_prep.selection import Rows, Selection
from pages.charts.tokens import STATUS
from pages.parts.actors import About, all_parts, names_of
from pages.parts.event_panel import published_words, source_words, text_or_none
from pages.parts.source_text import Mark, mark_up
from pages.parts.style import safe, show
from pages.parts.table import ask_page
from pages.parts.view import View
from pages.words import actors as say

TOLD = 6  # events whose sentences are shown at a time
EACH = 3  # sentences of one event
FAR = 300  # characters from a sentence to the quoted words that belong to it


def show_quotes(view: View, about: About) -> None:
    """What is said by the actors of the page, then what is said about them, the most salient events first."""
    quoted = st.toggle(say.QUOTED, key="quoted", bind="query-params")
    found = False
    for by in (True, False):
        among = view.shown if by and not about.shared else about.own
        rows = _ranked(among, [parts.said(by, quoted) for parts in all_parts(view, about)])
        if not len(rows):
            continue
        found = True
        body = st.container()
        some = rows[ask_page(len(rows), TOLD, f"said_{'by' if by else 'about'}_page")]
        events = read_signs(view.opened.timeline, some).set_index("row").loc[some]
        reports = read_reports(view.opened.timeline, *events["event_id"])
        mine = _of_them(reports, set(about.actors), by, quoted).groupby("event_id")
        with body:
            titles = zip(events["event_id"], events["title"], strict=True)
            blocks = "".join(_sentences(view, t, mine.get_group(e)) for e, t in titles if e in mine.groups)
            show(f"<h3>{safe(say.said(names_of(view, about), by, len(rows)))}</h3>{blocks}")
    if not found:
        show(f'<p class="mute">{safe(say.NO_QUOTES if quoted else say.NOT_SAID)}</p>')


def _ranked(among: Selection, some: list[Rows]) -> Rows:
    rows = np.unique(np.concatenate(some))
    rows = rows[among.mask[rows]]
    return rows[np.argsort(among.index.rank[rows])]


def _of_them(reports: pd.DataFrame, actors: set[str], by: bool, quoted: bool) -> pd.DataFrame:
    """The reports that give their words, or tell of them in the words of others; what copies repeat stands once."""
    speaks = reports["speaker"].isin(actors).to_numpy()
    named = np.array([not actors.isdisjoint(who) for who in reports["actors"]], bool)
    keep = speaks if by else named & ~speaks
    if quoted:
        keep = keep & reports["speech"].notna().to_numpy()
    return reports[keep].drop_duplicates(["event_id", "sentence"])


def _sentences(view: View, title: str, reports: pd.DataFrame) -> str:
    """The sentences of one event, under the way to it."""
    rows = reports.to_dict("records")
    event = quote_plus(str(rows[0]["event_id"]))
    body = "".join(_sentence(view, r) for r in rows[:EACH])
    more = f'<p class="small mute">{safe(say.more_sentences(len(rows) - EACH))}</p>' if len(rows) > EACH else ""
    return f'<section class="dl-src"><a class="small" href="./?event={event}" target="_self">{safe(title)}</a>{body}{more}</section>'


def _sentence(view: View, r: dict[Any, Any]) -> str:
    speaker, names = text_or_none(r["speaker"]), view.opened.names
    told = [
        published_words(r),
        STATUS[r["status"]][1],
        say.by_verb(names.get(speaker, speaker), text_or_none(r["speech_verb"])) if speaker else "",
    ]
    head = f'<b>{safe(source_words(r))}</b><span class="mute">{safe(" · ".join(t for t in told if t))}</span>'
    return f'<header style="margin-top:.4rem">{head}</header><p class="dl-quote">{_marked(r)}</p>'


def _marked(r: dict[Any, Any]) -> str:
    """The sentence, with the quoted words on the marker; these may reach beyond it."""
    first, last = int(r["start"]), int(r["end"])
    marks = []
    if not pd.isna(r["speech_start"]):
        a, b = int(r["speech_start"]), int(r["speech_end"])
        if first - FAR < a and b < last + FAR:
            marks, first, last = [Mark(a, b, "open")], min(first, a), max(last, b)
    return mark_up(str(r["text"]), marks, first, last, between=" <br>")
