"""What is done with a file, or with some rows of a table, wherever there is a hand free: read, mined, packed.

Enters: batches of units, with all that is needed, as a worker of a cluster sees no disk of ours. Leaves: packed readings with
their outlines, and what is told of each unit. Refuses, with a `Problem`, articles that cannot be read, or not within two
minutes; the others of their batch are read.
"""

import json
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import PurePath
from types import FrameType

from data_prep.actors.corrections import NONE, Corrections
from data_prep.articles.reading import make_article, read_source
from data_prep.articles.rows import Told, documents_of
from data_prep.articles.sources import Source
from data_prep.cache import key_of
from data_prep.mining import Reading, correct, read_article
from data_prep.outline import make_outline
from data_prep.packing import pack, unpack
from data_prep.records import Article, Problem, When
from data_prep.shelf import Body, Found, Packed, Read, join_parts, pack_parts

LONGEST = 120  # seconds for an article
SET_ASIDE = "It was set aside; the others were read"


class TooLong(BaseException):
    """An article takes too long. No `Exception`, for libraries may take those for their own."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A file's bytes, or rows of a table as lines of JSON with their `places`; what stands with it; under which key it is kept."""

    path: str
    key: bytes
    data: bytes
    places: tuple[str, ...]
    url: str | None
    seen: When | None
    beside: Mapping[str, str]
    told: Mapping[str, str]
    depth: int

    @property
    def source(self) -> Source:
        """The unit as a source of bytes."""
        opening = partial(BytesIO, self.data)
        return Source(self.path, opening, len(self.data), self.url, self.seen, self.beside, self.told, self.depth)

    @property
    def name(self) -> str:
        """How people call it."""
        return f"{self.path}, {self.places[0]}" if self.places else self.path

    def pieces(self) -> Iterator["Unit"]:
        """Its rows one by one; itself, if it is a file."""
        if not self.places:
            yield self
        for place, line in zip(self.places, self.data.split(b"\n"), strict=False):
            yield replace(self, data=line, places=(place,))


@dataclass(frozen=True, slots=True)
class Batch:
    """Units that are read together."""

    units: tuple[Unit, ...]
    corrections: Corrections


@dataclass(frozen=True, slots=True)
class Done:
    """A batch that was read: of each unit its key and what reading it gave, and the readings. `unkept` are the keys of units
    that are read anew next time: another machine may have the time or the memory for them."""

    reads: list[tuple[bytes, Read]]
    packed: list[Packed]
    unkept: set[bytes]


@dataclass(frozen=True, slots=True)
class Again:
    """A reading whose outline is missing; where it is not of this version of the program, it is made again."""

    key: bytes
    body: bytes
    reports: bytes
    current: bool
    corrections: Corrections


def make_unit(source: Source, data: bytes, places: Sequence[str] = ()) -> Unit:
    """A source's bytes, or some of its rows, with their key: it is known by what is in it, not by where it lies."""
    about = [source.url, source.seen, sorted(source.beside.items()), sorted(source.told.items()), list(places)]
    key = key_of("unit", PurePath(source.path).suffix, about, data)
    return Unit(
        source.path, key, data, tuple(places), source.url, source.seen, source.beside, source.told, source.depth
    )


def outline_key(reading: bytes, corrections: Corrections) -> bytes:
    """Under what the outline of a reading is kept."""
    return key_of("outline", reading, corrections.rows)


def read_units(batch: Batch) -> Done:
    """Read a batch."""
    done = Done([], [], set())
    for unit in batch.units:
        read = Read([], [], [], [], 0)
        try:
            with _limit(LONGEST * max(1, len(unit.places))):
                articles, rows = _articles(unit, read)
            read = replace(read, rows=rows)
            for article in articles:
                _mine(article, unit, batch.corrections, read, done)
        except (TooLong, MemoryError) as error:
            _set_aside(unit, unit.name, error, read, done)
        moved = [replace(p, path=p.path.removeprefix(unit.path)) for p in read.problems]
        done.reads.append((unit.key, replace(read, problems=moved)))
    return done


def _articles(unit: Unit, read: Read) -> tuple[list[Article], int]:
    """The articles of a unit, before they are mined, and how many of its rows have a text."""
    if not unit.places:
        return list(read_source(unit.source, read.problems.append)), 0
    told = Told(unit.path, read.problems.append, empty=read.empty, undated=read.undated)
    articles: list[Article] = []
    for place, line in zip(unit.places, unit.data.split(b"\n"), strict=True):
        try:
            row = place, json.loads(line.decode("utf-8", "surrogatepass"))
            for document in documents_of([row], unit.beside.get("columns", ""), told):
                articles += filter(None, [make_article(document, unit.source, read.problems.append)])
        except Exception as error:
            read.problems.append(_say(f"{unit.path}, {place}", error))
    return articles, told.read


def _mine(article: Article, unit: Unit, corrections: Corrections, read: Read, done: Done) -> None:
    """Mine an article and pack what was found."""
    key = key_of("reading", replace(article, path=""))
    try:
        with _limit(LONGEST):
            done.packed.append(_pack(key, article, read_article(article), corrections))
    except (TooLong, MemoryError) as error:
        _set_aside(unit, article.path, error, read, done)
    except Exception as error:
        read.problems.append(_say(article.path, error))
    else:
        read.articles.append(Found(article.path.removeprefix(unit.path), article.article_id, article.language, key))


def _pack(key: bytes, article: Article, reading: Reading, corrections: Corrections) -> Packed:
    """A reading with its outline, and with what corrections change of it; `article` is as it was before it was mined."""
    body, reports = pack_parts(reading, article.published)
    outline = pack(replace(make_outline(reading, corrections), path=""))
    corrected = pack_parts(correct(reading, corrections), article.published)
    changed = corrected if corrected != (body, reports) else None
    return Packed(key, body, reports, outline_key(key, corrections), outline, changed)


def get_ready() -> None:
    """Load what the first article would: words, names of places, the libraries that make tables."""
    import data_prep.frames  # noqa: F401 # what makes tables is needed later

    sentence = (
        "The President of Kenya, Ada Okello, said on Monday that she had met with the King of Norway, and they left."
    )
    source = Source("ready.txt", partial(BytesIO, sentence.encode()), len(sentence))
    read_units(Batch((make_unit(source, sentence.encode()),), NONE))


def outline_again(item: Again) -> Packed:
    """The outline of a reading that was made before."""
    body = unpack(item.body, Body)
    article = replace(body.article, published=body.given)
    reading = join_parts("", body, item.reports) if item.current else read_article(article)
    return _pack(item.key, article, reading, item.corrections)


def _set_aside(unit: Unit, path: str, error: BaseException, read: Read, done: Done) -> None:
    read.problems.append(_say(path, error))
    done.unkept.add(unit.key)


def _say(path: str, error: BaseException) -> Problem:
    if isinstance(error, TooLong):
        found = f"it takes longer than {LONGEST} seconds"
    elif isinstance(error, MemoryError):
        found = "there is not enough memory for it"
    elif isinstance(error, RecursionError):
        found = "it is nested too deep"
    else:
        found = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return Problem(path, f"it cannot be read: {found}", SET_ASIDE)


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Raise TooLong in what takes longer; nothing where the platform has no timer, or in a thread of a Dask worker."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooLong
