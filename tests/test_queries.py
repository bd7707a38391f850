"""The filters and questions, on a timeline made by hand."""

from datetime import date
from types import SimpleNamespace

import pytest
from made_timeline import TEXTS, empty_tables, make_tables, many_tables, open_made

from data_prep.queries import (
    FILTERS,
    Choices,
    ask,
    count_options,
    count_table,
    describe_choices,
    find_events,
    find_span,
    find_spellings,
    read_articles,
    read_reports,
    read_reports_of_actor,
    read_spans,
    read_text,
)


@pytest.fixture(scope="module")
def story() -> SimpleNamespace:
    return open_made(make_tables())


def ids(story: SimpleNamespace, choices: Choices | None = None) -> set[str]:
    return set(find_events(story, choices)["event_id"])


UNDATED = {"congress", "treaty"}


@pytest.mark.parametrize(
    ("choices", "found"),
    [
        (Choices(actors=("halla",)), {"meeting", "congress"}),
        (Choices(actors=("halla", "vilhena")), {"meeting", "congress", "visit"}),
        (Choices(actors=("halla", "vilhena"), together=True), {"meeting"}),
        (Choices(actors=("halla",), together=True), {"meeting", "congress"}),
        (Choices(actors=("nobody such",)), set()),
        (Choices(first=date(2031, 5, 2)), {"ships", "visit", *UNDATED}),
        (Choices(last=date(1976, 12, 31)), {"codwar", *UNDATED}),
        (Choices(last=date(1975, 12, 31)), UNDATED),
        (Choices(first=date(2031, 3, 13), last=date(2031, 3, 13)), {"feast", *UNDATED}),
        (Choices(kinds=("consult", "agree")), {"meeting", "round", "letter"}),
        (Choices(outlets=("Atlantic Wire",)), {"meeting", "letter", "nets", "gear"}),
        (Choices(statuses=("denied", "claimed")), {"nets", "gear", "letters"}),
        (Choices(text="mackerel PORTO"), {"meeting"}),
        (Choices(text="sigrun"), {"meeting", "letter"}),
        (Choices(text="shook hands"), {"meeting"}),
        (Choices(text='"hands shook"'), set()),
        (Choices(text="%"), set()),
        (Choices(text="'; drop table events; --"), set()),
        (Choices(text="  "), set(make_tables()["events"]["event_id"])),
        (Choices(outlets=("Atlantic Wire",), statuses=("denied",)), {"nets"}),
    ],
)
def test_filters(story: SimpleNamespace, choices: Choices, found: set[str]) -> None:
    assert ids(story, choices) == found


def test_no_choice_is_every_event_by_date_and_the_undated_last(story: SimpleNamespace) -> None:
    rows = find_events(story)
    assert (
        len(rows) == len(make_tables()["events"])
        and rows["event_id"].iloc[0] == "codwar"
        and set(rows["event_id"].tail(2)) == UNDATED
    )
    assert rows["date_start"].dtype == "datetime64[s]" and isinstance(rows["actors"].iloc[0], list)
    assert rows.set_index("event_id").at["meeting", "sources"] == ["blog", "gazette", "wire"]
    assert not Choices().any and Choices(text="x").any


def test_accents_and_case_do_not_matter(story: SimpleNamespace) -> None:
    assert ids(story, Choices(text="SÍGRUN halla")) == ids(story, Choices(text="sigrun HALLA")) >= {"meeting"}


def test_filters_that_ask_are_in_words(story: SimpleNamespace) -> None:
    choices = Choices(
        ("halla", "vilhena"),
        True,
        date(2031, 1, 2),
        None,
        ("consult",),
        ("Atlantic Wire",),
        ("denied",),
        'cod "two words"',
    )
    said = describe_choices(choices, {"halla": "Sigrun Halla", "vilhena": "Duarte Vilhena", "consult": "Meet"})
    assert said == [
        "with Sigrun Halla and Duarte Vilhena together", "not before 2 January 2031", "of the kind Meet", "told by Atlantic Wire", "denied", "with the words “cod” and “two words”",
    ]  # fmt: skip
    assert describe_choices(Choices(), {}) == []
    assert len({f.name for f in FILTERS}) == len(FILTERS)


def test_options_are_counted_the_busiest_first(story: SimpleNamespace) -> None:
    options = count_options(story)
    assert (
        list(options["actors"]["actor_id"])[:2] == ["portugal", "iceland"]
        and options["actors"]["n"].is_monotonic_decreasing
    )
    assert dict(options["statuses"].itertuples(index=False)) == {"reported": 8, "planned": 3, "claimed": 2, "denied": 1}
    assert set(options["outlets"]["value"]) == {"Harbour Gazette", "Atlantic Wire", "Ministry of the Sea"}


def test_reports_come_with_article_and_words_of_time(story: SimpleNamespace) -> None:
    rows = read_reports(story, "meeting").set_index("article_id")
    assert rows.loc["wire", "timex_text"] == "the previous day" and rows.loc["gazette", "outlet"] == "Harbour Gazette"
    for article, r in rows.iterrows():
        assert (
            r["text"][r["start"] : r["end"]] == r["sentence"]
            and r["text"][int(r["timex_start"]) : int(r["timex_end"])] == r["timex_text"]
        ), article
    assert read_reports(story, "no such event").empty
    assert set(read_reports_of_actor(story, "navy")["event_id"]) == {"nets"}


def test_articles_and_their_marks(story: SimpleNamespace) -> None:
    articles = read_articles(story).set_index("article_id")
    assert articles.at["gazette", "n_events"] == 6 and "text" not in articles
    assert read_text(story, "wire") == TEXTS["wire"][6] and read_text(story, "none") == ""
    spans = read_spans(story, "wire")
    assert set(spans) == {"timexes", "mentions", "reports"} and len(spans["reports"]) == 4
    assert list(find_spellings(story, "halla")["spelling"]) == ["Halla", "Sigrun Halla", "Sígrun Halla"]


def test_an_empty_timeline_answers(story: SimpleNamespace) -> None:
    empty = open_made(empty_tables())
    assert find_events(empty).empty and find_span(empty) == (None, None) and read_articles(empty).empty
    assert find_span(story) == (date(1976, 1, 1), date(2031, 6, 15))
    assert count_table(story, "events") == 14 and all(len(o) == 0 for o in count_options(empty).values())


def test_sessions_may_ask_at_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    timeline = open_made(many_tables(400))
    with ThreadPoolExecutor(8) as pool:
        counts = list(
            pool.map(
                lambda n: len(find_events(timeline, Choices(text="number" if n % 2 else "", actors=("iceland",)))),
                range(40),
            )
        )
    assert len(set(counts)) == 1 and counts[0] > 0
    assert ask(timeline, "select 1 as one")["one"].iloc[0] == 1
