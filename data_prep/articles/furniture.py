"""Page furniture off an article's lines: share bars, notices, link lists, slugs, copyright lines.

Enters: the lines of an article, headings and captions marked. Leaves: the lines that may be the article's, with the lines
that describe a picture marked so, and the copyright lines apart, since they name the outlet. What furniture is stands in
`words/furniture.yml`. Refuses nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from data_prep.articles.marks import Line
from data_prep.articles.outlets import find_outlet
from data_prep.words import read_words

_LONGEST = 600  # characters: a longer line is text, whatever it starts with; disclaimers reach this far
_SLUG = re.compile(
    r"^\(\s*(?:\d+(?:st|nd|rd|th)\s+)?"
    r"(?:LD|LEAD|URGENT|EXCLUSIVE|(?:[A-Z][\w.&'’-]*\s+){1,3}(?:Feature|Focus))\s*\)\s*"  # an agency's: "(News Focus)"
)
_CREDIT = re.compile(r"\((?P<names>[^()]{2,60})\)$")  # before the stop it explains an abbreviation: "… Agency (KCNA)."
_PROSE_WORDS = 10  # a line of at least so many words that ends with a stop is prose
_STOPS = (".", "!", "?", "。", "！", "？", "।", "۔", "؟", "։")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]")  # Thai to Han: no blanks


@dataclass(frozen=True, slots=True)
class Swept:
    """An article's lines without furniture; `rights`: the copyright lines that went."""

    lines: list[Line]
    rights: list[str]


def drop_furniture(lines: Sequence[Line]) -> Swept:
    """The lines that may be article text. A line told twice is kept once where it is a heading, slug or caption."""
    cut = [replace(line, text=_cut_within(line.text)) for line in _before_readers(lines)]
    rights = [line.text for line in cut if is_rights(line.text)]
    gone = set(rights)
    kept = [line for line in _drop_lists(cut) if line.text and line.text not in gone and not is_furniture(line.text)]
    marked = [replace(line, mark="caption") if not line.mark and is_caption(line.text) else line for line in kept]
    return Swept(_once(marked), rights)


def _before_readers(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines up to the first stamp of a reader's comment; what that reader wrote before it cannot be told apart."""
    for n, line in enumerate(lines):
        stamp = next((m for rule in _words()["readers"] if (m := rule.search(line.text))), None)
        if stamp is not None:
            return [*lines[:n], replace(line, text=line.text[: stamp.start()].rstrip())]
    return lines


def is_prose(text: str) -> bool:
    """Whether a line is running text: several words and a stop at its end; a teaser that trails off is not."""
    bare = text.rstrip("\"'”’»)] ")
    return count_words(text) >= _PROSE_WORDS and bare.endswith(_STOPS) and not bare.endswith(("...", "…"))


def count_words(text: str) -> int:
    """The words of a line; where a script sets no blanks between them, two of its characters are taken for one."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def is_furniture(text: str) -> bool:
    """Whether the whole line is furniture by its words."""
    words = _words()
    folded = text.casefold()
    if len(text) > _LONGEST:
        return False
    if _is_share_bar(folded) or words["lines"].fullmatch(folded):
        return True
    return folded.startswith(words["starts"]) or any(phrase in folded for phrase in words["contains"])


def is_rights(text: str) -> bool:
    """Whether it is a copyright line."""
    return len(text) <= _LONGEST and _words()["rights"].search(text) is not None


def is_caption(text: str) -> bool:
    """Whether it describes a picture: by its opening, its credit in brackets, or an outlet's name at its end."""
    if len(text) > 2 * _LONGEST or len(text.split()) < 3:
        return False
    if any(rule.search(text) for rule in _words()["captions"]):
        return True
    credit = _CREDIT.search(text)
    return credit is not None and any(find_outlet(name) for name in re.split(r"[/,]| via ", credit["names"]))


def strip_slug(text: str) -> str:
    """A headline without "(2nd LD)" before it."""
    return _SLUG.sub("", text)


def same_words(text: str) -> str:
    """What two lines share that differ only in case, signs and slugs."""
    return re.sub(r"[\W_]+", " ", strip_slug(text)).strip().casefold()


def _drop_lists(lines: Sequence[Line]) -> list[Line]:
    """Without link lists: from a list's heading to the next prose line, for a box within the article.

    Below most of the prose it takes two prose lines in a row, since the teasers at an article's end may be sentences too.
    """
    weights = [len(line.text) if is_prose(line.text) else 0 for line in lines]
    total, seen, dropping = sum(weights), 0, False
    kept: list[Line] = []
    for line, weight, following in zip(lines, weights, [*weights, 0][1:], strict=True):
        if line.mark != "caption" and _opens_list(line.text):
            dropping = bool(seen)
            continue
        if dropping and weight and (seen < total - seen or following):
            dropping = False
        if not dropping:
            kept.append(line)
            seen += weight
    return kept


def _opens_list(text: str) -> bool:
    return len(text) < 60 and text.casefold().strip(" :.…»›>-–—|") in _words()["sections"]


def _is_share_bar(folded: str) -> bool:
    parts = re.findall(r"[\w-]+", folded)
    return bool(parts) and all(
        p in _words()["share"] or (p[: len(p) // 2] * 2 == p and p[: len(p) // 2] in _words()["share"]) for p in parts
    )


def _cut_within(text: str) -> str:
    for rule in _words()["within"]:
        text = rule.sub(" ", text)
    return " ".join(text.split())


def _once(lines: Sequence[Line]) -> list[Line]:
    """A caption that the next line repeats is kept once; of lines with a slug before them the longest, the headline, is."""
    kept: list[Line] = []
    slug = max((line.text for line in lines if _SLUG.match(line.text)), key=len, default="")
    for line in lines:
        if kept and kept[-1].mark == "caption" and same_words(kept[-1].text) == same_words(line.text):
            continue
        if _SLUG.match(line.text):
            if line.text != slug:
                continue
            slug = ""
        kept.append(replace(line, text=strip_slug(line.text)))
    return kept


@cache
def _words() -> dict[str, Any]:
    words = read_words("furniture")

    def rules(name: str, flags: int = re.IGNORECASE) -> list[re.Pattern[str]]:
        return [re.compile(rule, flags) for rule in words[name]]

    def one_of(name: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{rule})" for rule in words[name]), re.IGNORECASE)

    return {
        "lines": one_of("lines"),
        "rights": one_of("rights"),
        "within": rules("within"),
        "readers": rules("readers"),
        "captions": rules("captions", 0),
        "starts": tuple(words["starts"]),
        "contains": tuple(words["contains"]),
        "sections": frozenset(words["sections"]),
        "share": frozenset(words["share"]),
    }
