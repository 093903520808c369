"""How often the product was right about simulated programs whose truth is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.report.calibration import trials
from dashboard.components.tables import Table
from dashboard.theme import count, number, signed

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTCOMES = {"retention": "12-month retention (points)", "engagement": "Engagement (points)"}
METHODS = {
    "raw": "Raw difference",
    "adjusted": "Adjusted headline",
    "naive": "Careless: ever enrolled, clock from hire",
}
NONE = "–"
NOTE = (
    "Coverage: how often the 95 % interval held the truth. Beyond chance: how often it left zero out; where nothing is "
    "planted that is a false alarm, and 5 % are expected. Verdicts are those of the Pilot comparison page. Shares with "
    "the 95 % interval that the number of programs allows."
)


def calibration_table() -> Table:
    """The table: what was planted, and how each method fared."""
    rows = tuple(_row(trial["label"], row) for trial in trials() for row in trial["rows"])
    header = (
        "Planted",
        "Outcome",
        "Method",
        "Programs",
        "Truth",
        "Bias",
        "Coverage (%)",
        "Beyond chance (%)",
        "Verdict higher (%)",
        "Verdict lower (%)",
    )
    return Table(caption="Calibration on simulated programs", header=header, rows=rows, note=NOTE, words=(1, 2))


def _row(label: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    shares = ("coverage", "beyond_chance", "verdict_higher", "verdict_lower")
    return (
        label,
        OUTCOMES[row["outcome"]],
        METHODS[row["method"]],
        count(row["programs"]),
        signed(row["truth"]),
        signed(row["bias"]) if "bias" in row else NONE,
        *(_share(row.get(name)) for name in shares),
    )


def _share(found: Mapping[str, float] | None) -> str:
    if found is None:
        return NONE
    return f"{number(found['share'], '%')} ({number(found['low'], '%')} to {number(found['high'], '%')})"
