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
from analytics.imports.characters import Characters
from analytics.imports.parts import Parts, packed
from analytics.imports.text_bytes import has_visible_ends, hashes
from analytics.imports.wording import trimmed
from analytics.store.rows import LazyColumn

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

Codes: TypeAlias = npt.NDArray[np.unsignedinteger[Any]]
Positions: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

FEW = 4_096
MOST_DISTINCT = 65_536
MOST_PARTS = 32
_ONE_IN = 4
_FIRST_LOOK = 4_096
_BYTES = 256
_UNKNOWN = np.iinfo(np.uint32).max
_NOTHING = np.empty(0, dtype=np.uint8)


class Texts:
    """The cells of one column.

    A column with few different texts holds each of them once, and the position of its text for each record in one or
    two bytes. A column in which nearly every text is another one (ids, comments, times) holds the texts themselves
    and is given codes only when somebody asks.

    Args:
        distinct: The different texts, or none where `plain` holds the texts.
        codes: For each record, the position of its text in `distinct`, shape (records,), or such positions in parts.
        plain: The text of each record, where texts are not held as codes, or such texts in parts.
    """

    def __init__(
        self, distinct: Sequence[str] = (), codes: Codes | Parts | None = None, *, plain: pa.Array | Parts = None
    ) -> None:
        held = (np.empty(0, dtype=np.uint8) if codes is None else codes) if plain is None else plain
        self._distinct = tuple(distinct)
        self._held = held if isinstance(held, Parts) else Parts([held])
        self._is_varied = plain is not None

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
        return len(self._held)

    def __getitem__(self, position: int) -> str:
        """The text of one record."""
        return self.listed(position, position + 1)[0]

    @property
    def is_varied(self) -> bool:
        """Whether so many texts are different that they are held as they are."""
        return self._is_varied

    @property
    def plain(self) -> pa.Array:
        """The text of each record."""
        return self.between(0, len(self))

    @property
    def distinct(self) -> tuple[str, ...]:
        """The different texts; some may stand in none of the records where records were taken out."""
        return tuple(self._encoded.dictionary.to_pylist()) if self._is_varied else self._distinct

    @property
    def codes(self) -> Codes:
        """For each record, the position of its text in `distinct`."""
        codes: Codes = self._encoded.indices.to_numpy() if self._is_varied else self._held.whole()
        return codes.astype(smallest(len(self._encoded.dictionary))) if self._is_varied else codes

    @cached_property
    def _encoded(self) -> pa.DictionaryArray:
        return self._held.whole().dictionary_encode()

    def parts(self) -> Iterator[pa.Array]:
        """The texts of the records, some thousands after the others."""
        for part in self._held:
            yield part if self._is_varied else pa.array(self._distinct, pa.string()).take(pa.array(part))

    def between(self, start: int, stop: int) -> pa.Array:
        """The texts of neighboring records.

        Args:
            start: Position of the first.
            stop: Position behind the last.
        """
        found = self._held.between(start, stop)
        return found if self._is_varied else pa.array(self._distinct, pa.string()).take(pa.array(found))

    def slice(self, start: int, stop: int) -> Texts:
        """The column with neighboring records.

        Args:
            start: Position of the first.
            stop: Position behind the last.
        """
        found = self._held.between(start, stop)
        return Texts(plain=found) if self._is_varied else Texts(self._distinct, found)

    def listed(self, start: int = 0, stop: int | None = None) -> list[str]:
        """The texts of neighboring records.

        Args:
            start: Position of the first.
            stop: Position behind the last.
        """
        found = self._held.between(start, len(self) if stop is None else min(stop, len(self)))
        return found.to_pylist() if self._is_varied else [self._distinct[code] for code in found.tolist()]

    def take(self, positions: Positions) -> Texts:
        """The column with some of its records.

        Args:
            positions: Which, in which order.
        """
        held = self._held.take(np.asarray(positions, dtype=np.int64))
        return Texts(plain=held) if self._is_varied else Texts(self._distinct, held)

    @cached_property
    def n_records(self) -> npt.NDArray[np.int64]:
        """In how many records each text of `distinct` stands."""
        parts: Iterable[Codes] = [self.codes] if self._is_varied else self._held
        n = len(self.distinct)
        return sum((np.bincount(part, minlength=n) for part in parts), start=np.zeros(n, dtype=np.int64))

    @cached_property
    def order(self) -> list[int]:
        """The codes that stand in a record, those first that stand in the first records."""
        return first_seen([self.codes] if self._is_varied else self._held, self.n_records > 0)

    @cached_property
    def n_different(self) -> int:
        """Number of different texts in the records, blank ones aside."""
        if not self._is_varied:
            return sum(bool(trimmed(self._distinct[code])) for code in self.order)
        filled, n = np.empty(len(self), dtype=np.uint64), 0
        for part in self._held:
            found = hashes(part)[~_are_blank(part, trimmed)]
            filled[n : n + len(found)] = found
            n += len(found)
        ordered = filled[:n]
        ordered.sort()
        return int(np.count_nonzero(ordered[1:] != ordered[:-1])) + bool(n)

    def hashes(self) -> npt.NDArray[np.uint64]:
        """A number of 64 bits for the text of each record: equal for equal texts, and for hardly any others."""
        if self._is_varied:
            return np.concatenate([hashes(part) for part in self._held])
        of_distinct: npt.NDArray[np.uint64] = self.spread(hashes(pa.array(self._distinct, pa.string())))
        return of_distinct

    def counts(self) -> Counter[str]:
        """How often each text stands in a record, in the order of the records."""
        distinct, n_records = self.distinct, self.n_records.tolist()
        return Counter({distinct[code]: n_records[code] for code in self.order})

    def mask(self, test: Callable[[str], bool]) -> Mask:
        """Which records have a text that passes a test.

        Args:
            test: Called once for each different text.
        """
        return self.spread(np.fromiter(map(test, self.distinct), dtype=np.bool_))

    def count(self, form: re.Pattern[str], mark: str) -> int:
        """Number of records whose text has a form.

        Args:
            form: What the whole text matches.
            mark: An expression that is found in every such text, and in few others.
        """
        if not self._is_varied:
            return int(np.count_nonzero(self.mask(lambda text: bool(form.fullmatch(text)))))
        doubtful = (part.filter(pc.match_substring_regex(part, mark)).to_pylist() for part in self._held)
        return sum(bool(form.fullmatch(text)) for texts in doubtful for text in texts)

    def is_blank(self, trim: Callable[[str], str] = trimmed) -> Mask:
        """Which records have nothing here.

        Args:
            trim: What takes blanks from around a text.
        """
        if not self._is_varied:
            return self.mask(lambda text: not trim(text))
        return np.concatenate([_are_blank(part, trim) for part in self._held])

    def spread(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """One value a record, from one value a different text.

        Args:
            values: What each of `distinct` stands for.
        """
        if not len(values):
            return np.empty(len(self), dtype=values.dtype)
        parts: Iterable[Codes] = [self.codes] if self._is_varied else self._held
        return np.concatenate([values.take(part) for part in parts])

    def read(self, reader: Callable[[str], object], kind: pa.DataType) -> LazyColumn:
        """What a reader makes of the text of each record, null for blank.

        Args:
            reader: Called with a text, trimmed; once for each different text of a column that is not varied.
            kind: Type of what it makes.
        """
        if self._is_varied:
            return LazyColumn(
                kind=kind, n=len(self), between=lambda *ends: self.slice(*ends).cells().each(reader, kind)
            )
        read = pa.array([reader(text) if text else None for text in map(trimmed, self._distinct)], kind)
        return LazyColumn(kind=kind, n=len(self), between=lambda *ends: read.take(pa.array(self._held.between(*ends))))

    def cells(self) -> Cells:
        """The cells trimmed, each different text once."""
        if self._is_varied and has_visible_ends(self._encoded.dictionary).all():
            known: Any = self.codes
            return Cells(distinct=self.distinct, codes=known)
        place, distinct = self.trimmed()
        codes: Any = self.spread(place.astype(smallest(len(distinct))))
        return Cells(distinct=distinct, codes=codes)

    def trimmed(self) -> tuple[npt.NDArray[np.int64], tuple[str, ...]]:
        """For each of `distinct` the position of what is left of it without blanks, and the texts that are left."""
        positions: dict[str, int] = {}
        distinct = self.distinct
        place = np.zeros(len(distinct), dtype=np.int64)
        for code in self.order:
            place[code] = positions.setdefault(trimmed(distinct[code]), len(positions))
        return place, tuple(positions)


class TextsInParts:
    """Makes one column of the parts in which a file is read."""

    def __init__(self) -> None:
        self._positions: dict[str, int] = {}
        self._codes: list[Codes] = []
        self._plain: list[pa.Array] | None = None
        self._of_bytes = np.full(_BYTES, _UNKNOWN, dtype=np.uint32)

    def add(self, texts: pa.Array | Characters) -> None:
        """Take the next part.

        Args:
            texts: The texts of its records, none of them null, or the characters that they are.
        """
        if self._plain is not None:
            self._plain.append(texts.texts() if isinstance(texts, Characters) else texts)
            _pack(self._plain)
            return
        _pack(self._codes)
        found = texts if isinstance(texts, Characters) else Characters.of(texts)
        if found is not None:
            self._codes.append(self._known_bytes(found))
            return
        encoded = pc.dictionary_encode(texts)
        if self._is_varied(len(encoded.dictionary), len(texts)):
            self._give_up_codes()
            self.add(texts)
            return
        places = [self._position(text) for text in encoded.dictionary.to_pylist()]
        indices = encoded.indices.to_numpy(zero_copy_only=False)
        self._codes.append(np.asarray(places, dtype=smallest(len(self._positions))).take(indices))

    def done(self) -> Texts:
        """The column of all parts."""
        parts: list[Any] = self._codes if self._plain is None else self._plain
        held = Parts(parts or [_NOTHING], is_packed=len(parts) >= MOST_PARTS)
        if not held.is_packed:
            held = Parts([held.whole()])
        return Texts(tuple(self._positions), held) if self._plain is None else Texts(plain=held)

    def _position(self, text: str) -> int:
        return self._positions.setdefault(text, len(self._positions))

    def _known_bytes(self, found: Characters) -> Codes:
        """The codes of characters."""
        codes = self._of_bytes.take(found.codes)
        if len(codes) and codes.max() == _UNKNOWN:
            for byte in first_seen([found.codes], np.bincount(found.codes, minlength=_BYTES) > 0):
                self._of_bytes[byte] = self._position(chr(byte) if byte else "")
            codes = self._of_bytes.take(found.codes)
        codes[list(found.longer)] = [self._position(text) for text in found.longer.values()]
        return codes.astype(smallest(len(self._positions)))

    def _is_varied(self, n_different: int, n: int) -> bool:
        is_much = n_different > FEW and n_different * _ONE_IN > n
        return is_much or len(self._positions) + n_different > MOST_DISTINCT

    def _give_up_codes(self) -> None:
        texts = pa.array(list(self._positions), pa.string())
        self._plain = [texts.take(pa.array(codes)) for codes in Parts(self._codes)] if self._codes else []
        self._codes, self._positions = [], {}


def smallest(n: int) -> type[np.unsignedinteger[Any]]:
    """The smallest type that can number so many texts.

    >>> smallest(5), smallest(70_000)
    (<class 'numpy.uint8'>, <class 'numpy.uint32'>)
    """
    return next((kind for kind in (np.uint8, np.uint16) if n <= np.iinfo(kind).max + 1), np.uint32)


def first_seen(parts: Iterable[Codes], is_used: Mask) -> list[int]:
    """The different codes in the order in which they first stand in the records.

    Looks at a few records first: where they have every code, the others need no look at all.

    >>> first_seen([np.array([2, 0, 2, 1], dtype=np.uint8)], np.array([True, True, True]))
    [2, 0, 1]

    Args:
        parts: The codes.
        is_used: Which codes there are.
    """
    n_missing, found = int(np.count_nonzero(is_used)), list[int]()
    is_found = np.zeros(len(is_used), dtype=np.bool_)
    for part in _looks(parts):
        if len(found) == n_missing:
            break
        new, first = np.unique(part, return_index=True)
        is_fresh = ~is_found[new]
        found += new[is_fresh][np.argsort(first[is_fresh])].tolist()
        is_found[new] = True
    return found


def _looks(parts: Iterable[Codes]) -> Iterator[Codes]:
    """The parts, the first records by themselves."""
    for part in parts:
        yield part[:_FIRST_LOOK]
        yield part[_FIRST_LOOK:]


def _pack(parts: list[Any]) -> None:
    """Compresses the parts of a long column, all at first and then each new one."""
    if len(parts) >= MOST_PARTS:
        parts[:] = [packed(part) for part in parts]


def _are_blank(texts: pa.Array, trim: Callable[[str], str]) -> Mask:
    found = ~has_visible_ends(texts)
    doubtful = np.flatnonzero(found)
    found[doubtful] = [not trim(text) for text in texts.take(pa.array(doubtful)).to_pylist()]
    return found


def shared(rows: Sequence[Sequence[str]], width: int) -> list[Texts]:
    """The columns of rows.

    Args:
        rows: Rows of equal length.
        width: Their length.
    """
    columns = zip(*rows, strict=True) if rows else [() for _ in range(width)]
    return [Texts.of(column) for column in columns]
