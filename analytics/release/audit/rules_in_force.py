"""The rules that decide what is published, with their limits as the code has them, in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from analytics.measures.rates import DAYS_STEP
from analytics.measures.threes import STEP
from analytics.numerals import percent
from analytics.release.audit.audit import HARD_LEVERAGE, SMALL_POPULATION, SMALL_POPULATION_LEVERAGE, Rules
from analytics.release.audit.audit import THREE_WAY_POPULATION as THREE_WAY
from analytics.release.audit.budget import PER_NUMBER
from analytics.release.audit.merge import FLOOR
from analytics.release.partial_answers import FEWEST
from analytics.stats.outcome import NOT_PUBLISHED

if TYPE_CHECKING:
    from analytics.release.facts import Facts

EDITION = 3
"""Raised when the same data would be published otherwise although no limit is another."""


def limits() -> dict[str, object]:
    """All limits of the audit, which are part of what a release is named after: other rules make another release."""
    return {
        **asdict(Rules()),
        "edition": EDITION,
        "floor": FLOOR,
        "hard_leverage": HARD_LEVERAGE,
        "small_population": SMALL_POPULATION,
        "small_population_leverage": SMALL_POPULATION_LEVERAGE,
        "three_way_population": THREE_WAY,
        "people_for_each_number": PER_NUMBER,
        "skipping": FEWEST,
        "rates": (STEP, DAYS_STEP),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInForce:
    """One rule.

    Args:
        name: What is limited.
        limit: The limit.
        why: What it keeps from happening.
    """

    name: str
    limit: str
    why: str


def rules_in_force(facts: Facts) -> tuple[RuleInForce, ...]:
    """The rules that a release was made under.

    Args:
        facts: What the release says about itself.
    """
    rules, minimum = Rules(), facts.minimum
    return (
        RuleInForce(
            name="People behind every figure",
            limit=f"at least {minimum}; never fewer than {FLOOR}, whatever is set",
            why="Nobody is seen alone or in a handful.",
        ),
        RuleInForce(
            name="People left over",
            limit=f"none, or at least {minimum}",
            why="A small group cannot be found by subtracting one figure from another.",
        ),
        RuleInForce(
            name="Share of one person's answer that all figures together explain",
            limit=f"at most {percent(HARD_LEVERAGE)}; {percent(SMALL_POPULATION_LEVERAGE)} among fewer than "
            f"{SMALL_POPULATION:,}",
            why="Nobody's answer can be worked out, with any arithmetic.",
        ),
        RuleInForce(
            name="Independent figures",
            limit=f"at most one for every {1 / rules.mean_leverage:.0f} people",
            why="All figures together say little about any one person.",
        ),
        RuleInForce(
            name=f"Share of the sum over fewer than {FLOOR} people that is explained",
            limit=f"at most {percent(rules.group_share)}",
            why="No small group can be worked out from larger ones.",
        ),
        RuleInForce(
            name="Filters at once",
            limit=f"two; three where there are {THREE_WAY:,} people or more",
            why="Rare combinations are not offered.",
        ),
        RuleInForce(
            name="Everything else",
            limit=f"“{NOT_PUBLISHED}”",
            why="The same sentence for too few, protected and unknown, so that the refusal tells nothing.",
        ),
    )
