"""The last pages: how every figure was computed, and what is not shown and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import measure
from analytics.release.dates import older_parts
from analytics.report.board_pack.outcomes import VOLUNTEERS
from analytics.report.board_pack.pages import Note, Notes, Page, Table
from analytics.report.digits import THIN, count, day, number
from analytics.report.holdings import holds, lacking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.release.read import Release

DEFINED = (
    "retention",
    "engagement",
    "satisfaction",
    "enps",
    "skills_gained",
    "exchange_balance",
    "support_share",
    "cadence",
    "goal_attainment",
    "pair_survival",
    "participation",
)
MOST_REASONS = 12


def methods(release: Release) -> Page:
    """The page of definitions: every measure of the pack that the release holds, and how its interval is made."""
    names = [name for name in DEFINED if holds(release, name)]
    rows = tuple((measure(name).label, measure(name).definition, measure(name).method) for name in names)
    return Page(
        key="methods",
        section="Methods",
        title="How every figure was computed",
        lead=_verdicts(release),
        blocks=(
            Table(
                title="Definitions",
                header=("Measure", "What it is", "Interval"),
                rows=rows,
                words=(1, 2),
                widths=(1.0, 4.0, 2.4),
            ),
        ),
    )


def caveats(release: Release, pages: Sequence[Page], further: str) -> Page:
    """The page of caveats: what the data are, what is hidden and why, and what the pack does not show.

    Args:
        release: The release.
        pages: The pages before it.
        further: Verdicts of comparisons without a page.
    """
    return Page(
        key="caveats",
        section="Caveats",
        title="What these figures cannot say, and what is hidden",
        blocks=(
            Notes(title="Read this with care", notes=tuple(_care(release, further))),
            Notes(title="What is not shown, and why", notes=tuple(_hidden(release, pages))),
            _data(release),
        ),
    )


def _verdicts(release: Release) -> str:
    margin = number(release.facts.margin)
    return (
        "A difference is always pilot minus comparison. It is higher or lower where its interval leaves zero out; "
        f"there is no difference where its 90{THIN}% interval lies within ±{margin}; else there are not enough people "
        "to say. Intervals of several groups are corrected for their number."
    )


def _data(release: Release) -> Table:
    facts = release.facts
    rows = [
        ("Release", f"{facts.id}{' (draft)' if facts.is_draft else ''}, made on {day(facts.created_at)}"),
        ("Data version", f"{count(facts.data_version)}, from {count(len(facts.import_ids))} imports"),
        ("Launched", day(facts.launched_on) if facts.launched_on else "no pairs"),
        ("Roster until", day(facts.observed_to) if facts.observed_to else "no roster"),
        ("Generations", f"as defined by {facts.scheme}"),
        ("Decides", f"{measure(facts.primary_outcome).label}, declared in advance"),
    ]
    for wave in facts.waves:
        invited = (
            f" of {count(wave.invited)} invited" if wave.invited is not None else "; nobody knows how many were invited"
        )
        rows.append((f"Survey of {wave.label}", f"{count(wave.responded)} answered{invited}"))
    rows += [(f"{about}: figures", f"as of {day(at)}") for about, at in older_parts(facts).items()]
    return Table(title="The data", header=("What", "Value"), rows=tuple(rows), words=(1,), widths=(1.0, 2.4))


def _care(release: Release, further: str) -> Iterator[Note]:
    if release.facts.launched_on:
        yield Note(title="Volunteers", text=VOLUNTEERS)
    yield Note(title="Silence", text="Those who did not answer a survey may feel differently from those who did.")
    yield Note(title="Generations", text=" ".join(release.scheme_notes()) or "No other generation scheme was tried.")
    if further:
        yield Note(title="Further comparisons", text=further)


def _hidden(release: Release, pages: Sequence[Page]) -> Iterator[Note]:
    minimum = count(release.facts.minimum)
    yield Note(
        title="Small groups",
        text=f"No figure rests on fewer than {minimum} people, and some figures of larger groups are hidden so that "
        "nobody can find a smaller one by subtraction. Counts of people are rounded where that protects somebody.",
    )
    if sentence := lacking(release):
        yield Note(title="Not imported", text=sentence)
    reasons: dict[str, list[str]] = {}
    for page in pages:
        for label, reason in page.reasons:
            reasons.setdefault(reason, []).append(f"{label} ({page.section})")
    for reason, labels in list(reasons.items())[:MOST_REASONS]:
        yield Note(
            title=f"{count(len(labels))} figures" if len(labels) > 1 else "1 figure",
            text=f"{', '.join(dict.fromkeys(labels))}: {reason}",
        )
    if not reasons:
        yield Note(title="In this pack", text="Every figure that was asked for is shown.")
