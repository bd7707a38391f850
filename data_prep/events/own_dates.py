"""The dates that stand with a clause itself: inside it or in front of its subject, and nobody else's.

Enters: the tokens of a sentence, a clause, the frames of speech. Leaves: time expressions, the nearest first. What the
sentence and the story around say of the date is asked in `dates.py`.
"""

from collections.abc import Sequence

from data_prep.events.attribute import Frame, in_attribution
from data_prep.events.predicates import Clause
from data_prep.events.tokens import Token
from data_prep.records import Timex

PHRASE = ("NAME", "WORD", "NOUN", "ADJ")  # what a noun phrase is made of


def times_of(tokens: Sequence[Token], clause: Clause, frames: Sequence[Frame]) -> list[Timex]:
    """The dates that govern a clause: inside it, or in front of its subject ("On November 29, X held talks")."""
    if _describes(tokens, clause.trigger):
        return []
    frames = [f for f in frames if f.verb is None or f.verb != clause.trigger]  # its own "said on Tuesday" does date it
    begin = clause.subject_span[0] if clause.subject_span else clause.verb or 0
    inside = {id(t) for t in clause.times}
    at = [i for i, t in enumerate(tokens) if id(t) in inside] if inside else []
    i = begin - 1
    while i >= 0 and (tokens[i].tag in ("PREP", "TIME", "DET", "ADV") or tokens[i].text == ","):
        if tokens[i].tag == "TIME":
            at.append(i)
        i -= 1
    run_on = begin > 0 and tokens[begin - 1].tag == "TIME" and i >= 0 and tokens[i].tag in ("WORD", "NOUN", "NAME")
    if at and i >= 0 and begin - 1 > i and tokens[i + 1].text != "," and (tokens[i].tag == "VERB" or run_on):
        at = [k for k in at if k >= begin]  # "…, in which 8 died on 2 May, X said": that date is the other clause's
    free = [
        i for i in dict.fromkeys(at) if not in_attribution(frames, i) and not _is_anothers(tokens, i, clause.trigger)
    ]
    nearest = sorted(free, key=lambda i: abs(tokens[i].start - tokens[clause.trigger].start))
    return [timex for i in nearest if (timex := tokens[i].timex) is not None]


def _is_anothers(tokens: Sequence[Token], i: int, trigger: int) -> bool:
    """Whether a date belongs to another noun: "this month's president", "the ruling of 18 March", "the 2008 Games"."""
    before, after = tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.tag == "POSS":
        return True
    if before is None:
        return False
    verbal = tokens[trigger].tag == "VERB"
    if verbal and any(_is_past(tokens, k, i) or tokens[k].form == "ing" for k in range(trigger + 1, i)):
        return True  # "was fined for pulling out in August"
    if any(t.low in ("since", "until") for t in tokens[trigger + 1 : i - 1]):
        return True  # "the port closed nine piers since its opening in 1962"
    if before.low == "of":
        return i > 1 and tokens[i - 2].tag in ("NOUN", "WORD") and i - 2 != trigger
    if tokens[i].text.isdigit() and before.tag in PHRASE and before.text[:1].isupper():
        return trigger != i - 1  # "Expo 2008"
    if tokens[i].text.isdigit() and before.tag == "DET":
        return True  # "the 1998 selection"
    if before.tag in ("DET", "POSS") and after is not None and after.tag in PHRASE:
        return not (trigger > i and all(t.tag in PHRASE for t in tokens[i + 1 : trigger]))
    return False


def _is_past(tokens: Sequence[Token], k: int, at: int) -> bool:
    """Whether a verb of the past stands at `k` whose the date at `at` may be.

    Of a participle two phrases back a weekday is not: "unveiled a monument to sailors lost at sea in Lisbon on Thursday".
    """
    if tokens[k].tag != "VERB" or tokens[k].form not in ("pp", "past") or _describes(tokens, k):
        return False
    timex = tokens[at].timex
    phrases = [t.low for t in tokens[k + 1 : at - 1] if t.tag == "PREP"]
    far = tokens[k].form == "pp" and len(phrases) >= 2 and "by" not in phrases
    return not (far and timex is not None and timex.rule.startswith("weekday"))


def _describes(tokens: Sequence[Token], v: int) -> bool:
    """Whether a participle describes the noun behind it, and has no date: "Lima based Tern Yards", "the newly formed bank"."""
    if tokens[v].form != "pp" or v == 0 or v + 1 >= len(tokens) or tokens[v + 1].tag not in PHRASE:
        return False
    k = v - 1
    while k > 0 and tokens[k].tag == "ADV":
        k -= 1
    before = tokens[k]
    placed = k == v - 1 and before.mention is not None and before.mention.type in ("place", "state", "modifier")
    return before.tag in ("DET", "POSS", "ADJ") or placed


def is_of_another_verb(tokens: Sequence[Token], clause: Clause, at: int) -> bool:
    """ "…, in which 8 died on 2 May, X said", "X said it would sell … the field bought last week"."""
    trigger = clause.trigger
    begin = clause.subject_span[0] if clause.subject_span else trigger
    for k in range(at - 1, -1, -1):
        if k == trigger or tokens[k].text in (",", ";", ":"):
            return False
        if tokens[k].tag == "VERB" and not (k and tokens[k - 1].tag == "CONJ"):  # "met X and praised Y on Friday"
            if _describes(tokens, k):
                continue
            return (at < begin and not _is_when(tokens, k)) or (k > trigger and _is_past(tokens, k, at))
    return False


def _is_when(tokens: Sequence[Token], v: int) -> bool:
    """Whether a verb's clause says when the other one was: "When the bank failed on 2 May, X resigned"."""
    opening = next((t for t in reversed(tokens[:v]) if t.tag in ("SUB", "REL") or t.text in (",", ";", ":")), None)
    return opening is not None and opening.tag == "SUB" and opening.low in ("when", "while")
