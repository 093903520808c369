"""The files of a release folder: written once, hashed, and read back."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from analytics.engine.parquet import read_rows, write_rows
from analytics.errors import NotPublishedError
from analytics.measures.cell import PARTS, Cell
from analytics.release.cells import CellKey, Cells

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CELLS = "cells.parquet"
FINDINGS = "findings.json"
AUDIT = "audit.json"
RELEASE = "release.json"
DRAFT = "-draft"
COLUMNS = {
    "population": "varchar",
    "dimension_1": "varchar",
    "category_1": "varchar",
    "dimension_2": "varchar",
    "category_2": "varchar",
    "measure": "varchar",
    **dict.fromkeys(PARTS, "bigint"),
}


def write_release(folder: Path, *, cells: Cells, findings: Any, audit: Any, facts: Mapping[str, Any]) -> None:  # noqa: ANN401 - JSON documents
    """Write the four files of a release, the descriptive one last, with the hashes of the others."""
    folder.mkdir(parents=True, exist_ok=False)
    records = sorted([_record(key, cell) for key, cell in cells.items()], key=_order)
    write_rows(folder / CELLS, COLUMNS, records)
    _write_json(folder / FINDINGS, findings)
    _write_json(folder / AUDIT, audit)
    hashes = {name: sha256(folder / name) for name in (CELLS, FINDINGS, AUDIT)}
    _write_json(folder / RELEASE, {**facts, "cells_hash": cells_hash(cells), "files": hashes})


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
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name, expected in facts["files"].items():
        if name != AUDIT and (not (folder / name).is_file() or sha256(folder / name) != expected):
            raise NotPublishedError(
                f"{name} of release {folder.name} is missing or was changed after it was made.",
                next_step="Restore the folder from a copy, or publish again.",
            )
    return facts


def newest(published: Path, *, include_drafts: bool = False) -> Path:
    """The folder of the newest release in a folder of releases.

    Raises:
        NotPublishedError: There is none.
    """
    folders = sorted(path.parent for path in published.glob(f"*/{RELEASE}"))
    shown = [folder for folder in folders if include_drafts or not folder.name.endswith(DRAFT)]
    if not shown:
        raise NotPublishedError(
            "Nothing has been published yet.", next_step="Publish with `twoway publish` or on the Import page."
        )
    return max(shown, key=lambda folder: (str(read_facts(folder)["created_at"]), folder.name))


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


def _order(record: list[str | int | None]) -> list[str]:
    return ["" if part is None else str(part) for part in record[:6]]


def _entry(row: tuple[Any, ...]) -> tuple[CellKey, Cell]:
    population, name_1, category_1, name_2, category_2, measure, *parts = row
    filters = [(name, category) for name, category in ((name_1, category_1), (name_2, category_2)) if name is not None]
    key = CellKey(population=population, categories=frozenset(filters), measure=measure)
    return key, Cell(**dict(zip(PARTS, parts, strict=True)))


def _write_json(path: Path, document: Any) -> None:  # noqa: ANN401 - any JSON document
    path.write_text(
        json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n", encoding="utf-8"
    )
