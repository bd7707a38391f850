"""The timeline of the example articles: built at first start, kept on disk, built anew when they or the code change.

Enters: the folder of the articles. Leaves: the folder of their timeline, beside the program, or in the user's cache where that place
cannot be written. Refuses: a machine where no folder can be written, with an `OSError` that names the places.
"""

import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from data_prep.cache import program_version
from data_prep.store import is_timeline

ROOT = Path(__file__).resolve().parents[1]
STALE = 7 * 86_400  # seconds after which a timeline built by older code is cleared away


def build(articles: Path, fingerprint: str) -> Path:
    """The timeline of these articles as this code reads them; written beside and swapped in whole, if it is not there."""
    from data_prep.build import build_timeline  # heavy, and needed at first start only
    from data_prep.records import Problem
    from data_prep.writing import write_timeline

    home = cache_folder()
    place = home / f"seeds-{fingerprint}"
    if not is_timeline(place):
        problems: list[Problem] = []
        tables = build_timeline([articles], on_problem=problems.append)
        write_timeline(tables, place, inputs=[articles], problems=problems)
    for old in home.glob("seeds-*"):
        if old != place and time.time() - old.stat().st_mtime > STALE:
            shutil.rmtree(old, ignore_errors=True)
    return place


def fingerprint(articles: Path) -> str:
    """A hash of the articles and of the program that reads them."""
    digest = hashlib.sha256(program_version())
    for path in sorted(f for f in articles.rglob("*") if f.is_file()):
        digest.update(path.relative_to(articles).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def cache_folder() -> Path:
    """The first place that can be written: beside the program, the user's cache, the folder for temporary files."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    for place in (ROOT / ".dateline", Path(cache) / "dateline", Path(tempfile.gettempdir()) / "dateline"):
        try:
            place.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=place):
                return place
        except OSError:
            continue
    raise OSError("no folder can be written: neither beside the app, nor in the user's cache, nor for temporary files")
