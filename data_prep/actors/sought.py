"""Names that a reader asks for, found in a text in the ways the press shortens them: actors, but also products and works.

Enters: a text, the names, the mentions found in it. Leaves: the mentions with those of the names in place of what they overlap;
a name with a code in it ("Heron 450") is of the type "thing". A name is found in full; by its initials and what brackets
behind it introduce; by its code with what follows ("the 450-ER"); by two or more of its words ("Maritime Rescue"), its state by its
other names; a person by the given name where nobody else bears it. Refuses to guess: a code of less than three figures or
letters, or one word of several, stands for nothing, nor does a part of a name behind another capital ("Royal Air Force").
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from data_prep.actors.lexicon import known_names, name_words
from data_prep.actors.names import fold
from data_prep.records import ActorMention
from data_prep.words import read_words

CODE = re.compile(r"(?=\w*\d)[\w]{3,}")


def find_sought(text: str, names: Sequence[str], mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """All mentions, in order of the text; those of the sought names bear the names as they are asked for."""
    spans: list[tuple[int, int, str]] = []
    people = {m.name for m in mentions if m.type == "person" and " " in m.name}
    for name in names:
        for pattern in [_pattern(name.split()), *(_codes(name) if _has_code(name) else _initials(text, name))]:
            spans += [(*m.span(), name) for m in re.finditer(pattern, text)]
        for pattern in () if _has_code(name) else _parts(name, people):
            spans += [(*m.span(), name) for m in re.finditer(pattern, text) if not _is_behind_name(text, m.start())]
    found: list[ActorMention] = []
    at = -1
    for start, end, name in sorted(spans, key=lambda row: (row[0], -row[1])):
        if start >= at:
            at = end + _class_behind(text, end) if _has_code(name) else end
            found.append(ActorMention(start, at, text[start:at], name, _type_of(name, mentions), "asked for"))
    beside = [m for m in mentions if all(m.end <= f.start or f.end <= m.start for f in found)]
    return sorted([*found, *beside], key=lambda m: m.start)


def _class_behind(text: str, end: int) -> int:
    """How far the nouns reach that say what the thing is: "the 450 seaplane"."""
    at = end
    while (match := re.compile(r" ([a-z]+)(?![\w-])").match(text, at)) and match[1] in _things():
        at = match.end()
    return at - end


@cache
def _things() -> frozenset[str]:
    return frozenset(noun for group in read_words("referring")["things"] for noun in group)


def _has_code(name: str) -> bool:
    return any(CODE.fullmatch(word) or word.isdigit() for word in name.split())


def _is_behind_name(text: str, start: int) -> bool:
    """Whether a capital right before makes it a part of another name."""
    before = re.search(r"([A-Z][\w.&-]*) $", text[max(0, start - 24) : start])
    return before is not None and before[1].lower() not in name_words()["closed"]


def _type_of(name: str, mentions: Sequence[ActorMention]) -> str:
    """ "thing" where there is a code in the name; else what the text's own mentions take it for."""
    if _has_code(name):
        return "thing"
    return next((m.type for m in mentions if fold(m.name) == fold(name) and m.type != "modifier"), "organisation")


def _codes(name: str) -> Iterator[str]:
    """The code of a name with the words behind it, and those alone: "the 450", "450-ER", "the Dreamboat"."""
    words = name.split()
    code = next((i for i, word in enumerate(words) if CODE.fullmatch(word)), None)
    if code is None:
        return
    rest = "".join(rf"(?: [\"“‘']?{re.escape(word)}s?[\"”’']?)?" for word in words[code + 1 :])
    yield rf"(?i:(?<![\w$€£.,-]){re.escape(words[code])}s?(?:-\w+)?{rest})(?![\w%])(?![.,]\d)"
    for word in words[code + 1 :]:
        yield rf"(?i:(?<!\w){re.escape(word)}s?(?!\w))"


def _initials(text: str, name: str) -> Iterator[str]:
    """The capitals of a name, three at least, and what brackets behind it introduce."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    if len(initials) > 2:
        yield rf"(?<!\w){re.escape(initials)}(?!\w)"
    introduced = re.search(rf"{_pattern(name.split())},? \(([A-Z][\w&.]{{1,9}})\)", text)
    if introduced is not None:
        yield rf"(?<!\w){re.escape(introduced[1])}(?!\w)"


def _parts(name: str, people: set[str]) -> Iterator[str]:
    """A name without its first or its last words, two at least left; a state in it by its other names."""
    words, known, closed = name.split(), known_names(), name_words()["closed"]
    if name in people and sum(other.split()[0] == words[0] for other in people) == 1:
        yield rf"(?<!\w){re.escape(words[0])}(?!\w)(?! [A-Z])"
    for n in range(1, len(words) - 1):
        state = known.get(" ".join(words[:n]))
        if state is not None:
            names = sorted(
                k for k, row in known.items() if row.name == state.name and row.form in ("name", "adjective")
            )
            yield rf"(?<!\w)(?:{'|'.join(map(re.escape, names))}) {_pattern(words[n:])}"
        if words[n].lower() not in closed:
            yield _pattern(words[n:])
        if words[-n - 1].lower() not in closed and " ".join(words[:-n]) not in known:
            yield rf"{_pattern(words[:-n])}(?! [A-Z])"


def _pattern(words: Sequence[str]) -> str:
    body = r"\s+".join(rf"[\"“‘']?{re.escape(word)}" for word in words)
    return rf"(?i:(?<!\w){body}(?:s(?=\W))?[\"”’]?(?!\w))"
