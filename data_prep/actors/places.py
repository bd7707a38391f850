"""Mentions of places in all articles -> each place with its country, its region and its coordinates.

Enters: rows of what each article says of places. Leaves: table `located`, a `Located` per place. A name that several places
bear is decided by words beside it ("London, Ontario"), then by the countries that the story is about, then by the number of
people. Refuses to guess coordinates: a place that no list knows has none.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any

import duckdb
import pyarrow as pa

from data_prep.actors.gazetteer import Spot, all_spots, spots_named
from data_prep.actors.lexicon import known_names, state_names
from data_prep.actors.names import fold
from data_prep.records import ActorMention, Article
from data_prep.tables import schema
from data_prep.words import read_words
from data_prep.work import batches, fill, open_work

BESIDE = re.compile(r"(?:,| in| \() ?(?:the )?(?:[a-z]+ )?((?:[A-Z][\w.’'-]*)(?: [A-Z][\w’'-]*){0,2})")
KINDS = ("town", "capital", "region", "country", "water", "area", "unknown")
# what weighs how much against one power of ten of people
CAPITAL, STORY, FAMOUS, SAID, OTHERWISE = 1.5, 2.5, 0.3, 20.0, 1.5  # FAMOUS: the story, for a city of the list

PLACE_NAMES = pa.schema(
    [
        ("n", pa.int32()),
        ("mention", pa.int32()),  # which one of a place in the article
        ("place_id", pa.string()),
        ("name", pa.string()),
        ("country", pa.string()),  # that the name itself or words beside it tell
        ("beside", pa.string()),  # words behind the name that may tell which place it is
    ]
)
STORIES = pa.schema([("n", pa.int32()), ("country", pa.string()), ("times", pa.int32())])
# a row a place: its commonest name, the country told last, the words beside it, the countries of its stories with weights
_TOLD = """with mentioned as (
    select *, n::bigint * 1048576 + mention as seen from place_names
), names as (
    select place_id, name, count(*) as times, min(seen) as first from mentioned group by all
), places as (
    select place_id, arg_max(name, (times, -first)) as name from names group by all
), lands as (
    select place_id, arg_max(country, seen) as country from mentioned where country is not null group by all
), words as (
    select place_id, list(beside order by first) as beside from (
        select place_id, beside, min(seen) as first from mentioned where beside is not null group by all
    ) group by all
), weights as (
    select place_id, country, sum(one.times * stories.times)::bigint as weight from (
        select n, place_id, count(*) as times from place_names group by all
    ) one join stories using (n) group by all
), about as (
    select place_id, list(country order by country) as countries, list(weight order by country) as weights
    from weights group by all
)
select place_id, name, country, beside, coalesce(countries, []), coalesce(weights, [])
from places left join lands using (place_id) left join words using (place_id) left join about using (place_id)
order by place_id"""


@dataclass(frozen=True, slots=True)
class Located:
    """A place: what it is (`KINDS`), where, and why this one of that name."""

    place_id: str
    name: str
    kind: str
    country: str | None
    region: str | None
    lat: float | None
    lon: float | None
    why: str


_row = attrgetter(*(field.name for field in fields(Located)))


def place_id(name: str) -> str:
    """The id of a place: its folded name."""
    return fold(name.removeprefix("the ").removeprefix("The ")).replace(" ", "-")


def places_of(mentions: Sequence[ActorMention], text: str) -> list[tuple[Any, ...]]:
    """The rows of an article in `PLACE_NAMES`, without its number: a row a mention of a place."""
    rows: list[tuple[Any, ...]] = []
    for m in mentions:
        if m.type == "place":
            match = BESIDE.match(text, m.end, m.end + 60)
            country = m.country if m.country and not _is_town(m) else None
            rows.append((len(rows), place_id(m.name), m.name, country, _beside(match[1]) if match else None))
    return rows


def story_of(mentions: Sequence[ActorMention]) -> list[tuple[Any, ...]]:
    """The rows of an article in `STORIES`, without its number: the countries that it is about."""
    return list(Counter(m.country for m in mentions if m.country and not _is_town(m)).items())


def locate_places(db: duckdb.DuckDBPyConnection) -> None:
    """Tables `place_names` and `stories` -> table `located`, as `places` in `tables.py`: every place that is mentioned."""
    db.execute("drop table if exists located")
    rows = (
        _row(_locate(key, name, Counter(dict(zip(countries, weights, strict=True))), beside or (), country))
        for batch in batches(db, _TOLD)
        for key, name, country, beside, countries, weights in zip(*(c.to_pylist() for c in batch.columns), strict=True)
    )
    fill(db, "located", schema("places"), rows)


def locate_few(articles: Iterable[tuple[Article, Sequence[ActorMention]]]) -> dict[str, Located]:
    """The same of articles in memory: every place by its id, in the order of the ids."""
    rows = [(n, article.text, mentions) for n, (article, mentions) in enumerate(articles)]
    with open_work() as db:
        fill(db, "place_names", PLACE_NAMES, ((n, *row) for n, text, ms in rows for row in places_of(ms, text)))
        fill(db, "stories", STORIES, ((n, *row) for n, _, ms in rows for row in story_of(ms)))
        locate_places(db)
        return {row[0]: Located(*row) for row in db.execute("select * from located order by place_id").fetchall()}


def _is_town(m: ActorMention) -> bool:
    """Whether its name is a capital's: which town of that name it is, is the question here, not the answer."""
    known = known_names().get(m.text)
    return m.type == "place" and known is not None and known.form == "capital"


def _beside(words: str) -> str:
    """The region or state that words behind a place name, in full."""
    return str(read_words("places")["shortened"].get(words.rstrip("."), words.rstrip(".")))


def _locate(key: str, name: str, story: Counter[str], beside: Sequence[str], country: str | None) -> Located:
    plain = re.sub(r"^[Tt]he ", "", name)
    if (water := read_words("places")["waters"].get(plain)) is not None:
        return Located(key, name, "water", None, None, water[0], water[1], "a sea, a strait or a lake of the list")
    if (area := read_words("places")["areas"].get(re.sub(r" region$", "", plain))) is not None:
        lat, lon, *land = area
        return Located(key, name, "area", land[0] if land else None, None, lat, lon, "an area of the list; its middle")
    known = known_names().get(plain) or known_names().get(name)
    if known is not None and known.form == "name" and known.country:
        lat, lon = _middle(known.country)
        return Located(key, name, "country", known.country, None, lat, lon, "a state; the middle of its towns")
    if plain in read_words("places")["many_places"]:
        return Located(key, name, "unknown", country, None, None, None, "a name of many places")
    direction, _, rest = plain.partition(" ")
    if direction in read_words("places")["directions"] and (part := known_names().get(rest)) and part.country:
        return Located(key, name, "area", part.country, None, None, None, f"a part of {part.name}")
    asked, regional = _without_kind(plain)
    spots = [s for s in spots_named(asked) if not regional or s.kind == "region"] or list(spots_named(plain))
    if country is not None and any(s.country == country for s in spots):
        spots = [s for s in spots if s.country == country]
    if not spots:
        seat = known is not None and known.form in ("capital", "seat") and known.country
        capital = _capital(seat) if seat else None
        if capital is None:
            return Located(key, name, "unknown", country, None, None, None, "no list knows it")
        return _as_located(key, name, capital, f"a name of the capital of {state_names()[capital.country]}")
    famous = known is not None and known.form == "city"
    best, why = _decide(spots, story, beside, asked, famous)
    return _as_located(key, name, best, why)


def _as_located(key: str, name: str, spot: Spot, why: str) -> Located:
    return Located(key, name, spot.kind, spot.country, spot.region or None, spot.lat, spot.lon, why)


def _without_kind(name: str) -> tuple[str, bool]:
    """ "Kursk region" -> Kursk, and that a region is meant; "Aveiro city" is no region."""
    words = name.split()
    regions = read_words("places")["region_kinds"]
    if len(words) > 1 and words[-1].lower() in regions:
        return " ".join(words[:-1]), True
    part = len(words) > 1 and words[-1] in read_words("places")["region_words"] and not spots_named(name)
    return (" ".join(words[:-1]), False) if part else (name, False)  # "Moscow suburb": where Moscow is


def _decide(
    spots: Sequence[Spot], story: Counter[str], beside: Sequence[str], name: str, famous: bool
) -> tuple[Spot, str]:
    """The place that fits best, and why in plain words."""
    seats = {(s.country, s.region): s for s in spots if s.kind != "region"}
    spots = [s for s in spots if s.kind != "region" or not _is_its_town(s, seats.get((s.country, s.region)))]
    total = sum(story.values()) or 1
    said = {s: _said(s, beside) for s in spots}

    def weight(spot: Spot) -> float:
        people = math.log10(spot.thousands * 1000 + 500)
        near = SAID if said[spot] else 0.0
        if spot.kind == "capital":
            near += CAPITAL
        elif not f"{fold(spot.name)} ".startswith(f"{fold(name)} "):
            return people - OTHERWISE + near  # "Frankfurt" for Frankfort: only beside its state's name
        return people + (FAMOUS if famous else STORY) * story[spot.country] / total + near

    best = max(spots, key=lambda s: (weight(s), s.country, s.lat))
    if len({(s.country, s.region) for s in spots}) == 1:
        return best, "the only place of that name in the gazetteer"
    if said[best]:
        return best, f"“{said[best]}” stands beside it"
    if story[best.country] and best != max(spots, key=lambda s: (s.thousands, s.country, s.lat)):
        return best, f"{state_names().get(best.country, best.country)} is what the story is about"
    return best, f"the largest of {len(spots)} places of that name"


def _is_its_town(region: Spot, town: Spot | None) -> bool:
    """Whether a region is named like its main town: then the bare name is the town's."""
    return town is not None and town.thousands * 10 >= region.thousands


def _said(spot: Spot, beside: Sequence[str]) -> str:
    """The words behind the name that name this one's region or state; "" for none."""
    state = state_names().get(spot.country, "")
    for words in beside:
        known = known_names().get(words)
        if fold(words) in (fold(spot.region), fold(state)) or (
            known is not None and known.country == spot.country and known.form == "name"
        ):
            return words
    return ""


@cache
def _by_country() -> Mapping[str, tuple[Spot, ...]]:
    found: dict[str, list[Spot]] = {}
    for spot in all_spots():
        found.setdefault(spot.country, []).append(spot)
    return {country: tuple(spots) for country, spots in found.items()}


def _capital(country: str) -> Spot | None:
    return next((s for s in _by_country().get(country, ()) if s.kind == "capital"), None)


@cache
def _middle(country: str) -> tuple[float, float] | tuple[None, None]:
    """The middle of a country's regions, weighted by their people."""
    regions = [s for s in _by_country().get(country, ()) if s.kind == "region"]
    weight = sum(s.thousands + 1 for s in regions)
    if not weight:
        return None, None
    lat = sum(s.lat * (s.thousands + 1) for s in regions) / weight
    lon = sum(s.lon * (s.thousands + 1) for s in regions) / weight
    return round(lat, 1), round(lon, 1)
