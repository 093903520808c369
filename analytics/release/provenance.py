"""How a number of a release was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics import catalog
from analytics.measures import favorable, pairs, participation, rates, retention, survey
from analytics.measures.finding import Provenance
from analytics.query import sentence

if TYPE_CHECKING:
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
    asked = question(measure, by or tuple(where) or ("generation",), where)
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
    )


def question(measure: str, by: tuple[str, ...], where: Where) -> Query:
    """What publishing asks the engine for this measure."""
    if measure == "retention":
        return retention.days_question("program", by, where)
    if measure in rates.EVENTS:
        return retention.people_question(by, where)
    if measure in favorable.SCALES:
        return favorable.question(measure, by, where)
    match catalog.measure(measure).population:
        case "survey":
            return survey.question(measure, by, where)
        case "eligible":
            return participation.question(by, where)
        case "pairs":
            return pairs.question(measure, by, where)


def _words(value: str | int | tuple[str, ...]) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
