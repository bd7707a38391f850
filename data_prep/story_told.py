"""The story of a timeline, or of what the filters leave of it: N dates, each with a sentence, its sources and its event.

Enters: an open timeline, a `Selection`. Leaves: `Told` dates, in the order of time. Where a timeline has more than `MOST` articles,
the story is told from those that tell of the most salient events of the selection, `FEW` of them: what is read stays small.
Refuses nothing: where no article speaks of a day, there are no dates.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from data_prep.queries import Opened, ask, read_events
from data_prep.selection import Selection
from data_prep.story import SURE, Corpus, StoryDate, Time, make_corpus, mentions_of, tell_story
from data_prep.story_days import DayReport, Telling

MOST = 2000  # articles, copies not counted, that are all read
FEW = 400  # where there are more
SALIENT = 3000  # events whose articles are asked for then
_DAY = "grain in ('day', 'part') and date_end - date_start = 1"


@dataclass(frozen=True, slots=True)
class Told:
    """One date of a story as it is shown: a sentence with its source, or an event's title, and who tells of the event."""

    day: date
    edtf: str  # the day as the event has it, with its doubt; as it is where no event stands on it
    weight: float
    sentence: str  # "" where no sentence stands by itself
    source: str  # the outlet of the sentence, or the title of its article; "" where there is none
    article_id: str
    row: int | None  # of the most salient event of that day
    event_id: str
    title: str  # of the event
    outlets: tuple[str, ...]  # that tell of it, copies folded
    articles: int  # that speak of the day


def articles_of(timeline: Opened, shown: Selection) -> tuple[int, ...] | None:
    """The numbers of the articles that a story of these events is told from; None for all there are."""
    count = ask(timeline, "select count(*) as n from articles where copy_of is null")["n"].iloc[0]
    if count <= MOST:
        return None
    found = ask(
        timeline,
        """select a.root as number, min(place) as place from (select unnest($rows) as row, generate_subscripts($rows, 1) as place)
        join tellings using (row) join articles a on a.number = tellings.article group by 1 order by 2, 1 limit $few""",
        {"rows": shown.ranked()[:SALIENT].tolist(), "few": FEW},
        remember=False,
    )
    return tuple(sorted(found["number"].tolist()))


def read_corpus(timeline: Opened, articles: Sequence[int] | None) -> Corpus:
    """What a story is told from: these articles, by their numbers, or all."""
    asked: dict[str, Any] = {}
    mine = "true"
    if articles is not None:
        ids = ask(
            timeline,
            "select article_id, since::varchar as since from articles where number in (select unnest($numbers))",
            {"numbers": list(articles)},
            remember=False,
        )
        asked = {"ids": list(ids["article_id"]), "since": sorted(set(ids["since"]))}
        mine = "list_contains($since, since) and article_id in (select unnest($ids))"
    times: dict[str, list[Time]] = defaultdict(list)
    question = f"""select article_id, start, "end", rule, date_start from timexes where {_DAY} and {mine}"""
    for name, start, end, rule, day in _rows(timeline, question, asked):
        times[name].append((start, end, rule, day))
    reports: dict[str, list[DayReport]] = defaultdict(list)
    wanted = "true" if articles is None else "article_id in (select unnest($ids))"
    question = f"""select article_id, trigger_start, r.date_basis, r.status, r.date_start, e.row, e.salience
        from (select * from reports where {_DAY} and status <> 'planned' and {wanted}) r join events e using (event_id)
        order by article_id, trigger_start, report_id"""
    for name, trigger, basis, status, day, row, salience in _rows(timeline, question, asked):
        reports[name].append(DayReport(day, trigger, basis in SURE and status == "reported", salience, row))
    question = f"""select article_id, if(published_end - published_start = 1, published_start, null), text
        from whole.articles where copy_of is null and {mine} order by published_start nulls last, path"""
    tellings = [
        Telling(name, day, text, mentions_of(text, times[name]), tuple(reports[name]))
        for name, day, text in _rows(timeline, question, asked)
    ]
    return make_corpus(tellings, *_events(timeline, None if articles is None else reports))


def _events(
    timeline: Opened, reports: Mapping[str, Sequence[DayReport]] | None
) -> tuple[dict[date, list[int]], dict[int, float]]:
    """The events dated to one day, the most salient first, and their salience; of these reports, or all."""
    rows = None if reports is None else sorted({report.event for some in reports.values() for report in some})
    mine = "true" if rows is None else "row in (select unnest($rows))"
    question = f"""select row, date_start, salience from events where {_DAY} and status::varchar <> 'planned' and {mine}
        order by salience desc, row"""
    days: dict[date, list[int]] = defaultdict(list)
    salient: dict[int, float] = {}
    for row, day, salience in _rows(timeline, question, {"rows": rows}):
        days[day].append(row)
        salient[row] = salience
    return days, salient


def _rows(timeline: Opened, question: str, asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with timeline.connection.cursor() as cursor:
        named = {name: values for name, values in asked.items() if f"${name}" in question}
        return cursor.execute(question, named).fetchall()


def story_days(corpus: Corpus, shown: Selection, n: int) -> list[StoryDate]:
    """The dates of a story of these events, with one sentence each."""
    return tell_story(corpus, n, sentences=1, only=None if shown.n == len(shown.mask) else shown.mask)


def story_of(timeline: Opened, shown: Selection, n: int, corpus: Corpus | None = None) -> list[Told]:
    """The story of these events in `n` dates, as it is shown; `corpus`: what was read for it before."""
    corpus = corpus or read_corpus(timeline, articles_of(timeline, shown))
    dates = story_days(corpus, shown, n)
    rows = sorted({told.event for told in dates if told.event is not None})
    events = read_events(timeline, rows).set_index("row")
    names = _sources(timeline, [s.article_id for told in dates for s in told.sentences])
    out = []
    for told in dates:
        event = events.loc[told.event] if told.event is not None else None
        sentence = told.sentences[0] if told.sentences else None
        out.append(
            Told(
                told.day,
                _doubted(told.day, event["date_edtf"] if event is not None else None),
                told.weight,
                " ".join(sentence.text.split()) if sentence else "",
                names[sentence.article_id] if sentence else "",
                sentence.article_id if sentence else "",
                told.event,
                str(event["event_id"]) if event is not None else "",
                str(event["title"]) if event is not None else "",
                tuple(event["outlets"]) if event is not None else (),
                told.articles,
            )
        )
    return [told for told in out if told.sentence or told.title]


def _doubted(day: date, edtf: object) -> str:
    """A day with the doubt of the event that stands on it: what is uncertain on the timeline is so in the story."""
    return edtf if isinstance(edtf, str) and edtf.startswith(day.isoformat()) else day.isoformat()


def _sources(timeline: Opened, articles: Sequence[str]) -> dict[str, str]:
    """article_id -> its outlet, or its title."""
    found = ask(
        timeline,
        "select article_id, coalesce(outlet::varchar, title) as name from articles where list_contains($ids, article_id)",
        {"ids": sorted(set(articles))},
    )
    return dict(zip(found["article_id"], found["name"], strict=True))


def everything_of(timeline: Any) -> Selection:
    """All events of a timeline, where no filter was asked for."""
    from data_prep.resident import read_index

    index = read_index(timeline.connection)
    return Selection(index, np.ones(len(index), bool))


def tell_as_text(timeline: Opened, n: int) -> str:
    """The story of a timeline for people: a day, its sentence, its source."""
    lines = []
    for told in story_of(timeline, everything_of(timeline), n):
        lines += [told.edtf, f"  {told.sentence} ({told.source})" if told.sentence else f"  {told.title}"]
    return "".join(f"{line}\n" for line in lines)
