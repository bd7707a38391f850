"""Pages as they were read, kept in a folder of the timeline: the evidence stays when the page changes or goes.

    DIR/fetched/index.jsonl      a line per page read, the newest of an address counts; failures too
    DIR/fetched/<sha256>         the bytes, as they came out of the transfer

Enters: an answer's bytes and what its server said of them. Leaves: a `Page` per address, also without a network. Refuses
nothing: a line that a crash cut short is passed over. Bytes are written beside and renamed; a line is appended in one write.
"""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from data_prep.articles.addresses import name_page
from data_prep.articles.sources import Source
from data_prep.edtf import parse_edtf

FOLDER = "fetched"
INDEX = "index.jsonl"


@dataclass(frozen=True, slots=True)
class Page:
    """One line of the index. `at` is when these bytes were first read, in UTC; `sha256` is "" where nothing was read."""

    url: str
    final_url: str
    at: str
    status: int
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    outlet: str = ""  # as a list of feeds names it
    feed: str = ""  # the feed that led here, "" where a person gave the address
    listed: str = ""  # the day that the feed gives it, YYYY-MM-DD
    site: str = ""  # the title of that feed
    error: str = ""
    tries: int = 0  # failures in a row
    lasting: bool = False  # of a failure: another try would not help

    @property
    def day(self) -> str:
        """The day on which it was read, YYYY-MM-DD."""
        return self.at[:10]


class Kept:
    """The kept pages of one folder, which is made when the first page comes.

    `versions=False` keeps only the newest bytes of an address and one line each: for feeds, which change by the hour.
    """

    def __init__(self, folder: Path, *, versions: bool = True) -> None:
        self.folder = folder
        self.versions = versions
        self._pages: dict[str, Page] = {}
        self._failures: dict[str, Page] = {}
        for page in _read_index(folder / INDEX):
            self._note(page)

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages.values())

    def get(self, url: str) -> Page | None:
        """The newest copy of an address, if its bytes are there."""
        page = self._pages.get(url)
        return page if page and (self.folder / page.sha256).is_file() else None

    def failure(self, url: str) -> Page | None:
        """How the last try for an address failed, None where it did not."""
        return self._failures.get(url)

    def read(self, page: Page) -> bytes:
        """The bytes of a page. Raises OSError."""
        return (self.folder / page.sha256).read_bytes()

    def keep(self, page: Page, data: bytes) -> Page:
        """Keep the bytes, then the line that names them. The same bytes again keep the day of the first time."""
        before = self._pages.get(page.url)
        page = replace(page, sha256=hashlib.sha256(data).hexdigest())
        if before and before.sha256 == page.sha256:
            page = replace(
                page,
                at=before.at,
                outlet=page.outlet or before.outlet,
                feed=page.feed and before.feed,
                listed=page.listed or before.listed,
                site=page.site or before.site,
            )
        self._write(page.sha256, data)
        self.note(page)
        if before and not self.versions and all(p.sha256 != before.sha256 for p in self):
            (self.folder / before.sha256).unlink(missing_ok=True)
        return page

    def note(self, page: Page) -> None:
        """Write a line of the index."""
        changed = page != (self._pages if page.sha256 else self._failures).get(page.url)
        self._note(page)
        if not changed:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.versions:
            self._write(INDEX, b"".join(_line(p) for p in (*self, *self._failures.values())))
            return
        with (self.folder / INDEX).open("ab+") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # a crash cut the last line short
                    file.write(b"\n")
            file.write(_line(page))
            file.flush()
            os.fsync(file.fileno())

    def _note(self, page: Page) -> None:
        if page.sha256:
            self._pages[page.url] = page
            self._failures.pop(page.url, None)
        else:
            self._failures[page.url] = page

    def _write(self, name: str, data: bytes) -> None:
        """Write a file under another name, then give it its own."""
        path = self.folder / name
        if name != INDEX and path.is_file() and path.stat().st_size == len(data):
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self.folder / f".writing-{os.getpid()}-{secrets.token_hex(4)}"
        try:
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def as_source(page: Page, kept: Kept) -> Source:
    """A kept page as a source: its bytes, where it was fetched, and the day of that as the latest day of its publication."""
    file = kept.folder / page.sha256
    return Source(
        path=name_page(page.final_url, page.content_type),
        open=partial(_open, file),
        size=file.stat().st_size,
        url=page.final_url,
        seen=parse_edtf(f"../{page.day}"),
        beside={"outlet": page.outlet} if page.outlet else {},
        told={name: value for name, value in (("date", page.listed), ("outlet", page.site)) if value},
    )


def _open(file: Path) -> BinaryIO:
    return file.open("rb")


def _line(page: Page) -> bytes:
    return (json.dumps({k: v for k, v in asdict(page).items() if v}, ensure_ascii=False) + "\n").encode()


def _read_index(path: Path) -> Iterator[Page]:
    """The pages of an index; lines that are none are passed over, and so are their unknown fields."""
    known = {f.name: type(f.default) for f in fields(Page)}
    wanted = {"url": str, "final_url": str, "at": str, "status": int}
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            given = json.loads(line)
            page = Page(**{"status": 0, **{k: v for k, v in given.items() if k in known}})
            sound = all(isinstance(getattr(page, k), wanted.get(k, known[k])) for k in known)
            if sound and parse_edtf(page.day) and re.fullmatch(r"[0-9a-f]{64}|", page.sha256):
                yield page
        except (ValueError, TypeError, AttributeError):
            continue
