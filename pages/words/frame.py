"""The words of the frame, and of what all pages have in common."""

AS_TABLE = "As a table"


def title_of_tab(shown: str, timeline: str) -> str:
    """The name of the browser's tab."""
    return " · ".join(part for part in (shown, timeline, "Dateline") if part)
