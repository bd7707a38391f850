"""Mentions of all articles -> actors: every spelling leads to one actor, with its roles and where each was seen.

Enters: the mentions of each article, in the articles' order. Leaves: `Actor`s and a look-up from a name as an article
has it to the actor's id. Names are compared only within one family sound, so the time grows almost linearly.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from data_prep.actors.corrections import NONE, Corrections
from data_prep.actors.lexicon import state_names
from data_prep.actors.names import bare, family_key, fold, same_person, sound, split_name
from data_prep.actors.roles import COURTESY, join_roles, role_of
from data_prep.records import ActorMention, Article
from data_prep.words import read_words

RULING = re.compile(rf" (?:{'|'.join(read_words('people')['ruling_words'])})\b.*$")
PROMINENT = 3  # articles that name a person in full, from which on the bare family name is enough elsewhere


@dataclass(slots=True)
class Actor:
    """One actor with every spelling seen; `roles` maps a title to the EDTF dates at which it was seen, `why` a spelling to
    the reason why it is this actor's."""

    actor_id: str
    name: str
    type: str
    country: str | None
    aliases: list[str] = field(default_factory=list)
    roles: dict[str, list[str]] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Cluster:
    names: Counter[str]
    type: str
    countries: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, str] = field(default_factory=dict)  # spelling -> why it is this actor's
    roles: dict[str, list[str]] = field(default_factory=dict)
    articles: dict[str, set[str]] = field(default_factory=dict)  # spelling -> the articles that write it so
    joined: dict[str, str] = field(default_factory=dict)  # name -> why it was joined


def resolve_actors(
    articles: Sequence[tuple[Article, Sequence[ActorMention]]], corrections: Corrections = NONE
) -> tuple[list[Actor], dict[tuple[str, str], str]]:
    """(actors sorted by id, (article_id, name as that article has it) -> actor_id).

    A family name alone says little outside its article: it joins a person of another one only where title or country
    agree, or where it is borne by one person whom several articles name; "Mr. Smith" of one article is nobody of the next.
    """
    clusters: list[_Cluster] = []
    of_name: dict[str, int] = {}
    by_family: dict[str, list[int]] = {}
    named = [(article, m) for article, mentions in articles for m in mentions if m.type not in ("place", "modifier")]
    order = Counter(m.name for _, m in named)
    kinds = {m.name: m.type for _, m in reversed(named)}
    full = [n for n in order if kinds[n] == "person" and " " in n]
    for name in sorted(full, key=lambda n: (-order[n], n)):
        _place(name, clusters, of_name, by_family, corrections)
    _place_bodies(order, kinds, clusters, of_name, corrections)
    corrections.join(of_name, clusters)
    for article, mention in named:
        if mention.name in of_name:
            _note(clusters[of_name[mention.name]], article, mention)
    _give_rule_to_states(named, clusters, of_name, by_family)
    singles = _place_singles(named, of_name, clusters, by_family)
    for article, mention in named:
        if mention.name not in of_name:
            _note(clusters[singles[article.article_id, mention.name]], article, mention)
    actors = _number([_as_actor(c, corrections) for c in clusters])
    places = {
        (article.article_id, m.name): of_name.get(m.name, singles.get((article.article_id, m.name), -1))
        for article, m in named
    }
    used = {actors[i].actor_id for i in places.values()}
    ids = {key: actors[i].actor_id for key, i in places.items()}
    return sorted((a for a in actors if a.actor_id in used), key=lambda a: a.actor_id), ids


def _place_bodies(
    order: Mapping[str, int],
    kinds: Mapping[str, str],
    clusters: list[_Cluster],
    of_name: dict[str, int],
    corrections: Corrections,
) -> None:
    """States and bodies: one actor a name, whatever its case, and a company with or without its legal form."""
    bodies: dict[tuple[str, str], int] = {}
    for name in order:
        if kinds[name] == "person":
            continue
        key = (kinds[name], fold(name) if corrections.knows(name) else fold(without_suffix(name)))
        at = bodies.setdefault(key, len(clusters))
        if at == len(clusters):
            _new(name, kinds[name], clusters, of_name)
        elif name not in clusters[at].names:
            clusters[at].joined[name] = "the same name, but for its spelling or legal form"
        of_name[name] = at


@cache
def without_suffix(name: str) -> str:
    """A company's name without "Inc", "Group" …, where two words or a longer one stay: "Veltrix Ltd" is Veltrix."""
    words = name.split()
    while len(words) > 1 and words[-1].rstrip(".,") in _legal_forms():
        words = words[:-1]
    return " ".join(words).rstrip(",")


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(form.rstrip(".") for form in read_words("organisations")["legal_forms"])


def _give_rule_to_states(
    named: Sequence[tuple[Article, ActorMention]],
    clusters: list[_Cluster],
    of_name: dict[str, int],
    by_family: Mapping[str, list[int]],
) -> None:
    """ "Okello government", where another article tells of which state the one Okello is."""
    for name in dict.fromkeys(m.name for _, m in named if m.type == "organisation" and RULING.search(m.name)):
        family = RULING.sub("", name)
        bearers = [i for i in by_family.get(sound(family), []) if len(clusters[i].countries)]
        if len(bearers) != 1:
            continue
        country = clusters[bearers[0]].countries.most_common(1)[0][0]
        state = state_names()[country]
        if state in of_name:
            at = of_name[state]
            clusters[at].joined[name] = f"governs for {_shown(clusters[bearers[0]])}, that is {state}"
            clusters[at].spellings.setdefault(name, clusters[at].joined[name])
            of_name[name] = at


def _place_singles(
    named: Sequence[tuple[Article, ActorMention]],
    of_name: dict[str, int],
    clusters: list[_Cluster],
    by_family: dict[str, list[int]],
) -> dict[tuple[str, str], int]:
    """Family names that their own article never gives in full: (article_id, name) -> cluster."""
    seen: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    addressed: set[tuple[str, str]] = set()  # "Mr. Smith"
    for article, m in named:
        if m.name not in of_name:
            countries, roles = seen.setdefault((article.article_id, m.name), (set(), set()))
            countries |= {m.country} - {None} if m.country else set()
            roles |= {m.role.lower().split()[-1]} if m.role and not COURTESY.fullmatch(m.role) else set()
            addressed |= {(article.article_id, m.name)} if m.role and COURTESY.fullmatch(m.role) else set()
    placed: dict[tuple[str, str], int] = {}
    own: dict[tuple[str, ...], int] = {}
    for (article_id, name), (countries, roles) in seen.items():
        near = [
            i
            for i in by_family.get(sound(name), [])
            if any(bare(split_name(n)[1]) == bare(name) for n in clusters[i].names)
        ]
        fits = [
            i
            for i in near
            if countries & set(clusters[i].countries) or roles & {r.lower().split()[-1] for r in clusters[i].roles}
        ]
        why = "family name, with the same title or country"
        known = [i for i in near if len(set().union(*clusters[i].articles.values())) >= PROMINENT]
        if not fits and len(near) == 1 and known and not roles and (article_id, name) not in addressed:
            fits, why = near, "family name of the only one who bears it here, and whom several articles name in full"
        if len(fits) == 1:
            placed[article_id, name] = fits[0]
            clusters[fits[0]].joined.setdefault(name, why)
            continue
        key = (name, *sorted(countries), *sorted(roles)) if countries or roles else (name, article_id)
        if key not in own:
            own[key] = len(clusters)
            clusters.append(_Cluster(Counter({name: 0}), "person"))
        placed[article_id, name] = own[key]
    return placed


def _place(
    name: str,
    clusters: list[_Cluster],
    of_name: dict[str, int],
    by_family: dict[str, list[int]],
    corrections: Corrections,
) -> None:
    """Join a full name to the person it is, or begin a new one."""
    keys = list(_near_keys(family_key(name)))
    for i in dict.fromkeys(i for k in keys for i in by_family.get(k, [])):
        names = clusters[i].names
        other = next((other for other in names if same_person(name, other)), None)
        if other is not None and not any(corrections.keeps_apart(name, n) for n in names):
            of_name[name] = i
            names[name] += 0
            clusters[i].joined[name] = f"{same_person(name, other)} as {other}"
            return
    _new(name, "person", clusters, of_name)
    for k in keys:
        by_family.setdefault(k, []).append(len(clusters) - 1)


def _near_keys(key: str) -> Iterable[str]:
    """The family sound and, for long ones, its beginning: one letter's difference behind it is then still seen."""
    return (key,) if len(key) < 6 else (key, key[:4] + "*")


def _new(name: str, kind: str, clusters: list[_Cluster], of_name: dict[str, int]) -> None:
    of_name[name] = len(clusters)
    clusters.append(_Cluster(Counter({name: 0}), kind))


def _note(cluster: _Cluster, article: Article, mention: ActorMention) -> None:
    cluster.names[mention.name] += 1
    cluster.articles.setdefault(mention.name, set()).add(article.article_id)
    if mention.country:
        cluster.countries[mention.country] += 1
    if not mention.why.startswith("the only "):
        cluster.spellings.setdefault(mention.text, mention.why)
    if (role := role_of(article, mention)) is not None:
        shown, date = role
        dates = cluster.roles.setdefault(shown, [])
        if date is not None:
            dates.append(date)


def _shown(cluster: _Cluster) -> str:
    return max(cluster.names, key=lambda n: (" " in n, len(cluster.articles.get(n, ())), cluster.names[n]))


def _as_actor(cluster: _Cluster, corrections: Corrections) -> Actor:
    name = _shown(cluster)
    country = cluster.countries.most_common(1)[0][0] if cluster.countries and cluster.type != "organisation" else None
    if cluster.type == "state":
        country = next((code for code, shown in state_names().items() if shown == name), country)
    spellings = sorted({name, *cluster.spellings, *(n for n in cluster.names)}, key=lambda s: (s != name, s))
    reasons = {s: cluster.joined.get(s) or cluster.spellings.get(s, "") for s in spellings if s != name}
    why = {s: reason for s, reason in reasons.items() if reason}
    return corrections.change(Actor("", name, cluster.type, country, spellings, join_roles(cluster.roles), why))


def _number(actors: list[Actor]) -> list[Actor]:
    """Ids made from the names, so that they stay; a second one of that name gets its type added."""
    taken: set[str] = set()
    for actor in actors:
        slug = re.sub(r"\W+", "-", fold(actor.name)).strip("-") or "actor"
        while slug in taken:
            slug += f"-{actor.type.split()[0]}"
        taken.add(slug)
        actor.actor_id = slug
    return actors
