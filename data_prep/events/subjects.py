"""Who does it: the noun phrase before a verb group, over appositions, relative clauses and coordinations.

Enters: tokens and a clause whose verb is known. Leaves: the clause with its subject. It does not cross a boundary of clauses.
"""

from collections.abc import Sequence

from data_prep.events.predicates import FINITE, Clause, read_predicate
from data_prep.events.tokens import Token
from data_prep.words import word_set


def read_subject(tokens: Sequence[Token], first: int, clause: Clause) -> None:
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
            read_subject(tokens, read_predicate(tokens, shared)[0], clause)
            return
    if tokens[i].tag == "REL":
        clause.relative = tokens[i].low
        i -= 1
        while i >= 0 and (tokens[i].text == "," or tokens[i].tag == "PREP"):
            i -= 1
    elif tokens[i].text == ",":
        over = _over_insertion(tokens, i)
        named = [t for t in tokens[over + 2 : i] if is_party(t)]
        only_name = named and all(t.tag in ("NAME", "DET", "ADJ", "WORD") for t in tokens[over + 2 : i])
        i = i - 1 if only_name and not is_party(tokens[over]) else over  # "the Irish airline, Norse Air, said"
    take_noun_phrase(tokens, i, clause)
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
        clause.antecedent = (phrase_start(tokens, begin - 2 - comma), begin - 1 - comma)


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


def take_noun_phrase(tokens: Sequence[Token], last: int, clause: Clause) -> None:
    """The noun phrase that ends at `last`: its parties, or the noun at its head with whose it is."""
    if last < 0:
        return
    begin = _phrase_begin(tokens, last)
    before = tokens[begin - 1].low if begin > 0 else ""
    clause.subject_span = (begin, last + 1)
    clause.negated = clause.negated or tokens[begin].low in ("neither", "nobody", "none") or before == "neither"
    _read_phrase(tokens, begin, last, clause)


def _phrase_begin(tokens: Sequence[Token], last: int) -> int:
    """Where a noun phrase begins: leftwards over coordinations, their insertions and parentheses."""
    begin = i = last
    coordinated = False
    while i >= 0:
        token = tokens[i]
        if token.tag in ("VERB", "AUX", "MODAL", "SUB", "QUOTE", "REL", "PUNCT", "TIME") and token.text != "-":
            jump = _over_insertion(tokens, i) if token.text == "," and coordinated and i > 0 else None
            if jump is not None and (is_party(tokens[i - 1]) or is_party(tokens[jump])):
                i = begin = jump if jump != i - 1 and tokens[jump].tag == "NAME" else i - 1
                continue
            opening = next((m for m in range(i, -1, -1) if tokens[m].text == "("), None) if token.text == ")" else None
            if opening is None:
                break
            i = opening - 1
            continue
        if token.tag == "CONJ":
            if token.low not in ("and", "or"):
                break
            coordinated = True
        begin = i
        i -= 1
    while begin <= last and tokens[begin].tag in ("CONJ", "ADV"):
        begin += 1
    verb = tokens[begin - 1] if begin > 0 else None
    if coordinated and verb is not None and verb.tag == "VERB" and verb.lemma not in word_set("grammar", "speech"):
        return max(k for k in range(begin, last + 1) if tokens[k].tag == "CONJ") + 1  # "met A and B left": A is met
    return begin


def _read_phrase(tokens: Sequence[Token], begin: int, last: int, clause: Clause) -> None:
    """Parties, places and head of a noun phrase; what stands behind a preposition is no party."""
    in_phrase = False
    for k in range(begin, last + 1):
        token = tokens[k]
        owned = tokens[k + 2 : last + 1] if k < last and tokens[k + 1].tag == "POSS" else None
        if token.low == "of" and clause.head in word_set("grammar", "quantifiers"):
            in_phrase = False  # "one of the planes"
        elif token.tag in ("PREP", "TO"):
            in_phrase = token.low != "between" or clause.head is not None
        elif token.tag == "NAME" and token.mention is not None and token.mention.type == "place":
            clause.places.append(token)
        elif token.tag == "NAME" and not in_phrase and not any(t.tag == "NAME" for t in owned or ()):
            clause.subject.append(token)
            if owned is not None:  # "the agency's comments"; of "the agency's X" X does it
                clause.head = next((t.low for t in reversed(owned) if t.tag in ("NOUN", "WORD")), None)
        elif (token.tag in ("NOUN", "WORD", "TITLE") and not in_phrase and token.low.isalpha()) or token.tag == "PRON":
            clause.head = token.low
        elif token.tag == "CONJ" and k > begin and k < last and tokens[k + 1].tag in ("NAME", "ADJ", "TITLE"):
            in_phrase = in_phrase and not clause.subject
    if (
        clause.subject
        and not any(t.tag == "POSS" for t in tokens[begin : last + 1])
        and any(t is tokens[last] for t in clause.subject)
    ):
        clause.head = None


def is_party(token: Token) -> bool:
    """Whether a token names somebody who can do something: no place."""
    return token.tag == "NAME" and token.mention is not None and token.mention.type != "place"


def phrase_start(tokens: Sequence[Token], n: int) -> int:
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
