"""The table of pairs by both generations gives away no handful of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given as generated
from hypothesis import strategies as st

from analytics.release.computed.matrix import pair_matrix, shown_cells
from tests.given import PAIR, PERSON, engine

if TYPE_CHECKING:
    from pathlib import Path

GENERATIONS = ("Silent", "Boomer", "Gen X", "Millennial", "Gen Z")
TABLES = st.dictionaries(
    st.tuples(st.sampled_from(GENERATIONS), st.sampled_from(GENERATIONS)), st.integers(1, 60), max_size=20
)


@generated(TABLES)
def test_what_is_hidden_of_a_line_is_nobody_or_ten_at_least(pairs: dict[tuple[str, str], int]) -> None:
    shown = shown_cells(pairs, minimum=10)
    assert all(people >= 10 for people in shown.values())
    for side in (0, 1):
        for name in GENERATIONS:
            line = {cell: people for cell, people in pairs.items() if cell[side] == name}
            hidden = sum(people for cell, people in line.items() if cell not in shown)
            assert hidden == 0 or hidden >= 10 or not line.keys() & shown.keys()
    hidden = sum(pairs.values()) - sum(shown.values())
    assert hidden == 0 or hidden >= 10 or not shown


def test_two_pairs_of_another_generation_are_joined_with_the_others(tmp_path: Path) -> None:
    born = {number: 1960 if number < 118 else 1988 for number in range(120)}
    juniors = [{**PERSON, "person_key": 1000 + n, "birth_year": 2000 if n < 60 else 1990} for n in born]
    seniors = [{**PERSON, "person_key": 5000 + n, "birth_year": year} for n, year in born.items()]
    pairs = [{**PAIR, "pair_key": n, "junior_key": 1000 + n, "senior_key": 5000 + n} for n in born]
    with engine(tmp_path, people=[*juniors, *seniors], pairs=pairs) as opened:
        assert pair_matrix(opened, GENERATIONS, minimum=10) == [
            {"junior_generation": "Gen Z", "senior_generation": "Everyone", "people": 60},
            {"junior_generation": "Millennial", "senior_generation": "Everyone", "people": 60},
        ]
