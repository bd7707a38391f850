"""Archives and WARC: members by what they hold, bounds, what is refused."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from made_files import make_warc, make_zip

from data_prep.articles import archives, read_articles, warc
from data_prep.records import Article, Problem

TEXT = "The ministers of both countries met in Geneva on Friday, officials said ({})."


def text(n: object = 1) -> bytes:
    return TEXT.format(n).encode()


def read(tmp_path: Path, name: str, data: bytes) -> tuple[list[Article], list[Problem]]:
    (tmp_path / name).write_bytes(data)
    problems: list[Problem] = []
    return list(read_articles([tmp_path / name], problems.append)), problems


def test_members_have_their_archive_in_their_path(tmp_path: Path) -> None:
    members = {
        "news/a.txt": text(1),
        "b.md": text(2),
        "__MACOSX/._a.txt": b"x",
        ".DS_Store": b"x",
        "in.zip": make_zip({"c.txt.gz": gzip.compress(text(3))}),
    }
    found, problems = read(tmp_path, "box.zip", make_zip(members))
    assert [a.path for a in found] == ["box.zip/news/a.txt", "box.zip/b.md", "box.zip/in.zip/c.txt.gz/c.txt"]
    assert not problems


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as box, pytest.warns(UserWarning):
        box.writestr("a.txt", text(1))
        box.writestr("a.txt", text(2))
    found, _ = read(tmp_path, "box.zip", stream.getvalue())
    assert [a.path for a in found] == ["box.zip/a.txt", "box.zip/a (2).txt"]


@pytest.mark.parametrize("name", ["../a.txt", "x/../../a.txt", "/a.txt", "..\\a.txt", "C:\\a.txt", "C:/a.txt"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    found, problems = read(tmp_path, "box.zip", make_zip({name: text(), "good.txt": text(2)}))
    assert [a.path for a in found] == ["box.zip/good.txt"]
    assert ["leads out" in p.found for p in problems] == [True]


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, problems = read(tmp_path, "a.zip", make_zip({"a.csv": b"0" * 20_000_000}))
    assert "would unpack to 20 MB" in problems[0].found
    _, problems = read(tmp_path, "b.csv.gz", gzip.compress(b"0,1\n" * 4_000_000))
    assert "columns 0, 1" in problems[0].found  # it is streamed and left after its first line
    once = gzip.compress(b"0" * 50_000_000)
    _, problems = read(tmp_path, "b.jsonl.gz", once)
    assert "it unpacks to more than 10 MB" in problems[0].found
    monkeypatch.setattr(archives, "_MOST_UNKNOWN", 20_000_000)
    _, problems = read(tmp_path, "b.jsonl.gz.gz", gzip.compress(once))
    assert "it unpacks to more than 20 MB" in problems[0].found
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    _, problems = read(tmp_path, "c.zip", make_zip({f"{n}.txt": text(n) for n in range(3)}))
    assert "3 members" in problems[0].found


def test_depth_ends(tmp_path: Path) -> None:
    data = text()
    for n in range(4):
        data = make_zip({f"{n}.zip" if n else "a.txt": data})
    found, problems = read(tmp_path, "box.zip", data)
    assert not found
    assert "nested deeper than 3" in problems[0].found


def test_one_bad_member_stops_nothing(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as box:
        for n in (1, 2, 3):
            box.writestr(f"{n}.txt", text(n))
    found, problems = read(tmp_path, "box.zip", stream.getvalue().replace(b"said (2)", b"lied (2)", 1))
    assert [a.path for a in found] == ["box.zip/1.txt", "box.zip/3.txt"]
    assert [p.path for p in problems] == ["box.zip/2.txt"] and "damaged" in problems[0].found


def test_tar(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as box:
        for name, kind, data in (
            ("a.txt", tarfile.REGTYPE, text(1)),
            ("l.txt", tarfile.SYMTYPE, b""),
            ("../b.txt", tarfile.REGTYPE, text(2)),
            ("d", tarfile.DIRTYPE, b""),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.size, member.linkname = kind, len(data), "/etc/passwd"
            box.addfile(member, io.BytesIO(data))
    found, problems = read(tmp_path, "box.tgz", stream.getvalue())
    assert [a.path for a in found] == ["box.tgz/box.tar/a.txt"]
    assert [p.found for p in problems] == ["a link or a device, no file", "a name that leads out of the archive"]


@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path: Path, packed: bool) -> None:
    pages = [
        ("https://www.reuters.com/world/a", "text/plain; charset=iso-8859-1", TEXT.format("é").encode("latin-1")),
        ("https://x.example/b", "404 text/plain", text(2)),
        ("https://x.example/c.png", "image/png", b"\x89PNG"),
    ]
    found, problems = read(tmp_path, "a.warc.gz" if packed else "a.warc", make_warc(pages, packed=packed))
    assert not problems
    (article,) = found
    assert article.text == TEXT.format("é")
    assert (article.url, article.outlet) == ("https://www.reuters.com/world/a", "Reuters")
    when = article.published.when
    assert when is not None
    assert (when.edtf, article.published.basis) == ("../2025-10-25", "header")
    assert article.path.endswith("/record-1.txt")


def test_a_warc_packed_as_a_whole(tmp_path: Path) -> None:
    data = make_warc([(f"https://x.example/{n}", "text/plain", text(n)) for n in range(3)])
    found, problems = read(tmp_path, "a.warc.gz", gzip.compress(data))
    assert len(found) == 3 and not problems


def test_warc_without_pages_and_damaged(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a.warc", make_warc([("https://x.example/c.png", "image/png", b"\x89PNG")]))
    assert problems[0].found == "a WARC file of 1 records, none of them a page of text"
    whole = make_warc([(f"https://x.example/{n}", "text/plain", text(n)) for n in range(3)], packed=True)
    found, problems = read(tmp_path, "b.warc.gz", whole[:-40])
    assert len(found) == 2
    assert problems and "b.warc.gz" in problems[0].path


def test_a_page_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LARGEST_PAYLOAD", 500)
    found, problems = read(
        tmp_path,
        "a.warc",
        make_warc([("https://x.example/1", "text/plain", text() * 20), ("https://x.example/2", "text/plain", text(2))]),
    )
    assert [a.url for a in found] == ["https://x.example/2"]
    assert "a page of more than" in problems[0].found


def test_a_large_warc_is_streamed(tmp_path: Path) -> None:
    import tracemalloc

    page = make_warc([("https://x.example/1", "text/plain", text() * 10_000)])
    with (tmp_path / "a.warc").open("wb") as file:
        for _ in range(60):
            file.write(page)
    tracemalloc.start()
    from data_prep.articles.files import find_sources
    from data_prep.articles.warc import read_warc

    (source,) = find_sources([tmp_path], print)
    assert sum(1 for _ in read_warc(source, print)) == 60
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tmp_path / "a.warc").stat().st_size > 40_000_000 and peak < 15_000_000


def test_a_sidecar_in_an_archive_stands_beside_its_file(tmp_path) -> None:
    text = b"Anna Berg met Paul Roche in Geneva on Friday, officials said."
    (tmp_path / "a.zip").write_bytes(
        make_zip({"news/n.txt": text, "news/n.txt.yml": b"published: 2024-05-04\noutlet: Reuters\n"})
    )
    problems: list[Problem] = []
    (found,) = read_articles([tmp_path], problems.append)
    assert not problems and (found.outlet, found.published.basis) == ("Reuters", "given")
