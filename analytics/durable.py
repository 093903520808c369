"""Files that are either absent or whole, also after the process or the machine stops."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analytics.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FOLDERS_CAN_SYNC = os.name != "nt"
_CHUNK = 1 << 20


def sync_file(path: Path) -> None:
    """Wait until the contents of a file are on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk (Windows does this by itself)."""
    if not _FOLDERS_CAN_SYNC:
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(path: Path, *, mode: int = 0o700) -> None:
    """Make a folder and its parents, and wait until their names are on the disk."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=mode, exist_ok=True)
        sync_folder(folder.parent)


def place(path: Path, content: bytes, *, mode: int = 0o600) -> bool:
    """Whether a new file of this name could be placed; an existing one is left as it is.

    The content is written beside it, synced, and linked to its name in one step, so that no reader and no
    later process ever sees a part of it, and of two writers exactly one succeeds.

    Args:
        path: The new file.
        content: Everything it holds.
        mode: Permissions of the file.
    """
    with _written_beside(path, content, mode) as beside:
        try:
            os.link(beside, path)
        except FileExistsError:
            return False
    sync_folder(path.parent)
    return True


def replace_file(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Put content under a name in place of what was there, in one step: readers see the old or the new, whole.

    Args:
        path: The file; it may not exist yet.
        content: Everything it holds.
        mode: Permissions of the file.
    """
    with _written_beside(path, content, mode) as beside:
        beside.replace(path)
    sync_folder(path.parent)


@contextmanager
def _written_beside(path: Path, content: bytes, mode: int) -> Iterator[Path]:
    """A synced file with the content in the folder of `path`, gone after the block unless it got another name."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Args:
        path: An existing file; it is read in pieces of 1 MB.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _reason(error: OSError) -> str:
    """What the operating system said, also where a library has put it into a sentence of its own."""
    number = error.errno or next((int(found) for found in re.findall(r"errno (\d+)", str(error))), None)
    return error.strerror or (os.strerror(number) if number else str(error))


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn a failing disk into a sentence for the user.

    Raises:
        StoreError: The operating system refused to write; nothing that readers see has changed.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The store in {folder} could not be written: {_reason(error)}.",
            allowed="It needs a folder you may write to, with free space, on a disk that supports hard links.",
            next_step=(
                "Whatever was not complete is not in the store. Make room or choose another folder with --store, "
                "then look at `twoway history` and try again."
            ),
        ) from error
