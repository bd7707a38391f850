"""Sentences -> drafts of reports: which words tell of something that happened, and who, where, when by this sentence.

Enters: an article with its sentences, mentions and time expressions. Leaves: `Draft`s in order of the text; `dates.py`
settles their dates, `report.py` turns them into Reports. Not events, and refused here: opinion, background in the present tense,
hypotheticals, negations, speech without a speaker, event nouns that nothing dates and nobody takes part in.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from data_prep.events.attribute import in_attribution, read_frames
from data_prep.events.clauses import read_noun, read_verb
from data_prep.events.drafts import (
    MAX_PARTIES,
    SCENES,
    Draft,
    Line,
    Memory,
    distinct,
    fill_parties,
    make_draft,
    pair_of_states,
)
from data_prep.events.objects import kind_by_object, object_words
from data_prep.events.parse import read_subjects
from data_prep.events.predicates import Clause
from data_prep.events.refuse import refuse
from data_prep.events.scenes import keep_one_per_telling, only_tells, set_scenes
from data_prep.events.tagging import settle_tags
from data_prep.events.telling import GENERIC, may_tell
from data_prep.events.tokens import Token, cut_sentence
from data_prep.records import ActorMention, Article, Sentence, Timex
from data_prep.words import read_words, word_set

T = TypeVar("T", ActorMention, Timex)
LONGEST = 1500  # characters: what is longer is no sentence, but a list or noise
SETTING = ("at", "during", "after", "following", "before", "since", "in")


def find_drafts(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[ActorMention], timexes: Sequence[Timex]
) -> list[Draft]:
    """All drafts of one article."""
    return [draft for _, found in read_lines(article, sentences, mentions, timexes, may_tell) for draft in found]


def read_lines(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[ActorMention],
    timexes: Sequence[Timex],
    worth: Callable[[Sequence[Token]], bool] = bool,
) -> Iterator[tuple[Line, list[Draft]]]:
    """The sentences of one article as they are read, each with its drafts; only those `worth` it are tagged and parsed."""
    memory = Memory(main_states=pair_of_states(mentions))
    named, timed = [m.start for m in mentions], [t.start for t in timexes]
    for number, sentence in enumerate(sentences):
        if sentence.end - sentence.start > LONGEST:
            continue
        within = _inside(mentions, named, sentence), _inside(timexes, timed, sentence)
        tokens = cut_sentence(article.text, sentence, *within)
        if not tokens:
            continue
        tagged = worth(tokens)
        if tagged:
            settle_tags(tokens)
            read_subjects(tokens)
        frames = read_frames(tokens, memory.open_speaker)
        line = Line(article.text, sentence, number, tokens, frames, memory)
        found = _read_sentence(line) if tagged else []
        yield line, found
        memory.after(tokens, frames, found)


def _inside(spans: Sequence[T], starts: Sequence[int], sentence: Sentence) -> list[T]:
    """Those of sorted spans that lie in a sentence."""
    return [
        s
        for s in spans[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if s.end <= sentence.end
    ]


def _read_sentence(line: Line) -> list[Draft]:
    tokens, frames = line.tokens, line.frames
    consumed: set[int] = set()
    drafts: list[Draft] = []
    for i, token in enumerate(tokens):
        if token.tag == "NOUN" and not in_attribution(frames, i):
            draft = _from_noun(line, i)
        elif (
            token.low in GENERIC
            and i
            and tokens[i - 1].low in ("the", "this")
            and i > 1
            and tokens[i - 2].low in SETTING
        ):
            clause = Clause(i, "noun", verb=i, subject_span=(i - 1, i))
            draft = make_draft(line, clause, kind="", lemma="event")
            draft.definite = draft.echo = True
        else:
            continue
        if draft is not None:
            drafts.append(draft)
            if draft.clause.carrier is not None:
                consumed.add(draft.clause.carrier)
    for i, token in enumerate(tokens):
        if token.tag == "VERB" and token.kind and i not in consumed:
            draft = _from_verb(line, i)
            if draft is not None:
                drafts.append(draft)
    drafts.sort(key=lambda d: d.clause.trigger)
    drafts = [d for d in drafts if not only_tells(d, drafts, frames)]
    set_scenes(drafts)
    return keep_one_per_telling(drafts)


def _from_verb(line: Line, i: int) -> Draft | None:
    """The draft of a verb, None where it tells of nothing that happened."""
    tokens, sentence, token = line.tokens, line.sentence, line.tokens[i]
    clause = _told_clause(tokens, i, sentence.caption)
    if clause is None:
        return None
    bare = not clause.parties and clause.object_head is None
    kind = read_words("grammar")["without_object"].get(token.lemma, token.kind) if bare else token.kind
    kind = kind_by_object(token.lemma, kind, object_words(tokens, clause))
    if not kind:
        return None
    if token.lemma in word_set("grammar", "striking") and any(t.kind == "disaster" for t in tokens[i : clause.end]):
        kind = "disaster"  # "was struck by an earthquake"
    draft = make_draft(line, clause, kind, token.lemma)
    if token.lemma == "mark":
        draft.also = "anniversary"  # what is marked may be named so further on
    draft.background = _opens_with(tokens, clause, ("as", "while", "when", "after", "before", "since"))
    draft.main = clause.aspect in ("past", "passive") and not (sentence.caption or token.quoted or draft.background)
    if sentence.caption and not draft.places:
        draft.places = [t.mention for t in tokens if t.mention is not None and t.mention.type == "place"]
    if token.kind in SCENES and clause.passive and _opens_with(tokens, clause, ("as", "while", "when")):
        begin = clause.subject_span[0] if clause.subject_span else i
        there = [t.mention for t in tokens[:begin] if t.mention is not None and t.mention.type == "person"]
        draft.parties = distinct([*draft.parties, *((m, "with") for m in there)])[:MAX_PARTIES]
        draft.echo = not draft.parties  # "X watched as it was unveiled": X is there
        return draft
    if refuse(draft) is not None:
        return None
    if clause.aspect == "participle" and not any(role == "agent" for _, role in draft.parties):
        fill_parties(draft, line.frames)
    return draft


def _told_clause(tokens: list[Token], i: int, caption: bool) -> Clause | None:
    """A verb's clause, if its form can tell of something: past, perfect, planned; the present in captions and for "says"."""
    token, clause = tokens[i], read_verb(tokens, i)
    if clause.negated or clause.aspect in ("gerund", "hypothetical"):
        return None
    if clause.aspect == "infinitive":
        governor = next((t for t in reversed(tokens[: clause.verb]) if t.tag not in ("TO", "ADV")), None)
        if (
            governor is None
            or governor.tag != "VERB"
            or governor.lemma not in word_set("grammar", "planning")
            or governor.kind
        ):
            return None
        clause = _with_subject_of(tokens, tokens.index(governor), clause)
    if clause.aspect == "infinitive" or token.kind == "plan":
        clause.aspect = "planned"
    says = token.form == "s" and token.lemma in word_set("grammar", "speech")
    if (clause.aspect == "present" and not (caption or says)) or (
        clause.subject_span is None and clause.aspect != "participle"
    ):
        return None
    return clause


def _opens_with(tokens: Sequence[Token], clause: Clause, words: tuple[str, ...]) -> bool:
    begin = clause.subject_span[0] if clause.subject_span else clause.verb or 0
    return begin > 0 and tokens[begin - 1].low in words and tokens[begin - 1].tag == "SUB"


def _from_noun(line: Line, i: int) -> Draft | None:
    """The draft of an event noun, None where nothing dates it and nobody takes part."""
    tokens, sentence, token = line.tokens, line.sentence, line.tokens[i]
    if (
        i + 1 < len(tokens)
        and tokens[i + 1].tag in ("WORD", "NOUN", "NAME", "TITLE")
        and token.end + 1 == tokens[i + 1].start
    ):
        return None  # "war powers", "election campaign": it only says what kind of thing follows
    clause = read_noun(tokens, i)
    carried = clause.aspect != "noun"
    if clause.aspect == "hypothetical":
        return None
    if carried and (
        clause.negated
        or clause.aspect in ("gerund", "infinitive", "participle")
        or (clause.aspect == "present" and not sentence.caption)
    ):
        clause = read_noun(tokens, i, alone=True)
        carried = False
    draft = make_draft(line, clause, token.kind, token.lemma)
    start = min(clause.subject_span[0] if clause.subject_span and not carried else i, i)
    before = tokens[start - 1].low if start else ""
    determiner = next((t.low for t in reversed(tokens[max(0, i - 4) : i]) if t.tag == "DET"), "")
    draft.definite = determiner in ("the", "this", "that", "these", "those")
    draft.owns_time = bool(draft.times)
    lead = next((t for t in reversed(tokens[:start]) if t.tag not in ("ADV", "DET", "ADJ")), None)
    if not carried and lead is not None and lead.tag == "VERB" and lead.lemma in word_set("grammar", "undoing"):
        return None
    if carried:
        draft.main = clause.aspect in ("past", "passive", "perfect") and not sentence.caption and not token.quoted
        return draft if draft.parties or draft.times else None
    scenic = token.kind in SCENES and (
        before in SETTING or i == 0 or determiner == "the" or (tokens[i + 1 : i + 2] and tokens[i + 1].text == ",")
    )
    _add_doer(draft, tokens, i)
    people = [m for m, role in draft.parties if role in ("agent", "with", "patient", "recipient")]
    dated_by_word = any(t.tag == "TIME" and t.timex in draft.times for t in tokens[max(0, i - 2) : i])
    told = draft.owns_time and (people or draft.places or dated_by_word)
    between = (
        any(role == "agent" for _, role in draft.parties) and len(people) >= 2 and bool(draft.times or draft.places)
    )
    if not (told or between):
        if not scenic:
            return None
        draft.echo = not (draft.places or clause.object_head) or before not in ("at", "during", "in")
    if before in ("before", "for", "without") and not draft.owns_time:
        return None
    fill_parties(draft, line.frames, "with" if scenic and before in ("at", "during") else "mentioned")
    return draft


def _add_doer(draft: Draft, tokens: Sequence[Token], n: int) -> None:
    """ "a meeting with Y": the other party is whom the sentence named last before it."""
    roles = {role for _, role in draft.parties}
    if "with" not in roles or "agent" in roles:
        return
    before = next(
        (
            t.mention
            for t in reversed(tokens[:n])
            if t.tag == "NAME" and t.mention is not None and t.mention.type in ("person", "state")
        ),
        None,
    )
    if before is not None:
        draft.parties = distinct([(before, "agent"), *draft.parties])


def _with_subject_of(tokens: list[Token], governor: int, clause: Clause) -> Clause:
    lead = read_verb(tokens, governor)
    clause.subject, clause.head, clause.subject_span, clause.verb = (
        lead.subject,
        lead.head,
        lead.subject_span,
        lead.verb,
    )
    return clause
