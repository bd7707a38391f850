"""Files and folders into articles.

Enters: paths. Leaves: `Article` records in the order of the inputs, files of a folder sorted. Refuses, with a `Problem`
that names the file, what was found and what is accepted, whatever is no readable article; the others go on.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from data_prep.articles.files import find_sources
from data_prep.articles.formats import ACCEPTED, choose_reader
from data_prep.articles.front_matter import read_language, read_published
from data_prep.articles.furniture import count_words, drop_furniture, same_words
from data_prep.articles.head import dateline_length, read_head
from data_prep.articles.language import detect_language
from data_prep.articles.marks import Line
from data_prep.articles.outlets import find_outlet, find_outlet_of
from data_prep.articles.publication import choose_published
from data_prep.articles.sentences import walk_sentences
from data_prep.articles.sources import Document, FoundDate, Reader, Report, Source
from data_prep.articles.stated import found_date
from data_prep.edtf import parse_edtf
from data_prep.records import Article, DateHint, Place, Problem, Span

CAUGHT = (ImportError, RecursionError, MemoryError, OSError, ValueError)  # what a reader may raise
_LONGEST_MADE_TITLE = 100  # characters
_FEWEST_WORDS = 5  # of the longest line: below it a file holds a list or settings, not sentences
_DATED_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-])(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?!\d)")


def read_articles(inputs: Sequence[Path | str | Source], on_problem: Report) -> Iterator[Article]:
    """The articles of the files and folders given, folders with all below them.

    `Article.path` is relative to the folder given, or the file's name, and no two articles share it: where they would, the
    name of the folder stands before it. Files that are skipped or doubtful are told
    through `on_problem`; an article whose title and text another has word for word is read once.
    """
    seen: dict[str, str] = {}
    for source in find_sources(inputs, on_problem):
        for article in read_source(source, on_problem):
            if article.article_id in seen:
                found = f"word for word the same article as {seen[article.article_id]}"
                on_problem(Problem(article.path, found, "It was read once"))
            else:
                seen[article.article_id] = article.path
                yield article


def read_source(source: Source, on_problem: Report) -> Iterator[Article]:
    """The articles of one file, or of one archive and what is in it; what cannot be read is told and left out."""
    reader = None
    try:
        reader = choose_reader(source, on_problem)
        for found in reader.read(source, on_problem) if reader is not None else ():
            if isinstance(found, Source):
                yield from read_source(found, on_problem)
            elif article := make_article(found, source, on_problem):
                yield article
    except CAUGHT as error:
        on_problem(tell_error(error, reader, source.path))


def tell_error(error: BaseException, reader: Reader | None, path: str) -> Problem:
    """Why a source cannot be read (one of CAUGHT), for people."""
    if isinstance(error, ImportError):
        name, extra = (reader.name, reader.extra) if reader else ("this format", "")
        missing = f"{name}, for which a package is not installed ({error.name})"
        return Problem(path, missing, f"Install it with: pip install '.[{extra}]'")
    found = str(error)
    if isinstance(error, RecursionError):
        found = "it is nested too deep"
    elif isinstance(error, MemoryError):
        found = "there is not enough memory for it"
    return Problem(path, f"it cannot be read: {found}", ACCEPTED)


def make_article(document: Document, source: Source, on_problem: Report) -> Article | None:
    """A document cleaned; None, and told, if no sentence is left. What stands beside it overrides what stands in it."""
    path = f"{source.path}, {document.number}" if document.number else source.path
    fields = {**source.told, **document.fields, **source.beside}
    swept = drop_furniture(document.lines)
    head, lines = read_head(swept.lines, swept.rights)
    title = fields.get("title") or head.title
    headline = same_words(title)
    lines = [line for line in lines if line.mark == "caption" or same_words(line.text) != headline]
    text, captions, places = _compose(lines)
    if not any(count_words(line.text) >= _FEWEST_WORDS for line in lines):
        on_problem(
            Problem(path, "no sentence of an article", "Accepted: an article, so at least a sentence of five words")
        )
        return None
    title = title or _make_title(text, captions)
    url = fields.get("url") or source.url
    known = (
        find_outlet(fields["outlet"]) if "outlet" in fields else (find_outlet_of(url) if url else None) or head.outlet
    )
    given = read_published(fields, path, on_problem)
    dates = [*document.dates]
    if listed := found_date(source.told.get("date"), "the feed that lists it"):
        dates.append(listed)
    if source.seen:
        dates.append(
            FoundDate(source.seen, "header", "the day on which it was fetched, so on or before it", loose=True)
        )
    outlet = fields.get("outlet") or (known.name if known else None)
    return Article(
        # With its outlet, for the same words in another paper are another article: a copy.
        article_id=hashlib.sha256(f"{title}\n\n{text}\n\n{outlet or ''}".encode()).hexdigest()[:12],
        title=title,
        outlet=outlet,
        outlet_kind=fields.get("outlet_kind", "").lower() or (known.kind if known else None),
        url=url,
        author=fields.get("author") or head.author,
        language=read_language(fields, path, on_problem) or detect_language(f"{title}\n{text}"),
        published=choose_published(given, fields.get("published", ""), head.published, dates),
        text=text,
        path=path,
        captions=captions,
        hints=tuple(_read_hints(url, document.pictures)),
        places=places,
    )


def _compose(lines: Sequence[Line]) -> tuple[str, tuple[Span, ...], tuple[Place, ...]]:
    """The lines as one text, a blank line between them, where its captions stand, and where each place begins."""
    parts: list[str] = []
    captions: list[Span] = []
    places: list[Place] = []
    at = 0
    for line in lines:
        part = unicodedata.normalize("NFC", line.text)
        if line.mark == "caption":
            captions.append(Span(at, at + len(part)))
        if line.place and (not places or places[-1].at != line.place):
            places.append(Place(at, line.place))
        parts.append(part)
        at += len(part) + 2
    return "\n\n".join(parts), tuple(captions), tuple(places)


def _make_title(text: str, captions: tuple[Span, ...]) -> str:
    """The first sentence that is not a caption's, cut at a word if it is long."""
    sentences = walk_sentences(text[:5000], captions)
    seen = [next(sentences)]
    while seen[-1].caption and (following := next(sentences, None)):
        seen.append(following)
    at = (seen[0] if seen[-1].caption else seen[-1]).start
    at += dateline_length(text[at:])
    first = next((s for s in chain(seen, sentences) if s.end > at), seen[0])
    words = text[max(at, first.start) : first.end]
    if len(words) <= _LONGEST_MADE_TITLE:
        return words.rstrip(".")
    return words[: words.rfind(" ", 0, _LONGEST_MADE_TITLE)].rstrip(" ,;:–—-") + "…"


def _read_hints(url: str | None, pictures: Sequence[str]) -> Iterator[DateHint]:
    """Months and days that stand in the article's address and in its pictures'."""
    told: set[tuple[str, str]] = set()
    for where, address in [("the article's address", url or ""), *(("a picture's address", p) for p in pictures)]:
        for match in _DATED_PATH.finditer(address[:2000]):
            edtf = "-".join(filter(None, match.group(1, 3, 4)))
            if (edtf, where) not in told:
                told.add((edtf, where))
                try:
                    yield DateHint(parse_edtf(edtf), f"{match.group()} in {where}")
                except ValueError:  # 2025-02-30
                    continue
