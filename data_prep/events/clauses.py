"""Tokens -> clauses: for a verb its subject, aspect and what follows; for an event noun its owner and complements.

Enters: the tokens of one sentence. Leaves: `Clause`s. The method is a scan to both sides up to the next boundary
(another finite verb, a subordinator, a mark), stepping over appositions and relative clauses between commas: enough for
news prose, and every step can be read. It refuses to cross a boundary: a party it cannot reach stays unnamed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from data_prep.events.tokens import Token
from data_prep.words import read_words

FINITE = ("past", "s", "base")
# a preposition -> the role of a party behind it
ROLES = {
    "with": "with",
    "alongside": "with",
    "by": "agent",
    "to": "recipient",
    "against": "patient",
    "on": "patient",
    "for": "recipient",
    "of": "patient",
    "into": "patient",
    "over": "patient",
    "from": "patient",
    "toward": "recipient",
    "towards": "recipient",
    "between": "agent",
    "among": "agent",
    "including": "agent",
}


@dataclass(slots=True)
class Clause:
    """What is told around one trigger. Indices are of the sentence's tokens.

    `aspect`: past, perfect, present, passive (past or perfect), infinitive, gerund, participle, planned, hypothetical, noun.
    `subject` holds the tokens of parties that do it, `head` the subject's last common noun ("comments"), `begin`/`end`
    the stretch from subject to the last complement, `parties` (token, role) what follows, `places`, `times` likewise.
    """

    trigger: int
    aspect: str
    subject: list[Token] = field(default_factory=list)
    subject_span: tuple[int, int] | None = None
    head: str | None = None
    parties: list[tuple[Token, str]] = field(default_factory=list)
    places: list[Token] = field(default_factory=list)
    times: list[Token] = field(default_factory=list)
    verb: int | None = None  # where the predicate begins: auxiliaries, or the light verb of a noun
    end: int = 0
    negated: bool = False
    passive: bool = False
    object_head: str | None = None
    relative: str = ""  # the relative that opens its clause
    antecedent: tuple[int, int] | None = None  # "the treaty that both signed": what is signed


def read_verb(tokens: Sequence[Token], v: int) -> Clause:
    """The clause of a verb."""
    first, aspect, passive, negated = _predicate(tokens, v)
    clause = Clause(v, aspect, verb=first, negated=negated, passive=passive)
    if aspect != "participle":
        _read_subject(tokens, first, clause)
    elif first > 0 and tokens[first - 1].text == ",":
        _take_noun_phrase(tokens, first - 2, clause)
    else:
        _take_noun_phrase(tokens, first - 1, clause)
    _read_behind(tokens, v + 1, clause)
    if passive:  # what is done to stands before, who does it behind "by"
        agents = [t for t, role in clause.parties if role == "agent"]
        clause.parties = [(t, "patient") for t in clause.subject] + [(t, r) for t, r in clause.parties if r != "agent"]
        clause.object_head = clause.head or clause.object_head
        clause.subject = agents
    return clause


def read_noun(tokens: Sequence[Token], n: int) -> Clause:
    """The phrase of an event noun: owner ("Moscow's …"), complements, and the light verb that carries it, if any."""
    clause = Clause(n, "noun", verb=n)
    light = _light_verb(tokens, n)
    if light is not None:
        carried = read_verb(tokens, light)
        carried.trigger = n
        carried.object_head = None
        if light < n:
            _read_behind(tokens, n + 1, carried, fresh=True)
        return carried
    left = _phrase_start(tokens, n)
    for i in range(left, n):
        token = tokens[i]
        if token.tag == "NAME" and i + 1 < len(tokens) and tokens[i + 1].tag == "POSS":
            clause.subject.append(token)
        elif token.tag == "TIME":
            clause.times.append(token)
    clause.verb = left
    clause.subject_span = (left, n)
    at = n + 1 if n + 1 >= len(tokens) or tokens[n + 1].tag != "QUOTE" else n + 2
    if (
        at < len(tokens)
        and tokens[at].tag == "VERB"
        and tokens[at].form in ("past", "pp")
        and _predicate_follows(tokens, at)
    ):
        at += 1  # "the decision made public last month has …"
    _read_behind(tokens, at, clause)
    return clause


def _predicate(tokens: Sequence[Token], v: int) -> tuple[int, str, bool, bool]:
    """(first token of the verb group, aspect, passive?, negated?)."""
    grammar = read_words("grammar")
    i, aux = v - 1, []
    negated = False
    while i >= 0 and tokens[i].tag in ("AUX", "MODAL", "ADV", "NEG", "TO", "TIME"):
        if tokens[i].tag == "NEG":
            negated = True
        if tokens[i].tag not in ("ADV", "TIME"):
            aux.append(tokens[i])
        i -= 1
    first = i + 1
    while first < v and tokens[first].tag in ("ADV", "TIME"):
        first += 1
    lows = [t.low for t in aux]
    form = tokens[v].form
    passive = form in ("past", "pp") and any(w in grammar["be"] for w in lows[:1])
    if any(t.tag == "MODAL" for t in aux):
        future = "will" in lows or "shall" in lows
        return first, "planned" if future else "hypothetical", passive, negated
    if any(t.tag == "TO" for t in aux):
        return first, "infinitive", passive, negated
    if any(w in grammar["have"] for w in lows):
        return first, "perfect", passive, negated
    if passive:
        return first, "passive" if any(w in ("was", "were", "been") for w in lows) else "present", True, negated
    if form == "ing":
        return (
            first,
            "past" if any(w in ("was", "were") for w in lows) else "present" if aux else "gerund",
            False,
            negated,
        )
    if form in ("past", "pp"):
        after = tokens[v + 1] if v + 1 < len(tokens) else None
        before = tokens[v - 1] if v else None
        by = (
            after is not None
            and after.low == "by"
            and before is not None
            and (before.text == "," or before.tag in ("NOUN", "WORD", "QUOTE"))
        )
        distinct_participle = form == "pp" and before is not None and before.tag != "AUX"
        reduced = (
            before is not None
            and before.tag in ("NOUN", "WORD")
            and not (after is not None and after.tag in ("DET", "NAME", "REL", "AUX", "MODAL"))
            and _predicate_follows(tokens, v)
        )
        return (
            (first, "participle", True, negated)
            if by or distinct_participle or reduced
            else (first, "past", False, negated)
        )
    return first, "present", False, negated


def _predicate_follows(tokens: Sequence[Token], v: int) -> bool:
    """Whether another finite verb follows with no subject of its own: "the decision announced last month has made …"."""
    for j in range(v + 1, min(v + 14, len(tokens))):
        if tokens[j].tag in ("NAME", "PRON", "SUB", "REL", "CONJ", "QUOTE") or tokens[j].text in (",", ";", ":"):
            return False
        if tokens[j].tag in ("AUX", "MODAL") or (tokens[j].tag == "VERB" and tokens[j].form == "past"):
            return True
    return False


# -------------------------------------------------------------------------------------------------- the subject


def _read_subject(tokens: Sequence[Token], first: int, clause: Clause) -> None:
    """Who does it: the noun phrase before the verb group, over appositions, relative clauses and coordinations."""
    i = first - 1
    while i >= 0 and tokens[i].tag in ("ADV", "QUOTE", "TIME"):
        i -= 1
    if i < 0:
        return
    if tokens[i].tag == "NAME" and i > 0 and tokens[i - 1].low == "with" and tokens[first].form == "ing":
        clause.aspect = "past" if clause.aspect == "gerund" else clause.aspect  # "with X presenting a copy"
        clause.subject, clause.subject_span, clause.relative = [tokens[i]], (i, i + 1), "with"
        return
    if tokens[i].tag == "CONJ" or tokens[i].text == ",":
        shared = _coordinated_verb(tokens, i)
        if shared is not None:
            _read_subject(tokens, _predicate(tokens, shared)[0], clause)
            return
    if tokens[i].tag == "REL":
        clause.relative = tokens[i].low
        i -= 1
        while i >= 0 and (tokens[i].text == "," or tokens[i].tag == "PREP"):
            i -= 1
    elif tokens[i].text == ",":
        i = _over_insertion(tokens, i)
    _take_noun_phrase(tokens, i, clause)
    begin = clause.subject_span[0] if clause.subject_span else 0
    if begin and not clause.relative and tokens[begin - 1].tag == "REL":
        _read_relative(tokens, begin, clause)


def _read_relative(tokens: Sequence[Token], begin: int, clause: Clause) -> None:
    """A clause whose relative stands before its subject: "where …", "the treaty that both signed", "which he called …"."""
    relative = tokens[begin - 1].low
    comma = 1 if begin > 2 and tokens[begin - 2].text == "," else 0
    noun = begin > 1 + comma and tokens[begin - 2 - comma].tag in ("WORD", "NOUN")
    whole = _has_object(tokens, clause.trigger)
    if relative == "that" and (not noun or whole):
        return  # it brings in a statement
    clause.relative = relative
    if noun and not whole and relative in ("that", "which"):
        clause.antecedent = (_phrase_start(tokens, begin - 2 - comma), begin - 1 - comma)


def _has_object(tokens: Sequence[Token], v: int) -> bool:
    """Whether something to be done to follows the verb at once: then "that" before its subject brings in a statement."""
    after = tokens[v + 1 : v + 3]
    number = len(after) == 2 and after[0].tag == "PREP" and after[1].text[0].isdigit()
    return bool(after) and (number or after[0].tag in ("DET", "NAME", "WORD", "ADJ", "PRON", "NOUN", "TITLE", "POSS"))


def _coordinated_verb(tokens: Sequence[Token], i: int) -> int | None:
    """The verb that shares its subject: "met X and pledged", "signed, sealed"; None where a subject stands between."""
    if tokens[i].tag != "CONJ":
        return None
    for j in range(i - 1, -1, -1):
        token = tokens[j]
        if token.tag == "VERB" and (
            token.form in ("past", "pp", "s") or j == 0 or tokens[j - 1].tag in ("AUX", "MODAL")
        ):
            return j
        if token.text in (";", ":") or token.tag in ("SUB", "QUOTE"):
            return None
    return None


def _over_insertion(tokens: Sequence[Token], comma: int) -> int:
    """From a comma before the verb to the last token of what the insertion explains: ", Russia's envoy," , ", who …,"."""
    for j in range(comma - 1, -1, -1):
        if tokens[j].tag == "REL" and j > 0 and tokens[j - 1].tag == "NAME":
            return j - 1
        if tokens[j].text != ",":
            continue
        inside = tokens[j + 1 : comma]
        opens = inside[0].tag if inside else ""
        until = next((n for n, t in enumerate(inside) if t.tag == "REL"), len(inside))
        if opens == "REL" or not any(
            t.tag in ("VERB", "AUX", "MODAL") and t.form in ("", *FINITE) for t in inside[:until]
        ):
            before = tokens[j - 1] if j else None
            if (before is not None and before.tag in ("NAME", "WORD", "NOUN", "TITLE")) or (
                before is not None and before.text == ")"
            ):
                k = j - 1
                while k >= 0 and tokens[k].text == ")":
                    k = next((m for m in range(k, -1, -1) if tokens[m].text == "("), 0) - 1
                return k
        break
    return comma - 1


def _take_noun_phrase(tokens: Sequence[Token], last: int, clause: Clause) -> None:
    """The noun phrase that ends at `last`: its parties, or the noun at its head with whose it is."""
    if last < 0:
        return
    begin = last
    coordinated = False
    i = last
    while i >= 0:
        token = tokens[i]
        if token.tag in ("VERB", "AUX", "MODAL", "SUB", "QUOTE", "REL", "PUNCT", "TIME") and token.text not in ("-",):
            listed = token.text == "," and coordinated and i > 0
            if listed and (_is_party(tokens[i - 1]) or _is_party(tokens[_over_insertion(tokens, i)])):
                jump = _over_insertion(tokens, i)
                i = jump if jump != i - 1 and tokens[jump].tag == "NAME" else i - 1
                begin = i
                continue
            if (
                token.text == ")"
                and (opening := next((m for m in range(i, -1, -1) if tokens[m].text == "("), None)) is not None
            ):
                i = opening - 1
                continue
            break
        if token.tag == "CONJ":
            if token.low not in ("and", "or"):
                break
            coordinated = True
        begin = i
        i -= 1
    while begin <= last and tokens[begin].tag in ("CONJ", "ADV"):
        begin += 1
    clause.subject_span = (begin, last + 1)
    clause.negated = (
        clause.negated
        or tokens[begin].low in ("neither", "nobody", "none")
        or (begin > 0 and tokens[begin - 1].low == "neither")
    )
    in_phrase = False
    for k in range(begin, last + 1):
        token = tokens[k]
        if token.tag in ("PREP", "TO"):
            in_phrase = token.low != "between"
            if clause.head is None and not clause.subject and in_phrase and k == begin:
                begin += 1  # "In Moscow Putin said": the opening phrase is no subject
        elif token.tag == "NAME" and token.mention is not None and token.mention.type == "place":
            clause.places.append(token)
        elif token.tag == "NAME" and not in_phrase:
            owned = tokens[k + 2 : last + 1] if k < last and tokens[k + 1].tag == "POSS" else []
            if any(t.tag == "NAME" for t in owned):
                continue  # "the agency's X": X does it
            clause.subject.append(token)
            if k + 1 <= last and tokens[k + 1].tag == "POSS":
                in_phrase = False
                clause.head = next(
                    (t.low for t in reversed(tokens[k + 2 : last + 1]) if t.tag in ("NOUN", "WORD")), None
                )
        elif (token.tag in ("NOUN", "WORD", "TITLE") and not in_phrase and token.low.isalpha()) or token.tag == "PRON":
            clause.head = token.low
        elif (
            token.tag == "CONJ"
            and k > begin
            and tokens[k + 1 : k + 2]
            and tokens[k + 1].tag in ("NAME", "ADJ", "TITLE")
        ):
            in_phrase = in_phrase and not clause.subject
    if clause.subject and not any(t.tag == "POSS" for t in tokens[begin : last + 1]) and tokens[last].tag == "NAME":
        clause.head = None


# ------------------------------------------------------------------------------------------------ what follows


def _is_party(token: Token) -> bool:
    return token.tag == "NAME" and token.mention is not None and token.mention.type != "place"


def _read_behind(tokens: Sequence[Token], at: int, clause: Clause, fresh: bool = False) -> None:
    """Objects, places and times behind a trigger, up to the end of its clause."""
    role = "patient"
    place = False
    i = at
    seen: list[tuple[Token, str]] = []
    while i < len(tokens):
        token = tokens[i]
        if _ends_clause(tokens, i, clause):
            break
        if token.tag in ("PREP", "TO"):
            role = ROLES.get(token.low, "mentioned")
            if token.low in ("between", "among") and tokens[clause.trigger].tag != "NOUN":
                role = "mentioned"  # "relations between A and B": they do nothing here
            place = token.low in read_words("grammar")["place_prepositions"]
        elif token.tag == "TIME":
            clause.times.append(token)
        elif token.tag == "NAME" and token.mention is not None:
            owner = i + 1 < len(tokens) and tokens[i + 1].tag == "POSS"
            if token.mention.type == "place":
                clause.places.append(token)
            elif token.mention.type != "modifier":
                seen.append((token, "owner" if owner and role != "agent" else role))
        elif (
            token.tag in ("NOUN", "WORD")
            and clause.object_head is None
            and role == "patient"
            and not place
            and token.low.isalpha()
            and not (i + 1 < len(tokens) and tokens[i + 1].tag in ("NOUN", "WORD"))
        ):
            clause.object_head = token.low
        i += 1
    known = {id(t) for t, _ in clause.parties} if fresh else set()
    clause.parties += [(t, r) for t, r in seen if id(t) not in known]
    clause.places = list({id(t): t for t in clause.places}.values())
    clause.times = list({id(t): t for t in clause.times}.values())
    clause.end = max(clause.end, i)


def _ends_clause(tokens: Sequence[Token], i: int, clause: Clause) -> bool:
    token = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if token.text in (";", ":", "--", "—", "–", "(", "…", "...") or token.tag == "QUOTE":
        return True
    if (
        token.tag == "VERB"
        and token.form in FINITE
        and i > clause.trigger + 1
        and tokens[i - 1].tag not in ("DET", "ADJ", "TO", "ADV")
    ):
        return True
    if token.tag in ("AUX", "MODAL") and i > clause.trigger + (clause.aspect != "noun"):
        return True
    if token.tag == "SUB" and not (after is not None and after.tag == "TIME"):
        return True
    if token.tag == "REL" and i > clause.trigger and token.low != "that":
        return True
    if token.low == "that" and after is not None and after.tag not in ("NOUN", "WORD", "TIME"):
        return True
    if token.low == "according":
        return True
    if token.text == "," and clause.aspect == "noun":
        return not _is_list(tokens, i)
    if token.text == "," and after is not None:
        return (
            after.low.endswith("ing")
            or after.tag in ("VERB", "REL", "SUB", "CONJ", "PRON", "ADV")
            or (after.tag in ("NAME", "TITLE", "ADJ", "DET") and not _is_list(tokens, i))
            or after.low in ("with", "according", "following", "including", "as")
        )
    return (
        token.tag == "CONJ"
        and after is not None
        and (after.tag in ("VERB", "AUX", "MODAL", "PRON") or _opens_clause(tokens, i + 1))
    )


def _is_list(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma stands in "A, B and C" rather than before an apposition or a new clause."""
    for t in tokens[comma + 1 : comma + 10]:
        if t.tag in ("VERB", "AUX", "MODAL", "QUOTE", "REL", "POSS"):
            return False
        if t.low in ("and", "or"):
            return tokens[comma - 1].tag == "NAME"
    return False


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb follows within a short noun phrase: "and Putin said"."""
    for j in range(at, min(at + 7, len(tokens))):
        if tokens[j].tag in ("PUNCT", "QUOTE", "PREP", "CONJ"):
            return False
        if tokens[j].tag in ("AUX", "MODAL") or (tokens[j].tag == "VERB" and tokens[j].form in FINITE):
            return j > at
    return False


def _phrase_start(tokens: Sequence[Token], n: int) -> int:
    """Where the noun phrase of an event noun begins: over adjectives, nouns, dates and possessives, to the determiner."""
    i = n
    while i > 0:
        before = tokens[i - 1]
        if before.tag in ("PREP", "TO", "CONJ", "AUX", "MODAL", "SUB", "REL", "QUOTE", "PUNCT", "PRON", "ADV") or (
            before.tag == "VERB"
        ):
            break
        i -= 1
        if before.tag == "DET":
            break
        if before.tag == "NAME" and tokens[i + 1].tag == "POSS":
            while i > 0 and tokens[i - 1].tag in ("TITLE", "ADJ", "DET"):
                i -= 1
            break
    return i


def _light_verb(tokens: Sequence[Token], n: int) -> int | None:
    """The verb that carries an event noun: "held talks", "hosted a separate reception", "attended the unveiling"."""
    light = read_words("grammar")["light_verbs"]
    start = _phrase_start(tokens, n)
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
