"""Pseudonyms: ids become keyed hashes before anything is stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from analytics.errors import StoreError
from analytics.store.durable import make_folder, place, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

IdKind = Literal["person", "email", "pair", "session", "goal", "team", "respondent"]

_SECRETS = "secrets"
_KEY_FILE = "person.key"
_KEY_BYTES = 32
_HASHED_AT_ONCE = 64
_DIGEST_WORDS = 4
_BLANKS = "\ufeff\u200b \t\r\n\u00a0"
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """The secret that turns ids into pseudonyms.

    Without it, nobody can compute which pseudonym belongs to whom, not even from a list of all ids. Destroying
    it cuts the link between the stored data and people for good.

    Args:
        secret: 32 random bytes.
    """

    secret: bytes

    @property
    def id(self) -> str:
        """A name for the key that does not reveal it; it is kept with the data."""
        return hmac.digest(self.secret, b"key id", "sha256").hex()[:16]

    def hashed(self, kind: IdKind, value: str) -> int:
        """The pseudonym of one id: the first 63 bits of HMAC-SHA256(key, kind + ":" + id).

        Args:
            kind: What the id names, so that person 7 and pair 7 have nothing in common.
            value: The id as text; see `normalized_id`.

        >>> Key(bytes(32)).hashed("person", " 0042 ") == Key(bytes(32)).hashed("person", "0042")
        True
        """
        digest = hmac.digest(self.secret, f"{kind}:{normalized_id(kind, value)}".encode(), "sha256")
        return int.from_bytes(digest[:8], "big") >> 1

    def hashed_all(self, kind: IdKind, values: Iterable[str | None]) -> npt.NDArray[np.int64]:
        """The pseudonyms of many ids, each distinct one computed once; 0 for None.

        Args:
            kind: What the ids name.
            values: The ids as text.
        """
        listed = list(values)
        different = [value for value in dict.fromkeys(listed) if value is not None]
        keys = self.hashed_each(kind, different).tolist()
        known: dict[str | None, int] = dict(zip(different, keys, strict=True))
        return np.fromiter((known.get(value, 0) for value in listed), dtype=np.int64, count=len(listed))

    def hashed_each(self, kind: IdKind, values: Sequence[str], *, within: str = "") -> npt.NDArray[np.int64]:
        """The pseudonyms of many ids, one after the other.

        The beginning that all of them share is hashed once: this takes half of the time of `hashed`.

        Args:
            kind: What the ids name.
            values: The ids as text.
            within: What stands before each id.

        >>> int(Key(bytes(32)).hashed_each("person", ["7"], within="a:")[0]) == Key(bytes(32)).hashed("person", "a:7")
        True
        """
        key = self.secret.ljust(_HASHED_AT_ONCE, b"\0")
        inner, outer = hashlib.sha256(key.translate(_INNER)), hashlib.sha256(key.translate(_OUTER))
        inner.update(f"{kind}:".encode())
        copy, copy_outer = inner.copy, outer.copy
        digests: list[bytes] = []
        for value in _normalized(kind, values, within):
            one, other = copy(), copy_outer()
            one.update(value)
            other.update(one.digest())
            digests.append(other.digest())
        words = np.frombuffer(b"".join(digests), dtype=">u8").reshape(-1, _DIGEST_WORDS)
        found: npt.NDArray[np.int64] = (words[:, 0] >> 1).astype(np.int64)
        return found


def _normalized(kind: IdKind, values: Sequence[str], within: str) -> list[bytes]:
    """The bytes of ids as they are hashed."""
    if kind == "email" or not within.isascii() or not all(map(str.isascii, values)):
        return [normalized_id(kind, within + value).encode() for value in values]
    return [(within + value).strip(_BLANKS).encode() for value in values]


def normalized_id(kind: IdKind, value: str) -> str:
    """An id without the blanks a spreadsheet leaves around it; leading zeros stay, case matters except in e-mails.

    Args:
        kind: What the id names.
        value: The id as text.

    >>> normalized_id("person", " 0042 ")
    '0042'
    >>> normalized_id("email", "Ana@Example.org")
    'ana@example.org'
    """
    text = (value if value.isascii() else unicodedata.normalize("NFC", value)).strip(_BLANKS)
    return text.casefold() if kind == "email" else text


def read_key(folder: Path) -> Key | None:
    """The key of a store, or None where it has none yet.

    Args:
        folder: The store.

    Raises:
        StoreError: The key file is there but cannot be read or is not a key.
    """
    path = key_path(folder)
    try:
        text = path.read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _bad_key(path) from error
    try:
        secret = bytes.fromhex(text)
    except ValueError as error:
        raise _bad_key(path) from error
    if len(secret) != _KEY_BYTES:
        raise _bad_key(path)
    return Key(secret)


def make_key(folder: Path, wanted: Key | None = None) -> Key:
    """The key of a store, made now unless another process has just made it.

    Args:
        folder: The store.
        wanted: The key to make it; a random one by default.
    """
    path = key_path(folder)
    with writing(folder):
        make_folder(path.parent)
        place(path, (secrets.token_bytes(_KEY_BYTES) if wanted is None else wanted.secret).hex().encode())
    key = read_key(folder)
    if key is None:
        raise _bad_key(path)
    return key


def key_path(folder: Path) -> Path:
    """Where the key of a store is: outside its data, readable by its owner only."""
    return folder / _SECRETS / _KEY_FILE


def _bad_key(path: Path) -> StoreError:
    return StoreError(
        f"The secret key {path} is missing, unreadable or damaged.",
        allowed="It must be the file that was made with this store.",
        next_step="Restore it from a backup. With another key, people in new files would not match those already here.",
    )
