"""Which figures of a release are of an earlier one, and of when: too few answers have changed since."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from analytics import catalog
from analytics.catalog import JUNIOR, SENIOR
from analytics.release.audit.plan import ELIGIBLE, OF_BOTH_SIDES, PAIRS, survey_population
from analytics.release.cell_key import combinations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from analytics.query import Where
    from analytics.release.facts import Facts

WORDS: Mapping[str, str] = {ELIGIBLE: "Roster", PAIRS: "Pairs"}


def older_parts(facts: Facts) -> dict[str, str]:
    """The parts of a release all of whose figures are of an earlier one, with its time, ISO 8601.

    Args:
        facts: The release.
    """
    return {_words(population): at for population, at in facts.as_of.items()}


def older_figures(facts: Facts, measure: str, where: Where, wave: str | None = None) -> dict[str, str]:
    """What of a measure is of an earlier release, with its time, ISO 8601; empty where all of it is new.

    Args:
        facts: The release.
        measure: Name of the measure.
        where: Chosen categories by dimension.
        wave: Survey wave; every wave by default.
    """
    if not facts.kept and not facts.as_of:
        return {}
    sides = ({("role", JUNIOR)}, {("role", SENIOR)}) if measure in OF_BOTH_SIDES else ()
    groups = tuple(chain.from_iterable((one, *(one | side for side in sides)) for one in combinations(where)))
    behind = (measure, OF_BOTH_SIDES.get(measure, measure))
    found: dict[str, str] = {}
    for population in _populations(facts, measure, wave):
        single = {at for group in groups for name in behind if (at := facts.kept.get((population, group, name)))}
        at = min(single, default=facts.as_of.get(population))
        if at is not None:
            found[_words(population)] = at
    return found


def _populations(facts: Facts, measure: str, wave: str | None) -> Iterable[str]:
    kind = catalog.measure(measure).population
    if kind != "survey":
        return (kind,)
    return tuple(survey_population(one.name) for one in facts.waves if wave in {None, one.name})


def _words(population: str) -> str:
    return WORDS.get(population, f"Survey of {population.partition(':')[2]}")
