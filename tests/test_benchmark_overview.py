"""The benchmark command for the story in N dates: what it writes, what it refuses; a floor on part of a topic where it stands."""

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.overview import main

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "overview"
TOPIC = BENCH / "dev" / "h1n1"
EVERY = 4  # of its articles, so that the test takes seconds; the whole set is for the command itself
FLOORS = {"date": 0.77, "date+-1": 0.81, "AR-1": 0.19, "AR-2": 0.032}  # lowering one is a visible act
KNOWN = "9d0e76e810c81b2a"  # hash of the data that they were measured on
REQUEST = {"topic": "ferry", "timeline": "one", "start": "2021-05-01", "end": "2021-05-31", "n_dates": 1}
ARTICLE = {"id": "a-1", "date": "2021-05-08", "text": "The ferry Alma sank off the coast of Orvik on May 7.\nDivers searched."}  # fmt: skip


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> None:
    monkeypatch.setattr(sys, "argv", ["overview", *map(str, arguments)])
    main()


def write(folder: Path, articles: list[dict[str, str]], *requests: object) -> tuple[str | Path, ...]:
    folder.mkdir()
    with gzip.open(folder / "articles.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(article) + "\n" for article in articles)
    file = folder.parent / "requests.jsonl"
    file.write_text("".join(r if isinstance(r, str) else json.dumps(r) + "\n" for r in requests), "utf-8")
    return ("--corpus", folder.parent, "--requests", file, "--out", folder.parent / "pred.jsonl")


def test_it_writes_a_line_a_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    run(monkeypatch, *write(tmp_path / "ferry", [ARTICLE], REQUEST))
    (row,) = (json.loads(line) for line in (tmp_path / "pred.jsonl").read_text("utf-8").splitlines())
    assert row == {
        "topic": "ferry",
        "timeline": "one",
        "date": "2021-05-07",
        "sentences": ["The ferry Alma sank off the coast of Orvik on May 7."],
    }
    assert "ferry: 1 articles, " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("articles", "request_line", "named"),
    [
        ([ARTICLE], '{"topic": "ferry"}\n', r"requests\.jsonl:1"),
        ([ARTICLE], json.dumps(REQUEST | {"topic": "none"}) + "\n", r"none: no articles"),
        ([], json.dumps(REQUEST) + "\n", r"articles\.jsonl\.gz: no articles"),
    ],
)
def test_bad_input_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, articles, request_line, named):
    with pytest.raises(SystemExit, match=rf"error: .*{named}"):
        run(monkeypatch, *write(tmp_path / "ferry", articles, request_line))


@pytest.mark.skipif(not BENCH.is_dir(), reason="the development set is not beside the project")
def test_quality_does_not_drift(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    files = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(TOPIC.rglob("*")) if path.is_file()))
    assert files.hexdigest()[:16] == KNOWN, "the data are not those that the floors were measured on"
    with gzip.open(TOPIC / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines][::EVERY]
    gold = {path.stem: [row["date"] for row in json.loads(path.read_text("utf-8"))] for path in TOPIC.glob("gold/*")}
    wanted = [
        {"topic": "h1n1", "timeline": name, "start": min(days), "end": max(days), "n_dates": len(days)}
        for name, days in gold.items()
    ]
    arguments = write(tmp_path / "h1n1", articles, *wanted)
    run(monkeypatch, *arguments)
    shutil.copytree(TOPIC / "gold", tmp_path / "gold" / "h1n1" / "gold")
    command = [sys.executable, BENCH / "score.py", "--gold", tmp_path / "gold", "--pred", arguments[-1], "--json"]
    result = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["all"]
    assert {measure: result[measure]["F1"] for measure, floor in FLOORS.items() if result[measure]["F1"] < floor} == {}
