"""Short reports about invented places, for tests that need files more than facts."""

import json
from pathlib import Path

BRIDGE = """Gunmen killed six farmers near the bridge at Orvale on Tuesday, police said.

The Red Heron Front claimed responsibility for the attack in a statement sent to reporters, and
said its fighters had killed nine soldiers. A hospital in Orvale said two people were injured.
"""

MARKET = """A bomb exploded in the fish market of Tessaly Port on Friday evening and killed four.

Fire services said eleven shoppers were injured by the blast, three of them badly. Nobody claimed
responsibility for the bombing. Mayor Ilse Dorn said the market would stay shut for a week.
"""

COUNCIL = """The town council of Merrow Hill met on Monday evening and agreed to paint the benches.

Members talked for an hour about the colour, and a report on the drains was put off until spring.
Residents who came to listen were offered tea and the plum cake that the bakers had sent over.
"""

DEPOT = "Two guards died when gunmen shot at a depot in Orlo on Monday, a hospital said."


def reply_on_depot() -> str:
    """A model's reply with one claim, which stands in every report that prints `DEPOT`."""
    toll = {
        "words": "Two",
        "low": 2,
        "high": 2,
        "group": "security_forces",
        "effect": "killed",
        "attackers_included": "no",
    }
    said = {
        "quote": DEPOT,
        "speakers": [{"name": "a hospital", "named": False, "role": "medical"}],
        "stance": "asserts",
        "sure": "stated",
        "tolls": [toll],
        "facts": [],
    }
    incident = {
        "key": "i1",
        "part_of": None,
        "type": "armed_attack",
        "label": "shooting in Orlo",
        "stage": "accomplished",
        "place": "Orlo",
        "operation": None,
        "actors": [],
        "statements": [said],
    }
    return json.dumps({"incidents": [incident], "background": [], "relays": []})


def write(folder: Path, **texts: str) -> Path:
    """A folder of text files, each with a line that dates it."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder
