from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import SettingsError
from analytics.imports.answered_share import answered_share, fewest_answers
from analytics.imports.run import Request, import_file
from analytics.store import Store

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = [f"sat_{number}" for number in range(1, 5)]
CODEBOOK = """
minimum_answered_share = {share}
[[scale]]
name = "satisfaction"
range = [1, 5]
items = [{items}]
"""


@pytest.mark.parametrize(("settings", "share"), [({}, 0.5), ({"minimum_answered_share": 1}, 1.0)])
def test_one_half_is_asked_for_unless_something_else_is(settings: dict[str, Any], share: float) -> None:
    assert answered_share(settings) == share


@pytest.mark.parametrize("share", [0, -1, 1.5, True, "0.5", None, float("nan")])
def test_what_is_no_share_is_refused(share: object) -> None:
    with pytest.raises(SettingsError, match="above 0 and up to 1"):
        answered_share({"minimum_answered_share": share})


@given(st.integers(1, 22), st.integers(1, 100))
def test_the_fewest_answers_are_the_smallest_number_that_reaches_the_share(n_items: int, percent: int) -> None:
    fewest = fewest_answers(n_items, percent / 100)
    assert Fraction(fewest - 1, n_items) < Fraction(percent, 100) <= Fraction(fewest, n_items)


@pytest.mark.parametrize(("share", "n_scored"), [(0.5, 30), (0.75, 20), (1, 10)])
def test_a_codebook_decides_who_has_a_score_and_the_import_says_so(tmp_path: Path, share: float, n_scored: int) -> None:
    """Of 40 people, 10 each have answered one, two, three and all four items."""
    rows = [
        [f"p{number}", *("" if place > number % 4 else str(1 + (number + place) % 5) for place in range(4))]
        for number in range(40)
    ]
    content = "\n".join(",".join(row) for row in [["Employee ID", *ITEMS], *rows])
    items = ", ".join(f'{{ id = "{item}", text = "{item}" }}' for item in ITEMS)
    (tmp_path / "codebook.toml").write_text(CODEBOOK.format(share=share, items=items))
    store = Store.create(tmp_path / "store")
    asked = Request(
        path=content.encode(),
        kind="survey",
        file_name="2026-05.csv",
        wave_on=date(2026, 5, 4),
        codebook=tmp_path / "codebook.toml",
    )
    (found,) = import_file(store, asked, by="test").prepared
    (record,) = store.version().imports
    assert found.record.notes["scales"] == {"satisfaction": n_scored}
    assert record.mapping["minimum_answered_share"] == record.notes["minimum_answered_share"] == share
    warned = [one.message for one in found.notices if one.code == "minimum_answered_share"]
    assert warned == [f"Scores of this survey need {share:.0%} of a scale's items answered, not half of them."] * (
        share != 0.5
    )
