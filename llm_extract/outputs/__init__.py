"""What a run leaves on disk.

- report.html, briefing.md, briefing.json, consensus.json, map.geojson: the story. Several stories
  have a folder each, and an index.html above them.
- articles.jsonl, extractions.jsonl, failures.jsonl: what was read, and what was not.
- claims.csv, incidents.csv, events.csv, loaded.csv: all stories in one table.
- run.json: how it was made.
"""

from llm_extract.outputs.about import Circumstances, about, versions
from llm_extract.outputs.files import Evidence, indented, json_lines, render
from llm_extract.outputs.folder import OutputFolder, put, written

__all__ = [
    "Circumstances",
    "Evidence",
    "OutputFolder",
    "about",
    "indented",
    "json_lines",
    "put",
    "render",
    "versions",
    "written",
]
