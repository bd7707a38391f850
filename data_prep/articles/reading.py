"""Files and folders into articles.

Enters: paths. Leaves: `Article` records in the order of the inputs, files of a folder sorted. Refuses, with a `Problem`
that names the file, what was found and what is accepted, whatever is no readable article; the others go on.
"""

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from data_prep.articles.formats import ACCEPTED, Document, choose_reader
from data_prep.articles.front_matter import read_language, read_published
from data_prep.articles.furniture import drop_furniture, same_words
from data_prep.articles.head import dateline_length, read_head
from data_prep.articles.marks import Line
from data_prep.articles.outlets import find_outlet, find_outlet_of
from data_prep.articles.sentences import split_sentences
from data_prep.edtf import parse_edtf
from data_prep.records import Article, DateHint, Problem, Published, Span

LARGEST = 5_000_000  # bytes: some 800,000 words; a longer file is a book or a dump, not an article
_LONGEST_MADE_TITLE = 100  # characters
_FEWEST_WORDS = 5  # of the longest line: below it a file holds a list or settings, not sentences
_NOTES = re.compile(
    r"(?:readme|license|licence|copying|notice|changelog|contributing|authors)(?:\.\w+)?", re.IGNORECASE
)
_DATED_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-])(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?!\d)")

OnProblem = Callable[[Problem], None]


def read_articles(inputs: Sequence[Path | str], on_problem: OnProblem) -> Iterator[Article]:
    """The articles of the files and folders given, folders with all below them.

    `Article.path` is relative to the folder given, or the file's name, and no two articles share it: where they would, the
    name of the folder stands before it. Files that are skipped or doubtful are told
    through `on_problem`; an article whose title and text another has word for word is read once.
    """
    seen: dict[str, str] = {}
    for file, path in find_files(inputs, on_problem):
        article = read_article(file, path, on_problem)
        if article is None:
            continue
        if article.article_id in seen:
            found = f"word for word the same article as {seen[article.article_id]}"
            on_problem(Problem(path, found, "It was read once"))
            continue
        seen[article.article_id] = path
        yield article


def find_files(inputs: Sequence[Path | str], on_problem: OnProblem) -> Iterator[tuple[Path, str]]:
    """Every file to try, once, with its path for people, which no other has.

    Hidden files and, in folders, notes (README …) are left out.
    """
    found: dict[str, tuple[Path, Path]] = {}  # real path -> the file and the folder that its path starts from
    notes: set[Path] = set()
    for given in map(Path, inputs):
        if given.is_dir():
            files, folder = list(_walk(given)), given
        elif given.exists():
            files, folder = [given], given.parent
        else:
            on_problem(
                Problem(str(given), "no such file or folder", "Give the path of an article or of a folder of them")
            )
            continue
        for file in files:
            if (real := os.path.realpath(file)) not in found:
                found[real] = file, folder
                if file is not given and _NOTES.fullmatch(file.name):
                    notes.add(file)
    for file, path in _name_apart(list(found.values())):
        if file in notes:
            accepted = "Give the file itself to have it read as an article"
            on_problem(Problem(path, "a note about the folder, by its name", accepted))
        else:
            yield file, path


def _name_apart(files: Sequence[tuple[Path, Path]]) -> Iterator[tuple[Path, str]]:
    """Each file with its path from its folder; where folders share a path, the folder's name stands before it.

    Folders of one name are numbered in the order given.
    """
    paths = [file.relative_to(folder).as_posix() if file != folder else file.name or "." for file, folder in files]
    often = Counter(paths)
    taken = {path.split("/")[0] for path in paths}
    names: dict[str, str] = {}  # real path of a folder -> its name here
    for (file, folder), path in zip(files, paths, strict=True):
        if often[path] == 1:
            yield file, path
            continue
        real = os.path.realpath(folder)
        if real not in names:
            own = Path(real).name or "folder"
            tries = (own if n == 1 else f"{own}-{n}" for n in count(1))
            names[real] = next(name for name in tries if name not in taken)
            taken.add(names[real])
        yield file, f"{names[real]}/{path}"


def read_article(file: Path, path: str, on_problem: OnProblem) -> Article | None:
    """One file as an article; None, and told, where it is none."""
    data = _load(file, path, on_problem)
    reader = choose_reader(data, path, on_problem) if data is not None else None
    if data is None or reader is None:
        return None
    document = reader.read(data, path, on_problem)
    return make_article(document, path, on_problem) if document else None


def make_article(document: Document, path: str, on_problem: OnProblem) -> Article | None:
    """A document cleaned; None, and told, if no sentence is left."""
    fields = document.fields
    swept = drop_furniture(document.lines)
    head, lines = read_head(swept.lines, swept.rights)
    title = fields.get("title") or head.title
    lines = [line for line in lines if line.mark == "caption" or same_words(line.text) != same_words(title)]
    text, captions = _compose(lines)
    if not any(len(line.text.split()) >= _FEWEST_WORDS for line in lines):
        on_problem(Problem(path, "no sentence of an article", ACCEPTED))
        return None
    title = title or _make_title(text, captions)
    url = fields.get("url")
    known = (
        find_outlet(fields["outlet"]) if "outlet" in fields else (find_outlet_of(url) if url else None) or head.outlet
    )
    stated = read_published(fields, path, on_problem)
    published = (
        Published(stated, "stated", f"its front matter gives {fields['published']}") if stated else head.published
    )
    return Article(
        article_id=hashlib.sha256(f"{title}\n\n{text}".encode()).hexdigest()[:12],
        title=title,
        outlet=fields.get("outlet") or (known.name if known else None),
        outlet_kind=fields.get("outlet_kind", "").lower() or (known.kind if known else None),
        url=url,
        author=fields.get("author") or head.author,
        language=read_language(fields, path, on_problem),
        published=published,
        text=text,
        path=path,
        captions=captions,
        hints=tuple(_read_hints(url, document.pictures)),
    )


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder, and what cannot be gone into: folders that may not be read, links to folders."""
    closed: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # Links may loop, so os.walk does not follow them. `Path.is_symlink` raises where a folder may not be entered.
        files += [name for name in folders if os.path.islink(Path(root, name))]  # noqa: PTH114
        yield from (Path(root, name) for name in sorted(files) if not name.startswith("."))
    yield from closed


def _load(file: Path, path: str, on_problem: OnProblem) -> bytes | None:
    """The bytes of a file; None, and told, if it cannot be read, is empty or too large."""
    found, accepted = "", ACCEPTED
    try:
        if file.is_dir():
            link = file.is_symlink()
            found = "a link to a folder, which is not followed" if link else "a folder that cannot be read"
            accepted = "Give that folder itself to have it read" if link else "Check that it may be read"
        elif not file.is_file():
            found = "neither a file nor a folder"
        elif (size := file.stat().st_size) > LARGEST:
            found, accepted = f"{size / 1e6:,.1f} MB", f"Accepted: up to {LARGEST / 1e6:.0f} MB an article; split it"
        else:
            data = file.read_bytes()
            if data.strip(b" \t\r\n\xef\xbb\xbf"):
                return data
            found = "an empty file"
    except OSError as error:
        found = f"it cannot be read ({error.strerror or error})"
        accepted = "Check that the file is there and may be read"
    on_problem(Problem(path, found, accepted))
    return None


def _compose(lines: Sequence[Line]) -> tuple[str, tuple[Span, ...]]:
    """The lines as one text, a blank line between them, and where its captions stand."""
    parts: list[str] = []
    captions: list[Span] = []
    at = 0
    for line in lines:
        part = unicodedata.normalize("NFC", line.text)
        if line.mark == "caption":
            captions.append(Span(at, at + len(part)))
        parts.append(part)
        at += len(part) + 2
    return "\n\n".join(parts), tuple(captions)


def _make_title(text: str, captions: tuple[Span, ...]) -> str:
    """The first sentence that is not a caption's, cut at a word if it is long."""
    sentences = split_sentences(text[:5000], captions)
    at = next((s for s in sentences if not s.caption), sentences[0]).start
    at += dateline_length(text[at:])
    first = next((s for s in sentences if s.end > at), sentences[0])
    words = text[max(at, first.start) : first.end]
    if len(words) <= _LONGEST_MADE_TITLE:
        return words.rstrip(".")
    return words[: words.rfind(" ", 0, _LONGEST_MADE_TITLE)].rstrip(" ,;:–—-") + "…"


def _read_hints(url: str | None, pictures: Sequence[str]) -> Iterator[DateHint]:
    """Months and days that stand in the article's address and in its pictures'."""
    told: set[tuple[str, str]] = set()
    for where, address in [("the article's address", url or ""), *(("a picture's address", p) for p in pictures)]:
        for match in _DATED_PATH.finditer(address[:2000]):
            edtf = "-".join(filter(None, match.group(1, 3, 4)))
            if (edtf, where) not in told:
                told.add((edtf, where))
                try:
                    yield DateHint(parse_edtf(edtf), f"{match.group()} in {where}")
                except ValueError:  # 2025-02-30
                    continue
