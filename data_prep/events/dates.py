"""Which date governs a draft, and how that is known.

Enters: the drafts of one article in order. Leaves: the same drafts with `timex`, `basis` and `date_why` set. In this
order: the words of time in its own clause; the only ones in its sentence; the event that it names again ("the
ceremony"); the scene it plays in; the day the narrative stands at; the day of publication, for what is told as today's
news. What none of these dates stays undated.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from data_prep.actors.lexicon import state_names
from data_prep.edtf import day, either
from data_prep.events.attribute import in_attribution, read_frames
from data_prep.events.drafts import SCENES, Draft
from data_prep.events.kinds import KINDS, stem
from data_prep.events.own_dates import is_of_another_verb
from data_prep.events.tenses import tense_of
from data_prep.events.tokens import Token
from data_prep.records import Published, Timex, When
from data_prep.words import read_words, word_set

THREADED = ("say", "press", "agree")  # groups of kinds that go on at the scene told before
UNTHREADED = ("vote", "election", "agree")  # kinds that have a day of their own
REMEMBERED = 60  # drafts that "the ceremony" may point back over
STRETCH = 5  # sentences over which a narrative stays at its day where none is dated
OLD = 14  # days: what is older than that is history in an article of today
NEAR = 3  # sentences within which a narrative stays at a scene that nothing dates


def settle_dates(drafts: Sequence[Draft], published: Published, lead: int | None = 0) -> dict[int, When]:
    """The date of each draft that has one, by its place in the list.

    `lead` is the number of the first sentence of prose; None leaves what is told as today's news undated.
    """
    dates: dict[int, When] = {}
    places = {id(draft): i for i, draft in enumerate(drafts)}
    for i, draft in enumerate(drafts):
        timex = next((t for t in draft.times if t.when is not None and not _is_ahead(draft, t, published)), None)
        how = "relative" if timex is not None and timex.anchor else "stated"
        if timex is None and not draft.echo:
            timex, how = _only_date_of_sentence(draft), "relative"
            timex = None if timex is not None and _is_ahead(draft, timex, published) else timex
            how = "stated" if timex is not None and not timex.anchor else how
        if timex is not None and timex.when is not None:
            set_date(
                draft,
                dates,
                i,
                timex,
                timex.when,
                how,
                f"“{timex.text}”: {timex.rule}" + (f", counted from {timex.anchor}" if timex.anchor else ""),
            )
    _name_again(drafts)
    for i, draft in enumerate(drafts):
        if i not in dates and draft.same_as is not None:
            _inherit(drafts, places, dates, i, draft.same_as, "the same event as in")
    for i, draft in enumerate(drafts):
        if i not in dates and draft.scene is not None and not draft.times:
            _inherit(drafts, places, dates, i, draft.scene, "it happened at the event told in")
    _follow_thread(drafts, dates, published)
    if lead is not None:
        _date_news(drafts, dates, published, lead)
    return dates


def _is_ahead(draft: Draft, timex: Timex, published: Published) -> bool:
    """Whether a date lies after the publication of what is told as done: it is that of something else ("will begin on")."""
    start = timex.when.interval.start if timex.when else None
    end = published.when.interval.end if published.when else None
    open_ended = draft.status == "planned" or draft.clause.aspect == "infinitive" or draft.trigger.kind == "plan"
    return not open_ended and start is not None and end is not None and start > end


def set_date(
    draft: Draft, dates: dict[int, When], i: int, timex: Timex | None, when: When, basis: str, why: str
) -> None:
    """Give a draft its date: the expression it comes from, its basis and the reason in plain words."""
    draft.timex, draft.basis, draft.date_why = timex, basis, why
    dates[i] = when


def _only_date_of_sentence(draft: Draft) -> Timex | None:
    """The one date of the sentence, where the clause is of the narrative and the date is nobody else's."""
    pictured = draft.sentence.caption and draft.clause.aspect == "present"
    if (
        not (draft.main or pictured or draft.clause.relative in ("where", "when") or draft.scene is not None)
        or draft.clause.aspect in ("perfect", "planned")
        or draft.times
    ):
        return None
    frames = read_frames(draft.tokens)
    times = [
        (i, t)
        for i, t in enumerate(draft.tokens)
        if t.tag == "TIME" and t.timex is not None and t.timex.when is not None
    ]
    if len(times) != 1 or in_attribution(frames, times[0][0]):
        return None
    at, token = times[0]
    if at + 1 < len(draft.tokens) and draft.tokens[at + 1].tag == "POSS":
        return None
    if token.text.isdigit() and at and draft.tokens[at - 1].tag == "DET":
        return None  # "the 1998 selection"
    if token.quoted and not draft.trigger.quoted:
        return None
    owned = at + 1 < len(draft.tokens) and draft.tokens[at + 1].tag in (
        "NOUN",
        "WORD",
    )  # "Monday speech": that noun's date
    if pictured:
        return token.timex
    between = draft.tokens[min(at, draft.clause.trigger) : max(at, draft.clause.trigger)]
    other = any(
        t.tag == "NOUN" and t.kind != draft.kind and draft.tokens.index(t) < at
        for t in draft.tokens[max(0, at - 4) : at]
    )
    apart = any(t.text in (";", ":", "--", "—") or t.tag == "SUB" for t in between)
    if is_of_another_verb(draft.tokens, draft.clause, at):
        return None
    return None if owned or apart or (other and at > draft.clause.trigger) else token.timex


def _name_again(drafts: Sequence[Draft]) -> None:
    """ "the ceremony", "the event", "the talks": the last event told before that such words fit."""
    for i, draft in enumerate(drafts):
        if not draft.definite:
            continue
        before = drafts[max(0, i - REMEMBERED) : i]
        words = {stem(draft.lemma), stem(draft.also or draft.lemma)}
        candidates = [
            e
            for e in reversed(before)
            if e.status != "planned"
            and e is not draft.scene
            and _parties_fit(draft, e)
            and not (e.timex is not None and draft.owns_time and e.timex is not draft.timex)
        ]
        if draft.lemma == "event":
            draft.same_as = next((e for e in candidates if e.main or e.kind in ("ceremony", "consult")), None)
            continue
        alike = [e for e in candidates if e.kind == draft.kind]
        named = next(
            (
                e
                for e in alike
                if words & {stem(w) for w in (e.lemma, e.also, *(t.lemma for t in _phrase(e) if t.lemma))}
            ),
            None,
        )
        near = next((e for e in alike if draft.number - e.number <= 2 and _places_fit(draft, e)), None)
        draft.same_as = named or (near if not draft.owns_time or draft.kind == "statement" else None)


def _parties_fit(draft: Draft, earlier: Draft) -> bool:
    """Two tellings of one event do not name quite different people."""
    here = {m.name for m, role in draft.parties if role not in ("owner", "mentioned") and m.type == "person"}
    there = {m.name for m, role in earlier.parties if role not in ("owner", "mentioned") and m.type == "person"}
    return not here or not there or bool(here & there) or draft.lemma == "event" or draft.kind == "ceremony"


def _places_fit(draft: Draft, earlier: Draft) -> bool:
    """A whole state may hold any place; two nearer ones must be the same."""
    states = set(state_names().values())
    here, there = ({p.name for p in d.places if p.name not in states} for d in (draft, earlier))
    return not here or not there or bool(here & there)


def _phrase(draft: Draft) -> Sequence[Token]:
    begin = draft.clause.subject_span[0] if draft.clause.subject_span else draft.clause.trigger
    return draft.tokens[min(begin, draft.clause.trigger) : draft.clause.end]


def _inherit(
    drafts: Sequence[Draft], places: dict[int, int], dates: dict[int, When], i: int, source: Draft | None, words: str
) -> None:
    seen = {id(drafts[i])}
    while source is not None and id(source) not in seen:
        seen.add(id(source))
        k = places.get(id(source))
        if k is not None and k in dates:
            told = re.sub(r"\s+", " ", source.trigger.text)
            reason = source.date_why.rpartition("”; ")[2]
            set_date(
                drafts[i],
                dates,
                i,
                source.timex,
                dates[k],
                source.basis,
                f"{words} “… {told} …”; {reason}",
            )
            return
        source = source.same_as or source.scene


def _follow_thread(drafts: Sequence[Draft], dates: dict[int, When], published: Published) -> None:
    """Statements go on at the day of the narrative: the last day a finite verb was dated to, until another date stands."""
    thread: tuple[int, Draft] | None = None
    last = 0  # the number of the last sentence at that day
    scene: Draft | None = None  # an undated one: its date may come from other articles
    unthreaded = read_words("grammar")["perfect_only"]
    for i, draft in enumerate(drafts):
        if draft.main and draft.kind in SCENES:
            scene = draft if i not in dates else None
        if i in dates:
            if draft.main and draft.clause.aspect != "noun":
                exact = dates[i].grain in ("day", "part") or dates[i].edtf.startswith("[")
                thread = (i, draft) if exact and not _is_history(dates[i], published) else None
            last = draft.number
            continue
        if draft.number - last > STRETCH:
            thread = None
        if draft.main and draft.kind in SCENES:
            thread = None  # another scene, and nobody says when
        near = scene is not None and draft is not scene and draft.number - scene.number <= NEAR
        if (
            (thread is None and not near)
            or not draft.main
            or draft.clause.aspect == "perfect"
            or draft.kind not in KINDS
            or draft.times
            or draft.scene is not None
        ):
            continue
        adverbs = {t.low for t in draft.tokens if t.tag == "ADV"}
        if (
            (KINDS[draft.kind].group in THREADED or near)
            and draft.kind not in UNTHREADED
            and not adverbs & set(unthreaded)
            and any(m.type == "person" and r == "agent" for m, r in draft.parties)
        ):
            if thread is None:
                draft.scene = scene
                continue
            at, lead = thread
            last = draft.number
            set_date(
                draft,
                dates,
                i,
                lead.timex,
                dates[at],
                "inferred",
                f"no words of time; the narrative stands at the day of “… {lead.trigger.text} …”: {lead.date_why}",
            )


def _is_history(when: When, published: Published) -> bool:
    """Whether a day lies so far before the publication that today's words are none of it."""
    start, today = when.interval.start, published.when.interval.start if published.when is not None else None
    sure = published.confidence == "high" and start is not None and today is not None
    return sure and start is not None and today is not None and (today - start).days > OLD


def _date_news(drafts: Sequence[Draft], dates: dict[int, When], published: Published, lead: int) -> None:
    """Today's news, undated, is of the day of publication or the day before: what the lead tells, and who is quoted."""
    when = published.when
    if when is None or when.grain != "day" or published.confidence != "high":
        return
    for i, draft in enumerate(drafts):
        if i in dates or draft.times or draft.scene is not None or draft.echo or not _is_narrated(draft):
            continue
        if draft.number <= lead and draft.clause.head not in word_set("grammar", "pronouns"):
            why = (
                f"no words of time; the lead tells it as news of the day of publication or the day before, {when.edtf}"
            )
        elif _is_said(draft):
            why = f"no words of time; said as news of the day of publication or the day before, {when.edtf}"
        else:
            continue
        set_date(draft, dates, i, None, day_of_news(when), "published", why)


def day_of_news(published: When) -> When:
    """When today's news happened: that day or the day before (a morning paper), and it is not known which."""
    start = published.interval.start
    return either(day(start - timedelta(days=1)), published) if start is not None else published


def _is_said(draft: Draft) -> bool:
    """Whether it is told by saying it: quoted, or in the simple past ("urged"); a vote has a day that is told elsewhere."""
    says = draft.kind in KINDS and KINDS[draft.kind].group == "say" and draft.kind not in UNTHREADED
    return says and (draft.speech is not None or draft.clause.aspect == "past")


def _is_narrated(draft: Draft) -> bool:
    """Whether the article tells it in a clause of its own, in the past, the perfect or the present of speech."""
    aside = draft.background or draft.sentence.caption or draft.trigger.quoted or draft.clause.relative
    return not aside and draft.status != "planned" and tense_of(draft, title=False) != ""
