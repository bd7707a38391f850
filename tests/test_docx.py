"""DOCX: what stands in it in order, and what is refused before it is unpacked."""

import io
import zipfile

import pytest
from made_files import make_docx, make_zip
from test_formats import documents

from data_prep.articles.sources import Document
from data_prep.records import Problem

P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
TEXT = "The ministers met in Geneva on Friday, officials said."


def read(data: bytes) -> tuple[Document | None, list[Problem]]:
    problems: list[Problem] = []
    found = documents("a.docx", data, problems)
    return (found[0] if found else None), problems


def lines(body: str) -> list[tuple[str, str, str]]:
    found, problems = read(make_docx("Talks", [], body))
    assert found is not None, problems
    return [(line.text, line.mark, line.place) for line in found.lines[1:]]


def test_headings_paragraphs_and_cells() -> None:
    cell = f"<w:tc>{P.format('In a cell')}</w:tc>"
    body = f"{P.format('Before')}<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>{P.format('Behind')}"
    assert lines(body) == [
        ("Before", "", "paragraph 2"),
        ("In a cell", "", "table 1, paragraph 3"),
        ("In a cell", "", "table 1, paragraph 4"),
        ("Behind", "", "paragraph 5"),
    ]
    found, _ = read(make_docx("Ministers meet", [TEXT]))
    assert found is not None
    assert [(line.text, line.mark) for line in found.lines] == [("Ministers meet", "heading"), (TEXT, "")]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (
            "<w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del>",
            "ab",
        ),
        ("<w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>", "a link"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>", "a b c-d"),
        ("<w:sdt><w:sdtContent><w:r><w:t>controlled</w:t></w:r></w:sdtContent></w:sdt>", "controlled"),
    ],
)
def test_words_of_a_paragraph(inner: str, text: str) -> None:
    assert [line[0] for line in lines(f"<w:p>{inner}</w:p>")] == [text]


def test_controls_around_paragraphs_are_read() -> None:
    assert [line[0] for line in lines(f"<w:sdt><w:sdtContent>{P.format('Inside')}</w:sdtContent></w:sdt>")] == [
        "Inside"
    ]


def test_properties() -> None:
    data = make_docx(
        "Ministers meet",
        [TEXT],
        title="Ministers meet",
        creator="Rui Costa",
        modified="2025-10-02T10:00:00Z",
        language="en-GB",
    )
    found, _ = read(data)
    assert found is not None
    assert found.fields == {"title": "Ministers meet", "author": "Rui Costa", "language": "en-GB"}
    assert [(d.when.edtf, d.basis) for d in found.dates] == [("../2025-10-02", "header")]
    found, _ = read(make_docx("Ministers meet", [TEXT], title="Annual report", creator="admin", modified="soon"))
    assert found is not None
    assert (found.fields, list(found.dates)) == ({}, [])


def test_bombs_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * 25_000_000})
    unpacked: list[str] = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda self, name, *rest: unpacked.append(str(name)))
    found, problems = read(data)
    assert found is None and "would unpack to 25 MB" in problems[0].found
    assert not unpacked


def test_entities_are_not_expanded() -> None:
    with zipfile.ZipFile(io.BytesIO(make_docx("Talks", [TEXT]))) as box:
        members = {name: box.read(name) for name in box.namelist()}
    declared = b"<?xml version='1.0'?><!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    members["word/document.xml"] = (
        members["word/document.xml"]
        .replace(b'<?xml version="1.0" encoding="UTF-8"?>', declared)
        .replace(b"Talks", b"&x;Talks")
    )
    found, _ = read(make_zip(members))
    assert found is not None
    assert [line.text for line in found.lines if line.text != "Talks"] == [TEXT]


def test_the_day_of_saving_yields_to_the_words(tmp_path) -> None:
    from data_prep import build_timeline

    told = "In the night of 21 March 2025 a fire destroyed the mole of Faro. On 14 April, Ana Lima flew to Rabat."
    for name, paragraphs in (
        ("dated", ["6 May 2025", told]),
        ("undated", [told]),
        ("later", ["Ana Lima flew to Rabat in April."]),
    ):
        (tmp_path / f"{name}.docx").write_bytes(
            make_docx(f"Fire on the mole, {name}", paragraphs, modified="2013-12-23T00:00:00Z")
        )
    found = build_timeline([tmp_path])["articles"].set_index("path")
    assert (found.loc["dated.docx", "published_edtf"], found.loc["dated.docx", "published_basis"]) == (
        "2025-05-06",
        "stated",
    )
    assert found.loc["undated.docx", "published_edtf"] != "../2013-12-23"  # it tells of a later day
    assert found.loc["later.docx", "published_edtf"] == "../2013-12-23"
    events = build_timeline([tmp_path / "later.docx"])["events"]
    assert events.date_edtf.isna().all()  # nothing is counted from it
