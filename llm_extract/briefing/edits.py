"""What an editor set right in a source, for the list of sources."""

from __future__ import annotations

from typing import assert_never

from llm_extract.briefing.view import View
from llm_extract.records.consensus import Source
from llm_extract.records.overrides import ClaimEdit, Edit, LinkEdit


def edit_notes(source: Source, view: View) -> list[str]:
    """Each edit of what this source was read to say: what was done, by whom, when and why."""
    notes = (_note(source.article_id, one, view) for one in view.consensus.edits)
    return [note.rstrip(".") for note in notes if note]


def _note(article_id: str, edit: Edit, view: View) -> str | None:
    match edit:
        case ClaimEdit():
            mine = edit.article_id == article_id
            return f"a claim on its {edit.claim.field} {edit}" if mine else None
        case LinkEdit():
            ends = (edit.left[0], edit.right[0])
            if article_id not in ends:
                return None
            if ends[0] == ends[1]:
                return f"two of its incidents {edit}"
            other = ends[1] if article_id == ends[0] else ends[0]
            known = view.label(other) if other in view.sources else "a report of another story"
            return f"its account and that of {known} {edit}"
        case _:
            assert_never(edit)
