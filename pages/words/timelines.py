"""Words of the switch and of the page Timelines: what there is, and a new one. Those of the comparison: `compare.py`."""

from pages.words.counts import plural

EXAMPLES = "The example articles"
SWITCH = "Timeline"
HEAD = "Timelines"
NOT_REMEMBERED = "The list of recent timelines cannot be written, so this one will not be remembered."

PARTS = {"known": "Open another", "new": "Build a new one", "compare": "Compare with a table"}
WHAT = "What to do"

OPEN = "Open"
FORGET = "Forget"
IS_OPEN = "open now"
NEVER_OPENED = "not opened yet"
GONE = "gone: there is no timeline in this folder any more"
HOSTED = (
    "This dashboard runs on a server, so timelines are built and tables brought in by whoever keeps it, with the command "
    "dateline. Here you can open what is offered, and see comparisons that were made."
)

FOLDER = "Folder of articles"
FOLDER_HELP = "The whole path. Everything below it is read: text, Markdown, HTML, mail, PDF, Word, tables, archives."
FOLDER_EXAMPLE = "~/articles"
NO_FOLDER = f"Name the folder that the articles lie in, such as {FOLDER_EXAMPLE}."
NAME = "Name of the timeline"
NAME_HELP = "A folder of this name is made for it. Left empty: the name of the articles' folder with “-timeline”."
BUILD = "Build it"
STOP = "Stop"
STOPPING = "Stopping after this step …"
DISMISS = "Put away"
OPEN_IT = "Open it"
PROBLEMS = "What was skipped or is doubtful"
NEW_INTRO = (
    "A timeline is built from a folder of articles and kept in a folder of its own; the articles stay as they are. It goes on while "
    "you look at other pages, and after a reload."
)
STOPPED = "Stopped. What was read is kept: built again, it goes on from there."
ONE_AT_A_TIME = "One timeline is built at a time. Wait for it, or stop it."
STEPS = {
    "articles read": "Reading articles",
    "articles read again": "Reading again what the program reads otherwise now",
    "reports joined": "Joining what several articles tell",
    "events made": "Making events",
    "articles laid out": "Laying out articles",
    "parts written": "Writing tables",
}
STARTING = "Looking through the folder"


def unknown(local: bool) -> str:
    """The address names a timeline that is not on the list."""
    if local:
        return (
            "The address names a timeline that this program has not opened before, so you see another. Open it once by its "
            "folder: dateline open DIR."
        )
    return "The address names a timeline that is not offered here, so you see another."


def how_many(n: int) -> str:
    """What stands above the list."""
    return "One timeline can be opened." if n == 1 else f"{n:,} timelines can be opened."


def about(articles: int, events: int, span: str, built: str) -> str:
    """A timeline in one line."""
    return ", ".join(
        filter(None, [plural(articles, "article"), plural(events, "event"), span, built and f"built {built}"])
    )


def reading(done: int, of: int, a_second: float, left: float) -> str:
    """How far the reading is."""
    said = f"Reading articles: {done:,} of about {of:,}" if done < of else f"Reading articles: {done:,}"
    if a_second <= 0:
        return said
    speed = f", {a_second:,.0f} a second" if a_second >= 1 else ", less than one a second"
    return said + speed + (f", about {duration(left)} left" if done < of else "")


def step(name: str, done: int, of: int | None) -> str:
    """A later step of a build."""
    words = STEPS.get(name, name.capitalize())
    return f"{words}: {done:,} of {of:,}" if of else f"{words}: {done:,}" if done else words


def duration(seconds: float) -> str:
    """Seconds, minutes or hours."""
    if seconds < 90:
        return plural(max(1, round(seconds)), "second")
    return plural(round(seconds / 60), "minute") if seconds < 5400 else plural(round(seconds / 3600), "hour")


def built(articles: int, events: int, took: float) -> str:
    """What a build that has ended made."""
    return f"{plural(articles, 'article')} read, {plural(events, 'event')} found, in {duration(took)}."


def failed(why: str) -> str:
    """A build that made nothing."""
    return f"No timeline was made: {why}"


def building(name: str) -> str:
    """The heading of a build under way."""
    return f"Building {name}"


def no_folder(path: str) -> str:
    """A path that leads nowhere."""
    return f"There is no folder {path}. Give the whole path of a folder of articles, such as {FOLDER_EXAMPLE}."


def no_whole_path(path: str) -> str:
    """A path that depends on where the program was started."""
    return f"{path} is not a whole path. Begin with / (or a drive, as C:\\), or with ~ for your own folder."


def not_a_folder(path: str) -> str:
    """A file where a folder should be."""
    return f"{path} is a file. Give the folder that it lies in."


def not_readable(path: str) -> str:
    """A folder that may not be read."""
    return f"{path} may not be read by this program. Change its permissions, or copy the articles."


def nothing_in(path: str) -> str:
    """A folder without files."""
    return f"There is no file in {path} that could be an article. Put articles there, or give another folder."


def is_timeline(path: str) -> str:
    """A timeline where articles should be."""
    return f"{path} holds a timeline, not articles. Give the folder of the articles."


def bad_name(name: str) -> str:
    """A name that would lead elsewhere."""
    return f"“{name}” cannot be a folder's name. Use letters, digits, spaces, dots, - and _, and begin with a letter or digit."


def not_writable(path: str) -> str:
    """A place where no folder can be made."""
    return f"No folder can be made in {path}. Choose articles in a folder that may be written to."


def occupied(path: str) -> str:
    """The folder of the new timeline holds something else."""
    return f"{path} holds other things. Choose another name."


def and_more(n: int) -> str:
    """What a long list leaves out."""
    return f"and {n:,} more, which stand under Sources of the new timeline"
