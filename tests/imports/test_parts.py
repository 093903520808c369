from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from analytics.imports.parts import Parts

NUMBERS = st.lists(st.lists(st.integers(0, 300), max_size=6), min_size=1, max_size=5)


@given(NUMBERS, st.data(), st.sampled_from([True, False]))
def test_parts_are_one_array(lists: list[list[int]], data: st.DataObject, packed: bool) -> None:  # noqa: FBT001 - drawn
    listed = [number for part in lists for number in part]
    numbers = Parts([np.array(part, dtype=np.uint16) for part in lists], is_packed=packed)
    texts = Parts([pa.array([f"ä{number}" for number in part], pa.string()) for part in lists], is_packed=packed)
    start = data.draw(st.integers(0, len(listed)))
    stop = data.draw(st.integers(start, len(listed)))
    chosen = data.draw(st.lists(st.sampled_from(range(len(listed))))) if listed else []
    assert (len(numbers), len(texts)) == (len(listed), len(listed))
    assert numbers.whole().tolist() == listed
    assert numbers.between(start, stop).tolist() == listed[start:stop]
    assert texts.between(start, stop).to_pylist() == [f"ä{number}" for number in listed[start:stop]]
    for positions in (chosen, sorted(chosen)):
        places = np.array(positions, dtype=np.int64)
        assert numbers.take(places).whole().tolist() == [listed[place] for place in positions]
        assert texts.take(places).whole().to_pylist() == [f"ä{listed[place]}" for place in positions]


def test_packed_parts_are_smaller() -> None:
    codes = np.random.default_rng(1).integers(0, 7, 100_000).astype(np.uint8)
    (packed,) = Parts([codes], is_packed=True)._parts  # noqa: SLF001 - what is held
    assert len(packed.content) < 0.5 * codes.nbytes
