"""The board pack to take away: made only when somebody asks for it, about the people that the page is about."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from analytics.report.board_pack.content import board_pack
from analytics.report.board_pack.formats import FORMATS, file_name
from dashboard.components.sheet import menu
from dashboard.offered_files import Offer, link

if TYPE_CHECKING:
    from analytics.release.read import Release, Where
    from dashboard.state import View

ABOUT = "Verdict, charts, intervals, cautions and methods of this view on six to ten pages; same view, same file."


def board_pack_button(release: Release, view: View) -> str:
    """The button that opens the choice of files, as markup.

    Args:
        release: What the pack is about.
        view: The filters and the survey wave that the pack has too.
    """
    files = "".join(_file(release, view, suffix) for suffix in FORMATS)
    about = f'<p class="tw-note">{ABOUT}</p><p class="tw-note">{escape(release.sentence(view.where))}</p>'
    return menu("board-pack", "Board pack", f'{about}<div class="tw-files">{files}</div>', is_chosen=True)


def _file(release: Release, view: View, suffix: str) -> str:
    make = partial(content, release, view.where, view.wave, suffix)
    name = file_name(release.facts.program, release.facts.id, suffix)
    offer = Offer(name=name, mime=FORMATS[suffix].mime, make=make, note=f"board pack {suffix}")
    return link(FORMATS[suffix].label, offer, key=f"board-pack-{suffix}")


def content(release: Release, where: Where, wave: str | None, suffix: str) -> bytes:
    """The bytes of a pack as a file of one kind.

    Args:
        release: The release.
        where: Chosen categories by dimension.
        wave: Survey wave; None for the newest one.
        suffix: Ending of the file's name.
    """
    return FORMATS[suffix].render(board_pack(release, where, wave))
