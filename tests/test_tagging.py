"""Tags: every rule reads its own examples and keeps its hands off what it must never match; long stretches read whole."""

import pytest

from data_prep.events.tag_rules import TagRule
from data_prep.events.tagging import RULES, tag_sentence
from data_prep.events.tokens import Token
from tests.reading import read

EXAMPLES = [(rule, sentence, code) for rule in RULES for sentence, code in rule.examples.items() if code]
NEVER = [(rule, sentence) for rule in RULES for sentence in rule.never]
CODES = {"base": "V", "s": "Z", "past": "D", "pp": "P", "ing": "G"}


def tokens_of(text: str) -> list[Token]:
    reading = read(text)
    sentence = reading.sentences[0]
    return tag_sentence(text, sentence, reading.mentions, reading.timexes)


def code_of(sentence: str) -> str:
    """The part of speech of the starred word of a sentence."""
    at = sentence.index("*")
    token = next(t for t in tokens_of(sentence.replace("*", "")) if t.start == at)
    return CODES.get(token.form) or token.pos


@pytest.mark.parametrize(("rule", "sentence", "code"), EXAMPLES, ids=[f"{r.name}: {s}" for r, s, _ in EXAMPLES])
def test_a_rule_reads_its_examples(rule: TagRule, sentence: str, code: str) -> None:
    assert code_of(sentence) == code
