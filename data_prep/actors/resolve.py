"""Mentions of all articles -> actors: every spelling leads to one actor, with its roles and where each was seen.

Enters: the mentions of each article, in the articles' order. Leaves: `Actor`s and a look-up from a name as an article
has it to the actor's id. Names are compared only within one family sound, so the time grows almost linearly.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from data_prep.actors.lexicon import state_names
from data_prep.actors.names import family_key, fold, same_person, sound, split_name
from data_prep.records import ActorMention, Article

COURTESY = re.compile(r"(?:Mr|Mrs|Ms|Miss|Sir|Dr|counterpart)\.?", re.IGNORECASE)  # no role, and no sign of who it is


@dataclass(slots=True)
class Actor:
    """One actor with every spelling seen; `roles` maps a title to the first and last EDTF date at which it was seen."""

    actor_id: str
    name: str
    type: str
    country: str | None
    aliases: list[str] = field(default_factory=list)
    roles: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Cluster:
    names: Counter[str]
    type: str
    countries: Counter[str]
    spellings: dict[str, None]
    roles: dict[str, list[str]]
    articles: dict[str, set[str]] = field(default_factory=dict)  # spelling -> the articles that write it so


def resolve_actors(
    articles: Sequence[tuple[Article, Sequence[ActorMention]]],
) -> tuple[list[Actor], dict[tuple[str, str], str]]:
    """(actors sorted by id, (article_id, name as that article has it) -> actor_id).

    A family name alone says little outside its article: it joins a person of another one only where title or country
    agree; "Mr. Smith" of one article is nobody of the next.
    """
    clusters: list[_Cluster] = []
    of_name: dict[str, int] = {}
    by_family: dict[str, list[int]] = {}
    named = [(article, m) for article, mentions in articles for m in mentions if m.type not in ("place", "modifier")]
    order = Counter(m.name for _, m in named)
    kinds = {m.name: m.type for _, m in reversed(named)}
    full = [n for n in order if kinds[n] == "person" and " " in n]
    for name in sorted(full, key=lambda n: (-order[n], n)):
        _place(name, clusters, of_name, by_family, family_key(name))
    bodies: dict[tuple[str, str], int] = {}
    for name in order:
        if kinds[name] != "person":
            at = bodies.setdefault((kinds[name], fold(name)), len(clusters))
            if at == len(clusters):
                _new(name, kinds[name], clusters, of_name)
            of_name[name] = at
    for article, mention in named:
        if mention.name in of_name:
            _note(clusters[of_name[mention.name]], article, mention)
    singles = _place_singles(named, of_name, clusters, by_family)
    for article, mention in named:
        if mention.name not in of_name:
            _note(clusters[singles[article.article_id, mention.name]], article, mention)
    actors = _number([_as_actor(c) for c in clusters])
    places = {
        (article.article_id, m.name): of_name.get(m.name, singles.get((article.article_id, m.name), -1))
        for article, m in named
    }
    return sorted(actors, key=lambda a: a.actor_id), {key: actors[i].actor_id for key, i in places.items()}


def _place_singles(
    named: Sequence[tuple[Article, ActorMention]],
    of_name: dict[str, int],
    clusters: list[_Cluster],
    by_family: dict[str, list[int]],
) -> dict[tuple[str, str], int]:
    """Family names that their own article never gives in full: (article_id, name) -> cluster."""
    seen: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for article, m in named:
        if m.name not in of_name:
            countries, roles = seen.setdefault((article.article_id, m.name), (set(), set()))
            countries |= {m.country} - {None} if m.country else set()
            roles |= {m.role.lower().split()[-1]} if m.role and not COURTESY.fullmatch(m.role) else set()
    placed: dict[tuple[str, str], int] = {}
    own: dict[tuple[str, ...], int] = {}
    for (article_id, name), (countries, roles) in seen.items():
        near = [
            i
            for i in by_family.get(sound(name), [])
            if any(fold(split_name(n)[1]) == fold(name) for n in clusters[i].names)
        ]
        fits = [
            i
            for i in near
            if countries & set(clusters[i].countries) or roles & {r.lower().split()[-1] for r in clusters[i].roles}
        ]
        if len(fits) == 1:
            placed[article_id, name] = fits[0]
            continue
        key = (name, *sorted(countries), *sorted(roles)) if countries or roles else (name, article_id)
        if key not in own:
            own[key] = len(clusters)
            clusters.append(_Cluster(Counter({name: 0}), "person", Counter(), {}, {}))
        placed[article_id, name] = own[key]
    return placed


def _place(
    name: str, clusters: list[_Cluster], of_name: dict[str, int], by_family: dict[str, list[int]], key: str
) -> None:
    """Join a full name to the person it is, or begin a new one."""
    near = [i for k in _near_keys(key) for i in by_family.get(k, [])]
    for i in near:
        if any(same_person(name, other) for other in clusters[i].names):
            of_name[name] = i
            clusters[i].names[name] += 0
            return
    _new(name, "person", clusters, of_name)
    for k in _near_keys(key):
        by_family.setdefault(k, []).append(len(clusters) - 1)


def _near_keys(key: str) -> Iterable[str]:
    """The family sound and, for long ones, its beginning: one letter's difference behind it is then still seen."""
    return (key,) if len(key) < 6 else (key, key[:4] + "*")


def _new(name: str, kind: str, clusters: list[_Cluster], of_name: dict[str, int]) -> None:
    of_name[name] = len(clusters)
    clusters.append(_Cluster(Counter({name: 0}), kind, Counter(), {}, {}))


def _note(cluster: _Cluster, article: Article, mention: ActorMention) -> None:
    cluster.names[mention.name] += 1
    cluster.articles.setdefault(mention.name, set()).add(article.article_id)
    if mention.country:
        cluster.countries[mention.country] += 1
    if not mention.why.startswith("the only "):
        cluster.spellings.setdefault(mention.text)
    if mention.role and not COURTESY.fullmatch(mention.role):
        role = mention.role[:1].upper() + mention.role[1:]
        key = next((r for r in cluster.roles if r.lower() == role.lower()), role)
        dates = cluster.roles.setdefault(key, [])
        when = article.published.when
        if when is not None and when.interval.start is not None:
            dates.append(when.edtf if "/" not in when.edtf else when.interval.start.isoformat())


def _as_actor(cluster: _Cluster) -> Actor:
    name = max(cluster.names, key=lambda n: (" " in n, len(cluster.articles.get(n, ())), cluster.names[n]))
    country = cluster.countries.most_common(1)[0][0] if cluster.countries and cluster.type != "organisation" else None
    if cluster.type == "state":
        country = next((code for code, shown in state_names().items() if shown == name), country)
    spellings = sorted({name, *cluster.spellings, *(n for n in cluster.names)}, key=lambda s: (s != name, s))
    roles = {role: sorted(dates) for role, dates in cluster.roles.items()}
    return Actor("", name, cluster.type, country, spellings, roles)


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
