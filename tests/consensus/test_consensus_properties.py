"""What must hold of every story, however it is told."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from llm_extract.consensus import POLICIES
from llm_extract.records.claims import Extent, Stance, Toll
from llm_extract.records.consensus import ConfidenceLevel, Consensus, FieldConsensus, Position
from llm_extract.records.counts import CountKind
from tests.consensus.desk import Report, Say, event, merge, merge_one, report, reprint
from tests.consensus.stories import stories

# The profile asks for many or few: see tests/conftest.py.
_EXAMPLES = 1_000 if settings().max_examples >= 1_000 else 50
quick = settings(
    max_examples=_EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
policies = st.sampled_from(sorted(POLICIES))
_LEVELS = list(ConfidenceLevel)


def by_key(consensus: Consensus) -> dict[str, FieldConsensus]:
    return {
        f"{one.label} {found.key}": found for one in consensus.incidents for found in one.fields
    }


def substance(found: FieldConsensus) -> tuple[object, ...]:
    """What reprints must leave alone: values, who holds them, best, range and confidence."""
    held = [
        (
            one.value,
            [(holder.claimant, holder.stance, holder.as_of) for holder in one.holders],
            [(holder.claimant, holder.stance) for holder in one.rejected_by],
        )
        for one in found.positions
    ]
    best = found.best.value if found.best else None
    kinds = [one.kind for one in found.disagreements]
    return held, best, found.no_best, found.reported_range, found.confidence, kinds


@quick
@given(reports=stories(), policy=policies, data=st.data())
def test_the_order_of_the_articles_changes_nothing(reports, policy, data) -> None:
    shuffled = data.draw(st.permutations(reports))
    assert merge(reports, policy) == merge(shuffled, policy)


@quick
@given(
    reports=stories(), policy=policies, copies=st.integers(min_value=1, max_value=3), data=st.data()
)
def test_reprints_add_articles_and_publishers_and_nothing_else(
    reports, policy, copies, data
) -> None:
    original: Report = data.draw(st.sampled_from(reports))
    copied = [reprint(original, f"Reprinter {number}") for number in range(copies)]
    before, after = merge_one(*reports, policy=policy), merge_one(*reports, *copied, policy=policy)
    assert {key: substance(one) for key, one in by_key(before).items()} == {
        key: substance(one) for key, one in by_key(after).items()
    }
    for key, found in by_key(before).items():
        assert by_key(after)[key].independence.origins == found.independence.origins


@quick
@given(reports=stories(), policy=policies)
def test_silence_changes_no_value(reports, policy) -> None:
    silent = report("Fir Gazette", event())
    before, after = merge_one(*reports, policy=policy), merge_one(*reports, silent, policy=policy)
    assert {key: substance(one) for key, one in by_key(before).items()} == {
        key: substance(one) for key, one in by_key(after).items()
    }
    for found in by_key(after).values():
        assert silent.article.article_id in found.silent


def _origins(position: Position) -> int:
    return len({one for holder in position.holders for one in holder.origin_ids})


def _of_other_scope(found: FieldConsensus) -> set[str]:
    apart = (one for one in found.disagreements if one.kind == "scope_mismatch")
    return {position_id for one in apart for position_id in one.position_ids}


@quick
@given(reports=stories(), data=st.data())
def test_an_independent_source_that_agrees_never_lowers_confidence(reports, data) -> None:
    before = merge_one(*reports)
    told = [
        one
        for found in by_key(before).values()
        for one in found.positions
        if any(holder.stance is not Stance.CANNOT_CONFIRM for holder in one.holders)
        # Whoever sides with the fewer sets them against the rest, and so does who gives as the toll
        # what a hospital gives of its own.
        and _origins(one) == max(map(_origins, found.positions))
        and one.position_id not in _of_other_scope(found)
    ]
    assume(told)
    agreed = data.draw(st.sampled_from(told)).value
    witness = report("Gorse Times", event(Say(agreed)))
    after = by_key(merge_one(*reports, witness))
    for key, found in by_key(before).items():
        assert _LEVELS.index(after[key].confidence.level) >= _LEVELS.index(found.confidence.level)


@quick
@given(reports=stories(), policy=policies)
def test_unknown_and_vague_are_never_zero(reports, policy) -> None:
    for found in by_key(merge_one(*reports, policy=policy)).values():
        counts = [
            one.value.count
            for one in found.positions
            if isinstance(one.value, Toll | Extent) and one.holders
        ]
        if found.reported_range and found.reported_range.low == 0:
            assert any(count.low == 0 for count in counts)
        if found.best and isinstance(found.best.value, Toll | Extent):
            picked = next(
                one for one in found.positions if one.position_id == found.best.position_id
            )
            zero = found.best.value.count.kind is CountKind.ZERO
            assert not zero or picked.value.count.kind is CountKind.ZERO


@quick
@given(reports=stories(), policy=policies)
def test_every_position_leads_to_claims_and_every_claim_to_its_words(reports, policy) -> None:
    consensus = merge_one(*reports, policy=policy)
    texts = {one.article.article_id: one.article.text for one in reports}
    claims = {one.claim.claim_id: one for one in consensus.claims}
    for found in by_key(consensus).values():
        for position in found.positions:
            for holder in (*position.holders, *position.rejected_by):
                for claim_id in holder.claim_ids:
                    sourced = claims[claim_id]
                    evidence = sourced.claim.evidence[0]
                    assert evidence.span.of(texts[sourced.article_id]) == evidence.quote


@quick
@given(reports=stories(), policy=policies)
def test_every_claim_stands_behind_some_position(reports, policy) -> None:
    consensus = merge_one(*reports, policy=policy)
    held = {
        claim_id
        for found in by_key(consensus).values()
        for position in found.positions
        for holder in (*position.holders, *position.rejected_by)
        for claim_id in holder.claim_ids
    }
    assert held == {one.claim.claim_id for one in consensus.claims}


@quick
@given(reports=stories())
def test_articles_outnumber_publishers_and_publishers_outnumber_origins(reports) -> None:
    copied = [*reports, reprint(reports[0], "Reprinter"), report(None, event(), seed="leaflet")]
    for found in by_key(merge_one(*copied)).values():
        counted = found.independence
        assert counted.articles >= counted.publishers >= counted.origins
        assert counted.unknown <= counted.articles


@quick
@given(reports=stories(), policy=policies)
def test_no_policy_picks_what_one_party_alone_says(reports, policy) -> None:
    for found in by_key(merge_one(*reports, policy=policy)).values():
        if found.best is None:
            assert found.no_best
            continue
        picked = next(one for one in found.positions if one.position_id == found.best.position_id)
        sides = {
            holder.claimant.role if holder.claimant else None
            for holder in picked.holders
            if holder.stance is not Stance.CANNOT_CONFIRM
        }
        state = {"government", "security_force"}
        assert not sides <= state
        assert sides != {"armed_group"}
