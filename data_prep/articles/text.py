"""Plain text and Markdown: bytes into text, and text into a document.

Enters: a source. Leaves: its document. Refuses, with a `Problem`: binary data, and text whose encoding is not certain.
"""

import re
from collections.abc import Iterator

import charset_normalizer

from data_prep.articles.front_matter import split_front_matter
from data_prep.articles.marks import read_lines
from data_prep.articles.sources import Document, Report, Source
from data_prep.records import Problem

_LONE_RETURN = re.compile("\r(?!\n)")
_FEW = 0.1  # of the bytes: in Russian or Greek almost all are others
_WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸŒŠŽ“”„‘’‚–—…€£§©®™°«»‹›·•½¼¾†\u00a0\u00ad"
)
_UTF8 = "Accepted: UTF-8; save it so"


def read_text(source: Source, on_problem: Report) -> Iterator[Document]:
    """Plain text or Markdown, front matter or not: what its marks say counts, not its name."""
    text = decode(source.read(), source.path, on_problem)
    if text is not None:
        fields, body = split_front_matter(text, source.path, on_problem)
        above = _count_lines(text) - _count_lines(body)
        yield Document(fields, *read_lines(body, above=above))


def _count_lines(text: str) -> int:
    return text.count("\n") + len(_LONE_RETURN.findall(text))


def decode(data: bytes, path: str, on_problem: Report) -> str | None:
    """The text of `data`: UTF-8, UTF-16 with its mark, or another encoding where that is certain enough (then told)."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        if b"\x00" not in data:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        on_problem(Problem(path, "binary data", _UTF8))
        return None
    encoding = "cp1252" if _is_western(data) else _guess(data)
    if encoding is None:
        on_problem(Problem(path, "text that is not UTF-8, in an encoding that cannot be told", _UTF8))
        return None
    on_problem(
        Problem(
            path,
            f"text that is not UTF-8; it was read as {encoding}",
            "Accepted: UTF-8; save it so to be certain",
            skipped=False,
        )
    )
    return data.decode(encoding)


def _is_western(data: bytes) -> bool:
    """Whether it is English or the like with a few letters of cp1252, in which such news is saved: no guess beats that."""
    try:
        others = [letter for letter in data.decode("cp1252") if not letter.isascii()]
    except UnicodeDecodeError:
        return False
    return len(others) < _FEW * len(data) and all(letter in _WESTERN for letter in others)


def _guess(data: bytes) -> str | None:
    """The encoding by the frequency of letters, None where that is not certain enough."""
    certain = [m for m in charset_normalizer.from_bytes(data) if m.chaos < 0.05 and m.coherence >= 0.3]
    best = min(certain, key=lambda m: (m.chaos, m.encoding != "cp1252", -m.coherence), default=None)
    return best.encoding if best else None
