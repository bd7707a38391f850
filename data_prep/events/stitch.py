"""Groups of spans of time, linked each by itself -> events of the whole: every report in exactly one.

Enters: the groups of one span after another, in the order of time, with those reports of the span before that were linked
along as context. Leaves: rows of the table `told`. Refuses to join what the dates keep apart.

A group in which reports of the span before stand is their event: its own reports go to where the first of those stands.
Where the dates of that event and of an own report exclude each other, the own reports of the group are an event by themselves.
Only what the next span needs is remembered: where the reports of this one stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from data_prep.events.link import FIRST_TOLD
from data_prep.records import Interval

Key = tuple[int, int]  # (number of the article, of the report in it)
Member = tuple[int, int, str, Interval | None]  # a report of a group by its key, the condition that joined it, its date
TOLD = pa.schema([(name, pa.int32()) for name in ("n", "k", "event", "span")] + [("reason", pa.string())])


@dataclass(slots=True)
class _Event:
    number: int
    span: int  # in which it began
    dates: set[Interval] = field(default_factory=set)


class Stitcher:
    """Which event each report of the last span stands in."""

    def __init__(self) -> None:
        self._stands: dict[Key, _Event] = {}
        self._events = 0

    def stitch(self, span: int, groups: Sequence[Sequence[Member]]) -> list[tuple[int, int, int, int, str]]:
        """The rows of `told` for the reports of this span: (n, k, event, the span in which that began, condition)."""
        stands: dict[Key, _Event] = {}
        rows = []
        for group in groups:
            own = [m for m in group if m[:2] not in self._stands]
            context = [m for m in group if m[:2] in self._stands]
            if not own:
                continue
            event = self._stands[context[0][:2]] if context else None
            if event is None or not _agree(event.dates, own):
                event = _Event(self._events, span)
                self._events += 1
                own = _first_told(own) if context else own
            else:
                own = [(n, k, context[0][2] if why == FIRST_TOLD else why, when) for n, k, why, when in own]
            for n, k, why, when in own:
                stands[n, k] = event
                event.dates |= {when} if when is not None else set()
                rows.append((n, k, event.number, event.span, why))
        self._stands = stands
        return rows


def _agree(dates: set[Interval], own: Sequence[Member]) -> bool:
    return all(when is None or date.overlaps(when) for date in dates for _, _, _, when in own)


def _first_told(own: Sequence[Member]) -> list[Member]:
    """The reports of a group that came apart: one of them is where their event is told first."""
    if any(why == FIRST_TOLD for _, _, why, _ in own):
        return list(own)
    n, k, _, when = own[0]
    return [(n, k, FIRST_TOLD, when), *own[1:]]
