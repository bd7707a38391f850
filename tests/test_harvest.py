"""The reading stage: the same readings, in the same order, whatever the engine; nothing is lost, nothing is read twice."""

import csv
import json
import os
import random
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from data_prep.actors.corrections import NONE, Correction, Corrections
from data_prep.articles import read_articles
from data_prep.articles.files import find_sources
from data_prep.cache import Cache
from data_prep.engines import Engine, here, processes
from data_prep.harvest import harvest
from data_prep.mining import read_article
from data_prep.outline import make_outline
from data_prep.packing import unpack
from data_prep.records import Problem, Report
from data_prep.shelf import Shelf, pack_reading, unpack_reading
from tests import made_work

ROOT = Path(__file__).resolve().parents[1]
CITIES = ("Lisbon", "Porto", "Faro", "Cadiz", "Oslo", "Turin", "Lyon")


def story(n: int, more: str = "") -> str:
    """An article like no other."""
    city = CITIES[n % len(CITIES)]
    return (
        f"{city.upper()}, May {n % 28 + 1}, 2023 (Reuters) - Ana Lima, the mayor of {city}, met Jan Nowak on Tuesday to "
        f"sign contract number {n}. {more}\n\nThe two signed the harbour treaty of {city} on June {n % 20 + 3}, 2022."
    )


def records(numbers: Iterable[int]) -> list[dict[str, str]]:
    return [{"title": f"Contract {n} is signed", "text": story(n), "date": "2023-05-30"} for n in numbers]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles in all that is read in pieces, with what is wrong in places."""
    folder = tmp_path_factory.mktemp("in")
    for n in range(20):
        (folder / f"{n:02}.txt").write_text(f"Contract {n}\n\n{story(n)}", "utf-8")
    (folder / "again.txt").write_bytes((folder / "03.txt").read_bytes())
    lines = [json.dumps(record) for record in records(range(100, 150))]
    lines[20:20] = ["{broken", json.dumps({"text": ""}), "[1]"]
    (folder / "lines.jsonl").write_text("\n".join(lines), "utf-8")
    with (folder / "rows.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, ["title", "text", "date"])
        writer.writeheader()
        writer.writerows([*records(range(200, 220)), {"title": "None", "text": "", "date": ""}])
    parquet.write_table(pa.Table.from_pylist(records(range(300, 340))), folder / "rows.parquet", row_group_size=8)
    with zipfile.ZipFile(folder / "box.zip", "w") as box:
        for n in range(400, 405):
            box.writestr(f"{n}.txt", f"Contract {n}\n\n{story(n)}")
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02" * 100)
    return folder


class Result:
    """All that a build has of its articles, and what was told."""

    def __init__(self, shelf: Shelf, problems: list[Problem]) -> None:
        ns = [n for n, _ in shelf.articles()]
        self.readings = list(map(unpack_reading, shelf.readings(ns)))
        self.reports = [unpack(reports, list[Report]) for reports in shelf.reports(ns)]
        self.outlines = list(shelf.outlines())
        self.problems = problems

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


def read(cache: Cache, inputs: Path, engine: Engine, corrections: Corrections = NONE) -> tuple[Shelf, Result]:
    problems: list[Problem] = []
    shelf = Shelf(cache)
    harvest(lambda tell: find_sources([inputs], tell), engine, shelf, problems.append, None, corrections)
    return shelf, Result(shelf, problems)


class Counting:
    """An engine here that counts what it is given."""

    name, workers = "counting", 1

    def __init__(self) -> None:
        self.items: list[object] = []

    def map(self, work: Callable[[object], object], items: Iterable[object]) -> Iterator[object]:
        with here() as engine:
            yield from engine.map(work, (self.items.append(item) or item for item in items))


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    with Cache(tmp_path_factory.mktemp("out")) as cache, here() as engine:
        return read(cache, folder, engine)[1]


def test_it_reads_what_reading_one_after_the_other_gives(folder, expected):
    problems: list[Problem] = []
    one_by_one = [read_article(article) for article in read_articles([folder], problems.append)]
    one_by_one.sort(key=lambda r: (r.article.path, r.article.article_id))
    assert len(one_by_one) == 20 + 50 + 20 + 40 + 5
    assert [r.article for r in expected.readings] == [r.article for r in one_by_one]
    assert expected.reports == [list(r.reports) for r in one_by_one]
    assert expected.readings[0].mentions == list(one_by_one[0].mentions)
    assert expected.outlines == [(n, make_outline(r)) for n, r in enumerate(one_by_one)]
    assert set(expected.problems) == set(problems) and len(problems) == 6


def test_processes_give_the_same(folder, expected, tmp_path):
    with Cache(tmp_path) as cache, processes(2) as engine:
        assert read(cache, folder, engine)[1] == expected


def test_only_what_is_new_is_sent_out(folder, expected, tmp_path):
    first, second, third = Counting(), Counting(), Counting()
    with Cache(tmp_path) as cache:
        shelf, _ = read(cache, folder, first)
        shelf.settle("1")
    with Cache(tmp_path) as cache:
        shelf, result = read(cache, folder, second)
        shelf.settle("2")
        assert result == expected and first.items and not second.items
        assert [path for path, _, _ in shelf.shelved()] == [r.article.path for r in expected.readings]
        assert cache.version() == "2"
    more = tmp_path / "more"
    more.mkdir()
    (more / "new.txt").write_text(f"Another contract\n\n{story(999)}", "utf-8")
    with Cache(tmp_path) as cache:
        problems: list[Problem] = []
        shelf = Shelf(cache)
        harvest(lambda tell: find_sources([folder, more], tell), third, shelf, problems.append)
        assert [[unit.path for unit in batch.units] for batch in third.items] == [["new.txt"]]
        assert len(Result(shelf, problems).readings) == len(expected.readings) + 1


def test_corrections_make_outlines_anew_and_read_nothing_again(folder, expected, tmp_path):
    nobody = Corrections((Correction("nobody", ("Jan Nowak",), (), "", 1),))
    engine = Counting()
    with Cache(tmp_path) as cache:
        read(cache, folder, engine)
        engine.items.clear()
        _, corrected = read_again(cache, folder, engine, nobody)
        assert {type(item).__name__ for item in engine.items} == {"Again"}
    assert any(m.name == "Jan Nowak" for r in expected.readings for m in r.mentions)
    assert not any(m.name == "Jan Nowak" for r in corrected.readings for m in r.mentions)
    assert len(corrected.outlines) == len(expected.outlines)


def read_again(cache: Cache, folder: Path, engine: Engine, corrections: Corrections) -> tuple[Shelf, Result]:
    """In another build, on the same cache."""
    for table in ("found", "articles", "replaced", "used"):
        cache.connection.execute(f"drop table {table}")
    return read(cache, folder, engine, corrections)


def test_an_article_may_be_replaced_for_one_build(folder, expected, tmp_path):
    with Cache(tmp_path) as cache, here() as engine:
        shelf, _ = read(cache, folder, engine)
        other = expected.readings[7]
        shelf.replace(2, pack_reading(other), make_outline(other))
        found = Result(shelf, [])
        assert found.reports[2] == expected.reports[7] and found.reports[3] == expected.reports[3]
        assert found.readings[2].article.path == expected.readings[2].article.path
        assert found.outlines[2][1].title == other.article.title
        _, again = read_again(cache, folder, engine, NONE)
        assert again == expected


def test_paths_are_made_unique(tmp_path):
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records([1]))), "utf-8")
    with Cache(tmp_path / "out") as cache, here() as engine:
        problems: list[Problem] = []
        shelf = Shelf(cache)
        twice = [tmp_path / "a.jsonl"]
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "a.jsonl").write_text("\n".join(map(json.dumps, records([2]))), "utf-8")
        harvest(
            lambda tell: (s for inputs in (twice, [tmp_path / "sub" / "a.jsonl"]) for s in find_sources(inputs, tell)),
            engine,
            shelf,
            problems.append,
        )
        assert [r.article.path for r in Result(shelf, problems).readings] == ["a (2).jsonl, line 1", "a.jsonl, line 1"]


class Poisoned:
    """An engine whose workers meet poison."""

    def __init__(self, engine: Engine) -> None:
        self.name, self.workers, self._engine = engine.name, engine.workers, engine

    def map(self, work: Callable[[object], object], items: Iterable[object]) -> Iterator[object]:
        return self._engine.map(made_work.read_units_with_poison, items)


def test_poison_is_set_aside_and_named(tmp_path):
    (tmp_path / "in").mkdir()
    for n in range(20):
        poison = {3: "poison raises", 5: "poison ends", 8: "poison lasts", 11: "poison fills"}.get(n, "")
        (tmp_path / "in" / f"{n:02}.txt").write_text(f"Contract {n}\n\n{story(n, poison)}", "utf-8")
    table = [{"text": story(n, "poison ends" if n == 104 else "")} for n in range(100, 120)]
    (tmp_path / "in" / "rows.jsonl").write_text("\n".join(map(json.dumps, table)), "utf-8")
    with Cache(tmp_path / "out") as cache, processes(2) as engine:
        _, found = read(cache, tmp_path / "in", Poisoned(engine))
    with Cache(tmp_path / "out") as cache, here() as engine:
        _, later = read(cache, tmp_path / "in", engine)
    told = {problem.path: problem.found for problem in found.problems}
    assert list(told) == ["03.txt", "05.txt", "08.txt", "11.txt", "rows.jsonl, line 5"]
    assert (
        "nested too deep" in told["03.txt"] and "SIGKILL" in told["05.txt"] and "SIGKILL" in told["rows.jsonl, line 5"]
    )
    assert f"longer than {made_work.LONGEST} seconds" in told["08.txt"] and "memory" in told["11.txt"]
    assert len(found.readings) == 40 - 5
    assert len(later.readings) == 40 - 1  # what a machine had no time or memory for is read anew


BUILD = """
import sys
from pathlib import Path
from data_prep import shelf
from data_prep.articles.files import find_sources
from data_prep.cache import Cache
from data_prep.engines import processes
from data_prep.harvest import harvest
shelf._EVERY = 0
with Cache(Path(sys.argv[1])) as cache, processes(2) as engine:
    tell = lambda step, done, of: print(done, flush=True)
    harvest(lambda t: find_sources([sys.argv[2]], t), engine, shelf.Shelf(cache), lambda problem: None, tell)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the platform has no such signal")
def test_what_was_killed_goes_on_from_there(folder, expected, tmp_path):
    places = os.pathsep.join(filter(None, sys.path))
    chance = random.Random(6)
    for after in sorted(chance.sample(range(1, 120), 3)):
        command = [sys.executable, "-c", BUILD, str(tmp_path), str(folder)]
        with subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"PYTHONPATH": places}, stdout=subprocess.PIPE
        ) as process:
            for line in process.stdout:
                if int(line) >= after:
                    process.kill()
                    break
    engine = Counting()
    with Cache(tmp_path) as cache:
        assert read(cache, folder, engine)[1] == expected
    sent = sum(len(batch.units) for batch in engine.items)
    assert sent < 12 + 25  # of 20 files, a box of 5 and 8 pieces of tables at least a part was there


def test_ctrl_c_keeps_what_was_read(folder, tmp_path):
    def stop(step: str, done: int, of: int | None) -> None:
        if done == 60:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Cache(tmp_path) as cache, processes(2) as engine:
        harvest(lambda tell: find_sources([folder], tell), engine, Shelf(cache), lambda problem: None, stop)
    with Cache(tmp_path) as cache:
        assert cache.connection.execute("select count(*) from readings").fetchone()[0] >= 60
