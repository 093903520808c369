"""How often the product was right about simulated programs whose truth is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.report.calibration import trials
from dashboard.components.tables import Table
from dashboard.theme import count, number, signed

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTCOMES = {"retention": "12-month retention", "engagement": "Engagement"}
METHODS = {
    "raw": "Raw difference",
    "adjusted": "Adjusted headline",
    "naive": "Careless: clock from hire",
}
NONE = "–"
NOTE = (
    "Truth and bias in points. Coverage: how often the 95 % interval held the truth. Beyond chance: how often it left "
    "zero out; where nothing is planted that is a false alarm, and 5 % are expected. Verdicts are those of the Pilot "
    "comparison page. Shares with the 95 % interval that the number of programs allows."
)


def calibration_tables() -> tuple[tuple[str, Table], ...]:
    """For each kind of program what was planted, and a table of how each method fared."""
    return tuple((trial["label"], _table(trial)) for trial in trials())


def _table(trial: Mapping[str, Any]) -> Table:
    header = (
        "Outcome",
        "Method",
        "Truth",
        "Bias",
        "Coverage (%)",
        "Beyond chance (%)",
        "Verdict higher (%)",
        "Verdict lower (%)",
        "Programs",
    )
    rows = tuple(_row(row) for row in trial["rows"])
    return Table(caption=f"Calibration: {trial['label']}", header=header, rows=rows, words=(1,))


def _row(row: Mapping[str, Any]) -> tuple[str, ...]:
    shares = ("coverage", "beyond_chance", "verdict_higher", "verdict_lower")
    return (
        OUTCOMES[row["outcome"]],
        METHODS[row["method"]],
        signed(row["truth"]),
        signed(row["bias"]) if "bias" in row else NONE,
        *(_share(row.get(name)) for name in shares),
        count(row["programs"]),
    )


def _share(found: Mapping[str, float] | None) -> str:
    if found is None:
        return NONE
    return f"{number(found['share'], '%')} ({number(found['low'], '%')} to {number(found['high'], '%')})"
