"""Who is meant within one article: family names, "the minister", officials that nobody names.

Enters: the mentions found so far. Leaves: the same with full names, and new ones. It refuses to guess: a family name that
two people share, or a title that fits two, names nobody.
"""

import re
from dataclasses import replace

from data_prep.actors.lexicon import (
    definite_pattern,
    state_names,
)
from data_prep.actors.names import fold, same_person, split_name
from data_prep.actors.text import TextView
from data_prep.records import ActorMention


def name_people_in_full(view: TextView, mentions: list[ActorMention]) -> list[ActorMention]:
    """Surnames get the full name where exactly one person of this text bears it; else they stay as they are."""
    full: list[str] = []
    for m in mentions:
        if m.type == "person" and " " in m.name and not any(same_person(m.name, f) for f in full):
            full.append(m.name)
    out = []
    for m in mentions:
        if m.type == "person" and " " not in m.name:
            fits = [f for f in full if fold(m.name) in (fold(split_name(f)[1]), fold(f.split()[-1]))]
            if len(fits) == 1:
                m = replace(m, name=fits[0], why=f"family name of {fits[0]}, named in full in this text")
            elif len(fits) > 1 or (m.role is None and m.why == "family name"):
                continue
        out.append(m)
    return out


def share_countries(mentions: list[ActorMention]) -> list[ActorMention]:
    """A person's country, once told, holds for every mention in the text."""
    known = {m.name: m.country for m in mentions if m.type == "person" and m.country}
    return [replace(m, country=known[m.name]) if m.type == "person" and m.name in known else m for m in mentions]


def resolve_titles(view: TextView, mentions: list[ActorMention], taken: list[tuple[int, int]]) -> list[ActorMention]:
    """ "the minister", "the Russian Defense Minister": the one person of this text with that title and country."""
    people: dict[str, tuple[set[str], set[str | None]]] = {}
    for m in mentions:
        if m.type == "person" and m.role:
            key = next((k for k in people if same_person(k, m.name) or k == m.name), m.name)
            roles, countries = people.setdefault(key, (set(), set()))
            roles.add(m.role.lower())
            countries.add(m.country)
    ends = {m.end: m for m in mentions if m.country}
    occupied = [(m.start, m.end) for m in mentions if m.type != "modifier"] + taken
    found = []
    for match in definite_pattern().finditer(view.text):
        start, end = match.start("role"), match.end()
        if any(s < end and start < e for s, e in occupied):
            continue
        whose = next((ends[at] for at in (start - 1, start - 3) if at in ends), None)
        lead = view.text[max(0, (whose.start if whose else start) - 5) : whose.start if whose else start].lower()
        if not (lead.endswith("the ") or match[0].lower().startswith("the ") or (whose and match["role"][0].isupper())):
            continue
        if re.match(r" (?:[A-Z]|of |to |for |who )", view.text[end : end + 5]) or re.search(
            r"\b(?:by|as|become|became) (?:the )?$", lead
        ):
            continue
        words = match["role"].lower().split()
        fits = [
            n
            for n, (roles, countries) in people.items()
            if any(all(w in re.split(r"[ -]", r) for w in words) for r in roles)
            and (whose is None or whose.country in countries)
        ]
        if len(fits) == 1:
            begin = whose.start if whose else start
            found.append(
                ActorMention(
                    begin,
                    end,
                    view.text[begin:end],
                    fits[0],
                    "person",
                    f"the only {match['role'].lower()}{' of ' + state_names()[whose.country] if whose and whose.country else ''} named here",
                    whose.country if whose else None,
                )
            )
    spans = {(m.start, m.end) for m in found}
    return [m for m in found if not any((s, e) != (m.start, m.end) and s <= m.start and m.end <= e for s, e in spans)]


def find_unnamed_officials(
    view: TextView, mentions: list[ActorMention], taken: list[tuple[int, int]]
) -> list[ActorMention]:
    """ "a Russian vice foreign minister": nobody is named, so it is the state that acts."""
    found = []
    for m in mentions:
        if m.type != "modifier" or m.country is None or m.why != "says whose or which":
            continue
        match = definite_pattern().match(view.text, m.end + 1)
        if (
            match is not None
            and match["role"][0].islower()
            and not any(s < match.end() and m.start < e for s, e in taken)
        ):
            name = state_names()[m.country]
            found.append(
                ActorMention(
                    m.start,
                    match.end(),
                    view.text[m.start : match.end()],
                    name,
                    "state",
                    f"{match['role']} of {name}, not named",
                    m.country,
                )
            )
    return found
