"""What stands beside a text, as feeds, mails and tables give it: a date as a string, a text as HTML or plain.

Enters: values as found. Leaves: a `FoundDate`, lines. Refuses nothing: what is no date gives None.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any

from data_prep.articles.calendar_days import find_day, read_when
from data_prep.articles.marks import Line, clean, read_lines
from data_prep.articles.sources import Document, FoundDate, Report, Source
from data_prep.edtf import parse_edtf
from data_prep.records import Problem

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|h[1-6]|ul|ol|li|img|figure|strong|em|b|i|blockquote|article|section|table)\b[^<>]*>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[^<>]{0,1000}>")
_BLOCKS = frozenset(
    (
        "p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "td", "th", "table", "blockquote", "article", "section", "header", "footer", "figure", "figcaption", "pre", "hr", "dt", "dd",
    )
)  # fmt: skip
_HIDDEN = frozenset(
    (
        "script", "style", "head", "noscript", "template", "svg", "math", "iframe", "object", "button", "nav",
    )
)  # fmt: skip
_HEADINGS = frozenset(
    (
        "h1", "h2", "h3", "h4", "h5", "h6",
    )
)  # fmt: skip
_QUOTED = "//blockquote[@type='cite'] | //*[contains(concat(' ', @class, ' '), ' gmail_quote ')] | //*[contains(concat(' ', @class, ' '), ' moz-signature ')]"
_ENOUGH = 0.5  # of a fragment's words: a page reader that keeps fewer took it for something else
_EARLIEST, _LATEST = 1700, 2100


def found_date(value: object, where: str) -> FoundDate | None:
    """A date of publication out of metadata; None where it is no date, or none of an article."""
    day = _read_date(value)
    if day is None:
        return None
    when = parse_edtf(day) if isinstance(day, str) else parse_edtf(day.isoformat())
    start = when.interval.start
    if start is None or not _EARLIEST <= start.year <= _LATEST or day == date(1970, 1, 1):
        return None
    return FoundDate(when, "metadata", f"{where} says “{str(value).strip()[:80]}”")


def bound_before(found: FoundDate) -> FoundDate:
    """The same day as an upper bound."""
    day = (found.when.interval.end or date.max) - timedelta(days=1)
    return FoundDate(parse_edtf(f"../{day.isoformat()}"), "header", f"{found.why}, so on or before it")


def is_html(text: str) -> bool:
    """Whether a text has the tags of HTML."""
    return _TAG.search(text) is not None


def read_fragment(text: str, place: str, path: str, url: str | None = None) -> tuple[list[Line], list[str]]:
    """The lines and pictures of a text that may be HTML: read as a page is, or stripped where that keeps too little."""
    text = clean(text)
    if not is_html(text):
        return read_lines(text, place)
    lines, pictures = strip_html(text, place)
    for document in read_page(text, path, url):
        if _count(document.lines) >= _ENOUGH * _count(lines):
            all_pictures = list(dict.fromkeys([*document.pictures, *pictures]))
            return [replace(line, place=place or line.place) for line in document.lines], all_pictures
    return lines, pictures


def read_page(html: str, path: str, url: str | None = None) -> Iterator[Document]:
    """HTML read by the format's own reader, as far as there is one; what it refuses is not told."""
    # The table of formats names the readers that call this; so it is only looked up here.
    from data_prep.articles.formats import choose_reader

    if not re.match(r"\s*<(?:!doctype|html)", html, re.IGNORECASE):
        html = f"<!DOCTYPE html>\n<html><body><article>{html}</article></body></html>"
    data = html.lstrip().encode("utf-8-sig", "replace")  # its mark overrides what the page declares
    source = Source(f"{path}.html", partial(BytesIO, data), len(data), url)
    silent: Report = _ignore
    reader = choose_reader(source, silent)
    try:
        for found in reader.read(source, silent) if reader else ():
            if isinstance(found, Document):
                yield found
    except (ValueError, RecursionError):  # then the caller strips it
        return


def strip_html(html: str, place: str = "") -> tuple[list[Line], list[str]]:
    """The paragraphs of HTML and the addresses of its pictures; scripts and the like left out."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        root = lxml_html.fromstring(
            html.replace("\x00", ""), parser=lxml_html.HTMLParser(encoding=None, huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        root = None
    if root is None or not "".join(root.itertext()).strip():  # broken, or nested too deep for the parser
        return read_lines(_ANY_TAG.sub(" ", html), place)
    pictures = [str(address) for address in root.xpath("//img/@src")]
    return list(_paragraphs(root, place)), pictures


def drop_quoted(html: str) -> str:
    """A mail's HTML without quoted replies and signature."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        root = lxml_html.document_fromstring(html.replace("\x00", ""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return html
    for node in root.xpath(_QUOTED):
        if node.getparent() is not None:
            node.drop_tree()
    return str(lxml_html.tostring(root, encoding="unicode"))


def _paragraphs(root: Any, place: str) -> Iterator[Line]:
    """Walked without recursion: HTML may be nested as deep as it likes."""
    parts: list[str] = []
    mark, hidden = "", 0
    for event, node in _walk(root):
        starts, tag = event == "start", node.tag
        if event in ("comment", "pi"):
            parts.append("" if hidden else node.tail or "")
            continue
        if tag in _BLOCKS:
            if text := " ".join("".join(parts).split()):
                yield Line(text, mark, place)
            parts, mark = [], "heading" if starts and tag in _HEADINGS else ""
        if tag in _HIDDEN:
            hidden += 1 if starts else -1
        if not hidden:
            parts.append((node.text if starts else node.tail) or "")
    if text := " ".join("".join(parts).split()):
        yield Line(text, mark, place)


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(root, events=("start", "end", "comment", "pi"))


def _read_date(value: object) -> date | str | None:
    """A day, or an EDTF value where it is coarser ("2025-10")."""
    text = str(value or "").strip()
    if re.fullmatch(r"\d{10}(?:\d{3})?(?:\.\d+)?", text):  # seconds or milliseconds since 1970
        seconds = float(text[:10])
        return datetime.fromtimestamp(seconds, UTC).date()
    if re.fullmatch(r"(?:19|20)\d{6}(?:T?\d{4,6}Z?)?", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    if found := find_day(text.replace("T", " ", 1) if text[10:11] == "T" else text):
        return found.day
    try:
        return read_when(text).edtf
    except ValueError:
        return None


def _count(lines: Sequence[Line]) -> int:
    return sum(len(line.text.split()) for line in lines)


def plain_fields(values: Mapping[str, object]) -> dict[str, str]:
    """Fields as one line of text each, empty ones left out."""
    lines = {name: " ".join(clean(str(value or "")).split()) for name, value in values.items()}
    return {name: line[:2000] for name, line in lines.items() if line}


def _ignore(problem: Problem) -> None:
    pass
