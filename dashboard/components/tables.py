"""Tables that a screen reader can walk through: units in the header, numbers to the right, n always there."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar, assert_never

from analytics.release.read import Difference, Estimate, Finding, Released, Undefined, Withheld
from dashboard.figures.series import released
from dashboard.figures.survival import at_risk, in_table, months
from dashboard.theme import coarse, count, difference_unit, fixed, interval, number, probability, signed, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analytics.release.read import Bands, Curve, DeparturePoint, Departures, Wave
    from dashboard.figures.series import Series

T = TypeVar("T")

NOT_PUBLISHED = "Not published"
UNDEFINED = "No data"
VERDICTS = {
    "higher": "higher",
    "lower": "lower",
    "no_difference": "no difference larger than {margin}",
    "not_enough": "not enough people to say",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as text.

    Args:
        caption: What the table shows; read aloud, not drawn.
        header: Names of the columns, the first one naming the rows.
        rows: The cells, as many as there are columns.
        note: A sentence below the table, such as why cells are missing.
        words: Positions of further columns that hold words and not numbers.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    words: tuple[int, ...] = ()

    def html(self) -> str:
        """The table as markup, with everything escaped."""
        head = "".join(f'<th scope="col"{self._kind(at)}>{escape(name)}</th>' for at, name in enumerate(self.header))
        note = f'<p class="tw-note">{escape(self.note)}</p>' if self.note else ""
        body = "".join(self._row(row) for row in self.rows)
        caption = f"<caption>{escape(self.caption)}</caption>"
        table = f'<table class="tw-table">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        return (
            f'<div class="tw-scroll" tabindex="0" role="region" aria-label="{escape(self.caption)}">{table}</div>{note}'
        )

    def _row(self, row: Sequence[str]) -> str:
        first, *others = row
        cells = "".join(f"<td{self._kind(at, cell)}>{escape(cell)}</td>" for at, cell in enumerate(others, start=1))
        return f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'

    def _kind(self, at: int, cell: str = "") -> str:
        kinds = [
            name
            for name, holds in (("tw-missing", cell in {NOT_PUBLISHED, UNDEFINED}), ("tw-words", at in self.words))
            if holds
        ]
        return f' class="{" ".join(kinds)}"' if kinds else ""


def estimates_table(
    findings: Sequence[Finding[Estimate]], *, caption: str, rows: str, labels: Sequence[str] = ()
) -> Table:
    """A table of estimates: group, value, interval, n.

    Args:
        findings: One row each.
        caption: What the table shows.
        rows: What the rows are, such as "Generation".
        labels: Words for the rows; the findings' own labels by default.
    """
    unit = next((value.unit for finding in findings for value in released([finding])), "")
    names = labels or [finding.label for finding in findings]
    return Table(
        caption=caption,
        header=(rows, f"Value ({unit})" if unit else "Value", "95 % interval", "n"),
        rows=tuple((name, *_cells(finding, _estimate, 3)) for name, finding in zip(names, findings, strict=True)),
        note=missing_note(findings),
    )


def differences_table(
    findings: Sequence[Finding[Difference]],
    *,
    caption: str,
    rows: str,
    labels: Sequence[str] = (),
    is_full: bool = False,
) -> Table:
    """A table of differences: pilot, comparison, difference, interval, and with `is_full` the test behind them.

    Args:
        findings: One row each.
        caption: What the table shows.
        rows: What the rows are, such as "Outcome".
        labels: Words for the rows; the findings' own labels by default.
        is_full: Whether t, df, p and the smallest detectable difference are columns too.
    """
    names = labels or [finding.label for finding in findings]
    header = (rows, "Pilot", "n", "Comparison", "n", "Pilot minus comparison", "95 % interval", "Verdict")
    test = ("t", "df", "p", "Smallest detectable") if is_full else ()
    cells = _full_difference if is_full else _difference
    body = tuple(
        (name, *_cells(finding, cells, len(header) + len(test) - 1))
        for name, finding in zip(names, findings, strict=True)
    )
    family = max((value.family for finding in findings for value in released([finding])), default=1)
    corrected = f"Intervals and p are corrected for {family} comparisons made together. " if family > 1 else ""
    return Table(
        caption=caption,
        header=(*header[:-1], *test, header[-1]),
        rows=body,
        note=corrected + missing_note(findings),
        words=(len(header) + len(test) - 1,),
    )


def sides_table(
    findings: Sequence[Finding[Difference]],
    *,
    caption: str,
    rows: str,
    labels: Sequence[str],
    sides: tuple[str, str] = ("Pilot", "Comparison"),
) -> Table:
    """A table of two sides, each with its own interval and n, and of the first minus the second.

    Args:
        findings: One row each.
        caption: What the table shows.
        rows: What the rows are, such as "Rate".
        labels: Words for the rows.
        sides: Names of the two sides.
    """
    first, second = sides
    difference = f"{first} minus {second.lower()}"
    header = (rows, f"{first} (95 % interval)", "n", f"{second} (95 % interval)", "n", difference, "95 % interval")
    body = tuple((name, *_cells(finding, _both, len(header))) for name, finding in zip(labels, findings, strict=True))
    return Table(
        caption=caption,
        header=(*header, "Verdict"),
        rows=body,
        note=missing_note(findings),
        words=(len(header),),
    )


def verdict_words(difference: Difference) -> str:
    """The verdict as it is said on screen."""
    margin = f"{number(difference.margin, difference.pilot.unit)} {difference_unit(difference.pilot.unit)}"
    return VERDICTS[difference.verdict].format(margin=margin)


def missing_note(findings: Sequence[Finding[Any]]) -> str:
    """Why some cells have no number, each reason once; empty where all have one."""
    reasons = dict.fromkeys(
        finding.outcome.reason for finding in findings if isinstance(finding.outcome, Withheld | Undefined)
    )
    return " ".join(reasons)


def _cells(finding: Finding[T], cells: Callable[[T], tuple[str, ...]], width: int) -> tuple[str, ...]:
    match finding.outcome:
        case Released(value=value):
            return cells(value)
        case Withheld():
            return (NOT_PUBLISHED, *[""] * (width - 1))
        case Undefined():
            return (UNDEFINED, *[""] * (width - 1))
        case _:
            assert_never(finding.outcome)


def _estimate(value: Estimate) -> tuple[str, ...]:
    return number(value.value, value.unit), interval(value.interval, value.unit), count(value.n)


def _difference(value: Difference) -> tuple[str, ...]:
    return (*_sides(value), verdict_words(value))


def _both(value: Difference) -> tuple[str, ...]:
    unit = value.pilot.unit
    return (
        *_with_interval(value.pilot),
        count(value.pilot.n),
        *_with_interval(value.comparison),
        count(value.comparison.n),
        signed(value.difference, unit),
        interval(value.interval, unit),
        verdict_words(value),
    )


def _full_difference(value: Difference) -> tuple[str, ...]:
    unit = value.pilot.unit
    df = "normal" if value.df is None else fixed(value.df, 1)
    test = (fixed(value.t, 2), df, probability(value.p), number(value.smallest_detectable, unit))
    return (*_sides(value), *test, verdict_words(value))


def _sides(value: Difference) -> tuple[str, ...]:
    unit = value.pilot.unit
    return (
        number(value.pilot.value, unit),
        count(value.pilot.n),
        number(value.comparison.value, unit),
        count(value.comparison.n),
        signed(value.difference, unit),
        interval(value.interval, unit),
    )


def waves_table(series: Sequence[Series], waves: Sequence[Wave], *, caption: str) -> Table:
    """A table of estimates by wave and group.

    Args:
        series: The groups; the findings of each are its waves.
        waves: The waves, oldest first.
        caption: What the table shows.
    """
    findings = [finding for one in series for finding in one.findings]
    unit = next((value.unit for value in released(findings)), "")
    body = tuple(
        (wave.label, one.label, *_cells(finding, _estimate, 3))
        for one in series
        for wave, finding in zip(waves, one.findings, strict=True)
    )
    header = ("Survey", "Group", f"Value ({unit})" if unit else "Value", "95 % interval", "n")
    return Table(caption=caption, header=header, rows=body, note=missing_note(findings), words=(1,))


def bands_table(findings: Sequence[Finding[Bands]], *, caption: str) -> Table:
    """A table of the shares of low, middle and high scores."""
    return Table(
        caption=caption,
        header=("Group", "Below 50 (%)", "50 to below 75 (%)", "75 and more (%)", "n"),
        rows=tuple((finding.label, *_cells(finding, _bands, 4)) for finding in findings),
        note=missing_note(findings),
    )


def _bands(value: Bands) -> tuple[str, ...]:
    return coarse(value.low), coarse(value.middle), coarse(value.high), count(value.n)


def favorable_table(series: Sequence[Series], waves: Sequence[Wave], *, caption: str) -> Table:
    """A table of a mean and the favorable share beside it, by wave and group.

    Args:
        series: The groups; the findings of each are the mean and the share of the first wave, then of the next.
        waves: The waves, oldest first.
        caption: What the table shows.
    """
    body = tuple(
        (wave.label, one.label, _short(mean), _people([mean]), _cells(share, _coarse, 1)[0], _people([share]))
        for one in series
        for wave, mean, share in zip(waves, one.findings[::2], one.findings[1::2], strict=True)
    )
    header = ("Survey", "Group", "Mean (points)", "n", "Favorable (%)", "n")
    note = missing_note([finding for one in series for finding in one.findings])
    return Table(caption=caption, header=header, rows=body, note=note, words=(1,))


def _coarse(value: Estimate) -> tuple[str, ...]:
    limits = value.interval
    around = f" ({whole(limits.low)} to {whole(limits.high)})" if limits else ""
    return (f"{coarse(value.value)}{around}",)


def departures_table(findings: Sequence[Finding[Departures]], *, caption: str) -> Table:
    """A table of the shares gone by reason, one row a reason and quarter, or a step where there are fewer."""
    body = tuple(
        (reason.capitalize(), *_departure(point))
        for departures in released(findings)
        for reason, points in departures.points.items()
        for point in in_table(points)
    )
    header = ("Reason", "Month", "Gone (%)", "95 % interval", "At risk", "Left so far")
    return Table(caption=caption, header=header, rows=body, note=missing_note(findings))


def _departure(point: DeparturePoint) -> tuple[str, ...]:
    limits = f"{number(point.low, '%')} to {number(point.high, '%')}"
    counts = count(point.at_risk), count(point.leavers)
    return f"{months(point.day)}", number(point.incidence, "%"), limits, *counts


def curves_table(
    findings: Sequence[Finding[Curve]],
    *,
    caption: str,
    columns: tuple[str, str] = ("Still employed (%)", "Left so far"),
) -> Table:
    """A table of survival curves, one row a group and quarter, or a step where there are fewer.

    Args:
        findings: The curves.
        caption: What the table shows.
        columns: Names of the columns of those who stay and of those who do not.
    """
    body = tuple(
        (curve.label, f"{months(point.day)}", number(point.survival, "%"),
         f"{number(point.low, '%')} to {number(point.high, '%')}", count(at_risk(curve, point)), count(point.leavers))
        for curve in released(findings)
        for point in in_table(curve.points)
    )  # fmt: skip
    header = ("Group", "Month", columns[0], "95 % interval", "At risk", columns[1])
    return Table(caption=caption, header=header, rows=body, note=missing_note(findings))


def retention_table(rows: Sequence[tuple[str, Sequence[Finding[Estimate]]]], months: Sequence[int]) -> Table:
    """A table of retention after several months, one row a group.

    Args:
        rows: Each group with its findings, one for each of `months`.
        months: The months.
    """
    body = tuple((label, _people(findings), *(_short(finding) for finding in findings)) for label, findings in rows)
    note = missing_note([finding for _, findings in rows for finding in findings])
    caption = f"Retention after {', '.join(map(str, months))} months"
    return Table(caption=caption, header=("Group", "n", *(f"{m} months (%)" for m in months)), rows=body, note=note)


def _people(findings: Sequence[Finding[Estimate]]) -> str:
    return next((count(value.n) for value in released(findings)), "")


def _short(finding: Finding[Estimate]) -> str:
    return _cells(finding, _with_interval, 1)[0]


def _with_interval(value: Estimate) -> tuple[str, ...]:
    return (f"{number(value.value, value.unit)} ({interval(value.interval, value.unit)})",)
