"""The event panel: who says each sentence, many sources, answers side by side, reasons in plain words."""

from types import SimpleNamespace

import pytest
from made_timeline import make_tables, open_made

from data_prep.queries import read_event, read_reports
from pages.parts.disagreements import disagreements
from pages.parts.event_panel import source_blocks, why_this_date
from pages.parts.source_text import Mark, mark_up
from pages.parts.style import as_label
from pages.words import panel as words

NAMES = {"halla": "Sigrun Halla", "vilhena": "Duarte Vilhena", "navy": "Portuguese Navy"}


@pytest.fixture(scope="module")
def story() -> SimpleNamespace:
    return open_made(make_tables())


def test_each_sentence_says_who_vouches(story: SimpleNamespace) -> None:
    rows = read_reports(story, "nets").to_dict("records")
    told = source_blocks(rows, NAMES)
    assert (
        "denied by Portuguese Navy" in told
        and '<b class="did">cut</b>' in told
        and '<u class="when">February</u>' in told
    )
    assert "told as fact" in source_blocks(read_reports(story, "meeting").to_dict("records"), NAMES)


def test_many_sources_open_when_asked_for(story: SimpleNamespace) -> None:
    row = read_reports(story, "meeting").to_dict("records")[0]
    rows = [row | {"article_id": f"a{n}", "outlet": f"Outlet {n}"} for n in range(20)]
    told = source_blocks(rows)
    assert told.count("<header>") == 20 and "<summary>14 more sources</summary>" in told
    assert why_this_date(read_event(story, "meeting"), rows).count("<li>") == 2  # one reason, one conclusion


@pytest.mark.parametrize("n", [2, 3, 5, 20])
def test_any_number_of_sources_may_disagree(story: SimpleNamespace, n: int) -> None:
    row = read_reports(story, "meeting").to_dict("records")[0]
    rows = [row | {"article_id": f"a{i}", "outlet": f"Outlet {i}"} for i in range(n)]
    told = [
        {"field": "date", "value": "2031-03-12", "article_ids": [f"a{i}" for i in range(n - 1)]},
        {"field": "date", "value": "2031-03-11", "article_ids": [f"a{n - 1}"]},
    ]
    body = disagreements(read_event(story, "meeting") | {"disagrees": told}, rows, NAMES)
    assert body.count("12 Mar 2031") == (n - 1 if n < 5 else 1) and body.count("11 Mar 2031") == 1
    if n == 20:
        assert "<td>19 sources: Outlet 0," in body and "<td class=odd>11 Mar 2031</td><td>Outlet 19</td>" in body
        assert body.count("<th ") == 4


def test_reasons_are_said_as_people_do() -> None:
    assert (
        words.reason("weekday before or after the article's day, counted from published 2011-03-12, past by its verb")
        == "the nearest such weekday, counted from the article’s date, 2011-03-12; the verb says that it was past"
    )
    assert (
        words.reason(
            "no words of time; said as news of the day of publication or the day before, [2011-03-11,2011-03-12]"
        )
        == "told as news, so of the day the article came out or the day before: [2011-03-11,2011-03-12]"
    )
    assert words.reason("month and day, counted from published on or before 2024-11-29, the page's own date") == (
        "a day without its year, counted from the date of the page, 2024-11-29"
    )
    assert words.reason("a rule nobody foresaw") == "a rule nobody foresaw"
    assert (
        words.joined("first told here") == ""
        and words.joined("same day, same speaker") == "the same speaker on the same day"
    )


def test_words_on_a_button_are_no_markdown() -> None:
    assert as_label("![x](http://evil.invalid) *a* :red[b] $c$\u202e") == (
        "\\!\\[x\\]\\(http\\://evil\\.invalid\\) \\*a\\* \\:red\\[b\\] \\$c\\$"
    )


def test_marks_tell_what_they_mean() -> None:
    assert mark_up("on Friday we", [Mark(3, 9, "when", 'the "6th"')]) == (
        'on <u class="when" title="the &quot;6th&quot;" tabindex="0">Friday</u> we'
    )
