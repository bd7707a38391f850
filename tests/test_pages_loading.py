"""Which timeline is opened, and the one built at first start."""

import os
import shutil
import time
from pathlib import Path

import duckdb
import pytest
import streamlit as st

from data_prep import examples
from data_prep.store import is_timeline, open_timeline
from pages.parts import loading


@pytest.fixture(autouse=True)
def own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    st.cache_resource.clear()
    monkeypatch.setattr(examples, "cache_folder", lambda: tmp_path)


def test_the_seeds_are_built_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = loading.seeds_timeline()
    assert is_timeline(place) and place.parent == tmp_path and len(open_timeline(place).table("events")) > 5
    written = (place / "manifest.json").stat().st_mtime_ns
    st.cache_resource.clear()  # as in the next process
    assert loading.seeds_timeline() == place and (place / "manifest.json").stat().st_mtime_ns == written


def test_it_is_built_anew_when_seeds_or_code_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = loading.seeds_timeline()
    more = tmp_path / "other seeds"
    more.mkdir()
    (more / "one.md").write_text(
        "---\ntitle: One\npublished: 2031-03-13\n---\nAnna Berg met Paul Roche in Oslo on Friday.\n", encoding="utf-8"
    )
    monkeypatch.setattr(loading, "SEEDS", more)
    st.cache_resource.clear()
    second = loading.seeds_timeline()
    assert second != first and len(open_timeline(second).table("articles")) == 1


def test_one_that_was_cleared_away_is_built_again() -> None:
    place = loading.seeds_timeline()
    shutil.rmtree(place)
    assert is_timeline(loading.seeds_timeline())


def test_a_place_that_cannot_be_written_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    (tmp_path / "app").write_text("a file where a folder should be")
    monkeypatch.setattr(examples, "ROOT", tmp_path / "app")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert examples.cache_folder() == tmp_path / "cache" / "dateline"


def test_a_timeline_written_anew_is_opened_anew(made_directory: Path) -> None:
    one = loading._stamp(made_directory)
    (made_directory / "manifest.json").touch()
    assert loading._stamp(made_directory) != one and loading._stamp(made_directory / "nothing") == ""


def test_a_replaced_timeline_is_closed(made_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "GRACE", 0)
    directory = shutil.copytree(made_directory, tmp_path / "made")
    first = loading._open(str(directory), loading._stamp(directory))
    assert loading._open(str(directory), first.stamp) is first
    os.utime(directory / "manifest.json", ns=(1, 1))
    second = loading._open(str(directory), loading._stamp(directory))
    assert second is not first and not second.timeline.table("events").empty
    assert loading._open(str(directory), first.stamp) is first  # for those who look at it
    loading._open.clear(str(directory), first.stamp)
    with pytest.raises(loading._GoneError):
        loading._open(str(directory), first.stamp)
    for _ in range(100):
        try:
            first.timeline.connection.execute("select 1")
        except duckdb.ConnectionException:
            break
        time.sleep(0.05)
    else:
        pytest.fail("the timeline before is still open")
    assert loading._open(str(directory), second.stamp) is second
