"""Which label each incident and claim of an extraction answers, and what a position rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from llm_extract.evals.gold.pairing import Pairing, pair
from llm_extract.evals.gold.reading import LabelledDocument
from llm_extract.evals.gold.records import GoldClaim, GoldDisagreement
from llm_extract.records.consensus import Consensus, IncidentConsensus, Position
from llm_extract.records.incidents import Extraction

# Labelled with the incident and not as claims: their entries name any claim of the incident.
OF_MENTIONS = frozenset({"date", "place"})


class Lookup:
    """From incidents and claims of the extractions to the labels they answer, by name."""

    def __init__(
        self, documents: Iterable[LabelledDocument], read: Mapping[str, Extraction]
    ) -> None:
        self.mentions: dict[tuple[str, str], str] = {}
        self.mention_of: dict[str, str] = {}
        self.labels: dict[tuple[str, str], str] = {}
        self.claims: dict[str, GoldClaim] = {}
        for one in documents:
            for claim in one.gold.claims():
                self.claims[f"{one.name}#{claim.key}"] = claim
            for incident in one.gold.incidents:
                for claim in incident.claims:
                    self.mention_of[f"{one.name}#{claim.key}"] = f"{one.name}#{incident.key}"
            if one.article.article_id in read:
                self._add(one, pair(one.gold, read[one.article.article_id]))

    def _add(self, one: LabelledDocument, pairing: Pairing) -> None:
        at = one.article.article_id
        for each in pairing.incidents:
            said = pairing.extraction.incidents[each.column]
            self.mentions[at, said.incident_id] = f"{one.name}#{one.gold.incidents[each.row].key}"
        for each in pairing.claims:
            claim_id = pairing.said[each.column].claim.claim_id
            self.labels[at, claim_id] = f"{one.name}#{pairing.labelled[each.row].claim.key}"

    def mentioned(self, incident: IncidentConsensus) -> set[str]:
        """The labelled mentions that an incident of the consensus is made of."""
        return {self.mentions[one] for one in incident.members if one in self.mentions}

    def held(self, story: Consensus, position: Position) -> set[str]:
        """The labels of the claims behind a position."""
        article_of = {one.claim.claim_id: one.article_id for one in story.claims}
        ids = [
            claim_id
            for holder in (*position.holders, *position.rejected_by)
            for claim_id in holder.claim_ids
        ]
        keys = [(article_of[one], one) for one in ids if one in article_of]
        return {self.labels[key] for key in keys if key in self.labels}

    def dated(self, story: Consensus, position: Position) -> set[str]:
        """The labelled mentions of the incidents that the claims behind a position stand in."""
        ids = {claim_id for holder in position.holders for claim_id in holder.claim_ids}
        told = [
            (one.article_id, one.incident_id)
            for one in story.claims
            if one.claim.claim_id in ids and one.incident_id is not None
        ]
        return {self.mentions[one] for one in told if one in self.mentions}

    def compared(self, wanted: GoldDisagreement) -> set[str]:
        """What an entry sets side by side: claims, or the mentions whose days or places differ."""
        if wanted.field in OF_MENTIONS:
            return {self.mention_of.get(one, one) for one in wanted.claims}
        return set(wanted.claims)
