"""The words of time expressions, read once from `words/timex.yml`, as look-up tables and as pieces of patterns.

Enters: the YAML file of the package. Leaves: tables (`MONTHS`, `UNITS` …), `compile_pattern`, which lets a rule be written
as people read it (`<month> <day>, <year>`), and readers of numbers. Refuses: a pattern with an unknown piece (KeyError).
"""

import re
from functools import cache
from typing import Any

from data_prep.words import read_words

_WORDS = read_words("timex")

MONTHS: dict[str, int] = {name: n for n, names in enumerate(_WORDS["months"], 1) for name in names}
WEEKDAYS: dict[str, int] = {name: n for n, names in enumerate(_WORDS["weekdays"], 1) for name in names}
DAY_NAMES: tuple[str, ...] = tuple(names[0].capitalize() for names in _WORDS["weekdays"])
SEASONS: dict[str, dict[str, Any]] = _WORDS["seasons"]
UNITS: dict[str, str] = _WORDS["units"]
DAY_PARTS: dict[str, str] = _WORDS["day_parts"]
NUMBERS: dict[str, int] = _WORDS["numbers"]
ORDINALS: dict[str, int] = _WORDS["ordinals"]
DECADES: dict[str, int] = _WORDS["decades"]
HOLIDAYS: dict[str, dict[str, int]] = _WORDS["holidays"]
REFERENCES: dict[str, str] = {word: value for value, words in _WORDS["references"].items() for word in words}
VAGUE_NUMBERS: frozenset[str] = frozenset(_WORDS["vague_numbers"])
MODS: dict[str, str] = {
    word: mod for table in ("endings", "bounds", "modifiers") for mod, words in _WORDS[table].items() for word in words
}
AMBIGUOUS_MONTHS: frozenset[str] = frozenset(_WORDS["ambiguous_months"])
NAME_MONTHS: frozenset[str] = frozenset(_WORDS["name_months"])
NAMES_OF_DAYS: frozenset[str] = frozenset(_WORDS["names_of_days"])
NAMES_AFTER_DAYS: tuple[str, ...] = tuple(_WORDS["names_after_days"])
NUMBERED: frozenset[str] = frozenset(_WORDS["numbered"])
FUTURE_WORDS: frozenset[str] = frozenset(_WORDS["tense"]["future"])
TOWARDS_WORDS: frozenset[str] = frozenset(_WORDS["tense"]["towards"])
PRESENT_WORDS: frozenset[str] = frozenset(_WORDS["tense"]["present"])
PAST_WORDS: frozenset[str] = frozenset(_WORDS["tense"]["past"])
LASTING_WORDS: frozenset[str] = frozenset(_WORDS["tense"]["lasting"])
SHORT_FORMS: tuple[str, ...] = tuple(_WORDS["short_forms"])
MODALS: frozenset[str] = frozenset(_WORDS["modals"])
NOUN_WORDS: frozenset[str] = frozenset(_WORDS["tense"]["nouns"])
NO_VERBS: frozenset[str] = frozenset(_WORDS["tense"]["neither"])


def _any_of(words: Any) -> str:
    """An alternation, longest word first, a space standing for any white space, a quote for both kinds.

    The first letters stand before it: where none of them follows, no word is tried.
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    first = "".join(sorted({re.escape(word[0]) for word in ordered}))
    words = "|".join(re.escape(word).replace(r"\ ", " ").replace("'", "['’]?") for word in ordered)
    return f"(?=[{first}])(?:{words})"


def _capital(words: Any) -> str:
    """The words with a capital or all in capitals, whatever the flags of the pattern."""
    return (
        "(?-i:"
        + "|".join(f"{word.capitalize()}|{word.upper()}" for word in sorted(words, key=lambda w: (-len(w), w)))
        + ")"
    )


_full_months = [names[0] for names in _WORDS["months"]]
_small_months = [m for m in _full_months if m not in AMBIGUOUS_MONTHS]
_short_months = [m for m in MONTHS if m not in _full_months]
_weekday_names = [w for w in WEEKDAYS if w.endswith("day")]
_weekday_short = [w for w in WEEKDAYS if not w.endswith("day")]
_small = _any_of(n for n in NUMBERS if n not in ("hundred", "thousand", "dozen", "zero"))
_tens = _any_of(n for n, value in NUMBERS.items() if 20 <= value <= 90)
_ones = _any_of(n for n, value in NUMBERS.items() if 1 <= value <= 9)
_spelled = rf"(?:(?:{_tens})[- ](?:{_ones})|{_small})"
_modifier_words = [word for words in _WORDS["modifiers"].values() for word in words if not word.endswith("-")]
_bound_words = [word for words in _WORDS["bounds"].values() for word in words]

PIECES = {
    "month": rf"(?:(?:{_any_of(_small_months)}|{_capital(m for m in _full_months if m in AMBIGUOUS_MONTHS)})\b|{_capital(_short_months)}\b\.?)",
    "day": r"(?:[12]\d|3[01]|0?[1-9])(?!\d)(?:st\b|nd\b|rd\b|th\b)?",
    "year": r"(?<![\d.,$£€#])(?:1\d{3}|20\d\d)(?!\d|[.,]\d|%)",
    "weekday": rf"(?:{_any_of(_weekday_names)}|{_capital(_weekday_short)}\b\.?)",
    "fullweekday": rf"(?:{_any_of(_weekday_names)})",
    "season": rf"(?:{_any_of(SEASONS)})",
    "unit": rf"(?:{_any_of(UNITS)})s?",
    "number": rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?: \d/\d)?|(?:an? |{_spelled} )?(?:hundred|thousand|dozen)|{_spelled}(?: (?:hundred|thousand))?)",
    "vague": rf"(?:{_any_of(VAGUE_NUMBERS)})",
    "ordinal": rf"(?:{_any_of(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))",
    "part": rf"(?:{_any_of(DAY_PARTS)})",
    "decade": rf"(?:{_any_of(DECADES)})",
    "holiday": rf"(?:{_any_of(HOLIDAYS)})",
    "reference": rf"(?:{_any_of(REFERENCES)})",
    "mod": rf"(?:(?:{_any_of(_modifier_words)}) |(?:the )?mid[- ]|(?:early|late)-)",
    "nth": rf"(?:{_any_of(ORDINALS)})",
    "era": r"(?:BCE?\b|B\.C\.(?:E\.)?)",
    "bound": rf"(?:{_any_of(_bound_words)})",
    "age": rf"(?:{_any_of(_WORDS['present_age'])})",
    "modal": rf"(?:{_any_of(MODALS)})",
    "zone": rf"(?:{_any_of(_WORDS['time_zones'])})",
    "clock": r"(?:(?:[01]?\d|2[0-4])(?::[0-5]\d){1,2}(?: ?[ap]\.?m\b\.?)?|(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)? ?[ap]\.?m\b\.?)",
}
_PLACE = re.compile(r"(?<!\?P)<([a-z]+)(\d?)>")

# White space as people write it in a pattern, the longest first: a line break may stand where a space does.
_SPACES = {"[- ]": r"(?:-|\s{1,3})", " ?": r"\s{0,3}", " ": r"\s{1,3}"}
_UNNAMED = re.compile(r"\{([a-z]+)\}")


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a rule's pattern: `<piece>` is a named group (`<piece2>` its second use), `{piece}`
    the same without a name, a space any white space.

    Letters match in either case, but months and weekdays that are also other words keep their capital.
    """
    written = _PLACE.sub(lambda place: f"(?P<{place[1]}{place[2]}>{PIECES[place[1]]})", pattern)
    written = _UNNAMED.sub(lambda place: PIECES[place[1]], written)
    for space, meant in _SPACES.items():
        written = written.replace(space, meant)
    return re.compile(written, re.IGNORECASE)


_heads = [word for table in ("bounds", "modifiers") for words in _WORDS[table].values() for word in words]
_ends = _any_of(word for words in _WORDS["endings"].values() for word in words)
_MOD = re.compile(
    rf"(?P<head>{_any_of(_heads)})(?:\b|(?<=-))|.*\b(?P<tail>{_ends})$".replace(" ", r"\s+"),
    re.IGNORECASE | re.DOTALL,
)


def mod_of(words: str) -> str:
    """The TIMEX3 mod of an expression: START of "early March", APPROX of "a week or so", "" where no word says one."""
    found = _MOD.match(words)
    said = (found["head"] or found["tail"]) if found else ""
    return MODS[" ".join(said.lower().replace("’", "'").split())] if said else ""


def trigger_words(*names: str) -> frozenset[str]:
    """Single lower-case words by which a text is searched for candidates: tables by their name in
    capitals, other words as they are."""
    tables: dict[str, Any] = {
        "MONTHS": MONTHS,
        "WEEKDAYS": [*WEEKDAYS, *(w + "s" for w in WEEKDAYS)],
        "SEASONS": [*SEASONS, *(s + "s" for s in SEASONS)],
        "UNITS": [*UNITS, *(u + "s" for u in UNITS)],
        "PARTS": [*DAY_PARTS, *(p + "s" for p in DAY_PARTS)],
        "DECADES": DECADES,
        "HOLIDAYS": HOLIDAYS,
        "REFERENCES": REFERENCES,
    }
    found: set[str] = set()
    for name in names:
        # the last word: "christmas eve" is looked for by "eve", "trading day" by "day"
        found |= (
            {re.findall(r"[a-z]+", word.removesuffix("'s"))[-1] for word in tables[name]} if name in tables else {name}
        )
    return frozenset(found)


def month_number(word: str) -> int:
    """1 to 12 of a month's name or short form."""
    return MONTHS[word.lower().rstrip(".")]


def weekday_number(word: str) -> int:
    """1 (Monday) to 7 of a weekday's name or short form."""
    return WEEKDAYS[word.lower().rstrip(".")]


def day_number(word: str) -> int:
    """The number in 4, 04 or 4th."""
    return int(re.sub(r"\D", "", word))


def unit_code(word: str) -> str:
    """Y of years, TH of hours, D of trading days."""
    low = " ".join(word.lower().split())
    return UNITS.get(low) or UNITS[low.removesuffix("s")]


def ordinal_number(word: str) -> int:
    """1 of first or 1st."""
    word = word.lower()
    return ORDINALS[word] if word in ORDINALS else day_number(word)


def read_number(words: str) -> float | None:
    """The number that figures or words say: `2,000`, `2 1/2`, `twenty-five`, `three hundred`; None if vague."""
    said = " ".join(words.lower().split())
    if said in ("a couple of", "couple of"):
        return 2
    if said in VAGUE_NUMBERS:
        return None
    if figures := re.fullmatch(r"([\d,]+(?:\.\d+)?)(?: (\d)/(\d))?", said):
        whole = float(figures[1].replace(",", ""))
        return whole + int(figures[2]) / int(figures[3]) if figures[2] and figures[3] != "0" else whole
    total = 0.0
    for word in re.split(r"[ -]", said):
        if word in ("a", "an"):
            continue
        number = NUMBERS[word]
        total = max(total, 1) * number if number >= 100 or word == "dozen" else total + number
    return total
