"""What an executive, a DEI lead and an analyst do in three minutes, each up to a file or a number in their hands."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from pptx import Presentation
from pypdf import PdfReader

from analytics.engine import DuckDBEngine
from analytics.program import Program
from analytics.release.files import shown_folders
from analytics.store import Store
from tests.browser.waiting import settled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Server

SLOW = 60_000
PAGES = range(6, 11)
expect.set_options(timeout=SLOW)


def look_as(page: Page, role: str) -> None:
    """Choose a role in the sidebar."""
    page.get_by_role("combobox", name="Look as").click()
    page.get_by_role("option", name=role, exact=True).click()
    settled(page)


def choose(page: Page, box: Locator, option: str) -> None:
    """Choose an option of a list, which closes where the page scrolls under it."""
    box.scroll_into_view_if_needed()
    settled(page)
    box.click()
    page.get_by_role("option", name=option, exact=True).click()


def saved(page: Page, key: str) -> bytes:
    """The bytes of the file that a button saves."""
    with page.expect_download(timeout=SLOW) as download:
        page.locator(f".st-key-{key} button, [data-key={key}]").click()
    return Path(download.value.path()).read_bytes()


def plain(text: str) -> str:
    """Text with every run of blanks, thin or not, as one."""
    return " ".join(text.split())


def slide_words(slide: object) -> str:
    """The words of a slide."""
    frames = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]  # type: ignore[attr-defined]
    return plain(" ".join(frames))


def release_of(server: Server) -> str:
    """The id of the release that the server shows."""
    return max(folder.name for folder in shown_folders(server.store / "published", include_drafts=False))


def test_an_executive_takes_the_board_pack_away(page: Page, server: Server) -> None:
    page.goto("/")
    settled(page)
    look_as(page, "Executive")
    expect(page.get_by_role("link", name="Import")).to_have_count(0)
    verdict = plain(page.locator(".tw-verdict").first.inner_text().split("\n", maxsplit=1)[0])
    figures = [re.match(r"−?[\d.]+", one) for one in page.locator(".tw-value").all_inner_texts()]
    assert len(figures) == 5
    page.get_by_role("button", name="Board pack").click()

    document = PdfReader(io.BytesIO(saved(page, "board-pack-pdf")))
    texts = [plain(one.extract_text()) for one in document.pages]
    assert len(texts) in PAGES
    assert verdict in texts[0]
    assert all(figure and figure.group() in texts[0] for figure in figures)
    assert all(release_of(server) in text and "data version 1" in text for text in texts)
    assert all("Everyone, survey of 2025-06." in text for text in texts)
    assert all("95 % interval" in text and re.search(r"\bn:? ", text) for text in texts[:4])

    deck = Presentation(io.BytesIO(saved(page, "board-pack-pptx")))
    slides = list(deck.slides)
    assert len(slides) == len(texts)
    assert verdict in slide_words(slides[0])
    assert sum(shape.has_chart for slide in slides for shape in slide.shapes) >= 6
    assert all(release_of(server) in slide_words(slide) for slide in slides)

    html = saved(page, "board-pack-html").decode()
    assert "<script" not in html
    assert verdict in plain(html)


def rows(content: bytes) -> list[Mapping[str, str]]:
    """The rows of a saved table, without the lines about it."""
    lines = [line for line in content.decode("utf-8-sig").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def test_a_dei_lead_filters_by_cohort_takes_an_intersection_away_and_shares_the_view(
    page: Page, server: Server, visit: Callable[[Server], Page]
) -> None:
    page.goto("/participation")
    settled(page)
    look_as(page, "DEI lead")
    choose(page, page.locator(".st-key-intersection-rows").get_by_role("combobox"), "Generation")
    settled(page)
    card = page.locator(".st-key-card-intersections")
    shown = card.locator("tbody tr")
    expect(shown.first).to_be_visible()
    with page.expect_download(timeout=SLOW) as download:
        page.locator("[data-key=save-intersections-csv]").click()
    content = Path(download.value.path()).read_bytes()
    assert release_of(server) in content.decode("utf-8-sig")
    found = rows(content)
    assert found
    names = list(found[0])
    groups = {row[names[0]] for row in found}
    assert groups == set(card.locator("tbody th").all_inner_texts())
    assert all(int(row["n"].replace(",", "")) >= 10 for row in found if row.get("n"))

    page.get_by_role("link", name="Engagement").click()
    expect(page.get_by_role("heading", name="Engagement", exact=True, level=1)).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Cohort").click()
    page.get_by_role("button", name="Winter 2024").click()
    sentence = page.locator(".tw-sentence")
    expect(sentence).to_contain_text("Winter 2024")
    page.keyboard.press("Escape")
    settled(page)
    page.get_by_role("button", name="Saved views").click()
    page.get_by_label("Save what is shown now as").fill("First cohort")
    page.get_by_role("button", name="Save view").click()
    expect(page.get_by_role("dialog", name="Saved views").get_by_role("link", name="First cohort")).to_be_visible()
    page.keyboard.press("Escape")
    address = page.url
    assert "cohort=Winter+2024" in address

    other = visit(server)
    other.goto(address)
    expect(other.locator(".tw-sentence")).to_have_text(sentence.inner_text())
    settled(other)
    assert other.locator(".tw-title").all_inner_texts() == page.locator(".tw-title").all_inner_texts()


def test_an_analyst_reproduces_a_number_from_its_sql_and_from_the_command_line(page: Page, server: Server) -> None:
    page.goto("/")
    settled(page)
    explanation = page.locator("[data-key=how-engagement]")
    card = page.get_by_test_id("stVerticalBlock").filter(has=explanation).last
    explanation.click()
    popover = page.locator("#how-engagement")
    expect(popover.get_by_text("Values bound")).to_be_visible()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    popover.get_by_role("button", name="Copy").click()
    expect(popover.get_by_role("button", name="Copied")).to_be_visible()
    sql = str(page.evaluate("navigator.clipboard.readText()"))
    assert sql == popover.get_by_label("SQL").input_value()
    bound = popover.locator("dt", has_text="Values bound").locator("+ dd").inner_text()
    values = {name: chosen.split(", ") for name, chosen in re.findall(r"(\w+) = ([^;]+)", bound)}
    page.keyboard.press("Escape")

    (told,) = json.loads(server.run("measure", "engagement", "--where", "arm=Pilot", "--json"))
    version = Store.open(server.store).version()
    with DuckDBEngine(version.files, Program.read(server.store).scheme) as engine:
        answers = engine.read(sql, values)
    (row,) = (one for one in answers if (one["wave"], one["arm"]) == (told["wave"], "Pilot"))
    facts = json.loads((server.store / "published" / release_of(server) / "release.json").read_text(encoding="utf-8"))
    steps = facts["denominators"][told["wave"]]["engagement"]
    mean = 100 * int(str(row["total"])) / (steps * int(str(row["n"])))
    assert row["n"] == told["n"]
    assert f"{mean:.9f}" == f"{told['value']:.9f}"
    expect(card).to_contain_text(f"{told['value']:.1f}")
    expect(card).to_contain_text(f"n {told['n']:,}")
