"""`twoway plan`: what a pilot would see, how large it has to be, and the plan written down before it begins."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analytics.cli.options import json_option, published_folder, published_option, store_option
from analytics.comparison.design import Design
from analytics.errors import NotPublishedError, SettingsError
from analytics.release.read import Release
from analytics.report.planning import (
    Start,
    detected,
    pairs_for_retention,
    pairs_for_score,
    sight,
    starting_plan,
    welch_sentence,
)
from analytics.report.preregistration import Preregistration
from analytics.store import Store, store_folder

if TYPE_CHECKING:
    from analytics.report.planning import Plan

IN_PERCENT = ("retention", "response")
PERCENT = 100.0
NAME = "Next pilot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked about a plan, and what becomes of it.

    Args:
        find_retention: Difference in retention to find, in percentage points.
        find_score: Difference of a score to find, in points.
        design_file: TOML file of the design, or None for the usual design.
        name: Name of the design.
        cohort: Cohort that the pilot will be.
        markdown: File for the pre-registration as Markdown.
        pdf: File for the pre-registration as PDF.
        register: Whether the design is kept in the store.
        day: Day of the pre-registration.
    """

    find_retention: float
    find_score: float
    design_file: Path | None
    name: str | None
    cohort: str | None
    markdown: Path | None
    pdf: Path | None
    register: bool
    day: datetime | None


@click.command("plan")
@click.option("--pairs", type=int, help="Pairs of the pilot.")
@click.option("--comparison", type=int, help="Eligible people of the same role who will not take part.")
@click.option("--months", type=int, help="Months of follow-up.")
@click.option("--retention", type=float, help="Percent still there after twelve months without the program.")
@click.option("--deviation", type=float, help="Standard deviation of the survey score, in points.")
@click.option("--response", type=float, help="Percent who answer the survey.")
@click.option("--team-size", type=float, help="Mean number of people of one team.")
@click.option("--correlation", type=float, help="Likeness within a team, 0 to 1 (intraclass correlation).")
@click.option("--find-retention", type=float, default=5.0, show_default=True, help="Difference to find, in points.")
@click.option("--find-score", type=float, default=5.0, show_default=True, help="Difference to find, in points.")
@click.option("--design", "design_file", type=click.Path(path_type=Path), help="TOML file of the design.")
@click.option("--name", help="Name of the design.")
@click.option("--cohort", help="Cohort that the pilot will be, as in the pairs file; the name by default.")
@click.option("--markdown", type=click.Path(path_type=Path), help="Write the pre-registration to this Markdown file.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the pre-registration to this PDF file.")
@click.option("--register", is_flag=True, help="Keep the design in the store, dated, once and for all.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the pre-registration; today by default.")
@store_option
@published_option
@json_option
def plan_command(
    *,
    store: Path | None,
    published: Path | None,
    as_json: bool,
    **given: Any,  # noqa: ANN401 - named and typed by the options above
) -> None:
    """Plan a pilot. What is not given comes from the newest release, else from stated assumptions."""
    asked = Asked(**{field.name: given.pop(field.name) for field in fields(Asked)})
    release = _release(published_folder(published, store))
    written = _preregistration(_start(starting_plan(release), given), asked)
    found = _found(release, written.plan, asked)
    paths = _write(written, asked, store)
    if as_json:
        seals = {"design": written.design.sha256, "preregistration": written.sha256}
        click.echo(json.dumps({**found, "sources": dict(written.sources), "sha256": seals, "written": paths}))
    else:
        click.echo("\n".join([*_words(found), *(f"Written: {path}" for path in paths)]))
        click.echo(f"SHA-256 of the design: {written.design.sha256}")


def _release(folder: Path) -> Release | None:
    try:
        return Release.latest(folder)
    except NotPublishedError:
        if any(folder.glob("*/release.json")):
            raise
        return None


def _start(start: Start, numbers: dict[str, Any]) -> Start:
    """The plan with the numbers that were given in place of its own."""
    given = {name: value for name, value in numbers.items() if value is not None}
    shares = {name: given[name] / PERCENT for name in IN_PERCENT if name in given}
    sources = {**start.sources, **dict.fromkeys(given, "planned")}
    return Start(plan=replace(start.plan, **(given | shares)), sources=sources)


def _preregistration(start: Start, asked: Asked) -> Preregistration:
    """The plan with its design; the design's follow-up is the plan's."""
    name = asked.name or NAME
    usual = Design(name=name, cohort=asked.cohort or name, follow_up_months=max(1, round(start.plan.months)))
    design = Design.load(asked.design_file) if asked.design_file else usual
    design = replace(design, name=asked.name or design.name, cohort=asked.cohort or design.cohort)
    return Preregistration(
        design=design,
        plan=replace(start.plan, months=float(design.follow_up_months)),
        sources=start.sources,
        on=(asked.day or datetime.now(UTC)).date(),
    )


def _found(release: Release | None, plan: Plan, asked: Asked) -> dict[str, Any]:
    retention, score = asked.find_retention, asked.find_score
    return {
        "plan": asdict(plan),
        "sees": asdict(sight(plan)),
        "needs": {
            "retention": {"points": retention, "pairs": pairs_for_retention(plan, retention)},
            "score": {"points": score, "pairs": pairs_for_score(plan, score)},
        },
        "welch": welch_sentence(plan),
        "detected": [{"label": one.label, **asdict(one.sight)} for one in (detected(release, plan) if release else ())],
    }


def _write(written: Preregistration, asked: Asked, store: Path | None) -> list[str]:
    """The files that were written, in the order of the options."""
    try:
        if asked.markdown:
            asked.markdown.write_text(written.markdown(), encoding="utf-8", newline="\n")
        if asked.pdf:
            asked.pdf.write_bytes(written.pdf())
    except OSError as error:
        raise SettingsError(
            f"{Path(str(error.filename)).name} cannot be written.", next_step="Choose a folder that exists."
        ) from error
    kept = written.register(Store.open(store_folder(store)).folder) if asked.register else None
    return [str(path) for path in (asked.markdown, asked.pdf, kept) if path]


def _words(found: dict[str, Any]) -> list[str]:
    """What was found, in sentences."""
    plan, sees = found["plan"], found["sees"]
    rise = "no rise of retention, however large" if sees["higher"] is None else f"{sees['higher']:.1f} points more"
    score = "no difference of a score" if sees["score"] is None else f"a score {sees['score']:.1f} points away"
    lines = [f"A pilot of {plan['pairs']} pairs sees, after {plan['months']:g} months: retention, {rise}; {score}."]
    for outcome, need in found["needs"].items():
        pairs = "no number of pairs is enough" if need["pairs"] is None else f"it takes {need['pairs']:,} pairs"
        lines.append(f"To find a difference in {outcome} of {need['points']:g} points, {pairs}.")
    lines.append(found["welch"])
    lines += [
        f"{one['label']} ({one['pairs']} pairs) could have found retention {one['higher']:.1f} points higher."
        for one in found["detected"]
        if one["higher"] is not None
    ]
    return lines
