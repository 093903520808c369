"""What a mean score would be if those who answered were made up like everybody who was invited."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.engine.rows import count
from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Estimate, Interval
from analytics.query import Query
from analytics.stats.moments import Sums
from analytics.stats.raking import Respondents, raked_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.engine.rows import Row

MEASURES = ("engagement", "satisfaction")
MARGINS = ("generation", "level", "business_unit")
MINIMUM = 30
MINIMUM_IN_A_CATEGORY = 10
OTHER = "Other"
PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RakedScore:
    """A mean score of everyone, weighted to the head counts of everybody invited.

    Args:
        estimate: The raked mean with its interval, in points, to one decimal.
        raw: The plain mean of the same respondents, in points, to one decimal.
        effective_n: Kish's effective number of respondents: how many equally weighted ones would say as much.
        invited: People invited.
        margins: The dimensions to whose head counts the respondents were weighted.
    """

    estimate: Estimate
    raw: float
    effective_n: float
    invited: int
    margins: tuple[str, ...]


def question(measure: str) -> Query:
    """What to ask the engine for head counts and scores by every combination of the margins."""
    return Query(aggregate="raking", column=measure, by=MARGINS)


def raked_score(rows: Sequence[Row], denominator: int, wave: str) -> RakedScore | None:
    """The raked mean of a wave, or None where too few answered or no weights meet the head counts.

    Categories in which fewer than ten people answered are joined, so that nobody stands for many others; a margin with
    a single category left is not used. The mean is published to a tenth of a point.

    Args:
        rows: Rows of `raking` of one wave: head count (people) and sums of the score.
        denominator: Integer steps that make a score of 1.
        wave: The wave.
    """
    if sum(count(row, "n") for row in rows) < MINIMUM:
        return None
    joined = {margin: _joined(rows, margin) for margin in MARGINS}
    used = tuple(margin for margin, names in joined.items() if len(set(names.values())) > 1)
    if not used:
        return None
    respondents, margins = _respondents(rows, joined, used, denominator), _head_counts(rows, joined, used)
    try:
        found = raked_mean(respondents, margins)
    except UndefinedStatisticError:
        return None
    interval = Interval(low=round(found.interval.low, 1), high=round(found.interval.high, 1))
    estimate = Estimate(
        label="Everyone",
        n=found.n,
        value=round(found.mean, 1),
        interval=interval,
        unit="points",
        wave=wave,
        standard_error=round(found.standard_error, 2),
    )
    return RakedScore(
        estimate=estimate,
        raw=round(found.unweighted_mean, 1),
        effective_n=round(found.effective_size, 1),
        invited=sum(count(row, "people") for row in rows),
        margins=used,
    )


def _joined(rows: Sequence[Row], margin: str) -> dict[str, str]:
    """The category that each one counts for: itself, or "Other" with all that have too few respondents."""
    answered: dict[str, int] = defaultdict(int)
    for row in rows:
        answered[str(row[margin])] += count(row, "n")
    by_size = sorted(answered, key=lambda name: (answered[name], name))
    rest = [name for name in by_size if answered[name] < MINIMUM_IN_A_CATEGORY]
    while rest and len(rest) < len(by_size) and sum(answered[name] for name in rest) < MINIMUM_IN_A_CATEGORY:
        rest.append(by_size[len(rest)])
    return {name: OTHER if name in rest else name for name in answered}


def _respondents(
    rows: Sequence[Row], joined: Mapping[str, Mapping[str, str]], used: Sequence[str], denominator: int
) -> list[Respondents]:
    sums: dict[tuple[str, ...], Sums] = {}
    for row in rows:
        if n := count(row, "n"):
            levels = tuple(joined[margin][str(row[margin])] for margin in used)
            own = Sums(
                n=n,
                total=PERCENT * count(row, "total"),
                squares=PERCENT**2 * count(row, "squares"),
                denominator=denominator,
            )
            sums[levels] = sums[levels] + own if levels in sums else own
    return [Respondents(levels=levels, outcome=own) for levels, own in sorted(sums.items())]


def _head_counts(
    rows: Sequence[Row], joined: Mapping[str, Mapping[str, str]], used: Sequence[str]
) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {margin: defaultdict(float) for margin in used}
    for row in rows:
        for margin in used:
            found[margin][joined[margin][str(row[margin])]] += count(row, "people")
    return found
