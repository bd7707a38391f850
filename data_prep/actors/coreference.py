"""Who is meant within one article: family names, "the minister", officials that nobody names.

Enters: the mentions found so far. Leaves: the same with full names, and new ones. It refuses to guess: a family name that
two people share, or a title that fits two, names nobody.
"""

import re
from dataclasses import replace

from data_prep.actors.lexicon import state_names
from data_prep.actors.names import bare, family_key, fold, same_person, split_name
from data_prep.actors.text import Marks, TextView
from data_prep.records import ActorMention
from data_prep.words import read_words


def name_people_in_full(view: TextView, mentions: list[ActorMention]) -> list[ActorMention]:
    """Surnames get the full name where exactly one person of this text bears it; else they stay as they are."""
    by_sound: dict[str, list[str]] = {}
    by_family: dict[str, list[str]] = {}
    by_given: dict[str, list[str]] = {}
    for name in dict.fromkeys(m.name for m in mentions if m.type == "person" and " " in m.name):
        alike = by_sound.setdefault(family_key(name)[:4], [])
        if not any(same_person(name, other) for other in alike):
            alike.append(name)
            for family in sorted({fold(split_name(name)[1]), bare(split_name(name)[1]), fold(name.split()[-1])}):
                by_family.setdefault(family, []).append(name)
            by_given.setdefault(fold(split_name(name)[0]), []).append(name)
            by_given.setdefault(fold(name.split()[0]), []).append(name)
    out = []
    for m in mentions:
        if m.type == "person" and " " not in m.name:
            fits = by_family.get(fold(m.name)) or by_family.get(bare(m.name), [])
            first = by_given.get(fold(m.name), []) if not fits else []
            if len(set(first)) == 1 and m.role is None:
                m = replace(m, name=first[0], why=f"given name of {first[0]}, the only one of that name in this text")
            elif m.why == "given name":
                continue
            elif len(fits) == 1:
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
    bearers = _titles_borne(mentions)
    ends = {m.end: m for m in mentions if m.country}
    occupied = Marks(len(view.text), [*((m.start, m.end) for m in mentions if m.type != "modifier"), *taken])
    found = []
    for start, end in view.titles_alone if bearers else ():
        whose = next((ends[at] for at in (start - 1, start - 3) if at in ends), None)
        begin = whose.start if whose else start
        if not occupied.is_free(start, end) or not _stands_for_a_person(view.text, begin, start, end):
            continue
        country = whose.country if whose else None
        words = set(view.text[start:end].lower().replace("-", " ").split())
        fits = [
            n for n, rows in bearers.items() if any(words <= role and country in (None, land) for role, land in rows)
        ]
        if len(fits) == 1:
            of = f" of {state_names()[country]}" if country else ""
            why = f"the only {view.text[start:end].lower()}{of} named here"
            found.append(ActorMention(begin, end, view.text[begin:end], fits[0], "person", why, country))
    return found


def _titles_borne(mentions: list[ActorMention]) -> dict[str, list[tuple[frozenset[str], str | None]]]:
    """Each person of the text with the words of the titles seen and the country they belong to."""
    bearers: dict[str, list[tuple[frozenset[str], str | None]]] = {}
    keys: dict[str, str] = {}
    for m in mentions:
        if m.type == "person" and m.role:
            key = keys.setdefault(m.name, "") or next(
                (k for k in bearers if family_key(k) == family_key(m.name) and same_person(k, m.name)), m.name
            )
            keys[m.name] = key
            bearers.setdefault(key, []).append((frozenset(re.split(r"[ -]", m.role.lower())), m.country))
    return bearers


def _stands_for_a_person(text: str, begin: int, start: int, end: int) -> bool:
    """Whether a title means somebody known: "the" before it, or a capital behind a state's adjective; no name, no "of"."""
    lead = text[max(0, begin - 12) : begin].lower()
    definite = lead.endswith("the ") or (begin < start and text[start].isupper())
    becoming = re.search(r"\b(?:by|as|become|became) (?:the )?$", lead)
    return definite and not becoming and not re.match(r" (?:[A-Z]|of |to |for |who )|[A-Za-z]", text[end : end + 5])


def find_unnamed_officials(
    view: TextView, mentions: list[ActorMention], taken: list[tuple[int, int]]
) -> list[ActorMention]:
    """ "a Russian vice foreign minister": nobody is named, so it is the state that acts."""
    titles = dict(view.titles_alone)
    marks = Marks(len(view.text), taken)
    private = read_words("people")["private_heads"]
    found = []
    for m in mentions:
        end = titles.get(m.end + 1)
        if m.type != "modifier" or m.country is None or m.why != "says whose or which" or end is None:
            continue
        title = view.text[m.end + 1 : end]
        if title.split()[-1] in private:
            continue
        if title[0].islower() and marks.is_free(m.start, end):
            name = state_names()[m.country]
            found.append(
                ActorMention(
                    m.start, end, view.text[m.start : end], name, "state", f"{title} of {name}, not named", m.country
                )
            )
    return found
