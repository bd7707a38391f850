"""What is counted of a selection and what of it is drawn, against the plain way of counting it."""

from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from made_timeline import empty_tables, make_tables, many_tables

from data_prep.detail import DENSE, NOBODY, REST, SALIENT, By, list_within, plan_lanes, see
from data_prep.resident import keep_in_memory, read_index
from data_prep.selection import Index, Selection, Tally
from data_prep.tables import TABLES, schema
from data_prep.windows import MS_DAY, main_span, with_air

EVERYTHING = (-1e15, 1e15)


def index_of(tables: dict[str, pd.DataFrame]) -> tuple[Index, pd.DataFrame]:
    """The index of tables, and their events in the order of its rows."""
    connection = duckdb.connect()
    connection.execute("create schema whole")
    for name in TABLES:
        rows = pa.Table.from_pandas(tables[name], schema=schema(name), preserve_index=False)
        connection.register("arrow", rows)
        connection.execute(f"create table whole.{name} as select *, 'any' as since from arrow")
    keep_in_memory(connection)
    order = [i for (i,) in connection.execute("select event_id from events order by row").fetchall()]
    return read_index(connection), tables["events"].set_index("event_id").loc[order].reset_index()


@pytest.fixture(scope="module")
def many() -> tuple[Index, pd.DataFrame]:
    tables, dice = many_tables(3000), np.random.default_rng(5)
    towns = dice.choice([*"ABCDEFGH"], (3000, 2))
    places = [list(dict.fromkeys(t[: dice.integers(3)])) for t in towns]
    tables["events"] = tables["events"].assign(places=places)
    index, events = index_of(tables)
    told = tables["reports"].merge(tables["articles"], on="article_id").dropna(subset="outlet")
    outlets = told.groupby("event_id")["outlet"].agg(lambda o: list(dict.fromkeys(o)))
    return index, events.assign(outlets=[outlets.get(e, []) for e in events["event_id"]])


def ms(days: "pd.Series[Any]") -> "pd.Series[int]":
    return days.astype("datetime64[ms]").astype("int64")


def everything(index: Index) -> Selection:
    return Selection(index, np.ones(len(index), bool))


def some(index: Index) -> Selection:
    return Selection(index, np.random.default_rng(3).random(len(index)) < 0.4)


def test_rows_go_by_date_then_salience_and_the_undated_last() -> None:
    index, events = index_of(make_tables())
    assert events["event_id"].iloc[0] == "codwar" and set(events["event_id"].tail(2)) == {"congress", "treaty"}
    assert index.dated.sum() == 12 and index.dated[:12].all() and len(index) == 14
    assert events["event_id"][index.rank == 0].item() == events.loc[events["salience"].idxmax(), "event_id"]


@pytest.mark.parametrize("of", [everything, some])
def test_counts_are_those_of_the_rows(many: tuple[Index, pd.DataFrame], of: type[Selection]) -> None:
    selection, events = of(many[0]), many[1]  # type: ignore[call-arg]
    mine = events[selection.mask]
    who = mine["actors"].map(lambda a: list(dict.fromkeys(a))).explode().value_counts()
    assert selection.n == len(mine) and selection.n_undated == int(mine["date_edtf"].isna().sum())
    assert selection.kinds == dict(mine["kind"].value_counts()) and list(selection.kinds.values()) == sorted(
        selection.kinds.values(), reverse=True
    )
    assert {many[0].actors.keys[n]: selection.per_actor[n] for n in selection.actors} == dict(who)
    assert selection.n_disputed == int(mine["disagrees"].map(len).gt(0).sum())
    years = mine[mine["grain"] == "year"]["date_start"].dt.year.value_counts()
    assert selection.years_only == dict(years)
    known = mine[(mine["date_end"] - mine["date_start"]) <= pd.Timedelta(days=31)]
    assert selection.bars["n"].sum() == len(known)
    dated = mine[mine["date_edtf"].notna()]
    assert selection.most_salient == dated["salience"].idxmax()


@pytest.mark.parametrize(("by", "most"), [("actors", 4), ("kinds", 4), ("places", 4), ("outlets", 1)])
def test_lanes_hold_every_event_and_density_counts_each_once_a_lane(
    many: tuple[Index, pd.DataFrame], by: By, most: int
) -> None:
    selection, events = some(many[0]), many[1]
    plan = plan_lanes(selection, by, most)
    assert len(plan.keys) == most and plan.rest > 0 and plan.others
    mine = events[selection.mask]
    has = [[kind] for kind in mine["kind"]] if by == "kinds" else mine[by]
    lanes = pd.Series([plan.lanes_of(keys) for keys in has], mine.index)
    counted = lanes.explode().value_counts()
    assert plan.counts == tuple(counted[key] for key in plan.keys)
    late = lanes[mine["date_edtf"].isna()].explode().value_counts()
    assert plan.undated == dict(late)
    window = (np.datetime64("2027-03-01").astype(int) * MS_DAY, np.datetime64("2031-02-01").astype(int) * MS_DAY)
    detail = see(selection, plan, window, width=400)
    assert detail.dense and len(detail.density) == 100 * len(plan.times)
    first, last = mine["date_start"], mine["date_end"] - pd.Timedelta(days=1)
    middle = (ms(first.fillna(last)) + ms(last.fillna(first))) / 2
    inside = lanes[(middle >= window[0]) & (middle < window[1])].explode().value_counts()
    assert dict(detail.density.groupby("lane")["n"].sum()) == {lane: inside.get(lane, 0) for lane in plan.times}
    for lane in plan.times:
        listed = list_within(selection, plan, lane, window)
        assert len(listed) == inside.get(lane, 0) and all(lane in lanes[row] for row in listed)


def test_first_lanes_are_there_whatever_their_count(many: tuple[Index, pd.DataFrame]) -> None:
    selection = everything(many[0])
    rarest = many[0].actors.keys[selection.actors[-1]]
    assert rarest in plan_lanes(selection, "actors", 3, (rarest, "nobody such")).keys
    few = len(selection.kinds)
    assert plan_lanes(selection, "kinds", few - 1).rest == 0 and plan_lanes(selection, "kinds", few - 2).rest == 2


def test_all_are_drawn_where_they_fit_and_zooming_in_reveals_more(many: tuple[Index, pd.DataFrame]) -> None:
    index, events = many
    selection = everything(index)
    plan = plan_lanes(selection, "actors", 12)
    wide = see(selection, plan, EVERYTHING)
    assert (
        wide.dense and len(wide.rows) == SALIENT and wide.inside == index.dated.sum() and not wide.before + wide.after
    )
    seen = set(wide.rows.tolist())
    start, days = index.start[100], 400.0
    while True:
        window = (start * MS_DAY, (start + days) * MS_DAY)
        detail = see(selection, plan, window)
        here = (events["date_end"] > pd.Timestamp(window[0], unit="ms")) & (
            events["date_start"] < pd.Timestamp(window[1], unit="ms")
        )
        assert detail.inside == int(here.sum())
        assert detail.inside + detail.before + detail.after == index.dated.sum()
        if not detail.dense:
            break
        seen |= set(detail.rows.tolist())
        days /= 2
    assert detail.inside <= DENSE and set(detail.rows) == set(np.flatnonzero(here)) and detail.density.empty
    assert len(seen | set(detail.rows.tolist())) > SALIENT
    phone = see(selection, plan, window, width=360)
    assert phone.dense == (detail.inside > DENSE // 3) and phone.inside == detail.inside
    kept = see(selection, plan, EVERYTHING, keep=1234).rows
    assert 1234 in kept and len(kept) <= SALIENT + 1


def test_steps_go_through_the_selection_by_date() -> None:
    index, _ = index_of(make_tables())
    selection = Selection(index, index.mark(np.array([2, 5, 6])))
    assert selection.step(5) == (1, 2, 6) and selection.step(2) == (0, None, 5) and selection.step(6) == (2, 5, None)
    assert selection.step(3) == (1, 2, 5)


def test_where_there_is_nothing_nothing_is_drawn() -> None:
    for tables in (empty_tables(), empty_tables(undated=True)):
        index, events = index_of(tables)
        selection = everything(index)
        plan = plan_lanes(selection, "actors", 12)
        detail = see(selection, plan, (0.0, 1.0))
        assert selection.span is None and selection.main is None and selection.bars.empty
        assert detail.inside == 0 and not len(detail.rows) and sum(plan.undated.values()) >= selection.n_undated
        assert selection.n_undated == len(events) and (selection.most_salient is None) == events.empty


def test_nobody_and_others_are_lanes_of_their_own() -> None:
    index, _ = index_of(make_tables())
    plan = plan_lanes(everything(index), "actors", 2)
    assert set(plan.times) == {*plan.keys, REST, NOBODY} and plan.lanes_of([]) == (NOBODY,)
    assert plan.lanes_of(["halla", plan.keys[0], "navy"]) == (REST, plan.keys[0])


def test_a_running_count_counts() -> None:
    days = np.array([5, 3, 3, 9], np.int32)
    assert Tally.of(days).before(np.array([3, 4, 5, 6, 100])).tolist() == [0, 2, 2, 3, 4]
    assert Tally.of(days[:0]).before(7) == 0


def test_the_main_span_is_found_as_by_trying_every_event() -> None:
    dice = np.random.default_rng(1)
    for n in (1, 4, 5, 40, 300):
        for reach in (30, 1000, 100_000):
            start = np.sort(dice.integers(0, reach, n) ** 2 // reach).astype(np.int32)
            start[: n // 12] -= reach * 5
            start.sort()
            latest = np.maximum.accumulate((start + dice.integers(1, 40, n))[::-1])[::-1]
            best = whole = with_air(int(start[0]), int(latest[0]))
            few = max(1, n // 10) if n >= 5 else 0
            for at in range(few + 1):
                tried = with_air(int(start[at]), int(latest[at]))
                if (tried[1] - tried[0]) * 3 < best[1] - best[0]:
                    best = tried
            assert main_span(start, latest) == pytest.approx(best), (n, reach, whole)


def test_the_first_and_the_last_day_are_days_that_events_have() -> None:
    index, _ = index_of(make_tables())
    first, last = everything(index).first_and_last or (None, None)
    assert (str(first), str(last)) == (str(date(1976, 1, 1)), str(date(2031, 6, 15)))
