"""Ids of events that stay as the corpus grows, and where old ids lead.

Enters: a work database with `told` (which report stands in which event), `heads`, `articles`, and what the timeline of before
called its events, where there is one: `known(report_id, event_id)` and `old_redirects(old, new)`. Leaves: `named(event, span,
event_id, canonical)` and `redirects(old, new)`, every new id being one of an event. An event that no report tells by itself gets
none and is left out. Refuses nothing: without a timeline of before there are no redirects.

An event is named after its first report: of the article published first, the undated last. One that was known keeps its
id though an older article is added. Where reports of two known events have come to be one, the elder id stays and the
younger leads to it; where one has come apart, its id stays with the report that it is named after. The canonical id is the
one that an event would have without any timeline of before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_prep.resident import quoted
from data_prep.store import part_files

if TYPE_CHECKING:
    import duckdb

_BEFORE = """
create table if not exists known(report_id varchar, event_id varchar);
create table if not exists old_redirects(old varchar, new varchar)
"""
_AGED = """
create or replace temp table aged as
select event, span, report_id, 'e-' || replace(report_id, ':', '-') as name,
    row_number() over (order by coalesce(own_day, date '9999-12-31'), article_id, trigger) as age
from told join heads using (n, k) join articles using (n) qualify bool_or(titled) over (partition by event)
"""
# of each old id the report that it stays with: the one that it is named after, else the eldest
_ELDEST = """
create or replace temp table eldest as
select known.event_id as old, event, age from known join aged using (report_id)
qualify row_number() over (partition by old order by name <> old, age) = 1
"""
_NAMED = """
create or replace table named as
with claimed as (
    select event, old from eldest qualify row_number() over (partition by event order by age, old) = 1
)
select event, any_value(span) as span, arg_min(name, aged.age) as canonical,
    coalesce(any_value(claimed.old), arg_min(name, aged.age) filter (eldest.old is null), canonical || '-anew') as event_id
from aged left join claimed using (event) left join eldest on eldest.old = name group by event order by event
"""
_REDIRECTS = """
create or replace table redirects as
with leads as (
    select old, event_id as new from eldest join named using (event)
), older as (
    select o.old, coalesce(l.new, o.new) as new from old_redirects o left join leads l on l.old = o.new
)
select old, new from (from leads union from older where new in (select event_id from named))
where old not in (select event_id from named) order by old
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What a timeline calls its events: report_id -> event_id, and old event_id -> the one that is meant now."""

    of_report: Mapping[str, str] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)


def set_known(db: "duckdb.DuckDBPyConnection", known: Known) -> None:
    """Tell a work database what events were called before."""
    db.execute(_BEFORE)
    for table, rows in (("known", known.of_report), ("old_redirects", known.redirects)):
        if rows:
            db.executemany(f"insert into {table} values (?, ?)", [[*row] for row in rows.items()])


def know_before(db: "duckdb.DuckDBPyConnection", directory: Path, manifest: Mapping[str, Any] | None) -> None:
    """Tell a work database what the timeline of that manifest called its events; None: there was none."""
    db.execute(_BEFORE)
    for table, named, columns in (
        ("known", "reports", "report_id, event_id"),
        ("old_redirects", "redirects", "old, new"),
    ):
        files = ", ".join(map(quoted, part_files(directory, manifest, named))) if manifest is not None else ""
        if files:
            db.execute(f"insert into {table} select {columns} from read_parquet([{files}], hive_partitioning = false)")


def settle_ids(db: "duckdb.DuckDBPyConnection") -> None:
    """Make `named` and `redirects`."""
    for statement in (_BEFORE, _AGED, _ELDEST, _NAMED, _REDIRECTS):
        db.execute(statement)


def name_of(report_id: str) -> str:
    """The id of the event that is named after this report."""
    return "e-" + report_id.replace(":", "-")
