"""What is written can be read, and what was not written by us is refused."""

from __future__ import annotations

import json

import pytest

from analytics.comparison.evidence import PilotComparison
from analytics.release.computed.pilot_comparisons import comparison_documents, read_comparisons
from analytics.release.documents import document, from_document
from analytics.stats.outcome import Interval
from tests.comparison.evidence_example import example


def test_a_comparison_survives_being_written_and_read() -> None:
    written = json.dumps(comparison_documents([example()]), allow_nan=False)
    assert read_comparisons(json.loads(written)) == (example(),)


def test_a_value_of_another_kind_is_refused() -> None:
    found = document(Interval(low=0.0, high=1.0))
    with pytest.raises(TypeError, match="another kind"):
        from_document(Interval, {**found, "low": "0"})


def test_no_other_class_passes_for_one_of_a_union() -> None:
    found = document(example())
    found["outcomes"][0]["raw"]["kind"] = "Interval"
    with pytest.raises(TypeError, match="another kind"):
        from_document(PilotComparison, found)


def test_nothing_where_something_is_needed_is_refused() -> None:
    with pytest.raises(TypeError, match="another kind"):
        from_document(PilotComparison, {**document(example()), "sha256": None})


def test_a_literal_that_is_not_allowed_is_refused() -> None:
    found = document(example())
    found["outcomes"][0]["verdict"] = "wonderful"
    with pytest.raises(TypeError, match="another kind"):
        from_document(PilotComparison, found)
