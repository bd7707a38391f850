"""What has been read before, so that a build reads only what changed.

    DIR/cache/readings.sqlite   kept(key, value): results by the hash of what they were made of; current(n, article): the
                                articles of the timeline as it stands; state(version): which version that is
    DIR/cache/lock.sqlite       held by the one command that writes

Enters: keys and records (`records.py`, `build.Reading`). Leaves: the same records, or None where nothing is kept. A key is a
hash of the bytes read, of what stands beside them and of this program's own files, so nothing old is ever taken for new.
What a build did not use is dropped at its end. The folder may be deleted at any time; the next build reads everything.
A file that is damaged is made anew. Refuses, with an OSError, a folder that another command is writing to.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from data_prep.records import Article

FOLDER = "cache"
OURS = ("readings.sqlite", "lock.sqlite")  # how the names of its files begin
_FILE, _LOCK = OURS
_LIBRARIES = ("trafilatura", "htmldate", "pypdf", "python-docx", "feedparser", "py3langid")  # whose answers are kept
_OFTEN = 200  # results between two commits: a build that is stopped goes on from there
_TABLES = """create table if not exists kept (key blob primary key, value blob not null, used integer not null default 0);
    create table if not exists current (n integer primary key, article blob not null);
    create table if not exists state (version text not null)"""

T = TypeVar("T")


class Cache:
    """The results kept in a timeline's folder. A context manager: on leaving it without an error, what was not used goes."""

    def __init__(self, directory: Path) -> None:
        self._puts = 0
        file = directory / FOLDER / _FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _hold(file.with_name(_LOCK), directory)
        try:
            self._open(file)
        except sqlite3.OperationalError as error:
            self._lock.close()
            raise OSError(f"{file} cannot be written ({error})") from None
        except sqlite3.DatabaseError:  # damaged
            file.unlink()
            self._open(file)

    def _open(self, file: Path) -> None:
        self.connection = sqlite3.connect(file)
        try:
            self.connection.executescript(f"pragma journal_mode = wal; {_TABLES}")
            self.connection.execute("update kept set used = 0")
        except sqlite3.DatabaseError:
            self.connection.close()
            raise

    def __enter__(self) -> "Cache":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.connection.execute("delete from kept where used = 0")
        self.connection.commit()
        self.connection.close()
        self._lock.close()

    def get(self, key: bytes, of: type[T]) -> T | None:
        """What is kept under a key, as a record of that type."""
        row = self.connection.execute("select value from kept where key = ?", (key,)).fetchone()
        if row is None:
            return None
        with suppress(msgspec.DecodeError, zlib.error):
            value = msgspec.msgpack.decode(zlib.decompress(row[0]), type=of)
            self.connection.execute("update kept set used = 1 where key = ?", (key,))
            return value
        return None

    def put(self, key: bytes, value: object) -> None:
        """Keep a record under a key."""
        self.connection.execute("insert or replace into kept values (?, ?, 1)", (key, _pack(value)))
        self._puts += 1
        if self._puts % _OFTEN == 0:
            self.connection.commit()

    def current(self) -> Iterator[Article]:
        """The articles of the timeline as it stands, before their dates were inferred."""
        for (row,) in self.connection.execute("select article from current order by n").fetchall():
            yield msgspec.msgpack.decode(zlib.decompress(row), type=Article)

    def version(self) -> str:
        """The version of the timeline whose articles these are; "" where none are known."""
        row = self.connection.execute("select version from state").fetchone()
        return str(row[0]) if row else ""

    def set_current(self, articles: Iterable[Article], version: str) -> None:
        """These are the timeline's articles now."""
        self.connection.execute("delete from current")
        self.connection.executemany("insert into current (article) values (?)", ((_pack(a),) for a in articles))
        self.connection.execute("delete from state")
        self.connection.execute("insert into state values (?)", (version,))


def _hold(file: Path, directory: Path) -> sqlite3.Connection:
    """The right to write, until it is closed or the process ends; a lock of SQLite's, which all systems have."""
    lock = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        lock.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        lock.close()
        raise OSError(f"another dateline is writing to {directory} ({error}). Try again when it has ended") from None
    except sqlite3.DatabaseError:  # damaged, so nobody holds it
        lock.close()
        file.unlink()
        return _hold(file, directory)
    return lock


def key_of(*parts: object) -> bytes:
    """A hash of these parts and of the program that reads them."""
    digest = hashlib.sha256(program_version())
    for part in parts:
        data = part if isinstance(part, bytes) else msgspec.msgpack.encode(part)
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


@cache
def program_version() -> bytes:
    """A hash of the program's own files and of the libraries whose answers are kept."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for file in sorted([*root.rglob("*.py"), *root.rglob("*.yml")]):
        digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}".encode())
    return digest.digest()


def _pack(value: Any) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(value), 1)
