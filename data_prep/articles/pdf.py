"""PDF: the text of its pages as paragraphs, headlines told by their size, and what it says of itself.

Enters: a source. Leaves: one document; its lines have their page as place. Refuses, with a `Problem`: what cannot be
opened, what needs a password, pages that are pictures of text, fonts that do not say which letters they draw.
"""

import io
import logging
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from data_prep.articles.furniture import same_words
from data_prep.articles.marks import Line, clean
from data_prep.articles.page_lines import PageLine, find_address, make_paragraphs
from data_prep.articles.sources import LARGEST, Document, FoundDate, Report, Source
from data_prep.edtf import parse_edtf
from data_prep.records import Problem

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

LARGEST_PDF = 50_000_000  # bytes: pictures weigh more than words
MOST_PAGES = 300
_MOST_OPERATIONS = 1_000_000  # of drawing, on one page: a drawing that calls itself never ends
_TEXT = "Accepted: a PDF with text in it, whole and without a password"
_OCR = "Have its text recognised first (OCR), or give the article as text"
_PRINTERS = ("skia", "chrom", "mozilla", "firefox", "safari", "quartz", "wkhtml", "webkit", "print to pdf", "headless")
_NO_TITLE = re.compile(r"(?i)untitled.*|microsoft word - .*|.*\.(?:docx?|pdf|indd|qxd|rtf|txt|html?|odt)|\S+")
# Letters that a typesetter ties together, and the hyphen that it puts at a line's end.
_TYPE = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": "-"})
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd]|\\(cid:\\d+\\)|/g\\d+")


def read_pdf(source: Source, on_problem: Report) -> Iterator[Document]:
    """The article in a PDF. Raises ImportError without pypdf, OSError, ValueError where it is too large."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it warns of is told below, once
    data = source.read(LARGEST_PDF)
    reader = _open(data, source.path, on_problem)
    if reader is None:
        return
    pages, failed, pictures = _read_pages(reader, source.path, on_problem)
    if not any(pages):
        found, accepted = _why_empty(failed, pictures, _is_cut(data))
        on_problem(Problem(source.path, found, accepted))
        return
    if failed or _is_cut(data):
        found = f"a damaged PDF: page {failed[0][0]} cannot be read" if failed else "a PDF that is cut off at its end"
        on_problem(Problem(source.path, found, "What could be read was read; more may be missing", skipped=False))
    lines = make_paragraphs(pages)
    letters = "".join(line.text for line in lines)
    if 5 * sum(len(hit) for hit in _NO_LETTER.findall(letters)) > len(letters):
        on_problem(Problem(source.path, "a PDF whose fonts do not say which letters they draw", _OCR))
        return
    fields, dates = _read_information(reader, lines)
    if address := find_address(pages):
        fields["url"] = address
    yield Document(fields, lines, [], dates)


def _open(data: bytes, path: str, on_problem: Report) -> "PdfReader | None":
    try:
        reader = _load(data)
        if reader.is_encrypted and not reader.decrypt(""):
            on_problem(Problem(path, "a PDF that needs a password", "Save it without one. " + _TEXT))
            return None
        len(reader.pages)
    except ImportError as error:
        if error.name == "pypdf":
            raise
        on_problem(Problem(path, "an encrypted PDF", "Save it without encryption. " + _TEXT))
        return None
    except Exception as error:  # pypdf raises many kinds on damaged files
        locked = "cryptography" in str(error) or "AES" in str(error)
        found = "an encrypted PDF" if locked else f"a PDF that cannot be opened ({_say(error)})"
        on_problem(Problem(path, found, "Save it without encryption. " + _TEXT if locked else _TEXT))
        return None
    return reader


def _load(data: bytes) -> "PdfReader":
    """The PDF; one that has lost its end, with the table of its objects, is read from what is there."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if not reader.is_encrypted:
            len(reader.pages)
    except Exception:  # as above
        if b"/Encrypt" in data:
            raise
        return PdfReader(io.BytesIO(_mend(data)))
    return reader


def _mend(data: bytes) -> bytes:
    """The file with an end, so that its objects are searched for. Raises ValueError where the first one is lost too."""
    root = re.search(rb"(?<!\d)(\d{1,9})\s{1,9}(\d{1,5})\s{1,9}obj\s{0,9}<<[^>]{0,500}?/Type\s{0,9}/Catalog\b", data)
    if root is None or b"endobj" not in data:
        raise ValueError("it is cut off or none")
    whole = data[: data.rindex(b"endobj") + 6]
    return whole + b"\ntrailer\n<< /Size 1 /Root %s %s R >>\nstartxref\n0\n%%%%EOF\n" % (root[1], root[2])


def _read_pages(
    reader: "PdfReader", path: str, on_problem: Report
) -> tuple[list[list[PageLine]], list[tuple[int, str]], bool]:
    """The lines of each page, the pages that failed with the reason, and whether a page without text has pictures."""
    pages: list[list[PageLine]] = []
    failed: list[tuple[int, str]] = []
    pictures, letters = False, 0
    count = len(reader.pages)
    for number in range(1, min(count, MOST_PAGES) + 1):
        try:
            page = reader.pages[number - 1]
            lines = _read_page(page)
            pictures = pictures or (not lines and _has_picture(page))
        except Exception as error:  # as above
            lines = []
            failed.append((number, _say(error)))
        pages.append(lines)
        letters += sum(len(line.text) for line in lines)
        if letters > LARGEST:
            break
    if len(pages) < count:
        found = f"a PDF of {count} pages, of which the first {len(pages)} were read"
        on_problem(Problem(path, found, f"Accepted: {MOST_PAGES} pages. Split it", skipped=False))
    return pages, failed, pictures


def _read_page(page: "PageObject") -> list[PageLine]:
    lines: list[PageLine] = []
    parts: list[str] = []
    at: tuple[float, float, float] | None = None
    operations = 0

    def end_line() -> None:
        nonlocal at
        if text := " ".join(clean("".join(parts).translate(_TYPE)).split()):
            x, y, size = at or (0.0, 0.0, 0.0)
            lines.append(PageLine(text, x, y, size))
        parts.clear()
        at = None

    def see_text(text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        nonlocal at
        for n, part in enumerate(text.split("\n")):
            if n:
                end_line()
            if part.strip() and at is None:
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                at = x, y, abs(size * (tm[3] * cm[3] or tm[1] * cm[1]))
            parts.append(part)

    def count(*_: object) -> None:
        nonlocal operations
        operations += 1
        if operations > _MOST_OPERATIONS:
            raise ValueError("a page that is drawn without end")

    page.extract_text(visitor_text=see_text, visitor_operand_before=count)
    end_line()
    return lines


def _has_picture(page: "PageObject") -> bool:
    resources: Any = page.get("/Resources")
    drawn: Any = resources.get_object().get("/XObject") if resources is not None else None
    things = drawn.get_object().values() if drawn is not None else ()
    return any(thing.get_object().get("/Subtype") == "/Image" for thing in things)


def _is_cut(data: bytes) -> bool:
    return b"%%EOF" not in data[-2048:]


def _why_empty(failed: Sequence[tuple[int, str]], pictures: bool, cut: bool) -> tuple[str, str]:
    if pictures:
        return "a PDF whose pages are pictures of text", _OCR
    if failed:
        return f"a PDF whose pages cannot be read (page {failed[0][0]}: {failed[0][1]})", _TEXT
    return ("a PDF that is cut off before its text", _TEXT) if cut else ("a PDF without text", _OCR)


def _read_information(reader: "PdfReader", lines: Sequence[Line]) -> tuple[dict[str, str], list[FoundDate]]:
    """Title and author where they are those of the article, and the day on which the PDF was made."""
    try:
        told: Any = reader.metadata or {}
        said = {name: clean(str(told.get(name) or "")).strip() for name in ("/Title", "/Author", "/CreationDate")}
        maker = f"{told.get('/Creator')} {told.get('/Producer')}".casefold()
    except Exception:  # as above: it is done without
        return {}, []
    fields: dict[str, str] = {}
    has_heading = any(line.mark == "heading" for line in lines)
    on_page = any(same_words(line.text) == same_words(said["/Title"]) for line in lines[:20])
    if said["/Title"] and not _NO_TITLE.fullmatch(said["/Title"]) and (on_page or not has_heading):
        fields["title"] = " ".join(said["/Title"].split())[:250]
    if len(said["/Author"].split()) > 1:  # one word is a login
        fields["author"] = " ".join(said["/Author"].split())[:200]
    made = _read_day(said["/CreationDate"])
    if made is None:
        return fields, []
    if any(name in maker for name in _PRINTERS):
        why = f"the PDF was printed from a page on {made} (/CreationDate), so it was published on or before that day"
        return fields, [FoundDate(parse_edtf(f"../{made}"), "header", why, loose=True)]
    return fields, [
        FoundDate(parse_edtf(made.isoformat()), "metadata", f"the PDF says that it was made on {made} (/CreationDate)")
    ]


def _read_day(value: str) -> date | None:
    """The day of "D:20250930154500+09'00'"; None where it cannot be one of a PDF, a format of 1993."""
    match = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", value)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day if day and 1993 <= day.year <= 2100 else None


def _say(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
