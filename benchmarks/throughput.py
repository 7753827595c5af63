"""What the way to a model costs: processor, lost time, memory, and a rerun from the cache.

    python benchmarks/throughput.py                 # all of it, ours beside its peers
    python benchmarks/throughput.py --rounds 1      # a quick look

Every client runs in a process of its own on the first processor, the endpoint on the second, with
the article, prompt, schema and reply of `model_path.py`. CPU a request is taken against nginx, 32
in flight. For the share of the ideal rate and for memory the endpoint waits 200 ms before a reply
(nginx has no such wait: a small server stands in). The ideal is 256 / 0.2 s = 1,280 requests a
second. Ours is the whole pipeline as wired: cache on disk, claims, circuit, retries, pace, budget,
deadline, client, grounding; the peers parse and validate.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import model_path
from model_path import Once, article, cpu_ms

from llm_extract import Settings, build

DELAY_S, IN_FLIGHT = 0.2, 256
PORT = 18081
CACHED = 1000


# ---------------------------------------------------------------- clients


def ours(folder: Path, address: str) -> Once:
    """The pipeline that the settings make."""
    pipeline = build(settings(folder, address))

    async def once(number: int) -> object:
        extraction = await pipeline.extractor.extract(article(number))
        if len(extraction.claims()) != 6:  # noqa: PLR2004 - the claims of the fixed reply
            raise RuntimeError(f"not the reply: {extraction.ungrounded}")
        return extraction

    return once


def settings(folder: Path, address: str) -> Settings:
    """Settings for as many at once as are asked."""
    return Settings(
        _env_file=None,
        model="m",
        concurrency=1000,
        cache_dir=folder,
        openai_api_key="x",
        openai_base_url=address,
    )


def peer(make: Callable[[Path], Once]) -> Callable[[Path, str], Once]:
    """A client of `model_path`, at another address."""

    def made(folder: Path, address: str) -> Once:
        model_path.URL = address
        return make(folder)

    return made


CLIENTS: dict[str, Callable[[Path, str], Once]] = {
    "llm_extract, whole path": ours,
    "openai create": peer(model_path.openai_create),
    "openai parse": peer(model_path.openai_parse),
    "instructor tools": peer(model_path.instructor_tools),
}


# ---------------------------------------------------------------- what is measured, in a process


def processor(client: str, folder: Path) -> float:
    """CPU milliseconds a request."""
    once = CLIENTS[client](folder, f"http://127.0.0.1:{model_path.PORT}/v1")
    return asyncio.run(cpu_ms(once, 400, 32))


def share(client: str, folder: Path) -> float:
    """The share of the ideal rate at an endpoint that waits."""
    once = CLIENTS[client](folder, f"http://127.0.0.1:{PORT}/v1")

    async def rate() -> float:
        await asyncio.gather(*map(once, range(IN_FLIGHT)))  # connections open
        numbers = iter(range(IN_FLIGHT, 6 * IN_FLIGHT))

        async def worker() -> None:
            for number in numbers:
                await once(number)

        started = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))
        return 5 * IN_FLIGHT / (time.perf_counter() - started)

    return asyncio.run(rate()) / (IN_FLIGHT / DELAY_S)


def memory(client: str, folder: Path) -> float:
    """Kilobytes that each of 256 requests in flight adds to a process that has made a few."""
    once = CLIENTS[client](folder, f"http://127.0.0.1:{PORT}/v1")

    async def added() -> float:
        await asyncio.gather(*map(once, range(8)))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        await asyncio.gather(*map(once, range(8, 8 + IN_FLIGHT)))
        return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / IN_FLIGHT

    return asyncio.run(added())


def rerun(_: str, folder: Path) -> float:
    """Articles a second, once all replies are in the cache."""
    given = [article(number) for number in range(CACHED)]
    with build(settings(folder, f"http://127.0.0.1:{model_path.PORT}/v1")) as pipeline:
        pipeline.extract(given)
    with build(settings(folder, "http://127.0.0.1:9/v1")) as pipeline:
        started = time.perf_counter()
        read = pipeline.extract(given).extractions
        took = time.perf_counter() - started
    if len(read) != CACHED:
        raise RuntimeError("not all came from the cache")
    return CACHED / took


MEASURES = {"processor": processor, "share": share, "memory": memory, "rerun": rerun}


def in_a_process(measure: str, client: str) -> float:
    """One measure of one client, alone on the first processor."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--measure", measure, "--client", client]
        told = subprocess.run(  # noqa: S603 - this very file
            [*command, "--folder", folder], check=True, stdout=subprocess.PIPE, text=True
        )
    print(f"{measure:10} {client:26} {float(told.stdout):8.2f}", file=sys.stderr, flush=True)
    return float(told.stdout)


# ---------------------------------------------------------------- the endpoint that waits


class Waiting(asyncio.Protocol):
    """Answers every request with one reply, `DELAY_S` after it came."""

    def __init__(self, reply: bytes, tool: bytes) -> None:
        self._reply, self._tool = reply, tool
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer when a request is whole."""
        self._came += data
        head, blank, body = self._came.partition(b"\r\n\r\n")
        if not blank:
            return
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        if len(body) < length:
            return
        self._came = b""
        answer = self._tool if b"/tool/" in head[:40] else self._reply
        asyncio.get_running_loop().call_later(DELAY_S, self._transport.write, answer)


async def serve(folder: Path) -> None:
    """Serve the replies that nginx serves, with a wait."""
    os.sched_setaffinity(0, {1})
    answers = []
    for name in ("reply.json", "tool.json"):
        body = (folder / name).read_bytes()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        answers.append(f"{head}\r\n\r\n".encode() + body)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Waiting(*answers), "127.0.0.1", PORT, backlog=1024)
    await server.serve_forever()


# ---------------------------------------------------------------- all of it


def measured(rounds: int) -> dict[str, dict[str, float]]:
    """The medians, by measure and client."""
    found: dict[str, dict[str, float]] = {}
    for measure in MEASURES:
        clients = list(CLIENTS)[:1] if measure == "rerun" else CLIENTS
        found[measure] = {
            client: statistics.median(in_a_process(measure, client) for _ in range(rounds))
            for client in clients
        }
    return found


def main() -> None:
    """Print a table of medians."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)
    options.add_argument("--client", help=argparse.SUPPRESS)
    options.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.serve:
        asyncio.run(serve(given.serve))
    elif given.measure:
        os.sched_setaffinity(0, {0})
        print(MEASURES[given.measure](given.client, given.folder))
    else:
        with tempfile.TemporaryDirectory() as name:
            nginx = model_path.serve(Path(name))
            waiting = subprocess.Popen([sys.executable, __file__, "--serve", name])  # noqa: S603
            time.sleep(1)
            try:
                found = measured(given.rounds)
            finally:
                nginx.terminate()
                waiting.terminate()
        show(found)


def show(found: dict[str, dict[str, float]]) -> None:
    """One line a client."""
    print(f"load average at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{'':26}{'CPU ms':>9}{'share':>8}{'kB in flight':>14}")
    for client in CLIENTS:
        print(
            f"{client:26}{found['processor'][client]:9.2f}{found['share'][client]:8.2f}"
            f"{found['memory'][client]:14.0f}"
        )
    print(
        f"rerun from the cache: {found['rerun']['llm_extract, whole path']:.0f} articles a second"
    )
    print(json.dumps(found))


if __name__ == "__main__":
    main()
