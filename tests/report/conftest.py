"""An invented story of four reports that contradict each other, built record by record."""

from dataclasses import dataclass, field
from datetime import date, time

import pytest

from llm_extract.records.article import Article, Span
from llm_extract.records.briefing import Briefing, Citation, Listed, Mode, Section, Sentence
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
    Confidence,
    Consensus,
    Contradiction,
    Denial,
    FieldConsensus,
    FieldKey,
    Holder,
    IncidentConsensus,
    Independence,
    Origin,
    Position,
    Source,
    SourcedClaim,
)
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import (
    Actor,
    ActorPart,
    ArmedAttack,
    Credit,
    Extraction,
    ExtractorId,
    Series,
)
from llm_extract.records.when_where import Moment, Place, PlacePrecision, When

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
    made: list[SourcedClaim] = field(default_factory=list)

    def say(self, outlet, quote, value, *chain, incident="i1", **fields) -> SourcedClaim:
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
        sourced = SourcedClaim(article_id=article.article_id, incident_id=incident, claim=claim)
        self.made.append(sourced)
        return sourced

    def _named(self, speaker: Speaker) -> Speaker:
        return speaker.model_copy(update={"name": speaker.name + self.plant})


def held(*claims: SourcedClaim) -> tuple[Holder, ...]:
    return tuple(
        Holder(
            claimant=one.claim.attribution.claimant,
            stance=one.claim.stance,
            as_of=one.claim.as_of,
            claim_ids=(one.claim.claim_id,),
            article_ids=(one.article_id,),
        )
        for one in claims
    )


def position(*claims: SourcedClaim, rejected: tuple[SourcedClaim, ...] = ()) -> Position:
    first = claims[0].claim
    return Position(
        position_id="p" + first.claim_id,
        value=first.value,
        holders=held(*claims),
        rejected_by=held(*rejected),
    )


def field_of(key: FieldKey, *positions: Position, differ=(), silent=()) -> FieldConsensus:
    return FieldConsensus(
        key=key,
        positions=positions,
        disagreements=differ,
        independence=Independence(articles=2, publishers=2, origins=2, unknown=0),
        confidence=Confidence(level="low", basis="one origin on each side"),
        silent=silent,
    )


def conflict(number: int, why: str, *positions: Position) -> Contradiction:
    ids = tuple(one.position_id for one in positions)
    return Contradiction(disagreement_id=f"d{number}", position_ids=ids, why=why, nature="numeric")


@dataclass(frozen=True)
class Story:
    """The records of one story, as the report is given them."""

    consensus: Consensus
    briefing: Briefing
    articles: tuple[Article, ...]
    extractions: tuple[Extraction, ...]


def made_up(plant: str = "", padding: str = "", **article_fields) -> Story:
    """The story as records.

    `plant` is put wherever words of others stand; `padding` lengthens every text;
    `article_fields` go onto every article.
    """
    articles = {
        outlet: Article.of(
            f"{text} {plant}\n\n{padding}",
            **{
                "publisher": outlet + plant,
                "file": f"{at}.txt{plant}",
                "title": f"Attack on Port Alder, report {at}{plant}",
                "url": f"https://news.example/{at}",
                "published_on": date(2031, 5, 13),
                "language": ("ar" if at == 4 else "en") + plant,
            }
            | article_fields,
        )
        for at, (outlet, text) in enumerate(TEXTS.items(), start=1)
    }
    desk = Desk(articles, plant)
    consensus = _consensus(desk, _fields(desk))
    return Story(
        consensus, _briefing(consensus, desk), tuple(articles.values()), _extractions(desk)
    )


def _fields(desk: Desk) -> dict[str, object]:
    forces = {"group": Group.MILITARY, "effect": Effect.KILLED}
    dead = {"group": Group.CIVILIANS, "effect": Effect.KILLED}
    noon = Moment(day=date(2031, 5, 13), at=time(12, 30))
    ministry = "The interior ministry said 6 soldiers had died and that the assault was repelled."
    front = "The Northern Dawn Front said its fighters killed 40 soldiers in attacks on two towns."
    six = desk.say(
        "Alder Courier", ministry, Toll(**forces, count=exactly(6)), MINISTRY, as_of=noon
    )
    six_too = desk.say(
        "صوت الميناء",
        "قالت الوزارة إن ستة جنود قتلوا في الهجوم.",
        Toll(**forces, count=exactly(6, "ستة")),
        MINISTRY,
    )
    forty = desk.say("Highland Wire", front, Toll(**forces, count=exactly(40)), FRONT)
    no = desk.say(
        "Highland Wire",
        "The interior ministry rejected that number.",
        Toll(**forces, count=exactly(40)),
        MINISTRY,
        stance=Stance.DENIES,
    )
    nine = desk.say(
        "Highland Wire",
        "Hospital staff counted at least 9 civilians killed in Port Alder.",
        Toll(**dead, count=at_least(9)),
        MEDICS,
        incident="i2",
        scope=Scope.PART,
    )
    nine_relayed = desk.say(
        "Coast Radio",
        "Highland Wire, citing hospital staff, reports that at least 9 civilians were killed.",
        Toll(**dead, count=at_least(9)),
        WIRE,
        MEDICS,
    )
    dozens = desk.say(
        "Coast Radio",
        "Dozens of people were hurt.",
        Toll(
            group=Group.EVERYONE,
            effect=Effect.INJURED,
            count=Count(kind=CountKind.VAGUE, verbatim="Dozens"),
        ),
    )
    towns = desk.say("Highland Wire", front, Extent(unit="towns", count=exactly(2, "two")), FRONT)
    repelled = desk.say("Alder Courier", ministry, Outcome(result="repelled"), MINISTRY)
    opening = "Gunmen struck Port Alder and Kessel Ford before dawn on Tuesday."
    tuesday = desk.say(
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
    wednesday = desk.say(
        "Coast Radio",
        "The attack began on Wednesday morning.",
        Timing(when=When(verbatim="on Wednesday", weekday=3)),
    )
    gunfire = desk.say("Alder Courier", opening, Tactic(tactic="gunfire"))
    place = desk.say(
        "Alder Courier", opening, Location(place=Place(name="Port Alder", locality="Port Alder"))
    )
    before = desk.say(
        "Alder Courier",
        "Last winter's fighting left 140 people dead, according to the ministry.",
        Toll(group=Group.EVERYONE, effect=Effect.KILLED, count=exactly(140)),
        MINISTRY,
        incident=None,
        scope=Scope.BACKGROUND,
        about="last winter" + desk.plant,
    )
    planted = [
        desk.say("Coast Radio", desk.plant, Target(target="other", words=desk.plant))
        for _ in range(1)
        if desk.plant
    ]
    return locals()


def _consensus(desk: Desk, made) -> Consensus:
    six = position(made["six"], made["six_too"])
    forty = position(made["forty"], rejected=(made["no"],))
    tuesday, wednesday = position(made["tuesday"]), position(made["wednesday"])
    ids = [article.article_id for article in desk.articles.values()]
    denial = Denial(
        disagreement_id="d9",
        position_ids=(forty.position_id,),
        why="The interior ministry rejects the figure of the Northern Dawn Front." + desk.plant,
    )
    whole = IncidentConsensus(
        incident_id="x1",
        types=("series",),
        label="attacks on two towns",
        when=made["tuesday"].claim.value.when,
        place=Place(
            name="Norrland", country="Norrland" + desk.plant, precision=PlacePrecision.COUNTRY
        ),
        members=tuple((one, "i1") for one in ids),
        fields=(
            field_of(
                FieldKey(field="toll", group=Group.MILITARY, effect=Effect.KILLED),
                six,
                forty,
                differ=(conflict(1, "6 and 40 cannot both be the toll.", six, forty), denial),
                silent=(ids[2],),
            ),
            field_of(
                FieldKey(field="toll", group=Group.CIVILIANS, effect=Effect.KILLED),
                position(made["nine_relayed"]),
            ),
            field_of(
                FieldKey(field="toll", group=Group.EVERYONE, effect=Effect.INJURED),
                position(made["dozens"]),
            ),
            field_of(FieldKey(field="extent", facet="towns"), position(made["towns"])),
            field_of(FieldKey(field="outcome"), position(made["repelled"])),
            field_of(
                FieldKey(field="date"),
                tuesday,
                wednesday,
                differ=(conflict(2, "Tuesday and Wednesday differ.", tuesday, wednesday),),
            ),
            field_of(FieldKey(field="tactic"), position(made["gunfire"])),
            *(
                field_of(FieldKey(field="target", facet=desk.plant), position(one))
                for one in made["planted"]
            ),
        ),
    )
    part = IncidentConsensus(
        incident_id="x2",
        types=("armed_attack",),
        label="attack in Port Alder",
        place=Place(name="Port Alder" + desk.plant, precision=PlacePrecision.LOCALITY),
        part_of="x1",
        members=((ids[1], "i2"),),
        fields=(
            field_of(
                FieldKey(field="toll", group=Group.CIVILIANS, effect=Effect.KILLED),
                position(made["nine"]),
            ),
        ),
    )
    return Consensus(
        consensus_id="k1",
        title="Attacks on Port Alder and Kessel Ford" + desk.plant,
        policy="range_only",
        sources=tuple(_source(article) for article in desk.articles.values()),
        origins=(
            Origin(
                origin_id="o1",
                name="Highland Wire",
                article_ids=(ids[1], ids[2]),
                basis="one credits the other" + desk.plant,
            ),
        ),
        incidents=(whole, part),
        background=(position(made["before"]),),
        claims=tuple(desk.made),
        notes=("Kessel Ford was read as a town." + desk.plant,),
    )


def _source(article: Article) -> Source:
    found = article.text.find("Highland Wire, citing")
    relayed = (
        (Credit(name="Highland Wire", cue="citing", span=Span(start=found, end=found + 13)),)
        if found >= 0
        else ()
    )
    return Source(
        article_id=article.article_id,
        name=article.name,
        file=article.file,
        url=article.url,
        title=article.title,
        publisher=article.publisher,
        published_on=article.published_on,
        language=article.language,
        extractor=RULES,
        credits=relayed,
        origin_id="o1" if article.text.startswith(("The Northern", "Highland")) else None,
    )


def _briefing(consensus: Consensus, desk: Desk) -> Briefing:
    ids = [article.article_id for article in desk.articles.values()]

    def sentence(section, mode, text, *claims) -> Sentence:
        return Sentence(
            section=section,
            mode=mode,
            text=text,
            citations=tuple(
                Citation(
                    number=ids.index(one.article_id) + 1,
                    article_id=one.article_id,
                    claim_id=one.claim.claim_id,
                    span=one.claim.evidence[0].span,
                )
                for one in claims
            ),
        )

    six, six_too, forty, no, nine = desk.made[:5]
    tuesday, wednesday = (one for one in desk.made if one.claim.field == "date")
    return Briefing(
        briefing_id="b1",
        consensus_id=consensus.consensus_id,
        title=consensus.title,
        extractors=("rules 1",),
        sentences=(
            sentence(
                Section.HIGHLIGHTS,
                Mode.DISPUTED,
                "The interior ministry said six soldiers were killed."
                " The Northern Dawn Front said 40.",
                six,
                six_too,
                forty,
            ),
            sentence(
                Section.WHAT_HAPPENED,
                Mode.REPORTED,
                "Gunmen attacked Port Alder and Kessel Ford." + desk.plant,
                tuesday,
            ),
            sentence(
                Section.CASUALTIES,
                Mode.REPORTED,
                "Hospital staff said at least nine civilians were killed in Port Alder.",
                nine,
            ),
            sentence(
                Section.DISAGREEMENTS,
                Mode.DISPUTED,
                "The interior ministry rejected the Front's figure.",
                no,
            ),
            sentence(
                Section.DISAGREEMENTS,
                Mode.DISPUTED,
                "One report says Tuesday and another Wednesday.",
                tuesday,
                wednesday,
            ),
            sentence(Section.UNKNOWN, Mode.GAP, "No source says how many were hurt."),
        ),
        sources=tuple(
            Listed(
                number=at,
                article_id=article.article_id,
                name=article.name,
                note="one origin" + desk.plant,
            )
            for at, article in enumerate(desk.articles.values(), start=1)
        ),
    )


def _extractions(desk: Desk) -> tuple[Extraction, ...]:
    return tuple(_extraction(desk, article) for article in desk.articles.values())


def _extraction(desk: Desk, article: Article) -> Extraction:
    ours = [one for one in desk.made if one.article_id == article.article_id]

    def claims(incident: str | None) -> tuple[Claim, ...]:
        return tuple(one.claim for one in ours if one.incident_id == incident)

    dated = next((c.value.when for c in claims("i1") if isinstance(c.value, Timing)), None)
    whole = Series(incident_id="i1", label="attacks", when=dated, claims=claims("i1"))
    part = ArmedAttack(
        incident_id="i2",
        label="attack in Port Alder",
        place=Place(name="Port Alder", locality="Port Alder", precision=PlacePrecision.LOCALITY),
        actors=(
            Actor(name=FRONT.name, role=Role.ARMED_GROUP, part=ActorPart.PERPETRATOR),
            Actor(name="the army", role=Role.SECURITY_FORCE, part=ActorPart.TARGET),
        ),
        part_of="i1",
        claims=claims("i2"),
    )
    return Extraction(
        article_id=article.article_id,
        extractor=RULES,
        incidents=(whole, part) if claims("i2") else (whole,),
        background=claims(None),
    )


@pytest.fixture(scope="session")
def invented() -> Story:
    return made_up()


@pytest.fixture(scope="session")
def build():
    """The builder itself, for stories with something planted in them."""
    return made_up
