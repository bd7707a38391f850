"""How fast are reports joined to events? `python -m benchmarks.link_speed [--sizes 10000 100000 1000000] [--worst]`

Enters: nothing; the reports are made, the same ones each time, like those of a real corpus: few actors and words in most of
them and most in few (Zipf), days that much happens on, dates of a month and a year, undated ones, most told within two days and
a few years later. Leaves, on standard output, two lines a size: `whole`, linked in one piece as if all were one span, and `spans`,
as a build does it, out of core. Each with seconds to link them, reports/s, the growth (the exponent: 1 is linear), seconds for what
follows (ids, events, their disagreements, ranks), the share of pairs joined that are right and of right pairs that are joined, and
the peak of memory; `whole` also beside a peer in the same run, a join of pandas: pairs of reports of one day and kind that share two
actors, left out where the pairs would be too many. Each line is measured in a process of its own, `spans` without the making of the reports.
`--worst`: corpora made to be slow. One process does the work; its CPU time.
"""

import argparse
import math
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from itertools import accumulate, groupby
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from benchmarks.joined import ACTORS, ARTICLES, COPIES, IDS
from data_prep.edtf import parse_edtf
from data_prep.engines import few_collections, here
from data_prep.events.clues import meaning
from data_prep.events.evidence import Group
from data_prep.events.identity import settle_ids
from data_prep.events.kinds import KINDS, stem, verb_kinds
from data_prep.events.link import link_reports
from data_prep.events.merge import date_by_scene, make_event
from data_prep.events.shipped import rank_span
from data_prep.events.spans import HEADS, SPELLINGS, heads_of, plan_spans
from data_prep.joining import link_spans, make_spans, ranked_items
from data_prep.mining import Reading
from data_prep.packing import pack
from data_prep.records import Article, Published, Report, Span, When
from data_prep.tables import schema
from data_prep.work import CONFIG, fill, open_work

SIZES = (10_000, 100_000, 1_000_000)
WORST = ("one day, one actor", "undated", "one year")
_FIRST = date(2010, 1, 1)
_LAGS = ((0, 1), (2, 30), (31, 1500))  # days from what happens to its telling
_SOUNDS = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "da", "fe", "go", "hi", "pa")
_OF_ONE = 8  # reports of one article
_TRUTH = pa.schema([("n", pa.int32()), ("k", pa.int32()), ("truth", pa.int32())])
_JUDGED = """
with pairs as (select event, truth, count(*) as c from told join truth using (n, k) group by all)
select sum(c * (c - 1) / 2), (select sum(c * (c - 1) / 2) from (select sum(c) as c from pairs group by event)),
    (select sum(c * (c - 1) / 2) from (select sum(c) as c from pairs group by truth)) from pairs
"""
_PAIRS = 20_000_000  # more of them, and the peer is left out
Line = tuple[
    float, float, float, float, float, float
]  # seconds to link, to finish, right, found, seconds of the peer or nan, MB


class _Dice:
    """Draws from a few that are frequent and many that are rare, in the manner of Zipf."""

    def __init__(self, names: Sequence[str], seed: int) -> None:
        self.names, self.random = names, random.Random(seed)
        self.weights = list(accumulate(1 / (i + 1) for i in range(len(names))))

    def draw(self, n: int) -> list[str]:
        """`n` different ones at most."""
        return list(dict.fromkeys(self.random.choices(self.names, cum_weights=self.weights, k=n)))


def make_reports(n: int, worst: str = "") -> list[tuple[Report, int]]:
    """`n` reports, each with the number of the event that it tells of, in the order of publication; the same ones at each call.

    Articles are called after the day of publication (`published`).
    """
    random_ = random.Random(n)
    told = sorted(_make_tellings(n, worst, random_), key=lambda telling: telling[0])
    made, number = [], 0
    for day, tellings in groupby(told, key=lambda telling: telling[0]):
        for i, (_, event, *parts) in enumerate(tellings):
            made.append((_report(number, f"{_FIRST + timedelta(day)}-{i // _OF_ONE}", *parts), event))
            number += 1
    return made


def _make_tellings(n: int, worst: str, random_: random.Random) -> Iterator[tuple]:
    """(day of publication, number of the event, verb, kind, words, actors, places, date)."""
    actors = _Dice([f"actor-{i}" for i in range(max(50, n // 50))], 1)
    words = _Dice(list(_make_words(20_000)), 2)
    places = _Dice([w.capitalize() for w in _make_words(2_000)], 3)
    verbs = [
        (verb, kind) for verb, kind in sorted(verb_kinds().items()) if " " not in verb and KINDS[kind].group != "say"
    ]
    busy = [random_.randrange(3650) for _ in range(max(5, n // 20_000))]
    left = n
    for event in range(n):
        day = (
            random_.choice(busy) + int(random_.expovariate(0.1)) if random_.random() < 0.4 else random_.randrange(3650)
        )
        verb, kind = random_.choice(verbs)
        about, near = words.draw(6), places.draw(1) if random_.random() < 0.5 else []
        who = actors.draw(3)
        for _ in range(min(40, int(random_.paretovariate(1.2)), left)):
            left -= 1
            told = [w for w in about if random_.random() < 0.7] + words.draw(2)
            parts = [a for a in who if random_.random() < 0.85] or who[:1]
            if worst == WORST[0]:
                day, parts = 0, list(dict.fromkeys(["actor-0", *parts[:1]]))
            when = None if worst == WORST[1] else _date(day, "year" if worst == WORST[2] else _grain(random_))
            lag = random_.randint(*random_.choices(_LAGS, (75, 20, 5))[0])
            yield day + lag, event, verb, kind, told, parts, near, when
        if not left:
            return


def _make_words(n: int) -> Iterator[str]:
    """Words that no language has, all different."""
    for i in range(n):
        yield "".join(_SOUNDS[i // len(_SOUNDS) ** k % len(_SOUNDS)] for k in range(4))


def _grain(random_: random.Random) -> str:
    return random_.choices(("day", "month", "year", "none"), (78, 6, 3, 13))[0]


def _date(day: int, grain: str) -> When | None:
    text = (_FIRST + timedelta(day)).isoformat()
    return None if grain == "none" else parse_edtf(text[: {"day": 10, "month": 7, "year": 4}[grain]])


def _report(
    number: int,
    article: str,
    verb: str,
    kind: str,
    told: Sequence[str],
    who: Sequence[str],
    near: Sequence[str],
    when: When | None,
) -> Report:
    title = f"{who[0]} {verb} {' '.join(told)}"
    return Report(
        report_id=f"{article}:{number}", article_id=article, span=Span(0, 1), sentence=f"{title} {number}.",
        trigger=Span(number, number + 1), trigger_text=verb, kind=kind, title=title, timex=None, when=when,
        date_basis="stated" if when else "none", date_why="", participants=tuple(zip(who, ("agent", "patient", "with"), strict=False)),
        places=tuple(near), speaker=None, speech=None, speech_at=None, speech_verb=None, status="reported", lemma=verb,
        words=frozenset(stem(w) for w in (verb, *told)), about=told[0] if told else None, same_as=None, scene=None,
        open_date=False, weight=0.5,
    )  # fmt: skip


def make_readings(made: Iterable[tuple[Report, int]]) -> Iterator[Reading]:
    """The articles of these reports, published on the day that they are called after."""
    for name, reports in groupby((report for report, _ in made), key=lambda r: r.article_id):
        published = Published(parse_edtf(name[:10]), "stated", "")
        yield Reading(Article(name, "", None, None, None, None, "en", published, "", name), (), (), (), tuple(reports))


def join_in_pandas(reports: Sequence[Report]) -> int | None:
    """The peer: how many pairs of one day and kind share two actors; None where there are too many to join."""
    rows = pd.DataFrame(
        [(i, r.when.edtf if r.when else "", r.kind, a) for i, r in enumerate(reports) for a, _ in r.participants],
        columns=["report", "date", "kind", "actor"],
    )
    if (rows.groupby(["date", "kind", "actor"]).size().astype("int64") ** 2).sum() > _PAIRS:
        return None
    pairs = rows.merge(rows, on=["date", "kind", "actor"])
    pairs = pairs[pairs["report_x"] < pairs["report_y"]]
    return int((pairs.groupby(["report_x", "report_y"]).size() >= 2).sum())


def judge(groups: Iterable[Group], truth: dict[str, int]) -> tuple[float, float]:
    """(share of the pairs joined that are right, share of the right pairs that are joined)."""
    joined = right = 0
    for group in groups:
        told = Counter(truth[m.report.report_id] for m in group.members)
        joined += math.comb(len(group.members), 2)
        right += sum(math.comb(k, 2) for k in told.values())
    real = sum(math.comb(k, 2) for k in Counter(truth.values()).values())
    return right / max(joined, 1), right / max(real, 1)


def measure_whole(n: int, worst: str = "") -> Line:
    """All reports as one span, in memory."""
    made = make_reports(n, worst)
    reports, truth = [r for r, _ in made], {r.report_id: event for r, event in made}
    with few_collections():  # as in a build
        start = time.process_time()
        groups = link_reports(reports, {})
        linked = time.process_time()
        roots = {r.article_id: r.article_id for r in reports}
        told = [list(zip(g.reports, (why for _, why in g.joined), strict=True)) for g in groups]
        date_by_scene([make_event(f"e-{i}", members, {}, {}, {}, roots) for i, members in enumerate(told)])
        finished = time.process_time()
    start_peer, peak = time.process_time(), peak_memory()
    peer = math.nan if join_in_pandas(reports) is None else time.process_time() - start_peer
    return linked - start, finished - linked, *judge(groups, truth), peer, peak


def write_made(folder: Path, n: int, worst: str = "") -> None:
    """A work database and a shelf of made reports, as they are after reading."""
    made = make_reports(n, worst)
    with open_work(folder / "work.duckdb") as db, _Shelf(folder) as shelf:
        for name, columns in (("copies", COPIES), ("spellings", SPELLINGS), ("located", schema("places"))):
            fill(db, name, columns, ())
        fill(db, "truth", _TRUTH, ((i, k, event) for i, k, event in _keys(made)))
        fill(db, "articles", ARTICLES, (_article_row(i, r.article) for i, r in enumerate(make_readings(made))))
        heads = ((i, *row) for i, reading in enumerate(make_readings(made)) for row in heads_of(reading))
        fill(db, "heads", HEADS, heads)
        names = (
            (i, {a for r in reading.reports for a, _ in r.participants})
            for i, reading in enumerate(make_readings(made))
        )
        fill(db, "ids", IDS, ((i, a, a) for i, actors in names for a in sorted(actors)))
        actors = sorted({a for r, _ in made for a, _ in r.participants})
        fill(db, "actors", ACTORS, ((a, a, "group") for a in actors))
        shelf.put((i, pack(reading.reports)) for i, reading in enumerate(make_readings(made)))


def _keys(made: Sequence[tuple[Report, int]]) -> Iterator[tuple[int, int, int]]:
    for i, (_, reports) in enumerate(groupby(made, key=lambda row: row[0].article_id)):
        for k, (_, event) in enumerate(reports):
            yield i, k, event


def _article_row(i: int, article: Article) -> tuple[object, ...]:
    day = date.fromisoformat(article.article_id[:10])
    return i, article.article_id, day, day + timedelta(1), day


class _Shelf:
    """Packed reports in a file."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "shelf.sqlite")
        self._db.execute("create table if not exists reports(n integer primary key, packed blob)")

    def __enter__(self) -> "_Shelf":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.commit()
        self._db.close()

    def put(self, rows: Iterable[tuple[int, bytes]]) -> None:
        """Keep them."""
        self._db.executemany("insert into reports values (?, ?)", rows)

    def reports(self, ns: Sequence[int]) -> Iterator[bytes]:
        """Those of these articles."""
        return (self._db.execute("select packed from reports where n = ?", (n,)).fetchone()[0] for n in ns)


def measure_spans(folder: Path) -> Line:
    """What `write_made` wrote, joined by spans."""
    with (
        duckdb.connect(str(folder / "work.duckdb"), config=CONFIG) as db,
        _Shelf(folder) as shelf,
        here() as engine,
        few_collections(),
    ):
        start = time.process_time()
        spans = plan_spans(db)
        link_spans(db, shelf, engine, spans, _silent)
        linked = time.process_time()
        settle_ids(db)
        make_spans(db, shelf, engine, spans, _silent)
        for item in ranked_items(db, spans):
            rank_span(item)
        finished = time.process_time()
        right, joined, real = db.execute(_JUDGED).fetchall()[0]
        return linked - start, finished - linked, right / max(joined, 1), right / max(real, 1), math.nan, peak_memory()


def _silent(step: str, done: int, of: int | None) -> None:
    pass


def peak_memory() -> float:
    """The most memory that this process has had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def alone(work: Callable[..., Line | None], *given: object) -> Line | None:
    """What a function comes to in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_warm, work, *given).result()


def _warm(work: Callable[..., Line | None], *given: object) -> Line | None:
    meaning("")  # the tables of words are read before anything is measured
    return work(*given)


def measure(n: int, worst: str = "") -> dict[str, Line]:
    """The line of each way."""
    with tempfile.TemporaryDirectory() as folder:
        alone(write_made, Path(folder), n, worst)
        return {"whole": alone(measure_whole, n, worst), "spans": alone(measure_spans, Path(folder))}


def main() -> None:
    """Measure each size once and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--worst", action="store_true")
    given = parser.parse_args()
    print(
        f"{'reports':>9}{'way':>7}{'link s':>9}{'reports/s':>11}{'growth':>8}{'finish s':>10}{'right':>7}{'found':>7}{'peer s':>8}{'peak MB':>9}"
    )
    for worst in WORST if given.worst else ("",):
        if worst:
            print(f"{worst}:")
        before: dict[str, tuple[int, float]] = {}
        for n in given.sizes:
            for way, (linked, finished, right, found, peer, peak) in measure(n, worst).items():
                growth = (
                    f"{math.log(linked / before[way][1]) / math.log(n / before[way][0]):.2f}" if before.get(way) else ""
                )
                told = "-" if math.isnan(peer) else f"{peer:.1f}"
                print(
                    f"{n:>9}{way:>7}{linked:>9.1f}{n / linked:>11.0f}{growth:>8}{finished:>10.1f}{right:>7.3f}{found:>7.3f}{told:>8}{peak:>9.0f}",
                    flush=True,
                )
                before[way] = n, linked


if __name__ == "__main__":
    main()
