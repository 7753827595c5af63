"""Overrides: an editor's corrections, laid over what was read without touching it.

A file of overrides is read before anything else is done; its entries are applied once the articles
are read, and before incidents are linked and merged. An entry names a claim by its id, so it holds
in every later run; one whose claim is there no longer is reported, and the others go on.
"""

from llm_extract.overrides.apply import Edited, apply, concerning
from llm_extract.overrides.corrected import corrected
from llm_extract.overrides.file import read_overrides

__all__ = ["Edited", "apply", "concerning", "corrected", "read_overrides"]
