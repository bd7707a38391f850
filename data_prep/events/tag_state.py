"""Where a reader stands in a sentence while tags are settled, and what may follow.

Enters: tokens, settled up to some place. Leaves: a `State` that says whether the clause has a subject and a finite verb
so far, whether an apposition or a relative clause stands open; and looks ahead: is there a verb to come?
"""

from collections.abc import Sequence
from functools import cache

from data_prep.events.tokens import Token
from data_prep.words import read_words

OPENS_OBJECT = ("DET", "NAME", "PRON", "ADJ", "TITLE")
NOMINATIVE = frozenset(["he", "she", "they", "we", "i"])  # pronouns that are subjects wherever they stand
HARD = frozenset(["is", "are", "was", "were", "has", "had", "have", "do", "did", "does"])

PASSED = frozenset(["ADV", "QUOTE", "NEG"])  # what does not count as the word before
NOMINAL = frozenset(["WORD", "NOUN", "NAME", "TITLE", "ADJ", "PRON", "DET", "TIME"])
LEADS = frozenset(["PREP", "TO", "DET", "ADJ", "POSS", "WORD", "NOUN", "TITLE", "CONJ"])  # a noun phrase goes on behind
THINKING = frozenset(
    [
        "know",
        "hope",
        "feel",
        "mean",
        "show",
        "find",
        "fear",
        "expect",
        "see",
        "hear",
        "learn",
        "decide",
        "realise",
        "realize",
    ]
)


class State:
    """Where a reader stands in a sentence: what came before, and what of the clause has been seen."""

    def __init__(self, tokens: list[Token], headline: bool) -> None:
        self.tokens = tokens
        self.headline = headline
        self.before: Token | None = None  # the last that counts: no adverb, quotation mark or "not"
        self.has_subject = False  # a noun phrase behind no preposition
        self.has_verb = False  # a finite one
        self.apposition = False  # a comma stands open between subject and verb
        self.outer: tuple[bool, bool] | None = None  # subject and verb of the clause that a relative one stands in
        self.opened = False  # a subordinate clause, or a phrase, stands in front of the main one
        self.comma = False  # a noun phrase behind a comma is the last that was seen
        self.governed = False  # inside the noun phrase of a preposition

    def after(self, i: int) -> Token | None:
        """The token behind."""
        return self.tokens[i + 1] if i + 1 < len(self.tokens) else None

    def step(self, i: int) -> None:
        """Go on over a token that is settled."""
        token = self.tokens[i]
        tag = token.tag
        if tag in PASSED:
            return
        if tag in NOMINAL:
            self._step_nominal(token, tag)
        elif tag == "VERB":
            self.governed = self.comma = False
            if token.form in ("past", "s", "base") and not self._infinite():
                if self.has_verb and self.waits():
                    self.outer = None
                self.has_verb, self.apposition = True, False
                if token.lemma in speech_verbs():
                    self.open_clause()
            elif token.form in ("pp", "ing") and self.before is not None and self.before.tag == "AUX":
                self.apposition = False
        elif tag in ("AUX", "MODAL"):
            self.has_verb, self.apposition, self.governed, self.comma = True, False, False, False
        elif tag in ("PREP", "TO"):
            self.governed = True
            if tag == "PREP" and token.low in subordinators():
                self.open_clause()
                self.opened = True
        elif tag in ("SUB", "REL"):
            if tag == "REL" and self.before is not None and self.before.tag not in ("VERB", "CONJ", "SUB"):
                self.outer = self.has_subject, self.has_verb
            self.open_clause()
            self.opened = self.opened or tag == "SUB"
        elif tag == "CONJ":
            self.open_clause(keep_subject=True)
        elif tag == "PUNCT":
            self._step_mark(token)
        self.before = token

    def open_clause(self, keep_subject: bool = False) -> None:
        """A clause begins here, or may."""
        self.has_verb = self.governed = self.apposition = False
        self.has_subject = self.has_subject and keep_subject

    def waits(self) -> bool:
        """Whether the clause that a relative clause stands in still wants its verb."""
        return self.outer == (True, False)

    def wants_verb(self) -> bool:
        """Whether a relative clause that has a subject of its own still wants its verb."""
        return self.waits() and self.has_subject and not self.has_verb

    def _infinite(self) -> bool:
        return self.before is not None and self.before.tag == "TO"

    def _step_nominal(self, token: Token, tag: str) -> None:
        before = self.before.tag if self.before is not None else ""
        fresh = before not in ("PREP", "TO") if tag == "DET" else before not in LEADS
        if fresh and not (before == "NAME" and tag in ("WORD", "NOUN")):
            self.governed = False
        if tag != "TIME" and not self.governed:
            self.has_subject = True

    def _step_mark(self, token: Token) -> None:
        self.governed = False
        if token.text == ",":
            self.comma = True
            if self.has_verb and self.waits():
                self.open_clause()
                self.outer, self.has_subject = None, True
            elif self.has_verb:
                if self.opened:
                    self.open_clause()
                    self.opened = False
            elif self.has_subject:
                self.apposition = not self.apposition
        elif token.text in (";", ":", "--", "—", "–", "(", ")", "…"):
            self.open_clause(keep_subject=token.text in ("--", "—", "–", "(", ")"))


@cache
def speech_verbs() -> frozenset[str]:
    """Verbs that bring in what somebody tells."""
    return frozenset(read_words("grammar")["speech"])


def brings_in(verb: Token) -> bool:
    """Whether a verb may bring in a clause: what is said, thought, known."""
    return verb.tag == "VERB" and (verb.lemma in speech_verbs() or verb.lemma in THINKING)


@cache
def subordinators() -> frozenset[str]:
    """Words that may open a clause, some of them prepositions too."""
    return frozenset(read_words("grammar")["subordinators"])


@cache
def intransitive_verbs() -> frozenset[str]:
    """Verbs that are done to nobody."""
    return frozenset(read_words("grammar")["intransitive"])


def is_nominal(token: Token | None) -> bool:
    """Whether a token may go on a noun phrase: a name, a noun, an adjective, a figure."""
    if token is None:
        return False
    if token.tag == "WORD":
        return token.codes[:1] in ("N", "S", "J", "#", "") or "N" in token.codes or "S" in token.codes
    return token.tag in ("NAME", "ADJ", "NOUN", "TITLE")


def opens_object(token: Token | None) -> bool:
    """Whether a token begins what something is done to: "the", a name, a figure, a noun."""
    if token is None:
        return False
    return token.tag in OPENS_OBJECT or (token.tag in ("WORD", "NOUN") and is_nominal(token))


def takes_object(token: Token | None) -> bool:
    """Whether a token behind a word makes it a verb: no noun goes on in "the" or "him"."""
    return token is not None and token.tag in ("DET", "PRON", "NAME", "TITLE")


def predicate_follows(tokens: Sequence[Token], v: int) -> bool:
    """Whether a finite verb follows with no subject of its own: "the decision announced last month has made …"."""
    governed = False
    for j in range(v + 1, min(v + 14, len(tokens))):
        token = tokens[j]
        tag = token.tag
        if tag in ("PREP", "TO"):
            governed = True
            if token.low in subordinators() and token.low != "as":
                return False
        elif (
            tag in ("PRON", "SUB", "REL", "CONJ", "QUOTE")
            or (tag == "PUNCT" and token.text in (",", ";", ":"))
            or (tag in ("NAME", "DET") and not governed)
        ):
            return False
        elif tag == "MODAL" or (tag == "AUX" and token.low in HARD) or (tag == "VERB" and token.form in ("past", "s")):
            return True
        elif tag == "WORD" and "D" in token.codes and tokens[j - 1].tag != "DET" and j > v + 1:
            after = tokens[j + 1] if j + 1 < len(tokens) else None
            if (
                "P" not in token.codes
                or token.verb in intransitive_verbs()
                or after is None
                or after.tag in ("DET", "TO", "PUNCT")
            ):
                return True
    return False


def finite_ahead(state: State, i: int) -> bool:
    """Whether the clause has a finite verb further on, that a noun phrase before it waits for."""
    tokens = state.tokens
    for j in range(i + 1, min(i + 12, len(tokens))):
        token = tokens[j]
        tag = token.tag
        if tag in ("AUX", "MODAL"):
            return True
        if tag == "WORD":
            if "D" in token.codes and tokens[j - 1].tag != "DET" and token.codes[0] in "DP":
                after = tokens[j + 1] if j + 1 < len(tokens) else None
                if (
                    "P" not in token.codes
                    or token.verb in intransitive_verbs()
                    or after is None
                    or after.tag in ("DET", "PUNCT")
                ):
                    return True
        elif tag in ("SUB", "REL", "CONJ", "QUOTE", "PUNCT", "PRON") or (
            tag == "PREP" and token.low in subordinators()
        ):
            return False
    return False
