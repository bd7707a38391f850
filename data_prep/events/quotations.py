"""A quotation cut to the room there is: at a pause, behind a verb, with an ellipsis; not at all rather than in mid-phrase."""

import re
from functools import cache

from data_prep.events.dictionary import look_up
from data_prep.words import read_words

PAUSE = re.compile(
    r"[,;:.!?](?= )| (?=(?:and|but|or|that|which|who|because|if|when|while|as|so|to|in|on|for|with|from|by|at)\b)"
)


def cut_quotation(words: str, room: int) -> str:
    """A quotation that fits, cut at a pause with an ellipsis; "" where it has none that leaves enough."""
    words = words.strip(" .,;:")
    if len(words) <= room:
        return words
    ends = [m.start() for m in PAUSE.finditer(words, 0, room) if m.start() <= room - 1]
    for end in reversed(ends):
        kept = words[:end].rstrip(" ,;:-–—.")
        last = kept.rpartition(" ")[2].lower()
        if len(kept.split()) >= 4 and last not in _closed() and _has_finite(kept):
            return kept + "…"
    return ""


def _has_finite(words: str) -> bool:
    """Whether some word of a line is a finite verb, by the dictionary."""
    for word in words.replace("’", "'").split():
        bare, _, short = word.strip(" ,.;:").partition("'")
        if short in ("s", "re", "ve", "m", "ll", "d") or (bare.endswith("n") and short == "t"):
            return True
        entry = look_up(bare) if bare else None
        if entry is not None and (entry.tag in ("AUX", "MODAL") or entry.codes[:1] in ("D", "V", "Z")):
            return True
    return False


@cache
def _closed() -> frozenset[str]:
    grammar = read_words("grammar")
    fields = ("determiners", "prepositions", "conjunctions", "subordinators", "relatives", "auxiliaries", "modals")
    return frozenset(w for field in (*fields, "negations") for w in grammar[field]) | {"to", "not", "very"}
