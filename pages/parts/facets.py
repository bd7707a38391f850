"""The filters that are lists: each option shows how many events it would leave, given all other filters.

Enters: `Opened`, the `Choices` of this run. Leaves: lists in the side bar; what was chosen, as values of `Choices`. The address
holds plain names, so a count is no part of an option: it is written beside it by a style sheet, by the option's place in the
list, and read out with it. A name that no list offers is sought, and what it was taken for is said.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from data_prep.pairs import Of
from data_prep.queries import Choices, find_actors
from data_prep.saying import VOUCHED, kind_label
from data_prep.selection import Selection
from pages.parts.loading import Opened, selection_of
from pages.words import filters as say

MOST = 200  # offered by a list; others are found by typing


@dataclass(frozen=True, slots=True)
class Facet:
    """A list: its name in the address, the field of `Choices` it fills, its words, of what its options are."""

    key: str
    field: str
    label: str
    empty: str
    of: Of | Literal["kinds", "statuses"]


ACTOR = Facet("actor", "actors", say.ACTORS, say.ANY_ACTOR, "actors")
PLACE = Facet("place", "places", say.PLACE, say.ANY_PLACE, "places")
KIND = Facet("kind", "kinds", say.KIND, say.ANY_KIND, "kinds")
STATUS = Facet("status", "statuses", say.STATUS, say.ANY_STATUS, "statuses")
OUTLET = Facet("outlet", "outlets", say.OUTLET, say.ANY_OUTLET, "outlets")
OUTLET_KIND = Facet("outlet_kind", "outlet_kinds", say.OUTLET_KIND, say.ANY_OUTLET_KIND, "outlet_kinds")
FACETS = (ACTOR, PLACE, KIND, STATUS, OUTLET, OUTLET_KIND)


def chosen(opened: Opened, facet: Facet) -> tuple[str, ...]:
    """What is chosen in a list, as values; names that nothing has are left out."""
    found = (mean(opened, facet, name) for name in st.session_state.get(facet.key) or ())
    return tuple(dict.fromkeys(value for value in found if value is not None))


def ask_facet(opened: Opened, facet: Facet, choices: Choices) -> list[str]:
    """A list of names, those first that most events have that the other filters leave; its options, as values."""
    values = _offer(opened, facet, _others(opened, facet, choices))
    names = [_name(opened, facet, value) for value in values]
    every, typed = _size(opened, facet), st.session_state.get(facet.key) or []
    open_ended = facet in (ACTOR, PLACE, OUTLET)
    st.multiselect(
        facet.label,
        [*names, *(name for name in typed if name not in names and open_ended)],
        key=facet.key,
        bind="query-params",
        placeholder=facet.empty,
        select_all=False,
        accept_new_options=open_ended,
        help=say.others(len(names), every - len(names)) if every > len(names) else None,
    )
    for name in st.session_state.get(facet.key) or () if open_ended else ():
        say_meant(opened, facet, name)
    return values


def write_counts(opened: Opened, offered: Mapping[Facet, Sequence[str]], choices: Choices) -> None:
    """Beside each option of each list how many events it would leave; one style sheet for all."""
    style = "[role=listbox] [role=option]>div::after{content:var(--n);color:var(--dl-mute);white-space:pre}"
    for facet, values in offered.items():
        counts = _counts(_others(opened, facet, choices), facet, values)
        rules = "".join(
            f'[data-key="{i}"]{{--n:" · {n:,}"{"" if n else ";color:var(--dl-mute)"}}}' for i, n in enumerate(counts)
        )
        style += f'[role=listbox][aria-label="{facet.label}"]{{{rules}}}'
    st.html(f"<style>{style}</style>")


def mean(opened: Opened, facet: Facet, name: str) -> str | None:
    """The value that a name in a list or an address stands for; None where nothing is called so."""
    if facet.of in ("kinds", "statuses"):
        return next((v for v in _ordered(opened.every, facet) if _name(opened, facet, v) == name), None)
    if facet is ACTOR:
        known = _by_label(opened, opened.directory, opened.stamp).get(name)
        return known or next(iter(find_actors(opened.timeline, re.sub(r" \([^()]+\)$", "", name), 1)), None)
    keys = opened.every.index.pairs(facet.of)
    if name in keys.at:
        return name
    return next((key for key in keys.keys if key.casefold().startswith(name.casefold())), None)


def say_meant(opened: Opened, facet: Facet, name: str) -> None:
    """Say for what a name was taken that is not written as the timeline has it."""
    value = mean(opened, facet, name)
    if value is None:
        st.caption(plain(say.nobody(facet.label, name)))
    elif _name(opened, facet, value) != name:
        st.caption(plain(say.meant(name, opened.names.get(value, value))))


def plain(text: str) -> str:
    """Words that Markdown takes as they are."""
    return re.sub(r"([\\`*_{}\[\]()#+.!:$~<>|-])", r"\\\1", text)


def _others(opened: Opened, facet: Facet, choices: Choices) -> Selection:
    """What the other filters leave; of actors that must all be there, what they leave too: one more leaves fewer."""
    if not (facet is ACTOR and choices.together):
        choices = choices.without(facet.field)
    return selection_of(opened, opened.directory, opened.stamp, choices) if choices.any else opened.every


def _offer(opened: Opened, facet: Facet, left: Selection) -> list[str]:
    """The options, those first that most events have, then those that none has."""
    first = dict.fromkeys(_ordered(left, facet))
    return list(first | dict.fromkeys(_ordered(opened.every, facet)))[:MOST]


def _ordered(selection: Selection, facet: Facet) -> list[str]:
    if facet.of == "kinds":
        return list(selection.kinds)
    return list(selection.statuses) if facet.of == "statuses" else [k for k, _ in selection.busiest(MOST, of=facet.of)]


def _counts(left: Selection, facet: Facet, values: Sequence[str]) -> list[int]:
    if facet.of in ("kinds", "statuses"):
        some = left.kinds if facet.of == "kinds" else left.statuses
        return [some.get(value, 0) for value in values]
    at, counts = left.index.pairs(facet.of).at, left.per(facet.of)
    return [int(counts[at[value]]) for value in values]


def _size(opened: Opened, facet: Facet) -> int:
    """How many options there are."""
    return len(opened.every.ordered(facet.of)) if facet.of not in ("kinds", "statuses") else 0


def _name(opened: Opened, facet: Facet, value: str) -> str:
    if facet is ACTOR:
        return opened.labels.get(value, value)
    return kind_label(value) if facet is KIND else VOUCHED.get(value, value) if facet is STATUS else value


@st.cache_resource(show_spinner=False, max_entries=3)
def _by_label(_opened: Opened, directory: str, stamp: str) -> dict[str, str]:
    return {label: actor for actor, label in _opened.labels.items()}
