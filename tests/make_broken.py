"""A folder of broken files next to three good articles: python tests/make_broken.py FOLDER.

Enters: a folder. Leaves: in it `good-1.txt` … `good-3.txt` and one file per way to be broken that is known to us; the names
of the broken ones are returned. What cannot be made on a system (links, odd names) is left out.
"""

import base64
import io
import json
import os
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from made_files import make_docx, make_feed, make_mail, make_pdf, make_warc, make_zip, place_article

GOOD = (
    "The mayors of two towns met in Lisbon on May 12, 2023, and signed an agreement, officials said ({n}).\n\n"
    "They will meet again in the autumn of this year to speak about number {n}.\n"
)
PROSE = "The ministers of both countries met in Geneva on Friday, officials said."
HUGE = 1_000_000_000  # bytes of the sparse file
_XML = b"<?xml version='1.0'?>"
_LAUGHS = (
    b"<!DOCTYPE lolz [<!ENTITY a0 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)
_OUTSIDE = b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"


def make_broken(folder: Path) -> list[str]:
    """Makes them all; the names of the broken ones, relative to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in (1, 2, 3):
        (folder / f"good-{n}.txt").write_text(GOOD.format(n=n), encoding="utf-8")
    made = []
    for name, content in {**plain_files(), **documents(), **pages(), **tables(), **archives(), **mails()}.items():
        try:
            (folder / name).write_bytes(content)
        except OSError:  # a name that this system does not allow
            continue
        made.append(name)
    for make in (_sparse, _closed, _links, _sidecar):
        made += make(folder)
    return made


def plain_files() -> dict[str, bytes]:
    """Text that is none, or in no known encoding."""
    return {
        "empty.txt": b"",
        "blank.md": b" \n\t\r\n \xef\xbb\xbf"[:5],
        "binary.txt": bytes(range(256)) * 40,
        "noise.md": bytes((n * 7919 + n // 13) % 256 for n in range(20_000)),
        "utf16-no-mark.txt": PROSE.encode("utf-16-le"),
        "utf32.txt": PROSE.encode("utf-32"),
        "surrogates.txt": PROSE.encode() + "\ud800 \udfff".encode("utf-8", "surrogatepass") * 30,
        "cut-letter.txt": (PROSE + " Genève").encode()[:-2],
        "mixed.txt": (PROSE + " é").encode() + " é à ü".encode("latin-1") + "…".encode(),
        "only-marks.md": b"# \n\n---\n\n***\n\n> \n\n- \n" * 50,
        "brackets.md": b"[" * 100_000,
        "stars.md": b"*_" * 100_000,
        "front-open.md": b"---\ntitle: [a, {b: c\n---\n",
        "front-deep.md": b"---\nx: " + b"[" * 3000 + b"\n---\n",
        "front-alias.md": b"---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n---\n",
        "one-line.txt": b"x" * 4_900_000,
        "too-large.txt": b"word " * 1_100_000,
        "line\nbreak.txt": b"\x00",
        "emoji-\U0001f600.txt": b"\x00",
        "n" * 240 + ".txt": b"\x00",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
        "program.txt": b"\x7fELF" + b"\x00" * 100,
        "unknown.xyz": b"what is this",
        "vector.svg": _XML + _LAUGHS + b"<svg xmlns='http://www.w3.org/2000/svg'><text>&a9;</text></svg>",
        "bomb.xml": _XML + _LAUGHS + b"<a>&a9;</a>",
    }


def documents() -> dict[str, bytes]:
    """PDF and DOCX."""
    pdf = make_pdf(place_article("Ministers meet", [PROSE] * 40, 20))
    docx = make_docx("Ministers meet", [PROSE] * 3)
    loop = "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"
    pages_at = pdf.index(b"<< /Type /Pages")
    bomb = dict.fromkeys(("[Content_Types].xml", "word/styles.xml"), b"")
    lying = bytearray(docx)
    for at in _find_all(docx, b"PK\x01\x02"):
        lying[at + 24 : at + 28] = struct.pack("<I", 10)  # sizes that are smaller than the truth
    entities = f"<!DOCTYPE w [{_LAUGHS.decode().split('[', 1)[1]}"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    return {
        "empty-inside.pdf": b"%PDF-1.4\n%%EOF",
        "garbage.pdf": b"%PDF-1.7\n" + bytes((n * 31) % 251 for n in range(50_000)),
        "cut-early.pdf": pdf[:600],
        "cut-late.pdf": pdf[: int(len(pdf) * 0.7)],
        "cut-end.pdf": pdf[:-40],
        "encrypted.pdf": _lock(pdf),
        "scanned.pdf": make_pdf([[], []], picture=True),
        "no-text.pdf": make_pdf([[]]),
        "loop.pdf": pdf[:pages_at] + loop.encode() + pdf[pdf.index(b"endobj", pages_at) :],
        "no-root.pdf": pdf.replace(b"/Root 1 0 R", b"/Root 99 0 R"),
        "bomb.docx": make_zip({**bomb, "word/document.xml": b" " * 110_000_000}),
        "cut.docx": docx[: len(docx) // 2],
        "lying.docx": bytes(lying),
        "no-xml.docx": make_zip({**bomb, "word/document.xml": b"no XML at all"}),
        "bad-xml.docx": _swap(docx, "word/document.xml", b"<w:document><w:body>"),
        "entities.docx": _swap(docx, "word/document.xml", f'{entities}<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>'.encode()),
        "deep.docx": make_docx("Talks", [], deep),
        "workbook.docx": make_zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"}),
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000,
    }  # fmt: skip


def pages() -> dict[str, bytes]:
    """HTML and feeds."""
    entry = {"title": "Talks", "link": "https://x.example/1", "author": "A", "date": "soon", "content": ""}
    feed = make_feed("News", [entry])
    deep = {n: b"<html><body>" + b"<div>" * n + PROSE.encode() + b"</div>" * n for n in (200, 10_000)}
    return {
        "deep-200.html": deep[200],
        "deep-10000.html": deep[10_000],
        "empty.html": b"<!DOCTYPE html><html><body></body></html>",
        "cut.html": b"<!DOCTYPE html><html><body><p",
        "nul.html": b"<!DOCTYPE html><p>" + b"\x00" * 5000,
        "attributes.html": b"<!DOCTYPE html><p " + b"a=1 " * 200_000 + b">",
        "frames.html": b"<!DOCTYPE html><frameset><frame src='a.html'></frameset>",
        "broken.rss": feed[: len(feed) // 2],
        "no-entries.rss": make_feed("News", []),
        "no-text.rss": feed,
        "bomb.rss": _XML + _LAUGHS + b"<rss version='2.0'><channel><title>&a9;</title><item><title>&a9;</title><description>&a9;</description></item></channel></rss>",
        "outside.rss": _XML + _OUTSIDE + b"<rss version='2.0'><channel><item><title>T</title><description>&x;</description></item></channel></rss>",
        "deep.atom": _XML + b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry>" * 20_000,
        "empty.atom": b"<feed xmlns='http://www.w3.org/2005/Atom'/>",
        "wrong-encoding.rss": b"<?xml version='1.0' encoding='no-such'?><rss><channel>\xff\xfe</channel></rss>",
    }  # fmt: skip


def tables() -> dict[str, bytes]:
    """JSON, JSON Lines, CSV."""
    row = json.dumps({"title": "Talks", "text": PROSE})
    return {
        "deep.json": b"[" * 100_000,
        "deep-object.json": b'{"a":' * 100_000,
        "cut.json": row.encode()[:-5],
        "empty-list.json": b"[]",
        "number.json": b"42",
        "strings.json": b'["a", "b"]',
        "no-text.json": b'{"name": "Ana", "age": 7}',
        "utf16.json": row.encode("utf-16"),
        "bytes.json": b'{"text": "\xff\xfe\xff"}',
        "surrogate.json": b'{"title": "a \\ud800 b", "text": "\\udfff alone"}',
        "big-number.json": b'{"text": ' + b"9" * 10_000 + b"}",
        "broken.jsonl": b"{\nnot json\n" + b'{"text": \n' * 40 + b"[1, 2]\nnull\n",
        "deep.jsonl": b"[" * 100_000 + b'\n{"a": 1}\n',
        "long-line.jsonl": b'{"text": "' + b"x" * 11_000_000 + b'"}\n',
        "no-columns.csv": b"\n\n\n",
        "numbers.csv": b"1,2,3\n4,5,6\n",
        "nul.csv": b"title,text\na,\x00\x00\x00\n",
        "huge-cell.csv": b'title,text\na,"' + b"word " * 2_100_000 + b'"\n',
        "open-quote.csv": b'title,text\na,"no end\n' + b"b,c\n" * 1000,
        "too-many-cells.csv": b"title,text\na,b,c,d\n",
        "no-text.tsv": b"id\tname\n1\tAna\n",
        "cp1252.csv": "title,text\nÉté,à\n".encode("cp1252"),
    }


def archives() -> dict[str, bytes]:
    """ZIP, gzip, TAR, WARC."""
    import gzip
    import tarfile

    warc = make_warc([("https://x.example/1", "text/plain", PROSE.encode())] * 3)
    packed = make_warc([("https://x.example/1", "text/plain", PROSE.encode())] * 3, packed=True)
    nested = make_zip({"a.txt": PROSE.encode()})
    for n in range(10):
        nested = make_zip({f"level-{n}.zip": nested})
    plain = _store("a.txt", PROSE.encode())
    outside = io.BytesIO()
    with tarfile.open(fileobj=outside, mode="w") as box:
        for name, kind in (("../up.txt", tarfile.REGTYPE), ("link.txt", tarfile.SYMTYPE), ("pipe", tarfile.FIFOTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            box.addfile(member)
    return {
        "up.zip": make_zip({"../up.txt": PROSE.encode(), "a/../../b.txt": PROSE.encode()}),
        "absolute.zip": make_zip({"/etc/a.txt": PROSE.encode(), "C:\\a.txt": PROSE.encode()}),
        "bomb.zip": make_zip({"a.txt": b"0" * 60_000_000}),
        "many.zip": make_zip({f"{n}.txt": b"" for n in range(2_000)} | {"x.zip": make_zip({f"{n}": b"" for n in range(3000)})}),
        "nested.zip": nested,
        "locked.zip": _flag(plain, 1),
        "cut.zip": plain[: len(plain) // 2],
        "bad-sum.zip": plain.replace(b"Geneva", b"Genoaa"),
        "method.zip": _flag(plain, 0, method=99),
        "link.zip": _link_zip(),
        "empty.zip": make_zip({}),
        "hidden.zip": make_zip({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x"}),
        "cut.txt.gz": gzip.compress(PROSE.encode() * 1000)[:-30],
        "bomb.txt.gz": gzip.compress(b"0" * 10_000_000) * 300,
        "bomb.jsonl.gz": gzip.compress(b"0" * 10_000_000) * 10,
        "bad.gz": b"\x1f\x8b" + b"\x00" * 50,
        "outside.tar": outside.getvalue(),
        "cut.tar": outside.getvalue()[:700],
        "cut.warc": warc[: len(warc) // 6],
        "garbage.warc": b"WARC/1.0\r\n" + bytes((n * 31) % 251 for n in range(10_000)),
        "lying.warc": warc.replace(b"Content-Length: ", b"Content-Length: 999999", 1),
        "negative.warc": warc.replace(b"Content-Length: ", b"Content-Length: -"),
        "cut.warc.gz": packed[: len(packed) // 6],
        "no-pages.warc": make_warc([("https://x.example/a.png", "image/png", b"\x89PNG"), ("https://x.example/b", "404 text/html", b"none")]),
    }  # fmt: skip


def mails() -> dict[str, bytes]:
    """Mails."""
    deep = b"text"
    for n in range(100):
        deep = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n" % (n, n, deep, n)
    base = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/plain; charset=%s\nContent-Transfer-Encoding: %s\n\n%s"
    odd = make_mail("Talks", "See attached.")
    odd.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="../../x.bin")
    return {
        "no-body.eml": b"From: a@example.org\nSubject: Talks\nMIME-Version: 1.0\n\n",
        "no-header.eml": b"\n\n\n",
        "deep.eml": b"From: a@example.org\nMIME-Version: 1.0\n" + deep,
        "deeper.eml": b"From: a@example.org\nMIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 3000,
        "base64.eml": base % (b"utf-8", b"base64", b"!!! no base64 %%% =="),
        "half-base64.eml": base % (b"utf-16", b"base64", base64.b64encode(PROSE.encode())[:-3]),
        "charset.eml": base % (b"no-such", b"8bit", b"\x81\x8d\x8f\x90\x9d" * 30),
        "boundary.eml": b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\n--x\nnothing",
        "headers.eml": b"From: =?utf-8?q?=FF=FE?= <<<>>>@@\nDate: 99 Foo 99999\nSubject: =?x?y?z?=\nMIME-Version: 1.0\n\n",
        "attached.eml": bytes(odd),
    }


def _sparse(folder: Path) -> list[str]:
    """A file of 1 GB that takes no room."""
    with (folder / "sparse.txt").open("wb") as file:
        file.write(b"Once upon a time ")
        file.truncate(HUGE)
    return ["sparse.txt"]


def _closed(folder: Path) -> list[str]:
    file = folder / "closed.txt"
    file.write_text(PROSE)
    file.chmod(0)
    return [] if os.access(file, os.R_OK) else ["closed.txt"]  # the superuser reads it all the same


def _links(folder: Path) -> list[str]:
    try:
        (folder / "self.txt").symlink_to(folder / "self.txt")
        (folder / "around").symlink_to(folder, target_is_directory=True)
        (folder / "nowhere.txt").symlink_to(folder / "none" / "there.txt")
    except OSError:
        return []
    return ["self.txt", "around", "nowhere.txt"]


def _sidecar(folder: Path) -> list[str]:
    (folder / "beside.txt").write_text(GOOD.format(n=77))
    (folder / "beside.txt.yml").write_bytes(b"title: [\npublished: \xff\n")
    return ["beside.txt"]


def _lock(pdf: bytes) -> bytes:
    """The PDF with an encryption dictionary that no password fits."""
    entry = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] " % (
        b"11" * 32,
        b"22" * 32,
    )
    return pdf.replace(b"/Root 1 0 R", entry + b"/Root 1 0 R")


def _store(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as box:
        box.writestr(name, data)
    return stream.getvalue()


def _flag(data: bytes, flags: int, method: int = 0) -> bytes:
    """The archive with other flags and another method in both of its headers."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + offset
        out[at : at + 4] = struct.pack("<HH", flags, method)
    return bytes(out)


def _link_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as box:
        member = zipfile.ZipInfo("link.txt")
        member.external_attr = 0o120777 << 16
        box.writestr(member, "/etc/passwd")
    return stream.getvalue()


def _swap(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one member's content replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return make_zip({n: content if n == name else box.read(n) for n in box.namelist()})


def _find_all(data: bytes, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


MAKERS: tuple[Callable[[], dict[str, bytes]], ...] = (plain_files, documents, pages, tables, archives, mails)

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python tests/make_broken.py FOLDER")
    print("\n".join(map(ascii, make_broken(Path(sys.argv[1])))))
