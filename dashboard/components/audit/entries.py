"""Who saw and did what, and what was refused: the log with its filters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from analytics.audit_log import ACTIONS
from analytics.report.table_files import TableFile
from analytics.roles import LABELS, Role
from dashboard.components.audit.reading import lines_since
from dashboard.components.charts import card
from dashboard.components.downloads import save
from dashboard.components.notices import notice
from dashboard.components.tables import Table
from dashboard.pages import PAGES
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.audit_log import AuditLog, Line

PERIODS = {"Today": 0, "7 days": 7, "30 days": 30, "90 days": 90, "All": None}
EVERY = "All"
SHOWN = 40
_SHOWN = "audit-shown"
HEADER = ("When (UTC)", "Who", "Role", "What", "Where or which", "Release", "Figures", "Refused")
WORDS = (1, 2, 3, 4, 5, 7)
GROUPS = {
    "Pages": ("view",),
    "Exports": ("export",),
    "Refused": ("refused",),
    "Imports": ("import", "import_canceled", "import_failed", "undo", "redo"),
    "Releases": ("rank", "draft", "publish", "withdraw"),
    "Erasure and keys": ("erase", "expire", "gc", "rotate_key", "destroy_key"),
}
"""Actions that are counted together."""
PAGE_TITLES = {entry.path: entry.title for entries in PAGES.values() for entry in entries}
_OWN: Mapping[str, str] = {}
REMAINS = "“Figures” is how many published figures a page looked up: choose a line below to see which."


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which lines are listed; empty for all.

    Args:
        who: A name.
        role: A role.
        action: An action.
        release: Id of a release.
    """

    who: str = ""
    role: str = ""
    action: str = ""
    release: str = ""

    def holds(self, line: Line) -> bool:
        """Whether a line is among them."""
        event = line.event
        wanted = ((self.who, event.who), (self.action, event.action), (self.release, event.release))
        return all(one in {"", other} for one, other in wanted) and (
            not self.role or self.role in event.role.split(", ")
        )


def entries_card(log: AuditLog) -> Sequence[Line]:
    """Draw the log with its filters, and return the lines that are listed.

    Args:
        log: The log.
    """
    with card("entries", "Who saw and did what", "Newest first. Ids of figures are kept, never a figure."):
        period: str = st.segmented_control(
            "Period", list(PERIODS), default="30 days", required=True, key="audit-period", label_visibility="collapsed"
        )
        lines = lines_since(log, since(period))
        st.html(_counts(lines))
        chosen = _filters(lines)
        found = [line for line in lines if chosen.holds(line)]
        if not found:
            notice("No line", "Nothing in this period is like this.")
            return found
        shown = found[: st.session_state.get(_SHOWN, SHOWN)]
        st.html(entries_table(shown, n_all=len(found)).html())
        _more_button(len(shown), len(found))
        save(entries_file(found, period), key="audit-log")
    return found


def since(period: str, *, today: datetime | None = None) -> str:
    """The moment at which a period begins, ISO 8601; empty for the beginning.

    Args:
        period: One of `PERIODS`.
        today: Now; by the computer's clock by default.

    >>> since("7 days", today=datetime(2026, 3, 10, 15, tzinfo=UTC))
    '2026-03-03'
    """
    days = PERIODS[period]
    now = datetime.now(UTC) if today is None else today
    return "" if days is None else (now - timedelta(days=days)).date().isoformat()


def entries_table(lines: Sequence[Line], *, n_all: int) -> Table:
    """The lines as a table.

    Args:
        lines: The lines that are shown.
        n_all: How many there are.
    """
    more = f"The newest {count(len(lines))} of {count(n_all)} lines. " if n_all > len(lines) else ""
    rows = tuple(_row(line) for line in lines)
    return Table(caption="The audit log", header=HEADER, rows=rows, words=WORDS, note=more + REMAINS)


def entries_file(lines: Sequence[Line], period: str) -> TableFile:
    """The lines as a file, with the ids of the figures.

    Args:
        lines: The lines.
        period: Which period they are of.
    """
    header = ("line", "at", "who", "role", "action", "note", "release", "figures", "refused")
    rows = tuple(
        (
            str(line.number),
            *(line.event.at, line.event.who, line.event.role, line.event.action, line.event.note, line.event.release),
            " ".join(line.event.cells),
            "; ".join(line.event.refused),
        )
        for line in lines
    )
    return TableFile(caption="The audit log", header=header, rows=rows, about=[f"Period: {period}."])


def roles_words(role: str) -> str:
    """Roles as words on screen; somebody with every role has “All roles”.

    >>> roles_words("auditor, executive")
    'Auditor, Executive'
    """
    names = [name for name in role.split(", ") if name]
    if len(names) == len(Role):
        return "All roles"
    words = {role.value: label for role, label in LABELS.items()}
    return ", ".join(words.get(name, name) for name in names)


def _row(line: Line) -> tuple[str, ...]:
    event = line.event
    return (
        f"{event.at[:10]} {event.at[11:19]}",
        event.who,
        roles_words(event.role),
        ACTIONS.get(event.action, event.action.replace("_", " ")),
        PAGE_TITLES.get(event.note, event.note),
        event.release,
        count(len(event.cells)) if event.cells else "",
        _refused(event.refused),
    )


def _refused(ids: Sequence[str]) -> str:
    """What was refused in words: how many figures by name, and names that nobody knows."""
    unknown = [one.removesuffix(" unknown").split(":") for one in ids if one.endswith(" unknown")]
    n = len(ids) - len(unknown)
    figures = [f"{count(n)} figure{'s' * (n != 1)}"] * bool(n)
    return ", ".join([*figures, *(f"{times} unknown {_thing(name)}" for name, times in unknown)])


def _thing(name: str) -> str:
    return "name in the address" if name == "address" else name.replace("_", " ")


def _counts(lines: Sequence[Line]) -> str:
    """How often what was done, and by how many people, as a row of figures."""
    actions = Counter(line.event.action for line in lines if not line.event.note.startswith("begun"))
    refusals = sum(bool(line.event.refused) for line in lines if line.event.action != "refused")
    figures = {name: sum(actions[one] for one in group) for name, group in GROUPS.items()}
    figures["Refused"] += refusals
    people = len({line.event.who for line in lines if line.event.action in {"view", "export"}})
    both = {"People who looked": people, **figures}
    cells = "".join(f"<div><dt>{name}</dt><dd>{count(n)}</dd></div>" for name, n in both.items())
    return f'<dl class="tw-tally">{cells}</dl>'


def _filters(lines: Sequence[Line]) -> Chosen:
    people = sorted({line.event.who for line in lines})
    roles = [role for role in Role if any(role in line.event.role.split(", ") for line in lines)]
    actions = [name for name in ACTIONS if any(line.event.action == name for line in lines)]
    releases = sorted({line.event.release for line in lines if line.event.release}, reverse=True)
    with st.grid(4, min_column_width=150, gap="small"):
        return Chosen(
            who=_one("Person", people),
            role=_one("Role", roles, {role: role.label for role in roles}),
            action=_one("What", actions, ACTIONS),
            release=_one("Release", releases),
        )


def _one(label: str, offered: Sequence[str], words: Mapping[str, str] = _OWN) -> str:
    found = st.selectbox(
        label,
        ["", *offered],
        format_func=lambda name: words.get(name, name) if name else EVERY,
        key=f"audit-{label.lower()}",
    )
    return found if found in offered else ""


def _more_button(n_shown: int, n_all: int) -> None:
    if n_all > n_shown:
        st.button("Show more lines", key="audit-more", type="tertiary", on_click=_show_more, args=(n_shown,))


def _show_more(n_shown: int) -> None:
    st.session_state[_SHOWN] = n_shown + SHOWN
