"""Two records of one story side by side: which tolls each reading found, and in whose word.

python examples/side_by_side.py out/demo/rules/consensus.json out/demo/model/consensus.json
"""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from llm_extract import Consensus


def tolls(consensus: Consensus) -> dict[str, str]:
    """Each toll that somebody gives a figure for: "Halveth: police killed" to who says how many."""
    found: dict[str, str] = {}
    for incident in consensus.incidents:
        where = f"{incident.place.name}: " if incident.part_of and incident.place else ""
        for field in incident.fields:
            if field.key.field != "toll" or field.key.group is None or field.key.effect is None:
                continue
            group, effect = field.key.group.replace("_", " "), field.key.effect.replace("_", " ")
            said = [
                f"{position.value.count} ({holder.claimant.name if holder.claimant else 'outlet'})"
                for position in field.positions
                if position.value.field == "toll" and position.value.count.is_bounded
                for holder in position.holders
            ]
            if said:
                found[f"{where}{group} {effect}"] = "\n".join(sorted(set(said)))
    return found


def main(left: str, right: str) -> None:
    """Print the table; what only one reading has leaves the other cell empty."""
    read = [Consensus.from_json(Path(path).read_text(encoding="utf-8")) for path in (left, right)]
    names = [Path(path).parent.name for path in (left, right)]
    by_left, by_right = map(tolls, read)
    table = Table("toll", *names, title=read[0].title, show_lines=True)
    for name in sorted(by_left.keys() | by_right.keys()):
        table.add_row(name, by_left.get(name, ""), by_right.get(name, ""))
    Console().print(table)


if __name__ == "__main__":
    main(*sys.argv[1:])
