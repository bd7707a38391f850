"""The filters and questions, on a timeline made by hand."""

from datetime import date
from types import SimpleNamespace

import pytest
from made_timeline import TEXTS, empty_tables, make_tables, many_tables, open_made

from data_prep.queries import (
    FILTERS,
    Choices,
    ask,
    count_articles,
    describe_choices,
    find_actors,
    find_articles,
    find_event,
    find_rows,
    read_actors,
    read_article,
    read_articles,
    read_event,
    read_events,
    read_ids,
    read_names,
    read_reports,
    read_spans,
)


@pytest.fixture(scope="module")
def story() -> SimpleNamespace:
    return open_made(make_tables())


def ids(story: SimpleNamespace, choices: Choices | None = None) -> set[str]:
    passing = set(read_events(story)["row"])
    for f in FILTERS:
        if choices is not None and f.asks(choices):
            passing &= set(find_rows(story, f.name, f.passes(choices)).tolist())
    return set(read_ids(story, sorted(passing)))


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


def test_events_go_by_date_and_the_undated_last(story: SimpleNamespace) -> None:
    rows = read_events(story)
    assert len(rows) == len(make_tables()["events"]) and list(rows["row"]) == list(range(len(rows)))
    assert rows["event_id"].iloc[0] == "codwar" and set(rows["event_id"].tail(2)) == UNDATED
    assert rows["date_start"].dtype == "datetime64[s]" and isinstance(rows["actors"].iloc[0], list)
    meeting = rows.set_index("event_id").loc["meeting"]
    assert meeting["sources"] == ["blog", "gazette", "wire"] and meeting["disagrees"] == ["date", "place"]
    assert meeting["actors"] == ["halla", "vilhena"] and "outlet not stated" in meeting["outlets"]
    some = read_events(story, [meeting["row"], 0])
    assert list(some["event_id"]) == ["codwar", "meeting"] and read_events(story, []).empty
    assert not Choices().any and Choices(text="x").any


def test_one_event_is_read_whole_by_its_id_of_now_or_before(story: SimpleNamespace) -> None:
    row, event_id = find_event(story, "trawler") or (None, "")
    assert event_id == "nets" and read_ids(story, [row or 0]) == ["nets"] and find_event(story, "none such") is None
    event = read_event(story, "meeting")
    assert event["disagrees"][0]["field"] == "date" and event["why_joined"] and "since" not in event


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
        "with Sigrun Halla and Duarte Vilhena together", "not before 2 January 2031", "of the kind Meet", "told by Atlantic Wire", "denied", "with “cod” and “two words”",
    ]  # fmt: skip
    assert describe_choices(Choices(), {}) == []
    assert len({f.name for f in FILTERS}) == len(FILTERS)


def test_actors_come_the_busiest_first(story: SimpleNamespace) -> None:
    names = read_names(story)
    assert list(names["actor_id"])[:2] == ["portugal", "iceland"] and not names["twice"].any()


def test_an_actor_is_found_by_any_spelling(story: SimpleNamespace) -> None:
    assert find_actors(story, "sígrun HALLA") == ["halla"] and find_actors(story, "Lisbon") == ["portugal"]
    assert find_actors(story, "portug")[0] == "portugal" and "navy" in find_actors(story, "portug")
    assert find_actors(story, "nobody such") == []
    assert list(read_actors(story, ["navy", "nobody such", "halla"])["actor_id"]) == ["navy", "halla"]


def test_reports_come_with_article_and_words_of_time(story: SimpleNamespace) -> None:
    rows = read_reports(story, "meeting").set_index("article_id")
    assert rows.loc["wire", "timex_text"] == "the previous day" and rows.loc["gazette", "outlet"] == "Harbour Gazette"
    for article, r in rows.iterrows():
        assert (
            r["text"][r["start"] : r["end"]] == r["sentence"]
            and r["text"][int(r["timex_start"]) : int(r["timex_end"])] == r["timex_text"]
        ), article
    assert read_reports(story, "no such event").empty
    assert set(read_reports(story, "nets", "gear")["event_id"]) == {"nets", "gear"}


def test_articles_and_their_marks(story: SimpleNamespace) -> None:
    articles = read_articles(story).set_index("article_id")
    assert articles.at["gazette", "n_events"] == 6 and "text" not in articles
    assert list(read_articles(story, 1, 2)["article_id"]) == list(articles.index[1:3])
    assert (read_article(story, "wire") or {})["text"] == TEXTS["wire"][6] and read_article(story, "none") is None
    spans = read_spans(story, "wire")
    assert set(spans) == {"timexes", "mentions", "reports"} and len(spans["reports"]) == 4
    assert read_ids(story, spans["reports"]["row"].tolist())
    assert list(find_articles(story, "atlantic PORTUGAL put"[:8])["article_id"]) == ["wire"]
    assert list(find_articles(story, "blog")["article_id"]) == ["blog"]
    assert count_articles(story) == {"all": 4, "copies": 0, "stated": 1, "dateline": 1, "header": 1, "unknown": 1}


def test_an_empty_timeline_answers() -> None:
    empty = open_made(empty_tables())
    assert read_events(empty).empty and read_articles(empty).empty
    assert count_articles(empty) == {"all": 0, "copies": 0} and find_event(empty, "x") is None


def test_sessions_may_ask_at_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    timeline = open_made(many_tables(400))
    with ThreadPoolExecutor(8) as pool:
        counts = list(
            pool.map(
                lambda n: (
                    len(find_rows(timeline, "any actor", {"actors": ["iceland"]})) + len(read_events(timeline, [n]))
                ),
                range(40),
            )
        )
    assert len(set(counts)) == 1 and counts[0] > 0
    assert ask(timeline, "select 1 as one")["one"].iloc[0] == 1
