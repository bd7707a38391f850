"""The story in N dates: which days are chosen, which sentences tell them, from articles and from tables alike."""

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from made_timeline import open_made

from data_prep.in_memory import find_events, join_readings, make_tables
from data_prep.selection import Selection
from data_prep.story import Corpus, StoryDate, read_readings, tell_story
from data_prep.story_days import count_words, find_topic, words_of
from data_prep.story_told import _doubted, articles_of, everything_of, read_corpus, story_of, tell_as_text
from tests.reading import read

COLLAPSE = "The Teller Bridge collapsed on March 3, 2021, killing nine people in the town of Orvik."
ARTICLES = [
    (f"{COLLAPSE} Police closed the road along the river Lan. Orvik mourned its dead at the bridge.", "2021-03-03"),
    ("The bridge in Orvik fell on Wednesday and divers searched the river. Rain hampered the rescue teams.", "2021-03-04"),
    ("Engineers inspected the ruins of the bridge on Friday. The mayor of Orvik visited divers at the river.", "2021-03-05"),
    ("A year of inquiry followed the disaster of March 3, when the bridge of Orvik fell into the river.", "2021-06-20"),
    ("Prosecutors charged the builder of the Teller Bridge on June 18. Families in Orvik welcomed it.", "2021-06-19"),
    ("Orvik remembers March 3, 2021, when the bridge collapsed and nine people died in the river.", "2021-09-01"),
]  # fmt: skip


def tell(articles: list[tuple[str, str | None]], n: int, **span: date) -> list[StoryDate]:
    return tell_story(corpus_of(articles), n, **span)


def corpus_of(articles: list[tuple[str, str | None]]) -> Corpus:
    readings, _, events, _ = find_events([read(text, day, f"a{i}") for i, (text, day) in enumerate(articles)])
    return read_readings(readings, events)


def tables_of(articles: list[tuple[str, str | None]]) -> dict[str, pd.DataFrame]:
    found = join_readings([read(text, day, f"a{i}") for i, (text, day) in enumerate(articles)])
    told = [(r.article, r.mentions, r.timexes) for r in found.readings]
    return make_tables(told, found.actors, found.events, found.ids, found.redirects)


def test_the_day_that_is_remembered_comes_first() -> None:
    (first,) = tell(ARTICLES, 1)
    assert first.day == date(2021, 3, 3) and first.weight == 1 and first.articles == 4
    assert dict(first.parts)["later"] > dict(first.parts)["as news"] > 0
    assert first.sentences[0].text == COLLAPSE


def test_dates_come_in_order_within_the_span_and_never_more_than_asked_for() -> None:
    days = [told.day for told in tell(ARTICLES, 3)]
    assert len(days) == 3 and days == sorted(days)
    summer = tell(ARTICLES, 20, start=date(2021, 6, 1), end=date(2021, 6, 30))
    assert {date(2021, 6, 18), date(2021, 6, 19)} <= {told.day for told in summer}
    assert all(date(2021, 6, 1) <= told.day <= date(2021, 6, 30) for told in summer)


def test_each_sentence_stands_in_its_article_and_tells_of_its_day() -> None:
    texts = {f"a{i}": text for i, (text, _) in enumerate(ARTICLES)}
    story = {told.day: told.sentences for told in tell(ARTICLES, 20)}
    assert all(texts[s.article_id][s.start : s.end] == s.text for sentences in story.values() for s in sentences)
    assert story[date(2021, 6, 18)][0].text == "Prosecutors charged the builder of the Teller Bridge on June 18."
    assert story[date(2021, 3, 5)][0].text == "Engineers inspected the ruins of the bridge on Friday."


def test_tables_and_articles_tell_the_same_story() -> None:
    tables = tables_of(ARTICLES)
    timeline = open_made(tables)
    told = tell_story(read_corpus(timeline, None), 5)
    assert [replace(t, event=None) for t in told] == [replace(t, event=None) for t in tell(ARTICLES, 5)]
    text = tell_as_text(timeline, 1)
    assert text.startswith("2021-03-03\n  The Teller Bridge collapsed") and "(An outlet)" in text


@pytest.mark.parametrize(
    "sentence",
    [
        "Did the old harbour crane of Orvik fall into the river on May 7, 2021 because of the storm?",
        "I saw how the old harbour crane of Orvik fell into the river on May 7, 2021.",
        "May 7, 2021 at 6:02 pm | Reply to the old crane of Orvik, nobody asked.",
        "Orvik, May 7, 2021.",
    ],
)
def test_what_tells_nothing_is_no_sentence_of_a_story(sentence: str) -> None:
    told = "The old harbour crane fell into the river at Orvik on May 7, 2021."
    chosen = [s.text for day in tell([(f"{sentence} {told}", "2021-05-20")], 5) for s in day.sentences]
    assert chosen == [told]


@pytest.mark.parametrize(
    "opening",
    ["ORVIK, Norland (Reuters) - ", "STRIKE OVER BREAD ", "JAN NOWAK, NEWS ANCHOR: ", "(By Ana Lima -- The Post) "],
)
def test_what_stands_before_a_sentence_is_left_out(opening: str) -> None:
    text = f"{opening}Miners at Orvik went on strike on Monday over the price of bread."
    story = tell([(text, "2021-05-11")], 3)
    told = next(told for told in story if told.day == date(2021, 5, 10))
    assert told.sentences[0].text.startswith("Miners at Orvik went on strike on Monday")


def test_months_plans_and_copies_do_not_count() -> None:
    copied = " ".join(f"Pier {n} of the harbour was mended with {n + 2} beams of oak." for n in range(20))
    articles = [
        ("Orvik elected a council in May 2021. It will vote again on October 4, 2021.", "2021-06-01"),
        (f"The ferry Alma sank off Orvik on May 7, 2021. {copied}", "2021-06-01"),
        (f"The ferry Alma sank off Orvik on May 7, 2021. {copied} It was old.", "2021-06-02"),
    ]
    story = {told.day: told for told in tell(articles, 20)}
    assert set(story) == {date(2021, 5, 7), date(2021, 6, 1)}
    assert story[date(2021, 5, 7)].articles == 1


def test_articles_about_something_else_count_less() -> None:
    bridge = [words_of(text) for text, _ in ARTICLES]
    other = words_of("The tennis season opened with a match of rackets and a cup for the winners of the doubles.")
    *to_the_point, beside = find_topic([Counter(words) for words in [*bridge, other]]).relevance
    assert beside < min(to_the_point)


def test_a_corpus_without_days_has_no_dates() -> None:
    assert tell([("Bridges are built of stone and steel.", None)], 5) == []
    assert tell([], 5) == []
    assert tell_as_text(open_made({n: t.iloc[:0] for n, t in tables_of(ARTICLES).items()}), 5) == ""


def test_the_same_articles_give_the_same_story_in_any_order() -> None:
    readings, _, events, _ = find_events([read(text, day, f"a{i}") for i, (text, day) in enumerate(ARTICLES)])
    first = tell_story(read_readings(readings, events), 6)
    second = tell_story(read_readings(list(reversed(readings)), events), 6)
    assert [(t.day, t.weight) for t in first] == [(t.day, t.weight) for t in second]
    copied = [replace(r, article=replace(r.article, copy_of="a0")) for r in readings[1:]]
    assert len(read_readings([readings[0], *copied], events).tellings) == 1


def test_words_are_counted_as_they_are_found() -> None:
    text = "The bridge at ORVIK fell; Orvik's bridge, the Bridge of the U.N. and NATO, fell into McAllister Lake."
    assert count_words(text) == Counter(words_of(text))


VISITS = [
    ("President Karl Berg of Norland met Prime Minister Ana Lima in Orvik on May 7, 2021. They signed a treaty.", "2021-05-08"),
    ("Karl Berg visited Lisbon on May 20, 2021. Ana Lima welcomed him at the airport of the city.", "2021-05-21"),
    ("Norland accused Portugal on June 2, 2021 of closing the port. Ana Lima denied it.", "2021-06-03"),
    ("Karl Berg and Ana Lima met again in Lisbon on June 9, 2021. The port was opened.", "2021-06-10"),
]  # fmt: skip


def test_a_story_of_some_events_tells_of_these_only() -> None:
    timeline = open_made(tables_of(VISITS))
    every = everything_of(timeline)
    whole = story_of(timeline, every, 20)
    assert [t.day for t in whole] == sorted({t.day for t in whole})
    visit = next(t for t in whole if t.row is not None)
    assert visit.event_id and visit.source == "An outlet" and visit.outlets
    (told,) = story_of(timeline, Selection(every.index, every.index.mark(np.array([visit.row], np.int32))), 20)
    assert (told.day, told.sentence, told.row) == (visit.day, visit.sentence, visit.row)
    assert story_of(timeline, Selection(every.index, every.mask & False), 20) == []


def test_of_many_articles_those_enter_that_tell_of_the_most_salient_events(monkeypatch: pytest.MonkeyPatch) -> None:
    timeline = open_made(tables_of(VISITS))
    every = everything_of(timeline)
    assert articles_of(timeline, every) is None
    monkeypatch.setattr("data_prep.story_told.MOST", 3)
    monkeypatch.setattr("data_prep.story_told.FEW", 2)
    few = articles_of(timeline, every)
    assert few is not None and len(few) == 2
    corpus = read_corpus(timeline, few)
    assert len(corpus.tellings) == 2 and set(corpus.salience) <= set(range(len(every.index)))
    told = story_of(timeline, every, 5)
    assert told and told == story_of(timeline, every, 5, corpus)


@pytest.mark.parametrize(
    ("date_edtf", "told"), [("2031-03-12?", "2031-03-12?"), ("2031-03", "2031-03-12"), (None, "2031-03-12")]
)
def test_the_story_keeps_the_doubt_of_its_event(date_edtf: str | None, told: str) -> None:
    assert _doubted(date(2031, 3, 12), date_edtf) == told
