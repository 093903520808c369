"""The board pack to take away: made only when somebody asks for it, about the people that the page is about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from analytics.report.board_pack.content import board_pack
from analytics.report.board_pack.formats import FORMATS, file_name
from dashboard.recording import recorded

if TYPE_CHECKING:
    from analytics.release.read import Release, Where
    from dashboard.state import View

ABOUT = "Verdict, charts, intervals, cautions and methods of this view on six to ten pages; same view, same file."


def board_pack_button(release: Release, view: View) -> None:
    """Draw the button that opens the choice of files.

    Args:
        release: What the pack is about.
        view: The filters and the survey wave that the pack has too.
    """
    with st.popover("Board pack", key="board-pack", type="primary"):
        st.caption(ABOUT)
        st.caption(release.sentence(view.where))
        for suffix, one in FORMATS.items():
            st.download_button(
                one.label,
                data=recorded(partial(content, release, view.where, view.wave, suffix), note=f"board pack {suffix}"),
                file_name=file_name(release.facts.program, release.facts.id, suffix),
                mime=one.mime,
                key=f"board-pack-{suffix}",
                on_click="ignore",
                width="stretch",
            )


def content(release: Release, where: Where, wave: str | None, suffix: str) -> bytes:
    """The bytes of a pack as a file of one kind.

    Args:
        release: The release.
        where: Chosen categories by dimension.
        wave: Survey wave; None for the newest one.
        suffix: Ending of the file's name.
    """
    return FORMATS[suffix].render(board_pack(release, where, wave))
