"""Who stands behind the figures of a release, and a keyed fingerprint of each answer: the unknowns of its audit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

NO_ANSWER = np.uint64(0)
PEOPLE = "people"
INVITED = "invited"
QUESTION = "question:"
EMPLOYMENT = "employment"
"""The table of stretches of time of people at work, of which a person may have several."""
_ROUNDS = 2
_LAST_ROUNDS = 4
_WORD = 64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Members:
    """The people (or pairs) of one table of a population, with their published categories and their answers.

    Args:
        population: `survey:<wave>`, `eligible` or `pairs`.
        table: What is counted: `people`, or those `invited` to a wave, or stretches of `employment`.
        dimensions: The dimensions that divide them.
        categories: Published categories of each dimension.
        combinations: The combinations of them that occur, as places in `categories`, (combinations, dimensions).
        places: The combination of each member, (members,).
        keys: Keyed hash of each person or pair; 0 where a response is not linked to a person.
        aliases: Keyed hash of each response, or of the part of a person's time that is counted; else 0.
        answers: Fingerprint of each member's answer by measure, 0 for none; they differ where the answers do. Under
            "", 1 for those who belong to the population, where some members only count in measures of their own.
    """

    population: str
    table: str
    dimensions: tuple[str, ...]
    categories: Mapping[str, tuple[str, ...]]
    combinations: NDArray[np.int64]
    places: NDArray[np.int64]
    keys: NDArray[np.uint64]
    aliases: NDArray[np.uint64]
    answers: Mapping[str, NDArray[np.uint64]] = field(default_factory=dict)

    def __len__(self) -> int:
        """Number of members."""
        return len(self.keys)

    def answer(self, measure: str) -> NDArray[np.uint64]:
        """The fingerprints of the answers to a measure; of being there at all, for the empty measure."""
        if measure not in self.answers:
            return np.full(len(self), NO_ANSWER if measure else NO_ANSWER + np.uint64(1))
        return self.answers[measure]


def coded(names: Sequence[str], categories: Sequence[str]) -> NDArray[np.int64]:
    """The place of each name among the categories; one after the last where it is not among them.

    >>> coded(["b", "a", "?"], ["a", "b"])
    array([1, 0, 2])
    """
    places = {category: place for place, category in enumerate(categories)}
    return np.fromiter((places.get(name, len(places)) for name in names), dtype=np.int64, count=len(names))


def fingerprints(secret: bytes, measure: str, *words: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A keyed hash of each row of integers, never 0: without the secret, it tells nothing about them.

    Args:
        secret: 16 bytes.
        measure: What the integers are about, so that the same ones about something else look different.
        words: Columns of integers, all of one length.

    Reference:
        Aumasson and Bernstein (2012), SipHash: a fast short-input PRF, INDOCRYPT 2012; the variant 2-4.
    """
    name = measure.encode()
    padded = np.frombuffer(name + bytes(-len(name) % 8), dtype="<u8")
    n = len(words[0]) if words else 1
    blocks = [np.full(n, word, dtype=np.uint64) for word in padded]
    found = siphash(secret, [*blocks, *(word.astype(np.int64).view(np.uint64) for word in words)])
    return np.maximum(found, np.uint64(1))


def siphash(secret: bytes, blocks: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """SipHash-2-4 of many messages at once, each of as many whole blocks of eight bytes.

    Args:
        secret: 16 bytes.
        blocks: One array a block, with one value a message.
    """
    first, second = np.frombuffer(secret, dtype="<u8")
    n = len(blocks[0])
    state = [
        np.full(n, half ^ np.uint64(constant), dtype=np.uint64)
        for half, constant in zip(
            (first, second, first, second),
            (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573),
            strict=True,
        )
    ]
    length = np.full(n, np.uint64((8 * len(blocks)) % 256 << 56), dtype=np.uint64)
    for block in (*blocks, length):
        state[3] ^= block
        _mix(state, _ROUNDS)
        state[0] ^= block
    state[2] ^= np.uint64(0xFF)
    _mix(state, _LAST_ROUNDS)
    return state[0] ^ state[1] ^ state[2] ^ state[3]


def _mix(state: list[NDArray[np.uint64]], rounds: int) -> None:
    for _ in range(rounds):
        for left, right, turn in ((0, 1, 13), (2, 3, 16), (0, 3, 21), (2, 1, 17)):
            state[left] += state[right]
            state[right] = _turned(state[right], turn) ^ state[left]
            if (left, right) in {(0, 1), (2, 1)}:
                state[left] = _turned(state[left], 32)


def _turned(values: NDArray[np.uint64], by: int) -> NDArray[np.uint64]:
    return (values << np.uint64(by)) | (values >> np.uint64(_WORD - by))
