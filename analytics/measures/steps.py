"""A curve with fewer steps: the days at which it is read, from one alone to the end of every month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.retention import HORIZONS, MONTHS, Clock, month_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from analytics.measures.departures import Departures
    from analytics.measures.finding import Curve

QUARTER, HALF_YEAR = 3, 6
FIRST_OF_PAIRS = 6
AT_ONE, OF_TABLE, HALF_YEARLY, QUARTERLY, MONTHLY = range(5)
"""How fine a curve is: one day, the days of the table, half-years, quarters, months."""


def finenesses(
    months: Sequence[int], clock: Clock = "program", origins: Iterable[int] = ()
) -> Iterator[tuple[int, frozenset[int]]]:
    """The months at which a curve may be read, the fewest first; each holds those before it.

    First where most is read off it: twelve months after it begins, six for pairs, or the last day of the table that it
    reaches. Then the days of the table of 3, 6, 12 and 24 months, each half-year, each quarter, each month; by tenure
    years stand for half-years. What would be no finer than the one before is left out.

    Args:
        months: The months of the whole curve, its beginning first.
        clock: Its clock.
        origins: Months in which curves begin that it is held against: it is read from there as well.

    >>> for fineness, found in finenesses(range(16)):
    ...     print(fineness, sorted(found))
    0 [0, 12]
    1 [0, 3, 6, 12]
    3 [0, 3, 6, 9, 12, 15]
    4 [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
    """
    every = frozenset(months)
    starts = {months[0], *(month for month in origins if month > months[0])}

    def after(*horizons: int) -> frozenset[int]:
        return every & {start + months for start in starts for months in (0, *horizons)}

    def each(step: int) -> frozenset[int]:
        return frozenset(month for month in every if month % step == 0)

    table, shown = after(*HORIZONS), after()
    halves = table | each(MONTHS if clock == "tenure" else HALF_YEAR)
    wanted = FIRST_OF_PAIRS if clock == "pair" else MONTHS
    first = next(
        (found for one in sorted(HORIZONS, reverse=True) if one <= wanted and (found := after(one)) > shown), shown
    )
    for fineness, found in enumerate((first, table, halves, halves | each(QUARTER), every)):
        if found > shown or found == every == after():
            yield fineness, found
        if found == every:
            return
        shown = found


def step_words(days: Sequence[int]) -> str:
    """How often a curve has a step, in words.

    Args:
        days: The days of its points.

    >>> step_words([0, 91, 182, 273]), step_words([0, 91, 182, 365])
    ('each quarter', 'after 3, 6 and 12 months')
    """
    months = [month_of(day) for day in days]
    for step, words in ((1, "each month"), (QUARTER, "each quarter"), (HALF_YEAR, "each half-year")):
        regular = {month for month in range(months[0], months[-1] + 1) if month % step == 0}
        if len(regular) > 3 and regular <= set(months):  # noqa: PLR2004 - two steps are no rhythm
            return words
    *others, last = (str(month - months[0]) for month in months[1:] or months)
    return f"after {', '.join(others)} and {last} months" if others else f"after {last} months"


def steps_sentence(curves: Sequence[Curve]) -> str:
    """How often the curves of a chart have steps, as a sentence to go on with; nothing where there are no curves.

    Args:
        curves: The curves that are drawn.
    """
    words = [step_words([point.day for point in curve.points]) for curve in curves]
    if len(set(words)) <= 1:
        return _told(words[0]) if words else ""
    return f" Steps {'; '.join(f'{word} ({curve.label})' for word, curve in zip(words, curves, strict=True))}."


def departures_steps(departures: Departures | None) -> str:
    """How often curves of departures have steps, as a sentence to go on with; nothing where there are none.

    Args:
        departures: The departures of one group, or None.
    """
    points = next((line for line in departures.points.values() if line), ()) if departures else ()
    return _told(step_words([point.day for point in points])) if points else ""


def _told(words: str) -> str:
    """What a chart draws as dots is known on its days only; the rest has steps."""
    return f" Steps {words}." if words in {"each month", "each quarter"} else f" Known {words} only."
