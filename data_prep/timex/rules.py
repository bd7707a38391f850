"""What a rule is: a pattern, the words that make it worth trying, a small function that reads a match, and its examples.

Enters: a function of a family module under the decorator `@rule`. Leaves: a `Rule`. The function is given the match and the
`Discourse` (what has been said so far, and the day of publication) and returns a `Reading`, or None to decline. Whether
a match is allowed at all is asked first, before overlaps are settled, by `allows`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from data_prep.records import When
from data_prep.timex.discourse import Discourse
from data_prep.timex.words import compile_pattern, trigger_words


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says. `needs` is what it needs of the day of publication: "" nothing, "year" its year or
    month, "day" the day itself, "weekday" its week.

    A range has the value `a/b`; its ends become two expressions, see `Rule.second`. `when` overrides the date that follows from the value; `about` makes the date approximate; `aside` is a date that is
    only compared with, from which nothing later is counted.
    """

    value: str
    type: str = "DATE"
    anchor: str = ""
    needs: str = ""
    when: When | None = None
    about: bool = False
    aside: bool = False


Reader = Callable[[re.Match[str], Discourse], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `examples` maps a sentence to `expression = value`, read as if published on EXAMPLE_DAY; in the
    sentences of `never` the rule finds nothing. A range names the groups at which its `second` end may begin: annotators
    mark its ends, the timeline needs the whole. At most `lead` words of a match stand before the one that calls for the rule.
    """

    name: str
    pattern: re.Pattern[str]
    triggers: frozenset[str]
    read: Reader
    examples: Mapping[str, str]
    never: Sequence[str] = ()
    allows: Callable[[re.Match[str]], bool] | None = field(default=None)
    second: tuple[str, ...] = ()
    lead: int = 6


def rule(
    name: str,
    pattern: str,
    *,
    on: Sequence[str],
    examples: Mapping[str, str],
    never: Sequence[str] = (),
    allows: Callable[[re.Match[str]], bool] | None = None,
    second: tuple[str, ...] = (),
    lead: int = 6,
) -> Callable[[Reader], Rule]:
    """Make a `Rule` of a reading function. `on` names tables of trigger words or gives the words themselves."""

    def of(read: Reader) -> Rule:
        return Rule(name, compile_pattern(pattern), trigger_words(*on), read, examples, never, allows, second, lead)

    return of
