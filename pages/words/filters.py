"""The words of the filters in the side bar, and of the sentences that say what they leave."""

from collections.abc import Sequence

SEARCH = "Search"
SEARCH_EXAMPLE = "words, “phrases”, actor:name"
SEARCH_HELP = (
    "Words and “phrases” of titles and sources: all of them, or with OR one of them.",
    "-word leaves out what has it; brackets hold together.",
    "Fields: actor: place: kind: source: status:, as source:wire or -kind:“use force”.",
    "after:2024-06 is from then on; before:2024-06-18 is up to the day before.",
)
ACTORS, ANY_ACTOR = "Actors", "anyone"
TOGETHER = "All of them together"
PLACE, ANY_PLACE = "Place", "anywhere"
KIND, ANY_KIND = "Kind", "every kind"
STATUS, ANY_STATUS = "Who vouches for it", "everyone"
OUTLET, ANY_OUTLET = "Outlet", "every outlet"
OUTLET_KIND, ANY_OUTLET_KIND = "Kind of outlet", "every kind of outlet"
FROM, TO = "From", "To"
TURNED = "“From” lies after “To”: no dates are left out."
EVENT = "Event"
CLEAR, CLEAR_ALL = "Clear filters", "Clear all filters"
NOT_BUILT = "This timeline has no articles yet. Build it from a folder of text or Markdown files:"


def count(n: int, noun: str) -> str:
    """One event, 1,200 events."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def search_error(found: str, accepted: str) -> str:
    """What is wrong with a search, and what would be right."""
    return f"{found[0].upper()}{found[1:]}; {accepted}. The search is not used until it can be read."


def others(offered: int, more: int) -> str:
    """How to come to what a list does not offer."""
    return f"The {offered:,} most frequent; {more:,} others are found by typing a name."


def nobody(field: str, name: str) -> str:
    """Nothing of a field is called so."""
    return f"No {field.lower().removesuffix('s')} is called “{name}”."


def meant(typed: str, name: str) -> str:
    """Whom a name was taken for."""
    return f"“{typed}”: {name} is meant."


def shown(n: int, every: int, articles: int, span: str) -> str:
    """How many events there are, from how many articles, over what time."""
    some = f"{n:,} of {count(every, 'event')}" if n < every else f"All {every:,} events" if every != 1 else "One event"
    return f"{some} from {count(articles, 'article')}{span}."


def span(first: str, last: str) -> str:
    """From the first month to the last."""
    return f", {first}" if first == last else f", {first} to {last}"


def undated(n: int, by_report: bool) -> str:
    """What stands on the shelf."""
    lacks = "no article with a day of publication" if by_report else "no date"
    return (
        f"{n:,} {'has' if n == 1 else 'have'} {lacks} and {'stands' if n == 1 else 'stand'} on the shelf at the right"
    )


def outside(before: int, after: int) -> str:
    """What lies outside of the drawn stretch of time."""
    some = ((before, "before"), (after, "after"))
    where = " and ".join(f"{n:,} {'lies' if n == 1 else 'lie'} {side}" for n, side in some if n)
    return f"{where} the stretch of time that is drawn"


def disputed(n: int) -> str:
    """On how many the sources differ."""
    return f"on {n:,} the sources disagree"


def skipped(n: int) -> str:
    """What of the input could not be used."""
    return f"{count(n, 'file')} could not be read or {'is' if n == 1 else 'are'} doubtful (see Sources)"


def hidden(n: int) -> str:
    """What the filters leave out."""
    return f"{n:,} hidden by your filters" if n else "nothing is hidden by filters"


def only(filters: Sequence[str]) -> str:
    """What the filters ask for."""
    return f"Only events {listed(filters)}."


def no_match(filters: Sequence[str], helps: bool) -> str:
    """Why there is nothing, and what to do."""
    if len(filters) == 1:
        return f"No event matches your filter: {filters[0]}."
    way = "Without one of them there are some:" if helps else "Taking off one of them alone would bring none back."
    return f"No event matches your filters: {'; '.join(filters)}. {way}"


def without(said: str, n: int) -> str:
    """A button that takes off one filter."""
    return f"Take off: {said} · {count(n, 'event')}"


def no_events(articles: int) -> str:
    """Articles were read, and nothing was found in them."""
    verb = "was" if articles == 1 else "were"
    return (
        f"{count(articles, 'article')} {verb} read, but no sentence tells of an event that can be listed. "
        "Under Sources stands what was read."
    )


def listed(some: Sequence[str]) -> str:
    """A, b and c."""
    return ", ".join(some[:-1]) + (" and " if len(some) > 1 else "") + some[-1] if some else ""
