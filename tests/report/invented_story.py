"""The invented reports as a story: merged, briefed and extracted, record by record."""

from dataclasses import dataclass
from datetime import date

from llm_extract.records.article import Article, Span
from llm_extract.records.briefing import Briefing, Citation, Listed, Mode, Section, Sentence
from llm_extract.records.claims import (
    Claim,
    Effect,
    Group,
    Role,
    Timing,
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
from llm_extract.records.incidents import (
    Actor,
    ActorPart,
    ArmedAttack,
    Credit,
    Extraction,
    Series,
)
from llm_extract.records.when_where import Place, PlacePrecision
from tests.report.invented_claims import FRONT, RULES, TEXTS, Desk, tell


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
    tell(desk)
    consensus = _consensus(desk)
    return Story(
        consensus, _briefing(consensus, desk), tuple(articles.values()), _extractions(desk)
    )


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


def _consensus(desk: Desk) -> Consensus:
    made = desk.made
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
                for name, one in made.items()
                if name == "planted"
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
        claims=tuple(desk.made.values()),
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

    def sentence(section, mode, text, *claims, plan=()) -> Sentence:
        return Sentence(
            section=section,
            mode=mode,
            text=text,
            plan=plan,
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

    made = desk.made
    return Briefing(
        briefing_id="b1",
        consensus_id=consensus.consensus_id,
        title=consensus.title,
        extractors=("rules 1",),
        sentences=(
            sentence(
                Section.OPENING,
                Mode.DISPUTED,
                "The interior ministry said six soldiers were killed."
                " The Northern Dawn Front said 40.",
                made["six"],
                made["six_too"],
                made["forty"],
            ),
            sentence(
                Section.WHAT_HAPPENED,
                Mode.REPORTED,
                "Gunmen attacked Port Alder and Kessel Ford." + desk.plant,
                made["tuesday"],
            ),
            sentence(
                Section.CASUALTIES,
                Mode.REPORTED,
                "Hospital staff said at least nine civilians were killed in Port Alder.",
                made["nine"],
            ),
            sentence(
                Section.DISAGREEMENTS,
                Mode.DISPUTED,
                "The interior ministry rejected the Front's figure.",
                made["no"],
                plan=("d9",),
            ),
            sentence(
                Section.DISAGREEMENTS,
                Mode.DISPUTED,
                "One report says Tuesday and another Wednesday.",
                made["tuesday"],
                made["wednesday"],
            ),
            sentence(Section.UNKNOWN, Mode.GAP, "No source says how many were hurt."),
        ),
        sources=tuple(
            Listed(
                number=at,
                article_id=article.article_id,
                name=article.name,
                key="rests on hospital staff" + desk.plant,
                note="one origin" + desk.plant,
            )
            for at, article in enumerate(desk.articles.values(), start=1)
        ),
    )


def _extractions(desk: Desk) -> tuple[Extraction, ...]:
    return tuple(_extraction(desk, article) for article in desk.articles.values())


def _extraction(desk: Desk, article: Article) -> Extraction:
    ours = [one for one in desk.made.values() if one.article_id == article.article_id]

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
