"""The benchmark of timelines: what it writes, what it refuses; quality floors on the development corpora where they stand."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.timelines import main

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "timelines"
FLOORS = {  # F1, with the hash of the data they were measured on; lowering one is a visible act
    "trial": ({"official": 25.5, "mention": 52.5, "dates": 65.5, "sentence_dates": 56.0}, "4947c407e90ca67a"),
    "corpus_1": ({"official": 19.0, "mention": 52.0, "dates": 72.0, "sentence_dates": 50.5}, "ac9c3a8058d4a930"),
}
STORY = """Tern Air unveils its first seaplane
March 4, 2019
Tern Air has unveiled the Heron 450, a seaplane for forty passengers, in Bergen.
Chief executive Marit Vik said the company had waited for this day.
The airline bought two smaller planes in May 2017.
"""


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> None:
    monkeypatch.setattr(sys, "argv", ["timelines", *map(str, arguments)])
    main()


def write_story(folder: Path) -> None:
    starts = [0, *(m.end() for m in re.finditer("\n", STORY))]
    sentences = [{"n": n, "start": start, "end": STORY.index("\n", start)} for n, start in enumerate(starts[:-1])]
    row = {"doc": "7", "dct": "2019-03-04", "sentences": sentences}
    (folder / "docs.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    (folder / "7.txt").write_text(STORY, "utf-8")
    (folder / "entities.txt").write_text("Tern Air\nHeron 450\nMarit Vik\n", "utf-8")


def test_it_writes_a_line_an_event_of_each_actor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_story(tmp_path)
    run(monkeypatch, "--texts", tmp_path, "--entities", tmp_path / "entities.txt", "--out", tmp_path / "pred.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "pred.jsonl").read_text("utf-8").splitlines()]
    found = {(r["entity"], r["sentence"], r["word"]): r["date"] for r in rows}
    assert found["Tern Air", 0, "unveils"] == "2019-03-04"
    assert found["Tern Air", 2, "unveiled"] == found["Heron 450", 2, "unveiled"] == "2019-03-04"
    assert found["Marit Vik", 3, "said"] == "2019-03-04"
    assert all(r["doc"] == "7" and r["why"] for r in rows if r["date"] != "XXXX-XX-XX")


@pytest.mark.parametrize(
    "index", [None, "{not json}\n", '{"doc": "7"}\n', '{"doc": "7", "dct": "soon", "sentences": []}\n']
)
def test_bad_input_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: str | None):
    write_story(tmp_path)
    (tmp_path / "docs.jsonl").unlink()
    if index is not None:
        (tmp_path / "docs.jsonl").write_text(index, "utf-8")
    with pytest.raises(SystemExit, match=r"error: .*(docs\.jsonl|soon)"):
        run(monkeypatch, "--texts", tmp_path, "--entities", tmp_path / "entities.txt", "--out", tmp_path / "pred.jsonl")


@pytest.mark.skipif(not BENCH.is_dir(), reason="the development corpora are not beside the project")
@pytest.mark.parametrize("name", FLOORS)
def test_quality_does_not_drift(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    floors, known = FLOORS[name]
    gold = BENCH / "dev" / name
    files = [*sorted((gold / "docs").glob("*.xml")), *sorted((gold / "timelines").glob("*.txt"))]
    hashed = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    assert hashed[:16] == known, "the data are not those that the floor was measured on"
    texts, pred = tmp_path / "texts", tmp_path / "pred.jsonl"
    subprocess.run(
        [sys.executable, BENCH / "texts.py", "--gold", gold, "--out", texts], check=True, capture_output=True
    )
    run(monkeypatch, "--texts", texts, "--entities", texts / "entities.txt", "--out", pred)
    scored = subprocess.run(
        [sys.executable, BENCH / "score.py", "--gold", gold, "--pred", pred, "--json"], check=True, capture_output=True
    )
    result = {measure: row["F1"] for measure, row in json.loads(scored.stdout)["all"].items()}
    assert {measure: result[measure] for measure, floor in floors.items() if result[measure] < floor} == {}
