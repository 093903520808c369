from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from analytics.report.board_pack.as_pdf import as_pdf
from analytics.report.board_pack.content import board_pack

if TYPE_CHECKING:
    from analytics.release.read import Release
    from analytics.report.board_pack.pages import Pack


def read(made: bytes) -> list[str]:
    """The words of every page, white space made plain."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages]


@pytest.fixture(scope="module")
def words(pack: Pack) -> list[str]:
    return read(as_pdf(pack))


def test_every_page_has_its_claim_and_its_source(pack: Pack, words: list[str]) -> None:
    assert len(words) == len(pack.pages)
    for page, text in zip(pack.pages, words, strict=True):
        assert page.title.split(":")[0][:40] in text
        assert f"data version {pack.source.rsplit(' ', 1)[1]}" in text
        assert pack.id in text
        assert pack.sentence in text


def test_figures_and_cautions_are_words_that_can_be_searched(pack: Pack, words: list[str]) -> None:
    for headline in pack.pages[0].headlines:
        assert " ".join(headline.value.split()) in words[0]
    for page, text in zip(pack.pages, words, strict=True):
        for warning in page.warnings:
            assert warning[:60] in text


def test_it_is_tagged_dated_by_its_release_and_brings_its_fonts(pack: Pack) -> None:
    made = PdfReader(io.BytesIO(as_pdf(pack)))
    assert made.metadata is not None
    assert made.metadata.title == f"{pack.title}: board pack"
    assert "20260105" in str(made.metadata.get("/CreationDate"))
    assert "/StructTreeRoot" in made.trailer["/Root"]  # type: ignore[operator]
    fonts = {str(name) for page in made.pages for name in _fonts(page)}
    assert any("Inter" in name for name in fonts)


def test_the_same_pack_is_the_same_bytes(pack: Pack, release: Release) -> None:
    assert as_pdf(pack) == as_pdf(board_pack(release))
    assert as_pdf(pack) != as_pdf(replace(pack, made=pack.made + timedelta(days=1)))


def test_a_page_that_holds_too_much_stays_one_page(pack: Pack) -> None:
    long = replace(pack.pages[1], warnings=pack.pages[1].warnings * 12)
    assert len(read(as_pdf(replace(pack, pages=(long,))))) == 1


def test_whom_it_is_about_may_be_written_in_any_letters(pack: Pack) -> None:
    other = replace(pack, title="Ζευγάρια", sentence="People of the location Łódź.", pages=pack.pages[:1])
    assert "Łódź" in read(as_pdf(other))[0]
    assert len(read(as_pdf(replace(other, sentence="People of the location 東京.")))) == 1


def _fonts(page: object) -> list[str]:
    resources = page["/Resources"]["/Font"]  # type: ignore[index]
    return [resources[name]["/BaseFont"] for name in resources]
