"""A Chromium for the browser tests: found on this machine, else installed.

Run as `python -m tests.browser.chromium` it says which.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS_APPLICATIONS = ("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome")
HOW = (
    "Install one (Debian: sudo apt-get install chromium; macOS: brew install --cask chromium; "
    "anywhere: .venv/bin/playwright install --with-deps chromium), "
    "or name one with TWOWAY_CHROMIUM=/path/to/chromium, "
    "or leave the browser tests out with TWOWAY_CHROMIUM=none."
)


def is_declined() -> bool:
    """Whether the user asked to leave the browser tests out."""
    return os.environ.get("TWOWAY_CHROMIUM", "").lower() == "none"


def found() -> Path | None:
    """The first browser of this machine that really starts, or None."""
    named = os.environ.get("TWOWAY_CHROMIUM")
    if named and not is_declined():
        return Path(named) if _starts(Path(named)) else None
    return next((path for path in _candidates() if _starts(path)), None)


def installed() -> Path | None:
    """A browser after trying to install one, first as Playwright does, then as Debian does."""
    _run(sys.executable, "-m", "playwright", "install", *(["--with-deps"] if _is_root() else []), "chromium")
    path = found()
    if path is None and _is_root() and shutil.which("apt-get"):
        _run("apt-get", "update")
        _run("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
        path = found()
    return path


def _candidates() -> Iterator[Path]:
    for command in COMMANDS:
        path = shutil.which(command)
        if path:
            yield Path(path)
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        yield from (folder / application for application in MACOS_APPLICATIONS)
    yield _playwright_browser()


def _playwright_browser() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _starts(path: Path) -> bool:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return "chrom" in answer.stdout.lower()


def _is_root() -> bool:
    return sys.platform.startswith("linux") and os.geteuid() == 0


def _run(*command: str) -> None:
    sys.stderr.write(f"$ {' '.join(command)}\n")
    subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    )


def main() -> int:
    """0 when the browser tests can run or were declined, else 1."""
    if is_declined():
        sys.stdout.write("The browser tests are left out: TWOWAY_CHROMIUM=none.\n")
        return 0
    named = os.environ.get("TWOWAY_CHROMIUM")
    path = found() or (None if named else installed())
    if path is None:
        reason = f"{named} does not start as one" if named else "none was found or could be installed here"
        sys.stderr.write(f"The browser tests need a Chromium: {reason}.\n{HOW}\n")
        return 1
    sys.stdout.write(f"Browser tests use {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
