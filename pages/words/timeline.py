"""The words of the timeline: its switches, what is said beneath the picture, the story in dates, the steps."""

from collections.abc import Sequence

from data_prep.detail import By
from data_prep.selection import Clock

LANES: dict[str, By] = {"Actors": "actors", "Kinds": "kinds", "Places": "places", "Outlets": "outlets"}
CLOCKS: dict[str, Clock] = {"Happened": "happened", "First reported": "published"}
BOX = "Stretch of time shown; arrow keys move it, plus and minus make it shorter and longer, Home shows everything"
KEYS = "Arrow keys pan, plus and minus zoom, Home shows everything, N and P go from event to event, Enter opens one."
WINDOW = "Stretch of time"
SAVE = "Save the picture as"
LANES_OF = "Lanes"
CLOCK = "Events stand on the day when they"
TOGETHER = "Together only"
TOGETHER_HELP = "Only events in which two or more of the actors with lanes take part"
NOTHING_DATED = "None of these events has a date: the sources say what happened, but not when. They stand in the table."
NOTHING_PUBLISHED = (
    "No article that tells of these events has a day of publication. Look at them by when they happened."
)
NOTHING_TOGETHER = "In none of these events do two of the actors with lanes take part."
FIRSTS = "Who reports first"
FIRSTS_HEADS = ("Outlet", "First with", "Days after, median")
STORY, TIMELINE = "Story", "Timeline"
VIEW = "Open with"
DATES = "Dates of the story"
STORY_HEADS = ("Date", "What happened", "Told by")
OPEN_EVENT = "Open the event"
STORY_EMPTY = (
    "No sentence of these articles tells of a day by itself, so there is no story to tell. The events stand above."
)
OTHERS = "Others"
ONLY_THESE_DAYS = "Only these days"
CLOSE_LIST = "Close the list"
PREVIOUS, NEXT = "Previous", "Next"
ANOTHER = "Open another event"
UNKNOWN_EVENT = (
    "The address names an event that this timeline does not have. It may have been built from other articles."
)
HIDDEN_EVENT = "Your filters hide this event; the address opened it."
CLEAR = "Clear filters"

_ONE = {"actors": "actor", "kinds": "kind", "places": "place", "outlets": "outlet"}
_ORDER = {
    "places": "Places of one country stand together.",
    "outlets": "Outlets of one kind stand together: wires, newspapers, state media and others.",
}


def alt(n: int, by: str) -> str:
    """What the picture is, for who cannot see it."""
    return f"{n:,} events by {_ONE[by]} over time; the table below holds the same"


def order_of(by: str) -> str:
    """In what order the lanes stand, where that is not plain."""
    return _ORDER.get(by, "")


def last_lane(by: str, names: Sequence[str], rest: int) -> str:
    """What shares the last lane."""
    if rest > len(names):
        return f"On the last lane stand other {by}: {', '.join(names)} and {rest - len(names):,} more; the filters find any."
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"On the last lane stand other {by}: {listed}."


def too_many(inside: int) -> str:
    """Why there are grey areas."""
    return f"{inside:,} events are too many for a sign each: grey areas show how many, signs the most salient."


def left_out_together(shown: int, of: int) -> str:
    """What "together only" leaves."""
    return f"Two or more of the actors with lanes take part in {shown:,} of {of:,} events; only these are drawn."


def told(happened: str, first: str, outlet: str, days: int | None) -> str:
    """When an event happened and who told of it first: "happened 17 Jun 2024, first reported by X on 18 Jun 2024, 1 day later"."""
    when = f"happened {happened}" if happened else "no date"
    if not first:
        return f"{when}; when it was first reported is not known"
    by = f" by {outlet}" if outlet else ""
    return f"{when}, first reported{by} on {first}{_later(days)}"


def _later(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return ", the same day"
    n = abs(days)
    return f", {n:,} {'day' if n == 1 else 'days'} {'later' if days > 0 else 'ahead'}"


def delay(days: float) -> str:
    """A median delay."""
    if days != days:  # no number
        return "not known"
    if days == 0:
        return "the same day"
    n = f"{abs(days):g}"
    return f"{n} {'day' if n == '1' else 'days'}{' ahead' if days < 0 else ''}"


def firsts_note(n: int, undated: int, named: int) -> str:
    """What the list of first reporters counts, and what it cannot count."""
    says = [f"Counted are {named:,} of {n:,} events."]
    if undated:
        says.append(f"For {undated:,} no article has a day of publication.")
    if nameless := n - undated - named:
        says.append(f"For {nameless:,} the first article does not state its outlet.")
    return " ".join(says)


def stretch(lane: str, first: str, last: str, n: int) -> str:
    """The head of the list of a stretch of density."""
    when = first if first == last else f"{first} to {last}"
    return f"{lane}, {when}: {n:,} {'event' if n == 1 else 'events'}"


def event_of(before: int, n: int) -> str:
    """Which of the shown events is open."""
    return f"Event {before + 1:,} of {n:,}"


def story_head(n: int) -> str:
    """The head of the story."""
    return "The story in one date" if n == 1 else f"The story in {n} dates"


def told_by(outlets: Sequence[str], source: str) -> str:
    """Whose sentence it is, and who else tells of the event."""
    others = [outlet for outlet in outlets if outlet not in (source, "outlet not stated")]
    if not source:
        return ", ".join(others)
    n = len(others)
    also = f"; also told by {', '.join(others[:3])}{f' and {n - 3} more' if n > 3 else ''}" if n else ""
    return f"{source}{also}"


def story_bound(n: int) -> str:
    """Said where not all articles enter the story."""
    return f"Told from the {n:,} articles that tell of the most salient of these events."


def picture_about(n: int, every: int, build: str) -> str:
    """The line beneath a picture that is saved."""
    some = f"{n:,} of {every:,} events" if n != every else f"{n:,} event{'' if n == 1 else 's'}"
    return f"{some}; days as the sources give them. Dateline, build {build}."
