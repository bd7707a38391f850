"""What is no event, and what verbs tell of only by what they are done to."""

import pytest

from data_prep.actors.find import find_mentions
from data_prep.articles.sentences import split_sentences
from data_prep.events.kinds import KINDS
from data_prep.events.objects import kind_by_object
from data_prep.events.telling import may_tell
from data_prep.events.tokens import cut_sentence
from data_prep.words import read_words
from tests.reading import events_of, reports_of


def told(text: str, published: str | None = "2023-05-12") -> list[str]:
    return [r.title for r in reports_of(text, published) if r.title]


@pytest.mark.parametrize(
    ("verb", "objects", "kind"),
    [
        ("send", ["troops"], "mobilize"),
        ("send", ["letter"], ""),
        ("block", ["road"], "protest"),
        ("block", ["resolution"], "reject"),
        ("strike", ["deal"], "agree"),
        ("kill", ["bill"], ""),
        ("kill", ["three", "farmers"], "assault"),
        ("sign", ["anything"], "consult"),
    ],
)
def test_kind_by_object(verb: str, objects: list[str], kind: str) -> None:
    assert kind_by_object(verb, "consult", objects) == kind


def test_the_objects_give_kinds_that_are() -> None:
    for row in read_words("objects").values():
        assert set(row) - {"*", "none"} <= set(KINDS) and row.get("*", "assault") in KINDS


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Gdansk, Jan Nowak, declined to comment on Tuesday.",
        "Ana Lima refused to discuss the plan on Tuesday.",
        "Peru has sent a long letter to Chile.",
        "Queen Ana Lima has ruled for 30 years.",
        "Chile condemned what Peru called the march on Tuesday.",
        "Forthcoming elections in Peru on Tuesday were on all lips.",
        "His speech on Tuesday was long.",
        "“It was loud,” a resident, Jan Nowak, said on Tuesday.",
        "“Prices will fall,” the analyst Jan Nowak said on Tuesday.",
    ],
)
def test_tells_of_nothing(text: str) -> None:
    assert not [t for t in told(text) if not t.startswith("Chile condemned")]


def test_an_official_is_heard() -> None:
    assert told("“The dam will hold,” the mayor of Gdansk, Jan Nowak, said on Tuesday.")


def test_a_bare_noun_supports_an_event_and_is_none() -> None:
    assert not events_of(("There was talk of a visit to Warsaw. Ana Lima laughed.", "2023-05-12"))


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("The road to the coast is narrow and dark.", False),
        ("The road was blocked.", True),
        ("The talks were long.", True),
        ("It is narrow, they say.", True),
        ("Ana Lima is old.", True),
        ("It is narrow, according to the map.", True),
    ],
)
def test_only_what_may_tell_of_something_is_tagged(text: str, worth: bool) -> None:
    sentence = split_sentences(text)[0]
    assert may_tell(cut_sentence(text, sentence, find_mentions(text, [sentence]), [])) is worth
