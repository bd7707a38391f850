"""Feeds: an article an entry, dated as the entry says."""

import pytest
from made_files import make_feed
from test_formats import documents

from data_prep.articles.feeds import tells_feed
from data_prep.records import Problem

TEXT = "The ministers of both countries met in Geneva on Friday, officials said."


def entry(**other: str) -> dict[str, str]:
    plain = {
        "title": "Talks &amp; money",
        "link": "https://x.example/1",
        "author": "Ana Lima",
        "date": "Thu, 02 Oct 2025 23:30:00 +0900",
        "content": f"<p>{TEXT}</p>",
    }
    return {**plain, **other}


@pytest.mark.parametrize("atom", [False, True])
def test_entries(atom: bool) -> None:
    date = "2025-10-02T23:30:00+09:00" if atom else "Thu, 02 Oct 2025 23:30:00 +0900"
    data = make_feed(
        "The Herald",
        [
            entry(date=date, title="Talks & money"),
            entry(date=date, link="https://x.example/2", content="<p>One.</p><p>Two &amp; three.</p>"),
        ],
        atom,
    )
    first, second = documents("a.xml", data)
    assert first.fields == {
        "title": "Talks & money",
        "url": "https://x.example/1",
        "author": "Ana Lima",
        "outlet": "The Herald",
    }
    assert [(d.when.edtf, d.basis) for d in first.dates] == [("2025-10-02", "metadata")]
    assert (first.number, second.number) == ("entry 1", "entry 2")
    assert [line.text for line in second.lines] == ["One.", "Two & three."]


def test_a_summary_is_read_where_there_is_no_content() -> None:
    data = b"<rss version='2.0'><channel><title>H</title><item><title>T</title><description>&lt;p&gt;They met.&lt;script&gt;x()&lt;/script&gt; &lt;img src='https://x.example/a.jpg'&gt;&lt;/p&gt;</description></item></channel></rss>"
    (found,) = documents("a.rss", data)
    assert [line.text for line in found.lines] == ["They met."]
    assert found.pictures == ["https://x.example/a.jpg"]
    assert not found.dates


def test_entries_without_text_and_dates_that_are_none() -> None:
    problems: list[Problem] = []
    (found,) = documents("a.rss", make_feed("H", [entry(content=""), entry(date="soon")]), problems)
    assert found.number == "entry 2" and not found.dates
    assert [(p.found, p.skipped) for p in problems] == [("1 of 2 entries without text: entry 1", False)]


def test_entities_are_refused() -> None:
    problems: list[Problem] = []
    data = make_feed("H", [entry()]).replace(
        b"<rss", b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss", 1
    )
    assert not documents("a.rss", data, problems)
    assert "not expanded" in problems[0].found


def test_a_broken_feed_gives_what_can_be_read() -> None:
    problems: list[Problem] = []
    data = make_feed("H", [entry(), entry(link="https://x.example/2")])
    found = documents("a.rss", data[: data.rindex(b"</item>")], problems)
    assert found and found[0].fields["title"]
    assert problems and not problems[0].skipped


@pytest.mark.parametrize(
    ("opening", "is_feed"),
    [
        (b"<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", True),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        (b"<rdf:RDF xmlns='x'>", True),
        (b"<!DOCTYPE html><html><feed>", False),
        (b"<?xml version='1.0'?><svg>", False),
        (b"<p>feed</p>", False),
    ],
)
def test_a_feed_is_told(opening: bytes, is_feed: bool) -> None:
    assert tells_feed("a", opening) is is_feed
