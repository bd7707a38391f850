"""Every rule reads its own examples and keeps its hands off what it must never match."""

import pytest

from data_prep.edtf import parse_edtf
from data_prep.timex.rules import Rule
from data_prep.timex.tagger import RULES, find_timexes

EXAMPLE_DAY = parse_edtf("2024-05-15")  # a Wednesday: the examples of the rules are read as if published on it
EXAMPLES = [(rule, sentence, said) for rule in RULES for sentence, said in rule.examples.items()]
NEVER = [(rule, sentence) for rule in RULES for sentence in rule.never]


@pytest.mark.parametrize(("rule", "sentence", "said"), EXAMPLES, ids=[f"{r.name}: {s}" for r, s, _ in EXAMPLES])
def test_a_rule_reads_its_examples(rule: Rule, sentence: str, said: str):
    found = {f"{timex.text} = {timex.value}": timex.rule for timex in find_timexes(sentence, EXAMPLE_DAY)}
    assert said in found


@pytest.mark.parametrize(("rule", "sentence"), NEVER, ids=[f"{r.name}: {s}" for r, s in NEVER])
def test_a_rule_leaves_alone_what_it_must(rule: Rule, sentence: str):
    assert [timex.text for timex in find_timexes(sentence, EXAMPLE_DAY) if timex.rule == rule.name] == []


def test_every_rule_has_examples_and_triggers():
    assert [rule.name for rule in RULES if not rule.examples] == []
    assert [rule.name for rule in RULES if not rule.triggers] == []
