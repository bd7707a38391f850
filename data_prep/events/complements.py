"""What follows a trigger: objects, places and times, up to the end of its clause."""

from collections.abc import Sequence

from data_prep.events.predicates import FINITE, Clause
from data_prep.events.tokens import Token
from data_prep.words import word_set

# a preposition -> the role of a party behind it
ROLES = {
    "with": "with",
    "alongside": "with",
    "by": "agent",
    "to": "recipient",
    "against": "patient",
    "on": "patient",
    "for": "recipient",
    "of": "patient",
    "into": "patient",
    "over": "patient",
    "from": "patient",
    "toward": "recipient",
    "towards": "recipient",
    "between": "agent",
    "among": "agent",
    "including": "agent",
}

PHRASES = frozenset(["NAME", "WORD", "NOUN", "ADJ", "TITLE", "DET", "PREP", "TO", "TIME", "POSS", "PRON", "ADV", "NEG"])


def read_complements(tokens: Sequence[Token], at: int, clause: Clause, fresh: bool = False) -> None:
    """Objects, places and times behind a trigger, up to the end of its clause."""
    role = "patient"
    place = False
    i = at
    seen: list[tuple[Token, str]] = []
    while i < len(tokens):
        token = tokens[i]
        if _ends_clause(tokens, i, clause):
            break
        if token.tag in ("PREP", "TO"):
            role = ROLES.get(token.low, "mentioned")
            if token.low in ("between", "among") and tokens[clause.trigger].tag != "NOUN":
                role = "mentioned"  # "relations between A and B": they do nothing here
            place = token.low in word_set("grammar", "place_prepositions")
        elif token.tag == "TIME":
            clause.times.append(token)
        elif token.tag == "NAME" and token.mention is not None:
            owner = i + 1 < len(tokens) and tokens[i + 1].tag == "POSS"
            if token.mention.type == "place":
                clause.places.append(token)
            elif token.mention.type != "modifier":
                seen.append((token, "owner" if owner and role != "agent" else role))
        elif (
            token.tag in ("NOUN", "WORD")
            and clause.object_head is None
            and role == "patient"
            and not place
            and token.low.isalpha()
            and not (i + 1 < len(tokens) and tokens[i + 1].tag in ("NOUN", "WORD"))
        ):
            clause.object_head = token.low
        i += 1
    known = {id(t) for t, _ in clause.parties} if fresh else set()
    clause.parties += [(t, r) for t, r in seen if id(t) not in known]
    clause.places = list({id(t): t for t in clause.places}.values())
    clause.times = list({id(t): t for t in clause.times}.values())
    clause.end = max(clause.end, i)


def _ends_clause(tokens: Sequence[Token], i: int, clause: Clause) -> bool:
    token = tokens[i]
    if token.tag in PHRASES and token.low not in ("that", "according"):
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if token.text in (";", ":", "--", "—", "–", "(", "…", "...") or token.tag == "QUOTE":
        return True
    if (
        token.tag == "VERB"
        and token.form in FINITE
        and i > clause.trigger + (clause.aspect != "noun")
        and not _describes(tokens, i, clause)
        and tokens[i - 1].tag not in ("DET", "ADJ", "TO", "ADV")
    ):
        return True
    if token.tag in ("AUX", "MODAL") and i > clause.trigger:
        return True
    if token.tag == "SUB" and not (after is not None and after.tag == "TIME"):
        return True
    if token.tag == "REL" and i > clause.trigger and token.low != "that":
        return True
    if token.low == "that" and after is not None and after.tag not in ("NOUN", "WORD", "TIME"):
        return True
    if token.low == "according":
        return True
    if token.text == "," and clause.aspect == "noun":
        return not _is_list(tokens, i)
    if token.text == "," and after is not None:
        return (
            after.low.endswith("ing")
            or after.tag in ("VERB", "REL", "SUB", "CONJ", "PRON", "ADV")
            or (after.tag in ("NAME", "TITLE", "ADJ", "DET") and not _is_list(tokens, i))
            or after.low in ("with", "according", "following", "including", "as")
        )
    return (
        token.tag == "CONJ"
        and not any(t.low == "between" for t in tokens[max(0, i - 7) : i])  # "between A and B"
        and after is not None
        and (after.tag in ("VERB", "AUX", "MODAL", "PRON") or _opens_clause(tokens, i + 1))
    )


def _describes(tokens: Sequence[Token], i: int, clause: Clause) -> bool:
    """ "a monument dedicated to …": a participle behind the object, of a verb that tells of nothing by itself."""
    after = tokens[i + 1].tag if i + 1 < len(tokens) else ""
    return (
        clause.object_head is not None
        and not tokens[i].kind
        and tokens[i - 1].tag in ("WORD", "NOUN")
        and after in ("PREP", "TO")
    )


def _is_list(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma stands in "A, B and C" rather than before an apposition or a new clause."""
    for t in tokens[comma + 1 : comma + 10]:
        if t.tag in ("VERB", "AUX", "MODAL", "QUOTE", "REL", "POSS"):
            return False
        if t.low in ("and", "or"):
            return tokens[comma - 1].tag == "NAME"
    return False


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb follows within a short noun phrase: "and Lima said"."""
    for j in range(at, min(at + 7, len(tokens))):
        if tokens[j].tag in ("PUNCT", "QUOTE", "PREP", "CONJ"):
            return False
        if tokens[j].tag in ("AUX", "MODAL") or (tokens[j].tag == "VERB" and tokens[j].form in FINITE):
            return j > at
    return False
