"""Names for what happens in a pair."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analytics.imports.canonical.occurrences import order_within


@given(st.lists(st.integers(0, 4)))
def test_rows_are_numbered_within_their_code(codes: list[int]) -> None:
    found = order_within(np.array(codes, dtype=np.intp))
    assert found.tolist() == [codes[:position].count(code) for position, code in enumerate(codes)]
