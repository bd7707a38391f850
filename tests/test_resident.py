"""What an open timeline has at hand: written once beside its files, and made in memory where that cannot be."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from made_timeline import make_tables, open_made
from small_timeline import small_tables

from data_prep.actors.places import place_id
from data_prep.frames import make_frame
from data_prep.queries import read_signs
from data_prep.resident import PLACE_ID, read_index
from data_prep.selection import OPEN, Rows
from data_prep.store import open_timeline, tables_folder
from data_prep.writing import write_timeline


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    write_timeline(small_tables(), tmp_path / "t", inputs=[], problems=[])
    return tmp_path / "t"


def at_hand(directory: Path) -> list[Path]:
    return sorted(tables_folder(directory, open_timeline(directory).manifest).glob("resident-*"))


def titles(directory: Path) -> list[str]:
    return list(read_signs(open_timeline(directory), [0, 1])["title"])


def test_who_opens_first_writes_it_and_the_others_read_it(directory: Path) -> None:
    (file,) = at_hand(directory)
    written, said = file.stat().st_mtime_ns, titles(directory)
    assert len(said) == 2 and at_hand(directory) == [file] and file.stat().st_mtime_ns == written
    ask = "import sys; from data_prep.store import open_timeline as o; print(o(sys.argv[1]).connection.sql('from events').fetchall())"
    other = subprocess.run([sys.executable, "-c", ask, str(directory)], capture_output=True, text=True, check=True)
    assert said[0] in other.stdout and file.stat().st_mtime_ns == written


def test_where_it_cannot_be_written_or_read_the_tables_are_made_in_memory(directory: Path) -> None:
    (file,) = at_hand(directory)
    said = titles(directory)
    file.unlink()
    file.mkdir()  # as a folder that may not be written gives an error in its place
    assert titles(directory) == said and list(file.iterdir()) == []
    file.rmdir()
    file.write_bytes(b"no database")
    assert titles(directory) == said


def with_places() -> dict[str, pd.DataFrame]:
    """The made story with two spellings of a town, one place in the gazetteer that nothing happened at, and a copy."""
    tables = make_tables()
    spelt = {"visit": ["the Malmö"], "boats": ["MALMO", "Porto"]}
    places = [spelt.get(e, p) for e, p in zip(tables["events"]["event_id"], tables["events"]["places"], strict=True)]
    tables["events"] = tables["events"].assign(places=places)
    rows = [{"name": "Malmö", "lat": 51.8, "lon": 19.5}, {"name": "Porto", "lat": 41.1, "lon": -8.6}, {"name": "Oslo"}]
    tables["places"] = make_frame(
        "places",
        [{"place_id": place_id(r["name"]), "kind": "town", "country": "PT", "why": "named", **r} for r in rows],
    )
    copies = tables["articles"]["article_id"].map(lambda a: "gazette" if a == "wire" else None)
    tables["articles"] = tables["articles"].assign(copy_of=copies.astype("object"))
    return tables


def ids(connection: duckdb.DuckDBPyConnection, rows: Rows) -> set[str]:
    names = [i for (i,) in connection.execute("select event_id from events order by row").fetchall()]
    return {names[row] for row in rows}


def test_each_spelling_leads_to_its_place_and_a_copy_counts_for_what_it_repeats() -> None:
    connection = open_made(with_places()).connection
    index = read_index(connection)
    assert index.places.keys[0] == "Porto" and set(index.places.keys) == {"Malmö", "Porto", "Oslo", "Madeira"}
    of = {key: ids(connection, index.places.rows_of(n)) for key, n in index.places.at.items()}
    assert of["Malmö"] == {"visit", "boats"} and of["Porto"] == {"meeting", "letter", "boats"} and of["Oslo"] == set()
    assert connection.execute("select n_events, lat from places where name = 'Madeira'").fetchall() == [(1, None)]
    of = {key: ids(connection, index.outlets.rows_of(n)) for key, n in index.outlets.at.items()}
    assert of["Atlantic Wire"] == set() and {"nets", "gear", "meeting"} <= of["Harbour Gazette"]
    assert of["Ministry of the Sea"] == {"visit"} and index.outlets.keys[0] == "Harbour Gazette"
    assert dict(zip(index.outlets.keys, index.outlets.per_key(index.disputed | True), strict=True)) == {
        key: len(rows) for key, rows in of.items()
    }


@pytest.mark.parametrize("name", ["Malmø", "the Hague", "Straße", "Bir Al-Ghanam", "St. John’s", "São Tomé", "平壤"])
def test_a_place_has_the_id_that_the_build_gave_it(name: str) -> None:
    asked = duckdb.execute(f"select {PLACE_ID} from (select $name as name)", {"name": name}).fetchall()
    assert asked == [(place_id(name),)]


def test_the_first_report_is_the_first_whose_day_is_known() -> None:
    connection = open_made(make_tables()).connection
    found = connection.execute(
        "select event_id, published::varchar, outlet::varchar from events e left join articles on number = first_article"
    )
    said = {event: (day, outlet) for event, day, outlet in found.fetchall()}
    assert said["meeting"][0] == "2031-03-13" and said["nets"] == ("2031-03-13", "Atlantic Wire")
    assert said["feast"] == (None, None) and said["visit"] == (None, None)  # no day, and a bound
    index = read_index(connection)
    assert (index.published > -OPEN).sum() == sum(day is not None for day, _ in said.values())
