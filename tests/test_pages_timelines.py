"""Which timelines may be opened, by whom; the list of them; new ones from a folder."""

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from made_timeline import make_tables, write_made
from streamlit.testing.v1 import AppTest

from data_prep.expert import keep_table, kept_tables, read_expert
from data_prep.recents import Known, key_of, read_recents, remember
from pages.parts import builds, which
from pages.words import compare as also
from pages.words import timelines as say

ROOT = Path(__file__).resolve().parents[1]
PAGE = "pages/work/timelines.py"
STORY = "---\ntitle: One\npublished: 2031-03-13\n---\nAnna Berg met Paul Roche in Oslo on Wednesday.\n"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    st.cache_resource.clear()
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATELINE_HOSTED", "0")
    monkeypatch.setattr("sys.argv", ["dashboard.py"])


def frame(monkeypatch: pytest.MonkeyPatch, *directories: Path, **address: str) -> AppTest:
    monkeypatch.setenv("DATELINE_TIMELINE", ":".join(map(str, directories)))
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in address.items():
        at.query_params[key] = value
    return at.run()


def html(at: AppTest) -> str:
    assert not at.exception
    return "\n".join(h.value for h in at.html if "<style>" not in h.value)


def remembered(directory: Path, title: str = "Another") -> str:
    key = key_of(directory)
    remember(which.recents_file(), Known(key, str(directory.resolve()), title, 1, 1, "", "", 1.0, 1.0))
    return key


def test_what_was_opened_is_remembered(made_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame(monkeypatch, made_directory)
    (known,) = read_recents(which.recents_file())
    assert (known.title, known.articles, known.events, known.first) == ("Iceland and Portugal", 4, 14, "1976-01-01")
    assert known.directory == str(made_directory.resolve()) and known.key == key_of(made_directory)


def test_an_address_opens_by_name(
    made_directory: Path, bare_directories: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = remembered(bare_directories["single"])
    assert "One event from 4 articles" in html(frame(monkeypatch, made_directory, timeline=key))
    assert "All 14 events" in html(frame(monkeypatch, made_directory))
    given = frame(monkeypatch, made_directory, bare_directories["single"], timeline=key)
    assert "One event" in html(given)


def test_an_address_opens_no_path(
    made_directory: Path, bare_directories: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for asked in (str(bare_directories["single"]), "../single", key_of(bare_directories["single"]), "<img src=x>"):
        said = html(frame(monkeypatch, made_directory, timeline=asked))
        assert "All 14 events" in said and "has not opened before" in said and "<img" not in said


def test_a_server_for_others_opens_what_was_given(
    made_directory: Path, bare_directories: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = remembered(bare_directories["single"])
    monkeypatch.setenv("DATELINE_HOSTED", "1")
    at = frame(monkeypatch, made_directory, timeline=key)
    assert "is not offered here" in html(at) and "All 14 events" in html(at)
    at.switch_page(PAGE).run()
    said = html(at)
    assert str(made_directory.parent) not in said and "Another" not in said and "runs on a server" in said
    at.query_params["do"] = say.PARTS["new"]
    at.run()
    assert not at.exception and not [t for t in at.text_input if t.label == say.FOLDER]
    assert [k.key for k in read_recents(which.recents_file())] == [key], "a server's visitors are not remembered"


def test_a_switch_clears_what_says_nothing_of_the_other(
    made_directory: Path, bare_directories: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = remembered(bare_directories["single"])
    at = frame(monkeypatch, made_directory, event="nets", status="denied", actor="Portuguese Navy")
    assert "1 of 14 events" in html(at)
    at.selectbox(key="which").set_value(key).run()
    assert "One event from 4 articles" in html(at)
    assert at.text_input(key="event").value == "" and at.multiselect(key="actor").value == []
    at.selectbox(key="which").set_value(key_of(made_directory)).run()
    assert "All 14 events" in html(at) and at.text_input(key="timeline").value == ""


def test_one_that_is_gone_is_said_and_forgotten(
    made_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = remembered(tmp_path / "was here")
    at = frame(monkeypatch, made_directory)
    assert key not in at.selectbox(key="which").options
    at.switch_page(PAGE).run()
    assert say.GONE in html(at) and not [b for b in at.button if b.key == f"open_{key}"]
    next(b for b in at.button if b.key == f"forget_{key}").click().run()
    assert say.GONE not in html(at) and key not in [k.key for k in read_recents(which.recents_file())]


def test_the_list_opens_another(
    made_directory: Path, bare_directories: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = remembered(bare_directories["single"])
    at = frame(monkeypatch, made_directory)
    at.switch_page(PAGE).run()
    assert "3 timelines can be opened" in html(at) and str(made_directory.resolve()) in html(at)
    next(b for b in at.button if b.key == f"open_{key}").click().run()
    at.switch_page("pages/explore/timeline.py").run()  # the page's own way there is for a browser
    assert at.text_input(key="timeline").value == key and "One event from 4 articles" in html(at)


def visitor(monkeypatch: pytest.MonkeyPatch, address: str | None, ip: str | None, **headers: str) -> bool:
    monkeypatch.delenv("DATELINE_HOSTED", raising=False)
    headers = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501", **headers}
    monkeypatch.setattr(which.st, "context", SimpleNamespace(headers=headers, ip_address=ip))
    monkeypatch.setattr(which.st, "get_option", lambda _: address)
    return which.is_local()


def test_who_sits_at_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert visitor(monkeypatch, "127.0.0.1", None)
    assert visitor(monkeypatch, "localhost", None, Host="[::1]:8501", Origin="http://localhost:8501")
    assert not visitor(monkeypatch, None, None), "the server listens to everybody"
    assert not visitor(monkeypatch, "0.0.0.0", None)
    assert not visitor(monkeypatch, "127.0.0.1", "192.0.2.7")
    assert not visitor(monkeypatch, "127.0.0.1", None, Host="example.org")
    assert not visitor(monkeypatch, "127.0.0.1", None, Origin="https://example.org")
    assert not visitor(monkeypatch, "127.0.0.1", None, **{"X-Forwarded-For": "192.0.2.7"})


@pytest.mark.parametrize("value", ["1", "yes", "true"])
def test_a_setting_decides(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOSTED", value)
    assert not which.is_local()


def test_folders_are_looked_at_before_they_are_built(tmp_path: Path, made_directory: Path) -> None:
    (tmp_path / "file.txt").write_text("x")
    (tmp_path / "empty" / ".hidden").mkdir(parents=True)
    for asked, said in {
        "articles": "not a whole path",
        "": "Name the folder",
        "~nobody-of-this-name/x": "not a whole path",
        str(tmp_path / "none"): "There is no folder",
        str(tmp_path / "file.txt"): "is a file",
        str(tmp_path / "empty"): "no file",
        str(made_directory): "holds a timeline",
    }.items():
        with pytest.raises(ValueError, match=said):
            builds.read_folder(asked)
    assert builds.read_folder(f' "{tmp_path}" ') == tmp_path


def test_names_lead_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    assert builds.place_for(folder, "") == tmp_path / "articles-timeline"
    assert builds.place_for(folder, "My talks") == tmp_path / "My talks"
    for name in ("../x", "/x", ".x", "a/b", "a\\b", "x" * 90):
        with pytest.raises(ValueError, match="cannot be a folder's name"):
            builds.place_for(folder, name)
    (folder / "a.txt").write_text("x")
    with pytest.raises(ValueError, match="holds other things"):
        builds.place_for(folder, "articles")


def wait_for(build: builds.Build) -> None:
    for _ in range(600):
        if build.ended:
            return
        time.sleep(0.1)
    raise AssertionError(build.words)


def test_a_timeline_is_built_on_the_page_and_opened(
    made_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.md").write_text(STORY)
    (folder / "odd.bin").write_bytes(b"\0\1\2")
    at = frame(monkeypatch, made_directory)
    at.switch_page(PAGE)
    at.query_params["do"] = say.PARTS["new"]
    at.run()
    at.text_input(key="folder").set_value("nowhere")
    button(at, say.BUILD).click().run()
    assert "not a whole path" in html(at)
    at.text_input(key="folder").set_value(str(folder))
    button(at, say.BUILD).click().run()
    (build,) = builds.builds().values()
    wait_for(build)
    at.run()
    assert "1 article read" in html(at) and "odd.bin" in html(at)
    button(at, say.OPEN_IT).click().run()
    at.switch_page("pages/explore/timeline.py").run()  # the page's own way there is for a browser
    assert at.text_input(key="timeline").value == key_of(tmp_path / "articles-timeline") and not builds.builds()
    assert "from 1 article" in html(at)


def button(at: AppTest, label: str) -> Any:
    return next(b for b in at.button if b.label == label)


def test_a_build_is_stopped_and_goes_on(tmp_path: Path) -> None:
    folder, out = tmp_path / "articles", tmp_path / "out"
    folder.mkdir()
    (folder / "one.md").write_text(STORY)
    build = builds.Build(folder, out, wanted=False)
    build.run()
    assert build.error == say.STOPPED and build.ended and build.words == say.STOPPING
    assert builds.place_for(folder, "out") == out, "what a stopped build left may be built on"
    again = builds.Build(folder, out)
    again.run()
    assert again.change is not None and again.change.articles == 1 and again.error == ""


def test_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds.Build, "run", lambda self: None)
    first = builds.begin(tmp_path, tmp_path / "a")
    assert builds.begin(tmp_path, tmp_path / "b") is first and list(builds.builds()) == [str(tmp_path / "a")]


def test_a_folder_of_nothing_readable_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "odd.bin").write_bytes(b"\0\1\2")
    build = builds.Build(folder, tmp_path / "out")
    build.run()
    assert "no article could be read" in build.error and [p.path for p in build.problems] == ["odd.bin"]


def test_how_far_it_is(tmp_path: Path) -> None:
    build = builds.Build(tmp_path, tmp_path / "out", files=100)
    assert build.words == say.STARTING and build.part == 0
    build.tell(builds.READ, 40, None)
    assert build.part == 0.4 and "40 of about 100" in build.words and "left" in build.words
    build.tell("reports joined", 3, 4)
    assert build.part == 0.75 and build.words == "Joining what several articles tell: 3 of 4"


def test_what_was_written_by_hand_is_said_to_be_no_timeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert write_made(make_tables(), tmp_path / "made")
    at = frame(monkeypatch, tmp_path / "none", tmp_path / "made")
    assert "No timeline can be opened" in at.error[0].value
    at.selectbox(key="which").set_value(key_of(tmp_path / "made")).run()
    at.run()
    assert "All 14 events" in html(at), "the switch is there where nothing else is"


TABLE = "When,What happened,Who\n2031-03-12,Halla and Vilhena meet in Porto over mackerel,Sigrun Halla\n03/04/2031,A volcano,\nsoon,x,\n"


def compare_page(monkeypatch: pytest.MonkeyPatch, directory: Path, **address: str) -> AppTest:
    at = frame(monkeypatch, directory)
    at.switch_page(PAGE)
    at.query_params["do"] = say.PARTS["compare"]
    for key, value in address.items():
        at.query_params[key] = value
    return at.run()


def test_a_table_is_brought_in_compared_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = write_made(make_tables(), tmp_path / "made")
    at = compare_page(monkeypatch, directory)
    assert also.INTRO in html(at)
    at.file_uploader(key="expert_file").set_value(("mine.csv", TABLE.encode(), "text/csv")).run()
    assert "3 April or 4 March" in html(at) and "1 event can be read, 2 rows cannot" in html(at)
    assert button(at, also.KEEP).disabled
    at.radio(key="expert_order").set_value("day-month").run()
    assert "2 events can be read, 1 row cannot" in html(at)
    preview = at.dataframe[0].value
    assert list(preview[also.HEADS["read"]]) == ["12 March 2031", "3 April 2031", ""]
    button(at, also.KEEP).click().run()
    assert "1 of 2 events in mine were found in the articles (50%)" in html(at) and kept_tables(directory) == ["mine"]
    spec = next(c for c in at.get("plotly_chart")).proto.spec
    assert "Sigrun Halla and Duarte Vilhena meet" in spec and "A volcano" in spec
    button(at, also.REMOVE).click().run()
    assert kept_tables(directory) == [] and also.INTRO in html(at)


def test_a_visitor_of_a_server_sees_tables_and_brings_in_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = write_made(make_tables(), tmp_path / "made")
    monkeypatch.setenv("DATELINE_HOSTED", "1")
    assert also.NO_TABLES_HERE in html(compare_page(monkeypatch, directory))
    keep_table(directory, read_expert(b"date,title\n2031-03-12,<img src=x>", "t.csv", {}, name="<b>theirs"))
    at = compare_page(monkeypatch, directory)
    assert "&lt;b&gt;theirs" in html(at) and "<img" not in html(at)
    assert not at.get("file_uploader") and not [b for b in at.button if b.label == also.REMOVE]


def test_a_file_that_is_no_table_is_said(made_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = compare_page(monkeypatch, made_directory)
    at.file_uploader(key="expert_file").set_value(("mine.csv", b"a,b\n1,2\n", "text/csv")).run()
    assert "no column is the title or the text" in html(at)
    at.file_uploader(key="expert_file").set_value(("mine.csv", b"", "text/csv")).run()
    assert "is empty" in html(at)
