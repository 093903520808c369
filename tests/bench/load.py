"""Many viewers at once: 5, 10, 20 and 50 websockets that change a filter, think, and change it again.

What counts is the time from the change until the page has changed, as each viewer sees it. Viewers open different
pages, think for 2 to 6 seconds, and begin at different moments. This program runs on the same machine as the server and
takes a part of it, as it would not in reality.
"""

from __future__ import annotations

import asyncio
import random
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.programs import made
from tests.bench.results import Line
from tests.bench.servers import dashboard
from tests.bench.stream import Viewer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.servers import Server

PAGES = ("", "retention", "engagement", "satisfaction", "exchange", "pilot-comparison")
USERS = {5: None, 10: None, 20: 150.0, 50: 1_000.0}
"""Viewers at once, and the goal for their 95th percentile in milliseconds."""

THINK_SECONDS = (2.0, 6.0)
CHANGES = 8
CHOICES = (("Woman",), ("Man",), ())
_MILLISECONDS = 1_000
_ALONE = "a viewer of their own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """What viewers felt.

    Args:
        seconds: What each change took.
        memory: Megabytes that the server took for each viewer.
    """

    seconds: tuple[float, ...]
    memory: float

    @property
    def p95(self) -> float:
        """95th percentile in milliseconds."""
        return statistics.quantiles(self.seconds, n=20, method="inclusive")[-1] * _MILLISECONDS


def lines(sizes: Sequence[str], rounds: int, seed: int) -> Iterator[Line]:
    """The 95th percentile for 5, 10, 20 and 50 viewers, and the memory that each of 50 takes.

    Args:
        sizes: "S", "M", "L"; the last one is served.
        rounds: Not used: each number of viewers is tried once, with `CHANGES` changes each.
        seed: What the program and the viewers depend on.
    """
    del rounds
    with dashboard(made(sizes[-1], seed).published) as server:
        asyncio.run(crowd([server.address], server, users=2, seed=seed, changes=2))
        for users, goal in USERS.items():
            felt = asyncio.run(crowd([server.address], server, users=users, seed=seed))
            if goal is not None:
                yield _line(f"filter change with {users} viewers at once, 95th percentile", sizes[-1], felt, goal)
            else:
                yield _line(f"filter change with {users} viewers at once, 95th percentile", sizes[-1], felt, 150.0)
            last = felt
        yield Line(
            job="memory of the server for each of 50 viewers",
            against="the server with two viewers gone",
            size=sizes[-1],
            found=last.memory,
            low=last.memory,
            high=last.memory,
            goal=1.0,
            unit="MB",
        )


async def crowd(addresses: Sequence[str], server: Server, *, users: int, seed: int, changes: int = CHANGES) -> Felt:
    """What so many viewers feel who come at once.

    Args:
        addresses: Where the viewers find the dashboard, taken in turn.
        server: The server whose memory counts.
        users: How many.
        seed: What their pages and pauses depend on.
        changes: How often each changes the filter.
    """
    before = server.memory()
    chances = [random.Random(seed * 1_000 + number) for number in range(users)]  # noqa: S311 - pauses, no secret
    peak: list[float] = []
    found = await asyncio.gather(
        *(_one(addresses[number % len(addresses)], number, chance, changes) for number, chance in enumerate(chances)),
        _watched(server, peak, users),
    )
    seconds = tuple(second for one in found if one for second in one)
    return Felt(seconds=seconds, memory=(max(peak) - before) / users)


async def _one(address: str, number: int, chance: random.Random, changes: int) -> list[float]:
    await asyncio.sleep(chance.uniform(0, THINK_SECONDS[1]))
    found = []
    async with Viewer(address, PAGES[number % len(PAGES)]) as viewer:
        await viewer.open()
        for turn in range(changes):
            await asyncio.sleep(chance.uniform(*THINK_SECONDS))
            found.append(await viewer.choose("filter-gender", *CHOICES[turn % len(CHOICES)]))
    return found


async def _watched(server: Server, peak: list[float], users: int) -> None:
    for _ in range(users and 20):
        peak.append(server.memory())
        await asyncio.sleep(1)


def _line(job: str, size: str, felt: Felt, goal: float) -> Line:
    low, high = min(felt.seconds) * _MILLISECONDS, max(felt.seconds) * _MILLISECONDS
    return Line(job=job, against=_ALONE, size=size, found=felt.p95, low=low, high=high, goal=goal, unit="ms")
