"""The names of the cells of a release by their ids, for somebody who reads the log."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.release.lookups import cell_id

if TYPE_CHECKING:
    from analytics.release.cell_key import CellKey
    from analytics.release.read import Release


@lru_cache(maxsize=2)
def cell_names(release: Release) -> dict[str, CellKey]:
    """The names of the cells of a release by their ids.

    Args:
        release: The release.
    """
    return {cell_id(key): key for key, _ in release._cells.items()}  # noqa: SLF001 - nobody else may walk through them
