"""Tokens -> tags: which open-class words are verbs here, in which form, which are nouns, adjectives, adverbs.

Enters: the tokens of a sentence with what the dictionary allows. Leaves: the same tokens, settled in one pass from left to
right by the rules of `tag_rules.py` and `tense_rules.py`. It keeps in mind where in its clause a word stands: whether a subject has been seen, and a
finite verb, for "the man arrested in May died" and "the police arrested in May" look alike. Statistics it knows none.
"""

from collections.abc import Sequence

from data_prep.actors.lexicon import name_words
from data_prep.events.dictionary import FORMS
from data_prep.events.kinds import noun_forms, verb_kinds
from data_prep.events.parse import read_subjects
from data_prep.events.tag_rules import (
    at_start,
    behind_auxiliary,
    behind_modal,
    behind_preposition,
    behind_to,
    coordinated,
    inside_phrase,
)
from data_prep.events.tag_state import NOMINATIVE, State, brings_in, is_nominal, subordinators, takes_object
from data_prep.events.tense_rules import ing_form, past_or_participle, present
from data_prep.events.tokens import Token, cut_sentence
from data_prep.records import ActorMention, Sentence, Timex

RULES = (
    behind_to,
    behind_modal,
    behind_auxiliary,
    inside_phrase,
    behind_preposition,
    at_start,
    coordinated,
    past_or_participle,
    ing_form,
    present,
)
TAGS = ("NAME", "ADJ", "TIME", "TITLE", "DET", "PREP", "CONJ", "SUB", "REL", "PRON", "AUX", "MODAL", "TO", "POSS", "PUNCT", "VERB", "NOUN", "WORD")  # fmt: skip
BEHIND = {tag: tuple(r.read for r in RULES if not r.behind or tag in r.behind) for tag in ("", *TAGS)}
VERB_CODES = frozenset("VZDPG")
SHIFTING = frozenset(  # words of a closed class that may be of another, though the dictionary says nothing of them
    ["at", "up", "least", "most", "than", "about", "over", "around", "under", "nearly", "there", "following", "her"]
)  # fmt: skip


def tag_sentence(
    text: str, sentence: Sentence, mentions: Sequence[ActorMention], timexes: Sequence[Timex]
) -> list[Token]:
    """The tokens of one sentence, with their tags settled."""
    tokens = cut_sentence(text, sentence, mentions, timexes)
    settle_tags(tokens)
    read_subjects(tokens)
    return tokens


def settle_tags(tokens: list[Token]) -> None:
    """Settle every open-class word, then which "after" and "that" open a clause."""
    state = State(tokens, _is_headline(tokens))
    titles, nouns = name_words()["titles"], noun_forms()
    for i, token in enumerate(tokens):
        if token.tag == "WORD" and token.timex is None:
            _settle_word(state, i, token, titles, nouns)
        elif token.low in ("that", "to") or (
            token.tag in ("PREP", "ADV", "DET") and (token.codes or token.low in SHIFTING)
        ):
            _settle_closed(state, i, token)
        state.step(i)
    _mark_subordinators(tokens)


def _settle_word(state: State, i: int, token: Token, titles: frozenset[str], nouns: dict[str, tuple[str, str]]) -> None:
    code = _choose(state, i, token)
    if code in VERB_CODES:
        _make_verb(state.tokens, i, code)
        if (
            code == "P"
            and state.before is not None
            and state.before.text in ("'s", "’s")
            and takes_object(state.after(i))
        ):
            state.before.low = "has"  # "he's closed the shop"
    elif code == "R":
        token.tag = "ADV"
    else:
        token.pos = code
        noun = nouns.get(token.low) if code != "J" else None
        if noun is not None:
            token.tag, (token.lemma, token.kind) = "NOUN", noun
        elif token.low in titles:
            after = state.after(i)
            if after is not None and (after.tag in ("NAME", "TITLE") or after.low in titles):
                token.tag = "TITLE"


def _choose(state: State, i: int, token: Token) -> str:
    """What a word is here: the first rule that decides, else the usual part of speech that is no verb."""
    codes = token.codes
    if not VERB_CODES.isdisjoint(codes):
        name = (
            token.text[0].isupper() and state.before is not None and not state.headline and state.before.tag != "QUOTE"
        )
        if not name:
            for read in BEHIND[state.before.tag if state.before is not None else ""]:
                code = read(state, i, token)
                if code:
                    return code
    return _as_nominal(state, i, codes)


def _as_nominal(state: State, i: int, codes: str) -> str:
    """Noun, adjective or adverb."""
    plain = [c for c in codes if c not in VERB_CODES]
    if not plain:
        return "J" if "P" in codes or "D" in codes or ("G" in codes and is_nominal(state.after(i))) else "N"
    if len(plain) == 1:
        return plain[0]
    opened = state.before is not None and state.before.tag in ("DET", "POSS")
    if opened and "J" in plain and "N" in plain and not is_nominal(state.after(i)):
        return "N"  # "the general told …"
    if "J" in plain:
        return "J" if is_nominal(state.after(i)) or plain[0] == "J" else plain[0]
    return plain[0] if plain[0] != "R" or not is_nominal(state.after(i)) else plain[1]


def _make_verb(tokens: list[Token], i: int, code: str) -> None:
    """Tag a token as a verb: with a particle behind it, where the two tell of an event ("carry out")."""
    token = tokens[i]
    kinds = verb_kinds()
    token.tag, token.form = "VERB", FORMS[code]
    token.lemma = token.low if code == "V" else token.verb
    token.kind = kinds.get(token.lemma, "")
    if i + 1 < len(tokens):
        both = f"{token.lemma} {tokens[i + 1].low}"
        if both in kinds:
            token.lemma, token.kind = both, kinds[both]


def _settle_closed(state: State, i: int, token: Token) -> None:
    """A word of a closed class that is a verb or a noun here: "would like", "the back", "following the deal"."""
    before, after = state.before, state.after(i)
    if after is not None and _is_quantity(state, i, token, after):
        token.tag = "DET"  # "at least ten", "more than ten", "about ten"
        return
    if token.low == "there" and after is not None and after.tag in ("AUX", "MODAL"):
        token.tag = "PRON"
    if token.low == "that":
        plain = before is None or before.tag == "PREP" or (before.tag == "VERB" and not brings_in(before))
        if plain and after is not None and after.tag == "WORD" and is_nominal(after):
            token.tag = "DET"  # "in that encounter", "resisting that advice"
        return
    if before is None:
        return
    if before.tag in ("TO", "MODAL") and "V" in token.codes and token.tag == "PREP":
        _make_verb(state.tokens, i, "V")
    elif (
        token.tag == "ADV"
        and (before.tag in ("DET", "POSS") or before.pos == "J")
        and ("N" in token.codes or "S" in token.codes)
    ):
        token.tag, token.pos = "WORD", "N"
    elif token.tag == "PREP" and before.tag == "AUX" and "G" in token.codes:
        _make_verb(state.tokens, i, "G")  # "were following"
    elif token.low == "following" and before.tag in ("DET", "POSS"):
        token.tag, token.pos = "WORD", "J"
    elif token.low == "her" and not is_nominal(after):
        token.tag = "PRON"


def _is_quantity(state: State, i: int, token: Token, after: Token) -> bool:
    """Whether a word only says how exact a number is."""
    if token.low in ("at", "up"):
        return after.low in ("least", "most", "to") and i + 2 < len(state.tokens) and _is_number(state.tokens[i + 2])
    if token.low in ("least", "most", "to", "than"):
        return _is_number(after) and i > 0 and state.tokens[i - 1].tag == "DET"
    return token.tag == "PREP" and token.low in ("about", "over", "around", "under", "nearly") and _is_number(after)


def _is_number(token: Token) -> bool:
    return token.tag == "WORD" and token.codes == "#"


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Whether nearly all words of a sentence have a capital: then a capital makes no name."""
    long = [t for t in tokens if t.tag == "WORD" and len(t.text) > 3 and t.text[0].isalpha()]
    return len(long) > 1 and sum(t.text[0].isupper() for t in long) * 3 >= 2 * len(long)


def _mark_subordinators(tokens: list[Token]) -> None:
    """ "after", "as", "before" open a clause where a finite verb follows their noun phrase; else they are prepositions."""
    both = subordinators()
    for i, token in enumerate(tokens):
        if token.tag != "PREP" or token.low not in both:
            continue
        if i + 1 < len(tokens) and tokens[i + 1].low in NOMINATIVE:
            token.tag = "SUB"
            continue
        for t in tokens[i + 1 : i + 12]:
            if t.tag in ("PUNCT", "QUOTE", "SUB", "REL", "CONJ") or (
                t.tag == "PREP" and t.low not in ("of", "to", "in", "from", "for")
            ):
                break
            if t.tag in ("AUX", "MODAL") or (t.tag == "VERB" and t.form in ("past", "s")):
                token.tag = "SUB"
                break
