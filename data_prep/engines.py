"""Where work runs: here, in processes of this machine, on a Dask cluster. One interface, the same results.

Enters: a function of a module and items, both picklable. Leaves: its results, in the order of the items. Items are asked for
as they are needed and few are in flight, so that neither they nor their results are ever in memory together. Refuses, with an
`EngineError`: a cluster that is not installed, does not answer, or runs another version of this program.

    with open_engine("processes", workers=4) as engine:
        for result in engine.map(work, items): ...

Where `work` raises, or ends the process that it runs in, twice, a `Failure` stands in place of the result; the others go on.
"""

import gc
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any, Protocol, TypeVar

Progress = Callable[[str, int, int | None], None]  # is told a step, how much of it is done, of how much if known
NAMES = ("here", "processes", "dask")
_AHEAD = 3  # items in flight for each worker: it never waits for the next one, and a slow one holds up few
_FEW = 3  # items that are done sooner here than two workers start, which takes each some 1.5 s of a core

I = TypeVar("I")  # noqa: E741 # an item
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Failure:
    """Stands for the result of an item that could not be worked on; `why` is for people."""

    item: Any
    why: str


class EngineError(RuntimeError):
    """Work cannot be done there; says what to do."""


def done(results: Iterable[R | Failure]) -> Iterator[R]:
    """The results of work without any of which there is no going on. Raises EngineError at the first failure."""
    for result in results:
        if isinstance(result, Failure):
            raise EngineError(f"the work could not be done: {result.why}. Try again with --engine here")
        yield result


class Engine(Protocol):
    """Something that works."""

    name: str
    workers: int

    def map(self, work: Callable[[I], R], items: Iterable[I]) -> Iterator[R | Failure]:
        """The results, in the order of the items."""


class Pending(Protocol):
    """A result that is yet to come."""

    def result(self) -> Any:
        """Wait for it."""

    def cancel(self) -> Any:
        """It is not needed any more."""


@contextmanager
def open_engine(
    name: "str | Engine | None" = None, workers: int | None = None, scheduler: str | None = None
) -> Generator[Engine]:
    """An engine by its name; without one: processes where there is more than a core and more than a little to do.

    One that is open already stays open.
    """
    if name is not None and not isinstance(name, str):
        yield name
    elif name == "dask" or (scheduler and not name):
        with dask(scheduler, workers) as engine:
            yield engine
    elif name == "here" or (not name and (workers or cores()) == 1):
        with here() as engine:
            yield engine
    elif name in ("processes", None):
        with processes(workers, few=0 if name else _FEW, at_once=bool(name)) as engine:
            yield engine
    else:
        raise EngineError(f"no engine is called {name!r}. Accepted: {', '.join(NAMES)}")


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def here() -> Generator[Engine]:
    """One item after the other, in this process: nothing starts, but what ends the process ends it."""
    yield Here()


@contextmanager
def processes(workers: int | None = None, few: int = 0, at_once: bool = False) -> Generator[Engine]:
    """Processes of this machine, one for each core if not said otherwise.

    They start when they are needed, or at once; up to `few` items are worked on here as long as none has started.
    """
    from data_prep.workers import Pool

    pool = Pool(workers or cores())
    try:
        if at_once:
            pool.start()
        yield _Processes(pool, few)
    finally:
        pool.close()


@contextmanager
def dask(scheduler: str | None = None, workers: int | None = None) -> Generator[Engine]:
    """A Dask cluster: that of a scheduler's address ("tcp://…"), else one of processes of this machine.

    Its workers need this program installed, in the same version, and nothing else: no folder is shared with them.
    """
    from data_prep.cluster import Cluster

    with Cluster(scheduler, workers or cores()) as cluster:
        yield cluster


class Here:
    """The engine of this process alone."""

    name, workers = "here", 1

    def map(self, work: Callable[[I], R], items: Iterable[I]) -> Iterator[R | Failure]:
        """The results, one after another."""
        for item in items:
            value, why = attempt(work, item)
            yield Failure(item, why) if why else value


class _Processes:
    name = "processes"

    def __init__(self, pool: Any, few: int) -> None:
        self.workers = pool.workers
        self._pool, self._few = pool, few

    def map(self, work: Callable[[I], R], items: Iterable[I]) -> Iterator[R | Failure]:
        items = iter(items)
        first = list(islice(items, 0 if self._pool.started else self._few + 1))
        if first and len(first) <= self._few:
            return Here().map(work, first)
        return in_order(partial(self._pool.submit, work), chain(first, items), self.workers)


@contextmanager
def few_collections() -> Generator[None]:
    """Collect garbage a hundred times as rarely: records hold no cycles, and to look for them takes a sixth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(before[0] * 100, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def attempt(work: Callable[[I], Any], item: I) -> tuple[Any, str]:
    """The result of one item and "", or None and what was wrong. The same words wherever it runs."""
    try:
        return work(item), ""
    except (Exception, SystemExit) as error:
        return None, " ".join(f"{type(error).__name__}: {error}".split())[:300]


def do(job: tuple[Callable[[Any], R], Any]) -> R:
    """Work of several kinds in one `map`: each item with what is done with it."""
    work, item = job
    return work(item)


def in_order(submit: Callable[[I], Pending], items: Iterable[I], workers: int) -> Iterator[Any]:
    """What is handed in, in order, a few ahead of the one that is waited for."""
    waiting: deque[Pending] = deque()
    try:
        for item in items:
            waiting.append(submit(item))
            if len(waiting) >= _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for pending in waiting:
            pending.cancel()
