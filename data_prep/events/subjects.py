"""Who does it: the parties in the noun phrase that the parse gives to a verb.

Enters: tokens and a clause whose verb is known. Leaves: the clause with its subject, and whether that is sure.
"""

from collections.abc import Sequence

from data_prep.events.predicates import Clause
from data_prep.events.tokens import Token
from data_prep.words import word_set


def read_subject(tokens: Sequence[Token], first: int, clause: Clause) -> None:
    """Who does it, from the parse: the parties of the noun phrase that the verb agrees with, and what its clause describes."""
    if tokens[first].form == "ing" and _read_absolute(tokens, first, clause):
        return
    subject = tokens[clause.trigger].subject
    clause.sure = subject is not None and subject.sure
    if subject is None or not subject.parts:
        return
    clause.subject_span = subject.begin, subject.end
    clause.relative = subject.relative
    opening = tokens[subject.begin]
    before = tokens[subject.begin - 1].low if subject.begin else ""
    nobody = opening.low in ("neither", "nobody", "none", "no") and opening.tag != "NAME"
    clause.negated = clause.negated or nobody or before == "neither"
    if len(subject.parts) == 1:
        _read_phrase(tokens, subject.begin, subject.end - 1, clause)
    else:
        for begin, end in subject.parts:
            _read_phrase(tokens, begin, end - 1, clause)
    if subject.antecedent is not None:
        _read_antecedent(tokens, subject.antecedent, clause)


def _read_absolute(tokens: Sequence[Token], first: int, clause: Clause) -> bool:
    """ "…, with X presenting a copy": told as done, by X."""
    i = first - 1
    if i < 1 or tokens[i].tag != "NAME" or tokens[i - 1].low != "with":
        return False
    clause.aspect = "past" if clause.aspect == "gerund" else clause.aspect
    clause.subject, clause.subject_span, clause.relative = [tokens[i]], (i, i + 1), "with"
    return True


def _read_antecedent(tokens: Sequence[Token], antecedent: tuple[int, int], clause: Clause) -> None:
    """What a relative clause with a subject of its own describes: "the treaty that both signed"; a statement it may be too."""
    whole = _has_object(tokens, clause.trigger)
    if clause.relative == "that" and whole:
        clause.relative = ""  # "the claim that X attacked Y"
    elif clause.relative in ("that", "which") and tokens[antecedent[1] - 1].tag in ("WORD", "NOUN"):
        clause.antecedent = antecedent


def _has_object(tokens: Sequence[Token], v: int) -> bool:
    """Whether something to be done to follows the verb at once: then "that" before its subject brings in a statement."""
    after = tokens[v + 1 : v + 3]
    number = len(after) == 2 and after[0].tag == "PREP" and after[1].text[0].isdigit()
    return bool(after) and (number or after[0].tag in ("DET", "NAME", "WORD", "ADJ", "PRON", "NOUN", "TITLE", "POSS"))


def _read_phrase(tokens: Sequence[Token], begin: int, last: int, clause: Clause) -> None:
    """Parties, places and head of a noun phrase; what stands behind a preposition is no party."""
    in_phrase = False
    for k in range(begin, last + 1):
        token = tokens[k]
        owned = tokens[k + 2 : last + 1] if k < last and tokens[k + 1].tag == "POSS" else None
        if token.low == "of" and clause.head in word_set("grammar", "quantifiers"):
            in_phrase = False  # "one of the planes"
        elif token.tag in ("PREP", "TO"):
            in_phrase = token.low != "between" or clause.head is not None
        elif token.tag == "NAME" and token.mention is not None and token.mention.type == "place":
            clause.places.append(token)
        elif token.tag == "NAME" and not in_phrase and not any(t.tag == "NAME" for t in owned or ()):
            clause.subject.append(token)
            if owned is not None:  # "the agency's comments"; of "the agency's X" X does it
                clause.head = next((t.low for t in reversed(owned) if t.tag in ("NOUN", "WORD")), None)
        elif (token.tag in ("NOUN", "WORD", "TITLE") and not in_phrase and token.low.isalpha()) or token.tag == "PRON":
            clause.head = token.low
        elif token.tag == "CONJ" and k > begin and k < last and tokens[k + 1].tag in ("NAME", "ADJ", "TITLE"):
            in_phrase = in_phrase and not clause.subject
    if (
        clause.subject
        and not any(t.tag == "POSS" for t in tokens[begin : last + 1])
        and any(t is tokens[last] for t in clause.subject)
    ):
        clause.head = None


def is_party(token: Token) -> bool:
    """Whether a token names somebody who can do something: no place."""
    return token.tag == "NAME" and token.mention is not None and token.mention.type != "place"


def phrase_start(tokens: Sequence[Token], n: int) -> int:
    """Where the noun phrase of an event noun begins: over adjectives, nouns, dates and possessives, to the determiner."""
    i = n
    while i > 0:
        before = tokens[i - 1]
        if before.tag in ("PREP", "TO", "CONJ", "AUX", "MODAL", "SUB", "REL", "QUOTE", "PUNCT", "PRON", "ADV") or (
            before.tag == "VERB"
        ):
            break
        i -= 1
        if before.tag == "DET":
            break
        if before.tag == "NAME" and tokens[i + 1].tag == "POSS":
            while i > 0 and tokens[i - 1].tag in ("TITLE", "ADJ", "DET"):
                i -= 1
            break
    return i
