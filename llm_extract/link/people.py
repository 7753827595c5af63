"""People that reports name: whom one event befell, or who is charged with it, no other event has.

Two reports that share two such people tell of one event however far apart they were written. So
whoever may be met in any report is left out: those who speak, bodies and their forces, and what a
name shows to be a street, an office or a house of news.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_OFFICES = frozenset(
    """police sheriff officer chief captain capt lieutenant lt sergeant sgt corporal colonel col
    general gen major admiral detective deputy attorney prosecutor judge justice mayor governor gov
    senator sen representative rep president premier minister secretary commissioner superintendent
    director spokesman spokeswoman spokesperson commander king queen prince bishop father imam
    doctor dr pastor reporter correspondent""".split()
)
# With one of these a name is of an office, a place, a body or a house of news, and of any such.
KINDS = _OFFICES | frozenset(
    # Of places.
    """county city state town village district province region area street avenue road lane drive
    boulevard highway bridge park square market school college university church mosque temple
    hospital clinic centre center airport station building house hotel lake river bay beach hill
    mount valley island north south east west northern southern eastern western central upper lower
    new old san santa saint st los las el fort port united republic american side
    """.split()
    # Of bodies.
    + """department office court superior supreme prime interior defence defense foreign ministry
    council parliament national federal regional international army navy air force forces special
    joint command guard brigade battalion unit security intelligence fire rescue emergency crime
    crimes task bureau agency investigation investigations division jail prison detention memorial
    medical red cross human rights front movement party union league network islamic liberation
    people
    """.split()
    # Of houses of news, and of what they print around a report.
    + """news press times post daily herald tribune chronicle sun radio television channel media
    video photo image caption file story live morning evening update updated updates published
    posted reporting release statement associated copyright reserved share facebook twitter view
    full read more advertisement
    """.split()
)
# An initial or a "Jr" is met with anybody.
_SHORTEST = 3
# Whoever stands in more texts is no one event's.
_RARE_TO = 8


def people_among(pairs: Iterable[str], others: frozenset[str]) -> frozenset[str]:
    """Of names that stand side by side those that may be of a person who holds no office.

    `others` are words that name somebody or something else.

    >>> sorted(people_among(["ada quill", "marl bridge", "joe lund"], frozenset({"joe", "lund"})))
    ['ada quill']
    >>> people_among(["governor joe", "joe lund"], frozenset())
    frozenset()
    """
    split = [pair.split() for pair in pairs]
    titled = {name for before, name in split if before in _OFFICES}
    return frozenset(
        f"{first} {last}"
        for first, last in split
        if first not in titled
        and len(first) >= _SHORTEST <= len(last)
        and KINDS.isdisjoint((first, last))
        and not others.issuperset((first, last))
    )


class People:
    """Who is named in so few texts of a pile that hardly two events have him."""

    def __init__(self, named: Iterable[frozenset[str]]) -> None:
        # Copies of one text count once.
        texts = Counter(person for people in {*named} for person in people)
        self._rare = {person for person, count in texts.items() if 1 < count <= _RARE_TO}

    def rare(self, people: frozenset[str]) -> frozenset[str]:
        """Those of the people of a text whom another text names, and only few do."""
        return people & self._rare

    def in_common(self, left: frozenset[str], right: frozenset[str]) -> int:
        """How many of them two texts share; a name of three words is one person.

        >>> names = frozenset({"ada marl", "marl quill"})
        >>> People([names, names | {"joe lund"}]).in_common(names, names)
        1
        """
        if left.isdisjoint(right):
            return 0
        seen: set[str] = set()
        count = 0
        for person in sorted(self.rare(left & right)):
            words = person.split()
            count += seen.isdisjoint(words)
            seen.update(words)
        return count
