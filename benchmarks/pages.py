"""Read a folder of saved web pages, for a scorer of article text and dates: `python -m benchmarks.pages --pages DIR --out PRED.jsonl`.

Enters: DIR/pages.jsonl, a line `{"file", "url"}` a page (the address or null), and the pages, as `dateline build` reads them.
Leaves: PRED.jsonl, a line `{"file", "text", "date"}` a page: title and text of the article, "" where none was read; the day
of publication, null where it is not known to the day. The speed, and what was told of the pages, on standard error.
Refuses: a folder without pages.jsonl, a line that cannot be read, a page that is not there, with its place.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from data_prep.articles.reading import read_source
from data_prep.articles.sources import Source
from data_prep.records import Article, Problem


def read_pages(folder: Path) -> Iterator[Source]:
    """The pages as sources. Raises ValueError with the place of what cannot be read."""
    index = folder / "pages.jsonl"
    if not index.is_file():
        raise ValueError(f"{index}: not there; it lists the pages, one {{'file', 'url'}} a line")
    for number, line in enumerate(index.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            name, url = str(row["file"]), row["url"]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{index}:{number}: {error}; a line is {{'file': name, 'url': address or null}}") from None
        file = folder / name
        if not file.is_file():
            raise ValueError(f"{index}:{number}: {name} is not there")
        yield Source(name, partial(file.open, "rb"), file.stat().st_size, url=url)


def as_row(name: str, article: Article | None) -> dict[str, str | None]:
    """What the scorer reads of a page."""
    if article is None:
        return {"file": name, "text": "", "date": None}
    when = article.published.when
    day = when.interval.start if when and when.grain == "day" and article.published.basis != "unknown" else None
    return {"file": name, "text": f"{article.title}\n\n{article.text}", "date": day.isoformat() if day else None}


def main() -> None:
    """Write the predictions for a folder of pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--pages", type=Path, required=True, metavar="DIR", help="folder with pages.jsonl and the pages"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="PRED.jsonl", help="predictions, one a line")
    args = parser.parse_args()
    pages, size, seconds = 0, 0, 0.0
    problems: list[Problem] = []
    try:
        with args.out.open("w", encoding="utf-8") as out:
            for source in read_pages(args.pages):
                begun = time.perf_counter()
                article = next(read_source(source, problems.append), None)
                seconds += time.perf_counter() - begun
                pages, size = pages + 1, size + (source.size or 0)
                out.write(json.dumps(as_row(source.path, article), ensure_ascii=False) + "\n")
    except (OSError, ValueError) as error:
        sys.exit(f"error: {error}")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{pages} pages, {size / 1e6:.1f} MB, {pages / max(seconds, 1e-9):.1f} pages/s", file=sys.stderr)


if __name__ == "__main__":
    main()
