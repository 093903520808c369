"""What a column of very many different texts tells: its totals exactly, and the texts that say most about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.question import number
from analytics.imports.texts import in_bytes
from analytics.imports.wording import trimmed

if TYPE_CHECKING:
    from analytics.imports.canonical.cells import Cells
    from analytics.imports.texts import Texts

FIRST = 2_000
_LOOKED_AT = 20
_MOST_DIGITS = 15
_DIGITS = np.array([chr(byte).isdecimal() for byte in range(256)])
_NUMBER = r"^\s*[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?%?\s*$"
_PERSONAL = r"@|[0-9][0-9 .:/()-]{4,}[0-9]"
_MOMENT = r"^\s*(?P<day>[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4})(?P<time>[T ,]+.*)?$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a column tells.

    Args:
        counts: How often the texts that say most about it stand in it: the first ones, the first that are no numbers,
            and the first that may hold personal data.
        n: Cells that are not blank.
        n_different: Different texts.
        n_numbers: Cells that hold a number.
    """

    counts: Counter[str]
    n: int
    n_different: int
    n_numbers: int


def telling_texts(texts: Texts) -> Telling:
    """What a column tells.

    Args:
        texts: The column.
    """
    plain = texts.plain
    is_number = _are_numbers(plain)
    words = plain.filter(pc.invert(is_number))
    different_words = _different(words)
    has_numbers = any(number(trimmed(text)) is not None for text in different_words)
    n_more = sum(number(trimmed(text)) is not None for text in words.to_pylist()) if has_numbers else 0
    personal = _different(words.filter(pc.match_substring_regex(words, _PERSONAL)))
    return Telling(
        counts=_counted(plain, list(dict.fromkeys([*_different(plain), *different_words, *personal]))),
        n=len(texts) - int(np.count_nonzero(texts.is_blank())),
        n_different=texts.n_different,
        n_numbers=int(pc.sum(is_number).as_py() or 0) + n_more,
    )


def _are_numbers(texts: pa.Array) -> pa.Array:
    """Which texts are numbers; digits are seen without looking at each text."""
    offsets, content = in_bytes(texts)
    lengths = np.diff(offsets)
    if lengths.min() and lengths.max() <= _MOST_DIGITS and _DIGITS[content[offsets[0] : offsets[-1]]].all():
        return pa.repeat(pa.scalar(value=True), len(texts))
    return pc.match_substring_regex(texts, _NUMBER)


def moments(texts: Texts) -> Cells:
    """The cells of a column of dates, times of one day taken together: their digits are read as zeros.

    >>> from analytics.imports.texts import Texts
    >>> moments(Texts.of(["2024-06-01 10:15", "2024-06-01 23:59"] * 20)).distinct
    ('2024-06-01 00:00',)

    Args:
        texts: The column.
    """
    plain = texts.plain
    found = pc.extract_regex(plain, _MOMENT)
    days = pc.struct_field(found, "day")
    times = pc.replace_substring_regex(pc.struct_field(found, "time"), "[0-9]", "0")
    joined = pc.binary_join_element_wise(days, times, "")
    return type(texts)(plain=pc.coalesce(joined, plain)).cells()


def _different(texts: pa.Array) -> list[str]:
    """The first different texts."""
    found: list[str] = texts[: _LOOKED_AT * FIRST].unique()[:FIRST].to_pylist()
    return found


def _counted(texts: pa.Array, telling: list[str]) -> Counter[str]:
    """How often some texts stand in a column."""
    places = pc.index_in(texts, value_set=pa.array(telling, pa.string())).drop_null().to_numpy()
    n_records = np.bincount(places, minlength=len(telling)).tolist()
    return Counter(dict(zip(telling, n_records, strict=True)))
