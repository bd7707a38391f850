"""Known names as a sentence uses them: a party ("Moscow said"), a place ("in Moscow"), or a word that only says whose.

Enters: the known names found in a text. Leaves: mentions. A capital speaks for its state unless a place word stands before
it; an adjective is a party only where a body of the state follows ("Russian officials").
"""

import re
from collections.abc import Collection
from functools import cache

from data_prep.actors.lexicon import (
    Known,
    known_at,
    name_words,
)
from data_prep.actors.text import POSSESSIVE, TIME_WORDS, Marks, TextView
from data_prep.records import ActorMention
from data_prep.words import read_words

HOST = re.compile(r"\b(?i:embass(?:y|ies)|ambassadors?|envoys?|consulate)s? (?:in|to) (?:the )?$")

PLACE_WORD = re.compile(r"([a-z]+)(?: of)? (?:the |both |central |downtown |southern |northern |eastern |western )?$")


ATTRIBUTIVE = ("US", "U.S.", "UK", "U.K.", "DPRK", "ROK", "UAE")  # names that stand before a noun as adjectives do


def read_known_names(
    view: TextView, locked: list[tuple[int, int, Known]], taken: list[tuple[int, int]]
) -> list[ActorMention]:
    """Known names as the sentence uses them: party, place, or a word that only says whose."""
    mentions = []
    spelt_out = {known.country for start, end, known in locked if view.text[start:end] not in _short_forms()}
    marks = Marks(len(view.text), taken)
    for start, end, known in locked:
        text = view.text[start:end]
        if text in _short_forms() and _short_forms()[text] not in spelt_out:
            continue
        if is_part_of_name(view, start, end, known):
            continue
        if marks.is_taken(start, end):
            mentions.append(ActorMention(start, end, text, known.name, "modifier", "part of a title", known.country))
            continue
        mentions.append(_read_known(view, start, end, known))
    return mentions


def is_part_of_name(view: TextView, start: int, end: int, known: Known) -> bool:
    """Whether a capitalised word leans on it ("United Russia", "George Washington"): then it is not the state."""
    if known.form not in ("name", "capital", "city", "adjective") or not view.masked.endswith(" ", 0, start):
        return False
    joined = re.search(
        r"[A-Z][\w’'-]* (?:de|del|do|da|di|du|des) (?:la |el )?$", view.masked[max(0, start - 24) : start]
    )
    before = re.search(r"([A-Z][\w’'-]*) $", view.masked[max(0, start - 24) : start])
    if joined is not None:
        return True  # "Unión Portuaria de Chile"
    if before is None:
        return False
    low = before[1].lower()
    opens = bool(
        re.search(r"(?:^|[.!?\n”\"“:] ?)$", view.masked[max(0, start - len(before[0]) - 2) : start - len(before[0])])
    )
    words = name_words()
    return (
        not (opens and (low in words["closed"] or low in view.lower_words))
        and (low not in words["titles"] or known.form == "name")
        and low not in TIME_WORDS
        and before[1] not in words["heads"]
        and low not in words["closed"]
    )


def _read_known(view: TextView, start: int, end: int, known: Known) -> ActorMention:
    """One known name by its form: what it is here, up to where, and why."""
    if known.form in ("organisation", "media", "seat", "organ"):
        kind, why, stop = (*_read_body(view, start, known), end)
    elif known.form == "adjective":
        organ = _organ_behind(view, end, possessive=False)
        kind, why, stop = (
            ("state", f"{organ[0]} of {known.name}", organ[1]) if organ else ("modifier", "says whose or which", end)
        )
    elif known.form == "people":
        kind, why, stop = "state", f"people of {known.name}", end
    else:
        kind, why, stop = _read_place_or_state(view, start, end, known)
    text = view.text[start:stop]
    if kind == "state" and (
        known.country is None or why.partition(" of ")[0] in read_words("organisations")["people_heads"]
    ):
        kind = "group"  # "Peruvian miners", "Western diplomats": people, and no state
    name = text if kind in ("place", "group") else known.name
    return ActorMention(start, stop, text, name, kind, why, known.country)


def _read_body(view: TextView, start: int, known: Known) -> tuple[str, str]:
    """(type, why) of an organisation, an outlet, a building or city that speaks for a body."""
    if known.form in ("organisation", "media"):
        armed = known.name in read_words("organisations")["armed"]
        return "armed force" if armed else "organisation", "news outlet" if known.form == "media" else "known by name"
    if known.form == "organ":
        return "state", f"body of {known.name}"
    if known.country is None:
        placed = _place_word_before(view.text, start) or _place_word_before(view.text, start, ("to",))
        return (
            ("place", "a city after a place word") if placed else ("organisation", f"city that speaks for {known.name}")
        )
    placed = _place_word_before(view.text, start, ("at", "in", "outside", "near"))
    return "place" if placed else "state", "a building that stands for the government"


def _read_place_or_state(view: TextView, start: int, end: int, known: Known) -> tuple[str, str, int]:
    """(type, why, end) of a city, a capital or a state's name."""
    text = view.text
    region = re.match(r" ([A-Za-z]+)\b", text[end : end + 40])
    if region and region[1] in read_words("places")["region_words"]:
        return "place", f"named as a {region[1].lower()}", end + region.end()
    if known.form == "city":
        return "place", "known city or region", end
    behind = known_at(text, end + 2) if known.form == "capital" and text[end : end + 2] == ", " else None
    if behind and behind[1] == Known(known.name, "name", known.country):
        return "place", "a city with its country behind it", end
    if POSSESSIVE.match(text, end):
        organ = _organ_behind(view, end, possessive=True)
        return (
            ("state", f"{organ[0]} of {known.name}", organ[1]) if organ else ("state", "what is its own follows", end)
        )
    if text[start:end] in ATTRIBUTIVE:
        if (organ := _organ_behind(view, end, possessive=False)) is not None:
            return "state", f"{organ[0]} of {known.name}", organ[1]
        if text.endswith((" a ", " an "), 0, start):
            return "modifier", "says whose or which", end
    if known.form == "name" and HOST.search(text[max(0, start - 24) : start]):
        return "state", "host of an embassy or envoy", end
    if known.form == "name":
        placed = _place_word_before(text, start)
        return ("place", "stands after a place word", end) if placed else ("state", "name of a state", end)
    if _place_word_before(text, start) or _place_word_before(text, start, ("to",)):
        return "place", "a capital after a place word", end
    return "state", f"capital that speaks for {known.name}", end


def _place_word_before(text: str, start: int, words: Collection[str] | None = None) -> bool:
    if not text.endswith(" ", 0, start):
        return False
    words = words or _place_words()
    before = PLACE_WORD.search(text[max(0, start - 24) : start].lower())
    return before is not None and (before[1] in words) and text[start - 4 : start] != " of "


@cache
def _short_forms() -> dict[str, str]:
    """Names that stand for a state only beside another name of it ("the North") -> its code."""
    return {
        name: code
        for code, row in read_words("countries").items()
        for name in [*row.get("short", []), *row.get("short_organs", [])]
    }


@cache
def _place_words() -> frozenset[str]:
    grammar = read_words("grammar")
    return frozenset([*grammar["place_prepositions"], *grammar["place_verbs"]]) - {
        "on",
        "off",
        "over",
        "toward",
        "towards",
    }


def _organ_behind(view: TextView, end: int, possessive: bool) -> tuple[str, int] | None:
    """ "forces", "Defense Ministry" … within two words behind a state's adjective (or its possessive)."""
    match = _organ_pattern(possessive).match(view.text, end, end + 60)
    if match is None:
        return None
    between = match[1].lower().split()[:-1]
    if any(
        w in name_words()["closed"] or (w.endswith(("ed", "ing")) and w not in ("armed", "ruling")) for w in between
    ):
        return None
    return " ".join(match[1].lower().split()), match.end()


@cache
def _organ_pattern(possessive: bool) -> re.Pattern[str]:
    heads = sorted(read_words("organisations")["state_heads"], key=len, reverse=True)
    lead = r"[’']s? " if possessive else r" "
    return re.compile(rf"{lead}((?:[\w-]+ ){{0,2}}?(?i:{'|'.join(heads)}))\b")
