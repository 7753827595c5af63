"""The form in which a story's documents are laid side by side, checked against their labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import yaml
from pydantic import ValidationError

from llm_extract.errors import GoldError
from llm_extract.evals.gold.records import GoldDocument, GoldStory


def read_story_form(text: str, documents: Mapping[str, GoldDocument], file: str) -> GoldStory:
    """What a form says of a story whose settled labels are `documents`, by "story/document".

    Raises:
        GoldError: no YAML, an unknown key or kind, or a mention or claim that no document has.
    """
    try:
        found = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - this loader builds text only
        story = GoldStory.model_validate(_without_blanks(found))
    except yaml.YAMLError as error:
        raise GoldError(f"{file}: no YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise GoldError(f"{file}: {where}: {first['msg']}") from error
    check_story(story, documents, file)
    return story


def check_story(story: GoldStory, documents: Mapping[str, GoldDocument], file: str) -> None:
    """Refuse names that lead nowhere, and incidents that stand in no cluster or in two.

    Raises:
        GoldError: the first of them.
    """
    mentions = {f"{name}#{one.key}" for name, gold in documents.items() for one in gold.incidents}
    claims = {f"{name}#{one.key}" for name, gold in documents.items() for one in gold.claims()}
    clusters = {one.key for one in story.clusters}
    clustered = [mention for one in story.clusters for mention in one.mentions]
    _all_known(file, "mention", clustered, mentions)
    _all_known(file, "claim", (c for one in story.disagreements for c in one.claims), claims)
    _all_known(file, "cluster", (one.incident for one in story.disagreements), clusters)
    _all_known(file, "cluster", (one.part_of for one in story.clusters if one.part_of), clusters)
    _all_known(file, "document", (d for one in story.origins for d in one.documents), documents)
    twice = {one for one in clustered if clustered.count(one) > 1}
    for problem, names in (
        ("in two clusters", twice),
        ("in no cluster", mentions - set(clustered)),
    ):
        if names:
            raise GoldError(f"{file}: {min(names)} stands {problem}")


def _all_known(file: str, what: str, names: Iterable[str], known: Iterable[str]) -> None:
    there = set(known)
    for name in names:
        if name not in there:
            raise GoldError(f"{file}: there is no {what} {name!r}")


def _without_blanks(found: object) -> object:
    """An empty scalar is a key left out."""
    if isinstance(found, dict):
        return {
            key: _without_blanks(one) for key, one in found.items() if one not in ("", "null", "~")
        }
    if isinstance(found, list):
        return [_without_blanks(one) for one in found]
    return found
