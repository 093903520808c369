"""Fingerprints tell whether two answers are the same, and nothing else."""

from __future__ import annotations

import numpy as np

from analytics.release.stack.members import coded, fingerprints, siphash

KEY = bytes(range(16))


def test_the_hash_is_that_of_its_authors() -> None:
    """The test vectors of Aumasson and Bernstein for messages of 8 and of 16 bytes, 00 01 02 ..."""
    words = np.frombuffer(bytes(range(16)), dtype="<u8")
    assert siphash(KEY, [words[:1]])[0] == 0x93F5F5799A932462
    assert siphash(KEY, [words[:1], words[1:]])[0] == 0x3F2ACC7F57C29BDB


def test_the_same_answer_looks_the_same_and_no_other_does() -> None:
    points = np.array([4, 5, 4, -1])
    found = fingerprints(KEY, "engagement", points)
    assert found[0] == found[2]
    assert len(set(found.tolist())) == 3
    assert not set(found.tolist()) & set(fingerprints(KEY, "satisfaction", points).tolist())
    assert not set(found.tolist()) & set(fingerprints(bytes(16), "engagement", points).tolist())


def test_nobody_has_the_fingerprint_of_no_answer() -> None:
    assert fingerprints(KEY, "enps", np.arange(1000)).min() > 0


def test_a_name_that_is_not_known_has_a_place_of_its_own() -> None:
    assert coded(["b", "?"], ("a", "b")).tolist() == [1, 2]
