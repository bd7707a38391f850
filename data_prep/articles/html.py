"""Web pages (HTML, XHTML): the article's lines, what the page says of itself, its pictures, its dates.

Enters: a source. Leaves: its document. The text is what trafilatura takes for the article, without comments; nothing is
fetched and no entity of the page's own is expanded. The page's language does not decide whether it is read.
Refuses, with a `Problem`: binary data, pages without text, pages nested without end. Feeds and other XML are not told as HTML.
"""

import codecs
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from data_prep.articles.furniture import same_words
from data_prep.articles.marks import Line
from data_prep.articles.page_dates import date_settings, find_page_dates
from data_prep.articles.sources import OPENING, Document, Report, Source
from data_prep.articles.text import decode
from data_prep.records import Problem
from data_prep.words import read_words

_ROOT = re.compile(
    rb"(?:\s|<!--.*?-->|<\?(?:xml|xml-stylesheet)\b[^>]*>)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_PIECE = re.compile(
    rb"(?:\s|<!--.*?-->)*<(?:!--|(?:meta|title|link|script|style|div|p|h1|article|main|table)\b)", re.I | re.DOTALL
)
_ENDINGS = (".html", ".htm", ".xhtml", ".shtml")
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml\b[^>]{0,100}\bencoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.I,
)
_SEVEN_BITS = ("iso2022_jp", "iso2022_kr", "hz", "utf-7")  # their bytes are UTF-8 too, and mean something else
# What pages declare and what browsers read it as: https://encoding.spec.whatwg.org/#names-and-labels
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "gb2312": "gb18030",
          "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "utf-16": "utf-8", "utf-16-le": "utf-8"}  # fmt: skip
_MOST_LOST = (
    0.002  # of the characters that may not be of the encoding declared: a slip of the site, not another encoding
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SUBSET = re.compile(
    r"<!doctype\s[^>\[]{0,300}\[[^\]]{0,20000}\]\s*>", re.IGNORECASE
)  # entities of the page's own: not read
_MOST_TAGS = 200_000  # the libraries take some 0.05 ms and 1 KB for each, and long pages have 20,000
_DEEPEST = 200  # elements in each other; the libraries walk a page by recursion, and libxml2 stops reading at 256
_WRAPPERS = re.compile(
    r"</?(?!(?:html|head|title|meta|link|script|style|body|h[1-6]|p|br|time)\b)[a-zA-Z][^<>]*>", re.IGNORECASE
)
_BLOCKS = frozenset(("p", "head", "item", "quote", "row", "list", "table", "div", "body", "lb", "ab"))
_MOST_PICTURES = 50
_JOINTS = " |·-–—»«:"  # what stands between a headline and the site's name
_JOINT = re.compile(r"\s[|·–—»«-]\s")
_OPENING = 30  # characters by which the article's first line is found again on the page
_LONGEST_WALL = 1500  # characters
_LONGEST_FIELD = 1000  # characters
_WAY_OUT = "Accepted: a page with its article in its HTML; what a script or a login brings has to be saved with it"


def is_page(path: str, opening: bytes) -> bool:
    """Whether these are the first bytes of a web page, by what stands first in them; a feed or other XML is none."""
    if opening.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        opening = opening.decode("utf-16", "ignore").encode()
    opening = opening.removeprefix(codecs.BOM_UTF8)
    return bool(_ROOT.match(opening)) or (path.lower().endswith(_ENDINGS) and bool(_PIECE.match(opening)))


def read_page(source: Source, on_problem: Report) -> Iterator[Document]:
    """A web page as one document; none, and told, where it holds no text of an article."""
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it would print is told as a problem
    from trafilatura import bare_extraction
    from trafilatura.metadata import extract_metadata

    text = decode_page(source.read(), source.path, on_problem)
    if text is None:
        return
    tree = parse_page(text)
    found: Any = bare_extraction(tree, url=source.url, include_comments=False) if tree is not None else None
    lines = read_body(found.body) if found is not None else []
    if tree is None or not lines or _is_wall(lines):
        what = "with a notice on cookies, scripts or access in place of an article" if lines else "without text"
        on_problem(Problem(source.path, f"a web page {what}", _WAY_OUT))
        return
    latest = source.seen.interval.end if source.seen else None
    told = extract_metadata(tree, source.url, date_settings(latest, thorough=False))
    url = source.url or told.url
    described = _find_captions(tree)
    lines = [Line(x.text, "caption") if not x.mark and same_words(x.text) in described else x for x in lines]
    fields = _read_fields(tree, told, url)
    opening = next((line.text[:_OPENING] for line in lines if not line.mark and len(line.text) >= _OPENING), "")
    # Templates say "en" above any language: what a page states helps to read its dates, the text tells what it is in.
    stated = fields.pop("language", "")
    dates = find_page_dates(tree, url, fields.get("title", ""), opening, stated, latest)
    if title := fields.get("title"):  # on top, so that no other heading is taken for the headline and leaves the text
        lines = [Line(title, "heading"), *(line for line in lines if same_words(line.text) != same_words(title))]
    lines = [replace(line, place=f"paragraph {n}") for n, line in enumerate(lines, 1)]
    yield Document(fields, lines, _find_pictures(tree, url), dates)


def decode_page(data: bytes, path: str, on_problem: Report) -> str | None:
    """The text of a page: by its mark, as UTF-8 where it is that, as it declares, else as is most likely (then told)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\x00" in data:
        on_problem(Problem(path, "a web page with binary data in it", _WAY_OUT))
        return None
    declared = _declared(data[:OPENING])
    encodings = [declared, "utf-8-sig"] if declared in _SEVEN_BITS else ["utf-8-sig", declared]
    for encoding in filter(None, encodings):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    if declared:
        text = data.decode(declared, "replace")
        if text.count("\ufffd") <= _MOST_LOST * len(text):
            return text
    return decode(data, path, on_problem)


def parse_page(text: str) -> Any:
    """The page as a tree (lxml) of bearable depth, None where it has no element. Raises ValueError where it is too deep or large."""
    text = _SUBSET.sub("<!doctype html>", _CONTROLS.sub("", text), count=1)
    if (tags := text.count("<")) > _MOST_TAGS:
        raise ValueError(f"a web page of {tags:,} tags; at most {_MOST_TAGS:,} are read")
    tree = _parse(text)
    if _is_deep(tree):
        tree = _parse(_WRAPPERS.sub("<p>", text))  # paragraphs end each other: all boxes gone, the words stay
    if _is_deep(tree):
        raise ValueError(f"a web page whose elements are nested more than {_DEEPEST} deep")
    return tree


def read_body(body: Any) -> list[Line]:
    """The lines of an article as trafilatura gives it, a block or a row of a table each; headings are marked."""
    from lxml import etree

    lines: list[Line] = []
    words: list[str] = []
    heading = 0

    def end_line() -> None:
        text = " ".join("".join(words).split())
        words.clear()
        if text.strip(" |"):
            lines.append(Line(text.removesuffix(" |"), "heading" if heading else ""))

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS or (element.tag == "code" and "\n" in (element.text or "")):
            end_line()
        if event == "start":
            heading += element.tag == "head"
            words.append(element.text or "")
            continue
        heading -= element.tag == "head"
        if element.tag == "cell":
            words.append(" | ")
        words.append(element.tail or "")
    end_line()
    return lines


def _is_wall(lines: list[Line]) -> bool:
    """Whether a short text is, by most of its letters, a notice that stands before an article."""
    words = read_words("pages")["walls"]
    size = sum(len(line.text) for line in lines)
    notices = sum(len(x.text) for x in lines if any(word in x.text.casefold() for word in words))
    return size <= _LONGEST_WALL and notices > size / 2


def _declared(opening: bytes) -> str | None:
    """The encoding that the page declares, as Python names it; None where it names none that is known."""
    for found in _DECLARED.finditer(opening):
        try:
            name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
        except (LookupError, ValueError):
            continue
        return _WIDER.get(name, name)
    return None


def _parse(text: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # no element in it
        return None


def _is_deep(tree: Any) -> bool:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")) if tree is not None else ():
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False


def _read_fields(tree: Any, told: Any, url: str | None) -> dict[str, str]:
    """The fields that the page's metadata state."""
    found = {
        "title": _trim_title(tree, told.title or "", told.sitename or ""),
        "author": "; ".join(dict.fromkeys((told.author or "").split("; "))),
        "outlet": told.sitename,
        "url": url,
        "language": _read_language(tree),
    }
    return {name: " ".join(value.split())[:_LONGEST_FIELD] for name, value in found.items() if value and value.strip()}


def _trim_title(tree: Any, title: str, site: str) -> str:
    """The title without the site's name behind it: as a headline on the page has it, else without a last part that is it."""
    parts = _JOINT.split(title)
    ends = [title.rfind(part, 0, len(title)) for part in parts[1:]]
    starts = {same_words(title[:end]): title[:end] for end in ends}
    for element in tree.iter("h1", "h2"):
        if (words := same_words(" ".join(element.itertext()))) and words in starts:
            return starts[words].rstrip(_JOINTS)
    if len(parts) > 1 and same_words(parts[-1]) == same_words(site):
        return title[: ends[-1]].rstrip(_JOINTS)
    return title


def _read_language(tree: Any) -> str:
    """Two letters that the page states as its language, "" where it states none."""
    stated = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.get("xml:lang")]
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("http-equiv") or "").lower()
        if name in ("og:locale", "content-language", "language", "dc.language", "inlanguage"):
            stated.append(element.get("content"))
    codes = (re.match(r"\s*([a-z]{2})(?![a-z])", value.lower()) for value in stated if value)
    return next((code[1] for code in codes if code), "")


def _find_captions(tree: Any) -> set[str]:
    """The words of the page's captions and of its pictures' descriptions, as `same_words` has them."""
    captions = (" ".join(element.itertext()) for element in tree.iter("figcaption"))
    described = (element.get("alt") or "" for element in tree.iter("img"))
    return {words for text in (*captions, *described) if len((words := same_words(text)).split()) >= 3}


def _find_pictures(tree: Any, url: str | None) -> list[str]:
    """The addresses of the pictures that the page names as its own, and of those in its article."""
    own = [
        e.get("content")
        for e in tree.iter("meta")
        if (e.get("property") or e.get("name")) in ("og:image", "twitter:image")
    ]
    within = [
        e.get("src") or e.get("data-src") for box in tree.iter("article", "main", "figure") for e in box.iter("img")
    ]
    found: dict[str, None] = {}
    for address in (*own, *within):
        if address and not address.startswith("data:") and len(address) <= 2000:
            with suppress(ValueError):  # "http://[": no address
                found[urljoin(url or "", address.strip())] = None
    return list(found)[:_MOST_PICTURES]
