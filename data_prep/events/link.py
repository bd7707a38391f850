"""Reports of all articles -> events: which tell of one thing, and why.

Enters: reports in the articles' order, participants already as actor ids. Leaves: groups of reports with the condition that
joined each. A report joins the group with which it shares most of those that a condition of `conditions.py` admits, never
one whose dates exclude its own, so nothing is joined by transitivity over a date conflict. What has a day is placed first,
then what has a longer date, then what has none; where these fit two days equally well, they stay by themselves.

A report is compared only with groups that share a clue with it: those of its day, or those within its date. Of each clue
no more than a few groups are looked at, and of these the few that share the rarest clues: so a day of a hundred thousand
reports on one actor takes no longer than a hundred days of a thousand.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from heapq import nlargest
from itertools import islice

from data_prep.events.clues import Clues, find_clues, rarities
from data_prep.events.conditions import CONDITIONS, NAMED_AGAIN, find_reason
from data_prep.events.evidence import Evidence, Group, length, weigh
from data_prep.records import Interval, Report, When

_FIRST, _LAST = 16, 32  # of the groups that have a clue: the first ones told, the last ones told
_MANY = 8
_COMPARED = 12
_LEAST = 0.05  # what a clue that stands with every date counts
_NONE: dict[int, None] = {}
_CORE = 6  # words of a report that are looked up, the rarest
_CLEAR = 0.85  # a second event that fits as well as this makes the first one doubtful
FIRST_TOLD = "first told here"

Postings = dict[str, dict[int, None]]  # clue -> groups that have it, in order


def link_reports(reports: Sequence[Report], types: Mapping[str, str]) -> list[Group]:
    """Groups of reports, in the order of their first report. `types` gives each actor's type."""
    order = sorted(range(len(reports)), key=lambda i: (*_rank(reports[i].when), i))
    clues = [find_clues(reports[i]) for i in order]
    linker = _Linker(rarities(clues), types)
    for place, told in zip(order, clues, strict=True):
        linker.place(told, place)
    linker.end_day()
    return linker.in_order()


def _rank(when: When | None) -> tuple[int, int, date, int]:
    """Days by the calendar, then longer dates, the shortest first, then what has none."""
    if when is None:
        return 2, 0, date.max, 0
    days, day = length(when.interval), _day(when)
    return (0, 0, day, days) if day is not None else (1, days, when.interval.start or date.min, 0)


class _Linker:
    """The groups so far, and where to look for them by their clues."""

    def __init__(self, rarity: Mapping[str, float], types: Mapping[str, str]) -> None:
        self.rarity, self.types = rarity, types
        self.groups: list[Group] = []
        self.firsts: list[int] = []  # of each group: the place of its first report in what was given
        self.days: list[date] = []  # of the groups that have a day, which come first, in order
        self.day: date | None = None
        self.began = 0  # the first group of the day that is looked at
        self.today: Postings = {}
        self.yesterday: Postings = {}
        self.dated: dict[str, list[int]] = {}  # the same of all days
        self.others: Postings = {}  # groups of longer dates and of none
        self.given: dict[str, int] = {}  # report_id -> its place
        self.of_report: dict[str, int] = {}
        self.again: dict[str, list[int]] = {}  # report_id -> groups with a report that names it again

    def place(self, clues: Clues, place: int) -> None:
        """Join a report to the group that it tells of, or begin one."""
        report = clues.report
        day = _day(report.when)
        if day != self.day:
            self.end_day()
            following = self.day is not None and day == self.day + timedelta(1)
            self.yesterday, self.today, self.day = self.today if following else {}, {}, day
        keys = self._keys(clues)
        found = self._named_again(clues) or self._choose(clues, self._candidates(keys, report.when))
        if found is None:
            self.groups.append(Group())
            self.firsts.append(place)
            found = (len(self.groups) - 1, FIRST_TOLD)
            if day is not None:
                self.days.append(day)
        at, reason = found
        self.groups[at].take(clues, reason)
        self.firsts[at] = min(self.firsts[at], place)
        self.of_report[report.report_id], self.given[report.report_id] = at, place
        if report.same_as is not None:
            self.again.setdefault(report.same_as, []).append(at)
        self._list(keys, at, of_day=day is not None)

    def _list(self, keys: Sequence[str], at: int, *, of_day: bool) -> None:
        """Note where a group is found."""
        for key in keys:
            listed = (self.today if of_day else self.others).setdefault(key, {})
            if of_day and at not in listed:
                insort(self.dated.setdefault(key, []), at)
            listed[at] = None

    def end_day(self) -> None:
        """Groups of the day that have come to tell of one thing are joined, the smaller to the larger."""
        if self.day is None:
            return
        by_size = sorted(range(self.began, len(self.groups)), key=lambda i: (-len(self.groups[i].members), i))
        told = {at: self.groups[at].summary() for at in by_size}
        keys = {at: self._keys(told[at]) for at in by_size}
        self.today = {}
        for at in by_size:
            for key in keys[at]:
                listed = self.today.setdefault(key, {})
                if len(listed) < _FIRST + _LAST:
                    listed[at] = None
        rank = {at: i for i, at in enumerate(by_size)}
        for at in reversed(by_size):
            near = [i for i in self._candidates(keys[at], told[at].report.when) if i in rank and rank[i] < rank[at]]
            if (found := self._choose(told[at], near, alike=True)) is not None:
                self._absorb(at, *found)
                self._list(keys[at], found[0], of_day=True)
        self.began = len(self.groups)

    def _absorb(self, at: int, into: int, reason: str) -> None:
        """Move the reports of a group to another; its first one tells why."""
        group = self.groups[at]
        for member, (_, why) in zip(group.members, group.joined, strict=True):
            self.groups[into].take(member, reason if why == FIRST_TOLD else why)
            self.of_report[member.report.report_id] = into
            if member.report.same_as is not None:
                self.again[member.report.same_as].append(into)
        self.firsts[into] = min(self.firsts[into], self.firsts[at])
        self.groups[at] = Group()

    def in_order(self) -> list[Group]:
        """The groups and the reports of each as they were given."""
        for group in self.groups:
            group.sort(self.given)
        there = [i for i, group in enumerate(self.groups) if group.members]
        return [self.groups[i] for i in sorted(there, key=self.firsts.__getitem__)]

    def _keys(self, clues: Clues) -> list[str]:
        """What a report is looked up by: its parties, its places, its rarest words, who does what and where it is told, its sentence."""
        words = sorted(clues.core, key=lambda w: (-self.rarity[w], w))[:_CORE]
        beside = (clues.trigger, clues.report.article_id)
        pairs = [f"{doer}|{other}" for doer in sorted(clues.doers) for other in beside]
        return [*sorted(clues.parties), *sorted(clues.places), *words, *pairs, clues.report.sentence]

    def _named_again(self, clues: Clues) -> tuple[int, str] | None:
        report = clues.report
        told = [self.of_report[report.same_as]] if report.same_as in self.of_report else []
        for at in [*told, *self.again.get(report.report_id, ())]:
            if self.groups[at].members and weigh(self.groups[at], clues, self.rarity, self.types) is not None:
                return at, NAMED_AGAIN
        return None

    def _candidates(self, keys: Sequence[str], when: When | None) -> list[int]:
        """The groups that share the rarest clues with a report."""
        score: dict[int, float] = {}
        near = [self.others if (day := _day(when)) is None else self.today]
        if day is not None and when is not None and when.interval.days == 2:
            near.append(self.yesterday)
        for weight, key in sorted([(-self.rarity.get(key, 1.0), key) for key in keys]):
            found: list[int] = [] if day is not None else list(self._of_days(key, when))
            for postings in near:
                listed = postings.get(key, _NONE)
                if (
                    len(listed) > _MANY and len(score) >= _COMPARED
                ):  # frequent: it speaks for what rarer ones have found
                    found += [at for at in score if at in listed]
                else:
                    found += _some(listed)
            for at in found:
                if at in score:
                    score[at] += _LEAST - weight
                elif self.groups[at].members:  # else taken up by another
                    score[at] = _LEAST - weight
        return nlargest(_COMPARED, score, key=lambda at: (score[at], -at))

    def _of_days(self, key: str, when: When | None) -> Sequence[int]:
        """Groups of the days within a date that have a clue: the first and the last where they are many."""
        dated = self.dated.get(key, ())
        low, high = 0, len(dated)
        if when is not None and when.interval.start is not None:
            low = bisect_left(dated, bisect_left(self.days, when.interval.start))
        if when is not None and when.interval.end is not None:
            high = bisect_left(dated, bisect_left(self.days, when.interval.end))
        if high - low > _FIRST + _LAST:
            return [*dated[low : low + _FIRST], *dated[high - _LAST : high]]
        return dated[low:high]

    def _choose(self, clues: Clues, candidates: Sequence[int], *, alike: bool = False) -> tuple[int, str] | None:
        """The group that the strongest condition admits, of several the one that shares most; none where two days fit as well.

        `alike`: only where the kinds are, too.
        """
        admitted: list[tuple[int, float, int, Evidence]] = []
        for at in candidates:
            evidence = weigh(self.groups[at], clues, self.rarity, self.types)
            reason = find_reason(evidence) if evidence is not None else None
            if evidence is not None and reason is not None and not (alike and evidence.kin < 1 + evidence.speech):
                admitted.append((reason, -evidence.sum, at, evidence))
        if not admitted:
            return None
        reason, score, at, evidence = min(admitted, key=lambda found: found[:3])
        if not evidence.exact and not evidence.same_sentence:
            mine, enough = self.groups[at].dates, _CLEAR * score
            if any(other <= enough and not _agree(self.groups[i].dates, mine) for _, other, i, _ in admitted):
                return None
        return at, CONDITIONS[reason].says


def _agree(one: Iterable[Interval], other: Iterable[Interval]) -> bool:
    return all(a.overlaps(b) for a in one for b in other)


def _day(when: When | None) -> date | None:
    """The day of a date, of one of two days ("yesterday or today") the last."""
    if when is None or when.interval.end is None or when.interval.days not in (1, 2):
        return None
    return when.interval.end - timedelta(1)


def _some(groups: dict[int, None]) -> Iterable[int]:
    """The first and the last of them where they are many."""
    if len(groups) <= _FIRST + _LAST:
        return groups
    return [*islice(groups, _FIRST), *islice(reversed(groups), _LAST)]


def finest(dates: Iterable[When]) -> When | None:
    """The most precise of dates that agree: the shortest interval, an undoubted one before a doubted."""
    ranked = sorted(dates, key=lambda d: (length(d.interval), bool(d.qualifier)))
    return ranked[0] if ranked else None
