"""The rows of a plain table as people alike in everything a comparison uses, and what was left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING

from analytics.comparison.coding import Categories, Coding, arms, happened, known_before, measured
from analytics.comparison.covariates import Term, terms, values
from analytics.stats.moments import Sums

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from analytics.comparison.coding import Numbers
    from analytics.comparison.request import Request
    from analytics.engine.plain_table import PlainTable, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """People alike in everything that is compared or held equal.

    Args:
        is_pilot: Whether they are in the pilot.
        steps: Integer steps of what is compared, in the order it was asked for.
        covariates: Values of the terms known beforehand, or None where one is missing.
        team: Their team; None where there are no teams or theirs is missing.
        fold: Part of the cross-fit.
        n: Number of people.
    """

    is_pilot: bool
    steps: tuple[int, ...]
    covariates: tuple[float, ...] | None
    team: str | None
    fold: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody who can be compared.

    Args:
        alike: The people, in a fixed order.
        terms: What is known beforehand, one column of numbers each.
        denominators: Integer steps that make 1, for each thing compared.
        left_out: Rows left out, by column: no arm, or nothing to compare.
        incomplete: People kept in the raw comparison who lack a covariate or team, by column.
        n_incomplete: How many people that are.
    """

    alike: tuple[Alike, ...]
    terms: tuple[Term, ...]
    denominators: tuple[int, ...]
    left_out: Mapping[str, int]
    incomplete: Mapping[str, int]
    n_incomplete: int

    @property
    def n(self) -> tuple[int, int]:
        """People of the pilot and of the comparison."""
        n = [one.n for one in self.alike]
        pilot = sum(compress(n, [one.is_pilot for one in self.alike]))
        return pilot, sum(n) - pilot

    def where(self, is_kept: Callable[[Alike], bool]) -> People:
        """Those of the people for whom something holds.

        Args:
            is_kept: Whether it holds.
        """
        return replace(self, alike=tuple(one for one in self.alike if is_kept(one)))

    @property
    def varies(self) -> bool:
        """Whether anything known beforehand differs between people."""
        return len({one.covariates for one in self.alike if one.covariates is not None}) > 1

    def sums(self, of: Iterable[Alike], place: int = 0) -> Sums:
        """Sums of one of the things compared over some of the people."""
        return sums_of(of, lambda one: one.steps[place], self.denominators[place])


def sums_of(people: Iterable[Alike], steps: Callable[[Alike], int], denominator: int) -> Sums:
    """Count, sum and sum of squares over people.

    Args:
        people: The people.
        steps: Integer steps of one person.
        denominator: How many make 1.
    """
    n = total = squares = 0
    for one in people:
        step = steps(one)
        n, total, squares = n + one.n, total + one.n * step, squares + one.n * step * step
    return Sums(n=n, total=total, squares=squares, denominator=denominator)


def grouped(people: Iterable[Alike], key: Callable[[Alike], Hashable]) -> dict[Hashable, list[Alike]]:
    """The people under each key, in the order the keys come up."""
    found: defaultdict[Hashable, list[Alike]] = defaultdict(list)
    for one in people:
        found[key(one)].append(one)
    return dict(found)


def people(table: PlainTable, request: Request, compared: Sequence[str]) -> People:
    """The people of a table whose arm and compared columns are known.

    Args:
        table: The file.
        request: The part each column plays.
        compared: Columns of numbers that a person needs to be counted at all; the event column among them is 0 or 1.

    Raises:
        SettingsError: A column does not hold what its part needs.
        UnknownNameError: There is no such column.
    """
    columns = (request.arm, *compared, *request.before, *((request.cluster,) if request.cluster else ()))
    rows = table.counts(columns)
    texts = [{row[0][place] for row in rows} for place in range(len(columns))]
    before = {name: known_before(name, texts[columns.index(name)]) for name in request.before}
    meaning = _Meaning(
        arms=arms(request.arm, texts[0], request.pilot, request.comparison),
        compared={name: _coded(name, texts[1 + place], request) for place, name in enumerate(compared)},
        before=before,
        arm=request.arm,
        cluster=request.cluster,
    )
    found: Counter[tuple[bool, tuple[int, ...], tuple[float, ...] | None, str | None, int]] = Counter()
    left_out: Counter[str] = Counter()
    incomplete: Counter[str] = Counter()
    n_incomplete = 0
    for row, fold, n in rows:
        if unknown := meaning.unknown(row):
            left_out[unknown] += n
            continue
        lacking = meaning.lacking(row)
        incomplete.update(dict.fromkeys(lacking, n))
        n_incomplete += n * bool(lacking)
        found[(*meaning.of(row, is_complete=not lacking), fold)] += n
    return People(
        alike=tuple(
            Alike(is_pilot=key[0], steps=key[1], covariates=key[2], team=key[3], fold=key[4], n=n)
            for key, n in found.items()
        ),
        terms=terms(before),
        denominators=tuple(one.denominator for one in meaning.compared.values()),
        left_out=dict(left_out),
        incomplete=dict(incomplete),
        n_incomplete=n_incomplete,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meaning:
    """What the texts of a row mean: arm, what is compared, what was known beforehand, and perhaps the team."""

    arms: Mapping[str, bool]
    compared: Mapping[str, Numbers]
    before: Mapping[str, Coding]
    arm: str
    cluster: str | None

    def unknown(self, row: Texts) -> str | None:
        """The first column without which the row cannot be compared at all."""
        if row[0] not in self.arms:
            return self.arm
        named = zip(self.compared.items(), row[1:], strict=False)
        return next((name for (name, codes), text in named if text not in codes.steps), None)

    def lacking(self, row: Texts) -> list[str]:
        """The columns without which the row cannot be adjusted."""
        named = zip(self.before.items(), self._known(row), strict=True)
        found = [name for (name, codes), text in named if not _has(codes, text)]
        is_teamless = self.cluster is not None and not (row[-1] or "").strip()
        return [*found, *([self.cluster] if self.cluster and is_teamless else [])]

    def of(
        self, row: Texts, *, is_complete: bool
    ) -> tuple[bool, tuple[int, ...], tuple[float, ...] | None, str | None]:
        """Arm, integer steps, values of the terms and team."""
        steps = tuple(codes.steps[text or ""] for codes, text in zip(self.compared.values(), row[1:], strict=False))
        covariates = values(self.before.values(), self._known(row)) if is_complete else None
        return self.arms[row[0] or ""], steps, covariates, row[-1] if self.cluster else None

    def _known(self, row: Texts) -> Texts:
        first = 1 + len(self.compared)
        return row[first : first + len(self.before)]


def _coded(name: str, texts: Iterable[str | None], request: Request) -> Numbers:
    return happened(name, texts, request.event_is) if name == request.event else measured(name, texts)


def _has(codes: Coding, text: str | None) -> bool:
    return text in (codes.places if isinstance(codes, Categories) else codes.steps)
