"""Where sources differ: numbers, places, dates, words; and what is no difference."""

import pytest

from data_prep.events.figures import find_figures
from tests.reading import events_of


def fields(*texts: tuple[str, str | None]) -> dict[str, list[str]]:
    """field -> values of the one event that two articles tell."""
    (event,) = [e for e in events_of(*texts) if len({r.article_id for r in e.reports}) > 1]
    found: dict[str, list[str]] = {}
    for field, value, _ in event.disagrees:
        found.setdefault(field, []).append(value)
    return found


@pytest.mark.parametrize(
    ("title", "figures"),
    [
        ("At least 18 people were killed in Porto", [("killed", 18, "At least 18")]),
        ("Avalanche killed eleven climbers and injured 17", [("killed", 11, "eleven"), ("wounded", 17, "17")]),
        ("Police arrested more than 1,200 marchers", [("arrested", 1200, "more than 1,200")]),
        ("Norway set up a $2.5 billion fund", [("amount", 2.5e9, "$2.5 billion")]),
        ("Three dozen houses collapsed", [("number of houses", 36, "Three dozen")]),
        ("Unemployment rose to 9.8 percent", [("share", 9.8, "9.8 percent")]),
    ],
)
def test_figures(title: str, figures: list[tuple[str, float, str]]) -> None:
    assert find_figures(title) == figures


@pytest.mark.parametrize(
    "title", ["A 57-year-old man left", "Flight 212 landed", "The ferry stopped 12 miles off Oslo"]
)
def test_no_figures(title: str) -> None:
    assert find_figures(title) == []


def test_numbers_that_differ_stand_with_their_sources() -> None:
    found = fields(
        ("Gunmen killed at least 12 villagers near Kano on Tuesday.", "2023-05-12"),
        ("On May 9, gunmen killed 18 villagers near Kano.", "2023-06-12"),
    )
    assert found == {"killed": ["at least 12", "18"]}


def test_the_same_number_in_another_word_is_no_difference() -> None:
    found = fields(
        ("Gunmen killed twelve villagers near Kano on Tuesday.", "2023-05-12"),
        ("On May 9, gunmen killed at least 12 villagers near Kano.", "2023-06-12"),
    )
    assert "killed" not in found


def test_a_month_that_holds_the_day_is_no_difference() -> None:
    found = fields(
        ("Ana Lima and Jan Nowak signed a treaty on fishing quotas on May 2, 2023.", "2023-05-12"),
        ("Ana Lima and Jan Nowak signed a treaty on fishing quotas in May 2023.", "2023-07-12"),
    )
    assert found == {}


def test_a_suburb_is_no_other_place() -> None:
    found = fields(
        ("Ana Lima met Jan Nowak in a Lisbon suburb on Tuesday.", "2023-05-12"),
        ("Ana Lima met Jan Nowak in Lisbon on May 9.", "2023-05-12"),
    )
    assert "place" not in found
