"""Find the time expressions of an English text and give each its TIMEX3 value and its date.

Enters: a text and what is known of its day of publication. Leaves: `Timex` records, sorted, not overlapping.
Three steps: in one pass over the words, those that can belong to an expression call for rules, which are tried from a few
words before (so the time is linear in the text); overlaps are settled, longest first, then earliest, then by the order of the rules;
the chosen ones are read in the order of the text, each in the light of those before it. Never looks at the clock.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from data_prep import edtf
from data_prep.records import Timex, When
from data_prep.timex import (
    calendar,
    clock,
    duration,
    months,
    periods,
    quarters,
    ranges,
    references,
    relative,
    weekday,
    years,
)
from data_prep.timex.discourse import Discourse
from data_prep.timex.history import is_history
from data_prep.timex.rules import Reading, Rule
from data_prep.timex.values import date_of
from data_prep.timex.words import mod_of

RULES: tuple[Rule, ...] = (
    *ranges.RULES,
    *calendar.RULES,
    *months.RULES,
    *years.RULES,
    *clock.RULES,
    *weekday.RULES,
    *quarters.RULES,
    *periods.RULES,
    *relative.RULES,
    *references.RULES,
    *duration.RULES,
)
_WORD = re.compile(r"[A-Za-z]+|\d+")
_BLANK = re.compile(r"\s")
_QUOTES = ("'", "’", "‘")
_AFTER = 72  # characters after a trigger word in which its expression may end
_SLACK = 7  # days by which a page's header may be younger than its article


class Candidate(NamedTuple):
    """A match of a rule that is allowed."""

    start: int
    end: int
    order: int
    match: re.Match[str]


class Call(NamedTuple):
    """A rule that a trigger word calls for."""

    order: int
    lead: int  # words from which it is tried: those before the trigger, and the trigger
    match_at: Callable[[str, int, int], re.Match[str] | None]
    allows: Callable[[re.Match[str]], bool] | None


def _by_trigger() -> dict[str, list[Call]]:
    calls: dict[str, list[Call]] = {}
    for order, rule in enumerate(RULES):
        for word in rule.triggers:
            calls.setdefault(word, []).append(Call(order, rule.lead + 1, rule.pattern.match, rule.allows))
    return calls


_CALLS = _by_trigger()


def find_timexes(text: str, published: When | None) -> list[Timex]:
    """The time expressions of `text`, sorted by start, not overlapping.

    `published` may be a day, a coarser date, a bound (`2024-11-29/..`, `../2025-10-25`) or None; the dates that depend on it
    are then as uncertain as it is: a set of two, marked "?", or None.
    """
    chosen = settle(find_candidates(text))
    if not chosen:
        return []
    narrative = is_history(" ".join(candidate.match.group() for candidate in chosen), published)
    readings = [_read_all(text, chosen, today, narrative) for today in _days_to_try(published)]
    timexes: list[Timex] = []
    for candidate, reading, *others in zip(chosen, *readings, strict=True):
        timex = _as_timex(text, candidate, reading, others, published)
        if timex is not None:
            timexes.extend(ranges.ends_of(timex, candidate.match, RULES[candidate.order]))
    return ranges.join_ranges(text, timexes)


def find_candidates(text: str) -> list[Candidate]:
    """Every allowed match of every rule, tried only around the words that call for it.

    A rule is tried from the words before its trigger, as many as it may begin earlier (`lead`), and from the trigger.
    """
    found: list[Candidate] = []
    starts: list[int] = []  # of the words so far, and of an apostrophe before figures
    free = [0] * len(RULES)  # where the last match of each rule ended
    called_by = _CALLS.get
    for word in _WORD.finditer(text):
        said, start = word[0], word.start()
        if not "A" <= said[0] <= "z":
            if text[start - 1 : start] in _QUOTES:
                starts.append(start - 1)
            called = called_by(_kind_of_figures(text, word))
        else:
            called = called_by(said.lower())
        starts.append(start)
        if called is None:
            continue
        end = _whole_word(text, word.end() + _AFTER)
        for order, lead, match_at, allows in called:
            for first in starts[-lead:]:
                if first < free[order]:
                    continue
                match = match_at(text, first, end)
                if match is not None:
                    free[order] = match.end()
                    if allows is None or allows(match):
                        found.append(Candidate(first, match.end(), order, match))
    return found


def _whole_word(text: str, end: int) -> int:
    """The end of the word that is cut at `end`; a "word" of more than 40 characters is cut nevertheless."""
    blank = _BLANK.search(text, end, end + 40)
    return blank.start() if blank else end + 40


def _kind_of_figures(text: str, word: re.Match[str]) -> str:
    figures, after = word.group(), text[word.end() : word.end() + 1]
    if len(figures) == 4 and (figures[0] == "1" or figures[:2] == "20"):
        return "#year"
    if len(figures) > 2:
        return ""
    if after == "/":
        return "#slash"
    if after == ":":
        return "#clock"
    if after == "s" and figures[-1] == "0":
        return "#decade"
    return "#short" if text[word.start() - 1 : word.start()] in _QUOTES else ""


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Choose among overlapping matches: the longest, then the earliest, then the rule that comes first."""
    starts: list[int] = []
    taken: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.start, c.order)):
        place = bisect_left(starts, candidate.start)
        free_before = place == 0 or taken[place - 1].end <= candidate.start
        free_after = place == len(taken) or taken[place].start >= candidate.end
        if free_before and free_after:
            starts.insert(place, candidate.start)
            taken.insert(place, candidate)
    return taken


def _days_to_try(published: When | None) -> list[date | None]:
    """The days on which the article may have been published, to read it as of each: one if it is known, the first and the
    last (with a bound on one side: the bound, and a week before an upper one), and None, "not known", where it is not.
    """
    first, after = (published.interval.start, published.interval.end) if published else (None, None)
    known = [d.year for d in (first, after) if d]
    if not known or min(known) < 10 or max(known) > 9990:  # nothing can be counted at the ends of the calendar
        return [None]
    last = after - timedelta(days=1) if after else None
    if first is None or last is None:
        return [first, None] if last is None else [last, last - timedelta(days=_SLACK), None]
    return [first] if first == last else [first, last, None]


def _read_all(text: str, chosen: list[Candidate], today: date | None, narrative: bool) -> list[Reading | None]:
    said = Discourse(text, today, narrative=narrative)
    readings: list[Reading | None] = []
    for candidate in chosen:
        reading = RULES[candidate.order].read(candidate.match, said)
        readings.append(reading)
        if reading is not None and reading.type != "SET" and not reading.aside:
            said.note(candidate.start, candidate.match.group(), reading.value, reading.needs)
    return readings


def _as_timex(
    text: str, candidate: Candidate, reading: Reading | None, others: list[Reading | None], published: When | None
) -> Timex | None:
    if reading is None:
        return None
    value, when, anchor = reading.value, _date(reading), reading.anchor
    if reading.needs and published is not None and when is not None:
        other, undated = ([*others, None, None])[:2] if len(others) > 1 else (None, others[0] if others else None)
        value, when, anchor = _as_certain(reading, when, other, undated, published)
    words, name = text[candidate.start : candidate.end], RULES[candidate.order].name
    mod = mod_of(words)
    if when is not None and (reading.about or mod == "APPROX"):
        when = edtf.doubted(when, "~")
    return Timex(candidate.start, candidate.end, words, reading.type, value, mod, when, name, anchor)


def _date(reading: Reading) -> When | None:
    if reading.type not in ("DATE", "TIME"):
        return None
    return reading.when or date_of(reading.value)


def _as_certain(
    reading: Reading, when: When, other: Reading | None, undated: Reading | None, published: When
) -> tuple[str, When | None, str]:
    """Value, date and anchor of what was counted from the publication: no more certain than the publication is."""
    first, after = published.interval.start, published.interval.end
    unresolved = undated.value if undated else reading.value
    if first is not None and after is None:
        anchor = _both(reading, f"published on or after {first.isoformat()}")
        if reading.needs != "year":
            return unresolved, None, anchor
        return reading.value, edtf.doubted(when), anchor
    alternative = _date(other) if other else None
    if first is None:
        page = published.edtf.removeprefix("../")
        anchor = _both(reading, f"published on or before {page}, the page's own date")
        return reading.value, _within_slack(reading, when, alternative), anchor
    if undated is None:  # a single day, perhaps with a doubt
        return reading.value, edtf.doubted(when) if published.qualifier else when, reading.anchor
    anchor = _both(reading, f"published {published.edtf}")
    doubt = published.qualifier or ""
    if alternative == when:
        return reading.value, edtf.doubted(when, doubt) if doubt else when, anchor
    if alternative is None or (reading.needs != "year" and after is not None and (after - first).days > _SLACK):
        return unresolved, None, anchor
    return reading.value, edtf.either(when, alternative), anchor


def _both(reading: Reading, bound: str) -> str:
    """The earlier expression that a reading was counted from, if any, and the bound that this was counted from."""
    return bound if not reading.anchor.startswith("'") else f"{reading.anchor}, {bound}"


def _within_slack(reading: Reading, when: When, week_before: When | None) -> When:
    """Counted from a page's date and from a week before: the same; one of two weekdays; else the first, with a doubt."""
    if week_before is None or week_before == when:
        return when
    a, b = when.interval.start, week_before.interval.start
    two_weekdays = reading.needs == "weekday" and a and b and (a - b).days == _SLACK
    return edtf.either(week_before, when) if two_weekdays else edtf.doubted(when)
