"""How alike two events are told: the words of their titles, by how rare each is, and the names.

Enters: texts and names. Leaves: sets of words without accents and endings, their weights, parts of 1. Refuses nothing. A word
counts by how rare it is among the events compared (Spärck Jones 1972). Names are compared by their letters, since spellings differ.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from data_prep.story_days import words_of

# Of 100 in letters: "Andrei Belousov" and "Andrey Beloussov" have 90, "Kim Jong-un" and "Kim Jong-il" 82.
SAME_NAME = 88.0


@dataclass(slots=True)
class Told:
    """What an event says: the weighted words of its title, all its words, whom it names."""

    title: set[str]
    words: set[str]
    names: list[str]


def all_stems(texts: Iterable[str]) -> set[str]:
    """The words of several texts."""
    return {stem for text in texts for stem in stems(text)}


@lru_cache(maxsize=65536)  # names come again and again
def stems(text: str) -> tuple[str, ...]:
    """The words that carry meaning, without accents and endings."""
    folded = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    numbers = re.findall(r"\b\d[\d,.]*\b", plain)
    return (*(_ENDING.sub("", word) if len(word) > 4 else word for word in words_of(plain)), *numbers)


_ENDING = re.compile(r"(?:['’]s|ings?|ed|es|s)$")


def weigh(told: Sequence[Told]) -> dict[str, float]:
    """A word's weight: the logarithm of one over the part of events that say it."""
    counts = Counter(word for one in told for word in one.words)
    return {word: math.log((len(told) + 1) / n) for word, n in counts.items()}


def part_of(title: set[str], words: set[str], weights: Mapping[str, float]) -> float:
    """Which part of a title, by weight, is among these words."""
    whole = sum(weights[word] for word in title)
    return sum(weights[word] for word in title & words) / whole if whole else 0.0


def is_named(name: str, told: Told) -> bool:
    """Whether an actor is among those of an event, or in its words."""
    plain = name.lower()
    if any(fuzz.ratio(plain, other.lower()) >= SAME_NAME for other in told.names):
        return True
    stems = all_stems([name])
    return bool(stems) and stems <= told.words


def whole_words(text: str) -> dict[str, str]:
    """What a word without its ending was when it was written."""
    return {stem: word for word in re.findall(r"[\w’'-]+", text) for stem in stems(word)}
