"""The story in N dates: the days that matter most, each with one or two sentences that tell what happened on it.

Enters: a corpus (of a timeline, by `story_told.py`, or articles as `build.py` reads them), a number of dates and, if wanted, a
first and a last day, or the events that it is to be about. Leaves: `StoryDate`s in the order of time. Refuses nothing: a corpus that speaks of no day has no
dates. Pure functions: the same tables give the same story. How days are weighed: `story_days.py`; how sentences are
chosen: `story_sentences.py`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from data_prep.pairs import Mask
from data_prep.records import Event, When
from data_prep.story_days import DayMention, DayReport, DayWeight, Telling, count_words, find_topic, weigh_days
from data_prep.story_sentences import Choice, StorySentence

if TYPE_CHECKING:
    from data_prep.mining import Reading

# rules that lean on another date, or count days that nobody counts exactly ("ten days ago")
_COUNTED = ("the day before or after", "so long before or after a date in the text", "so long before the article's day")
_BOUND = re.compile(
    r"\b(?:since|until|till|before|after|by|from|through)\s+(?:(?:early|late|last|on)\s+)?$", re.IGNORECASE
)
_STAMP, _LEAD = 25, 20  # characters beside a mention that are looked at
_DAY = ("day", "part")
SURE = ("given", "stated", "relative", "dateline")
Time = tuple[int, int, str, date]  # start, end, rule, day


@dataclass(frozen=True, slots=True)
class StoryDate:
    """One date of the story. `weight` is 1 for the weightiest of the corpus; `parts` are points, as `story_days.POINTS`."""

    day: date
    weight: float
    parts: tuple[tuple[str, float], ...]
    articles: int
    sentences: tuple[StorySentence, ...]
    event: int | None  # the number of the day's most salient event


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a story is told from, read once for any number of dates: the articles, the days, the choice of sentences.

    `events`: day -> the numbers of the events dated to it, the most salient first; `salience`: by number.
    """

    tellings: Sequence[Telling]
    days: Mapping[date, DayWeight]
    choice: Choice
    events: Mapping[date, Sequence[int]]
    salience: Mapping[int, float]


def read_readings(readings: Iterable["Reading"], events: Sequence[Event]) -> Corpus:
    """The corpus of articles and events as `build.find_events` leaves them."""
    salience = {r.report_id: e.salience for e in events for r in e.reports}
    tellings = []
    for reading in readings:
        article = reading.article
        if article.copy_of is not None:
            continue
        times = [(t.start, t.end, t.rule, day) for t in reading.timexes if (day := _day_of(t.when)) is not None]
        reports = tuple(
            DayReport(
                day, r.trigger.start, r.date_basis in SURE and r.status == "reported", salience.get(r.report_id, 0.0)
            )
            for r in reading.reports
            if (day := _day_of(r.when)) is not None and r.status != "planned"
        )
        published = _day_of(article.published.when)
        tellings.append(Telling(article.article_id, published, article.text, mentions_of(article.text, times), reports))
    numbers: dict[date, list[int]] = defaultdict(list)
    for number in sorted(range(len(events)), key=lambda i: -events[i].salience):
        if (day := _day_of(events[number].when)) is not None and events[number].status != "planned":
            numbers[day].append(number)
    return make_corpus(tellings, numbers, {i: e.salience for i, e in enumerate(events)})


def mentions_of(text: str, times: Iterable[Time]) -> tuple[DayMention, ...]:
    """The words of time of an article that mean one day; a stamp ("June 5, 2011 at 3 pm | Reply") speaks of none."""
    return tuple(
        DayMention(
            day,
            start,
            _leans(text, start, end, rule),
        )
        for start, end, rule, day in times
        if "|" not in text[max(0, start - _STAMP) : end + _STAMP]
    )


def _leans(text: str, start: int, end: int, rule: str) -> bool:
    """Whether a mention is no place to tell what happened on its day: "the day after", "since Monday", "Monday's storm"."""
    owned = text.startswith(("'s", "’s"), end)
    return owned or rule in _COUNTED or _BOUND.search(text, max(0, start - _LEAD), start) is not None


def tell_story(
    corpus: Corpus,
    n: int,
    start: date | None = None,
    end: date | None = None,
    *,
    sentences: int = 2,
    only: Mask | None = None,
) -> list[StoryDate]:
    """The `n` days that matter most from `start` to `end`, both included, in the order of time.

    `only`: the rows of the events that the story is about; then a day has one of them, articles that tell of none are not
    heard, and sentences are those that tell of them.
    """
    days = corpus.days if only is None else _weigh(corpus, only)
    inside = [day for day in days if (start or day) <= day <= (end or day)]
    chosen = sorted(inside, key=lambda day: (-days[day].weight, day))[:n]
    most = max((known.weight for known in days.values()), default=1.0)
    return [
        StoryDate(
            day,
            round(known.weight / most, 4),
            known.parts,
            known.articles,
            corpus.choice.sentences_of(day, sentences, only),
            next((row for row in corpus.events.get(day, ()) if only is None or only[row]), None),
        )
        for day, known in sorted((day, days[day]) for day in chosen)
    ]


def _weigh(corpus: Corpus, only: Mask) -> dict[date, DayWeight]:
    """The days of these events, weighed by the articles that tell of one of them."""
    heard = [i for i, telling in enumerate(corpus.tellings) if any(only[r.event] for r in telling.reports)]
    greatest = {day: corpus.salience[row] for day, rows in corpus.events.items() for row in reversed(rows) if only[row]}
    relevance = corpus.choice.topic.relevance
    days = weigh_days([corpus.tellings[i] for i in heard], [relevance[i] for i in heard], greatest)
    return {day: known for day, known in days.items() if day in greatest}


def make_corpus(
    tellings: Sequence[Telling], events: Mapping[date, Sequence[int]], salience: Mapping[int, float]
) -> Corpus:
    """What a story is told from. `events`: day -> the numbers of the events dated to it, the most salient first."""
    counts = [count_words(t.text) for t in tellings]
    topic = find_topic(counts)
    spread = Counter(word for count in counts for word in count)
    greatest = {day: salience[rows[0]] for day, rows in events.items()}
    days = weigh_days(tellings, topic.relevance, greatest)
    return Corpus(tellings, days, Choice(tellings, topic, spread), events, salience)


def _day_of(when: When | None) -> date | None:
    if when is None or when.grain not in _DAY or when.interval.days != 1:
        return None
    return when.interval.start
