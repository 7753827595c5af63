"""Noun phrases of a source as running text has them: article, number, and no stray capital."""

from __future__ import annotations

import re
import unicodedata

from llm_extract.briefing.style import numbers_in, uncapped

# Behind a head noun: a preposition, "who", a place word, or what somebody does or has had done.
_MODIFIER = re.compile(
    r" (?:of|in|at|on|near|from|with|for|to|across|along|behind|outside|inside|by|under|out|off"
    r"|around|between|against|who|whose|whom|which|that|there|here|living|working|speaking|standing"
    r"|staying|waiting|fleeing|wearing|carrying|holding|loyal|known)\b|,"
    r"|(?:(?<=[^su]s)|(?<=men)|(?<=people)) \w+ed\b"
)
_MEN = re.compile(
    r"(?:gun|police|service|spokes|fire|tribes|clans|kins|fisher|business|rifle|swords|guards|marks"
    r"|watch|herds|boat|work|sea|air|horse|cavalry|border|militia|clergy|towns|country|crew|states"
    r"|wo)?men|children"
)
_SOME_OF = re.compile(r"(?:some|several|many|most|few|all|dozens) of (?:the )?", re.IGNORECASE)
_MANY = frozenset("police people troops personnel staff cattle authorities".split())


def is_plural(words: str) -> bool:
    """Whether a noun phrase takes "were": judged by its head noun, by "and", by a bare number.

    >>> is_plural("people living by the mill"), is_plural("a woman living by the mill")
    (True, False)
    >>> is_plural("five carts out of nine"), is_plural("25 in Orlo")
    (True, True)
    """
    some = _SOME_OF.match(words)
    if some:
        return is_plural(words[some.end() :])
    head = _MODIFIER.split(words.strip(), maxsplit=1)[0]
    last = head.split()[-1].casefold() if head.split() else ""
    if " and " in head or last in _MANY or _MEN.fullmatch(last):
        return True
    if head.casefold() == last and numbers_in(last):
        return numbers_in(last)[0] > 1
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "headquarters"))


_MASS = frozenset(
    "infrastructure property equipment territory land damage traffic power electricity control"
    " machinery livestock aircraft".split()
)
_ONLY_ONE = frozenset(
    "headquarters office ministry house secretariat complex jail prison gate port airport area"
    " facility base camp centre center hospital court".split()
)
_PLACE = frozenset("city town village province district region road highway".split())
_DETERMINED = re.compile(
    r"(?:the|an?|this|that|these|those|anything|everything|something|nothing|either|any|another"
    r"|other|each|every|part|parts|its|their|his|her|our|my|several|multiple|many|some|all|most|both"
    r"|who|whoever|what|whatever|no)\b",
    re.IGNORECASE,
)


def is_determined(words: str) -> bool:
    """Whether a noun phrase has what stands in the place of an article, a number included."""
    first = words.split(maxsplit=1)[0] if words.split() else ""
    return bool(_DETERMINED.match(words)) or bool(numbers_in(first))


_POSITION = re.compile(
    r"(?:in|at|on|near|outside|inside|below|above|under|behind|beside|between|around|along|across"
    r"|off|close to|next to|(?:north|south|east|west) of)\b",
    re.IGNORECASE,
)


def located(place: str) -> str:
    """A place as it stands after a verb; one that is described and not named keeps no capital.

    >>> located("Orlo"), located("near Post Six"), located("Outside the gate, Orlo, Varland")
    ('in Orlo', 'near Post Six', 'outside the gate in Orlo, Varland')
    >>> located("A bar, Orlo"), located("The Hague")
    ('in a bar in Orlo', 'in The Hague')
    """
    first, _, rest = place.partition(" ")
    described = first.islower() or (rest[:1].islower() and _DETERMINED.match(place))
    stands = _POSITION.match(place) and (first.islower() or rest[:1].islower())
    if described or stands:
        site, comma, town = uncapped(place).partition(", ")
        place = f"{site} in {town}" if town[:1].isupper() else f"{site}{comma}{town}"
    return place if stands else f"in {place}"


def unsaid(place: str) -> str:
    """A place as a noun in running text: a described one without the capital of a heading.

    >>> unsaid("A bar"), unsaid("Orlo"), unsaid("near Post Six")
    ('a bar', 'Orlo', 'near Post Six')
    """
    return located(place).removeprefix("in ")


def is_latin(words: str) -> bool:
    """Whether a reader of English can read the letters.

    >>> is_latin("São Brás"), is_latin("الشرطة")
    (True, False)
    """
    letters = (letter for letter in words if letter.isalpha())
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)


# A word that begins with a vowel as it is spoken.
_VOWEL = re.compile(r"(?!uni[^dnm]|us(?:[aeiu]|\b)|eu|one\b)[aeiou]", re.IGNORECASE)


def with_article(words: str) -> str:
    """A noun phrase as running text has it, with the article its source left out or we cut off.

    >>> [with_article(words) for words in ("police vehicle", "banks", "Hill Guard headquarters")]
    ['a police vehicle', 'banks', 'the Hill Guard headquarters']
    >>> [with_article(words) for words in ("university clinic", "unidentified man", "US envoy")]
    ['a university clinic', 'an unidentified man', 'a US envoy']
    >>> [with_article(words) for words in ("Gunmen", "Shops", "Hill Guards", "same man")]
    ['gunmen', 'shops', 'Hill Guards', 'the same man']
    """
    if not is_latin(words):
        return f"“{words}”"
    if is_determined(words):
        return uncapped(words)
    if is_plural(words):
        # At the head of a sentence "Shops" has a capital that is not theirs.
        return uncapped(words) if words.istitle() and " " not in words else words
    head = re.split(r" (?:of|in|at|on|near|for)\b", words, maxsplit=1)[0].split()[-1].casefold()
    is_name = words[:1].isupper() and words.rsplit(maxsplit=1)[-1].lstrip("(")[:1].isupper()
    if head in _MASS or is_name or (head in _PLACE and words[:1].isupper()):
        return words
    if words.startswith("same ") or (head in _ONLY_ONE and words.casefold() != head):
        return f"the {words}"
    return f"{'an' if _VOWEL.match(words) else 'a'} {words}"
