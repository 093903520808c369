"""The pilot comparisons of a release: which are made, and how they are written to and read from its findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from analytics.comparison.design import Declared, Design
from analytics.comparison.evidence import PilotComparison
from analytics.program import FILE_NAME
from analytics.query import Query
from analytics.release.documents import document, from_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from analytics.engine import Engine
    from analytics.program import Program

OUTCOMES = ("retention", "engagement", "satisfaction", "enps", "promotions")
"""What is compared where nothing was declared, besides the program's primary outcome."""

COMPARABLE = frozenset({*OUTCOMES, "bridging"})
"""Outcomes that a comparison from index dates has; another primary outcome leaves the decision to retention."""

SMALLEST_MARGIN = 0.1
REGISTERED_ON = re.compile(r"# Registered on (\d{4}-\d{2}-\d{2})\b")
NEVER = "9999-12-31"
NO_LEAVERS = (
    "The roster holds only people who stayed, or only people who left: the one cannot be told without the other."
)
NO_PROMOTIONS = "The roster shows nobody moving up a level."


def pilot_comparisons(engine: Engine, program: Program, facts: Mapping[str, Any]) -> list[Any]:
    """Every declared comparison as plain data, for `findings.json`; none where nobody enrolled.

    Args:
        engine: The engine.
        program: The program's settings.
        facts: What the release says about itself.
    """
    from analytics.comparison.assembled import Context, pilot_comparison

    cohorts = sorted({(str(row["enrolled_on"]), str(row["cohort"])) for row in engine.rows(Query(aggregate="cohorts"))})
    if not cohorts:
        return []
    begun = {name: day for day, name in reversed(cohorts)}
    silent = {} if facts["has_leavers"] else {"retention": NO_LEAVERS}
    silent |= {} if facts["has_promotions"] else {"promotions": NO_PROMOTIONS}
    context = Context(scheme=program.scheme, cohorts=tuple(name for _, name in cohorts), silent=silent)
    return comparison_documents(pilot_comparison(engine, one, context) for one in declared(program, begun))


def declared(program: Program, begun: Mapping[str, str]) -> tuple[Declared, ...]:
    """The comparisons that shall be published: of the settings, or else those registered, or else the two usual ones.

    A plan for a cohort that has not begun waits until it does. A plan counts as kept to only where it was registered
    before anybody of its cohort enrolled; what is written down later may follow the results.

    Args:
        program: The program's settings.
        begun: First day of every cohort with people, ISO 8601, by its name.

    Raises:
        SettingsError: A design is not in TOML, lacks its name, or its parts contradict each other.
        UnknownNameError: A name is in no catalog.
    """
    registered = {text: Design.from_toml(text, "A file in the folder designs") for text in program.registered}
    designs = tuple(Design.from_settings(table, FILE_NAME) for table in program.comparisons)
    ready = tuple(one for one in registered.values() if one.cohort in ("", *begun))
    beforehand = {one.sha256 for text, one in registered.items() if _registered_on(text) < _first_day(one, begun)}
    return tuple(
        Declared(design=one, kept_to=one.sha256 if one.sha256 in beforehand else None)
        for one in designs or ready or default_designs(program)
    )


def _registered_on(text: str) -> str:
    """The day that a registered design says it was written down; the last of all days where it does not say."""
    found = REGISTERED_ON.match(text)
    return found[1] if found else NEVER


def _first_day(design: Design, begun: Mapping[str, str]) -> str:
    """The first day on which anybody of a design's cohort enrolled, or the last of all days."""
    return min((day for name, day in begun.items() if design.cohort in ("", name)), default=NEVER)


def default_designs(program: Program) -> tuple[Design, ...]:
    """The comparisons that are made where none was declared: juniors and seniors of all cohorts.

    Args:
        program: The program's settings.
    """
    primary = program.primary_outcome if program.primary_outcome in COMPARABLE else "retention"
    outcomes = tuple(dict.fromkeys((primary, *OUTCOMES)))
    margin = max(program.margin, SMALLEST_MARGIN)
    return (
        Design(name="Junior mentors", role="Junior mentor", outcomes=outcomes, primary=primary, margin=margin),
        Design(name="Senior mentees", role="Senior mentee", outcomes=outcomes, primary=primary, margin=margin),
    )


def comparison_documents(found: Iterable[PilotComparison]) -> list[Any]:
    """Pilot comparisons as plain data, for `findings.json`.

    Args:
        found: The comparisons, gated already.
    """
    return [document(one) for one in found]


def read_comparisons(documents: Iterable[Any]) -> tuple[PilotComparison, ...]:
    """The pilot comparisons in their plain form.

    Args:
        documents: What `comparison_documents` made of them.
    """
    return tuple(from_document(PilotComparison, one) for one in documents)
