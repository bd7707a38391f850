"""The known names: states and what speaks for them, organisations, outlets, cities, and the words of titles.

Enters: the YAML files of `words/`. Leaves: look-up tables and one compiled pattern of all known names. Territories are
CLDR's (through Babel), their adjectives, capitals and seats are `words/countries.yml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from data_prep.words import read_lines, read_words

NOT_STATES = {"EU", "UN", "EZ", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA", "UM", "IO"}


@dataclass(frozen=True, slots=True)
class Known:
    """What a known spelling stands for. `form`: name, adjective, people, capital, seat, organ, organisation, media, city."""

    name: str
    form: str
    country: str | None = None


@cache
def state_names() -> dict[str, str]:
    """ISO 3166-1 alpha-2 -> the English name shown, as CLDR has it, in the press's shorter form where there is one."""
    shown = {
        code: name
        for code, name in Locale("en").territories.items()
        if code.isalpha() and len(code) == 2 and code not in NOT_STATES
    }
    for code, row in read_words("countries").items():
        first = next(iter(row.get("names", [])), None)
        if code not in shown or (first and re.search(r"[-(&]|SAR|Palestinian T", shown[code])):
            shown[code] = first or shown[code]
    shown["TR"] = "Turkey"
    return shown


@cache
def known_names() -> dict[str, Known]:
    """Every known spelling, case kept -> what it stands for. Where two claim one spelling, the state wins."""
    known: dict[str, Known] = {}
    places = read_words("places")
    known.update({city: Known(city, "city") for city in places["cities"]})
    known.update({word: Known(word, "adjective") for word in places["adjectives"]})
    for name, row in read_words("outlets").items():
        if row["kind"] == "official":
            continue  # a government's own site is the state's voice, not an outlet
        spellings = [s for s in [name, *row.get("spellings", [])] if s.isascii()]
        known.update({s: Known(name, "media") for spelling in spellings for s in (spelling, spelling.upper())})
    for name, spellings in read_words("organisations")["known"].items():
        known.update({s: Known(name, "organisation") for s in [name, *(spellings or [])]})
    known.update({city: Known(body, "seat") for city, body in read_words("organisations")["seats"].items()})
    forms = {
        "adjectives": "adjective",
        "people": "people",
        "capitals": "capital",
        "seats": "seat",
        "organs": "organ",
        "short": "name",
        "short_organs": "organ",
        "names": "name",
    }
    states = state_names()
    known.update({name: Known(name, "name", code) for code, name in states.items()})
    for code, row in read_words("countries").items():
        for field, form in forms.items():
            for spelling in row.get(field, []):
                if not (form == "adjective" and spelling in row.get("names", [])):
                    known[spelling] = Known(states[code], form, code)
    for code in states:
        known[states[code]] = Known(states[code], "name", code)
    return known


@cache
def _by_first_word() -> tuple[re.Pattern[str], dict[str, list[tuple[str, Known, bool]]]]:
    """(where a known name may begin, first word -> (spelling, what it is, whether it is a short form), the longest first)."""
    short = {name for row in read_words("countries").values() for name in row.get("short", [])}
    rows: dict[str, list[tuple[str, Known, bool]]] = {}
    for spelling, known in sorted(known_names().items(), key=lambda row: -len(row[0])):
        first = re.match(r"\w+", spelling)
        assert first is not None, spelling
        rows.setdefault(first[0], []).append((spelling, known, spelling in short))
    # a small first word stands everywhere ("the"): it counts where the second word of such a name follows
    small = {re.sub(r"(\w+)(\W\w+)?.*", r"\1(?=\2(?!\\w))", s) for s in known_names() if not s[0].isupper()}
    return re.compile(rf"(?<![\w’'-])(?:[^\W\d_a-z]\w*|{'|'.join(sorted(small))})"), rows


def known_at(text: str, at: int) -> tuple[int, Known] | None:
    """The longest known name that begins at `at`: where it ends and what it is; an apostrophe may have either shape."""
    begins, rows = _by_first_word()
    first = begins.match(text, at)
    return _longest(text, at, rows.get(first[0], ())) if first is not None else None


def find_known(text: str) -> Iterator[tuple[int, int, Known]]:
    """All known names of a text: a look-up for each word with a capital, however many names are known."""
    begins, rows = _by_first_word()
    last = 0
    for first in begins.finditer(text):
        if first.start() >= last and (found := rows.get(first[0])) and (hit := _longest(text, first.start(), found)):
            last = hit[0]
            yield first.start(), *hit


def _longest(text: str, at: int, rows: Sequence[tuple[str, Known, bool]]) -> tuple[int, Known] | None:
    for spelling, known, short in rows:
        end = at + len(spelling)
        if text.startswith(spelling, at) or ("'" in spelling and text[at:end].replace("’", "'") == spelling):
            behind = text[end : end + 2]
            inside = behind[:1].isalnum() or behind[:1] == "_" or re.match(r"-[a-z]", behind)
            if not inside and not (short and behind[:1] == " " and behind[1:].isupper()):
                return end, known
    return None


def _alternation(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def title_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(a title that ends where a name begins, a title that stands in apposition behind a name).

    "Vice Foreign Minister ", "ambassador to the United Nations ", "leader " — and ", Russia's defense minister,".
    """
    people = read_words("people")
    head = rf"(?i:{_alternation(people['title_heads'])})s?"
    modifier = rf"(?i:{_alternation(people['title_modifiers'])})"
    abbreviation = rf"(?:{_alternation(people['title_abbreviations'])})\.?"
    reach = r"(?: (?:to|of|for|at) (?:the )?(?:[A-Z][\w.’'-]*|of|the|and)(?: (?:[A-Z][\w.’'-]*|of|the|and)){0,5})?"
    plain = rf"(?:{modifier}[ -])*{head}"
    before = re.compile(
        rf"(?<![\w’'-])(?P<role>{plain}(?:{reach}| (?:to|of) the {plain}{reach}))(?P<gap>,? )$|(?<![\w’'-])(?P<short>{abbreviation}) $"
    )
    behind = re.compile(
        rf"(?:[’']s? )?(?:(?:the|a|an|its|their|his|her) )?(?:[a-z]+ )??(?P<role>{plain}(?: (?:to|of|for|at|in) (?:the )?[\w.’' -]{{2,50}}?)?)(?=[,.;:)\n]| (?:who|which|said|has|had|was|is|told|and)\b|$)"
    )
    return before, behind


@cache
def name_words() -> dict[str, frozenset[str]]:
    """Sets of single words: given names (folded spellings included), family names that come first, things, heads …"""
    people, bodies, grammar = read_words("people"), read_words("organisations"), read_words("grammar")
    closed = [
        w
        for field in (
            "determiners",
            "prepositions",
            "conjunctions",
            "subordinators",
            "relatives",
            "pronouns",
            "auxiliaries",
            "modals",
            "negations",
            "adverbs",
        )
        for w in grammar[field]
    ]
    titles = [*people["title_heads"], *people["title_modifiers"], *(t.lower() for t in people["title_abbreviations"])]
    return {
        "given_wide": read_lines("given_names.txt"),
        "no_names": frozenset([*people["no_names"], *read_words("places")["shortened"]]),
        "given": frozenset([*people["common_given"], *(n for row in people["given_names"] for n in row)]),
        "family_first": frozenset(people["family_first"]),
        "things": frozenset(people["thing_words"]),
        "heads": frozenset(bodies["heads"]),
        "modifiers": frozenset([*people["title_modifiers"], "general"]) - {"the", "then", "late", "new"},
        "titles": frozenset(titles),
        "closed": frozenset(closed),
    }
