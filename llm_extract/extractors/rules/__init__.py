"""The extractor that needs no model: a readable cascade of rules."""
