"""What goes out: the events that pass the filters with their sentences and sources, some at a time, and what is said of the whole.

Enters: an open timeline, the `Selection` of what passes, when this is done (whoever calls reads the clock). Leaves: `Entry`s in
the order of time, the undated last; sentences of an `About`, which every format writes where it can. Articles' own texts are
other people's: `Entry`s have none. Refuses nothing: a selection may be empty, or larger than memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from data_prep.queries import FILTERS, Choices, ask, describe_choices, find_rows, read_names
from data_prep.resident import read_index
from data_prep.saying import date_words
from data_prep.selection import OPEN, Rows, Selection
from data_prep.store import Timeline

SOME = 4_000  # events read at a time


@dataclass(frozen=True, slots=True)
class Evidence:
    """An article that tells of an event, and the sentences in which it does; each with its status and who says so."""

    article_id: str
    title: str
    outlet: str | None
    outlet_kind: str | None
    author: str | None
    url: str | None
    published: str | None  # EDTF
    copy_of: str | None
    sentences: tuple[tuple[str, str, str | None], ...]

    @property
    def name(self) -> str:
        """What it is called: its outlet, or its title where none is stated."""
        return self.outlet or self.title

    @property
    def link(self) -> str | None:
        """Its address, if that leads to the web and nowhere else."""
        return self.url if self.url and self.url.startswith(("https://", "http://")) else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of an export: its row of the table `events`, the names of its actors, the articles that tell of it."""

    event: dict[str, Any]
    actors: tuple[str, ...]
    sources: tuple[Evidence, ...]

    def __getitem__(self, column: str) -> Any:
        return self.event[column]

    @property
    def words(self) -> str:
        """Its date in words."""
        return date_words(self.event["date_edtf"])

    @property
    def first(self) -> date | None:
        """Its first day, where that is known."""
        found: date | None = self.event["date_start"]
        return found

    @property
    def last(self) -> date | None:
        """Its last day, where that is known."""
        after: date | None = self.event["date_end"]
        return after - timedelta(days=1) if after else None

    @property
    def sure_day(self) -> bool:
        """Whether it is one certain day."""
        first, plain = self.first, not self.event["qualifier"] and not str(self.event["date_edtf"]).startswith("[")
        return plain and first is not None and first == self.last


@dataclass(frozen=True, slots=True)
class About:
    """What is said of an export as a whole."""

    title: str
    made_at: datetime
    build: str  # the version in the timeline's manifest: a hash of its tables
    n: int
    every: int  # events that the timeline has
    undated: int
    filters: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()  # sentences of what a format cannot hold

    @property
    def made(self) -> str:
        """When it was made, in words."""
        at = self.made_at.astimezone(UTC)
        return f"{date_words(at.date().isoformat())}, {at:%H:%M} UTC"

    def lines(self) -> list[str]:
        """What it holds, what was left out, when it was made and from what, a sentence each."""
        holds = f"{_count(self.n, 'event')} of {self.every:,}" if self.n != self.every else _count(self.n, "event")
        said = [f"{holds}; {self.undated:,} of them without a date." if self.undated else f"{holds}."]
        if self.filters:
            said.append(f"Only events {'; '.join(self.filters)}.")
        said += self.left_out
        said.append("Dates are days as the sources give them; no time zone is applied to them.")
        said.append(f"Made on {self.made} with {PROGRAM}, from build {self.build} of the timeline.")
        return said

    def as_dict(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "title": self.title,
            "made_at": self.made_at.astimezone(UTC).isoformat(timespec="seconds"),
            "made_with": PROGRAM,
            "build": self.build,
            "events": self.n,
            "events_in_timeline": self.every,
            "undated": self.undated,
            "filters": list(self.filters),
            "left_out": list(self.left_out),
            "says": self.lines(),
        }


@dataclass(frozen=True)
class Cargo:
    """What goes out: which events of which timeline, and whether with the articles' own texts."""

    timeline: Timeline
    shown: Selection
    title: str
    made_at: datetime
    filters: tuple[str, ...] = ()  # in words
    with_text: bool = False
    dates: int | None = None  # the story in so many dates, where a format can tell it
    left_out: tuple[str, ...] = ()

    @cached_property
    def rows(self) -> Rows:
        """The rows of the events, ascending."""
        return np.flatnonzero(self.shown.mask).astype(np.int32)

    @property
    def about(self) -> About:
        """What is said of the whole."""
        build, every = str(self.timeline.manifest["version"]), len(self.shown.index)
        n, undated = self.shown.n, self.shown.n_undated
        return About(self.title, self.made_at, build, n, every, undated, self.filters, self.left_out)

    def at_most(self, most: int | None, of: str) -> "Cargo":
        """The most salient of the events, where there are more than `of` can hold; what that leaves out is said."""
        if most is None or self.shown.n <= most:
            return self
        said = f"{_count(self.shown.n - most, 'event')} less salient left out, for {of} holds {most:,} at most."
        kept = Selection(self.shown.index, self.shown.index.mark(self.shown.ranked()[:most]))
        return replace(self, shown=kept, left_out=(*self.left_out, said))

    def dated(self) -> "Cargo":
        """Those with a beginning and an end in time, which some formats need; what that leaves out is said."""
        index, undated = self.shown.index, self.shown.n_undated
        mask = self.shown.mask & (index.start > -OPEN) & (index.end < OPEN)
        half = self.shown.n - undated - int(mask.sum())
        said = [f"{_count(undated, 'event')} without a date left out."] if undated else []
        said += [f"{_count(half, 'event')} left out whose beginning or end is not known."] if half else []
        if not said:
            return self
        return replace(self, shown=Selection(index, mask), left_out=(*self.left_out, *said))

    @cached_property
    def names(self) -> dict[str, str]:
        """What actors are called, by actor_id."""
        who = read_names(self.timeline)
        return dict(zip(who["actor_id"], who["name"], strict=True))

    def chunks(self) -> Iterator[list[int]]:
        """The rows, some at a time."""
        for at in range(0, len(self.rows), SOME):
            yield self.rows[at : at + SOME].tolist()

    def entries(self) -> Iterator[Entry]:
        """The events with their sources, in the order of rows; read some at a time."""
        for rows in self.chunks():
            events, told = read_event_rows(self.timeline, rows), self._told(rows)
            for event in events:
                who = tuple(self.names.get(a, a) for a in event["actors"])
                yield Entry(event, who, tuple(told.get(event["event_id"], ())))

    def _told(self, rows: list[int]) -> dict[str, list[Evidence]]:
        """event_id -> who tells of it, in the order of publication."""
        articles = {a["article_id"]: a for a in read_article_rows(self.timeline, rows, _SOURCE)}
        sentences: dict[str, dict[str, list[tuple[str, str, str | None]]]] = {}
        for r in read_report_rows(self.timeline, rows):
            speaker = self.names.get(r["speaker"], r["speaker"])
            told = sentences.setdefault(r["event_id"], {}).setdefault(r["article_id"], [])
            if r["sentence"] not in (sentence for sentence, *_ in told):
                told.append((r["sentence"], r["status"], speaker))
        return {
            event: [
                Evidence(**article, sentences=tuple(told[name])) for name, article in articles.items() if name in told
            ]
            for event, told in sentences.items()
        }


def pack(
    timeline: Timeline, query: str, made_at: datetime, *, with_text: bool = False, dates: int | None = None
) -> Cargo:
    """The events of a timeline that a search finds, all for no words."""
    index, choices = read_index(timeline.connection), Choices(text=query)
    mask = np.ones(len(index), bool)
    for f in FILTERS:
        if f.asks(choices):
            mask &= index.mark(find_rows(timeline, f.name, f.passes(choices)))
    title = str(timeline.manifest.get("title") or timeline.directory.resolve().name)
    says = tuple(describe_choices(choices, {}))
    return Cargo(timeline, Selection(index, mask), title, made_at, says, with_text, dates)


_SOURCE = (
    "article_id, title, outlet, outlet_kind, author, url, published_edtf as published, copy_of"  # as in `Evidence`
)


def _program() -> str:
    try:
        return f"Dateline {version('dateline-timeline')}"
    except PackageNotFoundError:  # run from a folder, not installed
        return "Dateline"


PROGRAM = _program()


def read_event_rows(timeline: Timeline, rows: Sequence[int]) -> list[dict[str, Any]]:
    """All of these events, as in `tables.py`, in the order of rows."""
    return _rows(
        timeline,
        """select w.* exclude (since) from whole.events w join events e using (event_id)
        where list_contains($since, w.since) and e.row in (select unnest($rows)) order by e.row""",
        rows,
    )


def read_report_rows(timeline: Timeline, rows: Sequence[int]) -> list[dict[str, Any]]:
    """All reports of these events, as in `tables.py`, event by event."""
    return _rows(
        timeline,
        """select r.* exclude (since) from reports r join events e using (event_id)
        where list_contains($since, r.since) and e.row in (select unnest($rows)) order by e.row, r.start, r.report_id""",
        rows,
    )


def read_article_rows(timeline: Timeline, rows: Sequence[int], columns: str) -> list[dict[str, Any]]:
    """These columns of the articles that tell of these events, by day of publication."""
    return _rows(
        timeline,
        f"""select {columns} from (select w.*, a.number from whole.articles w join articles a using (article_id)
            where list_contains($told, w.since) and a.number in (select article from tellings where row in (select unnest($rows))))
        order by number""",
        rows,
    )


def _rows(timeline: Timeline, sql: str, rows: Sequence[int]) -> list[dict[str, Any]]:
    """The answer as plain values: days as dates, nulls as None. Only the parts are read in which something of it stands."""
    asked: dict[str, Any] = {"rows": list(rows)}
    for name, question in (("since", _SINCE), ("told", _TOLD)):
        if f"${name}" in sql:
            asked[name] = list(ask(timeline, question, asked, remember=False)["since"])
    with timeline.connection.cursor() as cursor:
        found = cursor.execute(sql, asked)
        columns = [name for name, *_ in found.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


_SINCE = "select distinct since::varchar as since from events where row in (select unnest($rows))"
_TOLD = """select distinct a.since::varchar as since from tellings t join articles a on a.number = t.article
    where t.row in (select unnest($rows))"""


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
