"""Names of people: how they are folded, which part is the family name, and when two spellings are one person.

Enters: names as they stand in texts. Leaves: keys and reasons. It refuses to join two names whose given names differ:
Pak Jin-ho is not Pak Jin-su, however alike the rest.
"""

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from data_prep.actors.lexicon import name_words
from data_prep.words import read_words

# Transliterations of one sound, after Cyrillic and Arabic romanisations (BGN/PCGN, ISO 9, press habits): one spelling for all.
SOUNDS = (
    ("iy", "i"),
    ("yi", "i"),
    ("ii", "i"),
    ("ye", "e"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("y", "i"),
    ("j", "i"),
    ("kh", "h"),
    ("dh", "d"),
    ("gh", "g"),
    ("q", "g"),
    ("ck", "k"),
    ("ph", "f"),
    ("w", "v"),
    ("ou", "u"),
    ("oe", "o"),
)


_KEPT = 50_000  # names whose forms are remembered: there is no end of names
ARTICLE = re.compile(r"^(?:al|el|ad|as|ash|at|az|an|ar) (?=\w{3})")
SERVANT = re.compile(
    r"\babd(?:el|ul|al)?[ -](?:al[ -]|el[ -]|ul[ -])?", re.IGNORECASE
)  # "Abdel Rahman", "Abdul Rahman"


@lru_cache(_KEPT)
def fold(name: str) -> str:
    """Lower case without accents, hyphens, dots and apostrophes; one space between words."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^\w]+", " ", letters).strip()


@lru_cache(_KEPT)
def sound(word: str) -> str:
    """A word as it sounds across romanisations: Besonov and Bessonov, Zinovia and Zinovya fall together."""
    out = bare(word).replace(" ", "")
    for spelt, heard in SOUNDS:
        out = out.replace(spelt, heard)
    return re.sub(r"(.)\1", r"\1", out)


@lru_cache(_KEPT)
def split_name(name: str) -> tuple[str, str]:
    """(given names, family name). East Asian names carry the family name first.

    Known by the family name in `words/people.yml` and a given name that is hyphenated, in two parts, or no Western one.
    """
    parts = name.split()
    if len(parts) < 2:
        return "", name
    words = name_words()
    hyphenated = "-" in parts[-1] and parts[-1].split("-")[-1].islower()
    eastern = (
        parts[0] in words["family_first"]
        and (hyphenated or len(parts) == 3 or parts[0] not in words["given"])
        and parts[-1] not in words["given"]
    )
    if hyphenated or eastern:
        return " ".join(parts[1:]), parts[0]
    tail = 1
    while tail < len(parts) - 1 and parts[-tail - 1].lower() in read_words("people")["particles"]:
        tail += 1
    return " ".join(parts[:-tail]), " ".join(parts[-tail:])


def bare(name: str) -> str:
    """A folded name without its Arabic article: "al-Assad" and "Assad" are one family's."""
    return ARTICLE.sub("", fold(name))


def family_key(name: str) -> str:
    """The family name as it sounds: what persons are compared by."""
    return sound(split_name(name)[1])


@cache
def _variants() -> dict[str, int]:
    return {fold(n): row for row, names in enumerate(read_words("people")["given_names"]) for n in names}


def shared_keys(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """(what others find this full name by, what it seeks others by): two of one family that `same_person` joins share one."""
    keys = {f"={fold(name).replace(' ', '')}"}
    for spelt in {name, SERVANT.sub("Abdul", name)}:
        given = fold(split_name(spelt)[0])
        keys |= {f"~{sound(given)}", f"~{sound(given.replace(' ', ''))}", *given.split()}
        keys |= {f"#{_variants()[given]}"} if given in _variants() else set()
    given = fold(split_name(name)[0])
    initial, whole = f"{given[:1]}.", f"{given[:1]}…"
    put, ask = (initial, whole) if len(given) == 1 else (whole, initial)
    return frozenset({*keys, put}), frozenset({*keys, ask})


def _same_given(one: str, other: str) -> str | None:
    """Why two given names are one, or None. Initials fit a name that begins alike."""
    if fold(one).replace(" ", "") == fold(other).replace(" ", ""):
        return "same given name"
    if "-" in one or "-" in other or len(one.split()) > 1 or len(other.split()) > 1:
        first, second = fold(one).split(), fold(other).split()
        shorter, longer = sorted((first, second), key=len)
        if set(shorter) < set(longer) and ("-" not in one + other or shorter == longer[: len(shorter)]):
            return "the same given names, one with more of them"
        joined, other_joined = "".join(first), "".join(second)
        return "same given name, spelt otherwise" if sound(joined) == sound(other_joined) else None
    a, b = fold(one), fold(other)
    variants = _variants()
    if a in variants and variants.get(a) == variants.get(b):
        return "variants of one given name"
    if sound(a) == sound(b):
        return "same given name, romanised otherwise"
    if min(len(a), len(b)) == 1 and a[0] == b[0]:
        return "an initial that fits"
    return None


def same_person(one: str, other: str) -> str | None:
    """Why two full names are one person's, in plain words, or None."""
    if fold(one) == fold(other) or fold(one).replace(" ", "") == fold(other).replace(" ", ""):
        return "same name"
    if SERVANT.search(one) and SERVANT.search(other):
        one, other = SERVANT.sub("Abdul", one), SERVANT.sub("Abdul", other)
    (given, family), (other_given, other_family) = split_name(one), split_name(other)
    if not given or not other_given:
        return None
    here, there = sound(family), sound(other_family)
    near = here == there or (
        min(len(here), len(there)) >= 6 and here[0] == there[0] and Levenshtein.distance(here, there) <= 1
    )
    reason = _same_given(given, other_given) if near else None
    if reason is None:
        return None
    return reason if fold(family) == fold(other_family) else f"{reason}; family names sound alike"
