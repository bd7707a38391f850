"""The sentences that tell what happened on a day.

Enters: articles as the story sees them (`Telling`), how much each is to the point. Leaves: for a day one or two sentences,
as they stand in the articles, without dateline. Refuses, rather than show something else: questions, lines without
a verb's clause, speech of the first person, very short and very long sentences; a day may be left with none.

Candidates are the sentences that name the day and the first ones of articles published on it or on the next. The first choice is the one
that has most in common with all of them, weighted by how surely it tells of that day; the second adds to it.
"""

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from data_prep.articles.head import dateline_length
from data_prep.articles.sentences import split_sentences
from data_prep.story_days import DayMention, DayReport, Telling, words_of
from data_prep.words import read_words

LEAD = 3  # sentences that begin an article
SHORTEST, LONGEST = 7, 60  # words
ALIKE = 0.5  # of two sentences: the second says the same
WORTH = 0.4  # of the first one's score: the second is worth the room
_AGENCY = re.compile(r".{0,300}?\([A-Z][\w. ]{1,24}\)\s+[-–—]{1,2}\s+(?=\S)", re.DOTALL)
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|us|me|you|your)\b")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]?|''.*?''")


@dataclass(frozen=True, slots=True)
class StorySentence:
    """A sentence of the story, `text[start:end]` of its article."""

    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: StorySentence
    vector: Mapping[str, float]
    sure: float


@dataclass(slots=True)
class _Marks:
    """What an article says of a sentence and a day: whether it names it, tells of it, names other days, begins the article."""

    named: bool = False
    leaning: bool = False
    other: bool = False
    told: float = 0.0
    lead: bool = False

    def see_mention(self, mention: DayMention, day: date) -> None:
        self.leaning = self.leaning or (mention.day == day and mention.leaning)
        self.named = self.named or mention.day == day
        self.other = self.other or mention.day != day

    def see_report(self, report: DayReport, day: date) -> None:
        if report.day == day:
            self.told = max(self.told, (1.0 if report.sure else 0.4) * (0.5 + report.salience))

    def surety(self) -> float:
        """How surely the sentence tells what happened on the day; 0 for not at all."""
        if not self.named and not self.told and (self.other or not self.lead):
            return 0.0
        base = 1.0 if self.named else 0.5 if self.told else 0.3
        base *= (1.0 + self.told) * (0.6 if self.other else 1.0) * (0.4 if self.leaning else 1.0)
        return base * (1.3 if self.lead else 1.0)


@dataclass(slots=True)
class Choice:
    """Chooses sentences; it keeps which articles speak of a day, and their sentences once they were asked for."""

    tellings: Sequence[Telling]
    relevance: Sequence[float]
    spread: Mapping[str, int]  # in how many articles a word stands
    _speaking: dict[date, list[int]] = field(init=False)
    _split: dict[int, list[tuple[int, int]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        speaking: dict[date, dict[int, None]] = defaultdict(dict)
        for i, telling in enumerate(self.tellings):
            days = {m.day for m in telling.days}
            if telling.published is not None:
                days |= {telling.published, telling.published - timedelta(1)}
            for day in days:
                speaking[day][i] = None
        self._speaking = {day: list(found) for day, found in speaking.items()}

    def sentences_of(self, day: date, most: int) -> tuple[StorySentence, ...]:
        """At most `most` sentences that tell what happened on `day`, the best first."""
        found = list(self._candidates(day))
        if not found:
            return ()
        middle: dict[str, float] = defaultdict(float)
        for candidate in found:
            for word, x in candidate.vector.items():
                middle[word] += x * candidate.sure
        length = math.sqrt(sum(x * x for x in middle.values())) or 1.0
        scores = [c.sure * sum(x * middle[w] for w, x in c.vector.items()) / length for c in found]
        order = sorted(range(len(found)), key=lambda i: (-scores[i], i))
        chosen = [found[order[0]]]
        for i in order[1:]:
            if len(chosen) >= most or scores[i] < WORTH * scores[order[0]]:
                break
            if all(_likeness(found[i], c) < ALIKE for c in chosen):
                chosen.append(found[i])
        return tuple(c.sentence for c in chosen)

    def _candidates(self, day: date) -> Iterator[_Candidate]:
        for i in self._speaking.get(day, ()):
            telling, bounds = self.tellings[i], self._sentences(i)
            starts = [start for start, _ in bounds]
            marks: dict[int, _Marks] = defaultdict(_Marks)
            for mention in telling.days:
                marks[bisect_right(starts, mention.start) - 1].see_mention(mention, day)
            for report in telling.reports:
                marks[bisect_right(starts, report.trigger) - 1].see_report(report, day)
            if telling.published in (day, day + timedelta(1)):
                for k in range(min(LEAD, len(bounds))):
                    marks[k].lead = True
            for k, mark in sorted(marks.items()):
                if not (surety := mark.surety()):
                    continue
                start, end = self._trim(telling.text, *bounds[k])
                text = telling.text[start:end]
                if fit := _fitness(text) * surety:
                    yield _Candidate(
                        StorySentence(telling.article_id, start, end, text),
                        self._vector(text),
                        fit * math.sqrt(self.relevance[i]),
                    )

    def _sentences(self, i: int) -> list[tuple[int, int]]:
        if i not in self._split:
            self._split[i] = [(s.start, s.end) for s in split_sentences(self.tellings[i].text)]
        return self._split[i]

    @staticmethod
    def _trim(text: str, start: int, end: int) -> tuple[int, int]:
        """Without the dateline that an agency puts before its first sentence, and what stands before that."""
        if found := _AGENCY.match(text, start, end):
            return found.end(), end
        return start + dateline_length(text[start:end]), end

    def _vector(self, text: str) -> dict[str, float]:
        articles = len(self.tellings) + 1
        counts = Counter(words_of(text))
        vector = {w: n * math.log(articles / self.spread.get(w, 1)) for w, n in counts.items()}
        length = math.sqrt(sum(x * x for x in vector.values())) or 1.0
        return {w: x / length for w, x in vector.items()}


def _likeness(a: _Candidate, b: _Candidate) -> float:
    return sum(x * b.vector.get(word, 0.0) for word, x in a.vector.items())


def _fitness(text: str) -> float:
    """Whether a sentence can stand by itself: 0 for none, less than 1 for one that leans on another."""
    words = text.split()
    if "|" in text or not SHORTEST <= len(words) <= LONGEST or not text.rstrip("\"'”’)").endswith((".", "!", ";")):
        return 0.0
    if _FIRST_PERSON.search(_QUOTED.sub(" ", text)):
        return 0.0
    first = words[0].strip("\"'“‘").lower()
    leaning = first in _leaning_words() or "..." in text
    return (0.5 if leaning else 1.0) * (0.5 if text[0] in "\"'“‘(*-" else 1.0)


@cache
def _leaning_words() -> frozenset[str]:
    grammar = read_words("grammar")
    own = {"this", "that", "these", "those", "such", "meantime", "instead", "another", "there"}
    return frozenset([*grammar["pronouns"], *grammar["conjunctions"], *grammar["adverbs"], *own]) - {
        "today",
        "yesterday",
    }
