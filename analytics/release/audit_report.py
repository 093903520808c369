"""What the steward reads about an audit: how much may be shown, what may not, and which rule refused it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.release.auditing import Audited


def report(audits: Mapping[str, Audited]) -> dict[str, Any]:
    """Every audit as plain data, for `audit.json`.

    Args:
        audits: The audits by name.
    """
    return {name: _report(one) for name, one in audits.items()}


def _report(one: Audited) -> dict[str, Any]:
    found = one.audit
    refused = [verdict for verdict in found.verdicts if verdict.refused_by is not None]
    return {
        "people": found.summary.people,
        "offered": len(found.verdicts),
        "published": len(found.published),
        "refused": dict(found.refusals),
        "independent_numbers": found.summary.rank,
        "mean_leverage": found.summary.mean_leverage,
        "highest_leverage": found.summary.highest_leverage,
        "leverage_histogram": list(found.summary.histogram),
        "small_groups_checked": found.summary.n_groups,
        "highest_group_share": found.summary.highest_group_share,
        "refusals": [
            {"cell": [list(pair) for pair in sorted(one.named(verdict.cell))], "rule": verdict.refused_by}
            for verdict in refused
        ],
    }
