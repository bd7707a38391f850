"""Bytes into text: UTF-8 first, then what is certain, and a doubt told."""

import pytest

from data_prep.articles.text import decode
from data_prep.records import Problem

ENGLISH = "The ministers met in Geneva on Friday, officials said, and they will meet again in the autumn of this year."


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (f"{ENGLISH} Ceux-là étaient déjà à Genève, où l'été fut très chaud.", "cp1252", "cp1252"),
        (f"{ENGLISH} – “Quite so”, said Mr. Łoś.".replace("Łoś", "Müller"), "cp1252", "cp1252"),
        (
            "Prezydent Polski pojechał do Łodzi, gdzie spotkał się z ministrem. Później żołnierze wrócili do domu.",
            "cp1250",
            "cp1250",
        ),
        ("Президент России встретился с министром в Москве в пятницу, сообщили официальные лица.", "cp1251", "cp1251"),
        ("Президент России встретился с министром в Москве в пятницу, сообщили официальные лица.", "koi8-r", "koi8_r"),
    ],
)
def test_other_encodings_are_told(text: str, encoding: str, named: str) -> None:
    problems: list[Problem] = []
    assert decode(text.encode(encoding), "a.txt", problems.append) == text
    assert [(named in p.found, p.skipped) for p in problems] == [(True, False)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_is_certain_is_not_told(encoding: str) -> None:
    assert decode(f"{ENGLISH} Genève".encode(encoding), "a.txt", pytest.fail) == f"{ENGLISH} Genève"


@pytest.mark.parametrize(
    "data", [b"a\x00b", bytes(range(128, 256)) * 8, "\ud800".encode("utf-8", "surrogatepass") * 20]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    problems: list[Problem] = []
    assert decode(data, "a.txt", problems.append) is None
    assert [p.skipped for p in problems] == [True]
