"""DOCX: headings, paragraphs and the cells of tables, in order.

Enters: a source. Leaves: one document, its lines with their paragraph as place. Refuses, with a `Problem`: archives that
would unpack to too much (before they are unpacked), other office formats, what is damaged. XML entities are not expanded.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from data_prep.articles.archives import read_zip
from data_prep.articles.furniture import same_words
from data_prep.articles.marks import Line, clean
from data_prep.articles.sources import Document, FoundDate, Report, Source
from data_prep.edtf import parse_edtf
from data_prep.records import Problem

LARGEST_DOCX = 50_000_000  # bytes: pictures weigh more than words
_LARGEST_PART = 20_000_000  # bytes of one XML part
_LARGEST_WHOLE = 100_000_000  # bytes of all parts
_MOST_PARTS = 5_000
_ACCEPTED = "Accepted: a DOCX as a word processor saves it"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = (f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", _FALLBACK)
_HEADING = re.compile(r"(?i)(?:heading|title)\b(?! ?char)")
_OTHERS = {
    "xl/": "an Excel workbook (save it as CSV)",
    "ppt/": "a PowerPoint presentation",
    "visio/": "a Visio drawing",
}


def read_docx(source: Source, on_problem: Report) -> Iterator[Document | Source]:
    """The article in a DOCX; an archive that only bears its name is read as one. Raises ImportError without python-docx, OSError, ValueError where it is too large."""
    from docx import Document as open_docx

    data = source.read(LARGEST_DOCX)
    if _is_other_archive(data):
        yield from read_zip(source, on_problem)
        return
    if found := _why_not(data):
        on_problem(Problem(source.path, found, _ACCEPTED))
        return
    try:
        document = open_docx(io.BytesIO(data))
        lines = list(_read_lines(document))
    except Exception as error:  # python-docx raises KeyError, XMLSyntaxError, BadZipFile … on damaged files
        found = f"a DOCX that cannot be opened ({' '.join(str(error).split())[:120] or type(error).__name__})"
        on_problem(Problem(source.path, found, _ACCEPTED))
        return
    fields, dates = _read_properties(document)
    headings = [same_words(line.text) for line in lines if line.mark == "heading"]
    if headings and same_words(fields.get("title", "")) not in headings:  # left over from a template or another text
        fields.pop("title", None)
    yield Document(fields, lines, [], dates)


def is_word(names: list[str]) -> bool:
    """Whether an archive with these members is a text of a word processor."""
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def name_office(names: list[str]) -> str:
    """What an archive with these members is called if it is another office document, else ""."""
    if "[Content_Types].xml" in names:
        return next((what for begin, what in _OTHERS.items() if any(n.startswith(begin) for n in names)), "")
    if "mimetype" in names:
        return "an e-book (EPUB)" if "META-INF/container.xml" in names else "an OpenDocument file"
    return ""


def _is_other_archive(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            return not is_word(box.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _why_not(data: bytes) -> str:
    """Why it is not unpacked, "" where it may be: what its directory declares, which unpacking never exceeds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            parts = box.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        return f"a damaged DOCX ({error})"
    if len(parts) > _MOST_PARTS:
        return f"a DOCX of {len(parts):,} parts; more than {_MOST_PARTS:,} are not unpacked"
    whole = sum(part.file_size for part in parts)
    largest = max(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if whole > _LARGEST_WHOLE or largest > _LARGEST_PART:
        return f"a DOCX that would unpack to {whole / 1e6:,.0f} MB (at most {_LARGEST_WHOLE / 1e6:.0f} MB, a part {_LARGEST_PART / 1e6:.0f} MB)"
    return ""


def _read_lines(document: Any) -> Iterator[Line]:
    """Every paragraph, also in tables, text boxes and content controls; what was struck out by tracked changes is not."""
    styles = {style.style_id: style.name or "" for style in document.styles}
    tables: dict[Any, int] = {}
    number = 0
    for paragraph in document.element.body.iter(f"{_W}p"):
        number += 1
        text = " ".join(clean("".join(_words(paragraph))).split())
        above = list(paragraph.iterancestors())
        if not text or any(node.tag == _FALLBACK for node in above):
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = styles.get(style.get(f"{_W}val"), "") if style is not None else ""
        outer = [node for node in above if node.tag == f"{_W}tbl"]
        place = f"paragraph {number}"
        if outer:
            place = f"table {tables.setdefault(outer[-1], len(tables) + 1)}, {place}"
        mark = "caption" if name.lower() == "caption" else "heading" if _HEADING.match(name) else ""
        yield Line(text, mark, place)


def _words(node: Any) -> Iterator[str]:
    """The text of a paragraph, without what was deleted and without the paragraphs of text boxes in it."""
    for child in node:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in _LEFT_OUT and child.tag != f"{_W}pPr":
            yield from _words(child)


def _read_properties(document: Any) -> tuple[dict[str, str], list[FoundDate]]:
    """Title and author, and the day of the last save, an upper bound: a file may be typed long before or after the news."""
    try:
        core = document.core_properties
        title, author, language = clean(core.title or ""), clean(core.author or ""), clean(core.language or "")
        saved = core.modified or core.created
    except Exception:  # properties that are no XML, or dates that are none: it is done without
        return {}, []
    fields = {"title": " ".join(title.split())[:250], "author": " ".join(author.split())[:200], "language": language}
    if len(fields["author"].split()) < 2:  # one word is a login
        fields["author"] = ""
    if not re.fullmatch(r"[a-z]{2}(?:-\w+)*", language):
        fields["language"] = ""
    if not saved or not 1990 <= saved.year <= 2100:
        return {name: value for name, value in fields.items() if value}, []
    day = saved.date().isoformat()
    found = FoundDate(
        parse_edtf(f"../{day}"),
        "header",
        f"the document was saved on {day}, so it was published on or before that day",
        loose=True,
    )
    return {name: value for name, value in fields.items() if value}, [found]
