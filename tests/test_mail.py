"""Mails: their own words, their head, what is attached."""

from io import BytesIO

import pytest
from made_files import make_docx, make_mail
from test_formats import documents

from data_prep.articles import read_articles
from data_prep.articles.mail import _without_quotes, read_mail, tells_mail
from data_prep.articles.sources import Document, Source
from data_prep.records import Problem

TEXT = "The ministers of both countries met in Geneva on Friday, officials said. They will meet again in the autumn of this year, and then they will speak of money."


def read(data: bytes) -> Document:
    problems: list[Problem] = []
    found = documents("a.eml", data, problems)
    assert found, problems
    return found[0]


def test_head() -> None:
    mail = make_mail("Fwd: Re: Talks – day two", TEXT, Date="Thu, 02 Oct 2025 23:30:00 +0900")
    found = read(bytes(mail))
    assert found.fields == {"title": "Talks – day two", "author": "Ana Lima"}
    assert [(d.when.edtf, d.basis) for d in found.dates] == [("2025-10-02", "metadata")]
    assert found.dates[0].why.startswith("the mail's Date header says “Thu, 02 Oct 2025 23:30")


def test_text_is_preferred_to_html_unless_it_only_points_there() -> None:
    page = f"<html><body><p>{TEXT}</p><p>As a page.</p></body></html>"
    assert [line.text for line in read(bytes(make_mail("T", TEXT, page))).lines] == [TEXT]
    pointed = read(bytes(make_mail("T", "View this mail in your browser.", page)))
    assert TEXT in [line.text for line in pointed.lines]
    assert TEXT in [line.text for line in read(bytes(make_mail("T", None, page))).lines]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Words.\n\n-- \nAna Lima\nHead of things", "Words."),
        ("Words.\n\nSent from my phone", "Words."),
        ("Words.\n\nOn Friday, 3 October 2025, Jan Nowak wrote:\n> Old words.\n>> Older.", "Words."),
        ("Words.\n\nOn Friday, 3 October 2025 at 10:00, Jan Nowak <jan@example.org>\nwrote:\n\n> Old words.", "Words."),
        ("Words.\n\n-----Original Message-----\nFrom: Jan\nOld words.", "Words."),
        (
            "---------- Forwarded message ---------\nFrom: Jan <j@example.org>\nDate: Fri\nSubject: Talks\nTo: Ana\n\nNew words.",
            "New words.",
        ),
        (
            "See below.\n--\nAna\n\n---------- Forwarded message ---------\nFrom: Jan\n\nNew words.",
            "See below. Ana New words.",
        ),
        ("On Friday the minister wrote a letter.", "On Friday the minister wrote a letter."),
    ],
)
def test_quotes_and_signatures(text: str, left: str) -> None:
    assert " ".join(_without_quotes(text).split()) == left


def test_quoted_html_goes() -> None:
    page = f"<p>{TEXT}</p><div class='gmail_quote'>On Friday Jan wrote: <blockquote>Old words</blockquote></div>"
    assert "Old words" not in " ".join(line.text for line in read(bytes(make_mail("T", None, page))).lines)


def test_attachments_are_articles(tmp_path) -> None:
    mail = make_mail("Two texts", "See attached.")
    mail.add_attachment(
        make_docx("Ministers meet", [TEXT]), maintype="application", subtype="octet-stream", filename="a.docx"
    )
    mail.add_attachment(TEXT + " So it was.", filename="../b.txt")
    mail.add_attachment(make_mail("Inner", TEXT + " And so on."))
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    (tmp_path / "a.eml").write_bytes(bytes(mail))
    problems: list[Problem] = []
    found = {a.path: a.title for a in read_articles([tmp_path], problems.append)}
    assert list(found) == ["a.eml/a.docx", "a.eml/b.txt", "a.eml/attachment-3.eml"]
    assert found["a.eml/a.docx"] == "Ministers meet" and found["a.eml/attachment-3.eml"] == "Inner"
    assert not problems


def test_charsets() -> None:
    head = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/plain; charset=%s\n\n%s"
    for declared, real in ((b"iso-8859-1", "latin-1"), (b"utf-8", "cp1252"), (b"no-such", "utf-8")):
        text = f"{TEXT} Ceux-là étaient déjà à Genève, où l'été fut très chaud."
        assert read(head % (declared, text.encode(real))).lines[0].text == text


def test_flowed_text_is_made_whole() -> None:
    data = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\nThe ministers met in \nGeneva on Friday.\nThen they left.\n"
    assert [line.text for line in read(data).lines] == ["The ministers met in Geneva on Friday.", "Then they left."]


@pytest.mark.parametrize(
    ("name", "opening", "is_mail"),
    [
        ("a.eml", b"Subject: x\n\nText", True),
        ("a.txt", b"Received: from x\n by y\nFrom: a@example.org\nSubject: x\n\nText", True),
        ("a.txt", b"Subject: x\n\nText", False),
        ("a.txt", b"Received: with joy\nThe ministers met.\n\nText", False),
        ("a.eml", b"\x00\x01", False),
    ],
)
def test_a_mail_is_told(name: str, opening: bytes, is_mail: bool) -> None:
    assert tells_mail(name, opening) is is_mail


def test_a_page_saved_as_a_mail_is_a_page() -> None:
    page = f"<html><body><p>{TEXT}</p></body></html>"
    mail = make_mail("Talks", None, page, Date="Sat, 25 Oct 2025 10:00:00 -0000")
    mail.replace_header("From", "<Saved by Blink>")
    mail["Snapshot-Content-Location"] = "https://x.example/talks"
    data = bytes(mail)
    (source,) = read_mail(Source("a.mhtml", lambda: BytesIO(data)), print)
    assert isinstance(source, Source)
    assert (source.path, source.url) == ("a.mhtml/page.html", "https://x.example/talks")
    assert source.seen is not None and source.seen.edtf == "../2025-10-25"
    assert TEXT in source.read().decode("utf-8-sig")


def test_hostile_heads_cost_only_themselves() -> None:
    head = b"From: a@example.org\nSubject: %s\nMIME-Version: 1.0\n\n" + TEXT.encode()
    for subject in (b"=?utf-8?q?a?= " * 100_000, b"(" * 1_900, b"=?x?y?z?="):
        assert [line.text for line in read(head % subject).lines] == [TEXT]
    problems: list[Problem] = []
    parts = b"--x\nContent-Type: text/plain\n\nhello\n" * 3_000
    assert not documents("a.eml", b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + parts, problems)
    assert problems[0].found == "a mail of 3,001 parts"


def test_a_forwarded_mail_is_of_its_own_day(tmp_path):
    text = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: Strait Observer <desk@example.org>\n"
        "Date: Fri, 27 Jun 2025 at 19:02\nSubject: Cable\nTo: Anna\n\n"
        "The council of Faro voted for the cable on Thursday, and Ana Lima, the mayor, welcomed the vote on Friday.\n"
    )
    mail = make_mail("Fwd: Cable", text, Date="Mon, 30 Jun 2025 08:00:00 +0200")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    (found,) = read_articles([tmp_path], print)
    assert found.published.when is not None and found.published.when.edtf == "2025-06-27"
