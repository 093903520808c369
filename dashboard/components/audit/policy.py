"""The rules in force, how long answers are kept, and what the log does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.program import Program
from analytics.release.audit.rules_in_force import rules_in_force
from dashboard.access import access
from dashboard.components.charts import card
from dashboard.components.downloads import draw_table, release_line
from dashboard.components.tables import Table

if TYPE_CHECKING:
    from analytics.release.read import Release

FROM = "Set under [retention] in twoway.toml; twoway gc --expired deletes what is older."
NOT_HELD = (
    "No figure, no answer, no comment and no id of a person: only ids of figures, which anybody can read in a release.",
    "Nothing that somebody typed. Of a name that no release knows, only that there was one, and for which filter.",
    (
        "Nothing that is done to the files past Twoway: whoever reads the folder of releases or the store with other "
        "programs leaves no line here. The rights of the operating system decide who that is."
    ),
    "The same page drawn again within ten minutes with the same figures, by the same session, is one line.",
    "Lines of other servers: each server writes its own log, unless they share a folder.",
    "A proof against somebody who may write the log's files and rewrites all of it: for that, write the head down.",
)


def rules_card(release: Release | None) -> None:
    """Draw the rules that the newest release was made under.

    Args:
        release: The release, or None before the first one.
    """
    if release is None:
        return
    with card("rules", "Rules in force", "Fixed in the program or stricter; no role and no setting loosens them."):
        draw_table(rules_table(release), key="rules", about=[release_line(release)])


def rules_table(release: Release) -> Table:
    """The rules as a table."""
    rows = tuple((rule.name, rule.limit, rule.why) for rule in rules_in_force(release.facts))
    return Table(caption="Rules in force", header=("Rule", "Limit", "What for"), rows=rows, words=(1, 2))


def retention_card() -> None:
    """Draw how long answers are kept, where the store is known."""
    store = access().store
    if store is None or not store.exists():
        return
    kept = Program.read(store).retention
    title = "Answers are kept without a limit" if kept.answers_months is None else f"Answers: {kept.sentence()}"
    with card("retention", title, FROM):
        months = "no limit" if kept.answers_months is None else f"{kept.answers_months} months after the survey's day"
        rows = (
            ("Survey answers and comments", months),
            ("Rosters, pairs, sessions and goals", "without a limit; a person is erased with twoway erase"),
            ("Published figures", "until the release is deleted"),
            ("This log", "without a limit"),
        )
        st.html(Table(caption="Retention", header=("What", "How long"), rows=rows, words=(1,)).html())


def limits_panel() -> None:
    """Draw what the log does not hold."""
    with st.expander("What this log does not hold", key="audit-limits", type="compact"):
        st.html(f'<ul class="tw-list">{"".join(f"<li>{line}</li>" for line in NOT_HELD)}</ul>')
