"""Feeds, watched: new entries are fetched once and added; what fails is told, and the others go on."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_web import QUICK, Page, Web, serve

from data_prep.cli import main
from data_prep.store import check_timeline, open_timeline
from data_prep.web import watch as watching
from data_prep.web.feed_lists import Feed, FeedListError, read_feed_list
from data_prep.web.kept import Kept
from data_prep.web.watch import Round, watch, watch_once

ROOT = Path(__file__).resolve().parents[1]
MET = "GENEVA, May 3, 2024 (Reuters) - Anna Berg met Paul Roche in Geneva on Friday, officials said."
LEFT = "GENEVA, May 4, 2024 (Reuters) - Paul Roche left Geneva on Saturday, officials said."
SPOKE = "PARIS, May 6, 2024 (Reuters) - Paul Roche spoke to reporters in Paris on Monday."


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as made:
        yield made


def round_of(directory: Path, *feeds: Feed) -> tuple[Round, list[str]]:
    told: list[str] = []
    return watch_once(directory, feeds, told.append, manners=QUICK), told


def texts(directory: Path) -> list[str]:
    return sorted(text.split("\n")[0] for text in open_timeline(directory).table("articles")["text"])


class TestRounds:
    def test_old_and_new_entries(self, web, tmp_path):
        feed = Feed(web.feed("/feed", web.story("/a", MET)), "The Geneva Paper")
        done, told = round_of(tmp_path, feed)
        assert done == Round(1, 1, 1)
        assert [line for line in told if line.startswith("new: ") and line.endswith("(The Geneva Paper)")]
        web.feed("/feed", web.story("/b", LEFT), f"{web.url}/a")
        assert round_of(tmp_path, feed)[0] == Round(1, 1, 1)
        assert round_of(tmp_path, feed) == (Round(1, 0, 0), [])
        assert texts(tmp_path) == [MET, LEFT]
        articles = open_timeline(tmp_path).table("articles")
        assert set(articles["outlet"]) == {"The Geneva Paper"}
        assert list(articles["url"]) == [f"{web.url}/a", f"{web.url}/b"]
        assert web.count("/a") == web.count("/b") == 1
        assert check_timeline(tmp_path) == []

    def test_atom_relative_links_and_what_is_no_page(self, web, tmp_path):
        web.story("/x/a", MET)
        entries = "".join(
            f'<entry><id>{n}</id><title>t</title><link href="{link}"/></entry>'
            for n, link in enumerate(["a", "mailto:me@example.com", "file:///etc/passwd", ""])
        )
        text = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>{entries}</feed>'
        web.pages["/x/feed"] = Page(text.encode(), kind="application/atom+xml")
        done, told = round_of(tmp_path, Feed(f"{web.url}/x/feed"))
        assert (done.pages, done.articles) == (1, 1)
        assert not [line for line in told if not line.startswith("new: ")]

    def test_a_feed_is_asked_only_for_changes(self, web, tmp_path):
        feed = Feed(web.feed("/feed", web.story("/a", MET)))
        web.pages["/feed"].headers = {"ETag": '"1"'}
        round_of(tmp_path, feed)
        assert round_of(tmp_path, feed)[0] == Round(1, 0, 0)
        assert [headers.get("if-none-match") for path, headers in web.asked if path == "/feed"] == [None, '"1"']

    def test_errors_of_one_stop_no_other(self, web, tmp_path):
        web.pages["/page"] = Page(b"<html><p>No feed at all</p></html>", kind="text/html")
        good = web.feed("/feed", f"{web.url}/gone", web.story("/a", MET), "http://192.168.1.1:99999/")
        feeds = [Feed(f"{web.url}/none"), Feed(f"{web.url}/page"), Feed(good)]
        done, told = round_of(tmp_path, *feeds)
        assert done == Round(1, 1, 1)
        assert f"{web.url}/none: not there (HTTP 404). Check the address" in told
        assert f"{web.url}/page: no feed (neither RSS nor Atom). Give the address of the feed itself" in told
        assert f"{web.url}/gone: not there (HTTP 404). Check the address" in told

    def test_a_feed_that_its_reader_chokes_on(self, web, tmp_path, monkeypatch):
        def choke(*_: object, **__: object) -> None:
            raise AssertionError("unexpected call")

        monkeypatch.setattr("feedparser.parse", choke)
        done, told = round_of(tmp_path, Feed(web.feed("/feed")))
        assert done.feeds == 0 and "cannot be read (unexpected call)" in told[0]

    def test_what_fails_for_good_is_not_asked_for_again(self, web, tmp_path):
        web.pages["/picture"] = Page(b"x", kind="image/png")
        feed = Feed(web.feed("/feed", f"{web.url}/gone", f"{web.url}/picture", web.story("/a", MET)))
        round_of(tmp_path, feed)
        assert round_of(tmp_path, feed) == (Round(1, 0, 0), [])
        assert web.count("/gone") == web.count("/picture") == 1

    def test_what_may_pass_is_tried_again_but_not_for_ever(self, web, tmp_path):
        feed = Feed(web.feed("/feed", f"{web.url}/a", f"{web.url}/b"))
        web.pages["/a"] = web.pages["/b"] = Page(status=501)
        for _ in range(2):
            assert len(round_of(tmp_path, feed)[1]) == 2
        web.story("/a", MET)
        assert round_of(tmp_path, feed)[0] == Round(1, 1, 1)
        for _ in range(9):
            round_of(tmp_path, feed)
        assert (web.count("/a"), web.count("/b")) == (3, 5)

    def test_a_feed_of_very_many(self, web, tmp_path, monkeypatch):
        monkeypatch.setattr(watching, "_MOST", 2)
        links = [web.story(f"/{n}", MET.replace("Friday", f"Friday, {n + 1} years on")) for n in range(3)]
        feed = Feed(web.feed("/feed", *links))
        done, told = round_of(tmp_path, feed)
        assert done.pages == 2
        assert f"{feed.url}: 1 further new entries wait for the next round" in told
        assert round_of(tmp_path, feed)[0].pages == 1

    def test_a_round_that_was_broken_off_is_completed(self, web, tmp_path, monkeypatch):
        feed = Feed(web.feed("/feed", web.story("/a", MET)))

        def interrupt(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(watching, "build_into", interrupt)
            with pytest.raises(KeyboardInterrupt):
                round_of(tmp_path, feed)
        web.feed("/feed")
        assert round_of(tmp_path, feed)[0] == Round(1, 0, 1)
        assert web.count("/a") == 1

    def test_a_page_that_is_no_article_is_told_once(self, web, tmp_path):
        web.pages["/list"] = Page(b"numpy>=2\npandas==3\n")
        feed = Feed(web.feed("/feed", web.story("/a", MET), f"{web.url}/list"))
        done, told = round_of(tmp_path, feed)
        assert done == Round(1, 2, 1)
        assert any("/list.txt: no sentence of an article" in line for line in told)
        assert round_of(tmp_path, feed) == (Round(1, 0, 0), [])

    def test_nothing_readable_writes_nothing(self, web, tmp_path):
        web.pages["/list"] = Page(b"numpy>=2\npandas==3\n")
        assert round_of(tmp_path, Feed(web.feed("/feed", f"{web.url}/list")))[0] == Round(1, 1, 0)
        assert [path.name for path in tmp_path.iterdir()] == ["fetched"]

    def test_links_from_a_feed_may_not_use_other_ports(self, web, tmp_path, monkeypatch):
        port = int(web.url.rsplit(":", 1)[1])
        feed = Feed(web.feed("/feed", f"http://127.0.0.1:{port + 1}/a", web.story("/a", MET)))
        monkeypatch.setattr("data_prep.web.connections.is_public", lambda address: True)
        told: list[str] = []
        from dataclasses import replace

        done = watch_once(tmp_path, [feed], told.append, manners=replace(QUICK, allow_private=False))
        assert done.pages == 1
        assert any("which nobody asked for" in line for line in told)

    def test_rounds_go_on(self, web, tmp_path):
        feed = Feed(web.feed("/feed", web.story("/a", MET)))
        waited: list[float] = []
        told: list[str] = []

        def wait(seconds: float) -> None:
            waited.append(seconds)
            web.feed("/feed", web.story("/b", LEFT))
            if len(waited) == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            watch(tmp_path, [feed], told.append, 60, manners=QUICK, wait=wait)
        assert waited == [60, 60]
        assert [line[7:] for line in told if " feeds read, " in line] == [
            "1 of 1 feeds read, 1 pages fetched, 1 articles new"
        ] * 2


class TestAdding:
    def test_to_a_timeline_of_files_and_pages(self, web, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_text(MET)
        assert run("build", "in", web.story("/p", LEFT), "--out", "out", "--allow-private").exit_code == 0
        done, _ = round_of(Path("out"), Feed(web.feed("/feed", web.story("/s", SPOKE), f"{web.url}/p")))
        assert done == Round(1, 1, 1)
        assert texts(Path("out")) == [MET, LEFT, SPOKE]
        assert open_timeline("out").manifest["inputs"] == ["in", f"{web.url}/p", "added"]
        assert web.count("/p") == 1

    def test_its_articles_stay_though_their_files_are_gone(self, web, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_text(MET)
        run("build", "in", "--out", "out")
        shutil.rmtree(tmp_path / "in")
        assert round_of(Path("out"), Feed(web.feed("/feed", web.story("/s", SPOKE))))[0] == Round(1, 1, 1)
        assert texts(Path("out")) == [MET, SPOKE]

    def test_building_anew_leaves_what_was_watched(self, web, tmp_path):
        round_of(tmp_path / "out", Feed(web.feed("/feed", web.story("/a", MET))))
        (tmp_path / "a.txt").write_text(LEFT)
        assert run("build", tmp_path / "a.txt", "--out", tmp_path / "out").exit_code == 0
        assert texts(tmp_path / "out") == [MET, LEFT]
        assert run("build", tmp_path / "a.txt", f"{web.url}/a", "--offline", "--out", tmp_path / "out").exit_code == 0
        assert texts(tmp_path / "out") == [MET, LEFT]
        assert [page.url for page in Kept(tmp_path / "out" / "fetched")] == [f"{web.url}/a"]

    def test_a_page_that_is_added_stays(self, web, tmp_path):
        (tmp_path / "a.txt").write_text(LEFT)
        run("build", tmp_path / "a.txt", "--out", tmp_path / "out")
        assert (
            "1 new, 1 the same, 0 gone" in run("add", tmp_path / "out", web.story("/p", MET), "--allow-private").output
        )
        assert "0 new, 2 the same, 0 gone" in run("build", tmp_path / "a.txt", "--out", tmp_path / "out").output


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_what_the_feed_says_counts_where_the_page_says_nothing(web, tmp_path):
    page = web.url + "/p"
    web.pages["/p"] = Page(b"Ana Lima resigned on Tuesday, and Jan Nowak left the council, the city of Faro said.")
    item = f"<item><title>t</title><link>{page}</link><pubDate>Wed, 12 Jun 2024 08:00:00 GMT</pubDate></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Strait Observer</title>{item}</channel></rss>'
    web.pages["/feed"] = Page(feed.encode(), kind="application/rss+xml")
    round_of(tmp_path, Feed(web.url + "/feed"))
    found = open_timeline(tmp_path).table("articles").iloc[0]
    assert (found.published_edtf, found.published_basis, found.outlet) == ("2024-06-12", "metadata", "Strait Observer")
    assert set(open_timeline(tmp_path).table("events").date_edtf) == {"2024-06-11"}


class TestFeedLists:
    def test_read(self, tmp_path):
        file = tmp_path / "feeds.yml"
        file.write_text(
            "# mine\n- https://example.com/feed\n- {url: 'https://example.org/rss', outlet: Reuters}\n- https://EXAMPLE.com/feed\n"
        )
        assert read_feed_list(file) == [Feed("https://example.com/feed"), Feed("https://example.org/rss", "Reuters")]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("", ": nothing."),
            ("[]", ": nothing."),
            ("feeds: https://example.com", ": no list."),
            ("- https://example.com/a\n- ftp://example.com/b", ", line 2: an address of the kind ftp://"),
            ("- https://me:word@example.com/a", ", line 1: an address with a name or password"),
            ("- https://example.com/a\n- url: https://example.com/b\n  outlets: x", ", line 3: a field `outlets`"),
            ("- outlet: x", ", line 1: an entry without `url`"),
            ("- {url: [a]}", ", line 1: `url` that is not one line of text"),
            ("- - https://example.com/a", ", line 1: a list within the list"),
            ("-", ", line 1: an address of the kind without a beginning"),
            ("- a: [", ", line 1: no YAML"),
            ("- &a [*a]", ", line 1: "),
            ("[" * 5000, ": no YAML (nested too deep)"),
            (b"- \xff", ": it cannot be read (text that is not UTF-8)"),
            (b"#" * 1_000_001, ": more than 1,000,000 bytes"),
        ],
    )
    def test_broken(self, tmp_path, text, found):
        file = tmp_path / "feeds.yml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(FeedListError) as caught:
            read_feed_list(file)
        assert str(caught.value).startswith(f"{file}{found}")
        assert "Accepted: a list" in str(caught.value)
        assert ":word@" not in str(caught.value)

    def test_missing(self, tmp_path):
        with pytest.raises(FeedListError, match="it cannot be read"):
            read_feed_list(tmp_path / "none.yml")


class TestCommand:
    def test_once(self, web, tmp_path):
        (tmp_path / "feeds.yml").write_text(f"- {web.feed('/feed', web.story('/a', MET))}\n- {web.url}/none\n")
        arguments = ("watch", tmp_path / "feeds.yml", "--out", tmp_path / "out", "--once", "--allow-private")
        result = run(*arguments)
        assert result.exit_code == 0
        assert "new: " in result.output and f"{web.url}/none: not there" in result.output
        assert "1 of 2 feeds read, 1 pages fetched, 1 articles new" in result.output
        del web.pages["/feed"]
        result = run(*arguments)
        assert result.exit_code == 1
        assert "no feed could be read" in result.output

    @pytest.mark.parametrize("every", ["5x", "30s", "m", "-5m", ""])
    def test_every(self, tmp_path, every):
        result = run("watch", tmp_path / "feeds.yml", "--out", tmp_path / "out", "--every", every)
        assert result.exit_code == 2
        assert "Accepted: 60s or more, as 30m, 2h or 1d" in " ".join(result.output.split())

    def test_errors_say_the_way_out(self, tmp_path, monkeypatch):
        file = tmp_path / "feeds.yml"
        assert "it cannot be read" in run("watch", file, "--out", tmp_path / "out").output
        file.write_text("- https://example.com/feed\n")
        assert "Give --out a new or empty folder" in run("watch", file, "--out", tmp_path).output
        monkeypatch.setitem(sys.modules, "protego", None)
        result = run("watch", file, "--out", tmp_path / "out", "--once")
        assert result.exit_code == 1
        assert "pip install '.[web]'" in result.output

    @pytest.mark.skipif(sys.platform == "win32", reason="no Ctrl-C can be sent there")
    def test_ctrl_c_ends_it(self, web, tmp_path):
        (tmp_path / "feeds.yml").write_text(f"- {web.feed('/feed', web.story('/a', MET))}\n")
        command = [sys.executable, "-u", "-m", "data_prep", "watch", "feeds.yml", "--out", "out", "--allow-private"]
        # Where the tests run in the background, Ctrl-C is ignored, and what they start would inherit that.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        process = subprocess.Popen(
            command,
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if "feeds read" in line:
                    process.send_signal(signal.SIGINT)
                    break
            rest = process.communicate(timeout=30)[0]
        finally:
            process.kill()
        assert process.returncode == 0
        assert rest == "Stopped. What was read is kept in out; the next start goes on from there.\n"
        assert texts(tmp_path / "out") == [MET]
