"""When a report tells of the event that a group of reports tells of: one table of named conditions.

Enters: what the two share (`evidence.py`). Leaves: the first condition that holds; its words are kept as the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass

from data_prep.events.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Condition:
    """One reason to join: its words for people, and what it asks of the evidence."""

    says: str
    holds: Callable[[Evidence], bool]


def _says_the_same(e: Evidence) -> bool:
    """A person's words of one day; of a day that is only concluded, or by a body, about the same."""
    about = e.spoken and ((e.firm and e.kin == 2) or (not e.same_article and e.said >= 0.4))
    said = about if e.person and e.spoken else e.what >= (0.6 if e.person else 1.0)
    return e.dates == "day" and e.speech and e.kin > 0 and e.same_doer and said


def _does_the_same(e: Evidence) -> bool:
    close = e.same_doer and e.words >= 2 and e.alike >= (0.45 if e.kin > 0 else 0.65)
    return e.dates == "day" and close and (e.firm or e.what >= 0.8)


def _same_people(e: Evidence) -> bool:
    enough = (
        (e.pair >= 2 and e.who >= 1.1)
        or (e.people >= 1 and e.what >= 0.5)
        or (e.pair >= 1 and e.same_trigger and e.alike >= 0.6)
        or (e.person and e.same_trigger and not e.again)
        or (e.pair >= 1 and e.what >= 0.6 and e.who + e.what >= 1.3)
    )
    return e.dates == "day" and e.kin == 2 and not e.speech and enough and (e.firm or e.what >= 0.6)


def _same_place(e: Evidence) -> bool:
    alike = e.same_trigger or e.what >= 1.0
    return e.dates == "day" and e.kin > 0 and e.where > 0 and e.nobody and alike and not e.speech


def _same_thing(e: Evidence) -> bool:
    """Nobody need be named: an explosion on a rig, a ban on flights."""
    told = e.words >= 2 and ((e.what >= 1.2 and e.alike >= 0.4) or e.alike >= 0.7)
    return (
        e.dates == "day"
        and e.kin > 0
        and not e.speech
        and not e.strangers
        and told
        and (e.nobody or e.pair >= 1 or e.suffered)
    )


def _named_otherwise(e: Evidence) -> bool:
    """ "The blast killed ten", in the article that told of an explosion that day."""
    return e.dates == "day" and e.same_article and e.kin > 0 and e.other_word and e.nobody and not e.speech


def _dates_overlap(e: Evidence) -> bool:
    words = e.what >= 0.5 and e.alike >= (0.4 if e.coarse else 0.25)
    two = e.pair >= 2 and words and e.who + e.what >= 1.5 and (e.same_trigger or e.words >= 2)
    one = e.pair >= 1 and not e.others and e.same_trigger and e.alike >= 0.6 and e.words >= 2 and e.who + e.what >= 1.8
    two = two or (e.pair >= 2 and e.same_trigger and e.who >= 1.2 and e.alike >= 0.4)
    return e.dates in ("day", "overlap") and e.kin == 2 and not e.speech and (two or one)


def _one_undated(e: Evidence) -> bool:
    two = e.pair >= 2 and e.people >= 1 and e.what >= 0.5
    alike = 0.25 if e.people >= 1 and e.same_trigger else 0.4
    one = e.pair >= 1 and not e.others and e.words >= 2 and e.what >= 1.0 and e.alike >= alike and e.who + e.what >= 1.7
    rare = e.people >= 1 and e.who >= 0.7 and e.same_trigger and e.alike >= 0.6 and not e.again
    once = e.once and e.people >= 1 and e.same_trigger and e.alike >= 0.6
    none = e.nobody and e.same_trigger and e.words >= 3 and e.what >= 1.8 and e.alike >= 0.6
    possible = e.dates == "half" and e.kin == 2 and not e.speech and not e.open_date and (not e.coarse or e.people > 0)
    return possible and (two or one or rare or once or none)


def _both_undated(e: Evidence) -> bool:
    told = e.same_trigger and e.words >= 2 and e.alike >= 0.6 and e.what >= 1.2
    who = e.pair >= 1 and (e.same_doer or e.nobody)
    return e.dates == "none" and e.kin == 2 and not e.open_date and told and who and e.who + e.what >= 2.2


CONDITIONS = (
    Condition("the same sentence", lambda e: e.same_sentence and e.kin == 2 and (e.pair > 0 or e.nobody)),
    Condition("same day, same speaker", _says_the_same),
    Condition("words of one speaker on one occasion", lambda e: e.same_article and e.dates in ("day", "none") and e.spoken and e.kin == 2 and e.same_doer),
    Condition("same day, same doer, same words", _does_the_same),
    Condition("same day, same kind, same people", _same_people),
    Condition("same day, same kind, same place", _same_place),
    Condition("same day, same words", _same_thing),
    Condition("same day, same article, called by another word", _named_otherwise),
    Condition("dates that overlap, same kind, same parties, same words", _dates_overlap),
    Condition("one is undated: same kind, same people, same words", _one_undated),
    Condition("both undated: same parties, same words", _both_undated),
)  # fmt: skip
NAMED_AGAIN = "names the same event again"


def find_reason(evidence: Evidence) -> int | None:
    """The number of the first condition of the table that holds."""
    return next((i for i, condition in enumerate(CONDITIONS) if condition.holds(evidence)), None)
