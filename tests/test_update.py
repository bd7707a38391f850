"""A timeline brought up to date: what changed is read, what was added stays, what is gone goes."""

import os
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest

from data_prep import articles, units
from data_prep.build import build_timeline
from data_prep.cache import Cache, key_of
from data_prep.records import Problem
from data_prep.store import TimelineError, check_timeline, open_timeline
from data_prep.update import add_to, build_into

MET = "LISBON, May 12, 2023 (Reuters) - Ana Lima, the mayor of Lisbon, met Jan Nowak in Porto on Tuesday."
SIGNED = "PORTO, June 2, 2023 (Reuters) - Jan Nowak signed the harbour treaty in Porto on Thursday, the city said."
SAILED = (
    "FARO, July 8, 2023 (Reuters) - The ferry Alma sailed to Cadiz on Friday, and Ana Lima visited Cadiz on Saturday."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"Mayors meet\n\n{MET}", "utf-8")
    (tmp_path / "in" / "b.txt").write_text(f"Treaty signed\n\n{SIGNED}", "utf-8")
    return tmp_path / "in"


def build(folder: Path, out: Path) -> tuple[int, int, int]:
    change = build_into(out, [folder], lambda problem: None)
    return change.new, change.same, change.gone


def same_tables(out: Path, expected: dict[str, pd.DataFrame]) -> bool:
    timeline = open_timeline(out)
    return all(
        timeline.table(name).equals(frame) or timeline.table(name).astype(str).equals(frame.astype(str))
        for name, frame in expected.items()
    )


def test_it_says_what_is_new_the_same_and_gone(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    assert build(folder, out) == (2, 0, 0)
    assert build(folder, out) == (0, 2, 0)
    (folder / "b.txt").unlink()
    (folder / "c.txt").write_text(f"Ferry sails\n\n{SAILED}", "utf-8")
    assert build(folder, out) == (1, 1, 1)
    assert check_timeline(out) == []


def test_only_what_changed_is_read(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    out, mined, made = tmp_path / "out", [], []
    mine, make = units.read_article, units.make_article
    read = articles.reading.make_article
    monkeypatch.setattr(units, "read_article", lambda article: (mined.append(article.path), mine(article))[1])
    monkeypatch.setattr(articles.reading, "make_article", lambda d, s, p: (made.append(s.path), read(d, s, p))[1])
    monkeypatch.setattr(units, "make_article", lambda d, s, p: (made.append(s.path), make(d, s, p))[1])
    build(folder, out)
    (folder / "b.txt").rename(folder / "moved.txt")
    (folder / "a.txt").write_text(f"Mayors met\n\n{MET}", "utf-8")
    mined.clear(), made.clear()
    assert build(folder, out) == (1, 1, 1)
    assert (mined, made) == (["a.txt"], ["a.txt"])
    assert set(open_timeline(out).table("articles").path) == {"a.txt", "moved.txt"}


def test_what_is_remembered_gives_the_same_tables(folder: Path, tmp_path: Path):
    build(folder, tmp_path / "out")
    build(folder, tmp_path / "out")
    assert same_tables(tmp_path / "out", build_timeline([folder]))


def test_problems_are_told_again(folder: Path, tmp_path: Path):
    (folder / "doubt.md").write_text(f"---\npublished: soon\n---\n{SAILED}", "utf-8")
    (folder / "bad.txt").write_bytes(b"\x00\x01" * 50)
    told: list[list[Problem]] = [[], []]
    for problems in told:
        build_into(tmp_path / "out", [folder], problems.append)
    assert told[0] == told[1] and {p.path for p in told[0]} == {"doubt.md", "bad.txt"}


def test_what_was_added_stays(folder: Path, tmp_path: Path):
    out, more = tmp_path / "out", tmp_path / "more.txt"
    build(folder, out)
    more.write_text(f"Ferry sails\n\n{SAILED}", "utf-8")
    (tmp_path / "more.txt.yml").write_text("outlet: The Gazette\n", "utf-8")
    change = add_to(out, [more], lambda problem: None)
    assert (change.new, change.same, change.gone) == (1, 2, 0)
    more.unlink()
    assert build(folder, out) == (0, 3, 0)
    found = open_timeline(out).table("articles").set_index("path")
    assert found.loc["added/more.txt", "outlet"] == "The Gazette"
    assert open_timeline(out).manifest["inputs"] == ["in", "added"]


def test_adding_needs_the_inputs_no_more(folder: Path, tmp_path: Path):
    out, more = tmp_path / "out", tmp_path / "more.txt"
    build(folder, out)
    shutil.rmtree(folder)
    more.write_text(f"Ferry sails\n\n{SAILED}", "utf-8")
    change = add_to(out, [more], lambda problem: None)
    assert (change.new, change.same, change.gone) == (1, 2, 0)
    assert check_timeline(out) == []


def test_a_note_that_is_given_is_an_article(folder: Path, tmp_path: Path):
    build(folder, tmp_path / "out")
    (tmp_path / "README.md").write_text(f"Ferry sails\n\n{SAILED}", "utf-8")
    assert add_to(tmp_path / "out", [tmp_path / "README.md"], lambda problem: None).new == 1


def test_adding_the_same_twice_adds_it_once(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    build(folder, out)
    problems: list[Problem] = []
    assert add_to(out, [folder / "a.txt"], problems.append).new == 0
    assert "word for word the same" in problems[0].found


def test_without_its_cache_a_timeline_says_how_to_go_on(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    build(folder, out)
    shutil.rmtree(out / "cache")
    with pytest.raises(TimelineError, match="dateline build INPUT"):
        add_to(out, [folder / "a.txt"], lambda problem: None)
    assert build(folder, out) == (0, 2, 0)


def test_a_damaged_cache_is_made_anew(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    build(folder, out)
    for file in (out / "cache").iterdir():
        file.write_bytes(b"no database" * 100)
    assert build(folder, out) == (0, 2, 0)


def test_nothing_is_left_of_a_timeline_that_came_to_nothing(tmp_path: Path):
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01" * 50)
    with pytest.raises(TimelineError, match="nothing was written"):
        build_into(tmp_path / "out", [tmp_path / "bad.txt"], lambda problem: None)
    assert not (tmp_path / "out").exists()


def test_a_key_is_of_all_its_parts():
    assert key_of("a", b"bc") != key_of("ab", b"c") != key_of("a", None)


def test_two_of_one_name_are_told_apart(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    build(folder, out)
    for n, text in enumerate((SAILED, SAILED.replace("Alma", "Iris"))):
        (tmp_path / str(n)).mkdir()
        (tmp_path / str(n) / "a.txt").write_text(f"Ferry {n} sails\n\n{text}", "utf-8")
        add_to(out, [tmp_path / str(n) / "a.txt"], lambda problem: None)
    added = {"added/a.txt", "added/a (2).txt"}
    assert added <= set(open_timeline(out).table("articles").path)
    assert build(folder, out) == (0, 4, 0) and added <= set(open_timeline(out).table("articles").path)


def test_only_one_writes_at_a_time(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    build(folder, out)
    with Cache(out), pytest.raises(OSError, match="another dateline is writing"):
        add_to(out, [folder / "a.txt"], lambda problem: None)
    assert add_to(out, [folder / "a.txt"], lambda problem: None).same == 2


def test_a_folder_that_is_merely_named_so_is_left_alone(tmp_path: Path):
    (tmp_path / "out" / "cache").mkdir(parents=True)
    (tmp_path / "out" / "cache" / "thesis.txt").write_text("mine")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01" * 50)
    with pytest.raises(TimelineError, match="not empty and no timeline"):
        build_into(tmp_path / "out", [tmp_path / "bad.txt"], lambda problem: None)
    assert (tmp_path / "out" / "cache" / "thesis.txt").read_text() == "mine"


def test_a_timeline_of_another_version_is_built_anew(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    build(folder, out)
    manifest = out / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"format": 4', '"format": 1'), "utf-8")
    assert build(folder, out) == (2, 0, 0)


def test_a_timelines_own_folder_is_no_input(folder: Path, tmp_path: Path):
    build(folder, folder / "out")
    problems: list[Problem] = []
    assert build_into(folder / "out", [folder], problems.append).same == 2 and not problems


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="file names are text there")
def test_a_name_that_is_no_text(folder: Path, tmp_path: Path):
    Path(os.fsdecode(bytes(folder) + b"/b\xff.txt")).write_text(f"Ferry sails\n\n{SAILED}", "utf-8")
    assert build(folder, tmp_path / "out") == (3, 0, 0)


def test_the_same_words_in_another_paper_are_a_copy(tmp_path: Path):
    long = " ".join(
        [MET, SIGNED, SAILED, "The three cities will meet again before the end of the year, their mayors said."]
    )
    for paper in ("Algarve Post", "Lisbon Daily"):
        (tmp_path / f"{paper}.md").write_text(f"---\ntitle: Ferries\noutlet: {paper}\n---\n{long}", "utf-8")
    found = build_timeline([tmp_path])["articles"]
    assert list(found.outlet) == ["Algarve Post", "Lisbon Daily"] and found.copy_of.notna().sum() == 1
