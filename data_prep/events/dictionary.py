"""What a word may be: its parts of speech by the dictionary, the closed classes, or its ending.

Enters: `words/english.txt`, `words/grammar.yml`, the verbs and nouns of `words/kinds.yml`. Leaves: for a word as it stands
its `Entry`. A word that nothing knows is taken by its ending, else for a noun; with a capital, for a name.
"""

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from data_prep.events.kinds import noun_forms, verb_forms
from data_prep.words import read_words

FORM_CODES = {"base": "V", "s": "Z", "past": "D", "pp": "P", "ing": "G"}
FORMS = {code: form for form, code in FORM_CODES.items()}
CLOSED = {
    "adverbs": "ADV",
    "particles": "ADV",
    "subordinators": "SUB",
    "prepositions": "PREP",
    "conjunctions": "CONJ",
    "relatives": "REL",
    "determiners": "DET",
    "pronouns": "PRON",
    "auxiliaries": "AUX",
    "modals": "MODAL",
    "negations": "NEG",
}


class Entry(NamedTuple):
    """A word: in small letters, the tag it has before its neighbours are asked, its possible parts of speech (N noun,
    S plural, V verb, Z its -s form, D past, P past participle, G -ing form, J adjective, R adverb; the usual one first),
    the verb it is a form of."""

    low: str
    tag: str
    codes: str
    verb: str


@cache
def _closed_tags() -> dict[str, str]:
    grammar = read_words("grammar")
    tags = {word: tag for field, tag in CLOSED.items() for word in grammar[field]}
    return tags | {
        "to": "TO",
        "his": "DET",
        "her": "DET",
        "that": "REL",
        "both": "DET",
        "without": "PREP",
        "according": "PREP",
        "once": "ADV",
        "so": "ADV",
    }


@cache
def _english() -> dict[str, str]:
    """Word -> "codes" or "codes/verb", as the dictionary has it."""
    text = (files("data_prep.words") / "english.txt").read_text(encoding="utf-8")
    words = iter(text.partition("\n\n")[2].split())
    return dict(zip(words, words, strict=True))


@cache
def _own() -> dict[str, str]:
    """Words that the dictionary lacks, or of which the press makes other use."""
    words: dict[str, str] = read_words("grammar")["parts_of_speech"]
    return words


@lru_cache(maxsize=1 << 16)
def look_up(word: str) -> Entry:
    """The entry of a word as it stands in a text."""
    low = word.lower()
    if len(word) > 1 and low[-1] == ".":
        low = low.rstrip(".")
    closed = _closed_tags().get(low)
    row, _, verb = _own().get(low, _english().get(low, "")).partition("/")
    own = verb_forms().get(low, ())
    codes = "#" if low in read_words("grammar")["numbers"] else row or _by_ending(low, bool(own))
    if low in noun_forms() and "N" not in codes and "S" not in codes:
        codes += "N"
    codes += "".join(c for c in (FORM_CODES[f.form] for f in own) if c not in codes)
    verb = verb or (own[0].lemma if own else low)
    if closed is not None:
        return Entry(low, closed, codes if row else "", verb)
    adverb = codes == "R" or (codes == "NR" and low.endswith("ly"))  # "briefly"
    return Entry(low, "ADV" if adverb else "WORD", codes, verb)


def _by_ending(low: str, known_verb: bool) -> str:
    """The parts of speech of a word that is not in the dictionary."""
    if known_verb:
        return ""
    if not low[:1].isalpha():
        return "#"
    if "-" in low:
        return _by_last_piece(low)
    if len(low) > 4:
        for ending, codes in (("ed", "DPJ"), ("ing", "GN"), ("ly", "R")):
            if low.endswith(ending):
                return codes
    return "S" if low.endswith("s") and not low.endswith(("ss", "us", "is")) else "N"


def _by_last_piece(low: str) -> str:
    """ "state-run", "45-year-old", "co-signed": by the piece behind the last hyphen."""
    first, _, last = low.rpartition("-")
    codes = _english().get(last, "").partition("/")[0]
    if first in ("re", "co", "pre", "over", "under", "mis", "out", "un", "de"):
        return codes or "N"
    if "P" in codes or "G" in codes or codes[:1] == "J":
        return "J"
    return codes[:1] if codes[:1] in ("N", "S") else "NJ"
