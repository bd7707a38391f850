"""Who reports first, and how many days after; by the clock of publication each event stands on that day."""

import numpy as np
import pytest
from made_timeline import make_tables, open_made

from data_prep.detail import plan_lanes, see, together
from data_prep.firsts import days_late, find_firsts
from data_prep.resident import read_index
from data_prep.selection import OPEN, Selection
from data_prep.windows import MS_DAY


@pytest.fixture(scope="module")
def made() -> tuple[Selection, list[str]]:
    connection = open_made(make_tables()).connection
    index = read_index(connection)
    ids = [i for (i,) in connection.execute("select event_id from events order by row").fetchall()]
    return Selection(index, np.ones(len(index), bool)), ids


def test_the_first_outlet_and_its_delay(made: tuple[Selection, list[str]]) -> None:
    every, ids = made
    late = dict(zip(ids, days_late(every.index).tolist(), strict=True))
    assert late["meeting"] == 1 and late["ships"] == -50  # told ahead
    assert np.isnan(late["nets"]) and np.isnan(late["feast"])  # known to the month; no day of publication
    known = days_late(every.index)
    found = find_firsts(every, known, 5).set_index("outlet")
    assert found.equals(find_firsts(every.by_clock("published"), known, 5).set_index("outlet"))  # whatever the clock
    assert found["delay"].notna().any() and (found["delay"].dropna() != 0).all()
    assert found["n"].sum() == (every.index.published > -OPEN).sum() == every.per("firsts").sum()
    assert find_firsts(Selection(every.index, every.mask & False), known, 5).empty


def test_by_publication_an_event_stands_on_the_day_of_its_first_report(made: tuple[Selection, list[str]]) -> None:
    every, ids = made
    shown = every.by_clock("published")
    meeting, treaty = ids.index("meeting"), ids.index("treaty")
    assert shown.index.start[meeting] == every.index.published[meeting] and shown.n == every.n
    assert shown.by_clock("published") is shown and shown.digest != every.digest
    assert not shown.index.dated[treaty] and shown.n_undated == (every.index.published == -OPEN).sum()
    day = np.datetime64("2031-03-13").astype(int)
    assert shown.first_and_last == (np.datetime64("2031-03-13"), np.datetime64("2031-03-13"))
    plan = plan_lanes(shown, "actors", 12)
    detail = see(shown, plan, (day * MS_DAY, (day + 1) * MS_DAY))
    assert set(detail.rows) == set(shown.dated) and detail.inside == len(shown.dated)
    assert sum(plan.undated.values()) >= shown.n_undated


def test_together_are_events_of_two_or_more(made: tuple[Selection, list[str]]) -> None:
    every, ids = made
    both = together(every, ["halla", "vilhena", "iceland"])
    assert [ids[row] for row in np.flatnonzero(both.mask)] == ["meeting"]


def test_steps_go_as_far_as_there_are_events(made: tuple[Selection, list[str]]) -> None:
    some = Selection(made[0].index, made[0].index.mark(np.array([1, 3, 4, 7])))
    assert some.walk(3, 2) == 7 and some.walk(3, 9) == 7 and some.walk(3, -5) == 1
    assert some.walk(2, 1) == 3 and some.walk(2, -1) == 1  # from one that is not shown
    assert Selection(some.index, some.mask & False).walk(0, 1) is None
