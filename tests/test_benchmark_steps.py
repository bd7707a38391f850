"""The steps of a reading, timed: what is read, and that it is what a build reads."""

import sys
from pathlib import Path

import pytest

from benchmarks import steps
from benchmarks.made_articles import LONG, make_articles
from data_prep.mining import Reading, read_article


def test_the_made_articles_differ_and_are_of_one_length():
    articles = list(make_articles(30))
    assert len({a.text for a in articles}) == 30
    assert all(LONG <= len(a.text) < LONG + 500 for a in articles)


def test_articles_of_a_corpus_are_cut_at_a_paragraph(tmp_path: Path):
    paragraph = "The council of the village met on Monday and talked about the old bridge. " * 6
    (tmp_path / "a.txt").write_text("\n\n".join([paragraph.strip()] * 20), encoding="utf-8")
    (article,) = steps.take_articles(tmp_path, 5)
    assert LONG <= len(article.text) < LONG + 500
    assert article.text.endswith("bridge.")


def test_the_steps_find_what_the_build_finds(monkeypatch: pytest.MonkeyPatch):
    seen: list[Reading] = []
    find_events = steps.find_events
    monkeypatch.setattr(steps, "find_events", lambda readings: seen.extend(readings) or find_events(readings))
    articles = list(make_articles(3))
    steps.measure(articles)
    assert seen == [read_article(a) for a in articles]
    assert any(r.reports for r in seen)


def test_a_table_a_size(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(sys, "argv", ["steps", "--sizes", "2", "3"])
    steps.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2 articles, ")
    named = [line[:18].strip() for line in lines[2:10]]
    assert named == ["sentences", "time expressions", "names", "reports", "linking", "tables", "the whole", "words counted"]  # fmt: skip
    assert sum("times as long as counting words" in line for line in lines) == 2


def test_a_corpus_without_articles_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["steps", "--corpus", str(tmp_path)])
    with pytest.raises(SystemExit, match="no article in English"):
        steps.main()
