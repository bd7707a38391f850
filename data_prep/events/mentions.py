"""Every word of an article that tells of something done or happening, with who takes part and the date.

Enters: an article with its sentences, mentions and time expressions. Leaves: `EventMention`s in order of the text: the
drafts of the event table, and beside them the words that are too weak for a row of it (plain "said", plans, what
a noun only names). This is the wide view, for the timeline of one actor; the table's is `report.py`.
Refuses: auxiliaries, what is negated, nouns that only say what kind of thing follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from data_prep.events.clauses import read_noun, read_verb
from data_prep.events.dates import settle_dates
from data_prep.events.drafts import Draft, Line, make_draft
from data_prep.events.find import read_lines
from data_prep.events.kinds import noun_forms, plural_of, stem
from data_prep.events.predicates import Clause
from data_prep.events.tokens import Token
from data_prep.events.told import settle_told
from data_prep.records import ActorMention, Article, Sentence, Span, Timex, When
from data_prep.words import read_words

PARTICLES = ("out", "off", "down", "up", "away", "back")
MODIFIED = ("WORD", "NOUN", "POSS", "TITLE")


@dataclass(frozen=True, slots=True)
class EventMention:
    """One word that tells of an event: where it stands, who takes part, when, and how that is known."""

    sentence: int  # its number in the article
    span: Span
    text: str
    lemma: str
    parties: tuple[tuple[ActorMention, str], ...]  # with their roles
    when: When | None
    basis: str  # one of DATE_BASES
    why: str
    status: str


def find_event_mentions(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[ActorMention], timexes: Sequence[Timex]
) -> list[EventMention]:
    """All event words of one article."""
    drafts: list[Draft] = []
    for line, found in read_lines(article, sentences, mentions, timexes):
        drafts += found
        drafts += _read_rest(line, {at for d in found for at in (d.clause.trigger, d.clause.carrier)})
    drafts.sort(key=lambda d: d.trigger.start)
    _name_again(drafts)
    dates = settle_dates(drafts, article.published)
    settle_told(drafts, dates, article)
    return [_as_mention(article, draft, dates.get(i)) for i, draft in enumerate(drafts)]


def _read_rest(line: Line, taken: set[int | None]) -> list[Draft]:
    """The drafts of the words that no draft of the table tells: nouns first, which the verbs that carry them go with."""
    found: list[Draft] = []
    for tag in ("NOUN", "VERB"):
        for i, token in enumerate(line.tokens):
            if i in taken or (token.tag == "VERB") != (tag == "VERB"):
                continue
            draft = _read_word(line, i)
            if draft is not None:
                found.append(draft)
                taken |= {i, draft.clause.carrier}
    return found


def _name_again(drafts: Sequence[Draft]) -> None:
    """ "the deal": what was told before by the same word, with the parties and the date that it has there."""
    told: dict[str, Draft] = {}
    for draft in drafts:
        word = stem(draft.lemma)
        before = told.get(word)
        if draft.weak and draft.clause.aspect == "noun" and before is not None and _is_definite(draft):
            draft.same_as = before
            draft.parties = draft.parties or before.parties
        if draft.parties:
            told[word] = draft


def _is_definite(draft: Draft) -> bool:
    """Whether its phrase begins with "the" or "this"."""
    begin = draft.clause.verb if draft.clause.verb is not None else draft.clause.trigger
    return draft.tokens[begin].low in ("the", "this", "that", "these", "those")


def _as_mention(article: Article, draft: Draft, when: When | None) -> EventMention:
    start, end = _extent(draft)
    return EventMention(
        sentence=draft.number,
        span=Span(start, end),
        text=article.text[start:end],
        lemma=draft.lemma,
        parties=tuple(row for row in draft.parties if _takes_part(draft, *row)),
        when=when,
        basis=draft.basis if when is not None else "none",
        why=draft.date_why,
        status=draft.status,
    )


def _extent(draft: Draft) -> tuple[int, int]:
    """Where the word stands: a verb with its particle ("rolled out"), of "maiden flight" the noun."""
    token = draft.trigger
    after = draft.tokens[draft.clause.trigger + 1 : draft.clause.trigger + 2]
    if token.tag == "VERB":
        return token.start, after[0].end if after and after[0].low in PARTICLES else token.end
    first, _, rest = token.text.partition(" ")
    return token.start if first.lower() in _happenings() else token.end - len(rest or first), token.end


def _takes_part(draft: Draft, mention: ActorMention, role: str) -> bool:
    """Whether a party does, suffers or shares in it; "Boeing's rival", "Airbus jets" only say whose or what kind."""
    at = next((i for i, t in enumerate(draft.tokens) if t.mention is mention), None)
    if at is None:
        return True
    after = draft.tokens[at + 1] if at + 1 < len(draft.tokens) else None
    if after is None or draft.trigger.tag != "VERB":
        return True
    return after.tag not in MODIFIED and role != "mentioned"


def _read_word(line: Line, i: int) -> Draft | None:
    """The draft of a word that the event table refuses, None where it tells of nothing."""
    token = line.tokens[i]
    if token.tag == "VERB":
        clause = read_verb(line.tokens, i)
        if not clause.subject and clause.aspect in ("infinitive", "gerund"):
            _take_subject(line.tokens, i, clause)
    elif _names_event(line.tokens, i):
        clause = read_noun(line.tokens, i)
        if clause.negated:
            clause = read_noun(line.tokens, i, alone=True)
    else:
        return None
    draft = make_draft(line, clause, token.kind, token.lemma or token.low)
    draft.weak = True
    draft.main = clause.aspect in ("past", "passive") and not token.quoted
    return draft


def _take_subject(tokens: Sequence[Token], i: int, clause: Clause) -> None:
    """ "agreed to buy", "left, taking …": who does it is the subject of the verb before."""
    before = next((k for k in range(i - 1, -1, -1) if tokens[k].tag == "VERB"), None)
    if before is not None:
        lead = read_verb(tokens, before)
        clause.subject, clause.head, clause.subject_span = lead.subject, lead.head, lead.subject_span


def _names_event(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.tag not in ("NOUN", "WORD") or not (token.kind or token.low in _happenings()):
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is None or after.tag not in ("WORD", "NOUN", "NAME") or token.end + 1 != after.start


@cache
def _happenings() -> frozenset[str]:
    nouns = read_words("happenings")["nouns"]
    return frozenset([*nouns, *map(plural_of, nouns), *noun_forms()])
