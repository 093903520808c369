from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from analytics.report.board_pack.as_html import as_html
from analytics.report.board_pack.content import board_pack

if TYPE_CHECKING:
    from analytics.release.read import Release
    from analytics.report.board_pack.pages import Pack

VOID = {"meta", "br"}


class Reader(HTMLParser):
    """What a document holds: its elements, its words, and whether everything that opens also closes."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def text(pack: Pack) -> str:
    return as_html(pack).decode()


@pytest.fixture(scope="module")
def found(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


def test_it_fetches_nothing_and_runs_nothing(text: str, found: Reader) -> None:
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in found.elements}
    assert not any(name in attributes for _, attributes in found.elements for name in ("src", "onclick", "onload"))
    assert re.findall(r"https?://", text) == []
    assert all((attributes.get("href") or "#").startswith("#") for _, attributes in found.elements)


def test_every_page_has_its_claim_and_its_source(pack: Pack, found: Reader) -> None:
    words = " ".join(found.words)
    assert all(page.title in words for page in pack.pages)
    assert words.count(pack.footer) == len(pack.pages) + 1
    assert [attributes["id"] for tag, attributes in found.elements if tag == "section"] == [p.key for p in pack.pages]


def test_charts_are_drawings_with_words_for_those_who_do_not_see_them(found: Reader) -> None:
    drawings = [attributes for tag, attributes in found.elements if tag == "svg"]
    assert len(drawings) >= 8
    assert all(one["role"] == "img" and one["aria-label"] for one in drawings)


def test_it_is_dark_for_those_who_like_that_and_light_on_paper(text: str) -> None:
    assert "@media screen and (prefers-color-scheme: dark)" in text
    assert "@media print" in text


def test_words_from_data_are_words(release: Release) -> None:
    made = as_html(board_pack(release, {"gender": ("<b>Woman</b>",)})).decode()
    assert "<b>" not in made
    assert "&lt;b&gt;Woman" in made


def test_the_same_pack_is_the_same_bytes(pack: Pack, release: Release) -> None:
    assert as_html(pack) == as_html(board_pack(release))
