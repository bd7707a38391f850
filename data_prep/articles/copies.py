"""Which articles are copies of another: the same wire text in two papers, a shortened reprint, a later version of one page.

Enters: articles. Leaves: for each copy the article that it repeats: the one published first, else the longest; never a
copy of a copy. Two texts are copies if they share most of their runs of four words (Broder 1997), of the shorter one
nearly all. Candidates come from MinHash with locality-sensitive hashing, so the time grows with the number of articles.
A quotation, however long, is none: a copy is mostly the other's text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from data_prep.records import Article

_WORD = re.compile(r"\w+")
_RUN = 4  # words
_HASHES, _BANDS = 128, 64  # a pair that shares 0.3 of its runs is a candidate with a probability of 0.998
_ALIKE = 0.6  # share of all runs of both
_WITHIN, _LENGTH = 0.85, 0.4  # share of the shorter one's runs, and how long it must be beside the other
_FEWEST = 20  # runs: shorter texts are alike by chance
_SEED = 1


def find_copies(articles: Sequence[Article]) -> Mapping[str, str]:
    """article_id of each copy -> article_id of the article that it repeats."""
    if len(articles) < 2:
        return {}
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=_ALIKE, num_perm=_HASHES, num_bands=_BANDS)
    originals: list[tuple[str, frozenset[str]]] = []
    copies: dict[str, str] = {}
    for article in sorted(articles, key=_order):
        runs = _runs(article.text)
        if len(runs) < _FEWEST:
            continue
        sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
        sketch.update(sorted(runs))
        near = [originals[n] for n in sorted(index.query(sketch))]
        best = max(near, key=lambda other: (len(runs & other[1]), other[0]), default=None)
        if best is not None and _same_text(runs, best[1]):
            copies[article.article_id] = best[0]
        else:
            index.insert(len(originals), sketch)
            originals.append((article.article_id, runs))
    return copies


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
    return frozenset(" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def _same_text(a: frozenset[str], b: frozenset[str]) -> bool:
    shared, (shorter, longer) = len(a & b), sorted((len(a), len(b)))
    if shared >= _ALIKE * len(a | b):
        return True
    return shared >= _WITHIN * shorter and shorter >= _LENGTH * longer
