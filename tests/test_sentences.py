from itertools import pairwise

import pytest

from data_prep.articles.sentences import split_sentences
from data_prep.records import Span


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [  # | marks where sentences end
        "N. Korea agreed on Oct. 1.|Gen. Kim met Mr. Lee.|They talked.",
        "The U.S. President left on Friday.|He flew to Washington, D.C.|The trip took 3.5 hours.",
        "It began in Oct.|The end came in Nov. 2024.|Sen. John Q. Public, Jr. said no.",
        "No. 5 fell in round No. 6.|He said No.|The minister, No, did not.",
        '"Is it true?" he asked.|"It is over."|Putin left.',
        "He said “stop.”|She left.|‘Provocative.’|These words stung.",
        "Victory is in store for ... the two countries.|Perhaps...|Others doubt it.",
        "He was there (see Fig. 2. It shows all) and left.|(The rest is known.)|Nobody knows.",
        "At 5 p.m. Monday it rained.|At 6 p.m.|The sun came out!|Why?|Nobody knows.",
        "Lt. Col. J. K. Smith Jr. spoke.|Acme Inc. shares fell 3.5%.|Acme Inc.|The firm said no.",
        "The minister said.|The blank was lost.",
        "Visit www.Example.Com today.|The U.S.A. won.",
        "1. First the talks.|2. Then the vote.",
        "東京は晴れ。|大阪は雨。",
    ],
)
def test_where_sentences_end(text):
    assert split(text.replace(".|The blank", ".The blank").replace("|", " ").replace("。 ", "。")) == text.split("|")


def test_paragraphs_and_headings():
    text = "A heading\n\nOne. Two\n\n\n \nThree."
    sentences = split_sentences(text)
    assert [(text[s.start : s.end], s.paragraph) for s in sentences] == [
        ("A heading", 0),
        ("One.", 1),
        ("Two", 1),
        ("Three.", 2),
    ]


def test_a_line_break_is_no_end():
    assert split("The minister\nsaid so. He\nleft.") == ["The minister\nsaid so.", "He\nleft."]


def test_captions_are_marked():
    text = "Two men. In May.\n\nThey met."
    assert [s.caption for s in split_sentences(text, [Span(0, 16)])] == [True, True, False]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "...", "?!", '"'])
def test_nothing_much(text):
    assert "".join(split(text)) == text.strip()


@pytest.mark.parametrize(
    "piece", [".", "(", "a.", '"', ". ", "(a. ", "\n\n", " \n ", "A. ", " ", "x", "Mr. ", "([{. A", "。"]
)
def test_hostile_text_is_split_to_its_end(piece):
    """A quadratic splitter would take minutes for these 200,000 characters."""
    sentences = split_sentences(piece * (200_000 // len(piece)))
    assert all(a.end <= b.start for a, b in pairwise(sentences))
