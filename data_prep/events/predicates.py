"""The clause around a trigger, and its verb group: aspect, voice, negation."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from data_prep.events.tokens import Token
from data_prep.words import word_set

FINITE = ("past", "s", "base")


@dataclass(slots=True)
class Clause:
    """What is told around one trigger. Indices are of the sentence's tokens.

    `aspect`: past, perfect, present, passive (past or perfect), infinitive, gerund, participle, planned, hypothetical, noun.
    `subject` holds the tokens of parties that do it, `head` the subject's last common noun ("comments"), `begin`/`end`
    the stretch from subject to the last complement, `parties` (token, role) what follows, `places`, `times` likewise.
    """

    trigger: int
    aspect: str
    subject: list[Token] = field(default_factory=list)
    subject_span: tuple[int, int] | None = None
    head: str | None = None
    parties: list[tuple[Token, str]] = field(default_factory=list)
    places: list[Token] = field(default_factory=list)
    times: list[Token] = field(default_factory=list)
    verb: int | None = None  # where the predicate begins: auxiliaries, or the light verb of a noun
    end: int = 0
    negated: bool = False
    passive: bool = False
    object_head: str | None = None
    relative: str = ""  # the relative that opens its clause
    carrier: int | None = None  # the verb that carries an event noun: "held talks", "talks were held"
    antecedent: tuple[int, int] | None = None  # "the treaty that both signed": what is signed
    sure: bool = (
        True  # False where the sentence may be read in another way: who does it is a guess, or nobody was found
    )


def read_predicate(tokens: Sequence[Token], v: int) -> tuple[int, str, bool, bool]:
    """(first token of the verb group, aspect, passive?, negated?)."""
    i, aux = v - 1, []
    negated = False
    while i >= 0 and tokens[i].tag in ("AUX", "MODAL", "ADV", "NEG", "TO", "TIME"):
        if tokens[i].tag == "NEG":
            negated = True
        if tokens[i].tag not in ("ADV", "TIME"):
            aux.append(tokens[i])
        i -= 1
    first = i + 1
    while first < v and tokens[first].tag in ("ADV", "TIME"):
        first += 1
    lows = [t.low for t in aux]
    form = tokens[v].form
    passive = form in ("past", "pp") and bool(lows) and lows[0] in word_set("grammar", "be")
    if any(t.tag == "MODAL" for t in aux):
        future = "will" in lows or "shall" in lows
        return first, "planned" if future else "hypothetical", passive, negated
    if any(t.tag == "TO" for t in aux):
        return first, "infinitive", passive, negated
    if not word_set("grammar", "have").isdisjoint(lows):
        return first, "perfect", passive, negated
    if passive:
        return first, "passive" if any(w in ("was", "were", "been") for w in lows) else "present", True, negated
    if form == "ing":
        return (
            first,
            "past" if any(w in ("was", "were") for w in lows) else "present" if aux else "gerund",
            False,
            negated,
        )
    if form in ("past", "pp"):
        return (first, "participle", True, negated) if form == "pp" else (first, "past", False, negated)
    return first, "present", False, negated
