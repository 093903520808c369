"""How a number of a release was computed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics import catalog
from analytics.measures import (
    changes,
    favorable,
    gaps,
    pairs,
    participation,
    rates,
    representation,
    retention,
    shares,
    survey,
)
from analytics.measures.finding import Provenance
from analytics.query import sentence
from analytics.release.audit.plan import OF_BOTH_SIDES, PAIR_SURVIVAL
from analytics.release.dates import older_figures

if TYPE_CHECKING:
    from analytics.measures.changes import Change
    from analytics.query import Query, Where
    from analytics.release.facts import Facts


def provenance(facts: Facts, measure: str, where: Where, by: tuple[str, ...] = ()) -> Provenance:
    """Definition, window, exclusions, method, SQL and versions behind one number.

    Args:
        facts: The release it is read from.
        measure: Name of the measure.
        where: Chosen categories by dimension.
        by: Dimensions that the SQL divides by; those of the filters by default.

    Raises:
        UnknownNameError: Unknown measure or dimension.
    """
    definition = catalog.measure(measure)
    divided = by or (("role", *where) if measure in OF_BOTH_SIDES else tuple(where)) or ("generation",)
    asked = question(measure, divided, where)
    return Provenance(
        sentence=sentence(where),
        definition=definition.definition,
        numerator=definition.numerator,
        denominator=definition.denominator,
        window=definition.window,
        exclusions=definition.exclusions,
        method=definition.method,
        sql=asked.sql(),
        values={name: _words(value) for name, value in asked.bound().items()},
        release_id=facts.id,
        data_version=facts.data_version,
        import_ids=facts.import_ids,
        as_of=older_figures(facts, measure, where),
    )


def raked_provenance(facts: Facts, measure: str) -> Provenance:
    """Where a raked mean comes from.

    Raises:
        UnknownNameError: Unknown measure.
    """
    asked = representation.question(measure)
    return replace(
        provenance(facts, measure, {}),
        numerator="sum of the respondents' scale scores, each weighted",
        denominator="sum of the weights: everybody invited",
        exclusions="respondents who are not on the roster; waves in which more than one in ten of them are not",
        method=(
            "raking to the roster's head counts by generation, level and business unit, categories with fewer than ten "
            "respondents joined; linearized standard error"
        ),
        sql=asked.sql(),
        values={},
    )


def parity_provenance(facts: Facts, where: Where, by: str) -> Provenance:
    """Where the parity of a group comes from.

    Raises:
        UnknownNameError: Unknown dimension.
    """
    return replace(
        provenance(facts, "participation", where, (by, *where)),
        definition="Participation rate of the group divided by that of everybody eligible.",
        numerator="enrolled out of eligible people of the group",
        denominator="enrolled out of all eligible people",
        method=(
            "exact test with both margins fixed (Fisher); exact limits of the odds ratio carried over to the ratio of "
            "rates; corrected for the number of groups (Bonferroni)"
        ),
    )


def change_provenance(facts: Facts, measure: str, found: Change) -> Provenance:
    """Where a change between two waves comes from.

    Args:
        facts: The release it is read from.
        measure: Name of a scale.
        found: The change.

    Raises:
        UnknownNameError: Unknown measure.
    """
    waves = (found.earlier, found.change.wave or "")
    first, last = (facts.denominators[wave][measure] for wave in waves)
    asked = changes.question(measure, waves, (first, last))
    label = catalog.measure(measure).label.lower()
    return replace(
        provenance(facts, measure, {"arm": (found.change.label,)}),
        definition=f"{catalog.measure(measure).label} in the survey of {waves[1]} minus that of {waves[0]}, by person.",
        numerator="sum of each person's later score minus the earlier one",
        denominator=f"people of the roster with a score of {label} in both surveys",
        window=f"{waves[0]} to {waves[1]}",
        exclusions="people without a score in one of the two surveys; respondents who are not on the roster",
        method="paired mean change, Student's t interval",
        sql=asked.sql(),
        values={name: _words(value) for name, value in asked.bound().items()},
    )


def question(measure: str, by: tuple[str, ...], where: Where) -> Query:
    """What publishing asks the engine for this measure."""
    population = catalog.measure(measure).population
    if measure in {"retention", rates.BY_HEADCOUNT}:
        asked = retention.days_question("program", by, where)
    elif measure == PAIR_SURVIVAL:
        asked = pairs.days_question(by, where)
    elif measure == gaps.MEDIAN_GAP:
        asked = gaps.question(by, where)
    elif measure in rates.EVENTS:
        asked = retention.people_question(by, where)
    elif measure in favorable.SCALES:
        asked = favorable.question(measure, by, where)
    elif measure == shares.RESPONSE:
        asked = shares.response_question(by, where)
    elif population == "survey":
        asked = survey.question(OF_BOTH_SIDES.get(measure, measure), by, where)
    elif population == "eligible":
        asked = participation.question(by, where)
    else:
        asked = pairs.question(measure, by, where)
    return asked


def _words(value: str | int | tuple[str, ...]) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
