"""Where the readings lie: kept by what they were made of, and numbered as the articles of one build.

    DIR/cache/readings.sqlite   units(key, value): what reading a file, or some rows of a table, gave
                                readings(key, body, reports, version): articles with what was found in them, by their content
                                outlines(key, outline, body, reports): by reading and corrections; what those change of the reading
                                shelved(n, path, article_id, reading): the articles of the timeline as it stands

Enters: records and keys from `harvest.py`. Leaves: packed readings, reports and outlines by the articles' numbers 0, 1, … in
the order of (path, article_id). Refuses nothing. Nothing of the size of the corpus is in memory. A kill loses two seconds at
most: the next build finds the rest.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import PurePath
from typing import Any

import msgspec

from data_prep.cache import Cache, program_version
from data_prep.mining import Reading
from data_prep.outline import Outline
from data_prep.packing import pack, unpack
from data_prep.records import ActorMention, Article, Problem, Published, Report, Sentence, Timex

_EVERY = 2  # seconds between two commits
_AT_ONCE = 100  # articles that are fetched together
_TABLES = """
create table if not exists units (key blob primary key, value blob not null);
create table if not exists readings (key blob primary key, body blob not null, reports blob not null, version blob not null);
create table if not exists outlines (key blob primary key, outline blob not null, body blob, reports blob);
create table if not exists shelved (n integer primary key, path text not null, article_id text not null, reading blob not null);
create temp table found (k integer primary key, article_id text unique, path text unique, reading blob, outline blob);
create temp table articles (n integer primary key, article_id text, path text, reading blob, outline blob);
create temp table replaced (n integer primary key, outline blob, body blob, reports blob);
create temp table used (key blob primary key) without rowid;
"""
_JOINED = (
    "from articles a left join replaced x using (n) left join outlines o on o.key = a.outline "
    "left join readings r on r.key = a.reading"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A reading without its reports. `given` is the date of publication before one was inferred from the text."""

    article: Article
    given: Published
    sentences: list[Sentence]
    mentions: list[ActorMention]
    timexes: list[Timex]


@dataclass(frozen=True, slots=True)
class Found:
    """An article in a unit: its path behind that of the unit, and under which key its reading is kept."""

    behind: str
    article_id: str
    language: str
    reading: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """What reading a unit gave; `empty`, `undated` and `rows` are told of the whole table (`rows.Told`)."""

    articles: list[Found]
    problems: list[Problem]
    empty: list[str]
    undated: list[str]
    rows: int

    def joined(self, other: "Read") -> "Read":
        """Both, one after the other."""
        return Read(
            [*self.articles, *other.articles],
            [*self.problems, *other.problems],
            [*self.empty, *other.empty],
            [*self.undated, *other.undated],
            self.rows + other.rows,
        )


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading as it is kept: its key, body and reports; its outline, with what corrections change of the others."""

    key: bytes
    body: bytes
    reports: bytes
    outline_key: bytes
    outline: bytes
    corrected: tuple[bytes, bytes] | None


class Shelf:
    """The readings of one build. What is put on it stays in the cache."""

    def __init__(self, cache: Cache) -> None:
        self._db = cache.connection
        self._db.executescript(_TABLES)
        self._committed = time.monotonic()

    def has(self, key: bytes) -> bool:
        """Whether a unit was read before."""
        return self._db.execute("select 1 from units where key = ?", (key,)).fetchone() is not None

    def unit(self, key: bytes) -> Read:
        """What reading a unit gave. Raises LookupError."""
        row = self._db.execute("select value from units where key = ?", (key,)).fetchone()
        if row is None:
            raise LookupError("this unit was not read")
        self._use(key)
        return unpack(row[0], Read)

    def put_unit(self, key: bytes, read: Read) -> None:
        """Keep what reading a unit gave; its readings were put before."""
        self._db.execute("insert or replace into units values (?, ?)", (key, pack(read)))
        self.commit_now_and_then()

    def put(self, packed: Packed) -> None:
        """Keep a reading and its outline."""
        row = (packed.key, packed.body, packed.reports, program_version())
        self._db.execute("insert or replace into readings values (?, ?, ?, ?)", row)
        self._db.execute(
            "insert or replace into outlines values (?, ?, ?, ?)",
            (packed.outline_key, packed.outline, *(packed.corrected or (None, None))),
        )

    def add(self, path: str, found: Found, outline_key: bytes) -> tuple[str, str]:
        """Take an article into this build; its path, which no other has, and "", or the path of the same one and that."""
        self._use(found.reading)
        row = self._db.execute("select path from found where article_id = ?", (found.article_id,)).fetchone()
        if row:
            return path, str(row[0])
        own = PurePath(path).suffix
        stem = path.removesuffix(own)
        tries = (path if n == 1 else f"{stem} ({n}){own}" for n in count(1))
        free = next(name for name in tries if not self._is_taken(name))
        self._db.execute(
            "insert into found (article_id, path, reading, outline) values (?, ?, ?, ?)",
            (found.article_id, free, found.reading, outline_key),
        )
        return free, ""

    def _is_taken(self, path: str) -> bool:
        return self._db.execute("select 1 from found where path = ?", (path,)).fetchone() is not None

    def number(self) -> int:
        """Number the articles that were taken in; how many there are."""
        self._db.execute("delete from articles")
        self._db.execute("delete from replaced")
        self._db.execute(
            "insert into articles select row_number() over (order by path, article_id) - 1, article_id, path, reading, outline "
            "from found"
        )
        return int(self._db.execute("select count(*) from articles").fetchone()[0])

    def unoutlined(self) -> Iterator[tuple[bytes, bytes, bytes, bool]]:
        """Key, body, reports of the readings whose outline is not there, and whether they are of this program's version."""
        after = -1
        while rows := self._db.execute(
            "select n, r.key, r.body, r.reports, r.version from articles a join readings r on r.key = a.reading "
            "left join outlines o on o.key = a.outline where o.key is null and n > ? order by n limit ?",
            (after, _AT_ONCE),
        ).fetchall():
            after = rows[-1][0]
            for _, key, body, reports, version in rows:
                yield key, body, reports, version == program_version()

    def articles(self) -> Iterator[tuple[int, bytes]]:
        """The articles' numbers, in order, and the keys of their readings."""
        after = -1
        while rows := self._db.execute(
            "select n, reading from articles where n > ? order by n limit 10000", (after,)
        ).fetchall():
            after = rows[-1][0]
            yield from rows

    def readings(self, ns: Iterable[int]) -> Iterator[bytes]:
        """The packed readings (`unpack_reading`) of these articles, in this order."""
        columns = "path, coalesce(x.body, o.body, r.body), coalesce(x.reports, o.reports, r.reports)"
        for path, body, reports in self._of(ns, columns):
            yield msgspec.msgpack.encode((path, body, reports))

    def reports(self, ns: Iterable[int]) -> Iterator[bytes]:
        """Their packed lists of reports."""
        for (reports,) in self._of(ns, "coalesce(x.reports, o.reports, r.reports)"):
            yield reports

    def outlines(self) -> Iterator[tuple[int, Outline]]:
        """All outlines, by the articles' numbers."""
        ns = (n for n, _ in self.articles())
        while some := list(islice(ns, _AT_ONCE)):
            rows = self._of(some, "path, coalesce(x.outline, o.outline)")
            for n, (path, outline) in zip(some, rows, strict=True):
                yield n, replace(unpack(outline, Outline), path=path)

    def replace(self, n: int, reading: bytes, outline: Outline) -> None:
        """An article that was read again, for this build alone. `reading` as `pack_reading` packs it."""
        _, body, reports = msgspec.msgpack.decode(reading, type=tuple[str, bytes, bytes])
        row = (n, pack(replace(outline, path="")), body, reports)
        self._db.execute("insert or replace into replaced values (?, ?, ?, ?)", row)

    def _of(self, ns: Iterable[int], columns: str) -> Iterator[Sequence[Any]]:
        """These columns of these articles, in their order."""
        wanted = iter(ns)
        while some := list(islice(wanted, _AT_ONCE)):
            marks = ", ".join("?" * len(some))
            query = f"select a.n, {columns} {_JOINED} where a.n in ({marks})"  # the columns are named above
            rows = {row[0]: row[1:] for row in self._db.execute(query, some)}
            for n in some:
                yield rows[n]

    def shelved(self) -> Iterator[tuple[str, str, bytes]]:
        """Path, article_id and key of the articles of the timeline as it stands, in order."""
        after = -1
        query = "select n, path, article_id, reading from shelved where n > ? order by n limit 10000"
        while rows := self._db.execute(query, (after,)).fetchall():
            after = rows[-1][0]
            yield from (row[1:] for row in rows)

    def settle(self, version: str) -> None:
        """These are now the timeline's articles, of that version; what this build did not use goes."""
        with self._db:
            self._db.execute("delete from shelved")
            self._db.execute("insert into shelved select n, path, article_id, reading from articles")
            self._db.execute("delete from state")
            self._db.execute("insert into state values (?)", (version,))
            for table in ("units", "readings"):
                self._db.execute(f"delete from {table} where key not in (select key from used)")
            self._db.execute("delete from outlines where key not in (select outline from articles)")

    def commit_now_and_then(self) -> None:
        """Make what was put so far safe from a kill, if that was not done just now."""
        if time.monotonic() - self._committed > _EVERY:
            self._db.commit()
            self._committed = time.monotonic()

    def _use(self, key: bytes) -> None:
        self._db.execute("insert or ignore into used values (?)", (key,))


def pack_parts(reading: Reading, given: Published) -> tuple[bytes, bytes]:
    """Body and reports of a reading, without its path."""
    body = Body(
        replace(reading.article, path=""),
        given,
        list(reading.sentences),
        list(reading.mentions),
        list(reading.timexes),
    )
    return pack(body), pack(list(reading.reports))


def pack_reading(reading: Reading) -> bytes:
    """A reading as `Shelf.replace` takes it."""
    return msgspec.msgpack.encode((reading.article.path, *pack_parts(reading, reading.article.published)))


def unpack_reading(data: bytes) -> Reading:
    """A reading as `Shelf.readings` gives it."""
    path, body, reports = msgspec.msgpack.decode(data, type=tuple[str, bytes, bytes])
    return join_parts(path, unpack(body, Body), reports)


def unpack_body(data: bytes) -> Body:
    """The same without its reports, which are not even unpacked."""
    path, body, _ = msgspec.msgpack.decode(data, type=tuple[str, bytes, bytes])
    said = unpack(body, Body)
    return replace(said, article=replace(said.article, path=path))


def join_parts(path: str, body: Body, reports: bytes) -> Reading:
    """A reading out of its parts."""
    return Reading(
        replace(body.article, path=path), body.sentences, body.mentions, body.timexes, unpack(reports, list[Report])
    )
