"""The words of the Share page, and of what carries an event away from its panel."""

HEAD = "Share"
SAME_AS_TABLE, DOWNLOAD_CSV = "The same as a table", "Download CSV"
TABLE_ALT = "Table of the events shown"
FIRST_DAY, DISAGREE_ON = "First day", "Disagree on"
MADE_HERE = "a file made on this page"
NOTHING = "There is nothing to share: no event passes your filters. Clear one of them in the side bar, or all."
FILES = "Files"
WHOLE_ARTICLES = "Whole articles too (JSON only)"
COPYRIGHT = (
    "Files carry the sentences that tell of an event, with their sources. The articles themselves belong to their publishers: "
    "keep a file that has their whole texts to yourself, unless you have their leave to pass it on."
)
STORY = "Download the story"
STORY_DATES = "Dates in the story"
STORY_SAYS = "A summary in Markdown: the days that matter most, each with a sentence and who tells it."
LINK = "Link"
LINK_SAYS = "Opens this view with the same filters, for whoever can reach this address."
EMBED = "On your own web page"
EMBED_SAYS = "Paste this where the timeline is to stand. It shows this dashboard, which must run where your readers can reach it."
EMBED_FILE = "Or put the file “Web page” from the list above beside your page; it needs no server."
FRAME_TITLE = "Timeline"
BRIEF = "Brief"
KEPT_HERE = "Kept on this machine at every change, for you alone. The address of this page names it."
KEPT_IN_SESSION = (
    "Kept only as long as this page is open, for this server keeps nothing of its readers. "
    "Save it as a file, and bring it back another time."
)
NOT_KEPT = "The brief could not be kept on this machine. Save it as a file."
NO_STARS = "No event is starred yet. Open an event and choose Star, or tick some in the table beneath the timeline."
SAVE_FILE = "Save the brief as a file"
BRING_FILE = "Bring a brief back"
BRING_FILE_HELP = "A file that “Save the brief as a file” made"
NEW_BRIEF = "Start another brief"
NEW_BRIEF_HELP = "This one is kept"
OTHER_BRIEFS = "Other briefs"
TITLE = "Title"
OPENING = "Opening paragraph"
REMARK = "Your remark"
BY_DATE = "Put in order of date"
UP = "Up"
DOWN = "Down"
REMOVE = "Remove"
GONE = "An event that this build of the timeline does not have; it is left out of the document."
STYLE = "Style of citation"
STAR = "Star"
STAR_HELP = "Put this event into your brief, on the Share page"
UNSTAR = "Starred"
UNSTAR_HELP = "Take this event out of your brief"
COPY_LINK = "Copy link"
COPY_LINK_SAYS = "Opens this event with the filters as they are now."
CITE = "Cite"
CITE_EVENT = "This event in this timeline"


def goes_out(n: int, every: int, undated: int) -> str:
    """What a file will hold."""
    some = (
        f"All {every:,} events"
        if n == every and n != 1
        else "One event"
        if n == every
        else f"{n:,} of {every:,} events"
    )
    dates = f", {undated:,} of them without a date" if undated else ""
    return f"{some}{dates}, as your filters leave them." if n != every else f"{some}{dates}: no filter is set."


def download(label: str) -> str:
    """The button of a format."""
    return f"Download {label}"


def too_many(most: int) -> str:
    """A format that cannot hold all."""
    return f"Holds the {most:,} most salient."


def by_command(directory: str, form: str) -> str:
    """The command that has no limit."""
    return f"dateline export {directory} --format {form} -o FILE"


def whole_by_command(most: int) -> str:
    """Where this page stops."""
    return f"From this page at most {most:,} events go into one file, the most salient. The command writes them all:"


def starred(n: int, most: int) -> str:
    """How many events the brief has."""
    full = f", as many as a brief holds ({most})" if n >= most else ""
    return f"{n} event{'' if n == 1 else 's'}{full}"


def star_some(n: int) -> str:
    """The button of the table."""
    return f"Star {n} event{'' if n == 1 else 's'}"


def remark_on(n: int) -> str:
    """The field of an event, for those who hear it."""
    return f"Remark on event {n}"


def brief_named(title: str, n: int) -> str:
    """Another brief, as it is offered."""
    return f"{title or 'Without a title'} ({n} event{'' if n == 1 else 's'})"


def brief_as(label: str) -> str:
    """The button of a document."""
    return f"Brief as {label}"


def more_sources(n: int) -> str:
    """What the panel does not cite."""
    return f"{n:,} more source{'' if n == 1 else 's'}; star the event, and its brief cites them all."


def timeline_as_outlet(title: str, build: str) -> str:
    """What an event of this timeline is cited from."""
    return f"{title}: a timeline made with Dateline, build {build}"
