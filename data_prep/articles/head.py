"""Headline, byline, outlet and date of publication, read off an article's own lines.

Enters: lines without page furniture. Leaves: a `Head` and the lines that are text. The head is what stands above the
first prose line; a byline and a labelled stamp ("Published: …") are also taken from below it. What is not stated is not
made up: no date gives `Published(None, "unknown", …)`, no headline gives "".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from data_prep.articles.calendar_days import MONTH, FoundDay, find_day, month_number
from data_prep.articles.furniture import is_prose
from data_prep.articles.marks import Line
from data_prep.articles.outlets import Outlet, find_outlet, find_outlet_in
from data_prep.articles.publication import OF_VERSION
from data_prep.edtf import parse_edtf
from data_prep.records import Published, When
from data_prep.words import read_words

_LONGEST_TITLE = 250  # characters
_LONGEST_STAMP = 160
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.'’/-]*(?:[ ,/-]{1,2}[A-Z][\w.'’/-]*){0,6}),?\s+"
    rf"(?:(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:,\s*(?P<year>\d{{4}}))?[.,]?\s*)?"
    r"(?:\((?P<agency>[^()]{2,60})\)|/(?P<slashed>[A-Za-z -]{2,30})/\.?)?\s*(?P<dash>--|[—–-](?=\s)|(?<=/\.)|(?<=/))"
)
_BYLINE = re.compile(
    r"(?:by|text by|story by|written by)\s*:?\s+(?P<names>[^\W\d_][\w.'’-]*(?:,? +(?:and |& )?[^\W\d_][\w.'’-]*){1,9})"
    r"\s*(?:[\[(|,/].{0,80})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What an article says of itself."""

    title: str
    author: str | None
    outlet: Outlet | None
    published: Published


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A line that is a date and little else: "stated", "updated" or, above the headline, "header"."""

    basis: str
    found: FoundDay
    line: str


def read_head(lines: Sequence[Line], rights: Sequence[str]) -> tuple[Head, list[Line]]:
    """The head of the article and its lines without headline, byline and stamps."""
    prose = next(
        (i for i, line in enumerate(lines) if not line.mark and (is_prose(line.text) or _dateline(line.text))),
        len(lines),
    )
    title_at = _find_title(lines, prose)
    stamps: list[_Stamp] = []
    author: str | None = None
    kept: list[Line] = []
    for i, line in enumerate(lines):
        stamp = (
            None
            if line.mark == "caption" or i == title_at
            else _read_stamp(line.text, in_head=i <= prose, above=i < title_at)
        )
        byline = None if line.mark else _read_byline(line.text)
        if stamp:
            stamps.append(stamp)
        author = author or byline or (_read_byline(re.split(r"[|•·/]", line.text)[0].strip()) if stamp else None)
        # Above the headline: the section's name and the like. Below it: "BBC News, Moscow".
        is_crumb = not line.mark and (i < title_at or (i < prose and find_outlet(line.text.split(",")[0]) is not None))
        if not (stamp or byline or is_crumb or i == title_at):
            kept.append(line)
    title = lines[title_at].text if title_at >= 0 else ""
    body = [line for line in kept if line.mark == "caption" or line.text.casefold() != title.casefold()]
    datelines = [d for line in [x for x in body if not x.mark][:3] if (d := _dateline(line.text))]
    outlet = _find_outlet(datelines, stamps, rights)
    return Head(title, author, outlet, _read_published(stamps, datelines, lines[: prose + 2])), body


def dateline_length(text: str) -> int:
    """How many characters of `text` are its dateline, with the blank after it; 0 for none."""
    found = _dateline(text)
    return len(text) - len(text[found.end() :].lstrip()) if found else 0


def _find_title(lines: Sequence[Line], prose: int) -> int:
    """Which line is the headline: a Markdown heading, else the first line of some words without a stop; -1 for none."""
    head = [
        (i, line) for i, line in enumerate(lines[:prose]) if line.mark != "caption" and len(line.text) <= _LONGEST_TITLE
    ]
    if heading := next((i for i, line in head if line.mark == "heading"), None):
        return heading
    if head and head[0][1].mark == "heading":
        return head[0][0]
    plain = [
        (i, line.text) for i, line in head if not _read_byline(line.text) and not _read_stamp(line.text, True, False)
    ]
    longer = [(i, text) for i, text in plain if len(text.split()) >= 3]
    titles = [i for i, text in longer or plain if not _is_sentence(text)]
    return titles[0] if titles and prose < len(lines) else -1


def _is_sentence(text: str) -> bool:
    """Whether a short line ends as a sentence does, and not in an abbreviation ("visits U.S.")."""
    return text.rstrip("\"'”’)").endswith(".") and not re.search(r"\b(?:[A-Z]\.){1,4}\W*$", text)


def _read_stamp(text: str, in_head: bool, above: bool) -> _Stamp | None:
    """The line as a stamp: a date with nothing but labels, a time, an outlet or a byline beside it."""
    found = find_day(text) if len(text) <= _LONGEST_STAMP else None
    if not found:
        return None
    labels, updated = _labels()
    before, after = text[: found.start], text[found.end :]
    words = [w.casefold() for w in re.findall(r"[^\W\d_]+(?: on)?", before)]
    is_labelled = bool(words) and " ".join(words).startswith((*labels, *updated)) and len(words) <= 4
    is_bare = in_head and (not words or _is_name_beside(before))
    if not (is_labelled or is_bare) or len(after.split()) > 8 or is_prose(text):
        return None
    if (is_labelled and words[0] in updated) or " ".join(words[:2]) in updated:
        return _Stamp("updated", found, text)
    return _Stamp("header" if above and not is_labelled and not found.has_time else "stated", found, text)


def _is_name_beside(before: str) -> bool:
    """Whether what stands before a date is a byline, an outlet, or a name set off by a sign ("Lee Min / 2025-10-02")."""
    name = before.strip(" |/•·-–—,:")
    few = len(name.split()) <= 5
    set_off = few and bool(re.search(r"[|/•·]\s*$", before))
    capitals = (
        few and before.rstrip().endswith(",") and all(word[0].isupper() for word in re.findall(r"[^\W\d_]{3,}", name))
    )
    return set_off or capitals or find_outlet(name) is not None or _read_byline(name) is not None


def _read_byline(text: str) -> str | None:
    """The names of a byline, None if the line is none."""
    match = _BYLINE.fullmatch(text) if len(text) <= 120 else None
    if not match or text.endswith((".", "!", "?")):
        return None
    names = match["names"].strip()
    parts = [
        p
        for p in re.split(r"[ ,&]+", names)
        if p.casefold() not in ("and", "de", "van", "von", "der", "al", "bin", "for", "in")
    ]
    if not all(p[0].isupper() for p in parts):
        return None
    return names.title() if names.isupper() else names


def _dateline(text: str) -> re.Match[str] | None:
    """The dateline that opens a paragraph; it has a date or an agency, and a dash."""
    match = _DATELINE.match(text[:200])
    if not match or not (match["month"] or match["agency"] or match["slashed"]):
        return None
    known = find_outlet(match["agency"] or match["slashed"] or "")
    return match if known or match["place"].isupper() or match["month"] else None


def _find_outlet(datelines: Sequence[re.Match[str]], stamps: Sequence[_Stamp], rights: Sequence[str]) -> Outlet | None:
    named = (find_outlet(d["agency"] or d["slashed"] or "") for d in datelines)
    credited = (find_outlet_in(line) for line in rights)
    stamped = (find_outlet_in(s.line[: s.found.start]) for s in stamps)
    return next((outlet for outlet in (*credited, *stamped, *named) if outlet), None)


def _read_published(stamps: Sequence[_Stamp], datelines: Sequence[re.Match[str]], head: Sequence[Line]) -> Published:
    """The best-founded date: a stamp, then the dateline, then the page's own day as an upper bound."""
    by = {basis: s for s in reversed(stamps) if (basis := s.basis)}
    dated = next((d for d in datelines if d["month"]), None)
    if stamp := by.get("stated"):
        also = f", beside the dateline {_quote(dated)}" if dated else ""
        return Published(stamp.found.when, "stated", f"the page says “{stamp.line}”{also}{_doubt(stamp.found)}")
    if stamp := by.get("updated"):
        return Published(stamp.found.when, "stated", f"the page says “{stamp.line}”, {OF_VERSION}{_doubt(stamp.found)}")
    header = by.get("header")
    if dated and (published := _date_dateline(dated, header, head)):
        return published
    if header:
        bound = parse_edtf(f"../{header.found.day.isoformat()}")
        return Published(
            bound, "header", f"the page's header says “{header.line}”: the day of the page, so on or before it"
        )
    seen = f"the dateline {_quote(dated)} gives no year" if dated else "the article states no date of publication"
    return Published(None, "unknown", seen)


def _date_dateline(dated: re.Match[str], header: _Stamp | None, head: Sequence[Line]) -> Published | None:
    """The dateline's day; a missing year is that nearest to another full date in the head, None without one."""
    if dated["year"]:
        when = _day(int(dated["year"]), dated)
        return Published(when, "dateline", f"the dateline says {_quote(dated)}") if when else None
    nearby = [header.found] if header else [found for line in head if (found := find_day(line.text))]
    if not nearby:
        return None
    near = nearby[0].day
    latest = near + timedelta(days=1) if header else date.max
    days = [w for y in (near.year - 1, near.year, near.year + 1) if (w := _day(y, dated))]
    fits = [w for w in days if w.interval.start and w.interval.start <= latest]
    if not fits:
        return None
    when = min(fits, key=lambda w: abs((w.interval.start or near) - near))
    return Published(when, "dateline", f"the dateline says {_quote(dated)}, the year is that of “{nearby[0].text}”")


def _day(year: int, dated: re.Match[str]) -> When | None:
    try:
        return parse_edtf(date(year, month_number(dated["month"]), int(dated["day"])).isoformat())
    except ValueError:
        return None


def _quote(dated: re.Match[str]) -> str:
    return f"“{dated.group().strip()}”"


def _doubt(found: FoundDay) -> str:
    return "; the weekday does not fit the date" if found.contradicts else ""


@cache
def _labels() -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = read_words("furniture")
    return tuple(words["labels"]), tuple(words["updated"])
