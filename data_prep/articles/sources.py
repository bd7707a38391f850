"""What a reader of a format is given and what it gives: sources of bytes, documents, dates of publication as found.

Enters: nothing. Leaves: the records that `formats.py` and the readers share. A reader turns one source into documents, or,
for an archive, into further sources; what it cannot read it tells through `Report` and leaves out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from data_prep.articles.marks import Line
from data_prep.records import Problem, When

LARGEST = 5_000_000  # bytes of one document: some 800,000 words; longer is a book or a dump, not an article
SIDECAR = ".yml"  # article.pdf.yml stands beside article.pdf
OPENING = 4096  # bytes by which a format is told

Report = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes with a name: a file, a member of an archive, a page that was fetched.

    `path` is for people and unique ("box.zip/news/a.html"); `beside` are fields that stand next to it and override its own
    (a sidecar), `told` those that count where it has none (what a feed says of its entry); `url` is where it was fetched, `seen` the day of that (an upper bound of its date of publication).
    `depth` counts the archives around it.
    """

    path: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    url: str | None = None
    seen: When | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0

    def read(self, most: int = LARGEST) -> bytes:
        """The bytes, at most `most`. Raises OSError; ValueError where there are more."""
        with self.open() as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise ValueError(f"more than {most / 1e6:.0f} MB")
        return data

    def opening(self) -> bytes:
        """The first bytes. Raises OSError."""
        with self.open() as stream:
            return stream.read(OPENING)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date of publication as one place gives it. `basis` is one of `records.PUBLISHED_BASES`, `why` quotes the place.

    A bound is an open interval (`../2025-10-25`): a header, a crawl, a copyright line. A `loose` one says nothing of how
    long before: nothing is counted from it, and it yields to what the article itself says.
    """

    when: When
    basis: str
    why: str
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One article as its file holds it: the fields that it states, its lines, its pictures' addresses, its dates.

    `fields` are those of `front_matter.FIELDS`, `dates` come best first, as the reader judges; `number` tells documents of
    one file apart ("row 3", "message 2"), "" where the file is one.
    """

    fields: dict[str, str]
    lines: list[Line]
    pictures: list[str]
    dates: Sequence[FoundDate] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """A format. `tells` says by a name and its first bytes whether a file is of it; `read` gives documents or sources.

    `extra` names what has to be installed besides (`pip install .[extra]`), "" where nothing. An `archive` gives sources, and
    may be of any size; each of them is read, and remembered, by itself. So are some `rows` at a time of a table.
    """

    name: str
    endings: tuple[str, ...]
    tells: Callable[[str, bytes], bool]
    read: Callable[[Source, Report], Iterable["Document | Source"]]
    extra: str = ""
    archive: bool = False
    rows: Callable[[Source, Any], Iterator[tuple[str, Mapping[str, Any]]]] | None = None  # see `rows.py`
