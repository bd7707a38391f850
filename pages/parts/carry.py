"""What leaves the dashboard: the file of a format, the address of a view.

Enters: a `View`, the name of a format. Leaves: files that are made when they are asked for, addresses.
"""

from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from data_prep.exports.cargo import Cargo
from data_prep.exports.formats import write_file
from data_prep.queries import describe_choices
from data_prep.selection import Selection
from pages.charts.tokens import STATUS
from pages.parts.loading import Opened
from pages.parts.view import View
from pages.words import share as say

MOST = 50_000  # events that go into a file from a page; more is for the command


def cargo_of(opened: Opened, shown: Selection, filters: tuple[str, ...] = (), with_text: bool = False) -> Cargo:
    """What goes out, made now."""
    return Cargo(opened.timeline, shown, opened.title, datetime.now(UTC), filters, with_text)


def filters_in_words(view: View) -> tuple[str, ...]:
    """What the filters ask, a few words each."""
    names = view.opened.names | {s: words for s, (_, words) in STATUS.items()}
    return tuple(names.get(s, s) for s in describe_choices(view.choices, names))


def make_file(form: str, cargo: Cargo) -> bytes:
    """The file of a format; in memory, for Streamlit sends it from there."""
    file = BytesIO()
    write_file(form, cargo.at_most(MOST, say.MADE_HERE), file)
    return file.getvalue()


def address(more: dict[str, str] | None = None) -> str:
    """The address of the timeline with what the address of this page carries, and more; not the brief, which is one reader’s.

    It is the root: under its own name Streamlit does not find the page that is the first.
    """
    here = urlsplit(str(st.context.url or ""))
    folder = here.path.rsplit("/", 1)[0] if here.path else ""
    asked = [(k, v) for k in st.query_params for v in st.query_params.get_all(k) if k not in {"brief", *(more or {})}]
    query = urlencode([*asked, *(more or {}).items()])
    return urlunsplit((here.scheme, here.netloc, f"{folder}/", query, ""))
