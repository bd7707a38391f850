"""A brief: events that a reader starred, in an order, each with a remark, under a title and an opening paragraph.

Enters: what the reader did. Leaves: a new `Brief`, for none is ever changed; its JSON; the briefs of a timeline in a small database of the user (SQLite),
written whole and at once, so that a closed browser loses nothing. Refuses, with a `BriefError`, JSON that is no brief. Where the
database cannot be read or written, `save` says so and nothing is found.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

MOST = 200  # events in a brief
LONGEST = 5_000  # characters of a text
_WAIT = 5.0  # seconds for another writer
_TABLE = "create table if not exists briefs (timeline, id, changed integer primary key autoincrement, body, unique (timeline, id))"


class BriefError(ValueError):
    """A file that is no brief; its text says what was found and what is accepted."""


@dataclass(frozen=True, slots=True)
class Star:
    """An event of a brief, and what the reader says of it."""

    event_id: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """What a reader makes of a timeline."""

    title: str = ""
    opening: str = ""
    stars: tuple[Star, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.title or self.opening or self.stars)

    def has(self, event_id: str) -> bool:
        """Whether this event is starred."""
        return any(s.event_id == event_id for s in self.stars)

    def toggled(self, event_id: str) -> "Brief":
        """With this event at the end, or without it; a full brief stays as it is."""
        if self.has(event_id):
            return replace(self, stars=tuple(s for s in self.stars if s.event_id != event_id))
        return replace(self, stars=(*self.stars, Star(event_id))[:MOST])

    def moved(self, event_id: str, by: int) -> "Brief":
        """With this event so many places on."""
        stars = list(self.stars)
        at = next((i for i, s in enumerate(stars) if s.event_id == event_id), None)
        if at is None:
            return self
        star = stars.pop(at)
        stars.insert(min(max(at + by, 0), len(stars)), star)
        return replace(self, stars=tuple(stars))

    def ordered(self, event_ids: list[str]) -> "Brief":
        """In this order; what is not named comes last."""
        place = {event: n for n, event in enumerate(event_ids)}
        return replace(self, stars=tuple(sorted(self.stars, key=lambda s: place.get(s.event_id, len(place)))))

    def remarked(self, event_id: str, remark: str) -> "Brief":
        """With this remark on this event."""
        text = remark[:LONGEST]
        return replace(self, stars=tuple(replace(s, remark=text) if s.event_id == event_id else s for s in self.stars))


def as_json(brief: Brief) -> str:
    """A brief as a file."""
    return json.dumps({"dateline brief": 1, **asdict(brief)}, ensure_ascii=False, indent=1)


def read_brief(text: str | bytes) -> Brief:
    """The brief of a file. Raises BriefError where it is none."""
    try:
        found = json.loads(text)
        if not isinstance(found, dict) or found.get("dateline brief") != 1:
            raise BriefError("This file is no brief. Accepted: a file that “Save the brief as a file” made.")
        stars = tuple(Star(str(s["event_id"]), str(s.get("remark", ""))[:LONGEST]) for s in found["stars"][:MOST])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, BriefError):
            raise
        raise BriefError(f"This file cannot be read as a brief ({type(error).__name__}).") from None
    unique = {s.event_id: s for s in reversed(stars)}
    return Brief(
        str(found.get("title", ""))[:LONGEST],
        str(found.get("opening", ""))[:LONGEST],
        tuple(s for s in stars if unique[s.event_id] is s),
    )


def find_briefs(file: Path, timeline: str) -> dict[str, Brief]:
    """The briefs of a timeline by id, the one that was changed last first."""
    if not file.is_file():
        return {}
    try:
        with closing(sqlite3.connect(file, timeout=_WAIT)) as database:
            rows = database.execute("select id, body from briefs where timeline = ? order by changed desc", (timeline,))
            return {str(i): read_brief(body) for i, body in rows.fetchall()}
    except (sqlite3.Error, BriefError):
        return {}


def save_brief(file: Path, timeline: str, brief_id: str, brief: Brief) -> bool:
    """Keep a brief, as the one that was changed last; an empty one is kept no longer. False where that cannot be done."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(file, timeout=_WAIT)) as database, database:
            database.execute(_TABLE)
            database.execute("delete from briefs where timeline = ? and id = ?", (timeline, brief_id))
            if brief:
                row = (timeline, brief_id, as_json(brief))
                database.execute("insert into briefs (timeline, id, body) values (?, ?, ?)", row)
    except (sqlite3.Error, OSError):
        return False
    return True
