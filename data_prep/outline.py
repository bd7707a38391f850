"""The outline of an article: what the steps over all articles need of it, as small rows, a list of them per work table.

Enters: a reading and what a reader corrects of its actors. Leaves: an `Outline`, made where the article was read and kept
beside the reading. Refuses nothing. A further work table is a further row of `PARTS`: its name, and a function from a
reading (corrected already) to its rows; `lay_out` puts the article's number before each.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from data_prep.actors.corrections import CORRECTED, NONE, Corrections
from data_prep.actors.named import NAMES, names_of
from data_prep.actors.places import PLACE_NAMES, STORIES, places_of, story_of
from data_prep.articles.copies import SKETCHES, sketch_of
from data_prep.events.spans import HEADS, SPELLINGS, heads_of, own_day, spellings_of
from data_prep.mining import Reading, correct
from data_prep.records import Published
from data_prep.work import add, as_arrow

Row = tuple[Any, ...]  # of what msgpack has: texts, numbers, bytes, None, and lists of these; no dates, no sets


@dataclass(frozen=True, slots=True)
class Part:
    """A work table: its columns, the first of which is the article's number, and the rows of one article without it."""

    columns: pa.Schema
    rows_of: Callable[[Reading], list[Row]]


PARTS: Mapping[str, Part] = {
    "names": Part(NAMES, lambda reading: names_of(reading.article, reading.mentions)),
    "place_names": Part(PLACE_NAMES, lambda reading: places_of(reading.mentions, reading.article.text)),
    "stories": Part(STORIES, lambda reading: story_of(reading.mentions)),
    "sketches": Part(SKETCHES, lambda reading: sketch_of(reading.article)),
    "heads": Part(HEADS, heads_of),
    "spellings": Part(SPELLINGS, spellings_of),
}


@dataclass(frozen=True, slots=True)
class Outline:
    """One article as the steps over all articles see it. `length` is that of its text in characters, `language` a code.

    `path` is the article's place among all, so it is no part of what is kept: it comes from the shelf.
    """

    article_id: str
    path: str
    title: str
    outlet: str | None
    language: str
    published: Published
    length: int
    rows: dict[str, list[Row]]


class Readings(Protocol):
    """What was read, corrected already, by the number of the article (`shelf.py`)."""

    def outlines(self) -> Iterable[tuple[int, Outline]]:
        """All outlines, by number."""

    def readings(self, ns: Sequence[int]) -> Iterable[bytes]:
        """The packed readings of these articles, in that order."""

    def reports(self, ns: Sequence[int]) -> Iterable[bytes]:
        """The packed lists of their reports, in that order."""

    def replace(self, n: int, reading: bytes, outline: Outline) -> None:
        """Put another reading in the place of one."""


def make_outline(reading: Reading, corrections: Corrections = NONE) -> Outline:
    """The outline of a reading."""
    article = reading.article
    corrected = correct(reading, corrections)
    return Outline(
        article.article_id,
        article.path,
        article.title,
        article.outlet,
        article.language,
        article.published,
        len(article.text),
        {
            "corrected": [
                (line,) for line in corrections.lines_about(n for m in reading.mentions for n in (m.name, m.text))
            ],
            **{name: part.rows_of(corrected) for name, part in PARTS.items()},
        },
    )


ARTICLES = pa.schema(
    [
        ("n", pa.int32()),
        ("article_id", pa.string()),
        ("path", pa.string()),
        ("language", pa.string()),
        ("published_start", pa.date32()),
        ("published_end", pa.date32()),
        ("own_day", pa.date32()),  # of publication, as the article itself tells it
    ]
)
COLUMNS = {
    "corrected": CORRECTED,
    **{name: part.columns for name, part in PARTS.items()},
}  # of the work tables, by name
_AT_ONCE = 300  # articles whose rows are on their way


def lay_out(
    db: duckdb.DuckDBPyConnection, outlines: Iterable[tuple[int, Outline]], tell: Callable[[int], None]
) -> None:
    """Append outlines, by number, to the work tables `articles` and those of `PARTS`; `tell` is told how many are there."""
    for name, columns in {"articles": ARTICLES, **COLUMNS}.items():
        add(db, name, columns.empty_table())
    done, rest = 0, iter(outlines)
    while some := list(islice(rest, _AT_ONCE)):
        add(db, "articles", as_arrow(ARTICLES, (_article_row(n, outline) for n, outline in some)))
        for name, columns in COLUMNS.items():
            add(db, name, as_arrow(columns, ((n, *row) for n, outline in some for row in outline.rows[name])))
        done += len(some)
        tell(done)


def take_out(db: duckdb.DuckDBPyConnection, ns: Sequence[int]) -> None:
    """Take these articles out of the work tables."""
    for name in ("articles", *COLUMNS):
        db.execute(f"delete from {name} where n in (select unnest(?))", [list(ns)])


def _article_row(n: int, outline: Outline) -> Row:
    published = outline.published
    days = published.when.interval if published.when is not None else None
    start, end = (days.start, days.end) if days is not None else (None, None)
    return n, outline.article_id, outline.path, outline.language, start, end, own_day(published)
