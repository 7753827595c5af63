"""Contradicting reports of one violent incident in; one sourced, neutral record out."""
