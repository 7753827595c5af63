"""Scoring: does a prompt change make it better, and would we know?

- gold and suites: what is expected of each document, as an `EvalSet`
- align, verdicts: predictions paired with what is expected, one verdict a leaf
- scores: verdicts summed to tallies, tallies to metrics with their intervals
- runs, compare, gate: what was read, kept on disk; two runs side by side; pass or refuse
"""
