"""What can be seen of many texts at once, from the bytes they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pyarrow as pa

Mask: TypeAlias = npt.NDArray[np.bool_]

_WORD = 8
_VISIBLE = np.array([ord("!") <= byte <= ord("~") for byte in range(256)])
_ODD, _OTHER_ODD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(29)


def in_bytes(texts: pa.Array) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Where each text begins and ends among the bytes of all, and these bytes.

    Args:
        texts: Texts, at least one, none of them null.
    """
    _, offsets, content = texts.buffers()
    places = np.frombuffer(offsets, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return places, np.frombuffer(content or b"", dtype=np.uint8)


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
    if offsets[-1] - offsets[0] == len(texts):
        return content[offsets[0] : offsets[-1]]
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


def hashes(texts: pa.Array) -> npt.NDArray[np.uint64]:
    """A number of 64 bits for each text: equal for equal texts, and for hardly any others.

    Args:
        texts: Texts, none of them null.
    """
    if not len(texts):
        return np.empty(0, dtype=np.uint64)
    offsets, content = in_bytes(texts)
    lengths = np.diff(offsets)
    padded = np.concatenate([content, np.zeros(_WORD, dtype=np.uint8)])
    # One word begins at every byte: numbers of eight bytes that overlap.
    words = np.ndarray((len(content) + 1,), dtype="<u8", buffer=padded, strides=(1,))
    found = lengths.astype(np.uint64) * _ODD
    for start in range(0, int(lengths.max()), _WORD):
        rows = np.flatnonzero(lengths > start)
        word = words[offsets[rows] + start]
        n_missing = np.maximum(_WORD - (lengths[rows] - start), 0).astype(np.uint64) * np.uint64(_WORD)
        word = (word << n_missing) >> n_missing
        mixed = (found[rows] ^ word * _OTHER_ODD) * _ODD
        found[rows] = mixed ^ (mixed >> _SHIFT)
    return found
