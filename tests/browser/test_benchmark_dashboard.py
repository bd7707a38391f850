"""The benchmarks of the dashboard, at a small size: they measure what they say, on the real thing."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("psutil", reason="psutil is not installed: pip install -r requirements-dev.txt")
from benchmarks import dashboard, load
from benchmarks.served import APPS, ROOT, Served, serve
from benchmarks.synthetic import write_synthetic


@pytest.fixture(scope="module")
def timeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("bench") / "300"
    write_synthetic(300, directory, workers=1)
    return directory


def test_pages_to_compare_with_are_measured(browser: Any, timeline: Path):
    with serve(APPS / "empty.py") as empty, serve(APPS / "every_point.py", "--timeline", str(timeline)) as points:
        targets = [
            dashboard.load(browser, "empty page", 0, empty, "text", again=1),
            dashboard.load(browser, "every point", 300, points, "chart", again=1),
        ]
        for target in targets:
            dashboard.use_pills(target, 0)
            target.times["memory"] = [target.server.memory]
    assert all(set(t.times) == {"first load", "load again", "filter", "memory"} for t in targets)
    assert all(len(t.times["filter"]) == 1 and min(t.bytes["filter"]) > 100 for t in targets)
    lines = dashboard.report(targets)
    assert sum("server: " in line for line in lines) == 2


@pytest.fixture(scope="module")
def board(timeline: Path) -> Iterator[Served]:
    with serve(ROOT / "dashboard.py", "--timeline", str(timeline)) as server:
        yield server


def test_the_dashboard_is_measured(browser: Any, board: Served):
    target = dashboard.load(browser, "dashboard", 300, board, "drawn", again=0)
    dashboard.use_dashboard(target, 0)
    assert {what: len(times) for what, times in target.times.items()} == {
        "first load": 1, "load again": 0, "filter": 2, "zoom": 2, "panel": 1, "page": 5,
    }  # fmt: skip


def test_clients_filter_and_zoom(board: Served):
    with ThreadPoolExecutor(1) as aside:  # Playwright has a loop of its own in this thread
        row = aside.submit(asyncio.run, load.press(board, 2, 1.0)).result()
    assert row["reruns/s"] > 0 and row["server MB"] > 50 and row["KB"] > 1


def test_the_95th_percentile():
    assert dashboard.percentile(list(range(100)), 95) == 95
    assert dashboard.percentile([3.0], 95) == 3.0
