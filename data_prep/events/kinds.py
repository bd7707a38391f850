"""Kinds of events and the words that tell of them, with their inflected forms.

Enters: `words/kinds.yml`, `words/grammar.yml`. Leaves: KINDS, and look-up tables from a word as it stands to lemma,
form and kind. Kinds are PLOVER's event classes (Halterman et al. 2023) and what the news tells beside politics.
"""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from data_prep.actors.names import fold
from data_prep.words import read_words

GROUPS = ("meet", "agree", "say", "press", "force", "ceremony", "other")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name, the group that colours it, its label for people, how much it tends to matter (0 to 1)."""

    name: str
    group: str
    label: str
    weight: float


KINDS = MappingProxyType(
    {name: Kind(name, row["group"], row["label"], row["weight"]) for name, row in read_words("kinds").items()}
)


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A verb as it may stand: lemma and form (base, s, past, pp, ing)."""

    lemma: str
    form: str


@cache
def verb_kinds() -> dict[str, str]:
    """Lemma (with its particle, "carry out") -> kind."""
    return {verb: kind for kind, row in read_words("kinds").items() for verb in row["verbs"]}


@cache
def noun_forms() -> dict[str, tuple[str, str]]:
    """Noun as it stands, singular or plural, also in two words -> (singular, kind)."""
    forms: dict[str, tuple[str, str]] = {}
    for kind, row in read_words("kinds").items():
        for noun in row["nouns"]:
            for form in (noun, plural_of(noun)):
                forms.setdefault(form, (noun, kind))
    return forms


def plural_of(noun: str) -> str:
    """A noun's plural by the rules of English spelling."""
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


@cache
def verb_forms() -> dict[str, tuple[VerbForm, ...]]:
    """Verb as it stands -> the forms it may be ("put" is base, past and participle)."""
    grammar = read_words("grammar")
    irregular: dict[str, list[str]] = grammar["irregular"]
    lemmas = (
        {v.split()[0] for v in verb_kinds()}
        | {
            v
            for field in ("light_verbs", "planning", "speech", "claim_verbs", "deny_verbs", "common_verbs")
            for v in grammar[field]
        }
        | set(irregular)
    )
    forms: dict[str, list[VerbForm]] = {}
    for lemma in sorted(lemmas):
        for form, spelt in _inflect(lemma, irregular):
            forms.setdefault(spelt, []).append(VerbForm(lemma, form))
    return {spelt: tuple(rows) for spelt, rows in forms.items()}


@cache
def past_of(lemma: str) -> str:
    """The simple past of a verb: "present" -> "presented"."""
    return next(spelt for form, spelt in _inflect(lemma, read_words("grammar")["irregular"]) if form == "past")


def _inflect(lemma: str, irregular: dict[str, list[str]]) -> list[tuple[str, str]]:
    """The forms of a verb by the rules of English spelling (Quirk et al. 1985, 3.5 ff.), irregular pasts from the list."""
    vowels = "aeiou"
    head, dash, tail = lemma.rpartition("-")
    stem = tail
    third = (
        stem[:-1] + "ies"
        if stem.endswith("y") and stem[-2] not in vowels
        else stem + ("es" if stem.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    )
    doubles = (
        len(stem) > 2
        and stem[-1] not in vowels + "wxy"
        and stem[-2] in vowels
        and stem[-3] not in vowels
        and (len(stem) <= 4 or stem in DOUBLING)
    )
    base = stem + stem[-1] if doubles else stem
    ing = (
        base[:-2] + "ying"
        if base.endswith("ie")
        else base[:-1] + "ing"
        if base.endswith("e") and not base.endswith(("ee", "ye", "oe"))
        else base + "ing"
    )
    past = (
        base + "d"
        if base.endswith("e")
        else base[:-1] + "ied"
        if base.endswith("y") and base[-2] not in vowels
        else base + "ed"
    )
    pasts = irregular.get(stem, [past, past])
    forms = [("base", stem), ("s", third), ("ing", ing), ("past", pasts[0]), ("pp", pasts[1])]
    if (
        stem[-1] == "l" and stem[-2] in vowels and base == stem and stem not in irregular
    ):  # British: cancelled, travelling
        forms += [("ing", stem + "ling"), ("past", stem + "led"), ("pp", stem + "led")]
    return [(form, head + dash + spelt) for form, spelt in forms]


# Verbs of two syllables and more that double their last letter, the stress being on the end.
DOUBLING = frozenset(
    {
        "admit",
        "commit",
        "permit",
        "refer",
        "prefer",
        "occur",
        "confer",
        "control",
        "compel",
        "expel",
        "rebel",
        "repel",
        "submit",
        "transfer",
        "deter",
        "incur",
        "omit",
        "regret",
        "acquit",
        "embed",
        "kidnap",
        "outwit",
    }
)


@cache
def stem(word: str) -> str:
    """A word without its most frequent endings: unveiled, unveiling and unveils fall together."""
    plain = fold(word)
    for ending in ("ings", "ing", "ied", "ies", "ed", "es", "s", "e"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)]
    return plain
