"""A column of text as its distinct texts, so that each is read once however often it occurs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analytics.imports.wording import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")
Mask: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of a column, trimmed.

    Args:
        distinct: Each different text once; blank is "".
        codes: For each record, the position of its text in `distinct`, shape (records,).
    """

    distinct: tuple[str, ...]
    codes: npt.NDArray[np.intp]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Cells:
        """The cells with the given texts.

        Args:
            texts: One text a record, as it stands in the file.
        """
        listed = list(texts)
        positions: dict[str, int] = {}
        of_raw = {text: positions.setdefault(trimmed(text), len(positions)) for text in dict.fromkeys(listed)}
        codes = np.fromiter(map(of_raw.__getitem__, listed), dtype=np.intp, count=len(listed))
        return cls(distinct=tuple(positions), codes=codes)

    def __len__(self) -> int:
        """Number of records."""
        return len(self.codes)

    @property
    def is_blank(self) -> Mask:
        """Which records have nothing here."""
        return self.mask(lambda text: not text)

    def mask(self, test: Callable[[str], bool]) -> Mask:
        """Which records have a text that passes the test.

        Args:
            test: Called once for each distinct text.
        """
        return np.fromiter((test(text) for text in self.distinct), dtype=np.bool_, count=len(self.distinct))[self.codes]

    def read(self, reader: Callable[[str], T | None]) -> list[T | None]:
        """What the reader makes of each distinct text; None for blank.

        Args:
            reader: Called once for each distinct text that is not blank.
        """
        return [reader(text) if text else None for text in self.distinct]

    def spread(self, values: Sequence[Any], kind: pa.DataType) -> pa.Array:
        """One value a record, from one value a distinct text.

        Args:
            values: What each distinct text stands for, or None.
            kind: Type of the values.
        """
        return pa.array(values, kind).take(pa.array(self.codes))

    def each(self, reader: Callable[[str], object], kind: pa.DataType) -> pa.Array:
        """What the reader makes of the text of each record, null for blank.

        Args:
            reader: Called once for each distinct text that is not blank.
            kind: Type of what it makes.
        """
        return self.spread(self.read(reader), kind)

    def renamed(self, texts: Sequence[str]) -> Cells:
        """The cells with other texts, which may be the same for several.

        Args:
            texts: One for each distinct text.
        """
        positions: dict[str, int] = {}
        of_distinct = np.asarray([positions.setdefault(text, len(positions)) for text in texts], dtype=np.intp)
        return Cells(distinct=tuple(positions), codes=of_distinct[self.codes])

    def texts(self) -> list[str]:
        """The text of each record."""
        return [self.distinct[code] for code in self.codes.tolist()]

    def unread(self, values: Sequence[Any]) -> Mask:
        """Which records have a text that stands for nothing.

        Args:
            values: What each distinct text stands for, or None.
        """
        of_distinct = (bool(text) and value is None for text, value in zip(self.distinct, values, strict=True))
        return np.fromiter(of_distinct, dtype=np.bool_, count=len(self.distinct))[self.codes]

    def repeated(self, among: Mask | None = None) -> Mask:
        """Which records have a text, not blank, that an earlier record has too.

        Args:
            among: Which records are looked at; all by default.
        """
        looked_at = np.flatnonzero(~self.is_blank if among is None else among & ~self.is_blank)
        _, first = np.unique(self.codes[looked_at], return_index=True)
        is_repeated = np.zeros(len(self.codes), dtype=np.bool_)
        is_repeated[np.delete(looked_at, first)] = True
        return is_repeated
