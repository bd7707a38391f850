"""The nouns of the pipeline, as frozen dataclasses.

Enters: nothing. Leaves: the shapes that the steps of `build.py` hand to each other; tables are made of them only at the
end (`tables.py`). Offsets are characters of `Article.text`, end excluded. Intervals are half-open days.
"""

from dataclasses import dataclass, field
from datetime import date

GRAINS = ("part", "day", "week", "month", "quarter", "season", "year", "decade", "interval")
DATE_BASES = ("stated", "relative", "dateline", "published", "corroborated", "inferred", "given", "none")
PUBLISHED_BASES = (
    "given",
    "stated",
    "metadata",
    "dateline",
    "address",
    "header",
    "inferred",
    "corroborated",
    "unknown",
)
CONFIDENCES = ("high", "medium", "low", "none")
STATUSES = ("reported", "claimed", "denied", "planned")
ACTOR_TYPES = ("person", "state", "organisation", "armed force", "group")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Interval:
    """Half-open days: `start` is the first day inside, `end` the first day after; None at an open or unknown end."""

    start: date | None
    end: date | None

    def contains(self, other: "Interval") -> bool:
        """Whether every day of `other` lies inside this interval."""
        starts = self.start is None or (other.start is not None and other.start >= self.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two share a day; an open end reaches as far as needed."""
        before = self.end is not None and other.start is not None and self.end <= other.start
        after = other.end is not None and self.start is not None and other.end <= self.start
        return not before and not after

    @property
    def days(self) -> int | None:
        """Its length in days, None where an end is open."""
        return (self.end - self.start).days if self.start is not None and self.end is not None else None


@dataclass(frozen=True, slots=True)
class When:
    """A date as it is known: an EDTF value with what follows from it (`edtf.parse_edtf` makes one)."""

    edtf: str
    interval: Interval
    grain: str  # one of GRAINS
    qualifier: str = ""  # "", "~" (approximate), "?" (uncertain), "%" (both)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of an article's text, from `start` on, stands in the original: "line 12", "page 3", "row 5"."""

    start: int
    at: str


@dataclass(frozen=True, slots=True)
class Published:
    """An article's date of publication. An interval open at one end is a bound: `../2025-10-25` is "on or before"."""

    when: When | None
    basis: str  # one of PUBLISHED_BASES
    why: str  # in plain words: what was seen and how it was read
    loose: bool = False  # an upper bound that says nothing of how long before: nothing is counted from it

    @property
    def confidence(self) -> str:
        """How far it can be trusted, one of CONFIDENCES: a day that is stated, one that is concluded, a bound, nothing."""
        if self.when is None:
            return "none"
        if None in (self.when.interval.start, self.when.interval.end):
            return "low"
        sure = self.basis in ("given", "stated", "metadata", "dateline") and not self.when.qualifier
        return "high" if sure else "medium"


@dataclass(frozen=True, slots=True)
class DateHint:
    """A date that stands outside the text, such as `2025/10` in a picture's address; never better than a hint."""

    when: When
    why: str


@dataclass(frozen=True, slots=True)
class Article:
    """One document, cleaned. `captions` are the stretches of `text` that describe a picture; `hints` see `DateHint`.

    `places` lead back to the original, by their start.
    """

    article_id: str
    title: str
    outlet: str | None
    outlet_kind: str | None
    url: str | None
    author: str | None
    language: str
    published: Published
    text: str
    path: str
    captions: tuple[Span, ...] = ()
    hints: tuple[DateHint, ...] = ()
    copy_of: str | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, with the number of its paragraph (from 0) and whether it belongs to a caption."""

    start: int
    end: int
    paragraph: int
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression of time: its TIMEX3 type and value as annotators draw them, its date, the rule and the anchor.

    `when` is None where the expression is no date (durations, sets) or cannot be resolved (no date of publication).
    `anchor` says in plain words what it was counted from, "" where it is complete in itself.
    """

    start: int
    end: int
    text: str
    type: str  # DATE, TIME, DURATION, SET
    value: str
    mod: str  # TIMEX3 mod: START (early), MID, END (late), APPROX (about), MORE_THAN …, "" where there is none
    when: When | None
    rule: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A span that names an actor or a place. `type` is one of ACTOR_TYPES, "place", or "modifier" (it only says whose:
    "Russian" in "Russian history"). `country` is ISO 3166-1 alpha-2; `role` the title that stands with a person.
    """

    start: int
    end: int
    text: str
    name: str
    type: str
    why: str
    country: str | None = None
    role: str | None = None
    title: Span | None = None  # where the title stands, before or behind the name


@dataclass(frozen=True, slots=True)
class Report:
    """One sentence or clause of one article that tells of something. Spans are of the article's text."""

    report_id: str
    article_id: str
    span: Span
    sentence: str
    trigger: Span
    trigger_text: str
    kind: str
    title: str  # "" where it does not tell its event by itself and can only support others that do
    timex: Timex | None
    when: When | None
    date_basis: str
    date_why: str
    participants: tuple[tuple[str, str], ...]  # (name or actor_id, role)
    places: tuple[str, ...]
    speaker: str | None
    speech: str | None
    speech_at: Span | None  # where the quoted words stand
    speech_verb: str | None  # the lemma of the word by which it is said
    status: str
    lemma: str  # of the trigger
    words: frozenset[str]  # what it is told with, stemmed: for linking
    about: str | None  # the noun that it is done to ("monument")
    same_as: str | None  # report_id of the report that this one names again ("the ceremony")
    scene: str | None  # report_id of the event at which it happened ("during the ceremony")
    open_date: bool  # words of time stand with it that could not be resolved
    weight: float  # how well it tells the event: the best gives the title


@dataclass(slots=True)
class Actor:
    """One actor with every spelling seen; `roles` maps a title to the EDTF dates at which it was seen, in order; `why` a
    spelling to the reason why it is this actor's."""

    actor_id: str
    name: str
    type: str
    country: str | None
    aliases: list[str] = field(default_factory=list)
    roles: dict[str, list[str]] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, joined from reports; the first report gives its id."""

    event_id: str
    title: str
    kind: str
    when: When | None
    date_basis: str
    dated_by: str | None
    participants: tuple[str, ...]
    places: tuple[str, ...]
    reports: tuple[Report, ...]
    status: str
    disagrees: tuple[tuple[str, str, tuple[str, ...]], ...]  # (field, value, article_ids)
    joined: tuple[tuple[str, str], ...]  # (report_id, condition)
    salience: float
    salience_parts: tuple[tuple[str, float], ...] = ()  # (part, points); they add up to the salience


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that was skipped, or read with a doubt: which, what was found, what is accepted."""

    path: str
    found: str
    accepted: str
    skipped: bool = True

    def __str__(self) -> str:
        return f"{self.path}: {self.found}. {self.accepted}"
