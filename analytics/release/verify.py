"""Whether a release is what was published: every file and every hash, and the cells counted again from the store."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analytics.errors import TwowayError
from analytics.release.files import AUDIT, CELLS, DRAFT, FINDINGS, cells_hash, read_cells, sha256, stated
from analytics.release.publish import counted_hash, name_of
from analytics.release.stack.opening import stack_as_of
from analytics.worker.progress import unobserved

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from analytics.program import Program
    from analytics.store import Store
    from analytics.worker import Progress

FILES = (CELLS, FINDINGS, AUDIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a verification has found.

    Args:
        release: Id of the release.
        checked: What was compared and is right, a few words each.
        faults: What is not as it was published, or cannot be checked, a sentence each.
        is_countable: Whether the rows that it was counted from are still there, where they were asked for.
        unchecked: What this account may not read, a sentence each.
    """

    release: str
    checked: tuple[str, ...]
    faults: tuple[str, ...]
    is_countable: bool = True
    unchecked: tuple[str, ...] = ()


def verify_files(folder: Path) -> Verified:
    """Whether the files of a release are as they were written.

    Args:
        folder: The folder of the release.
    """
    facts = stated(folder)
    hashes: dict[str, Any] = facts["files"] if isinstance(facts.get("files"), dict) else {}
    faults = [] if hashes else ["release.json is missing, cannot be read, or names no files."]
    if facts and facts.get("id") != folder.name:
        faults.append("release.json says that it belongs to another release.")
    readable = [name for name in FILES if name != AUDIT or _may_read(folder / name)]
    for name in readable if hashes else ():
        if not (folder / name).is_file():
            faults.append(f"{name} is missing.")
        elif sha256(folder / name) != hashes.get(name):
            faults.append(f"{name} was changed after it was made.")
    if not faults and cells_hash(read_cells(folder)) != facts.get("cells_hash"):
        faults.append("The hash of all cells in release.json is not that of the cells.")
    faults += [f"{path.name} does not belong to a release." for path in _strangers(folder)]
    right = (*(f"{name} is as it was written" for name in readable), "the hash of all cells is right")
    unchecked = tuple(
        f"{name} was not checked: only the account that published may read it."
        for name in FILES
        if name not in readable
    )
    return Verified(release=folder.name, checked=() if faults else right, faults=tuple(faults), unchecked=unchecked)


def _may_read(path: Path) -> bool:
    """Whether a file is not kept from this account; one that is missing is another matter."""
    return not path.exists() or os.access(path, os.R_OK)


def verify_against(store: Store, program: Program, folder: Path, *, on_progress: Progress = unobserved) -> Verified:
    """Whether the cells of a release follow from the store, counted again from its rows.

    Args:
        store: The store.
        program: Its settings as they are now.
        folder: The folder of a release whose files are right.
        on_progress: Told each stage as it begins.
    """
    facts = stated(folder)
    gone = _expired(store, facts)
    if gone:
        return _uncountable(folder, f"the answers of {', '.join(gone)} have expired since.")
    settings = replace(program, tables=tuple((first, second) for first, second in facts.get("tables", program.tables)))
    try:
        source = store.version(facts["data_version"])
        if source.sha256 != facts["data_sha256"]:
            return _differs(folder, f"Data version {source.number} of this store is not the one that it was made from.")
        stack = stack_as_of(store, folder, at=str(facts["created_at"]))
        found = counted_hash(source, settings, stack=stack, on_progress=on_progress)
    except TwowayError as error:
        return _uncountable(folder, error.what)
    if found == facts["cells_hash"]:
        return Verified(release=folder.name, checked=("every cell follows from the store",), faults=())
    if name_of(source, settings, facts["cells_hash"]) != folder.name.removesuffix(DRAFT):
        return _differs(folder, "The settings or the product have changed since, and give other cells.")
    return _differs(folder, "The store gives other cells.")


def _expired(store: Store, facts: Mapping[str, Any]) -> list[str]:
    """The surveys of a release whose answers were deleted after it was made."""
    since = {one.wave for one in store.history() if one.operation == "expire" and one.at >= str(facts["created_at"])}
    return [str(one["name"]) for one in facts.get("waves", []) if one["name"] in since]


def _uncountable(folder: Path, why: str) -> Verified:
    fault = f"It cannot be counted again: {why}"
    return Verified(release=folder.name, checked=(), faults=(fault,), is_countable=False)


def _differs(folder: Path, fault: str) -> Verified:
    return Verified(release=folder.name, checked=(), faults=(fault,))


def _strangers(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name not in {*FILES, "release.json"})
