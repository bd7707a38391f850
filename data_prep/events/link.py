"""Reports of all articles -> events: which tell of one thing, and why.

Enters: reports in the articles' order, participants already as actor ids. Leaves: groups of reports with the condition that
joined each. One table of named conditions decides; a report joins the first group that one of them admits, and never a group
whose dates exclude its own, so nothing is joined by transitivity over a date conflict. Candidates come from an index of
(kind, actor), so that the time grows almost linearly.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from data_prep.events.conditions import CONDITIONS, SPEAKING, Group, length, parties, place_words
from data_prep.events.kinds import KINDS
from data_prep.records import Report, When

# (kind's group, party or place) -> month -> groups, in the order they came
Index = dict[tuple[str, str], dict[str, dict[int, None]]]


def link_reports(reports: Sequence[Report], types: Mapping[str, str]) -> list[Group]:
    """Groups of reports, in the order of their first report. `types` gives each actor's type.

    Dated reports are placed first, so that an undated one finds them wherever it stands.
    """
    groups: list[Group] = []
    index: Index = {}
    of_report: dict[str, int] = {}
    again: dict[str, list[str]] = {}
    for report in reports:
        if report.same_as is not None:
            again.setdefault(report.same_as, []).append(report.report_id)
    for i in sorted(range(len(reports)), key=lambda i: (reports[i].when is None, i)):
        report = reports[i]
        named = [of_report[r] for r in [report.same_as or "", *again.get(report.report_id, [])] if r in of_report]
        chosen = _choose(report, groups, sorted({*named, *_candidates(report, index)}), types)
        if chosen is None:
            groups.append(Group())
            chosen = (len(groups) - 1, "first told here")
        at, condition = chosen
        groups[at].take(report, condition)
        of_report[report.report_id] = at
        for key in _keys(report):
            for month in _months(report):
                index.setdefault(key, {}).setdefault(month, {})[at] = None
    first = {r.report_id: i for i, r in enumerate(reports)}
    for group in groups:
        pairs = sorted(zip(group.reports, group.joined, strict=True), key=lambda p: first[p[0].report_id])
        group.reports, group.joined = [r for r, _ in pairs], [j for _, j in pairs]
    return sorted(groups, key=lambda g: first[g.reports[0].report_id])


def _keys(report: Report) -> list[tuple[str, str]]:
    """Where a report is looked for: its kind's group with each party; with its places where nobody takes part; its words."""
    group = "speech" if KINDS[report.kind].group in SPEAKING else report.kind
    named = sorted(parties(report) or {a for a, _ in report.participants})
    places = [f"in {word}" for word in sorted(place_words(report.places))] if group != "speech" else []
    return [*((group, actor) for actor in named), *((group, place) for place in places), ("=", report.sentence)]


def _months(report: Report) -> list[str]:
    """The months a report's date touches; "" where it has none or a coarser one, and every month must be looked at."""
    start, end = (report.when.interval.start, report.when.interval.end) if report.when else (None, None)
    if start is None or end is None or (end - start).days > 31:
        return [""]
    return sorted({f"{d.year}-{d.month}" for d in (start, end - timedelta(days=1))})


def _candidates(report: Report, index: Index) -> Iterable[int]:
    """Groups that share a key, and a month where both are dated to one."""
    months = _months(report)
    for key in _keys(report):
        found = index.get(key, {})
        for month in found if months == [""] else [*months, ""]:
            yield from found.get(month, ())


def _choose(
    report: Report, groups: Sequence[Group], candidates: Sequence[int], types: Mapping[str, str]
) -> tuple[int, str] | None:
    possible = [at for at in candidates if _dates_fit(groups[at], report) and _status_fits(groups[at], report)]
    for condition in CONDITIONS:
        for at in possible:
            if condition.holds(groups[at], report, types):
                return at, condition.says
    return None


def _dates_fit(group: Group, report: Report) -> bool:
    """Whether the report's date overlaps every date of the group: one day that is both."""
    return report.when is None or all(d.interval.overlaps(report.when.interval) for d in group.dates)


def _status_fits(group: Group, report: Report) -> bool:
    return (report.status == "planned") == (group.reports[0].status == "planned")


def finest(dates: Iterable[When]) -> When | None:
    """The most precise of dates that agree: the shortest interval, an undoubted one before a doubted."""
    ranked = sorted(dates, key=lambda d: (length(d.interval), bool(d.qualifier)))
    return ranked[0] if ranked else None
