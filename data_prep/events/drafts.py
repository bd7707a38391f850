"""A draft of a report: what one trigger tells, before dates are settled, and how its parties, dates and status are read.

Enters: a clause with the frames of speech around it and what the reader remembers. Leaves: a `Draft`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from data_prep.actors.lexicon import known_names
from data_prep.events.attribute import Frame, decide_status, find_speaker, find_speech
from data_prep.events.clauses import read_verb
from data_prep.events.own_dates import times_of
from data_prep.events.predicates import Clause
from data_prep.events.tokens import Token
from data_prep.records import ActorMention, Sentence, Span, Timex
from data_prep.words import read_words, word_set

SCENES = (
    "consult",
    "ceremony",
    "travel",
    "election",
    "disaster",
)  # kinds whose noun sets a scene: "at a ceremony", "during the talks"


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
    speech_at: Span | None  # where it stands
    speech_verb: str | None  # how it was said, the lemma: of the attribution around, else of its own verb of speech
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
    weak: bool = False  # too weak for a row of the event table: read for the wide view alone
    also: str = ""  # the lemma of a second word that tells of it ("an unveiling ceremony")

    @property
    def trigger(self) -> Token:
        """The word that tells of it."""
        return self.tokens[self.clause.trigger]


@dataclass(slots=True)
class Memory:
    """What a reader has in mind between two sentences: the last person who did something, who is being quoted."""

    main_states: tuple[ActorMention, ...]
    person: ActorMention | None = None
    open_speaker: ActorMention | None = None

    def after(self, tokens: Sequence[Token], frames: Sequence[Frame], drafts: Sequence[Draft]) -> None:
        """Read on: who acted or spoke in the sentence just read."""
        people = [t.mention for t in tokens if t.tag == "NAME" and t.mention is not None and t.mention.type == "person"]
        lead = _first_to_act(tokens) if people else []
        subjects = [m for d in drafts for m, role in d.parties if role == "agent" and m.type == "person"]
        speakers = [f.speaker for f in frames if f.speaker is not None and f.speaker.type == "person"]
        names = {m.name for m in people}
        leading = [t.mention for t in lead if t.mention is not None and t.mention.type == "person"]
        chosen = (leading if len(leading) == 1 else []) or speakers[-1:] or subjects[:1]
        if chosen:
            self.person = chosen[0]
        elif names - {self.person.name if self.person else ""} or _somebody_unnamed(tokens, frames):
            self.person = None
        self.open_speaker = (
            speakers[-1]
            if speakers and any(t.quoted for t in tokens)
            else self.open_speaker
            if frames and not speakers
            else None
        )


def _first_to_act(tokens: Sequence[Token]) -> list[Token]:
    """Who does what the first verb tells."""
    first = next((v for v, t in enumerate(tokens) if t.tag == "VERB" and _is_told(tokens, v)), None)
    return read_verb(tokens, first).subject if first is not None else []


def _is_told(tokens: Sequence[Token], v: int) -> bool:
    return tokens[v].form in ("past", "s") or (tokens[v].form == "pp" and v > 0 and tokens[v - 1].tag == "AUX")


def _somebody_unnamed(tokens: Sequence[Token], frames: Sequence[Frame]) -> bool:
    """Whether somebody speaks who has no name here ("a resident said"): then "he" further on is none of those named before."""
    pronouns = word_set("grammar", "pronouns")
    heads = [read_verb(tokens, f.verb).head for f in frames if f.speaker is None and f.verb is not None]
    return any(head is not None and head not in pronouns for head in heads)


def pair_of_states(mentions: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """The two states an article is about, where two stand out: "both countries" means them."""
    counts: dict[str, list[ActorMention]] = {}
    for m in mentions:
        if m.type == "state":
            counts.setdefault(m.name, []).append(m)
    ranked = sorted(counts.values(), key=len, reverse=True)
    if len(ranked) == 2 or (len(ranked) > 2 and len(ranked[1]) >= 2 * len(ranked[2])):
        return ranked[0][0], ranked[1][0]
    return ()


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as it is read: its tokens, who speaks in it, what the reader has in mind from before."""

    text: str  # of the article
    sentence: Sentence
    number: int  # of the sentence in the article
    tokens: list[Token]
    frames: list[Frame]
    memory: Memory


def make_draft(line: Line, clause: Clause, kind: str, lemma: str) -> Draft:
    """The draft of a clause: its parties with pronouns resolved, its places, dates, speaker and status."""
    tokens, frames, memory = line.tokens, line.frames, line.memory
    frame = find_speaker(frames, clause.trigger)
    servant = clause.head is not None and clause.head.rstrip("s") in word_set("people", "title_heads")  # "X's aide"
    parties = [
        (t.mention, "owner" if servant and t.mention.type == "person" else "agent")
        for t in _without_attributes(tokens, clause.subject)
        if t.mention is not None
    ]
    if (
        not parties
        and clause.head in word_set("grammar", "person_pronouns")
        and (meant := _meant(tokens, clause, memory)) is not None
    ):
        parties = [(meant, "patient" if clause.passive else "agent")]
    speaker = frame.speaker if frame is not None else None
    if not parties and clause.head == "it" and speaker is not None and speaker.type != "person":
        parties = [(speaker, "agent")]  # "Peru denied that it had …"
    if not parties and clause.subject_span and clause.head:
        parties = [(m, "agent") for m in _pair_meant(tokens[clause.subject_span[0] : clause.subject_span[1]], memory)]
    if clause.subject_span:
        hosts = [
            t.mention
            for t in tokens[clause.subject_span[0] : clause.subject_span[1]]
            if t.mention is not None and t.mention.why == "host of an embassy or envoy"
        ]
        parties += [(m, "with") for m in hosts]
    verbal = tokens[clause.trigger].tag == "VERB" and not clause.passive
    for t, role in clause.parties:  # "three died in rockets fired by X": X is not who died
        aside = verbal and role == "agent" and clause.verb is not None and t.start > tokens[clause.trigger].start
        if t.mention is not None:
            parties.append((t.mention, "mentioned" if aside else role))
    parties = distinct([(m, r) for m, r in parties if m.type not in ("place", "modifier")])
    media = outlet_names()
    parties = [(m, r) for m, r in parties if m.name not in media]
    struck = [
        m for m, r in parties if kind == "disaster" and m.type == "state"
    ]  # what an earthquake strikes is a place
    parties = [(m, r) for m, r in parties if m not in struck]
    speech_at = find_speech(tokens, line.text) if any(t.quoted for t in tokens) else None
    said = lemma if lemma.split(" ")[0] in word_set("grammar", "speech") else None
    draft = Draft(
        sentence=line.sentence, number=line.number, tokens=tokens, clause=clause, kind=kind, lemma=lemma, parties=parties[:MAX_PARTIES],
        places=[*(t.mention for t in clause.places if t.mention is not None), *struck],
        times=times_of(tokens, clause, frames), status="reported",
        speaker=speaker,
        speech=line.text[speech_at.start : speech_at.end] if speech_at is not None else None,
        speech_at=speech_at, speech_verb=frame.lemma if frame is not None else said,
    )  # fmt: skip
    settle_status(draft, frame)
    return draft


def _without_attributes(tokens: Sequence[Token], named: Sequence[Token]) -> list[Token]:
    """ "US spill commander X", "Acme chief Y": the person; what stands before without a mark only says whose he is."""
    kept: list[Token] = []
    for here, following in zip_longest(named, named[1:]):
        person = following is not None and following.mention is not None and following.mention.type == "person"
        if following is not None and person and here.mention is not None and here.mention.type != "person":
            between = [t for t in tokens if here.end <= t.start < following.start]
            if all(t.tag in ("WORD", "NOUN", "TITLE", "ADJ", "NAME") for t in between):
                continue
        if (
            following is not None
            and here.mention is not None
            and here.mention.type == "state"
            and here.end + 1 == following.start
        ):
            continue  # "the U.S. Environmental Protection Agency"
        kept.append(here)
    return kept


def _meant(tokens: Sequence[Token], clause: Clause, memory: "Memory") -> ActorMention | None:
    """Whom "he" means: the one person named before in the sentence, behind "which" the nearest; else who acted last."""
    begin = clause.subject_span[0] if clause.subject_span else clause.trigger
    around = [t for t in tokens[:begin] if t.tag == "NAME" and t.quoted == tokens[begin].quoted]
    before = [t.mention for t in around if t.mention is not None and t.mention.type == "person"]
    if (
        tokens[clause.trigger].lemma in read_words("grammar")["speech"]
        and begin
        and tokens[begin - 1].tag in ("QUOTE", "PUNCT")
    ):
        spoken_of = {m.name for m in before}
        return None if memory.person is not None and memory.person.name in spoken_of else memory.person
    if not before:
        return memory.person
    behind_which = begin > 0 and tokens[begin - 1].tag == "REL"
    return before[-1] if behind_which or len({m.name for m in before}) == 1 else None


def _pair_meant(tokens: Sequence[Token], memory: Memory) -> tuple[ActorMention, ...]:
    """ "the two countries", "both governments": the two states the article is about."""
    lows = [t.low for t in tokens]
    pairs = word_set("grammar", "pair_nouns")
    plural = any(w.rstrip("s") in pairs or w.removesuffix("ies") + "y" in pairs for w in lows if w.endswith("s"))
    return memory.main_states if plural and ("two" in lows or "both" in lows) else ()


def fill_parties(draft: Draft, frames: Sequence[Frame], role: str = "mentioned") -> None:
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
        and t.mention.name not in outlet_names()
        and t.mention.name != teller
    ]
    draft.parties = distinct([*draft.parties, *((m, role if m.type == "person" else "mentioned") for m in around)])[:4]
    settle_status(draft, frame)


def settle_status(draft: Draft, frame: Frame | None) -> None:
    """Who vouches for it; who claims it is one of its parties, as speaker."""
    is_statement = frame is not None and frame.verb == draft.clause.trigger
    media = outlet_names()
    draft.status = decide_status(
        frame, draft.clause.aspect, media, [m for m, r in draft.parties if r != "owner"], is_statement
    )
    if (
        draft.status in ("claimed", "denied")
        and frame is not None
        and frame.speaker is not None
        and frame.speaker.name not in media
    ):
        draft.parties = distinct([*draft.parties, (frame.speaker, "speaker")])


def distinct(parties: list[tuple[ActorMention, str]]) -> list[tuple[ActorMention, str]]:
    """Each party once, in the role that says most."""
    seen: dict[str, tuple[ActorMention, str]] = {}
    for mention, role in parties:
        if mention.name not in seen or (
            seen[mention.name][1] in ("owner", "mentioned") and role not in ("owner", "mentioned")
        ):
            seen[mention.name] = (mention, role)
    return list(seen.values())


@cache
def outlet_names() -> frozenset[str]:
    """The names of outlets: they tell of events and are no party to them."""
    return frozenset(k.name for k in known_names().values() if k.form == "media")
