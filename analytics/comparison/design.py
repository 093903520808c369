"""The design of a comparison: declared before any result is seen, saved, and recognized again by its hash."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from analytics import catalog
from analytics.comparison.estimates import HEADLINE
from analytics.errors import SettingsError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Role: TypeAlias = Literal["Junior mentor", "Senior mentee"]
IndexDate: TypeAlias = Literal["enrolled", "started"]

MATCHES = ("level", "business_unit", "location", "tenure_band")
"""What comparison people can share with participants on the index date."""

SCORES = ("engagement_before", "satisfaction_before")
"""Scores of the last survey before the index date: volunteers differ mainly by what surveys see."""

HALF = 0.5
"""Planned share of the pilot where none was declared."""

BEFORE = ("level", "business_unit", "location", "tenure_band", "generation", "gender", "ethnicity", *SCORES)
"""What can be held equal: everything that was known on the index date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A comparison of a cohort with people who could have been in it.

    Args:
        name: Name under which it is saved.
        cohort: Cohort of the pilot; empty for all cohorts together.
        role: Side of the pairs that is looked at.
        outcomes: Measures that are compared.
        primary: The one that decides.
        index_date: The clock starts when a pair enrolled (everybody who was meant to take part) or when it started
            (those who did; whoever drops out in between is lost to this view).
        match: What comparison people share with participants on the index date.
        covariates: What is held equal, all of it known on the index date.
        follow_up_months: Months after the index date.
        margin: The largest difference of the primary outcome that would not matter, in points.
        pilot_share: Planned share of the pilot where chance or a waiting list assigns, above 0 and below 1.

    Raises:
        SettingsError: Parts contradict each other.
        UnknownNameError: A name is in no catalog.
    """

    name: str
    cohort: str = ""
    role: Role = "Junior mentor"
    outcomes: tuple[str, ...] = ("retention",)
    primary: str = "retention"
    index_date: IndexDate = "enrolled"
    match: tuple[str, ...] = ("level", "tenure_band")
    covariates: tuple[str, ...] = ("level", "tenure_band", "business_unit", "generation", "gender", *SCORES)
    follow_up_months: int = 12
    margin: float = 3.0
    pilot_share: float = HALF

    def __post_init__(self) -> None:
        """Refuse names that do not exist and parts that contradict each other."""
        _known("role", self.role, get_args(Role))
        _known("index date", self.index_date, get_args(IndexDate))
        for name in self.outcomes:
            catalog.measure(name)
        for name in self.match:
            _known("matching characteristic", name, MATCHES)
        for name in self.covariates:
            _known("covariate", name, BEFORE)
        if self.primary not in self.outcomes:
            raise SettingsError("The primary outcome is not among the outcomes.", next_step="Add it to the outcomes.")
        if not self.name.strip() or self.follow_up_months < 1 or not self.margin > 0:
            raise SettingsError("A design has a name, at least one month of follow-up and a margin above 0.")
        if not 0 < self.pilot_share < 1:
            raise SettingsError("The planned share of the pilot lies between 0 and 1.")

    def as_toml(self) -> str:
        """The design as TOML, always the same text for the same design; halves need no word.

        >>> Design(name="Spring").as_toml().splitlines()[0]
        'name = "Spring"'
        """
        said = {name: value for name, value in asdict(self).items() if (name, value) != ("pilot_share", HALF)}
        return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in said.items())

    @property
    def sha256(self) -> str:
        """Hash of the design, by which a later comparison shows that it kept to it."""
        return hashlib.sha256(self.as_toml().encode()).hexdigest()

    def save(self, path: Path) -> None:
        """Write the design to a TOML file.

        Args:
            path: The file.
        """
        path.write_text(self.as_toml(), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Design:
        """The design in a TOML file.

        Args:
            path: The file.

        Raises:
            SettingsError: The file is not TOML, or holds a setting that no design has.
            UnknownNameError: A name is in no catalog.
        """
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path.name} is not a design in TOML.", next_step="Save the design again.") from error
        return cls.from_toml(text, path.name)

    @classmethod
    def from_toml(cls, text: str, file_name: str = "The text") -> Design:
        """The design in a TOML text.

        Args:
            text: The text.
            file_name: Name of its file, for messages.

        Raises:
            SettingsError: The text is not TOML, or holds a setting that no design has.
            UnknownNameError: A name is in no catalog.

        >>> Design.from_toml(Design(name="Spring").as_toml()) == Design(name="Spring")
        True
        """
        try:
            settings = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{file_name} is not a design in TOML.", next_step="Save the design again.") from error
        return cls.from_settings(settings, file_name)

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any], file_name: str) -> Design:
        """The design in a table of a TOML file.

        Args:
            settings: The table.
            file_name: Name of the file, for messages.

        Raises:
            SettingsError: The table holds a setting that no design has, or lacks a name.
            UnknownNameError: A name is in no catalog.
        """
        known = {field.name: field.default for field in fields(cls)}
        for name, value in settings.items():
            _known("setting of a design", name, known)
            if not isinstance(value, _type_of(known[name])):
                raise SettingsError(f"The setting {name!r} in {file_name} has a value of the wrong kind.")
        if "name" not in settings:
            raise SettingsError(f"The design in {file_name} has no name.")
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in settings.items()
        }
        return cls(**values)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the design declares, as terms and their meaning in words.

        >>> Design(name="Spring").facts()[1]
        ('Clock', 'starts the day a pair enrolled; 12 months of follow-up.')
        """
        primary = catalog.measure(self.primary)
        known = ", ".join(map(_words, self.covariates)) or "nothing"
        others = [catalog.measure(name).label for name in self.outcomes if name != self.primary]
        return (
            ("Pilot", f"{self.role.lower()}s of {f'cohort {self.cohort}' if self.cohort else 'all cohorts'}."),
            ("Clock", f"starts the day a pair {self.index_date}; {self.follow_up_months} months of follow-up."),
            ("Comparison", f"people employed, eligible and not yet enrolled that day{_sharing(self.match)}."),
            ("Crossing over", "who enrolls later counts for the comparison until then."),
            ("Primary outcome", f"{primary.label}. {self._definition()}"),
            ("Other outcomes", f"{', '.join(others) or 'none'}; their verdicts are corrected for their number."),
            ("Decides", f"{_words(HEADLINE)} on {known}."),
            *([] if self.pilot_share == HALF else [("Assigned", f"{self.pilot_share:.1%} to the pilot, by chance.")]),
            ("No difference", f"the 90 % interval lies within ±{self.margin:g}."),
            (
                "No verdict",
                "poor overlap, standardized differences above 0.25 after weighting, or as large a difference before.",
            ),
        )

    def _definition(self) -> str:
        if self.primary == "retention":
            return f"Kaplan-Meier share still employed {self.follow_up_months} months after the clock starts."
        return catalog.measure(self.primary).definition

    def document(self) -> str:
        """The plan of the comparison as Markdown, to be kept before any result is seen."""
        return "\n".join(
            [
                f"# {self.name}: plan of the comparison",
                "",
                *(f"- **{term}:** {meaning}" for term, meaning in self.facts()),
                "",
                f"SHA-256 of this design: `{self.sha256}`",
                "",
            ]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A comparison that shall be published.

    Args:
        design: What was declared.
        kept_to: Hash of the plan registered beforehand that the design is the same as; None where there is none.
    """

    design: Design
    kept_to: str | None = None


def _known(kind: str, name: str, allowed: Any) -> None:  # noqa: ANN401 - any collection of names
    if name not in allowed:
        raise UnknownNameError(kind, name, allowed)


def _type_of(default: object) -> type | tuple[type, ...]:
    """The kind of value that a setting has in TOML."""
    if isinstance(default, tuple):
        return list
    if isinstance(default, float):
        return (int, float)
    return int if isinstance(default, int) else str


def _sharing(match: tuple[str, ...]) -> str:
    return f", with the same {' and '.join(map(_words, match))}" if match else ""


def _words(name: str) -> str:
    return name.replace("_", " ")
