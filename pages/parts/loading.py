"""The open timeline: which one, opened once for all sessions, and what every page needs of it.

Enters: `--timeline DIR` or `DATELINE_TIMELINE`; without either, a timeline is built from `seeds/` once and kept on disk
beside the app, or in the user's cache where that place cannot be written. Leaves: `Opened`. A folder that is no timeline
is said in plain words, with the way out.
"""

import argparse
import atexit
import gc
import hashlib
import os
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from data_prep.queries import Choices, count_options, find_events, find_span, read_actors, read_articles
from data_prep.store import MANIFEST, Timeline, TimelineError, is_timeline, open_timeline
from pages.charts.tokens import kind_label

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
GRACE = 30  # seconds for which a replaced timeline stays open, for pages that are at work on it
STALE = 7 * 86_400  # seconds after which a timeline built by older code is cleared away


@dataclass(frozen=True, slots=True)
class Opened:
    """A timeline with what all pages ask of it; shared between sessions, so nothing in it is ever changed."""

    timeline: Timeline
    directory: str
    stamp: str
    every: pd.DataFrame
    actors: pd.DataFrame
    articles: pd.DataFrame
    options: dict[str, pd.DataFrame]
    span: tuple[date | None, date | None]
    names: dict[str, str] = field(default_factory=dict)  # of actors and kinds
    outlets: dict[str, str] = field(default_factory=dict)  # by article_id
    redirects: dict[str, str] = field(default_factory=dict)  # event_id of before -> of now

    @property
    def problems(self) -> list[str]:
        """The inputs that were skipped or are doubtful, in words."""
        return [_problem_words(p) for p in self.timeline.manifest.get("problems", [])]


def open_or_explain() -> Opened:
    """Open the timeline that was asked for, or say what is wrong and stop the page."""
    asked = asked_directory()
    try:
        directory = Path(asked) if asked else seeds_timeline()
        return _open(str(directory))
    except TimelineError as error:
        _explain(f"No timeline can be opened at {asked or 'the place where the examples are kept'}.", str(error))
    except OSError as error:
        _explain("The timeline could not be read or written.", str(error))
    raise AssertionError("st.stop ends the run")


def asked_directory(arguments: list[str] | None = None) -> str | None:
    """The folder named on the command line or in the environment."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--timeline")
    known, _ = parser.parse_known_args(sys.argv[1:] if arguments is None else arguments)
    return known.timeline or os.environ.get("DATELINE_TIMELINE") or None


@st.cache_resource(show_spinner=False, max_entries=256)
def events_of(_opened: Opened, directory: str, stamp: str, choices: Choices) -> pd.DataFrame:
    """The events that pass the filters; shared, so never changed."""
    return find_events(_opened.timeline, choices)


def _is_current(opened: Opened) -> bool:
    """Whether the folder still holds this timeline; one that was replaced is let go, a while after.

    Pages that run at this moment may still ask it.
    """
    if opened.stamp == _stamp(Path(opened.directory)):
        return True
    closing = threading.Timer(GRACE, opened.timeline.connection.close)
    closing.daemon = True
    closing.start()
    return False


@st.cache_resource(show_spinner="Opening the timeline …", max_entries=4, validate=_is_current)
def _open(directory: str) -> Opened:
    stamp = _stamp(Path(directory))  # first: what is written meanwhile is opened the next time
    timeline = open_timeline(Path(directory))
    actors, articles, every = read_actors(timeline), read_articles(timeline), find_events(timeline)
    options = count_options(timeline)
    names = dict(zip(actors["actor_id"], actors["name"], strict=True)) | {
        k: kind_label(k) for k in options["kinds"]["value"]
    }
    outlets = {
        a: o if isinstance(o, str) else "outlet not stated"
        for a, o in zip(articles["article_id"], articles["outlet"], strict=True)
    }
    led = timeline.table("redirects")
    opened = Opened(
        timeline, directory, stamp, every, actors, articles, options, find_span(timeline), names, outlets,
        redirects=dict(zip(led["old"], led["new"], strict=True)),
    )  # fmt: skip
    _spare_from_gc()
    return opened


@cache
def _spare_from_gc() -> None:
    """What stays for good need not be looked through at every rerun: Streamlit collects garbage after each.

    Once, at the first opening, for that is when most of it is loaded; a timeline opened later may be replaced like the first.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # so that DuckDB's objects are let go in order when the server stops


def _stamp(directory: Path) -> str:
    """Changes whenever the folder is written anew: the manifest is swapped last."""
    try:
        return str((directory / MANIFEST).stat().st_mtime_ns)
    except OSError:
        return ""


def seeds_timeline() -> Path:
    """The timeline of the seed articles, built at first start and whenever seeds or code change."""
    place = _built(_fingerprint())
    if not is_timeline(place):  # cleared away behind our back
        _built.clear()
        place = _built(_fingerprint())
    return place


@st.cache_resource(show_spinner="Reading the example articles and dating their events. This happens once …")
def _built(fingerprint: str) -> Path:
    """One build for all sessions: the others wait here. Written beside and swapped in whole by `write_timeline`."""
    from data_prep.build import build_timeline  # heavy, and needed at first start only
    from data_prep.records import Problem
    from data_prep.writing import write_timeline

    home = _cache_folder()
    place = home / f"seeds-{fingerprint}"
    if not is_timeline(place):
        problems: list[Problem] = []
        tables = build_timeline([SEEDS], on_problem=problems.append)
        write_timeline(tables, place, inputs=["seeds"], problems=problems)
    for old in home.glob("seeds-*"):
        if old != place and time.time() - old.stat().st_mtime > STALE:
            shutil.rmtree(old, ignore_errors=True)
    return place


@st.cache_resource(show_spinner=False)
def _fingerprint() -> str:
    """A hash of the seeds and of the code and words that read them."""
    files = [*SEEDS.rglob("*"), *(ROOT / "data_prep").rglob("*.py"), *(ROOT / "data_prep").rglob("*.yml")]
    digest = hashlib.sha256()
    for path in sorted(f for f in files if f.is_file()):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _cache_folder() -> Path:
    """The first place that can be written: beside the app, the user's cache, the folder for temporary files."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    for place in (ROOT / ".dateline", Path(cache) / "dateline", Path(tempfile.gettempdir()) / "dateline"):
        try:
            place.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=place):
                return place
        except OSError:
            continue
    raise OSError("no folder can be written: neither beside the app, nor in the user's cache, nor for temporary files")


def _explain(headline: str, detail: str) -> None:
    """A plain message with the way out. `st.text` shows paths and messages as they are."""
    st.title("Dateline", anchor=False)
    st.error(headline.replace("`", "'"))
    st.text(detail)
    st.text("Make a timeline of your articles, then open it:")
    st.code("dateline build ARTICLES --out DIR\ndateline open DIR", language=None)
    st.text("Or start without a folder, and the example articles are opened:")
    st.code("streamlit run dashboard.py", language=None)
    st.stop()


def _problem_words(problem: Any) -> str:
    if isinstance(problem, dict):
        return f"{problem.get('path', '')}: {problem.get('found', '')}. {problem.get('accepted', '')}".strip()
    return str(problem)
