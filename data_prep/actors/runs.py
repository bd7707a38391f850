"""Capitalised runs -> people, bodies and places that no list knows, by their shape and what stands around them.

Enters: a text with known names blanked. Leaves: mentions of people, of bodies and places, and the spans of titles. It
refuses runs whose shape tells nothing: they name nobody.
"""

import re
from dataclasses import dataclass, field

from data_prep.actors.bodies import read_body, read_with_state
from data_prep.actors.gazetteer import spots_named
from data_prep.actors.lexicon import Known, name_words
from data_prep.actors.loose import Loose
from data_prep.actors.text import RUN, TIME_WORDS, WORD, Ends, TextView, is_name, is_word_of_no_name, opens_sentence
from data_prep.actors.titles import title_before, title_behind
from data_prep.records import ActorMention, Sentence, Span
from data_prep.words import read_words

INITIAL = re.compile(r"\b[A-Z]\. ")
COMPLEMENT = re.compile(r" (?:of|for|at|to) ")


@dataclass(slots=True)
class Runs:
    """What the capitalised runs of a text name. `titles` are spans: what stands in them is no party of its own."""

    people: list[ActorMention] = field(default_factory=list)
    bodies: list[ActorMention] = field(default_factory=list)
    titles: list[tuple[int, int]] = field(default_factory=list)
    loose: list[tuple[int, int, bool]] = field(default_factory=list)  # (start, end, opens its sentence)


def read_runs(view: TextView, locked: list[tuple[int, int, Known]]) -> Runs:
    """People, bodies and places by the shape of their names."""
    runs = Runs()
    ends = {end: (start, known) for start, end, known in locked}
    for sentence in view.sentences:
        stretch = view.masked[sentence.start : sentence.end]
        if _is_in_capitals(stretch):
            continue
        for match in RUN.finditer(stretch):
            begin = sentence.start + match.start() + _behind_inner_title(match[0])
            end = sentence.start + match.end()
            opens = opens_sentence(view.text, sentence.start, begin)
            trimmed = _trim(view, begin, end, opens)
            if trimmed is not None:
                _read_run(view, sentence, *trimmed, ends, runs)
    for m in Loose(view, runs.loose, runs.people, ends).read():
        (runs.people if m.type == "person" else runs.bodies).append(m)
    return runs


def _is_in_capitals(stretch: str) -> bool:
    """A headline in capitals, where every word looks like a name."""
    capitals = sum(map(str.isupper, stretch))
    if capitals <= 0.6 * 24:
        return False
    letters = sum(map(str.isalpha, stretch))
    return letters > 24 and capitals > 0.6 * letters


def _read_run(view: TextView, sentence: Sentence, start: int, end: int, ends: Ends, runs: Runs) -> None:
    """One run: a body with a state's name in it, a person by a title, a body by its head, or not known yet."""
    run = view.text[start:end]
    if (held := read_with_state(view, start, end)) is not None:
        runs.bodies.append(held)
        return
    role, span, country = title_before(view, sentence, start, ends)
    body = read_body(view, start, end, ends) if role is None else None
    behind = title_behind(view, sentence, end) if role is None and body is None else None
    if body is not None:
        runs.bodies.append(body)
    elif role is not None and is_name(run) and not is_word_of_no_name(run) and not _goes_on(view, role, run, start):
        runs.people.append(_person(view, start, end, "a title stands before the name", country, role, span))
        runs.titles.append(span)
    elif behind is not None and is_name(run):
        role, span, country = behind
        runs.people.append(_person(view, start, end, "a title stands behind the name", country, role, span))
        runs.titles.append(span)
    elif _looks_like_person(run):
        runs.people.append(_person(view, start, end, "a given name and a family name", None, None))
    else:
        runs.loose.append((start, end, opens_sentence(view.text, sentence.start, start)))


def _goes_on(view: TextView, role: str, run: str, start: int) -> bool:
    """Whether a run only goes on with its title's "of X" ("analysts at Barclays Capital"): no comma, and no person's name."""
    person = _looks_like_person(run) or INITIAL.search(run) is not None
    return COMPLEMENT.search(role) is not None and view.text[start - 2] != "," and not person


def _behind_inner_title(run: str) -> int:
    """Where the name begins in "Acme Motors CEO Jane Roe": behind the last title inside the run; 0 where there is none."""
    words = run.split(" ")
    at = 0
    for n, word in enumerate(words[:-1]):
        if n and word.lower() in read_words("people")["title_heads"]:
            at = len(" ".join(words[: n + 1])) + 1
    return at


def _trim(view: TextView, start: int, end: int, at_start: bool) -> tuple[int, int] | None:
    """Cut off what is no name at the edges: a sentence's first word, titles, days and months, a possessive."""
    if view.text[end - 1] in "’'s":
        end -= next((len(mark) for mark in ("’s", "'s", "’", "'") if view.text.endswith(mark, start, end)), 0)
    while (
        start < end
        and (first := WORD.match(view.text, start, end))
        and _is_no_name(view, first[0], view.text[first.end() : end], at_start)
    ):
        start = first.end()
        while start < end and view.text[start] in " .-":
            start += 1
        at_start = False
    while start < end and (_ends_in_time(view.text[start:end]) or _ends_in_small_word(view.text[start:end])):
        end = start + len(view.text[start:end].rpartition(" ")[0])
    named = view.text[start:end][:1].isupper() or view.text[start : start + 3] in ("al-", "el-")
    return (start, end) if start < end and named else None


def _ends_in_small_word(run: str) -> bool:
    """Whether the next sentence's first word was caught: "Ana Lima The"."""
    name, _, last = run.rpartition(" ")
    return bool(name) and last in (
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "But",
        "He",
        "She",
        "We",
        "They",
        "It",
        "This",
        "For",
    )


def _ends_in_time(run: str) -> bool:
    """Whether a day or a month stands behind a name; behind a particle it is the name's ("Viña del Mar")."""
    words = run.split(" ")
    particle = len(words) > 1 and words[-2].lower() in read_words("people")["particles"]
    return words[-1].lower().strip(".") in TIME_WORDS and not particle


def _is_no_name(view: TextView, word: str, rest: str, at_start: bool) -> bool:
    """Whether a run's first word does not belong to its name. A word that is also a family name may stand alone."""
    words, low = name_words(), word.lower()
    single = not rest
    family = word in words["family_first"] and (single or re.match(r" [A-Z][a-z]+-[a-z]", rest) is not None)
    if low in TIME_WORDS:
        return single or word not in words["given"]
    if low in words["modifiers"] and low not in words["closed"] and rest and rest.split()[-1] in words["heads"]:
        return False  # "Foreign Relations Committee"
    return not family and (low in words["titles"] or (at_start and (low in words["closed"] or low in view.lower_words)))


def _looks_like_person(run: str) -> bool:
    """A given name before the family name, or an East Asian name by its family name and its hyphen."""
    parts = run.split()
    words = name_words()
    if not 2 <= len(parts) <= 4 or not is_name(run) or any(p.isupper() and len(p) > 2 for p in parts):
        return False
    hyphenated = parts[0] in words["family_first"] and bool(re.fullmatch(r"[A-Z]\w+-\w+", parts[1]))
    spaced = (
        parts[0] in words["family_first"] and len(parts) == 3 and all(re.fullmatch(r"[A-Z][a-z]+", p) for p in parts)
    )
    pinyin = (
        len(parts) == 2
        and parts[0] in read_words("people")["family_pinyin"]
        and bool(re.fullmatch(r"[A-Z][a-z]+", parts[1]))
    )
    return hyphenated or spaced or pinyin or parts[0] in words["given"] or _has_rarer_given_name(run, parts)


def _has_rarer_given_name(run: str, parts: list[str]) -> bool:
    """A given name of the long list; a town of that name ("Santa Fe") is a town, and a family name follows."""
    words = name_words()
    return parts[0] in words["given_wide"] and parts[-1] not in words["no_names"] and not spots_named(run)


def _person(
    view: TextView,
    start: int,
    end: int,
    why: str,
    country: str | None,
    role: str | None,
    title: tuple[int, int] | None = None,
) -> ActorMention:
    text = view.text[start:end]
    return ActorMention(start, end, text, text, "person", why, country, role, Span(*title) if title else None)
