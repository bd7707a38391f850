"""The story in N dates, beneath the picture: each date with a sentence, its source, and the way to its event.

Enters: the session's `View`, a number of dates. Leaves: elements on the page; the rows of the story's events, whose names the picture
shows. What a story is told from is read once for a timeline, or, where it has very many articles, for each selection.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from data_prep.detail import DENSE
from data_prep.saying import date_words, dates_locale
from data_prep.selection import Selection
from data_prep.story import Corpus
from data_prep.story_told import Told, articles_of, read_corpus, story_days, story_of
from pages.parts.lanes import SAME
from pages.parts.style import safe, show
from pages.parts.view import View
from pages.words import timeline as say

FEWEST, MOST, USUAL = 5, 60, 12  # dates
KEPT = 6  # readings, of timelines or of selections of large ones
_LIST = st.components.v2.component(
    "dateline_story",
    html='<ol class="dl-story"></ol>',
    css=Path(__file__).with_name("story.css").read_text(encoding="utf-8"),
    js=Path(__file__).with_name("story.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def ask_story(view: View) -> bool:
    """Whether the story is wanted; of a small timeline the picture alone says as much."""
    options = [say.STORY, say.TIMELINE]
    first = options[view.opened.every.n <= DENSE]
    chosen = st.segmented_control(
        say.VIEW, options, default=first, key="show", bind="query-params", required=True, label_visibility="collapsed"
    )
    return (chosen or first) == say.STORY


def ask_dates() -> int:
    """How many dates the story is to have."""
    return int(st.slider(say.DATES, FEWEST, MOST, USUAL, key="dates", bind="query-params", width=280))


def story_rows(view: View, shown: Selection, n: int) -> tuple[int, ...]:
    """The rows of the events of the story's dates; none as long as nothing was read for it."""
    of = view.opened
    corpus = _CORPORA.get((of.directory, of.stamp, _articles(view, shown)))
    return _rows(corpus, shown, of.directory, of.stamp, n) if corpus else ()


@st.cache_data(show_spinner=False, max_entries=64, hash_funcs=SAME)
def _rows(_corpus: Corpus, shown: Selection, directory: str, stamp: str, n: int) -> tuple[int, ...]:
    return tuple(told.event for told in story_days(_corpus, shown, n) if told.event is not None)


@st.fragment(parallel=True)
def show_story(view: View, shown: Selection, n: int, drawn: bool, on_pick: Callable[[str], None]) -> None:
    """The list of the story; `drawn`: whether the picture has its names already, else the page is drawn once more."""
    if st.session_state.pop("opened_here", False):
        st.rerun()
    of = view.opened
    told = _told(view, shown, of.directory, of.stamp, n)
    head = f'<h2 class="dl-tale">{safe(say.story_head(len(told)))}</h2>'
    show(head if told else f'<p class="dl-note">{safe(say.STORY_EMPTY)}</p>')
    articles = _articles(view, shown)
    if articles is not None:
        show(f'<p class="small mute">{safe(say.story_bound(len(articles)))}</p>')
    if told:
        lines = _lines(told, dates_locale())
        _LIST(
            key="story_list",
            data={"lines": lines, "open": say.OPEN_EVENT, "late": not drawn},
            on_picked_change=lambda: on_pick(str(st.session_state["story_list"]["picked"])),
            on_told_change=lambda: st.session_state.update(opened_here=True),
        )


def _lines(told: Sequence[Told], _locale: str) -> list[dict[str, str]]:
    return [
        {
            "date": date_words(t.edtf),
            "says": t.sentence or t.title,
            "source": t.source,
            "outlets": say.told_by(t.outlets, t.source),
            "event": t.event_id,
            "title": t.title,
        }
        for t in told
    ]


@st.cache_data(show_spinner=False, max_entries=64, hash_funcs=SAME)
def _told(_view: View, shown: Selection, directory: str, stamp: str, n: int) -> list[Told]:
    return story_of(_view.opened.timeline, shown, n, corpus_of(_view, shown))


def corpus_of(view: View, shown: Selection) -> Corpus:
    """What the story of these events is told from, read once."""
    of, articles = view.opened, _articles(view, shown)
    which = (of.directory, of.stamp, articles)
    with _READING:
        if which not in _CORPORA:
            _CORPORA[which] = read_corpus(of.timeline, articles)
            while len(_CORPORA) > KEPT:
                _CORPORA.popitem(last=False)
        return _CORPORA[which]


# Not Streamlit's cache, which does not tell what it holds: the picture takes names from what is there, and waits for nothing.
_CORPORA: OrderedDict[tuple[str, str, tuple[int, ...] | None], Corpus] = OrderedDict()
_READING = threading.Lock()  # two readers who open a timeline at once wait for one reading


def _articles(view: View, shown: Selection) -> tuple[int, ...] | None:
    return _entering(view, shown, view.opened.directory, view.opened.stamp)


@st.cache_data(show_spinner=False, max_entries=64, hash_funcs=SAME)
def _entering(_view: View, shown: Selection, directory: str, stamp: str) -> tuple[int, ...] | None:
    return articles_of(_view.opened.timeline, shown)
