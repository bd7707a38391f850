"""The benchmark of reading: what it makes and measures."""

import sys
from pathlib import Path

import pytest

from benchmarks import reading
from data_prep.articles import read_articles


def test_the_made_corpus_is_of_different_articles(tmp_path: Path):
    reading.make_corpus(tmp_path / "a.jsonl", 12)
    assert len({a.article_id for a in read_articles([tmp_path / "a.jsonl"], print)}) == 12


def test_a_line_a_size(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(reading, "SIZES", (2, 4))
    monkeypatch.setattr(sys, "argv", ["reading"])
    reading.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["articles", "KB", "articles/s", "KB/s", "peak", "MB"]
    assert [line.split()[0] for line in lines[1:]] == ["2", "4"]
