"""Spans of time: where a report is at home, what is linked with what, and that the edges of spans change nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from benchmarks.joined import ARTICLES
from data_prep.edtf import parse_edtf
from data_prep.events.link import FIRST_TOLD
from data_prep.events.spans import HEADS, Span, find_homes, heads_of, plan_spans, spellings_of
from data_prep.events.stitch import Member, Stitcher
from data_prep.joining import Db
from data_prep.records import Interval
from data_prep.work import fill, open_work
from tests.reading import read

Dates = tuple[str | None, str | None]


def opened(articles: Sequence[tuple[str | None, Sequence[Dates]]]) -> Db:
    """A work database of articles, each (day of publication, the dates of its reports as start and day after)."""
    db = open_work()
    days = [date.fromisoformat(day) if day else None for day, _ in articles]
    rows = [(n, f"a{n}", day, day and date.fromordinal(day.toordinal() + 1), day) for n, day in enumerate(days)]
    fill(db, "articles", ARTICLES, rows)
    heads = [
        (n, k, f"a{n}:{k}", k, *(date.fromisoformat(d).toordinal() if d else None for d in dates), True)
        for n, (_, reports) in enumerate(articles)
        for k, dates in enumerate(reports)
    ]
    fill(db, "heads", HEADS, heads)
    return db


def homes(published: str | None, *dates: Dates) -> list[str]:
    with opened([(published, dates), ("2030-01-01", [("2020-01-01", "2020-01-02")])]) as db:
        find_homes(db)
        rows = db.execute("select home from homes where n = 0 order by k").fetchall()
        return [day.isoformat() for (day,) in rows]


def test_a_day_is_a_home_and_of_two_days_the_last() -> None:
    assert homes("2023-05-12", ("2023-05-09", "2023-05-10"), ("2023-05-11", "2023-05-13")) == [
        "2023-05-09",
        "2023-05-12",
    ]


def test_a_longer_date_is_at_home_where_it_was_told_as_far_as_that_lies_within() -> None:
    may, april, july = ("2023-05-01", "2023-06-01"), ("2023-04-01", "2023-05-01"), ("2023-07-01", "2023-08-01")
    assert homes("2023-05-12", may, april, july) == ["2023-05-12", "2023-04-30", "2023-07-01"]
    assert homes("2023-05-12", ("2023-06-01", None), (None, "2023-04-01")) == ["2023-06-01", "2023-03-31"]


def test_what_has_no_date_is_at_home_where_it_was_told() -> None:
    assert homes("2023-05-12", (None, None)) == ["2023-05-12"]
    assert homes(None, ("2023-05-02", "2023-05-03"), (None, None)) == ["2023-05-02", "2023-05-02"]
    assert homes(None, (None, None)) == ["2020-01-01"]  # the last day that anybody tells of


def test_without_any_day_there_is_one_span_of_any_day() -> None:
    with opened([(None, [(None, None), (None, None)])]) as db:
        assert [(span.name, span.reports) for span in plan_spans(db)] == [("any", 2)]
    with opened([]) as db:
        assert plan_spans(db) == []


def test_an_undated_report_lies_with_the_one_that_it_hangs_on() -> None:
    day = parse_edtf("2023-05-02")
    reading = read("Ana Lima met Jan Nowak. Grace Otieno met Olaf Berg. Peru attacked Chile.", None)
    dated, scene, other = (replace(r, when=None, scene=None, same_as=None) for r in reading.reports)
    dated, scene = replace(dated, when=day), replace(scene, same_as=other.report_id)
    other = replace(other, scene=dated.report_id)
    heads = heads_of(replace(reading, reports=(dated, scene, other)))
    assert len({row[3:5] for row in heads}) == 1 and heads[0][3] == date(2023, 5, 2).toordinal()


def test_how_a_person_is_first_spelt_in_full() -> None:
    rows = spellings_of(read("Ana Lima met Jan Nowak. Lima thanked Jan Nowak."))
    assert [row[1:] for row in rows] == [("Ana Lima", "Ana Lima"), ("Jan Nowak", "Jan Nowak")]


def spans_of(counts: dict[str, int], target: int) -> list[Span]:
    after = {day: date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat() for day in counts}
    with opened([("2023-12-31", [(day, after[day])] * many) for day, many in counts.items()]) as db:
        return plan_spans(db, target)


def test_a_span_is_a_run_of_whole_days_and_the_rest_joins_the_last() -> None:
    spans = spans_of(
        {"2023-05-01": 3, "2023-05-02": 9, "2023-05-04": 30, "2023-05-05": 8, "2023-05-06": 2, "2023-05-09": 4}, 10
    )
    assert [(s.name, s.reports) for s in spans] == [("2023-05-01", 12), ("2023-05-04", 30), ("2023-05-05", 14)]
    assert [s.until for s in spans] == [date(2023, 5, 4), date(2023, 5, 5), None]
    assert spans_of({"2023-05-01": 3}, 10)[0].reports == 3


def test_the_context_is_a_day_at_least_and_no_more_than_a_month() -> None:
    spans = spans_of({f"2023-05-{day:02}": 1 for day in range(1, 17)} | {"2023-09-01": 8, "2023-09-02": 8}, 8)
    assert spans[1].context == date(2023, 5, 7) and spans[1].since == date(2023, 5, 9)  # two: a quarter of eight
    assert spans[-2].since == spans[-2].context == date(2023, 9, 1)  # nothing for months before
    assert spans[-1].context == date(2023, 9, 1)  # a day's worth, however much


MAY_1, MAY_2, BOTH = (Interval(date(2023, 5, a), date(2023, 5, b)) for a, b in ((1, 2), (2, 3), (1, 3)))


def group(*members: tuple[int, Interval | None]) -> list[Member]:
    """A group by the numbers of its articles; the first is where it is told first."""
    return [(n, 0, "same words" if i else FIRST_TOLD, when) for i, (n, when) in enumerate(members)]


def test_a_group_with_reports_of_the_span_before_is_their_event() -> None:
    stitcher = Stitcher()
    assert [row[2] for row in stitcher.stitch(0, [group((0, MAY_1)), group((2, None))])] == [0, 1]
    rows = stitcher.stitch(1, [group((1, BOTH), (2, None)), group((3, MAY_2), (4, MAY_2))])
    assert [(n, event, span) for n, _, event, span, _ in rows] == [(1, 1, 0), (3, 2, 1), (4, 2, 1)]
    assert [why for *_, why in rows] == ["same words", FIRST_TOLD, "same words"]


def test_where_dates_exclude_each_other_the_own_reports_stay_together() -> None:
    stitcher = Stitcher()
    stitcher.stitch(0, [group((0, BOTH), (1, MAY_1))])
    rows = stitcher.stitch(1, [group((0, BOTH), (2, MAY_2), (3, None))])
    assert [(n, event, why) for n, _, event, _, why in rows] == [(2, 1, FIRST_TOLD), (3, 1, "same words")]


def test_only_the_last_span_is_remembered() -> None:
    stitcher = Stitcher()
    for span in range(3):
        rows = stitcher.stitch(span, [group((span - 1, None), (span, None))] if span else [group((0, None))])
        assert [(n, event, first) for n, _, event, first, _ in rows] == [(span, 0, 0)]
