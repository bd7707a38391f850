"""Printed lines into paragraphs: what the typesetter did is undone.

Enters: the lines of each page, with their place and size. Leaves: a `Line` a paragraph or headline, with its page. Running
headers, footers and page numbers are dropped, hyphens at line ends removed, paragraphs that a page breaks made whole.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from data_prep.articles.marks import Line

_EDGE = 2  # lines at the top and at the bottom of a page that may be running ones
_NUMBER = re.compile(r"(?i)(?:page|p\.)?[\s–—|-]*\d{1,4}[\s–—|-]*(?:(?:/|of)\s*\d{1,4})?")
_PRINTED = re.compile(
    r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d\b.{0,200}|(?:https?|file)://\S+(?: \d+/\d+)?"
)  # by a browser
_STOP = re.compile(r"[.!?:。…][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•▪◦‣■●–—*]\s|\(?\d{1,2}[.)]\s")
_HEADLINE = 1.2  # times the size of the text
_GAP = 1.35  # times the usual distance of lines: a new paragraph
_INDENT = 6  # points by which the first line of a paragraph may stand further right
_SHORT = 0.75  # of the usual length: a line that ended for want of words


@dataclass(frozen=True, slots=True)
class PageLine:
    """A printed line: its text, where it begins (in points from the lower left), the size of its letters."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class _Usual:
    """What most lines are like."""

    size: float
    gap: float
    length: float
    left: float


def make_paragraphs(pages: Sequence[Sequence[PageLine]]) -> list[Line]:
    """The paragraphs and headlines of these pages, in order."""
    kept = _drop_running(pages)
    usual = _find_usual(kept)
    whole = "\n".join(line.text for page in kept for line in page)
    compounds = {word for word in re.findall(r"[\w-]+", whole) if "-" in word}
    groups: list[tuple[int, list[PageLine]]] = []
    before: tuple[int, PageLine] | None = None
    for number, page in enumerate(kept, 1):
        for line in page:
            if before and not _begins(before[1], line, usual, turned=before[0] != number):
                groups[-1][1].append(line)
            else:
                groups.append((number, [line]))
            before = number, line
    return [
        Line(_join([line.text for line in group], compounds), _mark(group, usual), f"page {number}")
        for number, group in groups
    ]


def _drop_running(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """Without what stands at the edge of several pages alike, numbers aside, and without page numbers."""
    often = Counter(key for page in pages for key in {_key(page[i]) for i in _edges(page)})
    needed = max(2, 0.4 * sum(bool(page) for page in pages))
    kept = []
    for page in pages:
        gone = {i for i in _edges(page) if often[_key(page[i])] >= needed}
        gone |= {i for i in _edges(page) if len(page) > 1 and _is_printed(page[i].text)}
        kept.append([line for i, line in enumerate(page) if i not in gone])
    return kept


def _edges(page: Sequence[PageLine]) -> Iterator[int]:
    """The lines drawn first and last, and those that stand highest and lowest: a footer may be drawn first."""
    heights = sorted(range(len(page)), key=lambda i: page[i].y)
    found = {*range(len(page))[:_EDGE], *range(len(page))[-_EDGE:], *heights[:_EDGE], *heights[-_EDGE:]}
    yield from sorted(found)


def _is_printed(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or _PRINTED.fullmatch(text))


def find_address(pages: Sequence[Sequence[PageLine]]) -> str:
    """The address that a browser printed at a page's edge, "" where there is none or it is cut short."""
    texts = (page[i].text for page in pages for i in _edges(page))
    found = (re.fullmatch(r"(https?://[^\s…]+) \d+/\d+", text) for text in texts)
    return next((match[1] for match in found if match and not match[1].endswith("...")), "")


def _key(line: PageLine) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text).casefold(), round(line.size)


def _find_usual(pages: Sequence[Sequence[PageLine]]) -> _Usual:
    lines = [line for page in pages for line in page]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    text = [line for line in lines if round(line.size, 1) == size]
    gaps = [a.y - b.y for page in pages for a, b in pairwise(page) if a.y > b.y and round(b.size, 1) == size]
    # The smaller gaps are those inside paragraphs; a few lines drawn nearly at one height do not count.
    gap = median(sorted(g for g in gaps if g > 0.5 * size)[: max(1, len(gaps) // 2)] or [0.0])
    lengths = sorted(len(line.text) for line in text)
    left = Counter(round(line.x) for line in text).most_common(1)
    return _Usual(size, gap, lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0, left[0][0] if left else 0.0)


def _begins(before: PageLine, line: PageLine, usual: _Usual, turned: bool) -> bool:
    """Whether `line` begins a paragraph; `turned`: on another page than the line before."""
    if abs(line.size - before.size) > 0.1 * max(line.size, before.size) or _BULLET.match(line.text):
        return True
    ended = _STOP.search(before.text) is not None
    gap = before.y - line.y
    if turned or gap < 0:  # the next page or column
        return ended and (len(before.text) < _SHORT * usual.length or line.text[:1].isupper())
    if usual.gap and gap > _GAP * usual.gap * max(1.0, line.size / (usual.size or 1.0)):
        return True
    return ended and (len(before.text) < _SHORT * usual.length or line.x > min(before.x, usual.left) + _INDENT)


def _join(parts: Sequence[str], compounds: set[str]) -> str:
    """The lines of a paragraph as one; a hyphen at an end goes, unless the word is written with it elsewhere."""
    text = parts[0]
    pieces: list[str] = []
    for part in parts[1:]:
        broken = re.search(r"(\w+)[-\u2010]$", text[-60:])
        following = re.match(r"\w+", part)
        if broken is None or following is None:
            pieces.append(text + " ")
        elif following[0][0].islower() and f"{broken[1]}-{following[0]}" not in compounds and broken[1].isalpha():
            pieces.append(text[:-1])
        else:
            pieces.append(text)
        text = part
    return " ".join(("".join(pieces) + text).split())


def _mark(group: Sequence[PageLine], usual: _Usual) -> str:
    larger = group[0].size >= _HEADLINE * usual.size > 0
    return "heading" if larger and sum(len(line.text) for line in group) <= 250 else ""
