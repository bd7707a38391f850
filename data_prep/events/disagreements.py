"""Where the sources of one event differ, field by field.

Enters: an event with its reports, copies left out. Leaves: rows of (field, value, ids of the articles that give it). Refuses
what is no difference: a month that holds the day, a suburb of the town, "at least 11" beside 11, two words for one thing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from data_prep.actors.lexicon import state_names
from data_prep.events.clues import meaning, place_words
from data_prep.events.evidence import length
from data_prep.events.figures import find_figures
from data_prep.events.kinds import KINDS, stem
from data_prep.records import Event, Report, When

Row = tuple[str, str, tuple[str, ...]]
Told = Mapping[str, Sequence[Report]]  # article_id -> its reports of the event
V = TypeVar("V")
_MOST = 6  # values of a field, those that most sources give


def find_disagreements(
    event: Event, names: Mapping[str, str], spellings: Mapping[tuple[str, str], Sequence[str]]
) -> tuple[Row, ...]:
    """(field, value, article ids) for each field in which two articles differ; in status also where one does by itself.

    `names` by actor id; `spellings`: (article_id, actor_id) -> those used there.
    """
    told: dict[str, list[Report]] = {}
    for report in event.reports:
        told.setdefault(report.article_id, []).append(report)
    if len(told) < 2:
        statuses = {r.status: (r.article_id,) for r in event.reports}
        return tuple(("status", s, a) for s, a in statuses.items()) if len(statuses) > 1 else ()
    rows = [
        *_differing("date", {a: _date(reports) for a, reports in told.items()}, _dates_agree),
        *_differing("place", {a: _place(reports) for a, reports in told.items()}, _places_agree),
        *_differing("status", {a: _status(reports) for a, reports in told.items()}),
        *_differing("what", _about(event, told), _words_agree),
    ]
    for counted, figures in _figures(told).items():
        rows += _differing(counted, figures, _figures_agree)
    for actor in event.participants:
        used = {a: " / ".join(spellings.get((a, actor), ())[:1]) for a in told}
        rows += _differing(f"spelling of {names.get(actor, actor)}", used)
    return tuple(rows)


def _differing(
    field: str, told: Mapping[str, V | None], agree: Callable[[V, V], bool] = lambda one, other: one == other
) -> list[Row]:
    """The values of a field if two of them do not agree, with the articles that give each, the most frequent first."""
    values: dict[V, list[str]] = {}
    for article, value in told.items():
        if value:
            same = next((v for v in values if v == value), value)
            values.setdefault(same, []).append(article)
    ranked = sorted(values, key=lambda v: -len(values[v]))[:_MOST]
    if all(agree(one, other) for i, one in enumerate(ranked) for other in ranked[:i]):
        return []
    shown: dict[str, list[str]] = {}
    for value in ranked:
        shown.setdefault(_as_text(value), []).extend(values[value])
    return [(field, text, tuple(ids)) for text, ids in shown.items()]


def _as_text(value: object) -> str:
    if isinstance(value, When):
        return value.edtf.rstrip("?~%")
    if isinstance(value, tuple):
        return value[1] if isinstance(value[0], float) else "; ".join(map(str, value))
    return str(value)


def _date(reports: Sequence[Report]) -> When | None:
    """The most precise date that an article gives."""
    dates = [r.when for r in reports if r.when is not None]
    return min(dates, key=lambda d: (length(d.interval), bool(d.qualifier)), default=None)


def _dates_agree(one: When, other: When) -> bool:
    """Whether one holds the other."""
    return one.interval.contains(other.interval) or other.interval.contains(one.interval)


def _place(reports: Iterable[Report]) -> tuple[str, ...] | None:
    """The places nearer than a state that an article names."""
    states = set(state_names().values())
    return tuple(dict.fromkeys(p for r in reports for p in r.places if p not in states))[:4] or None


def _places_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    mine, theirs = place_words(one), place_words(other)
    return bool(mine & theirs) or not mine or not theirs


def _status(reports: Sequence[Report]) -> str:
    return "reported" if any(r.status == "reported" for r in reports) else reports[0].status


def _about(event: Event, told: Told) -> dict[str, tuple[str, ...] | None]:
    """What it is done to, as each article calls it behind the word that most of them use; not what is spoken of."""
    if KINDS[event.kind].group in ("say", "press"):
        return {}
    leading = Counter(meaning(r.lemma) for r in event.reports).most_common(1)[0][0]
    return {
        article: tuple(dict.fromkeys(r.about for r in reports if r.about and meaning(r.lemma) == leading))[:2] or None
        for article, reports in told.items()
    }


def _words_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    mean = partial(map, lambda word: meaning(stem(word)))
    return bool(set(mean(one)) & set(mean(other)))


def _figures(told: Told) -> dict[str, dict[str, tuple[float, str] | None]]:
    """What is counted -> article_id -> the number, and as it is told first."""
    found: dict[str, dict[str, tuple[float, str] | None]] = {}
    words: dict[tuple[str, float], str] = {}
    for article, reports in told.items():
        for report in reports:
            for counted, number, text in find_figures(report.title):
                text = words.setdefault((counted, number), text)
                found.setdefault(counted, {}).setdefault(article, (number, text))
    return {counted: figures for counted, figures in found.items() if len(figures) > 1}


def _figures_agree(one: tuple[float, str], other: tuple[float, str]) -> bool:
    return one[0] == other[0]
