"""PDF: paragraphs out of printed lines, what the typesetter added taken off, what cannot be read told."""

import pytest
from made_files import make_pdf, place_article
from test_formats import documents

from data_prep.articles.page_lines import PageLine, find_address, make_paragraphs
from data_prep.articles.sources import Document
from data_prep.records import Problem

TITLE = "Ministers unveil a monument in Lisbon"
LONG = "The ministers of both neighbouring countries unveiled a monument to international understanding on Friday, government officials said."
WORDS = ["ash", "bay", "cot", "dew", "elm", "fig", "gum", "hop", "ivy", "jay", "kit", "log"]
SHORT = "They will meet again in the autumn."


def read(data: bytes) -> tuple[Document | None, list[Problem]]:
    problems: list[Problem] = []
    found = documents("a.pdf", data, problems)
    return (found[0] if found else None), problems


def texts(found: Document | None) -> list[str]:
    assert found is not None
    return [line.text for line in found.lines]


def test_sentences_are_whole_and_pages_are_named() -> None:
    paragraphs = [text.replace("The", f"“{word.title()},” they", 1) for word in WORDS for text in (LONG, SHORT)]
    found, problems = read(make_pdf(place_article(TITLE, paragraphs, 14, "The Lisbon Herald")))
    assert not problems
    assert texts(found) == [TITLE, *paragraphs]
    assert found is not None
    assert found.lines[0].mark == "heading"
    assert {line.place for line in found.lines} == {"page 1", "page 2", "page 3"}


def page(*lines: str, gap: float = 14, size: float = 11, indents: dict[int, float] | None = None) -> list[PageLine]:
    return [PageLine(text, 60 + (indents or {}).get(n, 0), 780 - gap * n, size) for n, text in enumerate(lines)]


def joined(*pages: list[PageLine]) -> list[str]:
    return [line.text for line in make_paragraphs(pages)]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["They spoke of inter-", "national law."], "They spoke of international law."),
        (["They spoke of Anglo-", "American law."], "They spoke of Anglo-American law."),
        (["A well-known man met a well-", "known man."], "A well-known man met a well-known man."),
        (["In the years 2024-", "25 nothing came."], "In the years 2024-25 nothing came."),
        (["They met – and", "parted."], "They met – and parted."),
    ],
)
def test_hyphens(lines: list[str], text: str) -> None:
    assert joined(page(*lines)) == [text]


def test_paragraphs_by_indent_gap_and_short_last_line() -> None:
    full = "The ministers of both countries met in the city of Geneva on Friday, it is said."
    assert joined(page(full, full, full, indents={2: 12})) == [f"{full} {full}", full]
    assert joined(page(full, full[:-14] + " said so.", "Short one.", full)) == [
        f"{full} {full[:-14]} said so. Short one.",
        full,
    ]
    spaced = [*page(full, full), PageLine(full, 60, 720, 11), PageLine(full, 60, 706, 11)]
    assert joined(spaced) == [f"{full} {full}"] * 2


def test_a_paragraph_goes_on_over_the_page() -> None:
    assert joined(page("They met in the city of", gap=14), page("Geneva on Friday.")) == [
        "They met in the city of Geneva on Friday."
    ]


def test_running_lines_and_numbers_go() -> None:
    pages = [
        page("The Herald", f"Words number {word} stand here.", f"Page {n} of 3")
        for n, word in enumerate(("one", "two", "six"), 1)
    ]
    assert joined(*pages) == [f"Words number {word} stand here." for word in ("one", "two", "six")]
    printed = page("10/25/25, 3:15 PM Ministers meet - The Herald", "They met on Friday.", "https://x.example/a 1/1")
    assert joined(printed) == ["They met on Friday."]
    assert find_address([printed]) == "https://x.example/a"
    assert find_address([page("They met.", "https://x.example/a… 1/1")]) == ""


@pytest.mark.parametrize(
    ("info", "edtf", "basis"),
    [
        ({"CreationDate": "D:20230512101500+02'00'"}, "2023-05-12", "metadata"),
        ({"CreationDate": "D:20230512", "Producer": "Skia/PDF m120", "Creator": "Chromium"}, "../2023-05-12", "header"),
        ({"CreationDate": "D:19700101000000Z"}, None, None),
        ({"CreationDate": "D:20231399"}, None, None),
        ({"CreationDate": "soon"}, None, None),
        ({}, None, None),
    ],
)
def test_the_day_that_it_was_made(info: dict[str, str], edtf: str | None, basis: str | None) -> None:
    found, _ = read(make_pdf(place_article(TITLE, [LONG]), info))
    assert found is not None
    assert [(d.when.edtf, d.basis) for d in found.dates] == ([(edtf, basis)] if edtf else [])
    assert all("the PDF" in d.why and "/CreationDate" in d.why for d in found.dates)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        (TITLE, True),
        ("Microsoft Word - draft3.docx", False),
        ("untitled", False),
        ("Another headline of another text", False),
    ],
)
def test_titles_that_are_not_the_article_s_are_left_out(title: str, kept: bool) -> None:
    found, _ = read(make_pdf(place_article(TITLE, [LONG]), {"Title": title, "Author": "Rui Costa"}))
    assert found is not None
    assert found.fields == {"author": "Rui Costa", **({"title": TITLE} if kept else {})}


def test_a_login_is_no_author() -> None:
    found, _ = read(make_pdf(place_article(TITLE, [LONG]), {"Author": "rcosta"}))
    assert found is not None
    assert found.fields == {}


def test_what_cannot_be_read_is_told() -> None:
    whole = make_pdf(place_article(TITLE, [LONG] * 20))
    for data, says in (
        (make_pdf([[], []], picture=True), "pictures of text"),
        (make_pdf([[]]), "without text"),
        (b"%PDF-1.4 nothing", "cannot be opened"),
        (make_pdf([[(60, 700, 11, "\x01\x02" * 3 + "(cid:12)(cid:7)(cid:99)")]]), "do not say which letters"),
    ):
        found, problems = read(data)
        assert found is None
        assert [says in p.found and p.skipped for p in problems] == [True], problems
    found, problems = read(whole[:-60])
    assert found is not None
    assert [("cut off" in p.found, p.skipped) for p in problems] == [(True, False)]


def test_letters_tied_together_are_single_again() -> None:
    from data_prep.articles.pdf import _TYPE

    assert "o\ufb03cials \ufb01nd".translate(_TYPE) == "officials find"


@pytest.mark.parametrize(("password", "read_all"), [("", True), ("secret", False)])
def test_an_empty_password_is_tried(password: str, read_all: bool) -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(make_pdf(place_article(TITLE, [LONG])))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    found, problems = read(stream.getvalue())
    assert (found is not None) == read_all
    assert [p.found for p in problems] == ([] if read_all else ["a PDF that needs a password"])
