"""How fast is a build, and what memory does it take? `python -m benchmarks.build [--sizes 100 1000] [--engines here:1 processes:2]`

Enters: sizes, in articles; engines as NAME:WORKERS; `--real FOLDER`, a folder of topics (`corpus.py`), else made articles. Leaves, on
standard output, a line for each size and engine: seconds, processor seconds, articles/s, peak memory (MB, resident) of the main process and of all its
processes together, rows found, disk taken, and the growth since the size before (the exponent: 1 is linear). Each line is the command
`dateline build` in a process of its own, on a folder of its own. The peer, which takes its turn beside each line, counts
the words of the same texts; how many times as long the build takes says the same on a busy machine as on an idle one.
Refuses: a build that fails, with what it said. `benchmarks.steps` tells where the time goes.
"""

import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import psutil

from benchmarks.corpus import make_corpus
from benchmarks.served import ROOT

SIZES = (100, 1000)
ENGINES = ("here:1", "processes:2")
PEER = 2000  # articles whose words are counted
EVERY = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Built:
    """What one build took: MB resident at the peak, of the main process and of all; events, reports; MB on disk."""

    engine: str
    articles: int
    seconds: float
    processor: float  # seconds, of all processes
    main: float
    whole: float
    events: int
    reports: int
    disk: float
    peer: float  # seconds to count the words of as many articles


@dataclass(slots=True)
class Peak:
    """The most memory that was seen, MB."""

    main: float = 0.0
    whole: float = 0.0


@contextmanager
def watch_memory(pid: int) -> Iterator[Peak]:
    """Look at a process and all that it started, again and again while the block lasts."""
    peak, over = Peak(), threading.Event()

    def look() -> None:
        process = psutil.Process(pid)
        while not over.wait(EVERY):
            try:
                sizes = [p.memory_info().rss / 1e6 for p in (process, *process.children(recursive=True))]
            except psutil.Error:  # one has just ended
                continue
            peak.main, peak.whole = max(peak.main, sizes[0]), max(peak.whole, sum(sizes))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def build(corpus: Path, out: Path, engine: str, articles: int) -> Built:
    """One build in a fresh process. Ends the program with what it said where it fails."""
    name, _, workers = engine.partition(":")
    command = [sys.executable, "-m", "data_prep", "build", str(corpus), "--out", str(out)]
    command += ["--engine", name, *(["--workers", workers] if workers else [])]
    peer, begun = count_words(corpus), time.perf_counter()
    with tempfile.TemporaryFile() as said:
        started = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        with watch_memory(started.pid) as peak:
            _, status, used = os.wait4(started.pid, 0)
        if status:
            said.seek(0)
            sys.exit(f"error: {' '.join(command[1:])} failed:\n{said.read().decode(errors='replace')[-3000:]}")
    seconds = time.perf_counter() - begun
    tables = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["tables"]
    disk = sum(f.stat().st_size for f in out.rglob("*") if f.is_file()) / 1e6
    largest = max(peak.main, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6)
    rows = [tables[table]["rows"] for table in ("events", "reports")]
    spent = used.ru_utime + used.ru_stime
    return Built(engine, articles, seconds, spent, largest, max(largest, peak.whole), *rows, disk, peer * articles)


def count_words(corpus: Path) -> float:
    """The peer: seconds an article to cut it into words and count them, the least that any reader of a text does."""
    with corpus.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, PEER)]
    begun = time.process_time()
    for text in texts:
        Counter(re.findall(r"\w+|[^\w\s]", text))
    return (time.process_time() - begun) / len(texts)


def table_of(rows: Sequence[Built]) -> list[str]:
    """The table's lines."""
    heads = (
        "articles",
        "engine",
        "seconds",
        "processor s",
        "articles/s",
        "main MB",
        "all MB",
        "events",
        "reports",
        "disk MB",
        "growth",
    )
    lines = ["".join(f"{head:>13}" for head in (*heads, "× peer"))]
    before: dict[str, Built] = {}
    for row in rows:
        last = before.get(row.engine)
        growth = f"{math.log(row.seconds / last.seconds) / math.log(row.articles / last.articles):.2f}" if last else ""
        cells = (f"{row.articles:,}", row.engine, f"{row.seconds:.1f}", f"{row.processor:.1f}")
        cells += (f"{row.articles / row.seconds:.1f}",)
        cells += (f"{row.main:.0f}", f"{row.whole:.0f}", f"{row.events:,}", f"{row.reports:,}", f"{row.disk:.1f}")
        lines.append("".join(f"{c:>13}" for c in (*cells, growth, f"{row.processor / max(row.peer, 1e-9):.0f}")))
        before[row.engine] = row
    return lines


def main() -> None:
    """Build and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--engines", nargs="+", default=ENGINES, metavar="NAME:WORKERS")
    parser.add_argument("--real", type=Path, metavar="FOLDER")
    args = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        for size in sorted(args.sizes):
            corpus = Path(scratch) / f"{size}.jsonl"
            make_corpus(size, corpus, args.real)
            for n, engine in enumerate(args.engines):
                rows.append(build(corpus, Path(scratch) / f"out-{size}-{n}", engine, size))
                print(table_of(rows[-1:])[1], file=sys.stderr)  # so that a long run is seen to go on
    print("\n".join(table_of(rows)))
    busy = " ".join(f"{n:.1f}" for n in os.getloadavg())
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} processors, load average at the end {busy}")


if __name__ == "__main__":
    main()
