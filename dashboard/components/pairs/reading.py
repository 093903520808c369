"""What the store says about its pairs, read once for each version of it and kept in the viewer's session only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.report.pair_list import health_of, version_of

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.report.pair_list import PairHealth

_READ = "pairs-read"


def read(store: Path) -> tuple[PairHealth, int]:
    """What a coordinator sees of the newest version of a store, and its number.

    Args:
        store: The store's folder.

    Raises:
        StoreError: There is no store, or it is damaged.
    """
    number = version_of(store)
    kept: tuple[PairHealth, int] | None = st.session_state.get(_READ)
    if kept is None or kept[1] != number:
        kept = st.session_state[_READ] = health_of(store)
    return kept
