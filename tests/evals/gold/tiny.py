"""The files of a set of one story and one document."""

TEXT = "Mill burns in Besk\n\nThe mill burned down on Tuesday, the reeve said.\n"
FORM = """
document: mill/01-wire
annotator: a
incidents:
  - key: i1
    label: fire at the mill
    type: arson
    claims:
      - key: c1
        field: damage
        degree: destroyed
        of: the mill
        quotes: ["The mill burned down on Tuesday, the reeve said."]
"""
SET = """
name = "tiny"
guideline = "1"
licence = "Apache-2.0"
made = "2026-11-21"
provenance = "made for a test"
[splits]
dev = ["mill"]
test = []
"""
MANIFEST = (
    "document,title,publisher,owner,published_at,published_on,url,language\n"
    "01-wire,Mill burns in Besk,Besk Wire,,2024-05-14T20:00:00+02:00,2024-05-14,,en\n"
)
