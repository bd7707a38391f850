"""The words of the actors page."""

from collections.abc import Sequence

from pages.words.counts import listed, plural

PAGE = "Actors"
NOBODY = "None of these events names an actor."
CHOOSE = "Choose one, or up to three to compare"
CHOOSE_HELP = "The most frequent are offered; any other is found by typing a name"
SHARED = "Only events of all of them together"
NOT_SHOWN = "No event that is shown names {}."
NO_SHARED = (
    "No event that is shown names all of them. Switch “Only events of all of them together” off, or choose others."
)
UNDATED = "None of these events has a date; they stand in the table."

ROLES = {  # what is counted, by the roles in reports
    ("agent",): "does it",
    ("patient", "recipient"): "is acted on",
    ("with",): "takes part",
    ("speaker",): "says it",
    ("owner", "mentioned"): "is named",
}
ALL = "all events"
HOW_OFTEN = "How often, and in which part"
ONE_SCALE = "All lines have one scale; the number at the right is the sum. Counted are dates known to the month."
TITLES = "Titles, as the sources give them"
TITLES_HEADS = ["Actor", "Title", "First seen", "Last seen"]
ONCE = "A hollow mark: seen at one date only, so when it began and ended is not known."
NO_DATE = "no date"

COMPANY = "Who appears with whom"
NETWORK, MATRIX = "Network", "Matrix"
VIEWS = (NETWORK, MATRIX)
VIEW_AS = "Draw as"
SHAPES = "disc a person, square a state, diamond an organisation, triangle an armed force, pentagon a group"
PAIR = "List the events of two"
PAIR_NONE = "choose two of them"
COMPARE = "Compare these two"
NO_COMPANY = "Nobody else takes part in these events."

QUOTED = "Only words between quotation marks"
NOT_SAID = "No sentence of the sources is kept for these events."
NO_QUOTES = "Between quotation marks, the sources give nothing here."

WRITTEN = ("Spelling", "Times", "First", "Last", "Seen in", "Why it is this actor")
OUTLET_UNKNOWN = "outlet not stated"
EVENTS_TABLE = "These events as a table"


def head(n: int, shared: bool, company: Sequence[str], others: int, undated: int) -> str:
    """How many events, with whom, how many have no date."""
    names = [*company, *([f"{others:,} more"] if others else [])]
    with_whom = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "nobody else"
    tail = f"; {undated:,} {'has' if undated == 1 else 'have'} no date" if undated else ""
    return f"{plural(n, 'event')}{' together' if shared else ''}, {'also ' if shared else ''}with {with_whom}{tail}."


def each_and_shared(counts: Sequence[tuple[str, int]], shared: int) -> str:
    """How many events each of those compared has, and how many all of them share."""
    each = listed([f"{name} {n:,}" for name, n in counts])
    return f"{each}; {'none' if not shared else plural(shared, 'event')} of {'both' if len(counts) == 2 else 'all three'} together."


def not_drawn(before: int, after: int, dense: bool) -> str:
    """What of the timeline lies outside of the picture, or has no sign of its own."""
    outside = " and ".join(
        f"{n:,} {'lies' if n == 1 else 'lie'} {w}" for n, w in ((before, "before"), (after, "after")) if n
    )
    says = [
        f"{outside} the stretch of time that is drawn; the table has {'it' if before + after == 1 else 'them'}."
    ] * bool(outside)
    says += ["Grey areas show how many there are, signs the most salient."] * dense
    return " ".join(says)


def what_timeline(n: int, names: Sequence[str]) -> str:
    """The timeline in words, for who does not see it."""
    return f"{plural(n, 'event')} of {listed(list(names))} over time; the table at the end of the page holds the same"


def what_strips(names: Sequence[str]) -> str:
    """The counts in words."""
    return f"How many events of {listed(list(names))} begin in each stretch of time, all and by part"


def what_titles(n: int) -> str:
    """The titles in words."""
    return f"{plural(n, 'title')} with the first and the last date at which each was seen"


def what_company(names: Sequence[str], best: Sequence[tuple[str, str, int]]) -> str:
    """The network or matrix in words."""
    most = listed([f"{a} and {b} {n:,}" for a, b, n in best])
    return f"Events that {listed(list(names))} and others share; the most: {most}" if best else "Nobody shares an event"


def how_to_read(kept: int, rest: int, lines: int, drawn: int, network: bool, compared: int) -> str:
    """What size and width say, what is left out, what a click does."""
    says = []
    if network:
        says.append(
            f"The shape says what it is: {SHAPES}. The larger, the more events; the thicker, the more in common."
        )
        if drawn < lines:
            says.append(f"Of {lines:,} lines the {drawn:,} strongest are drawn.")
    if rest:
        says.append(f"{kept} are drawn; {plural(rest, 'other')} who appear with them stand as one.")
    does = "adds it to the comparison" if compared == 2 else "makes the page about it"
    says.append(
        f"A click on a mark {does}; on a line, it lists the events of both."
        if network
        else "A click on a number lists the events of both."
    )
    return " ".join(says)


def others(n: int) -> str:
    """Those who have no mark of their own."""
    return plural(n, "other")


def pair(a: str, b: str, n: int) -> str:
    """Two actors, and how many events they share."""
    return f"{a} and {b}: {plural(n, 'event')}"


def more_titles(n: int) -> str:
    """Titles that are not drawn."""
    return f"{plural(n, 'more title')} {'stands' if n == 1 else 'stand'} in the table."


def said(names: Sequence[str], by: bool, n: int) -> str:
    """The heading of what is said by some, or about them."""
    return f"Said {'by' if by else 'about'} {listed(list(names))}, in {plural(n, 'event')}"


def spelt(name: str, n: int) -> str:
    """The heading of the spellings."""
    return f"{name}, written {'one way' if n == 1 else f'{n:,} ways'}"


def more_spellings(n: int) -> str:
    """Spellings that are not listed."""
    return f"and {n:,} more"


def more_outlets(n: int) -> str:
    """Articles of a spelling that have no link."""
    return f"and {plural(n, 'more article')}"


def more_sentences(n: int) -> str:
    """Sentences of an event that are not shown."""
    return f"and {plural(n, 'more sentence')}"


def by_verb(who: str, verb: str | None) -> str:
    """Who says it, and by which word the source tells so."""
    return f"{who}, “{verb}”" if verb else who
