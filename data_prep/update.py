"""A timeline's folder brought up to date: built of inputs, or added to.

    DIR/added/<hash>/<path>       what was added, as it was: a later build of the folder does not lose it
    DIR/added/addresses.txt       pages that were added; they are kept in DIR/fetched (`kept.py`)
    DIR/actors.yml                what a reader corrects of its actors; see `actors/corrections.py`
    DIR/cache/                    see `cache.py`

Enters: a timeline's folder and inputs. Leaves: the folder with its tables written anew, and a `Change` that says what is
new, the same, gone. Refuses, with a TimelineError, an input in which nothing can be read; the folder then stays as it was.
"""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from data_prep.actors.corrections import CorrectionError, Corrections, read_corrections
from data_prep.articles.addresses import is_address, read_address
from data_prep.articles.files import find_files, find_sources, is_sidecar, make_source, may_be_opened
from data_prep.articles.sources import SIDECAR, Source
from data_prep.build import OnProblem, write_tables
from data_prep.cache import FOLDER as CACHE
from data_prep.cache import OURS, WORK, Cache
from data_prep.changes import Change, compare
from data_prep.engines import Engine, EngineError, Progress, few_collections, open_engine
from data_prep.events.identity import know_before
from data_prep.harvest import harvest
from data_prep.records import Problem
from data_prep.shelf import Found, Shelf
from data_prep.store import TimelineError, is_timeline, open_timeline, part_files, read_manifest
from data_prep.tables import TABLES
from data_prep.units import outline_key
from data_prep.web.kept import FOLDER as PAGES
from data_prep.web.kept import Kept, as_source
from data_prep.work import work_in
from data_prep.writing import ADDED, TimelineWriter, refuse_other_folder

ADDRESSES = "addresses.txt"


class NothingRead(TimelineError):
    """There is no article in the inputs."""


def build_into(
    directory: Path,
    inputs: Sequence[Path | str | Source],
    on_problem: OnProblem,
    progress: Progress | None = None,
    *,
    names: Sequence[Path | str] | None = None,
    earlier: Sequence[Problem] = (),
    engine: str | Engine | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Change:
    """Make `directory` the timeline of exactly these inputs and of what was added to it; only what changed is read.

    Pages stand among the inputs as sources (`fetch.fetch_inputs`); `names` are then the inputs as they were given, and
    `earlier` the problems of fetching them. Both go into the manifest.
    """
    refuse_other_folder(directory)
    given = [str(name) for name in (inputs if names is None else names)]

    def find(tell: OnProblem) -> Iterator[Source]:
        yield from find_sources(inputs, tell)
        yield from added_sources(directory, tell, given)

    if (directory / ADDED).is_dir():
        given.append(ADDED)
    return _update(
        directory, find, given, earlier, on_problem, progress, partial(open_engine, engine, workers, scheduler)
    )


def add_to(
    directory: Path,
    inputs: Sequence[Path | str | Source],
    on_problem: OnProblem,
    progress: Progress | None = None,
    *,
    names: Sequence[Path | str] = (),
    earlier: Sequence[Problem] = (),
    engine: str | Engine | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Change:
    """Add these inputs to the timeline in `directory`, which keeps a copy of them.

    `names` and `earlier` as for `build_into`; the names that are web addresses are noted, their pages are kept already.
    """
    manifest = read_manifest(directory)

    def find(tell: OnProblem) -> Iterator[Source]:
        note_addresses(directory, [str(name) for name in names])
        yield from keep(directory, inputs, tell)

    given = list(dict.fromkeys([*manifest["inputs"], ADDED]))
    before = [Problem(**problem) for problem in manifest["problems"]]
    anew = {given.path for given in inputs if isinstance(given, Source)}  # a page that has changed replaces itself
    start = partial(open_engine, engine, workers, scheduler)
    told = [*before, *earlier]
    return _update(directory, find, given, told, on_problem, progress, start, manifest["version"], anew)


def keep(directory: Path, inputs: Sequence[Path | str | Source], on_problem: OnProblem) -> Iterator[Source]:
    """The sources of these inputs, files copied into the timeline's folder first; pages are kept already."""
    pages = [given for given in inputs if isinstance(given, Source)]
    for file, path in find_files([given for given in inputs if not isinstance(given, Source)], on_problem):
        if not may_be_opened(file, path, on_problem):
            continue
        try:
            copy = _copy(file, path, directory)
        except OSError as error:
            found = f"it cannot be copied ({error.strerror or error})"
            on_problem(Problem(path, found, f"Check that {directory} may be written to"))
            continue
        if source := make_source(copy, f"{ADDED}/{path}", on_problem):
            yield source
    yield from find_sources(pages, on_problem)


def _copy(file: Path, path: str, directory: Path) -> Path:
    """Copy a file and its sidecar, if it has one, into a folder named by its content; the copy."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()[:12]
    copy = directory / ADDED / digest / path
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, copy)
    beside, copied = file.with_name(file.name + SIDECAR), copy.with_name(copy.name + SIDECAR)
    if beside.is_file():
        shutil.copyfile(beside, copied)
    else:
        copied.unlink(missing_ok=True)
    return copy


def note_addresses(directory: Path, names: Sequence[str]) -> None:
    """Note the addresses among these names as added; their pages are in the kept folder."""
    noted = added_addresses(directory)
    new = [url for url in _urls(names) if url not in noted]
    if new:
        (directory / ADDED).mkdir(exist_ok=True)
        with (directory / ADDED / ADDRESSES).open("a", encoding="utf-8") as file:
            file.write("".join(f"{url}\n" for url in dict.fromkeys(new)))


def _urls(names: Iterable[str]) -> Iterator[str]:
    """The web addresses among these names, in their normal form."""
    for name in filter(is_address, names):
        with suppress(ValueError):  # an address that is none was told when it was to be fetched
            yield read_address(name).url


def added_addresses(directory: Path) -> set[str]:
    """The web addresses that were added to a timeline."""
    file = directory / ADDED / ADDRESSES
    return set(file.read_text(encoding="utf-8").split()) if file.is_file() else set()


def added_sources(directory: Path, on_problem: OnProblem, given: Sequence[str] = ()) -> Iterator[Source]:
    """What was added to a timeline before, but for the addresses that are given anew."""
    added = directory / ADDED
    for folder in sorted(added.iterdir()) if added.is_dir() else ():
        if folder.is_dir():
            yield from _as_added(folder, on_problem)
    kept = Kept(directory / PAGES)
    old = sorted(added_addresses(directory) - set(_urls(given)))
    pages = [page for url in old if (page := kept.get(url))]
    yield from find_sources([as_source(page, kept) for page in pages], on_problem)


def _as_added(folder: Path, on_problem: OnProblem) -> Iterator[Source]:
    """The sources in one of the folders of what was added."""
    for file in sorted(folder.rglob("*")):
        path = f"{ADDED}/{file.relative_to(folder).as_posix()}"
        if file.is_file() and not is_sidecar(file) and (source := make_source(file, path, on_problem)):
            yield source


def _update(
    directory: Path,
    find: Callable[[OnProblem], Iterator[Source]],
    inputs: Sequence[str],
    earlier: Sequence[Problem],
    on_problem: OnProblem,
    progress: Progress | None,
    start: Callable[[], AbstractContextManager[Engine]],
    standing: str = "",
    anew: Collection[str] = (),
) -> Change:
    """`standing`: the version of the timeline whose articles stay, but for those of the paths `anew`; "" for none."""
    problems, tick = list(earlier), progress or (lambda step, done, of: None)

    def tell(problem: Problem) -> None:
        problems.append(problem)
        on_problem(problem)

    try:
        corrections = read_corrections(directory)
    except CorrectionError as error:
        raise TimelineError(str(error)) from None
    before = manifest_of_before(directory)
    try:
        with Cache(directory) as cache, start() as engine, few_collections():
            shelf = Shelf(cache)
            if standing:
                _take_standing(shelf, cache, corrections, directory, standing, anew)
            articles = harvest(find, engine, shelf, tell, tick, corrections)
            if articles:
                with work_in(directory / CACHE / WORK) as db, TimelineWriter(directory) as writer:
                    know_before(db, directory, before)
                    write_tables(db, shelf, engine, writer, corrections, tell, tick)
                    version = writer.finish(inputs=inputs, problems=list(dict.fromkeys(problems)))
                shelf.settle(version)
    except sqlite3.Error as error:
        raise TimelineError(f"{directory / CACHE} cannot be written: {error}") from None
    except EngineError as error:
        raise TimelineError(str(error)) from None
    if not articles:
        _leave_nothing(directory)
        kept = f"; what was fetched is kept in {directory / PAGES}" if (directory / PAGES).is_dir() else ""
        raise NothingRead(f"no article could be read, so nothing was written{kept}")
    open_timeline(directory).connection.close()  # so that the first reader finds its tables at hand
    return compare(directory, before)


def _take_standing(
    shelf: Shelf, cache: Cache, corrections: Corrections, directory: Path, version: str, anew: Collection[str]
) -> None:
    """The articles of the timeline as it stands are of the new one, too."""
    if cache.version() != version:
        raise TimelineError(
            f"{directory} does not know its own articles any more (its folder `cache` is gone or older). "
            f"Build it again with: dateline build INPUT... --out {directory}"
        )
    for path, article_id, reading in shelf.shelved():
        if path not in anew:
            shelf.add(path, Found("", article_id, "", reading), outline_key(reading, corrections))


def _leave_nothing(directory: Path) -> None:
    """Take away what was made for a timeline that has come to nothing."""
    if not is_timeline(directory):
        for file in (directory / CACHE).glob("*"):
            if file.name.startswith(OURS):
                file.unlink()
        with suppress(OSError):  # they hold something else
            (directory / CACHE).rmdir()
            directory.rmdir()


def manifest_of_before(directory: Path) -> dict[str, Any] | None:
    """The manifest of the timeline that is there; None where there is none, or a broken one, or one of another version."""
    if not is_timeline(directory):
        return None
    manifest = read_manifest(directory)
    files = (file for name in TABLES for file in part_files(directory, manifest, name))
    return manifest if all(file.is_file() for file in files) else None
