"""A sentence -> tokens: words, mentions, time expressions and marks, each with what the dictionary says of it.

Enters: the text of an article, one sentence, the mentions and time expressions in it. Leaves: `Token`s in order; a
mention or a time expression is one token. What an ambiguous word is here, is settled by `tagging.py`.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec

from data_prep.events.dictionary import Entry, look_up
from data_prep.events.kinds import noun_forms
from data_prep.records import ActorMention, Sentence, Timex

PIECE = re.compile(
    r"[’']s\b|(?<=s)[’'](?=\s)|\d[\d.,]*\d(?:-?[A-Za-z]+)*|\d+(?:-[A-Za-z]+)+|[^\W_]+(?:-[^\W_]+|[’'](?!s\b)[^\W_]+|\.-?[^\W_]+)*(?:\.(?=\s))?|\.{3}|…|--|[^\s\w]"
)
OPENING, CLOSING = "“‘„«", "”»"
# what is written together with an apostrophe: the ending, and the word it stands for
CONTRACTED = {"ll": ("MODAL", "will"), "ve": ("AUX", "have"), "re": ("AUX", "are"), "m": ("AUX", "am"), "d": ("MODAL", "would")}  # fmt: skip
SHORTENED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}


class Subject(msgspec.Struct, gc=False, frozen=True):
    """Who does what a verb tells, by the parse: the words from `begin` to `end`, the noun phrases in them that are coordinated.

    `relative` opens the verb's clause, `antecedent` is what that clause describes ("the treaty that both signed"). `sure` is
    False where the sentence can be read in another way, or no subject was found.
    """

    begin: int
    end: int
    parts: tuple[tuple[int, int], ...]
    relative: str
    antecedent: tuple[int, int] | None
    sure: bool


class Token(msgspec.Struct, gc=False):  # made for each word: three times as fast as a dataclass
    """A word, a mention, a time expression or a mark. Tags: NAME ADJ TIME TITLE DET PREP CONJ SUB REL PRON AUX MODAL
    NEG TO ADV POSS QUOTE PUNCT VERB NOUN (a word that can tell of an event) WORD (any other noun, adjective, number).

    `pos` is what a WORD or NOUN is: N noun, S plural, J adjective, # number; `quoted` says whether it stands between quotation
    marks; `form` is a verb's: base, s, past, pp, ing. A VERB has a `kind` only where it can tell of an event.
    """

    start: int
    end: int
    text: str
    low: str
    tag: str
    codes: str = ""  # what the dictionary allows, the usual first
    verb: str = ""  # the verb it may be a form of
    mention: ActorMention | None = None
    timex: Timex | None = None
    lemma: str = ""
    form: str = ""
    kind: str = ""
    quoted: bool = False
    pos: str = ""
    subject: Subject | None = None  # of a verb


def cut_sentence(
    text: str, sentence: Sentence, mentions: Sequence[ActorMention], timexes: Sequence[Timex]
) -> list[Token]:
    """The tokens of one sentence. A dateline prefix ("SEOUL, Oct. 2 (Yonhap) --") is left out: it dates the article."""
    start = sentence.start + dateline_length(text[sentence.start : sentence.end])
    titled = [m for m in mentions if m.title is not None]
    units: list[tuple[int, int, ActorMention | None, Timex | None]] = [
        (*_with_title(text, m), m, None)
        for m in mentions
        if start <= m.start and m.end <= sentence.end and not _in_title(m, titled)
    ]
    units += [
        (t.start, t.end, None, t)
        for t in timexes
        if start <= t.start and t.end <= sentence.end and all(t.end <= s or e <= t.start for s, e, _, _ in units)
    ]
    tokens: list[Token] = []
    at = start
    for begin, end, mention, timex in [*sorted(units, key=lambda u: u[0]), (sentence.end, sentence.end, None, None)]:
        if mention is not None:
            begin, end, hyphened = _with_hyphens(text, max(begin, at), end, sentence.end)
        if at < begin:
            _cut_words(text, at, begin, tokens)
        if mention is not None:
            tag, word = "ADJ" if mention.type == "modifier" or hyphened else "NAME", text[begin:end]
            tokens.append(Token(begin, end, word, word.lower(), tag, mention=mention))
        elif timex is not None:
            tag, word = "ADV" if timex.value.endswith("_REF") else "TIME" if timex.type in ("DATE", "TIME") else "WORD", text[begin:end]  # fmt: skip
            tokens.append(Token(begin, end, word, word.lower(), tag, timex=timex, pos="N"))
        at = max(at, end)
    _mark_quotes(tokens)
    _join_nouns(tokens)
    return tokens


def _with_hyphens(text: str, begin: int, end: int, last: int) -> tuple[int, int, bool]:
    """ "US-led", "pro-Lima": a name that only says what kind; its token takes in what is tied to it."""
    start, stop = begin, end
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].islower():
        stop = end + 1
        while stop < last and (text[stop].isalpha() or text[stop] == "-"):
            stop += 1
    if text[begin - 1 : begin] == "-" and text[begin - 2 : begin - 1].isalpha():
        start = begin - 1
        while start > 0 and text[start - 1].isalpha():
            start -= 1
    return start, stop, (start, stop) != (begin, end)


def _with_title(text: str, mention: ActorMention) -> tuple[int, int]:
    """A person's title belongs to the token: "Russian Defense Minister X", "X, a spokesman for Y," are one party."""
    if mention.title is None:
        return mention.start, mention.end
    start, end = min(mention.start, mention.title.start), max(mention.end, mention.title.end)
    while end > mention.end and text[end : end + 1] == ",":
        end += 1
    return start, end


def _in_title(mention: ActorMention, titled: Sequence[ActorMention]) -> bool:
    return any(
        m.title is not None and m is not mention and m.title.start <= mention.start and mention.end <= m.title.end
        for m in titled
    )


DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’' -]+,?(?: [A-Z][\w.]+,?){0,4} ?(?:[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?,? ?)?(?:\([^)]{2,40}\) ?)?|[A-Z][\w.’']+,?(?: (?:[A-Z][\w.’']*|of|the|and|de|d[aeo]l?|\d+),?){0,6} \([^)]{2,40}\) ?)(?:--|—|–|-) "
)


# headlines and stamps may run into the first sentence without a stop: "NEW: Dam bursts LIMA, Peru (CNN) -- A dam …"
INNER_DATELINE = re.compile(
    r"(?<=[A-Za-z] )\((?:(?:AP|AFP|CNN|UPI|DPA|Reuters|Bloomberg|Xinhua|Yonhap)\) ?(?:--|—|–|-)|[A-Z]{2,6}\) ?(?:--|—)) "
)


def dateline_length(sentence: str) -> int:
    """How many characters of a sentence are its dateline ("SEOUL, Oct. 2 (Yonhap) -- "), 0 where there is none."""
    match = DATELINE.match(sentence) or INNER_DATELINE.search(sentence)
    return match.end() if match else 0


@lru_cache(maxsize=1 << 16)
def _entry(word: str) -> Entry:
    """What a piece of text is: a mark, or what the dictionary says of the word."""
    if word in ("’s", "'s"):
        return Entry(word, "POSS", "", "")
    if word in OPENING + CLOSING + '"’':
        return Entry(word, "QUOTE", "", "")
    return look_up(word) if word[0].isalnum() else Entry(word, "PUNCT", "", "")


def _cut_words(text: str, begin: int, end: int, tokens: list[Token]) -> None:
    """The words and marks of a stretch without mentions, added to the tokens."""
    for match in PIECE.finditer(text, begin, end):
        word = match[0]
        if "’" in word or "'" in word:
            _cut_apostrophe(text, word, match.start(), tokens)
        else:
            tokens.append(Token(*match.span(), word, *_entry(word)))


def _cut_apostrophe(text: str, word: str, start: int, tokens: list[Token]) -> None:
    """A possessive, "he's", a contraction, a quotation mark or a word with an apostrophe in it, added to the tokens."""
    if len(word) > 2 and word[0].isalnum() and _cut_contraction(word, start, tokens):
        return
    entry, stop = _entry(word), start + len(word)
    tag = entry.tag
    if word in "’'" and text[start - 1 : start] == "s" and text[stop : stop + 1].isspace():
        tag = "POSS"
    elif tag == "POSS" and tokens and tokens[-1].tag in ("PRON", "REL") and tokens[-1].end == start:
        tokens.append(Token(start, stop, word, "is", "AUX"))  # "he's"
        return
    tokens.append(Token(start, stop, word, entry.low, tag, codes=entry.codes, verb=entry.verb))


def _cut_contraction(word: str, start: int, tokens: list[Token]) -> bool:
    """ "didn't", "we'll" as two tokens; False where the apostrophe belongs to a name ("O'Brien")."""
    head, _, tail = word.replace("’", "'").partition("'")
    end = start + len(word)
    if tail == "t" and head.lower().endswith("n") and len(head) > 2:
        verb = head[:-1].lower()
        low = SHORTENED.get(verb, verb)
        tag = look_up(low).tag
        if tag not in ("AUX", "MODAL"):
            return False
        at = start + len(head) - 1
        tokens += [
            Token(start, at, word[: len(head) - 1], low, tag),
            Token(at, end, word[len(head) - 1 :], "not", "NEG"),
        ]
        return True
    if tail.lower() in CONTRACTED and look_up(head).tag in ("PRON", "REL", "ADV"):
        entry, at = look_up(head), start + len(head)
        tag, low = CONTRACTED[tail.lower()]
        tokens += [
            Token(start, at, word[: len(head)], entry.low, entry.tag),
            Token(at, end, word[len(head) :], low, tag),
        ]
        return True
    return False


def _mark_quotes(tokens: list[Token]) -> None:
    marks = [i for i, t in enumerate(tokens) if t.tag == "QUOTE"]
    if not marks:
        return
    inside = False
    single = False  # a quotation opened by a single mark: then "s’ " closes it
    if marks[0] > 0:  # one that closes what the sentence before opened
        first, ends = tokens[marks[0]], tokens[marks[0]].start == tokens[marks[0] - 1].end
        inside = first.text in CLOSING or (first.text == '"' and len(marks) % 2 == 1 and ends)
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
    forms, firsts = noun_forms(), _first_words()
    for i in reversed([i for i, t in enumerate(tokens[:-1]) if t.low in firsts]):
        here, there = tokens[i : i + 2]
        if here.tag == there.tag == "WORD":
            pair = f"{here.low} {there.low}"
            if pair in forms:
                lemma, kind = forms[pair]
                joined = Token(here.start, there.end, pair, pair, "NOUN", lemma=lemma, kind=kind, quoted=here.quoted)
                joined.pos = "S" if there.codes[:1] == "S" else "N"
                tokens[i : i + 2] = [joined]


@cache
def _first_words() -> frozenset[str]:
    return frozenset(pair.split()[0] for pair in noun_forms() if " " in pair)
