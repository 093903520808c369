"""Pseudonyms and the key they are made with."""

from __future__ import annotations

import hashlib
import hmac
import stat
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

from analytics.errors import StoreError
from analytics.store.keys import Key, key_path, make_key, normalized_id, read_key

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.store.keys import IdKind

KEY = Key(bytes(range(32)))


def test_a_pseudonym_is_63_bits_of_hmac_sha256() -> None:
    digest = hmac.new(bytes(range(32)), b"person:0042", hashlib.sha256).digest()
    assert KEY.hashed("person", "0042") == int.from_bytes(digest[:8], "big") >> 1
    assert 0 <= KEY.hashed("person", "0042") < 2**63


def test_kinds_of_ids_have_nothing_in_common() -> None:
    assert KEY.hashed("person", "7") != KEY.hashed("pair", "7")


def test_leading_zeros_and_case_of_ids_count() -> None:
    assert KEY.hashed("person", "042") != KEY.hashed("person", "42")
    assert KEY.hashed("person", "a1") != KEY.hashed("person", "A1")


def test_blanks_around_ids_and_case_of_emails_do_not_count() -> None:
    assert normalized_id("person", "\ufeff 0042\u00a0") == "0042"
    assert KEY.hashed("email", " Ana@Example.ORG ") == KEY.hashed("email", "ana@example.org")


def test_many_ids_at_once_equal_one_at_a_time() -> None:
    found = KEY.hashed_all("person", ["a", None, "b", "a"])
    expected = [KEY.hashed("person", "a"), 0, KEY.hashed("person", "b"), KEY.hashed("person", "a")]
    assert found.dtype == np.int64
    assert found.tolist() == expected


@pytest.mark.parametrize("secret", [bytes(range(32)), bytes(range(96))], ids=["as made", "replaced twice"])
@pytest.mark.parametrize("kind", ["respondent", "email"])
def test_very_many_ids_at_once_equal_one_at_a_time(
    secret: bytes, kind: IdKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.store.digests.MANY", 100)
    monkeypatch.setattr("analytics.store.digests._ROWS_A_THREAD", 64)
    ids = [f" Id{number}\u00a0" for number in range(300)] + ["0042", "", "O\u2019Neil", "e\u0301", "A@B.org"]
    expected = [Key(secret).hashed(kind, f"wave: {one}") for one in ids]
    assert Key(secret).hashed_each(kind, ids, within="wave: ").tolist() == expected
    assert Key(secret).hashed_each(kind, pa.array(ids), within="wave: ").tolist() == expected


def test_the_name_and_the_text_of_a_key_do_not_reveal_it() -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert KEY.id not in KEY.secret.hex()


def test_a_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    made = make_key(tmp_path)
    assert make_key(tmp_path) == made == read_key(tmp_path)
    assert len(made.secret) == 32
    assert stat.S_IMODE(key_path(tmp_path).stat().st_mode) == 0o600
    assert stat.S_IMODE(key_path(tmp_path).parent.stat().st_mode) == 0o700


def test_a_store_without_a_key_has_none(tmp_path: Path) -> None:
    assert read_key(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"not hexadecimal", b"00ff", b"\xff\xfe"])
def test_a_damaged_key_is_refused(tmp_path: Path, content: bytes) -> None:
    make_key(tmp_path)
    key_path(tmp_path).write_bytes(content)
    with pytest.raises(StoreError, match=r"secret key .* damaged"):
        read_key(tmp_path)
