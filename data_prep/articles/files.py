"""The files to read: those given, and all below the folders given, each with a path for people that no other has.

Enters: paths, and sources such as fetched pages. Leaves: `Source` records, files of a folder sorted, each with the fields of its sidecar (`<file>.yml`).
Refuses, with a `Problem`: what is not there, notes about a folder (README …), links to folders, what is no file.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO

from data_prep.articles.addresses import is_address, without_password
from data_prep.articles.front_matter import read_sidecar
from data_prep.articles.sources import SIDECAR, Report, Source
from data_prep.records import Problem

_NOTES = re.compile(
    r"(?:readme|license|licence|copying|notice|changelog|contributing|authors)(?:\.\w+)?", re.IGNORECASE
)


def find_sources(inputs: Sequence[Path | str | Source], on_problem: Report) -> Iterator[Source]:
    """Every file to try, as a source, then the inputs that are sources; what cannot be opened at all is told."""
    taken: set[str] = set()
    for file, path in find_files(list(_paths(inputs, on_problem)), on_problem):
        taken.add(path)
        if source := make_source(file, path, on_problem):
            yield source

    for source in (given for given in inputs if isinstance(given, Source)):
        stem, ending = os.path.splitext(source.path)  # noqa: PTH122  # by the ending its reader knows it
        tries = (source.path if n == 1 else f"{stem} ({n}){ending}" for n in count(1))
        path = next(name for name in tries if name not in taken)
        taken.add(path)
        yield replace(source, path=path)


def make_source(file: Path, path: str, on_problem: Report) -> Source | None:
    """One file as a source, with the fields of its sidecar; None, and told, where it cannot be opened."""
    if not may_be_opened(file, path, on_problem):
        return None
    beside = file.with_name(file.name + SIDECAR)
    sidecar = Source(path + SIDECAR, partial(_open, beside))
    fields = read_sidecar(sidecar, on_problem) if beside.is_file() else {}
    return Source(path, partial(_open, file), file.stat().st_size, beside=fields)


def _paths(inputs: Sequence[Path | str | Source], on_problem: Report) -> Iterator[Path | str]:
    """The inputs that are paths; an address is told, for nothing here goes to the network."""
    for given in inputs:
        if is_address(given):
            way = "Fetch it first: build_timeline(fetch_inputs(inputs, DIR, on_problem)), as `dateline build` does"
            on_problem(Problem(without_password(str(given)), "a web address", way))
        elif not isinstance(given, Source):
            yield given


def find_files(inputs: Sequence[Path | str], on_problem: Report) -> Iterator[tuple[Path, str]]:
    """Every file to try, once, with its path for people, which no other has.

    Hidden files, sidecars and, in folders, notes (README …) are left out.
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
            if file is not given and is_sidecar(file):
                continue
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
    paths = [os.fsencode(path).decode("utf-8", "replace") for path in paths]  # a name that is no text is shown as one
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


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder, and what cannot be gone into: folders that may not be read, links to folders."""
    closed: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        if {"manifest.json", "cache"} <= {*files, *folders} and any(name.startswith("tables-") for name in folders):
            folders.clear()  # a timeline's own folder: what it was built of is elsewhere
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # Links may loop, so os.walk does not follow them. `Path.is_symlink` raises where a folder may not be entered.
        files += [name for name in folders if os.path.islink(Path(root, name))]  # noqa: PTH114
        yield from (Path(root, name) for name in sorted(files) if not name.startswith("."))
    yield from closed


def _open(file: Path) -> BinaryIO:
    return file.open("rb")


def may_be_opened(file: Path, path: str, on_problem: Report) -> bool:
    """Whether it is a file that may be read and is not empty; told where not."""
    found, accepted = "", "Check that the file is there and may be read"
    try:
        if file.is_dir():
            link = file.is_symlink()
            found = "a link to a folder, which is not followed" if link else "a folder that cannot be read"
            accepted = "Give that folder itself to have it read" if link else "Check that it may be read"
        elif not file.is_file():
            found, accepted = "neither a file nor a folder", "Give the path of an article or of a folder of them"
        else:
            with file.open("rb"):
                return True
    except OSError as error:
        found = f"it cannot be read ({error.strerror or error})"
    on_problem(Problem(path, found, accepted))
    return False


def is_sidecar(file: Path) -> bool:
    """Whether it stands beside another file, which it describes."""
    return file.suffix == SIDECAR and file.with_suffix("").is_file()
