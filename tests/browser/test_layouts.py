"""Key pages keep their picture: which cards stand where, how wide, in which colors, with nothing cut off.

What it claims: in the light, in the dark and on a telephone the same cards stand in the same order and columns as in
`layouts.json`, each as wide as there within a fiftieth of the screen and as high within two fifths, in the colors that
are written there, and no card holds anything wider than itself. What it does not claim: the shape of a letter or the
place of a pixel, which differ between machines and fonts. `TWOWAY_LAYOUTS=write` writes the file again.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.waiting import settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Server

FILE = Path(__file__).with_name("layouts.json")
ADDRESSES = ("", "retention", "engagement", "exchange", "participation", "pilot-comparison")
SCREENS: Mapping[str, tuple[int, str]] = {"light": (1280, "light"), "dark": (1280, "dark"), "phone": (390, "light")}
"""Milliseconds for which nothing may move before a page counts as drawn, and how often that is looked at."""

SIDEWAYS, LENGTH = 0.02, 0.4
COLORED = {"card": "[class*='st-key-card-']", "title": ".tw-title", "caption": ".tw-caption", "app": ".stApp"}
LOOK = """colored => {
    const main = document.querySelector('[data-testid=stMainBlockContainer]');
    const color = one => { const style = getComputedStyle(one); return [style.color, style.backgroundColor]; };
    const cards = [...main.querySelectorAll("[class*='st-key-card-']")].map(one => {
        const box = one.getBoundingClientRect();
        const wide = one.scrollWidth - one.clientWidth > 1;
        const name = [...one.classList].find(name => name.startsWith('st-key-card-')).slice(12);
        return { name, left: box.left / innerWidth, width: box.width / innerWidth, height: box.height, wide };
    });
    const colors = {};
    for (const [name, chosen] of Object.entries(colored)) {
        const found = document.querySelector(chosen);
        if (found) colors[name] = color(found);
    }
    return { cards, colors };
}"""


def looked_at(page: Page, address: str) -> dict[str, Any]:
    """The cards and colors of a page."""
    page.goto(f"/{address}")
    settled(page)
    found: dict[str, Any] = page.evaluate(LOOK, COLORED)
    return found


def faults(found: Mapping[str, Any], kept: Mapping[str, Any]) -> list[str]:
    """What differs between a page and what is kept of it, in words."""
    names = [[card["name"] for card in one["cards"]] for one in (found, kept)]
    if names[0] != names[1]:
        return [f"cards {names[0]} instead of {names[1]}"]
    told = [f"{name} is {color}" for name, color in found["colors"].items() if color != kept["colors"].get(name)]
    for now, then in zip(found["cards"], kept["cards"], strict=True):
        told += [
            f"{now['name']}: {side} {now[side]:.3f} instead of {then[side]:.3f}"
            for side in ("left", "width")
            if abs(now[side] - then[side]) > SIDEWAYS
        ]
        if abs(now["height"] - then["height"]) > LENGTH * then["height"]:
            told.append(f"{now['name']}: {now['height']:.0f} high instead of {then['height']:.0f}")
        if now["wide"]:
            told.append(f"{now['name']} holds something wider than itself")
    return told


@pytest.mark.parametrize("screen", SCREENS)
def test_key_pages_keep_their_layout(chromium: Browser, server: Server, screen: str) -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    width, scheme = SCREENS[screen]
    context = chromium.new_context(
        base_url=server.address,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    found = {address or "overview": looked_at(page, address) for address in ADDRESSES}
    context.close()
    if os.environ.get("TWOWAY_LAYOUTS") == "write":
        rounded = json.loads(json.dumps(found), parse_float=lambda text: round(float(text), 3))
        FILE.write_text(json.dumps({**kept, screen: rounded}, indent=1) + "\n", encoding="utf-8")
        return
    told = {page: faults(look, kept[screen][page]) for page, look in found.items()}
    assert not any(told.values()), told


def test_a_moved_widened_or_recolored_card_is_seen() -> None:
    card = {"name": "one", "left": 0.2, "width": 0.4, "height": 300.0, "wide": False}
    kept = {"cards": [card], "colors": {"card": ["black", "white"]}}
    changes: list[dict[str, Any]] = [{"left": 0.25}, {"width": 0.45}, {"height": 430.0}, {"wide": True}]
    assert faults(kept, kept) == []
    assert all(len(faults({**kept, "cards": [card | change]}, kept)) == 1 for change in changes)
    assert faults({**kept, "colors": {"card": ["red", "white"]}}, kept) == ["card is ['red', 'white']"]
    assert len(faults({**kept, "cards": [card, card]}, kept)) == 1
