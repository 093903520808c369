"""Label sets decided over all questions that share labels, so that an unused answer of one is seen in another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analytics.imports.labels import Fit, all_fits, best_fit, label_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FEWEST_SHARED = 2
_CLEARLY_BETTER = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Labeled:
    """The labels that answer one question.

    Args:
        stem: The text that the question shares with the other rows of its grid, or its own.
        labels: How often each label was answered.
    """

    stem: str
    labels: Counter[str]

    @property
    def keys(self) -> Counter[str]:
        """How often each label was answered, by the letters of its words."""
        counts: Counter[str] = Counter()
        for label, n in self.labels.items():
            counts[label_key(label)] += n
        return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The set of answers of one question.

    Args:
        fit: The set, with the scores of its labels.
        wordings: A wording of each label that questions of the family used, by its letters.
        is_shared: Whether other questions took part in the decision.
    """

    fit: Fit
    wordings: Mapping[str, str]
    is_shared: bool = False


@dataclass(slots=True, kw_only=True)
class _Family:
    counts: Counter[str] = field(default_factory=Counter)
    members: list[int] = field(default_factory=list)
    stems: set[str] = field(default_factory=set)


def decisions(questions: Sequence[Labeled]) -> list[Decision | None]:
    """The set of answers of each question, None where no set has its labels.

    Questions with common labels are one family and are decided together, unless a grid of its own has so many answers
    that it clearly uses another set (a forced choice beside a scale with a middle).

    Args:
        questions: The questions with labels, in the order of the file.
    """
    found: list[Decision | None] = [None] * len(questions)
    large = list[tuple[_Family, Fit]]()
    for family in sorted(_families(questions), key=lambda family: -family.counts.total()):
        wordings = _wordings([questions[member] for member in family.members])
        shared = _as_larger(family, large) or best_fit(family.counts, family.counts.total())
        if shared is not None:
            large.append((family, shared))
        for member in family.members:
            grid = _grid(questions, family, member)
            own = best_fit(grid, grid.total())
            fit = _preferred(own, shared, questions[member])
            if fit is not None:
                found[member] = Decision(fit=fit, wordings=wordings, is_shared=len(family.members) > 1)
    return found


def _families(questions: Sequence[Labeled]) -> list[_Family]:
    """Questions with common labels, as long as one set has all labels of the family."""
    order = sorted(range(len(questions)), key=lambda index: (-len(questions[index].labels), index))
    families: list[_Family] = []
    for index in order:
        question = questions[index]
        counts = question.keys
        family = next((family for family in families if _belongs(question, counts, family)), None)
        if family is None:
            family = _Family()
            families.append(family)
        family.counts += counts
        family.members.append(index)
        family.stems.add(question.stem)
    return families


def _belongs(question: Labeled, counts: Counter[str], family: _Family) -> bool:
    """Whether a question shares labels or its grid with a family, and one set has them all."""
    shared = counts.keys() & family.counts.keys()
    is_near = question.stem in family.stems or len(shared) >= min(_FEWEST_SHARED, len(counts))
    if not is_near:
        return False
    union = tuple(sorted(counts.keys() | family.counts.keys()))
    return bool(all_fits(union, 0))


def _as_larger(family: _Family, larger: Sequence[tuple[_Family, Fit]]) -> Fit | None:
    """The set of a larger family in the same grid, where it has these labels under other wordings."""
    for other, fit in larger:
        positions = fit.labels.positions(family.counts) if other.stems & family.stems else None
        if positions:
            scores = {label: position + 1 for label, position in positions.items()}
            return Fit(labels=fit.labels, scores=scores, cost=fit.cost, confidence=fit.confidence)
    return None


def _grid(questions: Sequence[Labeled], family: _Family, member: int) -> Counter[str]:
    """The labels of the members that stand in one grid with a member, itself included."""
    total: Counter[str] = Counter()
    for index in family.members:
        if questions[index].stem == questions[member].stem:
            total += questions[index].keys
    return total


def _preferred(own: Fit | None, shared: Fit | None, question: Labeled) -> Fit | None:
    """The family's set, unless a grid uses every answer of another one that is clearly less surprising."""
    if shared is None or own is None:
        return own or shared
    if own.labels is shared.labels:
        return shared
    is_whole = len(own.scores) == own.labels.points
    if not is_whole:
        return shared
    wanted = question.keys.keys()
    n = question.labels.total()
    surprise = shared.labels.cost((shared.scores[label] - 1 for label in wanted), n)
    return own if own.cost + _CLEARLY_BETTER < surprise else shared


def _wordings(questions: Sequence[Labeled]) -> dict[str, str]:
    """The commonest spelling of each label in a family."""
    counts: Counter[str] = Counter()
    for question in questions:
        counts += question.labels
    found: dict[str, str] = {}
    for label, _ in counts.most_common():
        found.setdefault(label_key(label), label)
    return found
