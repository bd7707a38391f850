"""Which date governs what is told: the news of the day of publication, and what is older."""

import pytest

from tests.reading import events_of, reports_of


def dated(text: str) -> dict[str, tuple[str | None, str]]:
    return {r.trigger_text: (r.when.edtf if r.when else None, r.date_basis) for r in reports_of(text, "2023-05-12")}


def test_the_lead_stands_behind_its_headings() -> None:
    found = dated(
        "Bridge of the south\n\nAna Lima has signed a fishing treaty with Peru in Lisbon.\n\nPeru attacked Chile."
    )
    assert found["treaty"] == ("[2023-05-11,2023-05-12]", "published")
    assert found["attacked"] == (None, "none")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ana Lima has often visited Peru.", "visited"),
        ("Ana Lima had visited Peru before the flood.", "visited"),
        ("Peru thanked Ana Lima, who visited Lima.", "visited"),
    ],
)
def test_background_in_the_lead_is_not_news(text: str, word: str) -> None:
    assert dated(text).get(word, (None, ""))[0] is None


def test_who_is_quoted_or_urges_speaks_on_about_the_day_of_publication() -> None:
    text = (
        "Lisbon is a city of many old and many new bridges.\n\n“We need one,” Portuguese Foreign Minister Ana Lima said. "
        "Jan Nowak urged Peru to help. Peru voted against Chile."
    )
    found = dated(text)
    assert found["said"] == found["urged"] == ("[2023-05-11,2023-05-12]", "published")
    assert found.get("voted", (None, ""))[0] is None
    why = next(r.date_why for r in reports_of(text) if r.trigger_text == "said")
    assert "said as news of the day of publication or the day before, 2023-05-12" in why


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Peru sued Lisbon based Veltrix Bank on March 5.", {"sued": "2023-03-05"}),
        ("Peru sued the recently formed Veltrix Bank on March 5.", {"sued": "2023-03-05"}),
        (
            "When Peru sued Lisbon based Veltrix Bank on March 5, Chile attacked Peru.",
            {"sued": "2023-03-05", "attacked": "2023-03-05"},
        ),
        ("Peru attacked a town captured by Chile on March 5.", {"attacked": "[2023-05-11,2023-05-12]"}),
    ],
)
def test_a_participle_before_its_noun_has_no_date(text: str, days: dict[str, str]) -> None:
    found = dated(text)
    assert {word: found[word][0] for word in days} == days


def test_about_the_day_gives_way_to_the_day_that_another_article_states() -> None:
    events = events_of(
        ("Ana Lima has signed a fishing treaty with Jan Nowak in Lisbon.", "2023-05-12"),
        ("Ana Lima signed a fishing treaty with Jan Nowak in Lisbon on May 11.", "2023-06-01"),
    )
    assert [e.when.edtf for e in events if e.when] == ["2023-05-11"]
    assert [r.date_basis for r in events[0].reports] == ["corroborated", "relative"]
    assert not any(field == "date" for field, _, _ in events[0].disagrees)


def test_about_the_day_is_no_other_day() -> None:
    events = events_of(
        ("Ana Lima has signed a fishing treaty with Jan Nowak in Lisbon.", "2023-05-12"),
        ("Ana Lima signed a fishing treaty with Jan Nowak in Lisbon on May 4.", "2023-06-01"),
    )
    assert len(events) == 2
