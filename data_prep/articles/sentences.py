"""A cleaned text into sentences, with exact offsets.

Enters: `Article.text` (paragraphs separated by blank lines) and the spans of its captions. Leaves: `Sentence` records in
order, trimmed of blanks; a sentence never crosses a paragraph, a line without a stop (a heading) is one of its own.
Refuses nothing: any text is split, in time proportional to its length.

The stop decides, by what stands before it (titles, initials, months, "U.S." — `words/abbreviations.yml`) and what comes
after it (a small letter goes on, a sentence starter begins).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from data_prep.records import Sentence, Span
from data_prep.words import read_words

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_STOP = re.compile(r"""(?:[.!?…]++|[。！？]++)["'”’»)\]]*+(?=\s|[A-Z“"‘(]|\Z)|[。！？]++""")
_BRACKET = re.compile(r"[()]")
_OPENERS = "\"'“‘«([-–—•"
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]—–/]*\Z")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_LOOK_BACK = 40  # characters: longer than any abbreviation
_ASIDE = 300  # characters: a bracket open for longer is a slip of the pen, not an aside


def split_sentences(text: str, captions: Sequence[Span] = ()) -> list[Sentence]:
    """The sentences of `text`; `captions` mark those that describe a picture."""
    return list(walk_sentences(text, captions))


def walk_sentences(text: str, captions: Sequence[Span] = ()) -> Iterator[Sentence]:
    """The same, as far as they are asked for."""
    start, number = 0, 0
    while start < len(text):
        gap = _PARAGRAPH.search(text, start)
        end = gap.start() if gap else len(text)
        found = [_trim(text, *piece) for piece in _pieces(text, start, end)]
        pieces = [span for span in found if span.start < span.end]
        yield from (Sentence(s.start, s.end, number, _inside(s, captions)) for s in pieces)
        number += bool(pieces)
        start = gap.end() if gap else len(text)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the paragraph `text[start:end]` falls apart."""
    first, depth, opened, seen = start, 0, start, start
    for stop in _STOP.finditer(text, start, end):
        for bracket in _BRACKET.finditer(text, seen, stop.end()):
            if bracket[0] == "(":
                depth, opened = depth + 1, bracket.start()
            else:
                depth = max(0, depth - 1)
        seen = stop.end()
        in_aside = depth > 0 and stop.end() - opened < _ASIDE and text.find(")", stop.end(), opened + _ASIDE) >= 0
        if not in_aside and _ends_sentence(text, first, stop, end):
            yield first, stop.end()
            first, depth = stop.end(), 0
    yield first, end


def _ends_sentence(text: str, first: int, stop: re.Match[str], end: int) -> bool:
    after = text[stop.end() : min(end, stop.end() + _LOOK_BACK)]
    following = after.lstrip().lstrip(_OPENERS).lstrip()
    if not following:
        return after.strip() == "" or after[:1].isspace()
    mark = stop.group().rstrip("\"'”’»)]")
    closed = len(stop.group()) > len(mark)
    if mark in ("。", "！", "？"):
        return True
    if following[0].islower():
        return False
    word = _WORD_BEFORE.search(text, max(first, stop.start() - _LOOK_BACK), stop.start())
    before = word.group() if word else ""
    if not after[:1].isspace():  # "said.The": a blank was lost; "U.S.A", "Node.Js", "www.Site" are no ends
        around = before + mark + re.split(r"\s", after, maxsplit=1)[0]
        return around.count(".") <= 1 and _is_lost_blank(before, following)
    if mark in ("...", "…", "....") and not closed:
        return bool(before) or _starts(following)
    if mark != "." or closed:
        return True
    near = text[max(first, stop.start() - _LOOK_BACK) : stop.start()]
    return _dot_ends(before, following, is_first=stop.start() - first < _LOOK_BACK and near.strip() == before)


def _dot_ends(before: str, following: str, is_first: bool) -> bool:
    """Whether a single dot after the word `before` ends the sentence, `following` being what comes next."""
    titles, counted, anywhere = _abbreviations()
    bare = before.rstrip(".")
    if bare.lower() in ("a.m", "p.m"):  # "at 5 p.m. Monday", "at 5 p.m. EDT" go on; "at 6 a.m. Ministers met" does not
        word = re.match(r"\w*", following)
        return word is None or not (word[0].isupper() or word[0] in read_words("abbreviations")["after_clock"])
    if bare in titles:
        return False
    if bare in counted:
        return not following[0].isdigit()
    if is_first and (bare.isdigit() or len(bare) == 1):  # "1. The ministry", "A. The ministry": a numbered line
        return False
    if len(bare) == 1 and bare.isalpha():  # an initial
        return False if bare.isupper() else _starts(following)
    if bare in anywhere or _ACRONYM.fullmatch(bare):
        return _starts(following)
    return True


def _is_lost_blank(before: str, following: str) -> bool:
    return (
        len(before) > 1
        and before.isalpha()
        and before[-1].islower()
        and following[:1].isupper()
        and following[1:2].isalpha()
    )


def _starts(following: str) -> bool:
    word = re.match(r"[^\W\d_]+", following)
    return word is not None and word.group() in _starters()


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = read_words("abbreviations")
    return frozenset(words["before_name"]), frozenset(words["before_number"]), frozenset(words["anywhere"])


@cache
def _starters() -> frozenset[str]:
    return frozenset(read_words("abbreviations")["starters"])


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _inside(piece: Span, captions: Sequence[Span]) -> bool:
    return any(c.start <= piece.start and piece.end <= c.end for c in captions)
