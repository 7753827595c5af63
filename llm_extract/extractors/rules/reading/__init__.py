"""The article as rules see it: marked sentences, names, vocabulary, and whether it is news."""
