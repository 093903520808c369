from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analytics.imports.records import Records
from analytics.imports.repeats import repeated_rows
from analytics.imports.texts import Texts

ROWS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["", "1", "22"]), st.sampled_from("xy")), max_size=30)


@given(ROWS, st.sampled_from([True, False]))
def test_a_row_repeats_an_earlier_one_in_every_cell(rows: list[tuple[str, ...]], varied: bool) -> None:  # noqa: FBT001 - drawn
    records = Records.of_rows(rows, 3)
    if varied:
        records = Records([Texts(plain=texts.plain) for texts in records.columns], len(rows))
    assert repeated_rows(records).tolist() == [place for place, row in enumerate(rows) if row in rows[:place]]
