"""One article as the rules of actor finding see it: its text, the same with known names blanked, the shapes of names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from data_prep.actors.lexicon import Known, name_words
from data_prep.records import Sentence
from data_prep.words import read_words

CAPITALISED = r"(?:(?:al|el|an|ad|as|bin)-)?[A-ZÀ-ÖØ-Þ](?:\.(?=\s[A-Z])|t\.(?=\s[A-Z])|(?:[\w-]|[’'](?!s\b)(?=\w))*\w)?"


PARTICLE = r"(?:(?:" + "|".join(read_words("people")["particles"]) + r") )"


RUN = re.compile(rf"(?<![\w’'-]){CAPITALISED}(?: {PARTICLE}{{0,2}}{CAPITALISED})*")


WORD = re.compile(r"[^\W\d_][\w’'-]*")


LETTER = re.compile(r"\w")
FIGURE = re.compile(r"\d")


TIME_WORDS = {
    *[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "sat",
        "sun",
        "spring",
        "summer",
        "autumn",
        "winter",
        "christmas",
        "easter",
    ]
}


NO_NAME = re.compile(  # "I've", "Iranian-backed", "July-to-September"
    r"[’'](?:m|ve|re|ll|d|t)\b|-(?:" + "|".join(read_words("people")["adjective_tails"]) + r")\b|-to-"
)


LOCK = "\x01"


POSSESSIVE = re.compile(r"[’']s?(?!\w)")


Ends = dict[int, tuple[int, Known]]  # where a known name ends -> where it begins, and what it is


class Marks:
    """The characters of a text that are taken: asked in constant time however many spans there are."""

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._taken = bytearray(length)
        for start, end in spans:
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Mark a span as taken."""
        self._taken[start:end] = b"\1" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no character of the span is taken."""
        return self._taken.find(1, start, end) < 0

    def is_taken(self, start: int, end: int) -> bool:
        """Whether every character of the span is taken."""
        return self._taken.find(0, start, end) < 0


@dataclass
class TextView:
    """One article as the rules see it: its text, the same with known names blanked, and what was found so far."""

    text: str
    sentences: Sequence[Sentence]
    masked: str
    lower_words: frozenset[str]

    @cached_property
    def titles_alone(self) -> list[tuple[int, int]]:
        """Where titles stand, with or without a name."""
        return list(find_titles_alone(self.text))


def opens_sentence(text: str, sentence_start: int, start: int) -> bool:
    """Whether no word stands before `start` in its sentence."""
    return LETTER.search(text, sentence_start, start) is None


def find_titles_alone(text: str) -> Iterator[tuple[int, int]]:
    """Where titles stand, name or no name: a head ("minister") with the modifiers before it ("vice foreign")."""
    heads, titles = _title_words()
    start = last = -2  # of the title so far
    for match in re.finditer(r"[A-Za-z]+", text):
        word = match[0].lower()
        if word in titles:
            joined = match.start() - 1 == last and text[last] in " -"
            start, last = start if joined else match.start(), match.end()
            if word in heads:
                yield start, last


@cache
def _title_words() -> tuple[frozenset[str], frozenset[str]]:
    """(heads, all words) of titles that stand without a name."""
    people = read_words("people")
    heads = frozenset(people["title_heads"])
    return heads, heads | frozenset(people["title_modifiers"]) - {"the", "then", "late"}


def is_name(run: str) -> bool:
    """Whether a run's shape can be a name: no thing or head at its end, no figures, no contraction."""
    parts = run.split()
    words = name_words()
    return (
        1 <= len(parts) <= 5
        and parts[-1] not in words["things"]
        and parts[-1] not in words["heads"]
        and len(parts[-1]) > 1
        and FIGURE.search(run) is None
        and NO_NAME.search(run) is None
    )


def is_word_of_no_name(run: str) -> bool:
    """Whether it is on the list of capitalised words that name nobody ("Web", "INAUDIBLE")."""
    words = name_words()
    return run in words["no_names"] or all(p in words["no_names"] for p in run.split())
