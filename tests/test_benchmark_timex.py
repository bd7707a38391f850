"""The benchmark command: what it writes, what it refuses; quality floors on the development sets where they stand."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import timex_speed
from benchmarks.timex import main

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "timex"
FLOORS = {  # F1, with the hash of the data they were measured on; lowering one is a visible act
    "tbaq-corrected": ({"strict": 90.3, "relaxed": 95.1, "type": 93.0, "value": 89.5, "day": 94.0}, "4410f5cf6de61cdb"),
    "wikiwars": ({"strict": 90.5, "relaxed": 95.7, "value": 90.0, "day": 95.5}, "7499af9c5e888f61"),
}


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> None:
    monkeypatch.setattr(sys, "argv", ["timex", *map(str, arguments)])
    main()


def test_it_writes_a_line_an_expression(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "docs.jsonl").write_text('{"doc": "a", "dct": "2024-02-21"}\n{"doc": "b", "dct": null}\n', "utf-8")
    (tmp_path / "a.txt").write_text("It rained last week.", "utf-8")
    (tmp_path / "b.txt").write_text("It rained on Monday.", "utf-8")
    run(monkeypatch, "--texts", tmp_path, "--out", tmp_path / "pred.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "pred.jsonl").read_text("utf-8").splitlines()]
    assert rows == [
        {"doc": "a", "start": 10, "end": 19, "text": "last week", "type": "DATE", "value": "2024-W7"},
        {"doc": "b", "start": 13, "end": 19, "text": "Monday", "type": "DATE", "value": "XXXX-WXX-1"},
    ]
    run(monkeypatch, "--texts", tmp_path, "--out", tmp_path / "pred.jsonl", "--iso-weeks")
    assert '"2024-W07"' in (tmp_path / "pred.jsonl").read_text("utf-8")


@pytest.mark.parametrize("index", [None, "{not json}\n", '{"doc": "a"}\n', '{"doc": "a", "dct": "soon"}\n'])
def test_bad_input_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: str | None):
    (tmp_path / "a.txt").write_text("It rained.", "utf-8")
    if index is not None:
        (tmp_path / "docs.jsonl").write_text(index, "utf-8")
    with pytest.raises(SystemExit, match=r"error: .*(docs\.jsonl|soon)"):
        run(monkeypatch, "--texts", tmp_path, "--out", tmp_path / "pred.jsonl")


@pytest.mark.skipif(not BENCH.is_dir(), reason="the development sets are not beside the project")
@pytest.mark.parametrize("name", FLOORS)
def test_quality_does_not_drift(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    floors, known = FLOORS[name]
    gold = BENCH / "dev" / name
    files = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(gold.glob("*.tml")))).hexdigest()
    assert files[:16] == known, "the data are not those that the floor was measured on"
    texts, pred = tmp_path / "texts", tmp_path / "pred.jsonl"
    subprocess.run(
        [sys.executable, BENCH / "texts.py", "--gold", gold, "--out", texts], check=True, capture_output=True
    )
    run(monkeypatch, "--texts", texts, "--out", pred)
    scored = subprocess.run(
        [sys.executable, BENCH / "score.py", "--gold", gold, "--pred", pred, "--json"], check=True, capture_output=True
    )
    result = json.loads(re.sub(rb"^[^{]*", b"", scored.stdout))
    assert {
        measure: result[f"{measure}_F1"] for measure, floor in floors.items() if result[f"{measure}_F1"] < floor
    } == {}


def test_speed_is_told_with_the_reason_for_what_is_left_out(capsys: pytest.CaptureFixture[str], monkeypatch):
    monkeypatch.setitem(timex_speed.OTHERS, "no_such_package", ("no_such_package", lambda package: len))
    monkeypatch.delitem(timex_speed.OTHERS, "dateparser")
    monkeypatch.delitem(timex_speed.OTHERS, "parsedatetime")
    lines = timex_speed.compare([("It rained on June 3, 2024.", "2024-06-04"), ("It rained.", None)])
    assert lines[1].split()[0] == "data_prep.timex" and lines[1].split()[-1] == "1"
    assert "left out: No module named 'no_such_package'" in lines[2]
    assert len(timex_speed.stumble(size=100)) == len(timex_speed.HOSTILE) + 1
    assert len(timex_speed.grow([("It rained on June 3, 2024. ", None)], base=200, times=(1, 2))) == 3


def test_speed_refuses_a_folder_without_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["timex_speed", "--texts", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"error: .*docs\.jsonl"):
        timex_speed.main()
