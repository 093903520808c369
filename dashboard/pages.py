"""Which pages there are, in which order, at which address."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.roles import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page.

    Args:
        name: Name of its file in `views`.
        title: Words on screen.
        icon: Name of its icon.
        needs: What somebody must be allowed to do, to see it.
    """

    name: str
    title: str
    icon: str
    needs: Action = Action.SEE_RELEASE

    @property
    def path(self) -> str:
        """Its address below the server's; the first page answers at the server's own address instead."""
        return self.name.removeprefix("data_").replace("_", "-")


PAGES = {
    "Outcomes": (
        Entry(name="overview", title="Overview", icon="space_dashboard"),
        Entry(name="retention", title="Retention", icon="how_to_reg"),
        Entry(name="engagement", title="Engagement", icon="bolt"),
        Entry(name="satisfaction", title="Satisfaction", icon="sentiment_satisfied"),
        Entry(name="exchange", title="Exchange", icon="swap_horiz"),
    ),
    "Evidence": (
        Entry(name="pilot_comparison", title="Pilot comparison", icon="balance"),
        Entry(name="participation", title="Participation", icon="groups"),
        Entry(name="views_compared", title="Compare views", icon="compare"),
        Entry(name="planner", title="Planner", icon="straighten"),
    ),
    "Program": (Entry(name="pairs", title="Pairs", icon="group", needs=Action.SEE_PAIRS),),
    "Data": (
        Entry(name="data_import", title="Import", icon="upload_file", needs=Action.IMPORT),
        Entry(name="publish", title="Publish", icon="campaign", needs=Action.SEE_AUDIT),
        Entry(name="methods", title="Methods", icon="menu_book"),
        Entry(name="confidentiality", title="Confidentiality", icon="shield_person"),
        Entry(name="audit", title="Audit", icon="fact_check", needs=Action.SEE_LOG),
    ),
}
FIRST = PAGES["Outcomes"][0]
ADDRESSES = ("/", *(f"/{entry.path}" for entries in PAGES.values() for entry in entries if entry is not FIRST))
