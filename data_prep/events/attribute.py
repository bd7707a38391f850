"""Who says so: the frames of speech in a sentence, and what status they give to what is told inside.

Enters: tokens of a sentence, the speaker of the quotation that is still open from the sentence before. Leaves: `Frame`s:
speaker, verb, the tokens that belong to the attribution itself (its date is not the event's) and those it covers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from data_prep.events.clauses import read_verb
from data_prep.events.tokens import Token
from data_prep.records import ActorMention, Span
from data_prep.words import word_set


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution. `own` and `covers` are half-open ranges of tokens; `verb` is None for "according to"."""

    speaker: ActorMention | None
    lemma: str
    verb: int | None
    own: tuple[int, int]
    covers: tuple[int, int]


def read_frames(tokens: Sequence[Token], open_speaker: ActorMention | None = None) -> list[Frame]:
    """The frames of a sentence, outermost first."""
    lows = [t.low for t in tokens]
    frames = _according(tokens) if "according" in lows else []
    if not _claim_nouns().isdisjoint(lows):
        frames += _claims(tokens)
    frames += _spoken(tokens)
    if open_speaker is not None and not any(f.speaker for f in frames) and _is_all_quoted(tokens):
        frames.append(Frame(open_speaker, "say", None, (0, 0), (0, len(tokens))))
    return sorted(frames, key=lambda f: f.covers[0] - f.covers[1])


def find_speaker(frames: Sequence[Frame], at: int) -> Frame | None:
    """The innermost frame with a speaker that covers the token."""
    around = [f for f in frames if f.covers[0] <= at < f.covers[1] and not f.own[0] <= at < f.own[1]]
    return next((f for f in reversed(around) if f.speaker is not None), None)


def in_attribution(frames: Sequence[Frame], at: int) -> bool:
    """Whether a token belongs to an attribution itself: "according to KCNA on Thursday"."""
    return any(f.own[0] <= at < f.own[1] for f in frames)


def find_speech(tokens: Sequence[Token], text: str) -> Span | None:
    """Where the longest quotation of a sentence stands, between the marks."""
    best, start = Span(0, 0), None
    for i, token in enumerate(tokens):
        if token.quoted and start is None:
            start = i
        if start is not None and (not token.quoted or i == len(tokens) - 1):
            end = token.end if token.quoted else tokens[i - 1].end
            best = max(best, _without_marks(text, tokens[start].start, end), key=lambda span: span.end - span.start)
            start = None
    return best if best.start < best.end else None


def _without_marks(text: str, start: int, end: int) -> Span:
    """A stretch without the blanks and commas at its ends."""
    while start < end and text[start] in " ,":
        start += 1
    while start < end and text[end - 1] in " ,":
        end -= 1
    return Span(start, end)


def _is_all_quoted(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if t.tag not in ("QUOTE", "PUNCT")]
    return bool(words) and all(t.quoted for t in words)


def _according(tokens: Sequence[Token]) -> list[Frame]:
    """ "according to X on Thursday": to the next mark, a comma inside a list of two aside."""
    frames = []
    for i, token in enumerate(tokens):
        if token.low == "according" and i + 1 < len(tokens) and tokens[i + 1].tag == "TO":
            end = i + 2
            while (
                end < len(tokens)
                and tokens[end].text not in (",", ";", ".", ":")
                and tokens[end].tag not in ("VERB", "QUOTE")
            ):
                end += 1
            named = [
                t.mention
                for k, t in enumerate(tokens[i:end], i)
                if t.tag == "NAME" and not (k + 1 < len(tokens) and tokens[k + 1].tag == "POSS")
            ]
            speaker = named[0] if named else None
            frames.append(Frame(speaker, "report", None, (i, end), (0, len(tokens))))
    return frames


def _claims(tokens: Sequence[Token]) -> list[Frame]:
    """ "claims by X that …": what follows is alleged."""
    nouns = _claim_nouns()
    frames = []
    for i, token in enumerate(tokens):
        if token.low in nouns:
            that = next((j for j in range(i + 1, min(i + 12, len(tokens))) if tokens[j].low == "that"), None)
            if that is not None and not any(t.tag == "VERB" for t in tokens[i + 1 : that]):
                speaker = next((t.mention for t in tokens[max(0, i - 2) : that] if t.tag == "NAME"), None)
                frames.append(Frame(speaker, "claim", None, (i, that + 1), (that + 1, len(tokens))))
    return frames


@cache
def _claim_nouns() -> frozenset[str]:
    nouns = word_set("grammar", "claim_nouns")
    return nouns | {noun + "s" for noun in nouns}


def _spoken(tokens: Sequence[Token]) -> list[Frame]:
    """ "X said that …", "…, said X", "… , X said on Thursday", "Y quoted X as saying …"."""
    speech = word_set("grammar", "speech")
    frames = []
    for v, token in enumerate(tokens):
        if (
            token.tag != "VERB"
            or token.quoted
            or token.lemma.split()[0] not in speech
            or token.form not in ("past", "s", "base", "pp")
        ):
            continue
        clause = read_verb(tokens, v)
        if clause.passive or clause.aspect in ("infinitive", "participle", "gerund"):
            continue
        if token.lemma == "quote" or (token.lemma == "cite" and _as_saying(tokens, v)):
            named = next((t for t in tokens[v + 1 : v + 5] if t.tag == "NAME"), None)
            if named is not None:
                frames.append(Frame(named.mention, "say", v, (v, min(v + 5, len(tokens))), (0, len(tokens))))
            continue
        behind = clause.subject_span is not None and clause.subject_span[0] > v
        inverted = behind or (
            v + 1 < len(tokens)
            and tokens[v + 1].tag in ("NAME", "TITLE", "ADJ")
            and not clause.subject
            and v > 0
            and (tokens[v - 1].text in (",", *"”’\"'") or tokens[v - 1].tag == "QUOTE")
        )
        if inverted:
            name = next((t for t in tokens[v + 1 : v + 8] if t.tag == "NAME"), None)
            frames.append(Frame(name.mention if name else None, token.lemma, v, (v, len(tokens)), (0, v)))
            continue
        subject = clause.subject[-1].mention if clause.subject else None
        begin = clause.subject_span[0] if clause.subject_span else v
        if any(t.tag == "VERB" for t in tokens[begin:v]):
            begin = v  # the subject is shared with a verb before: what stands between is not of the attribution
        if _comes_after(tokens, begin, v):
            frames.append(Frame(subject, token.lemma, v, (begin, _end_of_own(tokens, v)), (0, len(tokens))))
        else:
            frames.append(Frame(subject, token.lemma, v, (begin, v + 1), (v + 1, len(tokens))))
    return frames


def _as_saying(tokens: Sequence[Token], v: int) -> bool:
    return any(t.low == "as" and tokens[k + 1].low == "saying" for k, t in enumerate(tokens[v:-1], v))


def _comes_after(tokens: Sequence[Token], begin: int, v: int) -> bool:
    """Whether what is said stands before the speaker: a quotation or a clause ends in a comma right there."""
    k = begin - 1
    while k >= 0 and tokens[k].tag in ("QUOTE", "ADJ", "TITLE", "DET"):
        k -= 1
    if k < 0 or tokens[k].text not in (",", "?", "!"):
        return False
    told = tokens[:k]
    has_verb = any(t.tag in ("VERB", "AUX") for t in told)
    return has_verb and (
        v + 1 >= len(tokens) or tokens[v + 1].low not in ("that", "it", "he", "she", "the", "they") or told[-1].quoted
    )


def _end_of_own(tokens: Sequence[Token], v: int) -> int:
    end = v + 1
    while end < len(tokens) and tokens[end].text not in (",", ";", ".") and tokens[end].tag != "QUOTE":
        end += 1
    return end


def decide_status(
    frame: Frame | None, aspect: str, outlets: frozenset[str], parties: Sequence[ActorMention], is_statement: bool
) -> str:
    """reported, claimed, denied or planned.

    What an outlet tells is reported. What a party says of itself or of its own side is an admission and counts as
    reported; what it says of others is its claim.
    """
    if aspect == "planned":
        return "planned"
    if frame is None or is_statement:
        return "reported"
    if frame.lemma in word_set("grammar", "deny_verbs"):
        return "denied"
    if frame.lemma == "claim" or frame.lemma in word_set("grammar", "claim_verbs"):
        return "claimed"
    speaker = frame.speaker
    if speaker is None or speaker.name in outlets or speaker.type == "place":
        return "reported"
    own = {speaker.name, *([speaker.country] if speaker.country else [])}
    involved = any(p.name in own or (p.country and p.country in own) for p in parties)
    return "reported" if involved or not parties else "claimed"
