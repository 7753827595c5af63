"""From the words before "said" to a speaker: name as printed once per article, role, named or not.

"The group", "it", "the statement" stand for the speaker they refer back to, by kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import assert_never

from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.nouns import STOPS, is_nominal
from llm_extract.extractors.rules.reading.phrases import (
    MOST_MODIFIERS,
    cluster,
    is_alone,
    is_named,
    is_proper,
    may_open,
    past_circumstance,
    past_proper,
)
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import inside
from llm_extract.extractors.rules.speakers.met import Met
from llm_extract.extractors.rules.speakers.transcript import Label, title_before
from llm_extract.records.claims import Group, Party, Role, Speaker
from llm_extract.where import country_of

_FEWEST_NAME_WORDS = 2
_FARTHEST_TITLE = 6
_STATEMENTS = frozenset(
    "report reports statement statements release post posts communique account accounts"
    " visuals".split()
)
_OF_ANOTHER = frozenset(("a", "an", "the", "its", "two"))
_MAKER = frozenset("by from of".split())
_SOMEBODY = frozenset("some many one others another".split())
# What the outlet wrote before is its own voice.
_OWN_TEXTS = frozenset("version update headline edition bulletin story article alert".split())
_STAFF = frozenset("reporter reporters correspondent correspondents photographer".split())


@dataclass
class Company:
    """Reads noun phrases of one article for who speaks, and remembers whom it has met."""

    cast: Cast
    upper_case: bool
    conflict: bool
    publisher: str | None = None
    # The side whose own release this is, where no publisher tells.
    house: str | None = None
    met: Met = field(init=False)

    def __post_init__(self) -> None:
        """Meet nobody yet."""
        self.met = Met(self.cast, self.conflict)

    def among(
        self, sentence: Sentence, first: int, last: int, *, strangers: bool = False
    ) -> tuple[Speaker, ...]:
        """The speakers that words `first` up to `last` name; two only for "both A and B".

        With `strangers`, a noun not known to speak will do, as the subject of "said" does.
        """
        found = self._statement_makers(sentence, first, last)
        if found or self._is_of_the_house(sentence, first, last):
            return found
        pair = self._pair(sentence, first, last)
        if pair:
            return pair
        speaker = self._one(sentence, first, last)
        if speaker is None and strangers:
            speaker = self._stranger(sentence, first, last)
        return (speaker,) if speaker and not self.is_own(speaker.name) else ()

    def _is_of_the_house(self, sentence: Sentence, first: int, last: int) -> bool:
        """As in "our reporter", "an XYZ reporter" in a report of XYZ: the outlet's own voice."""
        if sentence.low(last - 1) not in _STAFF:
            return False
        own = "" if self.publisher is None else f" {_bare(self.publisher)} "
        whose = sentence.lows[first : last - 1]
        return "our" in whose or any(f" {low} " in own for low in whose)

    def called(
        self, sentence: Sentence, name: tuple[int, int], office: tuple[int, int]
    ) -> tuple[Speaker, ...]:
        """A person by name, with the role of the office that follows: "Ada Finch, a doctor"."""
        if any(m.first == name[0] for m in sentence.of("actor")):
            return self.among(sentence, *name)
        held = self._one(sentence, *office)
        role = held.role if held else Role.UNATTRIBUTED
        person = self.met.by_surname(sentence.said(*name), role)
        return (person,) if person else ()

    def outlet(self, name: str) -> Speaker:
        """An agency or outlet as a link of the chain."""
        return self.met.known(Speaker(name=name, role=Role.MEDIA, named=True, party=Party.NO))

    def is_own(self, name: str) -> bool:
        """Whether this is the outlet whose report it is: it cites itself, and relays nobody."""
        if self.publisher is None:
            return False
        own, said = _bare(self.publisher), _bare(name)
        return own == said or (" " not in said and own.endswith(f" {said}"))

    @cached_property
    def own_side(self) -> str | None:
        """The body of the article whose own office publishes it; None for an outlet."""
        if self.publisher is None:
            return self.house
        house = f" {_bare(self.publisher)} "
        bodies = self.cast.named.values()
        own = (b for b in bodies if any(f" {_bare(n)} " in house for n in (b.name, *b.aliases)))
        return next((body.name for body in own if body.role is Role.ARMED_GROUP), None)

    def labelled(self, label: Label) -> Speaker:
        """A voice of a transcript, with the role its introduction tells."""
        title, role = title_before(label), Role.UNATTRIBUTED
        if title is not None and label.introduced is not None:
            told = inside(label.introduced, *title, "speaker", "open_speaker")
            role = Role(told[-1].value) if told else role
        return self.met.known(
            Speaker(name=label.name, role=role, named=True, party=self.met.party(role))
        )

    def introduce(self, sentence: Sentence) -> None:
        """Get to know a person by title ("spokesman A. Name"), to be quoted later by surname."""
        if self.upper_case:
            return
        for mark in sentence.of("speaker", "open_speaker"):
            last = past_proper(sentence, mark.last)
            if last - mark.last >= _FEWEST_NAME_WORDS:
                first = mark.first
                while (
                    first and mark.first - first < MOST_MODIFIERS and may_open(sentence, first - 1)
                ):
                    first -= 1
                self._one(sentence, first, last)

    def note_topic(self, sentence: Sentence) -> None:
        """Take the person who opens a sentence for the one whom "he" means in the next."""
        if self.upper_case:
            return
        for mark in sentence.of("speaker", "open_speaker")[:1]:
            last = past_proper(sentence, mark.last)
            while sentence.low(last) == "of":
                last = past_proper(sentence, last + 1)
            person = sentence.low(mark.last - 1) not in closed("collective_speaker")
            if mark.first <= MOST_MODIFIERS and person and _opens_so(sentence, mark.first):
                self.met.topic = self._one(sentence, 0, last)
                return
        last = _titled_name(sentence)
        if last:
            self.met.topic = self.met.by_surname(sentence.said(0, last), Role.UNATTRIBUTED)

    # ------------------------------------------------------------ one noun phrase

    def _statement_makers(self, sentence: Sentence, first: int, last: int) -> tuple[Speaker, ...]:
        """As in "a statement from the army": the army speaks, not the statement."""
        for at in range(first, min(first + MOST_MODIFIERS + 2, last - 1)):
            if sentence.low(at) in _STATEMENTS and sentence.low(at + 1) in _MAKER:
                maker = self._one(sentence, at + 2, last)
                return self._pair(sentence, at + 2, last) or ((maker,) if maker else ())
        return ()

    def _pair(self, sentence: Sentence, first: int, last: int) -> tuple[Speaker, ...]:
        """Two who speak together; nobody where no "and" joins two."""
        joint = _joint_at(sentence, first, last)
        if joint is None:
            return ()
        first += sentence.low(first) == "both"
        both = self._one(sentence, first, joint), self._one(sentence, joint + 1, last)
        told = (one for one in both if one is not None and not self.is_own(one.name))
        return tuple({one.name: one for one in told}.values())

    def _one(self, sentence: Sentence, first: int, last: int) -> Speaker | None:
        back = self.met.referred(sentence, first, last)
        if back is not None:
            return back
        first = past_circumstance(sentence, first, last)
        heads = self._heads(sentence, first, last)
        if not heads:
            return None
        start, end, used = cluster(sentence, heads, first)
        if all(mark.kind == "proper" for mark in used):
            if sentence.low(start) in _OWN_TEXTS:
                return None
            return self.met.by_surname(sentence.said(start, end), self._title(sentence, start))
        role = self._role(sentence, start, end, used)
        name = self._name(sentence, start, end, used)
        named = is_named(sentence, used)
        party = self.met.party(role)
        return self.met.known(Speaker(name=name, role=role, named=named, party=party))

    def _stranger(self, sentence: Sentence, first: int, last: int) -> Speaker | None:
        """As in "the union said", "some say": whoever stands before the verb."""
        told = sentence.lows[first:last]
        if not 0 < len(told) <= MOST_MODIFIERS or not _may_speak(sentence, first, last):
            return None
        first += sentence.low(first) in ("the", "a", "an")
        name = sentence.said(first, last)
        opens = first == 0 and not self.upper_case
        name = name[0].lower() + name[1:] if opens else name
        unknown = Speaker(name=name, role=Role.UNATTRIBUTED, named=False, party=Party.UNKNOWN)
        return self.met.known(unknown)

    def _heads(self, sentence: Sentence, first: int, last: int) -> list[Mark]:
        """Speaking nouns and names of bodies; the capitalised words between them are people."""
        heads = inside(sentence, first, last, "speaker", "open_speaker", "actor", "outlet")
        if not heads:
            heads.extend(_persons(sentence, first, last))
        if not self.upper_case:
            heads.extend(self._proper(sentence, first, last, heads))
        return sorted(heads, key=lambda mark: (mark.first, -mark.last))

    def _proper(
        self, sentence: Sentence, first: int, last: int, heads: list[Mark]
    ) -> Iterator[Mark]:
        taken = {at for mark in heads for at in range(mark.first, mark.last)}
        bounds = [(found.start, found.end) for found in sentence.places]
        bounds += [(found.start, found.end) for found in sentence.dates]
        for start, end in bounds:
            taken.update(range(sentence.at(start), sentence.at(end)))
        at = first
        while at < last:
            end = at
            while end < last and end not in taken and is_proper(sentence, end):
                end += 1
            if end > at:
                yield Mark("proper", "", at, end)
            at = max(end, at + 1)

    def _role(self, sentence: Sentence, start: int, end: int, used: list[Mark]) -> Role:
        if used[0].kind == "head":
            return role_of_group(Group(used[0].value))
        actors = [self.cast.role_of(mark.value) for mark in used if mark.kind == "actor"]
        if Role.ARMED_GROUP in actors:
            return Role.ARMED_GROUP
        if any(mark.kind == "outlet" for mark in used):
            return Role.MEDIA
        own = [mark for mark in used if mark.kind == "speaker"]
        if own:
            return Role(own[0].value)
        if actors:
            return actors[0]
        within = inside(sentence, start, end, "speaker_sector")
        taken = {at for mark in used for at in range(mark.first, mark.last)}
        sectors = [m for m in within if taken.isdisjoint(range(m.first, m.last))]
        specific = [m for m in sectors if m.value != Role.UNATTRIBUTED]
        opened = [mark for mark in used if mark.kind == "open_speaker"]
        telling = specific or sectors
        if telling:
            return Role(telling[-1].value)
        return Role(opened[0].value) if opened else Role.UNATTRIBUTED

    def _name(self, sentence: Sentence, start: int, end: int, used: list[Mark]) -> str:
        body = next((mark for mark in used if mark.kind in ("actor", "outlet")), None)
        if body is not None and not any(mark.kind == "proper" for mark in used) and is_alone(used):
            return body.value
        name = sentence.said(start, end)
        if self.upper_case and body is None:
            return name.lower()
        if any(letter.isupper() for letter in name[1:]) or body is not None:
            return name
        opens = start == 0 and country_of(sentence.words[start].text) is None
        return name[0].lower() + name[1:] if opens else name

    def _title(self, sentence: Sentence, start: int) -> Role:
        """The role of the title before a name: "the mayor, A. Name", "its spokesman, A. Name"."""
        end = start - (sentence.low(start - 1) == ",")
        titles = [
            m
            for m in sentence.of("speaker", "open_speaker")
            if m.last <= end
            and end - m.last <= _FARTHEST_TITLE
            and not {",", ";", "."} & set(sentence.lows[m.last : end])
        ]
        if not titles:
            return Role.UNATTRIBUTED
        title = max(titles, key=lambda mark: (mark.last, mark.last - mark.first))
        if sentence.low(title.first - 1) == "its" and title.kind == "open_speaker":
            spoke = next((each for each in self.met.recent() if each.named), None)
            owner = spoke or self.met.only_armed_group()
            return owner.role if owner else Role.UNATTRIBUTED
        return self._role(sentence, max(0, title.first - 1), title.last, [title])


def _joint_at(sentence: Sentence, first: int, last: int) -> int | None:
    """The "and" of "a doctor and a police source": two, each with an article or after "both"."""
    if sentence.low(first) == "both":
        return next((at for at in range(first, last) if sentence.low(at) == "and"), None)
    heads = sentence.of("speaker", "open_speaker")
    for at in range(first + 1, last - 1):
        if sentence.low(at) == "and" and sentence.low(at + 1) in _OF_ANOTHER:
            before = any(first <= m.first and m.last <= at for m in heads)
            if before and any(at < m.first and m.last <= last for m in heads):
                return at
    return None


def _opens_so(sentence: Sentence, last: int) -> bool:
    """Whether only "the" and names stand before a place."""
    return all(is_proper(sentence, at) or sentence.low(at) == "the" for at in range(last))


def _titled_name(sentence: Sentence) -> int:
    """Past "Mrs Ada Finch" at the head of a sentence; 0 where no courtesy title opens it."""
    titles = sentence.of("courtesy")
    if not titles or titles[0].first > 2:  # noqa: PLR2004 - "Hon. Mrs"
        return 0
    last = past_proper(sentence, titles[0].last)
    return last if last > titles[0].last else 0


def _may_speak(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words are a plain noun with its article, or stand for somebody: "some", "many"."""
    low = sentence.low(last - 1)
    if low in closed("pronoun") or low in closed("claim_noun") or low in closed("body"):
        return False
    if not _OWN_TEXTS.isdisjoint(sentence.lows[first:last]):
        return False
    if last - first == 1:
        return low in _SOMEBODY or (low.endswith("s") and low.isalpha())
    opens = sentence.low(first) in closed("determiner")
    plain = is_nominal(sentence, first, last) and low not in closed("adverb")
    dated = any(
        sentence.at(day.start) < last and first < sentence.at(day.end) for day in sentence.dates
    )
    return plain and not dated and (opens or low.endswith("s"))


def _persons(sentence: Sentence, first: int, last: int) -> list[Mark]:
    """Whoever speaks without an office: "a farmer", "two women from the camp"; no bodies."""
    heads = inside(sentence, first, last, "head")
    heads = [m for m in heads if sentence.low(m.last - 1) not in closed("body")]
    heads = [m for m in heads if m.last == last or not _is_noun(sentence, m.last)]
    behind = closed("preposition") & set(sentence.lows[first : heads[0].first]) if heads else ()
    return [] if not heads or behind or heads[0].value == Group.MILITANTS else heads[:1]


def _is_noun(sentence: Sentence, at: int) -> bool:
    """As in "the weavers' union": what stands before it only tells which."""
    word = sentence.words[at]
    return word.text.isalpha() and word.text[0].islower() and word.low not in STOPS


def role_of_group(group: Group) -> Role:
    """What people of a group are when they speak: a soldier a force, a farmer a witness."""
    match group:
        case Group.MILITARY | Group.POLICE | Group.SECURITY_FORCES:
            return Role.SECURITY_FORCE
        case Group.MILITANTS:
            return Role.ARMED_GROUP
        case Group.OFFICIALS:
            return Role.GOVERNMENT
        case Group.MEDICAL:
            return Role.MEDICAL
        case Group.MEDIA:
            return Role.MEDIA
        case Group.EVERYONE | Group.CIVILIANS | Group.CHILDREN | Group.FOREIGNERS | Group.OTHER:
            return Role.WITNESS
        case _:
            assert_never(group)


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()
