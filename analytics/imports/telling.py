"""What a column of very many different texts tells: its totals exactly, and the texts that say most about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.question import number
from analytics.imports.text_bytes import in_bytes
from analytics.imports.texts import Texts, TextsInParts
from analytics.imports.wording import trimmed

if TYPE_CHECKING:
    from analytics.imports.canonical.cells import Cells

FIRST = 500
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
    n_numbers = 0
    first, words, personal = _First(), _First(), _First()
    has_more_numbers = False
    for part in texts.parts():
        is_number = _are_numbers(part)
        others = part.filter(pc.invert(is_number))
        first.add(part)
        words.add(others)
        personal.add(others.filter(pc.match_substring_regex(others, _PERSONAL)))
        n_numbers += pc.sum(is_number).as_py() or 0
        has_more_numbers = has_more_numbers or any(number(trimmed(text)) is not None for text in words.texts)
        n_numbers += sum(number(trimmed(text)) is not None for text in others.to_pylist()) if has_more_numbers else 0
    return Telling(
        counts=_counted(texts, [*dict.fromkeys([*first.texts, *words.texts, *personal.texts])]),
        n=len(texts) - int(np.count_nonzero(texts.is_blank())),
        n_different=texts.n_different,
        n_numbers=n_numbers,
    )


class _First:
    """The first different texts of some."""

    def __init__(self) -> None:
        self.texts: dict[str, None] = {}

    def add(self, texts: pa.Array) -> None:
        """Takes more, until there are enough."""
        if len(self.texts) < FIRST:
            more = dict.fromkeys(texts[: _LOOKED_AT * FIRST].unique()[:FIRST].to_pylist())
            self.texts = dict(islice((self.texts | more).items(), FIRST))


def _are_numbers(texts: pa.Array) -> pa.Array:
    """Which texts are numbers; digits are seen without looking at each text."""
    if len(texts):
        offsets, content = in_bytes(texts)
        lengths = np.diff(offsets)
        if lengths.min() and lengths.max() <= _MOST_DIGITS and _DIGITS[content[offsets[0] : offsets[-1]]].all():
            return pa.repeat(pa.scalar(value=True), len(texts))
    return pc.match_substring_regex(texts, _NUMBER)


def moments(texts: Texts) -> Cells:
    """The cells of a column of dates, times of one day taken together: their digits are read as zeros.

    >>> moments(Texts.of(["2024-06-01 10:15", "2024-06-01 23:59"] * 20)).distinct
    ('2024-06-01 00:00',)

    Args:
        texts: The column.
    """
    made = TextsInParts()
    for part in texts.parts():
        found = pc.extract_regex(part, _MOMENT)
        times = pc.replace_substring_regex(pc.struct_field(found, "time"), "[0-9]", "0")
        made.add(pc.coalesce(pc.binary_join_element_wise(pc.struct_field(found, "day"), times, ""), part))
    return made.done().cells()


def _counted(texts: Texts, telling: list[str]) -> Counter[str]:
    """How often some texts stand in a column."""
    n_records, values = np.zeros(len(telling), dtype=np.int64), pa.array(telling, pa.string())
    for part in texts.parts():
        places = pc.index_in(part, value_set=values).drop_null().to_numpy()
        n_records += np.bincount(places, minlength=len(telling))
    return Counter(dict(zip(telling, n_records.tolist(), strict=True)))
