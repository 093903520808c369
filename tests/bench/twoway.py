"""The command line under the interpreter that runs the benchmark, whose environment need not have the script."""

from __future__ import annotations

from analytics.cli import main

if __name__ == "__main__":
    main()
