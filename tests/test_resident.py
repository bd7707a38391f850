"""What an open timeline has at hand: written once beside its files, and made in memory where that cannot be."""

import subprocess
import sys
from pathlib import Path

import pytest
from small_timeline import small_tables

from data_prep.queries import read_signs
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
