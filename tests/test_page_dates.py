"""Dates of publication of web pages: where they are found, and which counts where they disagree."""

from datetime import date

import pytest

from data_prep.articles.html import parse_page
from data_prep.articles.page_dates import find_page_dates
from data_prep.articles.page_days import find_days
from data_prep.articles.publication import OF_VERSION, choose_published
from data_prep.articles.sources import FoundDate
from data_prep.edtf import parse_edtf
from data_prep.records import Published

TITLE = "Harbour board votes for pier"
PROSE = (
    "The harbour board of Lindmark voted to rebuild the old pier, which a storm had broken on 3 January 2019, it said."
)
UNKNOWN = Published(None, "unknown", "the article states no date of publication")


def dates(head: str = "", body: str = "", url: str | None = None, language: str = "en") -> list[tuple[str, str]]:
    tree = parse_page(f"<html><head>{head}</head><body>{body}<p>{PROSE}</p></body></html>")
    return [(d.when.edtf, d.basis) for d in find_page_dates(tree, url, TITLE, PROSE[:30], language)]


def json_ld(text: str) -> str:
    return f"<script type='application/ld+json'>{text}</script>"


class TestDays:
    @pytest.mark.parametrize(
        ("text", "language", "day"),
        [("12. März 2015", "de", "2015-03-12"), ("5 mars 2014", "fr", "2014-03-05"), ("1er juin 2020", "fr", "2020-06-01"),
         ("4 de mayo de 2022", "es", "2022-05-04"), ("March 5th, 2021", "de", "2021-03-05"), ("12 мая 2019", "ru", "2019-05-12"),
         ("27.08.2020, 20:27", "", "2020-08-27"), ("27.08.20", "de", "2020-08-27"), ("2020年8月27日", "ja", "2020-08-27"),
         ("2020년 8월 27일", "ko", "2020-08-27"), ("03/04/2020", "it", "2020-04-03"), ("2020-08-27T20:27:00+02:00", "", "2020-08-27"),
         ("২৭ আগস্ট ২০২০", "bn", "2020-08-27"), ("25/12/2020", "en", "2020-12-25")],
    )  # fmt: skip
    def test_days_in_many_languages(self, text, language, day):
        assert [found.day.isoformat() for found in find_days(text, language)] == [day]

    @pytest.mark.parametrize(
        "text", ["03/04/2020", "30.02.2020", "May 2020", "12.3.4.2020", "tel. 0201-2020-1234", "version 1.2.20.4"]
    )
    def test_what_is_no_full_date(self, text):
        assert find_days(text, "en") == []


class TestPlaces:
    @pytest.mark.parametrize(
        ("head", "body", "found"),
        [
            (json_ld('{"@type": "NewsArticle", "datePublished": "2020-05-04T09:00:00+02:00"}'), "", ("2020-05-04", "metadata")),
            (json_ld('{"@graph": [{"@type": "WebPage", "datePublished": "2018-01-02"}, {"@type": "Article", "datePublished": "2020-05-04"}]}'), "", ("2020-05-04", "metadata")),
            (json_ld('{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2011-01-02"}]}'), "", None),
            (json_ld("[" * 3000), "", None),
            (json_ld('{"@type": ["Article"], "datePublished": 20200504}'), "", None),
            ("<meta property='article:published_time' content='2020-05-04T08:00'><meta name=date content='2020-06-01'>", "", ("2020-05-04", "metadata")),
            ("<meta name=pubdate content='20200504'>", "", ("2020-05-04", "metadata")),
            ("<meta property='article:modified_time' content='2020-05-04'>", "", None),
            ("", "<span itemprop=datePublished content='2020-05-04'>last week</span>", ("2020-05-04", "metadata")),
            ("", f"<h1>{TITLE}</h1><div><span>4</span> <span>May</span> <span>2020</span></div>", ("2020-05-04", "stated")),
            ("", f"<h1>{TITLE}</h1><div>By Jon Vale | May 4, 2020, 9:12</div>", ("2020-05-04", "stated")),
            ("", f"<h1>{TITLE}</h1><p>Updated: May 9, 2020. First published: May 4, 2020</p>", ("2020-05-04", "stated")),
            ("", f"<h1>{TITLE} of 4 May 2020</h1>", ("2020-05-04?", "metadata")),
            ("", f"<h1>{TITLE}</h1><nav>4 May 2020</nav><div class='related-news'><i>5 May 2020</i></div>", None),
            ("", "<div class=clock>Monday, May 4, 2020</div>" + f"<h1>{TITLE}</h1>", ("2020-05-04", "stated")),
            ("", "<footer>© 2015-2020 Lindmark Herald</footer>", ("../2020", "header")),
            ("", "<footer>© 2015 Lindmark Herald</footer><p>The pier of 2018 was sold.</p>", None),
            ("", "", None),
        ],
    )  # fmt: skip
    def test_where_a_date_stands(self, head, body, found):
        assert next(iter(dates(head, body)), None) == found

    def test_the_address(self):
        assert dates(url="https://herald.example/2020/05/04/pier") == [("2020-05-04", "address")]
        assert dates(url="https://herald.example/local/2020-05/04/c_11255.htm") == [("2020-05-04", "address")]
        assert dates(url="https://herald.example/a-20200504-7.html") == [("2020-05-04", "address")]
        assert dates(url="https://herald.example/2020/05/pier-202005041200") == []

    def test_an_archives_copy_is_a_bound(self):
        assert dates(url="https://web.archive.org/web/20210102030405/http://herald.example/pier") == [
            ("../2021-01-02", "header")
        ]

    def test_a_bare_day_above_the_headline_gives_way_to_metadata(self):
        found = dates("<meta name=pubdate content='2020-05-04'>", f"<div>Saturday, May 9, 2020</div><h1>{TITLE}</h1>")
        assert found[0] == ("2020-05-04", "metadata")

    def test_a_moment_in_utc_gives_way_to_the_local_day(self):
        head = json_ld('{"@type": "NewsArticle", "datePublished": "2020-05-05T02:10:00Z"}')
        assert dates(head, url="https://herald.example/2020/05/04/pier") == [("2020-05-04", "address")]
        assert dates(head)[0] == ("2020-05-05", "metadata")

    def test_days_of_running_text_and_months_are_not_taken_for_days_of_publication(self):
        assert (
            dates(
                body="<p>The storm had broken it in 2019-05, on 2 February 2019, as everybody in the town knows well.</p>"
            )
            == []
        )


class TestChoice:
    @staticmethod
    def found(edtf: str, basis: str, why: str = "") -> FoundDate:
        return FoundDate(parse_edtf(edtf), basis, why or f"{basis} {edtf}")

    def test_what_disagrees_is_said(self):
        best = choose_published(
            None, "", UNKNOWN, [self.found("2020-06-01", "metadata"), self.found("2020-05-04", "stated")]
        )
        assert (best.when and best.when.edtf, best.basis) == ("2020-05-04", "stated")
        assert best.why == "stated 2020-05-04; otherwise metadata 2020-06-01"

    def test_a_day_apart_is_no_disagreement(self):
        best = choose_published(
            None, "", UNKNOWN, [self.found("2020-05-03", "metadata"), self.found("2020-05-04", "stated")]
        )
        assert best.why == "stated 2020-05-04"

    def test_the_day_of_a_version_is_not_that_of_publication(self):
        own = Published(parse_edtf("2020-06-01"), "stated", f"the page says “Updated June 1, 2020”, {OF_VERSION}")
        best = choose_published(None, "", own, [self.found("2020-05-04", "metadata")])
        assert best.when and best.when.edtf == "2020-05-04" and "otherwise the page says" in best.why
        assert choose_published(None, "", own, []).when == own.when

    def test_nothing_is_published_after_it_was_fetched(self):
        fetched = self.found("../2020-05-10", "header")
        later = self.found("2020-05-20", "metadata")
        best = choose_published(None, "", UNKNOWN, [later, fetched])
        assert (best.when and best.when.edtf, best.basis) == ("../2020-05-10", "header")
        assert "otherwise metadata 2020-05-20" in best.why or best.why == "header ../2020-05-10"
        both = choose_published(None, "", UNKNOWN, [later, fetched, self.found("2020-05-04", "address")])
        assert both.when and both.when.interval.start == date(2020, 5, 4)

    def test_the_tightest_bound_counts(self):
        best = choose_published(
            None, "", UNKNOWN, [self.found("../2021", "header"), self.found("../2020-05-10", "header")]
        )
        assert best.when and best.when.edtf == "../2020-05-10"

    def test_a_person_overrides(self):
        best = choose_published(parse_edtf("2001"), "2001", UNKNOWN, [self.found("2020-05-04", "stated")])
        assert (best.when and best.when.edtf, best.basis) == ("2001", "given")
