"""The files that a board pack can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from analytics.report.board_pack.pages import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file.

    Args:
        label: Its name on screen.
        mime: Its media type.
        render: Makes the file from a pack: the same bytes for the same pack.
    """

    label: str
    mime: str
    render: Callable[[Pack], bytes]


def _pdf(pack: Pack) -> bytes:
    from analytics.report.board_pack.as_pdf import as_pdf

    return as_pdf(pack)


def _pptx(pack: Pack) -> bytes:
    from analytics.report.board_pack.as_pptx import as_pptx

    return as_pptx(pack)


def _html(pack: Pack) -> bytes:
    from analytics.report.board_pack.as_html import as_html

    return as_html(pack)


FORMATS: Mapping[str, Format] = {
    "pdf": Format(label="PDF", mime="application/pdf", render=_pdf),
    "pptx": Format(
        label="PowerPoint",
        mime="application/vnd.openxmlformats-officedocument.presentationml.presentation",
        render=_pptx,
    ),
    "html": Format(label="HTML", mime="text/html", render=_html),
}
"""The kinds of files by their ending; each is loaded when it is asked for."""


def file_name(program: str, release: str, suffix: str) -> str:
    """The name of a pack's file.

    Args:
        program: The program's name.
        release: Id of the release.
        suffix: Ending of the name.

    >>> file_name("Reverse mentoring", "000001-09867859", "pdf")
    'reverse-mentoring-board-pack-000001-09867859.pdf'
    """
    name = re.sub(r"[^a-z0-9]+", "-", program.lower()).strip("-")
    return "-".join(part for part in (name, "board-pack", release) if part) + f".{suffix}"
