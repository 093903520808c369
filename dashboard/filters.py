"""What the filters of a page choose from: what the release publishes; and the sentence that says what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from analytics.release.dates import older_figures
from dashboard.state import MOST_FILTERS
from dashboard.theme import day

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from analytics.release.read import Release
    from dashboard.state import View

Made = TypeVar("Made")

UNDIVIDED = "Everyone"
"""The one category of a dimension that a survey does not know; it is no choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What the filters of a page choose from.

    Args:
        release: The release.
        view: What is chosen.
        measures: The measures that the page is about; where none of them is published for a group, it is not offered.
        has_waves: Whether the page shows a survey wave.
    """

    release: Release
    view: View
    measures: Sequence[str] = ()
    has_waves: bool = True

    def named(self, dimension: str) -> list[str]:
        """The categories of a dimension among the people whom the page is about, in display order."""
        return list(self._once(f"named {dimension}", lambda: self._named(dimension)))

    def published(self, dimension: str) -> list[str]:
        """Those of them that the page has a figure for, beside what the other filters choose."""
        named = self.named(dimension)
        return list(self._once(f"published {dimension}", lambda: [one for one in named if self.offers(dimension, one)]))

    def offers(self, dimension: str, category: str) -> bool:
        """Whether the page has a figure for a category, beside what the other filters choose."""
        others = {name: chosen for name, chosen in self.view.where.items() if name != dimension}
        return self.release.publishes(self._known(), {**others, dimension: (category,)}, self.view.wave)

    def is_answered(self) -> bool:
        """Whether everything that was asked for is published."""
        return self._once("answered", self._is_answered)

    def _is_answered(self) -> bool:
        waves = {wave.name for wave in self.release.facts.waves}
        return (
            not self.view.unknown
            and (self.view.wave is None or self.view.wave in waves)
            and len(self.view.where) <= MOST_FILTERS
            and (not self.view.where or self.release.publishes(self._known(), self.view.where, self.view.wave))
        )

    def sentence(self) -> str:
        """Whom and when the page is about, as one English sentence."""
        waves = self.release.facts.waves
        wave = self.view.wave or (waves[-1].name if waves else "")
        when = (f"survey of {wave}" if wave else "") if self.has_waves else days_counted(self.release)
        return self.release.sentence(self.view.where, f"{when}{self._as_of(wave)}")

    def _as_of(self, wave: str) -> str:
        """Of when figures of the page are that an earlier release showed; empty where all are of this one."""
        facts, where = self.release.facts, self.view.where
        found = [older_figures(facts, name, where, wave) for name in self.measures or ("engagement",)]
        days = sorted({at for one in found for at in one.values()})
        if not days:
            return ""
        return f", {'figures' if all(found) else 'some figures'} as of {' and '.join(dict.fromkeys(map(day, days)))}"

    def _known(self) -> tuple[str, ...]:
        """The measures of the page that this release has; any of the main ones where it has none of them."""
        publishes, wave = self.release.publishes, self.view.wave
        found = self._once("known", lambda: tuple(name for name in self.measures if publishes((name,), {}, wave)))
        return found or ("engagement", "satisfaction", "enps", "retention", "participation", "cadence")

    def _named(self, dimension: str) -> list[str]:
        release, wave = self.release, self.view.wave
        known = {one for name in self._known() for one in release.categories(name, dimension, wave)}
        return [one.value for one in release.choices(dimension) if one.value in known and one.value != UNDIVIDED]

    def _once(self, question: str, make: Callable[[], Made]) -> Made:
        return self.once((question,), make)

    def once(self, question: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
        """What the release says about this view, made for the first of all who look at it.

        Args:
            question: What is asked, and all that the answer depends on beside the release and the view.
            make: Finds the answer.
        """
        chosen = tuple((name, tuple(values)) for name, values in self.view.where.items())
        asked = (*question, tuple(self.measures), chosen, self.view.wave, self.view.unknown)
        return self.release.memory.recall(asked, make)


def days_counted(release: Release) -> str:
    """From when to when a release counts days; empty where it counts none."""
    facts = release.facts
    if facts.launched_on is None:
        return ""
    return f"from {day(facts.launched_on)}" + (f" to {day(facts.observed_to)}" if facts.observed_to else "")
