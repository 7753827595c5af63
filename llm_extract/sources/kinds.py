"""The endings of file names that are read, by kind, in lower case."""

TEXT = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
HTML = frozenset({".html", ".htm", ".xhtml"})
JSONL = frozenset({".jsonl", ".ndjson"})
KNOWN = TEXT | MARKDOWN | HTML | JSONL
