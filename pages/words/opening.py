"""The words of opening a timeline, and of what goes wrong there."""

OPENING = "Opening the timeline …"
EXAMPLES_READ = "Reading the example articles and dating their events. This happens once …"
BUILD_GONE = "The build that you looked at is gone: this is the one that replaced it."
UNREADABLE = "The timeline could not be read or written."
NEWER, SHOW_IT = "A newer build of this timeline is there.", "Show it"
MAKE_ONE = "Make a timeline of your articles, then open it:"
OR_EXAMPLES = "Or start without a folder, and the example articles are opened:"


def cannot_open(folder: str | None) -> str:
    """What was asked for is no timeline."""
    return f"No timeline can be opened at {folder or 'the place where the examples are kept'}."
