"""What a simulated company and its program are like: sizes, dates, selection and the effects planted in them."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

from analytics.catalog import GENERATION_SCHEMES
from analytics.errors import SettingsError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

GENERATIONS = tuple(one.label for one in GENERATION_SCHEMES["pew"].generations if one.label != "Silent")
OUTCOMES = ("retention", "promotion", "engagement", "satisfaction", "enps", "bridging", "skills")
_VALUES: dict[Any, Any] = {
    "int": int,
    "float": (int, float),
    "str": str,
    "date": date,
    "Mapping[str, float]": dict,
}
LAYOUTS = ("qualtrics", "surveymonkey", "generic")


def _check(is_right: bool, name: str, allowed: str) -> None:  # noqa: FBT001 - the condition is the argument
    if not is_right:
        raise SettingsError(f"The setting {name} of the scenario is out of range.", allowed=f"It must be {allowed}.")


def by_generation(*, younger: float, older: float) -> dict[str, float]:
    """One effect for Millennials and Gen Z, who mentor, and one for Boomers and Gen X, who are mentored."""
    return dict(zip(GENERATIONS, (older, older, younger, younger), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What the program does to a participant from the day of enrollment on, by generation.

    Args:
        retention: Log hazard ratio of voluntary exits; below zero means that people stay.
        promotion: Log rate ratio of promotions.
        engagement: Points of the 0-100 scale score, before answers hit the ends of their scale.
        satisfaction: The same for satisfaction.
        enps: Points of the 0-10 answer.
        bridging: Points of the 0-100 scale score.
        skills: Points of the 1-7 answer about skill now.
    """

    retention: Mapping[str, float] = field(default_factory=lambda: by_generation(younger=-0.65, older=-0.15))
    promotion: Mapping[str, float] = field(default_factory=lambda: by_generation(younger=0.25, older=0.0))
    engagement: Mapping[str, float] = field(default_factory=lambda: by_generation(younger=6.0, older=4.0))
    satisfaction: Mapping[str, float] = field(default_factory=lambda: by_generation(younger=0.0, older=0.0))
    enps: Mapping[str, float] = field(default_factory=lambda: by_generation(younger=0.3, older=0.2))
    bridging: Mapping[str, float] = field(default_factory=lambda: by_generation(younger=2.0, older=2.0))
    skills: Mapping[str, float] = field(default_factory=lambda: by_generation(younger=0.8, older=1.1))

    def __post_init__(self) -> None:
        """Refuse generations that nobody belongs to and sizes that are no number."""
        for outcome in OUTCOMES:
            for generation, size in getattr(self, outcome).items():
                if generation not in GENERATIONS:
                    raise UnknownNameError("generation", generation, GENERATIONS)
                _check(isinstance(size, int | float) and isfinite(size), f"effects.{outcome}", "a finite number")

    def with_effect(self, outcome: str, size: float, generation: str | None = None) -> Effects:
        """The same effects with one of them set, for one generation or for all.

        Raises:
            UnknownNameError: No such outcome or generation.

        >>> Effects().with_effect("engagement", 3.0, "Gen Z").engagement["Gen Z"]
        3.0
        """
        if outcome not in OUTCOMES:
            raise UnknownNameError("outcome", outcome, OUTCOMES)
        changed = dict.fromkeys(GENERATIONS, size) if generation is None else {generation: size}
        settings: dict[str, Any] = {outcome: {**getattr(self, outcome), **changed}}
        return replace(self, **settings)

    @classmethod
    def none(cls) -> Effects:
        """A program that does nothing at all."""
        settings: dict[str, Any] = {outcome: by_generation(younger=0.0, older=0.0) for outcome in OUTCOMES}
        return cls(**settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """People who start together.

    Args:
        name: Words on screen.
        starts_on: First day of its pairs; people enroll two to four weeks before.
        pairs: Number of pairs.
    """

    name: str
    starts_on: date
    pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One survey of the whole company.

    Args:
        name: Name of the wave; its file is named after it.
        opens_on: First day; it stays open for three weeks.
        layout: How its file is laid out: qualtrics, surveymonkey or generic.
        response_rate: Share of an average group that answers, from 0 to 1.
        drift: What moved everybody's answers since the first wave, in points of 100, program or not.
    """

    name: str
    opens_on: date
    layout: str = "generic"
    response_rate: float = 0.5
    drift: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a layout that nobody exports and a share that is none."""
        _check(0 < self.response_rate < 1, "response_rate", "above 0 and below 1")
        if self.layout not in LAYOUTS:
            raise UnknownNameError("survey layout", self.layout, LAYOUTS)


_FEWEST_PEOPLE = 100
_MOST_HELP_DESK = 0.6
_COHORTS = (
    Cohort(name="Winter 2024", starts_on=date(2024, 1, 15), pairs=170),
    Cohort(name="Summer 2024", starts_on=date(2024, 6, 3), pairs=170),
    Cohort(name="Autumn 2024", starts_on=date(2024, 11, 4), pairs=160),
)
_WAVES = (
    Wave(name="2023-11 baseline", opens_on=date(2023, 11, 6), layout="qualtrics"),
    Wave(name="2024-06", opens_on=date(2024, 6, 17), layout="surveymonkey"),
    Wave(name="2024-12", opens_on=date(2024, 12, 2)),
    Wave(name="2025-06", opens_on=date(2025, 6, 16)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A company, its program and the truth about it.

    Args:
        seed: Any whole number from 0; the same seed gives the same files.
        people: Employees on the first day of the roster; hires keep the number about level.
        observed_from: First day of the roster. Who left before is in no file.
        observed_to: Last day of the roster.
        hires_per_year: New employees a year as a share of `people`.
        exits_per_year: Voluntary exits per person-year of an average employee in the fourth year.
        promotions_per_year: Promotions per person-year of an average employee at level L3.
        program: Name of the program.
        cohorts: Who starts when.
        waves: The surveys.
        effects: What the program does.
        selection: Standard deviations by which volunteers differ from the eligible on the sum of engagement,
            satisfaction, ambition and loyalty; 0 draws participants by lot.
        reach: Log weight of a business unit in the draw of participants: where fewer people hear of the program.
        team_share: Share of the variance of people's traits that lies between teams (ICC), from 0 to below 1.
        missing_items: Share of the answers that a respondent leaves out.
        response_by_engagement: Log odds of answering a survey per standard deviation of engagement.
        response_by_enrollment: Log odds of answering a survey added by taking part in the program.
        help_desk_share: Share of the meetings that are one-way tool support.
    """

    seed: int = 1999
    people: int = 12_000
    observed_from: date = date(2022, 1, 1)
    observed_to: date = date(2025, 12, 31)
    hires_per_year: float = 0.14
    exits_per_year: float = 0.085
    promotions_per_year: float = 0.08
    program: str = "Reverse mentoring"
    cohorts: tuple[Cohort, ...] = _COHORTS
    waves: tuple[Wave, ...] = _WAVES
    effects: Effects = field(default_factory=Effects)
    selection: float = 0.7
    reach: Mapping[str, float] = field(default_factory=lambda: {"Operations": -0.7})
    team_share: float = 0.10
    missing_items: float = 0.03
    response_by_engagement: float = 0.35
    response_by_enrollment: float = 0.4
    help_desk_share: float = 0.16

    def __post_init__(self) -> None:
        """Refuse what no company can be."""
        _check(self.seed >= 0, "seed", "0 or more")
        _check(self.people >= _FEWEST_PEOPLE, "people", f"{_FEWEST_PEOPLE} or more")
        _check(sum(cohort.pairs for cohort in self.cohorts) > 0, "cohort", "one or more, with a pair or more")
        _check(all(cohort.pairs >= 0 for cohort in self.cohorts), "pairs", "0 or more")
        _check(self.observed_from < self.observed_to, "observed_to", "after observed_from")
        _check(0 <= self.team_share < 1, "team_share", "0 or more and below 1")
        _check(0 <= self.missing_items < 1, "missing_items", "0 or more and below 1")
        _check(0 <= self.help_desk_share <= _MOST_HELP_DESK, "help_desk_share", f"from 0 to {_MOST_HELP_DESK}")

    def sized(self, *, people: int | None = None, pairs: int | None = None) -> Scenario:
        """The same scenario for another number of employees or of pairs, spread over the cohorts as before.

        >>> [cohort.pairs for cohort in Scenario().sized(pairs=50).cohorts]
        [17, 17, 16]
        """
        cohorts = self.cohorts if pairs is None else _shared_out(self.cohorts, pairs)
        return replace(self, people=self.people if people is None else people, cohorts=cohorts)

    def as_dict(self) -> dict[str, Any]:
        """The scenario as plain values, as written beside the data."""
        return asdict(self)


def _shared_out(cohorts: tuple[Cohort, ...], pairs: int) -> tuple[Cohort, ...]:
    total = sum(cohort.pairs for cohort in cohorts)
    reached = [round(pairs * sum(one.pairs for one in cohorts[:i]) / total) for i in range(len(cohorts) + 1)]
    return tuple(
        replace(cohort, pairs=after - before)
        for cohort, before, after in zip(cohorts, reached[:-1], reached[1:], strict=True)
    )


def scenario_from(path: Path) -> Scenario:
    """The scenario written in a TOML file; what the file does not say is as in `Scenario()`.

    Args:
        path: A file with the names of `Scenario`, tables `[[cohort]]` and `[[wave]]`, and `[effects.<outcome>]`.

    Raises:
        SettingsError: The file is not TOML or has a name that a scenario does not have.
        UnknownNameError: An outcome, a generation or a layout that does not exist.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path.name} is not a TOML file.", next_step="Correct it; data/demo/scenario.toml shows the form."
        ) from error
    settings: dict[str, Any] = {
        key: written.pop(key) for key in list(written) if key not in {"cohort", "wave", "effects"}
    }
    if "cohort" in written:
        settings["cohorts"] = tuple(_known(Cohort, table) for table in written["cohort"])
    if "wave" in written:
        settings["waves"] = tuple(_known(Wave, table) for table in written["wave"])
    if "effects" in written:
        settings["effects"] = _effects(written["effects"])
    scenario: Scenario = _known(Scenario, settings)
    return scenario


def _effects(written: Mapping[str, Mapping[str, float]]) -> Effects:
    effects = Effects.none()
    for outcome, sizes in written.items():
        _check(isinstance(sizes, dict), f"effects.{outcome}", "a table of sizes by generation")
        for generation, size in sizes.items():
            effects = effects.with_effect(outcome, size, generation)
    return effects


def _known(kind: Any, table: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a constructor of any settings class
    types = {one.name: one.type for one in fields(kind)}
    for name, value in table.items():
        if name not in types:
            raise UnknownNameError("setting", name, types)
        _check(isinstance(value, _VALUES.get(types[name], object)), name, f"of the type {types[name]}")
    try:
        return kind(**table)
    except TypeError as error:
        raise SettingsError(
            f"A setting of the {kind.__name__.lower()} is missing.", allowed=f"It has: {', '.join(sorted(types))}."
        ) from error
