"""All spans together: the same events in however many spans, on any engine, in one build or in five."""

import pickle
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from benchmarks.joined import open_joined
from benchmarks.link_speed import make_readings, make_reports
from data_prep.edtf import parse_edtf
from data_prep.engines import Engine, Failure, processes
from data_prep.events.identity import Known
from data_prep.events.kinds import stem
from data_prep.events.shipped import rank_span
from data_prep.frames import tables_of_span
from data_prep.joining import JoiningError, date_by_events, ranked_items
from data_prep.records import Actor, Event, Published, Report, Span

ONE = 10**9  # so many reports make a span: all are one
FIRST = date(2023, 5, 1)


def tell(published: int, number: int, who: Sequence[str], what: str, when: str | None) -> Report:
    """A report of an article of the day so many days after the first."""
    article = f"{FIRST + timedelta(published)}-{number}"
    title = f"{who[0]} attacked {what}"
    return Report(
        report_id=f"{article}:0", article_id=article, span=Span(0, 1), sentence=f"{title} {number}.", trigger=Span(0, 1),
        trigger_text="attacked", kind="assault", title=title, timex=None, when=parse_edtf(when) if when else None,
        date_basis="stated" if when else "none", date_why="", participants=tuple(zip(who, ("agent", "patient"), strict=False)),
        places=(), speaker=None, speech=None, speech_at=None, speech_verb=None, status="reported", lemma="attack",
        words=frozenset(map(stem, what.split())), about=what.split()[0], same_as=None, scene=None, open_date=False, weight=0.5,
    )  # fmt: skip


def corpus() -> list[Report]:
    """Events a week apart, each told by three articles of its day, by one of them without a date."""
    told = []
    for i in range(12):
        day = FIRST + timedelta(7 * i)
        who, what = (f"attacker{i}", f"victim{i}"), f"harbour{i} warehouse{i} pier{i}"
        told += [tell(7 * i, n, who, what, None if n == 1 else day.isoformat()) for n in range(3)]
    return told


class Disorder:
    """An engine that sends everything through pickle and does things in no order."""

    name, workers = "disorder", 1

    def map(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        sent = [pickle.dumps((work, item)) for item in items]
        done: dict[int, Any] = {}
        for i in random.Random(7).sample(range(len(sent)), len(sent)):
            function, item = pickle.loads(sent[i])
            done[i] = function(item)
        return iter([done[i] for i in range(len(sent))])


def join(
    reports: Sequence[Report], target: int = ONE, known: Known | None = None, engine: Engine | None = None
) -> tuple[list[Event], dict[str, tuple[int, int]], dict[str, str]]:
    """(the events, the hash of each table's rows, old ids -> new ones)."""
    readings = list(make_readings((report, 0) for report in sorted(reports, key=lambda r: r.report_id)))
    names = {(r.article_id, name) for r in reports for name, _ in r.participants}
    actors = [Actor(name, name, "person", None) for name in sorted({name for _, name in names})]
    with open_joined(readings, actors, {key: key[1] for key in names}, known, target, engine) as (db, spans):
        sums: dict[str, tuple[int, int]] = {}
        events: list[Event] = []
        for item in ranked_items(db, spans):
            events += rank_span(item)
            for part in tables_of_span(item):
                before = sums.get(part.table, (0, 0))
                sums[part.table] = ((before[0] + part.content[0]) % 2**64, (before[1] + part.content[1]) % 2**64)
        return events, sums, dict(db.execute("select old, new from redirects").fetchall())


def test_in_however_many_spans_the_rows_are_the_same() -> None:
    events, whole, _ = join(corpus())
    assert len(events) == 12 and all(len(e.reports) == 3 and e.date_basis == "stated" for e in events)
    for target in (1, 7):
        assert join(corpus(), target)[1] == whole


def test_yesterday_or_today_at_the_edge_of_a_span() -> None:
    who, what = ("Chile", "Peru"), "warehouse harbour crane"
    told = [
        tell(0, 0, who, what, "2023-05-01"),
        tell(1, 1, who, what, "2023-05-01/2023-05-02"),
        tell(1, 2, who, what, None),
        tell(1, 3, ("Oslo", "Rome"), "bakery", "2023-05-02"),
    ]
    for target in (1, ONE):
        events, _, _ = join(told, target)
        assert [[r.article_id[-1] for r in e.reports] for e in events] == [["0", "1", "2"], ["3"]]
        assert [e.when.edtf for e in events if e.when] == ["2023-05-01", "2023-05-02"]


def test_every_report_is_in_one_event_and_no_event_holds_dates_that_exclude_each_other() -> None:
    made = [report for report, _ in make_reports(1000)]
    events, _, _ = join(made, 150)
    assert sorted(r.report_id for e in events for r in e.reports) == sorted(r.report_id for r in made)
    stated = {r.report_id: r.when.interval for r in made if r.when is not None}
    for event in events:
        dates = [stated[r.report_id] for r in event.reports if r.report_id in stated]
        assert all(a.overlaps(b) for a in dates for b in dates)
        assert [why for _, why in event.joined].count("first told here") == 1


def test_whatever_is_done_first_the_rows_are_the_same() -> None:
    made = [report for report, _ in make_reports(600)]
    events, sums, _ = join(made, 150)
    again, other, _ = join(made, 150, engine=Disorder())
    assert other == sums and again == events


def test_processes_come_to_the_same_rows() -> None:
    with processes(2) as engine:
        assert join(corpus(), 7, engine=engine)[1] == join(corpus(), 7)[1]


def test_a_span_that_fails_is_named() -> None:
    class Broken(Disorder):
        def map(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
            return (Failure(item, "the worker died") for item in items)

    with pytest.raises(JoiningError, match=r"36 reports from 2023-05-01 on .* the worker died"):
        join(corpus(), engine=Broken())


def test_five_increments_come_to_the_rows_of_one_build_and_old_ids_lead_on() -> None:
    made = [report for report, _ in make_reports(600)]
    articles = sorted({r.article_id for r in made})
    random.Random(3).shuffle(articles)
    known, ever = Known(), set[str]()
    for i in range(1, 6):
        there = set(articles[: len(articles) * i // 5])
        events, sums, redirects = join([r for r in made if r.article_id in there], 150, known)
        known = Known({r.report_id: e.event_id for e in events for r in e.reports}, redirects)
        ever |= {e.event_id for e in events}
    once, whole, _ = join(made, 150)
    assert sums == whole and ever == {e.event_id for e in events} | set(redirects)
    assert {e.event_id for e in events} != {e.event_id for e in once} and set(redirects.values()) <= set(
        known.of_report.values()
    )


def test_an_article_without_a_date_is_dated_by_an_event_of_the_span_before() -> None:
    who, what = ("Chile", "Peru"), "warehouse harbour crane"
    other = tell(9, 2, ("Oslo", "Rome"), "bakery", "2023-05-10")
    told = [tell(0, 0, who, what, "2023-05-01"), tell(0, 1, who, what, None), other]
    first, second, third = make_readings((report, 0) for report in told)
    second = replace(second, article=replace(second.article, published=Published(None, "unknown", "")))
    names = {(r.article_id, name): name for r in told for name, _ in r.participants}
    actors = [Actor(name, name, "state", None) for name in sorted(set(names.values()))]
    for target in (1, ONE):
        with open_joined([first, second, third], actors, names, None, target) as (db, spans):
            assert len(spans) == (2 if target == 1 else 1)
            assert date_by_events(db) == {1: (FIRST, told[0].title)}
