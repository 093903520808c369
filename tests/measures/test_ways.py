"""A share of sessions to the nearest 5 % has limits that follow from it alone."""

from __future__ import annotations

import pytest

from analytics.measures.ways import SeniorWay, estimate


@pytest.mark.parametrize(("percent", "least", "most"), [(0, 0.0, 5.0), (45, 42.5, 47.5), (100, 95.0, 100.0)])
def test_the_interval_covers_what_rounding_hides(percent: int, least: float, most: float) -> None:
    found = estimate(SeniorWay(measure="video_share", generation="Boomer", n=400, percent=percent))
    assert found.interval is not None
    assert found.interval.low <= least
    assert found.interval.high >= most
    assert (found.label, found.n, found.value) == ("Boomer", 400, percent)


def test_more_pairs_make_it_narrower() -> None:
    few, many = (
        estimate(SeniorWay(measure="video_share", generation="Boomer", n=n, percent=45)).interval for n in (20, 200)
    )
    assert few is not None
    assert many is not None
    assert few.low < many.low < many.high < few.high
