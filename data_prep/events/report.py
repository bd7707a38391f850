"""Drafts with their dates -> Reports of one article: the last step before articles are looked at together."""

from collections.abc import Sequence

from data_prep.actors.lexicon import name_words
from data_prep.events.commentary import find_commentary
from data_prep.events.dates import settle_dates
from data_prep.events.drafts import Draft
from data_prep.events.find import find_drafts
from data_prep.events.kinds import stem
from data_prep.events.refuse import refuse_own_row
from data_prep.events.titles import write_title
from data_prep.events.tokens import Token
from data_prep.events.voices import Voices
from data_prep.records import ActorMention, Article, Report, Sentence, Span, Timex, When
from data_prep.words import read_words

HEADINGS = 6  # lines that may stand before the lead
SHORT = 40  # characters: a line with a stop that is no lead yet
UNTITLED = ("", -9.0)


def find_reports(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[ActorMention], timexes: Sequence[Timex]
) -> list[Report]:
    """The reports of one article, in order of its text."""
    drafts = find_drafts(article, sentences, mentions, timexes)
    dates = settle_dates(drafts, article.published, lead_of(article.text, sentences))
    voices = Voices(drafts, mentions)
    told = [i for i, draft in enumerate(drafts) if not draft.echo and voices.refuse(draft) is None]
    blocks = {d.number for d in drafts if _is_headlines(article.text[d.tokens[0].start : d.sentence.end])}
    told = [i for i in told if drafts[i].number not in blocks]
    titles = {i: _title(drafts[i], i in dates) for i in told}
    own_voice = find_commentary(article.text, sentences)
    for i in told:
        if drafts[i].number in own_voice and drafts[i].basis not in ("stated", "relative"):
            titles[i] = UNTITLED
    for i in told:
        beside = [drafts[k] for k in told if titles[k][0] and k != i and drafts[k].number == drafts[i].number]
        if any(_tells_it_better(other, drafts[i]) for other in beside) or (
            i not in dates and _is_aside(drafts[i], beside)
        ):
            titles[i] = UNTITLED
    ids = {id(drafts[i]): f"{article.article_id}:{drafts[i].trigger.start}" for i in told}
    return [_report(article, drafts[i], dates.get(i), *titles[i], ids) for i in told]


def lead_of(text: str, sentences: Sequence[Sentence]) -> int:
    """The number of the first sentence of prose: what stands before it are headings."""
    for number, sentence in enumerate(sentences[:HEADINGS]):
        if not sentence.caption and text[sentence.end - 1] in '.!?”"' and sentence.end - sentence.start > SHORT:
            return number
    return 0


def _title(draft: Draft, dated: bool) -> tuple[str, float]:
    """The title with its weight; none where a draft does not tell its event by itself: then it only supports others."""
    if refuse_own_row(draft, dated) is not None:
        return UNTITLED
    title, weight = write_title(draft)
    return (title, weight) if title else UNTITLED


def _is_aside(draft: Draft, beside: Sequence[Draft]) -> bool:
    """Whether an undated clause only stands beside what its sentence tells: "X was shot as he fled"."""
    return draft.background and any(other.main for other in beside)


def _is_headlines(text: str) -> bool:
    return any(mark in text for mark in read_words("voices")["headlines"])


def _tells_it_better(verb: Draft, noun: Draft) -> bool:
    """Whether a clause of the same sentence and date tells what a bare event noun in it only names."""
    if noun.clause.aspect != "noun" or verb.clause.aspect == "noun":
        return False
    begin = verb.clause.subject_span[0] if verb.clause.subject_span else verb.clause.trigger
    return verb.timex is noun.timex and begin <= noun.clause.trigger < max(verb.clause.end, verb.clause.trigger + 20)


def _report(
    article: Article, draft: Draft, when: When | None, title: str, weight: float, ids: dict[int, str]
) -> Report:
    sentence, trigger = draft.sentence, draft.trigger
    return Report(
        report_id=ids[id(draft)],
        article_id=article.article_id,
        span=Span(sentence.start, sentence.end),
        sentence=article.text[sentence.start : sentence.end],
        trigger=Span(trigger.start, trigger.end),
        trigger_text=article.text[trigger.start : trigger.end],
        kind=draft.kind,
        title=title,
        timex=draft.timex,
        when=when,
        date_basis=draft.basis if when is not None else "none",
        date_why=draft.date_why,
        participants=tuple((m.name, role) for m, role in draft.parties),
        places=tuple(dict.fromkeys(p.name for p in _places(draft))),
        speaker=draft.speaker.name if draft.speaker is not None else None,
        speech=draft.speech,
        speech_at=draft.speech_at,
        speech_verb=draft.speech_verb,
        status=draft.status,
        lemma=draft.lemma,
        words=_telling_words(draft.tokens),
        about=draft.clause.object_head,
        same_as=_named_before(draft.same_as, ids),
        scene=_named_before(draft.scene, ids),
        open_date=any(t.when is None and t.value.startswith("XXXX-") for t in draft.times),
        weight=weight,
    )


def _places(draft: Draft) -> Sequence[ActorMention]:
    """Where it happened: its own places, else those of the scene it played in."""
    source, seen = draft, {id(draft)}
    while not source.places and (before := source.scene or source.same_as) is not None and id(before) not in seen:
        seen.add(id(before))
        source = before
    return source.places


def _named_before(source: Draft | None, ids: dict[int, str]) -> str | None:
    """The report of the draft that another points to, through drafts that only passed it on."""
    seen: set[int] = set()
    while source is not None and id(source) not in seen:
        if id(source) in ids:
            return ids[id(source)]
        seen.add(id(source))
        source = source.same_as
    return None


def _telling_words(tokens: Sequence[Token]) -> frozenset[str]:
    """The stems of the words that carry meaning: no names, no closed class, no time."""
    return frozenset(
        stem(t.low)
        for t in tokens
        if t.tag in ("WORD", "NOUN", "VERB")
        and len(t.low) > 3
        and t.low not in name_words()["closed"]
        and t.low not in name_words()["titles"]
    )
