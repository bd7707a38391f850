"""Places: which one of a name, in which region, at which coordinates."""

import pytest

from data_prep.actors.places import Located, locate_few
from data_prep.in_memory import make_tables
from tests.reading import read


def places_of(*texts: str) -> dict[str, Located]:
    readings = [read(text, "2024-03-04", f"a{n}") for n, text in enumerate(texts)]
    return locate_few((r.article, r.mentions) for r in readings)


@pytest.mark.parametrize(
    ("text", "place", "kind", "country", "region"),
    [
        ("They met in Kursk.", "kursk", "town", "RU", "Kursk"),
        ("Fighting went on in the Kursk region.", "kursk-region", "region", "RU", "Kursk"),
        ("They met in Lisbon.", "lisbon", "capital", "PT", "Lisbon"),
        ("They met in Peru.", "peru", "country", "PE", None),
        ("A ship sank in the Black Sea.", "black-sea", "water", None, None),
        ("He died in London, Ontario.", "london", "town", "CA", "Ontario"),
        ("US and American envoys met in Washington. The United States said so.", "washington", "capital", "US", None),
        ("US and American envoys met in Venice. The United States said so.", "venice", "town", "IT", "Veneto"),
        ("US and American envoys met in Frankfurt. The United States said so.", "frankfurt", "town", "DE", "Hesse"),
        ("He died in London.", "london", "capital", "GB", "England"),
        ("Lebanese troops stood in Tripoli. Lebanon and Lebanese police said so in Beirut.", "tripoli", "town", "LB", None),
        ("They met in Cloppenheim.", "cloppenheim", "unknown", None, None),
    ],
)  # fmt: skip
def test_which_place(text: str, place: str, kind: str, country: str | None, region: str | None) -> None:
    found = places_of(text)[place]
    assert (found.kind, found.country) == (kind, country)
    assert region is None or found.region == region
    assert (found.lat is None) == (kind == "unknown")
    assert found.why


def test_coordinates_are_right() -> None:
    kursk = places_of("They met in Kursk.")["kursk"]
    assert kursk.lat == pytest.approx(51.7, abs=0.2)
    assert kursk.lon == pytest.approx(36.2, abs=0.2)


def test_an_event_stands_at_its_town_rather_than_its_state() -> None:
    from data_prep.in_memory import find_events

    readings, actors, events, ids = find_events(
        [read("Kenya and Peru signed a treaty in Lisbon on Monday.", "2024-03-05")]
    )
    tables = make_tables([(r.article, r.mentions, r.timexes) for r in readings], actors, events, ids, {})
    event = tables["events"].iloc[0]
    assert event["lat"] == pytest.approx(38.7, abs=0.2)
    assert event["lon"] == pytest.approx(-9.1, abs=0.2)
