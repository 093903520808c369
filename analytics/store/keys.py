"""Pseudonyms: ids become keyed hashes before anything is stored."""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analytics.durable import make_folder, place, sync_folder, writing
from analytics.errors import StoreError
from analytics.store.digests import keyed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

DESTROYED = "destroyed"
"""In place of the name of a key: there was one, and it was destroyed on purpose."""

NO_KEY = "The secret key of the store was destroyed: nobody in a file can be recognized in the store any more."
REPLACED = "The secret key of the store was replaced while the files were being read."

Keys: TypeAlias = "Callable[[npt.NDArray[np.int64]], npt.NDArray[np.int64]]"
IdKind = Literal["person", "email", "pair", "session", "goal", "team", "respondent"]

_SECRETS = "secrets"
_KEY_FILE = "person.key"
KEY_BYTES = 32
_BLANKS = "\ufeff\u200b \t\r\n\u00a0"


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """The secret that turns ids into pseudonyms.

    Without it, nobody can compute which pseudonym belongs to whom, not even from a list of all ids. Destroying
    it cuts the link between the stored data and people for good.

    A key that was replaced is a chain: ids are hashed with its first part, and the pseudonym with each later one, so
    that what was stored before and what is imported later meet, although nobody can turn a pseudonym back into an id.

    Args:
        secret: 32 random bytes, and 32 more for each time that the key was replaced.
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
        digest = hmac.digest(self.secret[:KEY_BYTES], f"{kind}:{normalized_id(kind, value)}".encode(), "sha256")
        return int(self._followed(np.array([int.from_bytes(digest[:8], "big") >> 1], dtype=np.int64))[0])

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

    def hashed_each(self, kind: IdKind, values: Sequence[str] | pa.Array, *, within: str = "") -> npt.NDArray[np.int64]:
        """The pseudonyms of many ids, one after the other.

        Args:
            kind: What the ids name.
            values: The ids as text, as a list or as Arrow's strings.
            within: What stands before each id.

        >>> int(Key(bytes(32)).hashed_each("person", ["7"], within="a:")[0]) == Key(bytes(32)).hashed("person", "a:7")
        True
        """
        return self._followed(keyed(self.secret[:KEY_BYTES], f"{kind}:".encode(), _normalized(kind, values, within)))

    def replaced(self) -> Key:
        """The key that takes the place of this one: this one, and a new part."""
        return Key(self.secret + secrets.token_bytes(KEY_BYTES))

    def since(self, earlier: Key) -> Keys:
        """What turns pseudonyms of an earlier key into those of this one.

        Args:
            earlier: A key that this one took the place of.
        """
        return lambda pseudonyms: _each_part(self.secret[len(earlier.secret) :], pseudonyms)

    def _followed(self, pseudonyms: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Pseudonyms of the first part as those of the whole key."""
        return _each_part(self.secret[KEY_BYTES:], pseudonyms)


def _each_part(later: bytes, pseudonyms: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Pseudonyms hashed with one part after the other. Those of nobody, which are negative, stay."""
    for start in range(0, len(later), KEY_BYTES):
        part = later[start : start + KEY_BYTES]
        again = keyed(part, b"again:", pa.array(pseudonyms).cast(pa.string()).cast(pa.binary()))
        pseudonyms = np.where(pseudonyms < 0, pseudonyms, again)
    return pseudonyms


def _normalized(kind: IdKind, values: Sequence[str] | pa.Array, within: str) -> pa.Array:
    """The bytes of ids as they are hashed."""
    texts = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
    if kind == "email" or not within.isascii() or not pc.all(pc.string_is_ascii(texts), min_count=0).as_py():
        named = (normalized_id(kind, within + text) for text in texts.to_pylist())
        return pa.array([text.encode() for text in named], pa.binary())
    named = pc.binary_join_element_wise(within, texts, "") if within else texts
    return pc.utf8_trim(named, characters=_BLANKS).cast(pa.binary())


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
    return _read(key_path(folder))


def settled_key(folder: Path, expected: str) -> Key | None:
    """The key that the stored ids were made with; a replacement that was stopped after it counted is completed.

    Args:
        folder: The store.
        expected: The name of that key, empty where there are no ids yet.

    Raises:
        StoreError: The key file is there but cannot be read or is not a key.
    """
    if expected == DESTROYED:
        with writing(folder):
            for path in key_path(folder).parent.glob("person*.key"):
                path.unlink()
        return None
    key = read_key(folder)
    if key is None or not expected or key.id == expected:
        return key
    path = next_key_path(folder, expected)
    waiting = _read(path)
    if waiting is None or waiting.id != expected:
        return key
    with writing(folder):
        path.replace(key_path(folder))
        sync_folder(path.parent)
    return waiting


def _read(path: Path) -> Key | None:
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
    if not secret or len(secret) % KEY_BYTES:
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
        place(path, (secrets.token_bytes(KEY_BYTES) if wanted is None else wanted.secret).hex().encode())
    key = read_key(folder)
    if key is None:
        raise _bad_key(path)
    return key


def next_key_path(folder: Path, key_id: str) -> Path:
    """Where a key waits until the data are rewritten for it.

    Args:
        folder: The store.
        key_id: Its name.
    """
    return folder / _SECRETS / f"person.{key_id}.key"


def key_path(folder: Path) -> Path:
    """Where the key of a store is: outside its data, readable by its owner only."""
    return folder / _SECRETS / _KEY_FILE


def _bad_key(path: Path) -> StoreError:
    return StoreError(
        f"The secret key {path} is missing, unreadable or damaged.",
        allowed="It must be the file that was made with this store.",
        next_step="Restore it from a backup. With another key, people in new files would not match those already here.",
    )
