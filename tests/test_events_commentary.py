"""Which prose is a writer's own voice."""

from data_prep.events.commentary import find_commentary
from data_prep.records import Sentence


def sentences(text: str) -> list[Sentence]:
    found, at = [], 0
    for part in text.split("\n"):
        found.append(Sentence(at, at + len(part), len(found)))
        at += len(part) + 1
    return found


def test_a_column_is_commentary() -> None:
    text = "I went to Gdansk.\nThe mayor resigned.\nMy friends laughed.\nWe know why.\nYou should not ask."
    assert find_commentary(text, sentences(text)) == frozenset(range(5))


def test_quotations_and_one_aside_are_none() -> None:
    text = "“I went,” said Ana. “We saw you. My word!”\nThe mayor told our reporter.\nIt rained."
    assert find_commentary(text, sentences(text)) == frozenset()
