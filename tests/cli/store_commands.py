"""Running the commands about the store, and files for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from analytics.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ROSTER = "person_id,hired_on,exited_on\n01,2020-01-31,\n02,2020-01-31,2024-03-31\n03,2021-01-31,\n"
PAIRS = "pair_id,cohort,junior_id,senior_id,started_on\nP1,Autumn,01,02,2024-01-15\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left behind.

    Args:
        status: Its exit status.
        out: What it printed.
        err: What it printed to stderr.
    """

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """A place to run commands in, with a store of its own.

    Args:
        folder: Where files are put.
        capture: What pytest has read of the output.
    """

    folder: Path
    capture: pytest.CaptureFixture[str]

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.folder / "store"

    def file(self, name: str, text: str) -> str:
        """The path of a new file."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def run(self, *arguments: str) -> Ran:
        """Run a command on the store."""
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--store", str(self.store)])
        printed = self.capture.readouterr()
        return Ran(status=int(ended.value.code or 0), out=printed.out, err=printed.err)

    def imported(self) -> str:
        """The short id of the roster, imported now."""
        ran = self.run("import", self.file("people.csv", ROSTER), "--by", "ana")
        return ran.out.split("Imported as ")[1].split(".")[0]
