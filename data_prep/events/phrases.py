"""A stretch of tokens -> the words of a title: names resolved, times and asides left out, cut only where a phrase ends.

Enters: tokens and the room there is. Leaves: the words, "" where they cannot be cut without breaking a phrase. What is in
the text is never changed, but for a participle told as a past ("with X presenting" -> "presented").
"""

import re
from collections.abc import Sequence
from functools import cache

from data_prep.events.kinds import past_of
from data_prep.events.predicates import FINITE
from data_prep.events.tokens import Token
from data_prep.words import read_words, word_set

Kept = tuple[Token, str]  # a token of the title, and the words it stands as
LONGEST = 100
ARTICLES = ("his", "her", "their", "the", "a", "an")
LOOSE_ENDS = ("PREP", "TO", "CONJ", "DET", "SUB", "REL", "PUNCT", "POSS", "TITLE", "AUX", "MODAL", "ADJ", "NEG")
NOMINAL = ("NOUN", "WORD", "NAME", "PRON", "TITLE")
UNITS = ("minute", "hour", "day", "week", "month", "year", "decade")
NOMINATIVES = ("i", "he", "she", "we", "they")
CLAUSES = ("VERB", "AUX", "MODAL", "PRON", "SUB", "REL", "ADV", "NEG")  # what follows where a conjunction joins clauses
INSEPARABLE = ("of", "between", "than", "as")  # what stands before these says too little without what follows


def write_phrase(
    tokens: Sequence[Token],
    begin: int,
    end: int,
    room: int = LONGEST,
    drop_determiner: bool = False,
    lower: bool = False,
    told_past: bool = False,
    whole_clause: bool = False,
) -> str:
    """The words of a stretch, no longer than `room`; "" where no phrase ends within it.

    `whole_clause`: the words must keep a verb, and something behind it.
    """
    kept = _keep(tokens, begin, min(end, len(tokens)), drop_determiner, told_past)
    kept = fit(kept, room, whole_clause)
    text = spell(kept)
    return text[:1].lower() + text[1:] if lower and kept and kept[0][0].tag != "NAME" else text


def _keep(tokens: Sequence[Token], begin: int, end: int, drop_determiner: bool, told_past: bool) -> list[Kept]:
    kept: list[Kept] = []
    skip_to = -1
    for i in range(begin, end):
        token = tokens[i]
        leading = token.low in word_set("voices", "fillers") or (
            not kept and token.tag in ("ADV", "DET" if drop_determiner else "ADV")
        )
        if i < skip_to or token.tag == "QUOTE" or leading or (not kept and token.tag == "POSS"):
            continue
        if kept and i > begin and _starts_anew(tokens, i):
            if len(kept) > 2 and any(t.tag in ("VERB", "AUX") for t, _ in kept):
                break
            kept.clear()
        if (
            token.text in "-–—"
            and kept
            and i + 1 < end
            and token.end < tokens[i + 1].start
            and tokens[i - 1].end < token.start
        ):
            break  # an aside: "… against it - Peru itself, and Chile"
        if token.text == "(":
            skip_to = next((j + 1 for j in range(i, end) if tokens[j].text == ")"), i + 1)
        elif token.tag == "TIME":
            _leave_out_time(kept, token, tokens[i + 1] if i + 1 < end else None)
        elif token.tag == "NAME" and token.mention is not None and token.mention.type == "person":
            after = tokens[i + 1].tag if i + 1 < end else ""
            attribute = after in ("NOUN", "WORD") and kept and kept[-1][0].tag == "DET"  # "the Lima government"
            while kept and not attribute and kept[-1][0].low in ARTICLES:
                kept.pop()  # "his counterpart X" is X
            kept.append((token, token.text if attribute else token.mention.name))
        else:
            past = i == begin and told_past and token.form == "ing" and token.tag == "VERB"
            kept.append((token, past_of(token.lemma) if past else token.text))
    return kept


def _starts_anew(tokens: Sequence[Token], i: int) -> bool:
    """Whether a headline without a stop ends before a word: "COMING HOME The man …", "for his safety Peru has …"."""
    token, before = tokens[i], tokens[i - 1]
    if token.tag in ("DET", "PRON") and token.text[:1].isupper() and token.text != "I":
        return before.tag in ("WORD", "NOUN", "NAME", "ADV") and not before.quoted
    state = (
        token.tag == "NAME" and token.mention is not None and token.mention.type == "state" and token.text[:1].isupper()
    )
    plain = before.tag in ("WORD", "NOUN") and before.pos in ("N", "S") and before.text.islower()
    told = any(t.tag in ("AUX", "MODAL") or (t.tag == "VERB" and t.form in FINITE) for t in tokens[i + 1 : i + 2])
    return (
        state
        and plain
        and told
        and before.low not in _neighbours()
        and token.mention is not None
        and " " not in token.text
    )


@cache
def _neighbours() -> frozenset[str]:
    grammar = read_words("grammar")
    return frozenset(form for w in grammar["pair_nouns"] for form in (w, w + "s")) | frozenset(
        ["rival", "rivals", "power"]
    )


def _leave_out_time(kept: list[Kept], token: Token, after: Token | None) -> None:
    """Drop a date with the words that lead to it ("on", "early"); one that opens a noun's phrase stays ("Oct. 12 anniversary")."""
    nominal = after is not None and after.tag in ("NOUN", "WORD")
    if after is not None and after.tag == "POSS":
        if kept:
            kept.append((token, token.text))  # "after last month's vote"
        return
    if nominal and kept:
        return  # "after Friday prayers"
    while kept and (
        kept[-1][0].tag == "PREP"
        or kept[-1][0].low in (",", "early", "late")
        or (kept[-1][0].tag == "DET" and not nominal)
    ):
        kept.pop()
    if nominal and not kept and "'" not in token.text and "’" not in token.text:
        kept.append((token, token.text))


def fit(kept: Sequence[Kept], room: int, whole_clause: bool = False) -> list[Kept]:
    """As much of it as there is room for, ending where a phrase ends; nothing where that cannot be."""
    kept = _strip(list(kept), cut=False)
    if len(spell(kept)) > room:
        kept = _without_adverbs(kept)
    end = len(kept)
    while kept and (len(spell(kept)) > room or not _is_whole(kept, whole_clause)):
        if end == len(kept) and len(spell(kept)) <= room:
            return []  # it is broken as it stands, not for want of room
        at = next((k for k in range(len(kept) - 1, 0, -1) if is_border(kept, k) and not _cuts_verb(kept, k)), 0)
        kept = _strip(kept[:at])
    return kept


def _without_adverbs(kept: Sequence[Kept]) -> list[Kept]:
    """Adverbs that add little left out, but for those of an adjective ("newly appointed")."""
    return [
        (t, word)
        for n, (t, word) in enumerate(kept)
        if t.tag != "ADV"
        or t.low in word_set("voices", "telling_adverbs")
        or (
            n + 1 < len(kept)
            and kept[n + 1][0].tag in ("WORD", "VERB")
            and (n == 0 or kept[n - 1][0].tag not in ("AUX", "MODAL"))
        )
    ]


def _is_whole(kept: Sequence[Kept], whole_clause: bool) -> bool:
    if not whole_clause:
        return True
    verbs = [n for n, (t, _) in enumerate(kept) if t.tag in ("AUX", "MODAL") or (t.tag == "VERB" and t.form in FINITE)]
    return bool(verbs) and verbs[0] > 0 and verbs[0] < len(kept) - 1


def _strip(kept: list[Kept], cut: bool = True) -> list[Kept]:
    while kept:
        if _dangles(kept, cut):
            kept = kept[:-1]
        elif len(kept) > 2 and kept[-2][1] == "," and kept[-1][0].low.split()[-1].rstrip("s") in UNITS:
            kept = kept[:-2]  # ", hours | after …"
        elif (
            len(kept) > 3
            and kept[-3][1] == ","
            and (kept[-1][0].low.rstrip("s") in UNITS or kept[-2][0].text[:1].isdigit())
        ):
            kept = kept[:-3]  # ", a day | after …"
        elif (half := _half_clause(kept)) is not None:
            kept = kept[:half]
        else:
            break
    return kept


def _half_clause(kept: Sequence[Kept]) -> int | None:
    """Where a clause opens that lost its verb: "… because the rebels"."""
    opens = next((k for k in range(len(kept) - 1, 1, -1) if kept[k][0].tag in ("SUB", "REL")), None)
    verbless = opens is not None and not any(t.tag in ("VERB", "AUX", "MODAL") for t, _ in kept[opens:])
    return opens if verbless else None


def _dangles(kept: Sequence[Kept], cut: bool) -> bool:
    """Whether the last word wants another one behind it: a preposition, an article, "a monument dedicated", "for what it"."""
    last, before = kept[-1][0], kept[-2][0] if len(kept) > 1 else None
    if before is None:
        return last.tag in LOOSE_ENDS
    if (
        last.tag == "VERB"
        and last.form == "ing"
        and before.tag == "PREP"
        and last.lemma not in word_set("voices", "stands_alone")
    ):
        return True  # "criticised the league for acting"
    if last.tag == "VERB" and last.form == "ing" and last.lemma in word_set("grammar", "speech"):
        return before.tag in NOMINAL  # "a statement saying"
    if last.tag == "VERB" and last.form == "pp" and before.tag in ("PREP", "TO"):
        return True
    if last.tag == "PRON" and before.tag == "VERB" and before.lemma in word_set("grammar", "speech"):
        return True
    if last.tag == "PRON":
        opens = before.tag in ("REL", "SUB", "CONJ", *NOMINAL) or before.low == "what"
        return opens if last.low in ("it", "you") else last.low in NOMINATIVES
    if cut and last.tag == "VERB" and last.form in ("base", "ing"):
        return last.lemma not in word_set("voices", "stands_alone") and before.tag in (
            "TO",
            "PUNCT",
            "PREP",
            "AUX",
            "MODAL",
            *NOMINAL,
        )
    if last.tag == "WORD" and last.pos == "J" and before.tag in ("DET", "PREP"):
        return last.low not in ("many", "few", "several")
    participle = (
        last.tag == "VERB"
        and not last.kind
        and last.form in ("past", "pp")
        and len(kept) > 3
        and kept[-2][0].tag in ("WORD", "NOUN")
    )
    return last.tag in LOOSE_ENDS or last.low in word_set("voices", "wanting") or participle


def is_border(kept: Sequence[Kept], k: int) -> bool:
    """Whether a phrase ends before the k-th word, so that a title may end there."""
    token, before = kept[k][0], kept[k - 1][0]
    after = kept[k + 1][0] if k + 1 < len(kept) else None
    if before.tag == "WORD" and before.pos == "J" and token.tag in ("PREP", "TO", "CONJ"):
        return False  # "close to", "a peaceful and proper …"
    if token.tag == "REL":
        return before.tag in NOMINAL
    if token.tag == "SUB" or token.text in ("--", "—", "–", ";", ":", "-"):
        return before.tag in (*NOMINAL, "VERB", "ADV")
    if token.text == ",":
        return not _in_list(kept, k)
    if token.tag == "PREP":
        return token.low not in INSEPARABLE and before.tag in NOMINAL and not _is_compared(kept, k)
    if token.tag == "VERB" and token.form == "ing":
        return before.tag in ("NOUN", "NAME") or (before.tag == "VERB" and before.form in ("past", "pp"))
    if token.tag == "TO":
        return before.tag in NOMINAL and after is not None and after.tag in ("VERB", "DET", "NAME")
    if token.tag == "CONJ" and before.tag in NOMINAL and after is not None:
        told = any(t.tag in ("VERB", "AUX") for t, _ in kept[:k])  # "A and the B …": not where these are the doers
        paired = any(t.low in ("between", "both", "either", "neither") for t, _ in kept[:k])
        return after.tag in CLAUSES or (after.tag in ("DET", "NAME") and told and not paired)
    return False


def _cuts_verb(kept: Sequence[Kept], k: int) -> bool:
    """Whether a cut would part a subject from its verb: "a ship … | to Lima had turned back"."""
    for n in range(k, len(kept)):
        token = kept[n][0]
        if token.tag in ("SUB", "REL", "CONJ") or token.text in (",", ";", ":", "--", "—"):
            return False
        if token.tag in ("AUX", "MODAL") or (
            token.tag == "VERB" and token.form in FINITE and kept[n - 1][0].tag != "TO"
        ):
            return n > k or token.tag != "VERB" or token.form != "ing"
    return False


def _in_list(kept: Sequence[Kept], k: int) -> bool:
    """Whether a comma stands between the parts of a list: "A, B and C"."""
    lows = [t.low for t, _ in kept[k + 1 : k + 8]]
    until = next((n for n, low in enumerate(lows) if low in ("and", "or")), None)
    return any(word == "," for _, word in kept[max(0, k - 4) : k]) or (
        until is not None and not any(t.tag in ("VERB", "AUX", "REL") for t, _ in kept[k + 1 : k + 1 + until])
    )


def _is_compared(kept: Sequence[Kept], k: int) -> bool:
    """ "between A and B": one phrase up to its second part."""
    return any(t.low == "between" for t, _ in kept[max(0, k - 4) : k])


def spell(kept: Sequence[Kept]) -> str:
    """The words as a line, blanks where they belong."""
    out = ""
    for n, (token, word) in enumerate(kept):
        tight = (
            token.tag == "POSS"
            or (n > 0 and token.tag in ("NEG", "AUX", "MODAL") and kept[n - 1][0].end == token.start)  # "did|n't"
            or word in ",.;:)!?%"
            or (n > 0 and kept[n - 1][1] in "($")
            or (n > 0 and (word in "-–" or kept[n - 1][1] in "-–") and kept[n - 1][0].end == token.start)
        )
        out += word if not out or tight else " " + word
    return re.sub(r"\s+", " ", out).strip(" ,;:-–—")
