"""The published numbers that are not functions of cells, looked up by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analytics.release.bands import read_bands
from analytics.release.curves import read_curve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.measures.finding import Bands, Curve
    from analytics.release.cells import Categories


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Curves and spreads of a release.

    Args:
        curves: Retention curves by clock and categories.
        bands: Spreads by measure, wave and categories.
    """

    curves: Mapping[tuple[str, Categories], Curve]
    bands: Mapping[tuple[str, str, Categories], Bands]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Findings:
        """The findings in `findings.json`."""
        return cls(
            curves={(one["clock"], _categories(one)): read_curve(one) for one in document["curves"]},
            bands={(one["measure"], one["wave"], _categories(one)): read_bands(one) for one in document["bands"]},
        )


def _categories(document: Mapping[str, Any]) -> Categories:
    return frozenset((name, category) for name, category in document["categories"])
