"""Drafts with their dates -> Reports of one article: the last step before articles are looked at together."""

from collections.abc import Sequence

from data_prep.actors.lexicon import name_words
from data_prep.events.dates import settle_dates
from data_prep.events.find import Draft, find_drafts
from data_prep.events.kinds import stem
from data_prep.events.titles import starts_in_pronoun, write_title
from data_prep.events.tokens import Token
from data_prep.records import ActorMention, Article, Report, Sentence, Span, Timex


def find_reports(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[ActorMention], timexes: Sequence[Timex]
) -> list[Report]:
    """The reports of one article, in order of its text."""
    drafts = find_drafts(article, sentences, mentions, timexes)
    dates = settle_dates(drafts, article.published)
    titled = [(i, d, *write_title(d)) for i, d in enumerate(drafts) if not d.echo]
    kept = [row for row in titled if len(row[2].split()) >= 2 and not starts_in_pronoun(row[2])]  # one word ("Ceremony") only points to what others tell
    ids = {id(d): f"{article.article_id}:{d.trigger.start}" for _, d, _, _ in kept}
    reports = []
    for i, draft, title, weight in kept:
        when = dates.get(i)
        reports.append(
            Report(
                report_id=ids[id(draft)], article_id=article.article_id, span=Span(draft.sentence.start, draft.sentence.end),
                sentence=article.text[draft.sentence.start : draft.sentence.end], trigger_text=article.text[draft.trigger.start : draft.trigger.end],
                trigger=Span(draft.trigger.start, draft.trigger.end), kind=draft.kind, title=title, timex=draft.timex, when=when,
                date_basis=draft.basis if when is not None else "none", date_why=draft.date_why,
                participants=tuple((m.name, role) for m, role in draft.parties), places=tuple(dict.fromkeys(p.name for p in draft.places)),
                speaker=draft.speaker.name if draft.speaker is not None else None, speech=draft.speech, status=draft.status, lemma=draft.lemma,
                words=_telling_words(draft.tokens), about=draft.clause.object_head, same_as=_named_before(draft.same_as, ids), scene=_named_before(draft.scene, ids),
                open_date=any(t.when is None and t.value.startswith("XXXX-") for t in draft.times), weight=weight,
            )
        )  # fmt: skip
    return reports


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
