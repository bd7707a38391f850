"""Mail (EML): one mail, its own words without signature and quoted replies, and the articles attached to it.

Enters: a source. Leaves: its document, and a source per attachment; for a page that a browser saved as a mail (MHTML), the
page. Refuses, with a `Problem`: mails without a body or
attachment, bodies that cannot be decoded.
"""

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email import policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial
from io import BytesIO
from pathlib import PurePath

from data_prep.articles.marks import Line, clean, read_lines
from data_prep.articles.sources import Document, FoundDate, Report, Source
from data_prep.articles.stated import (
    bound_before,
    drop_quoted,
    found_date,
    is_html,
    plain_fields,
    read_page,
    strip_html,
)
from data_prep.articles.text import decode
from data_prep.edtf import parse_edtf
from data_prep.records import Problem

LARGEST_MAIL = 50_000_000  # bytes, with its attachments
MOST_DEPTH = 3  # mails and archives within each other
_MOST_PARTS = 2_000
_ACCEPTED = "Accepted: a mail with text or HTML in it, or with articles attached"
_LONGEST_HEADER = 2_000  # letters: the parser of headers takes longer and longer over a long one
_WORDS = 25  # a shorter body only comes along with its attachment
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]|[ \t]|From \S+@")
_PART = re.compile(rb"(?im)^content-type:")
_SURE = re.compile(rb"(?im)^(?:message-id|mime-version|received|return-path):")
_REPLY = re.compile(r"(?i)^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+")
_WROTE = re.compile(r"(?i)(?:on|am|le)\b.{6,200}\b(?:wrote|schrieb|a écrit)\s*:?\s*")
_QUOTE = re.compile(r"(?i)-{2,}\s*original message\s*-{2,}|_{20,}")
_SIGNED = re.compile(
    r"(?i)--\s?|sent (?:from|via) (?:my|mail|yahoo|outlook|proton|gmail)\b.{0,80}|get outlook for .{0,40}"
)
_FORWARD = re.compile(r"(?i)-{2,}\s*forwarded (?:message|by).*|begin forwarded message:?")
_DATED = re.compile(r"(?i)\*?(?:date|sent)\s?:\*?\s*(.{4,100})")
_FORWARDED = re.compile(r"(?i)\*?(?:from|date|sent|subject|to|cc|reply-to)\s?:\*? .*")
_PASSED = (
    "image/",
    "audio/",
    "video/",
    "font/",
    "application/pgp",
    "application/pkcs7",
    "text/calendar",
    "text/css",
    "text/vcard",
    "text/x-vcard",
)
_ENDINGS = {"text/plain": ".txt", "text/html": ".html", "text/markdown": ".md", "message/rfc822": ".eml"}


def tells_mail(path: str, opening: bytes) -> bool:
    """Whether it is a mail: by its ending, or by the lines of its header."""
    head = re.split(rb"\r?\n\r?\n", opening.lstrip(), maxsplit=1)[0]
    lines = head.splitlines()[: -1 if len(opening) >= 4096 else None]  # the last may be cut
    looks = bool(lines) and all(_HEADER.match(line) for line in lines) and b"\x00" not in opening
    if PurePath(path).suffix.lower() in (".eml", ".mht", ".mhtml"):
        return looks or b"\x00" not in opening
    return looks and bool(_SURE.search(head)) and bool(re.search(rb"(?im)^(?:from|subject|date):", head))


def read_mail(source: Source, on_problem: Report) -> Iterator[Document | Source]:
    """The mail and what is attached. Raises OSError, ValueError where it is too large."""
    data = source.read(LARGEST_MAIL)
    if (parts := len(_PART.findall(data))) > _MOST_PARTS:
        on_problem(Problem(source.path, f"a mail of {parts:,} parts", f"At most {_MOST_PARTS} are read. {_ACCEPTED}"))
        return
    mail = email.message_from_bytes(data, policy=policy.default)
    bodies, attached = _sort_parts(mail)
    if page := _saved_page(mail, bodies, source):
        yield page
        return
    lines, pictures = _read_body(bodies, source, on_problem)
    words = sum(len(line.text.split()) for line in lines)
    if words and not (attached and words < _WORDS):
        fields, dates = _read_head(mail)
        if forwarded := _forwarded_date(bodies):  # then the mail's own day is that of the forwarding
            dates = [forwarded, *(replace(bound_before(date), loose=True) for date in dates)]
        yield Document(fields, lines, pictures, dates)
    elif not attached:
        on_problem(Problem(source.path, "a mail without text", _ACCEPTED))
    if attached and source.depth >= MOST_DEPTH:
        on_problem(
            Problem(source.path, f"attachments nested deeper than {MOST_DEPTH}", "Save them as files", skipped=False)
        )
        return
    names: set[str] = set()
    for number, part in enumerate(attached, 1):
        yield _open_attachment(part, number, source, names)


def _saved_page(mail: EmailMessage, bodies: list[MIMEPart], source: Source) -> Source | None:
    """The page that a browser saved as a mail (MHTML): its date is the day on which it was saved. None for mails."""
    said = _read_headers(mail)
    pages = [part for part in bodies if part.get_content_type() == "text/html"]
    if not pages or not (said["Snapshot-Content-Location"] or "saved by" in said["From"].lower()):
        return None
    data = _payload(pages[0])
    with suppress(LookupError, ValueError):  # then the page itself says its encoding
        data = data.decode(pages[0].get_content_charset() or "utf-8").encode("utf-8-sig", "replace")
    address = said["Snapshot-Content-Location"] or str(pages[0].get("Content-Location") or "")
    day = found_date(_day(said["Date"]), "")
    seen = parse_edtf(f"../{day.when.edtf}") if day else None
    url = address.strip() if address.strip().startswith("http") else None
    path = f"{source.path}/page.html"
    return Source(path, partial(BytesIO, data), len(data), url, seen, source.beside, source.told, source.depth + 1)


def _sort_parts(mail: EmailMessage) -> tuple[list[MIMEPart], list[MIMEPart]]:
    """The parts that are its text, and those attached; pictures and the like left out. A mail attached is not gone into."""
    bodies: list[MIMEPart] = []
    attached: list[MIMEPart] = []
    waiting: list[MIMEPart] = [mail]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop()
        seen += 1
        for name, value in list(part.raw_items()):
            if len(value) > _LONGEST_HEADER:
                del part[name]
        kind = part.get_content_type()
        named = bool(part.get_filename()) or part.get_content_disposition() == "attachment"
        if part.is_multipart() and kind != "message/rfc822":
            inside = part.get_payload()
            waiting += (
                [child for child in reversed(inside) if isinstance(child, MIMEPart)] if isinstance(inside, list) else []
            )
        elif (kind in ("text/plain", "text/html") or kind.startswith("multipart/")) and not named:
            bodies.append(part)
        elif not kind.startswith(_PASSED):
            attached.append(part)
    return bodies, attached


def _read_headers(mail: EmailMessage) -> dict[str, str]:
    """The headers that are of use; one that is broken counts as absent."""
    said: dict[str, str] = {}
    for name in ("Subject", "From", "Date", "Archived-At", "Snapshot-Content-Location"):
        try:
            said[name] = str(mail.get(name) or "")
        except (
            ValueError,
            IndexError,
            AttributeError,
            TypeError,
            LookupError,
        ):  # the parser of headers trips over some
            said[name] = ""
    return said


def _read_head(mail: EmailMessage) -> tuple[dict[str, str], list[FoundDate]]:
    """Subject, sender and date."""
    said = _read_headers(mail)
    name, address = parseaddr(said["From"])
    url = said["Archived-At"].strip("<> ")
    fields = {"title": _REPLY.sub("", said["Subject"].strip()), "author": name or address}
    if url.startswith("http"):
        fields["url"] = url
    found = found_date(_day(said["Date"]), "the mail's Date header")
    dates = [replace(found, why=f"the mail's Date header says “{said['Date'].strip()[:80]}”")] if found else []
    return plain_fields(fields), dates


def _forwarded_date(bodies: list[MIMEPart]) -> FoundDate | None:
    """The date in the head of a mail that is forwarded within this one."""
    for part in bodies:
        lines = [line.strip() for line in _payload(part).decode("utf-8", "replace").splitlines()]
        start = next((n for n, line in enumerate(lines) if _FORWARD.fullmatch(line)), None)
        for line in lines[start + 1 : start + 9] if start is not None else []:
            said = _DATED.fullmatch(line)
            found = found_date(said[1], "the forwarded mail") if said else None
            if found:
                return found
    return None


def _day(header: str) -> str:
    """The day of a Date header, by its sender's clock; the header itself where it is none."""
    try:
        return parsedate_to_datetime(header).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return header


def _read_body(bodies: list[MIMEPart], source: Source, on_problem: Report) -> tuple[list[Line], list[str]]:
    """Text is preferred, unless it only says that there is HTML."""
    # A multipart without its boundary is text.
    texts = {kind: [text for part in bodies if (part.get_content_type() == "text/html") == (kind == "text/html") and (text := _content(part, source, on_problem))]
             for kind in ("text/plain", "text/html")}  # fmt: skip
    plain = "\n\n".join(texts["text/plain"])
    page = "\n".join(texts["text/html"])
    if plain.strip() and not is_html(plain[:2000]) and (not page or len(plain.split()) >= _WORDS):
        return read_lines(_without_quotes(plain))
    page = page or plain
    if not page.strip():
        return [], []
    page = drop_quoted(page)
    for document in read_page(page, source.path):
        if document.lines:
            return document.lines, document.pictures
    return strip_html(page)


def _content(part: MIMEPart, source: Source, on_problem: Report) -> str:
    """The text of a part in the encoding that it declares, else in the one that fits."""
    data = _payload(part)
    declared = part.get_content_charset()
    try:
        text = data.decode(declared or "utf-8")
    except (LookupError, ValueError):
        text = decode(data, source.path, on_problem) or ""
    if str(part.get_param("format", "")).lower() == "flowed":
        text = re.sub(r"(?<=[^\s>-]) \r?\n(?=[^\s>])", " ", text)
    return clean(text.replace("\r\n", "\n"))


def _payload(part: MIMEPart) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):
        data = None
    return data if isinstance(data, bytes) else b""


def _without_quotes(text: str) -> str:
    """A mail's own words, line by line: quoted replies and the signature are emptied, what was forwarded stays."""
    kept: list[str] = []
    lines = [line.rstrip() for line in text.split("\n")]
    last_forward = max((n for n, line in enumerate(lines) if _FORWARD.fullmatch(line.strip())), default=-1)
    in_header = False  # of a forwarded mail
    for n, line in enumerate(lines):
        bare = line.strip()
        if n > last_forward and (_QUOTE.fullmatch(bare) or _SIGNED.fullmatch(bare)):
            break
        in_header = bool(_FORWARD.fullmatch(bare)) or (in_header and (not bare or bool(_FORWARDED.fullmatch(bare))))
        following = lines[n + 1].strip() if n + 1 < len(lines) else ""
        before = lines[n - 1].strip() if n else ""
        # "On … wrote:" may be broken into two lines.
        quoted = bare.startswith(">") or any(map(_WROTE.fullmatch, (bare, f"{bare} {following}", f"{before} {bare}")))
        kept.append("" if in_header or quoted or _SIGNED.fullmatch(bare) else line)
    return "\n".join(kept)


def _open_attachment(part: MIMEPart, number: int, source: Source, names: set[str]) -> Source:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        data = first.as_bytes() if isinstance(first, EmailMessage) else _payload(part)
    else:
        data = _payload(part)
    given = PurePath(clean(part.get_filename() or "").replace("\\", "/")).name
    name = given or f"attachment-{number}{_ENDINGS.get(kind, '')}"
    if not PurePath(name).suffix:
        name += _ENDINGS.get(kind, "")
    if name in names:
        name = f"{number}-{name}"
    names.add(name)
    return Source(f"{source.path}/{name}", partial(BytesIO, data), len(data), depth=source.depth + 1)
