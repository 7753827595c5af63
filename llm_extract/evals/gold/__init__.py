"""Gold: what readers wrote down of each document under a guideline, as frozen records.

- records: the labels of one document, of one story, of a set
- form, story_form: the YAML that people write, and how it becomes records with spans
- labels: forms into a set, and back
- reading: a folder of gold as an `EvalSet`
- agreement, pairing, scoring: an extraction against the labels of its document
- extraction: labels as the extraction a perfect reader would have given
- lookup, disputes, side_by_side: linking, disagreements and origins against settled stories
"""

from llm_extract.evals.gold.reading import GoldSet, load

__all__ = ["GoldSet", "load"]
