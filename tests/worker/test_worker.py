"""A process that does one piece of work after another: what it keeps, how it ends, and the one that is kept ready."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, Any

import pytest

from analytics.errors import CanceledError, LimitError, NotPublishedError, RefusedImportError, TwowayError
from analytics.worker import Job, Limits, Worker, spare
from analytics.worker.job import revived

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 30.0


@pytest.fixture(autouse=True)
def _jobs(jobs_of_tests: None) -> None:
    """The jobs of the tests."""


def job(worker: Worker, name: str, files: dict[str, bytes] | None = None, **arguments: Any) -> Job:  # noqa: ANN401
    return Job(name, "Trying", arguments, Limits(), worker=worker, files=files)


def test_one_process_does_several_pieces_of_work_in_turn() -> None:
    worker = Worker()
    asked = [job(worker, "add", first=number, second=1) for number in range(5)]
    assert [one.outcome() for one in asked] == [{"sum": number + 1} for number in range(5)]
    assert worker.is_alive


def test_it_can_be_asked_again_after_a_refusal() -> None:
    worker = Worker()
    with pytest.raises(NotPublishedError):
        job(worker, "refuse").outcome()
    assert job(worker, "add", first=2, second=3).outcome() == {"sum": 5}


def test_files_are_sent_once_and_dropped_when_they_are_not_named_any_more() -> None:
    worker = Worker()
    content = bytes(3_000_000)
    assert job(worker, "sizes", {"a": content, "b": b"12"}).outcome() == {"sizes": {"a": 3_000_000, "b": 2}}
    # Were it sent again, its other size would be seen.
    assert job(worker, "sizes", {"a": b"another"}).outcome() == {"sizes": {"a": 3_000_000}}
    assert job(worker, "sizes", {"b": b"123"}).outcome() == {"sizes": {"b": 3}}


def test_canceled_work_ends_the_process_and_tidies_up(tmp_path: Path) -> None:
    worker = Worker()
    one = job(worker, "write", folder=str(tmp_path))
    _until(lambda: one.stage == "Writing")
    one.cancel()
    with pytest.raises(CanceledError, match=r"Trying was canceled\. Nothing was changed"):
        one.outcome()
    assert list(tmp_path.iterdir()) == []
    assert not worker.is_alive
    with pytest.raises(TwowayError):
        job(worker, "add", first=1, second=1).outcome()


def test_a_canceled_question_to_a_database_prints_no_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    one = job(Worker(), "ask")
    _until(lambda: one.stage == "Asking")
    one.cancel()
    with pytest.raises(CanceledError):
        one.outcome()
    assert "Traceback" not in capfd.readouterr().err


def test_work_that_waits_for_its_turn_can_be_canceled() -> None:
    worker = Worker()
    first, second = job(worker, "spin"), job(worker, "add", first=1, second=1)
    second.cancel()
    for one in (first, second):
        with pytest.raises(TwowayError):
            one.outcome()


def test_each_piece_of_work_has_its_own_time() -> None:
    worker = Worker()
    late = Job("spin", "Trying", {}, Limits(seconds=1), worker=worker)
    with pytest.raises(LimitError, match="more time than it may"):
        late.outcome()
    assert not worker.is_alive


def test_a_process_ends_when_nobody_holds_it_any_more() -> None:
    worker = Worker()
    job(worker, "add", first=1, second=1).outcome()
    process = worker._process  # noqa: SLF001 - whether the system has it still
    del worker
    gc.collect()
    _until(lambda: process.poll() is not None)
    assert process.returncode == 0


def test_the_spare_process_is_given_away_once() -> None:
    spare.taken()
    spare.keep_ready(Limits())
    first, second = spare.taken(), spare.taken()
    assert first is not second
    assert first.is_alive
    assert second.is_alive


def test_a_refused_import_is_the_same_in_another_process() -> None:
    error = RefusedImportError("a.csv", ["It has no dates."], next_step="Say when.", needs=["dates"])
    other = revived(error.as_dict())
    assert isinstance(other, RefusedImportError)
    assert other.as_dict() == error.as_dict()


def _until(condition: Any) -> None:  # noqa: ANN401 - a question without arguments
    end = time.monotonic() + SECONDS
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    assert condition()
