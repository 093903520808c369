"""Which cells may be published: the rules, applied to every number that is shown and every number that follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from threadpoolctl import threadpool_limits

from analytics.errors import SettingsError
from analytics.release.audit.leverage import NOTABLE, ROUNDING, Cell, Part, SmallGroups, Span, membership, weighted
from analytics.release.audit.lines import Lines
from analytics.release.audit.merge import FLOOR, MINIMUM
from analytics.release.audit.patterns import distinct_patterns
from analytics.release.audit.small_groups import small_groups
from analytics.release.audit.verdict import Summary, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from analytics.release.audit.verdict import Refusal

HARD_LEVERAGE = 0.5
SMALL_POPULATION = 500
SMALL_POPULATION_LEVERAGE = 0.35
THREE_WAY_POPULATION = 2_000
TWO_FILTERS = 2
THREE_FILTERS = 3
BIN_EDGES = np.append(np.linspace(0.0, 0.5, 11), np.inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a published cell has to fulfill. The settings of a release may be stricter than the defaults, never looser.

    Args:
        minimum: People behind a published number; 10, and never below the floor of 5.
        highest_leverage: Share of any person's answer that everything published together may explain; left out,
            0.35 in populations of fewer than 500 people and 0.5 elsewhere. Never above 0.5.
        mean_leverage: The same on average over all people, which is the number of independent numbers per person.
        group_share: Share of the sum of any group of fewer than five people that may be explained.

    Raises:
        SettingsError: A value is looser than the product allows.
    """

    minimum: int = MINIMUM
    highest_leverage: float | None = None
    mean_leverage: float = 0.2
    group_share: float = 0.8

    def __post_init__(self) -> None:
        """Refuse rules that are looser than the product promises."""
        limits = {"highest_leverage": HARD_LEVERAGE, "mean_leverage": 0.2, "group_share": 0.8}
        loose = [name for name, limit in limits.items() if (getattr(self, name) or 0.0) > limit]
        if self.minimum < FLOOR or loose:
            raise SettingsError(
                f"The rule {', '.join(loose) or 'minimum'!r} would be looser than the product promises.",
                allowed=f"minimum at least {FLOOR}; "
                + "; ".join(f"{name} at most {limit:g}" for name, limit in limits.items())
                + ".",
                next_step="Leave the rule out to have its default.",
            )

    def leverage_limit(self, people: int) -> float:
        """The highest leverage allowed in a population of `people`."""
        if self.highest_leverage is not None:
            return self.highest_leverage
        return SMALL_POPULATION_LEVERAGE if people < SMALL_POPULATION else HARD_LEVERAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is published about the same answers beside one number a cell.

    Args:
        drawn: Independent numbers that are no functions of cells.
        spare: Numbers that must stay free for others after each cell, (cells,); none where left out.
        numbers: Numbers about the same answers that are published of each cell.
    """

    drawn: int = 0
    spare: Sequence[int] = ()
    numbers: int = 1

    def spare_after(self, index: int) -> int:
        """Numbers that must stay free after the cell at this place."""
        return self.spare[index] if self.spare else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The verdict on each cell, in the order in which they were offered, and what they tell together.

    Args:
        verdicts: The verdicts.
        summary: What the published cells tell together.
        blamed: How much each published cell of two or more filters told about the people for whose sake others were
            refused, added up over these.
    """

    verdicts: tuple[Verdict, ...]
    summary: Summary
    blamed: Mapping[Cell, float]

    @property
    def published(self) -> tuple[Cell, ...]:
        """The cells that may be shown."""
        return tuple(verdict.cell for verdict in self.verdicts if verdict.is_published)

    @property
    def refusals(self) -> Mapping[str, int]:
        """How many cells each rule refused."""
        return Counter(verdict.refused_by for verdict in self.verdicts if verdict.refused_by is not None)


def audit(
    patterns: NDArray[np.int64],
    people: NDArray[np.int64],
    cells: Sequence[Cell],
    rules: Rules | None = None,
    *,
    already: NDArray[np.bool_] | None = None,
    present: NDArray[np.bool_] | None = None,
    beside: Beside | None = None,
) -> Audit:
    """The verdict on each cell, given in order of value: what comes first is published first.

    People who share a pattern share their place in every cell, so the computation is exact whatever their number. The
    verdicts do not depend on the order of the patterns.

    Args:
        patterns: Category codes, (patterns, dimensions). A dimension that no cell uses still counts for small groups.
        people: Number of people of each pattern, (patterns,).
        cells: The cells wanted, most wanted first: up to two filters, three in populations of 2,000 people or more.
        rules: The rules; the defaults if left out.
        already: Which patterns stood behind each number shown before, (numbers, patterns): all is audited together.
        present: Patterns of people who are counted now, (patterns,); the others only stand behind earlier numbers.
        beside: What is published beside the cells; nothing if left out.

    Reference:
        Denning, Denning and Schwartz (1979), The tracker, ACM TODS 4(1), for what a minimum size alone does not stop.
        Chin and Ozsoyoglu (1982), Auditing and inference control, IEEE TSE 8(6), for the audit of sums.
    """
    return ledger(patterns, people, cells, rules, already=already, present=present, beside=beside).audit(
        range(len(cells))
    )


def ledger(
    patterns: NDArray[np.int64],
    people: NDArray[np.int64],
    cells: Sequence[Cell],
    rules: Rules | None = None,
    *,
    already: NDArray[np.bool_] | None = None,
    present: NDArray[np.bool_] | None = None,
    beside: Beside | None = None,
    states: int = 0,
) -> Ledger:
    """What audits the same cells in one order after another; all arguments but the last are those of `audit`.

    Args:
        patterns: Category codes, (patterns, dimensions).
        people: Number of people of each pattern, (patterns,).
        cells: The cells.
        rules: The rules; the defaults if left out.
        already: Which patterns stood behind each number shown before, (numbers, patterns).
        present: Patterns of people who are counted now, (patterns,).
        beside: What is published beside the cells, in their order here.
        states: States on the way that are kept, from which another order that begins alike goes on.
    """
    known = np.zeros((0, len(people)), dtype=np.bool_) if already is None else already
    counted = np.ones(len(people), dtype=np.bool_) if present is None else present
    codes = np.column_stack([patterns, counted]).astype(np.int64)
    first, place = distinct_patterns(codes, known)
    return Ledger(
        codes[first],
        np.bincount(place, weights=people).astype(np.int64),
        cells,
        rules=rules or Rules(),
        known=known[:, first],
        beside=beside or Beside(),
        states=states,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """Where a ledger stood after some cells; what only grows is known by its length."""

    looked_at: int
    leverage: NDArray[np.float64]
    shares: NDArray[np.float64]
    blamed: NDArray[np.float64]
    rank: int
    watched: NDArray[np.float64]
    lines: Mapping[tuple[Cell, int], int]


class Ledger:
    """Everything shown so far, and what it tells about each person and each small group. `ledger` makes one."""

    def __init__(
        self,
        patterns: NDArray[np.int64],
        people: NDArray[np.int64],
        cells: Sequence[Cell],
        *,
        rules: Rules,
        known: NDArray[np.bool_],
        beside: Beside,
        states: int,
    ) -> None:
        counted = patterns[:, -1]
        self._members = weighted(membership(patterns, cells), counted)
        self._n = np.asarray(self._members @ people, dtype=np.int64)
        self._lines = Lines(patterns, people * counted, dict(zip(cells, self._n.tolist(), strict=True)))
        self._cells = cells
        self._people = people
        self._counted = people * counted
        self._size = int(self._counted.sum())
        self._answers = int(people.sum())
        self._rules = rules
        self._limit = rules.leverage_limit(self._size)
        self._beside = beside
        self._is_blamable = np.array([*(len(cell) > 1 for cell in cells), *(False for _ in known)], dtype=np.bool_)
        self._blamed = np.zeros(len(self._is_blamable))
        self._leverage = np.zeros(len(people))
        self._groups = small_groups(patterns, people)
        self._group_sizes = np.asarray(self._groups @ people, dtype=np.float64)
        self._shares = np.zeros(len(self._group_sizes))
        shown = sparse.csr_array(known).astype(np.float64)
        self._span = Span(sparse.vstack([self._members, shown], format="csr"), people)
        self._any_group = SmallGroups(people, rules.group_share, len(cells) + len(known))
        for index in range(len(known)):
            part = self._span.new_part(len(cells) + index)
            if part is not None:
                self._accept(part, self._group_part(part))
        self._steps = max(len(cells) // states, 1) if states else len(cells) + 1
        self._states = [self._state(0)]
        self._verdicts: list[Verdict] = []

    def audit(self, order: Sequence[int]) -> Audit:
        """The verdict on each cell; what this order begins with as the one before did is not audited again.

        Args:
            order: The places of the cells, most wanted first.
        """
        with threadpool_limits(limits=1, user_api="blas"):  # the same digits, and no slower, however many cores
            self._go_back(order)
            for index in order[len(self._verdicts) :]:
                if len(self._verdicts) == self._states[-1].looked_at + self._steps:
                    self._states.append(self._state(len(self._verdicts)))
                self._verdicts.append(self._verdict(index))
            return Audit(verdicts=tuple(self._verdicts), summary=self._summary(), blamed=self._blame_of_cells())

    def _go_back(self, order: Sequence[int]) -> None:
        """To the last state that was kept before this order differs from the one before."""
        before = ((verdict.cell, self._cells[index]) for verdict, index in zip(self._verdicts, order, strict=False))
        alike = next((place for place, (cell, other) in enumerate(before) if cell != other), len(self._verdicts))
        self._states = [state for state in self._states if state.looked_at <= alike]
        state = self._states[-1]
        self._verdicts = self._verdicts[: state.looked_at]
        self._leverage, self._shares = state.leverage.copy(), state.shares.copy()
        self._blamed = state.blamed.copy()
        self._span.go_back(state.rank)
        self._any_group.go_back(state.rank, state.watched)
        self._lines.go_back(state.lines)

    def _state(self, looked_at: int) -> _State:
        return _State(
            looked_at=looked_at,
            leverage=self._leverage.copy(),
            shares=self._shares.copy(),
            blamed=self._blamed.copy(),
            rank=self._span.rank,
            watched=self._any_group.bounds,
            lines=self._lines.shown,
        )

    def _verdict(self, index: int) -> Verdict:
        """Publish one cell, or say which rule refuses it."""
        cell, n = self._cells[index], int(self._n[index])
        refused_by = self._refused_by_size(cell, n)
        part = None if refused_by else self._span.new_part(index)
        if part is not None:
            refused_by = self._refused_by_rest(cell, n) or self._refused_by_leverage(part)
        if refused_by is not None:
            return Verdict(cell=cell, n=n, is_published=False, refused_by=refused_by)
        self._lines.publish(cell, n)
        return Verdict(cell=cell, n=n, is_published=True, is_free=part is None)

    def _summary(self) -> Summary:
        """What everything published together tells."""
        leverage = np.round(self._leverage, 9)
        counted = self._counted > 0
        histogram, _ = np.histogram(leverage, bins=BIN_EDGES, weights=self._counted)
        rank = self._beside.numbers * self._span.rank + self._beside.drawn
        return Summary(
            people=self._size,
            answers=self._answers,
            rank=rank,
            mean_leverage=rank / max(self._answers, 1),
            highest_leverage=float(leverage[counted].max(initial=0.0)),
            histogram=tuple(int(n) for n in histogram),
            n_groups=len(self._shares),
            highest_group_share=float(np.round(self._shares, 9).max(initial=0.0)),
        )

    def _blame_of_cells(self) -> dict[Cell, float]:
        return {self._cells[index]: float(self._blamed[index]) for index in np.flatnonzero(self._blamed).tolist()}

    def _accept(self, part: Part, share: NDArray[np.float64]) -> None:
        self._leverage += np.square(part.values)
        self._any_group.watch(np.flatnonzero(self._leverage > NOTABLE), self._span)
        self._any_group.accept(part)
        self._shares += share
        self._span.accept(part)

    def _group_part(self, part: Part) -> NDArray[np.float64]:
        return np.asarray(np.square(self._groups @ (self._people * part.values)) / self._group_sizes, dtype=np.float64)

    def _refused_by_size(self, cell: Cell, n: int) -> Refusal | None:
        if len(cell) > (THREE_FILTERS if self._size >= THREE_WAY_POPULATION else TWO_FILTERS):
            return "too_many_filters"
        return "too_small" if n < self._rules.minimum else None

    def _refused_by_rest(self, cell: Cell, n: int) -> Refusal | None:
        if 0 < self._size - n < self._rules.minimum:
            return "small_rest"
        for whole, remainder in self._lines.remainders(cell, n):
            if 0 < whole - n < self._rules.minimum or 0 < remainder < FLOOR:
                return "small_remainder"
        return None

    def _refused_by_leverage(self, part: Part) -> Refusal | None:
        """The rule that refuses a cell; one that none refuses is accepted."""
        rank = self._beside.numbers * (self._span.rank + 1) + self._beside.drawn
        if rank + self._beside.spare_after(part.index) > self._rules.mean_leverage * self._answers + ROUNDING:
            return "mean_leverage"
        more = np.square(part.values)
        exposed = np.flatnonzero((self._leverage + more > self._limit + ROUNDING) & (more > ROUNDING))
        if len(exposed):
            return self._blame(exposed[:1], "leverage")
        share = self._group_part(part)
        exposed = np.flatnonzero((self._shares + share > self._rules.group_share + ROUNDING) & (share > ROUNDING))
        if len(exposed):
            members = np.asarray(self._groups[exposed[:1]].indices, dtype=np.int64)
            return self._blame(np.repeat(members, self._people[members]), "small_group")
        self._any_group.watch(np.flatnonzero(self._leverage + more > NOTABLE), self._span)
        group = self._any_group.exceeded(part)
        if group is not None:
            return self._blame(group, "small_group")
        self._accept(part, share)
        return None

    def _blame(self, people: NDArray[np.int64], rule: Refusal) -> Refusal:
        """The rule that refuses a cell; the cells that have told of the people exposed are to blame."""
        indices, shares = self._span.shares(people)
        self._blamed[indices] += np.where(self._is_blamable[indices], shares, 0.0)
        return rule
