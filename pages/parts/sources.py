"""The parts of the sources page.

Enters: the session's `View`. Leaves: elements on the page; the open article stands in the address. Columns of the picture
and rows of the list carry the same numbers.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from babel import Locale

from data_prep.queries import (
    busiest_articles,
    count_told,
    find_articles,
    find_event,
    read_article,
    read_articles,
    read_events,
    read_spans,
)
from pages.charts.coverage import coverage_figure, outlet_words
from pages.charts.dates import date_words
from pages.parts.event_panel import original, say_dates, text_or_none
from pages.parts.filters import open_event
from pages.parts.picture import clicked, picture
from pages.parts.ruler import seen_width
from pages.parts.source_text import article_html
from pages.parts.style import current_look, plural, safe, show
from pages.parts.table import ask_page
from pages.parts.view import View
from pages.words.panel import PUBLISHED

MOST_ROWS, MOST_COLUMNS = 40, 12  # events and articles that one picture can hold
PAGE, OFFERED = 100, 200  # articles listed at a time; articles offered for reading, the others are found by typing


def say_sources(view: View) -> None:
    """How many articles, how many events are told by more than one, how many articles state no date."""
    bases, shown = view.opened.articles, view.shown
    several = shown.n_several
    show(f'<h1 class="dl-head">{safe(plural(bases["all"], "article"))}</h1>')
    told = f"{several:,} of {plural(shown.n, 'event')} {'is' if several == 1 else 'are'} told by more than one of them."
    head = told if shown.n else "No event passes the filters."
    out = [f"{bases[b]:,} {words}" for b, words in _BASIS_WORDS.items() if b in bases]
    tail = f"Dates of publication: {'; '.join(out)}; each says how." if out else ""
    show(f'<p class="dl-said" style="margin-top:.5rem">{safe(head)} <em>{safe(tail)}</em></p>')


_BASIS_WORDS = {
    "stated": "stated",
    "metadata": "from metadata",
    "address": "from the address",
    "dateline": "by a dateline",
    "header": "by the header of a page",
    "inferred": "inferred",
    "corroborated": "from their events",
    "given": "given by a person",
    "unknown": "not known",
}


def show_coverage(view: View) -> None:
    """Which source tells of which event; beyond what one picture holds, the most told and most salient."""
    shown = view.shown
    if not shown.n:
        return
    columns = busiest_articles(view.opened.timeline, MOST_COLUMNS)
    told = count_told(view.opened.timeline, columns["number"].tolist())
    told = told[shown.mask[told["row"]]]
    order = np.lexsort((shown.index.rank[told["row"]], -told["n"].to_numpy()))[:MOST_ROWS]
    rows = read_events(view.opened.timeline, told["row"].to_numpy()[order])
    left_out = shown.n - len(rows)
    key = (
        '<span><i class="dl-sign square" style="--hue:var(--dl-mute)"></i>told by several</span>'
        '<span><i class="dl-sign square hollow" style="--hue:var(--dl-mute)"></i>told by this one alone</span>'
    )
    show(f'<h3>Who tells what</h3><div class="dl-key">{key}</div>')
    figure = coverage_figure(rows, columns, current_look(), st.session_state.get("event") or None, _half(8 / 15))
    picture(
        figure,
        "cover",
        "Events by source; filled where several sources tell of it. The list below holds the articles",
        _choose,
    )
    says = []
    if left_out:
        says.append(f"{left_out:,} more events are not drawn: those told by most sources are.")
    copies = view.opened.articles["copies"]
    if copies:
        says.append(f"{plural(copies, 'article is a copy of another', 'articles are copies of others')} and not drawn.")
    if (articles := view.opened.articles["all"] - copies) > MOST_COLUMNS:
        says.append(f"Drawn are the {MOST_COLUMNS} articles with the most events, of {articles:,}.")
    if says:
        show(f'<p class="small mute">{" ".join(says)}</p>')


def _half(share: float) -> int:
    """The px of a column beside another; on a phone they stand one below the other."""
    width = seen_width()
    return width if width < 640 else int(width * share) - 20


def _choose() -> None:
    found = clicked("cover")
    if isinstance(found, list) and len(found) == 2:
        open_event(str(found[0]))
        st.session_state["open_article"] = str(found[1])


def show_list(view: View) -> None:
    """Every article with outlet, date, basis and number of events, some at a time."""
    timeline, n = view.opened.timeline, view.opened.articles["all"]
    drawn = {a: n for n, a in enumerate(busiest_articles(timeline, MOST_COLUMNS)["article_id"], 1)}
    body = st.container()
    listed = read_articles(timeline, ask_page(n, PAGE, "articles_page").start or 0, PAGE)
    rows = "".join(
        f"<tr><td class=mute>{drawn.get(a['article_id'], '')}</td><td>{safe(a['title'])}<br><span class='mute small'>{safe(outlet_words(a['outlet']))}"
        f"{safe(_kind(a))}{safe(_copy(a))}{safe(_language(a))}</span></td><td>{_published(a)}</td><td class=num>{a['n_events']:,}</td></tr>"
        for a in listed.to_dict("records")
    )
    head = "<thead><tr><th></th><th scope=col>Article</th><th scope=col>Published</th><th scope=col style='text-align:right'>Events</th></tr></thead>"
    with body:
        show(f"<h3>All articles</h3><div class='dl-scroll'><table>{head}<tbody>{rows}</tbody></table></div>")


def _published(article: Mapping[Any, Any]) -> str:
    edtf, basis = text_or_none(article["published_edtf"]), str(article["published_basis"])
    how = (
        ""
        if basis in ("given", "stated", "metadata", "unknown")
        else f"<br><span class='mute small'>{safe(PUBLISHED.get(basis, basis))}</span>"
    )
    return f"<span style='white-space:nowrap'>{safe(date_words(edtf))}</span>{how}"


def _kind(article: Mapping[Any, Any]) -> str:
    kind = text_or_none(article["outlet_kind"])
    return f" · {kind}" if kind else ""


def _copy(article: Mapping[Any, Any]) -> str:
    return f" · a copy of {outlet_words(article['root_outlet'])}" if text_or_none(article["copy_of"]) else ""


def _language(article: Mapping[Any, Any]) -> str:
    code = str(article["language"])
    return "" if code == "en" else f" · in {Locale('en').languages.get(code, code)}, not mined"


def show_problems(view: View) -> None:
    """The files that were skipped or are doubtful, and why."""
    problems = view.opened.problems
    if problems:
        lines = "".join(f"<tr><td>{safe(p)}</td></tr>" for p in problems[:200])
        show(f"<h3>{plural(len(problems), 'file')} skipped or doubtful</h3><table>{lines}</table>")


def ask_article(view: View) -> str | None:
    """The article to read: chosen or typed here, clicked in the picture, or one that tells the open event."""
    timeline, n = view.opened.timeline, view.opened.articles["all"]
    labels = _labels(read_articles(timeline) if n <= OFFERED else find_articles(timeline, "", OFFERED))
    wanted, event = st.session_state.pop("open_article", None), st.session_state.get("event")
    if not wanted and event and "article" not in st.session_state and not st.query_params.get("article"):
        found = find_event(timeline, event)
        wanted = read_events(timeline, [found[0]])["sources"].iloc[0][:1] if found else None
        wanted = wanted[0] if wanted else None
    if wanted:
        labels = {label: a for label, a in labels.items() if a != wanted} | _labels(find_articles(timeline, wanted, 1))
        st.session_state["article"] = next(label for label, a in labels.items() if a == wanted)
    now = st.session_state.get("article")
    options = [*labels, now] if now and now not in labels else list(labels)
    label = st.selectbox(
        "Article",
        options,
        key="article",
        bind="query-params",
        accept_new_options=True,
        help=f"Offered are the {OFFERED} with the most events; words of a title or an outlet find any other"
        if n > OFFERED
        else None,
    )
    if label in labels or label is None:
        return labels.get(label or "")
    words = label.rsplit(" (", 1)[0].split(" — ", 1)[-1]
    found_there = _labels(find_articles(timeline, words, OFFERED))
    if not found_there:
        show('<p class="dl-note">No article has these words in its title or its outlet.</p>')
    elif label not in found_there and len(found_there) > 1:
        show(f'<p class="mute small">{len(found_there)} articles have these words; this one tells of most events.</p>')
    return found_there.get(label) or next(iter(found_there.values()), None)


def _labels(articles: pd.DataFrame) -> dict[str, str]:
    """What articles are called in the list -> article_id; two of one name carry their id."""
    out: dict[str, str] = {}
    for a in articles.to_dict("records"):
        label = " ".join(f"{outlet_words(a['outlet'])} — {a['title']}".split())
        out[label if label not in out else f"{label} ({a['article_id']})"] = str(a["article_id"])
    return out


def show_article(view: View, article_id: str) -> None:
    """One article: heading, date and how it is known, the text with its marks, the events told in it."""
    article, spans = read_article(view.opened.timeline, article_id), read_spans(view.opened.timeline, article_id)
    if article is None:
        return
    spans["reports"] = spans["reports"][view.shown.mask[spans["reports"]["row"].to_numpy("int64")]]
    body, numbers = article_html(str(article["text"]), spans, st.session_state.get("event") or None)
    edtf = text_or_none(article["published_edtf"])
    head = f"Published {date_words(edtf, long=True)}" if edtf else "No date of publication"
    basis = PUBLISHED.get(str(article["published_basis"]), "")
    if edtf:
        basis += f", confidence {article['published_confidence']}"
    link = original(article["url"])
    link = f" · {link}" if link else ""
    why = say_dates(str(article["published_why"]))
    why = why[:1].upper() + why[1:]
    author = text_or_none(article["author"])
    by = f" · {safe(author)}" if author else ""
    show(
        f'<div class="dl-dateline"><span>{safe(outlet_words(article["outlet"]))}{safe(_kind(article))}{by} · {safe(article["path"])}{link}</span></div>'
        f'<h2 class="dl-title">{safe(article["title"])}</h2><p style="margin:.5rem 0 .8rem;max-width:36rem"><b>{safe(head)}</b>'
        f' <span class="mute">({safe(basis)}). {safe(why)}</span></p>'
        '<div class="dl-key" style="margin-bottom:.6rem"><span><mark class="soft">an event is told</mark></span><span><mark>the open event</mark></span>'
        '<span><u class="when">words of time</u></span><span><u class="who">an actor</u></span></div>'
        f"{body}{_told_here(view, spans['reports'], numbers)}"
    )


def _told_here(view: View, reports: pd.DataFrame, numbers: dict[int, int]) -> str:
    told = reports.drop_duplicates("event_id")
    events = read_events(view.opened.timeline, told["row"].tolist()).set_index("event_id")
    rows = "".join(
        f"<tr><td class=mute>{numbers[r['start']]}</td><td class=date>{safe(date_words(text_or_none(events.at[r['event_id'], 'date_edtf'])))}</td>"
        f"<td>{safe(events.at[r['event_id'], 'title'])}</td></tr>"
        for r in told.to_dict("records")
    )
    n = len(told)
    return (
        f"<h3>{plural(n, 'event')} told here</h3><table>{rows}</table>"
        if n
        else '<p class="mute">No event of those shown is told here.</p>'
    )
