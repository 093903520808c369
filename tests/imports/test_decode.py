from __future__ import annotations

import codecs

import pytest

from analytics.errors import UnreadableFileError
from analytics.imports.decode import decoded

TEXT = "Frage;Antwort\nZufrieden mit der Größe?;Ja – sehr\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_every_encoding_gives_the_same_text(content: bytes, encoding: str) -> None:
    found = decoded(content, "f.csv")
    assert (found.text, found.encoding) == (TEXT, encoding)


def test_doubtful_bytes_are_counted() -> None:
    found = decoded(TEXT.encode("cp1252"), "f.csv")
    assert [notice.code for notice in found.warnings] == ["doubtful_bytes"]
    assert found.warnings[0].message.startswith("3 bytes are not UTF-8")


def test_sure_text_has_no_warning() -> None:
    assert decoded(TEXT.encode(), "f.csv").warnings == ()


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    found = decoded("déjà vu, naïve, façade, Größe, señor ".encode() + b"caf\xe9\n", "f.csv")
    assert found.text == "déjà vu, naïve, façade, Größe, señor café\n"
    assert found.encoding == "utf-8"
    assert found.warnings[0].message.startswith("1 bytes are not UTF-8")


def test_a_byte_that_windows_leaves_open_is_no_failure() -> None:
    assert decoded(b"a\x81b\n", "f.csv").text == "a\ufffdb\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_line_ends_of_every_kind_become_one(end: str) -> None:
    assert decoded(f"a,b{end}1,2{end}".encode(), "f.csv").text == "a,b\n1,2\n"


def test_half_a_wide_character_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="UTF-16"):
        decoded(codecs.BOM_UTF16_LE + b"a\x00b", "f.csv")


def test_japanese_from_a_spreadsheet_on_windows_is_read() -> None:
    text = "タイムスタンプ,私は仕事に誇りを感じる\n2025/03/01 12:00:00,そう思う\n"
    found = decoded(text.encode("cp932"), "a.csv")
    assert (found.text, found.encoding, found.warnings) == (text, "cp932", ())


def test_accents_are_not_taken_for_japanese() -> None:
    text = "Größe,Zufriedenheit,Über mich,Élan\n" * 50
    assert decoded(text.encode("cp1252"), "a.csv").encoding == "cp1252"
