"""Markdown and plain text into lines: links, pictures, emphasis and wrapping undone.

Enters: the text of a file without its front matter. Leaves: `Line` records, one a paragraph, heading or picture caption,
and the addresses of the pictures. Refuses nothing; text that only looks like Markdown stays as it is. Every step takes
time proportional to the text.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

_FENCE = re.compile(r"\s*(?:```|~~~)")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*")
_BULLET = re.compile(r"^(?:\s*(?:[*+•‣▪◦·-]\s+|>\s?)++)?+")
_STRONG = re.compile(r"(?<![\w*\\])(\*\*\*|\*\*|\*)(?=[^\s*])([^*\n]{1,1000}?)(?<=[^\s\\])\1(?!\w)")
_UNDERLINED = re.compile(r"(?<![\w_\\])(___|__|_)(?=[^\s_])([^_\n]{1,1000}?)(?<=[^\s\\])\1(?!\w)")
_BRACKET = re.compile(r"[\[\]]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_TARGET = re.compile(
    r"\((<[^<>\n]{0,2000}>|[^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?)(?:\s+[\"'][^\n]{0,300}?[\"'])?\)"
)
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_SEPARATOR = re.compile("[\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CP1252 = {n: bytes([n]).decode("cp1252", "ignore") for n in range(0x80, 0xA0) if n != 0x85}
_LONGEST_WRAP = 130  # characters: a wider line was not broken by hand


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an article: `mark` is "" for text, "heading" for a Markdown heading, "caption" for a picture's words.

    `place` is the way back to the original ("line 12", "page 3", "row 5"); it takes no part in comparisons.
    """

    text: str
    mark: str = ""
    place: str = field(default="", compare=False)


def read_lines(text: str, place: str = "", above: int = 0) -> tuple[list[Line], list[str]]:
    """The lines of `text` in order, and the addresses of its pictures.

    Each has as its place the number of its first line in the file, where `above` more stand before `text`; or `place`.
    """
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    raw = [
        Line(part, place=place or f"line {number}")
        for number, line in enumerate(text.split("\n"), above + 1)
        for part in _SEPARATOR.split(line)
    ]
    lines: list[Line] = []
    pictures: list[str] = []
    for line in _unwrap(raw):
        lines.extend(Line(found.text, found.mark, line.place) for found in _read_line(line.text, pictures))
    return lines, pictures


def clean(text: str) -> str:
    """Without halves of surrogate pairs, which no encoding can hold, and without letters that nobody sees.

    Control signs that can only be cp1252 read as Latin-1 are the quotes and dashes that they were.
    """
    return _INVISIBLE.sub("", _SURROGATE.sub("", text)).translate(_CP1252)


def _read_line(raw: str, pictures: list[str]) -> list[Line]:
    raw = raw.rstrip()
    if not raw.strip() or _FENCE.match(raw) or _RULE.fullmatch(raw):
        return []
    heading = _HEADING.fullmatch(raw)
    plain, captions = _unlink(heading[1] if heading else _BULLET.sub("", raw, count=1), pictures)
    plain = _plain(plain)
    found = [Line(_plain(caption), "caption") for caption in captions if caption.strip()]
    return found + ([Line(plain, "heading" if heading else "")] if plain else [])


def _plain(text: str) -> str:
    """Without emphasis and escapes, blanks made single."""
    if "*" in text:
        text = _STRONG.sub(r"\2", _STRONG.sub(r"\2", text))
    if "_" in text:
        text = _UNDERLINED.sub(r"\2", text)
    return " ".join(_ESCAPED.sub(r"\1", text).split())


def _unlink(line: str, pictures: list[str]) -> tuple[str, list[str]]:
    """`line` with links replaced by their words, and the alt texts of its pictures, which leave the line."""
    pairs = _brackets(line)
    captions: list[str] = []

    def plain(start: int, end: int, depth: int = 0) -> str:
        out, i = [], start
        while i < end:
            j = line.find("[", i, end)
            target = _TARGET.match(line, pairs[j] + 1) if j in pairs and pairs[j] < end else None
            if j < 0 or depth > 8:
                out.append(line[i:end])
                break
            if target is None:
                out.append(line[i : j + 1])
                i = j + 1
                continue
            is_picture = j > i and line[j - 1] == "!"
            out.append(line[i : j - is_picture])
            words = plain(j + 1, pairs[j], depth + 1)
            if is_picture:
                captions.append(words)
                pictures.append(target[1].strip("<>"))
            else:
                out.append(words)
            i = target.end()
        return "".join(out)

    return plain(0, len(line)), captions


def _brackets(line: str) -> dict[int, int]:
    """Opening square bracket -> its closing one."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACKET.finditer(line):
        if found.group() == "[":
            opened.append(found.start())
        elif opened:
            pairs[opened.pop()] = found.start()
    return pairs


def _unwrap(lines: list[Line]) -> list[Line]:
    """Lines broken only because the next word did not fit are joined; text with a paragraph a line stays as it is.

    A text is wrapped by hand if no line of its paragraphs had room for the first word of the next.
    """
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line.text.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    breaks = [(a.text, b.text) for block in blocks for a, b in pairwise(block)]
    width = max((len(a.rstrip()) for a, _ in breaks), default=0)
    full = [(a, b) for a, b in breaks if _joins(a, b, width)]
    goes_on = sum(b.lstrip()[0].islower() for _, b in full)  # mid-sentence, as most breaks of wrapped prose are
    if not 40 <= width <= _LONGEST_WRAP or len(full) < 0.7 * len(breaks) or goes_on < max(2, 0.3 * len(full)):
        return [line for block in blocks for line in block]
    joined: list[tuple[Line, list[str]]] = []
    for block in blocks:
        before = ""
        for line in block:
            if before and _joins(before, line.text, width):
                joined[-1][1].append(line.text.strip())
            else:
                joined.append((line, [line.text.rstrip()]))
            before = line.text
    return [Line(" ".join(parts), place=line.place) for line, parts in joined]


def _joins(line: str, following: str, width: int) -> bool:
    """Whether `line` was full: `following` is not a block of its own and its first word did not fit."""
    own_block = _HEADING.fullmatch(following) or _RULE.fullmatch(following) or _HEADING.fullmatch(line)
    bullet = re.match(r"\s*(?:[*+•-]\s|\d+[.)]\s|>|!\[)", following)
    first_word = following.split(maxsplit=1)[0]
    return not own_block and not bullet and len(line.rstrip()) + 1 + len(first_word) > width
