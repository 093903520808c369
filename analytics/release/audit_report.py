"""What the steward reads about an audit: how much may be shown, what may not, and which rule refused it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.release.audit import Audit
    from analytics.release.plan import Population


def report(audits: Mapping[str, tuple[Audit, Population]]) -> dict[str, Any]:
    """The audit of every population as plain data, for `audit.json`.

    Args:
        audits: Audit and population, by name of the population.
    """
    return {name: _report(found, population) for name, (found, population) in audits.items()}


def _report(found: Audit, population: Population) -> dict[str, Any]:
    names = population.dimensions
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
            {
                "cell": [[names[d], population.categories[names[d]][code]] for d, code in one.cell],
                "rule": one.refused_by,
            }
            for one in refused
        ],
    }
