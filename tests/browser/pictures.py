"""The pictures of the README: pages of the demo program, as a browser draws them, in a palette of 256 colors.

Run as `python -m tests.browser.pictures` (`make pictures`) it builds the demo program and writes `docs/pictures/*.png`;
with the folder of a ready demo program as its argument it uses that one.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS, serving, twoway
from tests.browser.waiting import settled
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

FOLDER = ROOT / "docs" / "pictures"
COLORS = 256
SLOW = 60_000
DRAWN = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture of a page.

    Args:
        name: Name of its file.
        address: What is looked at.
        height: Height in pixels.
        width: Width in pixels.
        scheme: "light" or "dark".
        scrolled_to: What stands at the top; the page's beginning if left out.
    """

    name: str
    address: str
    height: int
    width: int = 1280
    scheme: str = "light"
    scrolled_to: str = ""


PICTURES = (
    Picture(name="overview", address="/", height=1200),
    Picture(name="retention", address="/retention", height=900),
    Picture(name="pilot-comparison", address="/pilot-comparison", height=1000),
    Picture(name="participation", address="/participation", height=960, scrolled_to=".st-key-card-parity"),
    Picture(name="exchange-dark", address="/exchange", height=900, scheme="dark"),
    Picture(name="telephone", address="/?generation=Gen+Z", height=844, width=390),
)


def taken(browser: Browser, address: str) -> Iterator[tuple[Picture, bytes]]:
    """Every picture with its bytes as PNG.

    Args:
        browser: A running Chromium.
        address: Address of a dashboard over the demo program.
    """
    for picture in PICTURES:
        context = browser.new_context(
            base_url=address,
            viewport={"width": picture.width, "height": picture.height},
            color_scheme="dark" if picture.scheme == "dark" else "light",
            locale="en-US",
        )
        context.set_default_timeout(SLOW)
        page = context.new_page()
        page.goto(picture.address)
        settled(page)
        if picture.scrolled_to:
            page.locator(picture.scrolled_to).first.evaluate("one => one.scrollIntoView()")
        page.wait_for_timeout(DRAWN)
        yield picture, page.screenshot()
        context.close()


def small(png: bytes) -> bytes:
    """The same picture in few colors, as PNG.

    Args:
        png: A picture as PNG.
    """
    with Image.open(io.BytesIO(png)) as opened:
        few = opened.convert("RGB").quantize(COLORS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    found = io.BytesIO()
    few.save(found, "PNG", optimize=True)
    return found.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures; 1 where no browser is found.

    Args:
        arguments: What was typed behind the name of the module; what the process was started with if left out.
    """
    ready = _ready(arguments)
    path = chromium.found()
    if path is None:
        sys.stderr.write(f"Pictures need a Chromium. {chromium.HOW}\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        store = ready or Path(temporary) / "demo"
        if ready is None:
            twoway("demo", "--folder", str(store), "--build-only")
        with serving(store) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            for picture, png in taken(browser, server.address):
                content = small(png)
                (FOLDER / f"{picture.name}.png").write_bytes(content)
                sys.stdout.write(f"docs/pictures/{picture.name}.png: {len(content) / 1000:.0f} kB\n")
            browser.close()
    return 0


def _ready(arguments: Sequence[str] | None) -> Path | None:
    """The folder of a ready demo program, if one was named; the process ends where it is none."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="folder of a ready demo program; a new one if left out")
    folder: Path | None = parser.parse_args(arguments).folder
    if folder is not None and not (folder / "published").is_dir():
        parser.error(f"{folder} holds no published program. Make one with twoway demo --folder {folder} --build-only.")
    return folder


if __name__ == "__main__":
    sys.exit(main())
