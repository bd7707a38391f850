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
    MODALS,
    NO_VERBS,
    NOUN_WORDS,
    PAST_WORDS,
    PRESENT_WORDS,
    SHORT_FORMS,
    TOWARDS_WORDS,
    compile_pattern,
)

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*(?:['’][a-z]+)?")
# a full stop after an initial or a short form ends nothing
_SHORT = "".join(f"(?<!{re.escape(short)}.)" for short in SHORT_FORMS)
_CLAUSE_END = re.compile(r"[.!?](?<![A-Z].)" + _SHORT + r"[\"”’')]{0,2}\s|;|\n\s*\n|--")
_SHARED = compile_pattern(
    r"(?:(?:, and |, | and | or | to | through | until |\s?[-–—]\s?)(?:early |late |mid-)?(?:{day} )?{month}(?: {day})?){1,3},? <year>"
)
_SHARED_SEASON = compile_pattern(r"(?:, | and | or )(?:the )?(?:early |late )?{season},? (?:of )?<year>")
_LONGER = re.compile(r"P(?:[69]M|[23]Q)|\d{4}-H\d")  # what reports tell figures of, beside quarters
_BEFORE_CHRIST = re.compile(r"BC(\d{4})")
_LEAP = 4  # years: one date further ahead is a glance ahead, the second of that year is the story
_AHEAD = 2  # months
_FAR = 300  # days: a month-day without a year is hardly ever further away, whatever a verb beside it says
_HEADING = 80  # characters: a heading is shorter
_HEAD = re.compile(r"(?:^|\n|[.!?;][\"”’')]{0,2}\s+)(?:\w+,?\s+){0,3}$")
_UNTIL = frozenset(("until", "till", "by", "through"))
_AT_BEST = (["as", "early", "as"], ["as", "soon", "as"], ["no", "later", "than"], ["no", "earlier", "than"])
_BEFORE_ADJECTIVES = frozenset(("is", "are", "a", "an", "the", "its", "their", "his", "her", "still", "yet", "as"))
_DETERMINERS = frozenset(("a", "an", "the", "its", "their", "his", "her", "this", "that", "no", "any", "new", "own"))
_NO_PRESENT = frozenset(("to", "did", "didn't", "could", "the", "a", "this", "that", "his", "her", "its", "not", "of"))
_COULD = frozenset(("could", "couldn't", "couldn’t", "cannot"))  # "could not be reached Friday" is past
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
        self.head: Mention | None = (
            None  # in a history: the last at the head of a sentence, or the second in a row of a year
        )
        self.before_christ: int | None = None  # the year in which the telling is, if it is one before Christ
        self._quarter: Mention | None = None  # the last one that had begun
        self._longer = -1  # where a longer stretch of business was named last
        self._leapt = 0  # the year of the head before it
        self._latest: dict[str, Mention] = {}  # the last one of each grain

    @property
    def published(self) -> str:
        """The anchor in words."""
        return f"published {self.today.isoformat()}" if self.today else "date of publication unknown"

    def note(self, start: int, words: str, value: str, needs: str) -> None:
        """Remember a date that has just been read; in a history, none that was counted from its own day: somebody is quoted."""
        if self.narrative and needs:
            return
        if before := _BEFORE_CHRIST.match(value):
            self.before_christ = int(before[1])
            return
        if _LONGER.fullmatch(value):
            self._longer = start
        when: When | None = date_of(value.rpartition("/")[2])  # after a range, of its end
        if when is not None and when.interval.start is not None:
            self.before_christ = None
            mention = Mention(when.interval.start, when.grain, " ".join(words.split()), start, value, needs)
            self.mentions.append(mention)
            self._latest[mention.grain] = mention
            if mention.grain == "quarter" and not (self.today and mention.first > self.today):
                self._quarter = mention
            same = len(self.mentions) > 1 and self.mentions[-2].first.year == mention.first.year
            if self.narrative and (leads(self.text, start) or (same and mention.grain != "year")):
                ahead = mention.first.year - self.head.first.year if self.head else 0
                if ahead <= _LEAP or mention.first.year == self._leapt:
                    self.head = mention
                self._leapt = mention.first.year

    def last(self, at: int, *grains: str, near: int | None = None) -> Mention | None:
        """The last date named before `at` whose grain is one of these, no further back than `near` characters."""
        mention = max((self._latest[g] for g in grains if g in self._latest), key=lambda m: m.start, default=None)
        return mention if mention is not None and (near is None or at - mention.start <= near) else None

    def nearby(self, at: int, *grains: str) -> Mention | None:
        """The last date named that "the previous day" can count from: in a news article of this paragraph or the one before."""
        if self.narrative or self.today is None:
            return self.last(at, *grains)
        mention = self.last(at, *grains, near=NEAR)
        if mention is None or len(_PARAGRAPH_END.findall(self.text, mention.start, at)) > 1:
            return None
        return mention

    def quarter_told(self, at: int) -> Mention | None:
        """The quarter whose figures are told at `at`: the last one named, unless nine months or so are told in this paragraph."""
        if self._quarter is None or self._quarter.start > self._longer or at - self._longer > NEAR:
            return self._quarter
        return self._quarter if _PARAGRAPH_END.search(self.text, self._longer, at) else None

    def shared_year(self, end: int) -> str | None:
        """The year shared with what is joined: "in July and December 2023", "the spring and summer of 1943"."""
        found = _SHARED.match(self.text, end, end + 80) or _SHARED_SEASON.match(self.text, end, end + 60)
        return found["year"] if found else None

    def direction(self, start: int, end: int) -> int:
        """-1 past, 1 future, 0 unknown: by the nearest verb before the expression in its clause, else the nearest after."""
        before = self.text[max(0, start - 160) : start]
        borders = [found.end() for found in _CLAUSE_END.finditer(before)]
        words = _WORD.findall(before[borders[-1] if borders else 0 :])[-14:]
        after = self.text[end : end + 120]
        border = _CLAUSE_END.search(after)
        words_after = _WORD.findall(after[: border.start()] if border else after)[:12]
        if words[-3:] in _AT_BEST:
            return _first_direction(words, back=True) or 1
        if words and words[-1].lower() in _UNTIL:
            # "extended until Friday" looks ahead, "by Friday they had left" and "he stayed until Friday" look back
            if _first_direction(words, back=True) > 0:
                return 1
            if words[-1].lower() == "through" and (told := _first_direction(words, back=True)):
                return told
            stayed = {word.lower() for word in words} & LASTING_WORDS
            return -1 if stayed or _first_direction(words_after, back=False) < 0 else 1
        return _first_direction(words, back=True) or _first_direction(words_after, back=False)


def leads(text: str, start: int) -> bool:
    """Whether an expression stands at the head of its sentence or in a heading."""
    before = text[max(0, start - _HEADING) : start]
    if _HEAD.search(before):
        return True
    line = (before.rpartition("\n")[2] + text[start : start + _HEADING]).partition("\n")[0]
    return len(line) < _HEADING and not line.rstrip().endswith((".", ":", "”", '"'))


def earlier(mention: Mention) -> str:
    """An anchor in words that names an earlier expression."""
    return f"'{mention.words}' earlier in the text"


def _first_direction(words: list[str], back: bool) -> int:
    """The direction of the telling word nearest to the expression, which stands after the words (`back`) or before them."""
    said = ["" if word == "May" else word.lower() for word in words]
    order = range(len(said) - 1, -1, -1) if back else range(len(said))
    return next((direction for n in order if (direction := _told_by(said, n, back))), 0)


def _told_by(words: list[str], n: int, back: bool) -> int:
    """The direction that one word tells, by the words around it; 0 if it tells none."""
    word, before, near = words[n], words[n - 1] if n else "", words[max(0, n - 3) : n]
    if word in NOUN_WORDS and (before in _DETERMINERS or not (back or n)) and words[n + 1 : n + 2] != ["to"]:
        return 0  # "announced the plan", "by the Tuesday deadline"
    if before == "as" or near[-2:-1] == ["as"]:
        return 0  # "began as planned", "as previously expected"
    if word in FUTURE_WORDS and "had" in words[max(0, n - 5) : n] and "been" in words[max(0, n - 5) : n]:
        return -1  # "had been due to expire Friday"
    if word in TOWARDS_WORDS and words[n + 1 : n + 2] in (["to"], ["for"] if word == "set" else ["to"]):
        return (
            1 if back or not word.endswith("ed") else -1
        )  # "on Friday they agreed to meet" is past, "agreed to meet Friday" is not
    if back and n == len(words) - 1 and word in ("is", "are"):
        return 1  # "the vote is Tuesday"
    if before == "to" and word in PAST_WORDS:
        return 0  # an infinitive: "to cut jobs"
    if word in PRESENT_WORDS and before not in _NO_PRESENT:
        return 1
    if not _COULD.isdisjoint(near) and (word == "be" or "be" in near):
        return -1
    if word in FUTURE_WORDS or (before == "be" and word != "said"):
        return 1
    if word in PAST_WORDS and before in MODALS:
        return 1  # "will cut jobs"
    if word in PAST_WORDS or (
        word.endswith("ed") and not word.endswith("eed") and len(word) > 4 and word not in NO_VERBS
    ):
        return 0 if before in _BEFORE_ADJECTIVES else -1  # "on an unspecified date", "is heard in May"
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


def likely_year(month: int, day: int, today: date, direction: int) -> tuple[int | None, int]:
    """The year of a month-day in that direction, and the direction; the nearest one and 0 where that would be far away."""
    found, nearest = nearest_year(month, day, today, direction), nearest_year(month, day, today, 0)
    if found and found != nearest and abs(date(found, month, day) - today).days > _FAR:
        return nearest, 0
    return found, direction


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
    """The year of a bare month: past ones reach up to this month, future ones from it; otherwise the nearest.

    Without a verb a month lies rather behind than ahead: what is ahead counts as two months further away.
    """
    if direction < 0:
        return today.year if month <= today.month else today.year - 1
    if direction > 0:
        return today.year if month >= today.month else today.year + 1
    months = {y: (y - today.year) * 12 + month - today.month for y in (today.year - 1, today.year, today.year + 1)}
    return min(months, key=lambda y: months[y] + _AHEAD if months[y] > 0 else -months[y])


def weekday_before(weekday: int, today: date, *, strictly: bool = False) -> date:
    """The last such weekday up to `today`, or before it."""
    back = (today.isoweekday() - weekday) % 7
    return today - timedelta(days=back or (7 if strictly else 0))


def weekday_after(weekday: int, today: date, *, strictly: bool = False) -> date:
    """The first such weekday from `today` on, or after it."""
    ahead = (weekday - today.isoweekday()) % 7
    return today + timedelta(days=ahead or (7 if strictly else 0))
