"""Processes that work for this one: each is asked one thing at a time, over its own pipes.

Enters: a function and an item, pickled. Leaves: the result, or a `Failure`. A worker that ends in the middle (killed, out of
memory, a crash in a library) is replaced and the item is asked again, while no other is asked for a second time; if that
worker ends as well, the item is at fault. Workers end with the process that started them, however that ends. Refuses, with an
`EngineError`, a machine on which none can be started.

Not `concurrent.futures`: its pool breaks as a whole when one worker ends, does not tell on which item, leaves workers behind
when it is killed, and its workers begin with running the main program's file, which may be a dashboard.
"""

import gc
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import LifoQueue, SimpleQueue
from typing import Any, BinaryIO

from data_prep.engines import EngineError, Failure, attempt

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from data_prep.workers import serve; serve({ready})"
_READY = b"ready"


class Died(Exception):
    """A worker has ended in the middle; how."""


class Pool:
    """So many workers, each started when it is first needed."""

    def __init__(self, workers: int) -> None:
        self.workers, self.started = workers, False
        self._threads = ThreadPoolExecutor(workers)  # one waits for each worker
        self._idle: LifoQueue[_Worker | None] = LifoQueue()
        for _ in range(workers):
            self._idle.put(None)
        self._alive: set[_Worker] = set()
        self._closed = False
        self._starting = threading.Lock()
        self._again = threading.Lock()
        self._ready = False

    def start(self) -> None:
        """Start all of them now; each loads what reading needs before it is first asked."""
        self.started = self._ready = True
        for _ in [self._idle.get() for _ in range(self.workers)]:
            self._threads.submit(self._begin)

    def submit(self, work: Callable[[Any], Any], item: object) -> "Future[Any]":
        """Hand an item in."""
        self.started = True
        return self._threads.submit(self._ask, work, item)

    def close(self) -> None:
        """End all workers, also those at work."""
        with self._starting:
            self._closed = True
        for worker in list(self._alive):
            worker.end()
        self._threads.shutdown(cancel_futures=True)

    def _ask(self, work: Callable[[Any], Any], item: object) -> object:
        try:
            task = pickle.dumps((work, item), protocol=5)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            return Failure(item, f"it cannot be sent to a worker ({error})")
        worker = self._idle.get()
        try:
            worker = worker or self._start()
            try:
                value, why = worker.ask(task)
            except Died:
                with self._again:
                    worker = self._replace(worker)
                    value, why = worker.ask(task)
        except Died as how:
            self._drop(worker)
            worker = None
            value, why = None, f"it ended the process that worked on it, twice ({how})"
        finally:
            self._idle.put(worker)
        return Failure(item, why) if why else value

    def _begin(self) -> None:
        worker = None
        try:
            worker = self._start()
        except (Died, EngineError):
            return  # it is told when the next try fails
        finally:
            self._idle.put(worker)

    def _start(self) -> "_Worker":
        with self._starting:
            if self._closed:
                raise Died("no more work is taken")
            worker = _Worker(self._ready)
            self._alive.add(worker)
        worker.wait()
        return worker

    def _replace(self, worker: "_Worker") -> "_Worker":
        self._drop(worker)
        return self._start()

    def _drop(self, worker: "_Worker | None") -> None:
        if worker is not None:
            worker.end()
            self._alive.discard(worker)


class _Worker:
    """One process, as the one that started it sees it."""

    def __init__(self, ready: bool) -> None:
        path = json.dumps([os.fspath(entry) or str(Path.cwd()) for entry in sys.path])
        command = [sys.executable, "-c", _START.format(ready=ready), path]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin and self._process.stdout
        self._to, self._from = self._process.stdin, self._process.stdout

    def wait(self) -> None:
        """Until it is ready. Raises EngineError."""
        try:
            _receive(self._from)
        except Died:
            self.end()
            code = self._process.returncode
            way = "Its message stands above. `--engine here` needs no other process"
            raise EngineError(f"a worker process cannot be started (it ended with {code}). {way}") from None

    def ask(self, task: bytes) -> tuple[Any, str]:
        """What `attempt` gives there. Raises Died."""
        try:
            _send(self._to, task)
            answer = _receive(self._from)
        except (Died, OSError, ValueError):  # ValueError: its pipe was closed here
            self.end()
            raise Died(_say(self._process.returncode)) from None
        value, why = pickle.loads(answer)
        return value, why

    def end(self) -> None:
        """End it now."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._to, self._from):
            try:
                pipe.close()
            except OSError:  # what was still to be written has nobody to read it
                continue


def _say(code: int) -> str:
    """How a process ended."""
    try:
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    except ValueError:
        return f"signal {-code}"


def serve(ready: bool) -> None:
    """The other end: what a worker does until its pipe is closed. `ready`: it loads what reading needs before it is asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the first process decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    tasks: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    gc.set_threshold(gc.get_threshold()[0] * 100)  # records hold no cycles
    _send(answers, _READY)
    if ready:
        from data_prep.units import get_ready

        get_ready()
    while True:
        _send(answers, _answer(tasks.get()))


def _answer(task: bytes) -> bytes:
    try:
        work, item = pickle.loads(task)
    except Exception as error:
        return pickle.dumps((None, f"a worker cannot read it ({type(error).__name__}: {error})"))
    found = attempt(work, item)
    try:
        return pickle.dumps(found, protocol=5)
    except Exception as error:
        return pickle.dumps((None, f"its result cannot be sent back ({error})"))


def _listen(stream: BinaryIO, tasks: "SimpleQueue[bytes]") -> None:
    """Take in tasks; where the process that asks has gone, end at once, also in the middle of one."""
    try:
        while True:
            tasks.put(_receive(stream))
    except (Died, OSError):
        os._exit(0)


def _send(stream: Any, data: bytes) -> None:
    stream.write(len(data).to_bytes(8, "big"))
    stream.write(data)
    stream.flush()


def _receive(stream: Any) -> bytes:
    size = stream.read(8)
    data: bytes = stream.read(int.from_bytes(size, "big")) if len(size) == 8 else b""
    if len(size) < 8 or len(data) < int.from_bytes(size, "big"):
        raise Died
    return data
