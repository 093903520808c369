"""Journeys through the dashboard in a real browser: an analyst's import, a shared view, keyboard, narrow screens."""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard.pages import ADDRESSES, PAGES
from tests.browser.waiting import settled
from tests.conftest import EXPORTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Server

REAL = EXPORTS / "surveymonkey-cncf-maintainers" / "CNCF_Maintainers_Survey_2021_H2.csv"
ASKED = "overall support"
RESPONSES, MEAN = 102, "8.38"
MINUTES = 180_000
MOST_TABS = 60
expect.set_options(timeout=60_000)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """The real SurveyMonkey export, or one of the same layout with the same mean where it is absent."""
    return REAL if REAL.is_file() else bundled(tmp_path / "survey_2021_09.csv")


@pytest.fixture
def errors() -> Iterator[list[str]]:
    """Collects what the browser complains about; a journey must not make it complain."""
    found: list[str] = []
    yield found
    assert found == [], "the page made the browser complain"


def bundled(path: Path) -> Path:
    """A SurveyMonkey export of 102 responses whose answers to one question have the mean 8.38."""
    heading = "Are you satisfied with the overall support you receive?10 - strongly agree, 1 - strongly disagree."
    ratings = [10] * 42 + [9] * 18 + [8] * 18 + [7] * 10 + [6] * 5 + [5] * 5 + [4] * 2 + [3] * 1 + [1] * 1
    lines = [f'Respondent ID,Collector ID,Start Date,End Date,"{heading}"', ",,,,Response"]
    for number, rating in enumerate(ratings):
        day = f"09/{13 + number % 15}/2021 09:00:00 AM"
        lines.append(f"1183400{number:05d},45011,{day},{day},{rating}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def listen(page: Page, errors: list[str]) -> Page:
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


def choose_for(page: Page, score: str, question: str) -> None:
    """Let a question count toward a score: click into the field of the score, type, press Enter."""
    page.get_by_role("combobox", name=score).click()
    page.keyboard.type(question)
    expect(page.get_by_role("option").filter(has_text=question)).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")


def sentence(page: Page) -> Locator:
    return page.locator(".tw-sentence")


def test_an_analyst_imports_publishes_shares_and_undoes(
    own_server: Server, visit: Callable[[Server], Page], export: Path, errors: list[str]
) -> None:
    page = listen(visit(own_server), errors)
    page.goto("/import")
    settled(page)
    began = time.monotonic()
    page.locator("input[type=file]").set_input_files(export)
    expect(page.get_by_text(f"{RESPONSES} of {RESPONSES} rows are responses")).to_be_visible()
    understood = time.monotonic() - began
    choose_for(page, "Satisfaction", ASKED)
    changed = page.get_by_role("region", name="Headline figures that move").get_by_role("row")
    expect(changed.filter(has_text="Satisfaction")).to_contain_text("new")
    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_text(f"{export.name} is imported")).to_be_visible(timeout=MINUTES)
    stored = time.monotonic() - began
    sys.stdout.write(
        f"From a file to the store: 3 clicks (drop, choose, import), {stored:.1f} s; read in {understood:.1f} s\n"
    )

    page.get_by_text("What was stored", exact=True).click()
    read_back = page.get_by_role("row").filter(has_text=ASKED)
    expect(read_back).to_contain_text(MEAN)
    expect(read_back).to_contain_text("Satisfaction")

    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text(re.compile(r"Published \d{6}-"))).to_be_visible(timeout=MINUTES)

    page.get_by_role("link", name="Engagement").click()
    expect(page.get_by_role("heading", name="Engagement", exact=True, level=1)).to_be_visible()
    page.get_by_role("button", name="Generation").click()
    page.get_by_role("button", name="Gen Z", exact=True).click()
    expect(sentence(page)).to_contain_text("People of the generation Gen Z")
    page.keyboard.press("Escape")
    settled(page)

    page.get_by_role("button", name="Copy link").click()
    address = page.get_by_role("textbox", name="Address").input_value()
    assert address == page.url
    page.keyboard.press("Escape")

    other = listen(visit(own_server), errors)
    other.goto(address)
    expect(sentence(other)).to_have_text(sentence(page).inner_text())
    settled(other)
    assert shown(other) == shown(page)

    page.get_by_role("link", name="Import").click()
    line = page.locator("[class*='st-key-import-']").filter(has_text=export.name)
    line.get_by_role("button", name="Undo").click()
    expect(line.get_by_role("button", name="Bring back")).to_be_visible()
    expect(line).to_contain_text("undone")
    expect(line).to_contain_text("Responses,")
    assert '"undo"' in own_server.run("history", "--json")


def shown(page: Page) -> list[str]:
    """The headings and tables of a page, as text."""
    expect(page.locator(".tw-title").first).to_be_visible()
    return page.locator(".tw-title, .tw-caption").all_inner_texts()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_opens_from_its_address_without_a_complaint(page: Page, errors: list[str], address: str) -> None:
    listen(page, errors)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settled(page)
    assert page.title() == "Twoway"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_telephone_needs_no_sideways_scrolling(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth") <= 1


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab from the beginning of the page until something has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail("the Tab key does not lead there")


def test_a_filter_can_be_chosen_by_keyboard_alone(page: Page, errors: list[str]) -> None:
    listen(page, errors)
    page.goto("/engagement")
    settled(page)
    tab_to(page, page.get_by_role("button", name="Generation"))
    page.keyboard.press("Enter")
    menu = page.locator("#filter-generation")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="Boomer")).to_be_focused()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="Gen X")).to_be_focused()
    page.keyboard.press("Space")
    expect(sentence(page)).to_contain_text("People of the generation Gen X")
    expect(menu.get_by_role("button", name="Gen X", pressed=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(sentence(page)).to_contain_text("Gen X or Millennial")
    expect(menu.get_by_role("button", name="Millennial", pressed=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator("[data-key=open-filter-generation]")).to_be_focused()


def test_a_change_of_filters_keeps_what_was_chosen_in_a_card_and_is_undone_by_going_back(page: Page) -> None:
    page.goto("/engagement")
    settled(page)
    group = page.locator(".st-key-heat-by-engagement").get_by_role("radio", name="Generation")
    group.click()
    settled(page)
    page.locator("[data-key=open-filter-role]").click()
    page.get_by_role("button", name="Junior mentor", exact=True).click()
    expect(sentence(page)).to_contain_text("role Junior mentor")
    settled(page)
    expect(group).to_be_checked()
    page.go_back()
    expect(sentence(page)).to_have_text(re.compile("^Everyone"))
    assert page.url.endswith("/engagement")


def test_an_explanation_can_be_read_and_left_by_keyboard(page: Page) -> None:
    page.goto("/")
    settled(page)
    opener, explanation = page.locator("[data-key=how-engagement]"), page.locator("#how-engagement")
    opener.focus()
    page.keyboard.press("Enter")
    expect(explanation.get_by_text("Values bound")).to_be_visible()
    page.keyboard.press("Tab")
    expect(explanation.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(explanation.get_by_label("SQL").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()
    expect(opener).to_be_focused()


def test_tab_reaches_every_page_link(page: Page) -> None:
    page.goto("/")
    settled(page)
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.hasAttribute('href') ? document.activeElement.innerText.trim() : ''")
        )
    titles = {entry.title for entries in PAGES.values() for entry in entries}
    assert titles <= {text.split("\n")[-1] for text in reached}


def test_going_to_another_page_keeps_the_filters_and_going_back_too(page: Page) -> None:
    page.goto("/engagement?generation=Gen+Z")
    expect(sentence(page)).to_contain_text("Gen Z")
    settled(page)
    page.get_by_role("link", name="Retention").click()
    expect(page.get_by_role("heading", name="Retention", exact=True, level=1)).to_be_visible()
    expect(sentence(page)).to_contain_text("Gen Z")
    assert "generation=Gen+Z" in page.url
    page.go_back()
    expect(page.get_by_role("heading", name="Engagement", exact=True, level=1)).to_be_visible()
    expect(sentence(page)).to_contain_text("Gen Z")


def test_a_link_with_anything_in_it_opens(page: Page, errors: list[str]) -> None:
    listen(page, errors)
    page.goto("/?generation=%3Cscript%3Ealert(1)%3C/script%3E&wave=%F0%9F%92%A9&salary=1")
    expect(sentence(page)).to_contain_text("<script>alert(1)</script>")
    expect(page.get_by_text("Part of this link is not shown")).to_be_visible()


def test_the_appearance_follows_the_viewer(chromium: object, server: Server) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        context = chromium.new_context(base_url=server.address, color_scheme=scheme)  # type: ignore[attr-defined]
        page = context.new_page()
        page.goto("/")
        settled(page)
        grounds.append(page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor"))
        context.close()
    assert grounds == ["rgb(255, 255, 255)", "rgb(16, 23, 30)"]


def test_the_font_is_our_own_file(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settled(page)
    assert any(url.endswith("/fonts/inter-latin-wght-normal.woff2") for url in asked)
    assert (
        page.get_by_role("heading", level=1)
        .evaluate("heading => getComputedStyle(heading).fontFamily")
        .startswith("Inter")
    )
