"""The wide view's dates: what no words of time govern, dated by the tense in which an article of a day tells it.

Enters: the drafts of one article, weak ones among them, with the dates that `dates.py` settled. Leaves: more of them dated, with the
reason: what the headline tells, by the text below it; the simple past, at the day its narrative stands at; the perfect
and the present of who says something, at the day of publication; what hangs on a verb, with it. What is planned,
older ("had sold", "has often sold") or open stays undated, and so does all of an article without a day.
"""

from collections.abc import Sequence
from datetime import date

from data_prep.events.dates import NEAR, day_of_news, set_date
from data_prep.events.drafts import Draft
from data_prep.events.kinds import stem
from data_prep.events.tenses import tense_of
from data_prep.records import Article, Timex, When
from data_prep.words import word_set

RECENT = 10  # days: how old the news of an article may be
Dated = tuple[Timex | None, When, str, str]  # expression, date, basis, why


def settle_told(drafts: Sequence[Draft], dates: dict[int, When], article: Article) -> None:
    """Date what is told in the tenses of news."""
    today = article.published.when
    if today is None or today.grain != "day" or today.interval.start is None:
        return
    news: Dated = (
        None,
        day_of_news(today),
        "published",
        f"told as news of the day of publication or the day before, {today.edtf}",
    )
    thread = news
    lead: int | None = None  # the verb before, for what hangs on it
    for i, draft in enumerate(drafts):
        if i in dates:
            if _shifts(draft, dates[i], thread if thread is not news else None, today.interval.start):
                why = f"the narrative stands at the day of “… {draft.trigger.text} …”: {draft.date_why}"
                thread = (draft.timex, dates[i], "inferred", why)
        elif not draft.times and draft.status != "planned":
            title = article.text[draft.sentence.start : draft.sentence.end] == article.title
            tense = tense_of(draft, title)
            found = _told_below(drafts, i, dates) if title else None
            found = found or (
                thread if tense == "past" else news if tense == "now" else _governed(drafts, i, lead, dates)
            )
            if found is not None:
                set_date(draft, dates, i, *found)
        if draft.trigger.tag == "VERB":
            lead = i
    _date_subjects(drafts, dates)


def _date_subjects(drafts: Sequence[Draft], dates: dict[int, When]) -> None:
    """ "A test flight was delayed today": an event noun has the date of the verb that it is the subject of."""
    verbs: dict[int, list[int]] = {}
    for i, draft in enumerate(drafts):
        if i in dates and draft.trigger.tag == "VERB" and draft.clause.subject_span is not None:
            verbs.setdefault(draft.number, []).append(i)
    for i, draft in enumerate(drafts):
        if i in dates or draft.clause.aspect != "noun" or draft.times:
            continue
        for at in verbs.get(draft.number, ()):
            verb = drafts[at]
            begin, end = verb.clause.subject_span or (0, 0)
            if verb.clause.head == draft.trigger.low and begin <= draft.clause.trigger < end:
                why = f"it is told by “… {verb.trigger.text} …”: {verb.date_why}"
                set_date(draft, dates, i, verb.timex, dates[at], verb.basis, why)
                break


def _shifts(draft: Draft, when: When, thread: Dated | None, today: date) -> bool:
    """Whether the narrative goes on at the day of a draft: a finite one of these days; back in time only to what was said."""
    start = when.interval.start
    if not draft.main or draft.clause.aspect not in ("past", "passive") or when.grain != "day" or start is None:
        return False
    before = thread[1].interval.start if thread is not None else None
    older = before is not None and start < before
    return 0 <= (today - start).days <= RECENT and (not older or draft.lemma in word_set("grammar", "speech"))


def _told_below(drafts: Sequence[Draft], i: int, dates: dict[int, When]) -> Dated | None:
    """The date, from words of time, of what the headline tells in the first sentences below it."""
    word, last = _word(drafts[i]), drafts[i].number + NEAR
    for k in range(i + 1, len(drafts)):
        told = drafts[k]
        if told.number > last:
            break
        if k in dates and told.times and _word(told) == word:
            why = f"the text below the headline dates it, “… {told.trigger.text} …”: {told.date_why}"
            return told.timex, dates[k], told.basis, why
    return None


def _word(draft: Draft) -> str:
    """The stem of its word, of "maiden flight" that of the noun."""
    return stem(
        draft.lemma.rpartition(" ")[2] if draft.clause.aspect == "noun" or draft.clause.carrier else draft.lemma
    )


def _governed(drafts: Sequence[Draft], i: int, lead: int | None, dates: dict[int, When]) -> Dated | None:
    """The date of the verb that an infinitive or a gerund hangs on, or that an event noun is the object of."""
    if lead is None or lead not in dates or drafts[lead].number != drafts[i].number:
        return None
    verb, clause = drafts[lead], drafts[i].clause
    begin = clause.verb if clause.verb is not None else clause.trigger
    is_object = clause.aspect == "noun" and begin == verb.clause.trigger + 1
    if clause.aspect not in ("gerund", "infinitive") and not is_object:
        return None
    return verb.timex, dates[lead], verb.basis, f"it hangs on “… {verb.trigger.text} …”: {verb.date_why}"
