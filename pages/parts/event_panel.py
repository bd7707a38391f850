"""The event panel: what, when and why then, who says so, each source with its sentence, and where they disagree.

Enters: one event (a row of `find_events`), its reports (`queries.read_reports`), names of actors. Leaves: HTML on the
page. Nothing is worked out here: every word comes from the tables.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pages.charts.coverage import outlet_words
from pages.charts.dates import GRAIN_WORDS, date_words
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
    "dateline": "by its dateline",
    "header": "by the page’s header",
    "inferred": "inferred",
    "corroborated": "from its events",
    "given": "given by a person",
    "unknown": "not stated",
}
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
        n = len({r["article_id"] for r in rows})
        head = "The one source" if n == 1 else f"{n} sources, one event" if n else "No source"
        show(f"<h3>{head}</h3>{''.join(source_block(r) for r in rows)}")
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
    basis, anchor, rule = str(r["date_basis"]), text_or_none(r["timex_anchor"]), text_or_none(r["timex_rule"])
    told = date_words(text_or_none(r["date_edtf"]))
    if basis == "relative" and anchor:
        why = f"counted from {anchor}"
    elif basis == "published":
        why = f"{BASIS[basis]}: {r['published_why']}"
    else:
        why = BASIS.get(basis, basis) + (f", counted from {anchor}" if anchor and words else "")
    rule_words = f"; rule “{rule.replace('_', ' ').replace('-', ' ')}”" if rule and words else ""
    gives = f" → {told}" if text_or_none(r["date_edtf"]) else ""
    mark = " · this one decides" if decides else ""
    return f'{head} <span class="mute">in {safe(outlet_words(r["outlet"]))}</span><br><span class="mute">{safe(why + rule_words)}{safe(gives + mark)}</span>'


def _conclusion(event: Row, rows: list[dict[Any, Any]]) -> str:
    edtf = text_or_none(event["date_edtf"])
    if edtf is None:
        return "So it stays undated."
    own = [r for r in rows if text_or_none(r["date_edtf"]) and r["date_basis"] != "corroborated"]
    same = [r for r in own if r["date_edtf"] == edtf]
    others = {date_words(r["date_edtf"]) for r in own if r["date_edtf"] != edtf}
    if edtf.startswith("["):
        return "More than one day remains possible; all are kept."
    if others:
        return f"{plural(len(same), 'report says', 'reports say')} {date_words(edtf)}; elsewhere it is {listed(sorted(others))}."
    if len({r["article_id"] for r in same}) > 1:
        return f"{len({r['article_id'] for r in same})} sources say so independently."
    return f"So: {date_words(edtf, long=True)}."


def who_and_how(event: Row, rows: list[dict[Any, Any]], names: Mapping[str, str]) -> str:
    """Actors, places, who says so, kind, and why the reports were joined."""
    speakers = list(dict.fromkeys(names.get(r["speaker"], r["speaker"]) for r in rows if text_or_none(r["speaker"])))
    outlet = {r["report_id"]: outlet_words(r["outlet"]) for r in rows}
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


def source_block(r: Row) -> str:
    """One report: outlet, its own date and how that is known, the sentence in its context."""
    when = None
    if not pd.isna(r["timex_start"]):
        when = (int(r["timex_start"]), int(r["timex_end"]))
        if (
            max(int(r["start"]) - when[1], when[0] - int(r["end"])) > 400
        ):  # words far off are named under "why", not quoted
            when = None
    told = [published_words(r), text_or_none(r["outlet_kind"])]
    if r["status"] != "reported":
        told.append(STATUS[r["status"]][1])
    url = text_or_none(r["url"])
    link = (
        f'<a href="{safe(url)}" target="_blank" rel="noopener noreferrer">original</a>'
        if url and url.startswith(("https://", "http://"))
        else ""
    )
    return (
        f'<section class="dl-src"><header><b>{safe(outlet_words(r["outlet"]))}</b><span class="mute">{safe(" · ".join(t for t in told if t))}</span>{link}</header>'
        f'<p class="dl-quote">{quote(str(r["text"]), int(r["start"]), int(r["end"]), when)}</p></section>'
    )


def published_words(article: Row) -> str:
    """When an article came out and how that is known."""
    edtf = text_or_none(article["published_edtf"])
    basis = str(article["published_basis"])
    if edtf is None:
        return "no date of publication"
    return date_words(edtf) + ("" if basis == "stated" else f", {PUBLISHED.get(basis, basis)}")


def disagreements(event: Row, rows: list[dict[Any, Any]], names: Mapping[str, str]) -> str:
    """Field by field what each source says; ≠ on the odd ones where most agree."""
    articles = {r["article_id"]: outlet_words(r["outlet"]) for r in rows}
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
        body += f'<tr><th scope="row">{safe(field.replace("_", " ").capitalize())}</th>{cells}</tr>'
    title = f"Sources disagree on {plural(len(fields), 'point')}"
    return f'<h3>{title}</h3><div class="dl-scroll" tabindex="0" role="region" aria-label="{title}"><table><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _value_words(field: str, value: Any, names: Mapping[str, str]) -> str:
    text = "—" if value is None else str(value)
    if field.startswith("date"):
        return date_words(text_or_none(value)) if value != "null" else "no date"
    if field == "status":
        return STATUS.get(text, ("", text))[1]
    if field == "kind":
        return kind_label(text)
    return ", ".join(names.get(part, part) for part in text.split(", "))


def text_or_none(value: Any) -> str | None:
    """A text, or None for any null that pandas has."""
    return value if isinstance(value, str) and value else None
