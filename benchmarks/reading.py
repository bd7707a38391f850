"""How fast are articles read, and in how much memory? `python -m benchmarks.reading [--articles PATH]`

Enters: a file or folder of articles in any format that is read; else a corpus made of the digests in `seeds/`. Leaves, on
standard output, a line a size: articles read, KB of text, articles/s, KB/s, and the peak of memory, each in a process of its
own, on one core, in CPU time. Flat means that memory does not grow with the corpus: articles are read one at a time.
Refuses: a path without articles.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from data_prep.articles import read_articles
from data_prep.records import Article

SEEDS = Path(__file__).parents[1] / "seeds"
SIZES = (250, 500, 1000, 2000)


def make_corpus(file: Path, size: int) -> None:
    """JSON Lines of so many articles, each a digest under a headline of its own."""
    texts = [path.read_text(encoding="utf-8").rpartition("---\n")[2] for path in sorted(SEEDS.glob("*.md"))]
    with file.open("w", encoding="utf-8") as out:
        for n in range(size):
            row = {"title": f"Edition {n} of the paper", "text": texts[n % len(texts)], "date": "2025-10-02"}
            out.write(json.dumps(row) + "\n")


def measure(path: Path, most: int) -> tuple[int, int, float, float]:
    """Articles and characters read, CPU seconds, peak of memory in MB, of a fresh process."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_measure, (path, most))


def _measure(path: Path, most: int) -> tuple[int, int, float, float]:
    next(_read(path), None)  # what is loaded at first use is not counted
    begun, n, size = time.process_time(), 0, 0
    for article in islice(_read(path), most):
        n, size = n + 1, size + len(article.text)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return n, size, time.process_time() - begun, peak


def _read(path: Path) -> Iterator[Article]:
    return read_articles([path], lambda problem: None)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, metavar="PATH", help="a file or folder of articles")
    args = parser.parse_args()
    print(f"{'articles':>10}{'KB':>10}{'articles/s':>12}{'KB/s':>8}{'peak MB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "articles.jsonl"
        make_corpus(made, SIZES[-1])
        for most in SIZES:
            n, size, seconds, peak = measure(args.articles or made, most)
            if n == 0:
                sys.exit(f"error: {args.articles}: no article in it")
            print(
                f"{n:10,}{size / 1000:10,.0f}{n / seconds:12,.0f}{size / 1000 / seconds:8,.0f}{peak:10,.0f}", flush=True
            )
            if n < most:
                break


if __name__ == "__main__":
    main()
