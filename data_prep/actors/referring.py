"""Who or what "the company", "the airline", "the ship" mean: named before in the same article, and called so there.

Enters: a text, its sentences, the mentions found so far. Leaves: mentions of definite nouns that stand for the last name that fits:
every organisation is a company; an airline or a ship is what the article once calls so ("carrier Norse Air", "the
Heron, a seaplane,", "the Heron is a seaplane"). Words are `words/referring.yml`. Refuses to guess: a noun that nothing named before is called by
stands for nobody.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from data_prep.actors.lexicon import name_words
from data_prep.events.dictionary import look_up
from data_prep.records import ActorMention, Sentence
from data_prep.words import read_words

NEXT = re.compile(r" ([\w-]+)")
ANOTHER = "first|second|third|last|next|other|parent|two|three|largest|biggest|best|only|same"  # "the first airline" is named by nobody
DEFINITE = r"\b(?:[Tt]he|[Tt]his)\s+((?!(?:ANOTHER)\s)[a-z][\w-]*\s+){0,2}?(NOUN)(?![\w-])"
STATES = ("state", "person", "place", "modifier")


def find_referring(text: str, sentences: Sequence[Sentence], mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """The mentions with those of definite nouns among them, in order of the text."""
    named = [m for m in mentions if m.type not in STATES]
    if not named:
        return list(mentions)
    classes = _classes(text, named)
    starts = [m.start for m in named]
    found = []
    for match in _definite().finditer(text):
        if not _stands_alone(text, match.end()):
            continue
        meant = _last_called(_group_of(match[2].lower()), match.start(), named, starts, classes)
        if meant is not None and all(m.end <= match.start() or match.end() <= m.start for m in mentions):
            found.append(
                ActorMention(
                    match.start(),
                    match.end(),
                    match[0],
                    meant.name,
                    meant.type,
                    f"“{match[0]}”: named before as {meant.name}",
                    meant.country,
                )
            )
    return sorted([*mentions, *found], key=lambda m: m.start)


def _stands_alone(text: str, end: int) -> bool:
    """Whether the noun heads its phrase: "the company website" is not the company."""
    after = NEXT.match(text, end)
    if after is None:
        return True
    entry = look_up(after[1])
    codes = entry.codes if entry.tag == "WORD" else ""
    return after[1].islower() and (codes == "" or codes[0] not in "NSJ" or "D" in codes or "Z" in codes)


@cache
def _closed() -> str:
    return "|".join(sorted(map(re.escape, name_words()["closed"])))


@cache
def _groups() -> dict[str, frozenset[int]]:
    """Noun -> the groups it stands in; 0 is that of every organisation."""
    words = read_words("referring")
    found: dict[str, set[int]] = {}
    for n, nouns in enumerate([words["any_organisation"], *words["bodies"], *words["things"]]):
        for noun in nouns:
            found.setdefault(noun, set()).add(n)
    return {noun: frozenset(groups) for noun, groups in found.items()}


def _group_of(noun: str) -> frozenset[int]:
    return _groups()[noun]


@cache
def _nouns() -> str:
    return "|".join(sorted(map(re.escape, _groups()), key=len, reverse=True))


@cache
def _definite() -> re.Pattern[str]:
    return re.compile(DEFINITE.replace("ANOTHER", ANOTHER).replace("NOUN", _nouns()))


@cache
def _called() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(a noun that ends right before a name, a noun behind it: "Heron seaplane", ", a seaplane", "is the first seaplane")."""
    before = re.compile(rf"(?i:\b({_nouns()}),? (?:the )?[\"“]?)\Z")
    lead = r"(?:,? \([^)]{1,30}\))?(?: |,? (?:is|was|are|were|became) |, )(?:(?:[\w’'-]+ ){0,7}?)"
    behind = re.compile(rf"[\"”]?{lead}({_nouns()})(?=[,.;:)]| (?:{_closed()}|[a-z]+(?:ed|ing))\b)")
    return before, behind


def _classes(text: str, named: Sequence[ActorMention]) -> dict[str, set[int]]:
    """Name -> the groups of nouns that the article calls it by."""
    before, behind = _called()
    classes: dict[str, set[int]] = {}
    bodies = len(read_words("referring")["bodies"])
    for m in named:
        thing = m.type == "thing"
        last = (m.text if thing else m.name).split()[-1].lower()
        own = _groups().get(last if thing else last.removesuffix("s"), frozenset())
        groups = classes.setdefault(m.name, set() if thing else {0})
        groups |= own
        lead = before.search(text[max(0, m.start - 40) : m.start])
        tail = behind.match(text[m.end : m.end + 120])
        for match in (lead, tail):
            if match is not None:
                groups |= {n for n in _groups()[match[1].lower()] if (n > bodies) == thing}
    return classes


def _last_called(
    wanted: frozenset[int],
    at: int,
    named: Sequence[ActorMention],
    starts: Sequence[int],
    classes: dict[str, set[int]],
) -> ActorMention | None:
    """The name last told before a place in the text that the article calls so."""
    return next((m for m in reversed(named[: bisect_right(starts, at)]) if wanted & classes[m.name]), None)
