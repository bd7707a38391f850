"""What is counted of places: in a stretch of time, at some of them, together; and from when to when."""

import numpy as np
import pandas as pd
import pytest
from made_timeline import make_tables, open_made

from data_prep.resident import read_index
from data_prep.selection import Selection
from data_prep.where import at_places, count_nowhere, count_together, first_and_last, known_places, within


def day(text: str) -> float:
    return float(np.datetime64(text, "ms").astype("int64"))


@pytest.fixture(scope="module")
def story() -> tuple[pd.DataFrame, Selection]:
    opened = open_made(make_tables())
    index = read_index(opened.connection)
    return known_places(opened), Selection(index, np.ones(len(index), bool))


def test_places_are_known_with_the_state_in_words_or_with_the_reason(story: tuple[pd.DataFrame, Selection]) -> None:
    places = story[0].set_index("name")
    assert list(places.index) == ["Porto", "Madeira", "Reykjavik"]  # the busiest first
    assert places.loc["Porto", "country"] == "Portugal" and places.loc["Reykjavik", "kind"] == "capital"
    assert np.isnan(places.loc["Madeira", "lat"]) and places.loc["Madeira", "why"] == "no list knows it"


def test_counts_in_a_stretch_of_time(story: tuple[pd.DataFrame, Selection]) -> None:
    places, every = story
    number = {name: n for n, name in places["name"].items()}
    assert every.per("places")[number["Porto"]] == 2 and count_nowhere(every) == every.n - 4
    spring = within(every, (day("2031-03-01"), day("2031-04-01")))
    assert spring.per("places").tolist() == [2, 0, 0] and spring.n_undated == 0
    days = first_and_last(every).loc[number["Reykjavik"]]
    assert (days["first"], days["last"]) == ("2031-06-09", "2031-06-15")
    assert first_and_last(spring).loc[number["Madeira"]].tolist() == [None, None]


def test_an_event_at_two_places_of_a_group_counts_once() -> None:
    tables = make_tables()
    where = [
        ["Porto", "Madeira"] if e == "meeting" else p
        for e, p in zip(*(tables["events"][c] for c in ("event_id", "places")), strict=True)
    ]
    opened = open_made(tables | {"events": tables["events"].assign(places=where)})
    index = read_index(opened.connection)
    every = Selection(index, np.ones(len(index), bool))
    n = index.places.at
    assert every.per("places")[[n["Porto"], n["Madeira"]]].tolist() == [2, 2]
    assert count_together(every, [[n["Porto"], n["Madeira"]], [n["Reykjavik"]]]).tolist() == [3, 1]
    assert at_places(every, [n["Porto"], n["Madeira"]]).n == 3 and at_places(every, []).n == 0
