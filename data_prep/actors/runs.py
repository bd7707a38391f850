"""Capitalised runs -> people, bodies and places that no list knows, by their shape and what stands around them.

Enters: a text with known names blanked. Leaves: mentions of people, of bodies and places, and the spans of titles. It
refuses runs whose shape tells nothing: they name nobody.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache

from data_prep.actors.known import is_part_of_name
from data_prep.actors.lexicon import (
    Known,
    known_at,
    name_words,
    state_names,
)
from data_prep.actors.names import fold, split_name
from data_prep.actors.text import CAPITALISED, LOCK, RUN, TIME_WORDS, WORD, Ends, TextView, opens_sentence
from data_prep.actors.titles import country_before, title_before, title_behind
from data_prep.records import ActorMention, Sentence, Span
from data_prep.words import read_words

OF_NAME = re.compile(rf" (?:of|for)(?: the)? (?:{LOCK}+|{RUN.pattern})")
ACTS = re.compile(rf"(?:[’']s\b|,| and (?:{CAPITALISED}|{LOCK})| (?P<verb>[a-z]+)\b)")


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
    people, bodies = _read_loose(view, runs.loose, runs.people)
    runs.people += people
    runs.bodies += bodies
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
    state = known_at(view.text, end + 1) if view.masked[end : end + 2] == f" {LOCK}" else None
    if state is not None and " " not in run and _leans(view, end + 1, *state):
        runs.bodies.append(_body_with_state(view, start, state[0]))
        return
    role, span, country = title_before(view, sentence, start, ends)
    body = _as_body(view, start, end, ends) if role is None else None
    behind = title_behind(view, sentence, end) if role is None and body is None else None
    if body is not None:
        runs.bodies.append(body)
    elif role is not None and _is_name(run):
        runs.people.append(_person(view, start, end, "a title stands before the name", country, role, span))
        runs.titles.append(span)
    elif behind is not None and _is_name(run):
        role, span, country = behind
        runs.people.append(_person(view, start, end, "a title stands behind the name", country, role, span))
        runs.titles.append(span)
    elif _looks_like_person(run):
        runs.people.append(_person(view, start, end, "a given name and a family name", None, None))
    else:
        runs.loose.append((start, end, opens_sentence(view.text, sentence.start, start)))


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
    while start < end and _ends_in_time(view.text[start:end]):
        end = start + len(view.text[start:end].rpartition(" ")[0])
    named = view.text[start:end][:1].isupper() or view.text[start : start + 3] in ("al-", "el-")
    return (start, end) if start < end and named else None


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
    return not family and (low in words["titles"] or (at_start and (low in words["closed"] or low in view.lower_words)))


def _is_name(run: str) -> bool:
    parts = run.split()
    words = name_words()
    return (
        1 <= len(parts) <= 5
        and parts[-1] not in words["things"]
        and parts[-1] not in words["heads"]
        and len(parts[-1]) > 1
        and not any(c.isdigit() for c in run)
    )


def _looks_like_person(run: str) -> bool:
    """A given name before the family name, or an East Asian name by its family name and its hyphen."""
    parts = run.split()
    words = name_words()
    if not 2 <= len(parts) <= 4 or not _is_name(run) or any(p.isupper() and len(p) > 2 for p in parts):
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
    return hyphenated or spaced or pinyin or parts[0] in words["given"]


def _leans(view: TextView, at: int, end: int, known: Known) -> bool:
    return known.form == "name" and is_part_of_name(view, at, end, known)


def _body_with_state(view: TextView, start: int, end: int) -> ActorMention:
    name = view.text[start:end]
    return ActorMention(start, end, name, name, "organisation", "a name that holds a state's name")


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


def _as_body(view: TextView, start: int, end: int, ends: Ends) -> ActorMention | None:
    """An organisation by its head word, a place by its region word; None where the run is neither."""
    words, places = name_words(), read_words("places")
    run = view.text[start:end]
    parts = run.split()
    follow = re.match(r" ([A-Za-z-]+)", view.text[end : end + 24])
    if follow and follow[1] in places["region_words"] and parts[-1] not in words["things"]:
        stop = end + follow.end()
        return ActorMention(
            start, stop, view.text[start:stop], view.text[start:stop], "place", f"named as a {follow[1].lower()}"
        )
    if (len(parts) > 1 and parts[-1] in places["region_words"]) or (
        len(parts) > 1 and parts[0] in places["region_before"]
    ):
        return ActorMention(start, end, run, run, "place", "named as a place")
    if parts[-1] not in words["heads"]:
        return None
    of = OF_NAME.match(view.masked, end, end + 80)
    country, whose = country_before(view.text, start, ends)
    state_heads = read_words("organisations")["state_heads"]
    if country is not None and (" ".join(parts[-2:]).lower() in state_heads or parts[-1].lower() in state_heads):
        name = state_names()[country]
        return ActorMention(whose, end, view.text[whose:end], name, "state", f"{parts[-1].lower()} of {name}", country)
    if country is not None and len(parts) == 1 and of is None and view.text[start - 2] not in "’'s":
        start = whose  # "Singapore Airlines"
    elif len(parts) == 1 and of is None:
        return None
    stop = of.end() if of else end
    name = view.text[start:stop]
    return ActorMention(start, stop, name, name, "organisation", f"a name that ends in {parts[-1]}", country)


def _read_loose(
    view: TextView, loose: list[tuple[int, int, bool]], people: list[ActorMention]
) -> tuple[list[ActorMention], list[ActorMention]]:
    """Runs whose shape alone does not tell: surnames of people named elsewhere, acronyms introduced in brackets,
    names used again and again in mid-sentence (companies), and places after a place word."""
    words = name_words()
    counts = Counter(view.text[s:e] for s, e, opens in loose if not opens)
    tails = Counter(view.text[s:e] for s, e, _ in loose if " " not in view.text[s:e])
    full = {p.name for p in people}
    more_people: list[ActorMention] = []
    bodies: list[ActorMention] = []
    families = {fold(split_name(name)[1]) for name in full if " " in name}
    known = {fold(name) for name in full if " " in name}
    for start, end, opens in loose:
        run = view.text[start:end]
        parts = run.split()
        before = view.text[max(0, start - 12) : start].lower()
        placed = re.search(r"\b(?:in|at|near|from|outside|around|across) (?:the )?$", before)
        if fold(run) in known:
            more_people.append(_person(view, start, end, "a name that stands with a title elsewhere", None, None))
        elif (
            len(parts) == 1
            and fold(run) in families
            and not (opens and run.lower() in words["closed"] and not _acts(view, end))
        ):
            more_people.append(_person(view, start, end, "family name", None, None))
        elif (
            2 <= len(parts) <= 3
            and _is_name(run)
            and not opens
            and tails[parts[-1]]
            and not placed
            and not run.isupper()
            and re.search(
                r"[A-Za-z]\w+ (?:said|told|added|says)|(?:said|says) $",
                view.text[start : end + 12] + view.text[max(0, start - 6) : start],
            )
        ):
            more_people.append(
                _person(view, start, end, "speaks, and is named by family name alone elsewhere", None, None)
            )
        elif placed and len(parts) <= 3 and _is_name(run) and not run.isupper():
            bodies.append(ActorMention(start, end, run, run, "place", "stands after a place word"))
        elif (
            counts[run] >= 2
            and fold(run) not in families
            and _is_name(run)
            and len(parts) <= 2
            and (run.lower() not in view.lower_words)
        ):
            bodies.append(ActorMention(start, end, run, run, "organisation", f"named {counts[run]} times in the text"))
    places = {m.name for m in bodies if m.type == "place"}
    bodies = [
        replace(m, type="place", why="stands after a place word elsewhere in the text") if m.name in places else m
        for m in bodies
    ]
    return more_people, bodies


def _acts(view: TextView, end: int) -> bool:
    """Whether a word at a sentence's start is followed as a name is: a verb's past, "and Name", a possessive, a comma."""
    match = ACTS.match(view.masked, end, end + 40)
    if match is None or match["verb"] is None:
        return match is not None
    return match["verb"] in _acting() or match["verb"].endswith("ed")


@cache
def _acting() -> frozenset[str]:
    pasts = {past for row in read_words("grammar")["irregular"].values() for past in row}
    return frozenset(pasts | {"also", "has", "had", "was", "is"})
