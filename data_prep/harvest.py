"""The reading stage: sources -> readings and outlines on the shelf, read wherever there is a hand free.

Enters: what finds sources, an engine, a shelf. Leaves: the shelf with the articles of this build, numbered. Refuses, with a
`Problem`, what cannot be read; the others go on, and problems come in the order of the sources, whatever the engine.

This process walks through folders, archives and tables, and cuts them into units: a file, a page of an archive, a few rows of
a table. Units that were read before are known by their bytes; the others are sent out in batches (`units.py`), a few at a time.
"""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from data_prep.actors.corrections import NONE, Corrections
from data_prep.articles.formats import choose_reader
from data_prep.articles.language import language_name
from data_prep.articles.reading import CAUGHT, tell_error
from data_prep.articles.rows import Told
from data_prep.articles.sources import Document, Reader, Report, Source
from data_prep.engines import Engine, EngineError, Failure, Progress
from data_prep.mining import MINERS
from data_prep.records import Problem
from data_prep.shelf import Read, Shelf
from data_prep.units import SET_ASIDE, Again, Batch, Done, Unit, make_unit, outline_again, outline_key, read_units

_ROWS, _BYTES = 16, 500_000  # of a batch, whichever is reached first; of a table's unit as well
_MOST = 50_000_001  # bytes of a file that are sent: no reader takes more than 50 MB, and says so
_WAITING = 1000  # units known from before that wait for a batch to be filled

Find = Callable[[Report], Iterable[Source]]


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit in the line of what was found: where it belongs, and in which batch it was sent (0: it was known)."""

    path: str
    key: bytes
    batch: int
    told: Told | None


@dataclass(slots=True)
class _Line:
    """What was found, in order, until it can be taken in."""

    waiting: deque[Problem | Told | _Place] = field(default_factory=deque)
    unkept: dict[bytes, Read] = field(default_factory=dict)
    sent: int = 0
    done: int = 0


def harvest(
    find: Find,
    engine: Engine,
    shelf: Shelf,
    on_problem: Report,
    progress: Progress | None = None,
    corrections: Corrections = NONE,
) -> int:
    """Read these sources and number their articles; how many there are. `find` gives the sources and tells what is none."""
    reading = _Harvest(engine, shelf, on_problem, progress or (lambda step, done, of: None), corrections)
    reading.read(find)
    return reading.number()


class _Harvest:
    def __init__(
        self, engine: Engine, shelf: Shelf, on_problem: Report, progress: Progress, corrections: Corrections
    ) -> None:
        self._engine, self._shelf, self._corrections = engine, shelf, corrections
        self._on_problem, self._progress = on_problem, progress
        self._line = _Line()
        self._count = 0

    def read(self, find: Find) -> None:
        """All that is found, until everything in line is taken in."""
        for result in self._engine.map(read_units, self._batches(find)):
            if isinstance(result, Failure):
                self._rescue(result.item)
            else:
                self._put(result)
            self._line.done += 1
            self._take_in()
        self._take_in()

    def number(self) -> int:
        """Number the articles, and make the outlines that are missing: corrections or the program have changed."""
        total = self._shelf.number()
        items = (Again(*parts, self._corrections) for parts in self._shelf.unoutlined())
        for done, packed in enumerate(self._engine.map(outline_again, items), 1):
            if isinstance(packed, Failure):
                raise EngineError(f"an article that was read before cannot be read again: {packed.why}")
            self._shelf.put(packed)
            self._shelf.commit_now_and_then()
            self._progress("articles read again", done, None)
        return total

    def _batches(self, find: Find) -> Iterator[Batch]:
        """Units that are not known, some at a time; all that is found is put in line."""
        line, units, weight = self._line, list[Unit](), 0
        for found in walk(find):
            if isinstance(found, Problem | Told):
                line.waiting.append(found)
            else:
                unit, told = found
                new = not self._shelf.has(unit.key)
                line.waiting.append(_Place(unit.path, unit.key, line.sent + 1 if new else 0, told))
                if new:
                    units.append(unit)
                    weight += max(len(unit.data), max(1, len(unit.places)) * _BYTES // _ROWS)
            if units and (weight >= _BYTES or len(line.waiting) > _WAITING):
                line.sent += 1
                yield Batch(tuple(units), self._corrections)
                units, weight = [], 0
            elif not units:
                self._take_in()
        if units:
            line.sent += 1
            yield Batch(tuple(units), self._corrections)

    def _put(self, done: Done) -> None:
        for packed in done.packed:
            self._shelf.put(packed)
        for key, read in done.reads:
            if key in done.unkept:
                self._line.unkept[key] = read
            else:
                self._shelf.put_unit(key, read)

    def _rescue(self, batch: Batch) -> None:
        """A batch that ended its worker, again: file by file, row by row. What ends it again is told and set aside."""
        pieces = [(unit, piece) for unit in batch.units for piece in unit.pieces()]
        results = self._engine.map(read_units, (Batch((piece,), self._corrections) for _, piece in pieces))
        whole = Done([], [], set())
        reads: dict[bytes, Read] = {}
        for (unit, piece), result in zip(pieces, results, strict=True):
            if isinstance(result, Failure):
                behind = piece.name.removeprefix(unit.path)
                read = Read([], [Problem(behind, f"it cannot be read: {result.why}", SET_ASIDE)], [], [], 0)
                whole.unkept.add(unit.key)
            else:
                read = result.reads[0][1]
                whole.packed.extend(result.packed)
                whole.unkept.update(result.unkept)
            reads[unit.key] = reads[unit.key].joined(read) if unit.key in reads else read
        whole.reads.extend(reads.items())
        self._put(whole)

    def _take_in(self) -> None:
        """Take in what stands first in line, as far as it has been read."""
        waiting = self._line.waiting
        while waiting:
            first = waiting[0]
            if isinstance(first, _Place) and first.batch > self._line.done:
                return
            waiting.popleft()
            if isinstance(first, Problem):
                self._on_problem(first)
            elif isinstance(first, Told):
                first.on_problem = self._on_problem
                first.end()
            else:
                unkept = self._line.unkept
                self._take(first, unkept[first.key] if first.key in unkept else self._shelf.unit(first.key))

    def _take(self, place: _Place, read: Read) -> None:
        for problem in read.problems:
            self._on_problem(replace(problem, path=place.path + problem.path))
        if place.told:
            place.told.empty += read.empty
            place.told.undated += read.undated
            place.told.read += read.rows
        for found in read.articles:
            path, same = self._shelf.add(
                place.path + found.behind, found, outline_key(found.reading, self._corrections)
            )
            if same:
                told = f"word for word the same article as {same}"
                self._on_problem(Problem(path, told, "It was read once"))
                continue
            if found.language not in MINERS:
                told = f"an article in {language_name(found.language)}"
                accepted = "It was kept and no events were sought in it: English is read"
                self._on_problem(Problem(path, told, accepted, skipped=False))
            self._count += 1
            self._progress("articles read", self._count, None)


def walk(find: Find) -> Iterator[Problem | Told | tuple[Unit, Told | None]]:
    """The units of these sources, a table's with what is told of it; what is told of what is none; where a table ends."""
    pending: list[Problem] = []
    for source in find(pending.append):
        yield from _told(pending)
        yield from _units(source, pending)
    yield from _told(pending)


def _told(pending: list[Problem]) -> Iterator[Problem]:
    told = pending[:]
    pending.clear()
    yield from told


def _units(source: Source, pending: list[Problem]) -> Iterator[Problem | Told | tuple[Unit, Told | None]]:
    reader = None
    try:
        reader = choose_reader(source, pending.append)
        if reader is None:
            yield from _told(pending)
        elif reader.rows:
            yield from _cut(reader, source, pending)
        elif reader.archive:
            for found in reader.read(source, pending.append):
                if isinstance(found, Document):  # an office document, which is packed as an archive is
                    pending.clear()
                    yield _whole(source), None
                    return
                yield from _told(pending)
                yield from _units(found, pending)
        else:
            yield _whole(source), None
    except CAUGHT as error:
        pending.append(tell_error(error, reader, source.path))
    yield from _told(pending)


def _whole(source: Source) -> Unit:
    """A source as one unit."""
    with source.open() as stream:
        return make_unit(source, stream.read(_MOST))


def _cut(reader: Reader, source: Source, pending: list[Problem]) -> Iterator[Problem | Told | tuple[Unit, Told | None]]:
    """A table, some rows a unit."""
    assert reader.rows
    told = Told(source.path, pending.append)
    places, rows, weight = list[str](), list[bytes](), 0
    for place, record in reader.rows(source, told):
        places.append(place)
        rows.append(json.dumps(record, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass"))
        weight += len(rows[-1])
        if len(rows) == _ROWS or weight >= _BYTES:
            yield from _told(pending)
            yield make_unit(source, b"\n".join(rows), places), told
            places, rows, weight = [], [], 0
    yield from _told(pending)
    if rows:
        yield make_unit(source, b"\n".join(rows), places), told
    yield told
