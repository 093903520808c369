"""Shares as coarse as they are published: to the nearest 5 %, and at the ends no closer than under 5 and over 95 %."""

from __future__ import annotations

from analytics.measures.threes import has_both_sides

STEP = 5
NOBODY, EVERYBODY = 0, 100
"""What stands for under 5 % and for over 95 %: that nobody or everybody did something is never said."""


def in_fives(part: int, whole: int) -> int:
    """A share in percent to the nearest 5; 0 stands for under 5 %, and 100 for over 95 %.

    >>> [in_fives(part, 60) for part in (0, 2, 3, 13, 57, 58, 60)]
    [0, 0, 5, 20, 95, 100, 100]
    """
    if EVERYBODY * part < STEP * whole:
        return NOBODY
    if EVERYBODY * (whole - part) < STEP * whole:
        return EVERYBODY
    return (2 * EVERYBODY * part + STEP * whole) // (2 * STEP * whole) * STEP


def ends(percent: int) -> tuple[float, float]:
    """The smallest and the largest share that a published one can stand for, in percent.

    >>> ends(0), ends(5), ends(40), ends(100)
    ((0.0, 5.0), (2.5, 7.5), (37.5, 42.5), (95.0, 100.0))
    """
    half = STEP if percent in {NOBODY, EVERYBODY} else STEP / 2
    return max(0.0, float(percent - half)), min(100.0, float(percent + half))


def tells_of_few(part: int, whole: int) -> bool:
    """Whether a published share would be about one or two people: the end where they stand does not cover them.

    >>> tells_of_few(1, 30), tells_of_few(2, 30), tells_of_few(2, 60), tells_of_few(28, 30)
    (False, True, False, True)
    """
    return not has_both_sides(part, whole) and in_fives(part, whole) not in {NOBODY, EVERYBODY}
