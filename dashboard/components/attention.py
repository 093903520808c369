"""What needs attention: the few findings that a reader should not miss, each as a title and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from analytics.catalog import NOT_ENROLLED, measure
from analytics.narrative import opposite_signs_sentence, verdict_sentence
from dashboard.components.charts import written_card
from dashboard.components.kept import kept
from dashboard.figures.series import released, shown
from dashboard.theme import THIN, count, interval, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.release.read import Estimate, Finding, Release, Where
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame

MOST = 3
FEW_RESPONSES = 60
COMPARED = ("retention", "engagement", "satisfaction", "enps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that needs attention.

    Args:
        title: A few words.
        text: The finding behind it, with its range and n.
    """

    title: str
    text: str


@kept
def attention_card(frame: Frame) -> Iterator[Card]:
    """Draw what needs attention."""
    yield written_card(
        "attention",
        "What needs attention",
        "Findings that could change the verdict, or that somebody should act on.",
        attention_html(attention(frame.release, frame.where)),
    )


def attention(release: Release, where: Where) -> tuple[Item, ...]:
    """At most three things, the ones that could overturn the verdict first."""
    found = [
        *volunteers(release),
        *_both_ways(release, where),
        *_worse(release, where),
        *_unclear(release, where),
        *_support(release, where),
        *_responses(release),
    ]
    return tuple(found[:MOST])


def volunteers(release: Release) -> Iterator[Item]:
    """How far future participants were ahead before the program began, where a survey was held then."""
    for name in ("engagement", "satisfaction"):
        ahead, others = before_launch(release, name)
        if ahead and others and ahead.interval and others.interval and ahead.interval.low > others.interval.high:
            yield Item(
                title="Volunteers were ahead before it began",
                text=f"In the survey of {ahead.wave}, {measure(name).label.lower()} was {_score(ahead)} among people "
                f"who enrolled later, and {_score(others)} among the others. "
                "A raw comparison counts that as an effect.",
            )
            return


def before_launch(release: Release, name: str) -> tuple[Estimate | None, Estimate | None]:
    """A score of future participants and of everybody else, in the last survey before the program began.

    Args:
        release: The release.
        name: Name of a survey measure.
    """
    wave = wave_before_launch(release, name)
    if wave is None:
        return None, None
    cohorts = tuple(c for c in release.categories(name, "cohort", wave) if c != NOT_ENROLLED)
    sides: tuple[Finding[Estimate], ...] = tuple(
        release.estimate(name, {"cohort": chosen}, wave) for chosen in (cohorts, (NOT_ENROLLED,)) if chosen
    )
    return (shown(sides[0]), shown(sides[1])) if len(sides) == 2 else (None, None)  # noqa: PLR2004 - both sides


def wave_before_launch(release: Release, name: str) -> str | None:
    """The last survey with this measure before the first enrollment, or None."""
    launched_on = release.facts.launched_on
    earlier = [wave.name for wave in release.waves_of(name) if launched_on and wave.on < launched_on]
    return earlier[-1] if earlier else None


def attention_html(items: tuple[Item, ...]) -> str:
    """The list, as markup."""
    if not items:
        return '<p class="tw-caption">Nothing stands out beyond chance.</p>'
    entries = "".join(
        f"<li><strong>{escape(item.title)}</strong><span>{escape(item.text)}</span></li>" for item in items
    )
    return f'<ul class="tw-list">{entries}</ul>'


def _score(value: Estimate) -> str:
    return f"{number(value.value)} ({interval(value.interval)}, n\u00a0{count(value.n)})"


def _worse(release: Release, where: Where) -> Iterator[Item]:
    for name, finding in release.compare_measures(COMPARED, where).items():
        if any(value.verdict == "lower" for value in released([finding])):
            yield Item(title=f"{measure(name).label} is lower in the pilot", text=verdict_sentence(finding))


def _both_ways(release: Release, where: Where) -> Iterator[Item]:
    if "generation" in where:
        return
    for name in COMPARED:
        if sentence := opposite_signs_sentence(release.compare_parts(name, "generation", where)[1]):
            yield Item(title=f"{measure(name).label} depends on the generation", text=sentence)


def _unclear(release: Release, where: Where) -> Iterator[Item]:
    if "generation" in where:
        return
    found = {finding.label: finding for finding in release.compare_parts("retention", "generation", where)[1]}
    unclear = [label for label, finding in found.items() if any(v.verdict == "not_enough" for v in released([finding]))]
    if unclear:
        yield Item(
            title="Too few people for a verdict in some generations",
            text=f"Retention of {' and '.join(unclear[-2:]) if len(unclear) <= 2 else ', '.join(unclear)}: "  # noqa: PLR2004
            "the interval of pilot minus comparison holds both a gain and a loss.",
        )


def _support(release: Release, where: Where) -> Iterator[Item]:
    for value in released([release.estimate("support_share", where)]):
        yield Item(
            title="Some sessions are one-way tool support",
            text=f"{number(value.value, '%')}{THIN}% of held sessions ({interval(value.interval, '%')}, "
            f"{count(value.n)} pairs): help-desk work is how reverse mentoring fails.",
        )


def _responses(release: Release) -> Iterator[Item]:
    waves = release.facts.waves
    rate = shown(release.estimate("response", {}, waves[-1].name)) if waves else None
    if rate and rate.value < FEW_RESPONSES:
        yield Item(
            title=f"{rate.value:.0f}\u202f% answered the survey of {waves[-1].name}",
            text=f"Of {count(rate.n)} eligible people who were employed then ({interval(rate.interval, '%')}). "
            "Those who stayed silent may feel differently.",
        )
