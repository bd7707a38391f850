"""What the resolution of actors needs of one article: a row for each way in which it names somebody.

Enters: an article and its mentions. Leaves: rows of `NAMES`, without the article's number. Names that can be one actor's lie
in one block, whatever their article, so that blocks can be resolved one by one; each name has two: `people`, its block if it
is a person's (the first four letters of the family name as it sounds), and `body`, its block if it is not.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any
from zlib import crc32

import pyarrow as pa

from data_prep.actors.names import family_key, fold, sound
from data_prep.actors.roles import COURTESY, role_of
from data_prep.records import ActorMention, Article
from data_prep.words import read_words

RULING = re.compile(rf" (?:{'|'.join(read_words('people')['ruling_words'])})\b.*$")
RULED = "ruling"  # kind of a row that only says: "Okello government" was named, ask the Okellos whose it is
NOTHING = "||"  # context of a family name with which no country and no title stands
NAMES = pa.schema(
    [
        ("n", pa.int32()),
        ("mention", pa.int32()),  # which mention of the article
        ("lead", pa.int32()),  # 1 in the first row of a name, else 0
        ("name", pa.string()),
        ("kind", pa.string()),  # type of actor at the name's first mention
        ("context", pa.string()),  # of a person's bare family name: countries|titles|, with ! where it is "Mr. Smith"
        ("people", pa.uint32()),
        ("body", pa.uint32()),
        ("spelling", pa.string()),
        ("why", pa.string()),
        ("country", pa.string()),
        ("role", pa.string()),
        ("date", pa.string()),  # at which it was borne, EDTF
        ("count", pa.int32()),
    ]
)


def names_of(article: Article, mentions: Sequence[ActorMention]) -> list[tuple[Any, ...]]:
    """The rows of an article, in the order of its mentions."""
    kinds: dict[str, str] = {}
    ruling: dict[str, int] = {}
    rows: dict[tuple[Any, ...], list[int]] = {}  # what is said -> its first mention, how often
    named = [m for m in mentions if m.type not in ("place", "modifier")]
    for at, m in enumerate(named):
        kinds.setdefault(m.name, m.type)
        if m.type == "organisation" and RULING.search(m.name):
            ruling.setdefault(m.name, at)
        spelt = (None, None) if m.why.startswith("the only ") else (m.text, m.why)
        rows.setdefault((m.name, *spelt, m.country, *(role_of(article, m) or (None, None))), [at, 0])[1] += 1
    contexts = _contexts(named)
    out, seen = [], set[str]()
    for (name, *said), (at, count) in rows.items():
        where = (contexts.get(name, ""), *_blocks(name))
        out.append((at, int(name not in seen), name, kinds[name], *where, *said, count))
        seen.add(name)
    for name, at in ruling.items():
        block = crc32(sound(RULING.sub("", name))[:4].encode())
        out.append((at, 0, name, RULED, "", block, block, None, None, None, None, None, 0))
    return out


def _contexts(named: Sequence[ActorMention]) -> dict[str, str]:
    """Of each name in one word: which countries and titles stand with it, and whether it is addressed."""
    told: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for m in named:
        if " " not in m.name:
            countries, titles, addressed = told.setdefault(m.name, (set(), set(), set()))
            countries |= {m.country} if m.country else set()
            if m.role and COURTESY.fullmatch(m.role):
                addressed.add("!")
            elif m.role:
                titles.add(re.sub("[|,]", "", m.role.lower().split()[-1]))
    return {name: "|".join(",".join(sorted(part)) for part in parts) for name, parts in told.items()}


@lru_cache(50_000)
def _blocks(name: str) -> tuple[int, int]:
    return crc32(family_key(name)[:4].encode()), crc32(fold(without_suffix(name)).encode())


def without_suffix(name: str) -> str:
    """A company's name without "Inc", "Group" …, where two words or a longer one stay: "Veltrix Ltd" is Veltrix."""
    words = name.split()
    while len(words) > 1 and words[-1].rstrip(".,") in _legal_forms():
        words = words[:-1]
    return " ".join(words).rstrip(",")


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(form.rstrip(".") for form in read_words("organisations")["legal_forms"])
