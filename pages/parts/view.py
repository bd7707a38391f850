"""What this session looks at: the open timeline, the filters, what they leave; and the sentences that say so.

Enters: `Opened`, `Choices`. Leaves: `View`, kept in the session's state by the frame; sentences in words.
"""

from dataclasses import dataclass

import streamlit as st

from data_prep.detail import Detail
from data_prep.queries import FILTERS, Choices, describe_choices
from data_prep.saying import date_words, write_dates_for
from data_prep.selection import Clock, Selection
from pages.parts.facets import plain
from pages.parts.filters import clear_filters, take_off
from pages.parts.loading import Opened, selection_of
from pages.parts.style import safe, show
from pages.words import filters as say
from pages.words import frame


@dataclass(frozen=True, slots=True)
class View:
    """One session's look at a timeline."""

    opened: Opened
    choices: Choices
    shown: Selection

    @property
    def hidden(self) -> int:
        """How many events the filters leave out."""
        return self.opened.every.n - self.shown.n

    def shows(self, row: int | None) -> bool:
        """Whether the event of this row passes the filters."""
        return row is not None and bool(self.shown.mask[row])


def lead_to_timeline() -> None:
    """Go to the timeline page, where an event was opened; filters stay as they are."""
    # Without `query_params` Streamlit refuses to leave an address that widgets are bound to.
    st.switch_page("pages/explore/timeline.py", query_params={})


def current_view() -> View:
    """The frame's view. A page file that was run alone leads back to the frame."""
    if "view" not in st.session_state:
        st.switch_page("dashboard.py")
    write_dates_for(st.context.locale)
    view: View = st.session_state["view"]
    return view


def title_of_page(text: str) -> None:
    """What the browser's tab is called from here on: what the page shows, of which timeline; "" is the timeline alone."""
    title = frame.title_of_tab(text, current_view().opened.title)
    if st.session_state.get("title") != title:
        st.session_state["title"] = title
        st.set_page_config(page_title=title)


def say_what_is_shown(view: View, detail: Detail | None, clock: Clock = "happened") -> None:
    """What is shown and what is left out, in words; nothing is left out in silence."""
    shown, opened = view.shown.by_clock(clock), view.opened
    out = [
        say.undated(shown.n_undated, clock == "published") if shown.n_undated else "",
        say.outside(detail.before, detail.after) if detail is not None and detail.before + detail.after else "",
        say.disputed(shown.n_disputed) if shown.n_disputed else "",
        say.skipped(len(opened.problems)) if opened.problems else "",
        say.hidden(view.hidden),
    ]
    words = "; ".join(filter(None, out))
    head = say.shown(shown.n, opened.every.n, opened.articles["all"], _span(shown))
    show(f'<p class="dl-said">{safe(head)} <em>{safe(words[0].upper() + words[1:])}.</em></p>')


def _span(shown: Selection) -> str:
    if shown.first_and_last is None:
        return ""
    return say.span(*(date_words(f"{day.item():%Y-%m}", long=True) for day in shown.first_and_last))


def say_filters(view: View) -> None:
    """The filters in words, with a button that clears them."""
    if not view.choices.any:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show(f'<p class="small mute">{safe(say.only(describe_choices(view.choices, view.opened.names)))}</p>')
        st.button(say.CLEAR, key="clear_here", type="tertiary", on_click=clear_filters)


def say_nothing_matches(view: View) -> None:
    """An empty picture says why, and what to do."""
    if view.opened.every.n:
        _say_no_match(view)
    elif view.opened.articles["all"]:
        show(f'<p class="dl-note">{safe(say.no_events(view.opened.articles["all"]))}</p>')
    else:
        show(f'<p class="dl-note">{safe(say.NOT_BUILT)}</p>')
        st.code("dateline build ARTICLES --out DIR", language=None)


def _say_no_match(view: View) -> None:
    """Which single filter, taken off, would bring how many events back."""
    opened, choices = view.opened, view.choices
    asked = [(f.field, f.says(choices, opened.names)) for f in FILTERS if f.asks(choices)]
    ways = []
    for field, said in asked if len(asked) > 1 else ():
        others = choices.without(field)
        n = selection_of(opened, opened.directory, opened.stamp, others).n
        ways += [(field, say.without(said, n))] if n else []
    show(f'<p class="dl-note">{safe(say.no_match([said for _, said in asked], bool(ways)))}</p>')
    for field, words in ways:
        st.button(plain(words), key=f"without_{field}", on_click=take_off, args=(field,))
    st.button(say.CLEAR_ALL, key="clear_all", type="tertiary" if ways else "secondary", on_click=clear_filters)
