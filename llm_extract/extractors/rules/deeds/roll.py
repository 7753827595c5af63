"""People by name, one after the other: titles, ages, towns and asides are told from names.

"Constable A. Name, 34, of Orlo, his cousin B. Name (29) and C. and D. Name": `people_from` reads
them from a word on, and says where the list ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import inside, past

FEWEST_NAME_WORDS = 2
_MOST_DESCRIPTION = 8
_MOST_PLAIN = 5
_MOST_TITLES = 3
_FEWEST_FIRST_NAMES = 2
_LONGEST_ASIDE = 16
_NEAR_SPEECH = 2
_JOINTS = frozenset((",", ";", "and", "&"))
_ABOUT = frozenset(("about", "aged", "around"))
_YEARS = frozenset("yrs years yr".split())
_OLD = frozenset(("old", "olds"))
_EPITHETS = frozenset("retired former acting deputy senior veteran prominent local".split())
_HOME = frozenset(("of", "from"))
_WHOSE = frozenset(("its", "their", "our", "his", "her"))
# Within a name: "Ada bint Finch", "Ben von Hale".
_PARTICLES = frozenset(
    "ag al bin bint ibn ben ould el de da di del della dos van von der la le".split()
)
_NUMERALS = frozenset("i ii iii iv".split())
_CALLED = frozenset("named called identified known".split())
_CALLED_SO = frozenset("only locally as simply".split())
_TRADES = ("ist", "ists", "er", "ers", "or", "ors", "man", "woman", "ian", "eer", "ant")
_SHORTEST_TRADE = 4
_HEADS = frozenset(("head", "chief", "chiefs", "boss"))
_NO_TRADES = frozenset(
    "after under over near other another outer inner former later never number order river water"
    " winter summer border corner centre center harbor harbour tower power fewer german human woman"
    " civilian restaurant plant quarter chapter matter paper super major minor"
    " senior junior error".split()
)
_AGES = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen".split()
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NO_DESCRIPTION = (
    *("preposition", "conjunction", "subordinator", "be", "have", "modal"),
    *("say", "saying", "past", "active"),
)
_NO_NAMES = (
    *("actor", "outlet", "head", "open_head", "sector", "speaker", "open_speaker"),
    *("attack", "effect", "past"),
)
_PEOPLE = ("head", "open_head", "speaker", "open_speaker", "rank", "courtesy")


@dataclass(frozen=True, slots=True)
class Person:
    """Words `name` up to `last` name somebody whom those from `first` describe.

    `surname` is a word that another of the list shares with them.
    """

    first: int
    name: int
    last: int
    surname: int | None = None

    def called(self, sentence: Sentence) -> str:
        """The name as printed, with a shared surname."""
        name = sentence.said(self.name, self.last)
        shared = self.surname
        return name if shared is None else f"{name} {sentence.words[shared].text}"


def people_from(
    sentence: Sentence, at: int, *, with_asides: bool = False
) -> tuple[list[Person], int]:
    """Those named from a word on, and the word past the last of them and the age.

    `with_asides`, what is said of one between commas is passed over to the next who has an age.
    Each verb of a sentence asks this of the same places, so it is read once for each.
    """
    read: dict[tuple[int, bool], tuple[list[Person], int]]
    read = sentence.memo.setdefault("people_from", {})
    if (at, with_asides) not in read:
        read[at, with_asides] = _people_from(sentence, at, with_asides=with_asides)
    found, end = read[at, with_asides]
    return list(found), end


def _people_from(sentence: Sentence, at: int, *, with_asides: bool) -> tuple[list[Person], int]:
    found: list[Person] = []
    if with_asides and _opens_unnamed(sentence, at):
        at = _past_aside(sentence, at)
    end = at
    while here := list(_next(sentence, at, opens=not found or sentence.low(at - 1) == ";")):
        if _speaks(sentence, here[-1]):
            break
        found += here
        end = _past_age_and_home(sentence, here[-1].last)
        at = _past_joints(sentence, end)
        if at == end or not _is_next(sentence, at):
            at = _past_aside(sentence, end) if with_asides else at
            if at == end:
                break
    return found, end


def _opens_unnamed(sentence: Sentence, at: int) -> bool:
    """As in "the miller himself, aged 77; his sons A. and B.": a list whose first has no name."""
    opens = sentence.low(at) in closed("determiner") and ";" in sentence.lows[at:]
    return opens and not any(True for _ in _next(sentence, at, opens=True))


def _is_next(sentence: Sentence, at: int) -> bool:
    return any(True for _ in _next(sentence, at, opens=False))


def _next(sentence: Sentence, at: int, *, opens: bool) -> Iterator[Person]:
    """One person, or two who share a surname: "Ada and Ben Finch"."""
    name = _name_start(sentence, at, opens=opens)
    if name is None:
        return
    last = name_end(sentence, name)
    alone = last - name == 1
    several = _first_names(sentence, name) if alone else []
    if len(several) >= _FEWEST_FIRST_NAMES:
        yield from (Person(at if one == name else one, one, one + 1) for one in several)
        return
    if alone and sentence.low(last) == "and":
        other = name_end(sentence, last + 1)
        if other - last - 1 >= FEWEST_NAME_WORDS and not is_body(sentence, last + 1, other):
            yield Person(at, name, last, surname=other - 1)
            yield Person(last + 1, last + 1, other)
            return
    named = not alone or _is_known_so(sentence, at, name, last)
    if last > name and named and not is_body(sentence, name, last):
        yield Person(at, name, last)


def _first_names(sentence: Sentence, name: int) -> list[int]:
    """As in "his sons Ada and Ben", "two brothers, Ada and Ben", "the agents Finch and Hale"."""
    noun = name - 1 - (sentence.low(name - 1) == ",")
    plural = sentence.low(noun).endswith("s") and _tells_a_person(sentence, noun, noun + 1)
    found: list[int] = []
    at = name
    while plural and name_end(sentence, at) == at + 1 and not is_body(sentence, at, at + 1):
        found.append(at)
        if sentence.low(at - 1) == "and":
            return found
        at = _past_joints(sentence, at + 1)
    return []


def _is_known_so(sentence: Sentence, at: int, name: int, last: int) -> bool:
    """Whether one word is a name: of kin, of a child with an age, "known only as" it."""
    if sentence.low(name - 1) in _CALLED | {"as"}:
        return True
    kin = any(sentence.low(word) in closed("possessive") | {"my"} for word in range(at, name))
    titles = sentence.of("rank", "courtesy")
    titled = any(
        at <= m.first and name - m.last in (0, sentence.low(name - 1) == ".") for m in titles
    )
    return kin or titled or (name > at and is_age(sentence, last))


def _name_start(sentence: Sentence, at: int, *, opens: bool) -> int | None:
    """Where the name begins past what describes it; None where none does."""
    titled = past_title(sentence, at)
    if _is_capitalised_at(sentence, titled):
        return titled
    plain = past_title(sentence, _past_plain(sentence, titled))
    if _is_capitalised_at(sentence, plain) and _tells_a_person(sentence, at, plain):
        return plain
    called = _past_calling(sentence, plain)
    if called is not None:
        return called
    kin = sentence.low(at) in closed("possessive")
    return _past_office(sentence, at) if opens or kin else None


def _past_plain(sentence: Sentence, at: int) -> int:
    first = at
    while at - first < _MOST_PLAIN and _is_plain(sentence, at):
        at += 1
    return at


def _is_plain(sentence: Sentence, at: int) -> bool:
    low = sentence.low(at)
    plain = low.isalpha() and sentence.words[at].text.islower()
    return plain and low not in closed(*_NO_DESCRIPTION)


def _past_calling(sentence: Sentence, at: int) -> int | None:
    """As in "a teacher named", "a man known only as"."""
    back = at - 1 if sentence.low(at - 1) in _CALLED else at
    if sentence.low(back) not in _CALLED or not _tells_a_person(sentence, 0, back):
        return None
    at = past(sentence, back + 1, _CALLED_SO)
    return at if _is_capitalised_at(sentence, at) else None


def _past_office(sentence: Sentence, at: int) -> int | None:
    """As in "the head of the council, A. Name", "two engineers, A. Name and": past the comma."""
    reach = range(at + 1, min(at + _MOST_DESCRIPTION + 1, len(sentence.words)))
    comma = next((word for word in reach if sentence.low(word) == ","), None)
    if comma is None or not _is_capitalised_at(sentence, past_title(sentence, comma + 1)):
        return None
    barred = ("be", "have", "modal", "say", "saying", "past", "active", "subordinator")
    inside = [low for low in sentence.lows[at:comma] if low != "that"]
    if not closed(*barred).isdisjoint(inside) or "and" in inside:
        return None
    of = next((word for word in range(at, comma) if sentence.low(word) == "of"), comma)
    some = any(count.first == at and count.last == of for count in sentence.counts)
    told = _tells_a_person(sentence, at, of) or (some and sentence.low(of + 1) in _WHOSE)
    return past_title(sentence, comma + 1) if told else None


def _past_age_and_home(sentence: Sentence, at: int) -> int:
    """Past ", 34", "(34)", ", 24 yrs" and "of Orlo"."""
    if is_age(sentence, at):
        about = sentence.low(at + 1) in _ABOUT
        bracket = sentence.low(at) == "("
        at += 2 + about
        at += sentence.low(at) in _YEARS
        at += bracket and sentence.low(at) == ")"
    of = at + (sentence.low(at) == ",")
    if sentence.low(of) not in _HOME:
        return at
    home = of + 1 + (sentence.low(of + 1) == "the")
    home += sentence.low(home)[:1].isdigit()
    return name_end(sentence, home) if _is_capitalised_at(sentence, home) else at


def _past_joints(sentence: Sentence, at: int) -> int:
    return past(sentence, at, _JOINTS)


def _past_aside(sentence: Sentence, end: int) -> int:
    """To the next of a list whose people have more said of them; `end` where there is none."""
    parted = ";" in sentence.lows[end:]
    reach = len(sentence.words) if parted else min(end + _LONGEST_ASIDE, len(sentence.words))
    joints = (";",) if parted else _JOINTS
    for joint in (at for at in range(end, reach - 1) if sentence.low(at) in joints):
        at = _past_joints(sentence, joint)
        told = list(_next(sentence, at, opens=parted))
        if told and (parted or sentence.low(at - 1) == "and" or _is_marked(sentence, told)):
            return at
    return end


def _is_marked(sentence: Sentence, told: list[Person]) -> bool:
    """Whether an age or a rank marks the next of a list."""
    ranked = any(told[0].first <= mark.first < told[0].name for mark in sentence.of("rank"))
    aged = is_age(sentence, told[-1].last) or is_aged_before(sentence, told[0].name)
    return ranked or aged


def _speaks(sentence: Sentence, one: Person) -> bool:
    """As in "the mayor, A. Name, said": who tells of it."""
    return any(0 <= say.first - one.last <= _NEAR_SPEECH for say in sentence.of("say"))


# ---------------------------------------------------------------- the shapes of names


def name_end(sentence: Sentence, name: int) -> int:
    """Past the capitals of a name."""
    last = name
    while _is_capitalised_at(sentence, last):
        last += 1
        joined = sentence.low(last) in _PARTICLES and _is_capitalised_at(sentence, last + 1)
        last += joined
        initial = last - name == 1 and len(sentence.words[name].text) == 1
        last += initial and sentence.low(last) == "."
    return last


def _is_capitalised_at(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at] if 0 <= at < len(sentence.words) else None
    capital = word is not None and word.text[0].isupper()
    return word is not None and capital and word.low not in closed("determiner")


def _tells_a_person(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words end in a noun for people, or hold one that the vocabulary knows."""
    noun = sentence.low(last - 1) if last > first else ""
    if noun in _HEADS or is_trade(noun):
        return True
    return bool(inside(sentence, first, last, *_PEOPLE))


def is_trade(low: str) -> bool:
    """A noun for what somebody does: "unionist", "activist", "singer", "policewoman"."""
    return low.endswith(_TRADES) and len(low) > _SHORTEST_TRADE and low not in _NO_TRADES


def is_body(sentence: Sentence, first: int, last: int) -> bool:
    """A group, an outlet, a place or a known noun, and so nobody's name."""
    if any(first <= count.first < last for count in sentence.counts):
        return True
    start, end = sentence.offsets(first, last)
    placed = any(place.start < end and start < place.end for place in sentence.places)
    if placed and not is_age(sentence, last):
        return True
    if all(len(w.text) > 1 and w.text.isupper() for w in sentence.words[first:last]):
        return True
    return any(m.first < last and first < m.last for m in sentence.of(*_NO_NAMES))


def past_title(sentence: Sentence, start: int) -> int:
    """Where a name may begin: past "Lance Corporal", "the doctor", "Sgt."."""
    at = start + (sentence.low(start) in closed("determiner"))
    at = _past_age(sentence, at + (sentence.low(at) in _EPITHETS))
    ends = _title_ends(sentence)
    for _ in range(_MOST_TITLES):
        found = ends.get(at)
        if found is None:
            break
        at = found + (sentence.low(found) == "." or sentence.low(found) in _NUMERALS)
        at += 3 * (sentence.lows[at : at + 3] == ("(", "retired", ")"))
    return at


def _title_ends(sentence: Sentence) -> dict[int, int]:
    """By the word at which a title begins, the word past the longest; read once for a sentence."""
    read: dict[int, int] | None = sentence.memo.get("title_ends")
    if read is None:
        read = sentence.memo["title_ends"] = {}
        for mark in sentence.of(*_PEOPLE):
            read[mark.first] = max(mark.last, read.get(mark.first, 0))
    return read


def is_titled(sentence: Sentence, start: int, name: int) -> bool:
    """Whether more than an article stands between `start` and a name: a rank, a trade, an age."""
    return name > start + (sentence.low(start) in closed("determiner"))


def _past_age(sentence: Sentence, at: int) -> int:
    """Past "19-year-old" before a name, and the "girl" after it."""
    if sentence.low(at).endswith(("-year-old", "-year-olds")):
        return at + 1
    if not sentence.low(at).isdigit():
        return at
    year = at + 1 + (sentence.low(at + 1) == "-")
    if sentence.low(year).startswith("year-old"):
        return year + 1
    old = year + 1 + (sentence.low(year + 1) == "-")
    return old + 1 if sentence.low(year) == "year" and sentence.low(old) in _OLD else at


def is_aged_before(sentence: Sentence, name: int) -> bool:
    """Whether "19-year-old" stands before a name, a noun or title between them allowed."""
    near = sentence.lows[max(0, name - 3) : name]
    return any(low.endswith(("year-old", "year-olds")) or low in _OLD for low in near)


def is_age(sentence: Sentence, at: int) -> bool:
    """As in "A. Name, 47", "A. Name (47)" and "A. Name (about 70)"."""
    about = sentence.low(at) in (",", "(") and sentence.low(at + 1) in _ABOUT
    at += 1 + about
    low = sentence.low(at)
    return sentence.low(at - 1) in (",", "(", *_ABOUT) and (
        low.isdigit() or low in _AGES or low.startswith(_TENS)
    )
