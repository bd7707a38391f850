"""An expert's timeline held against the extracted one: what both have, what one has and the other lacks, where dates differ.

Enters: an open timeline with its index, and the events of an expert's table. Leaves: a `Comparison`. Refuses nothing.

Two events are a pair where their dates lie near each other and their words and actors are alike enough; how near and how alike stands in
the four numbers below, set by hand before any comparison was seen. Each event is in one pair at most, the likest pairs first. The
words of the expert's title are looked for in the machine's title and sentences, and the other way round (`likeness.py`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from data_prep.edtf import parse_edtf
from data_prep.expert import ExpertEvent
from data_prep.likeness import Told, all_stems, is_named, part_of, stems, weigh, whole_words
from data_prep.pairs import Rows
from data_prep.queries import Opened, ask
from data_prep.selection import OPEN, Index

TOLERANCE = 7  # days between two dates of one event: news tell of a day up to a week later, and then by the wrong one
ALIKE = 0.35  # of 1: a third of what the titles say, by weight: two who name the same actors and deed share that much
SURE = 0.6  # of 1, where the dates do not meet or one has none: words alone must carry it
_FIRST = (
    500  # candidates by date that are compared by their titles: where there are more, those with most words in common
)
_THEN = 20  # of them are looked at with their sentences: those whose titles are likest
_SENTENCES = 8  # of an event, for its words


@dataclass(frozen=True, slots=True)
class Pair:
    """One event as both tell it; `dates`: "same", "overlap", "apart" (by `days`), "undated" (one or both have none)."""

    expert: int  # which of the expert's events
    row: int  # of the machine's
    score: float
    dates: str
    days: int
    words: tuple[str, ...]
    actors: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether one could not put both on one time axis in one place."""
        return self.dates in ("apart", "undated")

    @property
    def why(self) -> str:
        """Why these are held to be one event, in words."""
        said = {
            "same": "both give the same date",
            "overlap": "their dates meet",
            "apart": f"their dates are {_count(self.days, 'day')} apart",
            "undated": "only one of them has a date",
            "neither": "neither has a date",
        }
        out = [said[self.dates]]
        if self.actors:
            out.append(f"both name {_listed(self.actors)}")
        if self.words:
            out.append(f"both say {_listed([f'“{w}”' for w in self.words])}")
        words = "; ".join(out)
        return f"{words[0].upper()}{words[1:]}. Likeness {self.score:.2f} of 1."


@dataclass(frozen=True)
class Comparison:
    """What a comparison found; events of the machine are rows, those of the expert places in the list."""

    events: Sequence[ExpertEvent]
    pairs: list[Pair]
    only_expert: list[int]
    only_machine: Rows  # within the expert's span, the most salient first
    days: "Days"

    @property
    def recall(self) -> float | None:
        """Which part of the expert's events the machine has; None where there are none."""
        return len(self.pairs) / len(self.events) if self.events else None

    @cached_property
    def differing(self) -> list[Pair]:
        """The pairs whose dates do not meet."""
        return [pair for pair in self.pairs if pair.differs]

    def numbers(self) -> dict[str, float | int | None]:
        """The comparison in numbers."""
        return {
            "expert": len(self.events),
            "paired": len(self.pairs),
            "only_expert": len(self.only_expert),
            "only_machine": len(self.only_machine),
            "dates_differ": len(self.differing),
            "recall": None if self.recall is None else round(self.recall, 4),
            "expert_days": self.days.expert,
            "days_found": self.days.found,
            "date_f1": None if self.days.f1 is None else round(self.days.f1, 4),
        }


@dataclass(frozen=True, slots=True)
class Days:
    """The expert's days held against as many of the machine's: the ones of the most salient events."""

    expert: int
    found: int  # of the expert's days on which the machine has any event
    machine: int
    hits: int

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall of days, as timelines are judged (Martschat and Markert 2017)."""
        return 2 * self.hits / (self.expert + self.machine) if self.expert else None


def compare(timeline: Opened, index: Index, events: Sequence[ExpertEvent]) -> Comparison:
    """Hold the events of an expert's table against those of a timeline."""
    spans = [_span(event) for event in events]
    mine = [_tell(event) for event in events]
    near = {n: _near(timeline, index, span, mine[n].words) for n, span in enumerate(spans)}
    machine = read_rows(timeline, np.unique(np.concatenate([*near.values(), np.empty(0, np.int32)])).astype(np.int32))
    theirs = _tell_rows(machine)
    weights, saying = weigh([*mine, *theirs.values()]), _who_says(theirs)
    best = {n: _best(mine[n], rows, saying, weights, index, spans[n]) for n, rows in near.items()}
    _add_sentences(timeline, machine, theirs, {row for rows in best.values() for row in rows})
    weights = weigh([*mine, *theirs.values()])
    found = [
        pair
        for n, rows in best.items()
        for row in rows
        if (pair := _judge(n, row, events[n], spans[n], mine[n], theirs[row], machine, weights))
    ]
    pairs = _one_to_one(found, index)
    paired, rows = {p.expert for p in pairs}, {p.row for p in pairs}
    return Comparison(
        events,
        sorted(pairs, key=lambda p: p.row),
        [n for n in range(len(events)) if n not in paired],
        _left(index, spans, rows),
        _count_days(timeline, events, spans),
    )


Span = tuple[int, int]  # first day, day after the last, since 1970


def _span(event: ExpertEvent) -> Span | None:
    if event.edtf is None:
        return None
    when = parse_edtf(event.edtf).interval
    ends = [None if day is None else (day - _EPOCH).days for day in (when.start, when.end)]
    return (-OPEN if ends[0] is None else ends[0], OPEN if ends[1] is None else ends[1])


_EPOCH = pd.Timestamp("1970-01-01").date()


def _near(timeline: Opened, index: Index, span: Span | None, words: set[str]) -> Rows:
    """The events that may be this one by their dates: one without a date may be any, and any may be one without."""
    dated = (index.start > -OPEN) | (index.end < OPEN)
    undated = np.flatnonzero(~dated).astype(np.int32)
    if len(undated) > _FIRST:
        undated = _likest(timeline, "date_edtf is null", words, {})
    first, last = (span[0] - TOLERANCE, span[1] + TOLERANCE) if span else (-OPEN, OPEN)
    rows = np.flatnonzero((index.start < last) & (index.end > first) & dated).astype(np.int32)
    if len(rows) > _FIRST:
        rows = _likest(timeline, _MEETS, words, {"first": first, "last": last})
    return np.concatenate([rows, undated])


_MEETS = f"""date_edtf is not null and coalesce(date_start - date '1970-01-01', -{OPEN}) < $last
    and coalesce(date_end - date '1970-01-01', {OPEN}) > $first"""


def _likest(timeline: Opened, where: str, words: set[str], asked: Mapping[str, int]) -> Rows:
    """Of many events, those whose titles have most of these words, the more salient first."""
    question = f"""select row from events where {where} order by
        len(list_filter($words, lambda w: contains(strip_accents(lower(title)), w))) desc, salience desc limit {_FIRST}"""
    found = ask(timeline, question, {**asked, "words": sorted(words)}, remember=False)
    return np.asarray(found["row"], np.int32)


_READ = """with who as (select p.row, list(a.name order by p.place) as names, list(a.aliases) as aliases
        from parties p join actors a on a.number = p.actor where p.row in (select unnest($rows)) group by p.row)
    select e.row, e.event_id, e.title, e.date_edtf, e.date_start, e.date_end, e.since::varchar as since,
        coalesce(who.names, []) as names, coalesce(flatten(who.aliases), []) as aliases
    from events e left join who using (row) where e.row in (select unnest($rows)) order by e.row"""
_TOLD = """select event_id, list(sentence)[1:$most] as sentences from
        (select distinct event_id, sentence from reports where list_contains($since, since) and event_id in (select unnest($events)))
    group by event_id"""


def read_rows(timeline: Opened, rows: Rows) -> dict[int, dict[str, Any]]:
    """What is compared and shown of the machine's events, by row."""
    frame = ask(timeline, _READ, {"rows": rows.tolist()}, remember=False)
    return {int(r["row"]): {str(k): v for k, v in r.items()} for r in frame.to_dict("records")}


def _tell_rows(machine: Mapping[int, Mapping[str, Any]]) -> dict[int, Told]:
    return {
        row: Told(set(stems(e["title"])), set(stems(e["title"])) | all_stems(e["names"]), [*e["names"], *e["aliases"]])
        for row, e in machine.items()
    }


def _tell(event: ExpertEvent) -> Told:
    words = set(stems(f"{event.title} {event.text} {event.place}")) | all_stems(event.actors)
    return Told(set(stems(event.title)), words, list(event.actors))


def _who_says(told: Mapping[int, Told]) -> dict[str, set[int]]:
    """Word -> the rows of the events that say it."""
    saying: dict[str, set[int]] = defaultdict(set)
    for row, one in told.items():
        for word in one.words:
            saying[word].add(row)
    return saying


def _add_sentences(
    timeline: Opened, machine: Mapping[int, Mapping[str, Any]], told: Mapping[int, Told], rows: set[int]
) -> None:
    """What the sources say of the events that are looked at closely."""
    by_id = {machine[row]["event_id"]: row for row in rows}
    since = sorted({machine[row]["since"] for row in rows})
    asked = {"events": list(by_id), "since": since, "most": _SENTENCES}
    for e in ask(timeline, _TOLD, asked, remember=False).to_dict("records"):
        told[by_id[e["event_id"]]].words.update(all_stems(e["sentences"]))


def _best(
    mine: Told,
    near: Rows,
    saying: Mapping[str, set[int]],
    weights: Mapping[str, float],
    index: Index,
    span: Span | None,
) -> list[int]:
    """The events whose titles and names are likest, to be looked at with their sentences; of equals those nearest in time."""
    allowed, scores = set(near.tolist()), defaultdict[int, float](float)
    for word in mine.words:
        for row in saying.get(word, _NONE) & allowed:
            scores[row] += weights[word] * (2 if word in mine.title else 1)
    first = span[0] if span else 0
    return sorted(scores, key=lambda row: (-scores[row], abs(int(index.start[row]) - first), row))[:_THEN]


_NONE: set[int] = set()


def _judge(
    n: int,
    row: int,
    event: ExpertEvent,
    span: Span | None,
    mine: Told,
    theirs: Told,
    machine: Mapping[int, Mapping[str, Any]],
    weights: Mapping[str, float],
) -> Pair | None:
    """These two as a pair, if they are one."""
    dates, days = _relate(event, span, machine[row])
    actors = tuple(name for name in mine.names if is_named(name, theirs))
    said = (2 * part_of(mine.title, theirs.words, weights) + part_of(theirs.title, mine.words, weights)) / 3
    score = (3 * said + len(actors) / len(mine.names)) / 4 if mine.names else said
    if score < (ALIKE if dates in ("same", "overlap") else SURE):
        return None
    shared = ((mine.title & theirs.words) | (theirs.title & mine.words)) - all_stems(actors)
    rarest = sorted(shared, key=lambda word: (-weights[word], word))[:4]
    whole = whole_words(f"{event.title} {event.text}")
    return Pair(n, row, round(score, 4), dates, days, tuple(whole.get(word, word) for word in rarest), actors)


def _relate(event: ExpertEvent, span: Span | None, row: Mapping[str, Any]) -> tuple[str, int]:
    """How two dates stand to each other, and how many days lie between them."""
    edtf = row["date_edtf"] if isinstance(row["date_edtf"], str) else None
    if span is None or edtf is None:
        return ("neither", 0) if span is None and edtf is None else ("undated", 0)
    if event.edtf is not None and event.edtf.rstrip("?~%") == edtf.rstrip("?~%"):
        return "same", 0
    first, last = (
        given if pd.isna(row[c]) else int((row[c] - pd.Timestamp("1970-01-01")).days)
        for c, given in (("date_start", -OPEN), ("date_end", OPEN))
    )
    apart = max(first - span[1], span[0] - last) + 1
    return ("overlap", 0) if apart <= 0 else ("apart", apart)


def _one_to_one(found: list[Pair], index: Index) -> list[Pair]:
    """The likest first; where two are equally like, the same date, then the more salient."""
    order = {"same": 0, "overlap": 1, "neither": 2, "apart": 3, "undated": 4}
    experts, rows, kept = set[int](), set[int](), list[Pair]()
    for pair in sorted(found, key=lambda p: (-p.score, order[p.dates], int(index.rank[p.row]), p.expert)):
        if pair.expert not in experts and pair.row not in rows:
            experts.add(pair.expert)
            rows.add(pair.row)
            kept.append(pair)
    return kept


def _left(index: Index, spans: Sequence[Span | None], paired: set[int]) -> Rows:
    """The dated events within the expert's span that are in no pair, the most salient first."""
    known = [span for span in spans if span is not None]
    if not known:
        return np.empty(0, np.int32)
    first, last = min(a for a, _ in known), max(b for _, b in known)
    dated = (index.start > -OPEN) | (index.end < OPEN)
    rows = np.flatnonzero((index.start < last) & (index.end > first) & dated).astype(np.int32)
    rows = rows[~np.isin(rows, list(paired))]
    return rows[np.argsort(index.rank[rows], kind="stable")]


def _count_days(timeline: Opened, events: Sequence[ExpertEvent], spans: Sequence[Span | None]) -> Days:
    """Only dates that are one day count: a month names none of its days."""
    own = {span[0] for event, span in zip(events, spans, strict=True) if span and span[1] - span[0] == 1}
    if not own:
        return Days(0, 0, 0, 0)
    days = ask(
        timeline,
        """select (date_start - date '1970-01-01')::integer as day from events
        where grain::varchar in ('day', 'part') and date_end - date_start = 1
            and date_start between date '1970-01-01' + $first::integer and date '1970-01-01' + $last::integer
        group by all order by sum(salience) desc, 1""",
        {"first": min(own), "last": max(own)},
        remember=False,
    )["day"].tolist()
    top = set(days[: len(own)])
    return Days(len(own), len(own & set(days)), len(top), len(own & top))


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
