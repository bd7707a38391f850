"""In which language is a text?

Enters: a text. Leaves: an ISO 639-1 code, and its name for people. A text too short or too mixed to be certain counts as
English, which is what is mined here. Method: py3langid, a trained n-gram model (Lui and Baldwin 2012, langid.py); it takes
a second to load and a tenth of the time of reading an article, so it is asked only where small English words do not tell.
"""

from functools import cache
from typing import Any

from babel import Locale

from data_prep.words import read_lines

_READ = 1500  # characters by which the language is told
_NOT_ENGLISH = 0.001  # probability of English below which a text is not English; a list of names has ten times as much
_FEWEST = 40  # characters
# Bytes for each small English word, at most. Of 438 real articles all have more of these words; of texts half in English
# those that the model takes for another language have fewer.
_PLAIN = 36


def detect_language(text: str) -> str:
    """The language of `text` as an ISO 639-1 code; "en" unless it is certain that it is not."""
    if len(text) < _FEWEST or _is_plain_english(text[:_READ]):
        return "en"
    ranked = _identifier().rank(text[:_READ])
    return str(ranked[0][0]) if dict(ranked)["en"] < _NOT_ENGLISH else "en"


def _is_plain_english(text: str) -> bool:
    small = read_lines("plain_english.txt")
    words = sum(word in small for word in text.lower().split())
    return words * _PLAIN >= len(text.encode("utf-8", "surrogatepass"))


def language_name(code: str) -> str:
    """The English name of a language: "Korean" of ko; the code itself where it is not known."""
    return str(Locale("en").languages.get(code, code))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # the model takes a moment to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
