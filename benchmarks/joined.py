"""The steps of `joining.py` over made readings whose actors are known, in a database in memory.

Enters: readings, their actors. Leaves: their events. Refuses nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import pyarrow as pa

from data_prep.engines import Engine, here
from data_prep.events.identity import Known, settle_ids
from data_prep.events.spans import HEADS, SPELLINGS, TARGET, Span, heads_of, own_day, plan_spans, spellings_of
from data_prep.joining import Db, link_spans, make_spans
from data_prep.mining import Reading
from data_prep.packing import pack
from data_prep.records import Actor
from data_prep.tables import schema
from data_prep.work import fill, open_work

_N, _TEXT, _DAY = pa.int32(), pa.string(), pa.date32()
ARTICLES = pa.schema(
    [("n", _N), ("article_id", _TEXT), ("published_start", _DAY), ("published_end", _DAY), ("own_day", _DAY)]
)
COPIES = pa.schema([("n", _N), ("copy_of", _N)])
IDS = pa.schema([("n", _N), ("name", _TEXT), ("actor_id", _TEXT)])
ACTORS = pa.schema([("actor_id", _TEXT), ("name", _TEXT), ("type", _TEXT)])


class _Pile:
    """Readings as a shelf."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings

    def reports(self, ns: Sequence[int]) -> Iterator[bytes]:
        """The packed reports of these articles."""
        return (pack(self._readings[n].reports) for n in ns)


@contextmanager
def open_joined(
    readings: Sequence[Reading],
    actors: Sequence[Actor],
    ids: Mapping[tuple[str, str], str],
    known: Known | None = None,
    target: int = TARGET,
    engine: Engine | None = None,
) -> Iterator[tuple[Db, list[Span]]]:
    """A work database in which the events of these readings are made, and the spans that they lie in."""
    with open_work() as db, here() as alone:
        _fill(db, readings, actors, ids, known or Known())
        engine, pile, spans = engine or alone, _Pile(readings), plan_spans(db, target)
        link_spans(db, pile, engine, spans, _silent)
        settle_ids(db)
        make_spans(db, pile, engine, spans, _silent)
        yield db, spans


def _silent(step: str, done: int, of: int | None) -> None:
    pass


def _fill(
    db: Db,
    readings: Sequence[Reading],
    actors: Sequence[Actor],
    ids: Mapping[tuple[str, str], str],
    known: Known,
) -> None:
    numbers = {r.article.article_id: n for n, r in enumerate(readings)}
    articles = [r.article for r in readings]
    dates = [a.published.when.interval if a.published.when else None for a in articles]
    rows = [
        (n, a.article_id, when.start if when else None, when.end if when else None, own_day(a.published))
        for n, (a, when) in enumerate(zip(articles, dates, strict=True))
    ]
    fill(db, "articles", ARTICLES, rows)
    fill(db, "copies", COPIES, ((n, numbers[a.copy_of]) for n, a in enumerate(articles) if a.copy_of))
    fill(db, "heads", HEADS, _numbered(heads_of(r) for r in readings))
    fill(db, "spellings", SPELLINGS, _numbered(spellings_of(r) for r in readings))
    fill(db, "ids", IDS, ((numbers[article], name, actor) for (article, name), actor in ids.items()))
    fill(db, "actors", ACTORS, ((a.actor_id, a.name, a.type) for a in actors))
    fill(db, "located", schema("places"), ())  # only rows of the tables have coordinates
    fill(db, "known", pa.schema([("report_id", _TEXT), ("event_id", _TEXT)]), known.of_report.items())
    fill(db, "old_redirects", pa.schema([("old", _TEXT), ("new", _TEXT)]), known.redirects.items())


def _numbered(rows: Iterable[Iterable[tuple[object, ...]]]) -> Iterator[tuple[object, ...]]:
    return ((n, *row) for n, of_one in enumerate(rows) for row in of_one)
