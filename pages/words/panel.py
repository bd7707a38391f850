"""The words of the event panel: how a date is known, who says so, why reports were joined, how events are related.

Enters: values of the tables, numbers, dates in words. Leaves: plain text. The reasons that extraction writes down are exact and
short; here they become what a person would say, and what is not known here is said as it stands.
"""

import re

BASIS = {
    "stated": "stated in full",
    "relative": "counted",
    "dateline": "the dateline’s own day",
    "published": "told as that day’s news",
    "corroborated": "no words of time of its own that would do; taken from the event’s other reports",
    "inferred": "inferred",
    "given": "given by a person",
    "none": "no words of time that say when",
}
PUBLISHED = {
    "stated": "as stated",
    "metadata": "by its metadata",
    "address": "by its address",
    "dateline": "by its dateline",
    "header": "by the page’s header",
    "inferred": "inferred",
    "corroborated": "from its events",
    "given": "given by a person",
    "unknown": "not stated",
}
WHY_DATE, WHO_AND_HOW = "Why this date", "Who and how"
WHO, WHERE, SAYS_SO, KIND, JOINED = "Who", "Where", "Says so", "Kind", "Joined"
NOBODY, NOWHERE, OWN_VOICE, TOLD_ONCE = (
    "nobody named", "not stated", "the sources, in their own voice", "told once; nothing to join",
)  # fmt: skip
UNDATED, NOTHING_SAYS, ONE_OF_THESE = "Undated", "nothing in the sources says when", "one of these days"
STAYS_UNDATED = "So it stays undated."
MORE_THAN_ONE = "More than one day remains possible; all are kept."
NO_WORDS, NO_DATE, NO_PUBLICATION = "No words of time", "no date", "no date of publication"
DECIDES, ORIGINAL, DID, SENTENCE, WHEN = (
    "this one decides",
    "original",
    "what happened",
    "the sentence",
    "words of time",
)
READ = "Read the article"
NO_SOURCE = "No source"
RELATED = "Related events"
GROUPS = {
    "before": "Before",
    "after": "After",
    "together": "The same actors",
    "alike": "The same kind, the same place",
}
FIELD, ANSWER, WHO_SAYS = "Point", "Answer", "Who says so"
_JOINED = {
    "the same sentence": "the same sentence, word for word",
    "same day, same speaker": "the same speaker on the same day",
    "words of one speaker on one occasion": "words of one speaker on one occasion",
    "same day, same doer, same words": "the same day, the same actor, the same words",
    "same day, same kind, same people": "the same day, the same kind of event, the same people",
    "same day, same kind, same place": "the same day, the same kind of event, the same place",
    "same day, same words": "the same day, told in the same words",
    "same day, same article, called by another word": "the same day in the same article, called by another word",
    "dates that overlap, same kind, same parties, same words": "dates that overlap; the same kind of event, actors and words",
    "one is undated: same kind, same people, same words": "one of them has no date; the same kind of event, people and words",
    "both undated: same parties, same words": "neither has a date; the same actors and words",
    "names the same event again": "it names the same event again",
}
_FIRST = "first told here"
_RULES = {
    "weekday before or after the article's day": "the nearest such weekday",
    "week, month or year counted from the article's day": "a week, month or year",
    "day counted from the article's day": "a day",
    "so long before the article's day": "that long back",
    "so long before or after a date in the text": "that long before or after another date",
    "period counted from a date in the text": "a time counted from another",
    "weekend nearest to the article's day": "the nearest weekend",
    "last or next such month": "the last or the next such month",
    "month and day": "a day without its year",
    "day and month": "a day without its year",
    "month": "a month without its year",
    "full date": "the full date",
    "month and year": "the month and the year",
    "year": "the year",
    "decade": "the decade",
    "time of day beside a day": "a time of that day",
    "time of the clock": "an hour of that day",
    "the day before or after": "the day before or after",
    "points at a time without naming it": "points at a time without naming it",
}
_REASONS = [
    (r"no words of time; said as news of the day of publication or the day before, (\S+)",
     r"told as news, so of the day the article came out or the day before: \1"),
    (r"no words of time; the lead tells it as news of the day of publication or the day before, (\S+)",
     r"its opening tells it as news, so of the day the article came out or the day before: \1"),
    (r"no words of time; the narrative stands at the day of (“[^”]*”): ", r"the story goes on at the day of \1; there "),
    (r"the narrative stands at the day of (“[^”]*”): ", r"the story goes on at the day of \1; there "),
    (r"no date of its own; another report of the same event gives it", "another source of the same event gives the date"),
    (r"no date of its own; it happened at ", "it happened at "),
    (r"the same event as in (“[^”]*”); ", r"the same event as in \1; there "),
    (r"it happened at the event told in (“[^”]*”); ", r"it happened at the event of \1; there "),
    (r", counted from published on or after (\S+?)(?=,|$)", r", counted from the article’s date, which is \1 or later"),
    (r", counted from published on or before (\S+), the page's own date", r", counted from the date of the page, \1"),
    (r", counted from published (\S+?)(?=,|$)", r", counted from the article’s date, \1"),
    (r"counted from '([^']*)' earlier in the text", r"counted from “\1” earlier in the text"),
    (r", past by its verb", "; the verb says that it was past"),
    (r", future by its verb", "; the verb says that it was to come"),
    (r", the nearest\b", "; the nearest such day"),
]  # fmt: skip


def reason(why: str) -> str:
    """Why a report has its date, as a person would say it; dates stay as EDTF, for whoever writes dates."""
    for pattern, words in _REASONS:
        why = re.sub(pattern, words, why)
    for rule, words in _RULES.items():
        why = re.sub(rf"(^|”: ){re.escape(rule)}(?=$|[,;])", rf"\g<1>{words}", why)
    return why


def joined(condition: str) -> str:
    """Why a report was joined to the event; nothing for the one that came first."""
    return "" if condition == _FIRST else _JOINED.get(condition, condition)


def vouched(status: str, speaker: str | None) -> str:
    """Who says so, of one sentence."""
    return {
        "reported": f"told as fact; said by {speaker}" if speaker else "told as fact",
        "claimed": f"claimed by {speaker}" if speaker else "claimed, it is not said by whom",
        "planned": f"planned, says {speaker}" if speaker else "planned",
        "denied": f"denied by {speaker}" if speaker else "denied",
    }.get(status, status)


def sources_head(n: int) -> str:
    """The heading of the sources."""
    return "The one source" if n == 1 else f"{n} sources, one event" if n else NO_SOURCE


def more_sources(n: int) -> str:
    """What opens the sources that are not shown at first."""
    return "One more source" if n == 1 else f"{n} more sources"


def more_steps(n: int) -> str:
    """What opens the reasons that are not shown at first."""
    return "One more reason" if n == 1 else f"{n} more reasons"


def same_text(outlets: str) -> str:
    """Who printed the same."""
    return f"The same text in {outlets}: counted once."


def disagree_head(n: int) -> str:
    """The heading of what the sources disagree on."""
    return f"Sources disagree on {n} point{'' if n == 1 else 's'}"


def reports_say(n: int, date: str, others: str) -> str:
    """How many say the date, and what the others say."""
    return f"{n} report{' says' if n == 1 else 's say'} {date}; elsewhere it is {others}."


def sources_say(n: int) -> str:
    """More than one source gives the date."""
    return f"{n} sources say so."


def so(date: str) -> str:
    """The conclusion from a single reason."""
    return f"So: {date}."


def in_source(source: str) -> str:
    """In which source some words stand."""
    return f"in {source}"


def counted_sources(n: int) -> str:
    """Before the names of sources that give one answer."""
    return f"{n} sources: " if n > 1 else ""


def related_why(why: str, shared: str, place: str, days: int | None, rough: bool) -> str:
    """Why an event stands among the related: "also with A and B, 4 months before"."""
    about = f"also in {place}" if why == "alike" else f"also with {shared}"
    when = distance(days, rough)
    return f"{about}, {when}" if when else about


def distance(days: int | None, rough: bool) -> str:
    """How far one date lies from another: "the day before", "about 4 months after"."""
    if days is None:
        return ""
    if days == 0:
        return "at about the same time" if rough else "on the same day"
    side, n = ("before" if days < 0 else "after"), abs(days)
    if n == 1 and not rough:
        return f"the day {side}"
    about = "about " if rough else ""
    for size, word, most in ((1, "day", 14), (7, "week", 61), (30.44, "month", 730), (365.25, "year", 10**9)):
        if n < most:
            number = max(1, round(n / size))
            return f"{about}{'a' if number == 1 else f'{number:,}'} {word}{'' if number == 1 else 's'} {side}"
    return ""
