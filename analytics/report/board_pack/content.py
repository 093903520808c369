"""A release and chosen people -> the pages of a board pack."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from analytics.report.board_pack.evidence import comparisons, further
from analytics.report.board_pack.exchange import exchange, participation
from analytics.report.board_pack.methods import caveats, methods
from analytics.report.board_pack.outcomes import cover, generations, retention, scores
from analytics.report.board_pack.pages import Pack
from analytics.report.digits import day

if TYPE_CHECKING:
    from analytics.release.read import Release, Where


def board_pack(release: Release, where: Where | None = None, wave: str | None = None) -> Pack:
    """The board pack of a release: the same pages for the same release, people and wave.

    Args:
        release: The release.
        where: Chosen categories by dimension; everyone by default.
        wave: Survey wave of the figures; the newest one by default.

    Raises:
        UnknownNameError: A filter is on an unknown dimension.
    """
    chosen, facts = dict(where or {}), release.facts
    waves = [one.name for one in facts.waves]
    survey = wave or (waves[-1] if waves else "")
    found = (
        cover(release, chosen, wave),
        retention(release, chosen),
        scores(release, chosen, wave),
        generations(release, chosen, wave),
        exchange(release, chosen, wave),
        *comparisons(release, has_filters=bool(chosen)),
        participation(release, chosen),
    )
    pages = tuple(page for page in found if page is not None)
    draft = "draft" if facts.is_draft else "release"
    return Pack(
        title=facts.program,
        sentence=release.sentence(chosen, f"survey of {survey}" if survey else ""),
        source=f"{facts.program}, {draft} {facts.id} of {day(facts.created_at)}, data version {facts.data_version:,}.",
        made=datetime.fromisoformat(facts.created_at).astimezone(UTC),
        id=facts.id,
        pages=(*pages, methods(release), caveats(release, pages, further(release))),
    )
