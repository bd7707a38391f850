"""Titles: who did what, from the text; cut only where a phrase ends; none at all rather than a fragment."""

import pytest

from data_prep.events.quotations import cut_quotation
from tests.reading import reports_of


def titles(text: str, published: str | None = "2023-05-12") -> list[str]:
    return [r.title for r in reports_of(text, published) if r.title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("“We will rebuild the old harbour of Gdansk,” President Ana Lima said on Tuesday.", "Ana Lima: “We will rebuild the old harbour of Gdansk”"),
        ("President Ana Lima said on Tuesday that the harbour was lost.", "Ana Lima said that the harbour was lost"),
        ("Police arrested Jan Nowak on Tuesday, officials there said.", None),
        ("Chile closed its embassy on Tuesday in protest at the “shameful” treatment of its envoy.", "Chile closed its embassy in protest at the shameful treatment of its envoy"),
        ("Peruvian tax chief Ana Lima said on Tuesday that the harbour was lost.", "Ana Lima said that the harbour was lost"),
        ("NEW: A dam bursts LIMA, Peru (CNN) -- Chile closed its embassy on Tuesday.", "Chile closed its embassy"),
    ],
)  # fmt: skip
def test_title(text: str, title: str | None) -> None:
    found = titles(text)
    if title is None:
        assert all("officials" not in t for t in found)
    else:
        assert found == [title]


def test_a_quotation_that_an_earlier_sentence_opened() -> None:
    text = "President Ana Lima spoke on Tuesday. “It was dark. We have to mend the harbour of Gdansk,” she said."
    straight = text.replace("“", '"').replace("”", '"')
    for version in (text, straight):
        assert "Ana Lima: “We have to mend the harbour of Gdansk”" in titles(version)


def test_he_is_nobody_named_where_somebody_unnamed_spoke() -> None:
    text = "President Ana Lima met Jan Nowak on Tuesday. A resident said the night was loud. “It was dark and cold,” he said."
    assert not any("dark" in t for t in titles(text))


def test_long_titles_end_where_a_phrase_ends() -> None:
    text = (
        "President Ana Lima announced on Tuesday that the government would pay for the rebuilding of the harbours and "
        "the markets and the streets that the long storm had carried away in the night."
    )
    (title,) = titles(text)
    assert len(title) <= 100 and text.replace("on Tuesday ", "").find(title.removeprefix("Ana Lima ")) >= 0
    assert title.rpartition(" ")[2] not in ("the", "of", "and", "for", "would", "that")


def test_a_quotation_is_cut_at_a_pause() -> None:
    assert cut_quotation("We will mend it, and we will pay for it", 30) == "We will mend it…"
    assert cut_quotation("Incomprehensibilities abound everywhere", 20) == ""


def test_a_quotation_that_states_nothing_has_no_title() -> None:
    assert titles("“It could be a lot better,” President Ana Lima said on Tuesday.") == []
    assert titles("“It could be a lot better,” Ana Lima, the president, told the crowd in Gdansk on Tuesday.") == []


def test_a_request_of_nothing_and_an_event_named_before_have_no_title() -> None:
    assert titles("President Ana Lima urged Jan Nowak on Tuesday to “mend it”.") != ["Ana Lima urged Jan Nowak"]
    assert titles("President Ana Lima made that announcement on Tuesday.") == []
    assert titles("President Ana Lima made the remarks at a ceremony in Gdansk on Tuesday.") == []
