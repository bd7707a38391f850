"""Timelines that are being built: begun on a page, at work behind it, known to every session of this server.

Enters: a folder of articles and a name. Leaves: `Build`, which says how far it is and how it ended; the timeline's folder. Refuses, in words
with the way out: folders that are not there, may not be read, or hold no file; names that are none. A build is
stopped between two steps; what was read is kept in the timeline's folder, and the next build of it goes on from there.
"""

import os
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import streamlit as st

from data_prep.changes import Change
from data_prep.records import Problem
from data_prep.store import TimelineError, is_timeline
from data_prep.writing import refuse_other_folder
from pages.words import timelines as say

_NAME = re.compile(r"\w[\w .-]{0,79}")
READ = "articles read"


class StoppedError(Exception):
    """The reader does not want it any more."""


@dataclass
class Build:
    """One timeline in the making; one thread writes, pages read."""

    folder: Path
    out: Path
    step: str = ""
    done: int = 0
    of: int | None = None
    files: int = 0
    begun: float = field(default_factory=time.monotonic)
    took: float = 0.0
    problems: list[Problem] = field(default_factory=list)
    change: Change | None = None
    error: str = ""
    ended: bool = False
    wanted: bool = True  # no longer, once it is stopped

    def run(self) -> None:
        """Build it; whatever happens is kept for the page."""
        from data_prep.update import build_into  # heavy, and needed here only

        try:
            self.files = sum(1 for _ in _files(self.folder))
            self.change = build_into(self.out, [self.folder], self.problems.append, self.tell)
        except StoppedError:
            self.error = say.STOPPED
        except Exception as error:  # a thread's end is silent: its reason stands on the page
            self.error = say.failed(str(error) or type(error).__name__)
        finally:
            self.took, self.ended = time.monotonic() - self.begun, True

    def tell(self, step: str, done: int, of: int | None) -> None:
        """Told by the build how far it is; the place where it stops."""
        if not self.wanted:
            raise StoppedError
        self.step, self.done, self.of = step, done, of

    @property
    def part(self) -> float:
        """How much of the step is done, from 0 to 1; 0 where nobody knows."""
        of = self.files if self.step == READ else self.of
        return min(1.0, self.done / of) if of else 0.0

    @property
    def words(self) -> str:
        """How far it is."""
        if not self.wanted:
            return say.STOPPING
        if not self.step:
            return say.STARTING
        if self.step != READ:
            return say.step(self.step, self.done, self.of)
        a_second = self.done / max(0.1, time.monotonic() - self.begun)
        return say.reading(self.done, self.files, a_second, (self.files - self.done) / max(a_second, 0.01))


@st.cache_resource(show_spinner=False)
def builds() -> dict[str, Build]:
    """All builds since the server started that nobody put away, by the folder of the timeline."""
    return {}


def begin(folder: Path, out: Path) -> Build:
    """Start building, unless one is at work; then that one."""
    with _beginning():
        at_work = next((b for b in builds().values() if not b.ended), None)
        if at_work is not None:
            return at_work
        build = builds()[str(out)] = Build(folder, out)
    threading.Thread(target=build.run, name=f"build {out.name}", daemon=True).start()
    return build


@st.cache_resource(show_spinner=False)
def _beginning() -> Any:
    return threading.Lock()


def read_folder(text: str) -> Path:
    """The folder that a reader typed. Raises ValueError, in words, where it cannot be one of articles."""
    if not text.strip():
        raise ValueError(say.NO_FOLDER)
    path = Path(text.strip().strip("\"'"))
    try:
        path = path.expanduser()
    except RuntimeError:
        raise ValueError(say.no_whole_path(str(path))) from None
    if not path.is_absolute():
        raise ValueError(say.no_whole_path(str(path)))
    if "\0" in text or not path.exists():
        raise ValueError(say.no_folder(str(path)))
    if not path.is_dir():
        raise ValueError(say.not_a_folder(str(path)))
    if not os.access(path, os.R_OK | os.X_OK):
        raise ValueError(say.not_readable(str(path)))
    if is_timeline(path):
        raise ValueError(say.is_timeline(str(path)))
    if not any(islice(_files(path), 1)):
        raise ValueError(say.nothing_in(str(path)))
    return path


def _files(folder: Path) -> Iterator[Path]:
    """Files that may be articles; the first is soon found."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in names if not name.startswith("."))


def place_for(folder: Path, name: str) -> Path:
    """The folder of the new timeline: beside the articles. Raises ValueError, in words, where none can be made."""
    name = name.strip() or f"{folder.name}-timeline"
    if not _NAME.fullmatch(name):
        raise ValueError(say.bad_name(name))
    out = folder.parent / name
    if not os.access(folder.parent, os.W_OK | os.X_OK):
        raise ValueError(say.not_writable(str(folder.parent)))
    try:
        refuse_other_folder(out)
    except TimelineError:
        raise ValueError(say.occupied(str(out))) from None
    return out
