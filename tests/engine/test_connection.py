"""A database in memory draws no bar of progress between the lines that a program reads."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SAID = """
import duckdb
from analytics.engine.connection import in_memory
asked = "select current_setting('enable_progress_bar')"
print([one.execute(asked).fetchone()[0] for one in (duckdb.connect(), in_memory())])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal")
def test_no_bar_is_drawn_in_a_terminal() -> None:
    ours, theirs = os.openpty()
    try:
        subprocess.run([sys.executable, "-c", SAID], stdin=theirs, stdout=theirs, check=True)
        said = os.read(ours, 200).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert said.split() == ["[True,", "False]"]  # the database by itself would draw one
