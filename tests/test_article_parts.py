"""The tables of articles, part by part: the same rows as at once, in parts by day of publication."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO
from multiprocessing import get_context

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data_prep.actors.corrections import Correction, Corrections
from data_prep.actors.named import NAMES, names_of
from data_prep.actors.places import PLACE_NAMES, STORIES, locate_places, places_of, story_of
from data_prep.actors.resolve import resolve_actors, resolve_few
from data_prep.article_parts import article_tables, parts_of_articles, shipments, write_lists
from data_prep.articles.copies import SKETCHES, mark_copies, sketch_of
from data_prep.engines import Engine, Here, done
from data_prep.in_memory import make_tables
from data_prep.mining import correct
from data_prep.shelf import pack_reading
from data_prep.tables import schema
from data_prep.work import fill, open_work
from data_prep.writing import Part
from tests.reading import read

SHORT = "Kenyan President Grace Otieno met Olaf Berg of Veltrix in Lisbon on Monday. Kenya and Peru agreed. "
LONG = " ".join(
    f"Ship {n} sailed from Bergen to Leith with {n * 3} crates of fish and {n} passengers." for n in range(9)
)
READINGS = [
    read(SHORT, "2024-03-04", "a"),
    read(SHORT + LONG, "2024-03-04", "b"),
    read("Ana Lima spoke on Friday. Otieno slept.", "2024-03-09", "c"),
    read(SHORT + LONG + " Berg left.", "2024-03-05", "d"),
    read("They met in Lisbon.", None, "e"),
]
CORRECTIONS = Corrections((Correction("place", ("Veltrix",), (), "a town", 1),))
ARTICLES = pa.schema(
    [("n", pa.int32()), ("article_id", pa.string()), ("path", pa.string()), ("published_start", pa.date32())]
)


class Pile:
    """Readings as a shelf, corrected."""

    def readings(self, ns):
        return (pack_reading(correct(READINGS[n], CORRECTIONS)) for n in ns)


class Parts:
    """What was written."""

    def __init__(self) -> None:
        self.parts: list[Part] = []

    def add(self, part: Part) -> None:
        self.parts.append(part)

    def rows(self, table: str) -> list[dict[str, object]]:
        read = [pq.read_table(BytesIO(p.data)) for p in self.parts if p.table == table]
        assert all(one.schema.equals(schema(table)) for one in read)
        return pa.concat_tables(read).to_pylist()


def written(engine: Engine, target: int) -> Parts:
    parts, readings = Parts(), [correct(r, CORRECTIONS) for r in READINGS]
    with open_work() as db:
        articles = [r.article for r in readings]
        days = [a.published.when.interval.start if a.published.when else None for a in articles]
        fill(db, "articles", ARTICLES, [(n, a.article_id, a.path, days[n]) for n, a in enumerate(articles)])
        for n, r in enumerate(readings):
            fill(db, "names", NAMES, ((n, *row) for row in names_of(r.article, r.mentions)))
            fill(db, "sketches", SKETCHES, ((n, *row) for row in sketch_of(r.article)))
            fill(db, "place_names", PLACE_NAMES, ((n, *row) for row in places_of(r.mentions, r.article.text)))
            fill(db, "stories", STORIES, ((n, *row) for row in story_of(r.mentions)))
        mark_copies(db)
        resolve_actors(db, engine, CORRECTIONS)
        locate_places(db)
        fill(db, "taking_part", pa.schema([("actor_id", pa.string()), ("events", pa.int32())]), [("olaf-berg", 3)])
        fill(db, "redirects", pa.schema([("old", pa.string()), ("new", pa.string())]), [("x", "y")])
        for made in done(engine.map(article_tables, shipments(db, Pile(), parts_of_articles(db, target)))):
            for part in made:
                parts.add(part)
        write_lists(db, parts)
    return parts


@pytest.mark.parametrize("target", [1, 2, 100])
def test_the_same_rows_as_at_once(target: int) -> None:
    parts = written(Here(), target)
    readings = [correct(r, CORRECTIONS) for r in READINGS]
    copies = {"d": "b"}
    readings = [replace(r, article=replace(r.article, copy_of=copies.get(r.article.article_id))) for r in readings]
    actors, ids = resolve_few([(r.article, r.mentions) for r in readings], CORRECTIONS)
    tables = make_tables([(r.article, r.mentions, r.timexes) for r in readings], actors, [], ids, {"x": "y"})
    for name, frame in tables.items():
        if name not in ("events", "reports", "edits"):
            whole = pa.Table.from_pandas(frame, schema=schema(name), preserve_index=False).to_pylist()
            expected = [
                row | {"n_events": 3} if row.get("actor_id") == "olaf-berg" and "n_events" in row else row
                for row in whole
            ]
            assert sorted(map(str, parts.rows(name))) == sorted(map(str, expected)), name


def test_other_processes_write_the_same_bytes() -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        assert written(Here(), 1).parts == written(processes, 1).parts


def test_parts_are_runs_of_days() -> None:
    with open_work() as db:
        rows = [
            (n, str(n), str(n), day)
            for n, day in enumerate([None, *[date(2024, 3, 4)] * 5, date(2024, 3, 5), date(2024, 3, 9)])
        ]
        fill(db, "articles", ARTICLES, rows)
        assert parts_of_articles(db, 2) == [
            ("any", [0]),
            ("2024-03-04", [1, 2, 3, 4]),
            ("2024-03-04-2", [5]),
            ("2024-03-05", [6, 7]),
        ]
        assert parts_of_articles(db, 8) == [("any", [0, 1, 2, 3, 4, 5, 6, 7])]
