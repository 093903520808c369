"""Files that are no text: workbooks, archives, Parquet and SPSS files, recognized by their bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.imports.containers.apart import read_apart
from analytics.imports.containers.archive import Unpacked, unpacked
from analytics.imports.containers.contents import Contents, Described
from analytics.imports.containers.signature import Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.table import Column

__all__ = ["Contents", "Described", "Kind", "Unpacked", "described", "kind_of", "read_apart", "unpacked"]


def described(columns: Sequence[Column], contents: Contents) -> tuple[Column, ...]:
    """The columns with what their container says about them: texts of questions, labels, missing values.

    Args:
        columns: The columns as their headings name them.
        contents: What the container holds.
    """
    if len(contents.described) != len(columns):
        return tuple(columns)
    pairs = zip(columns, contents.described, strict=True)
    return tuple(_described(column, said, contents.rows[0][column.index]) for column, said in pairs)


def _described(column: Column, said: Described, variable: str) -> Column:
    """The column as its container describes it; its key is the name of its variable."""
    return replace(
        column,
        key=column.key if column.role else variable,
        stem=said.text or column.stem,
        part="" if said.text else column.part,
        labels=said.labels,
        not_applicable=said.not_applicable,
        is_turned=said.is_turned,
    )
