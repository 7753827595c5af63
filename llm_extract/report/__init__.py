"""Reports: the same story as a page, as Markdown, and as tables."""
