"""The cascade in its order: scene, voices, findings, background, towns, claims, incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from llm_extract.extractors.rules.assemble import Ledger, Seat, without_echoes, without_singles
from llm_extract.extractors.rules.deeds import incidents
from llm_extract.extractors.rules.deeds.comments import find_comments
from llm_extract.extractors.rules.deeds.damage import find_damage
from llm_extract.extractors.rules.deeds.disowned import Disowned
from llm_extract.extractors.rules.deeds.elsewhere import Elsewhere
from llm_extract.extractors.rules.deeds.extent import find_extents
from llm_extract.extractors.rules.deeds.matter import is_another
from llm_extract.extractors.rules.deeds.means import find_responses, find_tactics, find_targets
from llm_extract.extractors.rules.deeds.named import find_enumerated, find_named
from llm_extract.extractors.rules.deeds.news import News
from llm_extract.extractors.rules.deeds.ongoing import find_ongoing
from llm_extract.extractors.rules.deeds.onset import begins_whole, find_onsets, with_place
from llm_extract.extractors.rules.deeds.outcome import find_outcomes
from llm_extract.extractors.rules.deeds.places import survey, town_name
from llm_extract.extractors.rules.deeds.responsibility import find_responsibility
from llm_extract.extractors.rules.deeds.suspects import find_suspects
from llm_extract.extractors.rules.deeds.timing import find_timings
from llm_extract.extractors.rules.deeds.victims import find_victims, settled_victims
from llm_extract.extractors.rules.figures.background import Background
from llm_extract.extractors.rules.figures.breakdown import find_breakdown
from llm_extract.extractors.rules.figures.elliptic import find_elliptic
from llm_extract.extractors.rules.figures.flight import find_flight
from llm_extract.extractors.rules.figures.listed import Tables, find_shares
from llm_extract.extractors.rules.figures.members import find_members, settled_by_earlier
from llm_extract.extractors.rules.figures.rejected import Rejected
from llm_extract.extractors.rules.figures.sides import of_civilians, settled
from llm_extract.extractors.rules.figures.tallies import find_tallies
from llm_extract.extractors.rules.figures.tolls import find_tolls, garbled
from llm_extract.extractors.rules.figures.unconfirmed import find_unconfirmed
from llm_extract.extractors.rules.figures.withheld import (
    find_denied_here,
    find_rejections,
    find_withheld,
    is_called_false,
    is_refutation,
)
from llm_extract.extractors.rules.reading.actors import Cast, find_cast
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.genre import why_no_news
from llm_extract.extractors.rules.reading.house import house_of, side_of_text
from llm_extract.extractors.rules.reading.lexicon import words
from llm_extract.extractors.rules.reading.scene import Scene, Sentence, is_upper_case, set_up
from llm_extract.extractors.rules.speakers.attribution import listen
from llm_extract.extractors.rules.speakers.carry import Attributions
from llm_extract.extractors.rules.speakers.credit import find_credits
from llm_extract.extractors.rules.speakers.speakers import Company
from llm_extract.extractors.rules.speakers.voices import Manner, Voices
from llm_extract.orders import remark
from llm_extract.particulars import phase_of
from llm_extract.records.article import Article
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import Claim, Location, Role, Scope, Stance, Timing, Toll
from llm_extract.records.counts import CountKind
from llm_extract.records.incidents import Extraction, ExtractorId, Incident, Series
from llm_extract.records.when_where import Moment, Onset, Place, When

VERSION = "2"
# What makes a town's share of a series an incident of its own.
_FACTS = frozenset({"toll", "outcome", "target", "damage", "victim"})
# What is told of some towns of a series holds for those alone.
_OF_SPOTS = frozenset({"outcome", "damage", "tactic", "target"})
# No figure refers back over more findings than this, so that no text costs too much.
_MOST_RECENT = 60
# No words for a time that stand so far in, in characters, open a sentence.
_OPENING = 12
# What any text names, whatever it is about.
_OF_ANY_TEXT = frozenset({"date", "place"})
_SIDES = frozenset("militants insurgents rebels guerrillas separatists terrorists".split())


class RulesExtractor:
    """Reads articles without a model: the same article always gives the same extraction."""

    @property
    def id(self) -> ExtractorId:
        """What stands in each extraction as its producer."""
        return ExtractorId(name="rules", version=VERSION)

    def read(self, article: Article) -> Extraction:
        """Read one article on its own; every quotation stands at its span."""
        return _Reading(article).extraction(self.id)

    async def extract(self, article: Article) -> Extraction:
        """Like `read`, for callers that wait on extractors of any kind."""
        return self.read(article)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Findings about this event, and those about others with the words that say which."""

    here: tuple[Finding, ...]
    elsewhere: tuple[tuple[Finding, str], ...]


class _Reading:
    """One article being read."""

    def __init__(self, article: Article) -> None:
        upper = is_upper_case(article.text)
        self._article = article
        tokens = words(article.text, 0, len(article.text))
        self._cast = find_cast(article.text, tokens, upper_case=upper)
        self._scene = set_up(article, tokens, self._cast.lexicon, upper_case=upper)
        self._company = Company(
            self._cast,
            upper,
            conflict=_is_conflict(self._scene, self._cast),
            publisher=article.publisher,
        )
        self._heard = listen(self._scene, self._company)
        house = house_of(self._scene, self._cast)
        self._attributions = Attributions(self._scene, self._heard, house)
        self._company.house = house.name if house else None
        self._side = side_of_text(self._scene, house)
        self._refused = Rejected(self._attributions, self._heard)
        self._disowned = Disowned(self._scene, self._heard, self._company)
        self._map = survey(self._scene, self._heard)
        self._elsewhere = Elsewhere(self._scene, self._map)
        self._background = Background(self._scene)
        self._news = News(self._scene)
        self._notes = [remark(order, article.text) for order in self._scene.orders]

    def extraction(self, producer: ExtractorId) -> Extraction:
        kept = self._kept(self._findings())
        seated = self._seated(kept)
        told = self._incidents(seated)
        return Extraction(
            article_id=self._article.article_id,
            extractor=producer,
            incidents=told,
            comments=find_comments(self._scene, self._heard, self._company) if told else (),
            background=tuple(claim for seat, claim in seated if seat.incident is None),
            credits=find_credits(self._scene, self._heard),
            notes=tuple(dict.fromkeys(self._notes)),
        )

    # ------------------------------------------------------------ findings

    def _findings(self) -> list[Finding]:
        language = self._article.language.split("-")[0]
        if language != "en":
            self._notes.append(f"the rules read English, and this is in {language!r}; a model may")
        no_news = why_no_news(self._scene)
        if no_news is not None:
            self._notes.append(no_news)
            return []
        found: list[Finding] = []
        tables = Tables()
        for sentence, voices in zip(self._scene.sentences, self._heard, strict=True):
            recent = found[-_MOST_RECENT:]
            told = (settled_by_earlier(f, recent) for f in self._in_sentence(sentence, voices))
            here = [finding for finding in told if finding is not None]
            after = self._scene.after(sentence) if here and not voices.frames else None
            if after is not None and is_refutation(after):
                here = [replace(f, stance=Stance.DENIES) for f in here]
            here.extend(tables.read(sentence))
            here.extend(self._leaning(sentence, voices, recent, here))
            here.extend([*find_denied_here(sentence, voices, here)])
            meant = partial(self._refused.figures, sentence, recent)
            here.extend(find_rejections(sentence, voices, meant))
            found.extend(map(of_civilians, here) if self._company.conflict else here)
        found.extend(find_timings(self._scene))
        found.extend(find_enumerated(self._scene))
        kept, singles = without_singles(
            without_echoes(settled_victims(found)), self._background.about
        )
        if singles:
            self._notes.append(
                f"{singles} mentions of single victims are left to the figures for all"
            )
        return kept

    def _leaning(
        self,
        sentence: Sentence,
        voices: Voices,
        before: Sequence[Finding],
        here: Sequence[Finding],
    ) -> Iterator[Finding]:
        """What is understood only from figures told before."""
        yield from find_named(sentence, before, upper_case=self._scene.upper_case)
        yield from find_members(sentence, self._cast, [*before, *here])
        yield from find_shares(sentence, before)
        taken = {finding.start for finding in here}
        for finding in find_breakdown(sentence, self._cast, before):
            if finding.start not in taken:
                yield finding
        told = [*before, *here]
        yield from find_elliptic(sentence, self._cast, voices, told, self._background.about)
        yield from self._disowned.find(sentence, told)
        yield from find_unconfirmed(sentence, voices, told, self._attributions.speaker_of)

    def _in_sentence(self, sentence: Sentence, voices: Voices) -> Iterator[Finding]:
        for found in find_tolls(sentence, self._cast):
            speaker = self._attributions.speaker_of(found)
            finding = settled(found, speaker.role if speaker else self._side, self._cast)
            if finding is not None:
                yield _in_manner(finding, voices)
        yield from find_flight(sentence, self._cast)
        yield from find_tallies(sentence, self._cast, self._attributions.role_at)
        note = garbled(sentence, self._cast)
        if note is not None:
            self._notes.append(note)
        yield from find_withheld(sentence, voices, self._cast)
        yield from find_extents(sentence)
        yield from find_responsibility(sentence, voices, self._company)
        yield from find_suspects(sentence)
        earlier = self._scene.before(sentence)
        for find in (find_outcomes, find_damage):
            yield from (_in_manner(finding, voices) for finding in find(sentence, earlier))
        for told in (find_tactics, find_targets, find_ongoing):
            yield from (_in_manner(finding, voices) for finding in told(sentence))
        yield from find_responses(sentence)
        yield from find_victims(sentence, upper_case=self._scene.upper_case)
        yield from self._locations(sentence)

    def _locations(self, sentence: Sentence) -> Iterator[Finding]:
        if not sentence.of("attack", "tactic", "outcome"):
            return
        for found in self._map.towns(sentence):
            town = self._town(town_name(found.place) or found.place.name)
            yield Finding(Location(place=town), sentence, found.start, found.end)

    def _kept(self, findings: Sequence[Finding]) -> _Kept:
        """Apart what is background; a report on an old event alone is about that event."""
        if not self._news.is_told:
            return self._of_other_times(findings)
        told = [(f, self._about(f)) for f in findings]
        here = tuple(finding for finding, about in told if about is None)
        elsewhere = tuple(
            (f, about) for f, about in told if about is not None and f.value.field == "toll"
        )
        lead = self._scene.lead
        if lead is not None and not any(_is_of_lead(f, lead) for f in here):
            # A sum of several deeds is the report's own only where it tells no figure of one.
            alone = not any(f.value.field == "toll" for f in here)
            old = {
                about
                for f, about in elsewhere
                if _is_of_lead(f, lead) and (alone or _of_several(f) is None)
            }
            if old:
                here = tuple(f for f, about in told if about is None or about in old)
                elsewhere = tuple((f, about) for f, about in elsewhere if about not in old)
        if is_another(self._scene, self._news, here):
            return self._of_other_times(findings)
        return _Kept(here, elsewhere)

    def _of_other_times(self, findings: Sequence[Finding]) -> _Kept:
        """All figures as background, where no deed of these days is told; the rest is left out."""
        if any(finding.value.field not in _OF_ANY_TEXT for finding in findings):
            self._notes.append(
                "it reports no deed of these days: what it tells of is old, feared or by the way"
            )
        tolls = (f for f in findings if f.value.field == "toll")
        told = ((f, self._about(f) or self._news.about(f.sentence)) for f in tolls)
        return _Kept((), tuple((finding, about) for finding, about in told if about is not None))

    def _about(self, finding: Finding) -> str | None:
        """The words for the other event it is of; a list of names is of what opens it."""
        if finding.value.field == "victim" and finding.sentence.is_item:
            return None
        about = self._background.about(finding)
        if finding.value.field == "victim" and about and about not in finding.sentence.text:
            # A period that an earlier sentence sets holds for counts, and nobody is counted here.
            return None
        if about is not None and finding.value.field != "toll" and _is_apart(finding, about):
            about = None
        return about or _of_several(finding)

    # ------------------------------------------------------------ seats

    def _seated(self, kept: _Kept) -> list[tuple[Seat, Claim]]:
        ledger = Ledger(self._article, self._attributions, self._company)
        day = self._scene.anchor
        ledger.as_of = Moment(day=day) if day is not None else None
        towns = {id(finding): self._map.town_of(finding) for finding in kept.here}
        series = incidents.is_series(kept.here, _towns_with_facts(kept.here, towns), self._scene)
        parts = set(_towns_with_facts(kept.here, towns)) if series else set()
        for finding in kept.here:
            other = None if series else self._elsewhere.key_of(finding)
            seat = _seat(finding, towns[id(finding)], parts, series=series)
            if seat.scope is Scope.SERIES and finding.value.field in _OF_SPOTS:
                some = towns[id(finding)] or self._map.towns_of(finding)
                seat = Seat("series", Scope.PART, some) if some else seat
            ledger.enter(finding, seat if other is None else Seat(other, Scope.INCIDENT))
        for finding, about in kept.elsewhere:
            ledger.enter(finding, Seat(None, Scope.BACKGROUND, about))
        return list(ledger.claims())

    def _incidents(self, seated: Sequence[tuple[Seat, Claim]]) -> tuple[Incident, ...]:
        keys = dict.fromkeys(seat.incident for seat, _ in seated if seat.incident is not None)
        grouped = {key: [claim for seat, claim in seated if seat.incident == key] for key in keys}
        attacked = any(sentence.of("attack") for sentence in self._scene.sentences)
        if not any(_makes_an_incident(each, attacked=attacked) for each in grouped.values()):
            return ()
        main = "series" if "series" in grouped else "incident"
        grouped = {
            key: claims
            for key, claims in grouped.items()
            if not key.startswith("other") or _makes_an_incident(claims, attacked=True)
        }
        built = [self._incident(main, grouped.get(main, []), None, grouped)]
        top = built[0].incident_id
        built.extend(
            self._incident(key, claims, None if key.startswith("other") else top, grouped)
            for key, claims in grouped.items()
            if key != main
        )
        began = self._onsets(main, grouped)
        order = [main, *(key for key in grouped if key != main)]
        return tuple(
            one.model_copy(update={"began": began[key]}) if key in began else one
            for key, one in zip(order, built, strict=True)
        )

    def _onsets(self, main: str, keys: Iterable[str]) -> dict[str, Onset]:
        """The time of day at which each incident began, by its key: the first that is told."""
        parts = {key for key in keys if key != main}
        found: dict[str, Onset] = {}
        for timing, onset in find_onsets(self._scene):
            if self._background.about(timing) is None:
                part = f"part:{self._map.town_of(timing)}"
                other = self._elsewhere.key_of(timing) if main != "series" else None
                seat = next((key for key in (part, other) if key in parts), main)
                if other in (None, seat):
                    found.setdefault(seat, onset)
                if begins_whole(timing):
                    found.setdefault(main, with_place(timing, onset) if parts else onset)
        return found

    def _incident(
        self, key: str, claims: list[Claim], top: str | None, grouped: dict[str, list[Claim]]
    ) -> Incident:
        sentences = self._sentences_of(claims)
        kind = Series if key == "series" else incidents.type_of(claims, sentences)
        everything = [claim for group in grouped.values() for claim in group]
        place = self._place(key, claims)
        fields = {
            "incident_id": "i" + fingerprint(self._article.article_id, key),
            "label": incidents.label(kind, str(place) if place else None),
            "stage": incidents.stage_of(everything if top is None else claims, sentences),
            "when": _first_time(claims),
            "place": place,
            "actors": incidents.actors_of(claims, sentences, self._cast),
            "part_of": top,
            "claims": tuple(
                sorted(claims, key=lambda claim: (claim.evidence[0].span.start, claim.claim_id))
            ),
        }
        if kind is Series:
            named = incidents.operation(self._scene)
            fields["operation"] = named
            fields["phase"] = phase_of(named, self._article.text) if named else None
        return incidents.build(kind, **fields)

    def _sentences_of(self, claims: Sequence[Claim]) -> list[Sentence]:
        starts = {evidence.span.start for claim in claims for evidence in claim.evidence}
        return [sentence for sentence in self._scene.sentences if sentence.start in starts]

    def _place(self, key: str, claims: Sequence[Claim]) -> Place | None:
        if key == "series":
            return self._widest()
        place = self._spot(key, claims)
        return self._map.in_province(place) if place else None

    def _spot(self, key: str, claims: Sequence[Claim]) -> Place | None:
        """The finest place of an incident that is no series, as its words name it."""
        if key.startswith("part:"):
            return self._town(key.removeprefix("part:"))
        places = [claim.value.place for claim in claims if isinstance(claim.value, Location)]
        if key != "incident":
            return self._elsewhere.place(key)
        town = places[0] if places else self._map.spoken_of_first()
        return self._map.stronghold(town) or town or self._widest() or self._map.filed_from()

    def _town(self, name: str) -> Place:
        return self._map.fullest.get(name) or Place(name=name)

    def _widest(self) -> Place | None:
        """The province or region the report speaks of first, else the country."""
        places = [f.place for s in self._scene.sentences for f in s.places if not f.is_dateline]
        wide = [place for place in places if place.name.casefold() in self._map.wide]
        regions = [place for place in wide if place.precision != "country"]
        names = [place.name for place in regions]
        if regions:
            provinces = [place for place in regions if place.precision == "admin1"]
            return max(
                provinces or regions, key=lambda place: (names.count(place.name), len(str(place)))
            )
        return wide[0] if wide else None


def _is_conflict(scene: Scene, cast: Cast) -> bool:
    """Whether armed sides fight here, so that state forces are a party and no mere witness."""
    if any(body.role is Role.ARMED_GROUP for body in cast.named.values()):
        return True
    return not all(_SIDES.isdisjoint(sentence.lows) for sentence in scene.sentences)


def _in_manner(finding: Finding, voices: Voices) -> Finding:
    """Denied where its speaker rejects it; taken back where the outlet corrects itself."""
    stance = finding.stance
    at = finding.sentence.at(finding.start)
    untrue = any(mark.first > at for mark in finding.sentence.of("untrue"))
    if untrue or finding.sentence.of("retracted"):
        stance = Stance.RETRACTS
    elif _is_denied(finding, voices):
        stance = Stance.DENIES
    return finding if stance is finding.stance else replace(finding, stance=stance)


def _is_denied(finding: Finding, voices: Voices) -> bool:
    at = finding.sentence.at(finding.start)
    return voices.manner(at) is Manner.REJECTS or is_called_false(finding.sentence, at)


def _is_of_lead(finding: Finding, lead: Sentence) -> bool:
    """Whether it is a toll that the lead or the sentence after it tells."""
    return finding.value.field == "toll" and finding.sentence.index <= lead.index + 1


def _is_apart(finding: Finding, about: str) -> bool:
    """Whether a comma parts what is told from words for another time that do not open it all.

    As in "the raid, which he blamed on the Front, was the third this year".
    """
    text, told = finding.sentence.text, finding.start - finding.sentence.start
    at = text.casefold().find(about.casefold())
    first, last = sorted((told, max(at, 0)))
    return at > _OPENING and "," in text[first:last]


def _of_several(finding: Finding) -> str | None:
    """The words by which a toll is the sum of several shootings: "in two separate shootings"."""
    if finding.value.field != "toll":
        return None
    sentence = finding.sentence
    for mark in sentence.of("several_deeds"):
        if not any(superlative.first < mark.first for superlative in sentence.of("superlative")):
            return sentence.said(mark.first, mark.last)
    return None


def _towns_with_facts(findings: Sequence[Finding], towns: dict[int, str | None]) -> list[str]:
    told = [
        towns[id(finding)]
        for finding in findings
        if finding.value.field in _FACTS
        and not finding.is_supporting_only
        # A doubt about figures stands where it is told, and not where the deed was.
        and finding.stance is not Stance.CANNOT_CONFIRM
    ]
    return list(dict.fromkeys(town for town in told if town is not None))


def _seat(finding: Finding, town: str | None, parts: set[str], *, series: bool) -> Seat:
    if not series:
        return Seat("incident", Scope.INCIDENT)
    whole = finding.value.field in ("responsibility", "extent", "date", "response")
    if town is None or town not in parts or whole:
        return Seat("series", Scope.SERIES)
    if finding.value.field == "place":
        return Seat("series", Scope.SERIES)
    return Seat(f"part:{town}", Scope.PART, town)


def _makes_an_incident(claims: Sequence[Claim], *, attacked: bool) -> bool:
    """Places and days alone report nothing that happened; a measure does beside an attack."""
    mute = {"place", "date"} if attacked else {"place", "date", "response"}
    return any(claim.field not in mute and not _is_of_nobody(claim, attacked) for claim in claims)


def _is_of_nobody(claim: Claim, attacked: bool) -> bool:  # noqa: FBT001 - as above
    """That no one was hurt is news where something happened."""
    zero = isinstance(claim.value, Toll) and claim.value.count.kind is CountKind.ZERO
    return zero and not attacked


def _first_time(claims: Sequence[Claim]) -> When | None:
    times = [claim for claim in claims if isinstance(claim.value, Timing)]
    times.sort(key=lambda claim: claim.evidence[0].span.start)
    first = times[0].value if times else None
    return first.when if isinstance(first, Timing) else None
