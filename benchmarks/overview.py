"""The story in N dates of news topics, for a scorer of timelines: `python -m benchmarks.overview --corpus DIR --requests FILE --out PRED.jsonl`.

Enters: DIR/<topic>/articles.jsonl.gz (or .jsonl), a line `{"id", "date", "text"}` an article; FILE, a line `{"topic", "timeline",
"start", "end", "n_dates"}` a request. Each topic is read once, from text to linked events, as `dateline build` reads it.
Leaves: PRED.jsonl, a line `{"topic", "timeline", "date", "sentences"}` a date; the times on standard error.
Refuses: a request that cannot be read, a topic without articles, with its place. Nothing else in DIR is opened.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data_prep.articles import read_articles
from data_prep.in_memory import find_events
from data_prep.mining import read_article
from data_prep.records import Problem
from data_prep.story import Corpus, read_readings, tell_story


@dataclass(frozen=True, slots=True)
class Request:
    """A timeline that is asked for: of which topic, within which days (both included), of how many dates."""

    topic: str
    timeline: str
    start: date
    end: date
    n_dates: int


def read_requests(path: Path) -> list[Request]:
    """The requests of a file. Raises ValueError with the place of one that cannot be read."""
    requests = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            first, last = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
            requests.append(Request(str(row["topic"]), str(row["timeline"]), first, last, int(row["n_dates"])))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(
                f"{path}:{number}: {error!r}; a line is {{'topic', 'timeline', 'start', 'end', 'n_dates'}}"
            ) from None
    return requests


def read_topic(folder: Path) -> Corpus:
    """The articles of a topic, mined and linked. Raises ValueError where there are none."""
    files = [file for name in ("articles.jsonl.gz", "articles.jsonl") if (file := folder / name).is_file()]
    if not files:
        raise ValueError(f"{folder}: no articles.jsonl.gz in it")
    problems: list[Problem] = []
    begun = time.perf_counter()
    readings, _, events, _ = find_events(
        [read_article(article) for article in read_articles(files[:1], problems.append)]
    )
    if not readings:
        raise ValueError(f"{files[0]}: no articles; {'; '.join(map(str, problems[:3]))}")
    seconds = time.perf_counter() - begun
    print(
        f"{folder.name}: {len(readings)} articles, {len(events)} events, {len(readings) / seconds:.0f} articles/s",
        file=sys.stderr,
    )
    return read_readings(readings, events)


def answer(corpus: Corpus, request: Request) -> Iterator[dict[str, object]]:
    """The rows of one request."""
    for told in tell_story(corpus, request.n_dates, request.start, request.end):
        yield {
            "topic": request.topic,
            "timeline": request.timeline,
            "date": told.day.isoformat(),
            "sentences": [sentence.text for sentence in told.sentences],
        }


def main() -> None:
    """Write the dates and sentences for each request."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR", help="a folder a topic")
    parser.add_argument("--requests", type=Path, required=True, metavar="FILE", help="the timelines wanted, one a line")
    parser.add_argument("--out", type=Path, required=True, metavar="PRED.jsonl", help="predictions, one date a line")
    args = parser.parse_args()
    try:
        requests = read_requests(args.requests)
        with args.out.open("w", encoding="utf-8") as out:
            for topic in dict.fromkeys(request.topic for request in requests):
                corpus = read_topic(args.corpus / topic)
                begun = time.perf_counter()
                rows = [row for request in requests if request.topic == topic for row in answer(corpus, request)]
                out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
                print(f"{topic}: {len(rows)} dates in {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    except (OSError, ValueError) as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
