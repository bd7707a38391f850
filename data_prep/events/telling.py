"""Which sentences may tell of something, before anything is asked of their grammar: the others need no tags.

Enters: the tokens of a sentence, cut but not tagged. Leaves: whether one of its words, in any of its forms, may tell of an
event, bring in what somebody says, or name the person that "he" means further on.
"""

from collections.abc import Sequence
from functools import cache

from data_prep.events.kinds import noun_forms, verb_kinds
from data_prep.events.tokens import Token
from data_prep.words import word_set

GENERIC = ("event", "occasion", "gathering")  # "at the event": whatever was told last


def may_tell(tokens: Sequence[Token]) -> bool:
    """Whether a sentence must be tagged: without, it makes no draft and changes nothing of what a reader has in mind."""
    words = _telling_words()
    for token in tokens:
        if token.verb in words or token.low in words or token.kind:
            return True
        if token.mention is not None and token.mention.type == "person":
            return True
    return False


@cache
def _telling_words() -> frozenset[str]:
    """Lemmas of verbs, forms of nouns."""
    verbs = {verb.split()[0] for verb in verb_kinds()} | word_set("grammar", "speech")
    claims = word_set("grammar", "claim_nouns")
    return frozenset([*verbs, *noun_forms(), *claims, *(noun + "s" for noun in claims), *GENERIC, "according"])
