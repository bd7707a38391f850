"""Which articles are copies of another: the same wire text in two papers, a shortened reprint, a later version of one page.

Enters: a sketch of each article. Leaves: for each copy the article that it repeats: the one published first, else the
longest; never a copy of a copy. Two texts are copies if they share most of their runs of four words (Broder 1997), of the
shorter one nearly all. Candidates come from MinHash with locality-sensitive hashing: within each bucket an article is
compared with its first two and with the last two before it, so a thousand reprints take some thousand comparisons. A
quotation, however long, is none: a copy is mostly the other's text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from zlib import crc32

import duckdb
import numpy as np
import pyarrow as pa

from data_prep.records import Article
from data_prep.work import batches, fill, open_work

_WORD = re.compile(r"\w+")
_RUN = 4  # words
_HASHES, _BANDS = 128, 64  # a pair that shares 0.3 of its runs is a candidate with a probability of 0.998
_ALIKE = 0.6  # share of all runs of both
_WITHIN, _LENGTH = 0.85, 0.4  # share of the shorter one's runs, and how long it must be beside the other
_EQUAL, _LATE = 0.95, 7  # days
_MOST = 20  # candidates that are compared word by word
_FEWEST = 20  # runs: shorter texts are alike by chance
_SEED = 1
_SHARES = 8  # of the buckets are looked at one after another: so much less memory
_AT_ONCE = 5_000  # articles whose runs of words are in memory
SKETCHES = pa.schema(
    [
        ("n", pa.int32()),
        ("start", pa.int32()),  # first day of publication, as an ordinal
        ("day", pa.int32()),  # the same where it is known to the day
        ("length", pa.int32()),
        ("buckets", pa.list_(pa.uint64())),
        ("runs", pa.binary()),  # sorted uint32
    ]
)
_COPIES = pa.schema([("n", pa.int32()), ("copy_of", pa.int32())])


def sketch_of(article: Article) -> list[tuple[Any, ...]]:
    """The row of an article in `SKETCHES`, without its number; none for a text that is too short to be told a copy."""
    from rensa import RMinHash

    words = _WORD.findall(article.text.casefold())
    runs = set(map(" ".join, zip(*(words[k:] for k in range(_RUN)), strict=False)))
    if len(runs) < _FEWEST:
        return []
    sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
    sketch.update(list(runs))
    hashes = np.array(sketch.digest(), np.uint32).view(np.uint64)
    salt = np.arange(_BANDS, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    packed = np.unique(np.fromiter(map(crc32, map(str.encode, runs)), np.uint32, len(runs)))
    when = article.published.when
    start = when.interval.start.toordinal() if when is not None and when.interval.start else None
    day = start if when is not None and when.grain in ("day", "part") else None
    return [(start, day, len(article.text), (hashes ^ salt).tolist(), packed.tobytes())]


def mark_copies(db: duckdb.DuckDBPyConnection) -> None:
    """Table `sketches` -> table `copies` (n, copy_of): the number of each copy, and of the article that it repeats."""
    db.execute(  # the first published first, the undated last; then the longest, then by path
        """create or replace table ranked as
        select (row_number() over (order by start nulls last, length desc, n))::integer as rank, n, day from sketches"""
    )
    _find_candidates(db)
    origin = np.arange(db.execute("select count(*) + 1 from ranked").fetchall()[0][0], dtype=np.int32)
    numbers = np.zeros_like(origin)
    for batch in batches(db, "select rank, n from ranked"):
        numbers[batch["rank"].to_numpy()] = batch["n"].to_numpy()
    for pairs in _some_articles(db):
        wanted = np.unique(np.concatenate([*pairs.values(), [*pairs], *(origin[near] for near in pairs.values())]))
        texts = _texts(db, wanted)
        for rank, near in pairs.items():
            originals = sorted(set(origin[near].tolist()))
            best = max(originals, key=lambda other: (_shared(texts[rank], texts[other]), -other))
            if _same_text(texts[rank], texts[best]):
                origin[rank] = best
    copies = np.flatnonzero(origin != np.arange(len(origin)))
    fill(db, "copies", _COPIES, zip(numbers[copies].tolist(), numbers[origin[copies]].tolist(), strict=True))
    db.execute("drop table ranked; drop table pairs")


def _find_candidates(db: duckdb.DuckDBPyConnection) -> None:
    """Table `pairs` (rank, other, shared): for each article the likeliest before it, with the buckets they share."""
    db.execute(
        "create or replace table buckets as select rank, unnest(buckets) as key from sketches join ranked using (n)"
    )
    db.execute("create or replace table near (rank integer, other integer)")
    for share in range(_SHARES):
        db.execute(
            f"""insert into near select rank, unnest(list_distinct([first, second, last, before_last])) from (
                select rank, first_value(rank) over bucket as first, nth_value(rank, 2) over bucket as second,
                    lag(rank) over bucket as last, lag(rank, 2) over bucket as before_last
                from buckets where key % {_SHARES} = {share} window bucket as (partition by key order by rank)
            ) where last is not null"""
        )
    db.execute(
        f"""create or replace table pairs as select rank, other, count(*) as shared from near
        where other < rank group by rank, other
        qualify row_number() over (partition by rank order by shared desc, other) <= {_MOST}"""
    )
    db.execute("drop table buckets; drop table near")


def _some_articles(db: duckdb.DuckDBPyConnection) -> Iterator[dict[int, np.ndarray]]:
    """Some articles at a time, in their order: rank -> the ranks of those that it may repeat."""
    some: dict[int, np.ndarray] = {}
    rows = (
        row
        for batch in batches(db, "select rank, other from pairs order by rank, other")
        for row in zip(batch["rank"].to_pylist(), batch["other"].to_pylist(), strict=True)
    )
    for rank, group in groupby(rows, key=lambda row: row[0]):
        some[rank] = np.array([other for _, other in group], np.int32)
        if len(some) == _AT_ONCE:
            yield some
            some = {}
    if some:
        yield some


_Text = tuple[np.ndarray, int | None]  # hashes of its runs of words, sorted; the day of publication


def _texts(db: duckdb.DuckDBPyConnection, ranks: np.ndarray) -> dict[int, _Text]:
    """rank -> the text as it is compared."""
    rows = db.execute(
        "select rank, runs, ranked.day from sketches join ranked using (n) where rank in (select unnest(?))",
        [ranks.tolist()],
    )
    return {rank: (np.frombuffer(runs, np.uint32), day) for rank, runs, day in rows.fetchall()}


def _shared(a: _Text, b: _Text) -> int:
    return len(np.intersect1d(a[0], b[0], assume_unique=True))


def _same_text(a: _Text, b: _Text) -> bool:
    """Two texts weeks apart that are alike are bulletins of one form (earthquakes, markets), unless they are the same."""
    shared = _shared(a, b)
    shorter, longer = sorted((len(a[0]), len(b[0])))
    every = shorter + longer - shared
    if a[1] and b[1] and abs(a[1] - b[1]) > _LATE:
        return shared >= _EQUAL * every
    return shared >= _ALIKE * every or (shared >= _WITHIN * shorter and shorter >= _LENGTH * longer)


def find_copies(articles: Sequence[Article]) -> Mapping[str, str]:
    """article_id of each copy -> article_id of the article that it repeats, of articles in memory."""
    ordered = sorted(articles, key=lambda a: (a.path, a.article_id))
    with open_work() as db:
        fill(db, "sketches", SKETCHES, ((n, *row) for n, article in enumerate(ordered) for row in sketch_of(article)))
        mark_copies(db)
        rows = db.execute("select n, copy_of from copies order by n").fetchall()
    return {ordered[n].article_id: ordered[of].article_id for n, of in rows}


def root_articles(articles: Iterable[Article]) -> Mapping[str, str]:
    """article_id -> the article that counts as its source: the one that it repeats, else itself."""
    return {a.article_id: a.copy_of or a.article_id for a in articles}
