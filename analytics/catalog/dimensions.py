"""The dimensions that divide people, and the categories that the product itself names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

UNDISCLOSED = "Undisclosed"
PILOT = "Pilot"
COMPARISON = "Comparison"
NOT_ENROLLED = "Not enrolled"
JUNIOR = "Junior mentor"
SENIOR = "Senior mentee"
ENROLLED_ONLY = ("program", "cohort", "role")
"""Dimensions that only people in a program have; everybody else is "Not enrolled" in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One way to divide people.

    Args:
        name: Name in queries, addresses and the command line.
        label: Words on screen.
        phrase: How a filter on it reads in a sentence, with `{}` for the categories.
    """

    name: str
    label: str
    phrase: str


def _by_name(*items: Dimension) -> dict[str, Dimension]:
    return {item.name: item for item in items}


DIMENSIONS: Mapping[str, Dimension] = _by_name(
    Dimension(name="arm", label="Group", phrase="in the {} group"),
    Dimension(name="program", label="Program", phrase="in the program {}"),
    Dimension(name="cohort", label="Cohort", phrase="of cohort {}"),
    Dimension(name="role", label="Role", phrase="with the role {}"),
    Dimension(name="generation", label="Generation", phrase="of the generation {}"),
    Dimension(name="gender", label="Gender", phrase="of gender {}"),
    Dimension(name="ethnicity", label="Ethnicity", phrase="of ethnicity {}"),
    Dimension(name="business_unit", label="Business unit", phrase="in the business unit {}"),
    Dimension(name="level", label="Level", phrase="at level {}"),
    Dimension(name="location", label="Location", phrase="in {}"),
)


def dimension(name: str) -> Dimension:
    """The dimension of that name.

    Raises:
        UnknownNameError: There is none.
    """
    if name not in DIMENSIONS:
        raise UnknownNameError("dimension", name, DIMENSIONS)
    return DIMENSIONS[name]
