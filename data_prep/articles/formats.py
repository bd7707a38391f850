"""Which reader reads a file: one row of `READERS` per format, told by its first bytes rather than by its name.

Enters: a source. Leaves: its `Reader`. Refuses, with a `Problem`: formats without a row.
A further format is a further row: what tells it, and a function from a source to its documents, or, for an archive, to the
sources in it (`sources.py`).
"""

import re
from collections.abc import Callable
from pathlib import PurePath

from data_prep.articles.html import is_page, read_page
from data_prep.articles.sources import Reader, Report, Source
from data_prep.articles.text import read_text
from data_prep.records import Problem

_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|\?xml|head|body)\b", re.IGNORECASE)


def choose_reader(source: Source, on_problem: Report) -> Reader | None:
    """The reader for these bytes; None, and told, where there is none."""
    opening = source.opening()
    if not opening.strip(b" \t\r\n\xef\xbb\xbf"):
        on_problem(Problem(source.path, "an empty file", ACCEPTED))
        return None
    reader = next((r for r in READERS if r.tells(source.path, opening)), None)
    if reader is None:
        on_problem(Problem(source.path, _name_format(source.path, opening), ACCEPTED))
    return reader


def _ends(*endings: str) -> Callable[[str, bytes], bool]:
    return lambda path, opening: PurePath(path).suffix.lower() in endings and not _is_other(opening)


def _is_other(opening: bytes) -> bool:
    """Whether the first bytes are those of a format that is no text."""
    return bool(_PAGE.match(opening)) or opening.startswith(tuple(begin for begin, _ in _SIGNATURES))


def _name_format(path: str, opening: bytes) -> str:
    named = next((f"{name}, by its first bytes" for begin, name in _SIGNATURES if opening.startswith(begin)), None)
    return named or ("a web page (HTML or XML)" if _PAGE.match(opening) else f"a {PurePath(path).suffix.lower()} file")


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
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)

READERS: tuple[Reader, ...] = (
    Reader("HTML", (".html", ".htm", ".xhtml"), is_page, read_page),
    Reader("Markdown", (".md", ".markdown"), _ends(".md", ".markdown"), read_text),
    Reader("plain text", (".txt", ".text"), _ends(".txt", ".text", ""), read_text),
)
ACCEPTED = "Accepted: " + ", ".join(f"{r.name} ({', '.join(r.endings)})" for r in READERS)
