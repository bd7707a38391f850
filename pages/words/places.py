"""The words of the page of places."""

HEAD = "Places"
HELP = "Where it happened, on a map and over time"
ASK = "Places"
ANYWHERE = "anywhere"
SHOW = "The map shows"
MOST, EVERY, WORLD, CHOSEN = "Where most happened", "All places", "The whole world", "The chosen places"
KEEP = "Keep these places"
KEEP_HELP = "All pages then show only events at these places"
KEEP_DAYS = "Only these days"
KEEP_DAYS_HELP = "All pages then show only events of this stretch of time"
CLEAR = "Show all places"
ALL_TIME = "Show all of the time"
KNOWN_PLACES = "Places on the map, as a table"
UNPLACED = "Places without a point on the map"
NO_PLACE = "None of these events names a place. The events themselves are on the Timeline."
NO_POINT = "None of the places that these events name has a known position, so there is no map. They are listed below."
NO_DATE = "None of these events has a date, so there is no timeline of them."
FILLED = "a town"
HOLLOW = "a region, a country or a sea: the circle stands at its middle"
GROUPED = "“Kyiv +3”: three more places near it share the circle"
BOX = "Take all places in a box"
HINT = "Click a circle to see only its events. Move the timeline, and the map follows."
BOX_HINT = "Drag over the map to take all places in a box. Move the timeline, and the map follows."
TOUCH_HINT = (
    "Touch a circle to see what it is, and again to see only its events. Move the timeline, and the map follows."
)
BORDERS = "Land and borders: Natural Earth, which draws them by who is in control on the ground. Dateline takes no side in who should be."
LIST = ("Place", "Country", "Kind", "Events", "First", "Last")
WHY, WHY_NOT = "How it is known", "Why it is not on the map"
KIND = {
    "town": "town",
    "capital": "capital",
    "region": "region",
    "country": "country",
    "water": "sea or lake",
    "area": "area",
    "unknown": "not known",
}


def at_places(events: int, places: int, stretch: str) -> str:
    """How many events there are at how many places, in which stretch of time where it is not all of it."""
    said = f"{_of(events, 'event')} at {_of(places, 'place')}"
    return f"{said}, {stretch}." if stretch else f"{said}."


def left_out(nowhere: int, places: int, events: int) -> str:
    """Which events are not on the map, and why."""
    says = []
    if nowhere:
        says.append(f"{_of(nowhere, 'event')} {'names' if nowhere == 1 else 'name'} no place")
    if places:
        has = "has" if places == 1 else "have"
        says.append(f"{_of(places, 'place')}, with {_of(events, 'event')}, {has} no point on the map")
    words = "; ".join(says) or "every event names a place, and every place is on the map"
    return words[0].upper() + words[1:] + "."


def named(names: str, events: int) -> str:
    """What is chosen."""
    return f"{names}: {_of(events, 'event')}"


def not_there(name: str) -> str:
    """A place of the address that this timeline does not have."""
    return f"None of the events shown is said to be at “{name}”."


def of_map(places: int, events: int) -> str:
    """The map in words, for who cannot see it."""
    return f"Map of {_of(events, 'event')} at {_of(places, 'place')}; the table of places below holds the same"


def outside(places: int) -> str:
    """What the map does not show."""
    return f"{_of(places, 'place')} {'lies' if places == 1 else 'lie'} outside of the part that is shown."


def alike(most: int) -> str:
    """Which circles are drawn larger than their number."""
    return f"up to {_of(most, 'event')}"


def dense(n: int) -> str:
    """Why not every event has its sign."""
    return f"{n:,} events are too many for a sign each: grey areas show how many, signs the most salient."


def title_of_tab(names: str) -> str:
    """The name of the browser's tab."""
    return f"{names} · {HEAD}" if names else HEAD


def _of(n: int, noun: str) -> str:
    return f"{n:,} {noun if n == 1 else noun + 's'}"
