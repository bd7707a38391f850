"""Engines: the same results in the same order, wherever the work runs and whatever ends in the middle."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path

import pytest

from data_prep.engines import Engine, EngineError, Failure, dask, here, open_engine, processes
from tests import made_work

ROOT = Path(__file__).resolve().parents[1]
HAS_DASK = pytest.mark.skipif(
    subprocess.run([sys.executable, "-c", "import distributed"], capture_output=True).returncode != 0,
    reason="the extra `dask` is not installed",
)


@pytest.fixture(scope="module")
def pool() -> Iterator[Engine]:
    with processes(2) as engine:
        yield engine


@contextmanager
def running(command: list[str], ready: str) -> Iterator[subprocess.Popen[str]]:
    """A command, from the line on that says it is ready."""
    process = subprocess.Popen(command, cwd=ROOT, text=True, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        assert process.stderr
        assert any(ready in line for line in process.stderr), command
        yield process
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@contextmanager
def real_cluster(workers: int) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler and workers, each a process of its own, as on several machines; its address and the workers."""
    file = subprocess.run(
        [sys.executable, "-c", "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    address = f"tcp://127.0.0.1:{file.stdout.strip()}"
    script = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard", "--no-show", "--host", address]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--no-dashboard", "--nthreads", "1"]  # fmt: skip
    with running(script, "Scheduler at:") as scheduler:
        assert scheduler.poll() is None
        started = [running(worker, "Registered to:") for _ in range(workers)]
        try:
            yield address, [one.__enter__() for one in started]
        finally:
            for one in started:
                one.__exit__(None, None, None)


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] not in "ZX"
    except OSError:
        return False


class TestProcesses:
    def test_results_come_in_the_order_of_the_items(self, pool):
        assert list(pool.map(made_work.double, range(100))) == [2 * n for n in range(100)]

    def test_items_are_asked_for_as_they_are_needed(self, pool):
        asked = []
        results = pool.map(made_work.double, (asked.append(n) or n for n in count()))
        assert list(islice(results, 10)) == [2 * n for n in range(10)]
        assert 10 <= len(asked) <= 10 + 3 * 2
        results.close()

    def test_what_raises_is_told_in_its_place(self, pool):
        found = list(pool.map(made_work.halve_even, range(4)))
        assert found == [0, Failure(1, "ValueError: 1 is odd"), 1, Failure(3, "ValueError: 3 is odd")]
        with here() as engine:
            assert list(engine.map(made_work.halve_even, range(4))) == found

    def test_what_ends_its_worker_is_set_aside_and_nothing_else_is(self, pool):
        found = list(pool.map(made_work.end_at_seven, range(20)))
        assert [n for n, one in enumerate(found) if isinstance(one, Failure)] == [7]
        assert found[7].item == 7 and "SIGKILL" in found[7].why
        assert [one for one in found if not isinstance(one, Failure)] == [2 * n for n in range(20) if n != 7]

    def test_a_worker_that_ends_by_chance_loses_nothing(self, pool, tmp_path):
        items = [(n, str(tmp_path / "mark")) for n in range(8)]
        assert list(pool.map(made_work.end_once, items)) == [2 * n for n in range(8)]
        assert (tmp_path / "mark").exists()

    def test_two_work_at_once(self, pool):
        assert len(set(pool.map(made_work.tell_process, range(20))) - {os.getpid()}) == 2

    def test_what_is_printed_does_not_stand_among_the_results(self, pool):
        assert list(pool.map(made_work.say, range(3))) == [0, 1, 2]

    def test_what_cannot_travel_is_told(self, pool):
        (there,) = pool.map(made_work.double, [lambda: 1])
        assert "cannot be sent to a worker" in there.why
        (back,) = pool.map(made_work.give_back_a_function, [1])
        assert "cannot be sent back" in back.why

    def test_a_little_is_done_here_and_more_is_not(self):
        with processes(2, few=3) as engine:
            assert set(engine.map(made_work.tell_process, range(3))) == {os.getpid()}
            assert os.getpid() not in set(engine.map(made_work.tell_process, range(4)))
            assert os.getpid() not in set(engine.map(made_work.tell_process, range(1)))

    @pytest.mark.skipif(not Path("/proc").is_dir(), reason="told by /proc")
    def test_workers_end_with_the_process_that_started_them(self):
        code = (
            "import itertools; from data_prep.engines import processes; from tests import made_work\n"
            "with processes(2) as e:\n"
            "    [print(pid, flush=True) for pid in e.map(made_work.tell_process, itertools.count())]"
        )
        with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as main:
            pids = {int(line) for line in islice(main.stdout, 20)}
            main.kill()
        until = time.monotonic() + 10
        while any(map(alive, pids)) and time.monotonic() < until:
            time.sleep(0.05)
        assert len(pids) == 2 and not any(map(alive, pids))


class TestChoice:
    def test_by_name(self):
        for name in ("here", "processes"):
            with open_engine(name, workers=2) as engine:
                assert engine.name == name
                assert list(engine.map(made_work.double, [1])) == [2]

    def test_one_worker_is_here(self):
        with open_engine(workers=1) as engine:
            assert engine.name == "here"

    def test_another_name_is_refused(self):
        with pytest.raises(EngineError, match=r"'spark'. Accepted: here, processes, dask"), open_engine("spark"):
            pass


@HAS_DASK
class TestDask:
    def test_a_killed_worker_loses_nothing(self):
        with real_cluster(2) as (address, workers), dask(address) as engine:
            assert (engine.name, engine.workers) == ("dask", 2)
            found = []
            for n, result in enumerate(engine.map(made_work.double_slowly, range(60))):
                found.append(result)
                if n == 15:
                    os.kill(workers[0].pid, signal.SIGKILL)
            assert found == [2 * n for n in range(60)]
            assert workers[1].poll() is None

    def test_a_cluster_of_its_own_sets_aside_what_ends_its_workers(self):
        with open_engine("dask", workers=2) as engine:
            assert list(engine.map(made_work.double, range(10))) == [2 * n for n in range(10)]
            odd = list(engine.map(made_work.halve_even, range(4)))
            assert odd == [0, Failure(1, "ValueError: 1 is odd"), 1, Failure(3, "ValueError: 3 is odd")]
            found = list(engine.map(made_work.end_at_seven, range(12)))
            assert [n for n, one in enumerate(found) if isinstance(one, Failure)] == [7]

    def test_a_scheduler_that_does_not_answer_is_told(self, monkeypatch):
        monkeypatch.setattr("data_prep.cluster._PATIENCE", 1)
        with pytest.raises(EngineError, match=r"no Dask scheduler answers at tcp://127.0.0.1:9 .*dask scheduler"), dask("tcp://127.0.0.1:9"):  # fmt: skip
            pass

    def test_a_scheduler_without_workers_is_told(self, monkeypatch):
        monkeypatch.setattr("data_prep.cluster._PATIENCE", 1)
        with real_cluster(0) as (address, _), pytest.raises(EngineError, match="has no workers"), dask(address):
            pass


def test_without_the_package_dask_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineError, match=r"distributed.*pip install '.\[dask\]'"), open_engine(scheduler="tcp://x:1"):
        pass
