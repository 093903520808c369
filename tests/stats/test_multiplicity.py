from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.multiplicity import Family, benjamini_hochberg, bonferroni, holm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Correction = Callable[[Sequence[float]], tuple[float, ...]]

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@given(P_VALUES)
def test_false_discovery_is_that_of_scipy(p_values: list[float]) -> None:
    wanted = stats.false_discovery_control(p_values, method="bh")
    assert benjamini_hochberg(p_values) == pytest.approx(wanted.tolist(), rel=1e-12)


@given(P_VALUES, st.floats(0.001, 0.5))
def test_holm_rejects_what_the_stepwise_procedure_rejects(p_values: list[float], alpha: float) -> None:
    rejected: set[int] = set()
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        if p_values[place] * (len(p_values) - rank) > alpha:
            break
        rejected.add(place)
    assert {place for place, p in enumerate(holm(p_values)) if p <= alpha} == rejected


@given(P_VALUES)
def test_no_correction_makes_a_p_value_smaller(p_values: list[float]) -> None:
    adjusted = (benjamini_hochberg(p_values), holm(p_values), bonferroni(p_values))
    for p, *corrected in zip(p_values, *adjusted, strict=True):
        assert [p, *corrected] == sorted([p, *corrected])
        assert corrected[-1] <= 1


@pytest.mark.parametrize("correct", [bonferroni, holm, benjamini_hochberg])
def test_one_comparison_needs_no_correction_and_none_gives_none(correct: Correction) -> None:
    assert correct([0.03]) == (0.03,)
    assert correct([]) == ()


@pytest.mark.parametrize("correct", [bonferroni, holm, benjamini_hochberg])
@pytest.mark.parametrize("bad", [float("nan"), -0.1, 1.1])
def test_only_probabilities_are_corrected(correct: Correction, bad: float) -> None:
    with pytest.raises(UndefinedStatisticError, match="between 0 and 1"):
        correct([0.5, bad])


def test_a_family_says_what_chance_would_do() -> None:
    family = Family(comparisons=12)
    assert family.expected_by_chance == 0.6
    assert family.level == pytest.approx(1 - 0.05 / 12, rel=1e-15)
    assert Family(comparisons=0).level == 0.95
