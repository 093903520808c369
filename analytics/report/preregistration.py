"""A pre-registration: the design, the planned numbers and what will be said, written down before any result is seen."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import date  # noqa: TC003 - the type of a field is part of the documentation
from typing import TYPE_CHECKING

from analytics import catalog
from analytics.comparison.design import Design
from analytics.comparison.planner import pairs_for_retention, pairs_for_score, sight, welch_sentence
from analytics.errors import SettingsError
from analytics.program import DESIGNS
from analytics.report.typesetting import pdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from analytics.comparison.planner import Plan

__all__ = ["DESIGNS", "Design", "Preregistration", "Section"]

LONGEST_NAME = 60
PERCENT = 100.0
ANALYSIS = (
    ("Interval", "95 %, two-sided. Members of a team are counted as resembling each other."),
    (
        "Beside it",
        (
            "the raw difference, weights for the pilot, doubly robust, matching within strata, and regression: all "
            "shown on one axis, none of them decides."
        ),
    ),
    (
        "Against it",
        (
            "the same comparison of a score from before the program, which has to show nothing; without each business "
            "unit; without teammates of participants; and how strong something unmeasured would have to be."
        ),
    ),
)
VERDICTS = (
    ("Higher, lower", "the 95 % interval of the difference leaves zero out."),
    ("No difference", "the 90 % interval lies within ±{margin}."),
    ("Not enough people", "neither holds; the smallest difference that could have been seen is said with it."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the document: terms and their meaning, or a table.

    Args:
        title: Its heading.
        rows: One row an entry.
        columns: Names of the columns of a table; empty for terms and their meaning.
        note: A sentence below.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()
    note: str = ""

    def markdown(self) -> list[str]:
        """The section as lines of Markdown."""
        if not self.columns:
            body = [f"- **{term}:** {meaning}" for term, meaning in self.rows]
        else:
            body = [_row(self.columns), _row("---" for _ in self.columns), *(_row(row) for row in self.rows)]
        return [f"## {self.title}", "", *body, "", *([self.note, ""] if self.note else [])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preregistration:
    """A design with its planned numbers and the day it was written down.

    Args:
        design: What is compared, and what decides.
        plan: The planned numbers.
        sources: Where each planned number comes from, by name; see `analytics.report.planning.starting_plan`.
        on: The day.
    """

    design: Design
    plan: Plan
    sources: Mapping[str, str]
    on: date

    def as_toml(self) -> str:
        """All of it as TOML, always the same text for the same pre-registration."""
        numbers = "".join(f"{name} = {json.dumps(value)}\n" for name, value in asdict(self.plan).items())
        return f'{self.design.as_toml()}registered_on = "{self.on.isoformat()}"\n\n[plan]\n{numbers}'

    @property
    def sha256(self) -> str:
        """Hash of design, planned numbers and day."""
        return hashlib.sha256(self.as_toml().encode()).hexdigest()

    @property
    def title(self) -> str:
        """Title of the document."""
        return f"{self.design.name}: pre-registration"

    def sections(self) -> tuple[Section, ...]:
        """The document in parts: design, planned numbers, analysis, what will be said."""
        design, unit = self.design, catalog.measure(self.design.primary).unit
        margin = f"{design.margin:g} {'percentage points' if unit == '%' else unit}"
        return (
            Section(
                title="Design", rows=tuple((term, f"{text[0].upper()}{text[1:]}") for term, text in design.facts())
            ),
            self._numbers(),
            Section(title="What a pilot of this size can see", rows=tuple(self._sees())),
            Section(title="Analysis", rows=tuple((term, f"{text[0].upper()}{text[1:]}") for term, text in ANALYSIS)),
            Section(
                title="What will be said",
                rows=tuple((term, f"When {text.format(margin=margin)}") for term, text in VERDICTS),
            ),
        )

    def markdown(self) -> str:
        """The document as Markdown, always the same text for the same pre-registration."""
        lines = [line for section in self.sections() for line in section.markdown()]
        seals = [f"- {name}: `{value}`" for name, value in self._seals()]
        return "\n".join([f"# {self.title}", "", self._lead(), "", *lines, "## Hashes", "", *seals, ""])

    def pdf(self) -> bytes:
        """The document as PDF, always the same bytes for the same pre-registration."""
        facts = {
            "title": self.title,
            "lead": self._lead(),
            "sections": [asdict(section) for section in self.sections()],
            "seals": self._seals(),
        }
        return pdf("preregistration", facts, self.on)

    @property
    def file_name(self) -> str:
        """Name of its files, without an ending: the day and the design's name.

        Letters outside of a to z and digits become hyphens.
        """
        name = re.sub(r"[^a-z0-9]+", "-", self.design.name.lower()).strip("-")[:LONGEST_NAME]
        return f"{self.on.isoformat()}-{name or self.design.sha256[:8]}"

    def register(self, store: Path) -> Path:
        """The design's file in the store, written once and never again, with the document beside it.

        Args:
            store: Folder of the store.

        Raises:
            SettingsError: A design of this name was registered that day.
        """
        folder = store / DESIGNS
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.file_name}.toml"
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(f"# Registered on {self.on.isoformat()}\n{self.design.as_toml()}")
        except FileExistsError:
            raise SettingsError(
                f"A design is registered as {path.name} already.",
                allowed="What is registered stays as it was written.",
                next_step="Give the design another name.",
            ) from None
        path.with_suffix(".md").write_text(self.markdown(), encoding="utf-8", newline="\n")
        return path

    def _lead(self) -> str:
        return f"Written down on {self.on.day} {self.on:%B %Y}, to be kept before any result is seen."

    def _seals(self) -> list[tuple[str, str]]:
        return [
            ("SHA-256 of the design, as the comparison will print it", self.design.sha256),
            ("SHA-256 of the design, the planned numbers and the day", self.sha256),
        ]

    def _numbers(self) -> Section:
        plan = self.plan
        values = {
            "pairs": ("Pairs", f"{plan.pairs:,}"),
            "comparison": ("Comparable people", f"{plan.comparison:,}"),
            "months": ("Months of follow-up", f"{plan.months:g}"),
            "retention": ("12-month retention without the program", f"{PERCENT * plan.retention:.1f} %"),
            "deviation": ("Standard deviation of the score", f"{plan.deviation:.1f} points"),
            "response": ("Share who answer a survey", f"{PERCENT * plan.response:.0f} %"),
            "team_size": ("People of one team", f"{plan.team_size:g}"),
            "correlation": ("Likeness within a team (intraclass correlation)", f"{plan.correlation:g}"),
        }
        rows = tuple((term, text, self.sources.get(name, "planned")) for name, (term, text) in values.items())
        return Section(title="Planned numbers", rows=rows, columns=("Number", "Planned", "Where it comes from"))

    def _sees(self) -> list[tuple[str, str]]:
        found, margin = sight(self.plan), self.design.margin
        rise = "none, however large" if found.higher is None else f"{found.higher:.1f} percentage points"
        prevented = "" if found.prevented is None else f", {found.prevented:.0f} % of all departures prevented"
        score = "none" if found.score is None else f"{found.score:.1f} points"
        return [
            ("Rise of retention", f"{rise[0].upper()}{rise[1:]}{prevented}."),
            ("Score", f"{score[0].upper()}{score[1:]}, up or down."),
            ("Pairs for the margin", f"{self._pairs(margin)} to find a difference of {margin:g}."),
            ("Chances", "Found in four of five such pilots; a false alarm in one of twenty."),
            ("For scale", welch_sentence(self.plan)),
        ]

    def _pairs(self, points: float) -> str:
        if catalog.measure(self.design.primary).unit != "%":
            needed = pairs_for_score(self.plan, points)
        elif self.plan.base_rate + points / PERCENT > 1:
            needed = None
        else:
            needed = pairs_for_retention(self.plan, points)
        return "No number" if needed is None else f"{needed:,}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
