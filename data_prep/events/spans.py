"""Where each report stands in time, and the spans of days in which reports are linked: out of core, in SQL.

Enters: a work database (DuckDB) with `articles(n, article_id, own_day, published_start, published_end)` and `heads`, the rows of
`heads_of` led by the article's number n. Leaves: the table `homes(n, k, home)`, a day for every report, and `Span`s. Refuses nothing.

A report of one or two days is at home on that day; one of a longer date on the day of publication, as far as that lies within; one
without a date where its article was published. An article that does not know its own day is taken to be of the last day it tells of.

A span is a run of whole days with at least `TARGET` reports, so a small story is one span. A day with far more is a span by itself.
What is left at the end joins the span before: the newest days are those that most is still added to, and a few reports alone
would have little to be weighed by. With each span goes a context, the last days of the span before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from data_prep.records import Published, Report

if TYPE_CHECKING:
    import duckdb

    from data_prep.mining import Reading

TARGET = 10_000  # reports
CONTEXT_DAYS, CONTEXT_SHARE = 31, 4  # at most so many days, and reports by TARGET / so many, but one day at least
_N, _TEXT = pa.int32(), pa.string()
HEADS = pa.schema(
    [("n", _N), ("k", _N), ("report_id", _TEXT), ("trigger", _N), ("start", _N), ("end", _N), ("titled", pa.bool_())]
)
SPELLINGS = pa.schema([("n", _N), ("k", _N), ("name", _TEXT), ("text", _TEXT)])
ANY = "any"  # how the span of reports without any day is called
_NEVER = date.min

# `about` is the day that an article is about where its reports do not say: its own, else the last one it tells of, else a bound.
_HOMES = """
create or replace table homes as
with days as (
    select n, k, day_of(start) as first, day_of("end" - 1) as final,
        case when "end" - start in (1, 2) then final end as day from heads
), told as (
    select n, max(day) as last from days group by n
), about as (
    select n, coalesce(case when own_day is not null then coalesce(published_end - 1, published_start, own_day) end,
        last, published_end - 1, published_start, (select max(last) from told), $never) as about
    from articles left join told using (n)
)
select n, k, coalesce(day, least(greatest(about, first), final)) as home
from days join about using (n) order by home, n, k
"""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `since` on, before `until`; `context` is the first day of what is linked with them, `since` where nothing is."""

    number: int
    since: date
    until: date | None
    context: date
    reports: int

    @property
    def name(self) -> str:
        """As the parts of a table are called by it."""
        return ANY if self.since == _NEVER else self.since.isoformat()


def heads_of(reading: "Reading") -> list[tuple[Any, ...]]:
    """The rows of `heads` of one article, without its number: (k, report_id, trigger, start, end, titled), days as ordinals.

    An undated report has the dates of the one that it names again or that is its scene, so that they stay together.
    """
    reports = {r.report_id: r for r in reading.reports}
    rows = []
    for k, report in enumerate(reading.reports):
        when = _dated(report, reports).when
        start, end = (when.interval.start, when.interval.end) if when is not None else (None, None)
        days = [day.toordinal() if day is not None else None for day in (start, end)]
        rows.append((k, report.report_id, report.trigger.start, *days, bool(report.title)))
    return rows


def _dated(report: Report, reports: dict[str, Report]) -> Report:
    """The report itself, or the dated one that it hangs on, through others."""
    seen: set[str] = set()
    while report.when is None and report.report_id not in seen:
        seen.add(report.report_id)
        report = reports.get(report.same_as or "") or reports.get(report.scene or "") or report
    return report


def spellings_of(reading: "Reading") -> list[tuple[Any, ...]]:
    """The rows of `spellings` of one article, without its number: (k, name, text), how each person is first spelt in full."""
    first: dict[str, tuple[int, str]] = {}
    for k, m in enumerate(reading.mentions):
        if m.type == "person" and " " in m.text and not m.why.startswith("the only "):
            first.setdefault(m.name, (k, m.text))
    return [(k, name, text) for name, (k, text) in first.items()]


def own_day(published: Published) -> date | None:
    """The day of publication as an article itself tells it; one concluded from other articles may change with them."""
    own = published.when is not None and not published.loose and published.basis != "corroborated"
    return published.when.interval.start if own and published.when is not None else None


def find_homes(db: "duckdb.DuckDBPyConnection") -> None:
    """Make the table `homes`, in the order of days."""
    db.execute("create or replace temp macro day_of(ordinal) as date '0001-01-01' + (ordinal - 1)")
    db.execute(_HOMES, {"never": _NEVER})


def plan_spans(db: "duckdb.DuckDBPyConnection", target: int = TARGET) -> list[Span]:
    """The spans of all reports, in order; the same for the same reports, however they came."""
    find_homes(db)
    runs: list[list[tuple[date, int]]] = [[]]
    for day, reports in db.execute("select home, count(*) from homes group by home order by home").fetchall():
        if _size(runs[-1]) >= target:
            runs.append([])
        runs[-1].append((day, reports))
    if len(runs) > 1 and _size(runs[-1]) < target:
        runs[-2:] = [runs[-2] + runs[-1]]
    spans = []
    for i, run in enumerate(runs if runs[0] else ()):
        until = runs[i + 1][0][0] if i + 1 < len(runs) else None
        context = _context(runs[i - 1], run[0][0], target // CONTEXT_SHARE) if i else run[0][0]
        spans.append(Span(i, run[0][0], until, context, _size(run)))
    return spans


def _size(run: Sequence[tuple[date, int]]) -> int:
    return sum(reports for _, reports in run)


def _context(before: Sequence[tuple[date, int]], since: date, most: int) -> date:
    """The first day of the context: as many of the last days of the span before as may be, one at least if it is near."""
    context, reports = since, 0
    for day, count in reversed(before):
        reports += count
        if since - day > timedelta(CONTEXT_DAYS) or (context != since and reports > most):
            break
        context = day
    return context
