"""The viewer's locale decides how numbers and days are written, and no locale can break a page."""

from __future__ import annotations

import subprocess
import sys

import pytest

from analytics.numerals import ENGLISH, FORM, Form, written
from dashboard.figures.chrome import layout
from dashboard.locales import follow_locale, form_of
from dashboard.theme import LIGHT, separators


@pytest.mark.parametrize(
    ("tag", "form"),
    [
        ("en-GB", ENGLISH),
        ("en-US", Form(date="month")),
        ("de-DE", Form(decimal=",", group=".")),
        ("de-CH", Form(group="\N{RIGHT SINGLE QUOTATION MARK}")),
        ("fr-FR", Form(decimal=",", group="\u202f")),
        ("pt-BR", Form(decimal=",", group=".")),
        ("ja-JP", Form(date="iso")),
        ("zh-Hant-TW", Form(date="iso")),
        ("ar-EG", ENGLISH),
    ],
)
def test_a_locale_is_written_as_cldr_says_with_the_digits_0_to_9(tag: str, form: Form) -> None:
    assert form_of(tag) == form


@pytest.mark.parametrize(
    "tag", ["", "xx-YY", "C", "en_US.UTF-8", "../../etc/passwd", "de" * 50, "<script>", "-", "e n"]
)
def test_what_is_no_locale_is_english(tag: str) -> None:
    assert form_of(tag) == ENGLISH


def test_charts_have_the_readers_signs() -> None:
    assert layout(LIGHT)["separators"] == ".,"
    with written(ENGLISH):
        follow_locale("de-DE")
        assert separators() == ",."
        assert layout(LIGHT)["separators"] == ",."
        follow_locale(None)
        assert FORM.get() == ENGLISH


def test_english_readers_do_not_wait_for_other_locales() -> None:
    code = "import sys, dashboard.locales as one; one.form_of('en-GB'); print('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"False"
