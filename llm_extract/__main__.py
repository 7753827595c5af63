"""`python -m llm_extract` is `llm-extract`."""

from llm_extract.cli import main

main()
