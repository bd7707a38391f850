"""WARC files of web pages: each page that was answered with 200 is a source, with its address and the day it was seen.

Enters: a source. Leaves: a source per page. Refuses, with a `Problem`: damaged files, pages that are too large, files
without a page of text. Records of other kinds (requests, pictures, revisits, errors) are passed over. It is streamed.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from data_prep.articles.archives import Member, most_unpacked
from data_prep.articles.sources import Report, Source
from data_prep.edtf import parse_edtf
from data_prep.records import Problem, When

LARGEST_PAYLOAD = 20_000_000  # bytes of one page
_ACCEPTED = "Accepted: WARC with pages (HTML, plain text, PDF, DOCX) that were answered with 200"
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def tells_warc(path: str, opening: bytes) -> bool:
    """Whether it is a WARC file, packed or not."""
    if opening.startswith(b"\x1f\x8b"):
        try:
            opening = zlib.decompressobj(31).decompress(opening, 64)
        except zlib.error:
            return False
    return opening.startswith(b"WARC/")


def read_warc(source: Source, on_problem: Report) -> Iterator[Source]:
    """The pages of a WARC file. Raises ImportError without warcio, OSError."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    given = records = 0
    damage = ""
    try:
        with _open(source) as stream:
            archive = ArchiveIterator(stream)
            archive.INC_RECORD = ""  # what it would print; it is told below
            for record in archive:
                records += 1
                page = _read_record(record, records, source, on_problem)
                if page is not None:
                    given += 1
                    yield page
        if archive.err_count:
            damage = f"{archive.err_count} records whose length is not as they say"
    except (ArchiveLoadFailed, EOFError, KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        # warcio meets headers that are none with most of these
        why = " ".join(str(error).split())[:120] or type(error).__name__
        damage = f"behind record {records}: {why}"
    if damage:
        accepted = f"What stands before was read. {_ACCEPTED}"
        on_problem(Problem(source.path, f"a damaged WARC file ({damage})", accepted, skipped=not given))
    elif not given:
        on_problem(Problem(source.path, f"a WARC file of {records:,} records, none of them a page of text", _ACCEPTED))


def _open(source: Source) -> BinaryIO:
    """The records unpacked, whether each was packed by itself, as the standard has it, or all together."""
    if not source.opening().startswith(b"\x1f\x8b"):
        return source.open()
    stream = gzip.GzipFile(fileobj=source.open())
    return Member(stream, most_unpacked(source))  # type: ignore[arg-type,return-value] # both read as a BinaryIO does


def _read_record(record: Any, number: int, source: Source, on_problem: Report) -> Source | None:
    """A record's page; None where it is none."""
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.rec_headers
    http = record.http_headers
    address = str(headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if record.rec_type == "response" and (http is None or str(http.get_statuscode()) != "200"):
        return None
    declared = str((http or headers).get_header("Content-Type") or "")
    kind = declared.split(";")[0].strip().lower()
    if kind not in _ENDINGS:
        return None
    path = f"{source.path}/record-{number}{_ENDINGS[kind]}"
    try:
        data = record.content_stream().read(LARGEST_PAYLOAD + 1)
    except (EOFError, zlib.error, OSError, ValueError) as error:
        on_problem(Problem(path, f"a page that cannot be unpacked ({error})", _ACCEPTED))
        return None
    if getattr(record.raw_stream, "limit", 0) > 0 and len(data) <= LARGEST_PAYLOAD:
        on_problem(Problem(path, "a page that is cut off: its record is longer than the file", _ACCEPTED))
        return None
    if len(data) > LARGEST_PAYLOAD:
        on_problem(Problem(path, f"a page of more than {LARGEST_PAYLOAD / 1e6:.0f} MB", _ACCEPTED))
        return None
    data = _recode(data, declared)
    seen = _read_day(str(headers.get_header("WARC-Date") or ""))
    url = address if address.startswith("http") else None
    return Source(path, partial(BytesIO, data), len(data), url, seen, depth=source.depth + 1)


def _recode(data: bytes, declared: str) -> bytes:
    """Text in UTF-8 with its mark, if the answer's header declares its encoding truly; that is lost otherwise."""
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", declared, re.IGNORECASE)
    if charset is None or data.startswith(b"%PDF"):
        return data
    try:
        return data.decode(charset[1]).encode("utf-8-sig")
    except (LookupError, ValueError):
        return data


def _read_day(value: str) -> When | None:
    """The day of the record, as an upper bound."""
    match = re.match(r"\d{4}-\d\d-\d\d", value)
    try:
        return parse_edtf(f"../{match.group()}") if match else None
    except ValueError:
        return None
