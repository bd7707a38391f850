"""Whose words are news: officials, bodies and those whom the story is about; not bystanders and experts.

Enters: the drafts of one article and its mentions. Leaves: for a draft the reason why its words are no event, or None.
Who acts in the story is told from the drafts themselves, so this is asked when all of them are known.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from data_prep.events.drafts import Draft
from data_prep.events.kinds import KINDS
from data_prep.records import ActorMention
from data_prep.words import word_set

OFTEN = 6  # mentions of a person whom a story is about, whatever is told of him
SMALL = ("travel", "discover", "present", "retreat")  # kinds of what anybody may do
SPEAKING = ("say", "press")  # groups of kinds that are done with words


class Voices:
    """Who has a say in one article."""

    def __init__(self, drafts: Sequence[Draft], mentions: Sequence[ActorMention]) -> None:
        people = [m for m in mentions if m.type == "person"]
        times = Counter(m.name for m in people)
        self.experts = {m.name for m in people if m.role and _is_bystander(m.role)}
        self.officials = {m.name for m in people if m.role and _is_office(m.role)} - self.experts
        acting = {
            m.name for d in drafts for m, role in d.parties if role in ("agent", "with", "patient") and _is_deed(d)
        }
        self.parties = (acting | {name for name, n in times.items() if n >= OFTEN}) - self.experts

    def refuse(self, draft: Draft) -> str | None:
        """Why what is said is no event, None where it is one, or where nothing is said."""
        doers = [m for m, role in draft.parties if role == "agent"]
        if not doers or draft.clause.aspect == "noun" or any(m.type != "person" for m in doers):
            return None
        names = {m.name for m in doers}
        if KINDS[draft.kind].group in SPEAKING and names <= self.experts:
            return "the words of a bystander or an expert"
        if draft.kind in ("statement", "travel", "plan") and not names & (self.officials | self.parties):
            return "the words of somebody who plays no part in the story"
        return None


def _is_deed(draft: Draft) -> bool:
    return bool(draft.kind) and KINDS[draft.kind].group not in SPEAKING and draft.kind not in SMALL


@cache
def _is_bystander(role: str) -> bool:
    words = _words(role)
    bystanders = word_set("voices", "bystanders")
    head = re.split(r" (?:of|at|for|to|in|with) ", words)[0].rpartition(" ")[2]
    return head in bystanders or any(
        w.rstrip("s") in word_set("voices", "learned") or w in word_set("voices", "learned") for w in words.split()
    )


@cache
def _is_office(role: str) -> bool:
    words = _words(role).split()
    return not set(words) <= word_set("voices", "address")


def _words(role: str) -> str:
    return " ".join(w.strip(".,") for w in role.lower().split())
