"""The words of the filters in the side bar, and of the sentences that say what they leave."""

SEARCH = "Search"
SEARCH_EXAMPLE = "words, “phrases”, actor:name"
SEARCH_HELP = """Words and “phrases” of titles and sources: all of them, or with OR one of them.
-word leaves out what has it; brackets hold together.
Fields: actor: place: kind: source: status:, as source:wire or -kind:“use force”
after:2024-06 is from then on; before:2024-06-18 is up to the day before."""


def search_error(found: str, accepted: str) -> str:
    """What is wrong with a search, and what would be right."""
    return f"{found[0].upper()}{found[1:]}; {accepted}. The search is not used until it can be read."
