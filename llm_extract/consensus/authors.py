"""Who did it: when two names or descriptions need not mean two authors."""

from __future__ import annotations

import re

from llm_extract.names import fold, sound

_SMALL = frozenset("the of and for in a an".split())

# Whoever attacks, of whatever camp: "the enemy" is whom the speaker fights.
_FACELESS = frozenset(
    """gunmen gunman gunwoman attackers attacker assailants assailant perpetrators perpetrator
    shooters shooter raiders men man people persons armed masked unknown unidentified unnamed
    suspected alleged presumed heavily several two three four five the a an some group of enemy
    enemies foe adversary aggressor aggressors invader invaders occupier occupiers""".split()
)
# Whoever attacks and is not of a state.
_IRREGULAR = _FACELESS | frozenset(
    """militants insurgents insurgent rebels rebel fighters separatists separatist terrorists
    extremists guerrillas bandits""".split()
)
_OF_A_STATE = frozenset(
    """army military police troops soldiers forces force guard guards ministry government regime
    state""".split()
)
# What a state's men are sent out as; "the police" and their Rapid Unit are no rivals. Bands call
# themselves brigades, battalions and guards too.
_UNIT_NOUNS = frozenset(
    """unit units regiment platoon squad squadron team patrol commandos rangers troops
    officers""".split()
)
# Whoever may be a person of whom a name is given elsewhere.
_PERSON = frozenset(
    """man woman boy girl youth resident gunman gunwoman shooter suspect attacker assailant
    driver student soldier officer""".split()
)
# A name with such a word in it is no person's.
_GROUP_NOUNS = frozenset(
    """front army movement council league brigade battalion party guard force forces union oath
    wing alliance ministry regime government state""".split()
)
# Words of many groups and persons, which tell nobody apart.
_PLAIN = frozenset(
    """a an the of and in at to by from with on their his her its our so called self styled some
    group groups movement front army force forces unit units brigade battalion council people party
    men man woman fighters rebels gunmen gunman militants members elements terrorists suspect
    suspects attackers attacker mob community side sides both local resident residents year old
    aged one two three""".split()
)
# Whoever calls himself or is called so takes up arms without a state.
_BANDS = (_IRREGULAR - _FACELESS) | frozenset(
    """front movement league council liberation resistance militia militias gang fighters militants
    guerrilla insurgency mutineers""".split()
)
# Somebody besides those who are told of already; "another group" is one in their stead.
_FURTHER = frozenset("second third fourth further".split())
# With a group's name: somebody else than the group, or more than it alone.
_APART = frozenset(
    """and or nor not rival rivals former ex splinter breakaway dissident posing pretending
    disguised opponents enemies against anti supporters sympathisers sympathizers""".split()
)

_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'.-]+){1,3}")
# So many first letters: "Mardu" of "Mardum", "Mardumi" and "the Mardumis".
_STEM = 5


def may_be_one(left: str, right: str) -> bool:
    """Whether the two may mean one author, or authors who acted together.

    >>> may_be_one("Hill rebels", "criminal elements of the so-called Hill group")
    True
    >>> may_be_one("Hill Front", "River League")
    False
    """
    one, other = fold(left).split(), fold(right).split()
    # A second gunman takes nothing away from the first.
    if _FURTHER & {*one, *other}:
        return True
    if _says_no_more(one, other) or _says_no_more(other, one):
        return True
    if _sends_out(one, other) or _sends_out(other, one):
        return True
    if share_a_name(left, right):
        return not (_serves(left) and _rises(other)) and not (_serves(right) and _rises(one))
    return _described(left, other) or _described(right, one)


def share_a_name(left: str, right: str) -> bool:
    """Whether a word that tells somebody apart stands in both, in whatever form."""
    return bool(_telling(fold(left).split()) & _telling(fold(right).split()))


def is_name(actor: str) -> bool:
    """Whether every word but the small ones has a capital, as a name has.

    >>> is_name("Front of the Hills"), is_name("Hill fighters")
    (True, False)
    """
    words = [word.lstrip("(“\"'") for word in actor.split() if word.casefold() not in _SMALL]
    return bool(words) and not any(word.islower() for word in words)


def is_faceless(actor: str) -> bool:
    """Whether a description tells of nobody but whoever did it.

    >>> is_faceless("unidentified gunmen"), is_faceless("hill gunmen")
    (True, False)
    """
    return _IRREGULAR.issuperset(fold(actor).split())


def is_set_apart(description: str) -> bool:
    """Whether a description that holds a group's name is of others than the group alone.

    >>> is_set_apart("a splinter of the HCF"), is_set_apart("HCF units")
    (True, False)
    """
    return not _APART.isdisjoint(fold(description).split())


def _says_no_more(description: list[str], other: list[str]) -> bool:
    """Whether the one leaves open what the other says: "militants" may be of any armed group."""
    if _FACELESS.issuperset(description):
        return True
    return _IRREGULAR.issuperset(description) and _OF_A_STATE.isdisjoint(other)


def _sends_out(force: list[str], unit: list[str]) -> bool:
    """Whether the one is no more than "the police", and the other may be a unit of theirs."""
    plain = (_OF_A_STATE | _SMALL | _FACELESS | _UNIT_NOUNS).issuperset(force)
    told = not _OF_A_STATE.isdisjoint(force)
    return plain and told and not _UNIT_NOUNS.isdisjoint(unit)


def _serves(actor: str) -> bool:
    """Whether these are a state's men: "Norland soldiers" are no "Norland rebels".

    In capitals it is a name, and a band may be called the Norland Army.
    """
    words = actor.split()
    return not _OF_A_STATE.isdisjoint(words) and not _rises(words)


def _rises(words: list[str]) -> bool:
    return not _BANDS.isdisjoint(words)


def _telling(words: list[str]) -> set[str]:
    return {sound(word)[:_STEM] for word in words if word not in _PLAIN}


def _described(name: str, description: list[str]) -> bool:
    """Whether the one is a person's name and the other may describe him."""
    if not _NAME.fullmatch(name) or _GROUP_NOUNS & set(fold(name).split()):
        return False
    return bool(_PERSON & set(description))
