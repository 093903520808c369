"""What the difference in retention is worth: avoided departures and money, as intervals, or a reason to say nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import SettingsError
from analytics.stats.outcome import Interval, Outcome, Released, Undefined

if TYPE_CHECKING:
    from analytics.comparison.evidence import OutcomeEvidence

PERCENT = 100.0
NOT_RETENTION = "Only a difference in retention can be counted in departures and money."
UNDEFINED = "Without an adjusted difference there is nothing to count."
FORBIDDEN = "What speaks against this comparison forbids a verdict, so it is worth no money either."
NOT_CLEAR = (
    "The interval of the adjusted difference contains zero: as far as anybody can say, nobody stayed because of the "
    "program. So no money is shown."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a difference in retention is worth over the follow-up, if it holds for everybody of the pilot.

    Args:
        people: People of the pilot.
        avoided: Departures that did not happen; below 0 where more people left than would have.
        avoided_interval: Their interval.
        saved: What replacing them would have cost, in the currency of the inputs.
        saved_interval: Its interval.
        spent: Cost of the program.
        net: Saved less spent.
        net_interval: Its interval.
        break_even: Departures at which the program pays for itself; None where replacing somebody costs nothing.
    """

    people: int
    avoided: float
    avoided_interval: Interval
    saved: float
    saved_interval: Interval
    spent: float
    net: float
    net_interval: Interval
    break_even: float | None


def worth(outcome: OutcomeEvidence, *, replacement_cost: float, program_cost: float) -> Outcome[Worth]:
    """Departures avoided and money saved, from the adjusted difference and the reader's own costs.

    Args:
        outcome: Evidence on retention.
        replacement_cost: What it costs to replace one person, 0 or more, in any currency.
        program_cost: What the program cost for the people compared, 0 or more, in the same currency.

    Returns:
        The worth; a reason instead where the outcome is not retention, the interval contains zero, or a caution forbids
        a verdict.

    Raises:
        SettingsError: A cost is below 0.
    """
    if not (0 <= replacement_cost < float("inf") and 0 <= program_cost < float("inf")):
        raise SettingsError("A cost is below 0 or no number.", allowed="0 or more, both in the same currency.")
    if outcome.measure != "retention":
        return Undefined(reason=NOT_RETENTION)
    if outcome.headline is None:
        return Undefined(reason=UNDEFINED)
    if any(caution.forbids_verdict for caution in outcome.cautions):
        return Undefined(reason=FORBIDDEN)
    effect, people = outcome.headline.effect, outcome.basis.n.pilot
    if not effect.interval.excludes(0.0):
        return Undefined(reason=NOT_CLEAR)
    avoided = effect.difference / PERCENT * people
    exits = _scaled(effect.interval, people / PERCENT)
    saved = _scaled(exits, replacement_cost)
    net = Interval(low=saved.low - program_cost, high=saved.high - program_cost, level=saved.level)
    return Released(
        value=Worth(
            people=people,
            avoided=avoided,
            avoided_interval=exits,
            saved=avoided * replacement_cost,
            saved_interval=saved,
            spent=program_cost,
            net=avoided * replacement_cost - program_cost,
            net_interval=net,
            break_even=program_cost / replacement_cost if replacement_cost else None,
        ),
        n=people,
    )


def _scaled(limits: Interval, factor: float) -> Interval:
    return Interval(low=limits.low * factor, high=limits.high * factor, level=limits.level)
