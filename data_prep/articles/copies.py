"""Which articles are copies of another: the same wire text in two papers, a shortened reprint, a later version of one page.

Enters: articles. Leaves: for each copy the article that it repeats: the one published first, else the longest; never a
copy of a copy. Two texts are copies if they share most of their runs of four words (Broder 1997), of the shorter one
nearly all. Candidates come from MinHash with locality-sensitive hashing, so the time grows with the number of articles.
A quotation, however long, is none: a copy is mostly the other's text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data_prep.records import Article

_WORD = re.compile(r"\w+")
_RUN = 4  # words
_HASHES, _BANDS = 128, 64  # a pair that shares 0.3 of its runs is a candidate with a probability of 0.998
_ALIKE = 0.6  # share of all runs of both
_WITHIN, _LENGTH = 0.85, 0.4  # share of the shorter one's runs, and how long it must be beside the other
_EQUAL, _LATE = 0.95, timedelta(days=7)
_MOST = 20  # candidates that are compared word by word
_FEWEST = 20  # runs: shorter texts are alike by chance
_SEED = 1


def find_copies(articles: Sequence[Article]) -> Mapping[str, str]:
    """article_id of each copy -> article_id of the article that it repeats."""
    if len(articles) < 2:
        return {}
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=_ALIKE, num_perm=_HASHES, num_bands=_BANDS)
    originals: list[_Text] = []
    copies: dict[str, str] = {}
    for article in sorted(articles, key=_order):
        words = _runs(article.text)
        if len(words) < _FEWEST:
            continue
        sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
        sketch.update(list(words))
        text = _Text(article.article_id, frozenset(map(hash, words)), _day(article), sketch)
        near = sorted((originals[n] for n in index.query(sketch)), key=lambda t: (-sketch.jaccard(t.sketch), t.name))
        best = max(near[:_MOST], key=lambda other: (len(text.runs & other.runs), other.name), default=None)
        if best is not None and _same_text(text, best):
            copies[article.article_id] = best.name
        else:
            index.insert(len(originals), sketch)
            originals.append(text)
    return copies


@dataclass(frozen=True, slots=True)
class _Text:
    """An article as it is compared: its runs of words as hashes, its day of publication."""

    name: str
    runs: frozenset[int]
    day: date | None
    sketch: Any


def root_articles(articles: Iterable[Article]) -> Mapping[str, str]:
    """article_id -> the article that counts as its source: the one that it repeats, else itself."""
    return {a.article_id: a.copy_of or a.article_id for a in articles}


def _order(article: Article) -> tuple[date, int, str, str]:
    """The first published first, the undated last; then the longest, then by path."""
    when = article.published.when
    start = when.interval.start if when is not None else None
    return start or date.max, -len(article.text), article.path, article.article_id


def _runs(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    return frozenset(map(" ".join, zip(*(words[k:] for k in range(_RUN)), strict=False)))


def _day(article: Article) -> date | None:
    when = article.published.when
    return when.interval.start if when is not None and when.grain in ("day", "part") else None


def _same_text(a: _Text, b: _Text) -> bool:
    """Two texts weeks apart that are alike are bulletins of one form (earthquakes, markets), unless they are the same."""
    shared, every = len(a.runs & b.runs), len(a.runs | b.runs)
    shorter, longer = sorted((len(a.runs), len(b.runs)))
    if a.day and b.day and abs(a.day - b.day) > _LATE:
        return shared >= _EQUAL * every
    return shared >= _ALIKE * every or (shared >= _WITHIN * shorter and shorter >= _LENGTH * longer)
