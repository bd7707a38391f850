"""The words of the Sources page: who tells what, who is first, what was left out and why.

Enters: numbers, names, dates in words. Leaves: plain text.
"""

from babel import Locale

WHO_TELLS, BY_OUTLET, ALL_ARTICLES = "Who tells what", "Outlet by outlet", "All articles"
COLUMNS, OUTLETS, ARTICLES, ARTICLE = "Columns", "Outlets", "Articles", "Article"
NO_OUTLET, NO_KIND = "outlet not stated", "kind not known"
KINDS = {
    "wire": "wire",
    "newspaper": "newspaper",
    "broadcaster": "broadcaster",
    "magazine": "magazine",
    "state media": "state media",
    "official": "official",
    "blog": "blog",
    "": NO_KIND,
}
SIGNS = {
    "first": "the first to tell it, or of the same day as the first",
    "later": "tells it too",
    "alone": "nobody else tells it",
}
NONE_MATCHES = "No event passes the filters."
EVENT, DATE, PUBLISHED, EVENTS = "Event", "Date", "Published", "Events"
HEADS = {  # of the table by outlet: the head, what it says
    "outlet": ("Outlet", "Who published it; a copy counts for whom it repeats"),
    "kind": ("Kind", "Kind of outlet"),
    "articles": ("Articles", "Articles in this timeline, copies among them; filters do not change this"),
    "events": ("Events", "Events shown of which it tells"),
    "first": ("First", "Events that others tell too, of which it told on an earlier day than all of them"),
    "tied": ("Same day", "Events of which it told on the first day, as others did"),
    "alone": ("Alone", "Events of which nobody else tells"),
    "delay": ("Days after", "Median of the days from the first to tell of an event to this one"),
    "copies": ("Copies", "Articles of it that repeat another article; filters do not change this"),
}
OUTLETS_ALT = "For each outlet how many events it tells, of how many it was the first, and which it tells alone"
NO_WORDS_FOUND = "No article has these words in its title or its outlet."
FILE, FOUND, WAY_OUT, BECAME = "File", "Found", "What is accepted", "What became of it"
LEFT_OUT, KEPT = "left out", "read, but doubtful"
NO_PUBLICATION = "No date of publication"
MARKS = {"told": "an event is told", "open": "the open event", "when": "words of time", "who": "an actor"}
NOTHING_TOLD = "No event of those shown is told here."
WORDS_OF_TIME = ("Words of time", "Date", "How they were read", "What they date")
ACTORS_NAMED = ("Actor", "Written", "Times")
BASES = {
    "stated": "stated",
    "metadata": "from metadata",
    "address": "from the address",
    "dateline": "by a dateline",
    "header": "by the header of a page",
    "inferred": "inferred",
    "corroborated": "from their events",
    "given": "given by a person",
    "unknown": "not known",
}
DATES_HIDDEN = "an event that your filters hide"
USES = {
    "length": "nothing: a length of time is no date",
    "often": "nothing: they say how often, not when",
    "vague": "nothing: no date can be counted from them",
    "beside": "nothing: the event of that sentence is not dated by them",
    "nothing": "nothing: no event was found in that sentence",
}


def _n(n: int, one: str, many: str | None = None) -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def head(articles: int, outlets: int) -> str:
    """The heading of the page."""
    return _n(articles, "article") + (f" from {_n(outlets, 'outlet')}" if outlets else "")


def told(several: int, n: int) -> str:
    """How many events more than one article tells."""
    return f"{several:,} of {_n(n, 'event')} {'is' if several == 1 else 'are'} told by more than one of them."


def bases(counts: dict[str, int]) -> str:
    """How the dates of publication are known."""
    out = [f"{counts[b]:,} {words}" for b, words in BASES.items() if b in counts]
    return f"Dates of publication: {'; '.join(out)}; each says how." if out else ""


def kind(name: str | None) -> str:
    """A kind of outlet."""
    return KINDS.get(name or "", name or NO_KIND)


def place(of: str, delay: float) -> str:
    """What place a source has among those that tell of an event."""
    if of == "later" and delay == delay:
        return f"{_n(int(delay), 'day')} after the first"
    return {
        "first": "the first to tell it",
        "tied": "the first, on the same day as others",
        "perhaps": "tells it; the dates of publication do not say who was first",
        "later": "tells it later than others",
        "alone": "nobody else tells it",
    }[of]


def matrix_alt(events: int, sources: int, by: str) -> str:
    """What the picture is."""
    return (
        f"{_n(events, 'event')} as lines, {sources} {by.lower()} as columns: a square where one tells of an event, filled where it"
        " was the first; a disc where nobody else does. As a table says the same in words"
    )


def not_drawn(sources: int, every: int, copies: int, by: str) -> str:
    """What the picture leaves out."""
    says = []
    if every > sources:
        says.append(f"Drawn are the {sources} {by.lower()} with the most of these events, of {every:,}.")
    if copies:
        says.append(
            f"{_n(copies, 'article repeats another', 'articles repeat others')}: counted with what {'it repeats' if copies == 1 else 'they repeat'}."
        )
    return " ".join(says)


def not_dated(n: int) -> str:
    """Events on which nobody can be called first."""
    return (
        f"On {_n(n, 'event')} the dates of publication do not tell who was first; there nobody counts as first."
        if n
        else ""
    )


UNSTATED_APART = "Each article that states no outlet counts as one of its own."


def copy_of(outlet: str) -> str:
    """Beside an article in the list."""
    return f"a copy of {outlet}"


def language(code: str) -> str:
    """Beside an article in the list whose language is not read."""
    return "" if code == "en" else f"in {tongue(code)}, not mined"


def tongue(code: str) -> str:
    """A language's name."""
    return str(Locale("en").languages.get(code, code))


def not_mined(code: str) -> str:
    """Why an article has no events."""
    return f"This article is in {tongue(code)}: events are looked for in English only."


def repeats(label: str) -> str:
    """Why a copy does not count."""
    return f"It repeats “{label}”, and its events count for that one."


def problems(n: int) -> str:
    """The heading of the files that were left out."""
    return f"{_n(n, 'file')} left out or doubtful"


def ask_help(offered: int) -> str:
    """Which articles are offered."""
    return f"Offered are the {offered} with the most events; words of a title or an outlet find any other"


def several_found(n: int) -> str:
    """More than one article has the words."""
    return f"{n} articles have these words; this one tells of most events."


def published(date: str) -> str:
    """When an article came out."""
    return f"Published {date}"


def confidence(basis: str, how: str) -> str:
    """How the date is known, and how far it can be trusted."""
    return f"{basis}, confidence {how}"


def told_here(n: int, undated: int) -> str:
    """The heading of the events of one article."""
    tail = (
        ""
        if not undated
        else ", one of them without a date"
        if undated == 1
        else f", {undated:,} of them without a date"
    )
    return f"{_n(n, 'event')} told here{tail}"


def hidden_here(n: int) -> str:
    """Events of the article that the filters hide."""
    return f"Your filters hide {_n(n, 'more event')} told here."


def words_of_time(n: int, unused: int) -> str:
    """What opens the list of the words of time."""
    return f"{_n(n, 'time expression')}" + (
        f", {unused:,} of which date{'s' if unused == 1 else ''} no event" if unused else ""
    )


def dates_event(numbers: str) -> str:
    """Which events some words date, by the numbers in the text."""
    return f"event {numbers}"


def actors_named(n: int) -> str:
    """What opens the list of actors."""
    return f"{_n(n, 'actor')} named"


def and_more(n: int) -> str:
    """The end of a list that is cut."""
    return f"and {n:,} more"


def not_shown(n: int) -> str:
    """The end of a text that is very long."""
    return f"… {n:,} more characters are not shown here."


def counted_from(rule: str, anchor: str) -> str:
    """How an expression of time was read."""
    return f"{rule}, counted from {anchor}" if anchor else rule
