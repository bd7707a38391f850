"""The rules of tagging by the word before: whether a word that may be a verb is one here, and in which form.

Enters: a `State` and a word. Leaves: its part of speech, or "" where a rule does not decide; of all rules in their order
(`tagging.py`) the first that decides does. Each rule has examples, the word starred, and what it must leave.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from data_prep.events.tag_state import State, finite_ahead, is_nominal, opens_object, subordinators, takes_object
from data_prep.events.tokens import Token
from data_prep.words import read_words

Reader = Callable[[State, int, Token], str]


@dataclass(frozen=True, slots=True)
class TagRule:
    """One rule. `examples`: a sentence with the word starred -> its part of speech; in the sentences of `never` it does not
    decide so. `behind`: the tags of the word before ("" at the start) behind which it may decide; none: behind any."""

    name: str
    read: Reader
    examples: Mapping[str, str]
    never: Sequence[str] = ()
    behind: Sequence[str] = ()


def rule(
    name: str, examples: Mapping[str, str], never: Sequence[str] = (), behind: Sequence[str] = ()
) -> Callable[[Reader], TagRule]:
    """Make a `TagRule` of a reading function."""

    def of(read: Reader) -> TagRule:
        return TagRule(name, read, examples, never, behind)

    return of


@rule(
    "behind to",
    behind=("TO",),
    examples={"They came to *visit* Lima.": "V", "They want to *talks*.": "", "The case went to *court*.": "N"},
    never=["The *visit* to Lima ended."],
)
def behind_to(state: State, i: int, token: Token) -> str:
    """An infinitive behind "to", unless "to" is the preposition of a verb of motion and nothing is done to anybody."""
    before = state.before
    if before is None or before.tag != "TO":
        return ""
    if "V" not in token.codes:
        return "J" if "P" in token.codes and is_nominal(state.after(i)) else "G" if "G" in token.codes and "N" not in token.codes else _noun(token)  # fmt: skip
    if token.codes[0] == "N" and not opens_object(state.after(i)):
        at = i - 1
        while at > 0 and state.tokens[at].tag != "TO":
            at -= 1
        lead = state.tokens[at - 1] if at > 0 else None
        if lead is not None and (lead.lemma or lead.low) in read_words("grammar")["leads_to_noun"]:
            return "N"
    return "V"


def _noun(token: Token) -> str:
    return next((c for c in token.codes if c in "NSJ"), "N")


@rule(
    "behind a modal",
    behind=("MODAL", "AUX"),
    examples={"Lima will *attack* the town.": "V", "They did not *report* it.": "V", "The will *talks* failed.": ""},
)
def behind_modal(state: State, i: int, token: Token) -> str:
    """The base form behind "will", "did"."""
    before = state.before
    if before is None or "V" not in token.codes:
        return ""
    return "V" if before.tag == "MODAL" or before.low in ("do", "does", "did") else ""


@rule(
    "behind be and have",
    behind=("AUX",),
    examples={"Lima was *arrested* on Monday.": "P", "They are *leading* the vote.": "G", "They had *talks*.": "S"},
)
def behind_auxiliary(state: State, i: int, token: Token) -> str:
    """A participle behind "be" and "have"; a noun there is what somebody has or is."""
    before = state.before
    if before is None or before.tag != "AUX":
        return ""
    if "P" in token.codes and not (token.codes[0] in "NJ" and is_nominal(state.after(i)) and "D" not in token.codes):
        return "P"
    if "G" in token.codes and before.low in read_words("grammar")["be"]:
        return "G" if token.codes[0] == "G" or not _ends(state.after(i)) else "N"
    return _noun(token) if before.low not in ("do", "does", "did") else ""


def _ends(token: Token | None) -> bool:
    return token is None or token.tag in ("PUNCT", "QUOTE", "CONJ", "AUX", "MODAL")


@rule(
    "inside a noun phrase",
    behind=("DET", "ADJ", "POSS", "WORD", "NOUN", "TITLE"),
    examples={
        "The *wounded* man slept.": "J",
        "Peru's *attack* failed.": "N",
        "A long *strike* ended.": "N",
        "Both *signed* the deal.": "D",
    },
    never=["This *led* to war."],
)
def inside_phrase(state: State, i: int, token: Token) -> str:
    """Behind a determiner, a possessive or an adjective stands a noun; "all", "both", "this" may stand alone."""
    before = state.before
    if before is None or not (before.tag in ("DET", "ADJ", "POSS") or before.pos in ("J", "#")):
        return ""
    codes = token.codes
    if before.tag == "POSS" or before.pos == "J" or before.low in ("the", "a", "an", "its", "his", "her", "their", "our", "my", "your", "no", "every"):  # fmt: skip
        if before.pos == "J" and state.before is not None and _follows_copula(state, i):
            return ""
        if (
            before.tag != "DET"
            and "D" in codes
            and ("P" not in codes or (before.pos == "J" and not is_nominal(state.after(i))))
        ):
            return "D" if "P" not in codes else ""  # "the poor voted"
        return _noun_or_adjective(state, i, token)
    if "D" in codes and (not is_nominal(state.after(i)) or "P" not in codes):
        return "D"
    if "Z" in codes and before.low in ("this", "that", "each") and not finite_ahead(state, i):
        return "Z"
    return _noun_or_adjective(state, i, token) if before.tag == "DET" or before.tag == "ADJ" else ""


def _follows_copula(state: State, i: int) -> bool:
    """ "was ready to", "were many killed": the adjective is told of the subject."""
    k = i - 2
    while k >= 0 and state.tokens[k].tag in ("ADV", "NEG"):
        k -= 1
    return k >= 0 and state.tokens[k].tag == "AUX"


def _noun_or_adjective(state: State, i: int, token: Token) -> str:
    if any(c in token.codes for c in "NS"):
        if token.codes[0] in "JPD" and is_nominal(state.after(i)):
            return "J"
        return "S" if "S" in token.codes and "N" not in token.codes else "N"
    return "N" if token.codes[0] == "G" and not is_nominal(state.after(i)) else "J"


def _gerund(token: Token, after: Token | None) -> str:
    """A gerund, or an adjective in front of its noun; "" where the word is neither."""
    if "G" in token.codes and (token.codes[0] == "G" or (after is not None and after.tag in ("DET", "NAME", "PRON"))):
        return "J" if "J" in token.codes and is_nominal(after) else "G"
    return ""


@rule(
    "behind a preposition",
    behind=("PREP",),
    examples={
        "By *signing* the deal he won.": "G",
        "In *building* works he died.": "N",
        "With *wounded* soldiers it left.": "J",
        "He is of *help* to them.": "N",
    },
)
def behind_preposition(state: State, i: int, token: Token) -> str:
    """A gerund, a noun or an adjective."""
    before = state.before
    if before is None or before.tag != "PREP":
        return ""
    after = state.after(i)
    if code := _gerund(token, after):
        return code
    if before.low in subordinators() and "P" in token.codes and not is_nominal(after):
        return "P"  # "as expected"
    if "D" in token.codes or "P" in token.codes:
        return "J" if not any(c in token.codes for c in "NS") or is_nominal(after) else _noun(token)
    return _noun(token)


@rule(
    "at the start",
    behind=("",),
    examples={"*Speaking* in Lima, he wept.": "G", "*Born* in Lima, he wept.": "P", "*Police* said so.": "N"},
)
def at_start(state: State, i: int, token: Token) -> str:
    """A participle, or a noun."""
    if state.before is not None:
        return ""
    after, codes = state.after(i), token.codes
    if code := _gerund(token, after):
        return code
    if "P" in codes and after is not None and after.tag in ("PREP", "TO", "TIME"):
        return "P"
    if ("D" in codes or "P" in codes) and is_nominal(after):
        return "J"
    if codes[0] == "V":
        return "V"
    return _noun(token)


@rule(
    "coordinated with a verb",
    behind=("CONJ",),
    examples={
        "Lima met and *praised* him.": "D",
        "He came to see and *visit* her.": "V",
        "They were killed or *wounded* there.": "P",
        "Talks and *visits* followed.": "S",
    },
)
def coordinated(state: State, i: int, token: Token) -> str:
    """Behind "and": the form of the verb before it, else of one further back in the sentence."""
    before = state.before
    if before is None or before.tag != "CONJ":
        return ""
    codes, tokens = token.codes, state.tokens
    k = _back(tokens, i - 1)
    last = tokens[k] if k > 0 else None
    if last is not None and last.tag == "VERB":
        code = {"base": "V", "s": "Z", "past": "D", "pp": "P", "ing": "G"}[last.form]
        if code in codes:
            return code
    if "D" in codes:
        modifies = (
            is_nominal(state.after(i)) and "P" in codes and last is not None and last.tag != "VERB" and codes[0] in "PJ"
        )
        return "J" if modifies and state.after(i) is not None and state.after(i).tag != "NAME" else "D"  # type: ignore[union-attr]
    if "G" in codes and any(t.tag == "VERB" and t.form == "ing" for t in tokens[max(0, i - 12) : i]):
        return "G"
    if "Z" in codes and opens_object(state.after(i)) and any(t.form == "s" for t in tokens[max(0, i - 15) : i]):
        return "Z"
    if (
        "V" in codes
        and any(t.form == "base" for t in tokens[max(0, i - 12) : i])
        and (codes[0] == "V" or takes_object(state.after(i)))
    ):
        return "V"
    return "G" if codes[0] == "G" and opens_object(state.after(i)) else ""


def _back(tokens: Sequence[Token], k: int) -> int:
    """The last token before `k` that counts."""
    k -= 1
    while k >= 0 and tokens[k].tag in ("ADV", "QUOTE", "NEG"):
        k -= 1
    return k
