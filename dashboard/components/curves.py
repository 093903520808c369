"""Charts about retention: curves, what remains after a year, why people left, and tables of rates and horizons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import COMPARISON, PILOT, measure
from analytics.narrative import (
    breakdown_title,
    curve_title,
    departures_steps,
    difference_title,
    multiplicity_sentence,
    stayed_title,
    steps_sentence,
)
from analytics.release.read import Undefined
from dashboard.components.charts import chart, written_card
from dashboard.components.downloads import foot, table_html
from dashboard.components.groups import CHOSEN, both, by_category, colors_say, scheme_note, sides
from dashboard.components.kept import kept
from dashboard.components.provenance import explanation
from dashboard.components.tables import (
    curves_table,
    departures_table,
    differences_table,
    estimates_table,
    retention_table,
    sides_table,
)
from dashboard.figures.differences import differences
from dashboard.figures.dots import dots
from dashboard.figures.incidence import incidence
from dashboard.figures.series import released, shown
from dashboard.figures.survival import months, survival
from dashboard.theme import interval, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.release.read import Curve, Departures, Estimate, Finding
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame

NAME = "retention"
CAPTION = "Share still employed by months since launch, Kaplan-Meier with delayed entry, 95 % band."
MONTHS = (3, 6, 12, 24)
YEAR = 12
FEWEST = 2
IN_PILOT = " in the pilot"
RATES = ("turnover", "regretted_turnover", "promotions")
BY_HEADCOUNT = "turnover_by_headcount"


def not_known(frame: Frame) -> str:
    """Why nothing can be known about who stays, whoever is asked for; empty where something can."""
    outcome = frame.release.curve({}, label="Everyone").outcome
    return outcome.reason if isinstance(outcome, Undefined) else ""


@kept
def arm_curves(frame: Frame) -> Iterator[Card]:
    """Draw the curves of pilot and comparison."""
    found = [frame.release.curve(side, label=arm) for arm, side in sides(frame.where)]
    colors = (frame.palette.pilot, frame.palette.comparison)
    yield chart(
        "curves-arm",
        curve_title(found),
        CAPTION + steps_sentence(released(found)),
        figure=survival(_colored(found, colors), frame.palette),
        table=curves_table(found, caption="Retention by group and month since launch"),
        findings=found,
    )


def has_steps_by_generation(frame: Frame) -> bool:
    """Whether a curve of a generation has more than a beginning and an end, which the dots show too."""
    return any(len(curve.points) > FEWEST for curve in released(frame.release.curves("generation", frame.where)))


@kept
def generation_curves(frame: Frame) -> Iterator[Card]:
    """Draw one curve a generation."""
    found = frame.release.curves("generation", frame.where)
    yield chart(
        "curves-generation",
        breakdown_title(
            measure(NAME).label, frame.release.breakdown(NAME, "generation", frame.where), between="generations"
        ),
        CAPTION + steps_sentence(released(found)),
        figure=survival(_colored(found, frame.palette.groups), frame.palette),
        table=curves_table(found, caption="Retention by generation and month since launch"),
        findings=found,
    )


@kept
def difference_dots(frame: Frame) -> Iterator[Card]:
    """Draw pilot minus comparison after twelve months, for everyone and by generation."""
    whole, parts = frame.release.compare_parts(NAME, "generation", frame.where)
    found = (whole, *parts)
    yield chart(
        "difference-retention",
        difference_title(whole),
        f"Percentage points after 12 months, for all and by generation. {multiplicity_sentence(parts, whole)}",
        figure=differences(found, frame.palette),
        table=differences_table(
            found, caption="12-month retention, pilot minus comparison", rows="Generation", is_full=True
        ),
        findings=found,
        note=scheme_note(frame.release, NAME),
    )


@kept
def generation_dots(frame: Frame) -> Iterator[Card]:
    """Draw what remains after twelve months by generation, pilot and comparison."""
    name = measure(NAME)
    series = both(frame.where, frame.palette, lambda side, _: frame.release.breakdown(NAME, "generation", side))
    findings, labels = by_category(series)
    yield chart(
        "dots-retention",
        breakdown_title(
            f"{name.label}{IN_PILOT if series[0].label == PILOT else ''}", series[0].findings, between="generations"
        ),
        f"Kaplan-Meier share in percent with its 95 % interval. {colors_say(series)}",
        figure=dots(series, frame.palette, possible=(name.low, name.high)),
        table=estimates_table(
            findings, caption="12-month retention by generation and group", rows="Generation", labels=labels
        ),
        findings=findings,
    )


@kept
def departures(frame: Frame) -> Iterator[Card]:
    """Draw the share gone voluntarily beside the share gone for other reasons."""
    found = frame.release.departures(frame.where)
    colors = {"voluntary": frame.palette.groups[1], "other": frame.palette.groups[2]}
    yield chart(
        "departures",
        departures_title(found),
        "Share gone by months since launch, Aalen-Johansen, 95 % band. "
        "Other is every other end of employment, and leavers without a reason in the roster."
        + departures_steps(shown(found)),
        figure=incidence(shown(found), colors, frame.palette),
        table=departures_table([found], caption="Share gone by reason and month since launch"),
        findings=[found],
    )


def departures_title(finding: Finding[Departures]) -> str:
    """A title about departures: the shares gone for each reason after twelve months."""
    found = shown(finding)
    points = found.points if found else {}
    gone = {reason: point.incidence for reason, line in points.items() for point in line if months(point.day) == YEAR}
    if len(gone) < len(points) or not gone:
        return "Why people left"
    voluntary, other = (f"{number(gone[reason], '%')} %" for reason in ("voluntary", "other"))
    return f"After 12 months {voluntary} have left voluntarily, {other} for other reasons"


@kept
def rates(frame: Frame) -> Iterator[Card]:
    """Draw turnover, regretted turnover and promotions of pilot and comparison as a table."""
    found = list(frame.release.compare_measures(RATES, frame.where).values())
    labels = [measure(name).label for name in RATES]
    table = sides_table(found, caption="Rates per 100 person-years", rows="Rate", labels=labels)
    asked = (frame.release.estimate(BY_HEADCOUNT, side, label=arm) for arm, side in sides(frame.where))
    heads = [one for one in asked if shown(one)]
    explained = (
        explanation([one], key=one.measure, label=f"How was this computed: {measure(one.measure).label.lower()}")
        for several in (found, heads[:1])
        for one in several
    )
    yield written_card(
        "rates",
        difference_title(found[0]),
        "Events per 100 person-years since launch, counted in threes, with 95 % intervals; n counts people. "
        f"Raw comparison: not adjusted for who volunteered. {multiplicity_sentence(found)}{headcount_sentence(heads)}",
        table_html(table, found, key="rates") + foot(*explained),
    )


def headcount_sentence(found: Sequence[Finding[Estimate]]) -> str:
    """The turnover of each group out of its mean headcount, in a sentence after others; empty where none is shown.

    Args:
        found: Turnover by headcount of each group.
    """
    parts = [
        f"{one.label.lower()} {number(one.value, one.unit)} % ({interval(one.interval, one.unit)})"
        for one in released(found)
    ]
    return f" By mean headcount, in all the time of each curve: {', '.join(parts)}." if parts else ""


@kept
def horizons(frame: Frame) -> Iterator[Card]:
    """Draw retention after 3, 6, 12 and 24 months as a table."""
    generations = frame.where.get("generation", frame.release.categories(NAME, "generation"))
    whole = (CHOSEN if frame.where else frame.release.everyone, frame.where)
    groups = [whole, *sides(frame.where), *((one, {**frame.where, "generation": (one,)}) for one in generations)]
    rows = [
        (label, [frame.release.retained(months, where, label=label) for months in MONTHS]) for label, where in groups
    ]
    found = [finding for _, findings in rows for finding in findings]
    yield written_card(
        "horizons",
        horizons_title(rows),
        "Kaplan-Meier share in percent of those under observation since launch, with its 95 % interval.",
        table_html(retention_table(rows, MONTHS), found, key="horizons", is_explained=True),
    )


def horizons_title(rows: Sequence[tuple[str, Sequence[Finding[Estimate]]]]) -> str:
    """A title about who stays: the share of both groups, or else of all, after the longest time that is known.

    Args:
        rows: Each group with its findings, one for each of `MONTHS`.
    """
    for named in ((PILOT, COMPARISON), tuple(label for label, _ in rows[:1])):
        found = [(label, [shown(finding) for finding in findings]) for label, findings in rows if label in named]
        for at, months_in in reversed(tuple(enumerate(MONTHS))):
            shares = [(label, value.value) for label, values in found if (value := values[at]) is not None]
            if len(shares) == len(named):
                return stayed_title(months_in, shares)
    return "Who is still here after 3, 6, 12 and 24 months"


def _colored(found: Sequence[Finding[Curve]], colors: Sequence[str]) -> list[tuple[Curve, str]]:
    return [(curve, color) for finding, color in zip(found, colors, strict=False) for curve in released([finding])]
