"""PDF bytes from a template of this folder: the same bytes for the same input, on every machine."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

TEMPLATES = Path(__file__).parent
FONTS = TEMPLATES / "fonts"


def pdf(template: str, facts: Mapping[str, Any], on: date) -> bytes:
    """A PDF with tags for screen readers, its fonts embedded.

    Only the fonts of this folder and those that the typesetter brings along are used, and the day given is the only
    time in the file; so the bytes depend on nothing but the template and the facts.

    Args:
        template: Name of a template in this folder, without its ending.
        facts: What the template shows; it reads them as JSON.
        on: Day that the file says it was made on.

    >>> from datetime import date
    >>> pdf("preregistration", {"title": "Plan", "lead": "", "sections": [], "seals": []}, date(2026, 3, 2))[:5]
    b'%PDF-'
    """
    import typst

    made = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False), "on": on.isoformat()},
        font_paths=[FONTS],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        timestamp=int(datetime.combine(on, time(), UTC).timestamp()),
    )
    return bytes(made)
