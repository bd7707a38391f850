"""Files of formats that are awkward to write by hand: PDF, DOCX, mail, feeds, WARC. No library beyond the readers' own."""

import gzip
import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from textwrap import wrap
from xml.sax.saxutils import escape

Placed = tuple[float, float, float, str]  # x, y, size, text


def make_pdf(pages: Sequence[Sequence[Placed]], info: dict[str, str] | None = None, picture: bool = False) -> bytes:
    """A PDF with these pieces of text on its pages; `picture` puts a picture of one grey point on each."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
    objects.append("".join(map(chr, image)) if picture else "null")
    kids = []
    for page in pages:
        drawn = [f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_pdf_string(text)}) Tj ET" for x, y, size, text in page] + (
            ["q 500 0 0 700 50 50 cm /Im1 Do Q"] if picture else []
        )
        stream = "\n".join(drawn)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        resources = "<< /Font << /F1 3 0 R >>" + (" /XObject << /Im1 4 0 R >>" if picture else "") + " >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    entries = "".join(f"/{name} ({_pdf_string(value)})" for name, value in (info or {}).items())
    objects.append(f"<< {entries} >>")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def place_article(title: str, paragraphs: Sequence[str], per_page: int = 40, header: str = "") -> list[list[Placed]]:
    """An article set in pages: a headline, lines of some 80 letters with hyphens at breaks, a running header, numbers."""
    lines: list[tuple[float, float, str]] = [(18, 30, part) for part in wrap(title, 50)]  # size, space above, text
    for paragraph in paragraphs:
        lines += [(11, 14 if n else 26, part) for n, part in enumerate(_hyphenated(paragraph, 80))]
    pages: list[list[Placed]] = []
    for start in range(0, len(lines), per_page):
        y, page = 780.0, [(60.0, 815.0, 8.0, header)] if header else []
        for size, above, text in lines[start : start + per_page]:
            y -= above
            page.append((60.0, y, size, text))
        page.append((290.0, 30.0, 8.0, str(start // per_page + 1)))
        pages.append(page)
    return pages


def make_docx(headline: str, paragraphs: Sequence[str], body: str = "", **properties: str) -> bytes:
    """A DOCX; `body` is further XML of the document's body, `properties` such as creator="Ana"."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{escape(headline)}</w:t></w:r></w:p>'
    text = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(p)}</w:t></w:r></w:p>' for p in paragraphs)
    names = {"created": "dcterms", "modified": "dcterms"}
    kind = ' xsi:type="dcterms:W3CDTF"'
    core = "".join(
        f"<{names.get(n, 'dc')}:{n}{kind if n in names else ''}>{escape(v)}</{names.get(n, 'dc')}:{n}>"
        for n, v in properties.items()
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{content}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{content}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{package}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{core}</cp:coreProperties>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{word}"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{heading}{text}{body}</w:body></w:document>',
    }
    return make_zip({name: f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode() for name, text in members.items()})


def make_zip(members: dict[str, bytes]) -> bytes:
    """A ZIP archive of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in members.items():
            box.writestr(name, data)
    return stream.getvalue()


def make_mail(subject: str, text: str | None, html: str | None = None, **headers: str) -> EmailMessage:
    """A mail with a text, a page, or both."""
    mail = EmailMessage()
    for name, value in {"From": "Ana Lima <ana@example.org>", "Subject": subject, **headers}.items():
        mail[name] = value
    if text is not None:
        mail.set_content(text)
    if html is not None:
        mail.add_alternative(html, subtype="html") if text is not None else mail.set_content(html, subtype="html")
    return mail


def make_feed(title: str, entries: Sequence[dict[str, str]], atom: bool = False) -> bytes:
    """An RSS or Atom feed; each entry has title, link, author, date and content (HTML)."""
    if atom:
        items = "".join(
            f"<entry><id>{e['link']}</id><title>{escape(e['title'])}</title><link href='{e['link']}'/><author><name>{e['author']}</name></author>"
            f"<published>{e['date']}</published><content type='html'>{escape(e['content'])}</content></entry>"
            for e in entries
        )
        text = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{escape(title)}</title>{items}</feed>"
    else:
        items = "".join(
            f"<item><title>{escape(e['title'])}</title><link>{e['link']}</link><dc:creator>{e['author']}</dc:creator><pubDate>{e['date']}</pubDate>"
            f"<content:encoded><![CDATA[{e['content']}]]></content:encoded></item>"
            for e in entries
        )
        spaces = "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
        text = f"<rss version='2.0' {spaces}><channel><title>{escape(title)}</title>{items}</channel></rss>"
    return f"<?xml version='1.0' encoding='UTF-8'?>{text}".encode()


def make_warc(pages: Sequence[tuple[str, str, bytes]], day: str = "2025-10-25", packed: bool = False) -> bytes:
    """A WARC of answers (address, type, body), each with status 200 unless the type names another ("404 text/plain")."""
    out = b""
    for n, (address, kind, body) in enumerate(pages):
        status = kind[:3] if kind[:3].isdigit() else ""
        kind = kind.removeprefix(f"{status} ")
        payload = (
            f"HTTP/1.1 {status or '200'} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012}>\r\nWARC-Date: {day}T10:00:00Z\r\n"
            f"WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
        )
        record = head.encode() + payload + b"\r\n\r\n"
        out += gzip.compress(record, mtime=0) if packed else record
    return out


def _pdf_string(text: str) -> str:
    plain = text.encode("cp1252", "replace").decode("latin-1")
    return plain.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _hyphenated(paragraph: str, width: int) -> list[str]:
    """The lines of a paragraph; a long word that would stand first in a line is broken with a hyphen."""
    lines, line = [], ""
    for word in paragraph.split():
        room = width - len(line) - 2
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}".strip()
        elif word.isalpha() and word.islower() and len(word) > 8 and room >= 4:
            cut = min(room, len(word) - 3)
            lines.append(f"{line} {word[:cut]}-")
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return [*lines, line]
