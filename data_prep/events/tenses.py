"""Whether a draft tells what has happened: its tense, as news uses it.

Enters: a draft. Leaves: "past", "now" or "" for what the tense leaves open.
"""

from data_prep.events.drafts import Draft
from data_prep.words import word_set


def tense_of(draft: Draft, title: bool) -> str:
    """ "past", "now" (it has happened, somebody says) or "" for what the tense leaves open.

    In a title the present, and a participle by itself, tell what has happened.
    """
    clause, tokens = draft.clause, draft.tokens
    if title:
        return "" if clause.aspect in ("noun", "hypothetical", "planned", "gerund") else "now"
    if clause.aspect in ("past", "passive"):
        return "past"
    if clause.aspect == "perfect":
        first = clause.verb if clause.verb is not None else clause.trigger
        auxiliaries = {t.low for t in tokens[first : clause.trigger]}
        return "" if "had" in auxiliaries or auxiliaries & word_set("grammar", "perfect_only") else "now"
    goes_on = draft.trigger.form == "ing" and not draft.clause.passive  # "is flying"
    return "now" if clause.aspect == "present" and (goes_on or draft.lemma in word_set("grammar", "speech")) else ""
