"""A draft -> a title that a person would write: who did what, taken from the text, no dates, at most 100 characters.

Enters: a draft. Leaves: its title and a note of how good it is (for the choice among several reports of one event).
People stand by their full names, without titles; words of time, attributions and parentheses are left out.
"""

import re
from collections.abc import Sequence
from functools import cache

from data_prep.events.drafts import Draft
from data_prep.events.kinds import past_of
from data_prep.events.tokens import Token
from data_prep.records import ActorMention
from data_prep.words import read_words

Kept = tuple[Token, str]  # a token of the title, and the words it stands as
LONGEST = 100
ARTICLES = ("his", "her", "their", "the", "a", "an")
LOOSE_ENDS = ("PREP", "TO", "CONJ", "DET", "SUB", "REL", "PUNCT", "POSS", "TITLE", "AUX", "MODAL", "ADJ")


def write_title(draft: Draft) -> tuple[str, float]:
    """(title, weight from 0 to 1)."""
    clause, doers = draft.clause, _doers(draft)
    start = clause.verb if clause.verb is not None else clause.trigger
    end = _over_quotation(draft.tokens, max(clause.end, clause.trigger + 1))
    told = _what_is_said(draft, doers) if clause.aspect != "noun" and doers else None
    if told is not None:
        words = told
    elif clause.antecedent is not None:
        words = _with_antecedent(draft, doers, start)
    elif clause.aspect == "participle" and clause.subject_span:
        words = _phrase(draft.tokens, clause.subject_span[0], len(draft.tokens), drop_determiner=True)
    elif clause.aspect != "noun":
        subject = _subject(draft, doers, start)
        told_past = clause.relative == "with"  # "with X presenting a copy" -> "X presented a copy"
        words = f"{subject} {_phrase(draft.tokens, start, end, room=LONGEST - len(subject) - 1, told_past=told_past)}"
    else:
        words = _with_doers(draft, doers, _phrase(draft.tokens, start, end, drop_determiner=True))
    words = _cut(words)
    weight = _weigh(draft, words, bool(doers))
    return words[:1].upper() + words[1:], weight


def _over_quotation(tokens: Sequence[Token], end: int) -> int:
    """A clause that a quotation completes ("praised it as “a model”") goes on to its closing mark."""
    if end >= len(tokens) or tokens[end].tag != "QUOTE" or end + 1 >= len(tokens) or not tokens[end + 1].quoted:
        return end
    return next((k for k in range(end + 1, len(tokens)) if not tokens[k].quoted), len(tokens))


def _doers(draft: Draft) -> list[str]:
    """Who does it, as a title names them: with the common noun that stands behind ("X's forces", "the Y administration")."""
    clause = draft.clause
    agents = [m for m, role in draft.parties if role == "agent"]
    if clause.head is not None and clause.subject and clause.subject_span and agents and clause.head not in _pronouns():
        return [_phrase(draft.tokens, *clause.subject_span)]
    return [m.name if m.type == "person" else _shown(m) for m in agents]


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(read_words("grammar")["pronouns"])


def _subject(draft: Draft, doers: Sequence[str], start: int) -> str:
    clause = draft.clause
    if doers and not clause.passive:
        return _join(doers)
    done_to = [m.name if m.type == "person" else _shown(m) for m, role in draft.parties if role == "patient"]
    if clause.head in _pronouns() and done_to:
        return _join(done_to)
    return _phrase(draft.tokens, *(clause.subject_span or (start, start)))


def _with_antecedent(draft: Draft, doers: Sequence[str], start: int) -> str:
    """ "the treaty that both signed" -> "both signed the treaty"."""
    tokens, antecedent = draft.tokens, draft.clause.antecedent or (start, start)
    verb = next((k for k in range(start, len(tokens)) if tokens[k].tag == "VERB"), start)
    lead = f"{_join(doers) if doers else ''} {_phrase(tokens, start, verb + 1)} the {_phrase(tokens, *antecedent, drop_determiner=True)}"
    return f"{lead} {_phrase(tokens, verb + 1, draft.clause.end, room=max(LONGEST - len(lead), 20))}".strip()


def _with_doers(draft: Draft, doers: Sequence[str], words: str) -> str:
    """An event noun's phrase, with who did it where the phrase does not say so."""
    if not doers and len(words.split()) <= 3:  # "Oct. 12 anniversary": of whom is told beside it
        doers = [m.name for m, role in draft.parties if role == "mentioned"][:2]
    if not doers or any(d.split()[-1] in words for d in doers):
        return words
    head, _, rest = words.partition(" with ")
    if rest and head.endswith(draft.trigger.text):
        return f"{head} of {_join(doers)} with {rest}"
    start = draft.clause.verb if draft.clause.verb is not None else draft.clause.trigger
    common = next((t.tag not in ("TIME", "NAME", "ADJ") for t in draft.tokens[start:] if t.tag != "DET"), True)
    return f"{_join(doers)}: {words[:1].lower() + words[1:] if common else words}"


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


def _what_is_said(draft: Draft, doers: Sequence[str]) -> str | None:
    """A statement's title holds what is said: "X said that …" on one line, or "X: “…”" for a quotation."""
    tokens, v = draft.tokens, draft.clause.trigger
    brings_in = v + 1 < len(tokens) and tokens[v + 1].low == "that"  # "ruled that …"
    if tokens[v].tag != "VERB" or not (brings_in or tokens[v].lemma.split()[0] in read_words("grammar")["speech"]):
        return None
    subject = _join(doers)
    behind = tokens[v + 1] if v + 1 < len(tokens) else None
    that = next(
        (k for k in range(v + 1, min(v + 20, len(tokens))) if tokens[k].low == "that" and _brings_in(tokens, v, k)),
        None,
    )
    if that is not None:
        start = draft.clause.verb if that == v + 1 and draft.clause.verb is not None else v
        verb = "said" if tokens[v].lemma == "tell" else _phrase(tokens, start, v + 1)
        lead = f"{subject} {verb}"
        return f"{lead} that {_phrase(tokens, that + 1, _content_end(tokens, that + 1), room=LONGEST - len(lead) - 6)}"
    begin = draft.clause.subject_span[0] if draft.clause.subject_span else v
    opening = next((k for k, t in enumerate(tokens) if t.quoted), 0)
    if opening < begin and any(t.tag in ("WORD", "NAME", "NOUN") for t in tokens[:opening]):
        lead = f"{subject} {tokens[v].text} that "
        return lead + _phrase(tokens, 0, begin, room=LONGEST - len(lead), lower=True)
    if draft.speech and opening < v and len(draft.speech.split()) > 3:
        return f"{subject}: “{_cut(draft.speech, LONGEST - len(subject) - 4)}”"
    if behind is None or behind.text in (".", ","):
        lead = f"{subject} {tokens[v].text} that "
        told = list(tokens[:begin])
        while told and (told[-1].tag == "QUOTE" or told[-1].text == ","):
            told.pop()
        around = [
            *told,
            *(
                tokens[v + 2 :]
                if behind is not None and behind.text == "," and tokens[v + 2 :][:1] and tokens[v + 2].tag != "CONJ"
                else []
            ),
        ]
        while around and around[0].low in ("but", "and"):
            around = around[1:]
        content = _phrase(around, 0, len(around), room=LONGEST - len(lead), lower=True)
        content = content.replace("that ", "the ", 1) if content.startswith("that ") else content
        return lead + content if len(content.split()) > 2 else None
    if begin > 4 and tokens[begin - 1].text == "," and any(t.tag in ("VERB", "AUX") for t in tokens[:begin]):
        lead = f"{subject} {tokens[v].text} that "  # what is said stands in front
        return lead + _phrase(tokens, 0, begin - 1, room=LONGEST - len(lead), lower=True)
    lead = f"{subject} "
    return lead + _phrase(
        tokens, draft.clause.verb or v, max(draft.clause.end, _sentence_part(tokens, v)), room=LONGEST - len(lead)
    )


def _brings_in(tokens: Sequence[Token], v: int, k: int) -> bool:
    """Whether a "that" brings in what is said: right behind the verb, its hearer or its date, or behind an insertion."""
    before = tokens[k - 1]
    hearer = tokens[v].lemma in ("tell", "warn", "assure") or before.tag in ("TIME", "NAME")
    return k == v + 1 or before.text == "," or (hearer and not any(t.tag == "VERB" for t in tokens[v + 1 : k]))


def _content_end(tokens: Sequence[Token], at: int) -> int:
    """Where what is said ends: before ", which …", ", a further sign …", a semicolon."""
    for k in range(at + 3, len(tokens) - 1):
        if tokens[k].text == ";" or (
            tokens[k].text == "," and (tokens[k + 1].tag in ("REL", "SUB") or tokens[k + 1].low in ("a", "an", "but"))
        ):
            return k
    return len(tokens)


def _sentence_part(tokens: Sequence[Token], v: int) -> int:
    """To the next comma or semicolon behind a verb of speech, over quotation marks."""
    return next((k for k in range(v + 1, len(tokens)) if tokens[k].text in (",", ";", ".") and k > v + 2), len(tokens))


def _shown(mention: ActorMention) -> str:
    """How a body is written in a title: an organ by its own words, a capital or a possessive by the state's name."""
    text, name = mention.text, mention.name
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


def _join(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _phrase(
    tokens: Sequence[Token],
    begin: int,
    end: int,
    room: int = LONGEST,
    drop_determiner: bool = False,
    lower: bool = False,
    told_past: bool = False,
) -> str:
    """The words of a stretch, names resolved, times and asides left out, no longer than `room` and not broken off."""
    kept: list[Kept] = []
    end = min(end, len(tokens))
    skip_to = -1
    for i in range(begin, end):
        token = tokens[i]
        if (
            i < skip_to
            or token.tag == "QUOTE"
            or (not kept and token.tag in ("ADV", "DET" if drop_determiner else "ADV"))
        ):
            continue
        if token.text == "(":
            skip_to = next((j + 1 for j in range(i, end) if tokens[j].text == ")"), i + 1)
        elif token.tag == "TIME":
            _leave_out_time(kept, token, tokens[i + 1] if i + 1 < end else None)
        elif token.tag == "NAME" and token.mention is not None and token.mention.type == "person":
            while kept and token.mention.title is not None and kept[-1][0].low in ARTICLES:
                kept.pop()  # "his counterpart X" is X
            kept.append((token, token.mention.name))
        else:
            past = i == begin and told_past and token.form == "ing" and token.tag == "VERB"
            kept.append((token, past_of(token.lemma) if past else token.text))
    text = _spell(kept)
    while kept and (len(text) > room or _dangles(kept)):
        kept = kept[: _break(kept)] if len(text) > room else kept[:-1]
        text = _spell(kept)
    return text[:1].lower() + text[1:] if lower and kept and kept[0][0].tag != "NAME" else text


def _leave_out_time(kept: list[Kept], token: Token, after: Token | None) -> None:
    """Drop a date with the words that lead to it ("on", "early"); one that opens a noun's phrase stays ("Oct. 12 anniversary")."""
    nominal = after is not None and after.tag in ("NOUN", "WORD")
    while kept and (
        kept[-1][0].tag == "PREP"
        or kept[-1][0].low in (",", "early", "late")
        or (kept[-1][0].tag == "DET" and not nominal)
    ):
        kept.pop()
    if nominal and not kept:
        kept.append((token, token.text))


def _dangles(kept: Sequence[Kept]) -> bool:
    """Whether the last word wants another one behind it: a preposition, an article, "a monument dedicated"."""
    last = kept[-1][0]
    participle = (
        last.tag == "VERB"
        and not last.kind
        and last.form in ("past", "pp")
        and len(kept) > 3
        and kept[-2][0].tag in ("WORD", "NOUN")
    )
    return last.tag in LOOSE_ENDS or last.low in ("including", "also") or participle


def _break(kept: Sequence[Kept]) -> int:
    """Where a stretch that is too long may break: before its last preposition, conjunction or comma, and never inside a
    subordinate clause whose verb would be lost."""
    marks = [
        k for k in range(2, len(kept)) if kept[k][0].tag in ("PREP", "CONJ", "TO", "REL", "SUB") or kept[k][1] == ","
    ]
    at = min(max(marks, default=len(kept) - 1), len(kept) - 1)
    opened = next((k for k in range(at - 1, 1, -1) if kept[k][0].tag == "SUB"), None)
    lost = opened is not None and not any(t.tag in ("VERB", "AUX", "MODAL") for t, _ in kept[opened:at])
    return opened if lost and opened is not None else at


def _spell(kept: Sequence[Kept]) -> str:
    out = ""
    for n, (token, word) in enumerate(kept):
        tight = (
            token.tag == "POSS"
            or (n > 0 and token.tag in ("NEG", "AUX", "MODAL") and kept[n - 1][0].end == token.start)  # "did|n't"
            or word in ",.;:)!?%"
            or (n > 0 and (kept[n - 1][1] in "($-" or (word in "-–" and kept[n - 1][0].end == token.start)))
        )
        out += word if not out or tight else " " + word
    return re.sub(r"\s+", " ", out).strip(" ,;:-–—")


def _cut(words: str, room: int = LONGEST) -> str:
    if len(words) <= room:
        return words
    return words[: room - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–—") + "…"


def tells(title: str) -> bool:
    """Whether a title stands by itself: two words at least ("Ceremony" only points to what others tell), no "he" in front."""
    words = title.split()
    return len(words) >= 2 and words[0].lower() not in _pronouns() | {"his", "her", "their", "its", "this", "that"}
