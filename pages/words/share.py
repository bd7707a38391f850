"""The words of the Share page, and of what carries an event away from its panel."""

HEAD = "Share"
NOTHING = "There is nothing to share: no event passes your filters. Clear one of them in the side bar, or all."
FILES = "Files"
WHOLE_ARTICLES = "Whole articles too (JSON only)"
COPYRIGHT = (
    "Files carry the sentences that tell of an event, with their sources. The articles themselves belong to their publishers: "
    "keep a file that has their whole texts to yourself, unless you have their leave to pass it on."
)
LINK = "Link"
LINK_SAYS = "Opens this view with the same filters, for whoever can reach this address."
EMBED = "On your own web page"
EMBED_SAYS = "Paste this where the timeline is to stand. The first shows this dashboard, and needs it to run where your readers can reach it."
EMBED_FILE = "The second shows the Web page from the list above, which needs no server: put the file beside your page."
FRAME_TITLE = "Timeline"


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
