"""The parts of the sources page.

Enters: the session's `View`. Leaves: elements on the page; the open article stands in the address. Columns of the picture
and rows of the list carry the same numbers.
"""

import pandas as pd
import streamlit as st
from babel import Locale

from data_prep.queries import read_spans, read_text
from pages.charts.coverage import coverage_figure, outlet_words
from pages.charts.dates import date_words
from pages.parts.event_panel import PUBLISHED, original, say_dates, text_or_none
from pages.parts.filters import open_event
from pages.parts.picture import clicked, picture
from pages.parts.ruler import seen_width
from pages.parts.source_text import article_html
from pages.parts.style import current_look, plural, safe, show
from pages.parts.view import View

MOST_ROWS, MOST_COLUMNS = 40, 12  # events and articles that one picture can hold


def say_sources(view: View) -> None:
    """How many articles, how many events are told by more than one, how many articles state no date."""
    articles, shown = view.opened.articles, view.shown
    n, several = len(articles), int((shown["sources"].map(len) > 1).sum()) if len(shown) else 0
    show(f'<h1 class="dl-head">{safe(plural(n, "article"))}</h1>')
    told = (
        f"{several:,} of {plural(len(shown), 'event')} {'is' if several == 1 else 'are'} told by more than one of them."
    )
    head = told if len(shown) else "No event passes the filters."
    bases = articles["published_basis"].value_counts()
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
    shown, articles = view.shown, view.opened.articles
    if shown.empty:
        return
    columns = _columns(view)
    taken = set(columns["article_id"])
    rows = shown[[bool(taken & set(s)) for s in shown["sources"]]]
    left_out = len(shown) - len(rows)
    if len(rows) > MOST_ROWS:
        best = (
            rows.assign(told=rows["sources"].map(len))
            .sort_values(["told", "salience"], ascending=False)
            .head(MOST_ROWS)
        )
        left_out += len(rows) - MOST_ROWS
        rows = rows.loc[sorted(best.index)]
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
    copies = int(articles["copy_of"].notna().sum())
    if copies:
        says.append(f"{plural(copies, 'article is a copy of another', 'articles are copies of others')} and not drawn.")
    if len(articles) - copies > MOST_COLUMNS:
        says.append(f"Drawn are the {MOST_COLUMNS} articles with the most events, of {len(articles) - copies:,}.")
    if says:
        show(f'<p class="small mute">{" ".join(says)}</p>')


def _columns(view: View) -> pd.DataFrame:
    articles = view.opened.articles
    articles = articles[articles["copy_of"].isna()].reset_index(drop=True)  # a copy tells nothing of its own
    if len(articles) <= MOST_COLUMNS:
        return articles
    return articles.loc[
        sorted(articles.sort_values("n_events", ascending=False, kind="stable").head(MOST_COLUMNS).index)
    ]


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
    """Every article with outlet, date, basis and number of events."""
    drawn = {a: n for n, a in enumerate(_columns(view)["article_id"], 1)}
    names = dict(zip(view.opened.articles["article_id"], view.opened.articles["outlet"], strict=True))
    rows = "".join(
        f"<tr><td class=mute>{drawn.get(a['article_id'], '')}</td><td>{safe(a['title'])}<br><span class='mute small'>{safe(outlet_words(a['outlet']))}"
        f"{safe(_kind(a))}{safe(_copy(a, names))}{safe(_language(a))}</span></td><td>{_published(a)}</td><td class=num>{a['n_events']}</td></tr>"
        for a in view.opened.articles.head(200).to_dict("records")
    )
    more = len(view.opened.articles) - 200
    tail = f'<p class="mute small">and {more:,} more</p>' if more > 0 else ""
    head = "<thead><tr><th></th><th scope=col>Article</th><th scope=col>Published</th><th scope=col style='text-align:right'>Events</th></tr></thead>"
    show(f"<h3>All articles</h3><div class='dl-scroll'><table>{head}<tbody>{rows}</tbody></table></div>{tail}")


def _published(article: dict[str, object]) -> str:
    edtf, basis = text_or_none(article["published_edtf"]), str(article["published_basis"])
    how = (
        ""
        if basis in ("given", "stated", "metadata", "unknown")
        else f"<br><span class='mute small'>{safe(PUBLISHED.get(basis, basis))}</span>"
    )
    return f"<span style='white-space:nowrap'>{safe(date_words(edtf))}</span>{how}"


def _kind(article: dict[str, object]) -> str:
    kind = text_or_none(article["outlet_kind"])
    return f" · {kind}" if kind else ""


def _copy(article: dict[str, object], names: dict[str, object]) -> str:
    root = text_or_none(article["copy_of"])
    return f" · a copy of {outlet_words(names.get(root))}" if root else ""


def _language(article: dict[str, object]) -> str:
    code = str(article["language"])
    return "" if code == "en" else f" · in {Locale('en').languages.get(code, code)}, not mined"


def show_problems(view: View) -> None:
    """The files that were skipped or are doubtful, and why."""
    problems = view.opened.problems
    if problems:
        lines = "".join(f"<tr><td>{safe(p)}</td></tr>" for p in problems[:200])
        show(f"<h3>{plural(len(problems), 'file')} skipped or doubtful</h3><table>{lines}</table>")


def ask_article(view: View) -> str:
    """The article to read: chosen here, clicked in the picture, or the first that tells the open event."""
    articles = view.opened.articles
    labels = _labels(articles)
    by_id = {a: label for label, a in labels.items()}
    wanted = st.session_state.pop("open_article", None)
    if wanted in by_id:
        st.session_state["article"] = by_id[wanted]
    elif "article" not in st.session_state and not st.query_params.get("article"):
        event = st.session_state.get("event")
        told = [
            s for e, s in zip(view.opened.every["event_id"], view.opened.every["sources"], strict=True) if e == event
        ]
        if told and told[0][0] in by_id:
            st.session_state["article"] = by_id[told[0][0]]
    return labels[st.selectbox("Article", list(labels), key="article", bind="query-params")]


def _labels(articles: pd.DataFrame) -> dict[str, str]:
    """What articles are called in the list -> article_id; two of one name carry their file."""
    out: dict[str, str] = {}
    for a in articles.to_dict("records"):
        label = " ".join(f"{outlet_words(a['outlet'])} — {a['title']}".split())
        out[label if label not in out else f"{label} ({a['path']})"] = str(a["article_id"])
    return out


def show_article(view: View, article_id: str) -> None:
    """One article: heading, date and how it is known, the text with its marks, the events told in it."""
    article = view.opened.articles.set_index("article_id").loc[article_id]
    text, spans = read_text(view.opened.timeline, article_id), read_spans(view.opened.timeline, article_id)
    known = set(view.shown["event_id"])
    spans["reports"] = spans["reports"][spans["reports"]["event_id"].isin(known)]
    body, numbers = article_html(text, spans, st.session_state.get("event") or None)
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
        f'<div class="dl-dateline"><span>{safe(outlet_words(article["outlet"]))}{safe(_kind(article.to_dict()))}{by} · {safe(article["path"])}{link}</span></div>'
        f'<h2 class="dl-title">{safe(article["title"])}</h2><p style="margin:.5rem 0 .8rem;max-width:36rem"><b>{safe(head)}</b>'
        f' <span class="mute">({safe(basis)}). {safe(why)}</span></p>'
        '<div class="dl-key" style="margin-bottom:.6rem"><span><mark class="soft">an event is told</mark></span><span><mark>the open event</mark></span>'
        '<span><u class="when">words of time</u></span><span><u class="who">an actor</u></span></div>'
        f"{body}{_told_here(view, spans['reports'], numbers)}"
    )


def _told_here(view: View, reports: pd.DataFrame, numbers: dict[int, int]) -> str:
    events = view.shown.set_index("event_id")
    rows = "".join(
        f"<tr><td class=mute>{numbers[r['start']]}</td><td class=date>{safe(date_words(text_or_none(events.at[r['event_id'], 'date_edtf'])))}</td>"
        f"<td>{safe(events.at[r['event_id'], 'title'])}</td></tr>"
        for r in reports.drop_duplicates("event_id").to_dict("records")
    )
    n = reports["event_id"].nunique()
    return (
        f"<h3>{plural(n, 'event')} told here</h3><table>{rows}</table>"
        if n
        else '<p class="mute">No event of those shown is told here.</p>'
    )
