"""Titles that stand with a person -> roles with the dates at which they were seen.

Enters: mentions with a title, and the articles they stand in. Leaves: role -> EDTF dates, in order. One role has many
spellings ("defence minister", "Russian Defense Minister"): they are one. Refuses forms of address, and dates of "then"-roles
and of articles that are dated by a bound only.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from data_prep.actors.lexicon import name_words, state_names
from data_prep.records import ActorMention, Article
from data_prep.words import read_words

COURTESY = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Sir|Dr|Dame|Lord|Lady|Hon|counterpart|official|aide|candidate)s?\.?", re.IGNORECASE
)  # no role, and no sign of who it is
PAST = re.compile(r"^(?:former|then|late|ex|outgoing)[- ]", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:[Ff]ormer|[Ll]ate|[Oo]utgoing) $")
SPELT = (("defence", "defense"), ("labour", "labor"), ("chairwoman", "chairman"), ("chairperson", "chairman"), ("-", " "), ("spokeswoman", "spokesman"), ("spokesperson", "spokesman"))  # fmt: skip
SHORT = {"Gen": "General", "Lt": "Lieutenant", "Col": "Colonel", "Sgt": "Sergeant", "Capt": "Captain", "Adm": "Admiral", "Sen": "Senator", "Rep": "Representative", "Gov": "Governor", "Prof": "Professor", "Maj": "Major", "Cmdr": "Commander"}  # fmt: skip


def role_of(article: Article, mention: ActorMention) -> tuple[str, str | None] | None:
    """(the role as it is shown, its date or None), or None for a form of address."""
    role = mention.role
    if role is None or COURTESY.fullmatch(role):
        return None
    shown = SHORT.get(role.strip("."), role)
    if mention.title is not None and (
        past := BEFORE.search(article.text, max(0, mention.title.start - 8), mention.title.start)
    ):
        shown = f"{past[0].strip().lower()} {shown}"
    if mention.country:
        adjective = next(iter(read_words("countries").get(mention.country, {}).get("adjectives", [])), None)
        past = PAST.match(shown)
        rest = shown[past.end() :] if past else shown
        named = re.search(rf"\b{re.escape(state_names()[mention.country])}\b", rest)
        if adjective and named is None and not rest.startswith(adjective):
            shown = f"{past[0] if past else ''}{adjective} {rest}"
    elif mention.title is not None and mention.title.end <= mention.start:
        whole = article.text[mention.title.start : mention.title.end].strip(" ,")
        lead = re.sub(r"^[Tt]he |[’']s$", "", whole.removesuffix(role).strip())
        shown = f"{lead} {shown}" if whole.endswith(role) and _names_a_body(lead) else shown
    return shown[:1].upper() + shown[1:], None if shown.lower().startswith("then") else _date(article)


def _names_a_body(lead: str) -> bool:
    """Whether what stands before a title can be whose it is: no person, no line of a transcript in capitals."""
    words, parts = name_words(), lead.split()
    if not 1 <= len(parts) <= 5 or (lead.isupper() and len(lead) > 6):
        return False
    return not any(p in words["given"] or p in words["no_names"] or p in words["given_wide"] for p in parts[:1])


def _date(article: Article) -> str | None:
    """The day or month of an article, if it has one."""
    when = article.published.when
    if when is None or None in (when.interval.start, when.interval.end) or article.published.loose:
        return None
    return when.edtf if "/" not in when.edtf and when.edtf[0] != "[" else when.interval.start.isoformat()  # type: ignore[union-attr]  # both ends are there


@lru_cache(20_000)
def _key(role: str) -> tuple[str, str]:
    """(whose it is, the role) as spellings are compared: ("russian", "defense minister")."""
    key = role.lower()
    for one, other in SPELT:
        key = key.replace(one, other)
    whose = next((a for a in _adjectives() if key.startswith(f"{a} ")), "")
    return whose, key.removeprefix(whose).strip()


@cache
def _adjectives() -> tuple[str, ...]:
    """The adjectives that roles are shown with, the longest first."""
    first = {row["adjectives"][0].lower() for row in read_words("countries").values() if row.get("adjectives")}
    return tuple(sorted(first, key=lambda a: (-len(a), a)))


def join_roles(seen: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Spellings of one role joined, "Minister" into the one longer title that ends so; dates in order."""
    by_key: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for role, dates in seen.items():
        shown, before = by_key.get(_key(role), (role, []))
        better = sum(map(str.isupper, role)) > sum(map(str.isupper, shown))
        by_key[_key(role)] = (role if better else shown, [*before, *dates])
    kept = []
    for whose, role in by_key:
        longer = [
            (other_whose, other)
            for other_whose, other in by_key
            if (other.endswith(f" {role}") and whose in ("", other_whose))
            or (other == role and other_whose and not whose)
        ]
        longer = [key for key in longer if bool(PAST.match(key[1])) == bool(PAST.match(role))]
        if not longer:
            kept.append((whose, role))
        elif len(longer) == 1:
            by_key[longer[0]][1].extend(by_key[whose, role][1])
    return {by_key[key][0]: sorted(by_key[key][1]) for key in kept}
