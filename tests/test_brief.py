"""A brief: what a reader does to it, how it is kept, and its documents opened with libraries of their own."""

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import numpy as np
import pytest
from lxml import html
from made_timeline import HOSTILE

from data_prep.brief import MOST, Brief, BriefError, Star, as_json, find_briefs, read_brief, save_brief
from data_prep.exports.briefs import BRIEF_FORMATS, Told, tell
from data_prep.exports.cargo import Cargo, pack
from data_prep.selection import Selection
from data_prep.store import open_timeline

AT = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
THREE = Brief(
    "Mackerel", "How it *began*.", (Star("nets", "Denied at once."), Star("meeting"), Star("letters", "Odd."))
)


def ids(brief: Brief) -> list[str]:
    return [s.event_id for s in brief.stars]


def test_stars_go_in_and_out_up_and_down() -> None:
    brief = Brief().toggled("a").toggled("b").toggled("c")
    assert ids(brief) == ["a", "b", "c"] and ids(brief.toggled("b")) == ["a", "c"]
    assert ids(brief.moved("c", -1)) == ["a", "c", "b"] and ids(brief.moved("a", 99)) == ["b", "c", "a"]
    assert ids(brief.moved("a", -1)) == ["a", "b", "c"] == ids(brief.moved("x", 1))
    assert ids(brief.ordered(["c", "a"])) == ["c", "a", "b"]
    assert brief.remarked("b", "yes").stars[1] == Star("b", "yes")


def test_a_brief_holds_so_many() -> None:
    brief = Brief(stars=tuple(Star(str(n)) for n in range(MOST)))
    assert brief.toggled("one more") == brief and brief.has("0") and not Brief()


def test_a_file_of_it_is_read_back() -> None:
    assert read_brief(as_json(THREE)) == THREE
    assert ids(read_brief(as_json(Brief(stars=(Star("a"), Star("a")))))) == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"dateline brief": 1}',
        '{"dateline brief": 1, "stars": [3]}',
        "\xff",
        '{"dateline brief": 1, "stars": 5}',
    ],
)
def test_what_is_no_brief_is_refused(text: str) -> None:
    with pytest.raises(BriefError, match="This file"):
        read_brief(text)


def test_briefs_are_kept_by_timeline_the_last_changed_first(tmp_path: Path) -> None:
    file = tmp_path / "home" / "briefs.sqlite"
    assert find_briefs(file, "t") == {}
    assert (
        save_brief(file, "t", "one", THREE)
        and save_brief(file, "t", "two", Brief("Two"))
        and save_brief(file, "u", "x", THREE)
    )
    assert list(find_briefs(file, "t")) == ["two", "one"]
    assert save_brief(file, "t", "one", THREE.toggled("nets")) and list(find_briefs(file, "t")) == ["one", "two"]
    assert save_brief(file, "t", "one", Brief()) and list(find_briefs(file, "t")) == ["two"]


def test_where_it_cannot_be_kept_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder")
    assert not save_brief(tmp_path / "home" / "briefs.sqlite", "t", "one", THREE)
    (tmp_path / "harmed.sqlite").write_text("no database, but long enough to be taken for one " * 40)
    assert find_briefs(tmp_path / "harmed.sqlite", "t") == {}


@pytest.fixture(scope="module")
def told(made_directory: Path) -> Told:
    cargo = pack(open_timeline(made_directory), "", AT)
    rows = [n for n, e in enumerate(cargo.entries()) if e["event_id"] in ids(THREE)]
    few = Cargo(cargo.timeline, Selection(cargo.shown.index, cargo.shown.index.mark(np.array(rows))), "Made", AT)
    return tell(THREE.toggled("gone"), few, "Chicago")


def test_sources_are_numbered_in_the_order_of_the_brief(told: Told) -> None:
    assert told.items[0].head.split(": ", 1)[1][:9] == "A patrol "
    numbers = [n for item in told.items for _, n in item.told]
    assert numbers[0] == 1 and set(numbers) == set(range(1, len(told.sources) + 1))
    assert list(dict.fromkeys(numbers)) == sorted(set(numbers))
    assert any("1 starred event left out" in line for line in told.about) and any(
        "07:08 UTC" in line for line in told.about
    )


def written(label: str, told: Told) -> bytes:
    file = io.BytesIO()
    BRIEF_FORMATS[label][2](told, file)
    return file.getvalue()


def test_a_word_document(told: Told) -> None:
    document = docx.Document(io.BytesIO(written("Word", told)))
    heads = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert heads[0] == "Mackerel" and heads[-2:] == ["Sources", "About this brief"] and len(heads) == 6
    texts = [p.text for p in document.paragraphs]
    assert "How it *began*." in texts and "Denied at once." in texts and any(t.startswith("1. ") for t in texts)
    raised = [r.text for p in document.paragraphs for r in p.runs if r.font.superscript]
    assert raised[0] == "[1]"
    links = {r.target_ref for r in document.part.rels.values() if r.is_external}
    assert all(link.startswith(("https://", "http://")) for link in links)


def test_a_web_page_without_script(told: Told) -> None:
    body = written("Web page", told).decode()
    page = html.fromstring(body)
    assert page.xpath("//h1")[0].text == "Mackerel" and not page.xpath("//script | //img | //iframe | //*[@onerror]")
    assert HOSTILE[:30] in "".join(page.itertext())
    for link in page.xpath("//sup/a/@href"):
        assert page.xpath(f"//li[@id='{link[1:]}']")
    assert "default-src 'none'" in body


def test_markdown(told: Told) -> None:
    text = written("Markdown", told).decode()
    assert text.startswith("# Mackerel\n\nHow it *began*.\n") and "\n## Sources\n\n1. " in text and "[1]" in text
    assert "<script" not in text.replace("\\<script", "")
