"""What the codes of HR systems stand for: letters where they leave no doubt; numbers are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NEVER_NUMBERS = frozenset({"gender", "ethnicity"})
"""Columns whose numbers stand for words that only the company knows."""

_WOMAN, _MAN, _OTHER = "Woman", "Man", "Non-binary"
_LETTERS = {"f": _WOMAN, "w": _WOMAN, "v": _WOMAN, "m": _MAN, "x": _OTHER, "d": _OTHER, "nb": _OTHER}
_WITH_H = {**_LETTERS, "h": _MAN}
_HOMBRE_MUJER = {"h": _MAN, "m": _WOMAN, "x": _OTHER}


def letter_codes(column: str, texts: Iterable[str]) -> Mapping[str, str]:
    """The word for each letter in a column; nothing where it holds words.

    `M` is a man, except beside `H` without `F`: hombre and mujer.

    Args:
        column: The column.
        texts: Its different cells.

    >>> letter_codes("gender", ["M", "W", "D"])["d"], letter_codes("gender", ["H", "M"])["m"]
    ('Non-binary', 'Woman')
    >>> letter_codes("gender", ["Man", "Woman"])
    {}
    """
    found = {key(text) for text in texts if text}
    letters = {text for text in found if text in _WITH_H}
    if column != "gender" or not letters:
        return {}
    known = _LETTERS if "h" not in letters else _HOMBRE_MUJER if "m" in letters and "f" not in letters else _WITH_H
    return {letter: known[letter] for letter in letters if letter in known}
