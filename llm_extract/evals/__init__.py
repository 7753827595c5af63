"""Scoring: does a prompt change make it better, and would we know?

- gold and suites: what is expected of each document, as an `EvalSet` (sets); answers: their files
- align, scores: predictions paired with what is expected, a verdict each, summed to metrics
- intervals: how far each metric reaches
- runs, folders: what was read, and how it is kept on disk
- compare, gate: two runs side by side; pass or refuse
- reports: runs shown as tables, pages and for other programs
- hostile: articles with passages planted in them
"""
