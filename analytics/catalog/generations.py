"""How birth years become generations: schemes are data, and texts disagree about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.catalog.dimensions import UNDISCLOSED
from analytics.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One generation of a scheme, from its first to its last birth year, both included."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationScheme:
    """A division of birth years into generations.

    Args:
        name: Name in settings.
        label: Words on screen, with the source.
        generations: The generations, oldest first.
    """

    name: str
    label: str
    generations: tuple[Generation, ...]

    def generation(self, birth_year: int | None) -> str:
        """The generation of a birth year, or "Undisclosed".

        >>> GENERATION_SCHEMES["pew"].generation(1990)
        'Millennial'
        """
        if birth_year is None:
            return UNDISCLOSED
        for one in self.generations:
            if one.first <= birth_year <= one.last:
                return one.label
        return UNDISCLOSED


GENERATION_SCHEMES: Mapping[str, GenerationScheme] = {
    scheme.name: scheme
    for scheme in (
        GenerationScheme(
            name="pew",
            label="Pew Research Center",
            generations=(
                Generation(label="Silent", first=1928, last=1945),
                Generation(label="Boomer", first=1946, last=1964),
                Generation(label="Gen X", first=1965, last=1980),
                Generation(label="Millennial", first=1981, last=1996),
                Generation(label="Gen Z", first=1997, last=2012),
            ),
        ),
        GenerationScheme(
            name="founding-text",
            label="Founding text (X 1965-76, Y 1977-98)",
            generations=(
                Generation(label="Silent", first=1928, last=1944),
                Generation(label="Boomer", first=1945, last=1964),
                Generation(label="Gen X", first=1965, last=1976),
                Generation(label="Gen Y", first=1977, last=1998),
                Generation(label="Gen Z", first=1999, last=2012),
            ),
        ),
    )
}


def generation_scheme(name: str) -> GenerationScheme:
    """The generation scheme of that name.

    Raises:
        UnknownNameError: There is none.
    """
    if name not in GENERATION_SCHEMES:
        raise UnknownNameError("generation scheme", name, GENERATION_SCHEMES)
    return GENERATION_SCHEMES[name]
