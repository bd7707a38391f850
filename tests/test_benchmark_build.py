"""The benchmark of the build: a real build in a process of its own, its memory and its rows."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks import build

pytest.importorskip("psutil", reason="psutil is not installed: pip install -r requirements-dev.txt")


def test_a_build_that_fails_is_told(tmp_path: Path):
    (tmp_path / "heap.jsonl").write_text('{"text": ""}\n', encoding="utf-8")
    with pytest.raises(SystemExit, match=r"build .* failed"):
        build.build(tmp_path / "heap.jsonl", tmp_path / "out", "here:1", 1)


def test_memory_is_seen_at_its_peak_in_all_processes():
    inner = "import time; held = bytearray(60_000_000); time.sleep(2)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    started = subprocess.Popen([sys.executable, "-c", outer])
    with build.watch_memory(started.pid) as peak:
        started.wait(60)
    assert peak.whole > peak.main + 60


def test_growth_is_an_exponent_for_each_engine():
    def row(engine: str, articles: int, seconds: float) -> build.Built:
        return build.Built(engine, articles, seconds, seconds, 100, 100, 5, 5, 1, seconds / 50)

    lines = build.table_of([row("here:1", 100, 1), row("processes:2", 100, 1), row("here:1", 1000, 10)])
    assert [line.split()[-1] for line in lines[1:]] == ["50", "50", "50"]
    assert lines[3].split()[-2] == "1.00" and len(lines[1].split()) == len(lines[3].split()) - 1


def test_builds_are_measured_in_a_table(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    measure, rows = build.build, list[build.Built]()

    def noted(*given: Any) -> build.Built:
        rows.append(measure(*given))
        return rows[-1]

    monkeypatch.setattr(build, "build", noted)
    monkeypatch.setattr(sys, "argv", ["build", "--sizes", "3", "2", "--engines", "here:1"])
    build.main()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[1:3]] == [["2", "here:1"], ["3", "here:1"]]
    assert time.strftime("%Y-%m") in lines[3]
    assert len(rows) == 2
    for row in rows:
        assert row.reports >= row.events > 0
        assert row.whole >= row.main > 50 and row.disk > 0 and row.peer > 0
