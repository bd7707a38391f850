"""A sentence -> tokens with light tags: the ground on which clauses are read.

Enters: the text of an article, one sentence, the mentions and time expressions in it. Leaves: `Token`s in order; a
mention or a time expression is one token. It is no part-of-speech tagger: open-class words that tell of nothing stay
WORD, and a verb form is a verb only where its neighbours allow.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from data_prep.actors.lexicon import name_words
from data_prep.events.kinds import VerbForm, noun_forms, verb_forms, verb_kinds
from data_prep.records import ActorMention, Sentence, Timex
from data_prep.words import read_words

PIECE = re.compile(
    r"[’']s\b|(?<=s)[’'](?=\s)|\d[\d.,]*\d(?:-?[A-Za-z]+)*|\d+(?:-[A-Za-z]+)+|[^\W_]+(?:-[^\W_]+|[’'](?!s\b)[^\W_]+|\.[^\W_]+)*(?:\.(?=\s))?|\.{3}|…|--|[^\s\w]"
)
OPENING, CLOSING = "“‘„«", "”»"


@dataclass(slots=True)
class Token:
    """A word, a mention, a time expression or a mark. Tags: NAME ADJ TIME TITLE DET PREP CONJ SUB REL PRON AUX MODAL
    NEG TO ADV POSS QUOTE PUNCT VERB NOUN (a word that can tell of an event) WORD.

    `quoted` says whether it stands between quotation marks; `form` is a verb's: base, s, past, pp, ing.
    """

    start: int
    end: int
    text: str
    low: str
    tag: str
    mention: ActorMention | None = None
    timex: Timex | None = None
    lemma: str = ""
    form: str = ""
    kind: str = ""
    quoted: bool = False


@cache
def _closed_tags() -> dict[str, str]:
    grammar = read_words("grammar")
    fields = {
        "adverbs": "ADV",
        "subordinators": "SUB",
        "prepositions": "PREP",
        "conjunctions": "CONJ",
        "relatives": "REL",
        "determiners": "DET",
        "pronouns": "PRON",
        "auxiliaries": "AUX",
        "modals": "MODAL",
        "negations": "NEG",
    }
    tags = {word: tag for field, tag in fields.items() for word in grammar[field]}
    return tags | {"to": "TO", "his": "DET", "her": "DET", "that": "REL", "both": "DET", "once": "ADV", "so": "ADV"}


NOT_ADVERBS = frozenset(
    [
        "family",
        "assembly",
        "supply",
        "reply",
        "rally",
        "monopoly",
        "anomaly",
        "homily",
        "comply",
        "apply",
        "imply",
        "multiply",
        "friendly",
        "daily",
        "weekly",
        "monthly",
        "yearly",
        "deadly",
        "costly",
        "early",
        "likely",
        "elderly",
        "orderly",
        "timely",
        "unlikely",
    ]
)


def tag_sentence(
    text: str, sentence: Sentence, mentions: Sequence[ActorMention], timexes: Sequence[Timex]
) -> list[Token]:
    """The tokens of one sentence. A dateline prefix ("SEOUL, Oct. 2 (Yonhap) --") is left out: it dates the article."""
    start = sentence.start + dateline_length(text[sentence.start : sentence.end])
    units: list[tuple[int, int, ActorMention | None, Timex | None]] = [
        (*_with_title(text, m), m, None)
        for m in mentions
        if start <= m.start and m.end <= sentence.end and not _in_title(m, mentions)
    ]
    units += [
        (t.start, t.end, None, t)
        for t in timexes
        if start <= t.start and t.end <= sentence.end and all(t.end <= s or e <= t.start for s, e, _, _ in units)
    ]
    tokens: list[Token] = []
    at = start
    for begin, end, mention, timex in [*sorted(units, key=lambda u: u[0]), (sentence.end, sentence.end, None, None)]:
        tokens += [_plain(text, m.start(), m.end()) for m in PIECE.finditer(text, at, begin)]
        if mention is not None:
            tokens.append(
                Token(
                    begin,
                    end,
                    text[begin:end],
                    text[begin:end].lower(),
                    "ADJ" if mention.type == "modifier" else "NAME",
                    mention=mention,
                )
            )
        elif timex is not None:
            tag = "ADV" if timex.value.endswith("_REF") else "TIME" if timex.type in ("DATE", "TIME") else "WORD"
            tokens.append(Token(begin, end, text[begin:end], text[begin:end].lower(), tag, timex=timex))
        at = max(at, end)
    _mark_quotes(tokens)
    _join_nouns(tokens)
    for i, token in enumerate(tokens):
        if token.tag == "WORD" and token.timex is None:
            _tag_open(tokens, i)
    _mark_subordinators(tokens)
    return tokens


def _mark_subordinators(tokens: list[Token]) -> None:
    """ "after", "as", "before" open a clause where a finite verb follows their noun phrase; else they are prepositions."""
    both = _subordinators()
    for i, token in enumerate(tokens):
        if (
            token.low == "that"
            and i + 1 < len(tokens)
            and tokens[i + 1].tag in ("NOUN", "WORD")
            and (i == 0 or tokens[i - 1].tag == "PREP")
        ):
            token.tag = "DET"  # "in that encounter"
        if token.tag != "PREP" or token.low not in both:
            continue
        for t in tokens[i + 1 : i + 12]:
            if t.tag in ("PUNCT", "QUOTE", "SUB", "REL", "CONJ") or (
                t.tag == "PREP" and t.low not in ("of", "to", "in", "from", "for")
            ):
                break
            if t.tag in ("AUX", "MODAL") or (t.tag == "VERB" and t.form in ("past", "s")):
                token.tag = "SUB"
                break


@cache
def _subordinators() -> frozenset[str]:
    return frozenset(read_words("grammar")["subordinators"])


def _with_title(text: str, mention: ActorMention) -> tuple[int, int]:
    """A person's title belongs to the token: "Russian Defense Minister X", "X, a spokesman for Y," are one party."""
    if mention.title is None:
        return mention.start, mention.end
    start, end = min(mention.start, mention.title.start), max(mention.end, mention.title.end)
    while end > mention.end and text[end : end + 1] == ",":
        end += 1
    return start, end


def _in_title(mention: ActorMention, mentions: Sequence[ActorMention]) -> bool:
    return any(
        m.title is not None and m is not mention and m.title.start <= mention.start and mention.end <= m.title.end
        for m in mentions
    )


DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’' -]+,?(?: [A-Z][\w.]+,?){0,4} ?(?:[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?,? ?)?(?:\([^)]{2,40}\) ?)?|[A-Z][\w.’' ,]{2,50}\([^)]{2,40}\) ?)(?:--|—|–|-) "
)


def dateline_length(sentence: str) -> int:
    """How many characters of a sentence are its dateline ("SEOUL, Oct. 2 (Yonhap) -- "), 0 where there is none."""
    match = DATELINE.match(sentence)
    return match.end() if match else 0


def _plain(text: str, start: int, end: int) -> Token:
    word = text[start:end]
    if word in "’'" and text[start - 1 : start] == "s" and text[end : end + 1].isspace():
        return Token(start, end, word, word, "POSS")
    low, tag = _read_word(word)
    return Token(start, end, word, low, tag)


@lru_cache(maxsize=1 << 16)
def _read_word(word: str) -> tuple[str, str]:
    """(in small letters, tag) of a word or mark, whatever stands around it."""
    if word in ("’s", "'s"):
        return word, "POSS"
    if word in OPENING + CLOSING + '"’':
        return word, "QUOTE"
    if not word[0].isalnum():
        return word, "PUNCT"
    low = word.lower().rstrip(".") if len(word) > 1 else word.lower()
    adverb = low.endswith("ly") and len(low) > 5 and low not in NOT_ADVERBS
    return low, _closed_tags().get(low, "ADV" if adverb else "WORD")


def _mark_quotes(tokens: list[Token]) -> None:
    inside = False
    single = False  # a quotation opened by a single mark: then "s’ " closes it
    for token in tokens:
        if token.text == "‘":
            single = True
        elif single and token.text == "’":
            token.tag, single = "QUOTE", False
        if token.tag == "QUOTE":
            inside = token.text in OPENING or (token.text == '"' and not inside)
        else:
            token.quoted = inside


def _join_nouns(tokens: list[Token]) -> None:
    """ "press conference", "oil spill": two words that tell of one event become one token."""
    first_words, forms = _first_of_two(), noun_forms()
    joined = 0
    for n in [n for n, t in enumerate(tokens[:-1]) if t.low in first_words]:
        i = n - joined
        here, there = tokens[i], tokens[i + 1]
        pair = f"{here.low} {there.low}"
        if here.tag == there.tag == "WORD" and pair in forms:
            joined += 1
            lemma, kind = forms[pair]
            tokens[i : i + 2] = [
                Token(here.start, there.end, pair, pair, "NOUN", lemma=lemma, kind=kind, quoted=here.quoted)
            ]


@cache
def _first_of_two() -> frozenset[str]:
    return frozenset(noun.split(" ")[0] for noun in noun_forms() if " " in noun)


def _tag_open(tokens: list[Token], i: int) -> None:
    """Whether an open-class word is a title, a verb or an event noun, by what stands around it."""
    token = tokens[i]
    verbs, nouns = verb_forms().get(token.low, ()), noun_forms().get(token.low)
    if not verbs and token.low.endswith("ed") and len(token.low) > 4 and token.text.islower():
        verbs = (VerbForm(token.low, "past"),)  # a verb that tells of nothing, but ends a clause
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    form = _verb_form(verbs, token, _before(tokens, i), after, noun=nouns is not None) if verbs else None
    if form is not None and form.form == "ing" and nouns is not None and _opens_phrase(tokens, i):
        form = None  # "the historic meeting": a noun behind its determiner
    if form is not None:
        token.tag, token.lemma, token.form = "VERB", form.lemma, form.form
        particle = f"{form.lemma} {after.low}" if after else ""
        token.kind = verb_kinds().get(particle) or verb_kinds().get(form.lemma, "")
        if particle in verb_kinds():
            token.lemma = particle
    elif nouns is not None:
        token.tag, (token.lemma, token.kind) = "NOUN", nouns
    elif (
        token.low in name_words()["titles"]
        and after is not None
        and (after.tag in ("NAME", "TITLE") or after.low in name_words()["titles"])
    ):
        token.tag = "TITLE"


def _before(tokens: Sequence[Token], i: int) -> Token | None:
    """The token before one, over adverbs, quotation marks and negations."""
    k = i - 1
    while k >= 0 and tokens[k].tag in ("ADV", "QUOTE", "NEG"):
        k -= 1
    return tokens[k] if k >= 0 else None


def _opens_phrase(tokens: Sequence[Token], i: int) -> bool:
    """Whether a determiner, a possessive or a preposition opens the phrase that a word stands in."""
    k = i - 1
    while k >= 0 and tokens[k].tag in ("WORD", "ADJ", "TIME", "ADV"):
        k -= 1
    return k >= 0 and (tokens[k].tag in ("DET", "POSS") or (tokens[k].tag == "PREP" and k < i - 1))


def _verb_form(
    verbs: Sequence[VerbForm], token: Token, before: Token | None, after: Token | None, noun: bool
) -> VerbForm | None:
    """Which form of a verb a word is here, None where its neighbours make it a noun or an adjective."""
    forms = {v.form: v for v in verbs}
    if before is None:
        return forms.get("ing") or (forms.get("pp") if after is not None and after.tag in ("PREP", "TO") else None)
    if before.tag == "TO":
        return forms.get("base")
    if before.tag == "MODAL" or before.low in ("do", "does", "did"):
        return forms.get("base")
    if before.tag == "AUX":
        return forms.get("pp") or forms.get("ing")
    if before.tag in ("DET", "ADJ", "POSS"):
        return None
    if before.tag == "PREP":
        return forms.get("ing") if not noun else None
    nominal = (
        before.tag in ("NAME", "PRON", "REL", "WORD", "NOUN", "TIME", "TITLE", "CONJ")
        or before.text in ",)-–—"
        or before.low == "."
    )
    if not nominal:
        return forms.get("ing")
    if "past" in forms:
        return forms["past"]
    if "pp" in forms:
        return forms["pp"]
    if "ing" in forms:
        return forms["ing"]
    if noun:  # "talks", "visits": a verb only straight behind who does it
        behind = before.tag in ("NAME", "PRON") or before.text == ","
        opens = after is not None and after.tag in (
            "DET",
            "NAME",
            "ADJ",
            "TITLE",
            *(("WORD",) if before.text == "," else ()),
        )
        return forms.get("s") or forms.get("base") if behind and opens else None
    return forms.get("s") or (
        forms.get("base") if before.tag in ("NAME", "PRON", "REL", "CONJ", "WORD") or before.text == "," else None
    )
