"""Work in this very process meets its limits and leaves the process as it was."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from analytics.errors import LimitError
from analytics.worker.here import bounded
from analytics.worker.limits import Limits

if sys.platform == "win32":
    pytest.skip("Windows does not bound a process", allow_module_level=True)

import resource

KINDS = (resource.RLIMIT_CPU, resource.RLIMIT_DATA)


def limits_now() -> list[tuple[int, int]]:
    return [resource.getrlimit(kind) for kind in KINDS]


def used_megabytes() -> int:
    """Memory of this process, so that a limit can be set a little above it."""
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return int(text.split("VmData:")[1].split()[0]) >> 10


def test_work_within_its_limits_is_left_alone() -> None:
    before = limits_now()
    with bounded("Trying", Limits()):
        assert limits_now() != before
    assert limits_now() == before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_more_memory_is_refused_and_the_process_goes_on() -> None:
    before = limits_now()
    with (
        pytest.raises(LimitError, match=r"Trying took more memory than it may\..*Raise memory_mb"),
        bounded("Trying", Limits(memory_mb=used_megabytes() + 100)),
    ):
        bytearray(2000 << 20)
    assert limits_now() == before
    assert len(bytearray(300 << 20)) == 300 << 20


def test_more_processor_time_is_refused() -> None:
    with pytest.raises(LimitError, match="more processor time"), bounded("Trying", Limits(cpu_seconds=1)):
        sum(iter(lambda: 1, 0))


def test_more_time_is_refused() -> None:
    with pytest.raises(LimitError, match="more time than it may"), bounded("Trying", Limits(seconds=1)):
        time.sleep(60)


def test_other_failures_pass() -> None:
    with pytest.raises(ValueError, match="else"), bounded("Trying", Limits()):
        raise ValueError("something else")
