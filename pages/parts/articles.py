"""The parts of the sources page that look at one article, and at the lists of articles and of files.

Enters: the session's `View`. Leaves: elements on the page; the open article stands in the address.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data_prep.queries import find_articles, find_event, read_article, read_articles, read_events, read_spans
from data_prep.saying import date_words
from data_prep.unused import TimeUse, use_of_times
from pages.charts.frame import shorten
from pages.charts.tokens import outlet_sign
from pages.parts.disagreements import text_or_none
from pages.parts.event_panel import folded, original, say_dates
from pages.parts.filters import open_event
from pages.parts.source_text import article_html, marked
from pages.parts.style import as_label, badge, listed, safe, show
from pages.parts.table import ask_page
from pages.parts.view import View, lead_to_timeline
from pages.words import panel
from pages.words import sources as say

PAGE, OFFERED = 100, 200  # articles listed at a time; articles offered for reading, the others are found by typing
FILES, TOLD, LISTED = 50, 12, 200  # files and events listed at a time; lines of the lists that open
LONG = 80  # characters of a title on a button


def show_list(view: View) -> None:
    """Every article with outlet, date, basis and number of events, some at a time."""
    timeline, n = view.opened.timeline, view.opened.articles["all"]
    body = st.container()
    some = read_articles(timeline, ask_page(n, PAGE, "articles_page").start or 0, PAGE)
    rows = "".join(
        f"<tr><td>{_badge(a['outlet_kind'])}</td><td>{safe(a['title'])}<br><span class='mute small'>{safe(_about(a))}</span></td>"
        f"<td>{_published(a)}</td><td class=num>{a['n_events']:,}</td></tr>"
        for a in some.to_dict("records")
    )
    heads = "".join(f"<th scope=col>{head}</th>" for head in ("", say.ARTICLE, say.PUBLISHED))
    head = f"<thead><tr>{heads}<th scope=col style='text-align:right'>{say.EVENTS}</th></tr></thead>"
    with body:
        show(
            f"<h2 class=dl-part>{say.ALL_ARTICLES}</h2><div class='dl-scroll'><table>{head}<tbody>{rows}</tbody></table></div>"
        )


def _badge(kind: Any) -> str:
    return badge(*outlet_sign(text_or_none(kind)))


def _about(article: Mapping[Any, Any]) -> str:
    copied = text_or_none(article["copy_of"])
    words = [
        text_or_none(article["outlet"]) or say.NO_OUTLET,
        text_or_none(article["outlet_kind"]),
        say.copy_of(text_or_none(article["root_outlet"]) or say.NO_OUTLET) if copied else "",
        say.language(str(article["language"])),
    ]
    return " · ".join(w for w in words if w)


def _published(article: Mapping[Any, Any]) -> str:
    edtf, basis = text_or_none(article["published_edtf"]), str(article["published_basis"])
    plain = basis in ("given", "stated", "metadata", "unknown")
    how = "" if plain else f"<br><span class='mute small'>{safe(panel.PUBLISHED.get(basis, basis))}</span>"
    return f"<span style='white-space:nowrap'>{safe(date_words(edtf))}</span>{how}"


def show_problems(view: View) -> None:
    """The files that were left out or are doubtful, what was found in each and what is accepted, some at a time."""
    problems = view.opened.problems
    if not problems:
        return
    body = st.container()
    rows = "".join(
        f"<tr><td>{safe(p['path'])}</td><td>{safe(p['found'])}</td><td>{safe(p['accepted'])}</td>"
        f"<td>{say.LEFT_OUT if p.get('skipped', True) else say.KEPT}</td></tr>"
        for p in problems[ask_page(len(problems), FILES, "files_page")]
    )
    head = "".join(f"<th scope=col>{words}</th>" for words in (say.FILE, say.FOUND, say.WAY_OUT, say.BECAME))
    with body:
        show(
            f"<h2 class=dl-part>{safe(say.problems(len(problems)))}</h2><div class='dl-scroll'>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )


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
        say.ARTICLE,
        options,
        key="article",
        bind="query-params",
        accept_new_options=True,
        help=say.ask_help(OFFERED) if n > OFFERED else None,
    )
    if label in labels or label is None:
        return labels.get(label or "")
    words = label.rsplit(" (", 1)[0].split(" — ", 1)[-1]
    found_there = _labels(find_articles(timeline, words, OFFERED))
    if not found_there:
        show(f'<p class="dl-note">{say.NO_WORDS_FOUND}</p>')
    elif label not in found_there and len(found_there) > 1:
        show(f'<p class="mute small">{say.several_found(len(found_there))}</p>')
    return found_there.get(label) or next(iter(found_there.values()), None)


def _labels(articles: pd.DataFrame) -> dict[str, str]:
    """What articles are called in the list -> article_id; two of one name carry their id."""
    out: dict[str, str] = {}
    for a in articles.to_dict("records"):
        label = " ".join(f"{text_or_none(a['outlet']) or say.NO_OUTLET} — {a['title']}".split())
        out[label if label not in out else f"{label} ({a['article_id']})"] = str(a["article_id"])
    return out


def show_article(view: View, article_id: str) -> None:
    """One article: heading, date and how it is known, what does not count and why, the text with its marks, its events."""
    article, spans = read_article(view.opened.timeline, article_id), read_spans(view.opened.timeline, article_id)
    if article is None:
        return
    _show_head(article)
    for why in _left_out(view, article):
        show(f'<p class="dl-note" style="margin-bottom:.8rem">{safe(why)}</p>')
    times, every = use_of_times(spans), spans["reports"]
    spans["reports"] = every[view.shown.mask[every["row"].to_numpy("int64")]]
    told = read_events(view.opened.timeline, sorted(set(spans["reports"]["row"].tolist()))).set_index("event_id")
    body, numbers = article_html(
        str(article["text"]),
        spans,
        st.session_state.get("event") or None,
        {"told": told["title"].to_dict(), "who": view.opened.names, "when": {t.start: time_words(t) for t in times}},
    )
    key = "".join(f"<span>{marked(words, what)}</span>" for what, words in say.MARKS.items())
    show(f'<div class="dl-key" style="margin-bottom:.6rem">{key}</div>{body}')
    _told_here(spans["reports"], told, numbers, len(set(every["event_id"])) - len(told))
    show(times_table(times, numbers) + actors_table(spans["mentions"], view.opened.names))


def _show_head(article: Mapping[Any, Any]) -> None:
    """Outlet, kind, author, file; title; the date of publication, its basis and why."""
    edtf = text_or_none(article["published_edtf"])
    head = say.published(date_words(edtf, long=True)) if edtf else say.NO_PUBLICATION
    basis = panel.PUBLISHED.get(str(article["published_basis"]), "")
    if edtf:
        basis = say.confidence(basis, str(article["published_confidence"]))
    why = say_dates(str(article["published_why"]))
    outlet = text_or_none(article["outlet"]) or say.NO_OUTLET
    kind, author, link = text_or_none(article["outlet_kind"]), text_or_none(article["author"]), original(article["url"])
    where = " · ".join([*(safe(t) for t in (outlet, kind, author, article["path"]) if t), *([link] if link else [])])
    show(
        f'<div class="dl-dateline">{_badge(kind)}<span>{where}</span></div><h2 class="dl-title">{safe(article["title"])}</h2>'
        f'<p style="margin:.5rem 0 .8rem;max-width:36rem"><b>{safe(head)}</b>'
        f' <span class="mute">({safe(basis)}). {safe(why[:1].upper() + why[1:])}</span></p>'
    )


def _left_out(view: View, article: Mapping[Any, Any]) -> list[str]:
    """Why an article as a whole does not count, or has no events."""
    says = []
    if copied := text_or_none(article["copy_of"]):
        says.append(say.repeats(next(iter(_labels(find_articles(view.opened.timeline, copied, 1))), say.NO_OUTLET)))
    if (code := str(article["language"])) != "en":
        says.append(say.not_mined(code))
    return says


def _told_here(reports: pd.DataFrame, events: pd.DataFrame, numbers: Mapping[int, int], hidden: int) -> None:
    """The events of an article by the numbers in its text, each a button that opens it."""
    told = reports.drop_duplicates("event_id")
    if told.empty:
        show(f'<p class="mute">{say.NOTHING_TOLD}</p>')
    else:
        show(f"<h3>{safe(say.told_here(len(told), int(events['date_edtf'].isna().sum())))}</h3>")
        body = st.container(key="told_here", gap=None)
        some = told.iloc[ask_page(len(told), TOLD, "told_page")]
        with body:
            for r in some.to_dict("records"):
                event = events.loc[r["event_id"]]
                date = date_words(text_or_none(event["date_edtf"]))
                label = f"{numbers[r['start']]} · {date} — {shorten(str(event['title']), LONG)}"
                key = f"told_{r['event_id']}"
                if st.button(as_label(label), key=key, type="tertiary", on_click=open_event, args=(r["event_id"],)):
                    lead_to_timeline()
    if hidden > 0:
        show(f'<p class="mute small">{safe(say.hidden_here(hidden))}</p>')


def time_words(time: TimeUse) -> str:
    """What an expression of time means and how it was read."""
    how = say_dates(panel.reason(say.counted_from(time.rule, time.anchor)))
    return f"{date_words(time.edtf, long=True)}: {how}" if time.edtf else how


def times_table(times: list[TimeUse], numbers: Mapping[int, int]) -> str:
    """Every expression of time: its date, how it was read, what it dates or why nothing."""
    if not times:
        return ""
    lines = ""
    for t in times[:LISTED]:
        dates = listed([str(numbers[at]) for at in t.events if at in numbers])
        use = say.USES.get(t.use, say.dates_event(dates) if dates else say.DATES_HIDDEN)
        how = time_words(t).removeprefix(f"{date_words(t.edtf, long=True)}: ")
        lines += f"<tr><td>{safe(t.text)}</td><td>{safe(date_words(t.edtf))}</td><td>{safe(how)}</td><td>{safe(use)}</td></tr>"
    unused = sum(t.use != "dates" for t in times)
    return folded(_table(say.WORDS_OF_TIME, lines, len(times)), say.words_of_time(len(times), unused))


def actors_table(mentions: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Every actor that the text names, how it is written, how often."""
    named = mentions[mentions["actor_id"].notna()]
    if named.empty:
        return ""
    counts = named.groupby("actor_id", sort=False)["text"].agg([lambda texts: list(dict.fromkeys(texts)), "size"])
    counts.columns = pd.Index(["written", "n"])
    lines = "".join(
        f"<tr><td>{safe(names.get(str(actor), str(actor)))}</td><td>{safe(listed(c['written']))}</td><td class=num>{c['n']}</td></tr>"
        for actor, c in counts.sort_values("n", ascending=False, kind="stable").head(LISTED).iterrows()
    )
    return folded(_table(say.ACTORS_NAMED, lines, len(counts)), say.actors_named(len(counts)))


def _table(heads: tuple[str, ...], lines: str, n: int) -> str:
    head = "".join(f"<th scope=col>{words}</th>" for words in heads)
    more = f'<p class="mute small">{safe(say.and_more(n - LISTED))}</p>' if n > LISTED else ""
    return f"<div class='dl-scroll'><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>{more}"
