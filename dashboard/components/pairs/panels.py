"""The parts of the coordinator's page, for somebody who may see pairs on a machine that has the store."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from analytics.roles import Action
from dashboard.access import access, viewer
from dashboard.components.notices import failure, notice
from dashboard.components.pairs.listing import listing
from dashboard.components.pairs.own_ids import own_ids
from dashboard.components.pairs.reading import read
from dashboard.components.pairs.rules import rules
from dashboard.theme import count, day

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.report.pair_list import PairHealth

NO_STORE = "The list of pairs is made from their sessions and goals, which are not on this machine."
NO_SESSIONS = "Import pairs and their sessions to see which of them went quiet."
ABOUT = "From pairs, sessions and goals only. No survey is read for this page."


def panels() -> None:
    """Draw the pairs with a flag and the rules behind the flags, or say why there are none."""
    store = access().store
    if store is None:
        notice("This machine shows releases only", NO_STORE)
        return
    try:
        viewer().require(Action.SEE_PAIRS)
        _draw(store)
    except TwowayError as error:
        failure(error)


def _draw(store: Path) -> None:
    health, number = read(store)
    if health.seen_to is None:
        notice("No pairs with sessions yet", NO_SESSIONS)
        return
    st.html(f'<p class="tw-sentence">{escape(_sentence(health))} {ABOUT}</p>')
    ids = own_ids(store)
    listing(health, ids, number=number)
    rules(health)


def _sentence(health: PairHealth) -> str:
    when = day(health.seen_to.isoformat()) if health.seen_to else ""
    return (
        f"{count(health.n_going)} pairs are going on {when}, the day of the newest session; "
        f"{count(len(health.concerns))} have a flag."
    )
