"""A brief as Markdown, a Word document or a web page: its events in the reader's order, numbered sources at the end.

Enters: a `Brief`, its events (a `Cargo` of them), a style of citation, a file. Leaves: the file written. Each sentence carries the number of its source; the list
gives every source once, in the chosen style, with its link. An event that the timeline no longer has is left out, and said.
"""

import html
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from data_prep.brief import Brief
from data_prep.citing import Cited, cite
from data_prep.exports.cargo import Cargo, Entry, Evidence
from data_prep.exports.prose import plain
from data_prep.saying import VOUCHED

PROSE_STYLES = ("Chicago", "APA", "MLA")  # those that make a list for people


@dataclass(frozen=True, slots=True)
class Item:
    """An event as it stands in a brief: its sentences with the number of their source, and the remark."""

    head: str  # date and title
    remark: str
    told: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A brief, ready to be written: nothing in it is escaped yet."""

    title: str
    opening: str
    items: tuple[Item, ...]
    sources: tuple[tuple[str, str | None], ...]  # the citation, the link; number 1 first
    about: tuple[str, ...]


def tell(brief: Brief, cargo: Cargo, style: str) -> Told:
    """Number the sources in the order in which they are needed. `cargo` holds the events of the brief."""
    entries = {entry["event_id"]: entry for entry in cargo.entries()}
    numbers: dict[str, int] = {}
    sources: list[Evidence] = []
    items = []
    for star in brief.stars:
        if (entry := entries.get(star.event_id)) is None:
            continue
        told = []
        for source in entry.sources:
            if source.article_id not in numbers:
                sources.append(source)
            number = numbers.setdefault(source.article_id, len(sources))
            told += [(sentence, number) for sentence, *_ in source.sentences]
        items.append(Item(_head(entry), star.remark, tuple(told)))
    gone = len(brief.stars) - len(items)
    said = (f"{gone} starred event{'' if gone == 1 else 's'} left out that this build of the timeline does not have.",)
    about = cargo.about if not gone else replace(cargo.about, left_out=(*cargo.about.left_out, *said))
    seen = cargo.made_at.date()
    cited = tuple((cite(style, cited_of(source), seen), source.link) for source in sources)
    return Told(brief.title or cargo.title, brief.opening, tuple(items), cited, tuple(about.lines()))


def cited_of(source: Evidence) -> Cited:
    """An article as `citing` has it."""
    return Cited(source.title, source.outlet, source.author, source.published, source.link)


def _head(entry: Entry) -> str:
    vouched = "" if entry["status"] == "reported" else f" ({VOUCHED[entry['status']]})"
    return f"{entry.words}: {entry['title']}{vouched}"


def write_markdown(told: Told, file: BinaryIO) -> None:
    """Markdown; the reader's own words are the reader's, and stay Markdown."""
    lines = [f"# {told.title}", "", *([told.opening, ""] if told.opening else [])]
    for item in told.items:
        lines += [f"## {plain(item.head)}", "", *([item.remark, ""] if item.remark else [])]
        lines += [f"> “{plain(sentence)}” [{n}]\n" for sentence, n in item.told]
    lines += ["## Sources", "", *(f"{n}. {plain(text)}" for n, (text, _) in enumerate(told.sources, 1)), ""]
    lines += ["---", "", *(f"{plain(line)}  " for line in told.about)]
    file.write("\n".join([*lines, ""]).encode())


_STYLE = """:root { color-scheme: light dark } body { font: 1rem/1.55 "Source Serif 4", Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem;
overflow-wrap: anywhere; color: light-dark(#1B2224, #E8EAE6); background: light-dark(#FCFCFA, #14181A) } h1, h2 { line-height: 1.25 } h2 { font-size: 1.13rem; margin: 1.8rem 0 .4rem }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 2px solid light-dark(#87908C, #727B79) } a { color: light-dark(#B0124F, #FF8FB2) }
footer { margin-top: 2rem; font-size: .87rem; color: light-dark(#58625F, #A3ABA7) } p { white-space: pre-line }"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_html(told: Told, file: BinaryIO) -> None:
    """One page without script; a number leads to its source."""
    safe, out = html.escape, []
    out += [f"<h1>{safe(told.title)}</h1>", *([f"<p>{safe(told.opening)}</p>"] if told.opening else [])]
    for item in told.items:
        out += [f"<h2>{safe(item.head)}</h2>", *([f"<p>{safe(item.remark)}</p>"] if item.remark else [])]
        out += [f'<blockquote>“{safe(s)}” <sup><a href="#s{n}">[{n}]</a></sup></blockquote>' for s, n in item.told]
    out += ["<h2>Sources</h2><ol>"]
    for n, (text, link) in enumerate(told.sources, 1):
        body = safe(text)
        if link:
            body = body.replace(safe(link), f'<a href="{safe(link)}" rel="noopener noreferrer">{safe(link)}</a>')
        out += [f'<li id="s{n}">{body}</li>']
    out += ["</ol><footer>", *(f"<p>{safe(line)}</p>" for line in told.about), "</footer>"]
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    head += f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{safe(told.title)}</title><style>{_STYLE}</style>'
    file.write(
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{chr(10).join(out)}\n</body></html>\n'.encode()
    )


def write_docx(told: Told, file: BinaryIO) -> None:
    """A Word document with headings, quotes and a numbered list of sources."""
    from docx import Document  # it takes a moment, and only this needs it
    from docx.opc.constants import RELATIONSHIP_TYPE

    document = Document()

    def add(text: str, style: str | None = None) -> Any:
        return document.add_paragraph(_printable(text), style=style)

    document.core_properties.title = _printable(told.title)[:255]
    document.core_properties.author = ""
    document.add_heading(_printable(told.title), 0)
    if told.opening:
        add(told.opening)
    for item in told.items:
        document.add_heading(_printable(item.head), 1)
        if item.remark:
            add(item.remark)
        for sentence, n in item.told:
            quote = add(f"“{sentence}” ", "Quote")
            quote.add_run(f"[{n}]").font.superscript = True
    document.add_heading("Sources", 1)
    for n, (text, link) in enumerate(told.sources, 1):
        before, found, after = text.partition(link) if link else (text, "", "")
        line = add(f"{n}. {before}")
        if link and found:
            target = document.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            _add_link(line, target, found)
        line.add_run(_printable(after))
    document.add_heading("About this brief", 1)
    for text in told.about:
        add(text)
    document.save(file)


def _add_link(paragraph: Any, target: str, text: str) -> None:
    """A link at the end of a paragraph; python-docx has no call for it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    link.append(paragraph.add_run(_printable(text))._r)
    paragraph._p.append(link)


def _printable(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or " " <= c < "\ud800" or "\ue000" <= c < "\ufffe" or c > "\uffff")


BRIEF_FORMATS: dict[str, tuple[str, str, Callable[[Told, BinaryIO], None]]] = {  # label: ending, MIME type, writer
    "Word": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx),
    "Markdown": ("md", "text/markdown", write_markdown),
    "Web page": ("html", "text/html", write_html),
}
