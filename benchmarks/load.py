"""How many readers does one server carry? `python -m benchmarks.load [--events 1000000] [--clients 1 10] [--seconds 20]`

Enters: a number of events; the timeline is made (`synthetic.py`), or the one that `--timelines DIR` has from before. Leaves, on
standard output, a line for each number of clients: reruns/s, median and 95th percentile in ms, memory of a session, processor
time of a rerun; beside it a page that does nothing, measured in the same way. The clients speak Streamlit's own protocol over a websocket, as
the browser does; each filters, zooms, and takes both back, without a pause. Refuses: a dashboard that shows an exception.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import tempfile
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.dashboard import made, percentile
from benchmarks.served import APPS, ROOT, Served, serve

CLIENTS = (1, 10)
TIMELINE = "dateline_live"  # the component
FREQUENT = 40  # actors that the clients choose among


@dataclass(slots=True)
class Client:
    """One session: what its page holds, what was chosen in it."""

    url: str
    dice: random.Random
    socket: Any = None
    elements: dict[str, tuple[Any, str]] = field(
        default_factory=dict
    )  # kind of element -> the first of it, its fragment
    chosen: dict[str, dict[str, Any]] = field(
        default_factory=dict
    )  # id of a widget -> its value, as the protocol has it
    received: int = 0

    async def open(self) -> float:
        """Connect and run the page for the first time; seconds."""
        address = self.url.replace("http", "ws", 1) + "/_stcore/stream"
        self.socket = await websockets.connect(address, max_size=None, subprotocols=["streamlit"], origin=self.url)
        return await self.rerun()

    async def rerun(self, fragment: str = "") -> float:
        """Run the page with what was chosen, until it has sent everything; seconds."""
        message = BackMsg()
        message.rerun_script.fragment_id = fragment
        for widget, value in self.chosen.items():
            state = message.rerun_script.widget_states.widgets.add(id=widget)
            for name, content in value.items():
                if name == "string_array_value":
                    state.string_array_value.data.extend(content)
                    state.string_array_value.SetInParent()
                else:
                    setattr(state, name, content)
        begun = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while not await self._take():
            pass
        return time.perf_counter() - begun

    async def _take(self) -> bool:
        """Take in one message; whether it was the last of a run."""
        data = await self.socket.recv()
        self.received += len(data)
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            if kind == "exception":
                raise RuntimeError(
                    f"the page shows an exception: {element.exception.type}: {element.exception.message}"
                )
            if kind in ("multiselect", "button_group"):
                self.elements.setdefault(kind, (getattr(element, kind), message.delta.fragment_id))
            elif kind == "bidi_component" and element.bidi_component.component_name.endswith(TIMELINE):
                self.elements.setdefault("timeline", (element.bidi_component, message.delta.fragment_id))
        return bool(message.WhichOneof("type") == "script_finished")

    async def act(self, turn: int) -> float:
        """Do the next thing that a reader does; seconds until it is answered."""
        if "multiselect" not in self.elements:
            pills, _ = self.elements["button_group"]
            self.chosen[pills.id] = {"string_array_value": [("one", "two")[turn % 2]]}
            return await self.rerun()
        actors, _ = self.elements["multiselect"]
        figure, fragment = self.elements["timeline"]
        if turn % 2 == 0:
            some = [self.dice.choice(list(actors.options)[:FREQUENT])] if turn % 4 == 0 else []
            self.chosen[actors.id] = {"string_array_value": some}
            return await self.rerun()
        start, end = json.loads(zlib.decompress(figure.bytes))["window"]
        width = (end - start) * self.dice.uniform(0.05, 0.5)
        start += (end - start - width) * self.dice.random()
        window = {"start": round(start), "end": round(start + width), "seq": turn}
        self.chosen[figure.id] = {"json_value": json.dumps({"window": window})}
        return await self.rerun(fragment)


async def press(server: Served, clients: int, seconds: float) -> dict[str, float]:
    """So many busy clients for so long; what it came to."""
    warm = Client(server.url, random.Random(0))
    await warm.open()
    before = server.memory
    some = [Client(server.url, random.Random(n + 1)) for n in range(clients)]
    opened = [await client.open() for client in some]
    held, spent, begun = server.memory - before, server.processor, time.perf_counter()
    times: list[float] = []

    async def work(client: Client) -> None:
        turn = 0
        while time.perf_counter() < begun + seconds:
            times.append(await client.act(turn))
            turn += 1

    await asyncio.gather(*map(work, some))
    took = time.perf_counter() - begun
    for client in [warm, *some]:
        await client.socket.close()
    return {
        "open ms": 1000 * percentile(opened, 50),
        "reruns/s": len(times) / took,
        "p50 ms": 1000 * percentile(times, 50),
        "p95 ms": 1000 * percentile(times, 95),
        "cpu ms": 1000 * (server.processor - spent) / len(times),
        "KB": sum(client.received for client in some) / 1000 / (len(times) + clients),
        "MB/session": held / clients,
        "server MB": server.memory,
    }


def run(timeline: Path, clients: Sequence[int], seconds: float) -> list[str]:
    """The table's lines."""
    lines: list[str] = []
    with contextlib.ExitStack() as stack:
        empty = stack.enter_context(serve(APPS / "empty.py"))
        board = stack.enter_context(serve(ROOT / "dashboard.py", "--timeline", str(timeline)))
        for n in clients:
            for name, server in (("empty page", empty), ("dashboard", board)):
                row = asyncio.run(press(server, n, seconds))
                if not lines:
                    lines.append(f"{'':12}{'clients':>8}" + "".join(f"{key:>12}" for key in row))
                lines.append(f"{name:12}{n:8}" + "".join(f"{value:12.1f}" for value in row.values()))
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--clients", type=int, nargs="+", default=CLIENTS, metavar="N")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--timelines", type=Path, metavar="DIR", help="where made timelines are kept: DIR/N")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        begun = time.strftime("%Y-%m-%d %H:%M")
        timeline = made(args.timelines or Path(scratch), [args.events])[args.events]
        print(f"{args.events:,} events", *run(timeline, args.clients, args.seconds), sep="\n")
        busy = " ".join(f"{n:.1f}" for n in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
        print(f"{begun}, {os.cpu_count()} processors, load average at the end {busy}")


if __name__ == "__main__":
    main()
