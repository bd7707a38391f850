"""Titles around a name: "Russian Defense Minister X", "X, a spokesman for Y," — what they are, where they stand, whose.

Enters: a text and where a name begins or ends. Leaves: (title, its span, country) or None.
"""

import re
from functools import cache

from data_prep.actors.lexicon import (
    known_at,
    name_words,
    title_patterns,
)
from data_prep.actors.text import CAPITALISED, TIME_WORDS, Ends, TextView
from data_prep.records import Sentence
from data_prep.words import read_words

APPOSITION = re.compile(r"(?: \([^)]{1,20}\))?, ")
FOREIGN = re.compile(
    r"\b(?i:ambassador|envoy|special representative|minister to|consul)\b"
)  # whose country is not theirs
LETTERS = re.compile(r"[a-z]+")
ANY_LETTERS = re.compile(r"[A-Za-z]+")
ARTICLE = re.compile(r"(?:the|a|an) ")


def title_before(
    view: TextView, sentence: Sentence, start: int, ends: Ends
) -> tuple[str | None, tuple[int, int], str | None]:
    """The title directly before a name, its span and the country that it belongs to."""
    left = max(sentence.start, start - 110)
    match = _last_title(view.text[left:start]) if _may_end_title(view.text, left, start) else None
    if match is None:
        return None, (start, start), None
    role = match["role"] or match["short"]
    if _wants_more(role):
        return None, (start, start), None  # "head of the X": X is what is headed
    role_start = left + match.start()
    role_start = next((end + 1 for end, (begin, _) in ends.items() if begin < role_start < end), role_start)
    country, whose = country_before(view.text, role_start, ends)
    if whose == role_start:
        run = re.search(rf"(?:{CAPITALISED} )+$", view.masked[left:role_start])
        first = run[0].split()[0].lower() if run else ""
        if run and first not in TIME_WORDS | name_words()["closed"] and first not in view.lower_words:
            whose = left + run.start()  # "Acme Motors chief executive X"
            country, whose = country_before(view.text, whose, ends)
    named = re.search(
        r"([A-Z][\w-]+),(?: (?:the|a|an|its|his|her|their))? $", view.text[max(sentence.start, whose - 32) : whose]
    )
    if (match["gap"] or "").startswith(",") and named and named[1].lower() not in TIME_WORDS:
        return None, (start, start), None  # "X, the agency's head, Y said": the title is X's
    if country is None:
        inside = [known.country for end, (_, known) in ends.items() if role_start < end <= start and known.country]
        country = inside[0] if inside and not FOREIGN.search(role) else None
    shown = re.sub(r"^(?:the |under (?!secretary))", "", role, flags=re.IGNORECASE)
    if shown.lower().endswith("s") and shown.lower()[:-1].split()[-1] in read_words("people")["title_heads"]:
        shown = shown[:-1]  # "defense ministers X and Y"
    return shown, (whose, start), country


def _may_end_title(text: str, left: int, start: int) -> bool:
    """Whether a title can end here at all: most names stand behind a small word that is none, and need no closer look."""
    if text[start - 1 : start] != " ":
        return False
    end = start - (2 if text[start - 2 : start - 1] == "," else 1)
    begin = end
    while begin > left and "a" <= text[begin - 1] <= "z":
        begin -= 1
    word = text[begin:end]
    if begin == end or (begin > left and (text[begin - 1].isalnum() or text[begin - 1] in "_.’'-")):  # no small word
        return any(w in _heads() or w.removesuffix("s") in _heads() for w in LETTERS.findall(text[left:start].lower()))
    return word in name_words()["titles"] or word.removesuffix("s") in name_words()["titles"]


def _last_title(stretch: str) -> re.Match[str] | None:
    """The title that a stretch ends in: sought only from words that a title may begin with."""
    before, _ = title_patterns()
    for word in ANY_LETTERS.finditer(stretch):
        if word[0].lower() in _openings() and (match := before.match(stretch, word.start())) is not None:
            return match
    return None


@cache
def _openings() -> frozenset[str]:
    """The first words of titles, singular and plural."""
    people = read_words("people")
    titles = (*people["title_modifiers"], *people["title_heads"], *people["title_abbreviations"])
    words = frozenset(LETTERS.findall(title.lower())[0] for title in titles)
    return words | {word + "s" for word in words}


@cache
def _heads() -> frozenset[str]:
    """The last words of titles, and titles in short."""
    people = read_words("people")
    return frozenset(
        LETTERS.findall(word.lower())[-1] for word in (*people["title_heads"], *people["title_abbreviations"])
    )


def _wants_more(role: str) -> bool:
    """Whether a title ends in the middle: "head of the", "economist at Ada's"."""
    return role.rpartition(" ")[2].lower() in ("of", "the", "and", "to", "for", "at") or role.endswith(("’s", "'s"))


def country_before(text: str, at: int, ends: Ends) -> tuple[str | None, int]:
    """The state or body whose name ends right before `at`: its country, and where that stretch begins."""
    for gap in (" ", "’s ", "'s ", "’ ", "' "):
        if (
            text.endswith(gap, 0, at)
            and (found := ends.get(at - len(gap))) is not None
            and found[1].form not in ("city", "media")
        ):
            return found[1].country, found[0]
    return None, at


def title_behind(view: TextView, sentence: Sentence, end: int) -> tuple[str, tuple[int, int], str | None] | None:
    """A title in apposition: ", Russia's defense minister," or ", a spokesman for the ministry,"."""
    _, behind = title_patterns()
    opening = APPOSITION.match(view.text, end, sentence.end)
    if opening is None:
        return None
    at = opening.end()
    article = ARTICLE.match(view.text, at)
    known = known_at(view.text, article.end() if article else at)
    country, rest = (known[1].country, known[0]) if known and known[1].country else (None, at)
    match = behind.match(
        view.text[rest : sentence.end].removeprefix(" ")
        if view.text[rest : rest + 1] == " "
        else view.text[rest : sentence.end]
    )
    if match is None:
        return None
    offset = rest + (1 if view.text[rest : rest + 1] == " " else 0)
    return match["role"].strip(), (at, offset + match.end("role")), country
