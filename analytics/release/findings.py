"""The published numbers that are not functions of cells, looked up by name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analytics.release.computed.bands import read_bands
from analytics.release.computed.calendar import read_month
from analytics.release.computed.changes import read_change
from analytics.release.computed.curves import read_curve, read_departures
from analytics.release.computed.drivers import read_drivers
from analytics.release.computed.favorable import read_share
from analytics.release.computed.gaps import read_gap
from analytics.release.computed.pair_changes import read_pair_change
from analytics.release.computed.pilot_comparisons import read_comparisons
from analytics.release.computed.reliability import read_reliability
from analytics.release.computed.representation import read_raked
from analytics.release.computed.themes import read_themes
from analytics.release.computed.ways import read_way
from analytics.stats.outcome import NOT_PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.comparison.evidence import PilotComparison
    from analytics.measures.changes import Change
    from analytics.measures.departures import Departures
    from analytics.measures.driver_findings import Drivers
    from analytics.measures.favorable import FavorableShare
    from analytics.measures.finding import Bands, Curve, Outcome
    from analytics.measures.gaps import Gap
    from analytics.measures.pair_changes import PairChange
    from analytics.measures.reliability import ScaleReliability
    from analytics.measures.representation import RakedScore
    from analytics.measures.themes import Themes
    from analytics.measures.ways import SeniorWay
    from analytics.release.cell_key import Categories
    from analytics.release.computed.calendar import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Curves, coarse shares and reliabilities of a release.

    Args:
        curves: Retention curves by clock and categories.
        departures: Departures by reason, by categories.
        bands: Spreads by measure, wave and categories.
        favorable: Favorable shares by measure, wave and categories.
        reliability: Reliability of every scale, by wave.
        raked: Raked scores by measure and wave.
        changes: Changes between two waves, by measure.
        schemes: What changes under another generation scheme, a sentence each.
        drivers: What goes with engagement and with leaving, by target.
        themes: What the comments of each survey are about, by wave.
        no_themes: Why there are none, where there are none.
        calendar: How often pairs met, by month, the earliest first.
        pair_changes: Changes between two waves by the generations of both sides of pairs.
        ways: Channels and settings of sessions by the generation of the senior mentee.
        gaps: Median weeks between sessions, by categories.
        comparisons: Declared comparisons of a pilot with people who could have been in it.
    """

    curves: Mapping[tuple[str, Categories], Curve] = field(default_factory=dict)
    departures: Mapping[Categories, Departures] = field(default_factory=dict)
    bands: Mapping[tuple[str, str, Categories], Bands] = field(default_factory=dict)
    favorable: Mapping[tuple[str, str, Categories], FavorableShare] = field(default_factory=dict)
    reliability: tuple[ScaleReliability, ...] = ()
    raked: Mapping[tuple[str, str], RakedScore] = field(default_factory=dict)
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    schemes: tuple[str, ...] = ()
    drivers: Mapping[str, Outcome[Drivers]] = field(default_factory=dict)
    themes: Mapping[str, Outcome[Themes]] = field(default_factory=dict)
    no_themes: str = NOT_PUBLISHED
    comparisons: tuple[PilotComparison, ...] = ()
    calendar: tuple[Month, ...] = ()
    pair_changes: tuple[PairChange, ...] = ()
    ways: tuple[SeniorWay, ...] = ()
    gaps: Mapping[Categories, Gap] = field(default_factory=dict)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Findings:
        """The findings in `findings.json`; those that an older release does not have are empty."""

        def every(name: str) -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = document.get(name, [])
            return found

        return cls(
            curves={(one["clock"], _categories(one)): read_curve(one) for one in every("curves")},
            departures={_categories(one): read_departures(one) for one in every("departures")},
            bands={(one["measure"], one["wave"], _categories(one)): read_bands(one) for one in every("bands")},
            favorable={(one["measure"], one["wave"], _categories(one)): read_share(one) for one in every("favorable")},
            reliability=tuple(read_reliability(one) for one in every("reliability")),
            raked={(one["measure"], one["estimate"]["wave"]): read_raked(one) for one in every("raked")},
            changes=_changes(every("changes")),
            schemes=tuple(document.get("schemes", ())),
            drivers={target: read_drivers(one) for target, one in document.get("drivers", {}).items()},
            themes={wave: read_themes(one) for wave, one in document.get("themes", {}).get("waves", {}).items()},
            no_themes=document.get("themes", {}).get("reason", NOT_PUBLISHED),
            comparisons=read_comparisons(every("comparisons")),
            calendar=tuple(read_month(one) for one in every("calendar")),
            pair_changes=tuple(read_pair_change(one) for one in every("pair_changes")),
            ways=tuple(read_way(one) for one in every("ways")),
            gaps={_categories(one): read_gap(one) for one in every("gaps")},
        )


def _changes(documents: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Change, ...]]:
    found: dict[str, tuple[Change, ...]] = defaultdict(tuple)
    for one in documents:
        found[one["measure"]] += (read_change(one),)
    return dict(found)


def _categories(document: Mapping[str, Any]) -> Categories:
    return frozenset((name, category) for name, category in document["categories"])
