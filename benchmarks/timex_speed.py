"""How fast are time expressions found? `python -m benchmarks.timex_speed [--texts DIR]`

Enters: a folder of texts (as for `benchmarks.timex`), else the digests in `seeds/`. Leaves, on standard output, three tables:
KB/s and documents/s of our tagger and of whatever else is installed, on the same texts in the same run; our time on a
text 10 and 100 times as long; our time on texts made to be slow, and on the same 10 times as long. One process, one core; the best of several rounds, in CPU time; loading is not counted.
Refuses: a folder without texts. A package that is not installed is named with the reason and left out.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.timex import read_documents
from data_prep.edtf import parse_edtf
from data_prep.timex import find_timexes

SEEDS = Path(__file__).parents[1] / "seeds"
GROWTH = (1, 10, 100)
_ROUNDS = 3
_PATIENCE = 5.0  # CPU seconds after which no further round is begun
_BASE = 50_000  # characters of the shortest text whose growth is measured
HOSTILE: dict[str, str] = {  # what a tagger may stumble over, each repeated to some 100 KB
    "figures": "1",
    "and": "and ",
    "nested brackets": "(",
    "units": "year ",
    "small numbers": "12 ",
    "a month and a verb": "May ",
    "dashes": "- ",
    "modifiers": "the early late mid ",
    "open ranges": "1-",
    "number words": "two ",
    "weekdays": "Monday, ",
    "years in a row": "2024",
    "lengths without end": "two and a half ",
}
_HOSTILE_SIZE = 100_000  # characters

Document = tuple[str, str | None]  # text, day of writing or None
Tagger = Callable[[str, str | None], int]  # finds so many expressions


def _ours(text: str, day: str | None) -> int:
    return len(find_timexes(text, parse_edtf(day) if day else None))


def _dateparser(search: Any) -> Tagger:
    return lambda text, day: len(search.search_dates(text, languages=["en"]) or ())


def _parsedatetime(package: Any) -> Tagger:
    calendar = package.Calendar()
    return lambda text, day: len(calendar.nlp(text) or ())


OTHERS: dict[str, tuple[str, Callable[[Any], Tagger]]] = {  # package -> module, how it is called
    "dateparser": ("dateparser.search", _dateparser),
    "parsedatetime": ("parsedatetime", _parsedatetime),
}


def read_seeds(folder: Path) -> list[Document]:
    """The digests, each with the day of publication that its head names."""
    documents: list[Document] = []
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        day = re.search(r"^published: (\d{4}-\d\d-\d\d)$", text, re.MULTILINE)
        documents.append((text, day[1] if day else None))
    return documents


def seconds_of(tagger: Tagger, documents: Sequence[Document]) -> tuple[float, int]:
    """The best CPU time of a round over the documents, and the expressions found."""
    best, spent, found = float("inf"), 0.0, 0
    for _ in range(_ROUNDS):
        begun = time.process_time()
        found = sum(tagger(text, day) for text, day in documents)
        took = time.process_time() - begun
        best, spent = min(best, took), spent + took
        if spent > _PATIENCE:
            break
    return best, found


def compare(documents: Sequence[Document]) -> list[str]:
    """A line a tagger: KB/s, documents/s, expressions found; the reason for one that could not be run."""
    size = sum(len(text) for text, _ in documents) / 1000
    lines = [f"{'tagger':24}{'KB/s':>10}{'documents/s':>14}{'expressions':>14}"]

    def add(name: str, tagger: Tagger) -> None:
        tagger("It rained on June 3, 2024.", "2024-06-04")  # what is loaded at first use is not counted
        seconds, found = seconds_of(tagger, documents)
        lines.append(f"{name:24}{size / seconds:10.0f}{len(documents) / seconds:14.1f}{found:14}")

    add("data_prep.timex", _ours)
    for package, (module, made) in OTHERS.items():
        try:
            imported = import_module(module)
        except ImportError as error:
            lines.append(f"{package:24}left out: {error}; pip install {package} to compare")
            continue
        add(f"{package} {version(package)}", made(imported))
    return lines


def grow(documents: Sequence[Document], base: int = _BASE, times: Sequence[int] = GROWTH) -> list[str]:
    """A line a length: seconds on one text of so many characters, and how many times as long as on the shortest."""
    whole = "\n\n".join(text for text, _ in documents)
    whole = (whole * (base // len(whole) + 1))[:base]
    lines, first = [f"{'characters':>12}{'seconds':>12}{'times as long':>16}"], 0.0
    for n in times:
        seconds, _ = seconds_of(_ours, [(whole * n, documents[0][1])])
        first = first or seconds
        lines.append(f"{len(whole) * n:12}{seconds:12.3f}{seconds / first:16.1f}")
    return lines


def stumble(size: int = _HOSTILE_SIZE) -> list[str]:
    """A line a hostile text: KB/s, and how many times as long ten times the text takes."""
    lines = [f"{'hostile text':24}{'KB/s':>10}{'10 times the text':>20}"]
    for name, piece in HOSTILE.items():
        once, _ = seconds_of(_ours, [(piece * (size // len(piece)), None)])
        tenfold, _ = seconds_of(_ours, [(piece * (10 * size // len(piece)), None)])
        lines.append(f"{name:24}{size / 1000 / once:10.0f}{tenfold / once:20.1f}")
    return lines


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, metavar="DIR", help="folder with docs.jsonl and <doc>.txt")
    args = parser.parse_args()
    try:
        documents = [(text, day) for _, day, text in read_documents(args.texts)] if args.texts else read_seeds(SEEDS)
        if not any(text for text, _ in documents):
            raise ValueError(f"{args.texts or SEEDS}: no text in it")
    except (OSError, ValueError) as error:
        sys.exit(f"error: {error}")
    print("\n".join([*compare(documents), "", *grow(documents), "", *stumble()]))


if __name__ == "__main__":
    main()
