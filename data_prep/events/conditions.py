"""When a report tells of the event that a group of reports tells of: one table of named conditions.

Enters: a group, a report, the type of each actor. Leaves: whether a condition holds; its sentence is kept as the reason.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from data_prep.actors.lexicon import state_names
from data_prep.events.kinds import KINDS, stem
from data_prep.records import Interval, Report, When

PARTY_ROLES = ("agent", "patient", "with", "recipient")
SPEAKING = ("say", "press", "agree")


@dataclass(slots=True)
class Group:
    """Reports taken for one event, with what they agree on so far."""

    reports: list[Report] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    by_interval: dict[Interval, When] = field(default_factory=dict)
    actors: set[str] = field(default_factory=set)
    doers: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    sentences: set[tuple[str, str]] = field(default_factory=set)
    open_date: bool = False

    def take(self, report: Report, condition: str) -> None:
        """Add a report and what it tells."""
        self.reports.append(report)
        self.joined.append((report.report_id, condition))
        if report.when is not None:
            self.by_interval.setdefault(report.when.interval, report.when)
        self.actors |= parties(report)
        self.doers |= {a for a, role in report.participants if role == "agent"}
        self.places |= {p.lower() for p in report.places}
        self.words |= report.words
        self.lemmas.add(report.lemma)
        self.articles.add(report.article_id)
        self.ids.add(report.report_id)
        self.named |= {report.same_as} if report.same_as else set()
        self.open_date = self.open_date or report.open_date
        self.sentences.add((report.lemma, report.sentence))

    @property
    def kind(self) -> str:
        """The kind of its first report."""
        return self.reports[0].kind

    @property
    def dates(self) -> Iterable[When]:
        """The different dates that its reports give."""
        return self.by_interval.values()


@dataclass(frozen=True, slots=True)
class Condition:
    """One reason to join: its sentence for people and its test of a group, a report and what is known of the actors."""

    says: str
    holds: Callable[[Group, Report, Mapping[str, str]], bool]


def parties(report: Report) -> set[str]:
    """The actor ids that take part, those only mentioned beside it left out."""
    return {a for a, role in report.participants if role in PARTY_ROLES}


def _same_day(group: Group, report: Report) -> bool:
    return report.when is not None and report.when.interval.days in (1, 2) and report.when.interval in group.by_interval


def _same_span(group: Group, report: Report) -> bool:
    return report.when is not None and report.when.interval in group.by_interval


def _shared_people(group: Group, report: Report, types: Mapping[str, str]) -> int:
    return sum(types.get(a) == "person" for a in group.actors & parties(report))


def _telling(group: Group, report: Report) -> int:
    return len(group.words & report.words)


def _apart(group: Group, report: Report) -> bool:
    """Whether both name nearer places than a state, and none of one has a word of one of the other ("Moscow suburb")."""
    here, there = place_words(report.places), place_words(group.places)
    return bool(here and there) and not here & there


def place_words(places: Iterable[str]) -> set[str]:
    """The words of nearer places, lower case: "Moscow suburb" and "Moscow Oblast" share one. States say too little."""
    return {word for p in places if p.lower() not in _state_words() for word in p.lower().split() if len(word) > 3}


@cache
def _state_words() -> frozenset[str]:
    return frozenset(name.lower() for name in state_names().values())


def _same_sentence(group: Group, report: Report, _: Mapping[str, str]) -> bool:
    """Told word for word, by another outlet or again."""
    told = group.kind == report.kind and (report.lemma, report.sentence) in group.sentences
    return told and (group.actors == parties(report) or bool(group.actors & parties(report)))


def _same_day_and_place(group: Group, report: Report, _: Mapping[str, str]) -> bool:
    """Nobody is named who did it ("gunmen", an earthquake): the same day, kind and place, and its trigger or its words."""
    alone = not parties(report) or not group.actors
    here = place_words(report.places) & place_words(group.places)
    alike = report.lemma in group.lemmas or _telling(group, report) >= 2
    return alone and group.kind == report.kind and _same_day(group, report) and bool(here) and alike


def _names_it_again(group: Group, report: Report, _: Mapping[str, str]) -> bool:
    return report.report_id in group.named or report.same_as in group.ids


def _one_occasion(group: Group, report: Report, _: Mapping[str, str]) -> bool:
    """One speaker's words in one article on one day (or all undated) are one statement."""
    doers = {a for a, role in report.participants if role == "agent"}
    if (
        not doers
        or KINDS[group.kind].group != "say"
        or KINDS[report.kind].group != "say"
        or report.article_id not in group.articles
    ):
        return False
    alike = (not group.by_interval and report.when is None) or _same_span(group, report)
    return (
        alike
        and doers == group.doers
        and group.reports[0].status == report.status
        and {group.kind, report.kind} <= {"statement", "request"}
    )


def _same_day_and_parties(group: Group, report: Report, types: Mapping[str, str]) -> bool:
    """Two shared parties, or one person and a telling word, or the same doer and two telling words.

    Of two people on one day two places are a disagreement; of fewer they are two events.
    """
    shared, telling = group.actors & parties(report), _telling(group, report)
    if group.kind != report.kind or not _same_day(group, report) or not shared:
        return False
    people = _shared_people(group, report, types)
    if _apart(group, report) and people < 2:
        return False
    doers = {a for a, role in report.participants if role == "agent"} & group.doers
    if report.kind == "statement":
        return bool(doers)
    enough = len(shared) >= 2 or (people >= 1 and telling >= 1) or (bool(doers) and telling >= 2)
    return enough and _doers_fit(group, report)


def _doers_fit(group: Group, report: Report) -> bool:
    """Not A hitting B in one and B hitting A in the other, unless they do it together."""
    doers = {a for a, role in report.participants if role == "agent"}
    return (
        not doers
        or not group.doers
        or bool(doers & group.doers)
        or KINDS[report.kind].group in ("meet", "agree", "ceremony")
    )


def _same_day_and_words(group: Group, report: Report, types: Mapping[str, str]) -> bool:
    """Told in other words: speech here, pledge there, by the same person about the same on the same day."""
    kinds = {group.kind, report.kind}
    speaking = len(kinds) == 1 or kinds == {"statement", "support"}
    doers = {a for a, role in report.participants if role == "agent"} & group.doers
    about = group.words & report.words - {
        stem(lemma) for lemma in (*group.lemmas, report.lemma)
    }  # not the verbs of saying
    elsewhere = report.article_id not in group.articles
    return (
        speaking
        and elsewhere
        and _same_day(group, report)
        and any(types.get(a) == "person" for a in doers)
        and bool(about)
    )


def _same_month_and_parties(group: Group, report: Report, types: Mapping[str, str]) -> bool:
    """Dates that overlap though one is coarse; where one is coarser than a month, two telling words at least."""
    shared, telling = group.actors & parties(report), _telling(group, report)
    if (
        group.kind != report.kind
        or len(shared) < 2
        or report.when is None
        or not group.by_interval
        or _apart(group, report)
    ):
        return False
    coarse = max(length(d.interval) for d in [*group.dates, report.when]) > 31
    alike = telling >= 2 or (report.lemma in group.lemmas and not coarse)
    return alike and KINDS[report.kind].group != "say"


def _undated_beside_dated(group: Group, report: Report, types: Mapping[str, str]) -> bool:
    """One of the two has no date: they must share two parties, one of them a person, and two words that tell."""
    one_dated = bool(group.by_interval) != (report.when is not None)
    if not one_dated or report.open_date or group.open_date or group.kind != report.kind or report.kind == "statement":
        return False
    shared = group.actors & parties(report)
    close = (len(shared) >= 2 and _shared_people(group, report, types) >= 1 and _telling(group, report) >= 1) or (
        _shared_people(group, report, types) >= 1 and _telling(group, report) >= 2
    )
    return close and not _apart(group, report) and _doers_fit(group, report)


def _same_words_undated(group: Group, report: Report, types: Mapping[str, str]) -> bool:
    """Both undated: the same parties, the same trigger, and much the same words."""
    return (
        not group.dates
        and report.when is None
        and not report.open_date
        and group.kind == report.kind
        and report.lemma in group.lemmas
        and len(group.actors & parties(report)) >= 2
        and _telling(group, report) >= 3
    )


def length(interval: Interval) -> int:
    """Days; an open interval is longer than any other."""
    return interval.days if interval.days is not None else 10**6


CONDITIONS = (
    Condition("the same sentence", _same_sentence),
    Condition("names the same event again", _names_it_again),
    Condition("same day, same speaker, same words", _same_day_and_words),
    Condition("words of one speaker on one occasion", _one_occasion),
    Condition("same day, same kind, same people", _same_day_and_parties),
    Condition("same day, same kind, same place", _same_day_and_place),
    Condition("same time, same kind, two shared parties", _same_month_and_parties),
    Condition("one is undated: same kind, same people, same words", _undated_beside_dated),
    Condition("both undated: same parties, same words", _same_words_undated),
)
