"""Text -> ActorMention: who and what is named, and where, in one article.

Enters: an article's text and its sentences. Leaves: mentions sorted by start, not overlapping. People are named in full
here ("Belousov" of this article becomes "Andrei Belousov"); joining across articles is `resolve.py`'s. It refuses to
guess: a surname that two people share, or a title that fits two, names nobody.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_prep.actors.lexicon import (
    Known,
    definite_pattern,
    known_names,
    known_pattern,
    name_words,
    state_names,
    title_patterns,
)
from data_prep.actors.names import fold, same_person, split_name
from data_prep.records import ActorMention, Sentence, Span
from data_prep.words import read_words

CAPITALISED = r"(?:(?:al|el|an|ad|as|bin)-)?[A-ZÀ-ÖØ-Þ](?:\.(?=\s[A-Z])|(?:[\w-]|[’'](?!s\b)(?=\w))*\w)?"
PARTICLE = r"(?:(?:" + "|".join(read_words("people")["particles"]) + r") )"
RUN = re.compile(rf"(?<![\w’'-]){CAPITALISED}(?: {PARTICLE}{{0,2}}{CAPITALISED})*")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
TIME_WORDS = {
    *[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "sat",
        "sun",
        "spring",
        "summer",
        "autumn",
        "winter",
        "christmas",
        "easter",
    ]
}
SHORT_FORMS = {"the North": "KP", "the South": "KR"}  # only beside another name of that state
Ends = dict[int, tuple[int, Known]]  # where a known name ends -> where it begins, and what it is
LOCK = "\x01"
POSSESSIVE = re.compile(r"[’']s?(?!\w)")


@dataclass(slots=True)
class _Text:
    """One article as the rules see it: its text, the same with known names blanked, and what was found so far."""

    text: str
    sentences: Sequence[Sentence]
    masked: str
    lower_words: frozenset[str]


def find_mentions(text: str, sentences: Sequence[Sentence]) -> list[ActorMention]:
    """All mentions of one article."""
    locked = _find_known(text)
    masked = _blank(text, locked)
    lowered = frozenset(w for w in re.findall(r"(?<![\w’'-])[a-z][a-z]+", text))
    view = _Text(text, sentences, masked, lowered)
    people, bodies, roles_taken = _read_runs(view, locked)
    states = _read_states(view, locked, roles_taken + [(m.start, m.end) for m in bodies])
    mentions = _drop_overlaps([*bodies, *people, *states])
    mentions = _name_people_in_full(view, mentions)
    mentions += _resolve_titles(view, mentions, roles_taken)
    return _share_countries(_drop_overlaps(mentions + _unnamed_officials(view, mentions, roles_taken)))


def _share_countries(mentions: list[ActorMention]) -> list[ActorMention]:
    """A person's country, once told, holds for every mention in the text."""
    known = {m.name: m.country for m in mentions if m.type == "person" and m.country}
    return [replace(m, country=known[m.name]) if m.type == "person" and m.name in known else m for m in mentions]


def _find_known(text: str) -> list[tuple[int, int, Known]]:
    names = known_names()
    found = []
    for match in known_pattern().finditer(text):
        known = names.get(match[0]) or names.get(match[0].replace("’", "'"))
        if known is not None:
            found.append((match.start(), match.end(), known))
    return found


def _blank(text: str, spans: Sequence[tuple[int, int, Known]]) -> str:
    out, at = [], 0
    for start, end, _ in spans:
        out += [text[at:start], LOCK * (end - start)]
        at = end
    return "".join([*out, text[at:]])


# ------------------------------------------------------------------------------------------- capitalised runs


def _read_runs(
    view: _Text, locked: list[tuple[int, int, Known]]
) -> tuple[list[ActorMention], list[ActorMention], list[tuple[int, int]]]:
    """(people, bodies and places by their shape, spans of titles: what stands in them is no party of its own)."""
    people: list[ActorMention] = []
    bodies: list[ActorMention] = []
    taken: list[tuple[int, int]] = []
    ends = {end: (start, known) for start, end, known in locked}
    loose: list[tuple[int, int, bool]] = []
    for sentence in view.sentences:
        stretch = view.masked[sentence.start : sentence.end]
        letters = [c for c in stretch if c.isalpha()]
        if letters and sum(c.isupper() for c in letters) > 0.6 * len(letters) and len(letters) > 24:
            continue  # a headline in capitals: every word looks like a name
        for match in RUN.finditer(stretch):
            start, end = _behind_inner_title(match[0]) + match.start() + sentence.start, match.end() + sentence.start
            trimmed = _trim(view, start, end, at_start=_opens(view.text, sentence.start, start))
            if trimmed is None:
                continue
            start, end = trimmed
            if (
                view.masked[end : end + 2] == f" {LOCK}"
                and " " not in view.text[start:end]
                and (behind := known_pattern().match(view.text, end + 1))
                and _leans(view, end + 1, behind[0])
            ):
                bodies.append(_body_with_state(view, start, behind.end()))
                continue
            role, role_span, country = _title_before(view, sentence, start, ends)
            found = _as_body(view, start, end, ends) if role is None else None
            if found is not None:
                bodies.append(found)
            elif role is not None and _is_name(view.text[start:end]):
                people.append(_person(view, start, end, "a title stands before the name", country, role, role_span))
                taken.append(role_span)
            else:
                behind = _title_behind(view, sentence, end)
                if behind is not None and _is_name(view.text[start:end]):
                    role, role_span, country = behind
                    people.append(_person(view, start, end, "a title stands behind the name", country, role, role_span))
                    taken.append(role_span)
                elif _looks_like_person(view.text[start:end]):
                    people.append(_person(view, start, end, "a given name and a family name", None, None))
                else:
                    loose.append((start, end, _opens(view.text, sentence.start, start)))
    more_people, more_bodies = _read_loose(view, loose, people)
    return people + more_people, bodies + more_bodies, taken


def _behind_inner_title(run: str) -> int:
    """Where the name begins in "Acme Motors CEO Jane Roe": behind the last title inside the run; 0 where there is none."""
    words = run.split(" ")
    at = 0
    for n, word in enumerate(words[:-1]):
        if n and word.lower() in read_words("people")["title_heads"]:
            at = len(" ".join(words[: n + 1])) + 1
    return at


def _opens(text: str, sentence_start: int, start: int) -> bool:
    return not re.search(r"\w", text[sentence_start:start])


def _trim(view: _Text, start: int, end: int, at_start: bool) -> tuple[int, int] | None:
    """Cut off what is no name at the edges: a sentence's first word, titles, days and months, a possessive."""
    words = name_words()
    run = view.text[start:end]
    possessive = re.search(r"[’']s?$", run)
    if possessive:
        end -= len(possessive[0])
    while start < end:
        first = WORD.match(view.text, start, end)
        if first is None:
            break
        word = first[0]
        low = word.lower()
        single = first.end() >= end
        common = (
            at_start
            and (low in words["closed"] or low in view.lower_words)
            and not (single and word in words["family_first"])
        )
        if (
            low in TIME_WORDS
            or (low in words["titles"] and not (single and word in words["family_first"]))
            or (common and (not single or low in words["closed"] | view.lower_words))
        ):
            start = first.end()
            while start < end and view.text[start] in " .-":
                start += 1
            at_start = False
            continue
        break
    while start < end:
        last = view.text[start:end].rsplit(" ", 1)[-1]
        if last.lower().strip(".") in TIME_WORDS:
            end -= len(last)
            while end > start and view.text[end - 1] == " ":
                end -= 1
            continue
        break
    return (
        (start, end)
        if (start < end and view.text[start].isalpha() and view.text[start].isupper())
        or view.text[start : start + 3] in ("al-", "el-")
        else None
    )


def _is_name(run: str) -> bool:
    parts = run.split()
    words = name_words()
    return (
        1 <= len(parts) <= 5
        and parts[-1] not in words["things"]
        and parts[-1] not in words["heads"]
        and len(parts[-1]) > 1
        and not any(c.isdigit() for c in run)
    )


def _leans(view: _Text, at: int, spelling: str) -> bool:
    known = known_names().get(spelling)
    return known is not None and known.form == "name" and _is_part_of_name(view, at, at + len(spelling), known)


def _body_with_state(view: _Text, start: int, end: int) -> ActorMention:
    name = view.text[start:end]
    return ActorMention(start, end, name, name, "organisation", "a name that holds a state's name")


def _looks_like_person(run: str) -> bool:
    """A given name before the family name, or an East Asian name by its family name and its hyphen."""
    parts = run.split()
    words = name_words()
    if not 2 <= len(parts) <= 4 or not _is_name(run) or any(p.isupper() and len(p) > 2 for p in parts):
        return False
    hyphenated = parts[0] in words["family_first"] and bool(re.fullmatch(r"[A-Z]\w+-\w+", parts[1]))
    spaced = (
        parts[0] in words["family_first"] and len(parts) == 3 and all(re.fullmatch(r"[A-Z][a-z]+", p) for p in parts)
    )
    return hyphenated or spaced or parts[0] in words["given"]


def _person(
    view: _Text,
    start: int,
    end: int,
    why: str,
    country: str | None,
    role: str | None,
    title: tuple[int, int] | None = None,
) -> ActorMention:
    text = view.text[start:end]
    return ActorMention(start, end, text, text, "person", why, country, role, Span(*title) if title else None)


def _title_before(
    view: _Text, sentence: Sentence, start: int, ends: Ends
) -> tuple[str | None, tuple[int, int], str | None]:
    """The title directly before a name, its span and the country that it belongs to."""
    before, _ = title_patterns()
    left = max(sentence.start, start - 110)
    match = before.search(view.text[left:start])
    if match is None:
        return None, (start, start), None
    role = match["role"] or match["short"]
    role_start = left + match.start()
    role_start = next((end + 1 for end, (begin, _) in ends.items() if begin < role_start < end), role_start)
    country, whose = _country_before(view.text, role_start, ends)
    if whose == role_start:
        run = re.search(rf"(?:{CAPITALISED} )+$", view.masked[left:role_start])
        first = run[0].split()[0].lower() if run else ""
        if run and first not in TIME_WORDS | name_words()["closed"] and first not in view.lower_words:
            whose = left + run.start()  # "Acme Motors chief executive X"
            country, whose = _country_before(view.text, whose, ends)
    if country is None:
        inside = [known.country for end, (_, known) in ends.items() if role_start < end <= start and known.country]
        country = inside[0] if inside and "ambassador" not in role.lower() else None
    shown = re.sub(r"^the ", "", role, flags=re.IGNORECASE)
    return shown, (whose, start), country


def _country_before(text: str, at: int, ends: Ends) -> tuple[str | None, int]:
    """The state or body whose name ends right before `at`: its country, and where that stretch begins."""
    for gap in (" ", "’s ", "'s ", "’ ", "' "):
        if (
            text[:at].endswith(gap)
            and (found := ends.get(at - len(gap))) is not None
            and found[1].form not in ("city", "media")
        ):
            return found[1].country, found[0]
    return None, at


def _title_behind(view: _Text, sentence: Sentence, end: int) -> tuple[str, tuple[int, int], str | None] | None:
    """A title in apposition: ", Russia's defense minister," or ", a spokesman for the ministry,"."""
    _, behind = title_patterns()
    after = view.text[end : sentence.end]
    opening = re.match(r"(?: \([^)]{1,20}\))?, ", after)
    if opening is None:
        return None
    at = end + opening.end()
    article = re.compile(r"(?:the|a|an) ").match(view.text, at)
    known = next(
        (
            (k, m.end())
            for m in [known_pattern().match(view.text, article.end() if article else at)]
            if m and (k := known_names().get(m[0]))
        ),
        None,
    )
    country, rest = (known[0].country, known[1]) if known and known[0].country else (None, at)
    match = behind.match(
        view.text[rest : sentence.end].removeprefix(" ")
        if view.text[rest : rest + 1] == " "
        else view.text[rest : sentence.end]
    )
    if match is None:
        return None
    offset = rest + (1 if view.text[rest : rest + 1] == " " else 0)
    return match["role"].strip(), (at, offset + match.end("role")), country


# ----------------------------------------------------------------------------------------------- organisations


def _as_body(view: _Text, start: int, end: int, ends: Ends) -> ActorMention | None:
    """An organisation by its head word, a place by its region word; None where the run is neither."""
    words, places = name_words(), read_words("places")
    run = view.text[start:end]
    parts = run.split()
    follow = re.match(r" ([A-Za-z-]+)", view.text[end : end + 24])
    if follow and follow[1] in places["region_words"] and parts[-1] not in words["things"]:
        stop = end + follow.end()
        return ActorMention(
            start, stop, view.text[start:stop], view.text[start:stop], "place", f"named as a {follow[1].lower()}"
        )
    if (len(parts) > 1 and parts[-1] in places["region_words"]) or (
        len(parts) > 1 and parts[0] in places["region_before"]
    ):
        return ActorMention(start, end, run, run, "place", "named as a place")
    if parts[-1] not in words["heads"]:
        return None
    of = re.match(rf" (?:of|for)(?: the)? (?:{LOCK}+|{RUN.pattern})", view.masked[end : end + 80])
    country, whose = _country_before(view.text, start, ends)
    state_heads = read_words("organisations")["state_heads"]
    if country is not None and (" ".join(parts[-2:]).lower() in state_heads or parts[-1].lower() in state_heads):
        name = state_names()[country]
        return ActorMention(whose, end, view.text[whose:end], name, "state", f"{parts[-1].lower()} of {name}", country)
    if len(parts) == 1 and of is None:
        return None
    stop = end + (of.end() if of else 0)
    name = view.text[start:stop]
    return ActorMention(start, stop, name, name, "organisation", f"a name that ends in {parts[-1]}", country)


def _read_loose(
    view: _Text, loose: list[tuple[int, int, bool]], people: list[ActorMention]
) -> tuple[list[ActorMention], list[ActorMention]]:
    """Runs whose shape alone does not tell: surnames of people named elsewhere, acronyms introduced in brackets,
    names used again and again in mid-sentence (companies), and places after a place word."""
    words = name_words()
    counts = Counter(view.text[s:e] for s, e, opens in loose if not opens)
    tails = Counter(view.text[s:e] for s, e, _ in loose if " " not in view.text[s:e])
    full = {p.name for p in people}
    more_people: list[ActorMention] = []
    bodies: list[ActorMention] = []
    families = {fold(split_name(name)[1]) for name in full if " " in name}
    for start, end, opens in loose:
        run = view.text[start:end]
        parts = run.split()
        before = view.text[max(0, start - 12) : start].lower()
        placed = re.search(r"\b(?:in|at|near|from|outside|around|across) (?:the )?$", before)
        if (
            len(parts) == 1
            and fold(run) in families
            and not (opens and run.lower() in words["closed"] and not _acts(view, end))
        ):
            more_people.append(_person(view, start, end, "family name", None, None))
        elif (
            2 <= len(parts) <= 3
            and _is_name(run)
            and not opens
            and tails[parts[-1]]
            and not placed
            and not run.isupper()
            and re.search(
                r"[A-Za-z]\w+ (?:said|told|added|says)|(?:said|says) $",
                view.text[start : end + 12] + view.text[max(0, start - 6) : start],
            )
        ):
            more_people.append(
                _person(view, start, end, "speaks, and is named by family name alone elsewhere", None, None)
            )
        elif placed and len(parts) <= 3 and _is_name(run) and not run.isupper():
            bodies.append(ActorMention(start, end, run, run, "place", "stands after a place word"))
        elif (
            counts[run] >= 2
            and fold(run) not in families
            and _is_name(run)
            and len(parts) <= 2
            and (run.lower() not in view.lower_words)
        ):
            bodies.append(ActorMention(start, end, run, run, "organisation", f"named {counts[run]} times in the text"))
    places = {m.name for m in bodies if m.type == "place"}
    bodies = [
        replace(m, type="place", why="stands after a place word elsewhere in the text") if m.name in places else m
        for m in bodies
    ]
    return more_people, bodies


def _acts(view: _Text, end: int) -> bool:
    """Whether a word at a sentence's start is followed as a name is: a verb's past, "and Name", a possessive, a comma."""
    match = re.match(rf"(?:[’']s\b|,| and (?:{CAPITALISED}|{LOCK})| (?P<verb>[a-z]+)\b)", view.masked[end : end + 40])
    if match is None or match["verb"] is None:
        return match is not None
    pasts = {past for row in read_words("grammar")["irregular"].values() for past in row}
    return match["verb"] in pasts | {"also", "has", "had", "was", "is"} or match["verb"].endswith("ed")


# --------------------------------------------------------------------------------------------------- states


def _read_states(view: _Text, locked: list[tuple[int, int, Known]], taken: list[tuple[int, int]]) -> list[ActorMention]:
    """Known names as the sentence uses them: party, place, or a word that only says whose."""
    mentions = []
    spelt_out = {known.country for start, end, known in locked if view.text[start:end] not in SHORT_FORMS}
    for start, end, known in locked:
        text = view.text[start:end]
        if text in SHORT_FORMS and SHORT_FORMS[text] not in spelt_out:
            continue
        if _is_part_of_name(view, start, end, known):
            continue
        if any(s <= start and end <= e for s, e in taken):
            mentions.append(ActorMention(start, end, text, known.name, "modifier", "part of a title", known.country))
            continue
        mentions.append(_read_known(view, start, end, known))
    return mentions


def _is_part_of_name(view: _Text, start: int, end: int, known: Known) -> bool:
    """Whether a capitalised word leans on it ("United Russia", "George Washington"): then it is not the state."""
    if known.form not in ("name", "capital", "city", "adjective"):
        return False
    before = re.search(r"([A-Z][\w’'-]*) $", view.masked[max(0, start - 24) : start])
    if before is None:
        return False
    low = before[1].lower()
    opens = bool(
        re.search(r"(?:^|[.!?\n”\"“:] ?)$", view.masked[max(0, start - len(before[0]) - 2) : start - len(before[0])])
    )
    words = name_words()
    return (
        not (opens and (low in words["closed"] or low in view.lower_words))
        and low not in words["titles"]
        and low not in TIME_WORDS
        and before[1] not in words["heads"]
        and low not in words["closed"]
    )


def _read_known(view: _Text, start: int, end: int, known: Known) -> ActorMention:
    def mention(kind: str, why: str, stop: int = end) -> ActorMention:
        return ActorMention(
            start,
            stop,
            view.text[start:stop],
            known.name if kind != "place" else view.text[start:stop],
            kind,
            why,
            known.country,
        )

    if known.form in ("organisation", "media"):
        kind = "armed force" if known.name in read_words("organisations")["armed"] else "organisation"
        return mention(kind, "news outlet" if known.form == "media" else "known by name")
    if known.form in ("seat", "organ"):
        placed = known.form == "seat" and _place_word_before(view.text, start, ("at", "in", "outside", "near"))
        return mention(
            "place" if placed else "state",
            "a building that stands for the government" if known.form == "seat" else f"body of {known.name}",
        )
    organ = _organ_behind(view, end, possessive=known.form != "adjective")
    region = re.match(r" ([A-Za-z]+)\b", view.text[end : end + 40])
    if known.form in ("capital", "city", "name") and region and region[1] in read_words("places")["region_words"]:
        return mention("place", f"named as a {region[1].lower()}", end + region.end())
    if known.form == "city":
        return mention("place", "known city or region")
    if known.form == "adjective":
        return (
            mention("state", f"{organ[0]} of {known.name}", organ[1])
            if organ
            else mention("modifier", "says whose or which")
        )
    if known.form == "people":
        return mention("state", f"people of {known.name}")
    if (
        known.form == "capital"
        and view.text[end : end + 2] == ", "
        and (behind := known_pattern().match(view.text, end + 2))
        and known_names().get(behind[0], known) == Known(known.name, "name", known.country)
    ):
        return mention("place", "a city with its country behind it")
    if POSSESSIVE.match(view.text, end):
        return mention(
            "state", f"{organ[0]} of {known.name}" if organ else "what is its own follows", organ[1] if organ else end
        )
    if known.form == "name":
        embassy = re.search(
            r"\b(?i:embass(?:y|ies)|ambassadors?|envoys?|consulate)s? (?:in|to) (?:the )?$",
            view.text[max(0, start - 24) : start],
        )
        if embassy:
            return mention("state", "host of an embassy or envoy")
        if _place_word_before(view.text, start):
            return mention("place", "stands after a place word")
        return mention("state", "name of a state")
    if _place_word_before(view.text, start) or _place_word_before(view.text, start, ("to",)):
        return mention("place", "a capital after a place word")
    return mention("state", f"capital that speaks for {known.name}")


def _place_word_before(text: str, start: int, words: Sequence[str] | None = None) -> bool:
    words = words or [
        w for w in read_words("grammar")["place_prepositions"] if w not in ("on", "off", "over", "toward", "towards")
    ]
    before = re.search(
        r"([a-z]+)(?: of)? (?:the |both |central |downtown |southern |northern |eastern |western )?$",
        text[max(0, start - 24) : start].lower(),
    )
    return before is not None and (before[1] in words) and text[start - 4 : start] != " of "


def _organ_behind(view: _Text, end: int, possessive: bool) -> tuple[str, int] | None:
    """ "forces", "Defense Ministry" … within two words behind a state's adjective (or its possessive)."""
    heads = read_words("organisations")["state_heads"]
    lead = r"[’']s? " if possessive else r" "
    match = re.match(
        rf"{lead}((?:[\w-]+ ){{0,2}}?(?i:{'|'.join(sorted(heads, key=len, reverse=True))}))\b",
        view.text[end : end + 60],
    )
    if match is None:
        return None
    between = match[1].lower().split()[:-1]
    if any(
        w in name_words()["closed"] or (w.endswith(("ed", "ing")) and w not in ("armed", "ruling")) for w in between
    ):
        return None
    return " ".join(match[1].lower().split()), end + match.end()


# --------------------------------------------------------------------------------------- one article's people


def _drop_overlaps(mentions: list[ActorMention]) -> list[ActorMention]:
    """Longest first, people and bodies before words that only say whose; then in order of the text."""
    kept: list[ActorMention] = []
    for m in sorted(mentions, key=lambda m: (m.type == "modifier", -(m.end - m.start), m.start)):
        if all(m.end <= k.start or m.start >= k.end for k in kept):
            kept.append(m)
    return sorted(kept, key=lambda m: m.start)


def _name_people_in_full(view: _Text, mentions: list[ActorMention]) -> list[ActorMention]:
    """Surnames get the full name where exactly one person of this text bears it; else they stay as they are."""
    full: list[str] = []
    for m in mentions:
        if m.type == "person" and " " in m.name and not any(same_person(m.name, f) for f in full):
            full.append(m.name)
    out = []
    for m in mentions:
        if m.type == "person" and " " not in m.name:
            fits = [f for f in full if fold(m.name) in (fold(split_name(f)[1]), fold(f.split()[-1]))]
            if len(fits) == 1:
                m = replace(m, name=fits[0], why=f"family name of {fits[0]}, named in full in this text")
            elif len(fits) > 1 or (m.role is None and m.why == "family name"):
                continue
        out.append(m)
    return out


def _unnamed_officials(view: _Text, mentions: list[ActorMention], taken: list[tuple[int, int]]) -> list[ActorMention]:
    """ "a Russian vice foreign minister": nobody is named, so it is the state that acts."""
    found = []
    for m in mentions:
        if m.type != "modifier" or m.country is None or m.why != "says whose or which":
            continue
        match = definite_pattern().match(view.text, m.end + 1)
        if (
            match is not None
            and match["role"][0].islower()
            and not any(s < match.end() and m.start < e for s, e in taken)
        ):
            name = state_names()[m.country]
            found.append(
                ActorMention(
                    m.start,
                    match.end(),
                    view.text[m.start : match.end()],
                    name,
                    "state",
                    f"{match['role']} of {name}, not named",
                    m.country,
                )
            )
    return found


def _resolve_titles(view: _Text, mentions: list[ActorMention], taken: list[tuple[int, int]]) -> list[ActorMention]:
    """ "the minister", "the Russian Defense Minister": the one person of this text with that title and country."""
    people: dict[str, tuple[set[str], set[str | None]]] = {}
    for m in mentions:
        if m.type == "person" and m.role:
            key = next((k for k in people if same_person(k, m.name) or k == m.name), m.name)
            roles, countries = people.setdefault(key, (set(), set()))
            roles.add(m.role.lower())
            countries.add(m.country)
    ends = {m.end: m for m in mentions if m.country}
    occupied = [(m.start, m.end) for m in mentions if m.type != "modifier"] + taken
    found = []
    for match in definite_pattern().finditer(view.text):
        start, end = match.start("role"), match.end()
        if any(s < end and start < e for s, e in occupied):
            continue
        whose = next((ends[at] for at in (start - 1, start - 3) if at in ends), None)
        lead = view.text[max(0, (whose.start if whose else start) - 5) : whose.start if whose else start].lower()
        if not (lead.endswith("the ") or match[0].lower().startswith("the ") or (whose and match["role"][0].isupper())):
            continue
        if re.match(r" (?:[A-Z]|of |to |for |who )", view.text[end : end + 5]) or re.search(
            r"\b(?:by|as|become|became) (?:the )?$", lead
        ):
            continue
        words = match["role"].lower().split()
        fits = [
            n
            for n, (roles, countries) in people.items()
            if any(all(w in re.split(r"[ -]", r) for w in words) for r in roles)
            and (whose is None or whose.country in countries)
        ]
        if len(fits) == 1:
            begin = whose.start if whose else start
            found.append(
                ActorMention(
                    begin,
                    end,
                    view.text[begin:end],
                    fits[0],
                    "person",
                    f"the only {match['role'].lower()}{' of ' + state_names()[whose.country] if whose and whose.country else ''} named here",
                    whose.country if whose else None,
                )
            )
    spans = {(m.start, m.end) for m in found}
    return [m for m in found if not any((s, e) != (m.start, m.end) and s <= m.start and m.end <= e for s, e in spans)]
