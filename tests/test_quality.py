"""Floors on the five original articles, held against what a careful analyst wrote down. Lowering a floor is a visible act."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from data_prep import build_timeline

SHARED = Path(__file__).parents[2] / "shared"
GOLD = SHARED / "gold" / "seed_events.yaml"
GOLD_HASH = "cd268374dd315316"
FLOORS = {"found": 20, "dated": 20, "right": 20, "places": 7, "status": 20}  # of 20, 20, 20, 7, 20
MOST_EVENTS = 34  # more rows than that, and some of them are noise

pytestmark = pytest.mark.skipif(
    not GOLD.exists(), reason="the originals are not here: ../shared/gold and ../shared/seeds"
)


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    tables = build_timeline([SHARED / "seeds"])
    rows = {
        name: json.loads(tables[name].to_json(orient="records", date_format="iso"))
        for name in ("articles", "actors", "events", "reports")
    }
    export = tmp_path_factory.mktemp("quality") / "t.json"
    export.write_text(json.dumps(rows), encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(SHARED / "gold" / "score_seeds.py"), str(export)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_gold_is_the_one_the_floors_were_measured_on() -> None:
    assert hashlib.sha256(GOLD.read_bytes()).hexdigest()[:16] == GOLD_HASH, (
        "the gold changed: measure anew and set the floors"
    )


def test_no_must_row_is_wrong(verdict: subprocess.CompletedProcess[str]) -> None:
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_floors(verdict: subprocess.CompletedProcess[str]) -> None:
    numbers = {name: int(n) for name, n in re.findall(r"(found|dated|right|places|status) (\d+)/", verdict.stdout)}
    assert all(numbers[name] >= floor for name, floor in FLOORS.items()), numbers
    events = re.search(r"events (\d+)", verdict.stdout)
    assert events is not None and int(events[1]) <= MOST_EVENTS
