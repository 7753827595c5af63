"""Who speaks, as a sentence prints them: one voice, several as a subject, and outlets unnamed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from llm_extract.briefing.plans import Voice
from llm_extract.briefing.style import listed, number

# Beyond these a subject has "others".
MOST_NAMED = 3


def reports(count: int) -> str:
    """How many reports: "one report", "12 reports"."""
    return f"{number(count)} report{'' if count == 1 else 's'}"


def is_unnamed(voice: Voice) -> bool:
    """Whether it is an outlet in its own voice, of which no name is known."""
    return voice.role is None and voice.name == reports(len(voice.reports))


def is_nameless(voice: Voice) -> bool:
    """Whether a speaker is one of a kind, "residents", and not this one: "the army", "AFP"."""
    return voice.name == voice.name.lower() and not voice.name.startswith("the ")


def add_voice(found: dict[str, Voice], voice: Voice) -> None:
    """Add a voice to those of its name."""
    known = found.get(voice.name, voice)
    reports = tuple(dict.fromkeys((*known.reports, *voice.reports)))
    found[voice.name] = voice.model_copy(update={"reports": reports})


def narrowed(voice: Voice, articles: Sequence[str]) -> Voice:
    """A voice as it speaks in these reports alone."""
    name = reports(len(articles)) if is_unnamed(voice) else voice.name
    return Voice(name=name, role=voice.role, reports=tuple(articles))


def spoken_by(
    voices: Sequence[Voice],
    mark: Callable[[Sequence[Voice]], str] = lambda _: "",
    most: int = MOST_NAMED,
) -> str:
    """Several voices as one subject; beyond `most` the rest are others.

    Behind each stands its `mark`, behind those of the same reports one for all.
    """
    if any(voice.name == "reports" for voice in voices):
        # Reports that an article speaks of and those that it is one of: "reports" says both.
        voices = [voice for voice in voices if not voice.name.endswith(" report")]
    named = voices if len(voices) <= most else voices[: most - 1]
    told: list[str] = []
    for _, some in groupby(named, key=lambda voice: voice.reports):
        own = [*some]
        told += [voice.name for voice in own]
        told[-1] += mark(own)
    others = voices[len(named) :]
    return _closed([*told, *([f"others{mark(others)}"] if others else [])])


def _closed(names: Sequence[str]) -> str:
    """Names in a row; what stands behind one within commas is closed: "A, of B, and C, of D,"."""
    apposed = [", " in name and " and " not in name.rpartition(", ")[2] for name in names]
    told = listed(names)
    if len(names) > 1 and apposed[-2]:
        told = f"{', '.join(names[:-1])}, and {names[-1]}"
    return f"{told}," if names and apposed[-1] else told
