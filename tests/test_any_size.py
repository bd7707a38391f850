"""The same rows whatever the engine, in one build or in five, undisturbed or killed and begun again."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.made_articles import make_articles
from data_prep.store import check_timeline, open_timeline
from data_prep.update import build_into

ROOT = Path(__file__).resolve().parents[1]
ARTICLES, KILLS = 60, int(os.environ.get("DATELINE_KILLS", "3"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of articles, one without a date."""
    folder = tmp_path_factory.mktemp("articles")
    for n, article in enumerate(make_articles(ARTICLES)):
        day = f"published: {article.published.when.edtf}\n" if n % 30 else ""
        (folder / f"{n:03}.md").write_text(f"---\ntitle: {article.title}\n{day}---\n{article.text}", "utf-8")
    return folder


def build(files: Path, out: Path, **engine: Any) -> dict[str, Any]:
    """The manifest of a build."""
    build_into(out, [files], lambda problem: None, **engine)
    return open_timeline(out).manifest


@pytest.fixture(scope="module")
def expected(files: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The manifest of an undisturbed build in this process."""
    out = tmp_path_factory.mktemp("expected") / "out"
    manifest = build(files, out, engine="here")
    assert check_timeline(out) == []
    assert manifest["tables"]["articles"]["rows"] == ARTICLES and manifest["tables"]["events"]["rows"] > ARTICLES
    return manifest


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_every_engine_gives_the_same(files: Path, tmp_path: Path, expected: dict[str, Any], engine: str):
    if engine == "dask":
        pytest.importorskip("distributed", reason="Dask is not installed")
    found = build(files, tmp_path / "out", engine=engine, workers=2)
    assert (found["version"], found["content"]) == (expected["version"], expected["content"])


def test_five_builds_of_more_and_more_give_what_one_does(files: Path, tmp_path: Path, expected: dict[str, Any]):
    order = sorted(files.iterdir())
    random.Random(5).shuffle(order)
    some = tmp_path / files.name
    some.mkdir()
    ids: set[str] = set()
    for k in range(5):
        for file in order[k * ARTICLES // 5 : (k + 1) * ARTICLES // 5]:
            (some / file.name).write_bytes(file.read_bytes())
        found = build(some, tmp_path / "out", engine="here")
        ids |= set(open_timeline(tmp_path / "out").table("events")["event_id"])
    assert found["content"] == expected["content"]
    timeline = open_timeline(tmp_path / "out")
    known = set(timeline.table("events")["event_id"])
    led = timeline.table("redirects")
    assert ids <= known | set(led["old"]) and set(led["new"]) <= known  # an old link still opens
    assert check_timeline(tmp_path / "out") == []


def test_an_article_that_is_gone_takes_its_reports_along(files: Path, tmp_path: Path, expected: dict[str, Any]):
    some = tmp_path / files.name
    some.mkdir()
    for file in files.iterdir():
        (some / file.name).write_bytes(file.read_bytes())
    extra = some / "zzz.md"
    extra.write_text("---\npublished: 2024-03-05\n---\nKofi Ibsen opened a bridge in Lima on March 4, 2024.", "utf-8")
    assert build(some, tmp_path / "out", engine="here")["content"] != expected["content"]
    extra.unlink()
    assert build(some, tmp_path / "out", engine="here")["content"] == expected["content"]


def test_a_build_that_was_killed_goes_on_and_gives_the_same(files: Path, tmp_path: Path, expected: dict[str, Any]):
    out, chance = tmp_path / "out", random.Random(7)
    command = [sys.executable, "-m", "data_prep", "build", str(files), "--out", str(out), "--engine", "processes"]
    for _ in range(KILLS):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 5))
        process.kill()
        process.wait()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    assert json.loads((out / "manifest.json").read_text())["content"] == expected["content"]
    assert not [file.name for file in (out / "cache").iterdir() if file.name.startswith("work")]
