"""The list of timelines that were opened lately."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from data_prep.recents import MOST, Known, forget, key_of, read_recents, remember

ONE = Known("one-1", "/nowhere/one", "One", 3, 7, "2031-01-01", "2031-02-01", 5.0, 10.0)


def test_the_latest_stands_first_and_once(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "list.sqlite"
    assert remember(file, ONE) and remember(file, replace(ONE, key="two-2", opened=11.0))
    assert [k.key for k in read_recents(file)] == ["two-2", "one-1"]
    remember(file, replace(ONE, title="Anew", opened=12.0))
    assert [(k.key, k.title) for k in read_recents(file)] == [("one-1", "Anew"), ("two-2", "One")]
    forget(file, "one-1")
    assert [k.key for k in read_recents(file)] == ["two-2"]


def test_the_list_has_an_end(tmp_path: Path) -> None:
    file = tmp_path / "list.sqlite"
    for n in range(MOST + 5):
        remember(file, replace(ONE, key=str(n), opened=float(n)))
    assert [k.key for k in read_recents(file)] == [str(n) for n in range(MOST + 4, 4, -1)]


def test_two_programs_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "list.sqlite"
    code = (
        "import sys; from pathlib import Path; from data_prep.recents import Known, remember\n"
        "for n in range(20): assert remember(Path(sys.argv[1]), Known(f'{sys.argv[2]}{n}', '', '', 0, 0, '', '', 0.0, 0.0))"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(file), who]) for who in "ab"]
    assert [process.wait(60) for process in both] == [0, 0]
    assert {k.key for k in read_recents(file)} == {f"{who}{n}" for who in "ab" for n in range(20)}


def test_a_list_that_cannot_be_used_is_no_list(tmp_path: Path) -> None:
    file = tmp_path / "list.sqlite"
    file.write_bytes(b"this is no database, and long enough to be read as one" * 30)
    assert read_recents(file) == [] and not remember(file, ONE) and read_recents(tmp_path / "none") == []
    with pytest.raises(OSError, match="cannot be written"):
        forget(file, "one-1")
    assert not remember(file / "below a file" / "list", ONE)


def test_what_is_gone_is_known(made_directory: Path) -> None:
    assert ONE.gone and not replace(ONE, directory=str(made_directory)).gone and not replace(ONE, directory="").gone


def test_a_name_tells_folders_apart(tmp_path: Path) -> None:
    first, second = (tmp_path / part / "My Talks! ü" for part in "ab")
    assert key_of(first) != key_of(second) and key_of(first) == key_of(str(first))
    assert key_of(first).startswith("my-talks-") and "/" not in key_of(Path("/"))
