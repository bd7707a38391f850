"""Drafts of one sentence among themselves: which is the scene of which, which tell of the same, which only bring in another."""

from collections.abc import Sequence

from data_prep.events.attribute import Frame
from data_prep.events.drafts import (
    MAX_PARTIES,
    SCENES,
    Draft,
    distinct,
)
from data_prep.words import word_set


def set_scenes(drafts: list[Draft]) -> None:
    """ "said at the ceremony": what is done there has the ceremony for its scene, and its doer takes part in it."""
    for draft in drafts:
        if draft.clause.aspect == "noun":
            continue
        lo = draft.clause.verb or draft.clause.trigger
        for scene in drafts:
            start = scene.clause.subject_span[0] if scene.clause.subject_span else scene.clause.trigger
            told = scene.clause.aspect == "passive" and scene.background and scene.kind in SCENES
            if (
                scene is draft
                or not (told or scene.clause.aspect == "noun")
                or (scene.kind not in SCENES and scene.lemma != "event")
                or (scene.owns_time and draft.times and scene.times[0] is not draft.times[0])
            ):
                continue
            word = draft.tokens[start - 1].low if start else ""
            near = lo < start <= draft.clause.end + 1 or (
                start < lo and not any(t.text in ";.:" for t in draft.tokens[start:lo])
            )
            aside = (
                draft.clause.relative == "with" and scene.definite and start <= 1
            )  # "The ceremony …, with X presenting"
            placed = (
                aside
                or told
                or word in ("at", "during")
                or (word == "in" and draft.tokens[start].low in ("the", "that", "this"))
            )
            if placed and near:
                draft.scene = scene
                if scene.lemma != "event":
                    scene.parties = distinct(
                        [(m, r) for m, r in scene.parties if r != "mentioned"]
                        + [(m, "with") for m, r in draft.parties if r == "agent"]
                    )[:MAX_PARTIES]
                    scene.echo = scene.echo and not scene.parties
                    scene.times = scene.times or draft.times
                break


def keep_one_per_telling(drafts: list[Draft]) -> list[Draft]:
    """Two words of one kind in one clause tell of one event ("a ceremony where a statue was unveiled")."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((k for k in kept if _tells_the_same(k, draft)), None)
        if twin is None:
            kept.append(draft)
            continue
        finite, other = (
            (draft, twin) if draft.clause.aspect != "noun" and twin.clause.aspect == "noun" else (twin, draft)
        )
        finite.parties = distinct(finite.parties + other.parties)[:MAX_PARTIES]
        finite.places = finite.places + [p for p in other.places if p.name not in {q.name for q in finite.places}]
        finite.times = finite.times or other.times
        finite.definite = finite.definite or other.definite
        finite.echo = finite.echo and other.echo
        finite.main = finite.main or other.main
        finite.also = finite.also or other.lemma
        if other.scene is not None and other.scene is not finite:
            finite.scene = finite.scene or other.scene
        kept[kept.index(twin)] = finite
        for k in drafts:
            if k.scene is other:
                k.scene = finite
    return kept


def only_tells(draft: Draft, drafts: Sequence[Draft], frames: Sequence[Frame]) -> bool:
    """Whether a plain "said" or "denied" only brings in an event that is told inside it: then it is that event's attribution."""
    weak = draft.lemma in word_set("grammar", "weak_speech") or draft.lemma in word_set("grammar", "deny_verbs")
    if not weak or draft.trigger.tag != "VERB":
        return False
    mine = [f for f in frames if f.verb == draft.clause.trigger]
    return any(
        f.covers[0] <= d.clause.trigger < f.covers[1] and not d.echo for f in mine for d in drafts if d is not draft
    )


def _tells_the_same(one: Draft, other: Draft) -> bool:
    if one.kind != other.kind or one.kind not in SCENES or one.status != other.status:
        return False
    if one.times and other.times:
        return one.times[0] is other.times[0]
    adjacent = abs(one.clause.trigger - other.clause.trigger) == 1
    return (
        adjacent
        or not (one.times or other.times)
        or "where" in (one.clause.relative, other.clause.relative)
        or "when" in (one.clause.relative, other.clause.relative)
    )
