"""Who appears with whom, against counting by hand."""

from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
from made_timeline import make_tables, many_tables, open_made

from data_prep.company import any_of, find_company, shown_rows
from data_prep.queries import read_events
from data_prep.resident import read_index
from data_prep.selection import Selection


@pytest.fixture(scope="module", params=["story", "full"])
def asked(request: pytest.FixtureRequest) -> SimpleNamespace:
    timeline = open_made(make_tables() if request.param == "story" else many_tables(400))
    index = read_index(timeline.connection)
    every = Selection(index, np.ones(len(index), bool))
    return SimpleNamespace(every=every, who=[set(a) for a in read_events(timeline)["actors"]])


@pytest.mark.parametrize("most", [2, 5, 24])
@pytest.mark.parametrize("of", [1, 2, 3])
def test_pairs_are_counted_as_by_hand(asked: SimpleNamespace, most: int, of: int) -> None:
    shown = Selection(asked.every.index, np.arange(len(asked.who)) % 3 != 1)
    who = [w for n, w in enumerate(asked.who) if n % 3 != 1]
    about = tuple(a for a, _ in shown.busiest(of))
    company = find_company(shown, about, most)
    assert company.actors[:of] == about and len(set(company.actors)) == len(company.actors) <= max(most, of)
    for i, j in combinations(range(len(company.actors)), 2):
        both = sum({company.actors[i], company.actors[j]} <= w for w in who)
        assert company.shared[i, j] == company.shared[j, i] == both
    assert not company.shared.diagonal().any()
    assert list(company.events) == [sum(a in w for w in who) for a in company.actors]
    assert list(company.with_rest) == [
        sum(a in w and bool(w - set(company.actors)) for w in who) for a in company.actors
    ]
    around = set().union(*(w for w in who if w & set(about)))
    assert company.rest == len(around - set(company.actors))
    assert company.pairs() == sorted(company.pairs(), key=lambda pair: -pair[2])


def test_the_events_of_any(asked: SimpleNamespace) -> None:
    a, b = (actor for actor, _ in asked.every.busiest(2))
    assert any_of(asked.every, [a, b]).n == sum(bool({a, b} & w) for w in asked.who)
    assert len(shown_rows(asked.every, a)) == asked.every.of_actor(a).n
