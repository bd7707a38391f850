"""Which reader reads a file: one row of `READERS` per format, told by its first bytes rather than by its name.

Enters: a source. Leaves: its `Reader`. Refuses, with a `Problem`: formats without a row.
A further format is a further row: what tells it, and a function from a source to its documents, or, for an archive, to the
sources in it (`sources.py`).
"""

import re
from collections.abc import Callable
from pathlib import PurePath

from data_prep.articles.archives import read_gzip, read_tar, read_zip, tells_tar
from data_prep.articles.docx import read_docx
from data_prep.articles.feeds import read_feed, tells_feed
from data_prep.articles.html import is_page, read_page
from data_prep.articles.mail import read_mail, tells_mail
from data_prep.articles.parquet import parquet_rows, read_parquet
from data_prep.articles.pdf import read_pdf
from data_prep.articles.sources import Reader, Report, Source
from data_prep.articles.tabular import json_rows, read_json, read_table, table_rows
from data_prep.articles.text import read_text
from data_prep.articles.warc import read_warc, tells_warc
from data_prep.records import Problem

_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|\?xml|head|body)\b", re.IGNORECASE)


def choose_reader(source: Source, on_problem: Report) -> Reader | None:
    """The reader for these bytes; None, and told, where there is none."""
    opening = source.opening()
    if not opening.strip(b" \t\r\n\xef\xbb\xbf"):
        on_problem(Problem(source.path, "an empty file", "Accepted: a file with an article in it"))
        return None
    reader = next((r for r in READERS if r.tells(source.path, opening)), None)
    if reader is None:
        on_problem(Problem(source.path, _name_format(source.path, opening), ACCEPTED))
    return reader


def _ends(*endings: str) -> Callable[[str, bytes], bool]:
    return lambda path, opening: PurePath(path).suffix.lower() in endings and not _is_other(opening)


def _begins(*signatures: bytes) -> Callable[[str, bytes], bool]:
    return lambda path, opening: opening.startswith(signatures)


def _tells_pdf(path: str, opening: bytes) -> bool:
    """Its mark may stand a little below other bytes, as its readers allow."""
    return b"%PDF-" in opening[:1024] and not _PAGE.match(opening)


def _tells_docx(path: str, opening: bytes) -> bool:
    named = PurePath(path).suffix.lower() == ".docx"
    return opening.startswith(b"PK\x03\x04") and (named or b"[Content_Types].xml" in opening)


def _is_other(opening: bytes) -> bool:
    """Whether the first bytes are those of a format that is no text."""
    return bool(_PAGE.match(opening)) or opening.startswith(tuple(begin for begin, _ in _SIGNATURES))


def _name_format(path: str, opening: bytes) -> str:
    named = next((f"{name}, by its first bytes" for begin, name in _SIGNATURES if opening.startswith(begin)), None)
    return named or (
        "XML that is neither a feed nor a web page"
        if _PAGE.match(opening)
        else f"a {PurePath(path).suffix.lower()} file"
    )


_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old or an encrypted office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)

# The first row that tells a file reads it: marks in its bytes come before endings, which decide between kinds of text.
READERS: tuple[Reader, ...] = (
    Reader("PDF", (".pdf",), _tells_pdf, read_pdf, "pdf"),
    Reader("DOCX", (".docx",), _tells_docx, read_docx, "docx"),
    Reader("Parquet", (".parquet",), _begins(b"PAR1"), read_parquet, rows=parquet_rows),
    Reader("WARC", (".warc", ".warc.gz"), tells_warc, read_warc, "warc", archive=True),
    Reader("ZIP", (".zip",), _begins(b"PK\x03\x04", b"PK\x05\x06"), read_zip, archive=True),
    Reader("gzip", (".gz", ".tgz"), _begins(b"\x1f\x8b"), read_gzip, archive=True),
    Reader("TAR", (".tar",), tells_tar, read_tar, archive=True),
    Reader("RSS or Atom", (".rss", ".atom", ".xml"), tells_feed, read_feed),
    Reader("HTML", (".html", ".htm", ".xhtml"), is_page, read_page),
    Reader("mail", (".eml", ".mhtml", ".mht"), tells_mail, read_mail),
    Reader("JSON", (".json", ".jsonl", ".ndjson"), _ends(".json", ".jsonl", ".ndjson"), read_json, rows=json_rows),
    Reader("CSV or TSV", (".csv", ".tsv"), _ends(".csv", ".tsv"), read_table, rows=table_rows),
    Reader("Markdown", (".md", ".markdown"), _ends(".md", ".markdown"), read_text),
    Reader("plain text", (".txt", ".text"), _ends(".txt", ".text", ""), read_text),
)
ACCEPTED = "Accepted: " + ", ".join(f"{r.name} ({', '.join(r.endings)})" for r in READERS)
