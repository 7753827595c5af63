"""Consensus: positions, the kinds of disagreement between them, and policies for a best value."""
