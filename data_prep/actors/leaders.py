"""Words around a name that make another party of it: "the Okello government", "the Peruvian navy's Ana Lima".

Enters: the mentions of a text, people named in full. Leaves: the same, the state in place of its leader, and a body that only
says whose a person is as a modifier. Refuses to give a state where the leader's is not known: then it is a group's own name.
"""

import re
from dataclasses import replace
from functools import cache

from data_prep.actors.lexicon import state_names
from data_prep.records import ActorMention
from data_prep.words import read_words

POSSESSIVE = ("'s ", "’s ")


def read_led(text: str, mentions: list[ActorMention]) -> list[ActorMention]:
    """Each "Okello government" as the state that Okello leads, or as a body; "Okello supporters" as a group."""
    out = []
    for m in mentions:
        match = _rule_words().match(text, m.end) if m.type == "person" else None
        if match is not None and not text[m.start - 1 : m.start].isalnum():
            m = _led(text, m, match.end(), match["word"])
        out.append(m)
    return out


def _led(text: str, m: ActorMention, end: int, word: str) -> ActorMention:
    words = text[m.start : end]
    if m.country and word in read_words("people")["ruling_words"]:
        name = state_names()[m.country]
        return ActorMention(m.start, end, words, name, "state", f"{word} of {m.name}, that is {name}", m.country)
    kind = "organisation" if word in read_words("people")["ruling_words"] else "group"
    family = f"{m.name.split()[-1]} {text[m.end + 1 : end]}"
    return ActorMention(m.start, end, words, family, kind, f"{word} of {m.name}")


@cache
def _rule_words() -> re.Pattern[str]:
    people = read_words("people")
    words = "|".join([*people["ruling_words"], *people["following_words"]])
    return re.compile(rf" (?P<word>{words})\b(?: (?:officials?|aides?|spokes(?:man|woman|person)))?")


def read_owners(text: str, mentions: list[ActorMention]) -> list[ActorMention]:
    """ "The Peruvian navy's Ana Lima", "Radio Ada's Jan Nowak": who is named acts, the body only says whose."""
    people = {m.start for m in mentions if m.type == "person"}
    return [
        replace(m, type="modifier", why="says whose or which")
        if m.type in ("state", "organisation") and text.startswith(POSSESSIVE, m.end) and m.end + 3 in people
        else m
        for m in mentions
    ]
