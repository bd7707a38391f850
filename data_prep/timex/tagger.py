"""Find the time expressions of an English text and give each its TIMEX3 value and its date.

Enters: a text and what is known of its day of publication. Leaves: `Timex` records, sorted, not overlapping.
Three steps: words that can belong to an expression mark regions of the text, and only there the rules that these words call
for are tried (so the time is linear in the text); overlaps are settled, longest first, then earliest, then by the order of the rules;
the chosen ones are read in the order of the text, each in the light of those before it. Never looks at the clock.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from data_prep import edtf
from data_prep.records import Timex, When
from data_prep.timex import calendar, clock, duration, periods, ranges, relative, weekday, years
from data_prep.timex.discourse import Discourse
from data_prep.timex.rules import Reading, Rule
from data_prep.timex.values import date_of

RULES: tuple[Rule, ...] = (
    *ranges.RULES,
    *calendar.RULES,
    *years.RULES,
    *clock.RULES,
    *weekday.RULES,
    *periods.RULES,
    *relative.RULES,
    *duration.RULES,
)
_WORD = re.compile(r"[A-Za-z]+|\d+")
_BEFORE, _AFTER = 48, 72  # characters around a trigger word in which its expression may lie
_SLACK = 7  # days by which a page's header may be younger than its article


class Candidate(NamedTuple):
    """A match of a rule that is allowed."""

    start: int
    end: int
    order: int
    match: re.Match[str]


def _by_trigger() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for order, rule in enumerate(RULES):
        for word in rule.triggers:
            found.setdefault(word, set()).add(order)
    return {word: frozenset(orders) for word, orders in found.items()}


_ORDERS = _by_trigger()


def find_timexes(text: str, published: When | None) -> list[Timex]:
    """The time expressions of `text`, sorted by start, not overlapping.

    `published` may be a day, a coarser date, a bound (`2024-11-29/..`, `../2025-10-25`) or None; the dates that depend on it
    are then as uncertain as it is: a set of two, marked "?", or None.
    """
    chosen = settle(find_candidates(text))
    if not chosen:
        return []
    narrative = _is_narrative(text, published)
    readings = [_read_all(text, chosen, today, narrative) for today in _days_to_try(published)]
    timexes: list[Timex] = []
    for candidate, reading, *others in zip(chosen, *readings, strict=True):
        timex = _as_timex(text, candidate, reading, others, published)
        if timex is not None:
            timexes.extend(ranges.ends_of(timex, candidate.match, RULES[candidate.order]))
    return ranges.join_ranges(text, timexes)


def find_candidates(text: str) -> list[Candidate]:
    """Every allowed match of every rule, tried only around the words that call for it."""
    found: list[Candidate] = []
    for start, end, orders in _regions(text):
        for order in orders:
            rule = RULES[order]
            found.extend(
                Candidate(match.start(), match.end(), order, match)
                for match in rule.pattern.finditer(text, start, end)
                if rule.allows is None or rule.allows(match)
            )
    return found


def _regions(text: str) -> Iterator[tuple[int, int, list[int]]]:
    """Stretches around trigger words, merged where they touch, each with the rules to try there."""
    start = end = -1
    orders: set[int] = set()
    for word in _WORD.finditer(text):
        said = word.group().lower()
        called = _ORDERS.get(said) if not said[0].isdigit() else _ORDERS.get(_kind_of_figures(text, word))
        if not called:
            continue
        first, last = word.start() - _BEFORE, word.end() + _AFTER
        if first > end:
            if orders:
                yield *_whole_words(text, start, end), sorted(orders)
            start, orders = first, set()
        end = last
        orders |= called
    if orders:
        yield *_whole_words(text, start, end), sorted(orders)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch so that it cuts no word; a "word" of more than 40 characters is cut nevertheless."""
    start, end = max(start, 0), min(end, len(text))
    while start > 0 and not text[start - 1].isspace() and start % 40:
        start -= 1
    for _ in range(40):
        if end >= len(text) or text[end].isspace():
            break
        end += 1
    return start, end


def _kind_of_figures(text: str, word: re.Match[str]) -> str:
    figures, after = word.group(), text[word.end() : word.end() + 1]
    if len(figures) == 4 and (figures[0] == "1" or figures[:2] == "20"):
        return "#year"
    if len(figures) > 2:
        return ""
    if after == ":":
        return "#clock"
    if after == "s" and figures[-1] == "0":
        return "#decade"
    return "#short" if text[word.start() - 1 : word.start()] in ("'", "’", "‘") else ""


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


def _is_narrative(text: str, published: When | None) -> bool:
    """Whether the text tells history: many years named, few days counted from its own."""
    own = published.interval.start or published.interval.end if published else None
    years = [int(y) for y in re.findall(r"\b(?:1[5-9]|20)\d\d\b", text)]
    far = sum(own is None or abs(y - own.year) > 1 for y in years)
    far += len(re.findall(r"\d BC", text))
    near = len(re.findall(r"\b(?:to|yester)day\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", text))
    return far >= 8 and far > 4 * near


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
        if reading is not None and reading.type in ("DATE", "TIME") and not reading.aside:
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
    if when is not None and reading.about:
        when = edtf.doubted(when, "~")
    words, name = text[candidate.start : candidate.end], RULES[candidate.order].name
    return Timex(candidate.start, candidate.end, words, reading.type, value, when, name, anchor)


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
