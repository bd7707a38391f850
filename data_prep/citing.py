"""Citations of an article, or of an event of a timeline, in six styles.

Enters: a `Cited`, the day on which the reader saw it (whoever calls reads the clock). Leaves: text. Nothing is made up: an author stays as the byline has the name
(whether "Park Boram" begins with the family name nobody can tell), a date is as fine as it is known, "n.d." where it is not, and
what is missing is left away. Why no citation library: docs/decisions/exports.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from data_prep.edtf import parse_edtf

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MLA = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
_BIB = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    c: f"\\{c}" for c in "{}#$%&_"
}
_WIKI = {c: f"&#{ord(c)};" for c in "{}[]<>~'"} | {"|": "{{!}}", "&": "&amp;"}
NOT_DATED = "n.d."


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: an article, or an event with the timeline as its outlet."""

    title: str
    outlet: str | None = None
    author: str | None = None  # as the byline has it
    published: str | None = None  # EDTF
    url: str | None = None

    @property
    def authors(self) -> list[str]:
        """The names in a byline: "By A, B and C" are three."""
        byline = re.sub(r"^\s*by\s+", "", _line(self.author or ""), flags=re.IGNORECASE)
        split = r"\s*;\s*" if ";" in byline else r"\s*,\s+and\s+|\s*,\s*|\s+and\s+|\s*&\s*"
        return [name for name in re.split(split, byline) if name]

    @property
    def day(self) -> tuple[int, ...]:
        """Year, month, day, as far as they are known; () where they are not."""
        try:
            when = parse_edtf(self.published or "")
        except ValueError:  # a range, a bound, several days
            return ()
        first = when.interval.start
        fine = {"day": 3, "part": 3, "month": 2, "year": 1}.get(when.grain, 0)
        return (first.year, first.month, first.day)[:fine] if first else ()

    @property
    def link(self) -> str | None:
        """The address, if it leads to the web, without what could end a field."""
        if not self.url or not self.url.startswith(("https://", "http://")):
            return None
        return quote(self.url, safe=":/?#@!$&'()*+,;=%~-._")


def _line(text: str) -> str:
    return " ".join(text.split())


def _stop(text: str) -> str:
    """A sentence's end, unless it has one."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _listed(names: list[str], last: str, most: int = 3) -> str:
    """Names in a row; from `most` on, the first and "et al."."""
    if len(names) > most:
        return f"{names[0]} et al."
    return (
        f"{', '.join(names[:-1])}{',' if len(names) > 2 else ''} {last} {names[-1]}"
        if len(names) > 1
        else "".join(names)
    )


def chicago(cited: Cited, seen: date) -> str:
    """A bibliography entry of The Chicago Manual of Style."""
    year, *more = cited.day or (None,)
    month = [_MONTHS[more[0] - 1]] if more else []
    when = (
        f"{' '.join([*month, *map(str, more[1:])])}{',' if len(more) > 1 else ''} {year}".strip() if year else NOT_DATED
    )
    head = f"{_stop(_listed(cited.authors, 'and'))} " if cited.authors else ""
    where = ", ".join(filter(None, [_line(cited.outlet or ""), when]))
    tail = f" Accessed {_MONTHS[seen.month - 1]} {seen.day}, {seen.year}. {cited.link}." if cited.link else ""
    return f"{head}“{_stop(_line(cited.title))}” {_stop(where)}{tail}"


def apa(cited: Cited, seen: date) -> str:
    """A reference of the American Psychological Association."""
    year, *more = cited.day or (None,)
    day = " ".join([_MONTHS[more[0] - 1], *map(str, more[1:])]) if more else ""
    when = f"({year}{', ' if day else ''}{day})." if year else f"({NOT_DATED})."
    title, outlet = _stop(_line(cited.title)), _stop(_line(cited.outlet)) if cited.outlet else ""
    head = [_stop(_listed(cited.authors, "&", 20)), when, title] if cited.authors else [title, when]
    link = cited.link or ""
    if link and not year:
        link = f"Retrieved {_MONTHS[seen.month - 1]} {seen.day}, {seen.year}, from {link}"
    return " ".join(filter(None, [*head, outlet, link]))


def mla(cited: Cited, seen: date) -> str:
    """A work cited of the Modern Language Association."""
    year, *more = cited.day or (None,)
    when = " ".join([*map(str, more[1:]), *([_MLA[more[0] - 1]] if more else []), str(year)]) if year else NOT_DATED
    head = f"{_stop(_listed(cited.authors, 'and', 2))} " if cited.authors else ""
    where = ", ".join(filter(None, [_line(cited.outlet or ""), when, cited.link]))
    tail = f" Accessed {seen.day} {_MLA[seen.month - 1]} {seen.year}." if cited.link else ""
    return f"{head}“{_stop(_line(cited.title))}” {_stop(where)}{tail}"


def bibtex(cited: Cited, seen: date) -> str:
    """An entry that BibTeX and BibLaTeX read; braces keep names and capitals as they are."""
    year, *more = cited.day or (None,)
    fields = {
        "author": " and ".join(f"{{{_escaped(a, _BIB)}}}" for a in cited.authors),
        "title": f"{{{_escaped(cited.title, _BIB)}}}",
        "howpublished": _escaped(cited.outlet or "", _BIB),
        "year": str(year) if year else "",
        "month": str(more[0]) if more else "",
        "day": str(more[1]) if len(more) > 1 else "",
        "url": cited.link or "",
        "urldate": seen.isoformat() if cited.link else "",
        "note": "" if year else NOT_DATED,
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{_key(cited, year)},\n{body}}}"


def _key(cited: Cited, year: int | None) -> str:
    words = re.findall(r"[a-z0-9]+", f"{cited.outlet or ''} {year or 'nd'} {cited.title}".lower())
    return "-".join(words[:6])


def ris(cited: Cited, seen: date) -> str:
    """A record that reference managers read; its lines end as the format has them."""
    year, *more = cited.day or (None,)
    tags = [
        ("TY", "NEWS"),
        *(("AU", a) for a in cited.authors),
        ("TI", _line(cited.title)),
        ("T2", _line(cited.outlet or "")),
        ("PY", str(year or "")),
        ("DA", "/".join([str(year), *(f"{n:02}" for n in more)]) if year else ""),
        ("UR", cited.link or ""),
        ("Y2", f"{seen:%Y/%m/%d}" if cited.link else ""),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in tags if value) + "ER  - \n"


def wikipedia(cited: Cited, seen: date) -> str:
    """A template of the English Wikipedia; nothing in a text can end a field, or sign for somebody."""
    year, *more = cited.day or (None,)
    names = cited.authors
    fields = {
        **{f"author{n if len(names) > 1 else ''}": _escaped(a, _WIKI) for n, a in enumerate(names, 1)},
        "title": _escaped(cited.title, _WIKI),
        "work": _escaped(cited.outlet or "", _WIKI),
        "date": " ".join([*map(str, more[1:]), *([_MONTHS[more[0] - 1]] if more else []), str(year)])
        if year
        else NOT_DATED,
        "url": (cited.link or "").replace("'", "%27").replace("~", "%7E"),
        "access-date": f"{seen.day} {_MONTHS[seen.month - 1]} {seen.year}" if cited.link else "",
    }
    return "{{cite news " + " ".join(f"|{name}={value}" for name, value in fields.items() if value) + "}}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(c, c) for c in _line(text))


STYLES: dict[str, Callable[[Cited, date], str]] = {
    "Chicago": chicago,
    "APA": apa,
    "MLA": mla,
    "BibTeX": bibtex,
    "RIS": ris,
    "Wikipedia": wikipedia,
}


def cite(style: str, cited: Cited, seen: date) -> str:
    """A citation. Raises KeyError with the styles there are."""
    if style not in STYLES:
        raise KeyError(f"no style {style!r}; there are {', '.join(STYLES)}")
    return STYLES[style](cited, seen)
