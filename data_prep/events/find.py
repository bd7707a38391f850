"""Sentences -> drafts of reports: which words tell of something that happened, and who, where, when by this sentence.

Enters: an article with its sentences, mentions and time expressions. Leaves: `Draft`s in order of the text; `dates.py`
settles their dates, `report.py` turns them into Reports. Not events, and refused here: opinion, background in the present tense,
hypotheticals, negations, speech without a speaker, event nouns that nothing dates and nobody takes part in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from data_prep.actors.lexicon import known_names
from data_prep.events.attribute import Frame, decide_status, find_speaker, find_speech, in_attribution, read_frames
from data_prep.events.clauses import Clause, read_noun, read_verb
from data_prep.events.tokens import Token, tag_sentence
from data_prep.records import ActorMention, Article, Sentence, Timex
from data_prep.words import read_words

SCENES = (
    "consult",
    "ceremony",
    "travel",
    "election",
    "disaster",
)  # kinds whose noun sets a scene: "at a ceremony", "during the talks"
GENERIC = ("event", "occasion", "gathering")  # "at the event": whatever was told last
SETTING = ("at", "during", "after", "following", "before", "since", "in")
MAX_PARTIES = 6


@dataclass(slots=True)
class Draft:
    """What one trigger tells, before dates are settled. `same_as` and `scene` point to other drafts of the article."""

    sentence: Sentence
    number: int  # of the sentence in the article
    tokens: Sequence[Token]
    clause: Clause
    kind: str
    lemma: str
    parties: list[tuple[ActorMention, str]]
    places: list[ActorMention]
    times: list[Timex]
    status: str
    speaker: ActorMention | None
    speech: str | None
    definite: bool = False
    echo: bool = False  # names an event without telling of it: kept only to pass on dates and parties
    main: bool = False  # a finite verb of the narrative: it may set the thread of time
    owns_time: bool = False
    background: bool = False  # its clause is subordinate: "after X resigned"
    scene: "Draft | None" = None
    same_as: "Draft | None" = None
    timex: Timex | None = None
    basis: str = "none"
    date_why: str = ""
    _extra: dict[str, str] = field(default_factory=dict)

    @property
    def trigger(self) -> Token:
        """The word that tells of it."""
        return self.tokens[self.clause.trigger]


def find_drafts(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[ActorMention], timexes: Sequence[Timex]
) -> list[Draft]:
    """All drafts of one article."""
    drafts: list[Draft] = []
    memory = _Memory(main_states=_pair_of_states(mentions))
    for number, sentence in enumerate(sentences):
        inside = [m for m in mentions if sentence.start <= m.start and m.end <= sentence.end]
        tokens = tag_sentence(
            article.text, sentence, inside, [t for t in timexes if sentence.start <= t.start and t.end <= sentence.end]
        )
        if not tokens or len(tokens) > 120:
            continue
        frames = read_frames(tokens, memory.open_speaker)
        found = _read_sentence(article.text, sentence, number, tokens, frames, memory)
        drafts += found
        memory.after(tokens, frames, found)
    return drafts


@dataclass(slots=True)
class _Memory:
    """What a reader has in mind between two sentences: the last person who did something, who is being quoted."""

    main_states: tuple[ActorMention, ...]
    person: ActorMention | None = None
    open_speaker: ActorMention | None = None

    def after(self, tokens: Sequence[Token], frames: Sequence[Frame], drafts: Sequence[Draft]) -> None:
        first = next((v for v, t in enumerate(tokens) if t.tag == "VERB" and t.form in ("past", "s")), None)
        lead = read_verb(tokens, first).subject if first is not None else []
        people = [t.mention for t in tokens if t.tag == "NAME" and t.mention is not None and t.mention.type == "person"]
        subjects = [m for d in drafts for m, role in d.parties if role == "agent" and m.type == "person"]
        speakers = [f.speaker for f in frames if f.speaker is not None and f.speaker.type == "person"]
        names = {m.name for m in people}
        leading = [t.mention for t in lead if t.mention is not None and t.mention.type == "person"]
        chosen = (
            (leading if len(leading) == 1 else [])
            or speakers[-1:]
            or subjects[:1]
            or (people[:1] if len(names) == 1 else [])
        )
        if chosen:
            self.person = chosen[0]
        elif len(names) > 1:
            self.person = None
        self.open_speaker = (
            speakers[-1]
            if speakers and any(t.quoted for t in tokens)
            else self.open_speaker
            if frames and not speakers
            else None
        )


def _pair_of_states(mentions: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """The two states an article is about, where two stand out: "both countries" means them."""
    counts: dict[str, list[ActorMention]] = {}
    for m in mentions:
        if m.type == "state":
            counts.setdefault(m.name, []).append(m)
    ranked = sorted(counts.values(), key=len, reverse=True)
    if len(ranked) == 2 or (len(ranked) > 2 and len(ranked[1]) >= 2 * len(ranked[2])):
        return ranked[0][0], ranked[1][0]
    return ()


def _read_sentence(
    text: str, sentence: Sentence, number: int, tokens: list[Token], frames: list[Frame], memory: _Memory
) -> list[Draft]:
    consumed: set[int] = set()
    drafts: list[Draft] = []
    for i, token in enumerate(tokens):
        if token.tag == "NOUN" and not in_attribution(frames, i):
            draft = _from_noun(text, sentence, number, tokens, i, frames, memory)
        elif (
            token.low in GENERIC
            and i
            and tokens[i - 1].low in ("the", "this")
            and i > 1
            and tokens[i - 2].low in SETTING
        ):
            clause = Clause(i, "noun", verb=i, subject_span=(i - 1, i))
            draft = _draft(text, sentence, number, tokens, clause, frames, memory, kind="", lemma="event")
            draft.definite = draft.echo = True
        else:
            continue
        if draft is not None:
            drafts.append(draft)
            if draft.clause.aspect != "noun" and draft.clause.verb is not None:
                consumed.update(range(draft.clause.verb, i))
    for i, token in enumerate(tokens):
        if token.tag == "VERB" and token.kind and i not in consumed:
            draft = _from_verb(text, sentence, number, tokens, i, frames, memory)
            if draft is not None:
                drafts.append(draft)
    drafts.sort(key=lambda d: d.clause.trigger)
    drafts = [d for d in drafts if not _only_tells(d, drafts, frames)]
    _set_scenes(drafts)
    return _one_per_telling(drafts)


# --------------------------------------------------------------------------------------------------- from words


def _from_verb(
    text: str, sentence: Sentence, number: int, tokens: list[Token], i: int, frames: list[Frame], memory: _Memory
) -> Draft | None:
    token, grammar = tokens[i], read_words("grammar")
    clause = read_verb(tokens, i)
    if clause.negated or clause.aspect in ("gerund", "hypothetical"):
        return None
    if clause.aspect == "infinitive":
        governor = next((t for t in reversed(tokens[: clause.verb]) if t.tag not in ("TO", "ADV")), None)
        if governor is None or governor.tag != "VERB" or governor.lemma not in grammar["planning"] or governor.kind:
            return None
        clause = _with_subject_of(tokens, tokens.index(governor), clause)
        clause.aspect = "planned"
    if token.kind == "plan":
        clause.aspect = "planned"
    speaks = token.lemma.split()[0] in grammar["speech"]
    if clause.aspect == "present" and not (sentence.caption or (speaks and token.form == "s")):
        return None
    if clause.subject_span is None and clause.aspect != "participle":
        return None
    draft = _draft(text, sentence, number, tokens, clause, frames, memory, token.kind, token.lemma)
    doers = [m for m, role in draft.parties if role == "agent"]
    if clause.head in _opinion() and not doers:
        return None
    if clause.aspect == "participle" and not draft.times:
        return None
    if clause.aspect == "participle" and token.kind == "statement" and doers:
        return None  # "the views expressed by X": no telling of its own
    if clause.aspect == "participle" and (
        sentence.caption or (not (doers and token.kind != "statement") and not draft.times)
    ):
        return None
    if clause.relative in ("who", "which", "that") and not draft.times:
        return None  # background: whom or what the sentence speaks of
    if clause.aspect == "participle" and not doers:
        _fill_parties(draft, frames)
    media = _outlets()
    if token.kind == "plan" and not doers:
        return None
    if (token.kind in ("statement", "plan") or speaks) and clause.aspect != "participle":
        if not any(m.name not in media for m in doers):
            return None
        quoted = any(t.quoted for t in tokens)
        covered = [f for f in frames if f.verb == i]
        if token.lemma in grammar["weak_speech"] and not (quoted or draft.times) and token.lemma != "suggest":
            return None
        if token.lemma in ("say", "tell", "add") and covered and not quoted and not draft.times:
            return None
    accompanies = _opens_with(tokens, clause, ("as", "while", "when"))
    draft.background = accompanies or _opens_with(tokens, clause, ("after", "before", "since"))
    if accompanies and token.kind in SCENES and clause.passive:
        draft.echo = not draft.parties  # until a scene's doer is found for it
        return draft
    if (
        not draft.parties
        and not (draft.places and clause.passive)
        and not (draft.times and (draft.places or clause.object_head))
    ):
        return None
    if not doers and not clause.passive and clause.head in (None, "it", "this", "that", "which"):
        return None
    draft.main = (
        clause.aspect in ("past", "passive") and not sentence.caption and not token.quoted and not draft.background
    )
    if sentence.caption and not draft.places:
        draft.places = [t.mention for t in tokens if t.mention is not None and t.mention.type == "place"]
    return draft


def _opens_with(tokens: Sequence[Token], clause: Clause, words: tuple[str, ...]) -> bool:
    begin = clause.subject_span[0] if clause.subject_span else clause.verb or 0
    return begin > 0 and tokens[begin - 1].low in words and tokens[begin - 1].tag == "SUB"


def _from_noun(
    text: str, sentence: Sentence, number: int, tokens: list[Token], i: int, frames: list[Frame], memory: _Memory
) -> Draft | None:
    token = tokens[i]
    if i + 1 < len(tokens) and tokens[i + 1].tag in ("WORD", "NOUN", "NAME", "TITLE") and token.end + 1 == tokens[i + 1].start:
        return None  # "war powers", "election campaign": it only says what kind of thing follows
    clause = read_noun(tokens, i)
    carried = clause.aspect != "noun"
    if carried and (
        clause.negated
        or clause.aspect in ("hypothetical", "gerund", "infinitive", "participle")
        or (clause.aspect == "present" and not sentence.caption)
    ):
        clause = _bare(tokens, i)
        carried = False
    draft = _draft(text, sentence, number, tokens, clause, frames, memory, token.kind, token.lemma)
    start = min(clause.subject_span[0] if clause.subject_span and not carried else i, i)
    before = tokens[start - 1].low if start else ""
    determiner = next((t.low for t in reversed(tokens[max(0, i - 4) : i]) if t.tag == "DET"), "")
    draft.definite = determiner in ("the", "this", "that", "these", "those")
    draft.owns_time = bool(draft.times)
    if carried:
        draft.main = clause.aspect in ("past", "passive", "perfect") and not sentence.caption and not token.quoted
        return draft if draft.parties else None
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
    _fill_parties(draft, frames, "with" if scenic and before in ("at", "during") else "mentioned")
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
        draft.parties = _distinct([(before, "agent"), *draft.parties])


def _bare(tokens: list[Token], i: int) -> Clause:
    """An event noun read without the verb before it."""
    saved, tokens[i].tag = tokens[i].tag, "NOUN"
    index = next((k for k in range(i - 1, -1, -1) if tokens[k].tag == "VERB"), None)
    verb = tokens[index] if index is not None else None
    if verb is not None:
        verb.tag = "VERB "
    clause = read_noun(tokens, i)
    if verb is not None:
        verb.tag = "VERB"
    tokens[i].tag = saved
    return clause


def _with_subject_of(tokens: list[Token], governor: int, clause: Clause) -> Clause:
    lead = read_verb(tokens, governor)
    clause.subject, clause.head, clause.subject_span, clause.verb = (
        lead.subject,
        lead.head,
        lead.subject_span,
        lead.verb,
    )
    return clause


def _draft(
    text: str,
    sentence: Sentence,
    number: int,
    tokens: list[Token],
    clause: Clause,
    frames: list[Frame],
    memory: _Memory,
    kind: str,
    lemma: str,
) -> Draft:
    servant = clause.head is not None and clause.head.rstrip("s") in read_words("people")["title_heads"]  # "X's aide"
    parties = [(t.mention, "owner" if servant and t.mention.type == "person" else "agent") for t in clause.subject if t.mention is not None]
    if (
        not parties
        and clause.head in read_words("grammar")["person_pronouns"]
        and (meant := _meant(tokens, clause, memory)) is not None
    ):
        parties = [(meant, "patient" if clause.passive else "agent")]
    if not parties and clause.subject_span and clause.head:
        parties = [(m, "agent") for m in _pair_meant(tokens[clause.subject_span[0] : clause.subject_span[1]], memory)]
    if clause.subject_span:
        hosts = [
            t.mention
            for t in tokens[clause.subject_span[0] : clause.subject_span[1]]
            if t.mention is not None and t.mention.why == "host of an embassy or envoy"
        ]
        parties += [(m, "with") for m in hosts]
    parties += [(t.mention, role) for t, role in clause.parties if t.mention is not None]
    parties = _distinct([(m, r) for m, r in parties if m.type not in ("place", "modifier")])
    media = _outlets()
    parties = [(m, r) for m, r in parties if m.name not in media]
    frame = find_speaker(frames, clause.trigger)
    draft = Draft(
        sentence=sentence, number=number, tokens=tokens, clause=clause, kind=kind, lemma=lemma, parties=parties[:MAX_PARTIES],
        places=[t.mention for t in clause.places if t.mention is not None],
        times=_times_of(tokens, clause, frames), status="reported",
        speaker=frame.speaker if frame is not None else None,
        speech=find_speech(tokens, text) if any(t.quoted for t in tokens) else None,
    )  # fmt: skip
    _settle_status(draft, frame)
    return draft


def _meant(tokens: Sequence[Token], clause: Clause, memory: "_Memory") -> ActorMention | None:
    """Whom "he" means: the one person named before in the sentence, behind "which" the nearest; else who acted last."""
    begin = clause.subject_span[0] if clause.subject_span else clause.trigger
    around = [t for t in tokens[:begin] if t.tag == "NAME" and t.quoted == tokens[begin].quoted]
    before = [t.mention for t in around if t.mention is not None and t.mention.type == "person"]
    if not before:
        return memory.person
    behind_which = begin > 0 and tokens[begin - 1].tag == "REL"
    return before[-1] if behind_which or len({m.name for m in before}) == 1 else None


def _pair_meant(tokens: Sequence[Token], memory: _Memory) -> tuple[ActorMention, ...]:
    """ "the two countries", "both governments": the two states the article is about."""
    lows = [t.low for t in tokens]
    pairs = read_words("grammar")["pair_nouns"]
    plural = any(w.rstrip("s") in pairs or w.removesuffix("ies") + "y" in pairs for w in lows if w.endswith("s"))
    return memory.main_states if plural and ("two" in lows or "both" in lows) else ()


def _fill_parties(draft: Draft, frames: Sequence[Frame], role: str = "mentioned") -> None:
    """What names nobody takes the parties of its sentence, as mentioned beside it; who tells it is none of them."""
    if any(role != "owner" for _, role in draft.parties):
        return
    frame = find_speaker(frames, draft.clause.trigger)
    teller = frame.speaker.name if frame is not None and frame.speaker is not None else None
    around = [
        t.mention
        for t in draft.tokens
        if t.mention is not None
        and t.mention.type not in ("place", "modifier")
        and t.mention.name not in _outlets()
        and t.mention.name != teller
    ]
    draft.parties = _distinct([*draft.parties, *((m, role if m.type == "person" else "mentioned") for m in around)])[:4]
    _settle_status(draft, frame)


def _settle_status(draft: Draft, frame: Frame | None) -> None:
    """Who vouches for it; who claims it is one of its parties, as speaker."""
    is_statement = frame is not None and frame.verb == draft.clause.trigger
    media = _outlets()
    draft.status = decide_status(
        frame, draft.clause.aspect, media, [m for m, r in draft.parties if r != "owner"], is_statement
    )
    if (
        draft.status in ("claimed", "denied")
        and frame is not None
        and frame.speaker is not None
        and frame.speaker.name not in media
    ):
        draft.parties = _distinct([*draft.parties, (frame.speaker, "speaker")])


def _distinct(parties: list[tuple[ActorMention, str]]) -> list[tuple[ActorMention, str]]:
    seen: dict[str, tuple[ActorMention, str]] = {}
    for mention, role in parties:
        if mention.name not in seen or (
            seen[mention.name][1] in ("owner", "mentioned") and role not in ("owner", "mentioned")
        ):
            seen[mention.name] = (mention, role)
    return list(seen.values())


def _times_of(tokens: Sequence[Token], clause: Clause, frames: Sequence[Frame]) -> list[Timex]:
    """The dates that govern a clause: inside it, or in front of its subject ("On November 29, X held talks")."""
    inside = [t for t in clause.times if not in_attribution(frames, _index(tokens, t))]
    begin = clause.subject_span[0] if clause.subject_span else clause.verb or 0
    i = begin - 1
    while i >= 0 and (tokens[i].tag in ("PREP", "TIME", "DET", "ADV") or tokens[i].text == ","):
        if tokens[i].tag == "TIME" and not in_attribution(frames, i):
            inside.append(tokens[i])
        i -= 1
    distance = sorted(inside, key=lambda t: abs(t.start - tokens[clause.trigger].start))
    owned = {
        id(t) for i, t in enumerate(tokens) if t.tag == "TIME" and i + 1 < len(tokens) and tokens[i + 1].tag == "POSS"
    }  # "this month's president"
    return [t.timex for t in distance if t.timex is not None and id(t) not in owned]


def _index(tokens: Sequence[Token], token: Token) -> int:
    return next(i for i, t in enumerate(tokens) if t is token)


# ----------------------------------------------------------------------------------------- within the sentence


def _set_scenes(drafts: list[Draft]) -> None:
    """ "said at the ceremony": what is done there has the ceremony for its scene, and its doer takes part in it."""
    for draft in drafts:
        if draft.clause.aspect == "noun":
            continue
        lo = draft.clause.verb or draft.clause.trigger
        for scene in drafts:
            start = scene.clause.subject_span[0] if scene.clause.subject_span else scene.clause.trigger
            told = scene.clause.aspect == "passive" and scene.background and scene.kind in SCENES
            if (
                scene is draft
                or not (told or scene.clause.aspect == "noun")
                or (scene.kind not in SCENES and scene.lemma != "event")
                or (scene.owns_time and draft.times and scene.times[0] is not draft.times[0])
            ):
                continue
            word = draft.tokens[start - 1].low if start else ""
            near = lo < start <= draft.clause.end + 1 or (
                start < lo and not any(t.text in ";.:" for t in draft.tokens[start:lo])
            )
            aside = (
                draft.clause.relative == "with" and scene.definite and start <= 1
            )  # "The ceremony …, with X presenting"
            placed = (
                aside
                or told
                or word in ("at", "during")
                or (word == "in" and draft.tokens[start].low in ("the", "that", "this"))
            )
            if placed and near:
                draft.scene = scene
                if scene.lemma != "event":
                    scene.parties = _distinct(
                        [(m, r) for m, r in scene.parties if r != "mentioned"]
                        + [(m, "with") for m, r in draft.parties if r == "agent"]
                    )[:MAX_PARTIES]
                    scene.echo = scene.echo and not scene.parties
                    scene.times = scene.times or draft.times
                break


def _one_per_telling(drafts: list[Draft]) -> list[Draft]:
    """Two words of one kind in one clause tell of one event ("a ceremony where a statue was unveiled")."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((k for k in kept if _tells_the_same(k, draft)), None)
        if twin is None:
            kept.append(draft)
            continue
        finite, other = (
            (draft, twin) if draft.clause.aspect != "noun" and twin.clause.aspect == "noun" else (twin, draft)
        )
        finite.parties = _distinct(finite.parties + other.parties)[:MAX_PARTIES]
        finite.places = finite.places + [p for p in other.places if p.name not in {q.name for q in finite.places}]
        finite.times = finite.times or other.times
        finite.definite = finite.definite or other.definite
        finite.echo = finite.echo and other.echo
        finite.main = finite.main or other.main
        finite._extra.setdefault("also", other.lemma)
        if other.scene is not None and other.scene is not finite:
            finite.scene = finite.scene or other.scene
        kept[kept.index(twin)] = finite
        for k in drafts:
            if k.scene is other:
                k.scene = finite
    return kept


def _only_tells(draft: Draft, drafts: Sequence[Draft], frames: Sequence[Frame]) -> bool:
    """Whether a plain "said" only brings in an event that is told inside it: then it is that event's attribution."""
    if draft.lemma not in read_words("grammar")["weak_speech"] or draft.trigger.tag != "VERB":
        return False
    mine = [f for f in frames if f.verb == draft.clause.trigger]
    return any(
        f.covers[0] <= d.clause.trigger < f.covers[1] and not d.echo for f in mine for d in drafts if d is not draft
    )


def _tells_the_same(one: Draft, other: Draft) -> bool:
    if one.kind != other.kind or one.kind not in SCENES or one.status != other.status:
        return False
    if one.times and other.times:
        return one.times[0] is other.times[0]
    adjacent = abs(one.clause.trigger - other.clause.trigger) == 1
    return (
        adjacent
        or not (one.times or other.times)
        or "where" in (one.clause.relative, other.clause.relative)
        or "when" in (one.clause.relative, other.clause.relative)
    )


@cache
def _opinion() -> frozenset[str]:
    words = read_words("grammar")["opinion_subjects"]
    return frozenset([*words, *(w + "s" for w in words)])


@cache
def _outlets() -> frozenset[str]:
    return frozenset(k.name for k in known_names().values() if k.form == "media")
