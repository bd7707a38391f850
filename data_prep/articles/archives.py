"""ZIP, gzip and TAR archives: each member is a source of its own, read by what it holds.

Enters: a source. Leaves: a source per member, "box.zip/inner.html". Refuses, with a `Problem`: members whose name leads out
of the archive, that need a password, that are links; what unpacks to far more than it weighs; archives nested too deep.
"""

import gzip
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from data_prep.articles.front_matter import read_sidecar
from data_prep.articles.marks import clean
from data_prep.articles.sources import SIDECAR, Document, Report, Source
from data_prep.records import Problem

MOST_DEPTH = 3  # archives within each other
MOST_MEMBERS = 100_000
_MOST_INNER = 2_000  # members of an archive within another
_LARGEST_INNER = 50_000_000  # bytes of an archive within another: it is held in memory
_LARGEST_MEMBER = 50_000_000  # bytes of a member that is no archive and can be read at all
_MOST_WHOLE = 20_000_000_000  # bytes that all members declare together
_RATIO = 200  # times its packed size: text packs to a tenth, not to a thousandth
_MOST_UNKNOWN = 1_000_000_000  # bytes out of a packed source whose own size is not known, being packed itself
_SMALL = 10_000_000  # bytes: below it no ratio matters
_WAY_OUT = "Accepted: ZIP, gzip and TAR of articles; unpack it and give the files"


class Member(io.RawIOBase):
    """The bytes of a member, as they are unpacked; ends with ValueError where they are damaged or too many."""

    def __init__(self, stream: BinaryIO, most: int | None) -> None:
        self._stream = stream
        self._most = most
        self._read = 0

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # any buffer of bytes
        """The next bytes."""
        try:
            # One piece at a time: what stands before the damage is not lost with it.
            data = getattr(self._stream, "read1", self._stream.read)(len(buffer))
        except (EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, NotImplementedError, RuntimeError) as error:
            raise ValueError(f"a damaged archive ({' '.join(str(error).split())[:120]})") from error
        self._read += len(data)
        if self._most is not None and self._read > self._most:
            raise ValueError(f"it unpacks to more than {self._most / 1e6:,.0f} MB, too much for what it weighs")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Closes the archive's stream as well."""
        self._stream.close()
        super().close()


def most_unpacked(source: Source) -> int:
    """The bytes to which a packed source may unpack."""
    return max(_SMALL, _RATIO * source.size) if source.size is not None else _MOST_UNKNOWN


def tells_tar(path: str, opening: bytes) -> bool:
    """Whether it is a TAR archive, by the mark in its first header."""
    return opening[257:262] == b"ustar"


def read_zip(source: Source, on_problem: Report) -> Iterator[Source | Document]:
    """The members of a ZIP archive; an office document is read as one. Raises OSError, ValueError."""
    from data_prep.articles.docx import is_word, name_office, read_docx

    if _is_too_deep(source, on_problem):
        return
    try:
        with _seekable(source) as stream, zipfile.ZipFile(stream) as box:
            members = box.infolist()
            names = [member.filename for member in members]
            if is_word(names):
                yield from read_docx(source, on_problem)
            elif office := name_office(names):
                on_problem(Problem(source.path, office, "Save it as PDF, DOCX or text"))
            elif found := _why_not(members, source.depth):
                on_problem(Problem(source.path, found, _WAY_OUT))
            else:
                yield from _zip_members(box, members, source, on_problem)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        on_problem(Problem(source.path, f"a damaged ZIP archive ({error})", _WAY_OUT))


def read_gzip(source: Source, on_problem: Report) -> Iterator[Source]:
    """What is packed in a gzip file."""
    if _is_too_deep(source, on_problem):
        return
    name = PurePosixPath(source.path).name
    inner = name[:-3] if name.lower().endswith(".gz") else f"{name[:-4]}.tar" if name.lower().endswith(".tgz") else name

    def unpack() -> BinaryIO:
        stream = gzip.GzipFile(fileobj=source.open())
        return io.BufferedReader(Member(stream, most_unpacked(source)))  # type: ignore[arg-type] # a GzipFile reads as a BinaryIO does

    yield Source(f"{source.path}/{inner}", unpack, None, beside=source.beside, depth=source.depth + 1)


def read_tar(source: Source, on_problem: Report) -> Iterator[Source]:
    """The members of a TAR archive, which is streamed. Raises OSError, ValueError."""
    if _is_too_deep(source, on_problem):
        return
    seen: set[str] = set()
    count = told = 0
    try:
        with source.open() as stream, tarfile.open(fileobj=stream, mode="r|") as box:
            for member in box:
                count += 1
                path = f"{source.path}/{clean(member.name)}"
                if count > MOST_MEMBERS:
                    on_problem(
                        Problem(
                            source.path, f"more than {MOST_MEMBERS:,} members", f"The rest was left out. {_WAY_OUT}"
                        )
                    )
                    return
                if member.isdir() or _is_hidden(member.name):
                    continue
                found = (
                    "a link or a device, no file"
                    if not member.isfile()
                    else _why_not_member(member.name, member.size, None)
                )
                if found:
                    on_problem(Problem(path, found, _WAY_OUT))
                    told += 1
                    continue
                file = box.extractfile(member)
                data = file.read() if file else b""
                yield Source(_apart(path, seen), partial(io.BytesIO, data), len(data), depth=source.depth + 1)
    except (tarfile.TarError, EOFError, zlib.error) as error:
        on_problem(Problem(source.path, f"a damaged TAR archive ({error})", _WAY_OUT))
        return
    if not seen and not told:
        on_problem(Problem(source.path, f"an archive of {count} members, none of them a file to read", _WAY_OUT))


def _zip_members(
    box: zipfile.ZipFile, members: list[zipfile.ZipInfo], source: Source, on_problem: Report
) -> Iterator[Source]:
    seen: set[str] = set()
    told = 0
    by_name = {member.filename: member for member in members}
    for member in members:
        if member.is_dir() or _is_hidden(member.filename):
            continue
        if member.filename.endswith(SIDECAR) and member.filename.removesuffix(SIDECAR) in by_name:
            continue  # read with what it stands beside
        path = f"{source.path}/{clean(member.filename)}"
        found = _why_not_member(member.filename, member.file_size, member.compress_size)
        if member.flag_bits & 1:
            found = "a member that needs a password"
        elif stat.S_ISLNK(member.external_attr >> 16):
            found = "a link"
        if found:
            on_problem(Problem(path, found, _WAY_OUT))
            told += 1
            continue
        name = _apart(path, seen)
        beside = by_name.get(member.filename + SIDECAR)
        fields = (
            read_sidecar(Source(name + SIDECAR, partial(_open_member, box, beside)), on_problem)
            if beside and not beside.flag_bits & 1
            else {}
        )
        yield Source(name, partial(_open_member, box, member), member.file_size, beside=fields, depth=source.depth + 1)
    if not seen and not told:
        on_problem(Problem(source.path, f"an archive of {len(members)} members, none of them a file to read", _WAY_OUT))


def _open_member(box: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    try:
        stream = box.open(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValueError(f"a damaged archive ({error})") from error
    return io.BufferedReader(Member(stream, None))  # type: ignore[arg-type] # unpacking ends at the size that was declared


def _seekable(source: Source) -> BinaryIO:
    """A stream that can be read from its end: a file's own, otherwise its bytes in memory."""
    if source.depth == 0:
        stream = source.open()
        if stream.seekable():
            return stream
        stream.close()
    return io.BytesIO(source.read(_LARGEST_INNER))


def _why_not(members: list[zipfile.ZipInfo], depth: int) -> str:
    most = _MOST_INNER if depth else MOST_MEMBERS
    if len(members) > most:
        return f"an archive of {len(members):,} members; more than {most:,} are not read"
    whole, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if whole > _MOST_WHOLE or (whole > 10 * _SMALL and whole > _RATIO * packed):
        return f"an archive that would unpack to {whole / 1e6:,.0f} MB"
    return ""


def _why_not_member(name: str, size: int, packed: int | None) -> str:
    """Why a member is not read, "" where it may be."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or name[1:2] == ":":
        return "a name that leads out of the archive"
    if packed is not None and size > _SMALL and size > _RATIO * packed:
        return f"a member that would unpack to {size / 1e6:,.0f} MB, more than {_RATIO} times its packed size"
    if packed is None and size > _LARGEST_MEMBER:  # in a TAR archive it has to be read as a whole
        return f"a member of {size / 1e6:,.0f} MB"
    return ""


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)


def _is_too_deep(source: Source, on_problem: Report) -> bool:
    if source.depth < MOST_DEPTH:
        return False
    on_problem(Problem(source.path, f"archives nested deeper than {MOST_DEPTH}", _WAY_OUT))
    return True


def _apart(path: str, seen: set[str]) -> str:
    """The path, numbered where an archive has two members of one name."""
    name, count = path, 1
    while name in seen:
        count += 1
        stem = PurePosixPath(path)
        name = str(stem.with_name(f"{stem.stem} ({count}){stem.suffix}"))
    seen.add(name)
    return name
