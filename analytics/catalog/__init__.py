"""The one dictionary: dimensions, measures, scales and generation schemes, by the name used everywhere."""

from analytics.catalog.definition import Measure, Population
from analytics.catalog.dimensions import (
    COMPARISON,
    DIMENSIONS,
    ENROLLED_ONLY,
    JUNIOR,
    NOT_ENROLLED,
    PILOT,
    SENIOR,
    UNDISCLOSED,
    Dimension,
    dimension,
)
from analytics.catalog.generations import GENERATION_SCHEMES, Generation, GenerationScheme, generation_scheme
from analytics.catalog.levels import level_order
from analytics.catalog.measures import MEASURES, SCALES, measure

__all__ = [
    "COMPARISON",
    "DIMENSIONS",
    "ENROLLED_ONLY",
    "GENERATION_SCHEMES",
    "JUNIOR",
    "MEASURES",
    "NOT_ENROLLED",
    "PILOT",
    "SCALES",
    "SENIOR",
    "UNDISCLOSED",
    "Dimension",
    "Generation",
    "GenerationScheme",
    "Measure",
    "Population",
    "dimension",
    "generation_scheme",
    "level_order",
    "measure",
]
