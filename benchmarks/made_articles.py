"""Made articles of some 3 KB in English, all different, of invented people, firms and towns.

Enters: how many. Leaves: articles as the readers of `data_prep.articles` make them. Refuses nothing.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from data_prep.edtf import parse_edtf
from data_prep.records import Article, Published

LONG = 3000  # characters of an article
GIVEN = ("Ana", "Boris", "Chidi", "Daria", "Emre", "Farida", "Goran", "Hana", "Ivan", "Jelena", "Kofi")
FAMILY = ("Adeyemi", "Brandt", "Castellan", "Dvorak", "Eriksen", "Ferreira", "Grigoryan", "Halvorsen", "Ibsen", "Jarvinen", "Kowalczyk", "Lindqvist", "Moravec")  # fmt: skip
STATES = ("Peru", "Norway", "Kenya", "Portugal", "Estonia", "Chile", "Morocco")
TOWNS = ("Lima", "Oslo", "Nairobi", "Lisbon", "Tallinn", "Santiago", "Rabat")
FIRMS = ("Halden Steel", "Orsa Shipping", "Tarn Motors", "Vela Foods", "Brae Energy")
TITLES = ("Foreign Minister", "President", "Trade Minister", "Interior Minister", "Prime Minister")
PARAGRAPHS = (
    "{town}, {day} -- {state}’s {title} {person} met {other} on {weekday} to discuss fishing rights, an official said.",
    "The two sides signed an agreement on {before}, after talks that had lasted since last month, according to the ministry.",
    "“We will not wait any longer,” {person} told reporters in {town}. “What was promised in {year} has to be kept.”",
    "{firm} said on {weekday} that it would close its plant near {town} and lay off 1,200 workers by the end of next year.",
    "Police arrested three men in {town} late on {weekday}, two days after a fire killed at least four people at a warehouse.",
    "{other}, a spokesman for {firm}, denied the report and accused {state} of breaking the treaty of {year}.",
    "Thousands of people protested in {town} on {before} against higher prices, the third such march within a week.",
    "The harbour, which was built in the 1970s and is older than most of the ships in it, lies an hour north of the town.",
    "{state} holds an election in {month}. {person} has led the country for six years and plans to run again.",
    "Shares of {firm} fell 4 percent. Analysts expect the quarter to be weak, since costs have risen faster than sales.",
    "Earlier on {weekday}, a court in {town} sentenced a former officer to eleven years in prison for taking bribes.",
    "Both countries agreed to send experts to the border, where a bridge collapsed in the floods of {year}.",
)
PLAIN = (  # what most of a newspaper is made of: nobody does anything on any day
    "The road to the coast is narrow, and in winter it is often shut. People here are used to it. They keep enough flour and "
    "oil in the house for a month, and nobody would think of driving down without a shovel and a blanket in the back.",
    "Such schemes tend to look better on paper than they do in practice. They cost more than was thought, they take "
    "longer, and those who were meant to gain from them are seldom asked what they would have liked instead.",
    "It is not clear how the money would be raised, or who would have to pay. The plan leaves open whether small traders "
    "would be spared, and its authors admit that most of the figures in it are rough guesses.",
    "For those who live by the water the question is a simple one: there are fewer fish than there used to be, the nets are "
    "dearer, and the young would rather work in a hotel than get up in the dark to mend them.",
    "Much depends on the weather. A dry spring means that the mills stand still and that power has to be bought abroad, "
    "which is expensive; a wet one means full lakes, cheap light and a good deal of mud.",
    "The building has two floors, a tin roof and a yard where the children play. The teachers say that it is too small "
    "for all of them, that the stove smokes, and that the books are older than the pupils who read them.",
)


def make_articles(size: int) -> Iterator[Article]:
    """So many different articles of some 3 KB, each of its own day, people and places."""
    for n in range(size):
        day = date(2024, 1, 1) + timedelta(days=n % 700)
        text = _make_text(n, day)
        published = Published(parse_edtf(day.isoformat()), "given", "made")
        yield Article(f"made{n}", text[:60], None, None, None, None, "en", published, text, f"made/{n}")


def _make_text(n: int, day: date) -> str:
    paragraphs: list[str] = []
    k = n
    while sum(map(len, paragraphs)) < LONG:
        k = (k * 31 + 7) % 10_007
        before = day - timedelta(days=k % 40)
        paragraphs.append(
            PARAGRAPHS[(n + len(paragraphs)) % len(PARAGRAPHS)].format(
                person=f"{GIVEN[(n + k // 5 % 2) % len(GIVEN)]} {FAMILY[n % len(FAMILY)]}",
                other=f"{GIVEN[n // 3 % len(GIVEN)]} {FAMILY[(n + 5) % len(FAMILY)]}",
                title=TITLES[n % len(TITLES)],
                state=STATES[n % len(STATES)],
                town=TOWNS[k % len(TOWNS)],
                firm=FIRMS[k % len(FIRMS)],
                day=f"{day:%B} {day.day}",
                weekday=f"{day:%A}",
                before=f"{before:%B} {before.day}",
                month=f"{before:%B}",
                year=1990 + k % 34,
            )
        )
        paragraphs.append(PLAIN[k % len(PLAIN)])
    return "\n\n".join(paragraphs)
