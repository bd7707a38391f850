"""What a group of reports and a further report share, and what speaks against their telling of one event.

Enters: a group, the clues of a report, how rare each clue is, the types of actors. Leaves: `Evidence`, which the table of
`conditions.py` judges. Refuses what cannot be one event: dates that exclude each other, other doers, other places, something
planned and something done.

Shared clues are weighted by rarity: two people whom few dates know say much, a state that every report names says little.
Of a group of many reports only the clues that one in eight of them has count, so that it does not come to attract everything.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import fsum

from data_prep.events.clues import Clues
from data_prep.events.kinds import KINDS
from data_prep.records import Interval, Report, When

KIN = (  # kinds that two reporters may take the same happening for
    frozenset({"statement", "support", "accuse", "reject", "threaten", "request", "vote", "plan"}),
    frozenset({"assault", "disaster", "death", "coerce", "mobilize", "retreat"}),
    frozenset({"appoint", "coerce", "election", "vote", "sanction", "court", "concede"}),
    frozenset({"ceremony", "agree", "consult", "travel", "present", "cooperate"}),
    frozenset({"business", "agree", "aid", "present", "vote", "sanction"}),
)
TOGETHER = ("meet", "agree", "ceremony")  # groups of kinds that several do together
SPOKEN = frozenset({"statement", "request", "support"})
ONCE = ("death", "appoint", "election")  # kinds that happen to a person once in a story
SUFFERED = ("disaster", "death")  # kinds that nobody does
MONTH = 31  # days
_SHARE = 8
_AROUND = 0.4  # what a word of the sentence counts beside one of the title


def length(interval: Interval) -> int:
    """Days; an open interval is longer than any other."""
    return interval.days if interval.days is not None else 10**6


@dataclass(slots=True)
class Group:
    """Reports taken for one event, with what they agree on so far."""

    members: list[Clues] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    dates: dict[Interval, When] = field(default_factory=dict)
    firm: bool = False  # one date at least is more than concluded
    coarse: bool = False  # one is longer than a month
    open_date: bool = False  # words of time stand with one that could not be resolved
    counts: dict[str, Counter[str]] | None = None  # of clues, once there are two members
    known: dict[str, frozenset[str]] = field(default_factory=dict)  # what `told` has answered since the last one joined

    def take(self, clues: Clues, condition: str) -> None:
        """Add a report and what it tells."""
        report = clues.report
        self.members.append(clues)
        self.joined.append((report.report_id, condition))
        if report.when is not None:
            self.dates.setdefault(report.when.interval, report.when)
            self.firm = self.firm or report.date_basis != "inferred"
            self.coarse = self.coarse or length(report.when.interval) > MONTH
        self.open_date = self.open_date or report.open_date
        self.known.clear()
        if len(self.members) == 1:
            return
        new = self.members if self.counts is None else [clues]
        self.counts = self.counts or {name: Counter() for name in FIELDS}
        for member in new:
            for name in FIELDS:
                self.counts[name].update(getattr(member, name))

    def summary(self) -> Clues:
        """What the group tells, as the clues of one report."""
        first = self.members[0]
        if self.counts is None:
            return first
        parties, doers, places, states, core, words = (self.told(name) for name in FIELDS)
        return Clues(first.report, first.trigger, parties, doers, places, states, core, words | core)

    def sort(self, given: Mapping[str, int]) -> None:
        """Put the reports into the order in which they were given."""
        if self.counts is not None:
            self.members.sort(key=lambda m: given[m.report.report_id])
            self.joined.sort(key=lambda j: given[j[0]])

    def shared(self, name: str, theirs: frozenset[str]) -> frozenset[str]:
        """Which of these clues the group has."""
        if self.counts is None:
            mine: frozenset[str] = getattr(self.members[0], name)
            return mine & theirs
        counts, n = self.counts[name], len(self.members)
        return frozenset([clue for clue in theirs if counts.get(clue, 0) * _SHARE >= n])

    def told(self, name: str) -> frozenset[str]:
        """All clues of one field that count."""
        if self.counts is None:
            return getattr(self.members[0], name)  # type: ignore[no-any-return]
        if name not in self.known:
            n = len(self.members)
            self.known[name] = frozenset([clue for clue, k in self.counts[name].items() if k * _SHARE >= n])
        return self.known[name]

    @property
    def reports(self) -> list[Report]:
        """Its reports."""
        return [member.report for member in self.members]

    @property
    def kind(self) -> str:
        """The kind of its first report."""
        return self.members[0].report.kind


FIELDS = ("parties", "doers", "places", "states", "core", "words")


@dataclass(slots=True)  # not frozen: that would take twice the time, and there are many
class Evidence:
    """What a group and a report share. `who`, `what`, `said`, `where` are sums of rarities."""

    dates: str  # "day" (the same, or yesterday or today), "overlap", "half" (one is undated), "none"
    exact: bool  # the same day, not one of two
    coarse: bool  # a date is longer than a month
    firm: bool  # it is exact, and not only concluded from the thread of the narrative
    open_date: bool  # words of time stand with one that could not be resolved
    who: float
    people: int
    pair: int
    what: float  # the words that tell it, and for less those around them
    words: int  # how many tell it
    alike: float  # their share of the shorter telling
    said: float  # all words of both sentences
    where: float
    kin: int  # 2: the same kind; 1: kinds that one happening may be taken for; 0: others
    speech: bool  # one is something said
    spoken: bool  # both are plain words: a statement, a request, a pledge
    once: bool  # a kind that happens to a person once in a story
    again: bool  # a kind that people do often: they meet, they agree
    same_doer: bool
    others: bool  # both name who does it, and nobody of one is named in the other
    suffered: bool  # of a kind that nobody does
    person: bool  # the same doer is a person
    nobody: bool  # on one side no party is named
    strangers: bool  # both name people, none of them the same
    same_trigger: bool
    other_word: bool  # the word that tells it in one stands as another word in the other: "the blast killed"
    same_article: bool
    same_sentence: bool

    @property
    def sum(self) -> float:
        """How much they share in all."""
        return self.who + self.what + self.where


def weigh(group: Group, clues: Clues, rarity: Mapping[str, float], types: Mapping[str, str]) -> Evidence | None:
    """What the two share; None where something speaks against one event."""
    report, first = clues.report, group.members[0]
    dates = _dates(group, clues)
    if dates is None or (report.status == "planned") != (first.report.status == "planned"):
        return None
    sentences = [m for m in group.members[:_SHARE] if m.report.sentence == report.sentence]
    same_sentence = any(m.trigger == clues.trigger for m in sentences)
    shared, doers = group.shared("parties", clues.parties), group.shared("doers", clues.doers)
    people = sum(types.get(a) == "person" for a in shared)
    places, theirs, core = group.shared("places", clues.places), group.told("parties"), group.told("core")
    kin, speech, spoken = _kinds(group.kind, report.kind)
    others = not doers and bool(clues.doers) and bool(group.told("doers"))
    met = bool(places) or (people >= 2 and dates == "day")  # of two people on one day two places are a disagreement
    elsewhere = not met and _elsewhere(group, clues, speech=speech, people=people)
    if not same_sentence and (elsewhere or (others and not _may_differ(group.kind, report.kind))):
        return None
    said = core & clues.core if sentences else group.shared("words", clues.words)  # one sentence has the same words
    told = said & (core | clues.core)
    what, around, knows = _sum(told, rarity), _sum(said - told, rarity), clues.trigger in core
    exact = dates == "day" and report.when is not None and report.when.interval in group.dates
    return Evidence(
        dates=dates, exact=exact,
        coarse=group.coarse or (report.when is not None and length(report.when.interval) > MONTH),
        firm=exact and group.firm and report.date_basis != "inferred",
        open_date=report.open_date or group.open_date,
        who=_sum(shared, rarity), people=people, pair=len(shared),
        what=what + _AROUND * around, words=len(told),
        alike=what / (min(_sum(core, rarity), _sum(clues.core, rarity)) or 1.0), said=what + around,
        where=_sum(places, rarity),
        kin=kin, speech=speech, spoken=spoken, once=report.kind in ONCE,
        again=KINDS[report.kind].group in TOGETHER,
        same_doer=bool(doers), others=others, suffered=group.kind in SUFFERED or report.kind in SUFFERED, person=_has_person(doers, types),
        nobody=not clues.parties or not theirs,
        strangers=people == 0 and _has_person(clues.parties, types) and _has_person(theirs, types),
        same_trigger=knows or first.trigger == clues.trigger,
        other_word=first.trigger != clues.trigger and (knows or first.trigger in clues.core),
        same_article=any(m.report.article_id == report.article_id for m in group.members[-_SHARE:]),
        same_sentence=same_sentence,
    )  # fmt: skip


@cache
def _kinds(one: str, other: str) -> tuple[int, bool, bool]:
    """(how near two kinds are, whether one is something said, whether both are plain words)."""
    kinds = {one, other}
    kin = 2 if one == other else int(any(kinds <= kin for kin in KIN))
    return kin, any(KINDS[kind].group == "say" for kind in kinds), kinds <= SPOKEN


def _sum(clues: frozenset[str], rarity: Mapping[str, float]) -> float:
    return fsum([rarity[clue] for clue in clues])  # exact, so the order of a set does not matter


def _elsewhere(group: Group, clues: Clues, *, speech: bool, people: int) -> bool:
    """Whether it is said to be in one place here, in another there; what is said of states in a speech is no place."""
    if clues.places and group.told("places"):
        return True
    if speech or people >= 2 or not clues.states or not group.told("states"):
        return False
    return not group.shared("states", clues.states)


def _has_person(actors: frozenset[str], types: Mapping[str, str]) -> bool:
    return any(types.get(a) == "person" for a in actors)


def _may_differ(one: str, other: str) -> bool:
    """Whether two doers may stand for one event: they do it together, or nobody does it."""
    return KINDS[one].group in TOGETHER or one in SUFFERED or other in SUFFERED


def _dates(group: Group, clues: Clues) -> str | None:
    """How the dates lie to each other; None where one excludes another."""
    when = clues.report.when
    if when is None:
        return "half" if group.dates else "none"
    if not group.dates:
        return "half"
    if not all(d.overlaps(when.interval) for d in group.dates):
        return None
    return "day" if all(length(d) <= 2 for d in (when.interval, *group.dates)) else "overlap"
