"""The same article in every format gives the same events; a format is told by its bytes; each line knows its place."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from made_files import make_docx, make_feed, make_mail, make_pdf, make_warc, make_zip, place_article

from data_prep import build_timeline
from data_prep.articles import read_articles
from data_prep.articles.formats import READERS, choose_reader
from data_prep.articles.sources import Document, Source
from data_prep.records import Problem

TITLE = "Portugal and Poland unveil a monument to lost sailors in Lisbon"
PARAGRAPHS = [
    "LISBON, May 12, 2023 (Reuters) - Portugal's Foreign Minister Ana Lima and Poland's Defence Minister Jan Nowak unveiled a monument to sailors lost at sea in Lisbon on Thursday.",
    "The bronze figure stands at the old harbour, where a crowd of several hundred people had gathered in the rain to see the ceremony.",
    "Lima met Nowak in Warsaw on April 20, 2023, to prepare the visit, the Portuguese ministry said.",
    "“We will not forget those who did not return,” Lima said during the ceremony.",
    "Poland signed an agreement with Portugal on maritime rescue in June 2022, and both countries have since trained their crews together.",
    "Nowak laid flowers at the monument and spoke with relatives of the sailors, some of whom had travelled from Gdansk.",
    "The two governments had commissioned the monument from a sculptor in Porto, who worked on it for almost three years.",
    "Another meeting of the ministers is planned for the autumn, according to officials of both countries.",
]
URL = "https://news.example.org/world/monument"
PAGE = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</article></body></html>"
PLAIN = "\n\n".join([TITLE, *PARAGRAPHS]) + "\n"
BODY = "\n\n".join(PARAGRAPHS)
ROW = {
    "title": TITLE,
    "text": BODY,
    "date": "2023-05-12",
    "url": URL,
    "source": "The Lisbon Herald",
    "author": "Rui Costa",
}
ENTRY = {"title": TITLE, "link": URL, "author": "Rui Costa", "content": "".join(f"<p>{p}</p>" for p in PARAGRAPHS)}
RSS = make_feed("The Lisbon Herald", [{**ENTRY, "date": "Fri, 12 May 2023 10:00:00 +0100"}])
HAS_HTML = any(".html" in reader.endings for reader in READERS)
needs_html = pytest.mark.skipif(not HAS_HTML, reason="no reader of HTML yet")


def _csv() -> bytes:
    import csv

    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(ROW))
    writer.writeheader()
    writer.writerow(ROW)
    return stream.getvalue().encode()


def _tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as box:
        member = tarfile.TarInfo("news/a.txt")
        member.size = len(PLAIN.encode())
        box.addfile(member, io.BytesIO(PLAIN.encode()))
    return stream.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "a.txt": PLAIN.encode,
    "a.md": f"# {PLAIN}".encode,
    "a.pdf": lambda: make_pdf(
        place_article(TITLE, PARAGRAPHS, 20, "The Lisbon Herald"), {"Title": TITLE, "CreationDate": "D:20230512"}
    ),
    "a.docx": lambda: make_docx(TITLE, PARAGRAPHS),
    "a.eml": lambda: bytes(make_mail(TITLE, BODY, Date="Fri, 12 May 2023 10:00:00 +0100")),
    "a.rss": lambda: RSS,
    "a.atom": lambda: make_feed("The Lisbon Herald", [{**ENTRY, "date": "2023-05-12T10:00:00Z"}], atom=True),
    "a.json": lambda: json.dumps(ROW).encode(),
    "list.json": lambda: json.dumps({"status": "ok", "articles": [ROW]}).encode(),
    "a.jsonl": lambda: json.dumps(ROW).encode() + b"\n",
    "a.csv": _csv,
    "box.zip": lambda: make_zip({"news/a.txt": PLAIN.encode()}),
    "pdf.zip": lambda: make_zip({"in.zip": make_zip({"a.docx": make_docx(TITLE, PARAGRAPHS)})}),
    "a.txt.gz": lambda: gzip.compress(PLAIN.encode()),
    "a.tar.gz": _tar,
    "a.warc": lambda: make_warc([(URL, "text/plain", PLAIN.encode())]),
    "a.warc.gz": lambda: make_warc([(URL, "text/plain; charset=utf-8", PLAIN.encode())], packed=True),
}
PAGES: dict[str, Callable[[], bytes]] = {
    "a.html": PAGE.encode,
    "page.pdf": PAGE.encode,  # a page whatever its name
    "page.eml": lambda: bytes(make_mail(TITLE, None, PAGE, Date="Fri, 12 May 2023 10:00:00 +0100")),
    "page.warc": lambda: make_warc([(URL, "text/html", PAGE.encode())]),
    "page.warc.gz": lambda: make_warc([(URL, "text/html", PAGE.encode())], packed=True),
    "page.zip": lambda: make_zip({"news/a.html": PAGE.encode()}),
}


def events_of(folder: Path) -> list[tuple[object, ...]]:
    problems: list[Problem] = []
    tables = build_timeline([folder], problems.append)
    assert not problems, problems
    assert tables["articles"].title.tolist() == [TITLE]
    names = dict(zip(tables["actors"].actor_id, tables["actors"].name, strict=True))
    return [
        (str(e.date_edtf), e.kind, sorted(names[a] for a in e.actors), e.title) for e in tables["events"].itertuples()
    ]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    folder = tmp_path_factory.mktemp("plain")
    (folder / "a.txt").write_text(PLAIN)
    found = events_of(folder)
    assert {date for date, *_ in found} >= {"2023-05-11", "2023-04-20"}
    assert any(names == ["Ana Lima", "Jan Nowak"] for _, _, names, _ in found)
    return found


@pytest.mark.parametrize("name", FILES)
def test_the_same_article_gives_the_same_events(name: str, tmp_path: Path, expected: list[tuple[object, ...]]) -> None:
    (tmp_path / name).write_bytes(FILES[name]())
    assert events_of(tmp_path) == expected


@needs_html
@pytest.mark.parametrize("name", PAGES)
def test_the_same_page_gives_the_same_events(name: str, tmp_path: Path, expected: list[tuple[object, ...]]) -> None:
    (tmp_path / name).write_bytes(PAGES[name]())
    assert events_of(tmp_path) == expected


@pytest.mark.parametrize(
    ("name", "made", "reader"),
    [
        ("a.txt", "a.pdf", "PDF"),
        ("a.txt", "a.docx", "DOCX"),
        ("a.docx", "a.pdf", "PDF"),
        ("a.zip", "a.docx", "DOCX"),
        ("a.txt", "box.zip", "ZIP"),
        ("a.xml", "a.rss", "RSS or Atom"),
        ("a.txt", "a.rss", "RSS or Atom"),
        ("a.gz", "a.warc.gz", "WARC"),
        ("a", "a.warc", "WARC"),
        ("a.dat", "a.txt.gz", "gzip"),
        ("a.pdf", "a.txt", None),
        ("a.txt", "a.json", "plain text"),
        ("a.JSON", "a.json", "JSON"),
    ],
)
def test_bytes_tell_before_names(name: str, made: str, reader: str | None) -> None:
    data = FILES[made]()
    chosen = choose_reader(Source(name, lambda: io.BytesIO(data)), lambda problem: None)
    assert (chosen and chosen.name) == reader


def test_a_docx_whose_ending_lies_is_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(make_zip({"inner.txt": PLAIN.encode()}))
    assert [a.path for a in read_articles([tmp_path], print)] == ["a.docx/inner.txt"]
    (tmp_path / "a.docx").unlink()
    (tmp_path / "b.zip").write_bytes(make_zip({"xl/workbook.xml": b"", "[Content_Types].xml": b"<Types/>"}))
    problems: list[Problem] = []
    assert not list(read_articles([tmp_path], problems.append))
    assert problems[0].found == "an Excel workbook (save it as CSV)"


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("a.txt", ["line 1", "line 3", "line 5"]),
        ("a.pdf", ["page 1", "page 1", "page 1"]),
        ("a.docx", ["paragraph 1", "paragraph 2", "paragraph 3"]),
        ("a.rss", ["entry 1"] * 3),
        ("a.csv", ["row 1"] * 3),
        ("a.jsonl", ["line 1"] * 3),
        ("a.json", ["record 1"] * 3),
        ("a.eml", ["line 1", "line 3", "line 5"]),
    ],
)
def test_places(name: str, places: list[str]) -> None:
    data = FILES[name]()
    assert [line.place for line in documents(name, data)[0].lines[:3]] == places


def test_places_count_front_matter_wrapped_lines_and_separators() -> None:
    text = "---\r\ntitle: Talks\r\n---\r\n\r\nOne.\r\n\r\nTwo.\u2028Three.\r\nFour."
    assert [(line.text, line.place) for line in documents("a.md", text.encode())[0].lines] == [
        ("One.", "line 5"),
        ("Two.", "line 7"),
        ("Three.", "line 7"),
        ("Four.", "line 8"),
    ]
    wrapped = "The ministers of both countries met in the city of\nGeneva to speak of the treaty that they had signed\nthere in the spring of that year, and they also\nspoke of money.\n\nLater."
    assert [line.place for line in documents("a.txt", wrapped.encode())[0].lines] == ["line 1", "line 6"]


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pypdf", None)
    (tmp_path / "a.pdf").write_bytes(FILES["a.pdf"]())
    problems: list[Problem] = []
    assert not list(read_articles([tmp_path], problems.append))
    assert "pip install '.[pdf]'" in problems[0].accepted


def documents(name: str, data: bytes, problems: list[Problem] | None = None) -> list[Document]:
    """The documents that the reader of a format makes of these bytes."""
    told = problems if problems is not None else []
    source = Source(name, lambda: io.BytesIO(data), len(data))
    reader = choose_reader(source, told.append)
    return [found for found in (reader.read(source, told.append) if reader else ()) if isinstance(found, Document)]
