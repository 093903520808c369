"""What an executive reads first: the declared verdict leads, raw figures follow without color or verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.comparison.evidence import Caution, MissingOutcome
from dashboard.components.headline import EVIDENCE, RAW, WHOLE
from tests.comparison.evidence_example import example
from tests.dashboard.compared import with_comparisons
from tests.dashboard.conftest import links, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from analytics.comparison.evidence import PilotComparison

    Visit = Callable[..., AppTest]

GRAY = "border-left-color:var(--tw-comparison)"


@pytest.fixture
def shown_with(visit: Visit, published: Path, tmp_path: Path) -> Callable[..., str]:
    """The words of the Overview of a release that holds these comparisons."""

    def shown(*comparisons: PilotComparison, **filters: str) -> str:
        return text(visit(with_comparisons(published, tmp_path, comparisons), **filters))

    return shown


def test_the_declared_verdict_leads_and_the_raw_figure_follows(shown_with: Callable[..., str]) -> None:
    first, second = example(), replace(example(), name="Senior mentees")
    shown = shown_with(first, second)
    places = [
        shown.index(words)
        for words in (
            f"{first.name} \N{EN DASH} {first.outcomes[0].sentence}",
            first.outcomes[0].next_step,
            f"Senior mentees \N{EN DASH} {second.outcomes[0].sentence}",
            "Not adjusted: ",
        )
    ]
    assert places == sorted(places)
    assert GRAY not in shown
    assert RAW not in shown
    assert "is higher in the pilot: " not in shown


def test_a_verdict_that_something_forbids_is_gray(shown_with: Callable[..., str]) -> None:
    outcome, *others = example().outcomes
    caution = Caution(code="placebo", message="It was there before.", forbids_verdict=True)
    forbidden = replace(outcome, verdict="not_enough", sentence="Nobody can say.", cautions=(caution,))
    shown = shown_with(replace(example(), outcomes=(forbidden, *others)))
    assert "Nobody can say." in shown
    assert GRAY in shown


def test_an_outcome_that_decides_and_cannot_be_shown_says_why(shown_with: Callable[..., str]) -> None:
    missing = MissingOutcome(measure="retention", label="12-month retention", reason="Nobody was followed so long.")
    shown = shown_with(replace(example(), outcomes=(), missing=(missing,)))
    assert "12-month retention: Nobody was followed so long." in shown
    assert GRAY in shown


def test_filters_do_not_narrow_the_verdict_and_the_page_says_so(shown_with: Callable[..., str]) -> None:
    shown = shown_with(example(), generation="Gen Z")
    assert example().outcomes[0].sentence in shown
    assert WHOLE in shown


def test_without_a_declared_comparison_the_raw_one_is_called_raw(shown_with: Callable[..., str]) -> None:
    assert RAW in shown_with()


def test_the_evidence_is_one_click_away(visit: Visit, published: Path, tmp_path: Path) -> None:
    app = visit(with_comparisons(published, tmp_path, [example()]))
    assert links(app, "tw-link")[EVIDENCE].address == "/pilot-comparison"


def test_raw_figures_on_cards_say_that_they_are_not_adjusted(shown_with: Callable[..., str]) -> None:
    shown = shown_with(example())
    assert "than comparison, not adjusted" in shown
    assert "tw-higher" not in shown
