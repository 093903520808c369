"""Sessions, pairs and flows: how often pairs met by month, who is paired with whom, and who was lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from tests.bench.rows import Rows

CLOSED = ("completed", "program end")


def exchange(held: Rows) -> dict[str, Any]:
    """Counts of sessions and pairs.

    Args:
        held: The program's rows.
    """
    sessions = held.sessions[held.sessions["status"] == "held"]
    month = pd.to_datetime(sessions["held_on"]).dt.to_period("M")
    senior = held.staff["generation"].reindex(held.pairs["senior_key"]).to_numpy()
    pairs = held.pairs.assign(senior_generation=senior)
    of_pair = sessions.merge(pairs[["pair_key", "generation", "senior_generation"]], on="pair_key")
    return {
        "calendar": sessions.groupby(month).agg(sessions=("pair_key", "size"), pairs=("pair_key", "nunique")),
        "matrix": pd.crosstab(pairs["generation"], pairs["senior_generation"]),
        "channels": {
            name: pd.crosstab(of_pair[name], of_pair["channel"], normalize="index")
            for name in ("generation", "senior_generation")
        },
        "settings": pd.crosstab(of_pair["senior_generation"], of_pair["setting"], normalize="index"),
        "ends": pairs.groupby("cohort")["end_reason"].value_counts(),
        "flow": {
            "enrolled": len(pairs),
            "started": int(pairs["started_on"].notna().sum()),
            "met": int((pairs["held"] > 0).sum()),
            "closed early": int((pairs["ended_on"].notna() & ~pairs["end_reason"].isin(CLOSED)).sum()),
        },
    }
