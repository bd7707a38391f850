"""Tokens -> clauses: for a verb its subject, aspect and what follows; for an event noun its owner and complements.

Enters: the tokens of one sentence. Leaves: `Clause`s. The method is a scan to both sides up to the next boundary
(another finite verb, a subordinator, a mark), stepping over appositions and relative clauses between commas: enough for
news prose, and every step can be read. It refuses to cross a boundary: a party it cannot reach stays unnamed.
"""

from collections.abc import Sequence

from data_prep.events.complements import read_complements
from data_prep.events.predicates import Clause, read_predicate
from data_prep.events.subjects import phrase_start, read_subject
from data_prep.events.tag_state import predicate_follows
from data_prep.events.tokens import Token
from data_prep.words import word_set


def read_verb(tokens: Sequence[Token], v: int) -> Clause:
    """The clause of a verb."""
    first, aspect, passive, negated = read_predicate(tokens, v)
    clause = Clause(v, aspect, verb=first, negated=negated, passive=passive)
    read_subject(tokens, first, clause)
    behind = clause.subject_span is not None and clause.subject_span[0] > v  # "…," said X
    read_complements(tokens, clause.subject_span[1] if behind and clause.subject_span else v + 1, clause)
    if passive:  # what is done to stands before, who does it behind "by"
        agents = [t for t, role in clause.parties if role == "agent"]
        clause.parties = [(t, "patient") for t in clause.subject] + [(t, r) for t, r in clause.parties if r != "agent"]
        clause.object_head = clause.head or clause.object_head
        clause.subject = agents
    return clause


def read_noun(tokens: Sequence[Token], n: int, alone: bool = False) -> Clause:
    """The phrase of an event noun: owner ("Moscow's …"), complements, and the verb that carries it, unless `alone`."""
    clause = Clause(n, "noun", verb=n)
    light = None if alone else _light_verb(tokens, n)
    if light is not None:
        carried = read_verb(tokens, light)
        carried.trigger, carried.carrier = n, light
        carried.object_head = None
        if light < n:
            read_complements(tokens, n + 1, carried, fresh=True)
        return carried
    left = phrase_start(tokens, n)
    for i in range(left, n):
        token = tokens[i]
        if token.tag == "NAME" and i + 1 < len(tokens) and tokens[i + 1].tag == "POSS":
            clause.subject.append(token)
        elif token.tag == "TIME":
            clause.times.append(token)
    clause.verb = left
    clause.subject_span = (left, n)
    happens = None if alone else _happening_verb(tokens, n)
    if happens is not None:
        return _read_happening(tokens, happens, clause)
    at = n + 1 if n + 1 >= len(tokens) or tokens[n + 1].tag != "QUOTE" else n + 2
    if (
        at < len(tokens)
        and tokens[at].tag == "VERB"
        and tokens[at].form in ("past", "pp")
        and predicate_follows(tokens, at)
    ):
        at += 1  # "the decision made public last month has …"
    read_complements(tokens, at, clause)
    end = clause.end
    if end + 1 < len(tokens) and tokens[end].low in ("was", "were") and tokens[end + 1].tag in ("PREP", "TIME"):
        read_complements(tokens, end + 1, clause)  # "the first flight of the plane was in 1994"
    return clause


def _read_happening(tokens: Sequence[Token], v: int, clause: Clause) -> Clause:
    """ "Talks between X and Y were held in Z": the event is the subject, so nobody else is."""
    first, aspect, _, negated = read_predicate(tokens, v)
    read_complements(tokens, clause.trigger + 1, clause)
    clause.verb, clause.carrier, clause.aspect, clause.passive, clause.negated = first, v, aspect, True, negated
    if tokens[v].lemma in ("schedule", "plan", "set"):
        clause.aspect = "planned"
    clause.subject_span = (clause.subject_span[0] if clause.subject_span else clause.trigger, first)
    read_complements(tokens, v + 1, clause)
    return clause


def _happening_verb(tokens: Sequence[Token], n: int) -> int | None:
    """The finite verb that says the event took place, where its subject is headed by the noun."""
    happening = word_set("grammar", "happening")
    for v in range(n + 1, min(n + 14, len(tokens))):
        token = tokens[v]
        if token.tag == "VERB":
            finite = token.form in ("past", "pp") and read_predicate(tokens, v)[1] != "participle"
            place = token.lemma != "take" or (v + 1 < len(tokens) and tokens[v + 1].low == "place")
            striking = token.lemma in word_set("grammar", "striking")
            takes = v + 1 < len(tokens) and tokens[v + 1].tag in ("DET", "NAME", "ADJ") and tokens[v - 1].tag != "AUX"
            if striking:  # "an earthquake struck Chile": with an object, and of force that nobody wields
                place, takes = tokens[n].kind in ("disaster", "assault"), False
            return v if finite and place and not takes and token.lemma in happening else None
        if token.tag in ("PUNCT", "QUOTE", "REL", "SUB", "NOUN"):
            return None
    return None


def _light_verb(tokens: Sequence[Token], n: int) -> int | None:
    """The verb that carries an event noun: "held talks", "hosted a separate reception", "attended the unveiling"."""
    light = word_set("grammar", "light_verbs")
    start = phrase_start(tokens, n)
    given = next((v for v in range(n + 2, min(n + 9, len(tokens))) if tokens[v].tag == "VERB"), None)
    if (
        given is not None
        and tokens[n + 1].low in ("that", "which")
        and tokens[given].lemma in light
        and read_verb(tokens, given).antecedent is not None
    ):
        return given  # "the speech that X gave"
    before = tokens[start - 1] if start else None
    if (
        before is not None and before.low in ("in", "out", "off") and start > 1
    ):  # "took part in talks", "carried out an attack"
        back = 3 if tokens[start - 2].low == "part" else 2
        before, start = (tokens[start - back], start - back + 1) if start >= back else (before, start)
    if (
        before is not None
        and before.tag == "VERB"
        and before.lemma.split()[0] in light
        and not any(t.tag == "POSS" for t in tokens[start:n])
    ):
        return start - 1
    return None
