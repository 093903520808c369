"""What a page computes while somebody waits must not import the slow half of SciPy."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import analytics.stats

SLOW = ("scipy.stats", "scipy.optimize", "sklearn", "pandas")
WAITED_FOR = ", ".join(sorted(module.name for module in pkgutil.iter_modules(analytics.stats.__path__)))


def test_importing_the_statistics_of_a_page_is_quick() -> None:
    program = f"import sys; from analytics.stats import {WAITED_FOR}; print(set({SLOW!r}) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
