"""What an eval came to, for whoever reads it.

- facts: what every form says: figures in words, cost, worst documents, changed leaves
- table: a terminal of 80 columns
- markdown: a pull request
- junit: a build server, one case a gate
- page: one HTML file to walk through the errors
"""
