"""Who was erased: their pseudonyms, encrypted with the key of the store, so that an old file does not bring them back.

An entry is of no use without the key: it names nobody, and nobody can be looked up in it. A replaced key holds the
parts of the earlier ones, so that an entry is read with those that it was made with and followed from there.
"""

from __future__ import annotations

import hmac
import json
import secrets
from typing import TYPE_CHECKING

import numpy as np

from analytics.durable import make_folder, replace_file, writing
from analytics.errors import StoreError
from analytics.store.keys import KEY_BYTES, Key, key_path

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path
    from typing import Any

NONCE_BYTES = 16
PAD_BYTES = 32


def erased(folder: Path, key: Key) -> frozenset[int]:
    """The pseudonyms of everybody who was erased, under the key as it is now.

    Args:
        folder: The store.
        key: Its key.

    Raises:
        StoreError: The list is damaged, or was made with another key.
    """
    return frozenset().union(*(_read(one, key, folder) for one in _entries(folder)))


def remember(folder: Path, key: Key, people: Collection[int]) -> None:
    """Add people to the list of the erased.

    Args:
        folder: The store.
        key: Its key.
        people: Their pseudonyms: of their id, their addresses and their names.

    Raises:
        StoreError: The list is damaged or cannot be written.
    """
    new = sorted(set(people) - erased(folder, key))
    if not new:
        return
    nonce = secrets.token_bytes(NONCE_BYTES)
    content = np.array(new, dtype=">i8").tobytes()
    entry = {
        "key_id": key.id,
        "parts": len(key.secret) // KEY_BYTES,
        "nonce": nonce.hex(),
        "people": _padded(key, nonce, content).hex(),
    }
    with writing(folder):
        make_folder(_path(folder).parent)
        replace_file(_path(folder), json.dumps([*_entries(folder), entry], indent=1).encode())


def _path(folder: Path) -> Path:
    return key_path(folder).with_name("erased.json")


def _entries(folder: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(_path(folder).read_text("ascii"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise _damaged(folder) from error
    if not isinstance(found, list):
        raise _damaged(folder)
    return found


def _read(entry: dict[str, Any], key: Key, folder: Path) -> frozenset[int]:
    try:
        then = Key(key.secret[: entry["parts"] * KEY_BYTES])
        nonce, content = bytes.fromhex(entry["nonce"]), bytes.fromhex(entry["people"])
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(folder) from error
    if then.id != entry.get("key_id"):
        raise _damaged(folder)
    people = np.frombuffer(_padded(then, nonce, content), dtype=">i8").astype(np.int64)
    return frozenset(key.since(then)(people).tolist())


def _padded(key: Key, nonce: bytes, content: bytes) -> bytes:
    """Bytes encrypted, or decrypted, with a pad that only the key gives, used for this entry alone."""
    n = -(-len(content) // PAD_BYTES)
    pad = b"".join(hmac.digest(key.secret, b"erased:" + nonce + bytes(str(one), "ascii"), "sha256") for one in range(n))
    return bytes(one ^ other for one, other in zip(content, pad, strict=False))


def _damaged(folder: Path) -> StoreError:
    return StoreError(
        f"The list of erased people {_path(folder)} is damaged, or belongs to another key.",
        next_step="Restore it from a backup. Without it, people who were erased would come back with an old file.",
    )
