"""The search text: one small grammar for the side bar, the address and `dateline query`.

Enters: what a reader typed. Leaves: a tree of frozen dataclasses, None for an empty text. Refuses, with a `SearchError` that
points at the place: what cannot be read, fields, kinds, statuses and dates that are not there, and more than a search may have.

    search  = all ("OR" all)*          all = part+            ("AND" may stand between parts)
    part    = "-" part | "NOT" part | "(" search ")" | field ":" value | "phrase" | word
    field   = actor | place | kind | source | status | after | before      (a value may be a "phrase")

Every part is read once from left to right and never again, so a text takes as long as it is long; brackets and minus signs
may stand in one another `DEPTH` deep.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process

from data_prep.edtf import parse_edtf
from data_prep.events.kinds import KINDS
from data_prep.saying import GROUPS, VOUCHED

LONGEST, MOST, DEPTH = 500, 40, 20  # characters; words, phrases and fields; one in another
_DAY = "accepted: a year, a month or a day, as 2024, 2024-06 or 2024-06-18"
FIELDS = {  # and what is accepted after each
    "actor": "accepted: a name after it, as actor:navy or actor:“coast guard”",
    "place": "accepted: the name of a place after it, as place:Geneva",
    "kind": "accepted: a kind of event after it, as kind:sign or kind:“use force”",
    "source": "accepted: an outlet or a kind of outlet after it, as source:wire",
    "status": f"accepted: {', '.join(VOUCHED)}",
    "after": _DAY,
    "before": _DAY,
}
_QUOTES = '"“”„'
_TOKEN = re.compile(
    rf"""\s*(?:(?P<sign>[()]|-(?=[^\s)-]))|(?P<quoted>[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}])?)|(?P<word>[^\s(){_QUOTES}]+))"""
)
_FIELD = re.compile(r"([^\W\d_]+):(.*)")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Words:
    """A word or a phrase, as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """What a field must be: `values` are the kinds or statuses that are meant, the first day of a date, or else as typed."""

    name: str
    text: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be so."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """What must all be so."""

    of: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Of what one at least must be so."""

    of: tuple["Node", ...]


Node = Words | Field | Not | All | Any


class SearchError(ValueError):
    """A search text that cannot be read: where, what was found there, what is accepted."""

    def __init__(self, text: str, at: int, found: str, accepted: str) -> None:
        super().__init__(f"{found}; {accepted}")
        self.text, self.at, self.found, self.accepted = text, at, found, accepted

    def pointed(self, width: int = 72) -> str:
        """Two lines, the text and a caret under the place; of a longer text what lies around the place."""
        first = max(0, min(self.at - width // 2, len(self.text) - width + 1))
        before, after = "…" * (first > 0), "…" * (first + width < len(self.text))
        line = re.sub(r"\s", " ", self.text[first : first + width])
        return f"{before}{line}{after}\n{' ' * (len(before) + self.at - first)}^"


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the text: `is_` is one of ( ) - OR AND NOT phrase word field end."""

    is_: str
    text: str
    at: int


@lru_cache(maxsize=256)
def parse_search(text: str) -> Node | None:
    """Read a search text; None where it asks for nothing. Raises SearchError."""
    if len(text) > LONGEST:
        raise SearchError(text, LONGEST, f"the search has {len(text):,} characters", f"accepted: {LONGEST} at most")
    tokens = _tokens(text)
    return _Reader(text, tokens).read() if len(tokens) > 1 else None


def _tokens(text: str) -> list[_Token]:
    tokens, at, end = [], 0, len(text.rstrip())
    while at < end and (found := _TOKEN.match(text, at)):
        at = found.end()
        first, word = found.start("word" if found["word"] else "sign"), found["word"]
        if found["quoted"]:
            if not found["closed"]:
                found_words = "a quotation mark that is not closed"
                raise SearchError(text, found.start("quoted"), found_words, "accepted: another one after the phrase")
            tokens.append(_Token("phrase", found["phrase"], found.start("quoted")))
        elif word and (field := _FIELD.fullmatch(word)):
            tokens.append(_Token("field", field[1], first))
            if field[2]:
                tokens.append(_Token("word", field[2], first + field.start(2)))
        else:
            is_ = word if word in ("OR", "AND", "NOT") else "word" if word else found["sign"]
            tokens.append(_Token(is_, word or found["sign"], first))
    return [*tokens, _Token("end", "", end)]


class _Reader:
    """Goes over the tokens once."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text, self.tokens, self.next, self.n = text, tokens, 0, 0

    def read(self) -> Node:
        tree = self.search(0)
        if self.now.is_ == ")":
            raise self.error(self.now, "a bracket that was not opened", "accepted: ( before it, or none")
        return tree

    @property
    def now(self) -> _Token:
        return self.tokens[self.next]

    def take(self) -> _Token:
        self.next += 1
        return self.tokens[self.next - 1]

    def error(self, token: _Token, found: str, accepted: str) -> SearchError:
        return SearchError(self.text, token.at, found, accepted)

    def search(self, depth: int) -> Node:
        choices = [self.all(depth)]
        while self.now.is_ == "OR":
            self.take()
            choices.append(self.all(depth))
        return choices[0] if len(choices) == 1 else Any(tuple(choices))

    def all(self, depth: int) -> Node:
        parts = [self.part(depth)]
        while self.now.is_ not in ("OR", ")", "end"):
            if self.now.is_ == "AND":
                self.take()
            parts.append(self.part(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def part(self, depth: int) -> Node:
        token = self.take() if self.now.is_ != "end" else self.now
        if depth > DEPTH:
            raise self.error(token, f"more than {DEPTH} brackets or minus signs in one another", f"accepted: {DEPTH}")
        if token.is_ in ("-", "NOT"):
            return Not(self.part(depth + 1))
        if token.is_ == "(":
            tree = self.search(depth + 1)
            if self.now.is_ != ")":
                raise self.error(token, "a bracket that is not closed", "accepted: ) after what belongs together")
            self.take()
            return tree
        self.n += 1
        if self.n > MOST:
            raise self.error(token, f"more than {MOST} words and fields", f"accepted: {MOST} at most")
        if token.is_ == "field":
            return self.field(token)
        if token.is_ in ("word", "phrase") and token.text.strip():
            return Words(token.text.strip())
        raise self.error(token, self.missing(token), "accepted: a word, a “phrase”, a field as actor:name, or ( … )")

    def missing(self, token: _Token) -> str:
        """What is wrong with a place at which no part begins."""
        if token.is_ == "phrase":
            return "there is nothing between the quotation marks"
        before = self.tokens[max(0, self.next - (1 if token.is_ == "end" else 2))]
        if before is token:
            return f"there is nothing before “{token.text}”"
        return f"there is nothing {'in the brackets' if before.is_ == '(' else f'after “{before.text}”'}"

    def field(self, token: _Token) -> Field:
        name = token.text.lower()
        if name not in FIELDS:
            accepted = f"accepted: {', '.join(f'{f}:' for f in FIELDS)}, or the words in quotation marks"
            raise self.error(token, f"there is no field “{token.text}”", accepted)
        if self.now.is_ not in ("word", "phrase") or not self.now.text.strip():
            raise self.error(self.now, f"there is nothing after “{name}:”", FIELDS[name])
        value = self.take()
        text = value.text.strip()
        if name in ("after", "before"):
            values = _first_day(text)
        else:
            values = _MEANT[name].get(text.casefold(), ()) if name in _MEANT else (text,)
        if not values:
            raise self.error(value, *_refusal(name, text))
        return Field(name, text, values)


def _first_day(text: str) -> tuple[str, ...]:
    """The first day of a year, a month or a day; empty for what is none."""
    try:
        first = parse_edtf(text).interval.start if _DATE.fullmatch(text) else None
    except ValueError:
        return ()
    return (first.isoformat(),) if first else ()


def _refusal(name: str, text: str) -> tuple[str, str]:
    """What is said of a value that a field does not have."""
    if name not in _MEANT:
        return f"“{text}” is no date", FIELDS[name]
    accepted = FIELDS[name]
    if name == "kind":
        nearest = [said for said, _, _ in process.extract(text.casefold(), list(_MEANT["kind"]), limit=3)]
        accepted = f"the nearest are {', '.join(f'“{said}”' for said in nearest)}"
    return f"there is no {name} “{text}”", accepted


def _kinds() -> dict[str, tuple[str, ...]]:
    """What a kind is called -> that kind; a word of it, or its group -> all kinds that are meant."""
    meant: dict[str, list[str]] = {}
    for kind in KINDS.values():
        labels = (kind.label, GROUPS.get(kind.group, ""))
        words = (word for label in labels for word in (label, *label.split(", ")))
        for said in dict.fromkeys(word.casefold() for word in (kind.name, kind.group, *words)):
            meant.setdefault(said, []).append(kind.name)
    own = {said.casefold(): (kind.name,) for kind in KINDS.values() for said in (kind.name, kind.label)}
    return {said: tuple(kinds) for said, kinds in meant.items() if said} | own


_MEANT: dict[str, dict[str, tuple[str, ...]]] = {
    "kind": _kinds(),
    "status": {
        **{status: (status,) for status in VOUCHED},
        **{words: (status,) for status, words in VOUCHED.items()},
        "fact": ("reported",),
    },
}
