"""A program's settings: its name, generation scheme, primary outcome and the tables it wants most."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from analytics import catalog, ranking
from analytics.catalog import Generation, GenerationScheme
from analytics.errors import SettingsError
from analytics.retention import Retention
from analytics.worker.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FILE_NAME = "twoway.toml"
DESIGNS = "designs"
"""Folder of the store with the designs of comparisons that were registered before any result was seen."""

LARGEST_MARGIN = 100
COMPARED = (
    *("retention", "turnover", "regretted_turnover", "promotions"),
    *("engagement", "satisfaction", "enps", "bridging", "response"),
)
"""Measures that both the pilot and the comparison have, one of which can decide."""
DEFAULT_TABLES = (
    ("arm", "generation"),
    ("cohort", "generation"),
    ("arm", "gender"),
    ("cohort", "gender"),
    ("generation", "gender"),
    ("arm", "role"),
    ("arm", "cohort"),
    ("arm", "business_unit"),
    ("cohort", "role"),
    ("role", "generation"),
    ("role", "gender"),
    ("cohort", "business_unit"),
    ("generation", "business_unit"),
    ("generation", "location"),
    ("generation", "ethnicity"),
    ("generation", "level"),
    ("gender", "business_unit"),
    ("gender", "ethnicity"),
    ("gender", "level"),
    ("gender", "location"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """What becomes of free text in surveys.

    Args:
        keep: Whether comments are kept at import, redacted, so that a release can show their themes.
    """

    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program's settings.

    Args:
        name: Name on every page.
        scheme: How birth years become generations.
        primary_outcome: The measure declared in advance as the one that decides.
        margin: The largest difference that still counts as none: points on a 0-100 scale, and percentage points.
        tables: Pairs of dimensions in the order in which their cells are wanted.
        comments: What becomes of free text in surveys.
        retention: How long raw answers are kept; no part of what is published.
        comparisons: Settings of the declared comparisons of a pilot, the first one first on the page.
        registered: Designs of comparisons that were registered before any result was seen, as TOML.
        limits: What one import or one publishing may take of the machine; no part of what is published.
    """

    name: str = "Reverse mentoring"
    scheme: GenerationScheme = field(default_factory=lambda: catalog.generation_scheme("pew"))
    primary_outcome: str = "retention"
    margin: float = 3.0
    tables: tuple[tuple[str, str], ...] = DEFAULT_TABLES
    comments: Comments = field(default_factory=Comments)
    retention: Retention = field(default_factory=Retention)
    comparisons: tuple[Mapping[str, Any], ...] = ()
    registered: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def read(cls, folder: Path) -> Program:
        """The settings in `twoway.toml` of a store, or the defaults where there is none.

        Tables that somebody has ranked on the Publish page go before those of the file.

        Raises:
            SettingsError: The file is not TOML, or holds a name or value that is not allowed.
        """
        registered = tuple(one.read_text(encoding="utf-8") for one in sorted((folder / DESIGNS).glob("*.toml")))
        ranked = ranking.read(folder)
        tables = {"tables": ranked.tables} if ranked else {}
        return cls(**{**cls._settings(folder / FILE_NAME), **tables}, registered=registered)

    @classmethod
    def _settings(cls, path: Path) -> dict[str, Any]:
        if not path.is_file():
            return {}
        try:
            settings = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            msg = f"{FILE_NAME} is not valid TOML."
            raise SettingsError(msg, next_step="Correct the file; the documentation lists its settings.") from error
        return _checked(settings)


def _checked(settings: Mapping[str, Any]) -> dict[str, Any]:
    known = {one.name for one in fields(Program)} - {"comparisons", "registered"} | {
        "generation",
        "comparison",
        "sign_in",
    }
    for name in settings:
        if name not in known:
            msg = f"Unknown setting {name!r} in {FILE_NAME}."
            raise SettingsError(msg, allowed=f"Choose one of: {', '.join(sorted(known))}.")
    values = {name: CHECKS[name](value) for name, value in settings.items() if name in CHECKS}
    if "comparison" in settings:
        values["comparisons"] = _comparisons(settings["comparison"])
    if "scheme" in settings or "generation" in settings:
        values["scheme"] = _scheme(_text("scheme", settings.get("scheme", "pew")), settings.get("generation", []))
    return values


def _refused(name: str, allowed: str) -> SettingsError:
    return SettingsError(f"The setting {name!r} in {FILE_NAME} has a value that is not allowed.", allowed=allowed)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _refused(name, f'A text in quotation marks, such as {name} = "...".')
    return value


def _margin(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= LARGEST_MARGIN:
        raise _refused("margin", f"A number from 0 to {LARGEST_MARGIN}, such as margin = 3.0.")
    return float(value)


def _primary_outcome(value: object) -> str:
    if value not in COMPARED:
        raise _refused("primary_outcome", f"A measure of pilot and comparison, one of: {', '.join(COMPARED)}.")
    return str(value)


def _tables(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list):
        raise _refused("tables", 'A list of pairs of dimensions, such as tables = [["cohort", "gender"]].')
    return tuple(_table(pair) for pair in value)


def _comparisons(value: object) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise _refused("comparison", 'Tables [[comparison]], each with a name such as name = "Junior mentors".')
    return tuple(value)


def _table(pair: object) -> tuple[str, str]:
    if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004 - a table has rows and columns
        msg = "A table in `tables` names other than two dimensions."
        raise SettingsError(msg, next_step='Write pairs such as ["cohort", "gender"].')
    first, second = (catalog.dimension(_text("tables", name)).name for name in pair)
    return first, second


def _comments(value: object) -> Comments:
    if not isinstance(value, dict) or set(value) - {"keep"} or not isinstance(value.get("keep", False), bool):
        raise _refused("comments", "A table with keep = true or keep = false; comments are not kept by default.")
    return Comments(**value)


def _limits(value: object) -> Limits:
    known = [one.name for one in fields(Limits)]
    if not isinstance(value, dict) or set(value) - set(known) or not all(map(_is_limit, value.values())):
        raise _refused("limits", f"A table with whole numbers above 0 for any of: {', '.join(known)}.")
    return Limits(**value)


def _is_limit(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "name": lambda value: _text("name", value),
    "primary_outcome": _primary_outcome,
    "margin": _margin,
    "tables": _tables,
    "comments": _comments,
    "retention": Retention.read,
    "limits": _limits,
}


def _scheme(name: str, own: Any) -> GenerationScheme:  # noqa: ANN401 - whatever a person wrote
    if not own and isinstance(own, list):
        return catalog.generation_scheme(name)
    try:
        generations = tuple(Generation(label=str(g["label"]), first=int(g["first"]), last=int(g["last"])) for g in own)
    except (KeyError, TypeError, ValueError) as error:
        msg = f"A [[generation]] in {FILE_NAME} lacks a label, a first or a last birth year."
        raise SettingsError(msg, next_step="Write label, first and last for each generation.") from error
    ordered = tuple(sorted(generations, key=lambda one: one.first))
    if any(one.first > one.last for one in ordered) or len({one.label for one in ordered}) < len(ordered):
        msg = f"A [[generation]] in {FILE_NAME} ends before it begins, or two have the same label."
        raise SettingsError(msg, next_step="Give each generation its own label and a first year not after its last.")
    if any(left.last >= right.first for left, right in pairwise(ordered)):
        msg = f"Two generations in {FILE_NAME} share a birth year."
        raise SettingsError(msg, next_step="Let each generation begin after the one before it ends.")
    years = ", ".join(f"{one.label} {one.first}-{one.last}" for one in ordered)
    return GenerationScheme(name=name, label=f"Own scheme ({years})", generations=ordered)
