"""The parts of the pages, each alone: filters in a one-page script, source text, panel, table, loading."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from made_timeline import HOSTILE, TEXTS, make_tables, open_made
from streamlit.testing.v1 import AppTest

from data_prep.queries import read_event, read_events, read_reports, read_spans
from pages.parts.disagreements import disagreements
from pages.parts.event_panel import (
    original,
    published_words,
    say_dates,
    source_blocks,
    who_and_how,
    why_this_date,
)
from pages.parts.loading import asked_directories
from pages.parts.source_text import Mark, article_html, mark_up, quote
from pages.parts.style import listed, plural, safe
from pages.parts.table import event_rows

NAMES = {"halla": "Sigrun Halla", "vilhena": "Duarte Vilhena", "navy": "Portuguese Navy"}


@pytest.fixture(scope="module")
def story() -> SimpleNamespace:
    return open_made(make_tables())


def event(story: SimpleNamespace, event_id: str) -> Any:
    return pd.Series(read_event(story, event_id))


def one_page(directory: str) -> None:
    from pathlib import Path

    import streamlit as st

    from data_prep.queries import read_events
    from pages.parts.filters import ask_filters, clear_filters, hold_event, open_event
    from pages.parts.loading import _open, _stamp, selection_of

    opened = _open(directory, _stamp(Path(directory)))
    choices = ask_filters(opened)
    st.button("Clear", key="clear", on_click=clear_filters)
    st.button("Open", key="open", on_click=open_event, args=("nets",))
    hold_event(opened)
    st.session_state["found"] = list(
        read_events(opened.timeline, selection_of(opened, directory, "test", choices).mask.nonzero()[0])["event_id"]
    )
    st.session_state["choices"] = choices


@pytest.fixture
def filters(made_directory: Path) -> AppTest:
    at = AppTest.from_function(one_page, args=(str(made_directory),), default_timeout=60).run()
    assert not at.exception
    return at


def test_each_filter_asks_its_own_question(filters: AppTest) -> None:
    assert len(filters.session_state["found"]) == 14
    filters.multiselect(key="actor").select("Sigrun Halla").run()
    assert set(filters.session_state["found"]) == {"meeting", "congress"}
    filters.multiselect(key="actor").select("Duarte Vilhena").run()
    assert set(filters.session_state["found"]) == {"meeting", "congress", "visit"}
    filters.toggle(key="together").set_value(True).run()
    assert set(filters.session_state["found"]) == {"meeting"}
    filters.button(key="clear").click().run()
    assert len(filters.session_state["found"]) == 14 and filters.multiselect(key="actor").value == []


def test_days_and_words(filters: AppTest) -> None:
    from datetime import date

    filters.date_input(key="from").set_value(date(2031, 5, 1)).run()
    assert set(filters.session_state["found"]) == {"ships", "visit", "congress", "treaty"}
    filters.date_input(key="to").set_value(date(2031, 4, 1)).run()
    assert any("lies after" in c.value for c in filters.caption) and len(filters.session_state["found"]) == 14
    filters.button(key="clear").click().run()
    filters.text_input(key="q").set_value("shook hands").run()
    assert filters.session_state["found"] == ["meeting"]


def test_the_address_carries_the_filters_by_name(made_directory: Path) -> None:
    at = AppTest.from_function(one_page, args=(str(made_directory),), default_timeout=60)
    at.query_params["actor"] = ["Sigrun Halla", "Duarte Vilhena"]
    at.query_params["together"] = "true"
    at.query_params["from"] = "2031-01-01"
    at.run()
    assert not at.exception and at.session_state["found"] == ["meeting"]


def test_opening_an_event_goes_into_the_held_field(filters: AppTest) -> None:
    filters.button(key="open").click().run()
    assert filters.text_input(key="event").value == "nets"


def test_an_address_of_before_leads_to_the_event_of_now(made_directory: Path) -> None:
    at = AppTest.from_function(one_page, args=(str(made_directory),), default_timeout=60)
    at.query_params["event"] = "trawler"
    at.run()
    assert not at.exception and at.text_input(key="event").value == "nets"


def test_text_is_escaped_before_it_is_marked() -> None:
    text = 'a <b> & "c"\nsecond'
    assert mark_up(text, [Mark(2, 5, "open")]) == "a <mark>&lt;b&gt;</mark> &amp; &quot;c&quot;</p><p>second"
    both = mark_up("one two three", [Mark(0, 7, "told"), Mark(4, 13, "when")])
    assert (
        both
        == '<mark class="soft">one </mark><mark class="soft"><u class="when">two</u></mark><u class="when"> three</u>'
    )
    assert mark_up("abc", [Mark(1, 1, "who"), Mark(5, 9, "who")]) == "abc" and mark_up("", []) == ""
    assert safe("a\u202eb\x00c") == "abc" and safe(None) == "None"


def test_notes_stand_at_their_offset() -> None:
    assert (
        mark_up("ab cd", [Mark(0, 2, "told")], notes={2: "<sup>1</sup>", 5: "<sup>2</sup>"})
        == '<mark class="soft">ab</mark><sup>1</sup> cd<sup>2</sup>'
    )


def pieces(text: str, marks: list[Mark]) -> str:
    """What `mark_up` gives, told anew: each character asks every mark; equal neighbours between edges stand together."""
    edges = {e for m in marks for e in (m.start, m.end)} | {
        i + k for i, c in enumerate(text) if c == "\n" for k in (0, 1)
    }
    tags = {"open": "mark", "told": 'mark class="soft"', "when": 'u class="when"', "who": 'u class="who"'}
    out, held = "", list[str]()
    for i, c in enumerate(text):
        here = [] if c == "\n" else [s for s in tags if any(m.says == s and m.start <= i < m.end for m in marks)]
        here = [s for s in here if s != "told" or "open" not in here]
        if i in edges or here != held:
            out += "".join(f"</{tags[s].split()[0]}>" for s in reversed(held)) + "".join(f"<{tags[s]}>" for s in here)
            held = here
        out += "</p><p>" if c == "\n" and text[i + 1 :].strip("\n") and text[:i].strip("\n") else safe(c).strip("\n")
    return out + "".join(f"</{tags[s].split()[0]}>" for s in reversed(held))


def test_the_sweep_marks_what_each_character_asks_for() -> None:
    import random

    draw = random.Random(7)
    for _ in range(300):
        text = "".join(draw.choice("ab<& ") if i % 9 else "\n" for i in range(1, draw.randrange(2, 60)))
        marks = [
            Mark(at := draw.randrange(len(text)), at + draw.randrange(12), draw.choice(["open", "told", "when", "who"]))
            for _ in range(draw.randrange(9))
        ]
        marks = [m for m in marks if m.end <= len(text) and m.start < m.end]
        assert mark_up(text, marks) == pieces(text, marks)


def test_many_marks_take_a_moment() -> None:
    """A look at every mark for every piece would take minutes."""
    text = "word " * 12_000
    marks = [Mark(i * 3, i * 3 + 9, says) for i in range(19_000) for says in ("told", "who")]
    assert mark_up(text, marks).count("<mark") > 10_000


def test_marking_changes_no_character_of_any_text(story: SimpleNamespace) -> None:
    import html
    import re

    for article, rest in TEXTS.items():
        body, numbers = article_html(rest[6], read_spans(story, article), "meeting")
        words = html.unescape(re.sub(r"<sup>\d+</sup>|</?(?:p|div|mark|u)\b[^>]*>", "", body))
        assert words == re.sub("[\n\u202e]", "", rest[6]), article
        assert len(numbers) == len(set(read_spans(story, article)["reports"]["start"]))
        assert "<script" not in body and "<img" not in body


def test_a_quote_is_the_sentence_in_its_paragraph(story: SimpleNamespace) -> None:
    r = read_reports(story, "closing").iloc[0]
    body = quote(r["text"], r["start"], r["end"], (int(r["timex_start"]), int(r["timex_end"])))
    assert (
        '<mark>Iceland had closed its western grounds in </mark><mark><u class="when">the third quarter of 2030</u></mark>'
        in body
    )
    assert "The two signed" in body and "Fisheries minister" not in body


def test_why_this_date_shows_words_reason_and_result(story: SimpleNamespace) -> None:
    e = event(story, "meeting")
    why = why_this_date(e, read_reports(story, "meeting").to_dict("records"))
    assert (
        "12 March 2031" in why
        and '<u class="when">the previous day</u>' in why
        and "counted from" in why
        and "this one decides" in why
    )
    assert "2 reports say 12 Mar 2031; elsewhere it is 11 Mar 2031" in why
    assert "So it stays undated" in why_this_date(
        event(story, "treaty"), read_reports(story, "treaty").to_dict("records")
    )
    assert "7 or 14 March 2031" in why_this_date(event(story, "feast"), read_reports(story, "feast").to_dict("records"))


def test_sources_that_agree_are_counted_and_no_more_is_claimed(story: SimpleNamespace) -> None:
    rows = read_reports(story, "meeting").to_dict("records")
    agreeing = [r | {"date_edtf": "2031-03-12", "date_basis": "stated"} for r in rows]
    sources = len({r["article_id"] for r in rows})
    why = why_this_date(event(story, "meeting"), agreeing)
    assert f"{sources} sources say so." in why and "independent" not in why


def test_who_says_so(story: SimpleNamespace) -> None:
    rows = read_reports(story, "nets").to_dict("records")
    assert "<dd>Portuguese Navy</dd>" in who_and_how(event(story, "nets"), rows, NAMES)
    mine = who_and_how(event(story, "meeting"), read_reports(story, "meeting").to_dict("records"), NAMES)
    assert "in their own voice" in mine and "same two people" in mine


def test_disagreements_stand_side_by_side(story: SimpleNamespace) -> None:
    body = disagreements(event(story, "meeting"), read_reports(story, "meeting").to_dict("records"), NAMES)
    assert "Sources disagree on 2 points" in body and "<td class=odd>11 Mar 2031</td>" in body
    assert "<b>Lisbon" not in body and "&lt;b&gt;Lisbon" in body


def test_a_source_stands_once_with_its_sentences(story: SimpleNamespace) -> None:
    rows = read_reports(story, "meeting").to_dict("records")
    assert source_blocks([*rows, rows[0]]).count("<header>") == 3
    assert published_words({"published_edtf": None, "published_basis": "unknown"}) == "no date of publication"
    assert published_words(rows[1]) == "13 Mar 2031, by its dateline"


def test_only_web_addresses_become_links() -> None:
    assert original("javascript:alert(1)") == original(None) == original("data:text/html,x") == ""
    assert original('https://a.invalid/"><script>').count("<") == 2


def test_dates_in_reasons_are_words() -> None:
    assert (
        say_dates("counted from published 2024-11-29/2024-11-30, in 2024-06 or 2025-10-02")
        == "counted from published 29–30 Nov 2024, in Jun 2024 or 2 Oct 2025"
    )
    assert say_dates("rule 12-3456") == "rule 12-3456"


def test_the_table_says_what_the_picture_says(story: SimpleNamespace) -> None:
    rows = event_rows(read_events(story), NAMES).set_index("Id")
    assert (
        rows.loc["meeting", "Date"] == "12 Mar 2031"
        and rows.loc["meeting", "Sources"] == 3
        and rows.loc["meeting", "Disagree"] == "date, place"
    )
    assert (
        rows.loc["treaty", "Date"] == "no date"
        and pd.isna(rows.loc["treaty", "From"])
        and rows.loc["nets", "Who"] == "Portuguese Navy"
    )


def test_which_folder_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TIMELINE", os.pathsep.join(["one", "two"]))
    assert asked_directories(["--timeline", "here", "--timeline", "there"]) == ["here", "there"]
    assert asked_directories(["--other"]) == ["one", "two"]
    monkeypatch.delenv("DATELINE_TIMELINE")
    assert asked_directories([]) == []


def test_words_for_lists() -> None:
    assert plural(1, "event") == "1 event" and plural(1200, "event") == "1,200 events"
    assert (
        listed([]) == ""
        and listed(["a", "b", "c"]) == "a, b and c"
        and listed(list("abcdefgh"), 4) == "a, b, c and 5 more"
    )
    assert HOSTILE not in safe(HOSTILE)
