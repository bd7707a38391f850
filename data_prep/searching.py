"""A search as a question to the events: one condition with parameters, and the same in words.

Enters: the tree of `search.parse_search`. Leaves: SQL on `events e` and its parameters (nothing typed becomes part of the
SQL), or a sentence for people. Refuses nothing.

Words are looked for in the titles of events and in the sentences of their reports, small letters and accents alike, each
anywhere in one event. All words of a search are looked for in one reading of the texts: a bit each.
Names of actors, places and outlets are found by the beginnings of their words.
"""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any as Anything

from data_prep.articles.outlets import find_outlet
from data_prep.saying import VOUCHED, date_words, kind_label
from data_prep.search import All, Any, Field, Node, Not, Words, parse_search

_PLAIN = r"' ' || trim(regexp_replace(strip_accents(lower({0})), '[^\pL\pN]+', ' ', 'g'))"
_NAMED = "contains({0}, ${1})"
_FIELDS = {
    "actor": f"""e.row in (select p.row from parties p join actors a on a.number = p.actor
        where len(list_filter(list_append(a.aliases, a.name), lambda called: {_NAMED.format(_PLAIN.format("called"), "{0}")})) > 0)""",
    "place": f"""e.row in (select s.row from scenes s join places l on l.number = s.place
        where {_NAMED.format(_PLAIN.format("l.name"), "{0}")})""",
    "source": f"""e.row in (select t.row from tellings t join articles a on a.number = t.article
        where a.outlet in (select outlet from outlets where outlet = ${{0}}_known
            or {_NAMED.format(_PLAIN.format("outlet"), "{0}")} or {_NAMED.format(_PLAIN.format("kind"), "{0}")}))""",
    "kind": "list_contains(${0}, e.kind)",
    "status": "list_contains(${0}, e.status)",
    "after": "(e.date_edtf is not null and coalesce(e.date_end > ${0}::date, true))",
    "before": "(e.date_edtf is not null and coalesce(e.date_start < ${0}::date, true))",
}


def fold(text: str) -> str:
    """Small letters without accents, as the search compares them."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in parts if not unicodedata.combining(c)).strip()


def as_condition(text: str) -> tuple[str, dict[str, Anything]]:
    """A condition on `events e` for a search text that can be read, and its parameters."""
    tree = parse_search(text)
    if tree is None:
        return "true", {}
    words = list(dict.fromkeys(fold(leaf.text) for leaf in _leaves(tree) if isinstance(leaf, Words)))
    values: dict[str, Anything] = {f"w{n}": word for n, word in enumerate(words)}
    condition = _condition(tree, words, values)
    if not words:
        return condition, values
    bits = " + ".join(f"contains(words, $w{n})::ubigint * {1 << n}" for n in range(len(words)))
    return (
        f"""e.row in (with said as (select event_id, bit_or(has) as has from (select event_id, {bits} as has from (
            select event_id, strip_accents(lower(title)) as words from events
            union all select event_id, strip_accents(lower(sentence)) as words from reports)) where has > 0 group by event_id)
        select e.row from events e left join said on said.event_id = e.event_id where {condition})""",
        values,
    )


def _leaves(node: Node) -> Iterator[Words | Field]:
    if isinstance(node, Words | Field):
        yield node
    else:
        for part in node.of if isinstance(node, All | Any) else (node.of,):
            yield from _leaves(part)


def _condition(node: Node, words: list[str], values: dict[str, Anything]) -> str:
    """True or false for each event, never null; parameters are added to `values`."""
    match node:
        case Words(text):
            return f"coalesce(said.has, 0) & {1 << words.index(fold(text))} <> 0"
        case Field(name, text, meant):
            key = f"f{len(values)}"
            values[key] = _parameter(name, meant)
            if name == "source":
                known = find_outlet(text)
                values[f"{key}_known"] = known.name if known else None
            return f"coalesce({_FIELDS[name].format(key)}, false)"
        case Not(of):
            return f"not {_condition(of, words, values)}"
        case All(of) | Any(of):
            joined = " and " if isinstance(node, All) else " or "
            return f"({joined.join(_condition(part, words, values) for part in of)})"


def _parameter(name: str, meant: tuple[str, ...]) -> Anything:
    if name in ("kind", "status"):
        return list(meant)
    if name in ("after", "before"):
        return meant[0]
    letters = "".join(c if c.isalnum() else " " for c in fold(meant[0]))
    return f" {' '.join(letters.split())}"


def describe_search(text: str) -> str:
    """A search text that can be read, as people say it: “talks” and “navy”, not planned."""
    tree = parse_search(text)
    return _say(tree) if tree else ""


def _say(node: Node, inside: bool = False) -> str:
    match node:
        case Words(text):
            return f"with “{text}”"
        case Not(Words(text)):
            return f"without “{text}”"
        case Not(of):
            return f"not {_say(of, True)}"
        case Field(name, text, meant):
            return _SAID[name](text, meant)
        case All(of) | Any(of):
            last = "and" if isinstance(node, All) else "or"
            words = [f"“{part.text}”" for part in of if isinstance(part, Words)]
            others = [_say(part, True) for part in of if not isinstance(part, Words)]
            if words:
                others.insert(0, f"with {_listed(words, last)}")
            said = f"{'either ' if last == 'or' and len(others) > 1 else ''}{_listed(others, last)}"
            return f"({said})" if inside and len(others) > 1 else said


_SAID: dict[str, Callable[[str, tuple[str, ...]], str]] = {
    "actor": lambda text, _: f"with an actor called “{text}”",
    "place": lambda text, _: f"in “{text}”",
    "kind": lambda _, meant: f"of the kind {_listed([f'“{kind_label(k)}”' for k in meant], 'or')}",
    "source": lambda text, _: f"told by “{text}”",
    "status": lambda _, meant: VOUCHED[meant[0]],
    "after": lambda text, _: f"not before {date_words(text, True)}",
    "before": lambda text, _: f"before {date_words(text, True)}",
}


def _listed(some: list[str], last: str) -> str:
    return some[0] if len(some) == 1 else f"{', '.join(some[:-1])} {last} {some[-1]}"
