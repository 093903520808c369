"""Work in a process of its own: it answers, refuses, meets its limits, and is stopped without leaving anything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from analytics.errors import CanceledError, LimitError, NotPublishedError, TwowayError
from analytics.worker import Job, Limits, finished, unobserved

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTES = 700
ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
NOT_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not bound a process")


def job(name: str, limits: Limits | None = None, **arguments: Any) -> Job:  # noqa: ANN401 - what a job takes
    return Job(name, "Trying", arguments, limits or Limits())


@pytest.fixture(autouse=True)
def _jobs(jobs_of_tests: None) -> None:
    """The jobs of the tests."""


def test_work_answers_and_says_how_far_it_is() -> None:
    told: list[str] = []
    one = job("add", first=2, second=3)
    assert finished(one, lambda text, _share: told.append(text)) == {"sum": 5}
    assert (one.stage, one.share) == ("Adding", 0.5)
    assert told
    assert told[0] == "Trying …"


def test_a_refusal_is_the_same_as_in_one_process() -> None:
    with pytest.raises(NotPublishedError) as refused:
        finished(job("refuse"), unobserved)
    assert refused.value.as_dict() == {
        "code": "not_published",
        "what": "There is nothing.",
        "allowed": "Something.",
        "next": "Bring it.",
    }


@ONLY_LINUX
def test_more_memory_than_the_limit_is_refused_by_its_name() -> None:
    assert finished(job("take", megabytes=MEGABYTES), unobserved) == {"taken": MEGABYTES << 20}
    with pytest.raises(LimitError, match=r"Its limit is 500 MB\. .*Raise memory_mb under \[limits\]"):
        finished(job("take", Limits(memory_mb=500), megabytes=MEGABYTES), unobserved)


@NOT_WINDOWS
def test_more_processor_time_than_the_limit_is_refused_by_its_name() -> None:
    with pytest.raises(LimitError, match=r"more processor time than it may.*cpu_seconds"):
        finished(job("spin", Limits(cpu_seconds=1)), unobserved)


def test_more_time_than_the_limit_is_refused_by_its_name() -> None:
    with pytest.raises(LimitError, match=r"more time than it may\. Its limit is 1 seconds"):
        finished(job("spin", Limits(seconds=1)), unobserved)


def test_canceled_work_tidies_up_and_says_that_nothing_was_changed(tmp_path: Path) -> None:
    tidied: list[bool] = []
    one = Job("write", "Trying", {"folder": str(tmp_path)}, Limits(), tidy=lambda job: tidied.append(job.is_canceled))
    while one.stage != "Writing":
        one.wait(0.05)
    assert (tmp_path / "unfinished").exists()
    one.cancel()
    with pytest.raises(CanceledError, match=r"Trying was canceled\. Nothing was changed"):
        one.outcome()
    assert not (tmp_path / "unfinished").exists()
    assert tidied == [True]


def test_work_that_nobody_foresaw_to_fail_says_so(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TwowayError, match="Trying ended before it was done"):
        finished(job("fail"), unobserved)
    assert "nobody foresaw this" in capfd.readouterr().err
