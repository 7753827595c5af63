"""The extractor that needs no model: a readable cascade of rules."""

from llm_extract.extractors.rules.extractor import RulesExtractor

__all__ = ["RulesExtractor"]
