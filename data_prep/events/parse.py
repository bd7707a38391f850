"""Tags -> who does it: the noun phrase that each verb of a sentence agrees with, in one pass from left to right.

Enters: the tagged tokens of a sentence. Leaves: on every verb its `Subject`. The method is a stack of open clauses: a
relative clause, a subordinate one, a quotation, an aside each opens one and gives way to the clause around it when it
has its verb; a clause that waits for its verb gets the next one. Where two readings are open it says so: `sure` is False.
Refuses: to guess across a semicolon or a colon.
"""

from data_prep.events.chunks import (
    NOMINAL,
    Open,
    Words,
    goes_on,
    inverted_subject,
    is_infinitive,
    phrase_end,
    read_group,
    spaced,
    stands_alone,
    subject_end,
)
from data_prep.events.tag_state import NOMINATIVE, brings_in
from data_prep.events.tokens import Subject, Token
from data_prep.words import read_words

REFLEXIVE = frozenset(["himself", "herself", "itself", "themselves"])
DASHES = frozenset(["--", "—", "–", "-"])


class Parser:
    """One sentence being read."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.stack = [Open("main", 0)]
        self.governed = False  # behind a preposition or a verb that is not finite
        self.held = (False, "")  # what the two were before the last preposition
        self.candidate: Words | None = None  # a noun phrase that a further clause may begin with
        self.behind = ""  # what stands before the candidate: a comma, a conjunction, a verb
        self.said = False  # the last verb brings in what is said
        self.last_np: Words | None = None  # the last noun phrase, whatever governs it
        self.free: Words | None = None  # the last that no preposition governs
        self.before = ""  # what was read last: np, verb, prep, comma, conj, …

    @property
    def top(self) -> Open:
        """The clause that is being read."""
        return self.stack[-1]

    def read(self) -> None:
        """Give every verb its subject."""
        i, n = 0, len(self.tokens)
        while i < n:
            i = self._step(i)

    def _step(self, i: int) -> int:
        token = self.tokens[i]
        tag = token.tag
        if tag == "ADV" or token.low in REFLEXIVE:
            return i + 1
        if tag == "TIME" and not goes_on(self.tokens, i):
            if self.before == "prep":  # "but in May a war broke out": as if the date were not there
                self.governed, self.before = self.held
            return i + 1
        if tag in NOMINAL or tag in ("PRON", "DET", "TIME"):
            return self._read_phrase(i)
        if tag == "NEG" and not self._is_verbal(i + 1):
            self.before = "conj" if token.low == "nor" else self.before
            return i + 1
        if tag in ("VERB", "AUX", "MODAL", "NEG") or (tag == "TO" and is_infinitive(self.tokens, i)):
            return self._read_verbs(i)
        if tag in ("PREP", "TO"):
            self.held = self.governed, self.before
            self.governed = True
            self.before = "prep"
        elif tag == "CONJ":
            self.before = "conj"
            self.candidate = None
        elif tag == "SUB":
            self._push(Open("sub", i, by_comma=self.before == "comma"))
        elif tag == "REL":
            self._open_relative(i)
        elif tag == "QUOTE":
            self._read_quote(i)
        elif tag == "PUNCT":
            self._read_mark(i)
        return i + 1

    def _is_verbal(self, i: int) -> bool:
        return i < len(self.tokens) and self.tokens[i].tag in ("VERB", "AUX", "MODAL", "ADV", "TO")

    def _read_phrase(self, i: int) -> int:
        end = phrase_end(self.tokens, i, self.governed)
        self._take_phrase(i, max(end, i + 1))
        return max(end, i + 1)

    def _read_verbs(self, i: int) -> int:
        group = read_group(self.tokens, i)
        if group.finite:
            self._give_subject(i, group.verb if group.verb is not None else i)
            self.governed = False
        else:
            self._read_infinite(i, group.verb, group.to)
            self.governed = True
        self.before, self.candidate = "verb", None
        return group.end

    def _take_phrase(self, i: int, j: int) -> None:
        """A noun phrase: a subject, an apposition, an object, or what a preposition governs."""
        span = (i, j)
        top, nominative = self.top, self.tokens[i].low in NOMINATIVE
        parted = self.before == "governed" and (self.tokens[i].tag == "DET" or self.tokens[i - 1].tag == "NAME")
        fresh = not self.governed or self.before == "np" or nominative or parted
        if not fresh and self.before == "conj" and top.waits and stands_alone(self.tokens, i, j):
            fresh = True  # "the king of Spain and the president of Peru met"
        if not fresh:
            listed = self.before == "conj" and top.verb is not None and self.candidate is None
            if listed or (self.before == "verb" and self.said):
                self.candidate, self.behind = span, "saying" if self.before == "verb" else "conj"
            self.last_np, self.before = span, "governed"
            return
        self.governed = False
        if top.verb is None:
            self._take_subject(top, span)
        else:
            if top.object is None and self.before == "verb":
                top.object = span
            self.behind = self.before if self.candidate is None or self.before != "np" else self.behind
            self.candidate = span
        self.last_np = self.free = span
        self.before = "np"

    def _take_subject(self, top: Open, span: tuple[int, int]) -> None:
        if not top.parts:
            top.parts.append(span)
        elif self.before == "comma" and self.tokens[span[0]].low in NOMINATIVE:
            top.parts = [span]  # "Ana, we thank you"
        elif self.before == "conj":
            if len(top.appositions) == top.commas and not top.frozen:
                top.parts += top.appositions  # "A, B and C": no comma closes
            if not (top.frozen and top.appositions):
                top.parts.append(span)
        elif self.before in ("np", "governed"):
            top.frozen = True
            self._push(Open("rel", span[0], [span], relative="that", antecedent=self.last_np))  # "the man Lima met"
        else:
            top.appositions.append(span)

    def _push(self, clause: Open) -> None:
        self.stack.append(clause)
        self.governed, self.candidate, self.before = False, None, "open"

    def _pop_to(self, clause: Open) -> Open:
        while self.top is not clause:
            self.stack.pop()
        return clause

    def _open_relative(self, i: int) -> None:
        token = self.tokens[i]
        comma = self.before == "comma"
        told = token.low == "that" and self.before == "np" and self.behind == "verb" and self._says(self.top)
        bare = token.low == "that" and self.before in ("verb", "comma", "conj", "", "open")
        if told or bare or self.last_np is None:
            self._push(Open("comp", i, by_comma=comma))
            return
        antecedent, top = self.last_np, self.top
        if top.waits and top.parts[-1] == antecedent:
            antecedent = (top.parts[0][0], antecedent[1])
        top.frozen = True
        clause = Open("rel", i, relative=token.low, antecedent=antecedent, by_comma=comma)
        if token.low in ("where", "whose", "what"):
            clause.antecedent = None
        self._push(clause)

    def _read_quote(self, i: int) -> None:
        """A quotation that is a clause opens one; where it closes, what stood around it goes on as behind a comma."""
        tokens = self.tokens
        if i + 1 < len(tokens) and tokens[i + 1].quoted and not (i and tokens[i - 1].quoted):
            if self.before in ("comma", "", "open", "colon", "verb"):
                self._push(Open("quote", i, mark="quote"))
            return
        quote = next((c for c in reversed(self.stack) if c.mark == "quote"), None)
        if quote is not None:
            self._pop_to(quote)
            self.stack.pop()
            if quote.verb is not None:
                self.before = "comma"
        if self.before == "comma":
            self.governed, self.candidate = False, None

    def _read_mark(self, i: int) -> None:
        text = self.tokens[i].text
        if text == ",":
            self._read_comma()
        elif text in (";", ":"):
            del self.stack[1:]
            self.stack[0] = Open("main", i + 1)
            self.governed, self.candidate, self.last_np, self.before = False, None, None, "colon"
        elif text == "(":
            self._push(Open("aside", i, mark=")", saved=(self.candidate, self.behind)))
        elif text in (")",) or text in DASHES:
            self._read_aside(i, text)

    def _read_aside(self, i: int, text: str) -> None:
        """A bracket or a dash closes the aside that stands open; a dash opens one where another follows."""
        wanted = ")" if text == ")" else "dash"
        aside = next((c for c in reversed(self.stack) if c.mark == wanted), None)
        if aside is not None:
            self._pop_to(aside)
            self.candidate, self.behind = self.stack.pop().saved
            self.governed, self.before = False, "np"
        elif wanted == "dash" and spaced(self.tokens, i):
            closes = any(t.text in DASHES and spaced(self.tokens, k) for k, t in enumerate(self.tokens) if k > i)
            saved = (self.candidate, self.behind)
            self._push(Open("aside", i, mark="dash", saved=saved) if closes else Open("comp", i, by_comma=True))

    def _read_comma(self) -> None:
        """A comma closes a subordinate clause that has its verb, and a relative one that a clause around it waits for."""
        self.governed = False
        while len(self.stack) > 1 and self._is_closed():
            self.stack.pop()
        self.top.commas += 1
        self.candidate, self.before = None, "comma"

    def _is_closed(self) -> bool:
        top = self.top
        if top.verb is None:
            return top.kind == "sub" and not top.parts  # "when asked,"
        return top.kind == "sub" or (top.kind == "rel" and (self.stack[-2].verb is None or top.by_comma))

    def _give_subject(self, i: int, v: int) -> None:
        """A finite verb finds its clause, and its subject there."""
        top = self.top
        bare = i == v and (not top.waits or top.commas % 2)
        told = inverted_subject(self.tokens, v) if bare and (self.before == "comma" or self._behind_quote(v)) else None
        if told is not None:
            self.tokens[v].subject = told
            top.verb = v if top.verb is None else top.verb
            return
        if self.candidate is not None and self.behind == "saying":
            self._push(Open("comp", self.candidate[0], parts=[self.candidate]))
            top = self.top
        elif top.verb is not None:
            top = self._next_clause(i, top)
        subject = top.given if top.verb is not None and top.given is not None else self._subject_of(top, i)
        if top.verb is None or top.given is None:
            top.given = subject
        top.verb, top.object = v, None
        self.tokens[v].subject = subject

    def _behind_quote(self, v: int) -> bool:
        return v > 0 and self.tokens[v - 1].tag == "QUOTE"

    def _next_clause(self, i: int, top: Open) -> Open:
        """The clause of a finite verb that comes when the one being read has its own."""
        if self.candidate is not None and self.tokens[self.candidate[0]].low in NOMINATIVE:
            self._push(Open("comp", self.candidate[0], parts=[self.candidate]))
            return self.top
        if self.before == "conj":
            speaker = next((c for c in reversed(self.stack[:-1]) if c.given is not None and self._says(c)), None)
            if top.kind == "comp" and speaker is not None and self._speaks(i):
                return self._pop_to(speaker)  # "he said it was late and urged them to go"
            return top  # "met X and praised him"
        outer = next((c for c in reversed(self.stack[:-1]) if c.waits and c.kind != "aside"), None)
        candidate = self.candidate
        if candidate is not None and self.behind == "verb" and self._says(top):
            self._push(Open("comp", candidate[0], parts=[candidate]))
            return self.top
        if outer is not None:
            return self._pop_to(outer)
        if candidate is not None:
            fresh = Open("main", candidate[0], parts=[candidate])
            if self.behind not in ("comma", "conj"):
                fresh.relative = "?"
            if top.kind in ("sub", "comp", "quote") and self.behind == "conj":
                fresh.kind = top.kind
            self.stack[-1] = fresh
            return fresh
        return top

    def _speaks(self, i: int) -> bool:
        verb = self.tokens[i]
        return verb.tag == "VERB" and (brings_in(verb) or verb.kind in ("request", "accuse", "threaten", "statement"))

    def _says(self, clause: Open) -> bool:
        verb = self.tokens[clause.verb] if clause.verb is not None else None
        return verb is not None and brings_in(verb)

    def _subject_of(self, clause: Open, i: int) -> Subject:
        """The subject of a clause that gets its verb here."""
        sure = clause.relative != "?"
        relative = "" if clause.relative == "?" else clause.relative
        parts = clause.parts
        if clause.kind == "rel" and not parts and clause.antecedent is not None:
            return Subject(*clause.antecedent, (clause.antecedent,), relative, None, sure)
        if not parts:
            return Subject(i, i, (), relative, None, False)
        if clause.appositions and clause.commas % 2 and len(parts) == 1 and not clause.frozen and self.before == "np":
            first = self.tokens[parts[0][1] - 1].mention
            sure = sure and first is not None and first.type == "place"
            parts = clause.appositions[-1:]  # "in Lima, Peru, the minister said"
        elif len(clause.appositions) == len(parts) == 1 and not clause.frozen and not self._names(parts[0]):
            parts = (
                clause.appositions if self._names(clause.appositions[0]) else parts
            )  # "the airline, Norse Air, said"
        whose = clause.antecedent if clause.kind == "rel" else None
        return Subject(parts[0][0], subject_end(self.tokens, parts[-1][1]), tuple(parts), relative, whose, sure)

    def _names(self, words: Words) -> bool:
        """Whether a noun phrase is headed by the name of somebody who can do something."""
        mention = self.tokens[words[1] - 1].mention
        return mention is not None and mention.type not in ("place", "modifier")

    def _read_infinite(self, i: int, verb: int | None, to: bool) -> None:
        """An infinitive or a participle: whose it is, and that what follows is no subject."""
        if self.before == "comma" and self.top.waits:
            self.top.frozen = True  # "troops, backed by tanks, …"
        self.said = verb is not None and brings_in(self.tokens[verb])
        if verb is not None:
            self.tokens[verb].subject = self._whose(i, verb, to)

    def _whose(self, i: int, verb: int, to: bool) -> Subject | None:
        """Who does an infinitive or a participle: whom somebody told to, the noun right before, else the clause's subject."""
        top, last = self.top, self.last_np
        if to and top.object is not None and self._orders(top):
            return Subject(*top.object, (top.object,), "", None, True)
        if not to and last is not None and self.before in ("np", "governed"):
            return Subject(*last, (last,), "", None, True)
        if top.given is None and top.waits and self.before in ("comma", "np", "governed"):
            return self._subject_of(top, i)
        if (
            top.given is not None
            and self.free is not None
            and self.before == "comma"
            and self.tokens[verb].form == "pp"
        ):
            return Subject(
                *self.free, (self.free,), "", None, False
            )  # "met the pair, arrested in May": or is it who met them?
        return top.given

    def _orders(self, clause: Open) -> bool:
        verb = self.tokens[clause.verb] if clause.verb is not None else None
        return verb is not None and verb.lemma.split(" ")[0] in read_words("grammar")["orders"]


def read_subjects(tokens: list[Token]) -> None:
    """Give every verb of a sentence its subject."""
    Parser(tokens).read()
