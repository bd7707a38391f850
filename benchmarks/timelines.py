"""The timelines of given actors from raw articles, as in SemEval-2015 Task 4: `python -m benchmarks.timelines --texts DIR --entities FILE --out PRED.jsonl`.

Enters: DIR/docs.jsonl, a line `{"doc", "dct", "sentences": [{"n", "start", "end"}, …]}` an article (the day of publication or
null; sentence 0 is the title, 1 the date line), DIR/<doc>.txt (UTF-8), and FILE, an actor a line.
Leaves: PRED.jsonl, a line `{"entity", "doc", "sentence", "word", "date", "why"}` an event word in which the actor takes
part, XXXX-XX-XX where it is not dated, and why it is dated so; the speed on standard error.
Refuses: a folder without docs.jsonl, a line or a date that cannot be read, with its place.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from data_prep.actors.find import find_mentions
from data_prep.actors.referring import find_referring
from data_prep.actors.sought import find_sought
from data_prep.edtf import parse_edtf
from data_prep.events.mentions import EventMention, find_event_mentions
from data_prep.records import Article, Published, Sentence, When
from data_prep.timex import find_timexes

UNDATED = "XXXX-XX-XX"


def read_documents(folder: Path) -> Iterator[tuple[Article, list[Sentence], list[int]]]:
    """(article, its sentences, their numbers). Raises ValueError with the place of what cannot be read."""
    index = folder / "docs.jsonl"
    if not index.is_file():
        raise ValueError(f"{index}: not there; it lists the articles, one {{'doc', 'dct', 'sentences'}} a line")
    for number, line in enumerate(index.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            name, when = row["doc"], parse_edtf(row["dct"]) if row["dct"] else None
            sentences = [Sentence(s["start"], s["end"], 0) for s in row["sentences"]]
            numbers = [int(s["n"]) for s in row["sentences"]]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(
                f"{index}:{number}: {error}; a line is {{'doc': name, 'dct': 'YYYY-MM-DD' or null, 'sentences': [{{'n', 'start', 'end'}}]}}"
            ) from None
        with (folder / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        title = text[sentences[0].start : sentences[0].end] if sentences else ""
        published = Published(when, "given" if when else "unknown", "given with the corpus")
        yield Article(name, title, None, None, None, None, "en", published, text, name), sentences, numbers


def find_rows(
    article: Article, sentences: Sequence[Sentence], numbers: Sequence[int], entities: Sequence[str]
) -> Iterator[dict[str, object]]:
    """The rows of one article."""
    mentions = find_sought(article.text, entities, find_mentions(article.text, sentences))
    mentions = find_referring(article.text, sentences, mentions)
    timexes = find_timexes(article.text, article.published.when)
    wanted = set(entities)
    for event in find_event_mentions(article, sentences, mentions, timexes):
        for entity in dict.fromkeys(m.name for m, _ in event.parties if m.name in wanted):
            yield {
                "entity": entity,
                "doc": article.article_id,
                "sentence": numbers[event.sentence],
                "word": event.text,
                "date": as_written(event, article.published.when),
                "why": event.why,
            }


def as_written(event: EventMention, published: When | None) -> str:
    """A date as the task writes it: the day, month or year that holds all of it; of today's news the day of publication."""
    when = event.when
    if when is None or when.interval.start is None or when.interval.end is None:
        return UNDATED
    first, last = when.interval.start, when.interval.end - timedelta(days=1)
    if event.basis == "published":
        return last.isoformat()
    today = published.interval.start if published is not None else None
    if today is not None and first <= today < last and event.status != "planned":
        last = today  # "this week", of what has happened
    begun, ended = first.isoformat(), last.isoformat()
    return next((begun[:n] for n in (10, 7, 4) if begun[:n] == ended[:n]), UNDATED) if when.grain != "day" else begun


def main() -> None:
    """Write the timelines of a folder of articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True, metavar="DIR", help="folder with docs.jsonl and <doc>.txt")
    parser.add_argument("--entities", type=Path, required=True, metavar="FILE", help="the actors, one a line")
    parser.add_argument("--out", type=Path, required=True, metavar="PRED.jsonl", help="predictions, one a line")
    args = parser.parse_args()
    articles = rows = 0
    seconds = 0.0
    try:
        entities = [line.strip() for line in args.entities.read_text(encoding="utf-8").splitlines() if line.strip()]
        with args.out.open("w", encoding="utf-8") as out:
            for article, sentences, numbers in read_documents(args.texts):
                begun = time.perf_counter()
                found = list(find_rows(article, sentences, numbers, entities))
                seconds += time.perf_counter() - begun
                articles, rows = articles + 1, rows + len(found)
                out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    except (OSError, ValueError) as error:
        sys.exit(f"error: {error}")
    print(
        f"{rows} events of {len(entities)} actors in {articles} articles, {articles / max(seconds, 1e-9):.0f} articles/s",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
