"""Ids of events that stay as the corpus grows, and where old ids lead.

Enters: events as linked, and what the timeline of before called them. Leaves: the events with their ids, and redirects
(old id -> the event that is meant now). Refuses nothing: without a timeline of before there are no redirects.

An event is named after its first report: of the article published first, the undated last. One that was known keeps its
id though an older article is added. Where reports of two known events have come to be one, the elder id stays and the
younger leads to it; where one has come apart, its id stays with the report that it is named after.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from data_prep.records import Article, Event, Report

Age = tuple[date, str, int]  # orders reports: the day of publication, the article, the place in it


@dataclass(frozen=True, slots=True)
class Known:
    """What a timeline calls its events: report_id -> event_id, and old event_id -> the one that is meant now."""

    of_report: Mapping[str, str] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)


def settle_ids(
    events: Sequence[Event], articles: Iterable[Article], known: Known | None = None
) -> tuple[list[Event], dict[str, str]]:
    """(the events with their ids, old id -> new id), every new id being one of an event."""
    known = known or Known()
    days = {a.article_id: _own_day(a) for a in articles}
    holder = {r.report_id: i for i, e in enumerate(events) for r in e.reports}
    ages = {r.report_id: _age(r, days) for e in events for r in e.reports}
    former: dict[str, list[str]] = {}
    for report, old in known.of_report.items():
        if report in holder:
            former.setdefault(old, []).append(report)
    eldest = {old: min(reports, key=lambda r: (name_of(r) != old, ages[r])) for old, reports in former.items()}
    claims: dict[int, list[str]] = {}
    for old, report in eldest.items():
        claims.setdefault(holder[report], []).append(old)
    ids = _choose_ids(events, claims, eldest, ages)
    settled = [replace(event, event_id=event_id) for event, event_id in zip(events, ids, strict=True)]
    leads = {old: ids[holder[report]] for old, report in eldest.items()}
    taken = set(ids)
    for old, new in known.redirects.items():
        if (now := leads.get(new, new)) in taken:
            leads[old] = now
    return settled, {old: leads[old] for old in sorted(leads) if old not in taken}


def name_of(report_id: str) -> str:
    """The id of the event that is named after this report."""
    return "e-" + report_id.replace(":", "-")


def _choose_ids(
    events: Sequence[Event], claims: Mapping[int, Sequence[str]], eldest: Mapping[str, str], ages: Mapping[str, Age]
) -> list[str]:
    """For each event the eldest of the ids by which it was known, else the one of its first report."""
    ids = {i: min(olds, key=lambda old: (ages[eldest[old]], old)) for i, olds in claims.items()}
    taken = set(eldest)
    for i, event in enumerate(events):
        if i not in ids:
            names = [name_of(r.report_id) for r in sorted(event.reports, key=lambda r: ages[r.report_id])]
            ids[i] = next((name for name in names if name not in taken), names[0] + "-anew")
    return [ids[i] for i in range(len(events))]


def _age(report: Report, days: Mapping[str, date]) -> Age:
    return days[report.article_id], report.article_id, report.trigger.start


def _own_day(article: Article) -> date:
    """The day of publication as the article itself tells it; one concluded from other articles may change with them."""
    published = article.published
    own = published.when is not None and not published.loose and published.basis != "corroborated"
    return (published.when.interval.start if own and published.when is not None else None) or date.max
