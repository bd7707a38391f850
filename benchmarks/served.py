"""Streamlit apps served for a benchmark: started on a free port of this machine, their processor time and memory read.

Enters: a script and its arguments. Leaves: `Served`. Refuses, with a RuntimeError that carries the log, an app that does not start.
"""

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
APPS = Path(__file__).with_name("apps")
PATIENCE = 60  # seconds that a start may take


@dataclass(frozen=True, slots=True)
class Served:
    """A running app."""

    url: str
    process: psutil.Process

    @property
    def memory(self) -> float:
        """Resident memory, MB."""
        return float(self.process.memory_info().rss / 1e6)

    @property
    def processor(self) -> float:
        """Processor time so far, seconds."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@contextlib.contextmanager
def serve(script: Path, *arguments: str) -> Iterator[Served]:
    """The app while the block lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true"}
    options |= {"server.fileWatcherType": "none", "browser.gatherUsageStats": "false"}
    command = [sys.executable, "-m", "streamlit", "run", str(script), *(f"--{k}={v}" for k, v in options.items())]
    with tempfile.TemporaryFile() as log:
        started = subprocess.Popen([*command, "--", *arguments], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            url = f"http://127.0.0.1:{port}"
            if not _answers(url, started):
                log.seek(0)
                raise RuntimeError(f"{script.name} did not start: {log.read().decode(errors='replace')[-2000:]}")
            yield Served(url, psutil.Process(started.pid))
        finally:
            started.terminate()
            started.wait(20)


def _answers(url: str, started: "subprocess.Popen[bytes]") -> bool:
    for _ in range(PATIENCE * 10):
        with contextlib.suppress(OSError):
            if urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).read() == b"ok":
                return True
        if started.poll() is not None:
            break
        time.sleep(0.1)
    return False
