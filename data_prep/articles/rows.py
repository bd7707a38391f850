"""Rows of a table into documents: which columns they have, what is told of those that are none.

Enters: named values with the place of each ("line 3", "row 5"). Leaves: documents. Refuses, with a `Problem`: rows without a
column that is known to be a text (their columns are listed), rows without text. A table may be read in pieces, wherever there
is a hand free: `with_text` passes its rows on one at a time, `documents_of` makes documents of some of them, and what both
tell of them is told for the whole table at its end.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from data_prep.articles.columns import NAMED, find_columns, make_document, said_date
from data_prep.articles.sources import Document, Report
from data_prep.records import Problem

Row = tuple[str, Mapping[str, Any]]  # its place, and its values by the names of their columns

_TOLD = 20  # broken rows told one by one
_SHOWN = 30  # columns listed
_DATES = (
    "Accepted: YYYY-MM-DD, or a month's name; 03/04/2025 may be March or April. The articles were read without them"
)


@dataclass(slots=True)
class Told:
    """Tells of a table's rows: the first broken ones one by one, at the end how many more there were."""

    path: str
    on_problem: Report
    count: int = 0
    read: int = 0
    empty: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)

    def broken(self, place: str, found: str, accepted: str) -> None:
        """A row that cannot be read."""
        self.count += 1
        if self.count <= _TOLD:
            self.on_problem(Problem(f"{self.path}, {place}", found, accepted))

    def end(self) -> None:
        """There are no more rows."""
        if self.undated:
            found = f"{len(self.undated):,} dates that cannot be told, such as {', '.join(self.undated[:3])}"
            self.on_problem(Problem(self.path, found, _DATES, skipped=False))
        if self.count > _TOLD:
            self.on_problem(
                Problem(self.path, f"{self.count - _TOLD:,} more broken lines", "They were left out as well")
            )
        if self.empty:
            names = f"{', '.join(self.empty[:10])}{' …' if len(self.empty) > 10 else ''}"
            self.on_problem(
                Problem(self.path, f"{len(self.empty):,} records without a text: {names}", NAMED, skipped=not self.read)
            )
        elif not self.read and not self.count:
            self.on_problem(Problem(self.path, "no records", f"{NAMED}; at least one"))


def with_text(rows: Iterable[Row], given: str, told: Told) -> Iterator[Row]:
    """The rows that have a column known to be the text; ends, and is told, where the first ones have none.

    `given` is what a sidecar says of the columns.
    """
    names: tuple[str, ...] | None = None
    passed, known = 0, False
    for place, record in rows:
        if (own := tuple(map(str, record))) != names:
            names, known = own, bool(find_columns(own, given)["text"])
        if known:
            passed += 1
            yield place, record
            continue
        told.broken(place, f"no column that is known to be the text, but {list_columns(record)}", NAMED)
        if not passed and told.count >= 3:
            return


def documents_of(rows: Iterable[Row], given: str, told: Told) -> Iterator[Document]:
    """The documents of rows that have a text column; rows without text are noted."""
    names: tuple[str, ...] | None = None
    columns: dict[str, list[str]] = {}
    for place, record in rows:
        if (own := tuple(map(str, record))) != names:
            names, columns = own, find_columns(own, given)
        document = make_document(record, columns, place, told.path)
        if document is None:
            told.empty.append(place)
            continue
        told.read += 1
        if not document.dates and (said := said_date(record, columns)):
            told.undated.append(f"“{said[:40]}” ({place})")
        yield document


def list_columns(names: Iterable[object]) -> str:
    """Columns for people."""
    shown = [str(name)[:40] for name in names]
    return f"the columns {', '.join(shown[:_SHOWN])}{' …' if len(shown) > _SHOWN else ''}" if shown else "no columns"
