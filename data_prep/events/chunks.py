"""Tokens -> chunks: how far a noun phrase reaches, what belongs to a verb group, where a subject ends.

Enters: tagged tokens and a place among them. Leaves: the place behind the chunk, or what it is. No chunk crosses a mark,
a conjunction or a preposition; what belongs together over those is settled by `parse.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from data_prep.events.tokens import Subject, Token

NOMINAL = frozenset(["NAME", "WORD", "NOUN", "TITLE", "ADJ"])
NOUNS = frozenset(["WORD", "NOUN", "POSS"])
HELPING = frozenset(["AUX", "MODAL", "NEG", "ADV", "TO", "TIME"])
NEVER_FINITE = frozenset(["being", "been", "be", "having"])
QUANTITIES = frozenset(["all", "both", "more", "less", "most", "each"])
# prepositions whose phrase may belong to the noun before: "the president of Peru"
ATTACHED = frozenset(
    ["of", "in", "for", "on", "from", "at", "to", "with", "between", "near", "against", "by", "about", "over", "under"]
)
INVERTED = frozenset(
    ["say", "add", "report", "write", "explain", "note", "announce", "warn", "insist", "argue", "claim"]
)

Words = tuple[int, int]  # from, to


@dataclass(slots=True)
class Open:
    """A clause that is being read. `kind`: main, sub, rel, comp (what is said), quote, aside. Spans are half-open."""

    kind: str
    start: int
    parts: list[Words] = field(default_factory=list)  # the subject, conjunct by conjunct
    appositions: list[Words] = field(default_factory=list)  # noun phrases behind a comma, before the verb
    commas: int = 0
    verb: int | None = None
    given: Subject | None = None  # the subject its verb got
    object: Words | None = None  # the noun phrase right behind its verb
    relative: str = ""
    antecedent: Words | None = None
    frozen: bool = False  # a relative clause has followed the subject: what comes after a comma is no part of it
    by_comma: bool = False  # it was set off by a comma
    mark: str = ""  # the mark that closes it
    saved: tuple[Words | None, str] = (None, "")  # what stood open before an aside

    @property
    def waits(self) -> bool:
        """Whether it has a subject and wants its verb."""
        return self.verb is None and bool(self.parts)


class Group(NamedTuple):
    """A verb group: where it ends, its verb (None for a bare "was"), whether it is finite, whether "to" opens it."""

    end: int
    verb: int | None
    finite: bool
    to: bool


def phrase_end(tokens: Sequence[Token], i: int, governed: bool) -> int:
    """Behind the last noun of the phrase that begins at `i`; a determiner, a pronoun or a second name begins another."""
    j, n = i, len(tokens)
    while j < n:
        tag, before = tokens[j].tag, tokens[j - 1].tag if j > i else ""
        if tag == "PRON":
            return j + (j == i)
        if tag == "DET" and before not in ("", "DET", "ADV") and tokens[j].low not in QUANTITIES:
            break
        if tag == "NAME" and before == "NAME" and governed and not is_noun(tokens, j + 1):
            break
        inside = tag in NOMINAL or tag in ("DET", "POSS") or (tag == "TIME" and (j == i or goes_on(tokens, j)))
        if not (inside or (j > i and _links(tokens, j))):
            break
        j += 1
    return j


def _links(tokens: Sequence[Token], j: int) -> bool:
    """An adverb, a quotation mark or a hyphen inside a noun phrase: "the very man", "a “quick” end", "UN-Arab League"."""
    token, before = tokens[j], tokens[j - 1].tag
    if token.text == "-":
        return not spaced(tokens, j) and is_noun(tokens, j + 1, "NAME")
    if token.tag == "ADV":
        return before in ("DET", "ADV") and j + 1 < len(tokens)
    return (
        token.tag == "QUOTE"
        and (before in ("DET", "ADJ") or _is_nickname(tokens, j))
        and is_noun(tokens, j + 1, *NOMINAL)
    )


def _is_nickname(tokens: Sequence[Token], j: int) -> bool:
    """ "the 787 “Dreamliner”": a few quoted nouns behind a noun; or the mark that closes them."""
    if j and tokens[j - 1].quoted:
        return True
    until = next((k for k in range(j + 1, min(j + 5, len(tokens))) if tokens[k].tag == "QUOTE"), None)
    return until is not None and all(t.tag in NOMINAL for t in tokens[j + 1 : until])


def goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Whether a date is part of a noun phrase: "Monday's speech", "the Oct. 1 attack"."""
    after = tokens[i + 1].tag if i + 1 < len(tokens) else ""
    return after == "POSS" or (after in ("NOUN", "WORD") and i > 0 and tokens[i - 1].tag in ("DET", "POSS"))


def is_noun(tokens: Sequence[Token], i: int, *more: str) -> bool:
    """Whether a noun stands at `i`, or a token of another tag that is named."""
    return i < len(tokens) and (tokens[i].tag in NOUNS or tokens[i].tag in more)


def spaced(tokens: Sequence[Token], i: int) -> bool:
    """Whether a dash stands between spaces."""
    return tokens[i].text != "-" or i == 0 or tokens[i - 1].end < tokens[i].start


def stands_alone(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Whether a noun phrase behind "and" is no part of a list behind a preposition: it has its own article or title."""
    mention = tokens[j - 1].mention
    return tokens[i].tag == "DET" or (mention is not None and mention.title is not None)


def is_infinitive(tokens: Sequence[Token], i: int) -> bool:
    """Whether the "to" at `i` brings in a verb."""
    j = i + 1
    while j < len(tokens) and tokens[j].tag in ("ADV", "NEG"):
        j += 1
    return j < len(tokens) and (tokens[j].tag == "AUX" or tokens[j].form == "base")


def read_group(tokens: Sequence[Token], i: int) -> Group:
    """A verb group: auxiliaries, adverbs, "not", "to" and the verb they lead to."""
    j, n = i, len(tokens)
    while j < n and tokens[j].tag in HELPING and not (tokens[j].tag == "TO" and j > i and not is_infinitive(tokens, j)):
        j += 1
    to = tokens[i].tag == "TO"
    verb = j if j < n and tokens[j].tag == "VERB" else None
    end = j + 1 if verb is not None else max(j, i + 1)
    helpers = [t for t in tokens[i:j] if t.tag in ("AUX", "MODAL")]
    if helpers:
        finite = any(t.tag == "MODAL" or t.low not in NEVER_FINITE for t in helpers)
    else:
        finite = verb is not None and tokens[verb].form in ("past", "s", "base")
    return Group(end, verb, finite and not to, to)


def inverted_subject(tokens: Sequence[Token], v: int) -> Subject | None:
    """ "…," said X: who speaks stands behind the verb; None where a further verb follows him."""
    if tokens[v].lemma not in INVERTED or tokens[v].form == "base" or v == 0 or v + 1 >= len(tokens):
        return None
    if tokens[v + 1].tag not in ("NAME", "TITLE", "DET", "ADJ", "WORD"):
        return None
    end = v + 1
    while end < len(tokens) and (tokens[end].tag in NOMINAL or tokens[end].tag in ("DET", "POSS")):
        end += 1
    if end < len(tokens) and tokens[end].tag in ("AUX", "MODAL", "VERB") and tokens[end].form not in ("pp", "ing"):
        return None
    return Subject(v + 1, end, ((v + 1, end),), "", None, True)


def subject_end(tokens: Sequence[Token], end: int) -> int:
    """Where the words of a subject end: with what belongs to its last noun ("the president of Peru")."""
    while end + 1 < len(tokens) and tokens[end].low in ATTACHED and tokens[end].tag in ("PREP", "TO"):
        k = end + 1
        while k < len(tokens) and (tokens[k].tag in NOMINAL or tokens[k].tag in ("DET", "POSS", "CONJ", "TIME")):
            k += 1
        while k > end and tokens[k - 1].tag == "CONJ":
            k -= 1
        if k == end + 1:
            break
        end = k
    return end
