"""PDF bytes from a template of this folder: the same bytes for the same input, on every machine."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

TEMPLATES = Path(__file__).parent
FONTS = TEMPLATES / "fonts"
DOTS_PER_INCH = 96
NO_LETTER = "could not be displayed with font"


def pdf(template: str, facts: Mapping[str, Any], on: date) -> bytes:
    """A PDF with tags for screen readers, its fonts embedded.

    Only the fonts of this folder and those that the typesetter brings along are used, and the day given is the only
    time in the file; so the bytes depend on nothing but the template and the facts. Letters that none of them has, such
    as Chinese ones, are looked for among the fonts of the machine; where it has none either, boxes stand for them.

    Args:
        template: Name of a template in this folder, without its ending.
        facts: What the template shows; it reads them as JSON.
        on: Day that the file says it was made on.

    >>> from datetime import date
    >>> pdf("preregistration", {"title": "Plan", "lead": "", "sections": [], "seals": []}, date(2026, 3, 2))[:5]
    b'%PDF-'
    """
    import typst

    for is_own in (True, False):
        try:
            return _typeset(template, facts, on, is_own=is_own, standard="ua-1")
        except typst.TypstError as error:
            if NO_LETTER not in str(error):
                raise
    return _typeset(template, facts, on, is_own=False, standard=None)


def png(drawing: str, *, scale: float = 2.0) -> bytes:
    """A picture of a drawing, its letters in our own font.

    Args:
        drawing: The drawing as SVG.
        scale: Dots of the picture for each pixel of the drawing.

    >>> square = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
    >>> png(square)[1:4]
    b'PNG'
    """
    import typst

    made = typst.compile(
        TEMPLATES / "picture.typ",
        root=TEMPLATES,
        sys_inputs={"svg": drawing},
        font_paths=[FONTS],
        ignore_system_fonts=False,
        format="png",
        ppi=DOTS_PER_INCH * scale,
    )
    return bytes(made)


def _typeset(
    template: str, facts: Mapping[str, Any], on: date, *, is_own: bool, standard: Literal["ua-1"] | None
) -> bytes:
    import typst

    made = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False), "on": on.isoformat()},
        font_paths=[FONTS],
        ignore_system_fonts=is_own,
        pdf_standards=standard,
        timestamp=int(datetime.combine(on, time(), UTC).timestamp()),
    )
    return bytes(made)
