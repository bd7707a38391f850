"""What a build changed: the timeline of before beside the one that stands now.

Enters: a timeline's folder and the manifest of before, whose tables the writer leaves until the next write. Leaves: a
`Change`, counted by DuckDB from a few columns of the files. Refuses nothing: where there was no timeline, all is new.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from data_prep.resident import quoted
from data_prep.store import part_files, read_manifest

_COLUMNS = {
    "articles": "article_id, copy_of, title, outlet, path",
    "events": "event_id, date_edtf",
    "redirects": "old, new",
}
_COUNTS = """
with moved as (
    select old.event_id, old.date_edtf, coalesce(led.new, old.event_id) as now, led.new is not null as merged
    from old_events old left join new_redirects led on led.old = old.event_id
)
select
    (select count(*) from new_articles),
    (select count(copy_of) from new_articles),
    (select count(*) from new_events),
    (select count(*) from new_events where date_edtf is null),
    (select count(*) from new_articles anti join old_articles using (article_id)),
    (select count(*) from old_articles anti join new_articles using (article_id)),
    (select count(*) from new_events where event_id not in (select now from moved)),
    (select count(*) from moved where merged),
    (select count(*) from moved join new_events on now = new_events.event_id
        where not merged and moved.date_edtf is distinct from new_events.date_edtf),
    (select count(*) from moved where now not in (select event_id from new_events))
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What a timeline holds now, and what is otherwise than before: all are counts.

    `new`, `same` and `gone` are articles; `merged` are events that came to be one with an elder, `redated` those that
    are the same and have another date.
    """

    articles: int
    copies: int
    events: int
    undated: int
    new: int
    gone: int
    new_events: int
    merged: int
    redated: int
    gone_events: int

    @property
    def same(self) -> int:
        """Articles that were there before."""
        return self.articles - self.new


def compare(directory: Path, before: Mapping[str, Any] | None) -> Change:
    """What changed since the timeline of that manifest; without one all is new."""
    with _side_by_side(directory, before) as db:
        return Change(*db.execute(_COUNTS).fetchall()[0])


def new_articles(directory: Path, before: Mapping[str, Any] | None) -> list[tuple[str, str | None]]:
    """Title and outlet of the articles that the timeline of that manifest did not have, in their order."""
    with _side_by_side(directory, before) as db:
        return db.execute("select title, outlet from new_articles anti join old_articles using (article_id)").fetchall()


def paths_read(directory: Path, paths: Iterable[str]) -> set[str]:
    """Which of these paths are articles' of the timeline."""
    with _side_by_side(directory, None) as db:
        question = "select path from new_articles where path in (select unnest(?))"
        return {path for (path,) in db.execute(question, [list(paths)]).fetchall()}


@contextmanager
def _side_by_side(directory: Path, before: Mapping[str, Any] | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of now and of before."""
    now = read_manifest(directory)
    with duckdb.connect() as db:
        for when, manifest in (("new", now), ("old", before)):
            for table, columns in _COLUMNS.items():
                files = ", ".join(map(quoted, part_files(directory, manifest or now, table)))
                there = "" if manifest else " limit 0"
                db.execute(
                    f"create view {when}_{table} as select {columns} from read_parquet([{files}], hive_partitioning = false){there}"
                )
        yield db
