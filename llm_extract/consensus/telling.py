"""How positions differ, each kind in one sentence: who says what, without a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.consensus.positions import Standing, moment_key, speaker_of
from llm_extract.consensus.statements import UNNAMED_PART, Statement
from llm_extract.consensus.wording import called, in_words, listing, start_upper
from llm_extract.records.claims import Toll

_ONE_REPORT = "one report"


def tell_scope(group: Sequence[Standing]) -> str:
    """Figures that are not of the same thing."""
    return _told_apart(f"Not of the same thing: {_by_voice(group)}.")


def tell_precision(group: Sequence[Standing]) -> str:
    """Figures that fit one another."""
    return _told_apart(f"Worded more and less exactly, but compatible: {_by_voice(group)}.")


def tell_update(group: Sequence[Standing]) -> str:
    """A voice that moved on."""
    return _told_apart(f"Changed over time: {_in_time(group)}.")


def tell_possible_update(group: Sequence[Standing]) -> str:
    """Later figures of other voices."""
    return _told_apart(f"Perhaps newer, perhaps in conflict: {_in_time(group)}.")


def tell_denial(group: Sequence[Standing]) -> str:
    """Who rejects what, and what they say instead."""
    rejected = [_rejection(one) for one in group if one.rejecting]
    others = [one for one in group if not one.rejecting and one.is_held]
    told = [*rejected, *([_by_voice(others)] if others else [])]
    return _told_apart(start_upper("; ".join(told)) + ".")


def tell_contradiction(group: Sequence[Standing]) -> str:
    """Each voice with what it holds."""
    return _told_apart(start_upper(_by_voice(group)) + ".")


def _told_apart(sentence: str) -> str:
    """The second "one report" of a sentence is "another report", the third "a third report"."""
    first, *others = sentence.split(_ONE_REPORT)
    ordinals = [_ONE_REPORT, "another report", "a third report", "a fourth report"]
    named = [*ordinals, *["a further report"] * len(others)] if others else []
    opens = sentence.startswith(start_upper(_ONE_REPORT))
    if opens:
        named = named[1:]
    return first + "".join(name + rest for name, rest in zip(named, others, strict=False))


def _by_voice(group: Sequence[Standing]) -> str:
    """Positions held by the same voices in one clause, so that nobody is named twice."""
    said: dict[tuple[str, frozenset[str]], list[str]] = {}
    for one in group:
        if one.is_held:
            # Two unnamed reports read alike, and are not the same.
            voices = _voices(one.holding), _unnamed(one.holding)
            said.setdefault(voices, []).append(_what(one))
    return "; ".join(f"{who} said {_joined(what)}" for (who, _), what in said.items())


def _joined(clauses: list[str]) -> str:
    """Several clauses of one voice; "it reached" is said once."""
    first, *rest = clauses
    return " and ".join([first, *(clause.removeprefix("it reached ") for clause in rest)])


def _what(one: Standing) -> str:
    if one.part is None:
        return in_words(one.value)
    if one.part == UNNAMED_PART and isinstance(one.value, Toll):
        return f"{in_words(one.value)}, counting only some"
    return f"{in_words(one.value)} in {one.part or 'a part of it'}"


def _in_time(group: Sequence[Standing]) -> str:
    """Positions in the order of their dates, each with its date."""
    ordered = sorted(group, key=_since)
    return "; ".join(f"{said}{_dated(one)}" for one in ordered for said in _said_or_withdrawn(one))


def _since(one: Standing) -> tuple[str, str]:
    first = one.first_published
    day = first.isoformat() if first else ""
    return moment_key(one.latest) if one.latest else (day, "")


def _dated(one: Standing) -> str:
    """As of when, by the articles' word; else when it was first reported."""
    if one.latest:
        return f" (as of {one.latest})"
    return f" (reported on {one.first_published:%-d %B %Y})" if one.first_published else ""


def _said_or_withdrawn(one: Standing) -> Iterator[str]:
    if one.withdrawing:
        yield f"{_voices(one.withdrawing)} no longer said that {_what(one)}"
    if one.is_held:
        yield f"{_voices(one.holding)} said {_what(one)}"


def _rejection(one: Standing) -> str:
    what, who = _what(one), _voices(one.rejecting)
    if one.is_held:
        return f"{_voices(one.holding)} said {what}, which {who} rejected"
    return f"{who} rejected that {what}"


def _voices(statements: Sequence[Statement]) -> str:
    """The claimants behind a position; outlets by name where they speak in their own voice."""
    by_line: dict[str, list[Statement]] = {}
    for one in statements:
        by_line.setdefault(one.line.key, []).append(one)
    speakers = {line: found for line, group in by_line.items() if (found := speaker_of(group))}
    names = sorted({called(speaker) for speaker in speakers.values()})
    # Whoever is quoted by one and publishes another is named once.
    unquoted = [one for one in statements if _is_own(one) and one.line.key not in speakers]
    own = sorted({one.source.publisher for one in unquoted if one.source.publisher})
    return listing([*names, *own, *_reports(len(_unnamed(statements)))])


def _reports(number_: int) -> list[str]:
    """Reports without a publisher's name, as a file name would tell a reader nothing."""
    return [_ONE_REPORT if number_ == 1 else f"{number_} reports"] if number_ else []


def _unnamed(statements: Sequence[Statement]) -> frozenset[str]:
    """The articles without a publisher among those that speak in their own voice."""
    mute = (one.source for one in statements if _is_own(one) and not one.source.publisher)
    return frozenset(source.article_id for source in mute)


def _is_own(one: Statement) -> bool:
    return not one.claim.attribution.chain
