"""The title of a statement holds what is said: "X said that …" on one line, or "X: “…”" for a quotation.

Enters: the draft of a verb of speech and who speaks. Leaves: the title, "" where no words of it make a whole.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from data_prep.events.drafts import Draft
from data_prep.events.kinds import KINDS
from data_prep.events.phrases import LONGEST, write_phrase
from data_prep.events.predicates import FINITE
from data_prep.events.quotations import cut_quotation
from data_prep.events.tokens import Token
from data_prep.words import word_set

FEWEST = 4  # words of a quotation that say something
FIRST_PERSON = (
    "we",
    "i",
    "our",
    "my",
    "this",
    "these",
    "those",
    "no",
    "not",
    "there",
)  # words of the speaker's own mouth, no report of them
POINTING = (
    "he",
    "she",
    "his",
    "her",
    "this",
    "that",
    "these",
    "those",
    "such",
)  # a quotation that opens so needs what stood before


def brings_in_words(draft: Draft) -> bool:
    """Whether the draft's verb brings in what is said: a verb of speech, or any verb with "that" right behind it."""
    tokens, v = draft.tokens, draft.clause.trigger
    that = v + 1 < len(tokens) and tokens[v + 1].low == "that"  # "ruled that …"
    return tokens[v].tag == "VERB" and (that or tokens[v].lemma.split()[0] in word_set("grammar", "speech"))


def write_saying(draft: Draft, subject: str, end: int) -> str:
    """The title of what somebody says."""
    tokens, v, clause = draft.tokens, draft.clause.trigger, draft.clause
    if clause.passive:
        return ""  # "he had been told to …"
    verb = "said" if tokens[v].lemma == "tell" else tokens[v].text
    that = next(
        (k for k in range(v + 1, min(v + 20, len(tokens))) if tokens[k].low == "that" and _opens(tokens, v, k)), None
    )
    if that is not None:
        start = clause.verb if that == v + 1 and clause.verb is not None and tokens[v].lemma != "tell" else v
        lead = f"{subject} {verb if start == v else write_phrase(tokens, start, v + 1)}"
        return _joined(f"{lead} that", tokens, that + 1, _content_end(tokens, that + 1)) or _quoted(draft, subject)
    begin = clause.subject_span[0] if clause.subject_span else v
    in_front = begin > 0 and (tokens[begin - 1].text == "," or tokens[begin - 1].tag == "QUOTE")
    opening = next((k for k, t in enumerate(tokens) if t.quoted), len(tokens))
    own = not tokens[v].quoted
    if in_front and own and opening < begin:
        told = _quoted(draft, subject)
        if told or all(t.quoted or t.tag in ("QUOTE", "PUNCT") for t in tokens[:begin]):
            return told
    if v + 1 < len(tokens) and tokens[v + 1].tag == "VERB" and tokens[v + 1].form in FINITE:
        return ""  # "the raid that X alleges killed four"
    after = tokens[v + 1] if v + 1 < len(tokens) else None
    closed = after is None or after.tag in ("PUNCT", "PREP", "TIME", "QUOTE", "ADV") or tokens[v].lemma == "tell"
    if in_front and closed and _has_verb(tokens, 0, begin):
        return _joined(f"{subject} {verb} that", tokens, 0, begin - 1, lower=True)
    plain = tokens[v].lemma in word_set("grammar", "weak_speech")
    behind = _behind_hearer(tokens, v) if tokens[v].lemma == "tell" else v + 1
    if behind < len(tokens) and tokens[behind].text not in (".", ",") and _tells(tokens, behind):
        told = _joined(f"{subject} {verb}", tokens, behind, _content_end(tokens, behind)) or _quoted(draft, subject)
        if told or plain:
            return told
    if plain:
        return _quoted(draft, subject)
    lead = f"{subject} "
    predicate = write_phrase(tokens, clause.verb if clause.verb is not None else v, end, room=LONGEST - len(lead))
    return lead + predicate if len(predicate.split()) > 1 else _quoted(draft, subject)


def _joined(lead: str, tokens: Sequence[Token], begin: int, end: int, lower: bool = False) -> str:
    while begin < end and tokens[begin].low in ("but", "and", ",", "also"):
        begin += 1
    if begin < end and tokens[begin].tag == "VERB":
        return ""  # "asked how much …"
    if begin < end and (
        tokens[begin].tag == "SUB" or tokens[begin].low in ("after", "as", "before", "since", "until")
    ):  # "that if X leaves, Y will stay": the main clause first
        comma = next((k for k in range(begin, end) if tokens[k].text == ","), None)
        if comma is None:
            return ""
        begin = comma + 1
    verb = next((k for k in range(begin, end) if _is_finite(tokens[k])), end)
    if lower and any(t.tag in ("REL", "SUB") for t in tokens[begin:verb]):
        return ""  # "in a sign that …, X said": what stands in front is no clause of its own
    content = write_phrase(tokens, begin, end, room=LONGEST - len(lead) - 1, lower=lower, whole_clause=True)
    first = content.partition(" ")[0].lower().replace("’", "'").partition("'")[0]
    if len(content.split()) < FEWEST - 1 + lower or first in FIRST_PERSON:
        return ""
    if lower and first in ("he", "she", "his", "her"):
        return ""  # "she had nothing left, X said"
    return f"{lead} {'the' + content[4:] if first == 'that' else content}"


def _quoted(draft: Draft, subject: str) -> str:
    """ "X: “…”", where the quotation is a sentence that can be told."""
    if not draft.speech or draft.trigger.quoted or draft.speech[0].islower():
        return ""
    said = draft.speech.lower().split()
    if len(said) < FEWEST or said[0] in POINTING or not any(_is_finite(t) for t in draft.tokens if t.quoted):
        return ""
    words = cut_quotation(draft.speech, LONGEST - len(subject) - 4)
    return f"{subject}: “{words}”" if words and _states(draft, words) else ""


def _states(draft: Draft, words: str) -> bool:
    """Whether a quotation states a position, a decision or a fact: it wills, names, counts or tells of a deed."""
    plain = [w.strip(" ,.;:!?…'’\"").lower() for w in words.replace("’", "'").split()]
    owed = any(a in ("have", "has", "had") and b == "to" for a, b in pairwise(plain))
    if owed or not word_set("voices", "positions").isdisjoint(plain) or any(c.isdigit() for c in words):
        return True
    shown = set(plain)
    return any(
        t.quoted and t.low in shown and (_is_third_party(t) or (t.tag == "VERB" and t.kind in _deeds()))
        for t in draft.tokens
    )


def _is_third_party(token: Token) -> bool:
    return token.tag == "NAME" and token.mention is not None and token.mention.type not in ("place", "modifier")


@cache
def _deeds() -> frozenset[str]:
    """The kinds of what is done otherwise than with words."""
    return frozenset(name for name, kind in KINDS.items() if kind.group not in ("say", "press"))


def _opens(tokens: Sequence[Token], v: int, k: int) -> bool:
    """Whether a "that" brings in what is said: right behind the verb, its hearer or its date, or behind an insertion."""
    before = tokens[k - 1]
    aside = k + 1 < len(tokens) and tokens[k + 1].text == ","  # "a change that, he said, is due"
    named = before.tag in ("TIME", "NAME") and " " not in tokens[v].lemma and not aside
    hearer = tokens[v].lemma in ("tell", "warn", "assure") or named
    close = k == v + 2 and before.tag == "NAME"
    return (
        k == v + 1
        or before.text == ","
        or close
        or (hearer and not any(t.tag in ("VERB", "AUX", "MODAL") for t in tokens[v + 1 : k]))
    )


def _content_end(tokens: Sequence[Token], at: int) -> int:
    """Where what is said ends: before ", which …", ", a further sign …", a semicolon."""
    for k in range(at + 3, len(tokens) - 1):
        if tokens[k].text in (";", ":", "--", "—"):
            return k
        following = tokens[k + 1 + (tokens[k + 1].tag == "QUOTE" and k + 2 < len(tokens))]
        if tokens[k].text == "," and (
            following.tag in ("REL", "SUB")
            or following.low in ("a", "an", "but", "having", "being")
            or (following.tag == "VERB" and following.form == "ing")
        ):
            return k
    return len(tokens)


def _behind_hearer(tokens: Sequence[Token], v: int) -> int:
    """Behind whom something is told to: "told parliament the bill …"."""
    k = v + 1
    while k + 1 < len(tokens) and (tokens[k].tag in ("DET", "ADJ", "TITLE") or tokens[k].pos in ("J", "#")):
        k += 1
    return k + 1


def _tells(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause with a verb of its own follows, before a comma."""
    end = next((k for k in range(at, len(tokens)) if tokens[k].text in (",", ";", ":")), len(tokens))
    return tokens[at].tag not in ("PREP", "TO", "VERB", "SUB") and _has_verb(tokens, at + 1, end)


def _has_verb(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return any(
        _is_finite(t) and not (k and tokens[k - 1].tag == "TO") for k, t in enumerate(tokens[:end]) if k >= begin
    )


def _is_finite(token: Token) -> bool:
    return token.tag in ("AUX", "MODAL") or (token.tag == "VERB" and token.form in FINITE)
