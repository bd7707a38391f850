"""A report -> what it can be compared by: who, what, where, in which words; and how much each of these says.

Enters: reports, participants already as actor ids. Leaves: `Clues`, and the rarity of each clue in a corpus. Refuses
nothing. Words are compared by what they mean: "explosion", "exploded" and "the blast" are one clue (`words/same_events.yml`).
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from data_prep.actors.lexicon import name_words, state_names
from data_prep.events.kinds import stem, verb_forms
from data_prep.records import Report
from data_prep.words import read_words

PARTY_ROLES = ("agent", "patient", "with", "recipient")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORT = 3
_ALIKE = 5  # letters that a verb and a noun of one kind share: "announce", "announcement"
_FEW = 20  # dates: in a corpus of fewer, nothing can be called frequent


@dataclass(frozen=True, slots=True)
class Clues:
    """What a report is compared by. `core` is what its title tells, `words` all that its sentence does."""

    report: Report
    trigger: str
    parties: frozenset[str]
    doers: frozenset[str]
    places: frozenset[str]
    states: frozenset[str]  # named as the place
    core: frozenset[str]
    words: frozenset[str]


def find_clues(report: Report) -> Clues:
    """The clues of one report."""
    trigger = meaning(report.lemma)
    numbers = _numbers(report.title)
    told = frozenset(_telling(report))
    about = {stem(report.about)} & report.words if report.about else set()
    core = _mean(told or about) | numbers | {trigger}
    words = _mean(report.words) | core
    empty = _says_little()
    return Clues(
        report,
        trigger,
        parties(report),
        frozenset(a for a, role in report.participants if role == "agent"),
        place_words(report.places),
        frozenset(p.lower() for p in report.places) & _state_words(),
        core - empty,
        words - empty,
    )


def _telling(report: Report) -> Iterator[str]:
    """The stems of a title's words that carry meaning; of words of three letters ("rig", "bus") those in small letters."""
    closed = name_words()["closed"]
    for word in _WORD.findall(report.title):
        short = len(word) == _SHORT and word.islower() and word not in closed
        root = stem(word.lower())
        if short or root in report.words:
            yield root


def parties(report: Report) -> frozenset[str]:
    """The actor ids that take part, those only mentioned beside it left out."""
    return frozenset(a for a, role in report.participants if role in PARTY_ROLES)


def place_words(places: Iterable[str]) -> frozenset[str]:
    """The words of nearer places, lower case: "Moscow suburb" and "Moscow Oblast" share one. States say too little."""
    states = _state_words()
    return frozenset(w for p in places if p.lower() not in states for w in p.lower().split() if len(w) > 3)


def meaning(word: str) -> str:
    """The clue that a lemma or a stem counts as: the first of its row in the table of words for one happening."""
    known = _meanings()
    return known.get(word) or known.get(stem(word)) or stem(word)


def rarities(reports: Sequence[Clues]) -> dict[str, float]:
    """How much each clue says, 0 to 1: by the number of different dates that it stands with, of all dates there are.

    `reports` in the order of their dates. Dates count, not reports: a word that stands in every report of one day is
    what that day is about; one that stands with every day says nothing. An undated report counts as a date of its own.
    """
    seen: dict[str, object] = {}
    count: dict[str, int] = {}
    dates, last = 0, None
    for clues in reports:
        date: object = clues.report.when.edtf if clues.report.when is not None else clues.report.article_id
        dates += date != last
        last = date
        for clue in (*clues.parties, *clues.places, *clues.words):
            if seen.get(clue) != date:
                seen[clue] = date
                count[clue] = count.get(clue, 0) + 1
    most = math.log(dates + _FEW)
    return {clue: (most - math.log(n + 1)) / most for clue, n in count.items()}


def _mean(stems: Iterable[str]) -> frozenset[str]:
    known = _meanings()
    return frozenset([known.get(s, s) for s in stems])


def _numbers(title: str) -> frozenset[str]:
    return frozenset(["#" + number for number in _NUMBER.findall(title)])


@cache
def _meanings() -> dict[str, str]:
    """Lemma or stem -> the stem that stands for it."""
    found: dict[str, str] = {}
    for row in read_words("same_events")["rows"]:
        for word in row:
            found.setdefault(word if " " in word else stem(word), stem(row[0]))
    for kind in read_words("kinds").values():
        first: dict[str, str] = {}
        for word in [w for w in (*kind["verbs"], *kind["nouns"]) if " " not in w and len(w) >= _ALIKE]:
            leader = first.setdefault(word[:_ALIKE], found.get(stem(word), stem(word)))
            found.setdefault(stem(word), leader)
    for spelt, forms in verb_forms().items():  # "sank" is "sink"
        lemma = stem(forms[0].lemma)
        found.setdefault(stem(spelt), found.get(lemma, lemma))
    return found


@cache
def _says_little() -> frozenset[str]:
    """Verbs of saying tell nothing of what is said."""
    grammar = read_words("grammar")
    return frozenset(meaning(verb) for verb in grammar["weak_speech"]) | {""}


@cache
def _state_words() -> frozenset[str]:
    return frozenset(name.lower() for name in state_names().values())
