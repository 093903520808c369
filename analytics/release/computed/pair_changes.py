"""The changes of the same people by the generations of both sides of their pair, as far as no handful follows."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from analytics.catalog import JUNIOR, SENIOR
from analytics.engine.rows import count
from analytics.measures.finding import Estimate, Interval, Undefined, Withheld
from analytics.measures.pair_changes import MEASURE, PairChange, change_of, question
from analytics.release.audit.merge import EVERYONE, MINIMUM
from analytics.release.computed.matrix import JUNIORS, SENIORS, shown_cells, side_plans
from analytics.release.provenance import provenance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.engine import Engine
    from analytics.engine.rows import Row
    from analytics.measures.finding import Provenance
    from analytics.release.facts import Facts

OWN_SIDE: Mapping[str, int] = {JUNIOR: JUNIORS, SENIOR: SENIORS}
SUMS = ("people", "n_once", "change", "change_squares")
NO_PAIRS = "No pairs are imported yet, so nobody knows whose generations met."
ONE_SURVEY = "A change is between two surveys that asked about bridging generations; import the second."
NOT_LINKED = (
    "The survey of {} cannot be linked to the roster, so nobody knows who answered both times. "
    "Import it with an email or a person's id."
)


def pair_changes(
    engine: Engine, waves: Sequence[str], denominators: Mapping[str, Mapping[str, int]], generations: Sequence[str]
) -> list[dict[str, Any]]:
    """What changed for the same people from the first wave that asked until the last, by both generations.

    What is hidden of a line is nobody, or ten people at least. Where so few of a side were there in one wave only that
    the means of both waves would tell what they answered, the smallest cell of the line is hidden too.

    Args:
        engine: The engine.
        waves: The published waves, oldest first.
        denominators: Integer steps of a score, by wave and scale.
        generations: The generations from old to young, which small ones are joined along.
    """
    asked = [wave for wave in waves if MEASURE in denominators.get(wave, {})]
    if len(asked) < 2:  # noqa: PLR2004 - a change is between two
        return []
    pair = asked[0], asked[-1]
    steps = denominators[pair[0]][MEASURE], denominators[pair[1]][MEASURE]
    rows = engine.rows(question(MEASURE, pair, steps))
    found: list[PairChange] = []
    for role, side in OWN_SIDE.items():
        cells = _merged([row for row in rows if row["role"] == role], generations)
        for junior, senior in sorted(_shown(cells, side)):
            people, _, *sums = (cells[junior, senior][name] for name in SUMS)
            change = change_of(MEASURE, (people, sums[0], sums[1]), pair[1], math.lcm(*steps))
            if change is not None and (junior, senior) != (EVERYONE, EVERYONE):
                named = {"junior_generation": junior, "senior_generation": senior}
                found.append(PairChange(role=role, **named, earlier=pair[0], change=change))
    return [{"measure": MEASURE, **asdict(one)} for one in found]


def why_none(facts: Facts) -> Undefined | Withheld:
    """Why a release has no change by both generations.

    Args:
        facts: What the release says about itself.
    """
    if facts.launched_on is None:
        return Undefined(reason=NO_PAIRS)
    asked = [wave for wave in facts.waves if MEASURE in facts.denominators.get(wave.name, {})]
    if len(asked) < 2:  # noqa: PLR2004 - a change is between two
        return Undefined(reason=ONE_SURVEY)
    loose = [wave.label for wave in (asked[0], asked[-1]) if wave.invited is None]
    return Undefined(reason=NOT_LINKED.format(loose[0])) if loose else Withheld()


def pair_changes_provenance(facts: Facts, found: Sequence[PairChange]) -> Provenance:
    """Where the changes by both generations come from.

    Args:
        facts: The release they are read from.
        found: The changes; nothing where there are none.
    """
    stated = provenance(facts, MEASURE, {})
    if not found:
        return stated
    waves = found[0].earlier, found[0].change.wave or ""
    first, last = (facts.denominators[wave][MEASURE] for wave in waves)
    asked = question(MEASURE, waves, (first, last))
    return replace(
        stated,
        definition=f"Bridging generations in the survey of {waves[1]} minus that of {waves[0]}, by person.",
        numerator="sum of each person's later score minus the earlier one",
        denominator="participants with a score in both surveys, by the generations of both sides of their first pair",
        window=f"{waves[0]} to {waves[1]}",
        exclusions=(
            "people without a score in one of the two surveys; respondents who are not on the roster; people who "
            "joined after the later survey; cells of fewer than ten people"
        ),
        method="paired mean change, Student's t interval, corrected for all cells of both sides (Holm)",
        sql=asked.sql(),
        values={name: str(value) for name, value in asked.bound().items()},
    )


def read_pair_change(document: Mapping[str, Any]) -> PairChange:
    """A change in its plain form."""
    stated = document["change"]
    plain = ("role", "junior_generation", "senior_generation", "earlier")
    return PairChange(
        change=Estimate(**{**stated, "interval": Interval(**stated["interval"])}),
        **{name: document[name] for name in plain},
    )


def shown_changes(
    people: Mapping[tuple[str, str], int], once: Mapping[tuple[str, str], int], side: int
) -> set[tuple[str, str]]:
    """The cells of one side that may be shown.

    Args:
        people: People who answered in both waves, by the generations of juniors and seniors.
        once: People who answered in one wave only.
        side: Which generation is that of the people themselves: 0 the juniors', 1 the seniors'.

    >>> cells = {("Gen Z", "Boomer"): 40, ("Gen Z", "Gen X"): 30}
    >>> shown_changes(cells, {("Gen Z", "Boomer"): 4}, 0)
    {('Gen Z', 'Boomer')}
    """
    shown = set(shown_cells({cell: n for cell, n in people.items() if n}, minimum=MINIMUM))
    own = {cell[side] for cell in people}
    lines = [set(people), *({cell for cell in people if cell[side] == name} for name in sorted(own))]
    while line := next((one for one in lines if _is_exposed(one, people, once, shown)), None):
        shown.remove(min(line & shown, key=lambda cell: (people[cell], cell)))
    return shown


def _is_exposed(
    line: set[tuple[str, str]],
    people: Mapping[tuple[str, str], int],
    once: Mapping[tuple[str, str], int],
    shown: set[tuple[str, str]],
) -> bool:
    """Whether all changes of a line are shown, and a few people of it are in one wave only."""
    few = 0 < sum(once.get(cell, 0) for cell in line) < MINIMUM
    return few and bool(line & shown) and all(cell in shown for cell in line if people[cell])


def _shown(cells: Mapping[tuple[str, str], Mapping[str, int]], side: int) -> set[tuple[str, str]]:
    people, once = ({cell: sums[name] for cell, sums in cells.items()} for name in SUMS[:2])
    return shown_changes(people, once, side)


def _merged(rows: Sequence[Row], generations: Sequence[str]) -> dict[tuple[str, str], Counter[str]]:
    """The sums of one side by joined generations of both."""
    counted = {(str(row["junior_generation"]), str(row["senior_generation"])): count(row, "people") for row in rows}
    juniors, seniors = side_plans(counted, generations, minimum=MINIMUM)
    merged: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        cell = juniors[str(row["junior_generation"])], seniors[str(row["senior_generation"])]
        merged[cell].update({name: count(row, name) for name in SUMS})
    return dict(merged)
