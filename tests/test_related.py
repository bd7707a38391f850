"""Which events stand near one, and what is said of it."""

from types import SimpleNamespace

import pytest
from made_timeline import make_tables, many_tables, open_made

from data_prep.queries import find_event, read_ids
from data_prep.related import MOST, Related, find_related
from data_prep.resident import read_index
from data_prep.selection import Index
from pages.words.panel import distance, related_why


@pytest.fixture(scope="module")
def story() -> tuple[SimpleNamespace, Index]:
    tables = make_tables()
    visit = tables["events"]["event_id"] == "visit"
    tables["events"].loc[visit, "kind"] = "consult"
    tables["events"].loc[visit, "places"] = tables["events"].loc[visit, "places"].map(lambda _: ["Porto"])
    timeline = open_made(tables)
    return timeline, read_index(timeline.connection)


def relatives(story: tuple[SimpleNamespace, Index], event_id: str) -> dict[str, Related]:
    timeline, index = story
    found = find_event(timeline, event_id)
    assert found is not None
    related = find_related(index, found[0])
    assert len({r.row for r in related} | {found[0]}) == len(related) + 1  # each once, and never itself
    return dict(zip((read_ids(timeline, [r.row])[0] for r in related), related, strict=True))


def test_before_and_after_are_the_nearest_of_the_same_actors(story: tuple[SimpleNamespace, Index]) -> None:
    found = relatives(story, "letter")
    assert found["round"].why == "before" and set(found["round"].shared) == {"iceland", "portugal"}
    assert found["round"].days == -102 and found["round"].rough  # known to the month: from its last day
    assert found["ships"].why == "after" and found["ships"].days == 51 and found["ships"].shared == ("portugal",)


def test_the_same_kind_in_the_same_place(story: tuple[SimpleNamespace, Index]) -> None:
    found = relatives(story, "meeting")
    assert found["visit"].why == "after" and found["visit"].days == 89  # it is named once
    assert {r.why for r in found.values()} <= {"before", "after", "together", "alike"}
    other = relatives(story, "visit")
    assert "meeting" in other


def test_an_event_of_nobody_and_nowhere_has_none(story: tuple[SimpleNamespace, Index]) -> None:
    assert relatives(story, "boats") == {}


def test_an_undated_event_has_no_before(story: tuple[SimpleNamespace, Index]) -> None:
    found = relatives(story, "treaty")
    assert found and {r.why for r in found.values()} == {"together"} and {r.days for r in found.values()} == {None}


def test_those_together_share_two_actors_where_there_are_two() -> None:
    timeline = open_made(many_tables(400))
    index = read_index(timeline.connection)
    for row in range(0, 400, 37):
        related = find_related(index, row)
        n = int(index.actors.per_event[row])
        together = [r for r in related if r.why == "together"]
        assert len(together) <= MOST and all(len(r.shared) >= min(2, n) for r in together)
        for r in related:
            if r.why == "before":
                assert index.end[r.row] <= index.start[row]
            if r.why == "after":
                assert index.start[r.row] >= index.end[row]


@pytest.mark.parametrize(
    ("days", "rough", "words"),
    [
        (None, False, ""),
        (0, False, "on the same day"),
        (0, True, "at about the same time"),
        (-1, False, "the day before"),
        (3, False, "3 days after"),
        (21, True, "about 3 weeks after"),
        (-122, False, "4 months before"),
        (-1461, False, "4 years before"),
    ],
)
def test_how_far_in_words(days: int | None, rough: bool, words: str) -> None:
    assert distance(days, rough) == words


def test_the_reason_in_words() -> None:
    assert related_why("before", "Kim and Putin", "", -122, False) == "also with Kim and Putin, 4 months before"
    assert related_why("alike", "", "Porto", None, True) == "also in Porto"
