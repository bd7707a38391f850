"""Who tells of which event, who is first and who is alone: of outlets, or of articles.

Enters: a timeline, and which events count. Leaves: `Coverage`, arrays with a line for each event and source, and a table by
outlet. A copy counts as what it repeats; an article that states no outlet counts as an outlet of its own, and has one line with
its like in the table. Refuses to guess: where dates of publication do not tell who was first, nobody is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_prep.queries import Opened, ask
from data_prep.selection import OPEN, Mask, Rows
from data_prep.windows import Days

By = Literal["outlets", "articles"]
PLACES = ("first", "tied", "perhaps", "later", "alone")  # of a source among those that tell of an event
FIRST, TIED, PERHAPS, LATER, ALONE = range(len(PLACES))
UNSTATED = -1  # the number of all that state no outlet


@dataclass(frozen=True)
class Coverage:
    """A line for each event and source, by event. `source` is the number of an outlet, or -2 less the number of an article."""

    row: Rows
    source: npt.NDArray[np.int32]
    place: npt.NDArray[np.int8]  # in `PLACES`
    delay: npt.NDArray[np.float32]  # days after the first; NaN where a date of publication is not known

    @property
    def group(self) -> npt.NDArray[np.int32]:
        """The same with all that state no outlet as one."""
        return np.maximum(self.source, UNSTATED)


def read_coverage(timeline: Opened, by: By) -> Coverage:
    """Who tells of what, of the whole timeline; two million lines take about a second, so keep it."""
    found = ask(timeline, _TOLD[by], remember=False)
    row, source = found["row"].to_numpy(np.int32), found["source"].to_numpy(np.int32)
    return Coverage(row, source, *_places(row, found["first"].to_numpy(np.int32), found["last"].to_numpy(np.int32)))


_SOURCES = """with s as (select a.number, {source} as source, coalesce((r.published_start - date '1970-01-01')::integer, -100000000) as first,
        coalesce((r.published_end - date '1970-01-01')::integer, 100000000) as last
    from articles a join articles r on r.number = a.root left join outlets o on o.outlet = r.outlet::varchar)
    select t.row, s.source::integer as source, min(s.first) as first, min(s.last) as last
    from tellings t join s on s.number = t.article group by all order by t.row, min(s.first), source"""
_TOLD: dict[By, str] = {
    "outlets": _SOURCES.format(source="coalesce(o.number, -2 - r.number)"),
    "articles": _SOURCES.format(source="-2 - r.number"),
}


def _places(row: Rows, start: Days, end: Days) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """What place each source has among those of its event, and how long after the first it came."""
    if not len(row):
        return np.zeros(0, np.int8), np.zeros(0, np.float32)
    begin = np.flatnonzero(np.diff(row, prepend=-1))
    n = np.diff(np.append(begin, len(row)))
    soonest = np.repeat(np.minimum.reduceat(end, begin), n)  # by then one of them had told it
    maybe = start < soonest
    rivals = np.repeat(np.add.reduceat(maybe.astype(np.int32), begin), n)
    days = (end - start) == 1
    same = np.repeat(np.minimum.reduceat(np.where(maybe, days & (end == soonest), True), begin), n)
    place = np.where(maybe, np.where(rivals == 1, FIRST, np.where(same, TIED, PERHAPS)), LATER)
    place[np.repeat(n == 1, n)] = ALONE
    known = ((rivals == 1) | same) & (place != ALONE)
    zero = np.repeat(np.minimum.reduceat(start, begin), n)
    delay = np.where(known & days & (zero > -OPEN), start - zero, np.nan)
    return place.astype(np.int8), delay.astype(np.float32)


def count_outlets(timeline: Opened, coverage: Coverage, mask: Mask) -> pd.DataFrame:
    """By outlet, of these events: outlet (None: not stated), kind, articles, copies (in all), events, first, tied, alone, delay."""
    table = ask(timeline, _OUTLETS).set_index("number")
    inside = mask[coverage.row]
    lines = pd.DataFrame(
        {
            "row": coverage.row[inside],
            "number": coverage.group[inside],
            "place": coverage.place[inside],
            "delay": coverage.delay[inside],
        }
    )
    groups = lines.groupby("number")
    table["events"] = lines.drop_duplicates(["number", "row"]).groupby("number").size()
    for name, place in (("first", FIRST), ("tied", TIED), ("alone", ALONE)):
        table[name] = lines[lines["place"] == place].drop_duplicates(["number", "row"]).groupby("number").size()
    table["delay"] = groups["delay"].median()
    counts = ["events", "first", "tied", "alone"]
    table[counts] = table[counts].fillna(0).astype(int)
    return table.sort_values(
        ["events", "articles", "outlet"], ascending=[False, False, True], kind="stable"
    ).reset_index()


_OUTLETS = """select coalesce(o.number, -1)::integer as number, o.outlet, coalesce(o.kind, mode(a.outlet_kind::varchar)) as kind,
    count(*)::integer as articles, count(a.copy_of)::integer as copies
    from articles a left join outlets o on o.outlet = a.outlet::varchar group by o.number, o.outlet, o.kind"""


def most_told(coverage: Coverage, mask: Mask, rank: Rows, most: int) -> Rows:
    """The rows of the events that most sources tell of, the most salient of equals first."""
    n = np.bincount(coverage.row, minlength=len(mask))
    rows = np.flatnonzero(mask & (n > 0))
    return rows[np.lexsort((rank[rows], -n[rows]))[:most]].astype(np.int32)


def busiest_sources(coverage: Coverage, mask: Mask, most: int, by: By) -> list[int]:
    """The sources that tell of most of these events; all that state no outlet are one, except where articles are asked for."""
    numbers = (coverage.group if by == "outlets" else coverage.source)[mask[coverage.row]]
    found, n = np.unique(numbers, return_counts=True)
    return [int(source) for source in found[np.lexsort((-found if by == "articles" else found, -n))[:most]]]


def read_cells(timeline: Opened, coverage: Coverage, rows: Sequence[int], by: By) -> pd.DataFrame:
    """Who tells of these events: row, source (as `busiest_sources` numbers them), place, delay, article_id of the earliest telling."""
    told = ask(timeline, _CELLS, {"rows": [int(row) for row in rows]})
    told["source"] = told["article"].map(lambda n: -2 - n) if by == "articles" else told["outlet"].fillna(UNSTATED)
    told = told.drop_duplicates(["row", "source"])
    inside = np.isin(coverage.row, rows)
    lines = pd.DataFrame({
        "row": coverage.row[inside], "source": (coverage.group if by == "outlets" else coverage.source)[inside],
        "place": coverage.place[inside], "delay": coverage.delay[inside],
    }).sort_values("place", kind="stable").drop_duplicates(["row", "source"])  # fmt: skip
    return lines.merge(
        told.astype({"source": "int32", "row": "int32"})[["row", "source", "article_id"]], on=["row", "source"]
    )


_CELLS = """select distinct t.row, r.number as article, o.number as outlet, r.article_id, r.published_start from tellings t
    join articles a on a.number = t.article join articles r on r.number = a.root left join outlets o on o.outlet = r.outlet::varchar
    where t.row in (select unnest($rows)) order by t.row, r.published_start nulls last, r.number"""


def read_sources(timeline: Opened, sources: Sequence[int], by: By) -> pd.DataFrame:
    """Outlet (None: not stated), kind and, of an article, title of sources as `busiest_sources` numbers them, in that order."""
    sql = (
        "select -2 - number as source, outlet::varchar as outlet, outlet_kind::varchar as kind, title from articles where -2 - number in (select unnest($sources))"
        if by == "articles"
        else "select number as source, outlet, kind, '' as title from outlets where number in (select unnest($sources))"
    )
    found = ask(timeline, sql, {"sources": list(sources)}).set_index("source")
    return found.reindex(list(sources)).reset_index()
