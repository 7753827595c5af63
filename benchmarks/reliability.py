"""What is promised when things fail, tried out: faults, kills, processes side by side, memory.

    python benchmarks/reliability.py            # prints the figures
    python benchmarks/reliability.py --write    # and puts them into docs/reliability.md

Every figure comes from real processes asking a real server that fails on purpose.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from llm_extract.briefing import Naming  # noqa: E402 - the path comes first
from llm_extract.briefing.writer import Writer, WriterOptions  # noqa: E402
from llm_extract.consensus.policies import POLICIES  # noqa: E402
from llm_extract.dev.fault_server import FaultServer  # noqa: E402
from llm_extract.dev.plans import PASSING_OR_REPLY, Lot, Plan, Script  # noqa: E402
from llm_extract.prompts import load_prompt  # noqa: E402
from llm_extract.records.article import Article  # noqa: E402
from llm_extract.records.claims import Value  # noqa: E402
from llm_extract.records.consensus import FieldConsensus  # noqa: E402
from tests.trust.conftest import command, environment, lines, reply, write_reports  # noqa: E402
from tests.trust.test_memory import peak_kb  # noqa: E402
from tests.trust.test_poisoned_source import (  # noqa: E402
    ALL,
    LOUD,
    ORDER,
    REPORTS,
    Obeying,
    pipeline,
    story,
    tolls,
)

FIGURES = "<!-- figures -->"
ARTICLES, KILLS, AT_ONCE = 1000, 20, 8
# Bombs take processor time from the client that is measured; they are tested one by one.
AMONG = [one for one in PASSING_OR_REPLY if one not in {"endless", "gzip_bomb"}]


def started(folder: Path, server: FaultServer | None, *more: str, **env: str) -> subprocess.Popen:
    """A process that reads the reports of a folder."""
    return subprocess.Popen(  # noqa: S603 - our own command
        command("extract", "reports.jsonl", *more),
        cwd=folder,
        env=environment(server, folder, **env),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def serving(plan: Plan, delay_s: float = 0.02) -> FaultServer:
    """A server whose sound answers all tell of one incident."""
    return FaultServer(plan, reply=reply, delay_s=delay_s)


# ---------------------------------------------------------------- what is tried


def under_faults(folder: Path) -> Iterator[str]:
    """How many articles come out at which end."""
    write_reports(folder / "reports.jsonl", ARTICLES)
    patience = {
        "LLM_EXTRACT_CONCURRENCY": "64",
        "LLM_EXTRACT_DEADLINE_S": "5",
        "LLM_EXTRACT_ATTEMPTS": "4",
    }
    with serving(Lot(0.3, 1, AMONG)) as server:
        begun = time.monotonic()
        run = subprocess.run(  # noqa: S603 - our own command
            command("run", "reports.jsonl"),
            cwd=folder,
            env=environment(server, folder, **patience),
            check=False,
            capture_output=True,
        )
        took = time.monotonic() - begun
        faulty = sum(one.fault != "good" for one in server.seen)
    read = lines(folder / "out" / "extractions.jsonl")
    failed = [one for one in lines(folder / "out" / "failures.jsonl") if one["stage"] == "extract"]
    whole = {one["article_id"] for one in failed} - {one["article_id"] for one in read}
    causes = Counter(one["code"] for one in failed if one["article_id"] in whole)
    yield f"articles given | {ARTICLES:,}"
    yield f"requests, and how many of them met a fault | {len(server.seen):,}, {faulty:,}"
    yield f"articles extracted | {len(read):,}"
    yield f"articles failed, each with its cause | {len(whole):,}"
    yield f"sum | {len(read) + len(whole):,}"
    yield f"causes | {', '.join(f'{code} {n}' for code, n in causes.most_common())}"
    yield f"exit code, seconds | {run.returncode}, {took:.0f}"


def under_kills(folder: Path) -> Iterator[str]:
    """How many requests are made again after kill -9."""
    lot = random.Random(4711)  # noqa: S311 - moments, not secrets
    write_reports(folder / "reports.jsonl", ARTICLES)
    in_flight = 0
    with serving(Script([])) as server:
        for _ in range(KILLS):
            run, before = started(folder, server, "--out", "read.jsonl"), len(server.seen)
            until = before + lot.randint(1, ARTICLES // KILLS)
            while len(server.seen) < until and run.poll() is None:
                time.sleep(0.005)
            in_flight += server.in_flight
            run.send_signal(signal.SIGKILL)
            run.wait()
        started(folder, server, "--out", "read.jsonl").wait()
        again = len(server.seen) - ARTICLES
    yield f"articles, kills at random moments | {ARTICLES:,}, {KILLS}"
    yield f"articles extracted in the end | {len(lines(folder / 'read.jsonl')):,}"
    yield f"requests made again in all | {again}"
    yield f"requests in flight at the kills, as the server saw them | {in_flight}"
    yield f"bound: kills times requests at once | {KILLS * AT_ONCE}"


def side_by_side(folder: Path) -> Iterator[str]:
    """How many requests two processes on one cache make."""
    write_reports(folder / "reports.jsonl", ARTICLES)
    with serving(Script([])) as server:
        both = [started(folder, server, "--out", f"{n}.jsonl") for n in (1, 2)]
        for run in both:
            run.wait()
    equal = (folder / "1.jsonl").read_bytes() == (folder / "2.jsonl").read_bytes()
    yield f"articles, processes | {ARTICLES:,}, 2"
    yield f"requests | {len(server.seen):,}"
    yield f"both wrote the same | {'yes' if equal else 'no'}"


def memory(folder: Path) -> Iterator[str]:
    """What a process holds while it reads jsonl files of growing length, by rules."""
    for doing, few, many in (("extract", 1000, 20_000), ("run", 500, 1000)):
        peaks = {}
        for count in (few, many):
            peaks[count] = peak_kb(folder, doing, count) / 1024
            yield f"`{doing}`, peak memory over {count:,} articles | {peaks[count]:.0f} MB"
        slope = (peaks[many] - peaks[few]) / (many - few) * 1024
        yield f"`{doing}`, each article more | {slope:.1f} kB"


def one_poisoned_source(_: Path) -> Iterator[str]:
    """What five reports of one story give, the fifth of which lies and gives orders."""
    clean, lied = (tolls(story(given, LOUD)) for given in (REPORTS, ALL))
    before, after = (
        [one.to_json() for one in pipeline(LOUD).extract(given).extractions[:4]]
        for given in (REPORTS, ALL)
    )
    moved = sum(one != other for one, other in zip(before, after, strict=True))
    yield f"extractions of the other four that differ by a byte | {moved} of 4"
    yield f"positions on the dead, without the lie and with it | {_positions(clean, lied)}"
    yield f"reported range, without the lie and with it | {_range(clean)}, {_range(lied)}"
    swayed = [name for name in POLICIES if _best(name, REPORTS) != _best(name, ALL)]
    yield f"policies whose best value moves | {len(swayed)} of {len(POLICIES)}"
    model = Obeying(LOUD)
    writer = Writer(model, load_prompt("briefing"), WriterOptions("small"))
    proposals = asyncio.run(writer.propose(story(ALL, LOUD), Naming.GUARDED))
    asked = model.asked
    ordered = sum(ORDER in one for one in asked)
    yield f"questions to the model that words, with an order in them | {len(asked)}, {ordered}"
    printed = sum(one.text is not None for one in proposals.by_plan.values())
    yield f"sentences it was ordered to write that are printed | {printed}"


def _positions(*found: FieldConsensus) -> str:
    return ", ".join(str(len(one.positions)) for one in found)


def _range(found: FieldConsensus) -> str:
    reported = found.reported_range
    return f"{reported.low:,} to {reported.high:,}" if reported else "none"


def _best(policy: str, given: Sequence[Article]) -> Value | None:
    best = tolls(story(given, LOUD, policy)).best
    return best.value if best else None


TRIALS: dict[str, Callable[[Path], Iterator[str]]] = {
    "Nothing is lost: 30 % random faults": under_faults,
    "Nothing is paid twice: kill -9": under_kills,
    "Nothing is paid twice: two processes on one cache": side_by_side,
    "One poisoned source among five": one_poisoned_source,
    "Memory": memory,
}


def figures() -> Iterator[str]:
    """All trials, as Markdown."""
    yield f"Measured on {os.cpu_count()} processors at a load of {os.getloadavg()[0]:.1f}.\n"
    for title, trial in TRIALS.items():
        yield f"## {title}\n\n| | |\n|---|---|"
        with tempfile.TemporaryDirectory() as folder:
            for line in trial(Path(folder)):
                yield f"| {line} |"
        yield ""


def main() -> None:
    """Print the figures as they come; put them into their page where asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--write", action="store_true", help="rewrite docs/reliability.md")
    given = options.parse_args()
    told = []
    for line in figures():
        print(line, flush=True)
        told.append(line)
    if given.write:
        page = ROOT / "docs" / "reliability.md"
        before, _, _ = page.read_text(encoding="utf-8").partition(FIGURES)
        page.write_text(f"{before}{FIGURES}\n\n" + "\n".join(told).strip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
