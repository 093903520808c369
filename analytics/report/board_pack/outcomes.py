"""The pages about outcomes: the verdict and five figures, retention, scores by wave, and both by generation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import measure
from analytics.narrative import (
    breakdown_title,
    curve_title,
    declared_verdicts,
    multiplicity_sentence,
    opposite_signs_sentence,
    overview_sentence,
    raw_sentence,
    steps_sentence,
    trend_title,
)
from analytics.release.read import shown
from analytics.report.board_pack.findings import (
    around_zero,
    at_risk,
    axis,
    curve_line,
    difference_caption,
    difference_row,
    difference_words,
    estimate_row,
    estimate_words,
    groups_drawn,
    headline,
    limits_of,
    reason_of,
    shown_or_told,
    sides,
    ticks,
    together,
    trend_line,
)
from analytics.report.board_pack.pages import DotChart, Headline, LineChart, Note, Notes, Page, Row, Table, Tick
from analytics.report.digits import THIN, count, interval, number
from analytics.report.holdings import has_pilot, has_roster, holds, lacking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.catalog import Measure
    from analytics.narrative import DeclaredVerdict
    from analytics.release.read import Curve, Difference, Estimate, Finding, Release, Where
    from analytics.report.board_pack.pages import Color

COMPARED = ("retention", "engagement", "satisfaction", "enps")
OF_PARTICIPANTS = "skills_gained"
SCORES = ("engagement", "satisfaction")
HORIZONS = (3, 6, 12, 24)
QUARTER, YEAR = 3, 12
NO_BREAK = "\N{NO-BREAK SPACE}"
COLORS: tuple[Color, Color] = ("pilot", "comparison")
LEAST_DIFFERENCE = 5.0
VOLUNTEERS = (
    "Raw figures are not the effect of the program: participants volunteered, and people who volunteer differ from "
    "those who do not. The pilot comparison holds equal what was known beforehand."
)
WHOLE = "The verdict is about everybody compared; the filters narrow the figures below it."
NO_PILOT = "Nobody is enrolled in this release, so there is no pilot to judge yet"


def cover(release: Release, where: Where, wave: str | None) -> Page:
    """The first page: the verdict that was declared in advance, five figures, and what raw ones cannot say."""
    section = f"{release.facts.program}: board pack"
    if not has_pilot(release):
        headlines = tuple(_headlines(release, where, wave, {}))
        return Page(key="cover", section=section, title=NO_PILOT, headlines=headlines, notes=(lacking(release),))
    differences = _compared(release, where, wave)
    declared = declared_verdicts(release)
    first = declared[0] if declared else None
    also = [Note(title=one.comparison.name, text=one.sentence, is_warning=not one.is_clear) for one in declared[1:]]
    raw = raw_sentence(release.compare(release.facts.primary_outcome, where))
    corrected = multiplicity_sentence(tuple(differences.values()))
    return Page(
        key="cover",
        section=section,
        title=_named(first) if first else overview_sentence(release, where),
        lead=first.outcome.next_step if first and first.outcome else "",
        warnings=(VOLUNTEERS,),
        headlines=tuple(_headlines(release, where, wave, differences)),
        blocks=(Notes(title="Beside it", notes=(*also, Note(title="As the groups are", text=raw))),) if first else (),
        notes=(*([f"Figures: {corrected}"] if corrected else []), *([WHOLE] if first and where else [])),
    )


def retention(release: Release, where: Where) -> Page | None:
    """The page about who stays; None without a roster."""
    if not has_roster(release):
        return None
    found = [release.curve(side, label=label) for label, side in groups_drawn(release, "retention", where)]
    pilot = has_pilot(release)
    return Page(
        key="retention",
        section="Retention",
        title=curve_title(found) if not all(map(reason_of, found)) else "Nobody can say who stays",
        lead=raw_sentence(release.compare("retention", where)) if pilot else "",
        warnings=(VOLUNTEERS,) if pilot else (),
        blocks=(shown_or_told(_curves(found)), _horizons(release, where)),
    )


def scores(release: Release, where: Where, wave: str | None) -> Page | None:
    """The page about survey scores by wave; None where no survey has one."""
    names = [name for name in SCORES if holds(release, name)]
    if not names:
        return None
    pilot = has_pilot(release)
    charts = tuple(_trend(release, name, where) for name in names)
    differences = _compared(release, where, wave) if pilot else {}
    compared = [found for name, found in differences.items() if name in {*SCORES, "enps"}]
    corrected = multiplicity_sentence(tuple(differences.values()))
    told = [raw_sentence(one) for one in compared if shown(one)]
    hidden = together((measure(one.measure).label, reason_of(one)) for one in compared if not shown(one))
    return Page(
        key="scores",
        section="Engagement and satisfaction",
        title=joined([chart.title for chart in charts]),
        warnings=(VOLUNTEERS,) if pilot else (),
        blocks=tuple(map(shown_or_told, charts)),
        notes=(
            *told,
            *([f"As on the first page: {corrected}"] if told and corrected else []),
            *(f"Pilot minus comparison. {one}" for one in hidden),
        ),
    )


def generations(release: Release, where: Where, wave: str | None) -> Page | None:
    """The page by generation: pilot minus comparison, or the scores themselves where nobody is enrolled."""
    names = [name for name in ("retention", "engagement") if holds(release, name)]
    if not names or not any(release.categories(name, "generation") for name in names):
        return None
    if not has_pilot(release):
        charts = [_by_generation(release, name, where, wave) for name in names]
        claims = [chart.title for chart in charts if len(chart.reasons) < len(chart.rows)]
        title = joined(claims) if claims else "No figure by generation can be shown"
        return Page(key="generations", section="By generation", title=title, blocks=tuple(map(shown_or_told, charts)))
    compared = {name: release.compare_parts(name, "generation", where, wave) for name in names}
    both_ways = [sentence for _, parts in compared.values() if (sentence := opposite_signs_sentence(parts))]
    corrected = [
        f"{measure(name).label}: {sentence}"
        for name, (whole, parts) in compared.items()
        if (sentence := multiplicity_sentence(parts, whole))
    ]
    return Page(
        key="generations",
        section="By generation",
        title=" ".join(both_ways) or joined([groups_claim(parts) for _, parts in compared.values()]),
        lead="Not adjusted.",
        warnings=(VOLUNTEERS,),
        blocks=tuple(shown_or_told(_differences(name, whole, parts)) for name, (whole, parts) in compared.items()),
        notes=(*corrected, *release.scheme_notes()),
    )


def groups_claim(findings: tuple[Finding[Difference], ...]) -> str:
    """A claim about one measure in several groups: in which of them pilot and comparison clearly differ."""
    label = measure(findings[0].measure).label if findings else "Nothing"
    known = [value for one in findings if (value := shown(one)) is not None]
    if not known:
        return f"{label} by generation cannot be shown"
    parts = []
    for verdict in ("higher", "lower"):
        names = [one.label for one in known if one.verdict == verdict]
        if names:
            who = f"all {len(known)} generations" if len(names) == len(known) > 1 else ", ".join(names)
            parts.append(f"{verdict} in the pilot for {who}")
    return f"{label}, not adjusted, is {', '.join(parts)}" if parts else f"{label}: no generation differs beyond chance"


def joined(claims: Sequence[str]) -> str:
    """Claims as one title; what they all say alike about different things is said once.

    >>> joined(["Engagement in the pilot shows no change", "Satisfaction in the pilot shows no change"])
    'Engagement and satisfaction in the pilot show no change'
    >>> joined(["Engagement rose", "Satisfaction fell"])
    'Engagement rose; satisfaction fell'
    """
    first, *others = claims
    subject, shows, rest = first.partition(" shows ")
    _, of, whom = subject.partition(" ")
    alike = f"{of}{whom}{shows}{rest}"
    lowered = [one[0].lower() + one[1:] if one[1:2].islower() else one for one in others]
    if not (others and shows and all(one.endswith(alike) for one in lowered)):
        return "; ".join((first, *lowered))
    subjects = " and ".join((first.removesuffix(alike), *(one.removesuffix(alike) for one in lowered)))
    return f"{subjects}{of}{whom} show {rest}"


def _headlines(
    release: Release, where: Where, wave: str | None, differences: Mapping[str, Finding[Difference]]
) -> Iterator[Headline]:
    for name in (*COMPARED, OF_PARTICIPANTS):
        if holds(release, name):
            group = "Participants" if name == OF_PARTICIPANTS else "Both groups" if differences else "Everyone"
            yield headline(release.estimate(name, where, wave), differences.get(name), group)


def _named(one: DeclaredVerdict) -> str:
    return f"{one.comparison.name} – {one.sentence}"


def _curves(found: Sequence[Finding[Curve]]) -> LineChart:
    lines = tuple(curve_line(one, color) for one, color in zip(found, COLORS, strict=False))
    points = [point for line in lines for point in line.points]
    last = int(max((point.x for point in points), default=YEAR))
    step = QUARTER if last <= YEAR + 1 else 2 * QUARTER
    marks = tuple(Tick(at=float(at), text=f"{at} mo" if at else "start") for at in range(0, last + 1, step))
    low, high = axis(limits_of(points), 0.0, 100.0)
    return LineChart(
        title="Share still employed",
        caption=f"By months since launch, Kaplan-Meier with delayed entry, 95{THIN}% band."
        + steps_sentence([curve for one in found if (curve := shown(one)) is not None]),
        unit="%",
        lines=lines,
        ticks=marks,
        low=low,
        high=high,
        is_curve=True,
        counts=tuple(
            (one.label, color, at_risk(curve, marks))
            for one, color in zip(found, COLORS, strict=False)
            if (curve := shown(one)) is not None
        ),
        counted="People at risk",
    )


def _horizons(release: Release, where: Where) -> Table:
    groups = [*sides(where)] if has_pilot(release) else [("Everyone", where)]
    chosen = where.get("generation", release.categories("retention", "generation"))
    groups += [(one, {**where, "generation": (one,)}) for one in chosen]
    found = [(label, [release.retained(at, side, label=label) for at in HORIZONS]) for label, side in groups]
    return Table(
        title=f"Who is still here after 3, 6, 12 and 24 months, with 95{THIN}% intervals",
        header=("Group", *(f"{months} mo, %" for months in HORIZONS), "n"),
        rows=tuple(_horizon_cells(label, findings) for label, findings in found),
        widths=(1.0, *([1.6] * len(HORIZONS)), 0.65),
    )


def _horizon_cells(label: str, findings: Sequence[Finding[Estimate]]) -> tuple[str, ...]:
    found = [shown(one) for one in findings]
    people = next((one.n for one in found if one), None)
    if people is None:
        return (label, reason_of(findings[0]))
    return (label, *(_share(one) if one else "no data" for one in found), count(people))


def _share(value: Estimate) -> str:
    """A share with its interval, which stays on one line."""
    limits = interval(value.interval, value.unit).replace(" ", NO_BREAK)
    return f"{number(value.value, value.unit)} ({limits})"


def _trend(release: Release, name: str, where: Where) -> LineChart:
    catalog, waves = measure(name), release.waves_of(name)
    names = [wave.name for wave in waves]
    groups = groups_drawn(release, name, where)
    found = [release.trend(name, side, label=label) for label, side in groups]
    lines = tuple(
        trend_line(label, color, findings, names)
        for (label, _), color, findings in zip(groups, COLORS, found, strict=False)
    )
    low, high = axis(limits_of(point for line in lines for point in line.points), catalog.low, catalog.high)
    about = {"Pilot": f"{catalog.label} in the pilot", "Chosen": f"{catalog.label} of the chosen people"}
    return LineChart(
        title=_trend_claim(about.get(groups[0][0], catalog.label), found[0]),
        caption=f"Mean by survey wave, {_range(catalog)}, with 95{THIN}% intervals{_people(groups, found)}.",
        unit=catalog.unit,
        lines=lines,
        ticks=tuple(Tick(at=float(at), text=wave.label) for at, wave in enumerate(waves)),
        low=low,
        high=high,
    )


def _range(of: Measure) -> str:
    return f"{of.low:g} to {of.high:g}".replace("-", "−")


def _people(groups: Sequence[tuple[str, Where]], found: Sequence[Sequence[Finding[Estimate]]]) -> str:
    """How many answered in each group, from the smallest survey to the largest."""
    told = []
    for (label, _), findings in zip(groups, found, strict=False):
        known = sorted({value.n for one in findings if (value := shown(one))})
        if known:
            told.append(f"{label.lower()} {' to '.join(map(count, (known[0], known[-1])[: len(known)]))}")
    return f"; n: {', '.join(told)}" if told else ""


def _trend_claim(label: str, findings: Sequence[Finding[Estimate]]) -> str:
    """What changed since the first survey; the value itself where there is only one, the reason where there is none."""
    known = [value for one in findings if (value := shown(one))]
    if len(known) > 1:
        return trend_title(label, findings)
    return f"{label}: {estimate_words(known[0])} in {known[0].wave}" if known else f"{label} cannot be shown"


def _compared(release: Release, where: Where, wave: str | None) -> dict[str, Finding[Difference]]:
    """Pilot minus comparison of everything that the pack compares: one family, corrected alike on every page."""
    return release.compare_measures([name for name in COMPARED if holds(release, name)], where, wave)


def _differences(name: str, whole: Finding[Difference], found: tuple[Finding[Difference], ...]) -> DotChart:
    rows = (difference_row(whole, is_strong=True), *(difference_row(one) for one in found))
    low, high = around_zero(limits_of(rows), LEAST_DIFFERENCE)
    value = shown(whole)
    label = "12-month retention" if name == "retention" else measure(name).label
    return DotChart(
        title=f"{label}: {difference_words(value)}" if value else label,
        caption=difference_caption(name),
        unit=measure(name).unit,
        rows=rows,
        ticks=ticks(low, high),
        low=low,
        high=high,
        reference=0.0,
        ends=("comparison higher", "pilot higher"),
    )


def _by_generation(release: Release, name: str, where: Where, wave: str | None) -> DotChart:
    catalog, found = measure(name), release.breakdown(name, "generation", where, wave)
    rows: tuple[Row, ...] = tuple(estimate_row(one, "comparison") for one in found)
    low, high = axis(limits_of(rows), catalog.low, catalog.high)
    return DotChart(
        title=breakdown_title(catalog.label, found, between="generations"),
        caption=f"By generation, with 95{THIN}% intervals.",
        unit=catalog.unit,
        rows=rows,
        ticks=ticks(low, high, catalog.unit),
        low=low,
        high=high,
    )
