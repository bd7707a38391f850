"""What a reader knows on reaching an expression: the day of publication, the dates named so far, the tense around it.

Enters: a text, the day on which it was (taken to be) published or None, the readings in their order. Leaves: anchors —
which day, month or year to count from, with the words for it — and the direction in which a bare weekday or month points.
Never looks at the clock.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from data_prep.records import When
from data_prep.timex.values import date_of
from data_prep.timex.words import (
    FUTURE_WORDS,
    LASTING_WORDS,
    NO_VERBS,
    PAST_WORDS,
    SHORT_FORMS,
    TOWARDS_WORDS,
    compile_pattern,
)

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*(?:['’][a-z]+)?")
# a full stop after an initial or a short form ends nothing
_SHORT = "".join(f"(?<!{re.escape(short)})" for short in SHORT_FORMS)
_CLAUSE_END = re.compile(r"(?<![A-Z])" + _SHORT + r"[.!?][\"”’')]{0,2}\s|;|\n\s*\n|--")
_SHARED = compile_pattern(
    r"(?:(?:, and |, | and | or | to | through | until |\s?[-–—]\s?)(?:early |late |mid-)?(?:{day} )?{month}(?: {day})?){1,3},? <year>"
)
_UNTIL = frozenset(("until", "till", "by", "through"))
_COULD = frozenset(("could", "couldn't", "couldn’t", "cannot"))  # "could not be reached Friday" is past
_STORY = 2000  # characters within which the days and months of a story are told
_FAR_YEARS = 10
_TURN = 8  # months back that mean the next year
_PARAGRAPH_END = re.compile(r"[.!?)\]][\"”’']{0,2}[ \t]*\n")
NEAR = (
    400  # characters: how far back "the previous day" reaches in a news article before the article's own day is meant
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date named earlier in the text: its first day, its grain, the words and where they stand."""

    first: date
    grain: str
    words: str
    start: int
    value: str
    needs: str  # what it needs of the day of publication, see Reading


class Discourse:
    """The state of reading one text, from its first expression to its last."""

    def __init__(self, text: str, today: date | None, *, narrative: bool = False) -> None:
        self.text = text
        self.today = today
        self.narrative = narrative
        self.mentions: list[Mention] = []

    @property
    def published(self) -> str:
        """The anchor in words."""
        return f"published {self.today.isoformat()}" if self.today else "date of publication unknown"

    def note(self, start: int, words: str, value: str, needs: str) -> None:
        """Remember a date that has just been read."""
        when: When | None = date_of(value.rpartition("/")[2])  # after a range, of its end
        if when is not None and when.interval.start is not None:
            self.mentions.append(Mention(when.interval.start, when.grain, " ".join(words.split()), start, value, needs))

    def last(self, at: int, *grains: str, near: int | None = None) -> Mention | None:
        """The last date named before `at` whose grain is one of these, no further back than `near` characters."""
        for mention in reversed(self.mentions):
            if near is not None and at - mention.start > near:
                return None
            if mention.grain in grains:
                return mention
        return None

    def nearby(self, at: int, *grains: str) -> Mention | None:
        """The last date named that "the previous day" can count from: in a news article of this paragraph or the one before."""
        if self.narrative or self.today is None:
            return self.last(at, *grains)
        mention = self.last(at, *grains, near=NEAR)
        if mention is None or len(_PARAGRAPH_END.findall(self.text, mention.start, at)) > 1:
            return None
        return mention

    def base_day(self, at: int) -> tuple[date, str] | None:
        """The day to count from in "the previous day": the last one named nearby, else the day of publication."""
        mention = self.nearby(at, "day")
        if mention is not None:
            return mention.first, earlier(mention)
        return (self.today, self.published) if self.today else None

    def last_year(self, at: int, month: int) -> tuple[int, str] | None:
        """The year in which a narrative has arrived, for a bare month, and its anchor; None outside narratives.

        Telling goes forward: after a November, February is the next year's. A lone year far from the days and months told
        just before it ("declassified in 2005") does not move the story.
        """
        named = self.last(at, "day", "month", "year", "quarter", "season") if self.narrative else None
        if named is None:
            return None
        if named.grain == "year":
            dated = self.last(at, "day", "month", near=_STORY)
            if dated is not None and abs(dated.first.year - named.first.year) > _FAR_YEARS:
                named = dated
        turned = named.grain in ("day", "month") and named.first.month - month >= _TURN
        return named.first.year + turned, earlier(named)

    def shared_year(self, end: int) -> str | None:
        """The year that a month or month-day shares with the ones joined to it: "in July and December 2023"."""
        found = _SHARED.match(self.text, end, end + 80)
        return found["year"] if found else None

    def direction(self, start: int, end: int) -> int:
        """-1 past, 1 future, 0 unknown: by the nearest verb before the expression in its clause, else the nearest after."""
        before = self.text[max(0, start - 160) : start]
        borders = [found.end() for found in _CLAUSE_END.finditer(before)]
        words = _WORD.findall(before[borders[-1] if borders else 0 :])[-14:]
        after = self.text[end : end + 120]
        border = _CLAUSE_END.search(after)
        words_after = _WORD.findall(after[: border.start()] if border else after)[:12]
        if words and words[-1].lower() in _UNTIL:
            # "extended until Friday" looks ahead, "by Friday they had left" and "he stayed until Friday" look back
            stayed = {word.lower() for word in words} & LASTING_WORDS
            return -1 if stayed or _first_direction(words_after, back=False) < 0 else 1
        return _first_direction(words, back=True) or _first_direction(words_after, back=False)


def earlier(mention: Mention) -> str:
    """An anchor in words that names an earlier expression."""
    return f"'{mention.words}' earlier in the text"


def _first_direction(words: list[str], back: bool) -> int:
    """The direction of the telling word nearest to the expression, which stands after the words (`back`) or before them."""
    for n in range(len(words) - 1, -1, -1) if back else range(len(words)):
        low = words[n].lower() if words[n] != "May" else ""
        before = {word.lower() for word in words[max(0, n - 3) : n]}
        if low in TOWARDS_WORDS and words[n + 1 : n + 2] == ["to"]:
            return 1
        if before & _COULD and (low == "be" or "be" in before):
            return -1
        if low in FUTURE_WORDS or (words[n - 1 : n] == ["be"] and low != "said"):
            return 1
        if low in PAST_WORDS or (low.endswith("ed") and len(low) > 4 and low not in NO_VERBS):
            return -1
    return 0


def nearest_year(month: int, day: int, today: date, direction: int) -> int | None:
    """The year in which a month-day lies, seen from `today`; None for a 29 February far from any."""
    days = []
    for y in (today.year - 1, today.year, today.year + 1):
        try:
            days.append(date(y, month, day))
        except ValueError:
            continue
    if direction < 0:
        days = [d for d in days if d <= today][-1:]
    elif direction > 0:
        days = [d for d in days if d >= today][:1]
    return min(days, key=lambda d: (abs(d - today), d)).year if days else None


def weekday_year(month: int, day: int, weekday: int, today: date) -> int | None:
    """The year nearest to `today` in which that month-day falls on that weekday (1 Monday … 7 Sunday)."""
    for distance in range(12):
        for y in (today.year - distance, today.year + distance):
            try:
                if date(y, month, day).isoweekday() == weekday:
                    return y
            except ValueError:
                continue
    return None


def month_year(month: int, today: date, direction: int) -> int:
    """The year of a bare month: past ones reach up to this month, future ones from it; otherwise the nearest."""
    if direction < 0:
        return today.year if month <= today.month else today.year - 1
    if direction > 0:
        return today.year if month >= today.month else today.year + 1
    months = {y: abs((y - today.year) * 12 + month - today.month) for y in (today.year - 1, today.year, today.year + 1)}
    return min(months, key=lambda y: (months[y], y))


def weekday_before(weekday: int, today: date, *, strictly: bool = False) -> date:
    """The last such weekday up to `today`, or before it."""
    back = (today.isoweekday() - weekday) % 7
    return today - timedelta(days=back or (7 if strictly else 0))


def weekday_after(weekday: int, today: date, *, strictly: bool = False) -> date:
    """The first such weekday from `today` on, or after it."""
    ahead = (weekday - today.isoweekday()) % 7
    return today + timedelta(days=ahead or (7 if strictly else 0))
