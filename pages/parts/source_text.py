"""The sources' own words as HTML: escaped first, then marked by offsets, never by searching for strings.

Enters: a text and `Mark`s on it. Leaves: HTML. Marks may overlap and cross lines: the text is cut at every edge, and each
piece carries the marks that are open there; one sweep from left to right counts them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pages.parts.style import safe
from pages.words.sources import not_shown

MOST = 60_000  # characters of one article shown; the rest is said to be there
BEFORE, AFTER = 110, 90  # characters of context around a sentence


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text and how it is set: `told` (an event), `open` (the open event), `did` (the word that tells), `when`, `who`.

    `means` is told where the reader points at it; words of time can be reached by keyboard for that.
    """

    start: int
    end: int
    says: str
    means: str = ""


_TAGS = {
    "open": "mark",
    "told": 'mark class="soft"',
    "did": 'b class="did"',
    "when": 'u class="when"',
    "who": 'u class="who"',
}


def mark_up(
    text: str,
    marks: Iterable[Mark],
    start: int = 0,
    end: int | None = None,
    notes: Mapping[int, str] | None = None,
    between: str = "</p><p>",
) -> str:
    """`text[start:end]` with its marks; `notes` are pieces of HTML put in at an offset, `between` at line breaks."""
    end = len(text) if end is None else min(end, len(text))
    notes = notes or {}
    changes = _changes_at(marks, start, end)
    lines = {i for i in range(start, end) if text[i] == "\n"}
    cuts = sorted({start, end, *lines, *(i + 1 for i in lines), *changes, *(n for n in notes if start <= n <= end)})
    still: dict[str, list[str]] = {says: [] for says in _TAGS}  # what the open marks of each sort mean
    out, fresh = [], False
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        for says, means, opens in changes.get(a, ()):
            still[says].append(means) if opens else still[says].remove(means)
        if a in notes:
            out.append(notes[a])
        piece = text[a:b]
        if piece in ("\n", ""):
            fresh = fresh or bool(piece)
            continue
        if fresh:
            out.append(between)
            fresh = False
        here = [says for says in _TAGS if still[says]]
        if "open" in here and "told" in here:
            here.remove("told")
        out.append(
            "".join(_opening(s, still[s][-1]) for s in here)
            + safe(piece)
            + "".join(f"</{_TAGS[s].split()[0]}>" for s in reversed(here))
        )
    return "".join(out)


def _opening(says: str, means: str) -> str:
    told = f' title="{safe(means)}"' + ' tabindex="0"' * (says == "when") if means else ""
    return f"<{_TAGS[says]}{told}>"


def _changes_at(marks: Iterable[Mark], start: int, end: int) -> dict[int, list[tuple[str, str, bool]]]:
    """Where marks within `start` to `end` open and close: offset -> what each says and means, and whether it opens."""
    changes: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    for m in marks:
        if m.start < m.end and m.end > start and m.start < end:
            changes[max(m.start, start)].append((m.says, m.means, True))
            changes[min(m.end, end)].append((m.says, m.means, False))
    return changes


def quote(
    text: str, start: int, end: int, when: tuple[int, int] | None = None, did: Iterable[tuple[int, int]] = ()
) -> str:
    """A sentence on marker within a little of its own paragraph: the words that date it underlined, those that tell it bold."""
    first = max(text.rfind("\n", 0, start) + 1, start - BEFORE)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + AFTER)
    lead = trail = ""
    if first > 0 and text[first - 1] != "\n":
        first, lead = _word_after(text, first, start), "… "
    if last < len(text) and text[last] != "\n":
        last, trail = _word_before(text, last, end), " …"
    marks = [Mark(start, end, "open"), *(Mark(*word, "did") for word in did)]
    if when is not None:
        marks.append(Mark(*when, "when"))
        # the words may stand outside the sentence, in the one before
        first, last = min(first, when[0]), max(last, when[1])
    return lead + mark_up(text, marks, first, last, between=" <br>") + trail


def _word_after(text: str, at: int, limit: int) -> int:
    space = text.find(" ", at, limit)
    return space + 1 if space >= 0 else limit


def _word_before(text: str, at: int, limit: int) -> int:
    space = text.rfind(" ", limit, at)
    return space if space >= 0 else limit


def marked(words: str, says: str) -> str:
    """Words of ours set as a mark, for a legend."""
    return f"<{_TAGS[says]}>{safe(words)}</{_TAGS[says].split()[0]}>"


def article_html(
    text: str,
    spans: Mapping[str, pd.DataFrame],
    event_id: str | None,
    means: Mapping[str, Mapping[Any, str]] | None = None,
) -> tuple[str, dict[int, int]]:
    """The whole text with dates, actors and events; each told sentence ends in a number: event sentence start -> number.

    `means`: what is said of a mark that is pointed at: of "told" by event_id, of "who" by actor_id, of "when" by its start.
    """
    reports = spans["reports"]
    ends = reports.groupby("start")["end"].max()  # by start, in order
    starts = {int(start): n for n, start in enumerate(ends.index, 1)}
    titles, names, dates = ((means or {}).get(what, {}) for what in ("told", "who", "when"))
    marks = [
        Mark(r["start"], r["end"], "open" if r["event_id"] == event_id else "told", titles.get(r["event_id"], ""))
        for r in reports.to_dict("records")
    ]
    marks += [
        Mark(t["start"], t["end"], "when", dates.get(t["start"], "")) for t in spans["timexes"].to_dict("records")
    ]
    marks += [
        Mark(m["start"], m["end"], "who", names.get(m["actor_id"], ""))
        for m in spans["mentions"].to_dict("records")
        if isinstance(m["actor_id"], str)
    ]
    notes: dict[int, str] = {}
    for n, end in enumerate(ends.tolist(), 1):
        notes[end] = notes.get(end, "") + f"<sup>{n}</sup>"
    body = mark_up(text, marks, 0, MOST, notes)
    left = len(text) - MOST
    tail = f'<p class="mute">{safe(not_shown(left))}</p>' if left > 0 else ""
    return f'<div class="dl-read"><p>{body}</p>{tail}</div>', starts
