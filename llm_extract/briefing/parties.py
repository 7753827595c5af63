"""What people are called: each party by one name throughout, given in full at first mention."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from llm_extract.briefing import lexicon
from llm_extract.briefing.nouns import is_determined, is_latin, is_plural, with_article
from llm_extract.names import same_group
from llm_extract.records.claims import Role, Speaker
from llm_extract.records.incidents import Actor

_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,9}")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
# Heads of names that take "the" although they are not the name of a person or an outlet.
_BODIES = re.compile(
    r"\b(?:ministry|department|army|police|military|government|agency|office|command|council|"
    r"committee|commission|front|movement|party|union|organi[sz]ation|institute|centre|center|"
    r"administration|corps|force|forces|guard|foundation|association|group)\b"
    # "A prison service employee" is no body.
    r"|\b(?:consortium|column|brigades?|brotherhood|battalion|service|staff|secretariat|directorate|"
    r"constabulary|gendarmerie|authority|bureau|parliament|congress|league|alliance|coalition|unit|"
    r"militia|civil defen[cs]e)(?=$| (?:of|for|in)\b)",
    re.IGNORECASE,
)
# A publisher of this name is a party, and no outlet.
_STATE_BODY = re.compile(
    r"\b(?:ministry|police|army|armed forces|government (?:spokes\w+|press|information)"
    r"|office of the (?:government|president|prime minister|governor)"
    r"|constabulary|gendarmerie|(?:joint|general) staff|land forces|press directorate"
    r"|office of the [\w ]*spokes\w+)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:minister|spokes\w+|officer|chief|general(?! staff)|leader|secretary|president)\b",
    re.IGNORECASE,
)
# Offices that one person holds at a time.
_OFFICE = r"\b(?:governor|mayor|minister|president|commander|chief|spokes\w+)"
_OFFICES = re.compile(rf"{_OFFICE}$", re.IGNORECASE)
# "His cousin" leads nowhere without the sentence before.
_WHOSE = re.compile(r"^(?i:his|her|its|their|our|my|your)(?: own)? (?=[a-z])")
# "Norland's army" has whose it is, and takes no article.
_POSSESSIVE = re.compile(r"[^\W\d_][\w-]*[’']s? ")
# First words that are common nouns or adjectives: they lose their capital inside a sentence.
_COMMON = frozenset(
    "a an the one some several senior local security military police army government official"
    " officials authorities residents resident witnesses witness eyewitnesses sources source"
    " reports report media medical hospital medics doctors rescue emergency state provincial"
    " federal regional district interior defence defense foreign unnamed unverified unconfirmed"
    " initial early separatist rebel militant militants insurgents insurgent attackers analysts"
    " analyst experts expert observers locals villagers relatives activists lawmakers spokesperson"
    " spokesman spokeswoman spokespersons spokesmen law intelligence counter paramilitary tribal"
    " community aid human rights prison traffic fire ambulance health district national group"
    " armed independent administration statement statements people villager troops soldiers"
    " political religious civic business opposition humanitarian civil public another other"
    " neighbours relatives officers survivors passengers drivers traders farmers herders clerics"
    " imams priests teachers students workers unions miners nurse doctor surgeon physician teacher"
    " priest imam abbot monk headman elder soldier warder duty deputy departmental relief"
    " suspected unknown unidentified".split()
)
_SIDES = frozenset({Role.ARMED_GROUP, Role.SECURITY_FORCE, Role.GOVERNMENT})
# What a speaker is called whose printed name is a loaded word, or nothing but punctuation.
_NEUTRAL: dict[Role, str] = {
    Role.GOVERNMENT: "the government",
    Role.SECURITY_FORCE: "the security forces",
    Role.ARMED_GROUP: "an armed group",
    Role.WITNESS: "a witness",
    Role.MEDICAL: "a medical source",
    Role.MEDIA: "a news outlet",
    Role.NGO: "an aid group",
    Role.ANALYST: "an analyst",
    Role.UNATTRIBUTED: "an unnamed source",
}
_PRESS = frozenset({Role.MEDIA, Role.UNATTRIBUTED})
_PRONOUNS = frozenset("they he she it we who".split())
# A description that a place or a body follows, not the title of a person.
_DESCRIBED = re.compile(r"[a-z][\w-]*(?: [a-z][\w-]*)* (?:at|in|of|from|for|with|who)\b")
# An office with the name of whoever holds it behind: "headman of Orlo, Ilo Dann".
_HOLDER = re.compile(r"[a-z][^,]*, [A-Z][^,]*")
_GROUP_WORDS = frozenset(
    "group outfit organisation organization militants insurgents rebels separatists fighters"
    " spokesman spokesperson spokeswoman statement it they".split()
)


@dataclass(frozen=True)
class Party:
    """An actor under all its names. `short` is the acronym where it has one."""

    full: str
    short: str
    names: frozenset[str]
    role: Role

    @property
    def called(self) -> str:
        """Its one short name, with the article that it takes."""
        if self.role in _SIDES:
            return _definite(self.short)
        return _named(self.short, self.short, self.role)

    def named_in(self, words: str) -> bool:
        """Whether one of its names stands in these words."""
        words = words.replace("’", "'")
        return any(
            re.search(rf"(?<!\w){re.escape(name.replace('’', chr(39)))}(?!\w)", words, _flags(name))
            for name in self.names
        )


class Parties:
    """The parties of one story, and the phrase by which each speaker is printed.

    `foreign` are descriptions in another language than English ("una enfermera"): whoever bears
    one, or a name in another script, is called by what he is, the words of the source beside it.
    """

    def __init__(
        self,
        actors: Iterable[Actor],
        foreign: AbstractSet[str] = frozenset(),
        publishers: Iterable[str] = (),
        speakers: Iterable[Speaker] = (),
    ) -> None:
        self.all = tuple(_party(members) for members in _same(actors))
        self._foreign = foreign
        quoted = {_bare(one.name): one.role for one in speakers if one.role not in _PRESS}
        self._bodies = tuple(
            Party(
                full=name,
                short=name,
                names=frozenset({name}),
                role=quoted.get(_bare(name), Role.GOVERNMENT),
            )
            for name in dict.fromkeys(map(_trim, publishers))
            if _STATE_BODY.search(name) or _bare(name) in quoted
        )

    def called(self, words: str) -> str | None:
        """The one short name of the party that these words name, with its article."""
        found = next((party for party in self.all if party.named_in(words)), None)
        return found.called if found else None

    def blamed(self, words: str) -> str:
        """What somebody is called who is named by whoever blames him: a body has its article."""
        words = _lowered(words)
        return f"the {words}" if words[:1].isupper() and _takes_article(words) else words

    def publishing(self, publisher: str | None) -> Party | None:
        """The party whose release it is, by the publisher's name and nothing more: an armed group,
        a body of the state, or whoever is quoted under that name.
        """
        groups = (one for one in self.all if one.role is Role.ARMED_GROUP)
        name = _bare(publisher or "")
        parties = (*groups, *self._bodies)
        return next((one for one in parties if name in map(_bare, one.names)), None)

    def speaker(self, speaker: Speaker) -> str:
        """The phrase for a speaker inside a sentence: "the ABC", "officials", "a witness"."""
        words = " ".join(speaker.name.split()).strip("“”\"'‘’ ,.")
        # A mark that nothing closes was cut out of a longer name.
        words = _WHOSE.sub("", words.replace('"', "") if words.count('"') % 2 else words)
        if not _trim(words) or any(hit.words.islower() for hit in lexicon.find(words)):
            return _NEUTRAL[speaker.role]
        if words in self._foreign or not is_latin(words):
            return f"{_NEUTRAL[speaker.role]} ({words})"
        if speaker.role is Role.ARMED_GROUP:
            return self.called(words) or self._only_group(words) or _phrase(words, speaker)
        if words.casefold() in _PRONOUNS:
            return _NEUTRAL[speaker.role]
        exact = next((p for p in self.all if _bare(words) in map(_bare, p.names)), None)
        if exact is None or exact.role not in _SIDES:
            return _phrase(words, speaker)
        return _definite(exact.short)

    def _only_group(self, words: str) -> str | None:
        """The one armed group of the story, where the words merely say "the group"."""
        groups = [party for party in self.all if party.role is Role.ARMED_GROUP]
        if len(groups) != 1 or _GROUP_WORDS.isdisjoint(words.casefold().split()):
            return None
        return _definite(groups[0].short)

    def introduce(self, text: str, known: frozenset[str]) -> tuple[str, frozenset[str]]:
        """Give the full name at the first mention of each acronym; quotations stay untouched."""
        for party in self.all:
            if party.short == party.full:
                continue
            # Where a thing bears the name as its source gives it, in full and in short.
            both = f"{party.full} ({party.short})"
            while (at := _first_outside_quotes(text, both)) is not None:
                text = text[:at] + party.short + text[at + len(both) :]
            at = _first_outside_quotes(text, party.short)
            if at is not None and party.short not in known:
                text = text[:at] + both + text[at + len(party.short) :]
                known |= {party.short}
        return text, known


def _first_outside_quotes(text: str, name: str) -> int | None:
    for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        if text.count("“", 0, hit.start()) == text.count("”", 0, hit.start()):
            return hit.start()
    return None


def _same(actors: Iterable[Actor]) -> list[list[Actor]]:
    """Actors that are one group under different names, put together."""
    groups: list[list[Actor]] = []
    for actor in actors:
        joined = [group for group in groups if any(_alike(actor, other) for other in group)]
        merged = [member for group in joined for member in group] + [actor]
        groups = [group for group in groups if group not in joined] + [merged]
    return groups


def _alike(one: Actor, other: Actor) -> bool:
    return any(
        same_group(left, right)
        for left in (one.name, *one.aliases)
        for right in (other.name, *other.aliases)
    )


def _party(actors: list[Actor]) -> Party:
    names = [_trim(name) for actor in actors for name in (actor.name, *actor.aliases)]
    acronyms = [name for name in names if _ACRONYM.fullmatch(name)]
    fulls = [name for name in names if not _ACRONYM.fullmatch(name)] or names
    full = max(fulls, key=lambda name: (fulls.count(name), len(name), name))
    short = max(acronyms, key=lambda name: (acronyms.count(name), name)) if acronyms else full
    return Party(full=full, short=short, names=frozenset(names), role=actors[0].role)


def _phrase(words: str, speaker: Speaker) -> str:
    bare = _trim(words)
    first, _, rest = bare.partition(" ")
    # "An Orlo-based analyst" is described by a name, and has none.
    described = not speaker.named and first.endswith("-based")
    common = first.casefold().split("-")[0] in _COMMON or is_determined(bare)
    is_name = first[:1].isupper() and not common and not described
    if (speaker.named and bare != bare.lower()) or (is_name and not is_plural(bare)):
        return _named(words, bare, speaker.role)
    # "Leaders on both sides" has a capital that is only that of a sentence's head.
    common = common or (not speaker.named and is_plural(first) and rest.islower())
    name = f"{first.casefold()} {rest}".strip() if common else bare
    if is_plural(name) or is_determined(name):
        return name
    is_body = _BODIES.search(name) and not re.search(r"\b(?:official|officer|source)\b", name)
    if is_body or _OFFICES.search(name):
        return f"the {name}"
    return with_article(name)


def _named(words: str, bare: str, role: Role) -> str:
    article, bare = words[: -len(bare)].lower(), _lowered(bare)
    if _HOLDER.fullmatch(bare) and not is_plural(bare):
        return f"the {bare}"
    if _DESCRIBED.match(bare) and not is_plural(bare):
        return f"{article}{bare}" if article else with_article(bare)
    if role is Role.MEDIA:
        return words if words.startswith("The ") else bare
    return f"the {bare}" if _takes_article(bare) else bare


def _takes_article(bare: str) -> bool:
    """Whether a name is that of a body, or an office without the name of whoever holds it."""
    person = _PERSON.search(bare) and not _OFFICES.search(bare)
    is_body = _BODIES.search(bare) or _OFFICES.search(bare)
    whose = _POSSESSIVE.match(bare)
    return bool(_ACRONYM.fullmatch(bare) or (is_body and not person and not whose))


def _lowered(bare: str) -> str:
    """Without a capital that is only that of a sentence's head, unless a name follows."""
    first, _, rest = bare.partition(" ")
    lowered = f"{first.casefold()} {rest}".strip()
    described = _DESCRIBED.match(lowered) and not is_plural(lowered)
    common = first.casefold() in _COMMON and (rest == rest.lower() or described)
    return lowered if common else bare


def _definite(name: str) -> str:
    name = _lowered(name)
    return f"the {name}" if is_latin(name) and not _POSSESSIVE.match(name) else name


def _trim(name: str) -> str:
    return _ARTICLE.sub("", " ".join(name.split()))


def _bare(name: str) -> str:
    return _trim(name).casefold()


def _flags(name: str) -> re.RegexFlag:
    # An acronym in lower case is a word: "WHO" is not "who".
    return re.RegexFlag(0) if _ACRONYM.fullmatch(name) else re.IGNORECASE
