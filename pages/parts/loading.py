"""The open timeline: which one, opened once for all sessions, and what every page needs of it.

Enters: a folder (`which.py` says which); without one, a timeline is built from `seeds/` once and kept on disk
beside the app, or in the user's cache where that place cannot be written. Leaves: `Opened`. A folder that is no timeline
is said in plain words, with the way out.
"""

import argparse
import contextlib
import os
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data_prep import examples
from data_prep.queries import FILTERS, Choices, count_articles, find_rows, read_names
from data_prep.resident import read_index
from data_prep.selection import Mask, Selection
from data_prep.store import MANIFEST, Timeline, TimelineError, is_timeline, open_timeline, tables_folder
from pages.charts.tokens import kind_label
from pages.words import opening as say

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
GRACE = 30  # seconds for which a replaced timeline stays open, for pages that are at work on it
WATCHED = 20  # seconds from one look at the folder to the next


@dataclass(frozen=True, slots=True)
class Opened:
    """A timeline with what all pages ask of it; shared between sessions, so nothing in it is ever changed."""

    timeline: Timeline
    directory: str
    stamp: str
    every: Selection
    articles: dict[str, int]  # how many there are, by what is known of their dates (`queries.count_articles`)
    title: str
    names: dict[str, str]  # of actors and kinds
    labels: dict[str, str]  # of actors in lists: two of one name carry their ids
    actors: pd.DataFrame  # name, type, country by actor_id

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The first and the last day that any event has; None, None where nothing is dated."""
        found = self.every.first_and_last
        return (found[0].item(), found[1].item()) if found else (None, None)

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The inputs that were skipped or are doubtful: path, found, accepted, skipped."""
        return list(self.timeline.manifest.get("problems", []))


def open_or_explain(asked: str | None) -> Opened:
    """Open the timeline in this folder, the examples without one, or say what is wrong and stop the page.

    A session stays with the build that it opened, until its reader takes a newer one or the files are gone, which is said.
    """
    try:
        directory = str(Path(asked) if asked else seeds_timeline())
        now, pinned = _stamp(Path(directory)), st.session_state.get("build")
        try:
            opened = _open(directory, pinned[1] if pinned and pinned[0] == directory else now)
            touch(opened)
        except _GoneError:
            opened = _open(directory, _stamp(Path(directory)))
            st.toast(say.BUILD_GONE)
        st.session_state["build"] = (directory, opened.stamp)
        return opened
    except TimelineError as error:
        _explain(say.cannot_open(asked), str(error))
    except OSError as error:
        _explain(say.UNREADABLE, str(error))
    raise AssertionError("st.stop ends the run")


def open_apart(directory: Path) -> Opened:
    """Open a timeline without making it the session's. Raises TimelineError, OSError."""
    return _open(str(directory), _stamp(directory))


class _GoneError(Exception):
    """The build that was asked for is neither open nor the one on the disk."""


@st.fragment(run_every=WATCHED)
def offer_newer(opened: Opened) -> None:
    """Where the folder holds a newer build: a button that shows it. Filters, window and open event stay as they are.

    As long as a page is open, the files of its build are kept: whoever writes spares a folder that was touched lately.
    """
    if st.session_state.pop("take_newer", False):
        del st.session_state["build"]
        st.rerun()
    with contextlib.suppress(_GoneError):  # the next run of the page says it
        touch(opened)
    if _stamp(Path(opened.directory)) not in ("", opened.stamp):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p class="dl dl-note">{say.NEWER}</p>')
            st.button(say.SHOW_IT, type="tertiary", on_click=lambda: st.session_state.update(take_newer=True))


def touch(opened: Opened) -> None:
    """Say that the files of a build are in use. Raises _GoneError where they were removed all the same."""
    try:
        os.utime(tables_folder(Path(opened.directory), opened.timeline.manifest))
    except FileNotFoundError:
        raise _GoneError from None
    except OSError:  # a folder that may be read but not touched
        return


def asked_directories(arguments: list[str] | None = None) -> list[str]:
    """The folders named on the command line, or else in the environment; the first is opened, the others are offered."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--timeline", action="append")
    known, _ = parser.parse_known_args(sys.argv[1:] if arguments is None else arguments)
    return known.timeline or [d for d in os.environ.get("DATELINE_TIMELINE", "").split(os.pathsep) if d]


@st.cache_resource(show_spinner=False, max_entries=64)
def selection_of(_opened: Opened, directory: str, stamp: str, choices: Choices) -> Selection:
    """The events that pass the filters, with all that was counted of them; shared, so never changed."""
    mask = _opened.every.mask
    for f in FILTERS:
        if f.asks(choices):
            mask = mask & _passing(_opened, directory, stamp, f.name, f.passes(choices))
    return Selection(_opened.every.index, mask)


@st.cache_resource(show_spinner=False, max_entries=32)
def _passing(_opened: Opened, directory: str, stamp: str, name: str, parameters: Mapping[str, Any]) -> Mask:
    return _opened.every.index.mark(find_rows(_opened.timeline, name, parameters))


def _title(given: object, every: Selection, who: pd.DataFrame) -> str:
    """What a timeline is about: its own title, or its two busiest states, or its busiest actor."""
    if isinstance(given, str) and given.strip():
        return given
    first = who.iloc[every.actors[:200]]
    busiest, states = first.iloc[:1], first[first["type"] == "state"].iloc[:2]
    counts = every.per_actor[states.index]
    leading = states if len(states) == 2 and counts[1] * 10 >= every.per_actor[busiest.index[0]] else busiest
    return " and ".join(sorted(leading["name"])) or "A timeline"


def _let_go(opened: Opened) -> None:
    """Close a timeline that nobody asks for any more, a while after: pages that run at this moment may still ask it."""
    closing = threading.Timer(GRACE, opened.timeline.connection.close)
    closing.daemon = True
    closing.start()


@st.cache_resource(show_spinner=say.OPENING, max_entries=4, on_release=_let_go)
def _open(directory: str, stamp: str) -> Opened:
    if stamp != _stamp(Path(directory)):  # what is written from here on is opened the next time
        raise _GoneError
    timeline = open_timeline(Path(directory))
    index = read_index(timeline.connection)
    who = read_names(timeline)
    names = dict(zip(who["actor_id"], who["name"], strict=True))
    labels = names | {a: f"{names[a]} ({a})" for a in who["actor_id"][who["twice"]]}
    every = Selection(index, np.ones(len(index), bool))
    return Opened(
        timeline, directory, stamp, every, count_articles(timeline), _title(timeline.manifest.get("title"), every, who),
        names | {k: kind_label(k) for k in index.kinds}, labels, who.set_index("actor_id")[["name", "type", "country"]],
    )  # fmt: skip


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


@st.cache_resource(show_spinner=say.EXAMPLES_READ)
def _built(fingerprint: str) -> Path:
    """One build for all sessions: the others wait here."""
    return examples.build(SEEDS, fingerprint)


@st.cache_resource(show_spinner=False)
def _fingerprint() -> str:
    return examples.fingerprint(SEEDS)


def _explain(headline: str, detail: str) -> None:
    """A plain message with the way out. `st.text` shows paths and messages as they are."""
    st.title("Dateline", anchor=False)
    st.error(headline.replace("`", "'"))
    st.text(detail)
    st.text(say.MAKE_ONE)
    st.code("dateline build ARTICLES --out DIR\ndateline open DIR", language=None)
    st.text(say.OR_EXAMPLES)
    st.code("streamlit run dashboard.py", language=None)
    st.stop()
