"""The extractor that asks a model, and believes only what stands in the article."""

from llm_extract.extractors.model.extractor import ModelExtractor, ModelOptions

__all__ = ["ModelExtractor", "ModelOptions"]
