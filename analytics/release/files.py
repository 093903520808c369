"""The files of a release folder: written once, hashed, and read back."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from analytics.engine.parquet import read_rows, write_rows
from analytics.errors import NotPublishedError
from analytics.measures.cell import PARTS, Cell
from analytics.release.cell_key import CellKey
from analytics.release.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CELLS = "cells.parquet"
FINDINGS = "findings.json"
AUDIT = "audit.json"
"""What the audit decided and why. It says more than the release does: only the account that publishes may read it."""
RELEASE = "release.json"
DRAFT = "-draft"
WITHDRAWN = "withdrawn"
"""Folder beside the releases that says which of them may not be shown any more."""
UNFINISHED = "."
"""What the name of a folder begins with while its release is being written."""
_UNFINISHED_RELEASE = re.compile(r"\.\d{6,}-[0-9a-f]{8}(-draft)?")
COLUMNS = {
    "population": "varchar",
    "dimension_1": "varchar",
    "category_1": "varchar",
    "dimension_2": "varchar",
    "category_2": "varchar",
    "measure": "varchar",
    **dict.fromkeys(PARTS, "bigint"),
}
LARGEST = 2**63 - 1
"""The largest whole number of 64 bits. Sums of squares of scales of many items are larger."""
WIDE = "decimal(38, 0)"


def write_release(folder: Path, *, cells: Cells, findings: Any, audit: Any, facts: Mapping[str, Any]) -> None:  # noqa: ANN401 - JSON documents
    """Write the four files of a release, the descriptive one with the hashes of the others; all of them or nothing."""
    with _all_or_nothing(folder) as unfinished:
        records = sorted([_record(key, cell) for key, cell in cells.items()], key=_order)
        write_rows(unfinished / CELLS, _columns(cells), records)
        _write_json(unfinished / FINDINGS, findings)
        _make_private(unfinished / AUDIT)
        _write_json(unfinished / AUDIT, audit, indent=1)
        hashes = {name: sha256(unfinished / name) for name in (CELLS, FINDINGS, AUDIT)}
        _write_json(unfinished / RELEASE, {**facts, "cells_hash": cells_hash(cells), "files": hashes}, indent=1)


def copy_release(source: Path, folder: Path, changes: Mapping[str, Any]) -> None:
    """Write a release that is another one with other facts about it; all of it or nothing.

    Args:
        source: The folder of the release to copy.
        folder: The folder of the new one.
        changes: The facts that differ.
    """
    with _all_or_nothing(folder) as unfinished:
        _make_private(unfinished / AUDIT)
        for name in (CELLS, FINDINGS, AUDIT):
            shutil.copyfile(source / name, unfinished / name)
        _write_json(unfinished / RELEASE, {**read_facts(source), **changes}, indent=1)


def _make_private(path: Path) -> None:
    """An empty file that only its owner may read, before there is anything in it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def sweep(published: Path) -> None:
    """Remove what a process that was killed has left of a release that it was writing; run it while nobody writes."""
    for folder in published.glob(f"{UNFINISHED}*"):
        if folder.is_dir() and _UNFINISHED_RELEASE.fullmatch(folder.name):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[Path]:
    """A folder to write to that becomes `folder` once everything is written, in place of a damaged one."""
    unfinished = folder.with_name(f"{UNFINISHED}{folder.name}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        if folder.exists():
            shutil.rmtree(folder)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def is_whole(folder: Path) -> bool:
    """Whether a folder holds a release that was not changed since it was made."""
    try:
        read_facts(folder)
    except NotPublishedError:
        return False
    return True


def cells_hash(cells: Cells) -> str:
    """One hash of every cell's name and integers, the same on every engine and in every order of rows."""
    lines = sorted(json.dumps(_record(key, cell), ensure_ascii=False) for key, cell in cells.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_facts(folder: Path) -> dict[str, Any]:
    """What a release says about itself.

    Raises:
        NotPublishedError: The folder holds no release, or its files were changed since it was made.
    """
    path = folder / RELEASE
    if not path.is_file():
        raise NotPublishedError(f"{folder.name} is not a release.", next_step="Make one with `twoway publish`.")
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        hashes = {name: facts["files"][name] for name in (CELLS, FINDINGS)}
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(folder, RELEASE) from error
    for name, expected in hashes.items():
        if not (folder / name).is_file() or sha256(folder / name) != expected:
            raise damaged(folder, name)
    return facts


def damaged(folder: Path, name: str) -> NotPublishedError:
    """The failure that a file of a release is not as it was written."""
    return NotPublishedError(
        f"{name} of release {folder.name} is missing or was changed after it was made.",
        next_step="Restore the folder from a copy, or publish again.",
    )


def release_folders(published: Path) -> list[Path]:
    """The folders of all releases in a folder of releases, in no particular order."""
    return [path.parent for path in published.glob(f"*/{RELEASE}") if not path.parent.name.startswith(UNFINISHED)]


def withdrawal_path(published: Path, release_id: str) -> Path:
    """The file that says that a release was withdrawn; it lies beside the releases, so that it travels with them."""
    return published / WITHDRAWN / f"{release_id}.json"


def is_withdrawn(published: Path) -> bool:
    """Whether anything was ever withdrawn here; where nothing is shown, that is why."""
    return any((published / WITHDRAWN).glob("*.json"))


def shown_folders(published: Path, *, include_drafts: bool = False) -> list[Path]:
    """The folders of the releases that may be shown: none that was withdrawn, and drafts only where asked for.

    Args:
        published: Folder of releases.
        include_drafts: Whether drafts are asked for.
    """
    return [
        folder
        for folder in release_folders(published)
        if (include_drafts or not folder.name.endswith(DRAFT)) and not withdrawal_path(published, folder.name).exists()
    ]


def newest(published: Path, *, include_drafts: bool = False) -> Path:
    """The folder of the newest release that may be shown; reading it tells whether it is whole.

    Raises:
        NotPublishedError: There is none, or all were withdrawn.
    """
    shown = shown_folders(published, include_drafts=include_drafts)
    if not shown and is_withdrawn(published):
        raise NotPublishedError(
            "What was published has been withdrawn, and nothing is in its place yet.",
            next_step="Ask the data steward when the next release is due.",
        )
    if not shown:
        raise NotPublishedError(
            "Nothing has been published yet.", next_step="Publish with `twoway publish` or on the Publish page."
        )
    return max(shown, key=lambda folder: (str(stated(folder).get("created_at", "")), folder.name))


def stated(folder: Path) -> dict[str, Any]:
    """What the file of a release says about it, unchecked; nothing where it cannot be read."""
    try:
        found = json.loads((folder / RELEASE).read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def read_cells(folder: Path) -> Cells:
    """The cells of a release."""
    return Cells(dict(_entry(row) for row in read_rows(folder / CELLS)))


def read_findings(folder: Path) -> dict[str, Any]:
    """The published numbers that are not functions of cells: curves and reliabilities."""
    findings: dict[str, Any] = json.loads((folder / FINDINGS).read_text(encoding="utf-8"))
    return findings


def _record(key: CellKey, cell: Cell) -> list[str | int | None]:
    filters: list[str | None] = [part for pair in sorted(key.categories) for part in pair]
    filters += [None] * (4 - len(filters))
    return [key.population, *filters, key.measure, *(getattr(cell, part) for part in PARTS)]


def _columns(cells: Cells) -> dict[str, str]:
    """The columns of the file of cells; one with a number of more than 64 bits is a decimal, which any reader knows."""
    large = [part for part in PARTS if any(getattr(cell, part) > LARGEST for _, cell in cells.items())]
    return COLUMNS | dict.fromkeys(large, WIDE)


def _order(record: list[str | int | None]) -> list[str]:
    return ["" if part is None else str(part) for part in record[:6]]


def _entry(row: tuple[Any, ...]) -> tuple[CellKey, Cell]:
    population, name_1, category_1, name_2, category_2, measure, *parts = row
    filters = [(name, category) for name, category in ((name_1, category_1), (name_2, category_2)) if name is not None]
    key = CellKey(population=population, categories=frozenset(filters), measure=measure)
    return key, Cell(**dict(zip(PARTS, map(int, parts), strict=True)))


def _write_json(path: Path, document: Any, *, indent: int | None = None) -> None:  # noqa: ANN401 - any JSON document
    separators = (",", ":") if indent is None else None
    text = json.dumps(
        document, ensure_ascii=False, indent=indent, separators=separators, sort_keys=True, allow_nan=False
    )
    path.write_text(text + "\n", encoding="utf-8")
