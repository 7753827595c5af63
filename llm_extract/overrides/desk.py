"""What was read, by the ids under which overrides name it; and the edit that each asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import assert_never

from pydantic import JsonValue, ValidationError

from llm_extract.errors import OverrideError, StaleOverride
from llm_extract.ground import ground
from llm_extract.overrides.file import in_words
from llm_extract.records.article import Article
from llm_extract.records.claims import Claim, Evidence, Scope
from llm_extract.records.incidents import Extraction
from llm_extract.records.overrides import Add, Amend, ClaimEdit, Reject

# (article id, incident id); None: among the background figures.
_Place = tuple[str, str | None]
_IF_GONE = (
    "its article has changed, is not among those read, or is read otherwise now; look it up in"
    " claims.csv and mend the override, or take it out"
)


class Desk:
    """What was read, by the ids under which an override names it."""

    def __init__(self, articles: Sequence[Article], extractions: Sequence[Extraction]) -> None:
        self._articles = {one.article_id: one for one in articles}
        self._extractions = {one.article_id: one for one in extractions}

    @cached_property
    def _claims(self) -> Mapping[str, tuple[_Place, Claim]]:
        found: dict[str, tuple[_Place, Claim]] = {}
        for article_id, one in self._extractions.items():
            for incident in one.incidents:
                for claim in incident.claims:
                    found.setdefault(claim.claim_id, ((article_id, incident.incident_id), claim))
            for claim in one.background:
                found.setdefault(claim.claim_id, ((article_id, None), claim))
        return found

    def edit(self, one: Reject | Amend | Add) -> ClaimEdit:
        """What an override makes of a claim.

        Raises:
            StaleOverride: what it names is not there, or what it adds is, by now.
            OverrideError: what it asks for makes no claim, or does not stand in the article.
        """
        match one:
            case Reject():
                return self._rejected(one)
            case Amend():
                return self._amended(one)
            case Add():
                return self._added(one)
            case _:
                assert_never(one)

    def _rejected(self, one: Reject) -> ClaimEdit:
        (article_id, incident_id), claim = self._claim(one.claim_id)
        return _edit(one, (article_id, incident_id), before=claim, after=None)

    def _amended(self, one: Amend) -> ClaimEdit:
        """An amended claim keeps its id, for that is the address it is known by."""
        (article_id, stood), claim = self._claim(one.claim_id)
        given = one.to.model_dump(mode="json", exclude_unset=True, exclude={"incident", "quote"})
        old = claim.model_dump(mode="json")
        fields = {**old, **given, "value": _merged(old["value"], one.to.value)}
        try:
            after = Claim.model_validate(fields)
        except ValidationError as error:
            raise OverrideError(f"amended so, it is no claim: {in_words(error)}") from error
        if one.to.quote is not None:
            found = self._evidence(article_id, one.to.quote)
            after = after.model_copy(update={"evidence": (found,)})
        stands = self._destination(article_id, after, one.to.incident or stood)
        return _edit(one, (article_id, stands), before=claim, after=after)

    def _added(self, one: Add) -> ClaimEdit:
        given = one.claim
        evidence = self._evidence(one.article_id, given.quote)
        fields = {name: getattr(given, name) for name in type(given).model_fields}
        wanted = {k: v for k, v in fields.items() if k not in {"quote", "incident"}}
        after = Claim.of(one.article_id, **wanted, evidence=(evidence,))
        if after.claim_id in self._claims:
            raise StaleOverride(
                f"the reading has this claim by itself now, as {after.claim_id}: take it out"
            )
        stands = self._destination(one.article_id, after, given.incident)
        return _edit(one, (one.article_id, stands), before=None, after=after)

    def _claim(self, claim_id: str) -> tuple[_Place, Claim]:
        if claim_id not in self._claims:
            raise StaleOverride(f"no claim {claim_id} was read: {_IF_GONE}")
        return self._claims[claim_id]

    def _evidence(self, article_id: str, quote: str) -> Evidence:
        if article_id not in self._extractions or article_id not in self._articles:
            raise StaleOverride(f"no article {article_id} was read: {_IF_GONE}")
        article = self._articles[article_id]
        found = ground(quote, article.text)
        if found is None:
            raise OverrideError(
                f"the quotation does not stand in {article.name}: copy it from the text in"
                " articles.jsonl; what no source says is no claim of a source"
            )
        return found

    def _destination(self, article_id: str, claim: Claim, incident_id: str | None) -> str | None:
        """Where a claim is to stand: background by its scope, else an incident that is there."""
        if claim.scope is Scope.BACKGROUND:
            return None
        if incident_id is None:
            raise OverrideError("to count, a background figure needs the incident it is of")
        self._refuse_gone((article_id, incident_id))
        return incident_id

    def member(self, end: str) -> tuple[str, str]:
        """The incident that an end of a join or part names.

        Raises:
            StaleOverride: there is no such incident, or no such claim in any.
        """
        article_id, stroke, incident_id = end.partition("/")
        if not stroke:
            article_id, found = self._claim(end)[0]
            if found is None:
                raise OverrideError(f"claim {end} is a background figure, of no incident")
            incident_id = found
        self._refuse_gone((article_id, incident_id))
        return article_id, incident_id

    def _refuse_gone(self, member: tuple[str, str]) -> None:
        read = self._extractions.get(member[0])
        if read is None or all(one.incident_id != member[1] for one in read.incidents):
            raise StaleOverride(f"no incident {'/'.join(member)} was read: {_IF_GONE}")


def _merged(old: JsonValue, new: JsonValue) -> JsonValue:
    """The old with the new laid over it, key by key; a count is replaced whole."""
    if not (isinstance(old, dict) and isinstance(new, dict)) or "kind" in new:
        return new
    return {**old, **{name: _merged(old.get(name), value) for name, value in new.items()}}


def _edit(
    one: Reject | Amend | Add, place: _Place, *, before: Claim | None, after: Claim | None
) -> ClaimEdit:
    return ClaimEdit(
        who=one.who,
        when=one.when,
        why=one.why,
        article_id=place[0],
        incident_id=place[1],
        before=before,
        after=after,
    )
