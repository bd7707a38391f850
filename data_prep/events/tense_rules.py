"""The rules of tagging by the clause: past or participle, present or noun, and words in -ing.

Enters: a `State` and a word. Leaves: its part of speech, or "" where a rule does not decide. "The man arrested in May died"
and "the police arrested in May" look alike: what decides is whether the clause wants a verb.
"""

from data_prep.events.tag_rules import rule
from data_prep.events.tag_state import (
    OPENS_OBJECT,
    State,
    finite_ahead,
    intransitive_verbs,
    is_nominal,
    opens_object,
    predicate_follows,
    speech_verbs,
    takes_object,
)
from data_prep.events.tokens import Token

PLURALS = frozenset(["police", "people", "cattle", "clergy", "troops"])  # plural without an s


@rule(
    "past or participle",
    examples={
        "Peru *signed* the deal.": "D",
        "The deal *signed* in May has failed.": "P",
        "In a statement *issued* on Monday Peru wept.": "P",
        "The police saw a man *arrested* in May.": "P",
        "Lima, *elected* in May, met him.": "P",
        "Lima, the new minister, *met* him.": "D",
        "Lima met him, *signed* a deal and left.": "D",
        "The troops, backed by tanks, ships and planes, *attacked* the town.": "D",
        "The town that the rebels *left* in May is empty.": "D",
        "The driver of the bus that fell into the river *survived*.": "D",
        "The town *seized* by rebels was burnt.": "P",
        "Lima said Peru *signed* it.": "D",
        "“It was loud,” a man, Jan Nowak, *said* on Tuesday.": "D",
        "The decision *announced* in May has made waves.": "P",
        "Lima fired newly *appointed* judges.": "J",
    },
)
def past_or_participle(state: State, i: int, token: Token) -> str:
    """A past tense where its clause wants a verb, a participle where it has one, or where a noun is described."""
    codes = token.codes
    if "D" not in codes:
        return "P" if "P" in codes and codes[0] == "P" else ""
    if "P" not in codes:
        return "D"
    before, after = state.before, state.after(i)
    by = after is not None and after.low == "by"
    active = token.low == "said" or token.verb in intransitive_verbs()
    if before is None or before.tag in ("PRON", "REL", "SUB") or (active and not by):
        return "D"
    if before.tag == "VERB" and not state.waits():
        return "J" if is_nominal(after) else "P"  # "ordered newly appointed judges"
    if before.tag == "PUNCT":
        if before.text != ",":
            return "D"
        if token.verb in speech_verbs() and not by and (state.tokens[i - 1].tag == "QUOTE" or takes_object(after)):
            return "D"  # "…," said X
        if not state.has_verb and state.has_subject:
            last = takes_object(after) and not by and not _has_verb_ahead(state, i)
            return "P" if state.apposition and not last else "D"
        return "D" if opens_object(after) and not by else "P"
    if by:
        return "P"
    if token.verb in speech_verbs() and state.comma:
        return "D"
    if state.wants_verb():
        return "D"  # "the town that the rebels left"
    if not state.has_subject and not state.waits():
        return "P" if state.governed else "D"
    if state.has_verb and not state.waits() and not opens_object(after):
        return "P"
    return "P" if not opens_object(after) and predicate_follows(state.tokens, i) else "D"


def _has_verb_ahead(state: State, i: int) -> bool:
    """Whether any verb may follow in the sentence."""
    return any(t.tag in ("AUX", "MODAL") or (t.tag == "WORD" and "D" in t.codes) for t in state.tokens[i + 1 :])


@rule(
    "-ing",
    examples={
        "Rebels *fighting* the army fled.": "G",
        "The peace *meeting* failed.": "N",
        "Lima left, *saying* so.": "G",
        "It was put off, Peru *saying* that it rains.": "G",
        "A car *bombing* killed ten.": "N",
    },
)
def ing_form(state: State, i: int, token: Token) -> str:
    """A participle, unless a noun stands right before it and it is a usual noun."""
    if "G" not in token.codes:
        return ""
    before, after = state.before, state.after(i)
    says = after is not None and after.low == "that" and token.verb in speech_verbs()
    if "N" not in token.codes or says:
        return "G"
    goes_on = opens_object(after) or (after is not None and after.tag in ("TO", "ADV", "PREP", "TIME"))
    if before is not None and before.tag in ("WORD", "NOUN", "ADJ", "NAME", "TIME"):
        described = before.pos == "N" and after is not None and after.tag == "WORD" and after.codes[:1] == "N"
        return "N" if token.codes[0] == "N" or described or not goes_on else "G"
    return "N" if token.codes[0] == "N" and not opens_object(after) else "G"


@rule(
    "present",
    examples={
        "Lima *visits* Warsaw.": "Z",
        "Peru *rolls* out a ship": "Z",
        "The talks *plans* failed.": "S",
        "Ministers *visit* the town.": "V",
        "They *plan* an attack.": "V",
        "Both governments *plan* joint patrols.": "V",
        "The Peru *visit* failed.": "N",
        "Peru *plans* to buy ships.": "Z",
        "A man who *works* there left.": "Z",
        "The pact that Peru signed *holds*.": "Z",
        "Peru has won, officials in Lima *say*.": "V",
    },
)
def present(state: State, i: int, token: Token) -> str:
    """The present tense, where its clause has a subject that fits and no verb yet, nor one further on."""
    codes, before, after = token.codes, state.before, state.after(i)
    code = "Z" if "Z" in codes else "V" if "V" in codes else ""
    if not code or before is None:
        return ""
    if before.tag == "REL" and before.low in ("who", "which"):
        return code
    if (
        code == "V"
        and "N" in codes
        and before.pos == "N"
        and before.tag in ("WORD", "NOUN")
        and before.low not in PLURALS
    ):
        return ""  # "a hardware fix"
    if before.tag == "PRON":
        nominative = before.low in ("he", "she", "it", "they", "we", "i", "you", "who", "everyone", "nobody", "someone")
        return code if nominative and (before.low != "it" or not state.has_verb) else ""
    if before.tag == "REL" and before.low == "that":
        return code if codes[0] == code or (opens_object(after) and not finite_ahead(state, i)) else ""
    behind = before.tag in ("NAME", "WORD", "NOUN", "TIME") or (before.tag == "VERB" and state.waits())
    if not behind and before.text not in (",", ")"):
        return ""
    if state.has_verb and state.waits() and code == "Z" and not finite_ahead(state, i):
        return code if after is None or after.tag in ("PUNCT", "PREP", "ADV", *OPENS_OBJECT) else ""
    if (
        state.comma
        and codes[0] == code
        and token.verb in speech_verbs()
        and (after is None or after.tag in ("PUNCT", "TIME"))
    ):
        return code  # "…, officials say."
    if state.has_verb or not state.has_subject:
        return ""
    if state.apposition:
        return code if code == "Z" and before.text == "," and opens_object(after) and _behind_person(state, i) else ""
    if codes[0] == code and (token.verb in speech_verbs() or (after is not None and after.tag in ("DET", "PRON"))):
        return code
    if finite_ahead(state, i):
        return ""
    if codes[0] == code:
        return code
    fits = before.tag == "NAME" or (before.pos == "S") == (code == "V")
    takes = after is not None and (
        after.tag in ("DET", "NAME", "PRON", "TO", "REL", "ADJ", "TITLE")
        or (code == "Z" and after.tag in ("WORD", "ADV"))
        or (code == "V" and before.pos == "S" and after.codes[:1] == "J")
    )
    return code if fits and takes else ""


def _behind_person(state: State, i: int) -> bool:
    """Captions set off a person's name by a comma alone: "Ana Lima, addresses reporters"."""
    mention = state.tokens[i - 2].mention if i > 1 else None
    return mention is not None and mention.type == "person"
