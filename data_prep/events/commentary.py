"""Where an article speaks in its writer's own voice: a column, a blog, readers' comments; what is told there is background.

Enters: the text of an article and its sentences. Leaves: the numbers of the sentences that stand in such prose: those around
several that say "I", "we" or "you" outside quotation marks. One alone is no column: "our reporter", a quotation cut in two.
"""

import re
from collections.abc import Sequence

from data_prep.records import Sentence

PERSONAL = re.compile(r"\b(?:I|I['’](?:m|d|ve|ll)|[Mm]y|[Yy]ou|[Yy]our|[Ww]e|[Oo]ur|us)\b")
MARKS = re.compile(r"[\"“”]|\n")
AROUND = 5  # sentences before and behind
FEWEST = 4  # personal ones among them, the sentence itself counted


def find_commentary(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The numbers of the sentences that stand in a writer's own voice."""
    own = _plain(text)
    personal = [n for n, s in enumerate(sentences) if PERSONAL.search(own, s.start, s.end)]
    if len(personal) < FEWEST:
        return frozenset()
    found: set[int] = set()
    for first, last in zip(personal, personal[FEWEST - 1 :], strict=False):
        if last - first <= 2 * AROUND:
            found.update(range(max(0, last - AROUND), min(first + AROUND + 1, len(sentences))))
    return frozenset(found)


def _plain(text: str) -> str:
    """The text with what is quoted blanked out; a quotation ends with its paragraph."""
    parts: list[str] = []
    at, inside = 0, False
    for mark in MARKS.finditer(text):
        parts.append(" " * (mark.start() - at) if inside else text[at : mark.start()])
        parts.append(mark[0])
        inside = mark[0] == "“" or (mark[0] == '"' and not inside)
        at = mark.end()
    parts.append(text[at:])
    return "".join(parts)
