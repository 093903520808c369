from __future__ import annotations

from zlib import crc32

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analytics.simulate.draws import Draws

N = 20_000


@given(start=st.integers(0, 500), n=st.integers(0, 500), seed=st.integers(0, 2**32))
def test_a_part_of_a_stream_is_the_same_however_it_is_cut(start: int, n: int, seed: int) -> None:
    draws = Draws(seed=seed)
    whole = draws.uniform("anything", 1000)
    assert (draws.uniform("anything", n, start=start) == whole[start : start + n]).all()


def test_streams_depend_on_their_name_and_seed_only() -> None:
    first = Draws(seed=1).uniform("one", 10)
    assert (first == Draws(seed=1).uniform("one", 10)).all()
    assert (first != Draws(seed=1).uniform("two", 10)).all()
    assert (first != Draws(seed=2).uniform("one", 10)).all()


def test_numbers_are_the_upper_53_bits_of_pcg64_which_numpy_promises_to_keep() -> None:
    bits = np.random.PCG64(np.random.SeedSequence(1999, spawn_key=(crc32(b"gender"),))).random_raw(50)
    assert (Draws(seed=1999).uniform("gender", 50) == (bits >> np.uint64(11)) * 2.0**-53).all()
    assert f"{bits[0]:x}" == "a5dd236ee6b1ff55"


def test_normals_and_exponentials_have_their_moments() -> None:
    normal, waiting = Draws(seed=3).normal("normal", N), Draws(seed=3).exponential("waiting", N)
    assert abs(normal.mean()) < 4 / N**0.5
    assert abs(normal.var() - 1) < 4 * (2 / N) ** 0.5
    assert abs(waiting.mean() - 1) < 4 / N**0.5
    assert waiting.min() > 0


def test_whole_numbers_include_both_ends_evenly() -> None:
    counts = np.bincount(Draws(seed=4).whole("whole", N, 2, 5))
    assert counts[:2].sum() == 0
    assert len(counts) == 6
    assert (abs(counts[2:] - N / 4) < 4 * (N * 3 / 16) ** 0.5).all()


def test_codes_come_as_often_as_their_share_even_if_shares_do_not_add_up_to_one() -> None:
    counts = np.bincount(Draws(seed=5).code("code", N, (2.0, 0.0, 6.0)), minlength=3)
    assert counts[1] == 0
    assert abs(counts[0] - N / 4) < 4 * (N * 3 / 16) ** 0.5


def test_an_order_holds_every_number_once() -> None:
    assert sorted(Draws(seed=6).order("order", 500)) == list(range(500))
