"""Capitalised runs whose shape tells nothing -> people, bodies and places, by what stands around them in the text.

Enters: the runs, the people named in full. Leaves: mentions. Refuses what nothing tells: a name that only stands there
("the Corona went out") is nobody.
"""

import re
from collections import Counter
from dataclasses import replace
from functools import cache

from data_prep.actors.gazetteer import spots_named
from data_prep.actors.lexicon import name_words
from data_prep.actors.names import bare, fold, split_name
from data_prep.actors.text import CAPITALISED, LOCK, Ends, TextView, is_name, is_word_of_no_name
from data_prep.records import ActorMention
from data_prep.words import read_words

PLACED = re.compile(
    r"\b(?:in|near|outside|around|across|(?:town|city|village|port|suburb|island|district|capital)s? of) (?:the )?$"
)
PERHAPS_PLACED = re.compile(
    r"\b(?:at|from|of|to|toward|towards|into|on|over|visited|entered|reached|captured|left) (?:the )?$"
)
PLACE_BEHIND = re.compile(
    rf",? (?:airport|residents|resident|city|town|village|{LOCK})|, (?:in|near|about|a) (?:\w+ ){{0,3}}(?:town|city|village|port|suburb|{LOCK})"
)
SPEAKS = re.compile(
    r",? (?:said|told|added|says|tells|asked|wrote|tweeted|recalled|explained)\b|, (?:\d\d|who)\b,?| \(\d\d\)"
)
ACTS = re.compile(rf"(?:[’']s\b|,| and (?:{CAPITALISED}|{LOCK})| (?P<verb>[a-z]+)\b)")
SPOKEN = re.compile(r"(?:\bsaid|\bsays|\badded|\basked) $")


class Loose:
    """The loose runs of one text: (start, end, whether it opens its sentence)."""

    def __init__(
        self, view: TextView, runs: list[tuple[int, int, bool]], people: list[ActorMention], ends: Ends
    ) -> None:
        self.view, self.runs, self.ends = view, runs, ends
        self.counts = Counter(view.text[s:e] for s, e, opens in runs if not opens)
        names = {p.name for p in people if " " in p.name}
        self.full = {fold(name) for name in names}
        self.families = {fold(split_name(name)[1]) for name in names} | {fold(name.split()[-1]) for name in names}
        self.families |= {bare(family) for family in self.families}
        self.given = {n for name in names for n in (name.split()[0], split_name(name)[0])}
        self.companies = {view.text[s:e] for s, e, _ in runs if _is_company(view, s, e)}

    def read(self) -> list[ActorMention]:
        """The mentions of people, bodies and places among them."""
        found = [m for run in self.runs if (m := self._read(*run)) is not None]
        places = {m.name for m in found if m.type == "place" and m.why == "stands after a place word"}
        bodies = {m.name for m in found if m.type == "organisation" and m.why.startswith("a company")} - places
        out = []
        for m in found:
            if m.type == "organisation" and m.name in places:
                m = replace(m, type="place", why="stands after a place word elsewhere in the text")
            elif m.type == "place" and m.name in bodies:
                continue
            out.append(m)
        return out

    def _read(self, start: int, end: int, opens: bool) -> ActorMention | None:
        view = self.view
        run = view.text[start:end]
        parts = run.split()
        if not is_name(run) or is_word_of_no_name(run):
            return None
        closed = run.lower() in name_words()["closed"]
        if person := self._as_person(run, start, end, opens, closed):
            return ActorMention(start, end, run, run, "person", person)
        if closed or (opens and run.lower() in view.lower_words):
            return None
        if run in self.companies:
            return ActorMention(start, end, run, run, "organisation", "a company or body, by the words beside it")
        if place := self._as_place(run, start, end):
            return ActorMention(start, end, run, run, "place", place)
        known_given = len(parts) == 1 and (run in name_words()["given"] or run in name_words()["given_wide"])
        if known_given or run.lower() in view.lower_words or len(parts) > 2:
            return None
        if self.counts[run] >= 2:
            return ActorMention(start, end, run, run, "organisation", f"named {self.counts[run]} times in the text")
        return None

    def _as_person(self, run: str, start: int, end: int, opens: bool, closed: bool) -> str | None:
        """Why a run is a person, or None."""
        view, parts = self.view, run.split()
        if fold(run) in self.full:
            return "a name that stands with a title elsewhere"
        if len(parts) == 1:
            if fold(run) in self.families and not (closed and not _acts(view, end)):
                return "family name"
            return "given name" if run in self.given and not closed else None
        if not 2 <= len(parts) <= 3 or run in self.companies or any(p.isupper() and len(p) > 2 for p in parts):
            return None
        before = view.text[max(0, start - 12) : start]
        held = self.ends.get(start - 1)
        if held is not None and held[1].form == "organisation" and before[-1:] == " ":
            return None  # "Tern Harbour Services said": the rest of a known body's name
        if PLACED.search(before) or before.endswith(" the ") or (opens and parts[0].lower() in view.lower_words):
            return None
        speaks = SPEAKS.match(view.text, end) or SPOKEN.search(before)
        return "speaks, or is told the age of" if speaks and not spots_named(run) else None

    def _as_place(self, run: str, start: int, end: int) -> str | None:
        """Why a run is a place, or None."""
        before = self.view.text[max(0, start - 20) : start]
        if len(run.split()) > 3 or (run.isupper() and len(run) > 3) or "-to-" in run or run.endswith("-based"):
            return None
        if PLACED.search(before) and not run.isupper():
            return "stands after a place word"
        if spots_named(run) and (PERHAPS_PLACED.search(before) or PLACE_BEHIND.match(self.view.masked, end)):
            return "a town or region of the gazetteer, and the words around it fit"
        return None


def _is_company(view: TextView, start: int, end: int) -> bool:
    """Whether the words beside a name say that it is a company or another body."""
    before, behind, sides = _company_patterns()
    text = view.text
    if text[start:end].count(" ") > 3 or not is_name(text[start:end]):
        return False
    named = text.endswith(" ", 0, start) and before.search(text[max(0, start - 40) : start])
    return bool(named or behind.match(text, end) or sides.match(text, end))


@cache
def _company_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """(a company's noun before, an apposition behind, a company's thing behind)."""
    bodies = read_words("organisations")
    nouns = "|".join(sorted(map(re.escape, bodies["company_words"]), key=len, reverse=True))
    things = "|".join(sorted(map(re.escape, bodies["company_things"]), key=len, reverse=True))
    verbs = "|".join(read_words("organisations")["company_verbs"])
    return (
        re.compile(rf"\b(?:{nouns})s?,? (?:called |named )?$"),
        re.compile(
            rf",? (?:which (?:owns|makes|operates|runs)|(?:a|an|the|its|one of the) (?:[\w’'.-]+ ){{0,6}}?(?:{nouns}))\b"
        ),
        re.compile(rf"(?:[’']s?)? (?:{things})\b|,? (?:{verbs})\b"),
    )


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
