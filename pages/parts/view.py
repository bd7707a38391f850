"""What this session looks at: the open timeline, the filters, what they leave; and the sentences that say so.

Enters: `Opened`, `Choices`. Leaves: `View`, kept in the session's state by the frame; sentences in words.
"""

from dataclasses import dataclass

import streamlit as st

from data_prep.detail import Detail
from data_prep.queries import Choices, describe_choices
from data_prep.selection import Clock, Selection
from pages.charts.dates import date_words, write_dates_for
from pages.charts.tokens import STATUS
from pages.parts.filters import clear_filters
from pages.parts.loading import Opened
from pages.parts.style import listed, plural, safe, show
from pages.words import frame as say


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


def current_view() -> View:
    """The frame's view. A page file that was run alone leads back to the frame."""
    if "view" not in st.session_state:
        st.switch_page("dashboard.py")
    write_dates_for(st.context.locale)
    view: View = st.session_state["view"]
    return view


def title_of_page(text: str) -> None:
    """What the browser's tab is called from here on: what the page shows, of which timeline; "" is the timeline alone."""
    title = say.title_of_tab(text, current_view().opened.title)
    if st.session_state.get("title") != title:
        st.session_state["title"] = title
        st.set_page_config(page_title=title)


def say_what_is_shown(view: View, detail: Detail | None, clock: Clock = "happened") -> None:
    """What is shown and what is left out, in words; nothing is left out in silence."""
    shown, every = view.shown.by_clock(clock), view.opened.every.n
    n = view.opened.articles["all"]
    some = (
        f"{shown.n:,} of {plural(every, 'event')}"
        if view.hidden
        else f"All {every:,} events"
        if every != 1
        else "One event"
    )
    head = f"{some} from {plural(n, 'article')}{_from_to(shown)}."
    lacks = "no date" if clock == "happened" else "no article with a day of publication"
    undated, disputed = shown.n_undated, shown.n_disputed
    out = []
    if undated:
        out.append(
            f"{undated:,} {'has' if undated == 1 else 'have'} {lacks} and {'stands' if undated == 1 else 'stand'} on the shelf at the right"
        )
    if detail is not None:
        before, after = detail.before, detail.after
        if before or after:
            where = " and ".join(
                f"{k:,} {'lies' if k == 1 else 'lie'} {w}" for k, w in ((before, "before"), (after, "after")) if k
            )
            out.append(f"{where} the stretch of time that is drawn")
    if disputed:
        out.append(f"on {disputed:,} the sources disagree")
    if skipped := len(view.opened.problems):
        out.append(
            f"{plural(skipped, 'file')} could not be read or {'is' if skipped == 1 else 'are'} doubtful (see Sources)"
        )
    out.append(f"{view.hidden:,} hidden by your filters" if view.hidden else "nothing is hidden by filters")
    words = "; ".join(out)
    show(f'<p class="dl-said">{safe(head)} <em>{safe(words[0].upper() + words[1:])}.</em></p>')


def _from_to(shown: Selection) -> str:
    if shown.first_and_last is None:
        return ""
    days = [day.item() for day in shown.first_and_last]
    a, b = (date_words(f"{d:%Y-%m}", long=True) for d in days)
    return f", {a}" if a == b else f", {a} to {b}"


def say_filters(view: View) -> None:
    """The filters in words, with a button that clears them."""
    if not view.choices.any:
        return
    names = view.opened.names | {s: words for s, (_, words) in STATUS.items()}
    says = [names.get(s, s) for s in describe_choices(view.choices, names)]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show(f'<p class="small mute">Only events {safe(listed(says, 9))}.</p>')
        st.button("Clear filters", key="clear_here", type="tertiary", on_click=clear_filters)


def say_nothing_matches(view: View) -> None:
    """An empty picture says why, and what to do."""
    if view.opened.every.n:
        names = view.opened.names
        says = describe_choices(view.choices, names)
        show(
            f'<p class="dl-note">No event matches your filters ({safe("; ".join(says) or "all of them together")}). Clear one of them in the side bar, or all.</p>'
        )
        st.button("Clear all filters", key="clear_all", on_click=clear_filters)
    elif view.opened.articles["all"]:
        n = plural(view.opened.articles["all"], "article")
        show(
            f'<p class="dl-note">{n} were read, but no sentence tells of an event that can be listed. Under Sources stands what was read.</p>'
        )
    else:
        show(
            '<p class="dl-note">This timeline has no articles yet. Build it from a folder of text or Markdown files:</p>'
        )
        st.code("dateline build ARTICLES --out DIR", language=None)
