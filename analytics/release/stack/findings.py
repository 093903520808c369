"""Which numbers besides cells stay those of an earlier release, so that they go with the cells that stay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from analytics.measures.favorable import SCALES
from analytics.release.audit.plan import ELIGIBLE, PAIR_SURVIVAL, PAIRS, survey_population
from analytics.release.cell_key import CellKey

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    Found = Mapping[str, Any]

RETENTION = "retention"
SECTIONS = (
    "curves", "departures", "bands", "favorable", "reliability", "raked",
    "changes", "pair_changes", "comparisons", "calendar", "ways", "gaps",
)  # fmt: skip
OF_SEVERAL = ("changes", "pair_changes", "comparisons")
"""Numbers about several populations: one that was never shown may be, though one of its populations keeps figures."""

NAMING = (
    "clock", "measure", "wave", "categories", "scale", "name", "cohort", "role", "earlier", "year", "month",
    "generation", "junior_generation", "senior_generation",
)  # fmt: skip
"""What tells two findings of a section apart."""


def kept_findings(found: Found, base: Found, carried: Collection[str], kept: Collection[CellKey]) -> dict[str, Any]:
    """The findings of a release, those of populations and cells that keep their figures taken from an earlier one.

    A number about several populations stays if any of them keeps its figures. So does a kind of number of which nobody
    has said what it is about, if anything does.

    Args:
        found: The findings as they would be now.
        base: The findings of the release that viewers see now.
        carried: Populations that keep their figures.
        kept: Single cells that do.
    """
    unknown = found.keys() - {*SECTIONS, "themes", "drivers"} if carried or kept else frozenset[str]()
    result = {**found, **{section: base[section] for section in unknown if section in base}}
    for section in SECTIONS:
        if section in found:
            result[section] = _section(section, found, base, carried, kept)
    if "themes" in found:
        result["themes"] = _themes(found["themes"], base.get("themes", {}), carried)
    drivers = base.get("drivers", {})
    if "drivers" in found:
        result["drivers"] = {
            target: drivers[target]
            if target in drivers and _is_kept_driver(target, one, drivers[target], carried)
            else one
            for target, one in found["drivers"].items()
        }
    return result


def _section(
    section: str, found: Found, base: Found, carried: Collection[str], kept: Collection[CellKey]
) -> list[Found]:
    def stays(one: Found) -> bool:
        return any(name in carried for name in _populations(section, one)) or _cell(section, one) in kept

    old = {_identity(one): one for one in base.get(section, []) if stays(one)}
    listed = []
    for one in found[section]:
        if not stays(one):
            listed.append(one)
        elif _identity(one) in old:
            listed.append(old.pop(_identity(one)))
        elif section in OF_SEVERAL:
            listed.append(one)
    return [*listed, *old.values()]


def _identity(one: Found) -> str:
    named = {name: one[name] for name in NAMING if name in one}
    inner: Found = next((one[name] for name in ("change", "estimate") if name in one), {})
    return json.dumps([named, inner.get("label"), inner.get("wave")], sort_keys=True)


def _populations(section: str, one: Found) -> tuple[str, ...]:
    """The populations that a finding is about."""
    match section:
        case "curves" | "departures":
            return (PAIRS,) if one.get("clock") == "pair" else (ELIGIBLE,)
        case "calendar" | "ways" | "gaps":
            return (PAIRS,)
        case "raked":
            return (survey_population(one["estimate"]["wave"]),)
        case "changes" | "pair_changes":
            return survey_population(one["earlier"]), survey_population(one["change"]["wave"])
        case "comparisons":
            return (ELIGIBLE,)
        case _:
            return (survey_population(one["wave"]),)


def _cell(section: str, one: Found) -> CellKey | None:
    """The cell that a finding goes with."""
    if "categories" not in one:
        return None
    categories = frozenset((dimension, category) for dimension, category in one["categories"])
    measure = RETENTION if section in {"curves", "departures"} else SCALES.get(one["measure"], one["measure"])
    if one.get("clock") == "pair":
        measure = PAIR_SURVIVAL
    return CellKey(population=_populations(section, one)[0], categories=categories, measure=measure)


def _themes(found: Found, base: Found, carried: Collection[str]) -> Found:
    old = {wave: one for wave, one in base.get("waves", {}).items() if survey_population(wave) in carried}
    new = {wave: one for wave, one in found.get("waves", {}).items() if survey_population(wave) not in carried}
    return {**found, "waves": {**new, **old}}


def _is_kept_driver(target: str, one: Found, old: Found, carried: Collection[str]) -> bool:
    """Whether what goes with an outcome stays: leaving with the roster, engagement with any of its surveys."""
    if target == "leaving":
        return ELIGIBLE in carried
    same = all(one.get(name) == old.get(name) for name in ("new", "seen"))
    return same and any(name.startswith(survey_population("")) for name in carried)
