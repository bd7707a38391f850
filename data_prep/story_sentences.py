"""The sentences that tell what happened on a day.

Enters: articles as the story sees them (`Telling`), how much each is to the point. Leaves: for a day one or two sentences,
as they stand in the articles, without dateline. Refuses, rather than show something else: questions, lines without
a verb's clause, speech of the first person, very short and very long sentences; a day may be left with none.

Candidates are the sentences that name the day and the first ones of articles published on it or on the next. The first choice is the one
that has most in common with all of them, weighted by how surely it tells of that day; the second adds to it.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from data_prep.articles.head import dateline_length
from data_prep.articles.sentences import split_sentences
from data_prep.pairs import Mask
from data_prep.story_days import DayMention, DayReport, Telling, Topic, words_of
from data_prep.words import read_words

_BLANK = "\n\n"  # between paragraphs
LEAD = 3  # sentences that begin an article
SHORTEST, LONGEST = 7, 60  # words
ALIKE = 0.5  # of two sentences: the second says the same
WORTH = 0.4  # of the first one's score: the second is worth the room
_AGENCY = re.compile(r".{0,300}?\([A-Z][\w. ]{1,24}\)\s+[-–—]{1,2}\s+(?=\S)", re.DOTALL)
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|us|me|you|your)\b")
_AHEAD = re.compile(
    r"\b(?:will|would|could|should|may|might|must|(?:is|are|was|were) (?:to|expected|due|set)|scheduled)\b"
)
_FURNITURE = re.compile(
    r"\b(?:photo(?:graph)?s?|picture|video|updated)\s*[:/]|\blast (?:updated|modified)\b"
    r"|\b\d{4}[;,]?\s+\d{1,2}[:.]\d\d\b|\b\d{1,2}[:.]\d\d\s*(?:[AP]\.?M\.?\s+)?(?:GMT|BST|E[SD]T|CES?T|UTC)\s+[A-Z]|\b(?:AP|AFP|Getty|Reuters)(?: Images)?\)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?:[A-Z][A-Z'’.,-]+\s+){3,}(?=[A-Z][a-z]|A\s)|(?:[A-Z][A-Z'’.,-]+\s+){1,5}[A-Z]+:\s+(?=\S)")
_BRACKET = re.compile(r"[-–*•\s]*(?:\([^()]{1,150}\)\s+)?(?=\S)")
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

    def see_mention(self, mention: DayMention) -> None:
        self.named = True
        self.leaning = self.leaning or mention.leaning

    def see_report(self, report: DayReport) -> None:
        self.told = max(self.told, (1.0 if report.sure else 0.4) * (0.5 + report.salience))

    def surety(self) -> float:
        """How surely the sentence tells what happened on the day; 0 for not at all."""
        if not self.named and not self.told and (self.other or not self.lead):
            return 0.0
        base = 1.0 if self.named else 0.5 if self.told else 0.2
        base *= (0.5 + self.told) * (0.6 if self.other else 1.0) * (0.3 if self.leaning else 1.0)
        return base * (1.3 if self.lead else 1.0)


@dataclass(slots=True)
class Choice:
    """Chooses sentences; it keeps which articles speak of a day, and their sentences once they were asked for."""

    tellings: Sequence[Telling]
    topic: Topic
    spread: Mapping[str, int]  # in how many articles a word stands
    _speaking: dict[date, list[int]] = field(init=False)
    _split: dict[tuple[int, int], list[tuple[int, int]]] = field(init=False, default_factory=dict)
    _told: dict[tuple[date, int], tuple[StorySentence, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        speaking: dict[date, dict[int, None]] = defaultdict(dict)
        for i, telling in enumerate(self.tellings):
            days = {m.day for m in telling.days}
            if telling.published is not None:
                days |= {telling.published, telling.published - timedelta(1)}
            for day in days:
                speaking[day][i] = None
        self._speaking = {day: list(found) for day, found in speaking.items()}

    def sentences_of(self, day: date, most: int, only: Mask | None = None) -> tuple[StorySentence, ...]:
        """At most `most` sentences that tell what happened on `day`, the best first; `only`: of these events, by number."""
        if only is not None:
            return self._choose(day, most, only)
        if (day, most) not in self._told:
            self._told[day, most] = self._choose(day, most, None)
        return self._told[day, most]

    def _choose(self, day: date, most: int, only: Mask | None) -> tuple[StorySentence, ...]:
        found = list(self._candidates(day, only))
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

    def _candidates(self, day: date, only: Mask | None) -> Iterator[_Candidate]:
        for i in self._speaking.get(day, ()):
            telling = self.tellings[i]
            if telling.published is not None and telling.published < day:
                continue  # it tells of plans
            for (start, end), marks in self._marked(i, day, only).items():
                if not (surety := marks.surety()) or (only is not None and not marks.told):
                    continue
                start, end = self._trim(telling.text, start, end)
                text = telling.text[start:end]
                if fit := _fitness(text) * surety * math.sqrt(self.topic.relevance[i]):
                    words = Counter(words_of(text))
                    sentence = StorySentence(telling.article_id, start, end, text)
                    yield _Candidate(sentence, self._vector(words), fit * self._closeness(words))

    def _marked(self, i: int, day: date, only: Mask | None) -> dict[tuple[int, int], _Marks]:
        """The sentences of an article that may tell of a day, in order, each with what speaks for it."""
        telling = self.tellings[i]
        marks: dict[tuple[int, int], _Marks] = defaultdict(_Marks)
        if only is not None and not any(r.day == day and only[r.event] for r in telling.reports):
            return marks
        if telling.published in (day, day + timedelta(1)):
            for bounds in self._first_sentences(i):
                marks[bounds].lead = True
        for report in telling.reports:
            if (
                report.day == day
                and (only is None or only[report.event])
                and (found := self._sentence_at(i, report.trigger))
            ):
                marks[found].see_report(report)
        for mention in telling.days:
            if mention.day == day and (found := self._sentence_at(i, mention.start)):
                marks[found].see_mention(mention)
        for (start, end), mark in marks.items():
            mark.other = any(start <= m.start < end and m.day != day for m in telling.days)
        return dict(sorted(marks.items()))

    def _sentence_at(self, i: int, place: int) -> tuple[int, int] | None:
        paragraph = self.tellings[i].text.rfind(_BLANK, 0, place)
        sentences = self._sentences(i, 0 if paragraph < 0 else paragraph + len(_BLANK))
        return next(((start, end) for start, end in sentences if start <= place < end), None)

    def _first_sentences(self, i: int) -> list[tuple[int, int]]:
        text, at = self.tellings[i].text, 0
        found: list[tuple[int, int]] = []
        while at < len(text) and len(found) < LEAD:
            found += self._sentences(i, at)
            gap = text.find(_BLANK, at)
            at = gap + len(_BLANK) if gap >= 0 else len(text)
        return found[:LEAD]

    def _sentences(self, i: int, start: int) -> list[tuple[int, int]]:
        """The sentences of the paragraph that starts there."""
        if (i, start) not in self._split:
            text = self.tellings[i].text
            end = text.find(_BLANK, start)
            piece = text[start : end if end >= 0 else len(text)]
            self._split[i, start] = [(start + s.start, start + s.end) for s in split_sentences(piece)]
        return self._split[i, start]

    @staticmethod
    def _trim(text: str, start: int, end: int) -> tuple[int, int]:
        """Without the dateline that an agency puts before its first sentence, and what stands before that."""
        for opening in (_BRACKET, _AGENCY, _HEADING):
            if found := opening.match(text, start, end):
                start = found.end()
        return start + dateline_length(text[start:end]), end

    def _closeness(self, words: Counter[str]) -> float:
        """How much a sentence is about the topic of the corpus; a little for any, for a day may have none that is."""
        return 0.1 + sum(self.topic.words.get(word, 0.0) for word in words) / math.sqrt(len(words) + 1)

    def _vector(self, words: Counter[str]) -> dict[str, float]:
        articles = len(self.tellings) + 1
        vector = {w: n * math.log(articles / self.spread.get(w, 1)) for w, n in words.items()}
        length = math.sqrt(sum(x * x for x in vector.values())) or 1.0
        return {w: x / length for w, x in vector.items()}


def _likeness(a: _Candidate, b: _Candidate) -> float:
    return sum(x * b.vector.get(word, 0.0) for word, x in a.vector.items())


def _fitness(text: str) -> float:
    """Whether a sentence can stand by itself: 0 for none, less than 1 for one that leans on another."""
    words = text.split()
    if "|" in text or not SHORTEST <= len(words) <= LONGEST or not text.rstrip("\"'”’)").endswith((".", "!", ";")):
        return 0.0
    own = _QUOTED.sub(" ", text)
    shouted = sum(word.isupper() and len(word) > 3 for word in words) > len(words) / 3
    if shouted or text[0].islower() or text.count(")") > text.count("(") or _FURNITURE.search(text):
        return 0.0
    if _FIRST_PERSON.search(own):
        return 0.0
    fit = 0.5 if text[0] in "\"'“‘(*-" else 1.0
    for lean in (words[0].strip("\"'“‘").lower() in _leaning_words(), "..." in text, _AHEAD.search(own)):
        fit *= 0.5 if lean else 1.0
    return fit


@cache
def _leaning_words() -> frozenset[str]:
    grammar = read_words("grammar")
    own = {"this", "that", "these", "those", "such", "meantime", "instead", "another", "there"}
    return frozenset([*grammar["pronouns"], *grammar["conjunctions"], *grammar["adverbs"], *own]) - {
        "today",
        "yesterday",
    }
