"""The rows of made articles and events, true to the texts that they quote.

Enters: a `World`, what was drawn of an event (`Told`), dice. Leaves: rows by table, as dicts of the columns of
`data_prep.tables` (a column that is null is left out). Refuses nothing.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from benchmarks.made_dates import MadeDate
from data_prep.events.identity import name_of
from data_prep.events.kinds import KINDS
from data_prep.events.salience import PARTS

FIRST = date(2011, 1, 1)
Row = dict[str, Any]
_LEADS = {
    "reported": "went on to",
    "claimed": "is said by its own side to",
    "denied": "did not, by its own account,",
    "planned": "plans to",
}
_BASES = ("stated", "relative", "dateline", "published")
_PLAIN = "The harbour lies an hour north of the town, and in winter the road to it is often shut."


@dataclass(frozen=True, slots=True)
class World:
    """Who and what the articles are about, the frequent first."""

    actors: tuple[tuple[str, str, str], ...]  # actor_id, name, type
    places: tuple[tuple[str, str, float, float], ...]  # place_id, name, latitude, longitude
    outlets: tuple[tuple[str, str], ...]  # name, kind
    verbs: tuple[tuple[str, str], ...]  # verb, kind
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it was drawn, before anybody reports it; actors and places are numbers in the `World`."""

    day: int  # days since FIRST
    verb: str
    kind: str
    status: str
    actors: tuple[int, ...]
    place: int | None
    when: MadeDate | None
    other: MadeDate | None  # the date that its second source gives instead


@dataclass(slots=True)
class Text:
    """A text as it grows, and what stands where in it."""

    article_id: str
    text: str
    rows: dict[str, list[Row]]

    def add(self, words: str) -> tuple[int, int]:
        """Append words; from where to where they stand now."""
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def name(self, name: str, **who: str) -> None:
        """Append the name of an actor or a place."""
        start, end = self.add(name)
        row = {"article_id": self.article_id, "start": start, "end": end, "text": name, "why": "known name"}
        self.rows["mentions"].append(row | who)

    def date(self, when: MadeDate) -> str:
        """Append words of time; their timex_id."""
        start, end = self.add(when.words)
        row = {
            "timex_id": f"{self.article_id}:{start}-{end}",
            "article_id": self.article_id,
            "start": start,
            "end": end,
        }
        row |= {"text": when.words, "type": "DATE", "value": when.value, "mod": "", "edtf": when.edtf}
        row |= {"date_start": when.interval.start, "date_end": when.interval.end, "grain": when.grain}
        self.rows["timexes"].append(row | {"rule": "made", "anchor": ""})
        return str(row["timex_id"])


def article_rows(
    world: World, day: int, news: Sequence[tuple[Told, list[Row]]], dice: np.random.Generator
) -> dict[str, list[Row]]:
    """An article with a sentence for each piece of news, which is an event with its reports so far; they grow by one."""
    outlet, kind = world.outlets[int(dice.beta(1, 5) * len(world.outlets))]
    asides = iter(dice.integers(len(world.words), size=3 * len(news) + 1).tolist())
    title = f"{title_of(world, news[0][0])}, and the {world.words[next(asides)]}"
    key = f"{day} {title} {outlet} {dice.integers(2**40)}"
    text = Text(hashlib.sha256(key.encode()).hexdigest()[:12], "", {"timexes": [], "mentions": [], "reports": []})
    for event, before in news:
        report = _tell(text, world, event, bool(before), [world.words[next(asides)] for _ in range(3)])
        report["_day"] = day
        before.append(report)
        text.add("\n\n")
        text.rows["reports"].append(report)
    text.add(_PLAIN)
    published = FIRST + timedelta(days=day)
    article = {"article_id": text.article_id, "title": title, "outlet": outlet, "outlet_kind": kind, "language": "en"}
    article |= {"url": f"https://news.invalid/{text.article_id}", "published_edtf": published.isoformat()}
    article |= {"published_start": published, "published_end": published + timedelta(days=1)}
    article |= {"published_basis": "stated", "published_confidence": "high", "published_why": "made"}
    article |= {"text": text.text, "path": f"made/{text.article_id}.txt", "origin": [{"start": 0, "at": "line 1"}]}
    return {"articles": [article]} | text.rows


def _tell(text: Text, world: World, event: Told, again: bool, asides: Sequence[str]) -> Row:
    """One report: a sentence appended to the text, and its row."""
    when = event.other or event.when if again else event.when
    ids = [world.actors[a][0] for a in event.actors]
    start = len(text.text)
    text.name(world.actors[event.actors[0]][1], actor_id=ids[0])
    text.add(f" {_LEADS[event.status]} ")
    at, behind = text.add(event.verb)
    for actor, joint in zip(event.actors[1:], (" with ", " and "), strict=False):
        text.add(joint)
        text.name(world.actors[actor][1], actor_id=world.actors[actor][0])
    if event.place is not None:
        text.add(" in ")
        text.name(world.places[event.place][1], place_id=world.places[event.place][0])
    timex_id = None
    if when is not None:
        text.add(f" {when.before} ")
        timex_id = text.date(when)
    _, end = text.add(f", over {asides[0]}, {asides[1]} and {asides[2]}.")
    row: Row = {"report_id": f"{text.article_id}:{at}", "article_id": text.article_id, "start": start, "end": end}
    row |= {"sentence": text.text[start:end], "trigger": event.verb, "trigger_start": at, "trigger_end": behind}
    row |= {"kind": event.kind, "timex_id": timex_id, "status": event.status, "actors": ids} | _date_cells(when, at)
    row |= {"date_why": "as it stands" if when else "", "roles": ["agent", "with", "with"][: len(ids)]}
    row |= {"places": [] if event.place is None else [world.places[event.place][1]]}
    return row | ({"speaker": ids[0]} if event.status in ("claimed", "denied") else {})


def _date_cells(when: MadeDate | None, n: int) -> Row:
    if when is None:
        return {"date_basis": "none"}
    cells = {"date_edtf": when.edtf, "date_start": when.interval.start, "date_end": when.interval.end}
    return cells | {"grain": when.grain, "date_basis": _BASES[n % 4]}


def title_of(world: World, event: Told) -> str:
    """What happened, on one line."""
    first, *others = (world.actors[a][1] for a in event.actors)
    where = f" in {world.places[event.place][1]}" if event.place is not None else ""
    return f"{first} to {event.verb}{' with ' if others else ''}{' and '.join(others)}{where}"


def event_row(world: World, event: Told, reports: Sequence[Row]) -> Row:
    """The event that these reports tell of, each in an article of its own; they are told its id."""
    first = reports[0]
    event_id = name_of(first["report_id"])
    for report in reports:
        report["event_id"] = event_id
    place = [] if event.place is None else [world.places[event.place]]
    row: Row = {"event_id": event_id, "title": title_of(world, event), "kind": event.kind, "status": event.status}
    row |= {name: first.get(name) for name in ("date_edtf", "date_start", "date_end", "grain", "date_basis")}
    row |= {"qualifier": event.when.qualifier if event.when else "", "actors": first["actors"]}
    row |= {"dated_by": first["report_id"] if event.when else None, "places": first["places"]}
    row |= {"lat": place[0][2], "lon": place[0][3]} if place else {}
    row |= {"n_reports": len(reports), "n_sources": len(reports), "disagrees": _differing(reports)}
    parts = _salience(world, event, reports)
    row |= {"salience": round(sum(parts.values()), 4), "salience_parts": [*map(_part, parts.items())]}
    joined = [{"report_id": r["report_id"], "condition": "the same parties on the same day"} for r in reports[1:]]
    return row | {"why_joined": joined}


def _differing(reports: Sequence[Row]) -> list[Row]:
    """A row for each date that is told, if there are several."""
    dates: dict[str, list[str]] = {}
    for report in reports:
        if (told := report.get("date_edtf")) is not None:
            dates.setdefault(told, []).append(report["article_id"])
    return [{"field": "date", "value": d, "article_ids": ids} for d, ids in dates.items()] if len(dates) > 1 else []


def _part(item: tuple[str, float]) -> Row:
    return {"part": item[0], "value": item[1]}


def _salience(world: World, event: Told, reports: Sequence[Row]) -> dict[str, float]:
    """Parts as `data_prep.events.salience` weighs them, near enough for a made story."""
    n, last = len(reports) - 1, event.when.interval.end if event.when else None
    later = sum(last is not None and FIRST + timedelta(days=r["_day"]) >= last + timedelta(days=2) for r in reports)
    shares = {
        "sources": n / (n + 2),
        "later": later / (later + 1),
        "retold": n / (n + 2),
        "kind": KINDS[event.kind].weight,
        "actors": 1 - (min(event.actors) + 4) / (len(world.actors) + 5),
        "parties": float(sum(world.actors[a][2] in ("person", "state") for a in event.actors) >= 2),
        "date": {"day": 1.0, "part": 1.0, "week": 0.7, "month": 0.6, "": 0.0}.get(
            event.when.grain if event.when else "", 0.3
        ),
        "status": {"reported": 1.0, "claimed": 0.6, "denied": 0.4}.get(event.status, 0.2),
    }
    return {name: round(part.most * shares[name], 4) for name, part in PARTS.items()}
