"""Why the draft of a verb is no report: opinion, background, plain words, nobody in it.

Enters: a draft. Leaves: the reason in plain words, or None where it is a report.
"""

from collections.abc import Sequence
from functools import cache

from data_prep.events.drafts import (
    SCENES,
    Draft,
)
from data_prep.events.kinds import KINDS
from data_prep.events.tokens import Token
from data_prep.words import read_words


def refuse(draft: Draft) -> str | None:
    """Why the draft of a verb is no report, in plain words; None where it is one."""
    clause, token, tokens = draft.clause, draft.trigger, draft.tokens
    doers = [m for m, role in draft.parties if role == "agent"]
    speaks = token.lemma.split()[0] in read_words("grammar")["speech"]
    if clause.head in _opinion() and not doers:
        return "an opinion of people not named"
    if clause.relative in ("who", "which", "that") and not draft.times:
        return "background: whom or what the sentence speaks of"
    if clause.aspect == "participle":
        if not draft.times or draft.sentence.caption or (token.kind == "statement" and doers):
            return "a participle that only describes"
    elif token.kind in ("statement", "plan") or speaks:
        if not doers:
            return "nobody says it"
        behind = tokens[clause.trigger + 1] if clause.trigger + 1 < len(tokens) else None
        if token.lemma in ("call", "describe") and behind is not None and behind.low in ("that", "this", "it", "them"):
            return "names a thing that stands elsewhere"
        if token.lemma in _weak_speech() and not _matters(draft):
            return "plain words, neither quoted nor dated nor spoken at an event"
    unnamed = bool(draft.times) and clause.head not in _vague() and KINDS[draft.kind].weight >= 0.6  # "a court ruled"
    if (
        not draft.parties
        and not unnamed
        and not (draft.places and clause.passive)
        and not (draft.times and (draft.places or clause.object_head))
    ):
        return "nobody takes part"
    if not doers and not clause.passive and clause.head in (None, "it", "this", "that", "which"):
        return "nobody does it"
    return None


def _matters(draft: Draft) -> bool:
    """Whether plain words ("said") are an event: quoted, dated, or spoken at an event."""
    quoted = any(t.quoted for t in draft.tokens)
    return quoted or bool(draft.times) or _is_staged(draft.tokens, draft.clause.trigger)


def _is_staged(tokens: Sequence[Token], v: int) -> bool:
    """Whether words are spoken at an event: "said at a ceremony"."""
    scene = next((k for k in range(v + 1, len(tokens)) if tokens[k].tag == "NOUN" and tokens[k].kind in SCENES), None)
    return (
        scene is not None
        and any(t.low in ("at", "during") for t in tokens[v + 1 : scene])
        and not any(t.tag == "VERB" for t in tokens[v + 1 : scene])
    )


@cache
def _vague() -> frozenset[str | None]:
    return frozenset([None, "that", "which", *read_words("grammar")["pronouns"], *read_words("grammar")["determiners"]])


@cache
def _weak_speech() -> frozenset[str]:
    return frozenset(read_words("grammar")["weak_speech"])


@cache
def _opinion() -> frozenset[str]:
    words = read_words("grammar")["opinion_subjects"]
    return frozenset([*words, *(w + "s" for w in words)])
