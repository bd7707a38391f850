"""The event panel: what, when and why then, who says so, each source with its sentence, and where they disagree.

Enters: one event (`queries.read_event`), its reports (`queries.read_reports`), names of actors. Leaves: HTML on the
page. Nothing is worked out here: every word comes from the tables.
"""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data_prep.queries import place_of
from pages.charts.dates import GRAIN_WORDS, date_words
from pages.charts.frame import shorten
from pages.charts.tokens import GROUPS, STATUS, group_of, kind_label
from pages.parts.source_text import quote
from pages.parts.style import listed, plural, safe, show, sign

BASIS = {
    "stated": "stated in full",
    "relative": "counted",
    "dateline": "the dateline’s own day",
    "published": "told as that day’s news",
    "corroborated": "no words of time of its own that would do; taken from the event’s other reports",
    "inferred": "inferred",
    "given": "given by a person",
    "none": "no words of time that say when",
}
PUBLISHED = {
    "stated": "as stated",
    "metadata": "by its metadata",
    "address": "by its address",
    "dateline": "by its dateline",
    "header": "by the page’s header",
    "inferred": "inferred",
    "corroborated": "from its events",
    "given": "given by a person",
    "unknown": "not stated",
}
_ISO = re.compile(r"\b\d{4}-\d\d(-\d\d(/\d{4}-\d\d-\d\d)?)?\b")  # the dates in a reason, which people read as words
FAR = 400  # characters from a sentence to words that date it
Row = Mapping[str, Any]


def show_event(event: Row, reports: pd.DataFrame, names: Mapping[str, str]) -> None:
    """The panel of one event."""
    rows = reports.to_dict("records")
    hollow = (
        event["grain"] not in ("day", "part") or bool(event["qualifier"]) or str(event["date_edtf"]).startswith("[")
    )
    group, (_, vouched) = group_of(event["kind"]), STATUS[event["status"]]
    place = f"<b>{safe(event['places'][0].upper())}</b>, " if len(event["places"]) else ""
    show(
        f'<div class="dl-dateline">{sign(group, event["status"], hollow)}<span>{place}{safe(date_words(text_or_none(event["date_edtf"])))} —</span>'
        f'<span>{safe(GROUPS[group])}, {safe(vouched)}</span></div><h2 class="dl-title">{safe(event["title"])}</h2>'
    )
    left, right = st.columns([5, 8], gap="large")
    with left:
        show(f'{why_this_date(event, rows)}<div style="height:1.2rem"></div>{who_and_how(event, rows, names)}')
    with right:
        n = len({root_of(r) for r in rows})
        head = "The one source" if n == 1 else f"{n} sources, one event" if n else "No source"
        show(f"<h3>{head}</h3>{source_blocks(rows)}")
        if len(event["disagrees"]):
            show(disagreements(event, rows, names))


def why_this_date(event: Row, rows: list[dict[Any, Any]]) -> str:
    """The date, its grain, and step by step which words of which source led to it."""
    edtf = text_or_none(event["date_edtf"])
    grain = GRAIN_WORDS.get(str(event["grain"]), "") if edtf else "nothing in the sources says when"
    if edtf and edtf.startswith("["):
        grain = "one of these days"
    code = f" · <code>{safe(edtf)}</code>" if edtf else ""
    steps = "".join(f"<li>{_step(r, r['report_id'] == event['dated_by'])}</li>" for r in rows)
    long = date_words(edtf, long=True)
    return (
        f'<h3>Why this date</h3><p class="dl-date">{safe(long[0].upper() + long[1:]) if edtf else "Undated"}</p>'
        f'<p class="mute small">{safe(grain)}{code}</p><ul class="dl-why">{steps}<li>{safe(_conclusion(event, rows))}</li></ul>'
    )


def _step(r: Row, decides: bool) -> str:
    words = text_or_none(r["timex_text"])
    head = f'<u class="when">{safe(words)}</u>' if words else "No words of time"
    told = date_words(text_or_none(r["date_edtf"]))
    why = (text_or_none(r["date_why"]) or BASIS.get(str(r["date_basis"]), str(r["date_basis"]))).removeprefix(
        f"“{words}”: "
    )
    gives = f" → {told}" if text_or_none(r["date_edtf"]) else ""
    mark = " · this one decides" if decides else ""
    return f'{head} <span class="mute">in {safe(source_words(r))}</span><br><span class="mute">{safe(say_dates(why))}{safe(gives + mark)}</span>'


def _conclusion(event: Row, rows: list[dict[Any, Any]]) -> str:
    edtf = text_or_none(event["date_edtf"])
    if edtf is None:
        return "So it stays undated."
    own = [r for r in rows if text_or_none(r["date_edtf"]) and r["date_basis"] != "corroborated"]
    same = [r for r in own if r["date_edtf"].rstrip("?~%") == edtf.rstrip("?~%")]
    others = {date_words(r["date_edtf"]) for r in own if r not in same}
    if edtf.startswith("["):
        return "More than one day remains possible; all are kept."
    if others:
        return f"{plural(len(same), 'report says', 'reports say')} {date_words(edtf)}; elsewhere it is {listed(sorted(others))}."
    if (n := len({root_of(r) for r in same})) > 1:
        return f"{n} sources say so."
    return f"So: {date_words(edtf, long=True)}."


def who_and_how(event: Row, rows: list[dict[Any, Any]], names: Mapping[str, str]) -> str:
    """Actors, places, who says so, kind, and why the reports were joined."""
    speakers = list(dict.fromkeys(names.get(r["speaker"], r["speaker"]) for r in rows if text_or_none(r["speaker"])))
    outlet = {r["report_id"]: source_words(r) for r in rows}
    joined = [
        f"{outlet.get(j['report_id'], j['report_id'])}: {j['condition']}" for j in event["why_joined"] if j["condition"]
    ]
    facts = [
        ("Who", [listed([names.get(a, a) for a in event["actors"]], 12) or "nobody named"]),
        ("Where", [", ".join(event["places"]) or "not stated"]),
        ("Says so", [listed(speakers) or "the sources, in their own voice"]),
        ("Kind", [f"{GROUPS[group_of(event['kind'])]} ({kind_label(event['kind']).lower()})"]),
        ("Joined", list(dict.fromkeys(joined)) or ["told once; nothing to join"]),
    ]
    rows_html = "".join(f"<dt>{k}</dt><dd>{'<br>'.join(safe(v) for v in values)}</dd>" for k, values in facts)
    return f'<h3>Who and how</h3><dl class="dl-facts">{rows_html}</dl>'


def source_blocks(rows: list[dict[Any, Any]]) -> str:
    """Every source once, with each of its sentences in its context."""
    sources: dict[str, dict[str, list[dict[Any, Any]]]] = {}
    for r in rows:
        sources.setdefault(root_of(r), {}).setdefault(r["article_id"], []).append(r)
    return "".join(
        _source_block(told.pop(root, None) or told.pop(next(iter(told))), told) for root, told in sources.items()
    )


def root_of(r: Row) -> str:
    """The article that counts as the source of a report: the one that its own repeats, else its own."""
    return text_or_none(r["copy_of"]) or str(r["article_id"])


def _source_block(rows: list[dict[Any, Any]], copies: Mapping[str, list[dict[Any, Any]]]) -> str:
    """One article: outlet, its own date and how that is known, its sentences, who printed the same text."""
    r = rows[0]
    told = [
        published_words(r),
        text_or_none(r["outlet_kind"]),
        place_of(r["origin"], int(r["start"])),
        *dict.fromkeys(STATUS[x["status"]][1] for x in rows if x["status"] != "reported"),
    ]
    quotes = {(r["start"], r["end"]): r for r in rows}
    body = "".join(f'<p class="dl-quote">{_quote(r)}</p>' for r in quotes.values())
    head = f'<b>{safe(source_words(r))}</b><span class="mute">{safe(" · ".join(t for t in told if t))}</span>{original(r["url"])}'
    if copies:
        names = listed([source_words(told[0]) for told in copies.values()])
        body += f'<p class="mute small">The same text in {safe(names)}: counted once.</p>'
    return f'<section class="dl-src"><header>{head}</header>{body}</section>'


def _quote(r: Row) -> str:
    when = None
    if not pd.isna(r["timex_start"]):
        when = (int(r["timex_start"]), int(r["timex_end"]))
        if (
            max(int(r["start"]) - when[1], when[0] - int(r["end"])) > FAR
        ):  # words far off are named under "why", not quoted
            when = None
    return quote(str(r["text"]), int(r["start"]), int(r["end"]), when)


def original(url: Any) -> str:
    """A link to the article where it came from; only to the web, whatever else an address may say."""
    address = text_or_none(url)
    if not address or not address.startswith(("https://", "http://")):
        return ""
    return f'<a href="{safe(address)}" target="_blank" rel="noopener noreferrer">original</a>'


def source_words(r: Row) -> str:
    """What a source is called: its outlet, or the beginning of its title where none is stated."""
    return text_or_none(r["outlet"]) or f"“{shorten(str(r['article_title']), 34)}”"


def published_words(article: Row) -> str:
    """When an article came out and how that is known."""
    edtf = text_or_none(article["published_edtf"])
    basis = str(article["published_basis"])
    if edtf is None:
        return "no date of publication"
    return date_words(edtf) + ("" if basis == "stated" else f", {PUBLISHED.get(basis, basis)}")


def disagreements(event: Row, rows: list[dict[Any, Any]], names: Mapping[str, str]) -> str:
    """Field by field what each source says; ≠ on the odd ones where most agree."""
    articles = {r["article_id"]: source_words(r) for r in rows}
    fields: dict[str, dict[str, str]] = {}
    for d in event["disagrees"]:
        for article in d["article_ids"]:
            value = _value_words(d["field"], d["value"], names)
            told = fields.setdefault(d["field"], {})
            told[article] = f"{told[article]}; {value}" if article in told else value
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in articles.values())
    body = ""
    for field, told in fields.items():
        values = list(told.values())
        common = max(values, key=values.count)
        common = common if values.count(common) > 1 else ""
        cells = "".join(
            f"<td{' class=odd' if common and told.get(a, common) != common else ''}>{safe(told.get(a, '—'))}</td>"
            for a in articles
        )
        body += f'<tr><th scope="row">{safe(field[:1].upper() + field[1:].replace("_", " "))}</th>{cells}</tr>'
    title = f"Sources disagree on {plural(len(fields), 'point')}"
    return f'<h3>{title}</h3><div class="dl-scroll" tabindex="0" role="region" aria-label="{title}"><table class="dl-compare"><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _value_words(field: str, value: Any, names: Mapping[str, str]) -> str:
    text = "—" if value is None else str(value)
    if field.startswith("date"):
        return date_words(text_or_none(value)) if value != "null" else "no date"
    if field == "status":
        return STATUS.get(text, ("", text))[1]
    if field == "kind":
        return kind_label(text)
    return ", ".join(names.get(part, part) for part in text.split(", "))


def say_dates(text: str) -> str:
    """A reason with its dates in words: 2025-10-02 is 2 Oct 2025."""
    return _ISO.sub(lambda found: date_words(found[0]), text)


def text_or_none(value: Any) -> str | None:
    """A text, or None for any null that pandas has."""
    return value if isinstance(value, str) and value else None
