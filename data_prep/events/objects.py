"""What a verb is done to decides what it tells of: "sent troops" mobilises, "sent a letter" is no event.

Enters: a verb's lemma, its kind, the words of its object. Leaves: the kind, "" where it tells of no event.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from data_prep.events.kinds import plural_of
from data_prep.events.predicates import Clause
from data_prep.events.tokens import Token
from data_prep.words import read_words

ANY, NO_EVENT = "*", "none"
FAR = 10  # tokens behind a verb in which its object stands


def object_words(tokens: Sequence[Token], clause: Clause) -> list[str]:
    """The words of what is done to: behind the verb up to the next preposition or mark, in the passive before it."""
    if clause.passive:
        begin, end = clause.subject_span or (clause.trigger, clause.trigger)
    else:
        begin, end = clause.trigger + 1, min(len(tokens), clause.trigger + FAR)
    words = []
    for token in tokens[begin:end]:
        if token.tag in ("SUB", "REL", "PUNCT", "TO") or (token.tag == "PREP" and token.low not in ("of", "about")):
            break
        if token.tag in ("NOUN", "WORD", "VERB", "NAME", "TITLE", "ADV"):
            words.append(token.low.split()[-1])
    return words


def kind_by_object(lemma: str, kind: str, objects: Iterable[str]) -> str:
    """The kind that the object gives to a verb; its own kind where its object does not matter."""
    rows = _objects().get(lemma)
    if rows is None:
        return kind
    for word in objects:
        if word in rows:
            return rows[word]
    return rows.get(ANY, "")


@cache
def _objects() -> dict[str, dict[str, str]]:
    """Verb -> object, singular or plural -> kind, "" where it is no event."""
    table: dict[str, dict[str, str]] = {}
    for verb, row in read_words("objects").items():
        forms = table.setdefault(verb, {})
        for kind, words in row.items():
            if kind == ANY:
                forms[ANY] = words
                continue
            for word in words:
                forms.setdefault(word, "" if kind == NO_EVENT else kind)
                forms.setdefault(plural_of(word), "" if kind == NO_EVENT else kind)
    return table
