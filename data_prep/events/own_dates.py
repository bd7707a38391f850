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
    if verbal and any(t.tag == "VERB" and t.form in ("ing", "pp", "past") for t in tokens[trigger + 1 : i]):
        return True  # "was fined for pulling out in August"
    if any(t.low in ("since", "until") for t in tokens[trigger + 1 : i - 1]):
        return True  # "… 65 wars since its founding in 1945"
    if before.low == "of":
        return i > 1 and tokens[i - 2].tag in ("NOUN", "WORD") and i - 2 != trigger
    if tokens[i].text.isdigit() and before.tag in PHRASE and before.text[:1].isupper():
        return trigger != i - 1  # "Expo 2008"
    if tokens[i].text.isdigit() and before.tag == "DET":
        return True  # "the 1998 selection"
    if before.tag in ("DET", "POSS") and after is not None and after.tag in PHRASE:
        return not (trigger > i and all(t.tag in PHRASE for t in tokens[i + 1 : trigger]))
    return False


def is_of_another_verb(tokens: Sequence[Token], clause: Clause, at: int) -> bool:
    """ "…, in which 8 died on 2 May, X said", "X said it would sell … the field bought last week"."""
    trigger = clause.trigger
    begin = clause.subject_span[0] if clause.subject_span else trigger
    for k in range(at - 1, -1, -1):
        if k == trigger or tokens[k].text in (",", ";", ":"):
            return False
        if tokens[k].tag == "VERB" and not (k and tokens[k - 1].tag == "CONJ"):  # "met X and praised Y on Friday"
            return at < begin or (tokens[k].form in ("pp", "past") and k > trigger)
    return False
