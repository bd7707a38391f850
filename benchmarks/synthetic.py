"""A made timeline of any size: `python -m benchmarks.synthetic N DIR [--seed 7]` (N events).

Enters: a number of events. Leaves: DIR, a timeline as a build would leave it: every table of `data_prep.tables`, true to
each other and to the texts, over 15 years with calm months and bursts; actors, places and outlets by Zipf's law; all grains of dates,
undated events, sources that disagree. All words and names are invented, and the same seed gives the same rows. It is made
and written a span of days at a time, so that a million events take no more memory than a few spans do.
Refuses: N below 1, and a DIR that holds something else (as `data_prep.writing` does).
"""

import argparse
import gc
import hashlib
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import lru_cache
from itertools import islice, product, repeat
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.made_dates import GRAINS, make_date
from benchmarks.made_rows import FIRST, Row, Told, World, article_rows, event_row
from data_prep.events.kinds import verb_kinds
from data_prep.records import STATUSES
from data_prep.store import ANY, open_timeline
from data_prep.tables import schema
from data_prep.writing import Part, TimelineWriter, pack_part

DAYS = 15 * 365
SPAN = 6_700  # events of a span: some 10,000 reports
ARTICLE = 4  # reports of an article, in the mean
_SYLLABLES = ("ba", "den", "fi", "gor", "hal", "ka", "lu", "mir", "no", "pel", "qua", "ris", "sto", "ta", "ven", "zo")
_ACTOR_TYPES = ("person", "person", "person", "state", "organisation", "organisation", "armed force", "group")
_OUTLET_KINDS = ("newspaper", "newspaper", "broadcaster", "wire", "state media", "blog", "official")


@lru_cache(maxsize=1)
def make_world(events: int) -> World:
    """The world of a timeline of so many events: 1,000 to 20,000 actors."""
    names = [w.capitalize() for w in made_words(4000)]
    people = [f"{a} {names[(7 * i + 1 + i // 4000) % 4000]}" for i, a in enumerate(names * 6)]
    actors = list(dict.fromkeys(people))[: max(1000, min(20_000, events // 50))]
    places = names[-1200:-200]
    seats = np.random.default_rng(1).uniform((-55, -170), (70, 170), (len(places), 2)).round(3)
    return World(
        actors=tuple((n.lower().replace(" ", "-"), n, _ACTOR_TYPES[i % 8]) for i, n in enumerate(actors)),
        places=tuple((p.lower(), p, float(a), float(b)) for p, (a, b) in zip(places, seats, strict=True)),
        outlets=tuple((f"{n} Courier", _OUTLET_KINDS[i % 7]) for i, n in enumerate(names[-200:])),
        verbs=tuple((verb, kind) for verb, kind in sorted(verb_kinds().items()) if " " not in verb),
        words=tuple(made_words(6000))[-2000:],
    )


def made_words(n: int) -> Iterator[str]:
    """So many words that no language has, all different, the same ones at each call."""
    order = sorted(product(_SYLLABLES, repeat=3), key=lambda s: hashlib.md5("".join(s).encode()).digest())
    every = ("".join(s) for s in order)
    longer = ("".join(s) + t for t in _SYLLABLES for s in order)
    yield from islice((*every, *islice(longer, n)), n)


def draw_days(events: int, seed: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The day of each event, counted from FIRST, in order: more as the years go by, and bursts of a few weeks."""
    dice = np.random.default_rng([seed, events])
    even = dice.beta(1.6, 1.0, events) * DAYS
    bursts = dice.choice(dice.uniform(0, DAYS, 80), events) + dice.exponential(12, events)
    days = np.where(dice.random(events) < 0.55, even, bursts).astype(np.int64)
    return np.sort(np.clip(days, 0, DAYS - 1))


def cut_spans(days: np.ndarray[Any, Any]) -> list[tuple[int, int]]:
    """Runs of days, as (first day, day after), each with some SPAN events; no day is cut."""
    edges = [int(days[at]) for at in range(0, len(days), SPAN)]
    edges = sorted({0, *edges[1:]})
    return list(zip(edges, [*edges[1:], DAYS], strict=True))


def draw_events(world: World, days: Sequence[int], dice: np.random.Generator) -> list[Told]:
    """What happens on these days, one event for each that is given."""
    n = len(days)
    verbs, places = _zipf(dice, len(world.verbs), n).tolist(), _zipf(dice, len(world.places), n).tolist()
    who, parties = _zipf(dice, len(world.actors), (n, 3)).tolist(), dice.choice([1, 2, 3], n, p=[0.35, 0.5, 0.15])
    status = dice.choice(STATUSES, n, p=[0.78, 0.12, 0.04, 0.06]).tolist()
    grains = dice.choice([*GRAINS, ""], n, p=[*GRAINS.values(), 1 - sum(GRAINS.values())]).tolist()
    somewhere, apart = dice.random(n) < 0.6, dice.random(n) < 0.1
    return [
        Told(
            day=days[i],
            verb=world.verbs[verbs[i]][0],
            kind=world.verbs[verbs[i]][1],
            status=status[i],
            actors=tuple(dict.fromkeys(who[i][: parties[i]])),
            place=places[i] if somewhere[i] else None,
            when=make_date(grains[i], FIRST + timedelta(days=days[i])) if grains[i] else None,
            other=make_date("day", FIRST + timedelta(days=days[i] + 1)) if apart[i] and grains[i] == "day" else None,
        )
        for i in range(n)
    ]


def _zipf(dice: np.random.Generator, n: int, size: Any) -> np.ndarray[Any, Any]:
    """Numbers below n, each as frequent as 1 / (its rank + 3)."""
    weights = np.cumsum(1 / (np.arange(n) + 4))
    return np.searchsorted(weights, dice.random(size) * weights[-1])


def share_out(told: Sequence[Told], end: int, dice: np.random.Generator) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Articles, as (day of publication before `end`, [(event, which of its reports)]); each tells an event once."""
    reports = dice.choice([1, 2, 3, 4, 6], len(told), p=[0.7, 0.18, 0.07, 0.035, 0.015]).tolist()
    late = iter(dice.exponential(2, sum(reports)).tolist())
    news: dict[int, list[tuple[int, int]]] = {}
    for event, n in enumerate(reports):
        for k in range(n):
            day = min(told[event].day + int(next(late) * (k + 0.2)), end - 1)
            news.setdefault(day, []).append((event, k))
    for day in sorted(news):
        some = sorted(news[day])
        apart = max(-(-len(some) // ARTICLE), max(Counter(event for event, _ in some).values()))
        yield from ((day, some[at::apart]) for at in range(apart))


def make_span(events: int, seed: int, span: tuple[int, int], days: Sequence[int]) -> tuple[list[Part], Counter[int]]:
    """The parts of one span of days, and in how many of its events each actor takes part."""
    world, dice = make_world(events), np.random.default_rng([seed, *span])
    told = draw_events(world, days, dice)
    rows: dict[str, list[Row]] = {name: [] for name in ("articles", "timexes", "mentions", "reports", "events")}
    of_event: list[list[Row]] = [[] for _ in told]
    for day, some in share_out(told, span[1], dice):
        for name, more in article_rows(world, day, [(told[e], of_event[e]) for e, _ in some], dice).items():
            rows[name] += more
    rows["events"] = [event_row(world, event, mine) for event, mine in zip(told, of_event, strict=True)]
    since = (FIRST + timedelta(days=span[0])).isoformat()
    parts = [pack_part(name, since, pa.Table.from_pylist(some, schema(name))) for name, some in rows.items()]
    return parts, Counter(actor for event in told for actor in event.actors)


def write_synthetic(events: int, directory: Path, seed: int = 7, workers: int = 2) -> str:
    """Write a timeline of so many events into `directory` and return its version; the same with any number of workers."""
    days = draw_days(events, seed)
    spans = cut_spans(days)
    edges = np.searchsorted(days, [span[0] for span in spans]).tolist()
    of_span = [days[a:b].tolist() for a, b in zip(edges, [*edges[1:], events], strict=True)]
    taken: Counter[int] = Counter()
    with (
        TimelineWriter(directory) as writer,
        ProcessPoolExecutor(min(workers, len(spans)), initializer=gc.disable) as pool,
    ):
        for at in range(0, len(spans), 2 * workers):  # a few at a time: what is done waits in memory
            some = slice(at, at + 2 * workers)
            for parts, counts in pool.map(make_span, repeat(events), repeat(seed), spans[some], of_span[some]):
                taken.update(counts)
                for part in parts:
                    writer.add(part)
        for name, rows in whole_tables(make_world(events), taken).items():
            writer.add(pack_part(name, ANY, pa.Table.from_pylist(rows, schema(name))))
        version = writer.finish(inputs=["made"], problems=[])
    open_timeline(directory).connection.close()  # as a build leaves it
    return version


def whole_tables(world: World, taken: Counter[int]) -> dict[str, list[Row]]:
    """The tables that are not cut by time: actors, with the number of their events, and places."""
    actors = [
        {"actor_id": i, "name": name, "type": type_, "aliases": [name], "roles": [], "why": [], "n_events": taken[n]}
        for n, (i, name, type_) in enumerate(world.actors)
    ]
    places = [
        {"place_id": i, "name": name, "kind": "town", "lat": lat, "lon": lon, "why": "the only place of that name"}
        for i, name, lat, lon in world.places
    ]
    return {"actors": actors, "places": places}


def main() -> None:
    """Write a timeline and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=int, metavar="N")
    parser.add_argument("directory", type=Path, metavar="DIR")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    if args.events < 1:
        sys.exit(f"error: N is {args.events}; accepted: 1 or more")
    begun = time.perf_counter()
    version = write_synthetic(args.events, args.directory, args.seed)
    took, size = time.perf_counter() - begun, sum(f.stat().st_size for f in args.directory.rglob("*.parquet"))
    print(f"{args.events:,} events in {took:.1f} s, {size / 1e6:.1f} MB on disk, version {version}")


if __name__ == "__main__":
    main()
