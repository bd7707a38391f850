"""Numbers with their nouns, names in a row: what all areas say alike."""


def plural(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 event", "1,200 events"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def listed(names: list[str], most: int = 6) -> str:
    """Names in a sentence: "a, b and c", or "a, b and 7 more"."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1:,} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
