"""The words of the frame, and of what all pages have in common: tabs, tour, signs, foot."""

AS_TABLE = "As a table"

PAGES = (  # file, name, what it is for
    ("explore/timeline", "Timeline", "Events over time, and each with its evidence"),
    ("explore/actors", "Actors", "Who takes part, with whom, in which part; up to three compared"),
    ("explore/places", "Places", "Where it happened, on a map and over time"),
    ("explore/sources", "Sources", "The articles with their marks, and who tells what"),
    ("work/share", "Share", "What you see as a file, a link, a brief, or part of another page"),
    ("work/timelines", "Timelines", "Open another timeline, build one, or hold a table of your own against this one"),
)
TOUR = (  # what the step points at (CSS), its heading, its text
    (
        ".st-key-picture",
        "The story in signs",
        "Each sign is one event, on the lane of everybody who takes part. Drag the picture or the box above it to move through time, and scroll to look closer.",
    ),
    (
        "[data-testid=stExpandSidebarButton], body:not(:has([data-testid=stExpandSidebarButton])) [data-testid=stSidebar]",
        "Ask a question",
        "Search, or choose actors, days and kinds. The numbers say how many events each choice would leave, and the address keeps what you asked: send it to a colleague.",
    ),
    (
        "h2.dl-title",
        "Read the evidence",
        "Click a sign, or press N and P. Every event shows the sentences that tell it, the words that date it, who says so, and where the sources disagree.",
    ),
    (
        "a[href*='share']",
        "Carry it away",
        "Under Share the events that you see go out as a table, a calendar, a page that works offline, or a brief with numbered citations.",
    ),
)
TOUR_NAME = "A tour in four steps"
TOUR_BUTTON = "Take the tour"
TOUR_WORDS = {"next": "Next", "back": "Back", "end": "Done", "skip": "Skip the tour", "of": "Step {n} of {of}"}

SIGNS_BUTTON = "What the signs mean"
SIGNS_LEAD = "Place says when, fill says how sure that is, shape says who vouches, colour says what kind. No meaning hangs on colour alone: the name of the kind stands beside it in the panel and in the table."
SIGN_HEADS = {
    "kind": "Colour: what kind",
    "status": "Shape: who vouches",
    "date": "Fill and frame: when",
    "more": "Also",
}
KINDS = {
    "meet": "talks, visits, calls",
    "agree": "treaties, help, working together",
    "say": "statements, announcements, appeals",
    "press": "accusations, demands, sanctions, threats, protest",
    "force": "fighting, attacks, arrests, troops",
    "ceremony": "parades, anniversaries, funerals",
    "other": "everything else: elections, disasters, trials",
}
STATUSES = {
    "reported": "at least one source tells it in its own voice",
    "claimed": "only somebody quoted says so",
    "planned": "told as something that is to come",
    "denied": "told in order to be denied",
}
IN_MONTH, NOT_THAT_DAY, ANSWERS = "within a month or year", "not that very day", "more than one answer"
DAY, NOT_A_DAY, BAR, BRACKET, SHELF = (
    ("A filled sign", "happened on that very day"),
    ("A hollow sign", "not known to the day: the sign stands in the middle of what is possible"),
    ("A bar with soft ends", "somewhere within this month, year or other stretch of time"),
    ("Brackets", "more than one answer: the sources disagree, or more than one day remains possible"),
    ("The shelf at the right", "events for which no source says when"),
)
DENSITY, THREAD, RING = (
    ("A grey hill", "more events than can be drawn one by one; a click lists them"),
    ("A thin line down the lanes", "one event with several who take part"),
    ("A ring and a coloured line", "the event that is open below"),
)


def footer(built: str, articles: str, version: str) -> str:
    """What the days mean, and which build this is."""
    return (
        f"Days are as the sources give them, in the local time of the place. Built {built} (UTC) from {articles}; build {version}."
        " Dates are written as your browser’s language has them."
    )


def about_picture(alt: str, version: str) -> str:
    """What stands beneath a picture that is saved."""
    return f"{alt.rstrip('.')}. Dateline, build {version}."


def title_of_tab(shown: str, timeline: str) -> str:
    """The name of the browser's tab."""
    return " · ".join(part for part in (shown, timeline, "Dateline") if part)
