"""The story in N dates: the days that matter most, each with one or two sentences that tell what happened on it.

Enters: a corpus (the tables of `tables.py`, or articles as `build.py` reads them), a number of dates and, if wanted, a
first and a last day. Leaves: `StoryDate`s in the order of time. Refuses nothing: a corpus that speaks of no day has no
dates. Pure functions: the same tables give the same story. How days are weighed: `story_days.py`; how sentences are
chosen: `story_sentences.py`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from data_prep.records import Event, When
from data_prep.story_days import DayMention, DayReport, DayWeight, Telling, find_topic, weigh_days, words_of
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
_SURE = ("given", "stated", "relative", "dateline")
_DATES = ("date_start", "date_end", "grain")
_Time = tuple[int, int, str, date]  # start, end, rule, day


@dataclass(frozen=True, slots=True)
class StoryDate:
    """One date of the story. `weight` is 1 for the weightiest of the corpus; `parts` are points, as `story_days.POINTS`."""

    day: date
    weight: float
    parts: tuple[tuple[str, float], ...]
    articles: int
    sentences: tuple[StorySentence, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a story is told from, read once for any number of dates: the articles, the days, the choice of sentences."""

    tellings: Sequence[Telling]
    days: Mapping[date, DayWeight]
    choice: Choice


def read_tables(tables: Mapping[str, pd.DataFrame]) -> Corpus:
    """The corpus of a timeline's tables: `articles`, `timexes`, `reports`, `events`."""
    events = tables["events"]
    salience = dict(zip(events["event_id"], events["salience"], strict=True))
    times: dict[str, list[_Time]] = defaultdict(list)
    for name, start, end, rule, *dates in _rows(tables["timexes"], "article_id", "start", "end", "rule", *_DATES):
        if (day := _day(*dates)) is not None:
            times[name].append((start, end, rule, day))
    reports: dict[str, list[DayReport]] = defaultdict(list)
    columns = ("article_id", "event_id", "trigger_start", "date_basis", "status", *_DATES)
    for name, event, trigger, basis, status, *dates in _rows(tables["reports"], *columns):
        if (day := _day(*dates)) is not None and status != "planned":
            sure = basis in _SURE and status == "reported"
            reports[name].append(DayReport(day, trigger, sure, salience.get(event, 0.0)))
    greatest: dict[date, float] = {}
    for number, status, *dates in _rows(events, "salience", "status", *_DATES):
        if (day := _day(*dates)) is not None and status != "planned":
            greatest[day] = max(number, greatest.get(day, 0.0))
    wanted = ("article_id", "published_start", "published_end", "text", "copy_of")
    return _read(
        [
            Telling(name, _day(start, end, "day"), text, _mentions(text, times[name]), tuple(reports[name]))
            for name, start, end, text, copy in _rows(tables["articles"], *wanted)
            if pd.isna(copy)
        ],
        greatest,
    )


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
                day, r.trigger.start, r.date_basis in _SURE and r.status == "reported", salience.get(r.report_id, 0.0)
            )
            for r in reading.reports
            if (day := _day_of(r.when)) is not None and r.status != "planned"
        )
        published = _day_of(article.published.when)
        tellings.append(Telling(article.article_id, published, article.text, _mentions(article.text, times), reports))
    greatest: dict[date, float] = {}
    for event in events:
        if (day := _day_of(event.when)) is not None and event.status != "planned":
            greatest[day] = max(event.salience, greatest.get(day, 0.0))
    return _read(tellings, greatest)


def _mentions(text: str, times: Iterable[_Time]) -> tuple[DayMention, ...]:
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
    corpus: Corpus, n: int, start: date | None = None, end: date | None = None, *, sentences: int = 2
) -> list[StoryDate]:
    """The `n` days that matter most from `start` to `end`, both included, in the order of time."""
    inside = [day for day in corpus.days if (start or day) <= day <= (end or day)]
    chosen = sorted(inside, key=lambda day: (-corpus.days[day].weight, day))[:n]
    most = max((known.weight for known in corpus.days.values()), default=1.0)
    return [
        StoryDate(
            day, round(known.weight / most, 4), known.parts, known.articles, corpus.choice.sentences_of(day, sentences)
        )
        for day, known in sorted((day, corpus.days[day]) for day in chosen)
    ]


def _read(tellings: Sequence[Telling], greatest: Mapping[date, float]) -> Corpus:
    counts = [Counter(words_of(t.text)) for t in tellings]
    topic = find_topic(counts)
    spread = Counter(word for count in counts for word in count)
    return Corpus(tellings, weigh_days(tellings, topic.relevance, greatest), Choice(tellings, topic, spread))


def _rows(frame: pd.DataFrame, *columns: str) -> Iterable[tuple[Any, ...]]:
    return zip(*(frame[column] for column in columns), strict=True)


def _day(start: Any, end: Any, grain: Any) -> date | None:
    """The day of a row's interval, where it is one."""
    if grain not in _DAY or pd.isna(start) or pd.isna(end):
        return None
    first = pd.Timestamp(start).date()
    return first if (pd.Timestamp(end).date() - first).days == 1 else None


def _day_of(when: When | None) -> date | None:
    if when is None or when.grain not in _DAY or when.interval.days != 1:
        return None
    return when.interval.start


def tell_as_text(tables: Mapping[str, pd.DataFrame], n: int, start: date | None = None, end: date | None = None) -> str:
    """The story of a timeline's tables for people: a day, its sentences, each with its source."""
    articles = tables["articles"]
    sources = dict(zip(articles["article_id"], articles["outlet"].fillna(articles["title"]), strict=True))
    lines = []
    for told in tell_story(read_tables(tables), n, start, end):
        lines += [told.day.isoformat(), *(f"  {s.text} ({sources[s.article_id]})" for s in told.sentences)]
    return "".join(f"{line}\n" for line in lines)
