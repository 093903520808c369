"""What the benchmark found: one line a target, kept as JSON and as a table of the README."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).with_name("results.json")
README = ROOT / "README.md"
BEGIN, END = "<!-- benchmark -->", "<!-- end of benchmark -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One target and what was found.

    Args:
        job: What was done, in words.
        against: What it is divided by, in words.
        size: S, M or L; empty where the size does not matter.
        found: Median of the rounds, in `unit`.
        low: Smallest round.
        high: Largest round.
        goal: Limit of the target.
        at_least: Whether the goal is a lower limit.
        unit: What `found` counts: "x" for a ratio, else "MB", "s" or "ms".
    """

    job: str
    against: str
    size: str
    found: float
    low: float
    high: float
    goal: float
    at_least: bool = False
    unit: str = "x"

    @property
    def is_met(self) -> bool:
        """Whether the median meets the goal."""
        return self.found >= self.goal if self.at_least else self.found <= self.goal


def machine() -> str:
    """What the figures were taken on, without its name.

    >>> "cores" in machine()
    True
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def keep(lines: Sequence[Line]) -> None:
    """Write the lines to `results.json`, in place of earlier ones about the same jobs, and the table of the README.

    Args:
        lines: What this run found.
    """
    known = json.loads(RESULTS.read_text(encoding="utf-8"))["lines"] if RESULTS.is_file() else []
    found = {(one["job"], one["against"], one["size"]): one for one in (*known, *map(document, lines))}
    RESULTS.write_text(json.dumps({"lines": list(found.values())}, indent=1) + "\n", encoding="utf-8")
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    table = "\n".join(table_lines(found.values()))
    README.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def table_lines(found: Iterable[dict[str, Any]]) -> list[str]:
    """The table as Markdown.

    Args:
        found: The lines as they are kept.
    """
    head = ["| job | against | size | found (spread) | goal | taken |", "|---|---|---|---|---|---|"]
    return head + [
        f"| {one['job']} | {one['against']} | {one['size']} | {_figure(one)} | {_goal(one)} | {_taken(one)} |"
        for one in found
    ]


def document(line: Line) -> dict[str, Any]:
    """A line as it is kept: with the day and the machine.

    Args:
        line: The line.
    """
    return {
        **asdict(line),
        "on": machine(),
        "load": round(os.getloadavg()[0], 1),
        "at": datetime.now(UTC).date().isoformat(),
    }


def _taken(one: dict[str, Any]) -> str:
    return f"{one['at']}, {one['on']}, load {one['load']:g}"


def _figure(one: dict[str, Any]) -> str:
    unit = one["unit"]
    return f"{one['found']:.3g} {unit} ({one['low']:.3g} to {one['high']:.3g})"


def _goal(one: dict[str, Any]) -> str:
    is_met = one["found"] >= one["goal"] if one["at_least"] else one["found"] <= one["goal"]
    return f"{'≥' if one['at_least'] else '≤'} {one['goal']:g} {one['unit']}{'' if is_met else ' (missed)'}"
