"""What this session looks at: the open timeline, the filters, what they leave; and the sentences that say so.

Enters: `Opened`, `Choices`. Leaves: `View`, kept in the session's state by the frame; sentences in words.
"""

from collections import Counter
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data_prep.queries import Choices, describe_choices
from pages.charts.axis import Window, outside
from pages.charts.dates import month_name
from pages.charts.frame import dated
from pages.charts.tokens import STATUS
from pages.parts.filters import clear_filters
from pages.parts.loading import Opened
from pages.parts.style import listed, plural, safe, show


@dataclass(frozen=True, slots=True)
class View:
    """One session's look at a timeline."""

    opened: Opened
    choices: Choices
    shown: pd.DataFrame

    @property
    def hidden(self) -> int:
        """How many events the filters leave out."""
        return len(self.opened.every) - len(self.shown)


def current_view() -> View:
    """The frame's view. A page file that was run alone leads back to the frame."""
    if "view" not in st.session_state:
        st.switch_page("dashboard.py")
    view: View = st.session_state["view"]
    return view


def title_of(opened: Opened) -> str:
    """What a timeline is about: its own title, or its two busiest states, or its busiest actor."""
    given = opened.timeline.manifest.get("title")
    if isinstance(given, str) and given.strip():
        return given
    counts = Counter(a for who in opened.every["actors"] for a in set(who))
    states = set(opened.actors["actor_id"][opened.actors["type"] == "state"])
    ranked = [a for a, _ in counts.most_common()]
    leading = [a for a in ranked if a in states][:2]
    if len(leading) < 2 or counts[leading[1]] * 10 < counts[ranked[0]]:
        leading = ranked[:1]
    return " and ".join(sorted(opened.names[a] for a in leading)) if leading else "A timeline"


def say_what_is_shown(view: View, window: Window | None) -> None:
    """What is shown and what is left out, in words; nothing is left out in silence."""
    shown, every = view.shown, view.opened.every
    n = len(view.opened.articles)
    some = (
        f"{len(shown):,} of {plural(len(every), 'event')}"
        if view.hidden
        else f"All {len(every):,} events"
        if len(every) != 1
        else "One event"
    )
    head = f"{some} from {plural(n, 'article')}{_from_to(shown)}."
    undated, disputed = int((~dated(shown)).sum()), int(sum(len(d) > 0 for d in shown["disagrees"]))
    out = []
    if undated:
        out.append(
            f"{undated:,} {'has' if undated == 1 else 'have'} no date and {'stands' if undated == 1 else 'stand'} on the shelf at the right"
        )
    if window is not None:
        before, after = outside(shown, window)
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


def _from_to(shown: pd.DataFrame) -> str:
    rows = shown[dated(shown)]
    if rows.empty:
        return ""
    first = rows["date_start"].fillna(rows["date_end"]).min()
    last = (rows["date_end"] - pd.Timedelta(days=1)).fillna(rows["date_start"]).max()
    a, b = (f"{month_name(d.month, True)} {d.year}" for d in (first, last))
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
    if len(view.opened.every):
        names = view.opened.names
        says = describe_choices(view.choices, names)
        show(
            f'<p class="dl-note">No event matches your filters ({safe("; ".join(says) or "all of them together")}). Clear one of them in the side bar, or all.</p>'
        )
        st.button("Clear all filters", key="clear_all", on_click=clear_filters)
    elif len(view.opened.articles):
        n = plural(len(view.opened.articles), "article")
        show(
            f'<p class="dl-note">{n} were read, but no sentence tells of an event that can be listed. Under Sources stands what was read.</p>'
        )
    else:
        show(
            '<p class="dl-note">This timeline has no articles yet. Build it from a folder of text or Markdown files:</p>'
        )
        st.code("dateline build ARTICLES --out DIR", language=None)
