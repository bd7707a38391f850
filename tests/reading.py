"""Short texts of our own, read as an article would be: what the tests of actors and events share."""

from data_prep.articles.sentences import split_sentences
from data_prep.edtf import parse_edtf
from data_prep.in_memory import find_events
from data_prep.mining import Reading, read_article
from data_prep.records import ActorMention, Article, Event, Published, Report


def make_article(text: str, published: str | None = "2023-05-12", name: str = "a") -> Article:
    when = parse_edtf(published) if published else None
    known = Published(when, "stated" if when else "unknown", "the test says so")
    return Article(name, "A title", "An outlet", None, None, None, "en", known, text, f"{name}.txt")


def read(text: str, published: str | None = "2023-05-12", name: str = "a") -> Reading:
    return read_article(make_article(text, published, name))


def mentions_of(text: str) -> list[ActorMention]:
    from data_prep.actors.find import find_mentions

    return find_mentions(text, split_sentences(text))


def reports_of(text: str, published: str | None = "2023-05-12") -> list[Report]:
    return list(read(text, published).reports)


def events_of(*texts: tuple[str, str | None]) -> list[Event]:
    """The events of several articles, each (text, date of publication)."""
    return find_events([read(text, published, f"a{n}") for n, (text, published) in enumerate(texts)])[2]
