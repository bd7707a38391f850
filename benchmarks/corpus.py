"""A heap of articles of any size: `python -m benchmarks.corpus N PLACE [--real FOLDER]`.

Enters: a number of articles, a place: a file *.jsonl or *.parquet, else a folder that gets a file an article. With `--real`,
a folder of topics, each with an `articles.jsonl.gz` of {"id", "date", "text"}, a sentence a line; without it, made articles
(`made_articles.py`). Leaves: that many articles, the same ones for the same seed. The real ones come first as they are; then
each again and again as a story of its own: people and places have invented names, the same throughout the story, days are
shifted by whole weeks over years, in the text too, and half of the sentences are another article's of the topic. Each ends
with the sentence that reaches 3 KB, the length of an article of news. They are written one after the other. Refuses: a FOLDER without articles, a PLACE that exists.
"""

import argparse
import gzip
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.made_articles import LONG, make_articles
from benchmarks.synthetic import made_words
from data_prep.actors.lexicon import known_names
from data_prep.words import read_lines

WEEKS = 61  # that a story is later than the one before it: in winter what was in spring
YEARS = 12  # over which the stories are spread
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(rf"\b(?:({_MONTH}) (\d\d?)|(\d\d?) ({_MONTH}))\b(?:(,? )((?:19|20)\d\d)\b)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[A-Z][a-z]{2,}\b")
_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_KEPT = frozenset(
    (
        *_MONTHS,
        *(m[:3] for m in _MONTHS),
        "Sept",
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    )
)


@dataclass(frozen=True, slots=True)
class Topic:
    """The articles of one topic, as (day, sentences), and which of their words are names."""

    articles: tuple[tuple[date, tuple[str, ...]], ...]
    names: frozenset[str]


def read_topics(folder: Path) -> list[Topic]:
    """The topics of a folder, in the order of their names. Ends the program where there are none."""
    topics = []
    for path in sorted(folder.glob("*/articles.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        articles = tuple((date.fromisoformat(r["date"]), tuple(r["text"].splitlines())) for r in rows if r["text"])
        topics.append(Topic(articles, _find_names(articles)))
    if not any(topic.articles for topic in topics):
        sys.exit(f"error: {folder}: no */articles.jsonl.gz in it. Leave --real out, and the articles are made")
    return topics


def _find_names(articles: Iterable[tuple[date, tuple[str, ...]]]) -> frozenset[str]:
    """Words that stand with a capital inside sentences, are no English words and known to no list."""
    counts = Counter(word for _, sentences in articles for s in sentences for word in _INSIDE.findall(s))
    return frozenset(w for w, n in counts.items() if n > 1 and w not in _KEPT and w.lower() not in _known_words())


@cache
def _known_words() -> frozenset[str]:
    """English words, and the words of names that the lexicon knows (states, bodies, outlets), in small letters."""
    english = {line.split()[0] for line in read_lines("english.txt")}
    return frozenset(english | {part.lower() for name in known_names() for part in name.split()})


def real_articles(topics: Sequence[Topic], seed: int = 7) -> Iterator[dict[str, str]]:
    """Articles without end, as rows of `id`, `date` and `text`: the real ones, then stories made of them."""
    told = [(topic, n) for topic in topics for n in range(len(topic.articles))]
    random.Random(seed).shuffle(told)
    story = 0
    while True:
        for topic, n in told:
            day, sentences = topic.articles[n]
            if story:
                day, sentences = _retell(topic, n, story, random.Random(f"{seed} {story} {n}"))
            yield {
                "id": f"s{story}-{topics.index(topic)}-{n}",
                "date": day.isoformat(),
                "text": "\n".join(_cut(sentences)),
            }
        story += 1


def _cut(sentences: Iterable[str]) -> Iterator[str]:
    """The first sentences, up to the one that reaches the length of an article."""
    length = 0
    for sentence in sentences:
        yield sentence
        length += len(sentence)
        if length >= LONG:
            break


def _retell(topic: Topic, n: int, story: int, dice: random.Random) -> tuple[date, list[str]]:
    """An article of another story: half of its sentences from a second one, other names, other days."""
    day, mine = topic.articles[n]
    _, others = topic.articles[dice.randrange(len(topic.articles))]
    mixed = [s if dice.random() < 0.5 or i >= len(others) else others[i] for i, s in enumerate(mine)]
    later = timedelta(weeks=WEEKS * story % (52 * YEARS))

    def rename(found: re.Match[str]) -> str:
        return new_name(found[0], story) if found[0] in topic.names else found[0]

    return day + later, [_shift(_WORD.sub(rename, s), later, day.year) for s in mixed]


def new_name(name: str, story: int) -> str:
    """What this name is in that story: a given name stays one, for that is how people are told."""
    at = int.from_bytes(hashlib.blake2b(f"{story} {name}".encode(), digest_size=6).digest(), "big")
    among = _given() if name in read_lines("given_names.txt") else _invented()
    return among[at % len(among)]


@cache
def _given() -> list[str]:
    return sorted(read_lines("given_names.txt"))


@cache
def _invented() -> list[str]:
    return [word.capitalize() for word in made_words(60_000)]


def _shift(sentence: str, later: timedelta, year: int) -> str:
    """Days and years in a sentence, so much later; `year` is that of a day without one."""

    def shift_day(found: re.Match[str]) -> str:
        month, day = (found[1], found[2]) if found[1] else (found[4], found[3])
        try:
            when = date(int(found[6] or year), _MONTHS.index(month) + 1, int(day)) + later
        except ValueError:
            return found[0]
        words = f"{_MONTHS[when.month - 1]} {when.day}" if found[1] else f"{when.day} {_MONTHS[when.month - 1]}"
        return words + (f"{found[5]}\0{when.year}" if found[6] else "")  # the mark keeps it from being shifted twice

    def shift_year(found: re.Match[str]) -> str:
        return str(min(2090, int(found[0]) + round(later.days / 365.25)))

    parts = re.split(r"(\0\d{4})", _DAY.sub(shift_day, sentence))
    return "".join(p[1:] if p.startswith("\0") else _YEAR.sub(shift_year, p) for p in parts)


def made_rows() -> Iterator[dict[str, str]]:
    """Made articles without end, as rows of `id`, `date` and `text`."""
    for article in make_articles(sys.maxsize):
        when = article.published.when
        yield {"id": article.article_id, "date": when.edtf if when else "", "text": article.text}


def write_corpus(rows: Iterable[Mapping[str, str]], place: Path) -> None:
    """Write rows as JSON Lines, as Parquet, or as a folder with a file an article."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.suffix == ".jsonl":
        with place.open("x", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    elif place.suffix == ".parquet":
        schema = pa.schema([(name, pa.string()) for name in ("id", "date", "text")])
        with pq.ParquetWriter(place, schema, compression="zstd") as writer:
            for some in _batches(rows, 500):
                writer.write_table(pa.Table.from_pylist([dict(row) for row in some], schema))
    else:
        for n, row in enumerate(rows):  # a thousand to a folder
            path = place / f"{n // 1000:04}" / f"{row['id']}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\ndate: {row['date']}\n---\n\n{row['text']}\n", encoding="utf-8")


def _batches(rows: Iterable[Mapping[str, str]], size: int) -> Iterator[list[Mapping[str, str]]]:
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def make_corpus(size: int, place: Path, real: Path | None = None, seed: int = 7) -> None:
    """So many articles at that place."""
    rows = real_articles(read_topics(real), seed) if real else made_rows()
    write_corpus(islice(rows, size), place)


def main() -> None:
    """Write the articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, metavar="N")
    parser.add_argument("place", type=Path, metavar="PLACE")
    parser.add_argument("--real", type=Path, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    if args.place.exists():
        sys.exit(f"error: {args.place} exists. Give a new name, or remove it first")
    make_corpus(args.articles, args.place, args.real, args.seed)


if __name__ == "__main__":
    main()
