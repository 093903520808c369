"""What to do this week: the pairs with a flag, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from analytics.report.pair_list import HORIZON, RULES, concerns_file, rule, short_key
from dashboard.components.charts import card
from dashboard.components.downloads import save
from dashboard.components.notices import notice
from dashboard.components.tables import Table
from dashboard.theme import count, day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.report.pair_list import Concern, PairHealth

HEADER = (
    "Pair",
    "Flags, and days since each went up",
    "What to do",
    "Days since a session",
    "Agreed a month",
    "Cohort",
)
WORDS = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which pairs are listed.

    Args:
        cohorts: Chosen cohorts; empty for all.
        rules: Names of the chosen rules; empty for all.
    """

    cohorts: tuple[str, ...]
    rules: tuple[str, ...]

    def holds(self, concern: Concern) -> bool:
        """Whether a pair is among them."""
        is_cohort = not self.cohorts or concern.course.cohort in self.cohorts
        return is_cohort and (not self.rules or any(flag.rule in self.rules for flag in concern.flags))

    def sentence(self) -> str:
        """The choice as one sentence."""
        cohorts = f" of {', '.join(self.cohorts)}" if self.cohorts else ""
        rules = (
            f" with the flag {' or '.join(rule(name).label for name in self.rules)}" if self.rules else " with a flag"
        )
        return f"Pairs{cohorts}{rules}."


def listing(health: PairHealth, ids: Mapping[int, str], *, number: int) -> None:
    """Draw the list with its filters and its files.

    Args:
        health: What the store says about its pairs.
        ids: The pairs' own ids by pseudonym, where somebody has brought them.
        number: Number of the store's version.
    """
    chosen = _filters(health)
    found = [one for one in health.concerns if chosen.holds(one)]
    still = [one for one in found if not one.is_silent]
    silent = [one for one in found if one.is_silent]
    with card("week", _title(still, silent), f"{chosen.sentence()} {_ORDER}"):
        if not found:
            notice("Nothing to do", "No pair that is going has such a flag.")
            return
        if still:
            st.html(_table(still, ids, "Pairs to talk to this week").html())
        if silent:
            with st.expander(
                f"{count(len(silent))} pairs silent for {HORIZON} days or more", key="week-silent", type="compact"
            ):
                st.html(f'<p class="tw-caption">{_SILENT}</p>')
                st.html(_table(silent, ids, "Silent pairs").html())
        file = concerns_file([*still, *silent], ids, health, number=number, filters=chosen.sentence())
        save(file, key="week")


_ORDER = "Pairs whose flags most often came before a stop are first, then those with more flags, then the newest flags."
_SILENT = "They count as stopped. Ask whether they want to begin again; else close them, so that the figures are right."


def _filters(health: PairHealth) -> Chosen:
    cohorts = sorted({one.course.cohort for one in health.concerns})
    left, right = st.columns(2)
    with left:
        asked: list[str] = st.multiselect("Cohort", cohorts, key="pairs-cohorts", placeholder="All cohorts")
    with right:
        rules = [one.name for one in RULES]
        flags: list[str] = st.multiselect(
            "Flag", rules, format_func=lambda name: rule(name).label, key="pairs-rules", placeholder="All flags"
        )
    return Chosen(
        cohorts=tuple(name for name in asked if name in cohorts), rules=tuple(name for name in flags if name in rules)
    )


def _title(still: Sequence[Concern], silent: Sequence[Concern]) -> str:
    if not still:
        return "No pair to talk to this week" if not silent else "The pairs with a flag have been silent for long"
    return f"{count(len(still))} {'pair' if len(still) == 1 else 'pairs'} to talk to this week"


def _table(concerns: Sequence[Concern], ids: Mapping[int, str], caption: str) -> Table:
    return Table(caption=caption, header=HEADER, rows=tuple(_row(one, ids) for one in concerns), words=WORDS)


def _row(one: Concern, ids: Mapping[int, str]) -> tuple[str, ...]:
    course = one.course
    agreed = "–" if course.agreed_per_month is None else count(course.agreed_per_month)
    return (
        ids.get(course.key, short_key(course.key)),
        ", ".join(f"{rule(flag.rule).label} {count(course.n_days - flag.raised)}" for flag in one.flags),
        rule(one.flags[0].rule).action,
        count(course.quiet_days),
        agreed,
        f"{course.cohort}, since {day(course.started_on.isoformat())}",
    )
