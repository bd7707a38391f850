"""A group of reports -> the Event they tell of: its date, title, status, where its sources disagree.

Enters: the reports of groups as `link.py` made them, what they repeat. Leaves: Events. Where sources differ nothing is averaged away: each field's
values are kept with the articles that give them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from data_prep.actors.lexicon import state_names
from data_prep.events.clues import find_clues
from data_prep.events.disagreements import find_disagreements
from data_prep.events.link import finest
from data_prep.records import Event, Report, When

BASIS_RANK = {
    basis: i
    for i, basis in enumerate(
        ("given", "stated", "relative", "dateline", "published", "inferred", "corroborated", "none")
    )
}
_SEVERAL, _TYPICAL = 3, 0.6  # of so many reports, the title that is like the others is better by so much
MOST_PARTIES, MOST_PEOPLE = 8, 6


def make_event(
    event_id: str,
    told: Sequence[tuple[Report, str]],
    types: Mapping[str, str],
    names: Mapping[str, str],
    spellings: Mapping[tuple[str, str], Sequence[str]],
    roots: Mapping[str, str],
) -> Event:
    """The event of a group: its reports in the articles' order, with the condition that joined each. `types` and `names` by actor id; `spellings`: (article_id, actor_id) -> those used there.

    `roots`: article_id -> the article that it repeats or itself; a copy is no further voice.
    """
    reports = [report for report, _ in told]
    place = {r.report_id: i for i, r in enumerate(reports)}
    dated = [r for r in reports if r.when is not None]
    when = finest(r.when for r in dated if r.when is not None)
    leader = min(
        (r for r in dated if r.when is not None and when is not None and r.when.interval == when.interval),
        key=lambda r: (
            bool(r.when and r.when.qualifier),
            roots[r.article_id] != r.article_id,
            BASIS_RANK[r.date_basis],
            place[r.report_id],
        ),
        default=None,
    )
    if leader is not None and leader.when is not None and leader.date_basis != "published":
        reports = [_corroborated(r, leader.when) if r.date_basis == "published" else r for r in reports]
    tells = _tell_how_well(reports)
    best = max(reports, key=lambda r: (tells[r.report_id], -place[r.report_id]))
    statuses = [r.status for r in reports]
    status = "reported" if "reported" in statuses else max(set(statuses), key=lambda s: (statuses.count(s), s))
    event = Event(
        event_id=event_id, title=best.title, kind=best.kind, when=leader.when if leader else None,
        date_basis=leader.date_basis if leader else "none", dated_by=leader.report_id if leader else None,
        participants=_participants(reports, types), places=tuple(_places(reports)), reports=tuple(reports),
        status=status, disagrees=(), joined=tuple((report.report_id, why) for report, why in told), salience=0.0,
    )  # fmt: skip
    return replace(
        event,
        disagrees=find_disagreements(_without_copies(event, roots), names, spellings),
        reports=tuple(_corroborate(r, event) for r in reports),
    )


def _tell_how_well(reports: Sequence[Report]) -> dict[str, float]:
    """How well each report's title tells the event: by itself, and by how much of it others tell too."""
    tells = {r.report_id: r.weight for r in reports}
    if len(reports) < _SEVERAL:
        return tells
    cores = {r.report_id: find_clues(r).core for r in reports}
    counts = Counter(clue for core in cores.values() for clue in core)
    for report, core in cores.items():
        if core:
            tells[report] += _TYPICAL * (sum(counts[clue] for clue in core) / len(core) / len(reports))
    return tells


def _without_copies(event: Event, roots: Mapping[str, str]) -> Event:
    """The event by the reports that are nobody else's words."""
    told = {r.article_id for r in event.reports}
    own = tuple(r for r in event.reports if roots[r.article_id] == r.article_id or roots[r.article_id] not in told)
    return replace(event, reports=own)


def _participants(reports: Sequence[Report], types: Mapping[str, str]) -> tuple[str, ...]:
    """Those who take part, most often named first; at most as many as a person would write."""
    counts: Counter[str] = Counter()
    for report in reports:
        for actor, role in report.participants:
            counts[actor] += 3 if role in ("agent", "with") else 2 if role in ("patient", "recipient") else 1
    chosen: list[str] = []
    for actor, _ in counts.most_common():
        people = sum(types.get(a) == "person" for a in chosen)
        if len(chosen) < MOST_PARTIES and (types.get(actor) != "person" or people < MOST_PEOPLE):
            chosen.append(actor)
    return tuple(chosen)


def _ranked(values: object) -> list[str]:
    return [v for v, _ in Counter(values).most_common(4)]  # type: ignore[call-overload]


def _places(reports: Sequence[Report]) -> list[str]:
    """The places named, most often first; a whole state only where nothing nearer is named."""
    return _nearer_places(reports) or _ranked(p for r in reports for p in r.places)


def _nearer_places(reports: Iterable[Report]) -> list[str]:
    states = set(state_names().values())
    return _ranked(p for r in reports for p in r.places if p not in states)


def date_by_scene(events: Sequence[Event]) -> list[Event]:
    """What happened "during the ceremony" is dated by the ceremony, wherever that got its date; the basis says inferred."""
    of_report = {r.report_id: e for e in events for r in e.reports}
    dated = []
    for event in events:
        scene = next((of_report[r.scene] for r in event.reports if r.scene in of_report), None)
        if (
            event.when is None
            and scene is not None
            and scene.when is not None
            and scene is not event
            and event.status != "planned"
        ):
            why = f"no date of its own; it happened at “{scene.title}”, which is dated {scene.when.edtf}"
            reports = tuple(replace(r, when=scene.when, date_basis="inferred", date_why=why) for r in event.reports)
            event = replace(event, when=scene.when, date_basis="inferred", dated_by=scene.dated_by, reports=reports)
        dated.append(event)
    return dated


def _corroborate(report: Report, event: Event) -> Report:
    """An undated report takes its event's date: known from the others, and said so."""
    if report.when is not None or event.when is None or event.dated_by is None:
        return report
    return _corroborated(report, event.when)


def _corroborated(report: Report, when: When) -> Report:
    why = "no date of its own; another report of the same event gives it"
    return replace(report, when=when, date_basis="corroborated", date_why=why)


def latest_events(events: Iterable[Event]) -> dict[str, tuple[date, str]]:
    """article_id -> day and title of the latest event that it tells without a date and other articles date."""
    latest: dict[str, tuple[date, str]] = {}
    for event in events:
        for r in event.reports:
            if not r.status == event.status == "reported" or r.date_basis != "corroborated" or r.when is None:
                continue
            day = r.when.interval.start
            if r.when.grain == "day" and day is not None:
                latest[r.article_id] = max(latest.get(r.article_id, (date.min, "")), (day, event.title))
    return latest
