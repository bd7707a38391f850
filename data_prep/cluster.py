"""A Dask cluster as an engine: one that runs already, or one of processes of this machine.

Enters: a scheduler's address, or none; a function and items. Leaves: an engine (`engines.py`). An item whose worker ends in
the middle is given to another worker; when that has happened too often it is asked once more with nothing else in flight, as
its neighbours may have ended it, and then it is at fault. Refuses, with an `EngineError`: the missing package, a scheduler that does not answer, a cluster without
workers, workers with another version of this program.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from data_prep.engines import EngineError, Failure, attempt, few_collections, in_order

_PATIENCE = 30  # seconds for a scheduler to answer, and for its first worker to come
_FAILURES = 1  # workers of our own cluster that may end under an item, before it is asked alone
_START = "Start one with `dask scheduler` and, on each machine with this program installed, `dask worker ADDRESS --nthreads 1 --nworkers -1`"

I = TypeVar("I")  # noqa: E741 # an item
R = TypeVar("R")


class Cluster:
    """A connection to a cluster. A context manager; leaving it ends what it started."""

    name = "dask"

    def __init__(self, scheduler: str | None, workers: int) -> None:
        self.workers = workers
        self._scheduler = scheduler
        self.flying: set[Any] = set()  # futures
        self._stack = ExitStack()

    def __enter__(self) -> "Cluster":
        try:
            import distributed
        except ImportError as error:
            way = "Install it with: pip install '.[dask]', or use `--engine processes`"
            raise EngineError(f"a Dask cluster needs a package that is not installed ({error.name}). {way}") from None
        with ExitStack() as stack:
            address = self._scheduler or stack.enter_context(_own_cluster(self.workers))
            self._client = stack.enter_context(self._connect(distributed, address))
            self._await_workers()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def map(self, work: Callable[[I], R], items: Iterable[I]) -> Iterator[R | Failure]:
        """The results, in the order of the items."""
        return in_order(lambda item: _Task(self, work, item), items, self.workers)

    def submit(self, work: Callable[[Any], Any], item: object) -> Any:
        """Hand an item in; a future of its result."""
        future = self._client.submit(_attempt, work, item, pure=False)
        self.flying.add(future)
        return future

    def _connect(self, distributed: Any, address: Any) -> Any:
        try:
            return distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise EngineError(f"no Dask scheduler answers at {address} ({_first(error)}). {_START}") from None

    def _await_workers(self) -> None:
        """Until there is a worker, and all have this version. Raises EngineError."""
        from data_prep.cache import program_version

        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise EngineError(f"the scheduler at {self._scheduler} has no workers. {_START}") from None
        try:
            versions = self._client.run(program_version)
        except Exception as error:  # whatever a worker without this program answers with
            found = f"a worker at {self._scheduler} cannot run this program ({type(error).__name__}: {_first(error)})"
            raise EngineError(f"{found}. Install it there, in the same version") from None
        if other := sorted(worker for worker, version in versions.items() if version != program_version()):
            found = f"{len(other)} of {len(versions)} workers have another version of this program ({other[0]})"
            raise EngineError(f"{found}. Install this one there, with the same packages as here")
        self.workers = sum(self._client.nthreads().values())


def _attempt(work: Callable[[Any], Any], item: object) -> tuple[Any, str]:
    """What a worker of a cluster does with an item."""
    with few_collections():
        return attempt(work, item)


class _Task:
    """One item on the cluster."""

    def __init__(self, cluster: Cluster, work: Callable[[Any], Any], item: object) -> None:
        self._cluster, self._work, self._item = cluster, work, item
        self._future = cluster.submit(work, item)

    def result(self) -> Any:
        """Wait for it. Raises EngineError where the cluster has gone."""
        from distributed import CancelledError, KilledWorker

        try:
            try:
                value, why = self._future.result()
            except KilledWorker:
                self.cancel()
                for other in list(self._cluster.flying):
                    other.exception()  # waits for it
                self._future = self._cluster.submit(self._work, self._item)
                value, why = self._future.result()
        except KilledWorker:
            value, why = None, "it ended the processes that worked on it"
        except (CancelledError, OSError) as error:
            found = f"the connection to the Dask scheduler is lost ({_first(error)})"
            raise EngineError(f"{found}. What was read is kept: the same command goes on from there") from None
        finally:
            self.cancel()
        return Failure(self._item, why) if why else value

    def cancel(self) -> None:
        """It is not needed any more."""
        self._cluster.flying.discard(self._future)
        self._future.release()


@contextmanager
def _own_cluster(workers: int) -> Iterator[str]:
    """A scheduler and workers on this machine; its address. They end with this process, however that ends.

    In a process of their own, for Dask's workers begin with running the main program's file, which may be a dashboard.
    """
    code = f"import json, sys; sys.path[:] = json.loads(sys.argv[1]); from data_prep.cluster import serve; serve({workers})"
    path = json.dumps([entry or str(Path.cwd()) for entry in sys.path])
    command = [sys.executable, "-c", code, path]
    # A session of its own: Ctrl-C reaches this process alone, which then ends them.
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdin and process.stdout
        address = process.stdout.readline().strip()
        if not address:
            raise EngineError(f"a Dask cluster cannot be started here (it ended with {process.wait()}, see above)")
        yield address


def serve(workers: int) -> None:
    """That process: it tells the address and works until the other one has gone."""
    import dask
    import distributed

    with (
        # A worker would else look at itself a hundred times a second, to tell where its time goes.
        dask.config.set(
            {"distributed.scheduler.allowed-failures": _FAILURES, "distributed.worker.profile.enabled": False}
        ),
        distributed.LocalCluster(  # type: ignore[no-untyped-call] # it carries half of its types
            n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as cluster,
    ):
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()


def _first(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "")[:150] or type(error).__name__
