"""Gold: what readers wrote down of each document under a guideline, as frozen records.

- records: the labels of one document, of one story, of a set
- form: the YAML that people write, and how it becomes records with spans
- reading: a folder of gold as an `EvalSet`
- extraction: labels as the extraction a perfect reader would have given
"""
