"""The benchmark command for web pages: what it writes, what it refuses; quality floors on the development set where it stands."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.pages import main

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "pages"
FLOORS = {"text": {"P": 0.902, "R": 0.958, "F1": 0.929}, "date": {"exact": 0.935}}  # lowering one is a visible act
MOST_WRONG = 0.03  # of the dates
KNOWN = "679a7115c7630fb1"  # hash of the data that they were measured on
PROSE = "<p>The harbour board of Lindmark voted to rebuild the old pier, its chairwoman told reporters.</p>" * 2


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> None:
    monkeypatch.setattr(sys, "argv", ["pages", *map(str, arguments)])
    main()


def test_it_writes_a_line_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    rows = [{"file": "a.html", "url": "https://herald.example/2020/05/04/a"}, {"file": "b.html", "url": None}]
    (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (tmp_path / "a.html").write_text(f"<html><title>Pier vote</title>{PROSE}", "utf-8")
    (tmp_path / "b.html").write_text("<html>", "utf-8")
    run(monkeypatch, "--pages", tmp_path, "--out", tmp_path / "pred.jsonl")
    first, second = (json.loads(line) for line in (tmp_path / "pred.jsonl").read_text("utf-8").splitlines())
    assert first["text"].startswith("Pier vote\n\nThe harbour board") and first["date"] == "2020-05-04"
    assert second == {"file": "b.html", "text": "", "date": None}
    told = capsys.readouterr().err
    assert "b.html: a web page without text" in told and "2 pages, " in told


@pytest.mark.parametrize(
    "index", [None, "{not json}\n", '{"file": "a.html"}\n', '{"file": "none.html", "url": null}\n']
)
def test_bad_input_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: str | None):
    if index is not None:
        (tmp_path / "pages.jsonl").write_text(index, "utf-8")
    with pytest.raises(SystemExit, match=r"error: .*pages\.jsonl"):
        run(monkeypatch, "--pages", tmp_path, "--out", tmp_path / "pred.jsonl")


@pytest.mark.skipif(not BENCH.is_dir(), reason="the development set is not beside the project")
def test_quality_does_not_drift(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    gold, pred = BENCH / "dev", tmp_path / "pred.jsonl"
    files = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(gold.iterdir()))).hexdigest()
    assert files[:16] == KNOWN, "the data are not those that the floors were measured on"
    run(monkeypatch, "--pages", gold, "--out", pred)
    command = [sys.executable, BENCH / "score.py", "--gold", gold, "--pred", pred, "--json"]
    result = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    low = {
        (part, measure): result[part][measure]
        for part, floors in FLOORS.items()
        for measure, floor in floors.items()
        if result[part][measure] < floor
    }
    assert low == {}
    assert result["date"]["wrong"] <= MOST_WRONG
