"""The brief: events starred in their panel or in a table, put in order, each with a remark, and carried away as a document.

Enters: the session's `View`, what the reader does. Leaves: elements on the page; the brief is kept at every change: at this machine in a
small database of the user, so that a closed browser loses nothing; on a server that others reach in the session alone, with a file to keep and
to bring back, for the server should keep nothing of its readers. The page says which.
"""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import streamlit as st

from data_prep.brief import MOST, Brief, BriefError, as_json, find_briefs, read_brief, save_brief
from data_prep.exports.briefs import BRIEF_FORMATS, PROSE_STYLES, tell
from data_prep.queries import find_event, read_signs
from data_prep.recents import key_of
from data_prep.saying import date_words
from data_prep.selection import Selection
from pages.parts.carry import cargo_of
from pages.parts.disagreements import text_or_none
from pages.parts.loading import Opened
from pages.parts.style import safe, show
from pages.parts.view import View, current_view
from pages.parts.which import is_local, recents_file
from pages.words import share as say

_KEPT = "briefs"  # in the session, on a server that others reach


def current_brief(opened: Opened) -> Brief:
    """The brief that the address names, else the one that was changed last."""
    found = _briefs(opened)
    return found.get(st.session_state.get("brief") or next(iter(found), ""), Brief())


def keep(opened: Opened, brief: Brief) -> None:
    """In a callback: the brief is this from now on."""
    brief_id = st.session_state.get("brief") or next(iter(_briefs(opened)), "") or secrets.token_urlsafe(6)
    st.session_state["brief"] = brief_id
    if not is_local():
        st.session_state.setdefault(_KEPT, {})[(opened.directory, brief_id)] = brief
    elif not save_brief(_file(), key_of(opened.directory), brief_id, brief):
        st.toast(say.NOT_KEPT)


def _briefs(opened: Opened) -> dict[str, Brief]:
    if is_local():
        return find_briefs(_file(), key_of(opened.directory))
    return {i: brief for (of, i), brief in st.session_state.get(_KEPT, {}).items() if of == opened.directory}


def _file() -> Path:
    return recents_file().with_name("dateline-briefs.sqlite")


def star_button(opened: Opened, event_id: str) -> None:
    """Star an event, or take its star away."""
    has = current_brief(opened).has(event_id)
    label, at_help = (say.UNSTAR, say.UNSTAR_HELP) if has else (say.STAR, say.STAR_HELP)
    st.button(label, key="star", type="tertiary", help=at_help, on_click=_toggle, args=(opened, event_id))


def _toggle(opened: Opened, event_id: str) -> None:
    keep(opened, current_brief(opened).toggled(event_id))


def star_all(opened: Opened, event_ids: Iterable[str]) -> None:
    """In a callback: star these events."""
    brief = current_brief(opened)
    for event_id in event_ids:
        brief = brief if brief.has(event_id) else brief.toggled(event_id)
    keep(opened, brief)


@st.fragment
def show_brief() -> None:
    """The brief as it is, to be worked on, and as a document."""
    view = current_view()
    show(f'<h2 class="dl-section">{say.BRIEF}</h2>')
    brief, rows = _resolved(view.opened, current_brief(view.opened))
    _say_where_kept(view.opened, brief)
    if not brief.stars:
        show(f'<p class="dl-note">{safe(say.NO_STARS)}</p>')
        return
    edit = partial(_edit, view.opened)
    st.text_input(say.TITLE, brief.title, key=_key("title"), max_chars=200, on_change=edit, args=("title",))
    st.text_area(say.OPENING, brief.opening, key=_key("opening"), height=90, on_change=edit, args=("opening",))
    _show_stars(view.opened, brief, rows)
    _show_documents(view, brief, rows)


def _key(name: str) -> str:
    """A field belongs to one brief, as it was last brought in."""
    return f"brief_{st.session_state.get('brief') or ''}_{st.session_state.get('brief_loads', 0)}_{name}"


def _edit(opened: Opened, field: str) -> None:
    keep(opened, replace(current_brief(opened), **{field: st.session_state[_key(field)]}))


def _resolved(opened: Opened, brief: Brief) -> tuple[Brief, dict[str, int]]:
    """The brief with its events as they are called now, and their rows; one that is gone has none."""
    rows: dict[str, int] = {}
    stars = []
    for star in brief.stars:
        found = find_event(opened.timeline, star.event_id)
        if found is not None:
            rows[found[1]] = found[0]
        stars.append(replace(star, event_id=found[1]) if found else star)
    return replace(brief, stars=tuple({s.event_id: s for s in stars}.values())), rows


def _say_where_kept(opened: Opened, brief: Brief) -> None:
    local = is_local()
    show(f'<p class="small mute">{safe(say.KEPT_HERE if local else say.KEPT_IN_SESSION)}</p>')
    with st.container(horizontal=True):
        if brief:
            st.download_button(
                say.SAVE_FILE, as_json(brief), "brief.json", "application/json", key="brief_file", on_click="ignore"
            )
            st.button(say.NEW_BRIEF, key="brief_new", on_click=_start_new, help=say.NEW_BRIEF_HELP)
        with st.popover(say.BRING_FILE):
            st.file_uploader(say.BRING_FILE_HELP, "json", key="brief_brought", on_change=_bring, args=(opened,))
            if said := st.session_state.pop("brief_refused", None):
                show(f'<p class="dl-note" role="alert">{safe(said)}</p>')
        others = {i: b for i, b in _briefs(opened).items() if b != brief and b.stars}
        if others:
            with st.popover(say.OTHER_BRIEFS):
                for brief_id, other in list(others.items())[:20]:
                    st.button(
                        say.brief_named(other.title, len(other.stars)),
                        key=f"brief_to_{brief_id}",
                        on_click=_go_to,
                        args=(brief_id,),
                    )


def _start_new() -> None:
    st.session_state["brief"] = secrets.token_urlsafe(6)


def _go_to(brief_id: str) -> None:
    st.session_state["brief"] = brief_id


def _bring(opened: Opened) -> None:
    brought = st.session_state["brief_brought"]
    if brought is None:
        return
    try:
        brief = read_brief(brought.getvalue())
    except BriefError as error:
        st.session_state["brief_refused"] = str(error)
        return
    st.session_state["brief"] = secrets.token_urlsafe(6)
    keep(opened, brief)


def _show_stars(opened: Opened, brief: Brief, rows: dict[str, int]) -> None:
    """The events in order; each can go up and down, has a remark, and can go."""
    signs = read_signs(opened.timeline, rows.values()).set_index("event_id") if rows else None
    with st.container(horizontal=True, vertical_alignment="center"):
        show(f"<h3>{safe(say.starred(len(brief.stars), MOST))}</h3>")
        by_date = [event for event, _ in sorted(rows.items(), key=lambda item: item[1])]
        st.button(
            say.BY_DATE, key="brief_by_date", type="tertiary", on_click=lambda: keep(opened, brief.ordered(by_date))
        )
    last = len(brief.stars) - 1
    for n, star in enumerate(brief.stars):
        with st.container(key=f"brief_star_{n}"):
            if star.event_id in rows and signs is not None:
                event = signs.loc[star.event_id]
                words = f"<b>{safe(date_words(text_or_none(event['date_edtf'])))}</b> {safe(event['title'])}"
            else:
                words = f'<span class="mute">{safe(say.GONE)}</span>'
            show(f"<p>{n + 1}. {words}</p>")
            st.text_area(
                say.remark_on(n + 1), star.remark, key=_key(f"remark_{star.event_id}"), height=68, label_visibility="collapsed",
                placeholder=say.REMARK, on_change=_remark, args=(opened, star.event_id),
            )  # fmt: skip
            with st.container(horizontal=True):
                move = lambda by, e=star.event_id: keep(opened, brief.moved(e, by))  # noqa: E731
                st.button(say.UP, key=f"brief_up_{n}", type="tertiary", disabled=n == 0, on_click=move, args=(-1,))
                st.button(
                    say.DOWN, key=f"brief_down_{n}", type="tertiary", disabled=n == last, on_click=move, args=(1,)
                )
                st.button(
                    say.REMOVE, key=f"brief_remove_{n}", type="tertiary", on_click=_toggle, args=(opened, star.event_id)
                )


def _remark(opened: Opened, event_id: str) -> None:
    keep(opened, current_brief(opened).remarked(event_id, st.session_state[_key(f"remark_{event_id}")]))


def _show_documents(view: View, brief: Brief, rows: dict[str, int]) -> None:
    """The brief as a file, its sources in the style that was chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        style = st.segmented_control(say.STYLE, PROSE_STYLES, default=PROSE_STYLES[0], key="brief_style", required=True)
        for label, (ending, mime, _) in BRIEF_FORMATS.items():
            make = partial(_document, view.opened, brief, rows, style or PROSE_STYLES[0], label)
            st.download_button(
                say.brief_as(label), make, f"brief.{ending}", mime, key=f"brief_{ending}", on_click="ignore"
            )


def _document(opened: Opened, brief: Brief, rows: dict[str, int], style: str, label: str) -> bytes:
    index = opened.every.index
    cargo = cargo_of(opened, Selection(index, index.mark(list(rows.values()))))
    file = BytesIO()
    BRIEF_FORMATS[label][2](tell(brief, cargo, style), file)
    return file.getvalue()
