"""Bytes of a file into a `Document`: one row of `READERS` per format.

Enters: the bytes and the name of a file. Leaves: its fields and lines. Refuses, with a `Problem`: formats without a row,
told by their first bytes rather than by their name, binary data, and text whose encoding is not certain.
A further format is a further row: the first bytes or endings that tell it, and a function from bytes to `Document`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

import charset_normalizer

from data_prep.articles.front_matter import Report, split_front_matter
from data_prep.articles.marks import Line, read_lines
from data_prep.records import Problem


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: the fields it states, its lines, the addresses of its pictures."""

    fields: dict[str, str]
    lines: list[Line]
    pictures: list[str]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name, the endings of its files, how its bytes are read (None where they cannot be)."""

    name: str
    endings: tuple[str, ...]
    read: Callable[[bytes, str, Report], Document | None]


def choose_reader(data: bytes, path: str, on_problem: Report) -> Reader | None:
    """The reader for these bytes; None, and told, where there is none."""
    for opening, name in _SIGNATURES:
        if data.startswith(opening):
            on_problem(Problem(path, f"{name}, by its first bytes", ACCEPTED))
            return None
    if re.match(rb"\s*<(?:!doctype\s+html|html|\?xml|head|body)\b", data[:2000], re.IGNORECASE):
        on_problem(Problem(path, "a web page (HTML or XML)", ACCEPTED))
        return None
    ending = PurePath(path).suffix.lower()
    reader = next((r for r in READERS if ending in r.endings), None)
    if reader is None:
        on_problem(Problem(path, f"a {ending} file", ACCEPTED))
    return reader


def read_text(data: bytes, path: str, on_problem: Report) -> Document | None:
    """Plain text or Markdown, front matter or not: what its marks say counts, not its name."""
    text = decode(data, path, on_problem)
    if text is None:
        return None
    fields, body = split_front_matter(text, path, on_problem)
    return Document(fields, *read_lines(body))


def decode(data: bytes, path: str, on_problem: Report) -> str | None:
    """The text of `data`: UTF-8, UTF-16 with its mark, or another encoding where that is certain enough (then told)."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        if b"\x00" not in data:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        on_problem(Problem(path, "binary data", ACCEPTED))
        return None
    # Of decodings equally free of mess, Western European comes first: that is what English news is saved in.
    certain = [m for m in charset_normalizer.from_bytes(data) if m.chaos < 0.05 and m.coherence >= 0.3]
    best = min(certain, key=lambda m: (m.chaos, m.encoding != "cp1252", -m.coherence), default=None)
    if best is None:
        on_problem(
            Problem(path, "text that is not UTF-8, in an encoding that cannot be told", "Accepted: UTF-8; save it so")
        )
        return None
    on_problem(
        Problem(
            path,
            f"text that is not UTF-8; it was read as {best.encoding}",
            "Accepted: UTF-8; save it so to be certain",
            skipped=False,
        )
    )
    return str(best)


READERS = (
    Reader("Markdown", (".md", ".markdown"), read_text),
    Reader("plain text", (".txt", ".text", ""), read_text),
)
ACCEPTED = "Accepted: " + ", ".join(f"{r.name} ({', '.join(filter(None, r.endings))})" for r in READERS)
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
