"""Why a draft is no report: opinion, background, plain words, nobody in it; an event noun that only names what others tell.

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
from data_prep.words import read_words, word_set


def refuse(draft: Draft) -> str | None:
    """Why the draft of a verb is no report, in plain words; None where it is one."""
    clause, token, tokens = draft.clause, draft.trigger, draft.tokens
    doers = [m for m, role in draft.parties if role == "agent"]
    speaks = token.lemma.split()[0] in word_set("grammar", "speech")
    if clause.head in _opinion() and not doers:
        return "an opinion of people not named"
    if clause.relative in ("who", "which", "that") and (not draft.times or draft.kind == "statement"):
        return "background: whom or what the sentence speaks of"
    if reason := _says_nothing(draft):
        return reason
    if clause.aspect == "participle" and " " in token.lemma:
        return "a participle that only describes"
    if clause.aspect == "participle":
        if (
            not draft.times
            or draft.sentence.caption
            or (token.kind == "statement" and (doers or token.lemma in word_set("grammar", "weak_speech")))
        ):
            return "a participle that only describes"
    elif token.kind in ("statement", "plan") or speaks:
        if not doers:
            return "nobody says it"
        behind = tokens[clause.trigger + 1] if clause.trigger + 1 < len(tokens) else None
        if token.lemma in ("call", "describe") and behind is not None and behind.low in ("that", "this", "it", "them"):
            return "names a thing that stands elsewhere"
        if token.lemma in word_set("grammar", "weak_speech") and not _matters(draft):
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


def _says_nothing(draft: Draft) -> str | None:
    """What tells neither a deed nor a word: a refusal to comment, "what it called …", "if X attacks", "has ruled for years"."""
    clause, tokens, v = draft.clause, draft.tokens, draft.clause.trigger
    begin = clause.subject_span[0] if clause.subject_span else clause.verb or v
    lemma = tokens[v].lemma
    ahead = [t for t in tokens[v + 1 : v + 4] if t.tag != "ADV"]
    if {t.low for t in tokens[max(0, begin - 1) : begin + 1]} & {
        "what",
        "whatever",
        "whether",
        "if",
        "unless",
        "why",
        "how",
    }:
        return "names or supposes a thing, and does not tell it"
    lead = tokens[clause.verb - 1].low if clause.verb else ""
    if lead in ("or", "nor") and any(t.tag == "NEG" for t in tokens[: clause.verb]):
        return "told as not done"  # "has not ceased it, or pulled back"
    speaks = lemma in word_set("grammar", "speech")
    if speaks and not tokens[v].quoted and clause.subject and all(t.quoted for t in clause.subject):
        return "who says it stands inside the quotation"
    nobody = tokens[begin].tag != "NAME" and tokens[begin].low in ("not", "no", "nobody", "none")
    if nobody or clause.head in ("you", "i", "we", "us", "time"):
        return "told of nobody, of the reader or of the writer"
    if KINDS[draft.kind].group in ("say", "press") and draft.kind not in ("election", "protest", "sanction"):
        named = any(role == "agent" for _, role in draft.parties)
        if not named and not clause.passive and not _is_person(clause.head):
            return "a thing does not speak"
    if tokens[v].lemma in word_set("voices", "attitudes") and not draft.times:
        return "what somebody thinks for long"
    if clause.head in _papers():
        return "a paper, and nobody's words"
    if tokens[v].form == "ing" and clause.aspect == "perfect" and not draft.times:
        return "what goes on for long"
    if not clause.passive and ahead and ahead[0].low == "by" and tokens[v].form in ("past", "pp"):
        return "a participle that only describes"  # "X, aided by a decree"
    words_only = KINDS[draft.kind].group in ("say", "press") and draft.kind not in (
        "vote",
        "election",
        "protest",
        "sanction",
    )
    if clause.aspect == "planned" and words_only and draft.kind != "plan" and not draft.times:
        return "words that somebody may say"
    if lemma == "dismiss" and ahead and ahead[0].low == "as":
        return "what somebody thinks"
    habit = {t.low for t in tokens[clause.verb or v : v]} & word_set("voices", "habits")
    if habit and not draft.times:
        return "what happens again and again"
    if clause.aspect == "planned" and any(t.low in ("have", "has") for t in tokens[clause.verb or v : v]):
        return "what somebody will have to do"
    if draft.kind == "travel" and not draft.places and len(draft.parties) < 2:
        return "a way to nowhere named"
    if (
        lemma in ("decline", "refuse")
        and len(ahead) > 1
        and ahead[0].tag == "TO"
        and ahead[1].low in word_set("voices", "silence")
    ):
        return "somebody said nothing"
    if lemma == "rule" and draft.kind == "court" and not _is_ruling(draft, ahead):
        return "a reign, not a ruling"
    if clause.passive or clause.parties or clause.object_head or lemma in word_set("voices", "stands_alone"):
        return None
    if clause.end > v + 1 or (ahead and ahead[0].tag == "QUOTE") or draft.kind == "statement":
        return None
    return "to whom or what it is done stands nowhere"


def _is_person(head: str | None) -> bool:
    """Whether a noun can mean people: by its ending, or a word for those who act together."""
    if head is None:
        return False
    single = head.removesuffix("s")
    return single.endswith(("er", "or", "ist", "ian", "man", "men", "ant", "ee")) or single in word_set(
        "voices", "speakers"
    )


def _is_ruling(draft: Draft, ahead: Sequence[Token]) -> bool:
    words = {t.low for t in draft.tokens[: draft.clause.trigger]}
    return bool(words & _judges()) or (bool(ahead) and ahead[0].low in ("that", "against"))


def refuse_own_row(draft: Draft, dated: bool) -> str | None:
    """Why a report has no row of its own, None where it has one; it may still support another event."""
    if draft.clause.aspect == "noun":
        return refuse_noun(draft, dated)
    if not draft.clause.sure and not dated:
        return "who does it is open, and nobody says when"
    return None


def refuse_noun(draft: Draft, dated: bool) -> str | None:
    """Why an event noun that no verb carries is no report: it must be dated and say whose it is, or what it struck."""
    clause, tokens = draft.clause, draft.tokens
    if clause.aspect != "noun":
        return None
    begin, end = clause.verb if clause.verb is not None else clause.trigger, clause.end
    lows = {t.low for t in tokens[begin:end]}
    if not dated:
        return "an event named, and nobody says when"
    if lows & word_set("voices", "not_yet"):
        return "an event that is not told as done"
    if lows & _whose():
        return "an event named by a word that points elsewhere"
    inside = {id(t.mention) for t in tokens[begin:end] if t.mention is not None}
    doers = [m for m, role in draft.parties if role == "agent" and id(m) in inside]
    others = [m for m, role in draft.parties if role not in ("agent", "owner", "mentioned") and id(m) in inside]
    there = [p for p in draft.places if id(p) in inside]
    strikes = KINDS[draft.kind].group == "force" or draft.kind in ("disaster", "death", "protest")
    if strikes and (doers or others or there or clause.object_head):
        return None
    if strikes and draft.owns_time and draft.kind == "disaster":
        return None
    if others and draft.kind == "consult" and any(role == "agent" for _, role in draft.parties):
        return None  # "during a meeting with Y": with whom the sentence named before
    if len(doers) >= 2 or (doers and (others or there or _is_addressed(draft, inside))):
        return None
    return "an event named, and nobody says whose or where"


def _is_addressed(draft: Draft, inside: set[int]) -> bool:
    """ "X's speech at the assembly": a body behind the noun."""
    return any(role == "mentioned" and id(m) in inside and m.type != "person" for m, role in draft.parties)


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
def _judges() -> frozenset[str]:
    return frozenset(form for w in read_words("voices")["judges"] for form in (w, w + "s"))


@cache
def _papers() -> frozenset[str]:
    return frozenset(form for w in read_words("voices")["papers"] for form in (w, w + "s"))


@cache
def _whose() -> frozenset[str]:
    return frozenset(
        ["my", "our", "your", "his", "her", "its", "their", "this", "that", "these", "those", "such", "what"]
    )


@cache
def _vague() -> frozenset[str | None]:
    return frozenset([None, "that", "which", *read_words("grammar")["pronouns"], *read_words("grammar")["determiners"]])


@cache
def _opinion() -> frozenset[str]:
    words = read_words("grammar")["opinion_subjects"]
    return frozenset([*words, *(w + "s" for w in words)])
