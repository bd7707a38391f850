"""What a timeline's folder knows of what was read for it: a database, and the right to write to it.

    DIR/cache/readings.sqlite   what was read, by the hash of what it was made of (`shelf.py`); state(version): the version of
                                the timeline that its articles are of
    DIR/cache/work.duckdb       what a build works with; thrown away at its end (`work.py`)
    DIR/cache/lock.sqlite       held by the one command that writes

Enters: a timeline's folder. Leaves: a `Cache`, and keys: hashes of the bytes read, of what stands beside them and of this
program's own files, so nothing old is ever taken for new. The folder may be deleted at any time; the next build reads
everything. A file that is damaged is made anew. Refuses, with an OSError, a folder that another command is writing to.
"""

import hashlib
import sqlite3
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

FOLDER = "cache"
OURS = ("readings.sqlite", "lock.sqlite", "work.duckdb")  # how the names of its files begin
_FILE, _LOCK, WORK = OURS
_LIBRARIES = ("trafilatura", "htmldate", "pypdf", "python-docx", "feedparser", "py3langid")  # whose answers are kept
_TABLES = "create table if not exists state (version text not null)"


class Cache:
    """The database of a timeline's folder, held by this process alone. A context manager."""

    def __init__(self, directory: Path) -> None:
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
        except sqlite3.DatabaseError:
            self.connection.close()
            raise

    def __enter__(self) -> "Cache":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.commit()
        self.connection.close()
        self._lock.close()

    def version(self) -> str:
        """The version of the timeline whose articles these are; "" where none are known."""
        row = self.connection.execute("select version from state").fetchone()
        return str(row[0]) if row else ""


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
    for file in sorted(f for end in ("py", "yml", "txt", "gz") for f in root.rglob(f"*.{end}")):
        digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}".encode())
    return digest.digest()
