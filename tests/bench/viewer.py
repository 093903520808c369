"""What a change of a filter costs the server: the dashboard against an empty page, one viewer with time to think.

Both sides are servers of their own to which a viewer is connected by websocket, and what counts is the processor time
of the server's process, so that neither the network nor this program is in it. The empty page runs with the product's
settings of the runner: Streamlit's own would add a full garbage collection to each of its reruns and flatter us.
"""

from __future__ import annotations

import asyncio
import statistics
from contextlib import ExitStack
from typing import TYPE_CHECKING

from tests.bench.programs import made
from tests.bench.results import Line
from tests.bench.servers import EMPTY_APP, dashboard, streamlit
from tests.bench.stream import Viewer
from tests.bench.timing import Ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.servers import Server

PAGES = {"overview": "", "retention": "retention"}
FILTER, CHOICES = "gender", (("Woman",), ("Man",), ())
THINK_SECONDS = 0.4
CHANGES = 12
"""Changes a round: enough that the kernel's clock ticks of 10 ms do not matter."""


def lines(sizes: Sequence[str], rounds: int, seed: int) -> Iterator[Line]:
    """A change of a filter against an empty rerun at every size, and the largest size against the smallest.

    Args:
        sizes: "S", "M", "L".
        rounds: Interleaved rounds.
        seed: What the programs depend on.
    """
    with ExitStack() as stack:
        empty = stack.enter_context(streamlit(EMPTY_APP))
        served = {size: stack.enter_context(dashboard(made(size, seed).published)) for size in sizes}
        found = asyncio.run(_rounds(empty, served, rounds))
    for page in PAGES:
        for size in sizes:
            ratio = _ratio(found[size, page], found["", ""])
            yield _line(f"filter change on the {page} page, server CPU", "an empty Streamlit rerun", size, ratio, 3.0)
        if len(sizes) > 1:
            ratio = _ratio(found[sizes[-1], page], found[sizes[0], page])
            both = f"{sizes[0]} to {sizes[-1]}"
            yield _line(f"filter change on the {page} page, growth", "the smaller program", both, ratio, 1.2)


async def _rounds(empty: Server, served: dict[str, Server], rounds: int) -> dict[tuple[str, str], list[float]]:
    found: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        found.setdefault(("", ""), []).append(await taken(empty, "", is_empty=True))
        for size, server in served.items():
            for page, path in PAGES.items():
                found.setdefault((size, page), []).append(await taken(server, path))
    return found


async def taken(server: Server, path: str, *, is_empty: bool = False, changes: int = CHANGES) -> float:
    """Seconds of processor that one change costs the server, the first ones of a new viewer not counted.

    Args:
        server: The server.
        path: Path of the page.
        is_empty: Whether the page has no filters: then it is run again instead.
        changes: How many are made.
    """
    async with Viewer(server.address, path) as viewer:
        await viewer.open()
        for chosen in CHOICES:
            await (viewer.again() if is_empty else viewer.choose(FILTER, *chosen))
        await asyncio.sleep(THINK_SECONDS)
        before = server.processor()
        for number in range(changes):
            chosen = CHOICES[number % len(CHOICES)]
            await (viewer.again() if is_empty else viewer.choose(FILTER, *chosen))
            await asyncio.sleep(THINK_SECONDS)
        return (server.processor() - before) / changes


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> Ratio:
    found = [one / other for one, other in zip(ours, theirs, strict=True)]
    return Ratio(median=statistics.median(found), low=min(found), high=max(found))


def _line(job: str, against: str, size: str, found: Ratio, goal: float) -> Line:
    return Line(job=job, against=against, size=size, found=found.median, low=found.low, high=found.high, goal=goal)
