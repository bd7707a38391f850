"""The frame and its pages in AppTest: every page on every kind of timeline, and what is said where there is nothing."""

import shutil
from pathlib import Path

import pytest
from made_timeline import make_tables, write_made
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("pages/explore/timeline.py", "pages/explore/actors.py", "pages/explore/sources.py", "pages/work/timelines.py")


def frame(directory: Path | None, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    monkeypatch.setattr("sys.argv", ["dashboard.py"])
    if directory is None:
        monkeypatch.delenv("DATELINE_TIMELINE", raising=False)
    else:
        monkeypatch.setenv("DATELINE_TIMELINE", str(directory))
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in address.items():
        at.query_params[key] = value
    return at.run()


def html(at: AppTest) -> str:
    return "\n".join(h.value for h in at.html if "<style>" not in h.value)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_on_the_story(made_directory: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    at = frame(made_directory, monkeypatch)
    if page != PAGES[0]:
        at.switch_page(page).run()
    assert not at.exception
    drawn = len(at.get("plotly_chart")) + len(at.get("bidi_component"))  # one of these is the ruler
    assert "dl-head" in html(at) and drawn >= 2


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", ["empty", "articles", "undated", "single"])
def test_every_page_runs_where_there_is_little(
    bare_directories: dict[str, Path], monkeypatch: pytest.MonkeyPatch, kind: str, page: str
) -> None:
    at = frame(bare_directories[kind], monkeypatch)
    if page != PAGES[0]:
        at.switch_page(page).run()
    assert not at.exception
    assert "dl-head" in html(at)


def test_little_is_said_in_words(bare_directories: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no articles yet" in html(frame(bare_directories["empty"], monkeypatch))
    assert "no sentence tells of an event" in html(frame(bare_directories["articles"], monkeypatch))
    assert "None of these events has a date" in html(frame(bare_directories["undated"], monkeypatch))
    assert "One event from 4 articles" in html(frame(bare_directories["single"], monkeypatch))


def test_the_sentence_says_what_is_left_out(made_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = html(frame(made_directory, monkeypatch))
    for words in (
        "All 14 events from 4 articles",
        "2 have no date and stand on the shelf",
        "1 lies before",
        "on 1 the sources disagree",
        "1 file could not be read",
        "nothing is hidden",
    ):
        assert words in said, words


def test_an_address_opens_event_and_filters(made_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = frame(made_directory, monkeypatch, event="nets", status="denied")
    assert not at.exception
    said = html(at)
    assert (
        "1 of 14 events" in said
        and "A patrol boat cuts nets off Madeira" in said
        and "13 hidden by your filters" in said
    )
    assert '<u class="when">February</u>' in said


def test_an_event_that_filters_hide_is_still_opened_and_said(
    made_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = html(frame(made_directory, monkeypatch, event="nets", q="mackerel"))
    assert "Your filters hide this event" in said and "A patrol boat cuts nets" in said


def test_an_unknown_event_is_said(made_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = frame(made_directory, monkeypatch, event="<script>no</script>")
    assert not at.exception and "does not have" in html(at) and "<script>" not in html(at)


def test_nothing_matches(made_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = frame(made_directory, monkeypatch, q="zebra <img src=x>")
    assert not at.exception and "No event matches your filter" in html(at) and "<img" not in html(at)
    assert any(b.label == "Clear all filters" for b in at.button)


@pytest.mark.parametrize(
    "address",
    [
        {"from": "yesterday"},
        {"from": "1700-01-01"},
        {"kind": "no such"},
        {"actor": "Nobody"},
        {"lanes": "x"},
        {"together": "maybe"},
    ],
)
def test_a_bad_address_is_dropped(
    made_directory: Path, monkeypatch: pytest.MonkeyPatch, address: dict[str, str]
) -> None:
    at = frame(made_directory, monkeypatch, **address)
    assert not at.exception and "All 14 events" in html(at)


def test_a_folder_that_is_no_timeline_is_said_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = frame(tmp_path / "nothing here", monkeypatch)
    assert not at.exception
    assert "No timeline can be opened" in at.error[0].value
    assert any("dateline build" in c.value for c in at.code) and any("nothing here" in t.value for t in at.text)


def test_a_full_timeline_runs(many_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = frame(many_directory, monkeypatch)
    assert not at.exception and "All 5,000 events" in html(at) and "too many for a sign each" in html(at)
    for page in PAGES[1:]:
        at.switch_page(page).run()
        assert not at.exception


def test_hostile_text_is_only_read(made_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = frame(made_directory, monkeypatch, event="letters")
    pages = [html(at)]
    for page in PAGES[1:]:
        at.switch_page(page).run()
        pages.append(html(at))
    said = "\n".join(pages)
    for tag in ("<script", "<img", "<iframe", "<style", 'javascript:alert(1)"'):
        assert tag not in said, tag
    assert "&lt;script&gt;" in said
    spoken = [*(m.value for m in at.markdown), *(c.value for c in at.caption), *(b.label for b in at.button)]
    assert not any("evil.invalid" in str(v) for v in spoken)


def test_a_newer_build_is_offered_and_taken_with_filters_and_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = make_tables()
    directory = write_made(tables, tmp_path / "made")
    at = frame(directory, monkeypatch, event="nets", status="denied")
    assert "1 of 14 events" in html(at) and "newer build" not in html(at)
    fewer = tables["events"][tables["events"]["event_id"] != "meeting"]
    reports = tables["reports"][tables["reports"]["event_id"] != "meeting"]
    write_made(tables | {"events": fewer, "reports": reports}, directory)
    at.run()
    assert not at.exception and "1 of 14 events" in html(at) and "A newer build" in html(at)
    next(b for b in at.button if b.label == "Show it").click().run()
    assert not at.exception
    at.run()
    assert "1 of 13 events" in html(at) and "A patrol boat cuts nets" in html(at) and "newer build" not in html(at)


def test_a_build_that_was_removed_gives_way_to_the_one_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = write_made(make_tables(), tmp_path / "made")
    before = next(directory.glob("tables-*"))
    at = frame(directory, monkeypatch)
    tables = make_tables()
    write_made(tables | {"mentions": tables["mentions"].head(1)}, directory)
    shutil.rmtree(before)
    at.run()
    assert not at.exception and "All 14 events" in html(at)
    assert any("gone" in t.value for t in at.toast)
