"""Every word of an article that tells of something done or happening, with who takes part and the date.

Enters: an article with its sentences, mentions and time expressions. Leaves: `EventMention`s in order of the text: the
drafts of the event table, and beside them the words that are too weak for a row of it (plain "said", plans, what
a noun only names). This is the wide view, for the timeline of one actor; the table's is `report.py`.
Refuses: auxiliaries, what is negated, nouns that only say what kind of thing follows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from data_prep.events.clauses import read_noun, read_verb
from data_prep.events.dates import settle_dates
from data_prep.events.drafts import Draft, Line, distinct, make_draft
from data_prep.events.find import read_lines
from data_prep.events.kinds import noun_forms, plural_of, stem
from data_prep.events.predicates import Clause
from data_prep.events.subjects import is_party, phrase_start
from data_prep.events.tokens import Token
from data_prep.events.told import settle_told
from data_prep.records import ActorMention, Article, Sentence, Span, Timex, When
from data_prep.words import read_words, word_set

PERSONAL = ("he", "she", "it", "they", "we", "i")
PRONOUNS = (None, "it", "they", "this", "that", "which")
ATTACHED = ("of", "from", "for", "over", "on", "about", "into", "between", "in")  # prepositions that bind to a noun
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
        drafts += _read_rest(line, {at for d in found for at in _told_by(d)})
    drafts.sort(key=lambda d: d.trigger.start)
    _resolve_pronouns(drafts, houses_of(mentions))
    _name_again(drafts)
    dates = settle_dates(drafts, article.published, lead=None)
    settle_told(drafts, dates, article)
    return [_as_mention(article, draft, dates.get(i)) for i, draft in enumerate(drafts)]


def _told_by(draft: Draft) -> set[int]:
    """The words that are told with a draft: its own, and a verb that only carries it ("made a flight", not "won an order")."""
    carrier = draft.clause.carrier
    light = carrier is not None and draft.tokens[carrier].lemma in word_set("grammar", "lightest")
    return {draft.clause.trigger, carrier} if light and carrier is not None else {draft.clause.trigger}


def _read_rest(line: Line, taken: set[int]) -> list[Draft]:
    """The drafts of the words that no draft of the table tells: nouns first, which the verbs that carry them go with."""
    found: list[Draft] = []
    for tag in ("NOUN", "VERB"):
        for i, token in enumerate(line.tokens):
            if i in taken or (token.tag == "VERB") != (tag == "VERB"):
                continue
            draft = _read_word(line, i)
            if draft is not None:
                found.append(draft)
                taken |= _told_by(draft)
    return found


def houses_of(mentions: Sequence[ActorMention]) -> dict[str, ActorMention]:
    """Person -> the body that the title beside the name says: "Tern Air CEO Marit Vik"; else the body named before."""
    houses: dict[str, ActorMention] = {}
    last: ActorMention | None = None
    for m in mentions:
        if m.type == "organisation":
            last = m
        elif m.type == "person" and m.title is not None:
            inside = (
                b for b in mentions if b.type == "organisation" and m.title.start <= b.start and b.end <= m.title.end
            )
            house = next(inside, last)
            if house is not None:
                houses.setdefault(m.name, house)
    return houses


def _resolve_pronouns(drafts: Sequence[Draft], houses: Mapping[str, ActorMention]) -> None:
    """ "it", "they": the body or thing that was the subject last, in this sentence or the one before.

    In a quotation "I" is who speaks, and "we" the body that the speaker stands for.
    """
    focus: tuple[int, ActorMention] | None = None
    for draft in drafts:
        clause = draft.clause
        role = "patient" if clause.passive else "agent"
        subject = next((m for m, r in draft.parties if r == role), None)
        if subject is None and clause.head in ("it", "they") and focus is not None and draft.number - focus[0] <= 1:
            subject = focus[1]
            draft.parties = distinct([(subject, role), *draft.parties])
        elif subject is None and draft.speaker is not None and draft.trigger.quoted and clause.head in ("i", "we"):
            speaks = draft.speaker if clause.head == "i" else houses.get(draft.speaker.name)
            draft.parties = distinct([*([(speaks, role)] if speaks is not None else []), *draft.parties])
        if draft.trigger.tag == "VERB" and clause.aspect not in ("noun", "participle", "gerund", "infinitive"):
            named = subject is not None and subject.type != "person"
            if subject is not None or clause.head not in PRONOUNS:
                focus = (draft.number, subject) if named and subject is not None else None


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
    """Whether a party does, suffers or shares in it; "Tern's rival", "Tern engines" only say whose or what kind."""
    at = next((i for i, t in enumerate(draft.tokens) if t.mention is mention), None)
    if at is None:
        return True
    after = draft.tokens[at + 1] if at + 1 < len(draft.tokens) else None
    if draft.trigger.tag != "VERB":
        return True
    if (after is not None and after.tag in MODIFIED) or role == "mentioned":
        return False
    return draft.tokens[at] in draft.clause.subject or not _hangs_on_noun(draft, at)


def _hangs_on_noun(draft: Draft, at: int) -> bool:
    """ "justified his choice of X", "won an order from X": X belongs to the noun before the preposition."""
    tokens = draft.tokens
    k = at - 1
    while k > 0 and tokens[k].tag in ("DET", "ADJ", "WORD", "NOUN", "TITLE", "NAME", "POSS"):
        k -= 1
    return (
        k > 0 and tokens[k].low in ATTACHED and tokens[k - 1].tag in ("WORD", "NOUN") and k - 1 > draft.clause.trigger
    )


def _read_word(line: Line, i: int) -> Draft | None:
    """The draft of a word that the event table refuses, None where it tells of nothing."""
    token = line.tokens[i]
    if token.tag == "VERB":
        clause = read_verb(line.tokens, i)
        if not clause.subject and (clause.aspect in ("infinitive", "gerund") or _shares_subject(line.tokens, clause)):
            _take_subject(line.tokens, i, clause)
    elif _names_event(line.tokens, i):
        clause = read_noun(line.tokens, i)
        if clause.negated:
            clause = read_noun(line.tokens, i, alone=True)
    else:
        return None
    if clause.aspect == "hypothetical" and not clause.times:
        return None  # "can fly", "might sell": nothing that happens
    draft = make_draft(line, clause, token.kind, token.lemma or token.low)
    if token.tag != "VERB":
        draft.parties = distinct([*draft.parties, *_owners(line, clause)])
    draft.weak = True
    draft.main = clause.aspect in ("past", "passive") and not token.quoted
    return draft


def _owners(line: Line, clause: Clause) -> list[tuple[ActorMention, str]]:
    """Whose an event noun is by what stands before it: "Tern Air test flight", "his decision"."""
    tokens, n = line.tokens, clause.trigger
    begin = phrase_start(tokens, n)
    owners = [t.mention for t in tokens[begin:n] if is_party(t) and t.mention is not None]
    if tokens[begin].low in ("his", "her"):
        before = [t.mention for t in tokens[:begin] if t.mention is not None and t.mention.type == "person"]
        owners += before[-1:] or ([line.memory.person] if line.memory.person is not None else [])
    return [(m, "owner") for m in owners]


def _shares_subject(tokens: Sequence[Token], clause: Clause) -> bool:
    """ "…, but dismissed it": a verb behind a conjunction without a subject of its own."""
    first = clause.verb if clause.verb is not None else clause.trigger
    return clause.subject_span is None and first > 0 and tokens[first - 1].tag == "CONJ"


def _take_subject(tokens: Sequence[Token], i: int, clause: Clause) -> None:
    """ "agreed to buy", "left, taking …": who does it is the subject of the verb before; "Citing …, X left": of the next."""
    before = [k for k in range(i - 1, -1, -1) if tokens[k].tag == "VERB"]
    behind = [k for k in range(i + 1, len(tokens)) if tokens[k].tag == "VERB" and tokens[k].form in ("past", "s")]
    for k in [*before, *behind[:1]]:
        lead = read_verb(tokens, k)
        if lead.subject or lead.head in PERSONAL:
            clause.subject, clause.head, clause.subject_span = lead.subject, lead.head, lead.subject_span
            return


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
