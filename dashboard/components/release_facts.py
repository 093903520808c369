"""What a release says about itself: versions, rules and waves."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analytics.release.dates import older_parts
from dashboard.components.provenance import STAYS
from dashboard.components.tables import Table
from dashboard.figures.series import shown
from dashboard.theme import THIN, count, day

if TYPE_CHECKING:
    from analytics.release.read import Release

SHOWN_ID = 12
FLOOR = 5
RULES = (
    "A group is published only if at least {minimum} people stand behind it and behind the rest of its population, and "
    "if everything published together explains less than half of anybody's answer and gives away no group of fewer "
    "than {floor}. "
    "Two filters at most; small categories are merged once for all questions."
)


def facts_html(release: Release) -> str:
    """The facts as markup."""
    facts = release.facts
    imports = ", ".join(name[:SHOWN_ID] for name in facts.import_ids)
    entries = (
        ("Release", f"{facts.id}{', a draft' if facts.is_draft else ''}, published {day(facts.created_at)}"),
        ("Program", f"{facts.program}{f', launched {day(facts.launched_on)}' if facts.launched_on else ''}"),
        ("Roster", f"covers people until {day(facts.observed_to)}" if facts.observed_to else "none was imported"),
        ("Data version", f"{facts.data_version}, from {len(facts.import_ids)} imports: {imports}"),
        *((about, f"figures as of {day(at)}. {STAYS}") for about, at in older_parts(facts).items()),
        ("Generations", facts.scheme),
        ("Primary outcome", f"{facts.primary_outcome}, declared in the settings"),
        ("No difference", f"means smaller than {facts.margin:g} points or percentage points, with its interval inside"),
        ("Rules", RULES.format(minimum=facts.minimum, floor=FLOOR)),
        ("Hash of all cells", facts.cells_hash),
    )
    return f'<dl class="tw-how">{"".join(f"<dt>{term}</dt><dd>{escape(text)}</dd>" for term, text in entries)}</dl>'


def waves_table(release: Release) -> Table:
    """The survey waves with how many answered."""
    rows = tuple(
        (
            wave.label,
            day(wave.on),
            count(wave.responded),
            "unknown" if wave.invited is None else count(wave.invited),
            _share(release, wave.name),
        )
        for wave in release.facts.waves
    )
    header = ("Survey", "Day", "Answered", "Employed then", "Share")
    return Table(caption="Survey waves", header=header, rows=rows, words=(1,))


def _share(release: Release, wave: str) -> str:
    """The response rate of those employed then; who answered without being one of them is not part of it."""
    rate = shown(release.estimate("response", {}, wave))
    return "unknown" if rate is None else f"{rate.value:.0f}{THIN}%"
