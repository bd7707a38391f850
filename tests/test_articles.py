"""Files into articles: what is read, what is refused, what a page's own lines say."""

import os
import textwrap
from pathlib import Path
from typing import Any

import pytest

from data_prep.articles import read_articles
from data_prep.articles.calendar_days import find_day, read_when
from data_prep.articles.furniture import strip_slug
from data_prep.articles.outlets import find_outlet, find_outlet_in, find_outlet_of
from data_prep.records import Article, Problem

ROOT = Path(__file__).resolve().parents[1]
ORIGINALS = ROOT.parent / "shared" / "seeds"
PROSE = "The ministers of both countries met in Geneva on Friday, officials said.\n\nThey will meet again in the autumn of this year."


def read(tmp_path: Path, text: str | bytes, name: str = "a.txt") -> tuple[Article | None, list[Problem]]:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    problems: list[Problem] = []
    articles = list(read_articles([file], problems.append))
    return (articles[0] if articles else None), problems


def article(tmp_path: Path, text: str, name: str = "a.txt") -> Article:
    found, problems = read(tmp_path, text, name)
    assert found is not None, problems
    return found


def paragraphs(found: Article) -> list[str]:
    return found.text.split("\n\n")


class TestFiles:
    def test_folders_are_read_in_order_with_relative_paths(self, tmp_path):
        for name in ("b/2.md", "a.txt", "b/1.txt", ".hidden/x.txt", ".DS_Store"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(f"{PROSE} {name}")
        assert [a.path for a in read_articles([tmp_path], print)] == ["a.txt", "b/1.txt", "b/2.md"]
        assert [a.path for a in read_articles([tmp_path / "b" / "2.md", str(tmp_path)], print)] == [
            "2.md",
            "a.txt",
            "b/1.txt",
        ]

    @pytest.mark.parametrize(
        ("name", "content", "found"),
        [
            ("a.txt", b"", "an empty file"),
            ("a.txt", b" \n\t\n", "an empty file"),
            ("a.txt", b"\xef\xbb\xbf\n", "an empty file"),
            ("a.txt", b"ab\x00cd", "binary data"),
            ("a.txt", b"%PDF-1.7 ...", "a PDF that cannot be opened"),
            ("a.md", b"PK\x03\x04....", "a damaged ZIP archive"),
            ("a.txt", b"<?xml version='1.0'?><urlset></urlset>", "XML that is neither a feed nor a web page"),
            ("a.yml", b"a: b", "a .yml file"),
            ("a.txt", b"x" * 5_000_001, "it cannot be read: more than 5 MB"),
            ("a.txt", bytes(range(128, 256)) * 8, "text that is not UTF-8, in an encoding that cannot be told"),
            ("a.txt", b"numpy>=2\npandas==3\n", "no sentence of an article"),
            (
                "a.txt",
                b"Share\n\nfacebook\n\nAll rights reserved by nobody at all, ever and ever.",
                "no sentence of an article",
            ),
        ],
    )
    def test_refused(self, tmp_path, name, content, found):
        refused, problems = read(tmp_path, content, name)
        assert refused is None
        assert [p.path for p in problems] == [name]
        assert problems[0].found.startswith(found)
        assert "Accepted: " in problems[0].accepted

    def test_one_bad_file_stops_nothing(self, tmp_path):
        (tmp_path / "bad.txt").write_bytes(b"\x00")
        (tmp_path / "good.txt").write_text(PROSE)
        problems: list[Problem] = []
        assert [a.path for a in read_articles([tmp_path, tmp_path / "none"], problems.append)] == ["good.txt"]
        assert [Path(p.path).name for p in problems] == ["none", "bad.txt"]

    def test_folders_that_share_paths_are_told_apart_by_their_names(self, tmp_path):
        for name in ("x/news/a.txt", "y/news/a.txt", "z/a.txt", "x/news/b/c.txt", "z/news-2/d.txt", "w/a.txt"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(f"{PROSE} {name}")
        inputs = [tmp_path / "x" / "news", tmp_path / "y" / "news", tmp_path / "z", tmp_path / "w" / "a.txt"]
        problems: list[Problem] = []
        paths = [a.path for a in read_articles(inputs, problems.append)]
        assert paths == ["news/a.txt", "b/c.txt", "news-3/a.txt", "z/a.txt", "news-2/d.txt", "w/a.txt"]
        (tmp_path / "y" / "news" / "a.txt").write_bytes(b"\x00")
        assert [a.path for a in read_articles([*inputs, inputs[0] / "a.txt"], problems.append)] == [
            p for p in paths if p != "news-3/a.txt"
        ]
        assert [p.path for p in problems] == ["news-3/a.txt"]

    def test_a_folder_that_cannot_be_read_is_told(self, tmp_path, monkeypatch):
        for name in ("open/a.txt", "shut/b.txt"):
            (tmp_path / name).parent.mkdir()
            (tmp_path / name).write_text(f"{PROSE} {name}")
        scandir = os.scandir

        def refuse(folder: str) -> Any:
            if Path(folder).name == "shut":
                raise PermissionError(13, "Permission denied", str(folder))
            return scandir(folder)

        monkeypatch.setattr(os, "scandir", refuse)
        problems: list[Problem] = []
        assert [a.path for a in read_articles([tmp_path], problems.append)] == ["open/a.txt"]
        assert [a.path for a in read_articles([tmp_path / "shut"], problems.append)] == []
        assert {(p.path, p.found, p.skipped) for p in problems} == {("shut", "a folder that cannot be read", True)}

    def test_links_that_loop_end(self, tmp_path):
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "a.txt").write_text(PROSE)
        try:
            (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
            (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
        except OSError:
            pytest.skip("no links here")
        problems: list[Problem] = []
        assert [a.path for a in read_articles([tmp_path], problems.append)] == ["sub/a.txt"]
        assert {p.path: p.found for p in problems} == {
            "self.txt": "neither a file nor a folder",
            "sub/up": "a link to a folder, which is not followed",
        }

    def test_doubts_are_no_refusals(self, tmp_path):
        for text in (
            "---\npublished: soon\nlanguage: Danish\ntitle: [a]\n---\n",
            "---\na: [\n---\n",
            "---\na: b: c\n---\n",
        ):
            found, problems = read(tmp_path, text + PROSE)
            assert found and problems and not any(p.skipped for p in problems)
        found, problems = read(
            tmp_path, f"{PROSE} Ceux-là étaient déjà à Genève, où l’été fut très chaud.".encode("cp1252")
        )
        assert found and [p.skipped for p in problems] == [False]
        assert read(tmp_path, b"\x00")[1][0].skipped

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe_is_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "pipe.txt")
        problems: list[Problem] = []
        assert not list(read_articles([tmp_path], problems.append))
        assert problems[0].found == "neither a file nor a folder"

    def test_notes_are_passed_over_in_folders_only(self, tmp_path):
        (tmp_path / "README.md").write_text(PROSE)
        problems: list[Problem] = []
        assert not list(read_articles([tmp_path], problems.append))
        assert "a note about the folder" in problems[0].found
        assert len(list(read_articles([tmp_path / "README.md"], problems.append))) == 1

    def test_the_same_article_is_read_once(self, tmp_path):
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text(PROSE)
        problems: list[Problem] = []
        assert len(list(read_articles([tmp_path, tmp_path], problems.append))) == 1
        assert [str(p) for p in problems] == ["b.txt: word for word the same article as a.txt. It was read once"]

    def test_other_encodings(self, tmp_path):
        text = "The minister said the café was closed – “for good”. He left Genève on Monday after long talks."
        found, problems = read(tmp_path, text.encode("cp1252"))
        assert found is not None
        assert found.text == text
        assert "it was read as cp1252" in problems[0].found
        for encoding in ("utf-16", "utf-8-sig"):
            found, problems = read(tmp_path, text.encode(encoding))
            assert found is not None
            assert found.text == text
            assert not problems

    def test_ids_depend_on_the_content_alone(self, tmp_path):
        first, second = article(tmp_path, PROSE, "a.txt"), article(tmp_path, PROSE.replace("\n", "\r\n"), "b.md")
        assert first.article_id == second.article_id
        assert len(first.article_id) == 12
        assert article(tmp_path, PROSE + " So be it.").article_id != first.article_id


class TestFrontMatter:
    def test_fields(self, tmp_path):
        text = "---\ntitle: 'Talks: day two'\noutlet: Reuters\nauthor: [A. Berg, B. Roche]\nurl: https://x.org/2024/05/04/a\npublished: 2024-05-04\nlanguage: en-GB\n---\n"
        found = article(tmp_path, f"{text}# Talks: day two\n\n{PROSE}", "a.md")
        assert (found.title, found.outlet, found.outlet_kind, found.author) == (
            "Talks: day two",
            "Reuters",
            "wire",
            "A. Berg, B. Roche",
        )
        assert found.published.when is not None
        assert (found.published.when.edtf, found.published.basis, found.language) == ("2024-05-04", "given", "en")
        assert [h.when.edtf for h in found.hints] == ["2024-05-04"]
        assert paragraphs(found)[0].startswith("The ministers")

    @pytest.mark.parametrize(
        ("block", "says"),
        [
            ("title: a\nx: [", "line 3: "),
            ("title: 'a\nx: y", "line 2: "),
            ("a: b: c", "line 2: "),
            ("published: 2025-02-30", "date `2025-02-30`, which is no date"),
            ("published: yesterday", "date `yesterday`, which is no date"),
            ("published: 10/02/2025", "date `10/02/2025`, which is no date"),
            ("title: {a: b}", "`title`, which is a mapping"),
            ("language: English", "`language: English`"),
            ("x: " + "[" * 5000, ""),
            ("x: " + "y" * 70_000, "front matter of 70,0"),
        ],
    )
    def test_bad_front_matter_costs_only_itself(self, tmp_path, block, says):
        found, problems = read(tmp_path, f"---\n{block}\n---\n{PROSE}", "a.md")
        assert found is not None
        assert found.text == PROSE
        assert len(problems) == 1
        assert says in problems[0].found
        assert "Read as en" in problems[0].accepted or "was read without it" in problems[0].accepted

    @pytest.mark.parametrize(
        ("value", "edtf"),
        [("2024", "2024"), ("2024-05", "2024-05"), ("'2024-05-04?'", "2024-05-04?"), ("May 4, 2024", "2024-05-04"),
         ("2024-05-04T23:30:00+09:00", "2024-05-04"), ("2024-05-04 23:30:00", "2024-05-04"), ("Sat, 4 May 2024 10:00 GMT", "2024-05-04")],
    )  # fmt: skip
    def test_ways_to_write_published(self, tmp_path, value, edtf):
        when = article(tmp_path, f"---\npublished: {value}\n---\n{PROSE}", "a.md").published.when
        assert when is not None
        assert when.edtf.startswith(edtf)

    @pytest.mark.parametrize("name", ["date", "pubdate", "publishDate", "date_published"])
    def test_other_names_for_published(self, tmp_path, name):
        assert article(tmp_path, f"---\n{name}: 2024-05-04\n---\n{PROSE}", "a.md").published.basis == "given"
        both = article(tmp_path, f"---\n{name}: 2024-05-09\npublished: 2024-05-04\n---\n{PROSE}", "b.md").published
        assert both.when is not None
        assert both.when.edtf == "2024-05-04"

    def test_words_that_yaml_would_change(self, tmp_path):
        found = article(tmp_path, f"---\ntitle: No\nauthor: on\noutlet: 1.10\n---\n{PROSE}", "a.md")
        assert (found.title, found.author, found.outlet) == ("No", "on", "1.10")

    @pytest.mark.parametrize("text", [f"---\n{PROSE}", f"---\n\nJust a rule.\n\n---\n\n{PROSE}"])
    def test_a_rule_on_top_is_no_front_matter(self, tmp_path, text):
        assert article(tmp_path, text).text.endswith(PROSE)


class TestPublished:
    @pytest.mark.parametrize(
        ("head", "edtf", "basis"),
        [
            ("Ministers meet\n\n2025-10-02 15:33:19\n\n", "2025-10-02", "stated"),
            ("Ministers meet\n\nLee Min / 2025-10-02 15:33:19\n\n", "2025-10-02", "stated"),
            ("Ministers meet\n\nPublished: 2 October 2025\n\n", "2025-10-02", "stated"),
            ("Ministers meet\n\nPublished\n2 October 2025\n\n", "2025-10-02", "stated"),
            ("Ministers meet\nUpdated Oct. 3, 2025, 9:00 a.m.\nPublished Oct. 2, 2025\n\n", "2025-10-02", "stated"),
            ("Ministers meet\nUpdated Oct. 3, 2025\n\n", "2025-10-03", "stated"),
            ("Thursday, October 2, 2025\n\nMinisters meet\n\n", "../2025-10-02", "header"),
            ("Friday, October 2, 2025\n\nMinisters meet\n\n", "../2025-10-02", "header"),
            ("Ministers meet\n\nFriday, October 2, 2025\n\n", "2025-10-02?", "stated"),
            ("GENEVA, Oct. 2, 2025 (AP) -- ", "2025-10-02", "dateline"),
            ("Friday, October 3, 2025\n\nMinisters meet\n\nGENEVA, Oct. 2 (AP) -- ", "2025-10-02", "dateline"),
            ("Thursday, January 2, 2025\n\nMinisters meet\n\nGENEVA, Dec. 30 (AP) -- ", "2024-12-30", "dateline"),
            ("GENEVA, Oct. 2 (AP) -- ", None, "unknown"),
            ("GENEVA, Feb. 30, 2025 (AP) -- ", None, "unknown"),
            ("", None, "unknown"),
        ],
    )
    def test_basis(self, tmp_path, head, edtf, basis):
        published = article(tmp_path, head + PROSE).published
        assert ((published.when.edtf if published.when else None), published.basis) == (edtf, basis)
        assert published.why

    def test_a_date_in_running_text_is_no_stamp(self, tmp_path):
        text = f"Ministers meet\n\nThe treaty that both countries had signed on October 2, 2025, is in force, they said.\n\n{PROSE}"
        assert article(tmp_path, text).published.basis == "unknown"

    def test_hints_from_addresses(self, tmp_path):
        text = (
            f"![Two men](https://x.org/uploads/2025/10/a.jpg)\n\n![A house](https://x.org/2025-10-03/b.jpg)\n\n{PROSE}"
        )
        assert [(h.when.edtf, h.why) for h in article(tmp_path, text).hints] == [
            ("2025-10", "2025/10 in a picture's address"),
            ("2025-10-03", "2025-10-03 in a picture's address"),
        ]

    def test_days(self):
        assert find_day("on 10/02/2025") is None
        assert find_day("2.10.2025").day.isoformat() == "2025-10-02"
        assert find_day("13/02/2025").day.isoformat() == "2025-02-13"
        assert find_day("call 555-2025-10-02-11") is None
        with pytest.raises(ValueError, match="'soon' is not a date"):
            read_when("soon")


class TestHead:
    @pytest.mark.parametrize(
        ("head", "title"),
        [
            ("Ministers meet in Geneva\n\n", "Ministers meet in Geneva"),
            ("# Ministers meet\n\n", "Ministers meet"),
            ("Home > World > Asia\nWorld\nMinisters meet in Geneva?\nBy Anna Berg\n\n", "Ministers meet in Geneva?"),
            (
                "(LEAD) N Korea-talks\n(LEAD) N. Korea's minister meets envoy of U.S.\n\n",
                "N. Korea's minister meets envoy of U.S.",
            ),
            ("", "The ministers of both countries met in Geneva on Friday, officials said"),
            (
                "![Ministers shake hands](a.jpg)\nMinisters shake hands\n",
                "The ministers of both countries met in Geneva on Friday, officials said",
            ),
            ("GENEVA, Oct. 2 (AP) -- ", "The ministers of both countries met in Geneva on Friday, officials said"),
        ],
    )
    def test_title(self, tmp_path, head, title):
        found = article(tmp_path, head + PROSE)
        assert found.title == title
        assert found.text.count(title) <= 1

    def test_a_long_first_sentence_is_cut_at_a_word(self, tmp_path):
        title = article(tmp_path, "The minister " + "really " * 30 + "left on Friday.").title
        assert title.endswith("really…")
        assert len(title) <= 101

    @pytest.mark.parametrize(
        ("line", "author"),
        [("By Anna Berg", "Anna Berg"), ("BY SHIM SEOK-YONG [[email protected]]", "Shim Seok-Yong"),
         ("By Anna Berg and Jo Roche", "Anna Berg and Jo Roche"), ("by the end of the day", None), ("By Anna Berg left.", None)],
    )  # fmt: skip
    def test_byline(self, tmp_path, line, author):
        assert article(tmp_path, f"Ministers meet in Geneva\n\n{line}\n\n{PROSE}").author == author

    def test_outlets(self, tmp_path):
        assert article(tmp_path, f"SEOUL, Oct. 2 (Yonhap) -- {PROSE}").outlet == "Yonhap News Agency"
        assert article(tmp_path, f"MOSCOW, October 2. /TASS/. {PROSE}").outlet_kind == "state media"
        assert article(tmp_path, f"{PROSE}\n\n© 2025 BBC. All rights reserved.").outlet == "BBC News"
        assert article(tmp_path, f"---\nurl: https://edition.cnn.com/a\n---\n{PROSE}").outlet == "CNN"
        assert article(tmp_path, f"{PROSE} Reuters reported it.").outlet is None
        assert find_outlet("yonhap news").kind == "wire"
        assert find_outlet_in("(C) Kyodo News 2025").name == "Kyodo News"
        assert find_outlet_of("https://notcnn.com/x") is None
        assert find_outlet_of("http://[bad") is None


class TestCleaning:
    def test_marks(self, tmp_path):
        text = '## The [talks](https://x.org/a_(b)) went **on**\n\n> “We *agree*,” said \\*he\\*, at 2 * 3 o\'clock and snake_case_name stays.\n\n* The first point of the ministers\n\n[![Two *men*](a.jpg "t")](b) They met in [Geneva].'
        found = article(tmp_path, f"# Ministers meet\n\n{PROSE}\n\n{text}", "a.md")
        assert paragraphs(found)[2:] == [
            "The talks went on",
            "“We agree,” said *he*, at 2 * 3 o'clock and snake_case_name stays.",
            "The first point of the ministers",
            "Two men",
            "They met in [Geneva].",
        ]
        assert [found.text[c.start : c.end] for c in found.captions] == ["Two men"]

    def test_hard_wrapped_lines_are_joined(self, tmp_path):
        paragraph = (
            "The ministers of both countries met in the city of Geneva to speak of the treaty that they had signed. "
            * 4
        )
        text = f"{textwrap.fill(paragraph.strip(), 60)}\n\n{textwrap.fill('Later on, ' + paragraph.strip(), 60)}"
        assert paragraphs(article(tmp_path, text)) == [paragraph.strip(), "Later on, " + paragraph.strip()]

    def test_a_paragraph_a_line_stays_so(self, tmp_path):
        text = "The ministers met in Geneva on Friday, and they spoke for long.\nThey will meet again soon, said one of the ministers there.\nNobody knows where the next meeting of both of them will be."
        assert len(paragraphs(article(tmp_path, text))) == 3

    @pytest.mark.parametrize(
        "line",
        ["facebookfacebook", "• facebookfacebook", "Share post:", "Share this article", "Facebook Twitter WhatsApp", "(END)", "-", "+", "print",
         "(ATTN: UPDATES with photo in 2nd paragraph)", "(C) Anadolu Press. All Rights Reserved", "© 2025 The Times", "5 min read",
         "This story was originally filed in Danish; an editor put it into English with a machine's help.",
         "[[email protected]]", "someone@example.org", "We use cookies to make this site better.", "Advertisement", "Date:", "Read more: Ten facts on treaties",
         "Sign up for our newsletter", "Home > World > Asia", "https://example.org/a/b", "Accept all cookies", "Follow us on Twitter",
         "(Reporting by A. Berg; Editing by B. Roche)", "Tags: treaty, Geneva"],
    )  # fmt: skip
    def test_furniture_is_dropped(self, tmp_path, line):
        first, second = PROSE.split("\n\n")
        assert article(tmp_path, f"Ministers meet in Geneva\n\n{first}\n\n{line}\n\n{second}").text == PROSE

    @pytest.mark.parametrize(
        "line",
        ["Facebook said its new privacy policy is now in force.", "Sharing the prize, both thanked their teams.", "Related parties must be named, the court said.",
         "He called the copyright law of 2020 a mistake.", "In print, the paper said, nothing had changed.", "Reading by candlelight was common in Geneva then."],
    )  # fmt: skip
    def test_prose_that_looks_like_furniture_stays(self, tmp_path, line):
        assert line in article(tmp_path, f"Ministers meet in Geneva\n\n{PROSE}\n\n{line}\n\nSo it was.").text

    @pytest.mark.parametrize(
        ("line", "headline"),
        [
            ("(Reuters Feature) Old boats on a new sea", "Old boats on a new sea"),
            ("(Agence France-Presse Focus) Old boats", "Old boats"),
            ("(News Focus) Old boats", "Old boats"),
            ("(3rd LD) Old boats", "Old boats"),
            ("(Our Main Feature film) Old boats", "(Our Main Feature film) Old boats"),
            ("(a feature) Old boats", "(a feature) Old boats"),
        ],
    )
    def test_slugs(self, line, headline):
        assert strip_slug(line) == headline

    def test_link_lists(self, tmp_path):
        teasers = "Related\n\nHarbor Bridge Reopens\n\nThe city has reopened its bridge, a..."
        assert (
            article(
                tmp_path,
                f"{PROSE}\n\n{teasers}\n\nNight Market\n\nA full sentence of more than ten words stands here in a teaser.",
            ).text
            == PROSE
        )
        later = "The talks went on until late in the evening, said a guard who had seen them.\n\nNobody was told what the ministers had agreed upon in those hours."
        assert article(
            tmp_path, f"They met on Friday at ten, and it was raining in the city.\n\n{teasers}\n\n{PROSE}\n\n{later}"
        ).text.endswith(f"{PROSE}\n\n{later}")
        assert (
            "reopened"
            not in article(
                tmp_path,
                f"They met on Friday at ten, and it was raining in the city.\n\n{teasers}\n\n{PROSE}\n\n{later}",
            ).text
        )

    def test_captions(self, tmp_path):
        captions = [
            "▲ Two ministers shake hands in Geneva on Oct. 1. (Yonhap)",
            "Two ministers shake hands in Geneva on Oct. 1. [REUTERS/YONHAP]",
            "This image released by the ministry shows two ministers in Geneva.",
            "Photo: two ministers shake hands in Geneva",
            "Two ministers shake hands in Geneva. (Xinhua/Li Ming)",
        ]
        found = article(
            tmp_path, "\n\n".join([*captions, PROSE, "They were seen by the Korean Central News Agency (KCNA)."])
        )
        assert [found.text[c.start : c.end] for c in found.captions] == captions

    def test_a_caption_told_twice_is_kept_once(self, tmp_path):
        caption = "Two ministers in Geneva, Oct. 1. [REUTERS]"
        found = article(tmp_path, f"![{caption}](a.jpg)\n{caption}\n{PROSE}")
        assert found.text.count(caption) == 1

    def test_within_a_caption(self, tmp_path):
        found = article(tmp_path, f"▲ Two ministers. (For Use Only in the City. No Redistribution) (Yonhap)\n\n{PROSE}")
        assert paragraphs(found)[0] == "▲ Two ministers. (Yonhap)"

    def test_hostile_text_is_only_text(self, tmp_path):
        text = "The minister <script>alert(1)</script> said <img src=x onerror=alert(1)> nothing\u202e at\x07 all on Friday."
        assert article(tmp_path, text).text == text.replace("\u202e", "").replace("\x07", "")

    @pytest.mark.parametrize(
        "piece",
        [
            "![",
            "[a](",
            "*a ",
            "_",
            "[[",
            "](",
            "**",
            "`",
            "#",
            "> ",
            "- ",
            "(END)\n",
            "By A ",
            "Related\n",
            "A, Oct. 1 ",
            "---\n",
        ],
    )
    def test_hostile_text_is_read_to_its_end(self, tmp_path, piece):
        found, _ = read(tmp_path, PROSE + "\n\n" + piece * (20_000 // len(piece)) + "\n\n" + PROSE)
        assert found and PROSE[:60] in found.text


def test_the_examples():
    problems: list[Problem] = []
    found = {a.path[:3]: a for a in read_articles([ROOT / "seeds"], problems.append)}
    assert sorted(found) == ["000", "001", "002", "003", "004"]
    assert not problems
    assert {n: a.published.basis for n, a in found.items()} == {
        "000": "unknown",
        "001": "given",
        "002": "unknown",
        "003": "header",
        "004": "unknown",
    }
    for words in ("facebook", "Share post", "Harbor Bridge", "Rights Reserved", "AI tools", "email", "(END)", "ATTN"):
        assert not any(words in a.text for a in found.values())
    assert [len(a.captions) for _, a in sorted(found.items())] == [2, 1, 0, 0, 0]


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the original articles are not here")
def test_the_originals():
    found = {a.path[:3]: a for a in read_articles([ORIGINALS], print)}
    assert {n: a.published.basis for n, a in found.items()} == {
        "000": "unknown",
        "001": "stated",
        "002": "unknown",
        "003": "header",
        "004": "unknown",
    }
    assert found["001"].title.startswith("N. Korea's defense chief says")
    assert found["003"].title == "North Korea Russia Relations Strengthen"
    assert all(len(a.title) <= 101 for a in found.values())
    for words in ("facebook", "Share post", "Shenzhou", "Rights Reserved", "generative AI", "email", "(END)", "ATTN"):
        assert not any(words in a.text for a in found.values())
