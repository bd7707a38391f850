"""A timeline's folder brought up to date: built of inputs, or added to.

    DIR/added/<hash>/<path>   what was added, as it was: a later build of the folder does not lose it
    DIR/cache/                see `cache.py`

Enters: a timeline's folder and inputs. Leaves: the folder with its tables written anew, and a `Change` that says what is
new, the same, gone. Refuses, with a TimelineError, an input in which nothing can be read; the folder then stays as it was.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data_prep.articles.files import SIDECAR, find_files, find_sources, is_sidecar, make_source
from data_prep.articles.reading import once, read_sources
from data_prep.articles.sources import Source
from data_prep.build import Progress, make_timeline
from data_prep.cache import FOLDER as CACHE
from data_prep.cache import Cache
from data_prep.records import Article, Problem
from data_prep.store import TimelineError, is_timeline, open_timeline, refuse_other_folder, write_timeline

ADDED = "added"
OnProblem = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Change:
    """What an update did: the tables, and how many articles are new, the same, gone beside the timeline before."""

    tables: dict[str, pd.DataFrame]
    new: int
    same: int
    gone: int


def build_into(
    directory: Path, inputs: Sequence[Path | str], on_problem: OnProblem, progress: Progress | None = None
) -> Change:
    """Make `directory` the timeline of exactly these inputs and of what was added to it; only what changed is read."""
    refuse_other_folder(directory)

    def articles(cache: Cache, tell: OnProblem) -> Iterator[Article]:
        yield from read_sources(find_sources(inputs, tell), tell, cache)
        yield from read_sources(added_sources(directory, tell), tell, cache)

    given = [*inputs, *([directory / ADDED] if (directory / ADDED).is_dir() else [])]
    return _update(directory, articles, given, on_problem, progress)


def add_to(
    directory: Path, inputs: Sequence[Path | str], on_problem: OnProblem, progress: Progress | None = None
) -> Change:
    """Add these inputs to the timeline in `directory`, which keeps a copy of them."""
    timeline = open_timeline(directory)
    timeline.connection.close()

    def articles(cache: Cache, tell: OnProblem) -> Iterator[Article]:
        known = list(cache.current())
        if len(known) < timeline.manifest["tables"]["articles"]["rows"]:
            raise TimelineError(
                f"{directory} does not know its own articles any more (its folder `cache` is gone). "
                f"Build it again with: dateline build INPUT... --out {directory}"
            )
        yield from known
        yield from read_sources(keep(directory, inputs, tell), tell, cache)

    given = [*timeline.manifest["inputs"], *([] if ADDED in timeline.manifest["inputs"] else [ADDED])]
    earlier = [Problem(**problem) for problem in timeline.manifest["problems"]]
    return _update(directory, articles, given, on_problem, progress, earlier)


def keep(directory: Path, inputs: Sequence[Path | str], on_problem: OnProblem) -> Iterator[Source]:
    """The sources of these inputs, each copied into the timeline's folder first."""
    for file, path in find_files(inputs, on_problem):
        if not file.is_file():
            continue
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()[:12]
        copy = directory / ADDED / digest / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        beside = file.with_name(file.name + SIDECAR)
        if beside.is_file():
            shutil.copyfile(beside, copy.with_name(copy.name + SIDECAR))
        yield from _as_added(directory / ADDED / digest, on_problem)


def added_sources(directory: Path, on_problem: OnProblem) -> Iterator[Source]:
    """What was added to a timeline before."""
    added = directory / ADDED
    for folder in sorted(added.iterdir()) if added.is_dir() else ():
        yield from _as_added(folder, on_problem)


def _as_added(folder: Path, on_problem: OnProblem) -> Iterator[Source]:
    for file in sorted(folder.rglob("*")):
        path = f"{ADDED}/{file.relative_to(folder).as_posix()}"
        if file.is_file() and not is_sidecar(file) and (source := make_source(file, path, on_problem)):
            yield source


def _update(
    directory: Path,
    read: Callable[[Cache, OnProblem], Iterable[Article]],
    inputs: Sequence[Path | str],
    on_problem: OnProblem,
    progress: Progress | None,
    earlier: Sequence[Problem] = (),
) -> Change:
    before = _article_ids(directory)
    problems = list(earlier)

    def tell(problem: Problem) -> None:
        problems.append(problem)
        on_problem(problem)

    articles: list[Article] = []
    with Cache(directory) as cache:
        tables = make_timeline(_noted(once(read(cache, tell), tell), articles), tell, progress, cache)
        if articles:
            write_timeline(tables, directory, inputs=inputs, problems=problems)
            cache.set_current(articles)
    if not articles:
        _leave_nothing(directory)
        raise TimelineError("no article could be read, so nothing was written")
    now = set(tables["articles"]["article_id"])
    return Change(tables, len(now - before), len(now & before), len(before - now))


def _leave_nothing(directory: Path) -> None:
    """Take away what was made for a timeline that has come to nothing."""
    if not is_timeline(directory):
        shutil.rmtree(directory / CACHE, ignore_errors=True)
        with suppress(OSError):  # it holds something else
            directory.rmdir()


def _noted(articles: Iterable[Article], noted: list[Article]) -> Iterator[Article]:
    for article in articles:
        noted.append(article)
        yield article


def _article_ids(directory: Path) -> set[str]:
    """The articles of the timeline that is there; none where there is none."""
    if not is_timeline(directory):
        return set()
    timeline = open_timeline(directory)
    try:
        return {row[0] for row in timeline.connection.sql("select article_id from articles").fetchall()}
    finally:
        timeline.connection.close()
