"""A draft -> a title that a person would write: who did what, taken from the text, no dates, at most 100 characters.

Enters: a draft. Leaves: its title and a note of how good it is (for the choice among several reports of one event); no
title where the words would be a fragment. People stand by their full names, without titles; words of time, attributions
and parentheses are left out.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from data_prep.events.drafts import Draft
from data_prep.events.kinds import KINDS, noun_forms, verb_forms
from data_prep.events.phrases import LONGEST, NOMINAL, write_phrase
from data_prep.events.sayings import brings_in_words, write_saying
from data_prep.events.tokens import Token
from data_prep.records import ActorMention
from data_prep.words import read_words, word_set

COMPASS = ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
MOST_WORDS = 11  # of an event noun's phrase: a longer one says something else besides
OPENERS = ("as", "after", "before", "since", "until", "while", "when")  # prepositions that may open a clause


def write_title(draft: Draft) -> tuple[str, float]:
    """(title, weight from 0 to 1); "" where no title can be written."""
    doers = _doers(draft)
    words = _with_place(draft, _words(draft, doers))
    if len(words) > LONGEST or not stands(words):
        return "", 0.0
    return words[:1].upper() + words[1:], _weigh(draft, words, bool(doers))


def _words(draft: Draft, doers: Sequence[str]) -> str:
    clause = draft.clause
    start = clause.verb if clause.verb is not None else clause.trigger
    end = max(clause.end, clause.trigger + 1)
    if clause.aspect not in ("noun", "participle"):
        end = _end_of_clause(draft.tokens, end)
    if clause.aspect == "noun":
        words = _with_doers(draft, doers, write_phrase(draft.tokens, start, end, drop_determiner=True))
        return words if len(words.split()) <= MOST_WORDS else ""
    if doers and clause.aspect != "participle" and brings_in_words(draft):
        return write_saying(draft, join_names(doers), end)
    if clause.antecedent is not None:
        return _with_antecedent(draft, doers, start)
    subject = _subject(draft, doers, start)
    told_past = clause.relative == "with"  # "with X presenting a copy" -> "X presented a copy"
    if (
        clause.aspect == "planned"
        and draft.tokens[start].tag == "VERB"
        and draft.tokens[start].lemma in ("expect", "schedule")
    ):
        return ""  # "the list, expected to be published": no verb of its own
    if clause.aspect == "participle" and _has_object(draft.tokens, clause.trigger):
        return ""  # a past that reads as a participle: "X, seeking support, suggested that …"
    if clause.aspect == "participle":
        comma = next((k for k in range(start + 1, end) if draft.tokens[k].text == ","), end)
        end = comma
        subject += " were" if _is_plural(draft) else " was"  # "X, appointed in May, …"
    predicate = write_phrase(draft.tokens, start, end, room=LONGEST - len(subject) - 1, told_past=told_past)
    if draft.kind == "statement" and clause.carrier is not None and predicate.endswith(draft.trigger.text):
        return ""  # "issued a statement": of what, nobody says
    if _points_back(draft, predicate) or (draft.kind == "request" and _ends_with_hearer(draft, predicate)):
        return ""  # "made that announcement", "urged X": what it is stands elsewhere
    whole = draft.trigger.tag != "VERB" or predicate.rpartition(" ")[2] != draft.trigger.text
    violent = draft.kind in ("assault", "disaster", "death") and bool(draft.times)
    nowhere = not draft.parties and not draft.places and not violent
    if nowhere and not any(c.isupper() or c.isdigit() for c in f"{subject[1:]} {predicate}"):
        return ""  # "lawsuits were filed", "one man shot another"
    alone = whole or clause.passive or draft.lemma in word_set("voices", "stands_alone")
    return f"{subject} {predicate}" if subject and predicate and alone else ""


def _points_back(draft: Draft, predicate: str) -> bool:
    """Whether an event noun that a verb carries is one named before: "made that announcement", "made the remarks at …"."""
    words = [*predicate.split(), ""]
    pointing = ("that", "this", "such", "the") if draft.kind == "statement" else ("that", "this", "such")
    return draft.clause.carrier is not None and any(
        a in pointing and b == draft.trigger.low and not (a == "the" and c in ("that", "of", "about", "on", "to"))
        for (a, b), c in zip(pairwise(words), words[2:], strict=False)
    )


def _ends_with_hearer(draft: Draft, predicate: str) -> bool:
    """Whether a request names whom it is put to, and nothing more."""
    heard = predicate.removeprefix(draft.trigger.text).strip()
    return draft.lemma in ("urge", "ask", "order") and heard in [_shown(m) for m, _ in draft.parties]


def _has_object(tokens: Sequence[Token], v: int) -> bool:
    """Whether something done to follows a verb: then it is no passive participle."""
    after = next((t for t in tokens[v + 1 : v + 4] if t.tag not in ("TIME", "ADV", "QUOTE")), None)
    return after is not None and (after.tag in ("DET", "PRON") or after.low == "that" or _is_named(after))


def _is_named(token: Token) -> bool:
    return token.tag == "NAME" and token.mention is not None and token.mention.type != "place"


def _end_of_clause(tokens: Sequence[Token], end: int) -> int:
    """Where a clause ends: over a quotation that completes it ("praised it as “a model”"), before ", officials said"."""
    while end + 1 < len(tokens) and tokens[end].tag == "QUOTE" and tokens[end + 1].quoted:
        end = next((k for k in range(end + 1, len(tokens)) if not tokens[k].quoted), len(tokens))
        if end < len(tokens) and tokens[end].tag == "QUOTE":
            end += 1
        while end < len(tokens) and tokens[end].tag in (*NOMINAL, "PREP", "DET", "ADJ", "POSS", "TIME"):
            end += 1  # "“radical” reforms in the north"
    while 0 < end < len(tokens) and tokens[end - 1].tag == "TO" and tokens[end].tag in ("AUX", "VERB"):
        end += 1  # "called for the law to be scrapped"
        while end < len(tokens) and tokens[end].tag not in ("PUNCT", "SUB", "REL", "CONJ", "QUOTE", "TO"):
            end += 1
    return _before_next_clause(tokens, end)


def _before_next_clause(tokens: Sequence[Token], end: int) -> int:
    """Where a clause stops at the verb of the next, its subject is left out: ", officials there said", "as the attack | began"."""
    if end >= len(tokens) or not (tokens[end].tag in ("AUX", "MODAL") or tokens[end].form in ("past", "s")):
        return end
    joined, k = None, 0
    for k in range(end - 1, 0, -1):
        token = tokens[k]
        if token.text in (",", "--", "—", ";", ":") or token.tag in ("SUB", "REL") or token.low in OPENERS:
            return k
        if token.tag == "CONJ" and joined is None:
            joined = k
        if token.tag in ("VERB", "AUX", "MODAL", "QUOTE"):
            break
    if joined is None and k > 0 and tokens[k].tag == "VERB":  # "ruled the law | is void": what is told goes on
        return next(
            (n for n in range(end, len(tokens)) if tokens[n].tag in ("PUNCT", "SUB", "REL", "CONJ", "QUOTE")), end
        )
    return joined or end


def _doers(draft: Draft) -> list[str]:
    """Who does it, as a title names them: with the common noun that stands behind ("X's forces", "the Y administration")."""
    clause = draft.clause
    agents = [m for m, role in draft.parties if role == "agent"]
    if any(m.why.startswith("people of") for m in agents) and clause.subject_span and not clause.passive:
        return [write_phrase(draft.tokens, *clause.subject_span)]  # "13 Poles"
    if (
        clause.head is not None
        and clause.subject
        and clause.subject_span
        and agents
        and clause.head not in word_set("grammar", "pronouns")
    ):
        return [write_phrase(draft.tokens, *clause.subject_span)]
    return [_shown(m) for m in agents]


def _subject(draft: Draft, doers: Sequence[str], start: int) -> str:
    clause = draft.clause
    if doers and not clause.passive:
        return join_names(doers)
    begin, end = clause.subject_span or (start, start)
    inside = {id(t.mention) for t in draft.tokens[begin:end] if t.mention is not None}
    patients = [m for m, role in draft.parties if role == "patient"]
    if clause.head in word_set("grammar", "pronouns"):  # whom it means stands before
        return next((_shown(m) for m in patients if m.start < draft.tokens[begin].start), "")
    named = [_shown(m) for m in patients if id(m) in inside]
    if named and draft.trigger.tag == "VERB" and clause.head is None and draft.tokens[end - 1].tag == "NAME":
        return join_names(named)
    first = draft.tokens[begin : begin + 2]
    directed = len(first) == 2 and first[0].low in COMPASS and first[1].low == "of"
    if directed or (len(first) == 2 and first[0].pos == "J" and first[1].tag in ("PREP", "TO")):
        return ""  # "west of X", "similar to X", "ill following …"
    return write_phrase(draft.tokens, begin, end)


def _is_plural(draft: Draft) -> bool:
    """Whether who or what it is done to is more than one."""
    done_to = [m for m, role in draft.parties if role == "patient"]
    head = draft.clause.head
    return head in ("people", "men", "women", "children") or bool(head and head.endswith("s")) or len(done_to) > 1


def _with_antecedent(draft: Draft, doers: Sequence[str], start: int) -> str:
    """ "the treaty that both signed" -> "both signed the treaty"."""
    tokens, antecedent = draft.tokens, draft.clause.antecedent or (start, start)
    verb = next((k for k in range(start, len(tokens)) if tokens[k].tag == "VERB"), start)
    thing = write_phrase(tokens, *antecedent, drop_determiner=True)
    told = " ".join(tokens[k].text for k in range(start, verb + 1) if tokens[k].tag not in ("ADV", "TIME"))
    if not doers or not thing:
        return ""
    lead = f"{join_names(doers)} {told} the {thing}"
    return f"{lead} {write_phrase(tokens, verb + 1, draft.clause.end, room=max(LONGEST - len(lead), 20))}".strip()


def _with_doers(draft: Draft, doers: Sequence[str], words: str) -> str:
    """An event noun's phrase, with who did it where the phrase does not say so: "meeting of X with Y"."""
    if not words or not doers or any(d.split()[-1] in words for d in doers):
        return words
    head, _, rest = words.partition(" with ")
    if rest and head.endswith(draft.trigger.text):
        return f"{head} of {join_names(doers)} with {rest}"
    return words if KINDS[draft.kind].group == "force" or draft.kind in ("disaster", "death", "protest") else ""


def _with_place(draft: Draft, words: str) -> str:
    """Where it happened, where nobody is named and the title does not say it: "12 people were killed in Lisbon"."""
    named = any(role in ("agent", "patient", "with") for _, role in draft.parties)
    if not words or named or not draft.places or any(p.text in words for p in draft.places):
        return words
    placed = f"{words} in {draft.places[0].name}"
    return placed if len(placed) <= LONGEST and " in " not in words else words


def _weigh(draft: Draft, words: str, has_doers: bool) -> float:
    """How well a title tells its event: a verb, its doers, a good length, a date of its own."""
    good = (
        0.3 * (draft.clause.aspect != "noun")
        + 0.2 * min(len(draft.parties), 2)
        + 0.2 * (30 <= len(words) <= 95)
        + 0.1 * bool(draft.times)
    )
    poor = 0.4 * (not has_doers) + 0.1 * draft.sentence.caption + 0.3 * draft.echo + 0.2 * (draft.same_as is not None)
    return good - poor


def _shown(mention: ActorMention) -> str:
    """How a party is written in a title: an organ by its own words, a capital or a possessive by the state's name."""
    text, name = mention.text, mention.name
    if mention.type == "person":
        return name
    if mention.why.endswith("not named"):
        return f"a {text}"
    if mention.why.startswith(("body of", "a building")):
        return text
    if mention.type == "organisation" and text.isupper() and len(text) > 5:
        return name
    if mention.type == "organisation":
        return text
    organ = " " in text and text[0].isupper()
    plural = text.endswith("s") and not text.endswith("ss")
    return name if not organ or text == name else text if plural or "’s " in text or "'s " in text else f"the {text}"


def join_names(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def stands(title: str) -> bool:
    """Whether a title stands by itself: two words at least, a subject in front, nobody who is named elsewhere."""
    words = title.split()
    if len(words) < 2:
        return False
    first = words[0].lower()
    plain = {w.strip(",.;:'’").lower() for w in title.partition("“")[0].split()}
    return not (
        first in _no_openers()
        or (
            len(words) <= 3 and words[-1] in ("began", "started", "ended") and words[0].islower()
        )  # "the uprising began"
        or (words[0].isdigit() and words[1][:1].isupper())
        or (words[0].islower() and _is_participle(first))
        or plain & _pointing()
        or title.startswith(("'", "’", "-", "."))
    )


def _is_participle(word: str) -> bool:
    forms = {f.form for f in verb_forms().get(word, ())}
    return "ing" in forms and word not in noun_forms()


@cache
def _no_openers() -> frozenset[str]:
    grammar = read_words("grammar")
    fields = ("prepositions", "conjunctions", "subordinators", "relatives", "auxiliaries", "modals", "pronouns")
    words = {w for field in fields for w in grammar[field]}
    return frozenset(words | {"his", "her", "their", "its", "this", "that", "such", "said", "to"}) - {
        "like",
        "over",
        "about",
    }


@cache
def _pointing() -> frozenset[str]:
    return frozenset(["him", "her", "them", "there", "me", "us", "we", "you", "my", "our", "your", "i", "himself"])
