"""The outline of an article: what the steps over all articles need of it, as small rows, a list of them per work table.

Enters: a reading and what a reader corrects of its actors. Leaves: an `Outline`, made where the article was read and kept
beside the reading. Refuses nothing. A further work table is a further row of `PARTS`: its name, and a function from a
reading (corrected already) to its rows; whoever fills the table puts the article's number before each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from data_prep.actors.corrections import NONE, Corrections
from data_prep.actors.named import names_of
from data_prep.actors.places import places_of, story_of
from data_prep.articles.copies import sketch_of
from data_prep.events.spans import heads_of, spellings_of
from data_prep.mining import Reading, correct
from data_prep.records import Published

Row = tuple[Any, ...]  # of what msgpack has: texts, numbers, bytes, None, and lists of these; no dates, no sets
PARTS: dict[str, Callable[[Reading], list[Row]]] = {
    "names": lambda reading: names_of(reading.article, reading.mentions),
    "place_names": lambda reading: places_of(reading.mentions, reading.article.text),
    "stories": lambda reading: story_of(reading.mentions),
    "sketches": lambda reading: sketch_of(reading.article),
    "heads": heads_of,
    "spellings": spellings_of,
}


@dataclass(frozen=True, slots=True)
class Outline:
    """One article as the steps over all articles see it. `length` is that of its text in characters, `language` a code.

    `path` is the article's place among all, so it is no part of what is kept: it comes from the shelf.
    """

    article_id: str
    path: str
    title: str
    outlet: str | None
    language: str
    published: Published
    length: int
    rows: dict[str, list[Row]]


def make_outline(reading: Reading, corrections: Corrections = NONE) -> Outline:
    """The outline of a reading."""
    article = reading.article
    corrected = correct(reading, corrections)
    return Outline(
        article.article_id,
        article.path,
        article.title,
        article.outlet,
        article.language,
        article.published,
        len(article.text),
        {name: rows_of(corrected) for name, rows_of in PARTS.items()},
    )
