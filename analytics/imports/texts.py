"""The cells of one column as they stand in a file: its different texts once, and a small number for each record."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.canonical.cells import Cells
from analytics.imports.wording import trimmed

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

Codes: TypeAlias = npt.NDArray[np.unsignedinteger[Any]]
Positions: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

FEW = 4_096
MOST_DISTINCT = 65_536
_ONE_IN = 4
_FIRST_LOOK = 4_096
_BYTES = 256
_VISIBLE = np.array([ord("!") <= byte <= ord("~") for byte in range(_BYTES)])


class Texts:
    """The cells of one column.

    A column with few different texts holds each of them once, and the position of its text for each record in one or
    two bytes. A column in which nearly every text is another one (ids, comments, times) holds the texts themselves
    and is given codes only when somebody asks.

    Args:
        distinct: The different texts, or none where `plain` holds the texts.
        codes: For each record, the position of its text in `distinct`, shape (records,).
        plain: The text of each record, where texts are not held as codes.
    """

    def __init__(self, distinct: Sequence[str] = (), codes: Codes | None = None, *, plain: pa.Array = None) -> None:
        self._distinct = tuple(distinct)
        self._codes: Codes = np.empty(0, dtype=np.uint8) if codes is None else codes
        self._plain = plain

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """The column with the given texts.

        >>> Texts.of(["yes", "no", "yes"]).codes.tolist()
        [0, 1, 0]

        Args:
            texts: One text a record.
        """
        listed, positions = list(texts), dict[str, int]()
        codes = [positions.setdefault(text, len(positions)) for text in listed]
        return cls(tuple(positions), np.asarray(codes, dtype=smallest(len(positions))))

    def __len__(self) -> int:
        """Number of records."""
        return len(self._codes) if self._plain is None else len(self._plain)

    def __getitem__(self, position: int) -> str:
        """The text of one record."""
        if self._plain is not None:
            text: str = self._plain[position].as_py()
            return text
        return self._distinct[int(self._codes[position])]

    @property
    def is_varied(self) -> bool:
        """Whether so many texts are different that they are held as they are."""
        return self._plain is not None

    @property
    def plain(self) -> pa.Array:
        """The text of each record."""
        return pa.array(self._distinct, pa.string()).take(pa.array(self._codes)) if self._plain is None else self._plain

    @property
    def distinct(self) -> tuple[str, ...]:
        """The different texts; some may stand in none of the records where records were taken out."""
        return self._coded[0]

    @property
    def codes(self) -> Codes:
        """For each record, the position of its text in `distinct`."""
        return self._coded[1]

    @cached_property
    def _coded(self) -> tuple[tuple[str, ...], Codes]:
        if self._plain is None:
            return self._distinct, self._codes
        codes = self._encoded.indices.to_numpy(zero_copy_only=False)
        return tuple(self._encoded.dictionary.to_pylist()), codes.astype(smallest(len(self._encoded.dictionary)))

    @cached_property
    def _encoded(self) -> pa.DictionaryArray:
        return self._plain.dictionary_encode()

    @property
    def n_different(self) -> int:
        """Number of different texts in the records, blank ones aside."""
        if self._plain is None:
            return sum(bool(trimmed(self._distinct[code])) for code in self.order)
        different = Texts(plain=self._encoded.dictionary)
        return len(different) - int(np.count_nonzero(different.is_blank()))

    def listed(self, start: int = 0, stop: int | None = None) -> list[str]:
        """The texts of neighboring records.

        Args:
            start: Position of the first.
            stop: Position behind the last.
        """
        if self._plain is not None:
            found: list[str] = self._plain[start:stop].to_pylist()
            return found
        return [self._distinct[code] for code in self._codes[start:stop].tolist()]

    def take(self, positions: Positions) -> Texts:
        """The column with some of its records.

        Args:
            positions: Which, in which order.
        """
        if self._plain is not None:
            return Texts(plain=self._plain.take(pa.array(positions)))
        return Texts(self._distinct, self._codes[positions])

    @cached_property
    def order(self) -> list[int]:
        """The codes that stand in a record, those first that stand in the first records."""
        return first_seen(self.codes, len(self.distinct))

    def counts(self) -> Counter[str]:
        """How often each text stands in a record, in the order of the records."""
        n_records = np.bincount(self.codes, minlength=len(self.distinct))
        return Counter({self.distinct[code]: int(n_records[code]) for code in self.order})

    def mask(self, test: Callable[[str], bool]) -> Mask:
        """Which records have a text that passes a test.

        Args:
            test: Called once for each different text.
        """
        return self.spread(np.fromiter(map(test, self.distinct), dtype=np.bool_, count=len(self.distinct)))

    def count(self, form: re.Pattern[str], mark: str) -> int:
        """Number of records whose text has a form.

        Args:
            form: What the whole text matches.
            mark: An expression that is found in every such text, and in few others.
        """
        if self._plain is None:
            return int(np.count_nonzero(self.mask(lambda text: bool(form.fullmatch(text)))))
        doubtful = self._plain.filter(pc.match_substring_regex(self._plain, mark)).to_pylist()
        return sum(bool(form.fullmatch(text)) for text in doubtful)

    def is_blank(self, trim: Callable[[str], str] = trimmed) -> Mask:
        """Which records have nothing here.

        Args:
            trim: What takes blanks from around a text.
        """
        if self._plain is None:
            return self.mask(lambda text: not trim(text))
        found = ~has_visible_ends(self._plain)
        doubtful = np.flatnonzero(found)
        found[doubtful] = [not trim(text) for text in self._plain.take(pa.array(doubtful)).to_pylist()]
        return found

    def spread(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """One value a record, from one value a different text.

        Args:
            values: What each of `distinct` stands for.
        """
        found: npt.NDArray[Any] = values.take(self.codes) if len(values) else np.empty(len(self), dtype=values.dtype)
        return found

    def cells(self) -> Cells:
        """The cells trimmed, each different text once."""
        if self._plain is not None and has_visible_ends(self._encoded.dictionary).all():
            known: Any = self.codes
            return Cells(distinct=self.distinct, codes=known)
        positions: dict[str, int] = {}
        place = np.zeros(len(self.distinct), dtype=np.int64)
        for code in self.order:
            place[code] = positions.setdefault(trimmed(self.distinct[code]), len(positions))
        codes: Any = self.spread(place.astype(smallest(len(positions))))
        return Cells(distinct=tuple(positions), codes=codes)


class TextsInParts:
    """Makes one column of the parts in which a file is read."""

    def __init__(self) -> None:
        self._positions: dict[str, int] = {}
        self._codes: list[Codes] = []
        self._plain: list[pa.Array] | None = None

    def add(self, texts: pa.Array) -> None:
        """Take the next part.

        Args:
            texts: The texts of its records, none of them null.
        """
        if self._plain is not None:
            self._plain.append(texts)
            return
        found = single_bytes(texts)
        if found is not None:
            self._codes.append(self._known_bytes(found))
            return
        encoded = texts.dictionary_encode()
        if self._is_varied(len(encoded.dictionary), len(texts)):
            self._give_up_codes()
            self.add(texts)
            return
        places = [self._position(text) for text in encoded.dictionary.to_pylist()]
        indices = encoded.indices.to_numpy(zero_copy_only=False)
        self._codes.append(np.asarray(places, dtype=smallest(len(self._positions))).take(indices))

    def done(self) -> Texts:
        """The column of all parts."""
        if self._plain is not None:
            return Texts(plain=pa.concat_arrays(self._plain))
        codes = np.concatenate(self._codes) if self._codes else np.empty(0, dtype=np.uint8)
        return Texts(tuple(self._positions), codes)

    def _position(self, text: str) -> int:
        return self._positions.setdefault(text, len(self._positions))

    def _known_bytes(self, found: npt.NDArray[np.uint8]) -> Codes:
        """The codes of single characters, 0 for blank."""
        places = np.zeros(_BYTES, dtype=np.int64)
        for byte in first_seen(found, _BYTES):
            places[byte] = self._position(chr(byte) if byte else "")
        return places.astype(smallest(len(self._positions))).take(found)

    def _is_varied(self, n_different: int, n: int) -> bool:
        is_much = n_different > FEW and n_different * _ONE_IN > n
        return is_much or len(self._positions) + n_different > MOST_DISTINCT

    def _give_up_codes(self) -> None:
        texts = pa.array(list(self._positions), pa.string())
        self._plain = [texts.take(pa.array(codes)) for codes in self._codes]
        self._codes, self._positions = [], {}


def smallest(n: int) -> type[np.unsignedinteger[Any]]:
    """The smallest type that can number so many texts.

    >>> smallest(5), smallest(70_000)
    (<class 'numpy.uint8'>, <class 'numpy.uint32'>)
    """
    return next((kind for kind in (np.uint8, np.uint16) if n <= np.iinfo(kind).max + 1), np.uint32)


def first_seen(codes: Codes, n_codes: int) -> list[int]:
    """The different codes in the order in which they first stand in the records.

    Looks at a few records first: where they have every code, the others need no look at all.

    >>> first_seen(np.array([2, 0, 2, 1], dtype=np.uint8), 3)
    [2, 0, 1]

    Args:
        codes: The codes, below `n_codes`.
        n_codes: Number of codes that there may be.
    """
    is_used = np.bincount(codes, minlength=n_codes) > 0
    missing, found, start, size = int(np.count_nonzero(is_used)), list[int](), 0, _FIRST_LOOK
    is_found = np.zeros(n_codes, dtype=np.bool_)
    while missing:
        part = codes[start : start + size]
        new, first = np.unique(part, return_index=True)
        is_fresh = ~is_found[new]
        found += new[is_fresh][np.argsort(first[is_fresh])].tolist()
        is_found[new] = True
        missing = int(np.count_nonzero(is_used)) - len(found)
        start, size = start + size, 4 * size
    return found


def single_bytes(texts: pa.Array) -> npt.NDArray[np.uint8] | None:
    """The character of each text, 0 where it is blank; None where a text is longer.

    Args:
        texts: Texts, none of them null and none of them holding NUL.
    """
    if not len(texts):
        return None
    offsets, content = in_bytes(texts)
    if offsets[-1] - offsets[0] > len(texts):
        return None
    lengths = np.diff(offsets)
    if lengths.max() > 1:
        return None
    found = np.zeros(len(texts), dtype=np.uint8)
    found[lengths == 1] = content[offsets[0] : offsets[-1]]
    return found


def has_visible_ends(texts: pa.Array) -> Mask:
    """Which texts begin and end with a letter, digit or mark of ASCII: nothing can be trimmed from them.

    Args:
        texts: Texts, none of them null.
    """
    found = np.zeros(len(texts), dtype=np.bool_)
    if len(texts):
        offsets, content = in_bytes(texts)
        filled = np.flatnonzero(np.diff(offsets))
        found[filled] = _VISIBLE[content[offsets[filled]]] & _VISIBLE[content[offsets[filled + 1] - 1]]
    return found


def in_bytes(texts: pa.Array) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Where each text begins and ends among the bytes of all, and these bytes.

    Args:
        texts: Texts, at least one, none of them null.
    """
    _, offsets, content = texts.buffers()
    places = np.frombuffer(offsets, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return places, np.frombuffer(content or b"", dtype=np.uint8)


def shared(rows: Sequence[Sequence[str]], width: int) -> list[Texts]:
    """The columns of rows.

    Args:
        rows: Rows of equal length.
        width: Their length.
    """
    columns = zip(*rows, strict=True) if rows else [() for _ in range(width)]
    return [Texts.of(column) for column in columns]
