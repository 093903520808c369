"""Pilot comparison: did it work, compared with whom, and what would overturn it?"""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.access import access, may_import
from dashboard.components import comparison, evidence_difference, evidence_doubt, evidence_people, evidence_verdict
from dashboard.components.charts import row
from dashboard.components.first_run import first_run
from dashboard.components.frame import heading


def evidence(shown: comparison.Shown) -> None:
    """Draw the evidence in the order of trust."""
    comparison.cautions(shown)
    comparison.verdict(shown)
    with row():
        evidence_people.who(shown)
        evidence_people.alike(shown)
        evidence_people.chances(shown)
        evidence_difference.raw(shown)
        evidence_difference.adjusted(shown)
        evidence_difference.by_group(shown)
    evidence_difference.cohorts(shown)
    evidence_doubt.doubts(shown)
    with row():
        evidence_verdict.next_step(shown)
        evidence_verdict.design(shown)
    comparison.lacking(shown.comparison)


def main() -> None:
    """Draw the page."""
    release = state.newest(access())
    if release is None:
        heading(comparison.TITLE, comparison.QUESTION)
        first_run(may_import=may_import())
        st.stop()
    shown = comparison.open_comparison(release)
    if shown:
        evidence(shown)


main()
