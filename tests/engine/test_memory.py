"""The search for cycles rests inside and goes on afterwards, whatever happened."""

from __future__ import annotations

import gc

import pytest

from analytics.engine.memory import no_cycles


def test_the_search_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="stop"), no_cycles():
        raise ValueError("stop")
    assert gc.isenabled()


def test_who_had_stopped_it_before_finds_it_stopped() -> None:
    gc.disable()
    try:
        with no_cycles(), no_cycles():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
