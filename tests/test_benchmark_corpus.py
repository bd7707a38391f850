"""The heap of articles: as many as asked, names and days of a story of their own."""

import gzip
import json
import re
import sys
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import corpus
from data_prep.articles import read_articles

SENTENCES = (
    "The mayor of Veldamar, Orla Quenby, opened the quay on May 3, 2031.",
    "A crowd in Veldamar heard Quenby speak of the flood of 2027.",
    "Norway sent Quenby a letter on 12 May, and Veldamar answered it.",
)


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A topic of four small articles."""
    folder = tmp_path / "real" / "quay"
    folder.mkdir(parents=True)
    rows = [
        {"id": f"a{n}", "date": f"2031-05-0{n + 4}", "text": "\n".join((*SENTENCES, f"It was day {n}."))}
        for n in range(4)
    ]
    with gzip.open(folder / "articles.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path / "real"


def test_real_articles_come_first_and_as_they_are(real: Path):
    rows = list(islice(corpus.real_articles(corpus.read_topics(real)), 8))
    assert {row["text"].splitlines()[0] for row in rows[:4]} == {SENTENCES[0]}
    assert {row["date"] for row in rows[:4]} == {f"2031-05-0{n}" for n in (4, 5, 6, 7)}
    assert len({row["id"] for row in rows}) == 8


def test_a_later_story_has_names_and_days_of_its_own(real: Path):
    rows = list(islice(corpus.real_articles(corpus.read_topics(real)), 4, 8))
    text = "\n".join(row["text"] for row in rows)
    assert "Quenby" not in text and "Veldamar" not in text
    assert "Norway" in text  # states stay
    assert text.count(corpus.new_name("Quenby", 1)) == 12  # the same new name throughout
    days = set(re.findall(r"on (\w+ \d+, \d{4})\.", text))
    assert days == {"July 3, 2032"}  # 61 weeks after 3 May 2031
    assert "flood of 2028" in text
    assert {date.fromisoformat(r["date"]).weekday() for r in rows} == {date(2031, 5, n).weekday() for n in (4, 5, 6, 7)}


@pytest.mark.parametrize("name", ["heap.jsonl", "heap.parquet", "heap"])
def test_every_form_is_written_the_same_each_time(real: Path, tmp_path: Path, name: str):
    corpus.make_corpus(9, tmp_path / name, real)
    corpus.make_corpus(9, tmp_path / "again" / name, real)
    first = sorted(f for f in (tmp_path / name, *(tmp_path / name).rglob("*")) if f.is_file())
    assert first and all(f.read_bytes() == (tmp_path / "again" / f.relative_to(tmp_path)).read_bytes() for f in first)


def test_made_articles_are_read_back(tmp_path: Path):
    corpus.make_corpus(5, tmp_path / "heap.jsonl")
    found = list(read_articles([tmp_path / "heap.jsonl"], lambda problem: pytest.fail(str(problem))))
    assert len(found) == 5 and all(a.published.confidence == "high" for a in found)


def test_a_folder_without_topics_and_a_place_that_exists_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(SystemExit, match=r"no \*/articles.jsonl.gz"):
        corpus.make_corpus(1, tmp_path / "x.jsonl", tmp_path)
    monkeypatch.setattr(sys, "argv", ["corpus", "1", str(tmp_path)])
    with pytest.raises(SystemExit, match="exists"):
        corpus.main()
