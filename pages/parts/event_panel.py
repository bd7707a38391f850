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
from data_prep.saying import GRAIN_WORDS, date_words
from pages.charts.tokens import GROUPS, STATUS, group_of, kind_label
from pages.parts.disagreements import disagreements, root_of, source_words, text_or_none
from pages.parts.source_text import quote
from pages.parts.style import listed, safe, show, sign
from pages.words import panel as say

_ISO = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?[?~%]?(?:/\d{4}-\d\d-\d\d[?~%]?)?")  # the dates in a reason
FAR = 400  # characters from a sentence to words that date it
SOURCES, STEPS = 6, 5  # shown at first; the others open
Row = Mapping[str, Any]


def show_head(event: Row) -> None:
    """Where and when, what kind, who vouches, and what happened."""
    hollow = (
        event["grain"] not in ("day", "part") or bool(event["qualifier"]) or str(event["date_edtf"]).startswith("[")
    )
    group, (_, vouched) = group_of(event["kind"]), STATUS[event["status"]]
    place = f"<b>{safe(event['places'][0].upper())}</b>, " if len(event["places"]) else ""
    show(
        f'<div class="dl-dateline">{sign(group, event["status"], hollow)}<span>{place}{safe(date_words(text_or_none(event["date_edtf"])))} —</span>'
        f'<span>{safe(GROUPS[group])}, {safe(vouched)}</span></div><h2 class="dl-title">{safe(event["title"])}</h2>'
    )


def show_event(event: Row, reports: pd.DataFrame, names: Mapping[str, str]) -> None:
    """The evidence of one event: why its date, who and how, each source, where they disagree."""
    rows = reports.to_dict("records")
    left, right = st.columns([5, 8], gap="large")
    with left:
        show(f'{why_this_date(event, rows)}<div style="height:1.2rem"></div>{who_and_how(event, rows, names)}')
    with right:
        show(f"<h3>{say.sources_head(len({root_of(r) for r in rows}))}</h3>{_KEY}{source_blocks(rows, names)}")
        if len(event["disagrees"]):
            show(disagreements(event, rows, names))


_KEY = (
    f'<div class="dl-key" style="margin-bottom:.5rem"><span><mark>{say.SENTENCE}</mark></span><span><b class="did">{say.DID}</b></span>'
    f'<span><u class="when">{say.WHEN}</u></span></div>'
)


def why_this_date(event: Row, rows: list[dict[Any, Any]]) -> str:
    """The date, its grain, and step by step which words of which source led to it."""
    edtf = text_or_none(event["date_edtf"])
    grain = GRAIN_WORDS.get(str(event["grain"]), "") if edtf else say.NOTHING_SAYS
    if edtf and edtf.startswith("["):
        grain = say.ONE_OF_THESE
    code = f" · <code>{safe(edtf)}</code>" if edtf else ""
    sources: dict[tuple[str, str], list[str]] = {}  # what several reports say alike stands once, what decides first
    for r in sorted(rows, key=lambda r: r["report_id"] != event["dated_by"]):
        sources.setdefault(_step(r), []).append(source_words(r))
    decided = {_step(r) for r in rows if r["report_id"] == event["dated_by"]} if len(sources) > 1 else set()
    steps = [
        f'<li>{head} <span class="mute">{safe(say.in_source(listed(list(dict.fromkeys(of)), 3)))}<br>{safe(why)}'
        f"{f' · {say.DECIDES}' if (head, why) in decided else ''}</span></li>"
        for (head, why), of in sources.items()
    ]
    rest = folded(f'<ul class="dl-why">{"".join(steps[STEPS:])}</ul>', say.more_steps(len(steps) - STEPS))
    long = date_words(edtf, long=True)
    return (
        f'<h3>{say.WHY_DATE}</h3><p class="dl-date">{safe(long[0].upper() + long[1:]) if edtf else say.UNDATED}</p>'
        f'<p class="mute small">{safe(grain)}{code}</p><ul class="dl-why">{"".join(steps[:STEPS])}'
        f"<li>{safe(_conclusion(event, rows))}</li></ul>{rest if len(steps) > STEPS else ''}"
    )


def folded(body: str, words: str) -> str:
    """What opens when it is asked for."""
    return f"<details><summary>{safe(words)}</summary>{body}</details>"


def _step(r: Row) -> tuple[str, str]:
    """The words of time, and what follows from them."""
    words, edtf = text_or_none(r["timex_text"]), text_or_none(r["date_edtf"])
    head = f'<u class="when">{safe(words)}</u>' if words else safe(say.NO_WORDS)
    why = text_or_none(r["date_why"]) or say.BASIS.get(str(r["date_basis"]), str(r["date_basis"]))
    why = say_dates(say.reason(why.removeprefix(f"“{words}”: ")))
    return head, why + (f" → {date_words(edtf)}" if edtf else "")


def _conclusion(event: Row, rows: list[dict[Any, Any]]) -> str:
    edtf = text_or_none(event["date_edtf"])
    if edtf is None:
        return say.STAYS_UNDATED
    own = [r for r in rows if text_or_none(r["date_edtf"]) and r["date_basis"] != "corroborated"]
    same = [r for r in own if r["date_edtf"].rstrip("?~%") == edtf.rstrip("?~%")]
    others = {date_words(r["date_edtf"]) for r in own if r not in same}
    if edtf.startswith("["):
        return say.MORE_THAN_ONE
    if others:
        return say.reports_say(len(same), date_words(edtf), listed(sorted(others)))
    if (n := len({root_of(r) for r in same})) > 1:
        return say.sources_say(n)
    return say.so(date_words(edtf, long=True))


def who_and_how(event: Row, rows: list[dict[Any, Any]], names: Mapping[str, str]) -> str:
    """Actors, places, who says so, kind, and why the reports were joined."""
    speakers = list(dict.fromkeys(names.get(r["speaker"], r["speaker"]) for r in rows if text_or_none(r["speaker"])))
    outlet = {r["report_id"]: source_words(r) for r in rows}
    joined: dict[str, list[str]] = {}
    for j in event["why_joined"]:
        if why := say.joined(j["condition"] or ""):
            joined.setdefault(why, []).append(outlet.get(j["report_id"], j["report_id"]))
    facts = [
        (say.WHO, [listed([names.get(a, a) for a in event["actors"]], 12) or say.NOBODY]),
        (say.WHERE, [", ".join(event["places"]) or say.NOWHERE]),
        (say.SAYS_SO, [listed(speakers) or say.OWN_VOICE]),
        (say.KIND, [f"{GROUPS[group_of(event['kind'])]} ({kind_label(event['kind']).lower()})"]),
        (say.JOINED, [f"{listed(list(dict.fromkeys(of)), 4)}: {why}" for why, of in joined.items()] or [say.TOLD_ONCE]),
    ]
    rows_html = "".join(f"<dt>{k}</dt><dd>{'<br>'.join(safe(v) for v in values)}</dd>" for k, values in facts)
    return f'<h3>{say.WHO_AND_HOW}</h3><dl class="dl-facts">{rows_html}</dl>'


def source_blocks(rows: list[dict[Any, Any]], names: Mapping[str, str] | None = None, most: int = SOURCES) -> str:
    """Every source once, with each of its sentences in its context; those after the first `most` open when asked for."""
    sources: dict[str, dict[str, list[dict[Any, Any]]]] = {}
    for r in rows:
        sources.setdefault(root_of(r), {}).setdefault(r["article_id"], []).append(r)
    blocks = [
        _source_block(told.pop(root, None) or told.pop(next(iter(told))), told, names or {})
        for root, told in sources.items()
    ]
    rest = folded("".join(blocks[most:]), say.more_sources(len(blocks) - most)) if len(blocks) > most else ""
    return "".join(blocks[:most]) + rest


def _source_block(
    rows: list[dict[Any, Any]], copies: Mapping[str, list[dict[Any, Any]]], names: Mapping[str, str]
) -> str:
    """One article: outlet, what kind it is, its own date and how that is known, its sentences, who printed the same text."""
    r = rows[0]
    told = [text_or_none(r["outlet_kind"]), published_words(r)]
    sentences: dict[tuple[int, int], list[dict[Any, Any]]] = {}
    for row in rows:
        sentences.setdefault((row["start"], row["end"]), []).append(row)
    body = "".join(_sentence(some, names) for some in sentences.values())
    head = f'<b>{safe(source_words(r))}</b><span class="mute">{safe(" · ".join(t for t in told if t))}</span>{original(r["url"])}'
    if copies:
        same = listed([source_words(told[0]) for told in copies.values()])
        body += f'<p class="mute small">{safe(say.same_text(same))}</p>'
    return f'<section class="dl-src"><header>{head}</header>{body}</section>'


def _sentence(rows: list[dict[Any, Any]], names: Mapping[str, str]) -> str:
    """A sentence in its context; below it who says so, and where it stands in the original."""
    r = rows[0]
    when = None if pd.isna(r["timex_start"]) else (int(r["timex_start"]), int(r["timex_end"]))
    if when and max(int(r["start"]) - when[1], when[0] - int(r["end"])) > FAR:
        when = None  # words far off are named under "why", not quoted
    did = {(int(x["trigger_start"]), int(x["trigger_end"])) for x in rows}
    inside = [word for word in did if r["start"] <= word[0] and word[1] <= r["end"]]
    text = quote(str(r["text"]), int(r["start"]), int(r["end"]), when, inside)
    says = {(x["status"], text_or_none(x["speaker"])) for x in rows}
    vouched = "; ".join(
        f"{sign(None, status)} {safe(say.vouched(status, names.get(by, by) if by else None))}"
        for status, by in sorted(says, key=str)
    )
    at = place_of(r["origin"], int(r["start"]))
    return f'<p class="dl-quote">{text}</p><p class="dl-says">{vouched}{safe(f" · {at}" if at else "")}</p>'


def original(url: Any) -> str:
    """A link to the article where it came from; only to the web, whatever else an address may say."""
    address = text_or_none(url)
    if not address or not address.startswith(("https://", "http://")):
        return ""
    return f'<a href="{safe(address)}" target="_blank" rel="noopener noreferrer">{say.ORIGINAL}</a>'


def published_words(article: Row) -> str:
    """When an article came out and how that is known."""
    edtf = text_or_none(article["published_edtf"])
    basis = str(article["published_basis"])
    if edtf is None:
        return say.NO_PUBLICATION
    return date_words(edtf) + ("" if basis == "stated" else f", {say.PUBLISHED.get(basis, basis)}")


def say_dates(text: str) -> str:
    """A reason with its dates in words: 2025-10-02 is 2 Oct 2025."""
    return _ISO.sub(lambda found: date_words(found[0]), text)
