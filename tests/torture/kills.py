"""Kills importers at random moments, with readers running, and compares the store with what was promised."""

from __future__ import annotations

import multiprocessing
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from datetime import date
from functools import partial
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Self

from analytics.store import Store
from tests.torture.importers import ROWS, Said, fault, read, work, work_on_a_full_disk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, ForkServerProcess
    from pathlib import Path

WAVE_ON = date(2026, 6, 15)
STEPS = 4
"""An importer is killed in one of its first steps: its first, second or third file, or an undo or redo between them."""
BEYOND = 1.2
"""The moment is drawn from this many times what such a step takes, so that kills also come just after it."""
FIRST_GUESS = 0.3
LIMITS = (50, 400, 1500, 3000, 1 << 20)
"""Bytes that a file may have on a disk that fills up, from hardly any to enough."""
IMPORTERS, READERS = 2, 2
PATIENCE = 60


@dataclass(slots=True, kw_only=True)
class Figures:
    """What was tried, and what came of it.

    Args:
        kills: Importers that were killed.
        in_import: Those that were in the middle of an import.
        in_undo: Those that were in the middle of an undo.
        in_redo: Those that were bringing an import back.
        begun: Imports that an importer had begun.
        full_disks: Imports while no file could grow beyond a limit.
        refusals: Those of them that ended in a message; the others were small enough.
        damages: Files of which a byte was changed.
        found: Those of them that `verify` found and a repair set aside.
        imports: Imports that an importer had confirmed.
        undone: Undos that an importer had confirmed.
        redone: Imports brought back that an importer had confirmed.
        reads: Times that a reader opened the whole store meanwhile.
        rows_lost: Rows of confirmed imports that were not there.
        rows_doubled: Rows that were there and nobody had imported.
        faults: What was found wrong, one sentence each.
    """

    kills: int = 0
    in_import: int = 0
    in_undo: int = 0
    in_redo: int = 0
    begun: int = 0
    full_disks: int = 0
    refusals: int = 0
    damages: int = 0
    found: int = 0
    imports: int = 0
    undone: int = 0
    redone: int = 0
    reads: int = 0
    rows_lost: int = 0
    rows_doubled: int = 0
    faults: list[str] = field(default_factory=list)

    def __iadd__(self, other: Figures) -> Self:
        """Both together."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))
        return self


@dataclass(slots=True)
class _Promises:
    """What importers have confirmed: of each file whether it is live, and what is in the air."""

    live: dict[str, bool] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    def hear(self, said: Said, figures: Figures) -> None:
        if not said.is_done:
            figures.begun += said.action == "import"
            self.open.add(said.file)
            return
        self.open.discard(said.file)
        self.live[said.file] = said.action != "undo"
        name = {"import": "imports", "undo": "undone", "redo": "redone"}[said.action]
        setattr(figures, name, getattr(figures, name) + 1)


def tortured(folder: Path, kills: int, *, seed: int, full_disks: int = 0, damages: int = 0) -> Figures:
    """What came of a new store under fire.

    Args:
        folder: A folder that does not exist yet.
        kills: How many importers are killed.
        seed: Decides when, and what is undone.
        full_disks: How many imports are tried on a disk that fills up.
        damages: How many files are damaged in the end.
    """
    chance = random.Random(seed)  # noqa: S311 - not a secret
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.torture.warm"])
    Store.create(folder).key()
    figures, promises, pace = Figures(), _Promises(), _Pace()
    readers = [_Child(context, read, folder) for _ in range(READERS)]
    for number in range(0, kills, IMPORTERS):
        n = min(IMPORTERS, kills - number)
        children = [_Child(context, work, folder, f"k{number + one}", seed + number + one, WAVE_ON) for one in range(n)]
        moments = [(chance.randrange(STEPS), chance.uniform(0.0, BEYOND)) for _ in children]
        with ThreadPoolExecutor(n) as threads:
            heard = list(threads.map(partial(_killed, pace), children, moments))
        for words in heard:
            _count(words, figures)
            pace.learn(words)
            for said in words:
                promises.hear(said, figures)
        _compare(folder, promises, figures)
    for number in range(full_disks):
        child = _Child(context, work_on_a_full_disk, folder, f"full-{number}", chance.choice(LIMITS), WAVE_ON)
        _hear_of_a_full_disk(child, f"full-{number}", promises, figures)
        _compare(folder, promises, figures)
    for reader in readers:
        reads, wrong = reader.stop()
        figures.reads += reads
        figures.faults += [f"a reader saw {wrong}"] * bool(wrong)
    for _ in range(damages):
        _damage(folder, chance, figures)
    return figures


@dataclass(slots=True)
class _Pace:
    """How long the steps of importers take, as those that were not killed have shown."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def learn(self, words: Sequence[Said]) -> None:
        for began, ended in pairwise(words):
            if ended.is_done and not began.is_done:
                self.seconds.setdefault(ended.action, []).append(ended.at - began.at)

    def of(self, action: str) -> float:
        return median(self.seconds.get(action, [FIRST_GUESS]))


def _killed(pace: _Pace, child: _Child, moment: tuple[int, float]) -> list[Said]:
    """What an importer has said until it is killed in one of its steps, at a moment drawn from the time of the step."""
    step, share = moment
    words: list[Said] = []
    while sum(not said.is_done for said in words) <= step:
        words.append(child.next_word())
    time.sleep(share * pace.of(words[-1].action))
    child.kill()
    return [*words, *child.words()]


def _count(words: Sequence[Said], figures: Figures) -> None:
    figures.kills += 1
    if not words[-1].is_done:
        name = f"in_{words[-1].action}"
        setattr(figures, name, getattr(figures, name) + 1)


class _Child:
    """A process with a pipe to it."""

    def __init__(self, context: ForkServerContext, task: object, *arguments: object) -> None:
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process: ForkServerProcess = context.Process(target=task, args=(*arguments, theirs), daemon=True)  # type: ignore[arg-type]
        self.process.start()
        theirs.close()

    def next_word(self) -> Said:
        if not self.pipe.poll(PATIENCE):
            msg = "an importer did not go on"
            raise RuntimeError(msg)
        said: Said = self.pipe.recv()
        return said

    def kill(self) -> None:
        self.process.kill()
        self.process.join()

    def words(self) -> list[Said]:
        """Everything that it has said, also just before it was killed."""
        found = []
        try:
            while self.pipe.poll():
                found.append(self.pipe.recv())
        except EOFError:
            pass
        return found

    def stop(self) -> tuple[int, str]:
        self.pipe.send("stop")
        reads, wrong = self.pipe.recv()
        self.process.join(PATIENCE)
        return reads, wrong


def _compare(folder: Path, promises: _Promises, figures: Figures) -> None:
    """Compare the store with what was confirmed; what was in the air has happened as a whole or not at all."""
    if wrong := fault(folder):
        figures.faults.append(wrong)
        return
    store = Store.open(folder)
    figures.faults += [damage.what for damage in store.verify()]
    waves = [str(record.wave) for record in store.version().imports]
    figures.rows_doubled += ROWS * (len(waves) - len(set(waves)))
    for file, is_live in promises.live.items():
        if file not in promises.open:
            figures.rows_lost += ROWS * (is_live and file not in waves)
            figures.rows_doubled += ROWS * (not is_live and file in waves)
    figures.rows_doubled += ROWS * len(set(waves) - set(promises.live) - promises.open)
    for file in promises.open:
        promises.live[file] = file in waves
    promises.open.clear()


def _hear_of_a_full_disk(child: _Child, name: str, promises: _Promises, figures: Figures) -> None:
    child.process.join(PATIENCE)
    figures.full_disks += 1
    words = child.words()
    if not words:
        figures.faults.append("an import on a full disk ended without a message")
    for said in words:
        if said.action == "failed":
            figures.refusals += 1
            promises.live[name] = False
        else:
            promises.hear(said, figures)


def _damage(folder: Path, chance: random.Random, figures: Figures) -> None:
    """Change one byte of one live file, find it, repair, restore the file and bring the import back."""
    store = Store.open(folder)
    before = store.version()
    record = chance.choice(before.imports)
    path = chance.choice([one for paths in before.files.values() for one in paths if record.short_id in one.name])
    whole = path.read_bytes()
    place = chance.randrange(len(whole))
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
    figures.damages += 1
    found = [damage.path for damage in Store.open(folder).verify()]
    aside = Store.open(folder).set_damaged_aside("torture")
    figures.found += found == [path] and [one.id for one in aside] == [record.id] and not fault(folder)
    path.write_bytes(whole)
    after = Store.open(folder).redo(record.id, "torture")
    if {one.id for one in after.imports} != {one.id for one in before.imports}:
        figures.faults.append("a restored import did not come back")
