"""Names of groups and places: when two spellings are one name.

Newsrooms transliterate by ear, drop accents and shorten. All of that is folded here; that one place
lies within another, or one group under another, is for the caller to know.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_NOT_A_WORD = re.compile(r"[^\w]+|_")
# The same for plain letters, many times faster: whole texts are folded too.
_ASCII_WORDS = "".join(letter if letter.isalnum() else " " for letter in map(chr, range(128)))
_SMALL_WORDS = frozenset("the of and for in a an".split())
# Letters that transliterations swap or leave out; the first letter of a word always stays.
_SOFT = re.compile(r"[aeiouyhw]")
_DOUBLED = re.compile(r"(.)\1+")
_SAME_SOUND = str.maketrans({"q": "k", "c": "k", "z": "s", "j": "g", "v": "w"})
_SHORTEST_VARIANT = 4
_SHORTEST_ACRONYM = 3
# Its letter enters no acronym.
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
# Short words of place names, too short to be told alike by sound: as each newsroom spells them.
_PARTICLES = {
    **dict.fromkeys("el ul".split(), "al"),
    **dict.fromkeys("ben ibn".split(), "bin"),
    **dict.fromkeys("ayn ein eyn".split(), "ain"),
    **dict.fromkeys("um oum".split(), "umm"),
    "abou": "abu",
    "dayr": "deir",
}


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Lower case without accents, punctuation or a leading "the".

    >>> fold("The São-Tirso  Front")
    'sao tirso front'
    """
    if name.isascii():
        words = name.casefold().translate(_ASCII_WORDS)
    else:
        words = _NOT_A_WORD.sub(" ", _without_accents(name))
    return " ".join(words.split()).removeprefix("the ")


def _without_accents(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """What is left when vowels, doubled letters and near-equal consonants are levelled.

    Spellings of one name nearly always agree on it, so it serves as a key to look up candidates.

    >>> sound("Norashki") == sound("Noreshky")
    True
    """
    return " ".join(_word_sound(word) for word in fold(name).split())


def _word_sound(word: str) -> str:
    word = _PARTICLES.get(word, word)
    if len(word) < _SHORTEST_VARIANT or not word.isalpha():
        return word
    first = word[0].translate(_SAME_SOUND)
    return _DOUBLED.sub(r"\1", first + _SOFT.sub("", word[1:]).translate(_SAME_SOUND))


@lru_cache(maxsize=65_536)
def same_name(left: str, right: str) -> bool:
    """Whether the two are one name, spelled alike or transliterated differently.

    >>> same_name("Norashki", "Noreshki"), same_name("Port Alba", "Port Elba Two")
    (True, False)
    >>> same_name("Ain el-Zur", "Ayn al-Zur")
    True
    """
    one, other = fold(left).split(), fold(right).split()
    return len(one) == len(other) and all(map(_same_word, one, other))


def _same_word(one: str, other: str) -> bool:
    if _PARTICLES.get(one, one) == _PARTICLES.get(other, other):
        return True
    # A word apart by one letter in five may be a spelling; "Niger" and "Nigeria" are not.
    allowed = max(1, min(len(one), len(other)) // 5)
    return (
        _word_sound(one) == _word_sound(other)
        and min(len(one), len(other)) >= _SHORTEST_VARIANT
        and Levenshtein.distance(one, other) <= allowed
    )


def initials(name: str) -> str | None:
    """The acronym a name of two words or more would have.

    >>> initials("Hill Country Defence Front"), initials("Front")
    ('hcdf', None)
    >>> initials("Hill People's Guard")
    'hpg'
    """
    folded = fold(_POSSESSIVE.sub("", name))
    words = [word for word in folded.split() if word not in _SMALL_WORDS]
    return "".join(word[0] for word in words) if len(words) > 1 else None


@lru_cache(maxsize=65_536)
def spellings(name: str) -> tuple[str, ...]:
    """The names that one name is printed as: without its article, and an acronym behind it apart.

    >>> spellings("The Hill Country Front (HCF)")
    ('Hill Country Front', 'HCF')
    >>> spellings("Hill Front (northern wing)")
    ('Hill Front (northern wing)',)
    """
    words = name.split()
    bare = " ".join(words[1:] if len(words) > 1 and words[0].casefold() == "the" else words)
    full, _, rest = bare.partition(" (")
    short = rest.removesuffix(")")
    is_acronym = short.isupper() and short.isalpha()
    if full and rest.endswith(")") and (is_acronym or fold(short) == initials(full)):
        return full, short
    return (bare or name,)


def same_group(left: str, right: str) -> bool:
    """Whether two names mean one group: a variant, an acronym, or full names of one acronym.

    Full names that share their initials must also share all words but one, and that one's opening.

    >>> same_group("HCDF", "Hill Country Defence Front")
    True
    >>> same_group("Hill Country Defence Front", "Hilly Country Defence Front")
    True
    >>> same_group("Hill Country Defence Front", "Home Country Defence Front")
    False
    >>> same_group("The Hill Front (HF)", "HF")
    True
    """
    return any(_is_one(one, other) for one in spellings(left) for other in spellings(right))


def _is_one(left: str, right: str) -> bool:
    if same_name(left, right):
        return True
    one, other = fold(left), fold(right)
    if one in _acronyms(right) or other in _acronyms(left):
        return True
    return bool(_acronyms(left) & _acronyms(right)) and _nearly(one.split(), other.split())


@lru_cache(maxsize=65_536)
def _acronyms(name: str) -> frozenset[str]:
    acronym = initials(name)
    return frozenset({acronym}) if acronym and len(acronym) > 1 else frozenset()


def _nearly(one: list[str], other: list[str]) -> bool:
    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) <= 1 and all(a[:3] == b[:3] for a, b in differing)


class NameBook:
    """One head name for each set of names that mean one thing, as far as a story tells.

    Names that stand together in a set (a name and its aliases) are one by the article's own word.
    """

    def __init__(self, sets: Iterable[Iterable[str]]) -> None:
        self._head: dict[str, str] = {}
        groups: list[list[str]] = []
        spelt = ({one for name in names for one in spellings(name)} for names in sets)
        for names in sorted({tuple(sorted(names)) for names in spelt}):
            groups = _joined(groups, list(names))
        for group in groups:
            # The longest is the fullest; by spelling after that, so that order plays no part.
            head = max(group, key=lambda name: (len(name), name))
            self._head.update({fold(name): head for name in group})
        self._short = _acronyms_of(self._head.values())
        # Longer names first, so that a part of a name never wins over the whole.
        self._longest_first = sorted(filter(None, self._head), key=lambda name: (-len(name), name))

    def head(self, name: str) -> str:
        """The name under which `name` is filed, in whichever spelling; itself where it is not.

        >>> NameBook([("Hill Front", "HF"), ("Hill Front",)]).head("the HF")
        'Hill Front'
        """
        keys = (fold(one) for one in (name, *spellings(name)))
        return next((self._head[key] for key in keys if key in self._head), name)

    def find(self, text: str) -> str | None:
        """The head of a name that stands whole within `text` ("a spokesman of the HF")."""
        return next(iter(self.found(text)), None)

    def found(self, text: str) -> tuple[str, ...]:
        """The heads of all names that stand whole within `text`, each once; acronyms in capitals.

        >>> NameBook([("Hill Country Front",)]).found("HCF gunmen")
        ('Hill Country Front',)
        """
        words = f" {fold(text)} "
        heads: list[str] = []
        for name in self._longest_first:
            if f" {name} " in words:
                heads.append(self._head[name])
                words = words.replace(f" {name} ", " | ")
        heads.extend(self._short[one] for one in _CAPITALS.findall(text) if one in self._short)
        return tuple(dict.fromkeys(heads))


def _acronyms_of(heads: Iterable[str]) -> dict[str, str]:
    """The acronym of each name, of three letters or more and of one name only."""
    found: dict[str, set[str]] = {}
    for head in heads:
        short = initials(head)
        if short and len(short) >= _SHORTEST_ACRONYM:
            found.setdefault(short.upper(), set()).add(head)
    return {short: min(names) for short, names in found.items() if len(names) == 1}


def _joined(groups: list[list[str]], names: list[str]) -> list[list[str]]:
    """File `names` with every group that shares a name with it."""
    near = [group for group in groups if any(same_group(a, b) for a in group for b in names)]
    apart = [group for group in groups if group not in near]
    merged = sorted({name for group in near for name in group} | set(names))
    return [*apart, merged]
