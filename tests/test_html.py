"""Web pages into articles: what is told as a page, what is read of it, what is refused."""

from pathlib import Path

import pytest

from data_prep.articles import read_articles
from data_prep.articles.html import is_page, read_body
from data_prep.records import Article, Problem

FIRST = (
    "The harbour board of Lindmark voted on Tuesday to rebuild the old pier, its chairwoman Ada Brink told reporters."
)
SECOND = "Work is to begin next spring and will take two years, according to a plan that the town published in January."
THIRD = "Fishermen had asked for a new mole instead, which the board called too costly for a harbour of its size."
BODY = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))


def page(
    body: str = BODY, head: str = "<title>Harbour board votes for pier</title>", start: str = "<!doctype html>"
) -> str:
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
    return f"{start}<html lang='en-GB'><head>{head}</head><body>{menu}<article>{body}</article></body></html>"


def read(tmp_path: Path, content: str | bytes, name: str = "a.html") -> tuple[Article | None, list[Problem]]:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return next(iter(read_articles([tmp_path / name], problems.append)), None), problems


def article(tmp_path: Path, content: str | bytes, name: str = "a.html") -> Article:
    found, problems = read(tmp_path, content, name)
    assert found is not None, problems
    return found


class TestTold:
    @pytest.mark.parametrize(
        "opening",
        [b"<!DOCTYPE html>", b"\xef\xbb\xbf\n<html lang=de>", b"<!-- saved from x -->\n<HTML>", b"<head><title>x</title>", b"<body>",
         b"<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'>",
         b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "<!doctype html>".encode("utf-16")],
    )  # fmt: skip
    def test_a_page_is_told_by_its_first_bytes(self, opening):
        assert is_page("whatever.txt", opening)

    @pytest.mark.parametrize(
        "opening",
        [b"<?xml version='1.0'?><rss version='2.0'>", b"<rss>", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<?xml version='1.0'?><urlset>",
         b"<!DOCTYPE rss>", b"The <html> tag", b"%PDF", b"<htmlx>", b"{\"html\": 1}"],
    )  # fmt: skip
    def test_feeds_and_other_files_are_none(self, opening):
        assert not is_page("a.html", opening)

    def test_a_page_that_begins_without_its_root_is_told_by_its_ending_too(self):
        assert is_page("a.htm", b"<meta charset=utf-8><title>x</title>")
        assert not is_page("a.txt", b"<p>A paragraph")


class TestRead:
    def test_text_title_and_fields(self, tmp_path):
        head = (
            "<title>Harbour board votes for pier - The Lindmark Herald</title><meta property='og:site_name' content='The Lindmark Herald'>"
            "<meta name='author' content='Jon Vale'><link rel='canonical' href='https://herald.example/2024/03/05/pier'>"
            "<meta property='og:image' content='/img/2024/03/pier.jpg'>"
        )
        found = article(
            tmp_path,
            page(f"<h1>Harbour board votes for pier</h1>{BODY}<h2>What comes next</h2><p>{SECOND[::-1]}</p>", head),
        )
        assert (found.title, found.outlet, found.author, found.language) == (
            "Harbour board votes for pier",
            "The Lindmark Herald",
            "Jon Vale",
            "en",
        )
        assert found.url == "https://herald.example/2024/03/05/pier"
        assert found.text.split("\n\n")[:3] == [FIRST, SECOND, THIRD]
        assert "What comes next" in found.text and "Sport" not in found.text
        assert {h.why for h in found.hints} >= {"2024/03 in a picture's address"}

    def test_a_headline_that_differs_from_the_stated_title_stays_in_the_text(self, tmp_path):
        head = "<title>Pier vote</title><meta property='og:title' content='Pier vote in Lindmark'>"
        found = article(tmp_path, page(f"<h1>Harbour board votes for a new pier</h1>{BODY}", head))
        assert "Harbour board votes for a new pier" in f"{found.title}\n{found.text}"
        assert FIRST in found.text

    def test_what_describes_a_picture_is_a_caption(self, tmp_path):
        words = "The old pier of Lindmark in the winter storm of last year"
        found = article(tmp_path, page(f"<img src='a.jpg' alt='{words}'><p>{words}</p>{BODY}"))
        assert [found.text[span.start : span.end] for span in found.captions] in ([words], [])
        assert not found.captions or found.text.count(words) == 1

    @pytest.mark.parametrize(
        ("language", "text"),
        [("de", "Der Hafenrat von Lindmark stimmte am Dienstag für den Neubau der alten Mole, sagte die Vorsitzende vor Journalisten."),
         ("zh", "林德马克港务委员会星期二投票决定重建旧码头，主席在会后对记者说，工程将于明年春天开始，预计需要两年时间才能完成。"),
         ("ar", "صوت مجلس ميناء ليندمارك يوم الثلاثاء على إعادة بناء الرصيف القديم، وفق ما قالت رئيسة المجلس للصحفيين بعد الجلسة.")],
    )  # fmt: skip
    def test_every_language_is_read(self, tmp_path, language, text):
        body = f"<p>{text}</p><p>{text[:-1]}!</p>"
        content = page(body, "<title>Mole</title>").replace("en-GB", language)
        found = article(tmp_path, content)
        assert text in found.text and found.language == language

    @pytest.mark.parametrize(
        ("encoding", "declared"),
        [("cp1252", "iso-8859-1"), ("cp1251", "windows-1251"), ("gb18030", "gb2312"), ("shift_jis", "Shift_JIS"), ("iso2022_jp", "iso-2022-jp"),
         ("utf-8", "iso-8859-1"), ("utf-16", "utf-16")],
    )  # fmt: skip
    def test_encodings_as_declared(self, tmp_path, encoding, declared):
        words = {
            "cp1251": "Совет порта решил",
            "gb18030": "港务委员会投票",
            "shift_jis": "港湾委員会は決めた",
            "iso2022_jp": "港湾委員会は決めた",
        }
        text = f"{words.get(encoding, 'Café “Zum Anker”, Größe')} {FIRST}"
        content = page(f"<p>{text}</p><p>{SECOND}</p>", f"<meta charset={declared}><title>Pier</title>")
        found, problems = read(tmp_path, content.encode(encoding))
        assert found is not None and text in found.text
        assert not problems

    def test_rows_of_tables_and_line_breaks_are_lines(self):
        from lxml import etree

        body = etree.fromstring(
            "<body><head>Top</head><p>One <hi>two</hi><lb/>three</p><table><row><cell>a</cell><cell>b</cell></row></table></body>"
        )
        assert [(line.text, line.mark) for line in read_body(body)] == [
            ("Top", "heading"),
            ("One two", ""),
            ("three", ""),
            ("a | b", ""),
        ]


class TestHard:
    @pytest.mark.parametrize("box", ["div", "blockquote", "ul><li", "b", "table><tr><td"])
    @pytest.mark.parametrize("deep", [220, 3000])
    def test_pages_nested_deep_keep_their_words(self, tmp_path, box, deep):
        assert FIRST in article(tmp_path, page(f"<{box}>" * deep + BODY)).text

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            ("<!doctype html>", "a web page without text"),
            ("<html><head><title>Pier</title></head></html>", "a web page without text"),
            ("<html><frameset><frame src=a.html></frameset></html>", "a web page without text"),
            (page("<p>We and our partners use cookies to give you the best experience on this site of ours.</p>"), "a web page with a notice"),
            (page("<noscript>You need to enable JavaScript to run this app and see it.</noscript>"), "a web page with"),
            ("<html>\x00\x01\x02" + BODY, "a web page with binary data in it"),
            (page("<br>" * 200_001), "it cannot be read: a web page of 200,0"),
            (page("<h1>" * 3000 + BODY), "it cannot be read: a web page whose elements are nested more than 200 deep"),
            (page("x" * 5_000_001), "it cannot be read: more than 5 MB"),
        ],
    )  # fmt: skip
    def test_refused_with_a_reason(self, tmp_path, content, found):
        refused, problems = read(tmp_path, content)
        assert refused is None
        assert [p.found[: len(found)] for p in problems] == [found]
        assert problems[0].accepted.startswith("Accepted: ")

    def test_entities_of_the_page_are_not_expanded(self, tmp_path):
        (tmp_path / "secret.txt").write_text("the hidden words")
        subset = (
            f"<!DOCTYPE html [<!ENTITY s SYSTEM 'file://{tmp_path}/secret.txt'><!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"
        )
        found = article(tmp_path, page(f"{BODY}<p>{SECOND} &s; &b;</p>", start=f"<?xml version='1.0'?>{subset}"))
        assert "hidden" not in found.text and "haha" not in found.text
        assert found.title == "Harbour board votes for pier"

    def test_broken_addresses_and_characters_cost_only_themselves(self, tmp_path):
        found = article(
            tmp_path,
            page(f"<link rel=canonical href='http://[x'><img src='http://[y'><p>&#xD800;&#0; {FIRST}</p>{BODY}"),
        )
        assert FIRST in found.text
