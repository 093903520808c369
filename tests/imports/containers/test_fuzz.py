"""Damaged files end in a table or in one message, a few of them on every run."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from tests.torture.fuzz import Damaged, damaged_files, fuzz, outcome

ENDS = {"table", "unreadable_file", "refused_import"}


@settings(max_examples=25, derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged_files())
def test_a_damaged_file_ends_in_a_table_or_in_one_message(file: Damaged) -> None:
    assert outcome(file) in ENDS


def test_the_long_form_counts_what_it_tried() -> None:
    found = fuzz(seconds=0.01, start=7)
    assert set(found) <= ENDS
    assert found.total() > 0
