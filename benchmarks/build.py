"""Speed of a build, step by step: `python -m benchmarks.build [--copies 20]`. Prints a table.

Enters: the articles of seeds/, each copied with a line of its own so that none is a repetition. Leaves: articles a second
for reading and for the whole. Refuses nothing.
"""

import argparse
import tempfile
import time
from pathlib import Path

from data_prep import build_timeline
from data_prep.articles import read_articles
from data_prep.store import open_timeline, write_timeline

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def main() -> None:
    """Measure once and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=20)
    copies = parser.parse_args().copies
    with tempfile.TemporaryDirectory() as folder:
        articles, out = Path(folder, "articles"), Path(folder, "timeline")
        articles.mkdir()
        for seed in sorted(SEEDS.glob("*.md")):
            for n in range(copies):
                text = seed.read_text(encoding="utf-8")
                (articles / f"{seed.stem}-{n}.md").write_text(f"{text}\n\nThis is copy {n}.\n", encoding="utf-8")
        number = copies * len(list(SEEDS.glob("*.md")))
        print(f"{'step':<12}{'seconds':>9}{'articles/s':>12}")
        for step, run in (
            ("read", lambda: list(read_articles([articles], lambda problem: None))),
            ("build", lambda: build_timeline([articles])),
            ("build+write", lambda: write_timeline(build_timeline([articles]), out, inputs=[articles], problems=[])),
            ("open", lambda: open_timeline(out)),
        ):
            start = time.perf_counter()
            run()
            seconds = time.perf_counter() - start
            print(f"{step:<12}{seconds:>9.2f}{number / seconds:>12.0f}")


if __name__ == "__main__":
    main()
