"""Names that a reader asks for, found in a text in the ways the press shortens them: actors, but also products and works.

Enters: a text, the names. Leaves: mentions of them, and the other mentions that stay beside them. A name is found in
full, by what brackets behind it introduce, by its initials, by the code in it with what follows ("the 350", "the
350-900"), by the rest behind a first word that is a state. Refuses to guess: a code of less than three figures or letters names nothing by
itself, and no single word of a name stands for it.
"""

import re
from collections.abc import Sequence

from data_prep.actors.lexicon import known_names
from data_prep.actors.names import fold
from data_prep.records import ActorMention

CODE = re.compile(r"(?=\w*\d)[\w]{3,}")


def find_sought(text: str, names: Sequence[str], mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """The mentions of a text with those of the sought names in place of what they overlap."""
    spans: list[tuple[int, int, str]] = []
    for name in names:
        for pattern in _spellings(text, name):
            spans += [(*m.span(), name) for m in re.finditer(pattern, text)]
    found: list[ActorMention] = []
    at = -1
    for start, end, name in sorted(spans, key=lambda row: (row[0], -row[1])):
        if start >= at:
            found.append(ActorMention(start, end, text[start:end], name, _type_of(name, mentions), "asked for"))
            at = end
    beside = [m for m in mentions if all(m.end <= f.start or f.end <= m.start for f in found)]
    return sorted([*found, *beside], key=lambda m: m.start)


def _type_of(name: str, mentions: Sequence[ActorMention]) -> str:
    """ "thing" where there is a code in the name; else what the text's own mentions take it for."""
    if any(CODE.fullmatch(word) or word.isdigit() for word in name.split()):
        return "thing"
    return next((m.type for m in mentions if fold(m.name) == fold(name) and m.type != "modifier"), "organisation")


def _spellings(text: str, name: str) -> list[str]:
    """Patterns of the name and of its short forms, as far as the text gives reason to use them."""
    words = name.split()
    forms = [_pattern(words)]
    code = next((i for i, w in enumerate(words) if CODE.fullmatch(w)), None)
    if code is not None:
        rest = "".join(rf"(?: [\"“‘']?{re.escape(w)}s?[\"”’']?)?" for w in words[code + 1 :])
        forms.append(rf"(?i:(?<![\w$€£.,-]){re.escape(words[code])}s?(?:-\w+)?{rest})(?![\w%])(?![.,]\d)")
        forms += [rf"(?i:(?<!\w){re.escape(w)}s?(?!\w))" for w in words[code + 1 :]]
        return forms
    known = known_names()
    initials = "".join(w[0] for w in words if w[0].isupper())
    if len(initials) > 2:
        forms.append(rf"(?<!\w){re.escape(initials)}(?!\w)")
    if len(words) > 2:
        head = next((n for n in range(len(words) - 1, 0, -1) if " ".join(words[:n]) in known), 0)
        if head and len(words) - head > 1:
            forms.append(_pattern(words[head:]))
    introduced = re.search(rf"{forms[0]},? \(([A-Z][\w&.]{{1,9}})\)", text)
    if introduced is not None:
        forms.append(rf"(?<!\w){re.escape(introduced[1])}(?!\w)")
    return forms


def _pattern(words: Sequence[str]) -> str:
    body = r"\s+".join(rf"[\"“‘']?{re.escape(w)}" for w in words)
    return rf"(?i:(?<!\w){body}(?:s(?=\W))?[\"”’]?(?!\w))"
