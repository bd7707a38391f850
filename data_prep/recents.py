"""The timelines that were opened lately, in a small database of the user.

Enters: a file (SQLite) and what is known of a timeline. Leaves: `Known`, the latest first. Refuses nothing: where the file cannot
be read or written, nothing is remembered, and `remember` says so. Several programs may write at once: each writes a row in
a transaction and waits for the others.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from data_prep.store import MANIFEST

MOST = 50  # are kept; those that were opened longest ago go
_WAIT = 5.0  # seconds for another writer


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a timeline; `first` and `last` are days as in EDTF, times are seconds since 1970."""

    key: str
    directory: str
    title: str
    articles: int
    events: int
    first: str
    last: str
    built: float
    opened: float

    @property
    def gone(self) -> bool:
        """Whether its folder holds no timeline any more; a look at one file, since a list asks this of each."""
        return bool(self.directory) and not (Path(self.directory) / MANIFEST).is_file()


_COLUMNS = [f.name for f in fields(Known)]
_TABLE = f"create table if not exists recents ({', '.join(_COLUMNS)}, primary key (key))"


def key_of(directory: Path | str) -> str:
    """A short name of a folder, the same every time: it stands in addresses, where no path may."""
    place = Path(directory).resolve()
    name = re.sub(r"[^a-z0-9]+", "-", place.name.lower()).strip("-")[:24] or "timeline"
    return f"{name}-{hashlib.sha256(str(place).encode()).hexdigest()[:8]}"


def remember(file: Path, known: Known) -> bool:
    """Put a timeline first among the recent ones; whether that could be written."""
    marks = ", ".join("?" * len(_COLUMNS))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _opened(file) as db:
            db.execute(f"insert or replace into recents ({', '.join(_COLUMNS)}) values ({marks})", astuple(known))
            db.execute(
                "delete from recents where key not in (select key from recents order by opened desc limit ?)", (MOST,)
            )
        return True
    except (OSError, sqlite3.Error):
        return False


def read_recents(file: Path) -> list[Known]:
    """The timelines that are remembered, the latest first; [] where there is no file, or none that can be read."""
    if not file.is_file():
        return []
    try:
        with closing(sqlite3.connect(file, timeout=_WAIT)) as db:
            rows = db.execute(f"select {', '.join(_COLUMNS)} from recents order by opened desc").fetchall()
        return [Known(*row) for row in rows]
    except (OSError, sqlite3.Error):
        return []


def forget(file: Path, key: str) -> None:
    """Take a timeline off the list; its folder stays as it is. Raises OSError where the list cannot be written."""
    try:
        with _opened(file) as db:
            db.execute("delete from recents where key = ?", (key,))
    except sqlite3.Error as error:
        raise OSError(f"{file} cannot be written ({error})") from None


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The list, to write in it: in a transaction of its own."""
    with closing(sqlite3.connect(file, timeout=_WAIT)) as db, db:
        db.execute("begin immediate")
        db.execute(_TABLE)
        yield db
