"""Programs of every size from the product's own generator, imported and published once and kept for later runs."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.datasets import shipped
from analytics.imports.run import Request, import_files
from analytics.program import Program
from analytics.release.publish import publish
from analytics.simulate import Wave, scenario_from, simulate, write_csv
from analytics.simulate.exports import survey_file_name
from analytics.store import Store
from analytics.worker.progress import unobserved
from tests.bench.timing import Cost, cost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.simulate import Scenario
    from analytics.store import Version
    from analytics.worker.progress import Progress

FOLDER = Path(os.environ.get("TWOWAY_BENCH_FOLDER", ".twoway/bench"))
"""Where programs are kept between runs; `make clean` removes it."""

PEOPLE = {"XS": 2_000, "S": 5_000, "M": 100_000, "L": 1_000_000}
"""Employees on the first day. Five surveys that half of them answer make 50 answers an employee."""

_PAIRS_PER_EMPLOYEE = 25
_TABLES = ("people", "pairs", "sessions", "goals")
_FIFTH = Wave(name="2025-11", opens_on=date(2025, 11, 10), response_rate=0.5, drift=0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A program on disk.

    Args:
        size: XS, S, M or L.
        store: Folder of its store.
        published: Folder of its only release.
        cost: What publishing it took when it was made.
    """

    size: str
    store: Path
    published: Path
    cost: Cost

    @property
    def version(self) -> Version:
        """What its store holds."""
        return Store.open(self.store).version()

    @property
    def settings(self) -> Program:
        """Its settings."""
        return Program.read(self.store)

    def publish(self, folder: Path, on_progress: Progress = unobserved) -> Path:
        """A release of it in another folder."""
        return publish(self.version, self.settings, folder, at="2026-01-01T00:00:00+00:00", on_progress=on_progress)


def scenario(size: str, seed: int) -> Scenario:
    """The demo's company in another size and with one survey more.

    Args:
        size: XS, S, M or L.
        seed: What chance begins with.
    """
    people = PEOPLE[size]
    demo = scenario_from(shipped("demo") / "scenario.toml")
    sized = demo.sized(people=people, pairs=max(people // _PAIRS_PER_EMPLOYEE, 200))
    return replace(sized, seed=seed, waves=(*demo.waves, _FIFTH))


def made(size: str, seed: int) -> Made:
    """The program of a size, made now or taken from an earlier run.

    Args:
        size: XS, S, M or L.
        seed: What chance begins with.
    """
    folder = FOLDER / f"{size}-{seed}"
    noted = folder / "published.json"
    if not noted.is_file():
        imported(scenario(size, seed), folder)
        one = Made(size=size, store=folder / "store", published=folder / "published", cost=Cost(wall=0, processor=0))
        taken = cost(lambda: one.publish(one.published))
        noted.write_text(json.dumps({"wall": taken.wall, "processor": taken.processor}), encoding="utf-8")
    taken = Cost(**json.loads(noted.read_text(encoding="utf-8")))
    return Made(size=size, store=folder / "store", published=folder / "published", cost=taken)


def imported(company: Scenario, folder: Path) -> None:
    """Simulate a company and import it.

    Args:
        company: The company.
        folder: Where its files and its store are written.
    """
    files = folder / "files"
    write_csv(simulate(company), files)
    import_files(Store.create(folder / "store"), tuple(_requests(company, files)), by="bench")


def _requests(company: Scenario, files: Path) -> Iterator[Request]:
    yield from (Request(path=files / f"{table}.csv", kind=table) for table in _TABLES)
    for wave in company.waves:
        yield Request(path=files / survey_file_name(wave.name), kind="survey", wave=wave.name)
