"""What is done with the reports of one span wherever there is a hand free: they are linked, events are made of them, ranked.

Enters: items with all that is needed, as a worker of a cluster sees no disk of ours: reports as they were packed, the ids and
names of their actors, what is known of their articles. Leaves: groups, packed events, ranked events. Each function is pure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data_prep.actors.places import Located, place_id
from data_prep.events.link import link_reports
from data_prep.events.merge import date_by_scene, latest_events, make_event
from data_prep.events.salience import rank_events
from data_prep.events.stitch import Key, Member
from data_prep.packing import pack, unpack
from data_prep.records import Event, Report


@dataclass(frozen=True, slots=True)
class Told:
    """An article as a span needs it: its number, its packed reports, which of them, and name -> actor_id."""

    n: int
    reports: bytes
    wanted: tuple[int, ...]
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Reports on their way to a worker, in the order of the articles; of each actor its name and type."""

    articles: Sequence[Told]
    actors: Mapping[str, tuple[str, str]]

    @property
    def names(self) -> dict[str, str]:
        """actor_id -> the name shown."""
        return {actor: name for actor, (name, _) in self.actors.items()}

    @property
    def types(self) -> dict[str, str]:
        """actor_id -> its type."""
        return {actor: type_ for actor, (_, type_) in self.actors.items()}


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of an article as a voice: the one that it repeats or itself, and the day on which that was published."""

    root: str
    published: date | None
    undated: bool  # it does not know its own day


@dataclass(frozen=True, slots=True)
class Grouped:
    """A span whose groups stand: of each event its id and its reports, with the condition that joined each.

    `sources` by article_id; `spellings`: (article_id, actor_id) -> how a person is spelt there.
    """

    bundle: Bundle
    events: Sequence[tuple[str, Sequence[tuple[Key, str]]]]
    sources: Mapping[str, Source]
    spellings: Mapping[tuple[str, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Made:
    """The events of a span, packed, and what others need of them: how many each actor takes part in, their places,
    for articles without a date the latest event that they tell of: (article_id, day, title)."""

    events: bytes
    taken: Mapping[str, int]
    places: Sequence[str]
    latest: Sequence[tuple[str, date, str]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """What ranks the events of a span and makes rows of them: how the span is called, the packed events, by actor_id the types
    and the numbers of events of the whole corpus, by article_id the sources, places by their id, event_id -> canonical id where
    they differ."""

    since: str
    events: bytes
    types: Mapping[str, str]
    taken: Mapping[str, int]
    sources: Mapping[str, Source]
    places: Mapping[str, Located]
    canonical: Mapping[str, str]

    @property
    def roots(self) -> dict[str, str]:
        """article_id -> the article that it repeats, or itself."""
        return {article_id: source.root for article_id, source in self.sources.items()}


def link_span(bundle: Bundle) -> list[list[Member]]:
    """The groups of these reports, linked as if there were no others."""
    reports = _open(bundle)
    keys = {report.report_id: key for key, report in reports.items()}
    groups = link_reports(list(reports.values()), bundle.types)
    return [
        [
            (*keys[r.report_id], why, r.when.interval if r.when else None)
            for r, (_, why) in zip(group.reports, group.joined, strict=True)
        ]
        for group in groups
    ]


def make_events(item: Grouped) -> Made:
    """The events of a span, as far as they can be told without the others."""
    reports, names, types = _open(item.bundle), item.bundle.names, item.bundle.types
    roots = {article_id: source.root for article_id, source in item.sources.items()}
    events = date_by_scene(
        [
            make_event(event_id, [(reports[key], why) for key, why in members], types, names, item.spellings, roots)
            for event_id, members in item.events
        ]
    )
    undated = {article_id for article_id, source in item.sources.items() if source.undated}
    latest = [(a, *bound) for a, bound in latest_events(events).items() if a in undated]
    places = {place_id(name) for event in events for name in event.places}
    taken = Counter(actor for event in events for actor in event.participants)
    return Made(pack(events), taken, sorted(places), latest)


def rank_span(item: Ranked) -> list[Event]:
    """The events of a span with their salience, in the order in which they were made."""
    events = unpack(item.events, list[Event])
    published = {source.root: source.published for source in item.sources.values()}
    return rank_events(events, item.types, item.roots, published, item.taken)


def _open(bundle: Bundle) -> dict[Key, Report]:
    """The reports of a bundle by their keys, in order, with actor ids for names."""
    names, opened = bundle.names, {}
    for article in bundle.articles:
        reports = unpack(article.reports, list[Report])
        for k in article.wanted:
            opened[article.n, k] = with_ids(reports[k], article.ids, names)
    return opened


def with_ids(report: Report, ids: Mapping[str, str], names: Mapping[str, str]) -> Report:
    """A report with actor ids for names; its title has the spelling by which the actor is shown."""
    title = report.title
    for name, _ in report.participants:
        if name in ids and " " in name:
            title = title.replace(name, names[ids[name]])
    participants = {ids[name]: role for name, role in reversed(report.participants) if name in ids}
    return replace(
        report,
        title=title,
        participants=tuple(reversed(participants.items())),
        speaker=ids.get(report.speaker or ""),
    )
