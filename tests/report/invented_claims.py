"""What four invented reports say of one invented event, claim by claim."""

from dataclasses import dataclass, field
from datetime import date, time

from llm_extract.records.article import Article, Span
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Effect,
    Evidence,
    Extent,
    Group,
    Location,
    Outcome,
    Role,
    Scope,
    Speaker,
    Stance,
    Tactic,
    Target,
    Timing,
    Toll,
)
from llm_extract.records.consensus import (
    SourcedClaim,
)
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import (
    ExtractorId,
)
from llm_extract.records.when_where import Moment, Place, When

RULES = ExtractorId(name="rules", version="1")
MINISTRY = Speaker(name="the interior ministry", role=Role.GOVERNMENT, named=True)
FRONT = Speaker(name="the Northern Dawn Front", role=Role.ARMED_GROUP, named=True)
MEDICS = Speaker(name="hospital staff", role=Role.MEDICAL, named=False)
WIRE = Speaker(name="Highland Wire", role=Role.MEDIA, named=True)

TEXTS = {
    "Alder Courier": (
        "Gunmen struck Port Alder and Kessel Ford before dawn on Tuesday.\n\n"
        "The interior ministry said 6 soldiers had died and that the assault was repelled. "
        "Shots were heard near the grain harbour until noon.\n\n"
        "Last winter's fighting left 140 people dead, according to the ministry."
    ),
    "Highland Wire": (
        "The Northern Dawn Front said its fighters killed 40 soldiers in attacks on two towns. "
        "The interior ministry rejected that number.\n\n"
        "Hospital staff counted at least 9 civilians killed in Port Alder."
    ),
    "Coast Radio": (
        "Highland Wire, citing hospital staff, reports that at least 9 civilians were killed. "
        "The attack began on Wednesday morning. Dozens of people were hurt."
    ),
    "صوت الميناء": "قالت الوزارة إن ستة جنود قتلوا في الهجوم.\n\nThe Front says 40.",
}


def exactly(n: int, words: str | None = None) -> Count:
    return Count(kind=CountKind.EXACT, low=n, high=n, verbatim=words or str(n))


def at_least(n: int) -> Count:
    return Count(kind=CountKind.AT_LEAST, low=n, verbatim=f"at least {n}")


@dataclass
class Desk:
    """Collects claims as they are made, so that a consensus can be put together from them."""

    articles: dict[str, Article]
    plant: str = ""
    made: dict[str, SourcedClaim] = field(default_factory=dict)

    def say(self, name, outlet, quote, value, *chain, incident="i1", **fields) -> None:
        article = self.articles[outlet]
        start = article.text.index(quote)
        claim = Claim.of(
            article.article_id,
            value=value,
            scope=fields.pop("scope", Scope.SERIES),
            attribution=Attribution(chain=tuple(self._named(one) for one in chain)),
            evidence=(Evidence(quote=quote, span=Span(start=start, end=start + len(quote))),),
            **fields,
        )
        self.made[name] = SourcedClaim(
            article_id=article.article_id, incident_id=incident, claim=claim
        )

    def _named(self, speaker: Speaker) -> Speaker:
        return speaker.model_copy(update={"name": speaker.name + self.plant})


def tell(desk: Desk) -> None:
    forces = {"group": Group.MILITARY, "effect": Effect.KILLED}
    dead = {"group": Group.CIVILIANS, "effect": Effect.KILLED}
    noon = Moment(day=date(2031, 5, 13), at=time(12, 30))
    ministry = "The interior ministry said 6 soldiers had died and that the assault was repelled."
    front = "The Northern Dawn Front said its fighters killed 40 soldiers in attacks on two towns."
    desk.say(
        "six", "Alder Courier", ministry, Toll(**forces, count=exactly(6)), MINISTRY, as_of=noon
    )
    desk.say(
        "six_too",
        "صوت الميناء",
        "قالت الوزارة إن ستة جنود قتلوا في الهجوم.",
        Toll(**forces, count=exactly(6, "ستة")),
        MINISTRY,
    )
    desk.say("forty", "Highland Wire", front, Toll(**forces, count=exactly(40)), FRONT)
    desk.say(
        "no",
        "Highland Wire",
        "The interior ministry rejected that number.",
        Toll(**forces, count=exactly(40)),
        MINISTRY,
        stance=Stance.DENIES,
    )
    desk.say(
        "nine",
        "Highland Wire",
        "Hospital staff counted at least 9 civilians killed in Port Alder.",
        Toll(**dead, count=at_least(9)),
        MEDICS,
        incident="i2",
        scope=Scope.PART,
    )
    desk.say(
        "nine_relayed",
        "Coast Radio",
        "Highland Wire, citing hospital staff, reports that at least 9 civilians were killed.",
        Toll(**dead, count=at_least(9)),
        WIRE,
        MEDICS,
    )
    desk.say(
        "dozens",
        "Coast Radio",
        "Dozens of people were hurt.",
        Toll(
            group=Group.EVERYONE,
            effect=Effect.INJURED,
            count=Count(kind=CountKind.VAGUE, verbatim="Dozens"),
        ),
    )
    desk.say("towns", "Highland Wire", front, Extent(unit="towns", count=exactly(2, "two")), FRONT)
    desk.say("repelled", "Alder Courier", ministry, Outcome(result="repelled"), MINISTRY)
    opening = "Gunmen struck Port Alder and Kessel Ford before dawn on Tuesday."
    desk.say(
        "tuesday",
        "Alder Courier",
        opening,
        Timing(
            when=When(
                verbatim="on Tuesday",
                start=date(2031, 5, 13),
                end=date(2031, 5, 13),
                precision="day",
                weekday=2,
            )
        ),
    )
    desk.say(
        "wednesday",
        "Coast Radio",
        "The attack began on Wednesday morning.",
        Timing(when=When(verbatim="on Wednesday", weekday=3)),
    )
    desk.say("gunfire", "Alder Courier", opening, Tactic(tactic="gunfire"))
    desk.say(
        "place",
        "Alder Courier",
        opening,
        Location(place=Place(name="Port Alder", locality="Port Alder")),
    )
    desk.say(
        "before",
        "Alder Courier",
        "Last winter's fighting left 140 people dead, according to the ministry.",
        Toll(group=Group.EVERYONE, effect=Effect.KILLED, count=exactly(140)),
        MINISTRY,
        incident=None,
        scope=Scope.BACKGROUND,
        about="last winter" + desk.plant,
    )
    if desk.plant:
        planted = Target(target="other", words=desk.plant)
        desk.say("planted", "Coast Radio", desk.plant, planted)
