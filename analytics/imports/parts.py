"""A long array in parts, compressed in memory where it is very long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from analytics.imports.text_bytes import in_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

_CODEC = pa.Codec("zstd", compression_level=1)


@dataclass(frozen=True, slots=True)
class _Packed:
    """An array of numbers, compressed."""

    content: bytes
    size: int
    kind: np.dtype[Any]

    def __len__(self) -> int:
        return self.size // self.kind.itemsize

    @classmethod
    def of(cls, array: npt.NDArray[Any]) -> _Packed:
        content = np.ascontiguousarray(array)
        return cls(_CODEC.compress(pa.py_buffer(content), asbytes=True), content.nbytes, content.dtype)

    def array(self) -> npt.NDArray[Any]:
        return np.frombuffer(_CODEC.decompress(self.content, self.size), dtype=self.kind)


@dataclass(frozen=True, slots=True)
class _PackedTexts:
    """An array of texts, compressed."""

    lengths: _Packed
    content: _Packed

    def __len__(self) -> int:
        return len(self.lengths)

    @classmethod
    def of(cls, texts: pa.Array) -> _PackedTexts:
        offsets, content = in_bytes(texts)
        lengths = np.diff(offsets)
        kind = np.min_scalar_type(int(lengths.max()))
        return cls(_Packed.of(lengths.astype(kind)), _Packed.of(content[offsets[0] : offsets[-1]]))

    def array(self) -> pa.Array:
        lengths = self.lengths.array()
        offsets = np.zeros(len(lengths) + 1, dtype=np.int32)
        np.cumsum(lengths, out=offsets[1:])
        return pa.StringArray.from_buffers(len(lengths), pa.py_buffer(offsets), pa.py_buffer(self.content.array()))


class Parts:
    """An array in parts, of numbers or of texts.

    Args:
        parts: NumPy arrays or Arrow arrays, at least one.
        is_packed: Whether the parts are compressed; each is unpacked when it is looked at.
    """

    def __init__(self, parts: Sequence[Any], *, is_packed: bool = False) -> None:
        self._ends = np.cumsum([len(part) for part in parts])
        self._parts = [packed(part) if is_packed else part for part in parts]
        self.is_packed = is_packed

    def __len__(self) -> int:
        """Number of values."""
        return int(self._ends[-1])

    def __iter__(self) -> Iterator[Any]:
        """The parts, one after the other."""
        return map(_unpacked, self._parts)

    def whole(self) -> Any:  # noqa: ANN401 - numbers or texts
        """All values as one array."""
        return _joined(list(self))

    def between(self, start: int, stop: int) -> Any:  # noqa: ANN401 - numbers or texts
        """Neighboring values.

        Args:
            start: Position of the first.
            stop: Position behind the last.
        """
        first = min(int(np.searchsorted(self._ends, start, "right")), len(self._parts) - 1)
        last = max(int(np.searchsorted(self._ends, stop, "left")), first)
        before = 0 if first == 0 else int(self._ends[first - 1])
        found = _joined([_unpacked(part) for part in self._parts[first : last + 1]])
        return found[start - before : max(stop, start) - before]

    def take(self, positions: npt.NDArray[np.int64]) -> Parts:
        """Some of the values; in parts again where they keep their order.

        Args:
            positions: Which, in which order.
        """
        if len(self._parts) == 1 or (np.diff(positions) < 0).any():
            return Parts([_taken(self.whole(), positions)], is_packed=self.is_packed)
        cuts = np.searchsorted(positions, [0, *self._ends.tolist()])
        starts = [0, *self._ends.tolist()]
        taken = [
            _taken(part, positions[cuts[number] : cuts[number + 1]] - starts[number])
            for number, part in enumerate(self)
        ]
        return Parts([part for part in taken if len(part)] or taken[:1], is_packed=self.is_packed)


def packed(part: Any) -> Any:  # noqa: ANN401 - numbers or texts
    """The part, compressed."""
    if not len(part) or isinstance(part, _Packed | _PackedTexts):
        return part
    return _Packed.of(part) if isinstance(part, np.ndarray) else _PackedTexts.of(part)


def _unpacked(part: Any) -> Any:  # noqa: ANN401 - numbers or texts
    return part.array() if isinstance(part, _Packed | _PackedTexts) else part


def _joined(parts: list[Any]) -> Any:  # noqa: ANN401 - numbers or texts
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if isinstance(parts[0], np.ndarray) else pa.concat_arrays(parts)


def _taken(part: Any, positions: npt.NDArray[np.int64]) -> Any:  # noqa: ANN401 - numbers or texts
    return part[positions] if isinstance(part, np.ndarray) else part.take(pa.array(positions))
