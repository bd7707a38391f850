"""Speed from text to linked events, step by step: `python -m benchmarks.steps [--corpus PATH] [--sizes 100 1000]`.

Enters: a file or folder of articles in English (`--corpus`), of which the first paragraphs are taken up to 3 KB; else made articles,
all different, of invented people, firms and towns. Leaves, on standard output, a table a size: for each step CPU
seconds, its share, articles/s and KB/s; the whole; one core, reading of files not counted. The last line is the peer, run on
the same texts: they are cut into words by a pattern, and the words counted, which is the least that any reader of a text
does. How many times as long the whole takes says the same on a slow or busy machine as on a fast one.
Refuses: a corpus without articles in English.
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.made_articles import LONG, make_articles
from data_prep.actors.find import find_mentions
from data_prep.articles import read_articles
from data_prep.articles.sentences import split_sentences
from data_prep.engines import few_collections
from data_prep.events.report import find_reports
from data_prep.in_memory import find_events, make_tables
from data_prep.mining import Reading
from data_prep.records import Article
from data_prep.timex import find_timexes

T = TypeVar("T")
SIZES = (100, 1000)
PEER, PEER_TIMES = "words counted", 5
BATCH = 10  # articles that are read between two turns of the peer
WARM = 20  # articles read first: what is loaded or compiled at first use is not counted


def take_articles(corpus: Path, size: int) -> Iterator[Article]:
    """The first so many English articles of a corpus, each cut at the paragraph that reaches 3 KB."""
    english = (a for a in read_articles([corpus], lambda problem: None) if a.language == "en" and a.text)
    for article in islice(english, size):
        end = article.text.find("\n\n", LONG)
        text = article.text if end < 0 else article.text[:end]
        yield replace(article, text=text, captions=(), places=())


def measure(articles: Sequence[Article]) -> dict[str, float]:
    """CPU seconds of each step, in the order of `build.mine_english` and `build.write_tables`, and of the peer.

    The peer takes its turn with the steps every few articles, so that a machine that slows down slows both.
    """
    seconds: dict[str, float] = {}

    def step(name: str, run: Callable[[], T], times: int = 1) -> T:
        begun = time.process_time()
        for _ in range(times):
            result = run()
        seconds[name] = seconds.get(name, 0.0) + (time.process_time() - begun) / times
        return result

    readings: list[Reading] = []
    with few_collections():
        for at in range(0, len(articles), BATCH):
            some = articles[at : at + BATCH]
            step(PEER, partial(count_words, some), PEER_TIMES)
            readings += _read(some, step)
        found, actors, events, ids = step("linking", lambda: find_events(readings))
        told = [(r.article, r.mentions, r.timexes) for r in found]
        step("tables", lambda: make_tables(told, actors, events, ids, {}))
    return seconds


def _read(articles: Sequence[Article], step: Callable[[str, Callable[[], Any]], Any]) -> list[Reading]:
    """A few articles read, each step timed."""
    sentences = step("sentences", lambda: [split_sentences(a.text, a.captions) for a in articles])
    timexes = step("time expressions", lambda: [find_timexes(a.text, a.published.when) for a in articles])
    mentions = step("names", lambda: [find_mentions(a.text, s) for a, s in zip(articles, sentences, strict=True)])
    rows = list(zip(articles, sentences, mentions, timexes, strict=True))
    reports = step("reports", lambda: [find_reports(*row) for row in rows])
    return [Reading(*row, found) for row, found in zip(rows, reports, strict=True)]


def count_words(articles: Sequence[Article]) -> None:
    """The peer: cut into words and count them."""
    for article in articles:
        Counter(re.findall(r"\w+|[^\w\s]", article.text))


def table(articles: Sequence[Article]) -> list[str]:
    """The lines of one size."""
    size = sum(len(a.text) for a in articles) / 1000
    lines = [
        f"{len(articles)} articles, {size:.0f} KB",
        f"{'step':18}{'seconds':>9}{'share':>8}{'articles/s':>12}{'KB/s':>8}",
    ]
    seconds = measure(articles)
    peer = seconds.pop(PEER)
    whole = sum(seconds.values())
    for name, spent in (*seconds.items(), ("the whole", whole), (PEER, peer)):
        per = max(spent, 1e-6)
        lines.append(f"{name:18}{spent:9.3f}{spent / whole:8.1%}{len(articles) / per:12.0f}{size / per:8.0f}")
    return [*lines, f"the whole takes {whole / max(peer, 1e-6):.0f} times as long as counting words"]


def main() -> None:
    """Print a table a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="PATH", help="articles in any format that is read")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    args = parser.parse_args()
    measure(list(make_articles(WARM)))
    for size in args.sizes:
        articles = list(take_articles(args.corpus, size) if args.corpus else make_articles(size))
        if not articles:
            sys.exit(f"error: {args.corpus}: no article in English in it")
        print("\n".join([*table(articles), ""]))


if __name__ == "__main__":
    main()
