"""A report before any fact is looked for: its sentences, voices and towns, and its other times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from llm_extract.extractors.rules.deeds.elsewhere import Elsewhere
from llm_extract.extractors.rules.deeds.news import News
from llm_extract.extractors.rules.deeds.places import Map, survey
from llm_extract.extractors.rules.figures.background import Background
from llm_extract.extractors.rules.reading.actors import Cast, find_cast
from llm_extract.extractors.rules.reading.house import house_of, side_of_text
from llm_extract.extractors.rules.reading.lexicon import words
from llm_extract.extractors.rules.reading.marking import is_upper_case, set_up
from llm_extract.extractors.rules.reading.scene import Scene
from llm_extract.extractors.rules.speakers.attribution import listen
from llm_extract.extractors.rules.speakers.carry import Attributions
from llm_extract.extractors.rules.speakers.speakers import Company
from llm_extract.extractors.rules.speakers.voices import Voices
from llm_extract.orders import remark
from llm_extract.records.article import Article
from llm_extract.records.claims import Role
from llm_extract.records.when_where import Place

_SIDES = frozenset("militants insurgents rebels guerrillas separatists terrorists".split())


@dataclass(frozen=True)
class Report:
    """One article, heard and mapped; every later step asks it.

    `side` is what they are who put it out, where that is told. `notes` is what is said of the
    reading itself: steps add to it.
    """

    article: Article
    cast: Cast
    scene: Scene
    company: Company
    heard: tuple[Voices, ...]
    attributions: Attributions
    side: Role | None
    map: Map
    elsewhere: Elsewhere
    background: Background
    news: News
    notes: list[str] = field(default_factory=list)

    def town(self, name: str) -> Place:
        """A town by its fullest mention."""
        return self.map.fullest.get(name) or Place(name=name)


def take_in(article: Article) -> Report:
    """Mark the sentences, hear who speaks, tell towns from wider places and now from then."""
    upper = is_upper_case(article.text)
    tokens = words(article.text, 0, len(article.text))
    cast = find_cast(article.text, tokens, upper_case=upper)
    scene = set_up(article, tokens, cast.lexicon, upper_case=upper)
    conflict = _is_conflict(scene, cast)
    company = Company(cast, upper, conflict=conflict, publisher=article.publisher)
    heard = listen(scene, company)
    house = house_of(scene, cast)
    company.house = house.name if house else None
    towns = survey(scene, heard)
    return Report(
        article=article,
        cast=cast,
        scene=scene,
        company=company,
        heard=heard,
        attributions=Attributions(scene, heard, house),
        side=side_of_text(scene, house),
        map=towns,
        elsewhere=Elsewhere(scene, towns),
        background=Background(scene),
        news=News(scene),
        notes=[*(remark(order, article.text) for order in scene.orders), *_of_language(article)],
    )


def _of_language(article: Article) -> Iterator[str]:
    language = article.language.split("-")[0]
    if language != "en":
        yield f"the rules read English, and this is in {language!r}; a model may"


def _is_conflict(scene: Scene, cast: Cast) -> bool:
    """Whether armed sides fight here, so that state forces are a party and no mere witness."""
    if any(body.role is Role.ARMED_GROUP for body in cast.named.values()):
        return True
    return not all(_SIDES.isdisjoint(sentence.lows) for sentence in scene.sentences)
