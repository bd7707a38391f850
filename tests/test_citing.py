"""Citations in six styles: as fine as the date is known, what is missing left away, no text that ends a field."""

from datetime import date

import pytest

from data_prep.citing import STYLES, Cited, cite

SEEN = date(2026, 11, 23)
FULL = Cited(
    "Ministers sign a letter",
    "Harbour Gazette",
    "By Ana Reis and Jón Ask",
    "2031-03-12",
    "https://gazette.invalid/a?b=1",
)
BARE = Cited("Who fishes where?")
HOSTILE = Cited(
    "A {brace} | pipe }} & 50% [[x]] <ref>~~~~ \\end\nnew",
    "Out|let_1",
    "A; B",
    "2031-03",
    "https://x.invalid/a|b}} c\n",
)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            "Chicago",
            "Ana Reis and Jón Ask. “Ministers sign a letter.” Harbour Gazette, March 12, 2031. Accessed November 23, 2026. https://gazette.invalid/a?b=1.",
        ),
        (
            "APA",
            "Ana Reis & Jón Ask. (2031, March 12). Ministers sign a letter. Harbour Gazette. https://gazette.invalid/a?b=1",
        ),
        (
            "MLA",
            "Ana Reis and Jón Ask. “Ministers sign a letter.” Harbour Gazette, 12 Mar. 2031, https://gazette.invalid/a?b=1. Accessed 23 Nov. 2026.",
        ),
        (
            "Wikipedia",
            "{{cite news |author1=Ana Reis |author2=Jón Ask |title=Ministers sign a letter |work=Harbour Gazette |date=12 March 2031 |url=https://gazette.invalid/a?b=1 |access-date=23 November 2026}}",
        ),
    ],
)
def test_an_article_with_everything(style: str, text: str) -> None:
    assert cite(style, FULL, SEEN) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("Chicago", "“Who fishes where?” n.d."),
        ("APA", "Who fishes where? (n.d.)."),
        ("MLA", "“Who fishes where?” n.d."),
        ("Wikipedia", "{{cite news |title=Who fishes where? |date=n.d.}}"),
        ("RIS", "TY  - NEWS\nTI  - Who fishes where?\nER  - \n"),
    ],
)
def test_what_is_missing_is_left_away(style: str, text: str) -> None:
    assert cite(style, BARE, SEEN) == text


@pytest.mark.parametrize(
    ("edtf", "chicago", "apa", "mla"),
    [
        ("2031-03", "March 2031.", "(2031, March).", "Mar. 2031."),
        ("2031", "2031.", "(2031).", "2031."),
        ("../2031-03-12", "n.d.", "(n.d.).", "n.d."),
        ("2031-03-12/2031-03-14", "n.d.", "(n.d.).", "n.d."),
        ("2031-05-01?", "May 1, 2031.", "(2031, May 1).", "1 May 2031."),
    ],
)
def test_a_date_is_as_fine_as_it_is_known(edtf: str, chicago: str, apa: str, mla: str) -> None:
    cited = Cited("T", published=edtf)
    assert [cite(s, cited, SEEN) for s in ("Chicago", "APA", "MLA")] == [f"“T.” {chicago}", f"T. {apa}", f"“T.” {mla}"]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Park Boram", ["Park Boram"]),
        ("by A, B, and C", ["A", "B", "C"]),
        ("Reis, Ana; Ask, Jón", ["Reis, Ana", "Ask, Jón"]),
        ("A & B", ["A", "B"]),
        ("Anderson Land", ["Anderson Land"]),
        (None, []),
    ],
)
def test_names_in_a_byline(byline: str | None, names: list[str]) -> None:
    assert Cited("T", author=byline).authors == names


def test_many_authors() -> None:
    many = Cited("T", author="A, B, C, D")
    assert cite("Chicago", many, SEEN).startswith("A et al. “T.”") and cite("APA", many, SEEN).startswith(
        "A, B, C, & D. (n.d.)."
    )


def test_no_text_ends_a_field_of_wikitext() -> None:
    text = cite("Wikipedia", HOSTILE, SEEN)
    inside = text.removeprefix("{{").removesuffix("}}").replace("{{!}}", "")
    assert not set(inside) & set("{}[]<>~\n") and inside.count("|") == 7


def test_bibtex_is_read_back_by_a_library_of_its_own() -> None:
    bibtexparser = pytest.importorskip("bibtexparser")
    for cited in (FULL, BARE, HOSTILE):
        found = bibtexparser.parse_string(cite("BibTeX", cited, SEEN))
        assert len(found.entries) == 1 and not found.failed_blocks
    fields = bibtexparser.parse_string(cite("BibTeX", FULL, SEEN)).entries[0].fields_dict
    assert (fields["year"].value, fields["month"].value, fields["url"].value) == ("2031", "3", FULL.url)
    assert fields["author"].value == "{Ana Reis} and {Jón Ask}"


def test_bibtex_escapes_what_tex_would_run() -> None:
    text = cite("BibTeX", HOSTILE, SEEN)
    assert r"\{brace\}" in text and r"50\%" in text and r"\textbackslash{}end new" in text and "a%7Cb%7D%7D%20c" in text
    bare = text.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")


def test_ris_is_read_back_by_a_library_of_its_own() -> None:
    rispy = pytest.importorskip("rispy")
    for cited in (FULL, BARE, HOSTILE):
        assert len(rispy.loads(cite("RIS", cited, SEEN))) == 1
    entry = rispy.loads(cite("RIS", FULL, SEEN))[0]
    assert (
        entry["authors"] == ["Ana Reis", "Jón Ask"] and entry["year"] == "2031" and entry["type_of_reference"] == "NEWS"
    )


def test_only_the_web_is_linked() -> None:
    assert Cited("T", url="javascript:alert(1)").link is None and "javascript" not in "".join(
        cite(style, Cited("T", url="javascript:alert(1)"), SEEN) for style in STYLES
    )


def test_another_style_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="there are Chicago, APA"):
        cite("Harvard", BARE, SEEN)
