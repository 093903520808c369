"""Many viewers at once: 5, 10, 20 and 50 websockets that change a filter, think, and change it again.

What counts is the time from the change until the page has changed, as each viewer sees it. Viewers open different
pages, think for 2 to 6 seconds, and begin at different moments. This program runs on the same machine as the server and
takes a part of it, as it would not in reality.
"""

from __future__ import annotations

import asyncio
import random
import statistics
from typing import TYPE_CHECKING

from tests.bench.programs import made
from tests.bench.results import Line
from tests.bench.servers import dashboard
from tests.bench.stream import Viewer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGES = ("", "retention", "engagement", "satisfaction")
USERS = {1: 150.0, 5: 150.0, 10: 150.0, 20: 150.0, 50: 1_000.0}
"""Viewers at once, and the goal for their 95th percentile in milliseconds."""

MANY = 50
THINK_SECONDS = (2.0, 6.0)
CHANGES = 8
CHOICES = (("Woman",), ("Man",), ())
_MILLISECONDS = 1_000


def lines(sizes: Sequence[str], rounds: int, seed: int) -> Iterator[Line]:
    """The 95th percentile for 5, 10, 20 and 50 viewers, and the memory that each of 50 takes.

    Args:
        sizes: "S", "M", "L"; the last one is served.
        rounds: Not used: each number of viewers is tried once, and each changes the filter `CHANGES` times.
        seed: What the program and the viewers depend on.
    """
    del rounds
    published, size = made(sizes[-1], seed).published, sizes[-1]
    with dashboard(published) as server:
        asyncio.run(crowd([server.address], users=len(PAGES), seed=seed, changes=2))
        for users, goal in USERS.items():
            felt = asyncio.run(crowd([server.address], users=users, seed=seed))
            yield felt_line(f"filter change, viewers at once: {users}", size, felt, goal)
    with dashboard(published) as server:
        asyncio.run(crowd([server.address], users=len(PAGES), seed=seed, changes=2))
        before = server.memory()
        asyncio.run(crowd([server.address], users=MANY, seed=seed, changes=2))
        each = (server.memory() - before) / MANY
    job = f"memory of the server for each of {MANY} viewers"
    yield Line(job=job, against="before they came", size=size, found=each, low=each, high=each, goal=1.0, unit="MB")


async def crowd(
    addresses: Sequence[str], *, users: int, seed: int, changes: int = CHANGES, cookies: Sequence[str] = ("",)
) -> list[float]:
    """The seconds that each change took for viewers who come at about the same time.

    Args:
        addresses: Where the viewers find the dashboard, taken in turn.
        users: How many.
        seed: What their pages and pauses depend on.
        changes: How often each changes the filter.
        cookies: What their browsers keep, taken in turn.
    """
    chances = [random.Random(seed * 1_000 + number) for number in range(users)]  # noqa: S311 - pauses, no secret
    viewers = [
        _one(
            Viewer(
                addresses[number % len(addresses)], PAGES[number % len(PAGES)], cookie=cookies[number % len(cookies)]
            ),
            chance,
            changes,
        )
        for number, chance in enumerate(chances)
    ]
    return [second for one in await asyncio.gather(*viewers) for second in one]


def felt_line(job: str, size: str, seconds: Sequence[float], goal: float) -> Line:
    """The 95th percentile of what viewers felt, in milliseconds, with the fastest and the slowest change.

    Args:
        job: What was done.
        size: Size of the program.
        seconds: What each change took.
        goal: Limit of the target.
    """
    p95, low, high = (
        value * _MILLISECONDS
        for value in (statistics.quantiles(seconds, n=20, method="inclusive")[-1], min(seconds), max(seconds))
    )
    return Line(job=job, against="95th percentile", size=size, found=p95, low=low, high=high, goal=goal, unit="ms")


async def _one(viewer: Viewer, chance: random.Random, changes: int) -> list[float]:
    await asyncio.sleep(chance.uniform(0, THINK_SECONDS[1]))
    found = []
    async with viewer:
        await viewer.open()
        for turn in range(changes):
            await asyncio.sleep(chance.uniform(*THINK_SECONDS))
            found.append(await viewer.choose("gender", *CHOICES[turn % len(CHOICES)]))
    return found
