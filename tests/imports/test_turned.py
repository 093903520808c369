from __future__ import annotations

import pytest

from analytics.errors import RefusedImportError
from tests.imports.made_up import export, understood

ASKED = [f"How content are you with part {number} of your work?" for number in range(8)]
ANSWERS = [[1 + (row + column) % 5 for column in range(12)] for row in range(8)]


@pytest.mark.parametrize(
    "headings",
    [
        ["Question", *range(1, 13)],
        ["", *(f"R{number}" for number in range(12))],
        ["Whatever", *(f"Respondent {number}" for number in range(12))],
    ],
)
def test_a_table_on_its_side_is_refused_with_what_to_do(headings: list[object]) -> None:
    rows = [[text, *answers] for text, answers in zip(ASKED, ANSWERS, strict=True)]
    with pytest.raises(RefusedImportError, match="lies on its side") as refused:
        understood(export(headings, *rows))
    assert "Transpose" in refused.value.next_step


def test_a_table_that_stands_upright_is_none() -> None:
    rows = [list(row) for row in zip(*ANSWERS, strict=True)]
    assert len(understood(export(ASKED, *rows)).kept) == 12
    comments = [[f"I like the talks of week {n}", *(1 + (n + q) % 5 for q in range(8))] for n in range(12)]
    assert len(understood(export(["Comment", *range(1, 9)], *comments)).kept) == 12
    assert len(understood(export(["Comment", *(f"R{n}" for n in range(8))], *comments)).kept) == 12
