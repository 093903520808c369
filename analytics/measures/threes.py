"""Counts of yes and no (left, promoted, answered) as they may leave publishing: in threes, three on both sides."""

from __future__ import annotations

STEP = 3
"""Published counts are multiples of this, so that one person more or less seldom shows, and never as one person."""

SLACK = 1
"""How far a count in threes can be from the true one."""


ROUNDING = 2 / 3
"""Variance that counting in threes adds: -1, 0 and 1 are equally likely."""


def in_threes(count: int) -> int:
    """The multiple of three nearest to a count.

    A difference of two published counts is then uncertain by two people, so that no single person's leaving, promotion
    or answering follows from groups that overlap.

    Reference:
        Base-3 rounding, as statistics offices use for small counts: Willenborg & de Waal (2001), Elements of
        Statistical Disclosure Control, chapter 9.

    >>> [in_threes(count) for count in (0, 1, 2, 3, 4, 5, 49)]
    [0, 0, 3, 3, 3, 6, 48]
    """
    return (count + SLACK) // STEP * STEP


def up_in_threes(count: int) -> int:
    """The next multiple of three: how people at risk are shown, so that no month betrays a single change.

    >>> [up_in_threes(count) for count in (10, 11, 12, 13)]
    [12, 12, 12, 15]
    """
    return -(-count // STEP) * STEP


def has_both_sides(count: int, of: int) -> bool:
    """Whether at least three people did and at least three did not.

    >>> has_both_sides(2, 40), has_both_sides(37, 40), has_both_sides(38, 40)
    (False, True, False)
    """
    return STEP <= count <= of - STEP
