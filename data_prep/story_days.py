"""Which days of a corpus matter most.

Enters: articles as the story sees them (`Telling`), the most salient event of a day. Leaves: for each day its points with
their parts, and its weight beside the days around it. Refuses nothing.

A day counts by the articles that speak of it, each once; only words that mean one day count, a month or a week names none
of its days, and a day still ahead is a plan. Who speaks of a day weeks later thinks that it mattered; who was published on it tells the
news of the day. Articles that are about something else count less. Tran et al. (2013) and Gholipour Ghalandari and Ifrim (2020)
count in like manner; the points are set by hand, for the reasons beside them.
"""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from data_prep.words import read_words

POINTS: Mapping[str, float] = {
    "as news": 1.0,  # spoken of on the day or the next: that is what newspapers do with any day
    "in the week": 2.0,  # spoken of two to seven days later: still talked about
    "later": 4.0,  # spoken of after more than a week: remembered
    "published": 1.0,  # published on the day, with or without words of time: more articles than usual are a sign
    "events": 1.0,  # the salience of its greatest event: decides where few articles speak of a day
}
AROUND = 60  # days before and after with which a day is compared: a quarter of a year
FEWEST = 0.5  # points that any day has beside its neighbours, so that nothing is divided by nothing
MOST_RELEVANT = 1.5  # times the usual: a long article on nothing else is still one article
_WORD = re.compile(r"[A-Za-z][a-z'’-]+|[A-Z]{2,}")
_CLOSED = (
    *("determiners", "prepositions", "conjunctions", "subordinators", "relatives", "pronouns", "auxiliaries", "modals"),
    *("negations", "adverbs"),
)
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class DayMention:
    """Words of time that mean one day. `leaning`: they are no place to tell what happened on it ("since Monday", "the day after")."""

    day: date
    start: int
    leaning: bool


@dataclass(frozen=True, slots=True)
class DayReport:
    """A report dated to one day: where its trigger stands, whether it is told as fact with words of time, the salience of its event.

    `event`: the row of its event, where the story is told from a timeline.
    """

    day: date
    trigger: int
    sure: bool
    salience: float
    event: int = -1


@dataclass(frozen=True, slots=True)
class Telling:
    """An article as the story sees it."""

    article_id: str
    published: date | None
    text: str
    days: tuple[DayMention, ...]
    reports: tuple[DayReport, ...]


@dataclass(frozen=True, slots=True)
class DayWeight:
    """How much a day matters: its points by part, how many articles speak of it, its weight beside the days around."""

    weight: float
    parts: tuple[tuple[str, float], ...]
    articles: int


def words_of(text: str) -> list[str]:
    """The words that carry meaning, in small letters."""
    common = _common_words()
    return [low for word in _WORD.findall(text) if len(low := word.lower()) > 2 and low not in common]


def count_words(text: str) -> Counter[str]:
    """How often each of `words_of` stands in a text."""
    common, counts = _common_words(), Counter[str]()
    for word, n in Counter(_WORD.findall(text)).items():  # a text has far fewer words than it has of them
        if len(low := word.lower()) > 2 and low not in common:
            counts[low] += n
    return counts


@cache
def _common_words() -> frozenset[str]:
    grammar = read_words("grammar")
    said = {form for verb in ("say", "tell") for form in (verb, f"{verb}s", *grammar["irregular"][verb])}
    return frozenset(word for name in _CLOSED for word in grammar[name]) | said


@dataclass(frozen=True, slots=True)
class Topic:
    """What most articles are about: how much each article is about it, 1 being usual, and its words, 1 for the first."""

    relevance: Sequence[float]
    words: Mapping[str, float]


def find_topic(counts: Sequence[Counter[str]]) -> Topic:
    """The topic of articles, from how often each word stands in each.

    It is the direction that most of them share (the first principal one, by power iteration), so that what is about something
    else has no part in it.
    """
    spread = Counter(word for count in counts for word in count)
    number = {word: i for i, word in enumerate(word for word, n in spread.items() if n > 1)}
    known = [[(number[w], n) for w, n in count.items() if w in number] for count in counts]
    article = np.repeat(np.arange(len(counts)), [len(some) for some in known])
    word, times = np.array([pair for some in known for pair in some], dtype=np.int64).reshape(-1, 2).T
    x = 1 + np.log(times)
    length = np.sqrt(np.bincount(article, x * x, minlength=len(counts)))
    x = x / length[article]
    shares: npt.NDArray[np.float64] = np.ones(len(counts))
    middle: npt.NDArray[np.float64] = np.zeros(len(number))
    for _ in range(_ROUNDS):
        total = np.bincount(word, x * shares[article], minlength=len(number))
        middle = total / (np.sqrt((total * total).sum()) or 1.0)
        shares = np.bincount(article, x * middle[word], minlength=len(counts)).astype(np.float64)
    usual = float(np.sort(shares)[len(shares) // 2]) if len(shares) else 0.0
    first = float(middle.max(initial=0.0)) or 1.0
    relevance = np.minimum(shares / usual, MOST_RELEVANT) if usual else np.ones(len(counts))
    return Topic(relevance.tolist(), dict(zip(number, (middle / first).tolist(), strict=True)))


def weigh_days(
    tellings: Sequence[Telling], relevance: Sequence[float], greatest: Mapping[date, float]
) -> dict[date, DayWeight]:
    """Every day that an article speaks of or was published on. `greatest`: day -> salience of its greatest event."""
    points: dict[date, dict[str, float]] = defaultdict(lambda: dict.fromkeys(POINTS, 0.0))
    articles: Counter[date] = Counter()
    for telling, about in zip(tellings, relevance, strict=True):
        voice = math.sqrt(about)
        if telling.published is not None:
            points[telling.published]["published"] += POINTS["published"] * voice
        for day in dict.fromkeys(mention.day for mention in telling.days):
            if part := _part_of(day, telling.published):
                points[day][part] += POINTS[part] * voice
                articles[day] += 1
    for day, salience in greatest.items():
        points[day]["events"] = POINTS["events"] * salience
    expected = _expect(points, tellings)
    return {
        day: DayWeight(
            sum(parts.values()) / math.sqrt(expected[day] + FEWEST),
            tuple((name, round(parts[name], 4)) for name in POINTS if parts[name]),
            articles[day],
        )
        for day, parts in points.items()
    }


def _part_of(day: date, published: date | None) -> str:
    """As what an article speaks of a day, "" for a day ahead; an undated article as of news."""
    late = (published - day).days if published is not None else 0
    if late < 0:
        return ""
    return "as news" if late <= 1 else "in the week" if late <= 7 else "later"


def _expect(points: Mapping[date, Mapping[str, float]], tellings: Sequence[Telling]) -> dict[date, float]:
    """The mean points of the days around each day, as far as the corpus reaches."""
    days = sorted(points)
    places = [day.toordinal() for day in days]
    sums = [0.0, *accumulate(sum(points[day].values()) for day in days)]
    published = [t.published.toordinal() for t in tellings if t.published is not None] or places
    first, last = min(published, default=0), max(published, default=0)
    expected = {}
    for day, place in zip(days, places, strict=True):
        low, high = place - AROUND, place + AROUND
        total = sums[bisect_left(places, high + 1)] - sums[bisect_left(places, low)]
        reach = min(high, last) - max(low, first) + 1
        expected[day] = total / max(reach, AROUND // 2)
    return expected
