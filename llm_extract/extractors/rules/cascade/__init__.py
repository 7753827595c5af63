"""The steps from an article to its incidents, in the order in which `extractor` takes them."""
