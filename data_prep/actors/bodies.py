"""Organisations and places that no list knows, by the shape of their names: "Institute for X", "Acme Foods Ltd", "Ada region".

Enters: a capitalised run, or a text with the bodies found in it. Leaves: mentions. Refuses a generic name of no certain
owner ("the Foreign Ministry" alone), and an acronym whose letters are not those of the name before it.
"""

import re
from collections.abc import Iterable
from functools import cache

from data_prep.actors.known import is_part_of_name
from data_prep.actors.lexicon import Known, find_known, known_at, name_words, state_names
from data_prep.actors.text import CAPITALISED, LOCK, RUN, TIME_WORDS, Ends, TextView
from data_prep.actors.titles import country_before
from data_prep.records import ActorMention
from data_prep.words import read_words

PIECE = rf"(?:{LOCK}+|{CAPITALISED})"
OF = re.compile(rf" (?:of|for|on)(?: the)? {PIECE}(?: (?:de |del |la |al-)?{PIECE})*")
MORE = re.compile(rf",? (?:and|&) {CAPITALISED}(?: {CAPITALISED})*(?! ?{LOCK})")
JOINT = re.compile(rf"(?:{PIECE} )+(?:and|&) $")
ACRONYM = re.compile(r"\((?:the |or )?[“\"‘']?([A-Z][A-Za-z0-9&.-]{1,9})[”\"’']?\)")
BEFORE_ACRONYM = re.compile(r"(?:[\w’'.&-]+ ){1,9}[”\"’']?$")


def read_body(view: TextView, start: int, end: int, ends: Ends) -> ActorMention | None:
    """An organisation by its head word, a place by its region word; None where the run is neither."""
    words, places = name_words(), read_words("places")
    run = view.text[start:end]
    parts = run.split()
    follow = re.match(r" ([A-Za-z-]+)", view.text[end : end + 24])
    if follow and follow[1] in places["region_words"] and parts[-1] not in words["things"]:
        stop = end + follow.end()
        return _place(view, start, stop, f"named as a {follow[1].lower()}")
    if len(parts) > 1 and (parts[-1] in places["region_words"] or parts[0] in places["region_before"]):
        return _place(view, start, end, "named as a place")
    if parts[-1] not in words["heads"]:
        return None
    if country := country_before(view.text, start, ends)[0]:
        state_heads = read_words("organisations")["state_heads"]
        if " ".join(parts[-2:]).lower() in state_heads or parts[-1].lower() in state_heads:
            name, whose = state_names()[country], country_before(view.text, start, ends)[1]
            why = f"{parts[-1].lower()} of {name}"
            return ActorMention(whose, end, view.text[whose:end], name, "state", why, country)
    return _organisation(view, start, end, ends)


def _organisation(view: TextView, start: int, end: int, ends: Ends) -> ActorMention | None:
    """The whole name: what leads to its head ("Trade and Energy") and what the head is for ("of Labour Statistics")."""
    parts = view.text[start:end].split()
    head = parts[-1]
    stop = _end_of_name(view, end, head)
    country, whose = country_before(view.text, start, ends)
    joint = head in _listed("joint_heads") and (lead := JOINT.search(view.masked, max(0, start - 60), start))
    if joint and lead and lead[0].split()[-2] not in name_words()["heads"]:
        start = lead.start() + _small_words(lead[0])
    elif len(parts) == 1 and stop == end:
        if country is None or view.text[start - 2] in "’'s":
            return None
        start = whose  # "Singapore Airlines"
    elif stop == end and head.lower() in read_words("organisations")["state_heads"]:
        titles = name_words()["titles"]
        if all(p.lower() in titles for p in parts[:-1]):
            return None  # "the Foreign Ministry": of any state
    name = view.text[start:stop]
    return ActorMention(start, stop, name, name, "organisation", f"a name that ends in {head}", country)


def _small_words(lead: str) -> int:
    """How long the words are that open a sentence before a name: "The Trade and "."""
    first = lead.split(" ", 1)[0]
    return len(first) + 1 if first.lower() in name_words()["closed"] else 0


def _end_of_name(view: TextView, end: int, head: str) -> int:
    """Behind "of X", "for X and Y", "for the Y of Z"."""
    of = OF.match(view.masked, end)
    if of is None or of[0].split()[-1].lower() in TIME_WORDS or of[0].split()[1].lower() in TIME_WORDS:
        return end
    stop = of.end()
    if (further := re.compile(r" of (?:the )?").match(view.masked, stop)) and (
        inner := RUN.match(view.masked, further.end())
    ):
        stop = inner.end()
    more = MORE.match(view.masked, stop) if head in _listed("joined_of") else None
    if more and "," not in more[0] and more[0].split()[-1] not in name_words()["heads"] and not more[0].isupper():
        stop = more.end()
    return stop


@cache
def _listed(field: str) -> frozenset[str]:
    return frozenset(read_words("organisations")[field])


def _place(view: TextView, start: int, end: int, why: str) -> ActorMention:
    name = view.text[start:end]
    return ActorMention(start, end, name, name, "place", why)


def read_with_state(view: TextView, start: int, end: int) -> ActorMention | None:
    """One capitalised word that leans on a known name: "Royal Caribbean" a body, "South Wales" a place; or None."""
    known = known_at(view.text, end + 1) if view.masked[end : end + 2] == f" {LOCK}" else None
    run = view.text[start:end]
    if known is None or " " in run or not _leans(view, end + 1, *known):
        return None
    stop = known[0]
    if run in read_words("places")["directions"]:
        name = view.text[start:stop]
        return ActorMention(start, stop, name, name, "place", "a part of a state or region", known[1].country)
    if known[1].form != "name" and (run.endswith("ly") or run.lower() in view.lower_words):
        return None
    if run in name_words()["no_names"]:
        return None
    name = view.text[start:stop]
    return ActorMention(start, stop, name, name, "organisation", "a name that holds a state's name")


def _leans(view: TextView, at: int, end: int, known: Known) -> bool:
    return known.form in ("name", "city") and is_part_of_name(view, at, end, known)


def read_acronyms(text: str, found: Iterable[ActorMention]) -> dict[str, tuple[ActorMention, tuple[int, int]]]:
    """Acronyms that brackets introduce behind a name: acronym -> (what it is short for, the span of the name)."""
    by_end = {m.end: m for m in found if m.type in ("organisation", "armed force", "state")}
    acronyms: dict[str, tuple[ActorMention, tuple[int, int]]] = {}
    for match in ACRONYM.finditer(text):
        short = match[1]
        capitals = sum(c.isupper() for c in short)
        if capitals < 2 or capitals * 2 <= len(short) or short in acronyms or short in name_words()["no_names"]:
            continue
        at = match.start() - 1
        start = _spelt_out(text, short, at)
        if start is None or text[start:at].split()[-1] in name_words()["things"]:
            continue
        of = next((by_end[e] for e in (at, at - 1) if e in by_end), None)
        known = next(
            (k for s, e, k in find_known(text[start:at]) if e == at - start and k.form == "organisation"), None
        )
        if known is not None:
            of = ActorMention(start, at, text[start:at], known.name, "organisation", "known by name")
        elif of is None or of.type != "state" or of.start > start:
            of = ActorMention(start, at, text[start:at], text[start:at], "organisation", f"introduced as {short}")
        acronyms[short] = (of, (start, at))
    return acronyms


def _spelt_out(text: str, short: str, at: int) -> int | None:
    """Where the name begins whose capitals are the letters of an acronym, read backwards from `at`."""
    letters = [c for c in short if c.isupper()]
    before = BEFORE_ACRONYM.search(text[max(0, at - 100) : at] + " ")
    if before is None:
        return None
    words = [(m.start(), m[0]) for m in re.finditer(r"[\w.]+", before[0])]
    left = max(0, at - 100) + before.start()
    for n in range(len(words) - 1, -1, -1):
        capitals = [w[0] for _, w in words[n:] if w[0].isupper()]
        if capitals == letters and words[n][1][0].isupper():
            return left + words[n][0]
        if len(capitals) > len(letters):
            return None
    return None
