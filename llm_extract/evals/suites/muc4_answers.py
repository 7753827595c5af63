"""What an extraction comes to as templates, after the rules by which the key was filled.

- Each incident gives one template; a series gives those of its parts, where it has any.
- Types: a bombing and an air strike are BOMBING, an abduction KIDNAPPING, a fire ARSON; whatever
  else is done with arms is ATTACK. ROBBERY and FORCED WORK STOPPAGE have no counterpart.
- Fights of armed sides are not the key's business: a clash, an operation or an attack that befalls
  nobody but soldiers and militants, and nothing but their posts, gives no template. Unrest never
  does.
- "Yesterday" is seen from the day of the dateline, where the extraction leaves it open. An incident
  without a day took place by that day: "- 04 FEB 90". A place without a country lies in the one
  that most places of the extraction lie in.
- People who are named by what they are ("GUERRILLAS") are individuals, other actors organisations.
- Victims are described by the noun that follows their number; militants and soldiers are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from llm_extract.counts import find_counts
from llm_extract.evals.suites.muc4_keys import Fill, Slot, Template
from llm_extract.evals.suites.stances import UNCOMMITTED
from llm_extract.records.article import Article
from llm_extract.records.claims import (
    Claim,
    Damage,
    Degree,
    Effect,
    Group,
    Location,
    Responsibility,
    Target,
    TargetKind,
    Toll,
    Victim,
)
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import (
    Abduction,
    ActorPart,
    AirStrike,
    ArmedClash,
    Arson,
    Bombing,
    Extraction,
    Incident,
    SecurityOperation,
    Series,
    Unclear,
    Unrest,
)
from llm_extract.records.when_where import Place
from llm_extract.when import find_dates
from llm_extract.where import country_of

_Fills = dict[Slot, list[Fill]]


def templates(extraction: Extraction, article: Article) -> tuple[Template, ...]:
    """The templates of one document, in the order of its incidents."""
    wholes = {one.part_of for one in extraction.incidents if one.part_of}
    told = [one for one in extraction.incidents if one.incident_id not in wholes]
    country = _usual_country(extraction)
    found = (_template(one, article, country) for one in told)
    return tuple(one for one in found if one is not None)


def _template(incident: Incident, article: Article, country: str) -> Template | None:
    fills: _Fills = {}
    for claim in incident.claims:
        if claim.stance not in UNCOMMITTED:
            for slot, fill in _told(claim):
                fills.setdefault(slot, []).append(fill)
    for actor in incident.actors:
        if actor.part is ActorPart.PERPETRATOR:
            slot, fill = _perpetrator((actor.name, *actor.aliases))
            fills.setdefault(slot, []).append(fill)
    kind = _type(incident)
    if kind is None or (kind == "ATTACK" and not _concerns(incident, fills)):
        return None
    fills[Slot.TYPE] = [Fill((kind,))]
    day = _day_of(incident, article)
    if day:
        fills[Slot.DATE] = [Fill((day,))]
    if incident.place:
        fills[Slot.LOCATION] = [Fill((_path(incident.place, country),))]
    return Template({slot: _distinct(slot, fills[slot]) for slot in Slot if slot in fills})


def _distinct(slot: Slot, fills: Iterable[Fill]) -> tuple[Fill, ...]:
    """Each answer once; of names for one perpetrator the later ones are alternatives."""
    kept: list[Fill] = []
    for fill in fills:
        alike = next((one for one in kept if _is_alike(one, fill)), None)
        if alike is None or slot not in (Slot.PERP_INDIVIDUAL, Slot.PERP_ORGANISATION):
            if fill not in kept:
                kept.append(fill)
        else:
            values = tuple(dict.fromkeys((*alike.values, *fill.values)))
            kept[kept.index(alike)] = Fill(values)
    return tuple(kept)


def _is_alike(one: Fill, other: Fill) -> bool:
    return not {v.casefold() for v in one.values}.isdisjoint(v.casefold() for v in other.values)


# ---------------------------------------------------------------- which incidents


def _type(incident: Incident) -> str | None:
    match incident:
        case Bombing() | AirStrike():
            return "BOMBING"
        case Abduction():
            return "KIDNAPPING"
        case Arson():
            return "ARSON"
        case Unrest():
            return None
        case _:
            return "ATTACK"


def _concerns(incident: Incident, fills: _Fills) -> bool:
    """Whether an attack befalls anybody or anything that the key records."""
    struck = any(fills.get(slot) for slot in (Slot.HUM_NAME, Slot.HUM_DESCRIPTION))
    if isinstance(incident, ArmedClash | SecurityOperation | Unclear | Series):
        return struck
    return struck or bool(fills.get(Slot.PHYS_TARGET))


# ---------------------------------------------------------------- day and place

_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_DATELINE = re.compile(
    rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})[A-Z]{{0,6}}\.? (\d{{2}}(?:\d{{2}})?)\b"
)
_HEAD = 400


def _day_of(incident: Incident, article: Article) -> str | None:
    filed = article.published_on or _dateline(article.text)
    when = incident.when
    if when is not None and when.start is None:
        seen = find_dates(when.verbatim, filed)
        when = seen[0].when if seen else None
    if when is None or when.start is None or when.end is None:
        return f"- {_shown(filed)}" if filed else None
    first, last = _shown(when.start), _shown(when.end)
    return first if first == last else f"{first} - {last}"


def _shown(day: date) -> str:
    return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year}"


def _dateline(text: str) -> date | None:
    found = _DATELINE.search(text[:_HEAD])
    if found is None:
        return None
    form = "%d %b %y" if len(found[3]) == len("89") else "%d %b %Y"
    try:
        return datetime.strptime(" ".join(found.groups()), form).date()  # noqa: DTZ007 - a day
    except ValueError:
        return None


def _usual_country(extraction: Extraction) -> str:
    """The country most places of the extraction are said to lie in; empty where none is."""
    places = [one.place for one in extraction.incidents if one.place]
    claims = (claim.value for claim in extraction.claims())
    places += [value.place for value in claims if isinstance(value, Location)]
    named = Counter(country for place in places if (country := _country(place)))
    return named.most_common(1)[0][0] if named else ""


def _names(place: Place) -> list[str]:
    """From wide to narrow; "Besk, Tavonia" is two names."""
    told = [part for part in (place.admin1, place.locality, place.site) if part] or [place.name]
    return [name.strip() for part in told for name in reversed(part.split(","))]


def _country(place: Place) -> str | None:
    known = (country for name in _names(place) if (country := country_of(name)))
    return place.country or next(known, None)


def _path(place: Place, country: str) -> str:
    """The names from wide to narrow, the country first."""
    first = _country(place) or country
    narrower = [name for name in _names(place) if country_of(name) != first]
    return ": ".join(dict.fromkeys(name.upper() for name in (first, *narrower)))


# ---------------------------------------------------------------- claims


def _told(claim: Claim) -> Iterator[tuple[Slot, Fill]]:
    match claim.value:
        case Toll():
            yield from _people(claim.value, claim.evidence[0].quote)
        case Victim():
            yield from _person(claim.value)
        case Target():
            yield from _object(claim.value)
        case Damage():
            yield from _damaged(claim.value)
        case Responsibility():
            yield _perpetrator((claim.value.actor,))
        case _:
            return


_NO_VICTIMS = frozenset({Group.MILITANTS, Group.MILITARY})
_EFFECTS = {
    Effect.KILLED: "DEATH",
    Effect.INJURED: "INJURY",
    Effect.RESCUED: "REGAINED FREEDOM",
}
_SPARED = {
    Effect.KILLED: "NO DEATH",
    Effect.INJURED: "NO INJURY",
    Effect.KILLED_OR_INJURED: "NO INJURY OR DEATH",
}


def _people(toll: Toll, quote: str) -> Iterator[tuple[Slot, Fill]]:
    """The people a toll counts; that nobody was hurt is an effect on nobody in particular."""
    if toll.group in _NO_VICTIMS:
        return
    if toll.count.kind is CountKind.ZERO:
        if toll.effect in _SPARED:
            yield Slot.HUM_EFFECT, Fill((_SPARED[toll.effect],))
        return
    words = described(toll, quote)
    yield Slot.HUM_DESCRIPTION, Fill((words,))
    yield Slot.HUM_NUMBER, Fill((_number(toll.count),), of=(words,))
    if toll.effect in _EFFECTS:
        yield Slot.HUM_EFFECT, Fill((_EFFECTS[toll.effect],), of=(words,))


def _person(victim: Victim) -> Iterator[tuple[Slot, Fill]]:
    if victim.group in _NO_VICTIMS:
        return
    name = victim.name.upper()
    yield Slot.HUM_NAME, Fill((name,))
    if victim.description:
        yield Slot.HUM_DESCRIPTION, Fill((victim.description.upper(),), of=(name,))
    yield Slot.HUM_NUMBER, Fill(("1",), of=(name,))
    if victim.effect in _EFFECTS:
        yield Slot.HUM_EFFECT, Fill((_EFFECTS[victim.effect],), of=(name,))


_BEFALLS = (
    "killed|killing|kills|died|dead|death|deaths|injured|injuring|wounded|wounding|hurt|kidnapped"
    "|abducted|murdered|assassinated|executed|massacred|released|freed"
)
_BEFALLING = re.compile(rf"\b(?:{_BEFALLS})\b", re.IGNORECASE)
_ENDS = re.compile(
    rf"[,.;:()\[\]\"]|--|\b(?:{_BEFALLS}|was|were|is|are|had|has|have|who|which|that|and|or|but|in|on"
    r"|at|by|from|when|while|after|for|to)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:of|the|his|her|its|their|those|these|other|others|more|additional|another)\s+)+",
    re.IGNORECASE,
)
_MOST_WORDS = 6


def described(toll: Toll, quote: str) -> str:
    """The noun that follows the number in the sentence, in capitals; else the name of the group.

    A toll of "six" in "six nuns were hurt" is of NUNS. Where the number stands more than once, the
    place nearest to what befell them is taken.
    """
    plain = " ".join(quote.split())
    blows = [found.start() for found in _BEFALLING.finditer(plain)]
    number = re.compile(rf"(?<!\w){re.escape(toll.count.verbatim)}(?!\w)", re.IGNORECASE)
    places = sorted(
        (min((abs(at - found.end()) for at in blows), default=0), found.end())
        for found in number.finditer(plain)
    )
    nouns = [_noun(plain[end:].lstrip()) for _, end in places]
    if toll.count.kind is CountKind.UNKNOWN:
        nouns.insert(0, _noun(toll.count.verbatim))  # no number: the words are the noun itself
    return next(filter(None, nouns), _GROUPS.get(toll.group, "PEOPLE"))


def _noun(rest: str) -> str | None:
    """The words up to what ends a noun phrase, where they are few enough to be one."""
    opening = _OPENING.match(rest)
    rest = rest[opening.end() :] if opening else rest
    end = _ENDS.search(rest)
    words = (rest[: end.start()] if end else rest).split()
    return " ".join(words).upper() if len(words) <= _MOST_WORDS else None


_GROUPS = {
    Group.CIVILIANS: "CIVILIANS",
    Group.POLICE: "POLICEMEN",
    Group.SECURITY_FORCES: "POLICEMEN",
    Group.OFFICIALS: "OFFICIALS",
    Group.CHILDREN: "CHILDREN",
    Group.MEDICAL: "DOCTORS",
    Group.MEDIA: "JOURNALISTS",
    Group.FOREIGNERS: "FOREIGNERS",
}


def _number(count: Count) -> str:
    match count.kind:
        case CountKind.EXACT | CountKind.ZERO:
            return f"{count.low}"
        case CountKind.AT_LEAST:
            return f"{count.low}-"
        case CountKind.AT_MOST:
            return f"-{count.high}"
        case CountKind.ABOUT:
            return f"~{count.low}"
        case CountKind.BETWEEN:
            return f"{count.low}-{count.high}"
        case CountKind.VAGUE | CountKind.UNKNOWN:
            return "PLURAL"


# ---------------------------------------------------------------- things

_NO_OBJECTS = frozenset({TargetKind.MILITARY, TargetKind.CIVILIANS})
_DAMAGE = {
    Degree.NONE: "NO DAMAGE",
    Degree.SOME: "SOME DAMAGE",
    Degree.DESTROYED: "DESTROYED",
}


def _object(target: Target) -> Iterator[tuple[Slot, Fill]]:
    if target.target not in _NO_OBJECTS:
        yield Slot.PHYS_TARGET, Fill((target.words.upper(),))
        yield Slot.PHYS_NUMBER, Fill((_how_many(target.words),), of=(target.words.upper(),))


def _damaged(damage: Damage) -> Iterator[tuple[Slot, Fill]]:
    words = damage.of.upper()
    yield Slot.PHYS_TARGET, Fill((words,))
    yield Slot.PHYS_NUMBER, Fill((_how_many(damage.of),), of=(words,))
    yield Slot.PHYS_EFFECT, Fill((_DAMAGE[damage.degree],), of=(words,))


def _how_many(words: str) -> str:
    """By the figure that opens the words for it, else PLURAL or 1 by the noun's form."""
    figure = next((one.count for one in find_counts(words) if one.start == 0), None)
    if figure is not None:
        return _number(figure)
    return "PLURAL" if words.casefold().rstrip().endswith("s") else "1"


# ---------------------------------------------------------------- perpetrators

# What people are, as against what a body is called.
_PERSONS = frozenset(
    "guerrillas guerrilla guerrillero rebels rebel terrorists terrorist insurgents subversives"
    " extremists gunmen gunman men man women woman individuals individual people persons person"
    " assailants attackers attacker members member hitmen assassins commandos militants fighters"
    " combatants soldiers soldier policemen officers youths students hooded subjects criminals"
    " kidnappers traffickers suspects elements troops leader leaders".split()
)


def _perpetrator(names: tuple[str, ...]) -> tuple[Slot, Fill]:
    heads = {word for name in names for word in re.findall(r"\w+", name.casefold())[-1:]}
    opening = {word for name in names for word in re.findall(r"\w+", name.casefold())[:1]}
    personal = heads | opening & {"members", "member", "men", "leaders"}
    slot = Slot.PERP_ORGANISATION if personal.isdisjoint(_PERSONS) else Slot.PERP_INDIVIDUAL
    return slot, Fill(tuple(dict.fromkeys(name.upper() for name in names)))
