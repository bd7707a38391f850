"""One article by itself: its sentences, dates, names and reports. This is what runs in parallel.

Enters: an article. Leaves: a `Reading`. Refuses nothing: an article in a language that nobody mines here is kept, and
nothing is sought in it. A further language is a further row of `MINERS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from data_prep.actors.corrections import Corrections
from data_prep.actors.find import find_mentions
from data_prep.articles.dating import infer_published
from data_prep.articles.sentences import split_sentences
from data_prep.events.report import find_reports
from data_prep.records import ActorMention, Article, Report, Sentence, Timex
from data_prep.timex import find_timexes


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with what was found in it."""

    article: Article
    sentences: Sequence[Sentence]
    mentions: Sequence[ActorMention]
    timexes: Sequence[Timex]
    reports: Sequence[Report]


def read_article(article: Article) -> Reading:
    """What one article says. In a language that nobody mines here: nothing."""
    mine = MINERS.get(article.language)
    if mine is None:
        return Reading(article, split_sentences(article.text, article.captions), (), (), ())
    return mine(article)


def mine_english(article: Article) -> Reading:
    """The dates, names and reports of an English article."""
    sentences = split_sentences(article.text, article.captions)
    published = article.published
    timexes = find_timexes(article.text, None if published.loose else published.when)
    if published.when is None or published.loose:
        published = infer_published(article.text, timexes, article.hints, published)
        timexes = find_timexes(article.text, None if published.loose else published.when)
    article = replace(article, published=published)
    mentions = find_mentions(article.text, sentences)
    return Reading(article, sentences, mentions, timexes, find_reports(article, sentences, mentions, timexes))


MINERS: dict[str, Callable[[Article], Reading]] = {"en": mine_english}


def correct(reading: Reading, corrections: Corrections) -> Reading:
    """A reading with what `actors.yml` says are places, and without what it says is nobody."""
    if not corrections.rows:
        return reading
    mentions = corrections.apply(reading.mentions)
    places = {m.name for m in mentions if m.type == "place"}
    reports = [
        replace(r, places=tuple(dict.fromkeys([*r.places, *(name for name, _ in r.participants if name in places)])))
        for r in reading.reports
    ]
    return replace(reading, mentions=mentions, reports=reports)
