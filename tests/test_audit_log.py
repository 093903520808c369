"""The audit log: lines that follow from each other, whatever happens to the processes that write them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from analytics.audit_log import GAP, AuditLog, AuditLogError, Event, log_folder

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
WRITERS, LINES = 4, 60
WRITER = """
import sys
from pathlib import Path
from analytics.audit_log import AuditLog, Event
log = AuditLog(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    event = Event(at="2026-11-02T09:00:00+00:00", who=sys.argv[2], role="executive", action="view", note=str(number))
    log.append(event, at_once=False)
"""


def event(who: str = "ana", *, at: str = "2026-11-02T09:00:00+00:00", action: str = "view", note: str = "") -> Event:
    return Event(at=at, who=who, role="executive", action=action, cells=("0a", "0b"), note=note)


def log_of(folder: Path, n: int) -> AuditLog:
    log = AuditLog(folder)
    for number in range(n):
        log.append(event(note=f"page-{number}"))
    return log


def only_file(folder: Path) -> Path:
    (found,) = AuditLog(folder).segments()
    return found


def written(folder: Path) -> list[bytes]:
    return only_file(folder).read_bytes().splitlines(keepends=True)


def test_what_was_appended_is_read_back_in_order(tmp_path: Path) -> None:
    log = log_of(tmp_path, 3)
    assert [one.note for one in log.events()] == ["page-0", "page-1", "page-2"]
    assert next(iter(log.events())) == event(note="page-0")
    verdict = log.verify()
    assert verdict.is_whole
    assert (verdict.lines, verdict.torn) == (3, 0)


def test_an_empty_log_is_whole(tmp_path: Path) -> None:
    verdict = AuditLog(tmp_path / "none").verify()
    assert verdict.is_whole
    assert (verdict.lines, verdict.head) == (0, "")


def changed(lines: list[bytes]) -> list[bytes]:
    return [line.replace(b"page-4", b"page-7") for line in lines]


def removed(lines: list[bytes]) -> list[bytes]:
    return lines[:4] + lines[5:]


def several_removed(lines: list[bytes]) -> list[bytes]:
    return lines[:4] + lines[7:]


def repeated(lines: list[bytes]) -> list[bytes]:
    return [*lines[:5], lines[4], *lines[5:]]


def swapped(lines: list[bytes]) -> list[bytes]:
    return [*lines[:4], lines[5], lines[4], *lines[6:]]


def garbled(lines: list[bytes]) -> list[bytes]:
    return [*lines[:4], b"\x00" * 40 + b"\n", *lines[5:]]


def padded(lines: list[bytes]) -> list[bytes]:
    return [*lines[:4], lines[4].replace(b"{", b"{ ", 1), *lines[5:]]


@pytest.mark.parametrize(
    ("tampering", "words"),
    [
        (changed, "line 5 was changed"),
        (padded, "line 5 was changed"),
        (removed, "line 5 is missing"),
        (several_removed, "lines 5 to 7 are missing"),
        (repeated, "line 5 is there a second time"),
        (swapped, "line 5 is missing"),
        (garbled, "line 5 is missing"),
    ],
)
def test_the_first_line_that_was_touched_is_named(
    tmp_path: Path, tampering: Callable[[list[bytes]], list[bytes]], words: str
) -> None:
    log_of(tmp_path, 10)
    only_file(tmp_path).write_bytes(b"".join(tampering(written(tmp_path))))
    verdict = AuditLog(tmp_path).verify()
    assert not verdict.is_whole
    assert words in verdict.fault
    assert verdict.lines in {4, 5}


def test_a_line_with_a_hash_of_its_own_that_was_put_in_is_seen(tmp_path: Path) -> None:
    log_of(tmp_path / "log", 6)
    log_of(tmp_path / "other", 3)
    forged = AuditLog(tmp_path / "other")
    forged.append(event(who="mallory"))
    lines = written(tmp_path / "log")
    only_file(tmp_path / "log").write_bytes(b"".join([*lines[:3], written(tmp_path / "other")[3], *lines[3:]]))
    verdict = AuditLog(tmp_path / "log").verify()
    assert "line 4" in verdict.fault


def test_a_line_that_was_replaced_by_a_sound_one_is_seen(tmp_path: Path) -> None:
    log_of(tmp_path / "log", 6)
    log_of(tmp_path / "other", 3).append(event(who="mallory"))
    lines = written(tmp_path / "log")
    only_file(tmp_path / "log").write_bytes(b"".join([*lines[:3], written(tmp_path / "other")[3], *lines[4:]]))
    assert "does not follow" in AuditLog(tmp_path / "log").verify().fault


def test_a_tail_that_was_cut_off_is_seen_by_a_head_that_was_written_down(tmp_path: Path) -> None:
    log = log_of(tmp_path, 10)
    head = log.verify().head
    log.append(event())
    assert log.verify(expected=head).is_whole
    assert log.verify(expected=head[:16]).is_whole
    only_file(tmp_path).write_bytes(b"".join(written(tmp_path)[:8]))
    cut = AuditLog(tmp_path)
    assert cut.verify().is_whole
    assert "was cut off" in cut.verify(expected=head).fault


def test_a_head_of_a_few_characters_proves_nothing(tmp_path: Path) -> None:
    log = log_of(tmp_path, 2)
    assert not log.verify(expected=log.verify().head[:4]).is_whole


@pytest.mark.parametrize("cut", [1, 10, 60])
def test_what_is_left_of_a_line_stays_and_the_next_line_says_so(tmp_path: Path, cut: int) -> None:
    log_of(tmp_path, 4)
    content = only_file(tmp_path).read_bytes()
    only_file(tmp_path).write_bytes(content[:-cut])
    log = AuditLog(tmp_path)
    log.append(event(note="after"))
    log.append(event(note="later"))
    verdict = log.verify()
    assert verdict.is_whole
    assert verdict.torn == (0 if cut == 1 else 1)
    assert [one.note for one in log.events()][-2:] == ["after", "later"]
    fragment = content.splitlines(keepends=True)[3][:-cut]
    assert fragment in only_file(tmp_path).read_bytes()


def test_what_is_left_of_a_line_cannot_be_changed_later(tmp_path: Path) -> None:
    log_of(tmp_path, 4)
    content = only_file(tmp_path).read_bytes()
    only_file(tmp_path).write_bytes(content[:-30])
    log = AuditLog(tmp_path)
    log.append(event(note="after"))
    lines = written(tmp_path)
    only_file(tmp_path).write_bytes(b"".join([*lines[:3], b"x" + lines[3], *lines[4:]]))
    assert "no line that was cut off" in AuditLog(tmp_path).verify().fault


def test_a_cut_at_the_end_of_a_month_is_told_in_the_next(tmp_path: Path) -> None:
    log_of(tmp_path, 3)
    only_file(tmp_path).write_bytes(only_file(tmp_path).read_bytes()[:-20])
    log = AuditLog(tmp_path)
    log.append(event(at="2026-12-01T00:00:00+00:00"))
    assert [one.name for one in log.segments()] == ["2026-11.jsonl", "2026-12.jsonl"]
    verdict = log.verify()
    assert verdict.is_whole
    assert (verdict.lines, verdict.torn) == (3, 1)


def test_months_are_files_and_one_chain(tmp_path: Path) -> None:
    log = log_of(tmp_path, 2)
    log.append(event(at="2027-01-03T00:00:00+00:00"))
    log.append(event(at="2026-11-30T00:00:00+00:00", note="clock set back"))
    assert [len(one.read_bytes().splitlines()) for one in log.segments()] == [2, 2]
    assert log.verify().lines == 4
    log.segments()[0].unlink()
    assert "lines 1 to 2 are missing" in AuditLog(tmp_path).verify().fault


def test_lines_longer_than_one_look_backward_are_followed(tmp_path: Path) -> None:
    cells = tuple(f"{number:010x}" for number in range(9_000))
    AuditLog(tmp_path).append(Event(at="2026-11-02", who="ana", role="", action="view", cells=cells))
    AuditLog(tmp_path).append(event())
    assert AuditLog(tmp_path).verify().lines == 2


def test_processes_write_one_chain(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    running = [subprocess.Popen([*command, f"writer-{n}", str(LINES)], cwd=ROOT) for n in range(WRITERS)]
    assert [one.wait() for one in running] == [0] * WRITERS
    verdict = AuditLog(tmp_path).verify()
    assert verdict.is_whole
    assert verdict.lines == WRITERS * LINES
    notes = [one.note for one in AuditLog(tmp_path).events() if one.who == "writer-2"]
    assert notes == [str(number) for number in range(LINES)]


def test_a_killed_writer_hides_nothing(tmp_path: Path) -> None:
    for number in range(6):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), "x", "100000"], cwd=ROOT) as process:
            while not AuditLog(tmp_path).segments():
                time.sleep(0.01)
            time.sleep(0.3 + 0.02 * number)
            process.send_signal(signal.SIGKILL)
        log = AuditLog(tmp_path)
        log.append(event(note="after"))
        assert log.verify().is_whole


@pytest.mark.skipif(os.geteuid() == 0, reason="The superuser may write everywhere.")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(AuditLogError):
        AuditLog(tmp_path / "audit").check()


def test_a_path_that_is_no_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log = AuditLog(tmp_path / "file")
    for attempt in (log.check, lambda: log.append(event())):
        with pytest.raises(AuditLogError) as failure:
            attempt()
        assert "--audit-log" in failure.value.next_step


def test_a_line_that_could_not_be_written_is_told_later(tmp_path: Path) -> None:
    (tmp_path / "audit").write_text("")
    log = AuditLog(tmp_path / "audit")
    with pytest.raises(AuditLogError):
        log.append(event())
    (tmp_path / "audit").unlink()
    log.check()
    assert [one.action for one in log.events()] == [GAP]


def test_the_log_is_in_the_store_or_beside_the_releases(tmp_path: Path) -> None:
    assert log_folder(tmp_path / "store", tmp_path / "store" / "published") == tmp_path / "store" / "audit"
    assert log_folder(None, tmp_path / "published") == tmp_path / "audit"


def test_only_its_owner_reads_the_log(tmp_path: Path) -> None:
    log_of(tmp_path / "audit", 1)
    assert only_file(tmp_path / "audit").stat().st_mode & 0o077 == 0
    assert (tmp_path / "audit").stat().st_mode & 0o077 == 0
