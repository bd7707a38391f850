"""The dictionary of English, made from two free sources: `python -m data_prep.words.make_english LEMMINFLECT TEXTBLOB`.

Enters: the unpacked wheels of LemmInflect (its table of inflections, from the SPECIALIST lexicon) and TextBlob (Brill's
lexicon: the most usual tag of a word). Leaves: `words/english.txt`, a line a word: the word, its possible parts of speech,
the usual one first, and the verb it is a form of. Refuses: capitals, figures, words
of more than one piece, those of which Brill's lexicon knows no form (they are rare), nouns with a hyphen.
"""

import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path

WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
FORMS = {"noun": "S", "verb": "DPGZ", "adj": "JJ", "adv": "RR"}
BASES = {"noun": "N", "verb": "V", "adj": "J", "adv": "R"}
# Penn Treebank's tags (Marcus et al. 1993) -> ours
USUAL = {
    "NN": "N", "NNS": "S", "VB": "V", "VBP": "V", "VBZ": "Z", "VBD": "D", "VBN": "P", "VBG": "G",
    "JJ": "J", "JJR": "J", "JJS": "J", "RB": "R", "RBR": "R", "RBS": "R",
}  # fmt: skip
ORDER = "NSDPGJRVZ"  # where no usual one is known
HEAD = """\
# English words, each with its possible parts of speech, the usual one first, and behind a stroke the verb whose form
# it is (where that is spelt otherwise). N noun, S its plural, V verb, Z its -s form, D past, P past participle, G -ing form, J adjective, R adverb.
# Made by make_english.py from LemmInflect 0.2.3 (SPECIALIST lexicon) and Brill's lexicon; licences: english-licences.txt.
"""


def read_inflections(path: Path) -> Iterator[tuple[str, str, str]]:
    """(word, part of speech, lemma) of every form in LemmInflect's table."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            lemma, kind, *forms = line.rstrip("\n").split(",")
            if kind not in BASES:
                continue
            yield lemma, BASES[kind], lemma
            if kind == "verb" and len(forms) > 1 and not forms[1]:
                forms[1] = forms[0]  # the participle is spelt as the past
            for code, spelt in zip(FORMS[kind], forms, strict=False):
                for word in spelt.split("/"):
                    if word and (word != lemma or code in "DP"):
                        yield word, code, lemma


def read_usual(path: Path) -> dict[str, str]:
    """Word -> its most usual part of speech, from Brill's lexicon."""
    usual = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, tag = line.partition(" ")
        if tag in USUAL and WORD.fullmatch(word):
            usual[word] = USUAL[tag]
    return usual


def make_lines(inflections: Path, lexicon: Path) -> list[str]:
    """The lines of the dictionary, sorted."""
    usual = read_usual(lexicon)
    codes: dict[str, set[str]] = {word: {code} for word, code in usual.items() if code not in "VZDPG"}
    verbs: dict[str, str] = {}
    forms = list(read_inflections(inflections))
    common = {lemma for word, _, lemma in forms if word in usual}
    for word, code, lemma in forms:
        if lemma not in common or not WORD.fullmatch(word):
            continue
        codes.setdefault(word, set()).add(code)
        if code in "ZDPG" and (word not in verbs or usual.get(lemma) == "V"):
            verbs[word] = lemma
    lines = []
    for word in sorted(codes):
        if "-" in word and codes[word] <= {"N", "S"}:
            continue  # what the tagger takes such a word for anyhow
        first = usual.get(word, "")
        first = first if first in codes[word] else ""
        rest = "".join(sorted(codes[word] - {first}, key=ORDER.index))
        lines.append(f"{word} {first}{rest}/{verbs[word]}" if word in verbs else f"{word} {first}{rest}")
    return lines


if __name__ == "__main__":
    lemminflect, textblob = (Path(folder) for folder in sys.argv[1:3])
    made = make_lines(
        next(lemminflect.rglob("infl_lu.csv.gz")),
        next(textblob.rglob("en-lexicon.txt")),
    )
    Path(__file__).with_name("english.txt").write_text(HEAD + "\n" + "\n".join(made) + "\n", encoding="utf-8")
    print(f"{len(made)} words")
