"""One article by itself, and its outline."""

import msgspec
import pyarrow as pa

from data_prep import outline
from data_prep.actors.corrections import Correction, Corrections
from data_prep.mining import read_article
from data_prep.outline import Outline, make_outline
from data_prep.records import Article, Published

TEXT = "LISBON, May 12, 2023 (Reuters) - Ana Lima met Jan Nowak in Porto on Tuesday."


def make_article(language: str = "en") -> Article:
    published = Published(None, "unknown", "")
    return Article("a1", "Mayors meet", "Reuters", "wire", None, None, language, published, TEXT, "a.txt")


def test_an_article_says_who_and_when():
    reading = read_article(make_article())
    assert {m.name for m in reading.mentions if m.type == "person"} == {"Ana Lima", "Jan Nowak"}
    assert [r.kind for r in reading.reports] and reading.timexes


def test_in_another_language_nothing_is_sought():
    reading = read_article(make_article("xx"))
    assert reading.sentences and not (reading.mentions or reading.timexes or reading.reports)


def test_an_outline_has_the_rows_of_each_part_corrected_and_goes_through_msgpack(monkeypatch):
    people = outline.Part(pa.schema([]), lambda r: [(m.name, m.start) for m in r.mentions if m.type == "person"])
    monkeypatch.setitem(outline.PARTS, "who", people)
    reading = read_article(make_article())
    made = make_outline(reading, Corrections((Correction("nobody", ("Jan Nowak",), (), "", 1),)))
    assert made.rows["who"] == [("Ana Lima", TEXT.index("Ana"))]
    assert (made.article_id, made.length, made.language) == ("a1", len(TEXT), "en")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=Outline) == made
